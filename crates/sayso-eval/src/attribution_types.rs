//! How often the attribution type is right.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;

use crate::MarkedDocument;
use crate::comparison::Comparison;
use crate::report::matched;
use crate::tally::Share;

/// The gold type of one attribution.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TypeGold {
    /// The document.
    pub doc_id: String,
    /// The attribution within it.
    pub id: String,
    /// The name of the type.
    #[serde(rename = "type")]
    pub attribution_type: String,
    /// Whether a careful reader could not have chosen otherwise.
    pub sure: bool,
}

/// Accuracy of the attribution type over the paired attributions that have a gold type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeReport {
    /// Over those that are sure.
    pub sure: Share,
    /// Over all.
    pub all: Share,
    /// Recall of each type among those that are sure.
    pub recall: BTreeMap<String, Share>,
}

impl TypeReport {
    /// The figures of all documents; attributions that were not found do not count.
    #[must_use]
    pub fn of(gold: &[MarkedDocument], predicted: &[MarkedDocument], types: &[TypeGold]) -> Self {
        let by_id: HashMap<(&str, &str), &TypeGold> =
            types.iter().map(|gold| ((gold.doc_id.as_str(), gold.id.as_str()), gold)).collect();
        let mut report = Self::default();
        for (gold, predicted) in matched(gold, predicted) {
            let Some(predicted) = predicted else { continue };
            let comparison = Comparison::of(gold, Some(predicted));
            for (attribution, found) in comparison.paired() {
                let truth = by_id.get(&(gold.doc_id.as_str(), attribution.id.as_str()));
                if let Some(truth) = truth {
                    report.add(truth, found.attribution_type.as_deref());
                }
            }
        }
        report
    }

    fn add(&mut self, truth: &TypeGold, found: Option<&str>) {
        let right = found == Some(truth.attribution_type.as_str());
        self.all.add(right);
        if truth.sure {
            self.sure.add(right);
            self.recall.entry(truth.attribution_type.clone()).or_default().add(right);
        }
    }
}

impl fmt::Display for TypeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, what: &str, share: &Share| {
            writeln!(f, "{name:20} {what} {:>5.1}  n {:>5}", share.percent(), share.of)
        };
        line("type.sure", "accuracy", &self.sure)?;
        line("type.all", "accuracy", &self.all)?;
        self.recall.iter().try_for_each(|(name, share)| line(&format!("type.{name}"), "r", share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{parse_documents, parse_lines};

    #[test]
    fn only_found_attributions_with_a_gold_type_count() {
        let gold = r#"{"doc_id":"a","text":"Rain nears, sun fades","attributions":[{"id":"E1","content":[[0,10]]},{"id":"E2","content":[[12,21]]}]}"#;
        let predicted =
            r#"{"doc_id":"a","attributions":[{"content":[[0,10]],"attribution_type":"attitude"}]}"#;
        let types = "{\"doc_id\":\"a\",\"id\":\"E1\",\"type\":\"attitude\",\"sure\":true}\n{\"doc_id\":\"a\",\"id\":\"E2\",\"type\":\"control\",\"sure\":false}";
        let report = TypeReport::of(
            &parse_documents(gold).expect("gold"),
            &parse_documents(predicted).expect("a prediction"),
            &parse_lines(types).expect("types"),
        );
        assert_eq!((report.sure, report.all), (Share { hits: 1, of: 1 }, Share { hits: 1, of: 1 }));
        assert!(report.to_string().contains("type.attitude        r 100.0  n     1\n"));
    }
}
