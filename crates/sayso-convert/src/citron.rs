//! BBC Citron's JSON: an object a document.
//!
//! Citron has two forms under the same names. In its annotation format (`docs/data_format.md`
//! there) the object has the text, offsets are characters, `sources` are the mentions and
//! `coreferences` what they refer to. What `citron-extract` prints has no text, counts tokens of
//! its parser, and where it has resolved a pronoun, `sources` are the names and `coreferences` the
//! mentions. Both are read; the annotation format is written.

use std::io;
use std::path::Path;

use sayso_export::{OffsetMap, Offsets};
use sayso_text::{Document, Span, Speaker, SpeakerKind, Statement};
use sayso_verify::{Claim, Locator};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Error;
use crate::draft::{Draft, Drafts, Mention};
use crate::files::{Found, files};
use crate::json::{Value, values};
use crate::rows::number;
use crate::single::{Render, indented};

/// Reads a file, or a folder of them.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let found = files(path, "json")?;
    Ok(Drafts::new(found.map(|found| {
        let found = found?;
        draft(&found).map_err(|error| error.in_file(&found.path))
    })))
}

#[derive(Deserialize)]
struct Marked<'t> {
    #[serde(default)]
    text: Option<String>,
    #[serde(borrow, default)]
    quotes: Option<&'t RawValue>,
}

#[derive(Deserialize)]
struct Quote {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    cue: Option<Piece>,
    #[serde(default)]
    sources: Option<Vec<Piece>>,
    #[serde(default)]
    contents: Option<Vec<Piece>>,
    #[serde(default)]
    coreferences: Option<Vec<Piece>>,
    #[serde(default)]
    confidence: Option<Confidence>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Piece {
    start: usize,
    end: usize,
    #[serde(default)]
    text: String,
}

/// Printed with four digits as text, which other programs may have made a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Confidence {
    Number(f32),
    Text(String),
}

impl Piece {
    fn claim(self) -> Claim {
        if self.text.is_empty() {
            return Claim::Spans(vec![[self.start, self.end]]);
        }
        Claim::Words { words: self.text, ends: Some((self.start, self.end)) }
    }
}

fn draft(found: &Found) -> Result<Draft, Error> {
    let file = found.text()?;
    let mut draft =
        Draft { doc_id: found.doc_id.clone(), path: found.path.clone(), ..Draft::default() };
    let Some(value) = values(&file).next().transpose()? else { return Ok(draft) };
    let page: Marked<'_> = value.parse()?;
    let is_annotation = page.text.is_some();
    draft.text = page.text;
    let quotes = page.quotes.map(|quotes| value.part(quotes).items()).transpose()?;
    let mention = |quote| mention(quote, is_annotation);
    draft.mentions =
        quotes.unwrap_or_default().into_iter().map(mention).collect::<Result<_, Error>>()?;
    Ok(draft)
}

fn mention(value: Value<'_>, is_annotation: bool) -> Result<Mention, Error> {
    let quote: Quote = value.parse()?;
    let (sources, others) =
        (quote.sources.unwrap_or_default(), quote.coreferences.unwrap_or_default());
    let (mentioned, names) = match (is_annotation, others.is_empty()) {
        (_, true) => (sources, Vec::new()),
        (true, false) => (sources, others),
        (false, false) => (others, sources),
    };
    let name = names.into_iter().map(|piece| piece.text).collect::<Vec<_>>().join("; ");
    let claims = |pieces: Vec<Piece>| pieces.into_iter().map(Piece::claim).collect();
    Ok(Mention {
        place: value.place(),
        number: quote.id.as_deref().and_then(number),
        source: claims(mentioned),
        cue: claims(quote.cue.into_iter().collect()),
        content: claims(quote.contents.unwrap_or_default()),
        speaker: (!name.is_empty()).then(|| Speaker::new(name, SpeakerKind::default())),
        confidence: quote
            .confidence
            .map(confidence)
            .transpose()
            .map_err(|e| e.at(value.place()))?,
        ..Mention::default()
    })
}

fn confidence(confidence: Confidence) -> Result<f32, Error> {
    match confidence {
        Confidence::Number(share) => Ok(share),
        Confidence::Text(text) => text
            .trim()
            .parse()
            .map_err(|_| Error::value("confidence", &text, "a number from 0 to 1")),
    }
}

/// Writes the annotation format.
pub(crate) struct Page {
    offsets: Offsets,
}

impl Page {
    pub(crate) fn new(offsets: Offsets) -> Self {
        Self { offsets }
    }
}

#[derive(Serialize)]
struct WrittenPage<'t> {
    text: &'t str,
    quotes: Vec<WrittenQuote>,
}

#[derive(Serialize)]
struct WrittenQuote {
    id: String,
    cue: Piece,
    sources: Vec<Piece>,
    contents: Vec<Piece>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coreferences: Vec<Piece>,
    confidence: String,
}

impl Render for Page {
    fn render(&self, document: &Document, statements: &[Statement]) -> io::Result<Vec<u8>> {
        let text = document.text.as_str();
        let mut pieces = Pieces {
            text,
            map: OffsetMap::new(text, self.offsets),
            locator: Locator::new(text, self.offsets),
        };
        let quotes = statements.iter().map(|statement| pieces.quote(statement)).collect();
        indented(&WrittenPage { text, quotes })
    }
}

struct Pieces<'t> {
    text: &'t str,
    map: OffsetMap<'t>,
    locator: Locator<'t>,
}

impl Pieces<'_> {
    fn piece(&self, span: Span) -> Piece {
        let (start, end) = self.map.ends(span);
        Piece { start, end, text: span.of(self.text).to_owned() }
    }

    fn quote(&mut self, statement: &Statement) -> WrittenQuote {
        let attribution = &statement.attribution;
        let coreferences = self.name(statement);
        WrittenQuote {
            id: format!("S{}", statement.number),
            cue: self.piece(attribution.cue),
            sources: attribution.source.iter().map(|span| self.piece(*span)).collect(),
            contents: attribution.content.iter().map(|span| self.piece(*span)).collect(),
            coreferences: coreferences.into_iter().collect(),
            confidence: format!("{:.4}", attribution.confidence),
        }
    }

    /// Where the text names the speaker whose source is another mention.
    fn name(&mut self, statement: &Statement) -> Option<Piece> {
        let (source, name) = (statement.attribution.source?, &*statement.speaker.name);
        if name.is_empty() || source.of(self.text) == name {
            return None;
        }
        let span = self.locator.near(name, source.start())?;
        (span.of(self.text) == name).then(|| self.piece(span))
    }
}
