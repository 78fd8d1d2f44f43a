//! How far the reading is.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::bytes::Bytes;

/// How many bytes of the input have been read; as stored, so before any decompression. Clones
/// count together, so that one can stay with a progress bar while the corpus goes elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// The bytes read so far. A reader is some 64 KiB ahead of its documents.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts bytes that were read past the counted stream.
    #[cfg(feature = "parquet")]
    pub(crate) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The stream, which from now on is counted.
    pub(crate) fn counted(&self, inner: Bytes) -> Bytes {
        Box::new(Counted { inner, progress: self.clone() })
    }
}

struct Counted {
    inner: Bytes,
    progress: Progress,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.progress.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
