//! The third and fourth stages as objects of Python.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sayso::export::{Cell, OffsetMap};
use sayso::text::{self, AttributionType, Kind, Span, SpeakerKind};

use crate::error::unknown;

/// The first code point, and the one after the last.
type Ends = (usize, usize);

/// A source to which a content is ascribed by a cue; offsets in code points.
#[pyclass(frozen, eq, module = "sayso")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attribution {
    /// Where the source stands, if there is one.
    #[pyo3(get)]
    source: Option<Ends>,
    /// Where the cue stands.
    #[pyo3(get)]
    cue: Ends,
    /// Where the pieces of the content stand.
    #[pyo3(get)]
    content: Vec<Ends>,
    kind: Kind,
    attribution_type: AttributionType,
    /// How sure the program is, 0 to 1.
    #[pyo3(get)]
    confidence: f32,
}

#[pymethods]
impl Attribution {
    /// An attribution of one's own, to hand to ``Pipeline.resolve``.
    #[new]
    #[pyo3(signature = (cue, content, source=None, kind="indirect",
                        attribution_type="communication", confidence=1.0))]
    #[expect(clippy::too_many_arguments, reason = "in Python they are named")]
    fn of_places(
        cue: Ends,
        content: Vec<Ends>,
        source: Option<Ends>,
        kind: &str,
        attribution_type: &str,
        confidence: f32,
    ) -> PyResult<Self> {
        let (kind, attribution_type) =
            (kind.parse().map_err(unknown)?, attribution_type.parse().map_err(unknown)?);
        Ok(Self { source, cue, content, kind, attribution_type, confidence })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Self { source, cue, content, confidence, .. } = self;
        (*cue, content.as_slice(), *source, self.kind(), self.attribution_type(), *confidence)
            .into_pyobject(py)
    }

    /// ``direct``, ``indirect`` or ``mixed``.
    #[getter]
    fn kind(&self) -> &'static str {
        self.kind.name()
    }

    /// ``communication``, ``attitude``, ``factive`` or ``control``.
    #[getter]
    fn attribution_type(&self) -> &'static str {
        self.attribution_type.name()
    }

    fn __repr__(&self) -> String {
        let Self { source, cue, content, kind, .. } = self;
        format!("<Attribution source={source:?} cue={cue:?} content={content:?} {kind}>")
    }
}

impl Attribution {
    pub(crate) fn new(found: &text::Attribution, map: &OffsetMap<'_>) -> Self {
        Self {
            source: found.source.map(|source| map.ends(source)),
            cue: map.ends(found.cue),
            content: found.content.iter().map(|span| map.ends(*span)).collect(),
            kind: found.kind,
            attribution_type: found.attribution_type,
            confidence: found.confidence,
        }
    }

    /// The same in bytes of the text whose characters begin at these places.
    pub(crate) fn in_bytes(&self, places: &Places) -> PyResult<text::Attribution> {
        let found = text::Attribution::new(places.span(self.cue)?, places.spans(&self.content)?)
            .with_source(places.of(self.source)?)
            .with_kind(self.kind)
            .with_type(self.attribution_type)
            .with_confidence(self.confidence);
        Ok(found)
    }
}

/// The bytes at which the code points of a text begin, and its end.
pub(crate) struct Places(Vec<usize>);

impl Places {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    pub(crate) fn of(&self, ends: Option<Ends>) -> PyResult<Option<Span>> {
        ends.map(|ends| self.span(ends)).transpose()
    }

    pub(crate) fn spans(&self, ends: &[Ends]) -> PyResult<Vec<Span>> {
        ends.iter().map(|ends| self.span(*ends)).collect()
    }

    pub(crate) fn span(&self, (start, end): Ends) -> PyResult<Span> {
        match (self.0.get(start), self.0.get(end)) {
            (Some(first), Some(after)) if start <= end => Ok(Span::new(*first, *after)),
            _ => Err(PyValueError::new_err(format!(
                "no place ({start}, {end}) in a text of {} characters",
                self.0.len().saturating_sub(1)
            ))),
        }
    }
}

/// Who a source is within its article.
#[pyclass(frozen, eq, get_all, module = "sayso")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Speaker {
    /// The canonical name; several are joined by ``"; "``. Empty where there is nobody to name.
    name: String,
    /// ``person``, ``organisation``, ``group``, ``nameless`` or ``none``.
    kind: &'static str,
    /// The title or apposition that the article gives, or empty.
    role: String,
    /// How probable it is that this is the right one, 0 to 1; 0 where there is nobody to name.
    confidence: f64,
}

impl From<&text::Speaker> for Speaker {
    fn from(speaker: &text::Speaker) -> Self {
        let text::Speaker { name, kind, role, confidence, .. } = speaker;
        // The number that a row has, not that of single precision.
        let confidence = Cell::Confidence(*confidence).confidence().unwrap_or_default();
        Self { name: name.to_string(), kind: kind.name(), role: role.to_string(), confidence }
    }
}

#[pymethods]
impl Speaker {
    /// A speaker of one's own.
    #[new]
    #[pyo3(signature = (name, kind="person", role=String::new(), confidence=1.0),
           text_signature = "(name, kind=\"person\", role=\"\", confidence=1.0)")]
    fn of_name(name: String, kind: &str, role: String, confidence: f64) -> PyResult<Self> {
        let kind: SpeakerKind = kind.parse().map_err(unknown)?;
        Ok(Self { name, kind: kind.name(), role, confidence })
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self.name, self.kind, &self.role, self.confidence).into_pyobject(py)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.name, self.kind, &self.role).hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        format!("<Speaker {} ({})>", self.name, self.kind)
    }
}
