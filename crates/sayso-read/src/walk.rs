//! The files of a folder, sorted, folder by folder.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use crate::files::Found;
use crate::naming::stem;
use crate::{Error, ErrorKind, Format};

/// The text files of a folder and of the folders in it, in the order of their names.
///
/// Holds the names of one folder and of those above it, not of the whole tree. Names that begin
/// with a dot are passed over, and so are links to folders, which may lead in a circle.
///
/// What comes last is a warning, where the folder has no article, or has files that may be articles
/// and are of a kind that is not read. Tables and pictures beside articles are as expected.
pub(crate) struct Walk {
    root: PathBuf,
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
    /// A file of a kind in which people keep articles, by its ending.
    Unread(&'static str),
    Other,
}

/// Endings of files in which people keep articles, and which are not read.
const UNREAD: [&str; 7] = ["pdf", "doc", "docx", "odt", "rtf", "epub", "xml"];

/// What a folder has.
#[derive(Default)]
struct Counts {
    is_failed: bool,
    articles: u64,
    others: u64,
    unread: BTreeMap<&'static str, u64>,
}

impl Counts {
    fn warning(self) -> Option<ErrorKind> {
        if self.articles == 0 && !self.is_failed && self.unread.is_empty() {
            return Some(ErrorKind::NoArticles { others: self.others });
        }
        let files = self.unread.values().sum();
        let endings = self.unread.keys().map(|ending| format!(".{ending}")).collect();
        (files > 0).then_some(ErrorKind::PassedOver { files, endings })
    }
}

impl Walk {
    pub(crate) fn new(folder: &Path) -> Self {
        let counts = Some(Counts::default());
        let mut walk = Self { root: folder.to_owned(), open: Vec::new(), failed: None, counts };
        walk.enter(folder.to_owned());
        walk
    }

    fn enter(&mut self, folder: PathBuf) {
        match list(&folder) {
            Ok(entries) => self.open.push(Listing { folder, entries: entries.into_iter() }),
            Err(error) => {
                self.failed = Some(Error::from(error).in_file(&folder));
                self.counts.iter_mut().for_each(|counts| counts.is_failed = true);
            }
        }
    }

    fn count(&mut self, kind: Kind) {
        let Some(counts) = &mut self.counts else { return };
        match kind {
            Kind::Folder => {}
            Kind::Article(_) => counts.articles += 1,
            Kind::Unread(ending) => *counts.unread.entry(ending).or_default() += 1,
            Kind::Other => counts.others += 1,
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
            self.count(entry.kind);
            match entry.kind {
                Kind::Folder => self.enter(path),
                Kind::Article(format) => {
                    let (format, keeps_ending) = (Some(format), entry.shares_stem);
                    return Some(Ok(Found { path, format, keeps_ending }));
                }
                Kind::Unread(_) | Kind::Other => {}
            }
        }
    }
}

/// The folders and the files to read in a folder, sorted by name.
fn list(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            entries.push(Entry { kind: kind(&entry)?, name, shares_stem: false });
        }
    }
    entries.sort_unstable_by(|a: &Entry, b: &Entry| a.name.cmp(&b.name));
    mark_shared_stems(&mut entries);
    Ok(entries)
}

fn kind(entry: &DirEntry) -> io::Result<Kind> {
    if entry.file_type()?.is_dir() {
        return Ok(Kind::Folder);
    }
    let path = entry.path();
    let kind = match Format::from_path(&path).filter(|format| format.in_folders()) {
        Some(format) => Kind::Article(format),
        None => unread(&path).map_or(Kind::Other, Kind::Unread),
    };
    let is_folder = || fs::metadata(&path).is_ok_and(|found| found.is_dir());
    Ok(if entry.file_type()?.is_symlink() && is_folder() { Kind::Other } else { kind })
}

fn unread(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    UNREAD.into_iter().find(|unread| *unread == ending)
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
        Walk::new(folder).flatten().map(relative).collect()
    }

    #[test]
    fn files_come_sorted_and_folders_in_their_place() {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("b/deep")).expect("new folder");
        for name in ["c.txt", "a.md", "b/2.txt", "b/deep/1.txt", "b/x.csv", ".hidden.txt", "d.pdf"]
        {
            fs::write(folder.path().join(name), "Rain.").expect("new file");
        }
        assert_eq!(names(folder.path()), ["a.md", "b/2.txt", "b/deep/1.txt", "c.txt"]);
    }

    #[test]
    fn files_that_differ_in_their_ending_alone_are_marked() {
        let folder = tempfile::tempdir().expect("temporary folder");
        for name in ["a.md", "a.x.md", "a.txt", "b.txt"] {
            fs::write(folder.path().join(name), "Rain.").expect("new file");
        }
        let shared: Vec<bool> =
            Walk::new(folder.path()).flatten().map(|found| found.keeps_ending).collect();
        assert_eq!(shared, [true, true, false, false]);
    }

    fn warnings(folder: &Path) -> Vec<String> {
        let failures = Walk::new(folder).filter_map(Result::err);
        failures.filter(Error::is_warning).map(|error| error.kind().to_string()).collect()
    }

    #[test]
    fn files_that_may_be_articles_are_told_in_the_end_and_tables_are_not() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let at = |name: &str| folder.path().join(name);
        assert_eq!(warnings(folder.path()), ["an empty folder"]);
        fs::create_dir(at("deep")).expect("new folder");
        fs::write(at("deep/a.csv"), "id").expect("new file");
        let told = warnings(folder.path());
        assert!(told[0].ends_with("other files: 1; name tables to read them"), "{told:?}");
        fs::write(at("a.txt"), "Rain.").expect("new file");
        assert!(warnings(folder.path()).is_empty());
        for name in ["a.PDF", "deep/b.pdf", "c.docx"] {
            fs::write(at(name), "").expect("new file");
        }
        let told = warnings(folder.path());
        assert_eq!(told, ["files passed over: 3 (.docx, .pdf); save them as plain text"]);
    }

    #[test]
    fn folder_that_is_not_there_is_one_error() {
        let mut walk = Walk::new(Path::new("no/such/folder"));
        assert!(walk.next().is_some_and(|found| found.is_err()));
        assert!(walk.next().is_none());
    }
}
