//! What was found in a part of a text, as found in the whole.

use sayso_attribute::Explanation;
use sayso_resolve::Why;
use sayso_text::{Attribution, Span};

/// The span in a text that has so many more bytes before it.
pub(crate) fn span(span: Span, by: usize) -> Span {
    Span::new(span.start() + by, span.end() + by)
}

/// The attribution in a text that has so many more bytes before it.
pub(crate) fn attribution(found: &Attribution, by: usize) -> Attribution {
    let mut found = found.clone();
    found.source = found.source.map(|source| span(source, by));
    found.cue = span(found.cue, by);
    found.content.iter_mut().for_each(|content| *content = span(*content, by));
    found
}

/// The explanation in a text that has so many more bytes before it.
pub(crate) fn explanation(mut found: Explanation, by: usize) -> Explanation {
    found.attribution = attribution(&found.attribution, by);
    for reason in &mut found.reasons {
        reason.span = span(reason.span, by);
        for link in &mut reason.links {
            link.to = link.to.map(|to| span(to, by));
        }
    }
    found
}

/// The reason for a speaker in a text that has so many more bytes before it.
pub(crate) fn why(mut found: Why, by: usize) -> Why {
    found.antecedent = found.antecedent.map(|antecedent| span(antecedent, by));
    found
}
