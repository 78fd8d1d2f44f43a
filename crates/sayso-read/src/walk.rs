//! The files of a folder, sorted, folder by folder.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use crate::found::Found;
use crate::naming::stem;
use crate::{Error, ErrorKind, Format};

/// The text files of a folder and of the folders in it, in the order of their names.
///
/// Holds the names of one folder and of those above it, not of the whole tree. Names that begin
/// with a dot are passed over, and so are links to folders, which may lead in a circle.
///
/// What comes last is a warning, where the folder has no article, or files that are not read: nothing
/// is passed over without a count but names that begin with a dot, what Word keeps of open files, and what a run writes beside its output.
pub(crate) struct Walk {
    root: PathBuf,
    /// The only format that is read, where it was asked for.
    format: Option<Format>,
    open: Vec<Listing>,
    failed: Option<Error>,
    counts: Option<Counts>,
}

struct Listing {
    folder: PathBuf,
    entries: vec::IntoIter<Entry>,
}

struct Entry {
    name: OsString,
    kind: Kind,
    shares_stem: bool,
}

/// What an entry of a folder is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    Article(Format),
    /// What is not read.
    Other,
}

/// What a folder has.
#[derive(Default)]
struct Counts {
    is_failed: bool,
    articles: u64,
    /// What is passed over, by its endings.
    others: BTreeMap<String, u64>,
}

impl Counts {
    fn warning(self) -> Option<ErrorKind> {
        if self.articles == 0 && !self.is_failed && self.others.is_empty() {
            return Some(ErrorKind::NoArticles { others: 0 });
        }
        let endings: Vec<_> = self.others.into_iter().collect();
        (!endings.is_empty()).then_some(ErrorKind::PassedOver { endings })
    }
}

impl Walk {
    /// The files of the folder; those of one format alone, where it was asked for.
    pub(crate) fn new(folder: &Path, format: Option<Format>) -> Self {
        let counts = Some(Counts::default());
        let root = folder.to_owned();
        let mut walk = Self { root, format, open: Vec::new(), failed: None, counts };
        walk.enter(folder.to_owned());
        walk
    }

    fn enter(&mut self, folder: PathBuf) {
        match list(&folder, self.format) {
            Ok(entries) => self.open.push(Listing { folder, entries: entries.into_iter() }),
            Err(error) => {
                self.failed = Some(Error::from(error).in_file(&folder));
                self.counts.iter_mut().for_each(|counts| counts.is_failed = true);
            }
        }
    }

    fn count(&mut self, kind: Kind, path: &Path) {
        let Some(counts) = &mut self.counts else { return };
        match kind {
            Kind::Folder => {}
            Kind::Article(_) => counts.articles += 1,
            Kind::Other if is_of_a_run(path) => {}
            Kind::Other => *counts.others.entry(ending(path)).or_default() += 1,
        }
    }
}

impl Iterator for Walk {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(error) = self.failed.take() {
                return Some(Err(error));
            }
            let Some(listing) = self.open.last_mut() else {
                let warning = Error::new(self.counts.take()?.warning()?);
                return Some(Err(warning.in_file(&self.root)));
            };
            let Some(entry) = listing.entries.next() else {
                self.open.pop();
                continue;
            };
            let path = listing.folder.join(entry.name);
            self.count(entry.kind, &path);
            match entry.kind {
                Kind::Folder => self.enter(path),
                Kind::Article(format) => {
                    let (format, keeps_ending) = (Some(format), entry.shares_stem);
                    return Some(Ok(Found { path, format, keeps_ending }));
                }
                Kind::Other => {}
            }
        }
    }
}

/// The folders and the files to read in a folder, sorted by name.
fn list(folder: &Path, format: Option<Format>) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let starts = |with: &[u8]| name.as_encoded_bytes().starts_with(with);
        // Word keeps a file of a few bytes beside one that is open, under its name with these signs before it.
        if !starts(b".") && !starts(b"~$") {
            entries.push(Entry { kind: kind(&entry, format)?, name, shares_stem: false });
        }
    }
    entries.sort_unstable_by(|a: &Entry, b: &Entry| a.name.cmp(&b.name));
    mark_shared_stems(&mut entries);
    Ok(entries)
}

fn kind(entry: &DirEntry, asked: Option<Format>) -> io::Result<Kind> {
    if entry.file_type()?.is_dir() {
        return Ok(Kind::Folder);
    }
    let path = entry.path();
    let found = Format::from_path(&path);
    let kind = match (found, asked) {
        (Some(found), Some(asked)) if found.is_akin_to(asked) => Kind::Article(asked),
        (Some(found), None) if found.in_folders() => Kind::Article(found),
        _ => Kind::Other,
    };
    let is_folder = || fs::metadata(&path).is_ok_and(|found| found.is_dir());
    Ok(if entry.file_type()?.is_symlink() && is_folder() { Kind::Other } else { kind })
}

