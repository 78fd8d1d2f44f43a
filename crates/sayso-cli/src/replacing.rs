//! Outputs that are inputs too, which they would replace.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use sayso::read::{Format, Input};

use crate::exit::wrong_usage;

/// Refuses two outputs of one name, the later of which would replace the other.
pub(crate) fn check_distinct(outputs: &[&Path]) -> anyhow::Result<()> {
    let whole = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
        folder.map_or_else(
            |_| path.to_owned(),
            |folder| folder.join(path.file_name().unwrap_or_default()),
        )
    };
    for (place, path) in outputs.iter().enumerate() {
        if outputs.iter().take(place).any(|other| whole(other) == whole(path)) {
            return Err(wrong_usage(anyhow!("{}: is named twice; choose another", path.display())));
        }
    }
    Ok(())
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

    /// Whether the file is read, under whatever name.
    fn holds(&self, file: &Path) -> bool {
        // Where there is no such file yet, there is none to replace; a device can be both.
        let (Ok(file), Ok(own)) = (fs::canonicalize(file), fs::canonicalize(&self.path)) else {
            return false;
        };
        file.is_file() && (file == own || file.starts_with(&own) && self.has_ending(&file))
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

/// Lets no output replace what is read.
///
/// # Errors
/// Where an output is one of the inputs.
pub(crate) fn check<'o>(
    sources: &[Source],
    outputs: impl IntoIterator<Item = &'o Path>,
) -> anyhow::Result<()> {
    let is_read = |output: &&Path| sources.iter().any(|source| source.holds(output));
    outputs.into_iter().find(is_read).map_or(Ok(()), |output| Err(is_input(output)))
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

fn is_input(output: &Path) -> anyhow::Error {
    let output = output.display();
    wrong_usage(anyhow!("{output} is an input too; choose another output"))
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
        for name in ["a/rows.csv", "b.txt", "a/new.txt", "a"] {
            assert!(!source.holds(&at(name)), "{name}");
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
