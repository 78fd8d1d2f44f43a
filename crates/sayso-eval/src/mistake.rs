//! The attributions that were missed or invented, with their words.

use std::fmt;

use crate::comparison::{Comparison, Quoted};
use crate::extent::Letters;
use crate::report::matched;
use crate::{MarkedAttribution, MarkedDocument};

/// An attribution that was missed, got another source, or stands in no gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    doc_id: String,
    what: What,
    words: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Missed(Quoted),
    Spurious,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    source: String,
    cue: String,
    content: String,
    /// The source that was found instead, where the content was found.
    found_source: Option<String>,
}

/// The mistakes of all documents, in the order of the gold; in each document the missed ones
/// first.
#[must_use]
pub fn mistakes(gold: &[MarkedDocument], predicted: &[MarkedDocument]) -> Vec<Mistake> {
    matched(gold, predicted).flat_map(|(gold, predicted)| of_document(gold, predicted)).collect()
}

fn of_document(gold: &MarkedDocument, predicted: Option<&MarkedDocument>) -> Vec<Mistake> {
    let comparison = Comparison::of(gold, predicted);
    let Comparison { letters, pairs, quoted, .. } = &comparison;
    let mistake = |what, words| Mistake { doc_id: gold.doc_id.clone(), what, words };
    let predicted = &comparison.predicted.attributions;
    let missed = comparison.gold.attributions.iter().enumerate();
    let missed = missed.filter(|&(j, _)| !comparison.is_found(j)).map(|(j, attribution)| {
        let found = pairs[j].and_then(|i| predicted.get(i));
        let mut words = words(letters, attribution);
        words.found_source = found.map(|found| letters.under(&found.source));
        mistake(What::Missed(quoted[j]), words)
    });
    let spurious = predicted.iter().enumerate().filter(|&(i, _)| !pairs.contains(&Some(i)));
    let spurious = spurious.map(|(_, one)| mistake(What::Spurious, words(letters, one)));
    missed.chain(spurious).collect()
}

fn words(letters: &Letters<'_>, attribution: &MarkedAttribution) -> Words {
    Words {
        source: letters.under(&attribution.source),
        cue: letters.under(&attribution.cue),
        content: letters.under(&attribution.content),
        found_source: None,
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Words { source, cue, content, found_source } = &self.words;
        match self.what {
            What::Missed(Quoted::Direct) => write!(f, "MISS {} [direct]", self.doc_id)?,
            What::Missed(Quoted::Mixed) => write!(f, "MISS {} [mixed]", self.doc_id)?,
            What::Missed(Quoted::Indirect) => write!(f, "MISS {} [indirect]", self.doc_id)?,
            What::Spurious => write!(f, "SPURIOUS {}", self.doc_id)?,
        }
        write!(f, " source={:?} cue={:?} content={:?}", cut(source), cut(cue), cut(content))?;
        match found_source {
            Some(found) => write!(f, "  GOT source={:?}", cut(found)),
            None => Ok(()),
        }
    }
}

/// So much of the text as fits a line of a terminal with the rest of the row.
fn cut(text: &str) -> String {
    text.chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_documents;

    #[test]
    fn missed_and_invented_ones_are_named_with_their_words() {
        let text = "Rain is likely, Obi said. Sun follows, Eze thinks.";
        let gold = format!(
            r#"{{"doc_id":"a","text":"{text}","attributions":[{{"source":[[16,19]],"cue":[[20,24]],"content":[[0,14]]}}]}}"#
        );
        let predicted = r#"{"doc_id":"a","attributions":[{"source":[[39,42]],"cue":[[43,49]],"content":[[26,37]]}]}"#;
        let gold = parse_documents(&gold).expect("gold");
        let predicted = parse_documents(predicted).expect("a prediction");
        let lines: Vec<_> = mistakes(&gold, &predicted).iter().map(Mistake::to_string).collect();
        assert_eq!(
            lines,
            [
                r#"MISS a [indirect] source="Obi" cue="said" content="Rain is likely""#,
                r#"SPURIOUS a source="Eze" cue="thinks" content="Sun follows""#,
            ]
        );
        assert!(mistakes(&gold, &gold).is_empty());
    }
}
