//! What the page asks while somebody reads rows by hand: what to read, what was said so far, and the
//! corrected table. All of it is done by `sayso-review`, as on the command line.

use sayso::export::{COLUMNS, Cell, ColumnType, Format, LAST_COLUMNS, Offsets, Options};
use sayso::read::parse_date;
use sayso::segment::Segmenter;
use sayso::text::Span;
use sayso_review::{
    Change, Corrected, Corrections, Entry, Figures, Header, Order, Places, Plan, sentence, shares,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A row as the page has it, by the names of its columns.
type Row = Map<String, Value>;

/// A question of the page.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "lowercase")]
enum Asked {
    /// What is to be read: rows, of which the names and the confidences are enough, or articles.
    Plan {
        #[serde(flatten)]
        order: Order,
        size: usize,
        #[serde(default)]
        rows: Vec<Row>,
        #[serde(default)]
        doc_ids: Vec<String>,
    },
    /// What a file of corrections says of the table of this name.
    Said { table: String, corrections: String },
    /// A content at these places, which count code points.
    Content { text: String, spans: Vec<(usize, usize)> },
    /// The table with what was said put in.
    Apply { columns: Vec<String>, rows: Vec<Row>, corrections: String },
}

/// Answers a question of the page about a review: one object in JSON for another, whose `ask` says what is
/// asked for. `docs/web.md` lists the questions.
///
/// ```
/// let asked = r#"{"ask": "said", "table": "rows.csv", "corrections": ""}"#;
/// let said = sayso_web::review(asked.as_bytes())?;
/// assert!(said.contains("No row of rows.csv has been read"));
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// What is wrong with the question, or with the corrections in it.
pub fn review(asked: &[u8]) -> Result<String, String> {
    let asked = serde_json::from_slice(asked)
        .map_err(|error| format!("a question of a review: {error}"))?;
    let answer = match asked {
        Asked::Plan { order, size, rows, doc_ids } => plan(order, size, &rows, doc_ids)?,
        Asked::Said { table, corrections } => said(&table, &corrections)?,
        Asked::Content { text, spans } => json!(content(&text, &spans)?),
        Asked::Apply { columns, rows, corrections } => applied(&columns, &rows, &corrections)?,
    };
    Ok(format!("{answer}\n"))
}

fn plan(order: Order, size: usize, rows: &[Row], doc_ids: Vec<String>) -> Result<Value, String> {
    let plan = match order {
        Order::Articles { seed } => Plan::of_articles(seed, doc_ids, size),
        order => {
            let names: Vec<String> = header(&[]);
            let header = Header::new(&names);
            let rows = rows.iter().map(|row| cells(&names, row));
            Plan::of_rows(order, rows.map(|row| (header.id(&row), header.sureness(&row))), size)
        }
    };
    if plan.size() == 0 {
        return Err("there is nothing to read".to_owned());
    }
    Ok(json!(Entry::Plan(plan)))
}

/// The corrections, of which the offsets count what those of the page do.
fn read(corrections: &str) -> Result<Corrections, String> {
    let read = Corrections::read(corrections.as_bytes()).map_err(|error| error.to_string())?;
    match read.table() {
        Some((_, unit)) if unit != Offsets::Chars => Err(format!(
            "the offsets of these corrections count {unit}, and those of the page {}; use sayso review \
             --offsets {unit}",
            Offsets::Chars
        )),
        _ => Ok(read),
    }
}

/// The last word on each row, what was added and read, and the figures.
fn said(table: &str, corrections: &str) -> Result<Value, String> {
    let read = read(corrections)?;
    let rows = read
        .rows()
        .map(|(id, verdict)| json!(Entry::Row { id: id.clone(), verdict: verdict.clone() }));
    let added = read
        .added()
        .map(|(id, change)| json!(Entry::Add { id: id.clone(), change: Box::new(change.clone()) }));
    let figures = Figures::of(&read);
    let estimates =
        figures.estimates.iter().map(|it| json!({ "basis": it.basis, "shares": shares(it) }));
    Ok(json!({
        "rows": rows.collect::<Vec<_>>(),
        "added": added.collect::<Vec<_>>(),
        "read": read.read_articles(),
        "plan": read.plans().last(),
        "last": read.last(),
        "counts": figures.counts,
        "estimates": estimates.collect::<Vec<_>>(),
        "sentence": sentence(&figures, table),
        "faults": faults(&read),
    }))
}

fn faults(read: &Corrections) -> Vec<String> {
    read.faults().iter().map(|fault| format!("line {}: {}", fault.line, fault.reason)).collect()
}

fn content(text: &str, spans: &[(usize, usize)]) -> Result<Change, String> {
    let segmentation = Segmenter::new().segment(text);
    let byte = |point: usize| {
        let mut starts = text.char_indices().map(|(place, _)| place).chain([text.len()]);
        starts.nth(point)
    };
    let span = |(start, end): &(usize, usize)| {
        let ends = byte(*start).zip(byte(*end)).filter(|(start, end)| start < end);
        ends.map(|(start, end)| Span::new(start, end))
    };
    let found: Option<Vec<Span>> = spans.iter().map(span).collect();
    let found =
        found.filter(|found| !found.is_empty()).ok_or("a content of no words of the text")?;
    let places = Places { text, segmentation: &segmentation, offsets: Offsets::Chars };
    Ok(places.content(&found))
}

/// The table as the command line writes it, and which rows of the corrections it has not.
fn applied(columns: &[String], rows: &[Row], corrections: &str) -> Result<Value, String> {
    let mut read = read(corrections)?;
    let names = header(columns);
    let rows: Vec<Vec<Cell<'static>>> = rows.iter().map(|row| cells(&names, row)).collect();
    let own = Header::new(&names);
    read.fit(rows.iter().map(|row| own.id(row)));
    let mut corrected = Corrected::new(columns, &read);
    let mut out: Vec<_> = rows.into_iter().flat_map(|row| corrected.rows(row)).collect();
    out.extend(corrected.finish());
    let mut options = Options::default();
    options.columns = corrected.columns().to_vec();
    let table = written(&out, &options).map_err(|error| error.to_string())?;
    let missing = corrected.missing();
    let missing = missing
        .iter()
        .map(|id| format!("the table has no row {} of \"{}\"", id.statement_id, id.doc_id));
    let troubles: Vec<String> = missing.chain(faults(&read)).collect();
    Ok(json!({ "table": table, "troubles": troubles }))
}

fn written(rows: &[Vec<Cell<'static>>], options: &Options) -> Result<String, sayso::export::Error> {
    let mut bytes = Vec::new();
    let mut writer = Format::Csv.row_writer(&mut bytes, options)?;
    rows.iter().try_for_each(|row| writer.write(row))?;
    writer.finish()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The columns of a table that has these beside its own.
fn header(columns: &[String]) -> Vec<String> {
    let own = |name: &&str| (*name).to_owned();
    let first = COLUMNS.iter().map(own);
    first.chain(columns.iter().cloned()).chain(LAST_COLUMNS.iter().map(own)).collect()
}

fn cells(names: &[String], row: &Row) -> Vec<Cell<'static>> {
    names.iter().map(|name| cell(name, row.get(name).unwrap_or(&Value::Null))).collect()
}

/// The cell of a value as JSON lines have it.
fn cell(name: &str, value: &Value) -> Cell<'static> {
    let text = match value {
        Value::Null => return Cell::Absent,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let typed = match ColumnType::of(name) {
        ColumnType::Number => text.parse().ok().map(Cell::Number),
        ColumnType::Confidence => text.parse().ok().map(Cell::Confidence),
        ColumnType::Date => parse_date(&text).map(Cell::Date),
        _ => None,
    };
    typed.unwrap_or_else(|| Cell::Text(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(question: &Value) -> Value {
        let answer = review(question.to_string().as_bytes()).expect("an answer");
        serde_json::from_str(&answer).expect("JSON")
    }

    fn rows() -> Value {
        let row = |id: &str, start: usize, sure: f64| {
            json!({ "doc_id": "a", "statement_id": id, "content_start": start, "content": "Rain",
                "confidence": sure, "speaker_confidence": 1.0, "speaker": "Ada", "headline": "Öl, \"x\"" })
        };
        json!([row("S1", 4, 0.9), row("S2", 30, 0.4), row("S3", 60, 0.7)])
    }

    #[test]
    fn plan_is_that_of_the_command_line() {
        let plan = ask(&json!({ "ask": "plan", "order": "least-sure", "size": 2, "rows": rows() }));
        let ids: Vec<&Value> =
            plan["rows"].as_array().expect("rows").iter().map(|it| &it["statement_id"]).collect();
        assert_eq!(
            (ids, &plan["of"], &plan["do"]),
            (vec![&json!("S2"), &json!("S3")], &json!(3), &json!("plan"))
        );
        let articles = json!({ "ask": "plan", "order": "articles", "seed": 3, "size": 1, "doc_ids": ["a", "b"] });
        assert_eq!(ask(&articles)["doc_ids"].as_array().map(Vec::len), Some(1));
        let none = json!({ "ask": "plan", "order": "random", "seed": 3, "size": 9 });
        assert_eq!(review(none.to_string().as_bytes()), Err("there is nothing to read".to_owned()));
    }

    fn corrections() -> String {
        let plan =
            ask(&json!({ "ask": "plan", "order": "random", "seed": 1, "size": 3, "rows": rows() }));
        let row = |id: &str, start: usize, verdict: &str| {
            format!(
                r#"{{"do":"row","doc_id":"a","statement_id":"{id}","content_start":{start},{verdict}}}"#
            )
        };
        let lines = [
            r#"{"do":"begin","version":1,"table":"rows.csv","offsets":"chars"}"#.to_owned(),
            plan.to_string(),
            row("S1", 4, r#""verdict":"accept""#),
            row("S2", 30, r#""verdict":"mend","change":{"speaker":"Ode"}"#),
            row("S3", 60, r#""verdict":"reject""#),
            r#"{"do":"add","doc_id":"a","statement_id":"S9","change":{"content":[{"start":1,"end":3,"text":"is"}]}}"#.to_owned(),
        ];
        lines.map(|line| line + "\n").concat()
    }

    #[test]
    fn what_was_said_comes_with_its_figures() {
        let said =
            ask(&json!({ "ask": "said", "table": "rows.csv", "corrections": corrections() }));
        assert_eq!(said["rows"].as_array().map(Vec::len), Some(3));
        assert_eq!(
            (&said["added"][0]["statement_id"], &said["last"]["do"]),
            (&json!("S9"), &json!("add"))
        );
        assert_eq!(
            said["estimates"][0]["shares"][0],
            json!(["right in every part (precision)", "1 of 3 (33.3 %)"])
        );
        assert!(
            said["sentence"]
                .as_str()
                .is_some_and(|it| it.starts_with("We read all 3 rows of rows.csv"))
        );
        assert_eq!((&said["faults"], &said["plan"]["seed"]), (&json!([]), &json!(1)));
    }

    #[test]
    fn table_is_written_with_what_was_said() {
        let applied = ask(
            &json!({ "ask": "apply", "columns": ["headline"], "rows": rows(), "corrections": corrections() }),
        );
        let table = applied["table"].as_str().expect("a table");
        let lines: Vec<&str> = table.split("\r\n").collect();
        assert!(
            lines[0].ends_with(
                ",headline,reviewed,speaker_kind,speaker_role,speaker_confidence,within"
            ),
            "{table}"
        );
        assert!(
            lines[1].contains("a,S1,Ada,") && lines[1].contains("\"Öl, \"\"x\"\"\",accepted"),
            "{table}"
        );
        assert!(
            lines[2].contains("a,S2,Ode,") && lines[3].contains("a,S9,") && lines.len() == 5,
            "{table}"
        );
        assert_eq!(applied["troubles"], json!([]));
        let other = corrections().replace("S3", "S7");
        let applied =
            ask(&json!({ "ask": "apply", "columns": [], "rows": rows(), "corrections": other }));
        assert_eq!(applied["troubles"], json!(["the table has no row S7 of \"a\""]));
    }

    #[test]
    fn content_has_its_kind_and_place() {
        let text = "Ä 𝒳.\n\n“It rains,” she said.";
        let change = ask(&json!({ "ask": "content", "text": text, "spans": [[6, 17]] }));
        assert_eq!(
            (&change["content"][0]["text"], &change["kind"]),
            (&json!("“It rains,”"), &json!("direct"))
        );
        assert_eq!((&change["paragraph"], &change["content"][0]["end"]), (&json!(2), &json!(17)));
        for spans in [json!([]), json!([[4, 4]]), json!([[4, 90]])] {
            let asked = json!({ "ask": "content", "text": text, "spans": spans });
            assert!(review(asked.to_string().as_bytes()).is_err(), "{spans}");
        }
    }

    #[test]
    fn corrections_of_another_unit_are_refused_with_a_remedy() {
        let other = corrections().replace("chars", "bytes");
        let asked = json!({ "ask": "said", "table": "rows.csv", "corrections": other });
        let error = review(asked.to_string().as_bytes()).expect_err("another unit");
        assert!(error.contains("count bytes") && error.contains("--offsets bytes"), "{error}");
        assert!(review(b"{\"ask\": \"dance\"}").is_err_and(|error| error.contains("dance")));
    }
}
