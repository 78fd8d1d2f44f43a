//! The files of a folder, sorted, folder by folder.

use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use crate::files::Found;
use crate::naming::stem;
use crate::{Error, Format};

/// The text files of a folder and of the folders in it, in the order of their names.
///
/// Holds the names of one folder and of those above it, not of the whole tree. Names that begin
/// with a dot are passed over, and so are links to folders, which may lead in a circle.
pub(crate) struct Walk {
    open: Vec<Listing>,
    failed: Option<Error>,
}

struct Listing {
    folder: PathBuf,
    entries: vec::IntoIter<Entry>,
}

struct Entry {
    name: OsString,
    format: Option<Format>,
    shares_stem: bool,
}

impl Walk {
    pub(crate) fn new(folder: &Path) -> Self {
        let mut walk = Self { open: Vec::new(), failed: None };
        walk.enter(folder.to_owned());
        walk
    }

    fn enter(&mut self, folder: PathBuf) {
        match list(&folder) {
            Ok(entries) => self.open.push(Listing { folder, entries: entries.into_iter() }),
            Err(error) => self.failed = Some(Error::from(error).in_file(&folder)),
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
            let listing = self.open.last_mut()?;
            let Some(entry) = listing.entries.next() else {
                self.open.pop();
                continue;
            };
            let path = listing.folder.join(entry.name);
            match entry.format {
                None => self.enter(path),
                Some(format) => {
                    let (format, keeps_ending) = (Some(format), entry.shares_stem);
                    return Some(Ok(Found { path, format, keeps_ending }));
                }
            }
        }
    }
}

/// The folders and the files to read in a folder, sorted by name.
fn list(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        entries.extend(wanted(&entry?)?);
    }
    entries.sort_unstable_by(|a: &Entry, b: &Entry| a.name.cmp(&b.name));
    mark_shared_stems(&mut entries);
    Ok(entries)
}

fn wanted(entry: &DirEntry) -> io::Result<Option<Entry>> {
    let name = entry.file_name();
    if name.as_encoded_bytes().starts_with(b".") {
        return Ok(None);
    }
    if entry.file_type()?.is_dir() {
        return Ok(Some(Entry { name, format: None, shares_stem: false }));
    }
    let format = Format::from_path(Path::new(&name)).filter(|format| format.in_folders());
    let is_file = || fs::metadata(entry.path()).map_or(true, |metadata| !metadata.is_dir());
    let is_wanted = format.is_some() && (entry.file_type()?.is_file() || is_file());
    Ok(is_wanted.then_some(Entry { name, format, shares_stem: false }))
}

/// Files of one stem need not be neighbours in the order of names ("a.md", "a.x.md", "a.txt").
fn mark_shared_stems(entries: &mut [Entry]) {
    let mut stems = std::collections::HashMap::new();
    for entry in entries.iter().filter(|entry| entry.format.is_some()) {
        *stems.entry(stem(&entry.name.to_string_lossy()).to_owned()).or_insert(0) += 1;
    }
    for entry in entries {
        let count = stems.get(stem(&entry.name.to_string_lossy()));
        entry.shares_stem = entry.format.is_some() && count.is_some_and(|count| *count > 1);
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
        Walk::new(folder).map(|found| relative(found.expect("can be listed"))).collect()
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
            Walk::new(folder.path()).map(|found| found.expect("listed").keeps_ending).collect();
        assert_eq!(shared, [true, true, false, false]);
    }

    #[test]
    fn folder_that_is_not_there_is_one_error() {
        let mut walk = Walk::new(Path::new("no/such/folder"));
        assert!(walk.next().is_some_and(|found| found.is_err()));
        assert!(walk.next().is_none());
    }
}
