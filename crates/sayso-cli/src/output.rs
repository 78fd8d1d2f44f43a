//! Where results go: standard output, or a file that appears only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::NamedTempFile;

/// Large enough that a row costs no system call.
const BUFFER: usize = 1 << 18;

/// Standard output or a file.
#[derive(Debug)]
pub(crate) enum Output {
    Standard(BufWriter<Stdout>),
    /// A file that cannot be replaced by another: a device or a named pipe.
    Device(BufWriter<File>),
    /// A file beside the target that takes its name in the end.
    Temporary {
        file: BufWriter<NamedTempFile>,
        target: PathBuf,
    },
}

impl Output {
    /// Standard output where no path is given, or the path is `-`.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::standard()),
            Some(path) if path.as_os_str() == "-" => Ok(Self::standard()),
            Some(path) => Self::to_file(path)
                .with_context(|| format!("{}: cannot be written", path.display())),
        }
    }

    fn standard() -> Self {
        Self::Standard(BufWriter::with_capacity(BUFFER, io::stdout()))
    }

    fn to_file(target: &Path) -> io::Result<Self> {
        if fs::metadata(target).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let file = File::options().write(true).open(target)?;
            return Ok(Self::Device(BufWriter::with_capacity(BUFFER, file)));
        }
        // A link is followed, so that what it names is replaced and not the link.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let file = BufWriter::with_capacity(BUFFER, temporary_in(folder, &target)?);
        Ok(Self::Temporary { file, target })
    }

    /// Writes what is left in the buffer and gives the file its name.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush().context("standard output cannot be written"),
            Self::Device(mut out) => out.flush().context("the output cannot be written"),
            Self::Temporary { file, target } => put_in_place(file, &target)
                .with_context(|| format!("{}: cannot be written", target.display())),
        }
    }
}

fn temporary_in(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file; the user's mask takes away what it should.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn put_in_place(file: BufWriter<NamedTempFile>, target: &Path) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    // On the disk before the name is: a crash leaves the old file or the new one.
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
            Self::Temporary { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Device(out) => out.flush(),
            Self::Temporary { file, .. } => file.flush(),
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
    }

    #[test]
    fn dropped_output_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("rows.csv");
        fs::write(&target, "old").expect("written");
        let mut output = Output::open(Some(&target)).expect("an output");
        output.write_all(b"half a ro").expect("written");
        drop(output);
        assert_eq!(fs::read(&target).expect("a file"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
