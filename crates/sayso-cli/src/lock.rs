//! One run at a time on one output.
//!
//! Two runs on one output, as of a job that cron starts while the last one still works, would share
//! its part and its journal and leave the table of neither. So a run holds a lock on a file beside
//! its output while it writes. The lock is the operating system's (`flock`, `LockFileEx`), which ends
//! with the process however that ends: a lock file that a killed run has left is no lock, and nobody
//! has to judge whether a process is still there. Such locks are in std since Rust 1.89; crates for
//! them (fs4, fd-lock) make the same calls.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;

use crate::beside::{beside, cannot_be_written};
use crate::exit::{in_use, tell};

/// How often a lock file that its run takes away in the same moment is made anew. Each time takes a
/// run that ended between two system calls.
const TRIES: usize = 100;

/// The right to write an output, until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    /// The output, with links followed: what they name is replaced, and not the link.
    target: PathBuf,
    /// Nothing where the output is a device, which any number may write to.
    _held: Option<Held>,
}

#[derive(Debug)]
struct Held {
    path: PathBuf,
    /// Locked as long as it is open.
    file: Option<File>,
}

impl Lock {
    /// The lock of the output, whose folder is made where there is none.
    ///
    /// # Errors
    /// Where another run holds it, with what is known of that run; or where nothing can be written
    /// there.
    pub(crate) fn take(target: &Path) -> anyhow::Result<Self> {
        if is_device(target) {
            return Ok(Self { target: target.to_owned(), _held: None });
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| cannot_be_written(target))?;
        }
        let target = followed(target);
        let held = Held::take(&target)?;
        Ok(Self { target, _held: held })
    }

    /// The output itself.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Whether what is written goes to the output at once, and not to a part beside it.
    pub(crate) fn is_of_device(&self) -> bool {
        is_device(&self.target)
    }
}

/// The file that a name means in the end, which need not be there yet: what a link names is made, and the
/// link stays.
fn followed(target: &Path) -> PathBuf {
    /// As many links as Linux follows; beyond them the system says what is wrong.
    const MOST_LINKS: usize = 40;
    if let Ok(whole) = fs::canonicalize(target) {
        return whole;
    }
    let mut path = target.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(named) = fs::read_link(&path) else { break };
        path = path.parent().map(|folder| folder.join(&named)).unwrap_or(named);
    }
    path
}

/// Whether the output cannot be replaced by another file: a device or a named pipe.
fn is_device(target: &Path) -> bool {
    fs::metadata(target).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

impl Held {
    fn take(target: &Path) -> anyhow::Result<Option<Self>> {
        let path = beside(target, "lock");
        for _ in 0..TRIES {
            let file =
                File::options().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = file.with_context(|| cannot_be_written(&path))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => {
                    // Who else comes reads it; that it cannot be written costs only its words.
                    let _ = file.set_len(0).and_then(|()| write!(file, "{}", this_run()));
                    return Ok(Some(Self { path, file: Some(file) }));
                }
                // The run that held it has taken the file away before it could be locked.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(in_use(target, &holder(&mut file))),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    drop(file);
                    let _ = fs::remove_file(&path);
                    let name = target.display();
                    tell(format_args!(
                        "warning: {name}: this file system has no locks; see to it that no other \
                         run writes here"
                    ));
                    return Ok(None);
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| cannot_be_written(&path));
                }
            }
        }
        Err(in_use(target, "other runs"))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Taken away while it is locked, so that who waits for nothing finds nothing; one that stays
        // does no harm.
        let _ = fs::remove_file(&self.path);
        self.file.take();
    }
}

/// Whether the open file is still the one of this name.
fn is_at(file: &File, path: &Path) -> bool {
    let own = file.try_clone().and_then(same_file::Handle::from_file);
    matches!((own, same_file::Handle::from_path(path)), (Ok(own), Ok(named)) if own == named)
}

/// What a run says of itself.
fn this_run() -> String {
    let host = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let host = host.or_else(|| std::env::var("COMPUTERNAME").ok()).unwrap_or_default();
    match host.trim() {
        "" => format!("process {}", std::process::id()),
        host => format!("process {} on {host}", std::process::id()),
    }
}

/// What the run that holds the lock says of itself, and for how long it has run.
fn holder(file: &mut File) -> String {
    let mut name = String::new();
    // Where another's lock forbids to read, nothing is known of it.
    let _ = file.take(256).read_to_string(&mut name);
    if name.is_empty() {
        return "another run".to_owned();
    }
    let since = file.metadata().and_then(|found| found.modified()).ok();
    let time = since.and_then(|since| since.elapsed().ok()).as_ref().map_or(0, Duration::as_secs);
    format!("another run ({name}, for {time} s)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_run_is_refused_until_the_first_has_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("new").join("rows.csv");
        let first = Lock::take(&target).expect("nobody else");
        let error = Lock::take(&target).expect_err("the first").to_string();
        assert!(error.contains(&format!("process {}", std::process::id())), "{error}");
        assert!(Lock::take(&folder.path().join("other.csv")).is_ok());
        drop(first);
        assert!(!beside(&target, "lock").exists());
        assert!(Lock::take(&target).is_ok());
    }

    #[test]
    fn lock_file_that_a_killed_run_has_left_is_no_lock() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "lock"), "process 1 on a machine that is gone").expect("written");
        let lock = Lock::take(&target).expect("nobody holds it");
        let words = fs::read_to_string(beside(&target, "lock")).expect("a file");
        assert!(!words.contains("gone"), "{words}");
        drop(lock);
    }

    #[test]
    fn file_that_was_taken_away_is_not_the_one_that_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rows.csv.lock");
        let old = File::create(&path).expect("created");
        assert!(is_at(&old, &path));
        fs::remove_file(&path).expect("removed");
        assert!(!is_at(&old, &path));
        File::create(&path).expect("created anew");
        assert!(!is_at(&old, &path));
    }

    #[cfg(unix)]
    #[test]
    fn link_and_its_file_are_one_output() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("rows.csv"), folder.path().join("link.csv"));
        fs::write(&file, "old").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        let first = Lock::take(&link).expect("nobody else");
        assert!(Lock::take(&file).is_err());
        drop(first);
    }

    #[cfg(unix)]
    #[test]
    fn link_to_a_file_that_is_not_there_yet_names_that_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("link.csv");
        std::os::unix::fs::symlink("rows.csv", &link).expect("a link");
        let lock = Lock::take(&link).expect("nobody else");
        assert_eq!(lock.target(), folder.path().join("rows.csv"));
    }
}
