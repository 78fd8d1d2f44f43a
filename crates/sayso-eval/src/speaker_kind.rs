//! Speaker accuracy by what the speaker is, and the one error that can hurt somebody: words put
//! into the mouth of another.

use std::collections::HashSet;
use std::fmt;

use crate::comparison::Comparison;
use crate::report::matched;
use crate::tally::Share;
use crate::{MarkedDocument, same_name};

/// What gold says that a speaker is, in the order of the table.
const KINDS: [&str; 4] = ["person", "org", "unnamed", "several"];

/// The kinds of gold speakers that a name stands for.
const NAMED: [&str; 2] = ["person", "org"];

/// Accuracy of the canonical speaker over the paired attributions, by the kind that gold gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpeakersByKind {
    kinds: [Share; KINDS.len()],
    /// Of the paired attributions whose speaker is marked, be it as nobody, those that name
    /// another person or body that speaks in the article.
    pub another: Share,
}

impl SpeakersByKind {
    /// The figures of all documents; attributions that were not found do not count.
    #[must_use]
    pub fn of(gold: &[MarkedDocument], predicted: &[MarkedDocument]) -> Self {
        let mut figures = Self::default();
        for (gold, predicted) in matched(gold, predicted) {
            figures.add(gold, &Comparison::of(gold, predicted));
        }
        figures
    }

    /// The figure of one kind, as gold names it: person, org, unnamed, several.
    #[must_use]
    pub fn share(&self, kind: &str) -> Share {
        let place = KINDS.iter().position(|known| *known == kind);
        place.and_then(|place| self.kinds.get(place)).copied().unwrap_or_default()
    }

    fn add(&mut self, document: &MarkedDocument, comparison: &Comparison<'_>) {
        let cast = named(document);
        for (gold, found) in comparison.paired().filter(|(gold, _)| gold.speaker.is_some()) {
            let (name, truth) = (found.speaker_name(), gold.speaker_name());
            let right = same_name(name, truth);
            let other = !right && !name.is_empty() && cast.iter().any(|it| same_name(name, it));
            self.another.add(other);
            let place = KINDS.iter().position(|kind| gold.kind.as_deref() == Some(*kind));
            let share = place.and_then(|place| self.kinds.get_mut(place));
            if let Some(share) = share.filter(|_| !truth.is_empty()) {
                share.add(right);
            }
        }
    }
}

/// The persons and bodies that speak in the article.
fn named(document: &MarkedDocument) -> HashSet<&str> {
    let named = document
        .attributions
        .iter()
        .filter(|one| one.kind.as_deref().is_some_and(|kind| NAMED.contains(&kind)));
    named.map(|one| one.speaker_name()).filter(|name| !name.is_empty()).collect()
}

impl fmt::Display for SpeakersByKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, share) in KINDS.iter().zip(&self.kinds).filter(|(_, share)| share.of > 0) {
            let name = format!("speaker.{kind}");
            writeln!(f, "{name:20} accuracy {:>5.1}  n {:>5}", share.percent(), share.of)?;
        }
        if self.another.of > 0 {
            let Share { hits, of } = self.another;
            writeln!(f, "{:20} rows {hits:>9}  n {of:>5}", "speaker.another")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_documents;

    /// Three statements, of whom only Ada Obi and the Lake Office are named.
    fn figures(speakers: [&str; 3]) -> SpeakersByKind {
        let gold = r#"{"doc_id":"a","text":"Rain nears. Sun fades. Wind falls.","attributions":[
            {"content":[[0,10]],"speaker":"Ada Obi","kind":"person"},
            {"content":[[12,21]],"speaker":"two aides","kind":"unnamed"},
            {"content":[[23,33]],"speaker":"Lake Office","kind":"org"}]}"#;
        let [first, second, third] = speakers;
        let predicted = format!(
            r#"{{"doc_id":"a","attributions":[{{"content":[[0,10]],"speaker":"{first}"}},{{"content":[[12,21]],"speaker":"{second}"}},{{"content":[[23,33]],"speaker":"{third}"}}]}}"#
        );
        let gold = parse_documents(&gold.replace('\n', "")).expect("gold");
        SpeakersByKind::of(&gold, &parse_documents(&predicted).expect("a prediction"))
    }

    #[test]
    fn kinds_are_those_of_gold() {
        let figures = figures(["Ada Obi", "aides", "Lake Office"]);
        assert_eq!(figures.share("person"), Share { hits: 1, of: 1 });
        assert_eq!(figures.share("unnamed"), Share { hits: 0, of: 1 });
        assert_eq!(figures.share("several"), Share::default());
    }

    #[test]
    fn only_a_wrong_name_of_somebody_else_is_another() {
        let wrong = figures(["the Lake Office", "aides", "Obi"]);
        // "aides" and "Obi" are nobody else of the article: a part of the name is no other name.
        assert_eq!(wrong.another, Share { hits: 1, of: 3 });
        assert!(wrong.to_string().ends_with("speaker.another      rows         1  n     3\n"));
    }
}
