//! A file that somebody has handed to the page, as a corpus.

use std::io::Cursor;
use std::path::Path;

use sayso::read::{Corpus, Format, Options};

/// A file by its name, and how it is to be read.
///
/// ```
/// let corpus = sayso_web::Upload::new("may/rain.txt.gz").corpus("Rain.");
/// assert!(corpus.columns().is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Upload {
    name: String,
    id: Option<String>,
    /// How the file is read. A format that is not asked for is told by the name, or else by the bytes.
    pub options: Options,
}

impl Upload {
    /// The file of this name; an empty name is that of a text that was typed.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), id: None, options: Options::default() }
    }

    /// The same with another name for its documents than that of the file without its ending.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// The format that is asked for, or that the name tells; none where the bytes are to tell it.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        self.options.format.or_else(|| Format::from_path(Path::new(&self.name)))
    }

    /// The documents of the file.
    #[must_use]
    pub fn corpus(&self, bytes: impl AsRef<[u8]> + Send + 'static) -> Corpus {
        let mut options = self.options.clone();
        options.format = self.format();
        let id = match self.id.as_deref().unwrap_or_else(|| stem(&self.name)) {
            "" => TYPED,
            id => id,
        };
        Corpus::from_reader(id, Cursor::new(bytes), &options)
    }
}

/// The name of a text that has none.
const TYPED: &str = "text";

/// The name without the endings that mean a format and compression, as the command line names documents.
fn stem(name: &str) -> &str {
    if Format::from_path(Path::new(name)).is_none() {
        return name;
    }
    let compressed =
        |name: &str| [".gz", ".zst"].iter().any(|it| name.to_ascii_lowercase().ends_with(it));
    let shorter = |name| str::rsplit_once(name, '.').map_or(name, |(stem, _)| stem);
    if compressed(name) { shorter(shorter(name)) } else { shorter(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(upload: &Upload, bytes: &[u8]) -> Vec<String> {
        let documents = upload.corpus(bytes.to_vec());
        documents.map(|item| item.expect("a document").id).collect()
    }

    #[test]
    fn documents_are_named_as_the_command_line_names_them() {
        assert_eq!(ids(&Upload::new("may/rain.txt"), b"Rain."), ["may/rain"]);
        assert_eq!(ids(&Upload::new("wire.csv"), b"text\nRain.\nSnow."), ["wire#1", "wire#2"]);
        assert_eq!(ids(&Upload::new("rain.v2"), b"Rain."), ["rain.v2"]);
        assert_eq!(ids(&Upload::new(""), b"Rain."), ["text"]);
        assert_eq!(ids(&Upload::new("a.txt").with_id("a.txt"), b"Rain."), ["a.txt"]);
    }

    #[test]
    fn format_is_told_by_the_name_else_by_the_bytes() {
        assert_eq!(ids(&Upload::new("wire.v2"), b"{\"text\": \"Rain.\"}\n"), ["wire.v2#1"]);
        assert_eq!(ids(&Upload::new("wire.txt"), b"{\"text\": \"Rain.\"}\n"), ["wire"]);
    }
}
