//! textacy's `direct_quotations`: triples of speaker, cue and content.
//!
//! textacy gives lists of tokens and a span and writes no file. The form is what a line of Python
//! makes of them, an object a line with the text and the offsets of each:
//! `{"doc_id": "a", "speaker": [{"text": "Obi", "start": 12, "end": 15}], "cue": [...],
//! "content": {...}}`. Also read: named tuples as lists of three, words without offsets, one list
//! for the whole file.

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::Path;

use sayso_export::{Error as WriteError, Offsets, Writer, Written};
use sayso_segment::Segmenter;
use sayso_text::{Document, Span, Statement};
use sayso_verify::Claim;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::draft::{Drafts, Mention, words};
use crate::files::{Found, files};
use crate::json::{Value, values};
use crate::quotes::Article;
use crate::table::Documents;

/// Reads a file, or a folder of them.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let mut documents = Documents::of(path);
    let mut places = HashMap::new();
    for found in files(path, "jsonl")? {
        let read = found.and_then(|found| Ok((found.text()?, found)));
        let (text, found) = match read {
            Ok(read) => read,
            Err(error) => {
                documents.fail(error);
                continue;
            }
        };
        for value in values(&text) {
            for triple in triples(value) {
                match triple {
                    Ok((triple, mention)) => {
                        add(&mut documents, &mut places, (&found, triple), mention);
                    }
                    Err(error) => documents.fail(error.in_file(&found.path)),
                }
            }
        }
    }
    Ok(documents.into_drafts())
}

/// The triples of a value: itself, or those of a list that fills the file.
fn triples(value: Result<Value<'_>, Error>) -> Vec<Result<(Triple, Mention), Error>> {
    let read = |value: Value<'_>| {
        let triple: Triple = value.parse()?;
        let mention = triple.mention(value);
        Ok((triple, mention))
    };
    match value.and_then(items) {
        Ok(items) => items.into_iter().map(read).collect(),
        Err(error) => vec![Err(error)],
    }
}

/// The items of a list, unless it is itself a triple.
fn items(value: Value<'_>) -> Result<Vec<Value<'_>>, Error> {
    if !value.is_list() {
        return Ok(vec![value]);
    }
    let items = value.items()?;
    let is_triple = |value: &Value<'_>| value.parse::<Triple>().is_ok();
    if items.len() == 3 && is_triple(&value) && !items.iter().all(is_triple) {
        return Ok(vec![value]);
    }
    Ok(items)
}

/// Where the mentions of a document stand by the places of their cue and speaker.
type Known = HashMap<(String, Ends, Ends), usize>;
type Ends = Option<(usize, usize)>;

/// Adds a triple: one with the cue and the speaker of another is a further span of its content.
fn add(
    documents: &mut Documents,
    known: &mut Known,
    (found, triple): (&Found, Triple),
    mention: Mention,
) {
    let doc_id = triple.doc_id.unwrap_or_else(|| found.doc_id.clone());
    let draft = documents.draft(&doc_id);
    draft.path.clone_from(&found.path);
    let (cue, speaker) = (ends(&mention.cue), ends(&mention.source));
    if cue.is_some() {
        let next = draft.mentions.len();
        let place = *known.entry((doc_id, cue, speaker)).or_insert(next);
        if let Some(first) = draft.mentions.get_mut(place) {
            first.content.extend(mention.content);
            return;
        }
    }
    draft.mentions.push(mention);
}

fn ends(claims: &[Claim]) -> Ends {
    let ends = claims.iter().filter_map(|claim| match claim {
        Claim::Words { ends, .. } => *ends,
        _ => None,
    });
    ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

#[derive(Deserialize)]
#[serde(from = "Shape")]
struct Triple {
    doc_id: Option<String>,
    speaker: Parts,
    cue: Parts,
    content: Parts,
}

/// A triple as an object or as a list of three.
#[derive(Deserialize)]
#[serde(untagged)]
enum Shape {
    Object {
        #[serde(default)]
        doc_id: Option<String>,
        #[serde(default)]
        speaker: Parts,
        #[serde(default)]
        cue: Parts,
        content: Parts,
    },
    List(Parts, Parts, Parts),
}

impl From<Shape> for Triple {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Object { doc_id, speaker, cue, content } => {
                Self { doc_id, speaker, cue, content }
            }
            Shape::List(speaker, cue, content) => Self { doc_id: None, speaker, cue, content },
        }
    }
}

