//! A text file: one document.

use std::io::Read;

use sayso_text::Document;

use crate::encoding::{decode, looks_binary};
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Options};

/// Reads a text file as one document.
pub(crate) struct Plain {
    source: Option<Peeked>,
    origin: Origin,
    limit: u64,
}

impl Plain {
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Self {
        let limit = options.max_document_bytes.unwrap_or(u64::MAX);
        Self { source: Some(source), origin, limit }
    }

    fn read(&self, source: Peeked) -> Result<Document, Error> {
        if looks_binary(source.start()) {
            return Err(Error::new(ErrorKind::Binary));
        }
        let mut bytes = Vec::new();
        let count = source.take(self.limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if count as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        Ok(Document::new(self.origin.id.clone(), decode(bytes)))
    }
}

impl Iterator for Plain {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let source = self.source.take()?;
        Some(self.read(source).map_err(|error| error.in_file(&self.origin.path)))
    }
}

impl Reader for Plain {
    fn columns(&self) -> &[String] {
        &[]
    }
}
