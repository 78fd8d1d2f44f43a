//! The documents of all inputs, one after the other.

use std::collections::HashSet;
use std::fs;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::vec;

use sayso_text::Document;

use crate::columns::{Alignment, Union};
use crate::files::{Files, files};
use crate::found::Found;
use crate::naming::{Naming, shared_stems, stem};
use crate::opened::{open_file, open_stream};
use crate::reader::{Origin, Reader};
use crate::readers::reader;
use crate::source::Peeked;
use crate::trail::{Mark, Trail};
use crate::{Error, ErrorKind, Format, Input, Options, Progress, Seen};

/// The documents of all inputs, in the order of the inputs, as an iterator.
///
/// An item is a document, or an error with its place; after an error the documents that follow
/// still come. Files are opened when their turn comes; the headers of tables are looked at before,
/// so that [`Corpus::columns`] is known from the start.
///
/// Documents of text files are named by their path below the deepest folder that holds all
/// inputs, without its ending; records of a table by their id column, or else by file and number.
pub struct Corpus {
    inputs: Vec<Input>,
    options: Options,
    columns: Union,
    naming: Naming,
    /// Stems of the named files that only their ending tells apart.
    shared_stems: HashSet<String>,
    progress: Progress,
    trail: Trail,
    seen: Option<Seen>,
    parts: vec::IntoIter<Part>,
    files: Option<Files>,
    open: Option<(Box<dyn Reader>, Alignment)>,
    /// Text files that were looked into for their columns.
    surveyed: usize,
    /// Columns that came too late and were told.
    late: HashSet<String>,
}

/// Text files that are looked into before the first document, of those that are read. Nearly all
/// have no columns; where they have some, they come from one program and have the same.
const MOST_SURVEYED: usize = 100;

/// What is left to read of an input.
enum Part {
    /// It could not be opened, which is reported in its turn.
    Failed(Error),
    /// Files that are opened one after the other, because there may be more of them than may be
    /// open at once.
    Files(Files),
    /// A pipe, which can be opened only once.
    Open(Box<dyn Reader>),
}

impl Corpus {
    /// The corpus of the inputs. Never fails: what cannot be read is an item of the iteration.
    #[must_use]
    pub fn new(inputs: &[Input], options: &Options) -> Self {
        let mut corpus = Self::empty(options);
        corpus.inputs = inputs.to_vec();
        corpus.shared_stems = shared_stems(inputs.iter().map(Input::path));
        inputs.iter().for_each(|input| corpus.include_names(input));
        let parts: Vec<Part> = inputs.iter().map(|input| corpus.part(input)).collect();
        corpus.parts = parts.into_iter();
        corpus
    }

    /// The corpus of one stream, which messages and documents name by the name.
    ///
    /// ```
    /// use sayso_read::{Corpus, Format, Options};
    ///
    /// let mut options = Options::default();
    /// options.format = Some(Format::Csv);
    /// let mut corpus = Corpus::from_reader("wire", &b"text\nRain.\nSnow."[..], &options);
    /// assert_eq!(corpus.nth(1).unwrap()?.id, "wire#2");
    /// # Ok::<(), sayso_read::Error>(())
    /// ```
    #[must_use]
    pub fn from_reader(name: &str, reader: impl Read + Send + 'static, options: &Options) -> Self {
        let mut corpus = Self::empty(options);
        let opened = open_stream(Box::new(reader), &corpus.progress, Path::new(name));
        let part = corpus.stream(opened, Origin { path: name.into(), id: name.to_owned() });
        corpus.parts = vec![part].into_iter();
        corpus
    }

    fn empty(options: &Options) -> Self {
        Self {
            inputs: Vec::new(),
            options: options.clone(),
            columns: Union::default(),
            naming: Naming::default(),
            shared_stems: HashSet::new(),
            progress: Progress::default(),
            trail: Trail::default(),
            seen: None,
            parts: Vec::new().into_iter(),
            files: None,
            open: None,
            surveyed: 0,
            late: HashSet::new(),
        }
    }

    /// The same without the files that were read before; those that are read now are noted.
    #[must_use]
    pub fn without(self, seen: Seen) -> Self {
        Self { seen: Some(seen), ..self }
    }

