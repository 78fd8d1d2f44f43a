//! Outputs that are inputs too, which they would replace.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::anyhow;
use sayso::read::{Format, Input};
use sayso_review::BEGINNING;

use crate::beside::beside;
use crate::exit::wrong_usage;

/// What the program itself writes beside an output.
const OWN: [&str; 5] = ["part", "journal", "lock", "new", "manifest.json"];

/// Refuses two outputs of one name, the later of which would replace the other, and one that has the
/// name of what is written beside another.
pub(crate) fn check_distinct(outputs: &[&Path]) -> anyhow::Result<()> {
    let whole: Vec<PathBuf> = outputs.iter().map(|path| placed(path)).collect();
    for (place, path) in whole.iter().enumerate() {
        let others = whole.iter().enumerate().filter(|(other, _)| *other != place);
        for (_, other) in others {
            if other == path {
                let path = path.display();
                return Err(wrong_usage(anyhow!("{path}: is named twice; choose another")));
            }
            if OWN.iter().any(|ending| beside(other, ending) == *path) {
                let (path, other) = (path.display(), other.display());
                return Err(wrong_usage(anyhow!(
                    "{path}: a run that writes {other} has a file of this name for itself; choose another"
                )));
            }
        }
    }
    Ok(())
}

/// The path by its folder's whole name: the file need not be there yet.
fn placed(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    folder.map_or_else(
        |_| path.to_owned(),
        |folder| folder.join(path.file_name().unwrap_or_default()),
    )
}

/// What a run reads: a file, or those files of a folder that have one of the endings.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    path: PathBuf,
    endings: Vec<&'static str>,
}

