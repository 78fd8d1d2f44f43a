//! The documents of all inputs, one after the other.

use std::vec;

use sayso_text::Document;

use crate::columns::{Alignment, Union};
use crate::naming::{Naming, shared_stems};
use crate::reader::{Origin, Reader, reader};
use crate::walk::Walk;
use crate::{Error, Format, Input, Options, source};

/// The documents of all inputs, in the order of the inputs, as an iterator.
///
/// An item is a document, or an error with its place; after an error the documents that follow
/// still come. Files are opened when their turn comes; the headers of tables are looked at before,
/// so that [`Corpus::columns`] is known from the start.
///
/// Documents of text files are named by their path below the deepest folder that holds all
/// inputs, without its ending; records of a table by their id column, or else by file and number.
pub struct Corpus {
    columns: Union,
    parts: vec::IntoIter<Part>,
    folder: Option<Walk>,
    open: Option<(Box<dyn Reader>, Alignment)>,
    naming: Naming,
    options: Options,
}

/// What is left to read of an input.
enum Part {
    /// It could not be opened, which is reported in its turn.
    Failed(Error),
    Folder(Walk),
    File(File),
    Open(Box<dyn Reader>),
}

/// A file to be opened in its turn.
struct File {
    input: Input,
    format: Format,
    /// Whether the name of the document keeps the ending of the file.
    keeps_ending: bool,
}

impl Corpus {
    /// The corpus of the inputs. Never fails: what cannot be read is an item of the iteration.
    #[must_use]
    pub fn new(inputs: &[Input], options: &Options) -> Self {
        let mut corpus = Self {
            columns: Union::default(),
            parts: Vec::new().into_iter(),
            folder: None,
            open: None,
            naming: Naming::new(inputs),
            options: options.clone(),
        };
        let shared = shared_stems(inputs);
        let parts: Vec<Part> =
            inputs.iter().zip(shared).map(|(input, shared)| corpus.part(input, shared)).collect();
        corpus.parts = parts.into_iter();
        corpus
    }

    /// The names of the other columns of all inputs together: what [`Document::columns`] holds.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        self.columns.names()
    }

    fn part(&mut self, input: &Input, keeps_ending: bool) -> Part {
        match input {
            Input::Path(path) if path.is_dir() => Part::Folder(Walk::new(path)),
            _ => self.file(input, keeps_ending).unwrap_or_else(Part::Failed),
        }
    }

    /// Looks into a file as far as its columns must be known. A file is opened again in its turn,
    /// because there may be more of them than may be open at once; a pipe stays open, because it
    /// can be opened only once.
    fn file(&mut self, input: &Input, keeps_ending: bool) -> Result<Part, Error> {
        let named = self.options.format.or_else(|| Format::from_path(input.path()));
        let reopens = matches!(input, Input::Path(path) if path.is_file());
        if reopens && named == Some(Format::Text) {
            return Ok(Part::File(File {
                input: input.clone(),
                format: Format::Text,
                keeps_ending,
            }));
        }
        let source = source::open(input)?;
        let format = named.unwrap_or_else(|| Format::from_bytes(source.start()));
        let file = File { input: input.clone(), format, keeps_ending };
        let reader = reader(source, format, self.origin(&file), &self.options)?;
        self.columns.add(reader.columns());
        Ok(if reopens { Part::File(file) } else { Part::Open(reader) })
    }

    fn origin(&self, file: &File) -> Origin {
        let id = match &file.input {
            Input::Path(path) => self.naming.id(path, file.keeps_ending),
            Input::StandardInput => "stdin".to_owned(),
        };
        Origin { path: file.input.path().to_owned(), id }
    }

    fn reader(&self, file: &File) -> Result<Box<dyn Reader>, Error> {
        reader(source::open(&file.input)?, file.format, self.origin(file), &self.options)
    }

    /// Opens what comes next, be it another file of the folder that is being walked, or the next
    /// input. Gives no reader where the next input is a folder.
    fn next_reader(&mut self) -> Option<Result<Option<Box<dyn Reader>>, Error>> {
        if let Some(found) = self.folder.as_mut().and_then(Iterator::next) {
            return Some(found.and_then(|found| {
                let (input, format) = (Input::Path(found.path), found.format);
                self.reader(&File { input, format, keeps_ending: found.shares_stem }).map(Some)
            }));
        }
        self.folder = None;
        Some(match self.parts.next()? {
            Part::Failed(error) => Err(error),
            Part::File(file) => self.reader(&file).map(Some),
            Part::Open(reader) => Ok(Some(reader)),
            Part::Folder(walk) => {
                self.folder = Some(walk);
                Ok(None)
            }
        })
    }
}

