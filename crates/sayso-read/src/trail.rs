//! Which files a corpus has opened, as a number that changes with any of them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

/// How many files were opened, and a digest of their names, sizes and times of change in that order.
///
/// Two marks of one number are equal where the files are the same, and were not written meanwhile.
/// Only for marks of one build of the program: the digest is of no fixed kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The files.
    pub files: u64,
    /// The digest of the files.
    pub digest: u64,
}

impl Mark {
    pub(crate) fn add(&mut self, path: &Path) {
        let mut digest = DefaultHasher::new();
        self.digest.hash(&mut digest);
        path.hash(&mut digest);
        // A file that cannot be looked at is one by its name.
        state(path).ok().hash(&mut digest);
        self.digest = digest.finish();
        self.files += 1;
    }
}

/// What is another once a file is written anew.
fn state(path: &Path) -> io::Result<(u64, std::time::SystemTime)> {
    let found = fs::metadata(path)?;
    Ok((found.len(), found.modified()?))
}

/// The files that a corpus has opened so far. Clones share them, so that one can stay with the journal
/// of a run while the corpus goes elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Mutex<Mark>>);

impl Trail {
    /// What was opened so far.
    #[must_use]
    pub fn mark(&self) -> Mark {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Corpus, Input, Options};

    fn corpus(folder: &Path) -> Corpus {
        Corpus::new(&[Input::Path(folder.to_owned())], &Options::default())
    }

    #[test]
    fn mark_tells_files_that_were_changed_or_added_before_those_that_were_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text);
        for name in ["b.txt", "c.txt", "d.txt"] {
            write(name, "Rain.").expect("written");
        }
        let mut first = corpus(folder.path());
        let trail = first.trail();
        assert_eq!(trail.mark(), Mark::default());
        assert_eq!(first.by_ref().take(2).count(), 2);
        let mark = trail.mark();
        assert_eq!(mark.files, 2);
        assert_eq!(corpus(folder.path()).mark(2), mark);
        write("d.txt", "Snow and hail.").expect("written");
        write("e.txt", "Snow.").expect("written");
        assert_eq!(corpus(folder.path()).mark(2), mark, "what comes later may change");
        write("c.txt", "Snow and hail.").expect("written");
        assert_ne!(corpus(folder.path()).mark(2), mark, "a file that was read");
        write("c.txt", "Rain.").expect("written");
        write("a.txt", "Snow.").expect("written");
        assert_ne!(corpus(folder.path()).mark(2), mark, "a file before those that were read");
    }
}
