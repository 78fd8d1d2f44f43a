//! How a text is laid out, and what opens a turn in it.

use sayso_text::Paragraph;

use crate::rules::label::{Label, label};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// How a text is laid out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Layout<'a> {
    /// Sentences and paragraphs.
    Prose,
    /// Several paragraphs open with a word and a colon, and nobody speaks in them.
    List,
    /// Several paragraphs open with the name of who speaks in them and a colon.
    Dialogue {
        /// The names, sorted.
        names: Vec<&'a str>,
        /// That of transcripts where names come again or stand in capitals, as stenographers write them.
        rule: Rule,
    },
    /// Questions and answers that alternate, each after its letter: "Q:", "A:", or "Q.", "A.".
    Interview,
}

/// What opens the paragraph as a turn of the dialogue.
pub(crate) fn opening(
    reading: &Reading<'_>,
    paragraph: &Paragraph,
    layout: &Layout<'_>,
) -> Option<Label> {
    let label = label(reading, paragraph)?;
    let opens = match layout {
        Layout::Prose | Layout::List => false,
        Layout::Interview => true,
        Layout::Dialogue { names, .. } => {
            label.source.is_some() && names.binary_search(&label.name(reading)).is_ok()
        }
    };
    opens.then_some(label)
}
