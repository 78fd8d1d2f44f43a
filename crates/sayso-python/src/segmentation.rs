//! The first stage as objects of Python.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyTuple};
use sayso::export::{OffsetMap, Offsets};
use sayso::text::{self, Date, TokenKind, TokenSpan};

use crate::dates;

/// A word, a number, a mark or a symbol.
#[pyclass(frozen, eq, get_all, from_py_object, module = "sayso")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The token itself.
    text: String,
    /// Its first code point.
    start: usize,
    /// The code point after its last.
    end: usize,
    /// ``word``, ``number``, ``punctuation``, ``opening_quote``, ``closing_quote`` or ``symbol``.
    kind: &'static str,
}

/// A sentence, a headline, or a header or dateline before a sentence.
#[pyclass(frozen, eq, get_all, from_py_object, new = "from_fields", module = "sayso")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its first code point.
    start: usize,
    /// The code point after its last.
    end: usize,
    /// The range of its tokens.
    tokens: (usize, usize),
}

/// A paragraph.
#[pyclass(frozen, eq, get_all, from_py_object, new = "from_fields", module = "sayso")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its first code point.
    start: usize,
    /// The code point after its last.
    end: usize,
    /// The range of its tokens.
    tokens: (usize, usize),
    /// The range of its sentences.
    sentences: (usize, usize),
}

/// A stretch between quotation marks, within one paragraph.
#[pyclass(frozen, eq, get_all, from_py_object, module = "sayso")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Its first code point, a quotation mark.
    start: usize,
    /// The code point after its last.
    end: usize,
    /// The range of its tokens, with both marks.
    tokens: (usize, usize),
    /// 0 for an outermost quotation, 1 for one inside it, and so on.
    depth: u8,
    /// Whether a mark closes it in its paragraph.
    closed: bool,
    /// Whether it takes up the quotation that the paragraph before left open.
    continues: bool,
}

/// The paragraphs, sentences, tokens and quotations of a text, each list in its order.
#[pyclass(frozen, eq, module = "sayso")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segmentation {
    /// The tokens.
    #[pyo3(get)]
    tokens: Vec<Token>,
    /// The sentences.
    #[pyo3(get)]
    sentences: Vec<Sentence>,
    /// The paragraphs.
    #[pyo3(get)]
    paragraphs: Vec<Paragraph>,
    /// The quotations, outer before inner.
    #[pyo3(get)]
    quotations: Vec<Quotation>,
    date: Option<Date>,
}

impl Segmentation {
    /// The segmentation of this text, with its offsets in code points.
    pub(crate) fn new(text: &str, found: &text::Segmentation) -> Self {
        let map = OffsetMap::new(text, Offsets::Chars);
        Self {
            tokens: found.tokens.iter().map(|token| Token::new(text, *token, &map)).collect(),
            sentences: found.sentences.iter().map(|one| Sentence::new(*one, &map)).collect(),
            paragraphs: found.paragraphs.iter().map(|one| Paragraph::new(*one, &map)).collect(),
            quotations: found.quotations.iter().map(|one| Quotation::new(*one, &map)).collect(),
            date: found.date,
        }
    }
}

#[pymethods]
impl Segmentation {
    /// A segmentation of these parts.
    #[new]
    fn of_parts(
        tokens: Vec<Token>,
        sentences: Vec<Sentence>,
        paragraphs: Vec<Paragraph>,
        quotations: Vec<Quotation>,
        date: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        Ok(Self { tokens, sentences, paragraphs, quotations, date: dates::of_python(date)? })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Self { tokens, sentences, paragraphs, quotations, .. } = self.clone();
        (tokens, sentences, paragraphs, quotations, self.date(py)?).into_pyobject(py)
    }

    /// The date that a header or dateline in the text gives, if any.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        dates::to_python(py, self.date)
    }

    fn __repr__(&self) -> String {
        let Self { tokens, sentences, paragraphs, quotations, .. } = self;
        format!(
            "<Segmentation: {} paragraphs, {} sentences, {} tokens, {} quotations>",
            paragraphs.len(),
            sentences.len(),
            tokens.len(),
            quotations.len()
        )
    }
}

impl Token {
    fn new(text: &str, token: text::Token, map: &OffsetMap<'_>) -> Self {
        let (start, end) = map.ends(token.span);
        Self { text: token.span.of(text).to_owned(), start, end, kind: name(token.kind) }
    }
}

#[pymethods]
impl Token {
    #[new]
    fn of_values(text: String, start: usize, end: usize, kind: &str) -> PyResult<Self> {
        let known = KINDS.into_iter().map(name).find(|known| *known == kind);
        let kind =
            known.ok_or_else(|| PyValueError::new_err(format!("no kind of token \"{kind}\"")))?;
        Ok(Self { text, start, end, kind })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self.text, self.start, self.end, self.kind).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<Token {:?} {}..{} {}>", self.text, self.start, self.end, self.kind)
    }
}

impl Sentence {
    fn new(sentence: text::Sentence, map: &OffsetMap<'_>) -> Self {
        let (start, end) = map.ends(sentence.span);
        Self { start, end, tokens: tokens(sentence.tokens) }
    }
}

#[pymethods]
impl Sentence {
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.start, self.end, self.tokens).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<Sentence {}..{}>", self.start, self.end)
    }
}

impl Paragraph {
    fn new(paragraph: text::Paragraph, map: &OffsetMap<'_>) -> Self {
        let (start, end) = map.ends(paragraph.span);
        let text::Paragraph { sentences, .. } = paragraph;
        Self {
            start,
            end,
            tokens: tokens(paragraph.tokens),
            sentences: (sentences.start(), sentences.end()),
        }
    }
}

#[pymethods]
impl Paragraph {
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.start, self.end, self.tokens, self.sentences).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<Paragraph {}..{}>", self.start, self.end)
    }
}

impl Quotation {
    fn new(quotation: text::Quotation, map: &OffsetMap<'_>) -> Self {
        let (start, end) = map.ends(quotation.span);
        let text::Quotation { depth, closed, continues, .. } = quotation;
        Self { start, end, tokens: tokens(quotation.tokens), depth, closed, continues }
    }
}

#[pymethods]
impl Quotation {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "in Python they are named")]
    fn of_values(
        start: usize,
        end: usize,
        tokens: (usize, usize),
        depth: u8,
        closed: bool,
        continues: bool,
    ) -> Self {
        Self { start, end, tokens, depth, closed, continues }
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Self { start, end, tokens, depth, closed, continues } = *self;
        (start, end, tokens, depth, closed, continues).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<Quotation {}..{}>", self.start, self.end)
    }
}

/// All that a token can be.
const KINDS: [TokenKind; 6] = [
    TokenKind::Word,
    TokenKind::Number,
    TokenKind::Punctuation,
    TokenKind::OpeningQuote,
    TokenKind::ClosingQuote,
    TokenKind::Symbol,
];

fn tokens(span: TokenSpan) -> (usize, usize) {
    (span.start(), span.end())
}

fn name(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Number => "number",
        TokenKind::Punctuation => "punctuation",
        TokenKind::OpeningQuote => "opening_quote",
        TokenKind::ClosingQuote => "closing_quote",
        _ => "symbol",
    }
}
