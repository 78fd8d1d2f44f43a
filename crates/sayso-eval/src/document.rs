//! Documents with their attributions marked, as parsed from JSON lines.

use std::collections::HashMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A document with its attributions: gold where it carries its text, predicted where it need not.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct MarkedDocument {
    /// Joins gold and predicted documents.
    pub doc_id: String,
    /// The text that the offsets point into; empty in predictions.
    #[serde(default)]
    pub text: String,
    /// The attributions, in any order.
    pub attributions: Vec<MarkedAttribution>,
}

/// An attribution whose spans are `[start, end]` in code points, end exclusive.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Line")]
#[non_exhaustive]
pub struct MarkedAttribution {
    /// Joins the gold of speakers and types; unique within the document.
    pub id: String,
    /// The mention that the content is ascribed to; none where the text gives none.
    pub source: Vec<[i64; 2]>,
    /// The words that signal the attribution.
    pub cue: Vec<[i64; 2]>,
    /// What is ascribed.
    pub content: Vec<[i64; 2]>,
    /// The canonical speaker: `None` where nobody marked it, empty where nobody speaks.
    pub speaker: Option<String>,
    /// In gold what the speaker is (person, org, several, unnamed, none), in predictions the kind
    /// of content.
    pub kind: Option<String>,
    /// What the cue does with the content.
    pub attribution_type: Option<String>,
    /// How sure the prediction is, 0 to 1.
    pub confidence: Option<f64>,
    /// How sure the predicted speaker is, 0 to 1.
    pub speaker_confidence: Option<f64>,
    /// A voice within a voice: it stands in the content of another attribution.
    pub nested: bool,
    /// Whether the line says if it is nested, as gold that marks voices within voices does.
    pub marks_nesting: bool,
}

impl MarkedAttribution {
    /// The canonical speaker, empty where there is none or none is marked.
    pub(crate) fn speaker_name(&self) -> &str {
        self.speaker.as_deref().unwrap_or_default()
    }
}

/// An attribution as its line has it.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    #[serde(default, deserialize_with = "null_as_default")]
    source: Vec<[i64; 2]>,
    #[serde(default, deserialize_with = "null_as_default")]
    cue: Vec<[i64; 2]>,
    #[serde(default, deserialize_with = "null_as_default")]
    content: Vec<[i64; 2]>,
    #[serde(default, deserialize_with = "present")]
    speaker: Option<Option<String>>,
    kind: Option<String>,
    #[serde(rename = "type")]
    gold_type: Option<String>,
    attribution_type: Option<String>,
    confidence: Option<f64>,
    speaker_confidence: Option<f64>,
    #[serde(default, deserialize_with = "present")]
    nested_in: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    nested: Option<Value>,
    within: Option<Value>,
}

impl From<Line> for MarkedAttribution {
    fn from(line: Line) -> Self {
        let marks = [&line.nested_in, &line.nested, &line.within];
        Self {
            nested: marks.into_iter().flatten().any(holds),
            marks_nesting: line.nested_in.is_some() || line.nested.is_some(),
            id: line.id,
            source: line.source,
            cue: line.cue,
            content: line.content,
            speaker: line.speaker.map(Option::unwrap_or_default),
            kind: line.kind,
            attribution_type: line.gold_type.or(line.attribution_type),
            confidence: line.confidence,
            speaker_confidence: line.speaker_confidence,
        }
    }
}

/// Whether a value says yes: the number of an attribution, its name, or plain truth.
fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(name) => !name.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// Tells what is null from what is absent.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The gold speaker of one attribution, kept in a file apart from the attributions.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct SpeakerGold {
    /// The document.
    pub doc_id: String,
    /// The attribution within it.
    pub id: String,
    /// The canonical name; absent where there is nobody to name.
    #[serde(default)]
    pub speaker: Option<String>,
    /// What the speaker is.
    #[serde(default)]
    pub kind: Option<String>,
}