/// Tokens, or a span.
#[derive(Deserialize)]
#[serde(untagged)]
enum Parts {
    One(Piece),
    Many(Vec<Piece>),
}

impl Default for Parts {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Piece {
    Words(String),
    Placed { text: String, start: usize, end: usize },
    Tuple(String, usize, usize),
}

impl Piece {
    fn parts(self) -> (String, Ends) {
        match self {
            Self::Words(text) => (text, None),
            Self::Placed { text, start, end } | Self::Tuple(text, start, end) => {
                (text, Some((start, end)))
            }
        }
    }
}

impl Parts {
    /// A claim for each token, or one for all where their places are not known.
    fn claims(&self) -> Vec<Claim> {
        let pieces = match self {
            Self::One(piece) => std::slice::from_ref(piece),
            Self::Many(pieces) => pieces.as_slice(),
        };
        let parts: Vec<(String, Ends)> = pieces.iter().cloned().map(Piece::parts).collect();
        if parts.iter().all(|(_, ends)| ends.is_none()) {
            let all: Vec<String> = parts.into_iter().map(|(text, _)| text).collect();
            return vec![words(all.join(" "), None)];
        }
        parts.into_iter().map(|(text, ends)| words(text, ends)).collect()
    }
}

impl Triple {
    fn mention(&self, value: Value<'_>) -> Mention {
        Mention {
            place: value.place(),
            source: self.speaker.claims(),
            cue: self.cue.claims(),
            content: self.content.claims(),
            ..Mention::default()
        }
    }
}

/// Writes a triple for each span of a content.
pub(crate) struct Triples<W: Write> {
    output: BufWriter<W>,
    segmenter: Segmenter,
    offsets: Offsets,
    written: Written,
}

impl<W: Write> Triples<W> {
    pub(crate) fn new(output: W, offsets: Offsets) -> Self {
        let (output, written) = (BufWriter::new(output), Written::default());
        Self { output, segmenter: Segmenter::new(), offsets, written }
    }
}

#[derive(Serialize)]
struct Line<'t> {
    doc_id: &'t str,
    speaker: Vec<Placed<'t>>,
    cue: Vec<Placed<'t>>,
    content: Placed<'t>,
}

#[derive(Serialize)]
struct Placed<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

fn placed<'t>(article: &Article<'t>, span: Span) -> Placed<'t> {
    let (start, end) = article.map.ends(span);
    Placed { text: span.of(article.text), start, end }
}

/// The tokens of the span; what of a token is not in the span is left out.
fn tokens<'t>(article: &Article<'t>, span: Span) -> Vec<Placed<'t>> {
    let segmentation = &article.segmentation;
    let tokens = segmentation.tokens.get(segmentation.tokens_in(span).range());
    let within = tokens.unwrap_or_default().iter().map(|token| {
        Span::new(token.span.start().max(span.start()), token.span.end().min(span.end()))
    });
    within.map(|token| placed(article, token)).collect()
}

impl<W: Write + Send> Writer for Triples<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), WriteError> {
        self.written.count(statements);
        let article = Article::new(&document.text, &self.segmenter, self.offsets);
        for statement in statements {
            let attribution = &statement.attribution;
            for content in &attribution.content {
                let line = Line {
                    doc_id: &document.id,
                    speaker: attribution
                        .source
                        .map_or_else(Vec::new, |span| tokens(&article, span)),
                    cue: tokens(&article, attribution.cue),
                    content: placed(&article, *content),
                };
                serde_json::to_writer(&mut self.output, &line).map_err(std::io::Error::from)?;
                self.output.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, WriteError> {
        self.output.flush()?;
        Ok(self.written)
    }
}