    /// The names of the other columns of all inputs together: what [`Document::columns`] holds.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        self.columns.names()
    }

    /// How far the reading is; keeps counting when the corpus has gone elsewhere.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Which files have been opened; goes on when the corpus has gone elsewhere.
    #[must_use]
    pub fn trail(&self) -> Trail {
        self.trail.clone()
    }

    /// The mark that the trail will have after so many files, if none of them changes until then.
    #[must_use]
    pub fn mark(&self, files: u64) -> Mark {
        let mut mark = Mark::default();
        let paths = self.paths().take(usize::try_from(files).unwrap_or(usize::MAX));
        paths.for_each(|path| mark.add(&path));
        mark
    }

    /// The files of all inputs, in the order in which they are opened; pipes are none.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> + use<'_> {
        let inputs = self.inputs.iter().filter(|input| !is_stream(input));
        let found = inputs.flat_map(|input| files(input, self.options.format)).flatten();
        found.map(|found| found.path)
    }

    /// The size of all files together, or `None` where an input has no size, such as a pipe. Looks
    /// at every file.
    #[must_use]
    pub fn bytes(&self) -> Option<u64> {
        let size = |found: Result<Found, Error>| match found {
            Ok(found) => fs::metadata(&found.path)
                .map_or(Some(0), |file| file.is_file().then_some(file.len())),
            Err(_) => Some(0),
        };
        let is_named = |input: &Input| *input != Input::StandardInput;
        if self.inputs.is_empty() || !self.inputs.iter().all(is_named) {
            return None;
        }
        let format = self.options.format;
        self.inputs.iter().flat_map(|input| files(input, format)).map(size).sum()
    }

    /// Learns which folder the names of documents are relative to.
    fn include_names(&mut self, input: &Input) {
        match input {
            Input::StandardInput => {}
            Input::Path(path) if path.exists() => self.naming.include(path),
            _ => {
                let found = files(input, self.options.format).flatten();
                found.for_each(|found| self.naming.include(&found.path));
            }
        }
    }

    fn part(&mut self, input: &Input) -> Part {
        let (opened, id) = match input {
            Input::StandardInput => {
                let opened = open_stream(Box::new(stdin()), &self.progress, input.path());
                (opened, "stdin".to_owned())
            }
            Input::Path(path) if is_stream(input) => {
                (open_file(path, &self.progress), self.naming.id(path, false))
            }
            _ => {
                let format = self.options.format;
                files(input, format).flatten().for_each(|found| self.survey(&found));
                return Part::Files(files(input, format));
            }
        };
        self.stream(opened, Origin { path: input.path().to_owned(), id })
    }

    /// A stream that can be opened only once, looked into as far as its columns must be known.
    fn stream(&mut self, opened: Result<Peeked, Error>, origin: Origin) -> Part {
        let named = self.options.format.or_else(|| Format::from_path(&origin.path));
        let reader = opened.and_then(|source| {
            let format = named.unwrap_or_else(|| Format::from_bytes(source.start()));
            reader(source, format, origin, &self.options)
        });
        match reader {
            Ok(reader) => {
                self.columns.add(reader.columns());
                Part::Open(reader)
            }
            Err(error) => Part::Failed(error),
        }
    }

    /// Looks into a file as far as its columns must be known. What fails here fails again in its
    /// turn and is reported there.
    fn survey(&mut self, found: &Found) {
        let format = self.format(found);
        if let Some(fixed) = format.and_then(Format::fixed_columns) {
            self.columns.add(fixed);
            return;
        }
        if format == Some(Format::Text) {
            self.surveyed += 1;
            if self.surveyed > MOST_SURVEYED {
                return;
            }
        }
        if let Ok(reader) = self.reader(found, &Progress::default()) {
            self.columns.add(reader.columns());
        }
    }

    /// The format of a file that is told before it is opened.
    fn format(&self, found: &Found) -> Option<Format> {
        let named = found.format.or(self.options.format);
        named.or_else(|| Format::from_path(&found.path))
    }

    fn reader(&self, found: &Found, progress: &Progress) -> Result<Box<dyn Reader>, Error> {
        let source = open_file(&found.path, progress)?;
        let format = self.format(found).unwrap_or_else(|| Format::from_bytes(source.start()));
        let path = found.path.clone();
        let keeps_ending =
            found.keeps_ending || self.shared_stems.contains(stem(&path.to_string_lossy()));
        let id = self.naming.id(&path, keeps_ending);
        reader(source, format, Origin { path, id }, &self.options)
    }

    /// The columns that came too late to be any of the corpus, each told once.
    fn late(&mut self, columns: &[String]) -> Vec<String> {
        let known = self.columns.names();
        let late = columns.iter().filter(|name| !known.contains(name)).cloned();
        late.filter(|name| self.late.insert(name.clone())).collect()
    }

    /// Opens what comes next: another file of the input, or the next input. Gives no reader where
    /// the next input has files that are yet to be opened.
    fn next_reader(&mut self) -> Option<Result<Option<Box<dyn Reader>>, Error>> {
        if let Some(found) = self.files.as_mut().and_then(Iterator::next) {
            if let (Some(seen), Ok(found)) = (&self.seen, &found)
                && seen.passes_over(&found.path)
            {
                return Some(Ok(None));
            }
            found.iter().for_each(|found| self.trail.add(&found.path));
            let opened = found.and_then(|found| self.reader(&found, &self.progress));
            return Some(opened.map(Some));
        }
        self.files = None;
        Some(match self.parts.next()? {
            Part::Failed(error) => Err(error),
            Part::Open(reader) => Ok(Some(reader)),
            Part::Files(files) => {
                self.files = Some(files);
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
                    let late = self.late(reader.columns());
                    let alignment = self.columns.alignment(reader.columns());
                    self.open = Some((reader, alignment));
                    if !late.is_empty() {
                        return Some(Err(Error::new(ErrorKind::NewColumns(late))));
                    }
                }
            }
        }
    }
}

