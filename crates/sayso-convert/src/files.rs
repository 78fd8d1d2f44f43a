//! The files of a form that has a file for each document.

use std::fs;
use std::io::{self, Read as _};
use std::iter;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::Error;

/// The name of standard input, as on the command line.
const STANDARD_INPUT: &str = "-";

/// A file and the document that it is named for: its path below the folder, without its ending.
pub(crate) struct Found {
    pub(crate) doc_id: String,
    pub(crate) path: PathBuf,
}

impl Found {
    /// The text of the file, in whatever encoding it is.
    pub(crate) fn text(&self) -> Result<String, Error> {
        text(&self.path)
    }
}

/// The text of a file, in whatever encoding it is.
pub(crate) fn text(path: &Path) -> Result<String, Error> {
    let bytes = bytes(path).map_err(|error| Error::from(error).in_file(path))?;
    Ok(sayso_read::decode(bytes))
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() != STANDARD_INPUT {
        return fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file itself, or the files of the folder and of those in it that have the ending, in the
/// order of their names. `-` is standard input, whose document is named as `sayso extract` names it.
pub(crate) fn files(
    path: &Path,
    ending: &'static str,
) -> Result<Box<dyn Iterator<Item = Result<Found, Error>>>, Error> {
    if path.as_os_str() == STANDARD_INPUT {
        let found = Found { doc_id: "stdin".to_owned(), path: path.to_owned() };
        return Ok(Box::new(iter::once(Ok(found))));
    }
    let is_folder = fs::metadata(path).map_err(Error::from)?.is_dir();
    let root = if is_folder { path } else { path.parent().unwrap_or(Path::new("")) };
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    Ok(Box::new(Files { root: root.to_owned(), ending: is_folder.then_some(ending), walk }))
}

/// The files that are found, one after the other.
struct Files {
    root: PathBuf,
    ending: Option<&'static str>,
    walk: walkdir::IntoIter,
}

impl Iterator for Files {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let path = match self.walk.next()? {
                Err(error) => return Some(Err(std::io::Error::from(error).into())),
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => entry.into_path(),
            };
            let is_wanted = |ending| path.extension().is_some_and(|found| found == ending);
            if self.ending.is_none_or(is_wanted) {
                let name = path.strip_prefix(&self.root).unwrap_or(&path).with_extension("");
                let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
                return Some(Ok(Found { doc_id: parts.join("/"), path }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_named_by_their_path_below_the_folder() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("may")).expect("a new folder");
        for name in ["may/2.json", "may/10.json", "b.json", "b.txt"] {
            fs::write(folder.path().join(name), "[]").expect("a new file");
        }
        let ids = |path: &Path| -> Vec<String> {
            let found = files(path, "json").expect("a folder");
            found.map(|found| found.expect("a file").doc_id).collect()
        };
        assert_eq!(ids(folder.path()), ["b", "may/10", "may/2"]);
        assert_eq!(ids(&folder.path().join("b.txt")), ["b"]);
        assert!(files(&folder.path().join("c"), "json").is_err());
    }
}