/// Writes gold speakers into the attributions that they belong to, matched by document and id.
pub fn join_speakers(documents: &mut [MarkedDocument], speakers: &[SpeakerGold]) {
    let by_id: HashMap<(&str, &str), &SpeakerGold> =
        speakers.iter().map(|gold| ((gold.doc_id.as_str(), gold.id.as_str()), gold)).collect();
    for document in documents {
        for attribution in &mut document.attributions {
            if let Some(gold) = by_id.get(&(document.doc_id.as_str(), attribution.id.as_str())) {
                attribution.speaker = Some(gold.speaker.clone().unwrap_or_default());
                attribution.kind.clone_from(&gold.kind);
            }
        }
    }
}

/// Parses documents, one JSON object a line; blank lines are passed over.
///
/// # Errors
/// Where a line is not such an object; the error names the line.
pub fn parse_documents(lines: &str) -> Result<Vec<MarkedDocument>, Error> {
    parse_lines(lines)
}

/// Parses one value a line, of any of the types of this crate; blank lines are passed over.
///
/// # Errors
/// Where a line does not hold such a value; the error names the line.
pub fn parse_lines<T: DeserializeOwned>(lines: &str) -> Result<Vec<T>, Error> {
    let parse = |(index, line)| {
        serde_json::from_str(line).map_err(|source| Error(Box::new((index + 1, source))))
    };
    lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

/// A line that does not hold what was expected of it.
#[derive(Debug)]
pub struct Error(Box<(usize, serde_json::Error)>);

impl Error {
    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.0.0, self.0.1)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_and_null_spans_are_empty() {
        let line = r#"{"doc_id": "a", "attributions": [{"source": null, "content": [[0, 3]]}]}"#;
        let documents = parse_documents(line).expect("a document");
        let [attribution] = documents[0].attributions.as_slice() else { panic!("one attribution") };
        assert!(attribution.source.is_empty() && attribution.cue.is_empty());
        assert_eq!(attribution.content, [[0, 3]]);
    }

    #[test]
    fn error_names_the_line() {
        let error = parse_documents("\n{\"doc_id\": 3}\n").expect_err("no string");
        assert_eq!(error.line(), 2);
        assert!(error.to_string().starts_with("line 2: invalid type"), "{error}");
    }

    #[test]
    fn speakers_join_by_document_and_id() {
        let line = r#"{"doc_id": "a", "attributions": [{"id": "E1"}, {"id": "E2"}]}"#;
        let mut documents = parse_documents(line).expect("a document");
        let gold = r#"{"doc_id": "a", "id": "E2", "speaker": "Ada Obi", "kind": "person"}"#;
        join_speakers(&mut documents, &parse_lines(gold).expect("a speaker"));
        let speakers: Vec<_> =
            documents[0].attributions.iter().map(|a| a.speaker.as_deref()).collect();
        assert_eq!(speakers, [None, Some("Ada Obi")]);
    }

    #[test]
    fn a_null_speaker_is_nobody_and_an_absent_one_is_not_marked() {
        let line = r#"{"doc_id": "a", "attributions": [{"speaker": null}, {}]}"#;
        let documents = parse_documents(line).expect("a document");
        let speakers: Vec<_> =
            documents[0].attributions.iter().map(|a| a.speaker.as_deref()).collect();
        assert_eq!(speakers, [Some(""), None]);
    }

    #[test]
    fn gold_says_of_each_attribution_whether_it_is_nested_and_predictions_of_those_that_are() {
        let line = r#"{"doc_id": "a", "attributions": [{"nested_in": null}, {"nested_in": "A1"},
            {"within": 3}, {"within": null}, {"nested": true}, {}]}"#;
        let documents = parse_documents(&line.replace('\n', "")).expect("a document");
        let marks: Vec<_> =
            documents[0].attributions.iter().map(|it| (it.nested, it.marks_nesting)).collect();
        let expected = [
            (false, true),
            (true, true),
            (true, false),
            (false, false),
            (true, true),
            (false, false),
        ];
        assert_eq!(marks, expected);
    }

    #[test]
    fn the_type_of_gold_has_another_name_than_that_of_predictions() {
        let line = r#"{"doc_id": "a", "attributions": [{"type": "control"}, {"attribution_type": "factive"}]}"#;
        let documents = parse_documents(line).expect("a document");
        let types = documents[0].attributions.iter().map(|it| it.attribution_type.as_deref());
        assert_eq!(types.collect::<Vec<_>>(), [Some("control"), Some("factive")]);
    }
}
