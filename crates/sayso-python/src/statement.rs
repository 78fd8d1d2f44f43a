//! A statement as an object of Python: the row, with offsets in code points.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyTuple};
use sayso::export::{COLUMNS, Cell, LAST_COLUMNS, OffsetMap, Offsets, Row, Table};
use sayso::text::{self, AttributionType, Date, Document, Kind, SpeakerKind};

use crate::attribution::Places;
use crate::dates;
use crate::error::unknown;

/// One attribution with its speaker and its place: one row of the table.
///
/// The attributes are the columns of the row. Offsets count code points, so that
/// ``text[s.content_start:s.content_end]`` is the content, where it is of one piece;
/// ``content_spans`` has the pieces. What is absent, a source or a date, is ``None``.
#[pyclass(frozen, eq, module = "sayso")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    /// The id of the document, empty where none was given.
    #[pyo3(get)]
    doc_id: String,
    /// ``S1`` for the first statement of its document.
    #[pyo3(get)]
    statement_id: String,
    /// The canonical name of the speaker; several are joined by ``"; "``. Empty for nobody.
    #[pyo3(get)]
    speaker: String,
    /// The mention that the text ascribes the content to, if any.
    #[pyo3(get)]
    source: Option<String>,
    /// The words that signal the statement.
    #[pyo3(get)]
    cue: String,
    /// What is said; several pieces are joined by ``" […] "``.
    #[pyo3(get)]
    content: String,
    kind: Kind,
    attribution_type: AttributionType,
    date: Option<Date>,
    /// How sure the program is that the row is right, 0 to 1.
    #[pyo3(get)]
    confidence: f64,
    /// The paragraph in which the content begins, counted from 1.
    #[pyo3(get)]
    paragraph: usize,
    /// The sentence in which the content begins, counted from 1.
    #[pyo3(get)]
    sentence: usize,
    /// The first code point of the content.
    #[pyo3(get)]
    content_start: usize,
    /// The code point after the content.
    #[pyo3(get)]
    content_end: usize,
    /// The first code point of the source, if there is one.
    #[pyo3(get)]
    source_start: Option<usize>,
    /// The code point after the source, if there is one.
    #[pyo3(get)]
    source_end: Option<usize>,
    /// The first code point of the cue.
    #[pyo3(get)]
    cue_start: usize,
    /// The code point after the cue.
    #[pyo3(get)]
    cue_end: usize,
    speaker_kind: SpeakerKind,
    /// The title or apposition that the article gives the speaker, or empty.
    #[pyo3(get)]
    speaker_role: String,
    /// How probable it is that the speaker is the right one, 0 to 1; ``None`` where nobody is named.
    #[pyo3(get)]
    speaker_confidence: Option<f64>,
    /// The ``statement_id`` of the statement in whose content this one stands; ``None`` at the top.
    #[pyo3(get)]
    within: Option<String>,
    /// The pieces of the content, each with its first code point and the one after its last.
    #[pyo3(get)]
    content_spans: Vec<(usize, usize)>,
}

/// The statements of a document as rows.
pub(crate) fn statements(document: &Document, found: &[text::Statement]) -> Vec<Statement> {
    let map = OffsetMap::new(&document.text, Offsets::Chars);
    let table = Table::new(&Default::default());
    table.rows(document, found).map(|row| Statement::new(document, &row, &map)).collect()
}

impl Statement {
    fn new(document: &Document, row: &Row<'_>, map: &OffsetMap<'_>) -> Self {
        let text::Statement { number, attribution, speaker, paragraph, sentence, within, .. } =
            row.statement();
        let (content_start, content_end) = map.ends(attribution.bounds());
        let (cue_start, cue_end) = map.ends(attribution.cue);
        let source = attribution.source.map(|source| map.ends(source));
        Self {
            doc_id: document.id.clone(),
            statement_id: format!("S{number}"),
            speaker: speaker.name.to_string(),
            source: attribution.source.map(|source| source.of(&document.text).to_owned()),
            cue: row.cue().to_owned(),
            content: row.content().to_owned(),
            kind: attribution.kind,
            attribution_type: attribution.attribution_type,
            date: document.date,
            confidence: Cell::Confidence(attribution.confidence).confidence().unwrap_or_default(),
            paragraph: *paragraph,
            sentence: *sentence,
            content_start,
            content_end,
            source_start: source.map(|ends| ends.0),
            source_end: source.map(|ends| ends.1),
            cue_start,
            cue_end,
            speaker_kind: speaker.kind,
            speaker_role: speaker.role.to_string(),
            speaker_confidence: row.speaker_confidence().confidence(),
            within: within.map(|number| format!("S{number}")),
            content_spans: attribution.content.iter().map(|span| map.ends(*span)).collect(),
        }
    }
}

