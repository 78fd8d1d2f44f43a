//! What another tool has marked, before it is found in the text.

use std::path::PathBuf;

use sayso_text::{AttributionType, Date, Kind, Speaker};
use sayso_verify::Claim;

use crate::Error;
use crate::error::Place;

/// A document as a form gives it: what is marked in it, and what else is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Names the document.
    pub doc_id: String,
    /// The text, where the form holds it.
    pub text: Option<String>,
    /// The date, where the form holds it.
    pub date: Option<Date>,
    /// The values of further columns, by the names of [`Drafts::columns`].
    pub columns: Vec<String>,
    /// What is marked.
    pub mentions: Vec<Mention>,
    /// The file, for messages.
    pub path: PathBuf,
}

/// One attribution as another tool marked it; what the form does not hold is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mention {
    pub(crate) place: Place,
    /// The number of the statement within the document.
    pub number: Option<usize>,
    /// What the form calls the statement, and the one in whose content it stands.
    pub names: Names,
    /// The mention that the content is ascribed to, perhaps word by word.
    pub source: Vec<Claim>,
    /// The words that signal it, perhaps word by word.
    pub cue: Vec<Claim>,
    /// What is ascribed.
    pub content: Vec<Claim>,
    /// The canonical speaker.
    pub speaker: Option<Speaker>,
    /// Whether the content is quoted.
    pub kind: Option<Kind>,
    /// What the cue does with the content.
    pub attribution_type: Option<AttributionType>,
    /// How sure the tool was, 0 to 1.
    pub confidence: Option<f32>,
}

/// What a form calls a statement and the one around it, as `S2` and `S1`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The name of the statement itself; empty where it has none.
    pub own: String,
    /// The name of the statement in whose content it stands; empty at the top.
    pub within: String,
}

/// The documents of an input, one after the other; what cannot be read is an item of its own.
pub struct Drafts {
    columns: Vec<String>,
    items: Box<dyn Iterator<Item = Result<Draft, Error>>>,
}

impl Drafts {
    pub(crate) fn new(items: impl Iterator<Item = Result<Draft, Error>> + 'static) -> Self {
        Self { columns: Vec::new(), items: Box::new(items) }
    }

    pub(crate) fn with_columns(self, columns: Vec<String>) -> Self {
        Self { columns, ..self }
    }

    /// The names of the values in [`Draft::columns`].
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

impl Iterator for Drafts {
    type Item = Result<Draft, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next()
    }
}

/// A claim of words between two offsets; nothing where there are no words.
pub(crate) fn words(words: String, ends: Option<(usize, usize)>) -> Claim {
    if words.trim().is_empty() { Claim::Nothing } else { Claim::Words { words, ends } }
}
