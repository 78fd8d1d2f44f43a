//! Forms with a file for each document: a folder of them, or one alone.

use std::fs;
use std::io::{self, Write};

use sayso_export::{Error, Writer, Written, document_path};
use sayso_text::{Document, Statement};
use serde::Serialize;

use crate::Target;

/// What a document is in such a form.
pub(crate) trait Render: Send {
    /// The bytes of the document's file.
    fn render(&self, document: &Document, statements: &[Statement]) -> io::Result<Vec<u8>>;
}

/// Writes a file for each document.
pub(crate) struct Single<'t, R> {
    target: Target<'t>,
    render: R,
    written: Written,
}

impl<'t, R: Render> Single<'t, R> {
    pub(crate) fn new(target: Target<'t>, render: R) -> Result<Self, Error> {
        if let Target::Folder(folder) = target {
            fs::create_dir_all(folder).map_err(|error| Error::from(error).in_file(folder))?;
        }
        Ok(Self { target, render, written: Written::default() })
    }

    fn put(&mut self, document: &Document, page: &[u8]) -> io::Result<()> {
        match &mut self.target {
            Target::Stream(_) if self.written.documents > 1 => Err(io::Error::other(
                "the form has a file for each document; name a folder with -o",
            )),
            Target::Stream(stream) => stream.write_all(page),
            Target::Folder(folder) => {
                let mut path = document_path(folder, &document.id).into_os_string();
                path.push(".json");
                if let Some(parent) = std::path::Path::new(&path).parent() {
                    fs::create_dir_all(parent)?;
                }
                fs::write(path, page)
            }
        }
    }
}

impl<R: Render> Writer for Single<'_, R> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        let page = self.render.render(document, statements)?;
        Ok(self.put(document, &page)?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        match &mut self.target {
            Target::Stream(stream) => Ok(stream.flush()?),
            Target::Folder(_) => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.flush()?;
        Ok(self.written)
    }
}

/// The value as Python's `json.dump(..., indent=4, ensure_ascii=False)` writes it.
pub(crate) fn indented(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter))?;
    bytes.push(b'\n');
    Ok(bytes)
}
