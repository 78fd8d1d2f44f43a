//! Files that an earlier run has read, so that the next one takes the new ones alone.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

/// A file as it was when it was read: one that was written anew since then is another.
///
/// Reads and writes itself as a line: size, time of the last change in nanoseconds, path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    size: u64,
    changed: u128,
    path: PathBuf,
}

impl Stamp {
    /// The stamp of a file as it is now; nothing where it cannot be looked at.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        Some(Self { size: found.len(), changed, path: fs::canonicalize(path).ok()? })
    }

    /// The file, by its whole path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The stamp of a line; nothing where it is none.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut fields = line.splitn(3, '\t');
        let (size, changed) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(Self { size, changed, path: fields.next()?.into() })
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\t{}\t{}", self.size, self.changed, self.path.display())
    }
}

/// What was read before, and what is read now. Clones share both.
#[derive(Clone, Debug, Default)]
pub struct Seen(Arc<Mutex<Files>>);

#[derive(Debug, Default)]
struct Files {
    before: HashSet<Stamp>,
    /// Files that were passed over because they were read before.
    passed_over: u64,
    now: Vec<Stamp>,
}

impl Seen {
    /// Files that were read before.
    #[must_use]
    pub fn new(before: impl IntoIterator<Item = Stamp>) -> Self {
        let files = Files { before: before.into_iter().collect(), ..Files::default() };
        Self(Arc::new(Mutex::new(files)))
    }

    /// The files that have been read since then.
    #[must_use]
    pub fn now(&self) -> Vec<Stamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).now.clone()
    }

    /// How many files were passed over because they were read before.
    #[must_use]
    pub fn passed_over(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).passed_over
    }

    /// Whether the file was read before, which is counted; another is noted as read.
    pub(crate) fn passes_over(&self, path: &Path) -> bool {
        let Some(stamp) = Stamp::of(path) else { return false };
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = files.before.contains(&stamp);
        if is_known {
            files.passed_over += 1;
        } else {
            files.now.push(stamp);
        }
        is_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_seen_until_it_is_written_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, "Rain.").expect("written");
        let first = Seen::default();
        assert!(!first.passes_over(&path));
        let lines: Vec<String> = first.now().iter().map(ToString::to_string).collect();
        let again = Seen::new(lines.iter().filter_map(|line| Stamp::parse(line)));
        assert!(again.passes_over(&path));
        assert_eq!((again.passed_over(), again.now().len()), (1, 0));
        fs::write(&path, "Rain and snow.").expect("written");
        assert!(!again.passes_over(&path));
        assert_eq!(Stamp::parse("no stamp"), None);
    }
}
