//! Inputs opened: counted, looked at and decompressed.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::bytes::Bytes;
use crate::compression::decompressed;
use crate::source::Peeked;
use crate::{Error, Progress};

/// Opens a file, counts what is read of it, and decompresses it.
pub(crate) fn open_file(path: &Path, progress: &Progress) -> Result<Peeked, Error> {
    let opened = File::open(path).and_then(|file| start(Box::new(file), progress));
    opened.map_err(|error| Error::from(error).in_file(path))
}

/// A stream, counted and decompressed, which messages name by the path.
pub(crate) fn open_stream(bytes: Bytes, progress: &Progress, path: &Path) -> Result<Peeked, Error> {
    start(bytes, progress).map_err(|error| Error::from(error).in_file(path))
}

fn start(bytes: Bytes, progress: &Progress) -> io::Result<Peeked> {
    decompressed(Peeked::new(progress.counted(bytes))?.counted_by(progress))
}