/// Whether the input can be opened only once: standard input, a pipe, a device.
fn is_stream(input: &Input) -> bool {
    match input {
        Input::StandardInput => true,
        Input::Path(path) => fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir()),
        Input::List(_) => false,
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(ids(corpus(folder.path(), &["."])), ["a/1", "b", "error"]);
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
    fn kinds_that_are_not_read_are_named() {
        let folder = folder(&[
            ("a.txt", b"%PDF-1.7\n1 0 obj\nendobj"),
            ("b.csv", b"PK\x03\x04\x14\0\x06\0"),
            ("c.txt", b"{\\rtf1\\ansi Rain.}"),
        ]);
        let failed = |item: Result<Document, Error>| item.expect_err("no text").kind().to_string();
        let corpus = corpus(folder.path(), &["a.txt", "b.csv", "c.txt"]);
        let told: Vec<String> = corpus.map(failed).collect();
        assert!(told[0].starts_with("a PDF, which is not read; "), "{told:?}");
        assert!(told[1].starts_with("a file of Word or Excel"), "{told:?}");
        assert!(told[2].starts_with("a file of Rich Text Format"), "{told:?}");
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
    fn size_and_progress_count_the_bytes_as_stored() {
        let folder = folder(&[("a.csv", b"text\nRain."), ("b.txt", b"Snow.")]);
        let mut corpus = corpus(folder.path(), &["a.csv", "b.txt"]);
        assert_eq!(corpus.bytes(), Some(15));
        let progress = corpus.progress();
        assert_eq!(corpus.by_ref().count(), 2);
        assert_eq!(progress.bytes(), 15);
    }

    #[test]
    fn files_that_only_their_ending_tells_apart_keep_it() {
        let folder = folder(&[("a.txt", b"Rain."), ("a.md", b"Snow."), ("b.md", b"Hail.")]);
        assert_eq!(ids(corpus(folder.path(), &["a.txt", "a.md"])), ["a.txt", "a.md"]);
        assert_eq!(ids(corpus(folder.path(), &["."])), ["a.md", "a.txt", "b"]);
        assert_eq!(ids(corpus(folder.path(), &["*.md"])), ["a", "b"]);
    }

    #[test]
    fn format_that_was_asked_for_wins_over_the_name() {
        let folder = folder(&[("a.txt", b"text\nRain.\nSnow.\n")]);
        let inputs = [Input::Path(folder.path().join("a.txt"))];
        let options = Options { format: Some(Format::Csv), ..Options::default() };
        assert_eq!(ids(Corpus::new(&inputs, &options)), ["a#1", "a#2"]);
    }
}
