//! The Gender Gap Tracker's quotes: a list in JSON, in a file that is named for the document.
//!
//! Also read: what human annotators corrected (`quotesUpdated`), and articles exported from the
//! tracker's database, one object a line with `_id`, `body` and `quotes`.

use std::io;
use std::path::Path;

use sayso_export::Offsets;
use sayso_segment::Segmenter;
use sayso_text::{Document, Statement};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Error;
use crate::draft::{Draft, Drafts};
use crate::files::{Found, files};
use crate::index::Index;
use crate::json::{Value, values};
use crate::quotes::{Article, Marked, Quote, mentions};
use crate::single::{Render, indented};

/// Reads a file, or a folder of them.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let found = files(path, "json")?;
    Ok(Drafts::new(found.flat_map(|found| match found {
        Ok(found) => drafts(&found),
        Err(error) => vec![Err(error)],
    })))
}

/// An article as the database exports it.
#[derive(Deserialize)]
struct Exported<'t> {
    #[serde(rename = "_id", default)]
    id: Option<Id>,
    #[serde(default)]
    body: Option<String>,
    #[serde(borrow, default)]
    quotes: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "quotesUpdated")]
    corrected: Option<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Object {
        #[serde(rename = "$oid")]
        id: String,
    },
}

fn drafts(found: &Found) -> Vec<Result<Draft, Error>> {
    let text = match found.text() {
        Ok(text) => text,
        Err(error) => return vec![Err(error)],
    };
    let draft = |value: Result<Value<'_>, Error>| {
        value.and_then(|value| draft(found, value)).map_err(|error| error.in_file(&found.path))
    };
    values(&text).map(draft).collect()
}

fn draft(found: &Found, value: Value<'_>) -> Result<Draft, Error> {
    let mut draft =
        Draft { doc_id: found.doc_id.clone(), path: found.path.clone(), ..Draft::default() };
    let list = if value.is_list() {
        Some(value)
    } else {
        let exported: Exported<'_> = value.parse()?;
        draft.text = exported.body;
        if let Some(Id::Text(id) | Id::Object { id }) = exported.id {
            draft.doc_id = id;
        }
        exported.corrected.or(exported.quotes).map(|list| value.part(list))
    };
    let items = list.map(Value::items).transpose()?.unwrap_or_default();
    let quotes: Result<Vec<Marked>, Error> = items.into_iter().map(marked).collect();
    draft.mentions = mentions(quotes?);
    Ok(draft)
}

/// A quote, of which only the stretch itself must be there.
#[derive(Deserialize)]
struct Read {
    quote: String,
    #[serde(default)]
    quote_index: Index,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    speaker_index: Index,
    #[serde(default)]
    verb: Option<String>,
    #[serde(default)]
    verb_index: Index,
}

fn marked(item: Value<'_>) -> Result<Marked, Error> {
    let read: Read = item.parse()?;
    Ok(Marked {
        place: item.place(),
        quote: read.quote,
        quote_index: read.quote_index,
        speaker: read.speaker.unwrap_or_default(),
        speaker_index: read.speaker_index,
        verb: read.verb.unwrap_or_default(),
        verb_index: read.verb_index,
        named: None,
    })
}

/// Writes the quotes of a document.
pub(crate) struct Page {
    segmenter: Segmenter,
    offsets: Offsets,
}

impl Page {
    pub(crate) fn new(offsets: Offsets) -> Self {
        Self { segmenter: Segmenter::new(), offsets }
    }
}

impl Render for Page {
    fn render(&self, document: &Document, statements: &[Statement]) -> io::Result<Vec<u8>> {
        let article = Article::new(&document.text, &self.segmenter, self.offsets);
        let quotes: Vec<Quote<'_>> =
            statements.iter().flat_map(|statement| article.quotes(statement)).collect();
        indented(&quotes)
    }
}
