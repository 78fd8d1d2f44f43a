//! What several fuzz targets do: read a whole corpus, and pack archives.

use std::io::{Cursor, Write};

use sayso_read::{Corpus, Format, Options};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads documents of this format until their end.
///
/// # Panics
/// If a document lacks a value for a column.
pub fn read_all(format: Format, bytes: Vec<u8>) -> usize {
    let mut options = Options::default();
    options.format = Some(format);
    let corpus = Corpus::from_reader("fuzz", Cursor::new(bytes), &options);
    let width = corpus.columns().len();
    corpus.flatten().map(|document| assert_eq!(document.columns.len(), width)).count()
}

/// An archive of these parts, none of them packed.
///
/// # Panics
/// If memory does not suffice.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        archive.write_all(bytes).expect("memory takes the part");
    }
    archive.finish().expect("the archive ends").into_inner()
}
