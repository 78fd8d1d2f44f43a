//! Pages read as tests of several files read them.

use std::io::Cursor;

use sayso_read::{Corpus, Format, Options};

/// The text of a page, and what was told of it.
pub(crate) fn read(page: &str) -> (String, Vec<String>) {
    let mut options = Options::default();
    options.format = Some(Format::Html);
    let items = Corpus::from_reader("page", Cursor::new(page.as_bytes().to_vec()), &options);
    let (mut text, mut told) = (String::new(), Vec::new());
    for item in items {
        match item {
            Ok(document) => text.push_str(&document.text),
            Err(error) => told.push(error.to_string()),
        }
    }
    (text, told)
}
