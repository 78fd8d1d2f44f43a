//! Where results go: standard output, or a file that appears only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Stdout, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::beside::{beside, cannot_be_written};
use crate::lock::Lock;

/// Large enough that a row costs no system call.
const BUFFER: usize = 1 << 18;

/// Standard output or a file.
#[derive(Debug)]
pub(crate) enum Output {
    Standard(BufWriter<Stdout>),
    /// A file that cannot be replaced by another: a device or a named pipe.
    Device(BufWriter<File>),
    /// A file beside the target that takes its name in the end.
    Part {
        file: BufWriter<File>,
        target: PathBuf,
        /// Where nobody else holds it for longer than the output is written.
        lock: Option<Lock>,
    },
}

impl Output {
    /// Standard output where no path is given, or the path is `-`; no other run may write the file
    /// meanwhile.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Standard(BufWriter::with_capacity(BUFFER, io::stdout())));
        };
        let lock = Lock::take(path)?;
        let mut output = Self::under(&lock, 0)?;
        if let Self::Part { lock: held, .. } = &mut output {
            *held = Some(lock);
        }
        Ok(output)
    }

    /// The output of a lock that its holder keeps longer, with so many bytes of the part that a
    /// stopped run has left.
    pub(crate) fn under(lock: &Lock, bytes: u64) -> anyhow::Result<Self> {
        let target = lock.target();
        let opened = if lock.is_of_device() { device(target) } else { part(target, bytes) };
        opened.with_context(|| cannot_be_written(target))
    }

    /// Writes what is left in the buffer and gives the file its name.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush().context("standard output cannot be written"),
            Self::Device(mut out) => out.flush().context("the output cannot be written"),
            Self::Part { file, target, lock } => {
                let placed =
                    put_in_place(file, &target).with_context(|| cannot_be_written(&target));
                drop(lock);
                placed
            }
        }
    }
}

impl Output {
    /// Leaves what has the name as it is, and takes away what was written.
    pub(crate) fn discard(self) {
        if let Self::Part { file, target, lock } = self {
            drop(file.into_parts());
            // A part that stays is written over by the next run.
            let _ = fs::remove_file(beside(&target, PART));
            drop(lock);
        }
    }
}

fn device(target: &Path) -> io::Result<Output> {
    let file = File::options().write(true).open(target)?;
    Ok(Output::Device(BufWriter::with_capacity(BUFFER, file)))
}

fn part(target: &Path, bytes: u64) -> io::Result<Output> {
    let part = beside(target, PART);
    if fs::symlink_metadata(&part).is_ok_and(|found| found.is_symlink()) {
        // What it leads to is somebody else's file.
        let name = part.display();
        return Err(io::Error::other(format!("{name} is a link; delete it")));
    }
    let mut file = File::options().write(true).create(true).truncate(false).open(part)?;
    file.set_len(bytes)?;
    file.seek(SeekFrom::End(0))?;
    let file = BufWriter::with_capacity(BUFFER, file);
    Ok(Output::Part { file, target: target.to_owned(), lock: None })
}

/// The ending of what is not yet whole.
const PART: &str = "part";

fn put_in_place(file: BufWriter<File>, target: &Path) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    // On the disk before the name is: a crash leaves the old file or the new one.
    file.sync_all()?;
    fs::rename(beside(target, PART), target)
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Device(out) | Self::Part { file: out, .. } => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Device(out) | Self::Part { file: out, .. } => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_appears_only_when_it_is_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("new").join("rows.csv");
        let mut output = Output::open(Some(&target)).expect("an output");
        output.write_all(b"row").expect("written");
        assert!(!target.exists());
        output.finish().expect("in place");
        assert_eq!(fs::read(&target).expect("a file"), b"row");
        assert!(!beside(&target, "part").exists());
    }

    #[test]
    fn unfinished_output_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(&target, "old").expect("written");
        let mut output = Output::open(Some(&target)).expect("an output");
        output.write_all(b"half a ro").expect("written");
        drop(output);
        assert_eq!(fs::read(&target).expect("a file"), b"old");
    }

    #[test]
    fn discarded_output_leaves_the_old_file_and_no_part() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(&target, "old").expect("written");
        let mut output = Output::open(Some(&target)).expect("an output");
        output.write_all(b"header").expect("written");
        output.discard();
        assert_eq!(fs::read(&target).expect("a file"), b"old");
        assert!(!beside(&target, PART).exists());
    }

    #[cfg(unix)]
    #[test]
    fn link_in_the_place_of_the_part_is_not_written_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let (target, other) = (folder.path().join("rows.csv"), folder.path().join("other.txt"));
        fs::write(&other, "mine").expect("written");
        std::os::unix::fs::symlink(&other, beside(&target, PART)).expect("a link");
        let error = Output::open(Some(&target)).expect_err("a link");
        assert!(format!("{error:#}").contains("rows.csv.part is a link"), "{error:#}");
        assert_eq!(fs::read(&other).expect("a file"), b"mine");
    }

    #[test]
    fn resumed_output_keeps_the_good_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(beside(&target, "part"), "first\nsec").expect("written");
        let lock = Lock::take(&target).expect("nobody else");
        let mut output = Output::under(&lock, 6).expect("an output");
        output.write_all(b"second\n").expect("written");
        output.finish().expect("in place");
        assert_eq!(fs::read(&target).expect("a file"), b"first\nsecond\n");
    }
}