impl Statement {
    /// The same in bytes of the text whose characters begin at these places.
    pub(crate) fn in_bytes(&self, places: &Places) -> PyResult<text::Statement> {
        let cue = places.span((self.cue_start, self.cue_end))?;
        #[expect(clippy::cast_possible_truncation, reason = "a share has two digits")]
        let confidence = self.confidence as f32;
        let attribution = text::Attribution::new(cue, places.spans(&self.content_spans)?)
            .with_source(places.of(self.source_start.zip(self.source_end))?)
            .with_kind(self.kind)
            .with_type(self.attribution_type)
            .with_confidence(confidence);
        let mut speaker = text::Speaker::new(self.speaker.as_str(), self.speaker_kind)
            .with_role(self.speaker_role.as_str());
        if let Some(confidence) = self.speaker_confidence {
            #[expect(clippy::cast_possible_truncation, reason = "a share has two digits")]
            let confidence = confidence as f32;
            speaker = speaker.with_confidence(confidence);
        }
        let own = number("statement_id", &self.statement_id)?;
        let within = self.within.as_deref().map(|id| number("within", id)).transpose()?;
        let mut statement = text::Statement::new(own, attribution, speaker).with_outer(within);
        statement.paragraph = self.paragraph;
        statement.sentence = self.sentence;
        Ok(statement)
    }
}

/// The number of ``S3``.
fn number(column: &str, id: &str) -> PyResult<usize> {
    let number = id.strip_prefix('S').and_then(|number| number.parse().ok());
    number.ok_or_else(|| PyValueError::new_err(format!("{column} is \"{id}\", not S and a number")))
}

#[pymethods]
impl Statement {
    /// A statement of these values, one for each column and for ``content_spans``.
    #[new]
    #[pyo3(signature = (**values))]
    fn of_values(values: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let values = Values(values);
        Ok(Self {
            doc_id: values.take("doc_id")?,
            statement_id: values.take("statement_id")?,
            speaker: values.take("speaker")?,
            source: values.take("source")?,
            cue: values.take("cue")?,
            content: values.take("content")?,
            kind: values.name("kind")?,
            attribution_type: values.name("attribution_type")?,
            date: values.date()?,
            confidence: values.take("confidence")?,
            paragraph: values.take("paragraph")?,
            sentence: values.take("sentence")?,
            content_start: values.take("content_start")?,
            content_end: values.take("content_end")?,
            source_start: values.take("source_start")?,
            source_end: values.take("source_end")?,
            cue_start: values.take("cue_start")?,
            cue_end: values.take("cue_end")?,
            speaker_kind: values.name("speaker_kind")?,
            speaker_role: values.take("speaker_role")?,
            speaker_confidence: values.take("speaker_confidence")?,
            within: values.take("within")?,
            content_spans: values.take("content_spans")?,
        })
    }

    /// ``direct`` (inside quotation marks), ``indirect`` (none) or ``mixed`` (partly).
    #[getter]
    fn kind(&self) -> &'static str {
        self.kind.name()
    }

    /// ``communication`` ("said"), ``attitude`` ("believes"), ``factive`` ("knows") or ``control``
    /// ("ordered").
    #[getter]
    fn attribution_type(&self) -> &'static str {
        self.attribution_type.name()
    }

    /// The date of the document, if it gives one.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        dates::to_python(py, self.date)
    }

    /// ``person``, ``organisation``, ``group``, ``nameless`` or ``none``.
    #[getter]
    fn speaker_kind(&self) -> &'static str {
        self.speaker_kind.name()
    }

    /// The row as a dictionary, in the order of its columns.
    fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(slf.py());
        for name in COLUMNS.iter().chain(&LAST_COLUMNS) {
            row.set_item(name, slf.getattr(*name)?)?;
        }
        Ok(row)
    }

    fn __getnewargs_ex__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let values = Self::to_dict(slf)?;
        values.set_item("content_spans", slf.getattr("content_spans")?)?;
        Ok((PyTuple::empty(slf.py()), values))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.doc_id, &self.statement_id, &self.content, self.cue_start).hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let Self { doc_id, statement_id, speaker, cue, content, .. } = self;
        let place = if doc_id.is_empty() { String::new() } else { format!("{doc_id} ") };
        format!("<Statement {place}{statement_id}: {speaker} | {cue} | {content}>")
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let escape = py.import("html")?.getattr("escape")?;
        let escaped = |text: &str| escape.call1((text,))?.extract::<String>();
        Ok(format!(
            "<p><b>{}</b> <i>{}</i>: {} <small>({}, {}, {})</small></p>",
            escaped(&self.speaker)?,
            escaped(&self.cue)?,
            escaped(&self.content)?,
            self.kind,
            self.attribution_type,
            self.confidence
        ))
    }
}

/// The keyword arguments of a new statement.
struct Values<'a, 'py>(Option<&'a Bound<'py, PyDict>>);

impl<'a, 'py> Values<'a, 'py> {
    fn value(&self, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let value = self.0.map(|values| values.get_item(name)).transpose()?.flatten();
        value.ok_or_else(|| PyTypeError::new_err(format!("a statement needs a value for {name}")))
    }

    fn take<T: for<'any> FromPyObject<'any, 'py>>(&self, name: &str) -> PyResult<T> {
        self.value(name)?.extract().map_err(Into::into)
    }

    fn name<T: std::str::FromStr<Err = text::UnknownName>>(&self, name: &str) -> PyResult<T> {
        self.take::<String>(name)?.parse().map_err(unknown)
    }

    fn date(&self) -> PyResult<Option<Date>> {
        dates::of_python(&self.value("date")?)
    }
}
