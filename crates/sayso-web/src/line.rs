//! A document as the page takes it: a line of JSON with its text in marks, its rows, and why each
//! speaker is who is named.

use sayso::Failure;
use sayso::export::{Article, Error, Format, OffsetMap, Offsets, Options, Table, title_column};
use sayso::resolve::Why;
use sayso::text::{Document, Span, Statement};
use serde_json::{Value, json};

/// Makes the lines of a run.
#[derive(Clone, Debug)]
pub struct PageLines {
    options: Options,
    table: Table,
    title: Option<usize>,
}

impl PageLines {
    /// The lines of documents with these columns.
    #[must_use]
    pub fn new(columns: &[String]) -> Self {
        let mut options = Options::default();
        options.columns = columns.to_vec();
        Self { table: Table::new(&options), options, title: title_column(columns) }
    }

    /// The line of a document: `doc_id`, `title`, `date`, `columns` (of the rows), `text`, `html`, `rows`, and
    /// for each row one of `whys` and of `spans`, the places of its pieces.
    ///
    /// # Errors
    /// None that a document can cause: memory is written to.
    pub fn line(&self, document: &Document, found: &[(Statement, Why)]) -> Result<String, Error> {
        let statements: Vec<Statement> = found.iter().map(|(it, _)| it.clone()).collect();
        let title = self.title.and_then(|column| document.columns.get(column));
        let title = title.filter(|title| !title.is_empty()).unwrap_or(&document.id);
        let mut html = Vec::new();
        Article { title, document, statements: &statements }.write(&mut html)?;
        let rows = self.rows(document, &statements)?;
        let map = OffsetMap::new(&document.text, Offsets::Chars);
        let whys: Vec<Value> = found.iter().map(|(_, it)| why(document, it, &map)).collect();
        let spans: Vec<Value> = statements.iter().map(|it| places(it, &map)).collect();
        let fields = [
            ("doc_id", json!(document.id)),
            ("title", json!(title)),
            ("date", json!(document.date.map(|date| date.to_string()))),
            ("columns", json!(self.table.header())),
            ("text", json!(&*document.text)),
            ("html", json!(String::from_utf8_lossy(&html))),
            ("whys", Value::Array(whys)),
            ("spans", Value::Array(spans)),
        ];
        let fields = fields.map(|(name, value)| format!("\"{name}\": {value}, "));
        Ok(format!("{{{}\"rows\": [{rows}]}}\n", fields.concat()))
    }

    /// The rows as the command line writes them, joined by commas.
    fn rows(&self, document: &Document, statements: &[Statement]) -> Result<String, Error> {
        let mut bytes = Vec::new();
        let mut writer = Format::Jsonl.writer(&mut bytes, &self.options)?;
        writer.write(document, statements)?;
        writer.finish()?;
        Ok(String::from_utf8_lossy(&bytes).trim_end().replace('\n', ", "))
    }
}

/// Why a speaker is who is named; offsets count code points.
fn why(document: &Document, why: &Why, map: &OffsetMap<'_>) -> Value {
    let ends = |span: Span| map.ends(span);
    json!({
        "rule": why.rule,
        "antecedent": why.antecedent.map(|span| span.of(&document.text)),
        "antecedent_start": why.antecedent.map(|span| ends(span).0),
        "antecedent_end": why.antecedent.map(|span| ends(span).1),
        "runner_up": why.runner_up,
        "margin": why.margin.map(|margin| (f64::from(margin) * 100.0).round() / 100.0),
    })
}

/// Where source, cue and content stand, piece by piece; offsets count code points.
fn places(statement: &Statement, map: &OffsetMap<'_>) -> Value {
    let found = &statement.attribution;
    let all = |spans: &[Span]| spans.iter().map(|span| map.ends(*span)).collect::<Vec<_>>();
    json!({
        "source": all(found.source.as_slice()),
        "cue": all(&[found.cue]),
        "content": all(&found.content),
    })
}

/// The line of what could not be read, or of a warning.
#[must_use]
pub fn failure_line(failure: &Failure) -> String {
    let name = if failure.is_warning { "warning" } else { "error" };
    format!("{}\n", json!({ name: failure.reason }))
}

#[cfg(test)]
mod tests {
    use sayso::Pipeline;

    use super::*;

    const TEXT: &str = "“Rain\u{2028}is <b>near</b>,” said Ada Obi. She added that it would snow.";

    fn line(text: &str) -> Value {
        let pipeline = Pipeline::by_rules();
        let mut document = Document::new("a\nb", text);
        document.columns = vec!["A, \"title\"".to_owned()];
        let found = pipeline.worker().explain_speakers(&document);
        let lines = PageLines::new(&["headline".to_owned()]);
        let line = lines.line(&document, &found).expect("memory");
        assert_eq!(line.matches('\n').count(), 1);
        serde_json::from_str(&line).expect("JSON")
    }

    #[test]
    fn line_has_text_rows_and_a_reason_for_each() {
        let line = line(TEXT);
        let rows = line["rows"].as_array().expect("rows");
        assert_eq!((rows.len(), line["whys"].as_array().map(Vec::len)), (2, Some(2)));
        assert_eq!(
            (&rows[1]["speaker"], &rows[1]["headline"]),
            (&json!("Ada Obi"), &json!("A, \"title\""))
        );
        let why = &line["whys"][1];
        let place = |name: &str| why[name].as_u64().and_then(|it| usize::try_from(it).ok());
        let (start, end) = (place("antecedent_start"), place("antecedent_end"));
        let taken_up = start
            .zip(end)
            .map(|(start, end)| TEXT.chars().skip(start).take(end - start).collect::<String>());
        assert_eq!(why["antecedent"].as_str(), taken_up.as_deref());
        assert!(taken_up.is_some());
        assert_eq!(line["title"], "A, \"title\"");
        let piece = |part: &str| {
            let ends = &line["spans"][1][part][0];
            let [start, end] =
                [0, 1].map(|at| ends[at].as_u64().and_then(|it| usize::try_from(it).ok()));
            let text: Vec<char> = line["text"].as_str().expect("a text").chars().collect();
            text[start.expect("a start")..end.expect("an end")].iter().collect::<String>()
        };
        let row = &rows[1];
        assert_eq!(
            ["source", "cue", "content"].map(piece),
            ["source", "cue", "content"].map(|it| row[it].as_str().expect("words"))
        );
        let html = line["html"].as_str().expect("a text");
        assert!(html.contains("&lt;b&gt;near") && html.matches("<mark").count() >= 6, "{html}");
    }

    #[test]
    fn text_without_statements_has_no_rows() {
        let line = line("It rains.");
        assert_eq!((&line["rows"], &line["whys"]), (&json!([]), &json!([])));
    }

    #[test]
    fn failures_and_warnings_are_told_apart() {
        let mut failure = Failure::new("a.csv: \"torn\"");
        assert_eq!(failure_line(&failure), "{\"error\":\"a.csv: \\\"torn\\\"\"}\n");
        failure.is_warning = true;
        assert!(failure_line(&failure).starts_with("{\"warning\""));
    }
}