impl Source {
    /// The files of these endings.
    pub(crate) fn new(path: &Path, endings: &[&'static str]) -> Self {
        Self { path: path.to_owned(), endings: endings.to_vec() }
    }

    /// The files of an input of articles.
    pub(crate) fn of_articles(input: &Input, asked: Option<Format>) -> Self {
        let is_read =
            |format: &&Format| asked.map_or(format.in_folders(), |asked| asked == **format);
        let formats = Format::ALL.iter().filter(is_read);
        let endings = formats.flat_map(|format| format.extensions()).copied().collect();
        Self { path: input.path().to_owned(), endings }
    }

    /// Whether the file is read, under whatever name; or will be by the next run, where it is not there
    /// yet.
    fn holds(&self, file: &Path) -> bool {
        // A device can be both.
        let is_new = fs::symlink_metadata(file).is_err();
        let found = if is_new { Ok(placed(file)) } else { fs::canonicalize(file) };
        let (Ok(file), Ok(own)) = (found, fs::canonicalize(&self.path)) else {
            return false;
        };
        let is_below = file.starts_with(&own) && own.is_dir() && self.has_ending(&file);
        (is_new || file.is_file()) && (file == own || is_below)
    }

    /// Whether a file for each article, written to the folder, would be among what is read.
    fn meets(&self, folder: &Path, endings: &[&'static str]) -> bool {
        let (Ok(folder), Ok(own)) = (fs::canonicalize(folder), fs::canonicalize(&self.path)) else {
            return false;
        };
        if own.is_dir() {
            let is_written = |ending| endings.contains(ending);
            return folder.starts_with(&own) && self.endings.iter().any(is_written);
        }
        // A file that is named for its article, as what is written will be.
        let is_beside = own.parent() == Some(&*folder);
        is_beside && self.has_ending(&own) && has_ending(&own, endings)
    }

    fn has_ending(&self, file: &Path) -> bool {
        has_ending(file, &self.endings)
    }
}

fn has_ending(file: &Path, endings: &[&'static str]) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| endings.contains(&&*ending))
}

/// Lets no files of the endings be written to a folder that has such files: nothing tells whether a hand
/// has worked on them.
///
/// # Errors
/// Where the folder has one.
pub(crate) fn check_new(folder: &Path, endings: &[&'static str]) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files = entries.map(|entry| entry.path());
    files.find(|path| has_ending(path, endings)).map_or(Ok(()), |path| {
        let (folder, path) = (folder.display(), path.display());
        Err(wrong_usage(anyhow!(
            "{folder}: {path} is there already, and would be replaced; choose a new folder, or delete what \
             is in it"
        )))
    })
}

/// The configuration in force, which no output may replace.
static CONFIG: OnceLock<PathBuf> = OnceLock::new();

/// Notes which file the options are read from.
pub(crate) fn protect_config(path: &Path) {
    // There is one in a run.
    let _ = CONFIG.set(path.to_owned());
}

/// Lets no output replace what is read, or what was said by hand of a table.
///
/// # Errors
/// Where an output is one of the inputs, or holds corrections.
pub(crate) fn check<'o>(
    sources: &[Source],
    outputs: impl IntoIterator<Item = &'o Path> + Clone,
) -> anyhow::Result<()> {
    if let Some(path) = outputs.clone().into_iter().find(|path| holds_corrections(path)) {
        let path = path.display();
        return Err(wrong_usage(anyhow!(
            "{path}: holds what somebody has said of a table by hand, which would be lost; choose another \
             output, or delete the file"
        )));
    }
    check_read(sources, outputs)
}

/// Lets no output replace what is read, whatever it holds.
///
/// # Errors
/// Where an output is one of the inputs.
pub(crate) fn check_read<'o>(
    sources: &[Source],
    outputs: impl IntoIterator<Item = &'o Path>,
) -> anyhow::Result<()> {
    let config = CONFIG.get().map(|path| Source::new(path, &[]));
    let is_read = |output: &&Path| sources.iter().chain(&config).any(|source| source.holds(output));
    outputs.into_iter().find(is_read).map_or(Ok(()), |output| Err(is_input(output)))
}

/// Lets no output replace one of the files, such as those that a list names.
///
/// # Errors
/// Where an output is one of them.
pub(crate) fn check_files(
    files: impl Iterator<Item = PathBuf>,
    outputs: &[&Path],
) -> anyhow::Result<()> {
    let there: Vec<PathBuf> = outputs.iter().flat_map(fs::canonicalize).collect();
    if there.is_empty() {
        return Ok(());
    }
    // By the name first, which for a million files is a million questions less.
    let is_output = |file: &PathBuf| {
        let mut alike = there.iter().filter(|output| output.file_name() == file.file_name());
        let own = || fs::canonicalize(file).ok().filter(|own| own.is_file());
        alike.any(|output| own().is_some_and(|own| own == *output))
    };
    let mut files = files;
    files.find(is_output).map_or(Ok(()), |file| Err(is_input(&file)))
}

/// Lets no files of the endings, written to a folder, replace what is read.
///
/// # Errors
/// Where the folder is one of the inputs.
pub(crate) fn check_folder(
    sources: &[Source],
    folder: &Path,
    endings: &[&'static str],
) -> anyhow::Result<()> {
    let is_read = sources.iter().any(|source| source.meets(folder, endings));
    if is_read { Err(is_input(folder)) } else { Ok(()) }
}

/// Whether the file begins as corrections do.
fn holds_corrections(path: &Path) -> bool {
    if !path.is_file() {
        return false;
    }
    let mut start = [0; BEGINNING.len()];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == BEGINNING
}

fn is_input(output: &Path) -> anyhow::Error {
    let name = output.display();
    if output.exists() {
        return wrong_usage(anyhow!("{name} is an input too; choose another output"));
    }
    wrong_usage(anyhow!("{name}: the next run would read it as an input; choose a place outside"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("inside the folder")).expect("a new folder");
            fs::write(path, "Rain.").expect("a new file");
        }
        folder
    }

    #[test]
    fn file_of_a_folder_is_read_where_it_has_the_ending() {
        let folder = folder(&["a/may/1.txt", "a/rows.csv", "b.txt"]);
        let at = |name: &str| folder.path().join(name);
        let source = Source::of_articles(&Input::from(&at("a")), None);
        assert!(source.holds(&at("a/may/1.txt")) && source.holds(&at("a/./may/1.txt")));
        assert!(source.holds(&at("a/new.txt")), "the next run would read it");
        for name in ["a/rows.csv", "b.txt", "a/new.csv", "new.txt", "a"] {
            assert!(!source.holds(&at(name)), "{name}");
        }
    }

    #[test]
    fn outputs_are_not_what_is_written_beside_another() {
        let folder = folder(&["a/1.txt"]);
        let at = |name: &str| folder.path().join(name);
        let check = |one: &str, other: &str| check_distinct(&[&at(one), &at(other)]);
        assert!(check("rows.csv", "errors.csv").is_ok() && check("rows.csv", "a.lock").is_ok());
        for other in ["rows.csv", "a/../rows.csv", "rows.csv.part", "rows.csv.lock"] {
            assert!(
                check("rows.csv", other).is_err() && check(other, "rows.csv").is_err(),
                "{other}"
            );
        }
    }

    #[test]
    fn folder_is_met_by_the_endings_that_are_written() {
        let folder = folder(&["a/1.json", "a/deep/1.txt", "b/1.json"]);
        let at = |name: &str| folder.path().join(name);
        let source = Source::new(&at("a"), &["json"]);
        assert!(source.meets(&at("a"), &["json"]) && source.meets(&at("a/deep"), &["json"]));
        assert!(!source.meets(&at("a"), &["txt", "ann"]) && !source.meets(&at("b"), &["json"]));
        assert!(!source.meets(&at("a/new"), &["json"]));
        let file = Source::new(&at("a/1.json"), &["json"]);
        assert!(file.meets(&at("a"), &["json"]));
        assert!(!file.meets(&at("a"), &["txt"]) && !file.meets(&at("b"), &["json"]));
    }
}
