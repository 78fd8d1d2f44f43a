//! Rows of the document form: spans without their words.

use serde::Deserialize;

use crate::{Claim, Error, ErrorKind, Row};

/// One attribution of a document, as far as it is checked.
#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    id: String,
    #[serde(default)]
    source: Option<Vec<[usize; 2]>>,
    #[serde(default)]
    cue: Option<Vec<[usize; 2]>>,
    #[serde(default)]
    content: Option<Vec<[usize; 2]>>,
}

/// The rows of the attributions of one document.
pub(crate) fn rows(record: u64, doc_id: &str, attributions: &str) -> Result<Vec<Row>, Error> {
    let wrong = |error| Error::new(ErrorKind::DocumentForm(error)).at_record(record);
    let attributions: Vec<Attribution> = serde_json::from_str(attributions).map_err(wrong)?;
    let claim = |spans: Option<Vec<[usize; 2]>>| match spans {
        Some(spans) if !spans.is_empty() => Claim::Spans(spans),
        _ => Claim::Nothing,
    };
    let row = |attribution: Attribution| Row {
        record,
        doc_id: doc_id.to_owned(),
        statement_id: attribution.id,
        source: claim(attribution.source),
        cue: claim(attribution.cue),
        content: claim(attribution.content),
        speaker: Claim::Nothing,
    };
    Ok(attributions.into_iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attribution_is_a_row() {
        let rows = rows(2, "a", r#"[{"id": "S1", "content": [[0, 4]], "source": null}, {}]"#);
        let rows = rows.expect("the document form");
        assert_eq!(rows[0].content, Claim::Spans(vec![[0, 4]]));
        assert_eq!((&*rows[0].statement_id, &rows[0].source), ("S1", &Claim::Nothing));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn something_else_is_named_with_its_record() {
        for other in ["", "5", r#"[{"content": [[0]]}]"#, &"[".repeat(100_000)] {
            let error = rows(3, "a", other).expect_err("not the document form");
            assert!(error.to_string().starts_with("record 3: attributions "), "{error}");
        }
    }
}
