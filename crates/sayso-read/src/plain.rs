//! A text file: one document, or the many of a file of a news database.
//!
//! The columns are those of the first bytes, because they must be known before the first document:
//! the keys of a block of metadata, the fields of a database, or none.

use std::io::Read;
use std::vec;

use sayso_text::Document;

use crate::dates::Dates;
use crate::encoding::{decode, looks_binary};
use crate::foreign;
use crate::front_matter::FrontMatter;
use crate::news::{self, Database};
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Options, Position};

/// Keys of a block of metadata that hold the day of publication, the surest first.
const DATES: &[&str] =
    &["date", "published", "date_published", "datepublished", "pubdate", "publish_date"];

/// Reads a text file.
pub(crate) struct Plain {
    source: Option<Peeked>,
    origin: Origin,
    limit: u64,
    names: Vec<String>,
    dates: Dates,
    documents: vec::IntoIter<Result<Document, Error>>,
}

impl Plain {
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Self {
        let limit = options.max_document_bytes.unwrap_or(u64::MAX);
        let names = columns(source.start());
        // A file has one date, so no other cell tells how it is written.
        let dates = Dates::new(options, &origin, None);
        let documents = Vec::new().into_iter();
        Self { source: Some(source), origin, limit, names, dates, documents }
    }

    fn read(&mut self, source: Peeked) -> Result<(), Error> {
        if looks_binary(source.start()) {
            return Err(Error::new(ErrorKind::Binary));
        }
        let mut bytes = Vec::with_capacity(source.start().len() + 1);
        let count = source.take(self.limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if count as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        let text = decode(bytes);
        if let Some((what, remedy)) = foreign::kind(&text) {
            return Err(Error::new(ErrorKind::NotRead { what, remedy }));
        }
        let documents = match (FrontMatter::of(&text), Database::of(&text)) {
            (Some(block), _) => vec![Ok(self.described(&text, &block))],
            (None, Some(database)) => self.articles(database, &text)?,
            (None, None) => vec![Ok(self.whole(text))],
        };
        self.documents = documents.into_iter();
        Ok(())
    }

    fn whole(&self, text: String) -> Document {
        let columns = vec![String::new(); self.names.len()];
        Document { columns, ..Document::new(self.origin.id.clone(), text) }
    }

    /// The text behind a block of metadata.
    fn described(&mut self, text: &str, block: &FrontMatter) -> Document {
        let rest = text.get(block.length..).unwrap_or_default();
        let value = |name: &String| block.value(&[name]).unwrap_or_default().to_owned();
        Document {
            date: block.value(DATES).and_then(|cell| self.dates.read(cell)),
            columns: self.names.iter().map(value).collect(),
            ..Document::new(
                self.origin.id.clone(),
                without_notes(rest.trim_start_matches(['\r', '\n'])),
            )
        }
    }

    /// The articles of a database, named by the file and their number.
    fn articles(
        &self,
        database: Database,
        text: &str,
    ) -> Result<Vec<Result<Document, Error>>, Error> {
        let not_read = |what, remedy| Err(Error::new(ErrorKind::NotRead { what, remedy }));
        let articles = database.articles(text);
        if database == Database::Unknown {
            return not_read(
                "a file of a news database with fields in a language that is not known",
                "set the language of the database to English and export it again",
            );
        }
        if articles.is_empty() {
            return not_read(
                "a file of a news database in which no article is found",
                "export it as plain text with the full documents",
            );
        }
        let document = |(number, article)| self.article(number, article);
        Ok((1..).zip(articles).map(document).collect())
    }

    fn article(&self, number: u64, article: news::Article) -> Result<Document, Error> {
        if article.text.is_empty() {
            let place = Position { record: number, ..Position::default() };
            let error = Error::new(ErrorKind::NoBody(article.title));
            return Err(error.at(place).in_file(&self.origin.path));
        }
        let id = self.origin.record_id(number);
        let (date, text) = (article.day(), article.text.clone());
        let mut columns = article.into_columns();
        columns.resize(self.names.len(), String::new());
        Ok(Document { id, text, date, columns })
    }
}

/// The text without raised marks of notes, which trafilatura writes as tags into its Markdown.
fn without_notes(text: &str) -> String {
    let mut parts = text.split("<sup>");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("</sup>") {
            Some((raised, rest)) if raised.len() <= 6 && !raised.contains(char::is_alphabetic) => {
                plain.push_str(rest);
            }
            _ => {
                plain.push_str("<sup>");
                plain.push_str(part);
            }
        }
    }
    plain
}

/// The names of the columns that a file beginning with the bytes has.
fn columns(start: &[u8]) -> Vec<String> {
    let start = decode(start.to_vec());
    if let Some(block) = FrontMatter::of(&start) {
        return crate::columns::distinct(block.fields.into_iter().map(|(key, _)| key));
    }
    let has_fields = Database::of(&start).is_some();
    let names: &[&str] = if has_fields { &news::COLUMNS } else { &[] };
    names.iter().map(|name| (*name).to_owned()).collect()
}

impl Iterator for Plain {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(source) = self.source.take()
            && let Err(error) = self.read(source)
        {
            return Some(Err(error.in_file(&self.origin.path)));
        }
        let warning = || Some(Err(self.dates.warning()?.in_file(&self.origin.path)));
        self.documents.next().or_else(warning)
    }
}

impl Reader for Plain {
    fn columns(&self) -> &[String] {
        &self.names
    }
}