/// Whether the file is what a run writes beside its output, as `rows.csv.lock`, and so nothing that
/// somebody put there to be read.
fn is_of_a_run(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_named = ending.is_some_and(|ending| ["lock", "part", "journal"].contains(&ending));
    is_named && path.with_extension("").extension().is_some()
}

/// What the file is counted as: its ending, without one that means compression.
fn ending(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = crate::compression::stem(&name).rsplit_once('.').map(|(_, ending)| ending);
    match ending {
        _ if path.is_dir() => "links to folders".to_owned(),
        Some(ending) => format!(".{}", ending.to_ascii_lowercase()),
        None => "without an ending".to_owned(),
    }
}

/// Files of one stem need not be neighbours in the order of names ("a.md", "a.x.md", "a.txt").
fn mark_shared_stems(entries: &mut [Entry]) {
    let mut stems = HashMap::new();
    let is_article = |entry: &Entry| matches!(entry.kind, Kind::Article(_));
    for entry in entries.iter().filter(|entry| is_article(entry)) {
        *stems.entry(stem(&entry.name.to_string_lossy()).to_owned()).or_insert(0) += 1;
    }
    for entry in entries {
        let count = stems.get(stem(&entry.name.to_string_lossy()));
        entry.shares_stem = is_article(entry) && count.is_some_and(|count| *count > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let relative = |found: Found| {
            let path = found.path.strip_prefix(folder).expect("inside the folder");
            path.to_string_lossy().replace('\\', "/")
        };
        Walk::new(folder, None).flatten().map(relative).collect()
    }

    #[test]
    fn files_come_sorted_and_folders_in_their_place() {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("b/deep")).expect("new folder");
        for name in [
            "c.txt",
            "a.md",
            "b/2.txt",
            "b/deep/1.txt",
            "b/x.csv",
            ".hidden.txt",
            "d.pdf",
            "e.docx",
            "~$e.docx",
        ] {
            fs::write(folder.path().join(name), "Rain.").expect("new file");
        }
        assert_eq!(names(folder.path()), ["a.md", "b/2.txt", "b/deep/1.txt", "c.txt", "e.docx"]);
    }

    #[test]
    fn files_that_differ_in_their_ending_alone_are_marked() {
        let folder = tempfile::tempdir().expect("temporary folder");
        for name in ["a.md", "a.x.md", "a.txt", "b.txt"] {
            fs::write(folder.path().join(name), "Rain.").expect("new file");
        }
        let shared: Vec<bool> =
            Walk::new(folder.path(), None).flatten().map(|found| found.keeps_ending).collect();
        assert_eq!(shared, [true, true, false, false]);
    }

    fn warnings(folder: &Path) -> Vec<String> {
        let failures = Walk::new(folder, None).filter_map(Result::err);
        failures.filter(Error::is_warning).map(|error| error.kind().to_string()).collect()
    }

    #[test]
    fn what_is_passed_over_is_counted_by_its_endings() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let at = |name: &str| folder.path().join(name);
        assert_eq!(warnings(folder.path()), ["an empty folder"]);
        fs::create_dir(at("deep")).expect("new folder");
        fs::write(at("a.txt"), "Rain.").expect("new file");
        assert!(warnings(folder.path()).is_empty());
        for name in ["rows.csv.lock", "rows.csv.part", "rows.csv.journal"] {
            fs::write(at(name), "").expect("new file");
        }
        assert!(warnings(folder.path()).is_empty(), "files of a run");
        for name in ["a.PDF", "deep/b.pdf", "deep/a.csv.gz", "Makefile"] {
            fs::write(at(name), "").expect("new file");
        }
        let told = warnings(folder.path());
        let counts = "files passed over: 4 (.csv 1, .pdf 2, without an ending 1); name tables, or";
        assert!(told.len() == 1 && told[0].starts_with(counts), "{told:?}");
    }

    #[test]
    fn tables_of_the_format_that_was_asked_for_are_read() {
        let folder = tempfile::tempdir().expect("temporary folder");
        for name in ["a.csv", "b.csv.gz", "c.tsv", "d.txt", "e.json"] {
            fs::write(folder.path().join(name), "text").expect("new file");
        }
        let names = |format| -> Vec<String> {
            let found = Walk::new(folder.path(), Some(format)).flatten();
            found
                .map(|found| found.path.file_name().expect("a name").to_string_lossy().into_owned())
                .collect()
        };
        assert_eq!(names(Format::Csv), ["a.csv", "b.csv.gz"]);
        assert_eq!(names(Format::Jsonl), ["e.json"]);
        assert_eq!(names(Format::Text), ["d.txt"]);
    }

    #[test]
    fn folder_that_is_not_there_is_one_error() {
        let mut walk = Walk::new(Path::new("no/such/folder"), None);
        assert!(walk.next().is_some_and(|found| found.is_err()));
        assert!(walk.next().is_none());
    }
}
