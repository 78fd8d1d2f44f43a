//! The file of corrections, to whose end each word of the reader is added at once.

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, anyhow};
use sayso::export::Offsets;
use sayso_review::{Corrections, Entry, Plan, VERSION};

use crate::beside::cannot_be_written;
use crate::exit::{tell, wrong_usage};
use crate::lock::Lock;

/// The corrections of a table and their file; nobody else may write it meanwhile.
pub(super) struct Book {
    pub(super) corrections: Corrections,
    path: PathBuf,
    file: File,
    _lock: Lock,
}

impl Book {
    /// Opens the file, or makes it where there is none.
    pub(super) fn open(path: &Path, table: &Path, offsets: Offsets) -> anyhow::Result<Self> {
        let lock = Lock::take(path)?;
        let (corrections, bytes) = read(path)?;
        for fault in corrections.faults() {
            let (name, line, reason) = (path.display(), fault.line, &fault.reason);
            tell(format_args!("warning: {name}: line {line} is passed over: {reason}"));
        }
        if let Some((_, unit)) = corrections.table().filter(|(_, unit)| *unit != offsets) {
            let name = path.display();
            return Err(wrong_usage(anyhow!(
                "{name}: its offsets count {unit}, and those asked for {offsets}; use --offsets {unit}"
            )));
        }
        let is_new = bytes == 0;
        let file = open(path, &corrections, bytes).with_context(|| cannot_be_written(path))?;
        let mut book = Self { corrections, path: path.to_owned(), file, _lock: lock };
        if is_new {
            let table = table.file_name().unwrap_or_default().to_string_lossy().into_owned();
            book.add(Entry::Begin { version: VERSION, table, offsets })?;
        }
        Ok(book)
    }

    /// Says something more. It is on the disk before the reader sees the next row.
    pub(super) fn add(&mut self, entry: Entry) -> anyhow::Result<()> {
        let line = entry.line();
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        written.with_context(|| cannot_be_written(&self.path))?;
        self.corrections.add(entry);
        Ok(())
    }

    /// Begins to read what the plan says.
    pub(super) fn begin(&mut self, plan: Plan) -> anyhow::Result<Plan> {
        self.add(Entry::Plan(plan.clone()))?;
        Ok(plan)
    }
}

/// The corrections of a file.
pub(crate) fn read_corrections(path: &Path) -> anyhow::Result<Corrections> {
    fs::metadata(path)
        .map_err(|error| wrong_usage(Error::new(error).context(path.display().to_string())))?;
    Ok(read(path)?.0)
}

/// The corrections of a file, perhaps of none yet, and its length.
fn read(path: &Path) -> anyhow::Result<(Corrections, usize)> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            return Err(Error::new(error).context(format!("{}: cannot be read", path.display())));
        }
    };
    let corrections = Corrections::read(&bytes);
    let corrections =
        corrections.map_err(|error| wrong_usage(anyhow!("{}: {error}", path.display())))?;
    Ok((corrections, bytes.len()))
}

/// The file after its last whole line; what a kill has left of another is cut off.
fn open(path: &Path, corrections: &Corrections, bytes: usize) -> io::Result<File> {
    let mut file =
        File::options().write(true).read(true).create(true).truncate(false).open(path)?;
    let whole = corrections.whole_bytes();
    if whole < bytes {
        file.set_len(whole as u64)?;
    }
    if whole > 0 {
        file.seek(SeekFrom::Start(whole as u64 - 1))?;
        let mut last = [0];
        io::Read::read_exact(&mut file, &mut last)?;
        if last != [b'\n'] {
            file.write_all(b"\n")?;
        }
    }
    Ok(file)
}