impl Iterator for Corpus {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((reader, alignment)) = &mut self.open {
                if let Some(item) = reader.next() {
                    return Some(item.map(|document| alignment.align(document)));
                }
                self.open = None;
            }
            match self.next_reader()? {
                Err(error) => return Some(Err(error)),
                Ok(None) => {}
                Ok(Some(reader)) => {
                    let alignment = self.columns.alignment(reader.columns());
                    self.open = Some((reader, alignment));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("temporary folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("inside the folder")).expect("new folder");
            fs::write(path, bytes).expect("new file");
        }
        folder
    }

    fn corpus(folder: &Path, names: &[&str]) -> Corpus {
        let inputs: Vec<Input> = names.iter().map(|name| Input::Path(folder.join(name))).collect();
        Corpus::new(&inputs, &Options::default())
    }

    fn ids(corpus: Corpus) -> Vec<String> {
        corpus
            .map(|item| item.map_or_else(|_| "error".to_owned(), |document| document.id))
            .collect()
    }

    #[test]
    fn folder_gives_its_text_files_by_name() {
        let folder =
            folder(&[("b.txt", b"Rain."), ("a/1.md", b"Snow."), ("c.csv", b"text\nHail.")]);
        assert_eq!(ids(corpus(folder.path(), &["."])), ["a/1", "b"]);
    }

    #[test]
    fn bad_files_among_good_ones_are_errors_in_their_place() {
        let folder = folder(&[
            ("a.txt", b"Rain."),
            ("b.txt", b"\x89PNG\0\0\0\x01"),
            ("c.csv", b"id,headline\n1,Snow"),
            ("d.txt", b""),
        ]);
        let names = ["a.txt", "b.txt", "c.csv", "missing.txt", "d.txt"];
        assert_eq!(ids(corpus(folder.path(), &names)), ["a", "error", "error", "error", "d"]);
    }

    #[test]
    fn columns_of_all_tables_are_known_before_the_first_document() {
        let folder = folder(&[
            ("a.csv", b"id,title,text\n1,One,Rain."),
            ("b.jsonl", b"{\"text\": \"Snow.\", \"url\": \"u\", \"title\": \"Two\"}"),
            ("c.txt", b"Hail."),
        ]);
        let corpus = corpus(folder.path(), &["a.csv", "b.jsonl", "c.txt"]);
        assert_eq!(corpus.columns(), ["title", "url"]);
        let columns: Vec<_> = corpus.map(|item| item.expect("readable").columns).collect();
        assert_eq!(columns, [["One", ""], ["Two", "u"], ["", ""]]);
    }

    #[test]
    fn file_of_an_unknown_ending_is_told_by_its_bytes() {
        let folder = folder(&[("dump", b"{\"text\": \"Rain.\"}\n"), ("note", b"Snow.")]);
        assert_eq!(ids(corpus(folder.path(), &["dump", "note"])), ["dump#1", "note"]);
    }

    #[test]
    fn format_that_was_asked_for_wins_over_the_name() {
        let folder = folder(&[("a.txt", b"text\nRain.\nSnow.\n")]);
        let inputs = [Input::Path(folder.path().join("a.txt"))];
        let options = Options { format: Some(Format::Csv), ..Options::default() };
        assert_eq!(ids(Corpus::new(&inputs, &options)), ["a#1", "a#2"]);
    }
}
