//! Why the speaker of each statement is who is named, as dicts of Python.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sayso::export::{OffsetMap, Offsets};
use sayso::text::Document;

/// One statement with the reason for its speaker; offsets in code points.
pub(crate) struct Why {
    statement_id: String,
    speaker: String,
    found: sayso::resolve::Why,
    antecedent: Option<(usize, usize)>,
}

/// The reasons for the speakers of a text.
pub(crate) fn whys(pipeline: &sayso::Pipeline, text: &str) -> Vec<Why> {
    let document = Document::new("", text);
    let map = OffsetMap::new(text, Offsets::Chars);
    let found = pipeline.worker().explain_speakers(&document);
    let why = |(statement, found): (sayso::text::Statement, sayso::resolve::Why)| Why {
        statement_id: format!("S{}", statement.number),
        speaker: statement.speaker.name.to_string(),
        antecedent: found.antecedent.map(|antecedent| map.ends(antecedent)),
        found,
    };
    found.into_iter().map(why).collect()
}

impl Why {
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("statement_id", &self.statement_id)?;
        dict.set_item("speaker", &self.speaker)?;
        dict.set_item("rule", self.found.rule)?;
        dict.set_item("antecedent_start", self.antecedent.map(|ends| ends.0))?;
        dict.set_item("antecedent_end", self.antecedent.map(|ends| ends.1))?;
        dict.set_item("runner_up", self.found.runner_up.as_deref())?;
        dict.set_item("margin", self.found.margin)?;
        Ok(dict)
    }
}
