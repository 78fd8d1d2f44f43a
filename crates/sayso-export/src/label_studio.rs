//! Label Studio's tasks with predictions: a list of texts, each with regions that people then correct.
//!
//! Offsets count code points, as Label Studio's do since its version 1.6 whatever units the browser has.
//! Regions of one statement are related to its cue. The confidence is the score of a content's region, and
//! the score of a prediction is the lowest among its statements, so that tasks sorted by it begin with
//! what most needs a look. The labels that the project must have are in `docs/next-tools.md`.

use sayso_text::{Document, Span, Statement};

use crate::json::{Object, list, string};
use crate::json_list::{Entries, List};
use crate::row::{rounded, speaker_confidence, statement_id, within};
use crate::{Cell, OffsetMap, Offsets, Options};

/// Writes one task for each article.
pub(crate) struct LabelStudio {
    columns: Vec<String>,
}

impl LabelStudio {
    pub(crate) fn new(options: &Options) -> Self {
        Self { columns: options.columns.clone() }
    }
}

impl Entries for LabelStudio {
    const BEGINNING: &'static str = "[";
    const END: &'static str = "\n]\n";

    fn push(&self, tasks: &mut List, document: &Document, statements: &[Statement]) {
        let mut task = Object::new(tasks.next());
        let mut data = Object::new(task.field("data"));
        data.text("text", &document.text);
        data.text("doc_id", &document.id);
        if let Some(date) = document.date {
            data.text("date", &date.to_string());
        }
        let own = ["text", "doc_id", "date"];
        for (name, value) in self.columns.iter().zip(&document.columns) {
            if !own.contains(&&**name) {
                data.text(name, value);
            }
        }
        data.end();
        list(task.field("predictions"), [statements], |buffer, statements| {
            prediction(Object::new(buffer), document, statements);
        });
        task.end();
    }
}

fn prediction(mut prediction: Object<'_>, document: &Document, statements: &[Statement]) {
    prediction.text("model_version", concat!("sayso ", env!("CARGO_PKG_VERSION")));
    let scores = statements.iter().map(|statement| statement.attribution.confidence);
    let lowest = scores.fold(1.0, f32::min);
    prediction.cell("score", &Cell::Confidence(lowest));
    let map = OffsetMap::new(&document.text, Offsets::Chars);
    let regions = statements.iter().flat_map(regions);
    list(prediction.field("result"), regions, |buffer, region| {
        region.write(buffer, document, &map);
    });
    prediction.end();
}

/// One entry of a result.
enum Region<'s> {
    /// A stretch of text with a label.
    Span { statement: &'s Statement, label: &'static str, number: usize, span: Span },
    /// What a person may change about a statement, at its first content.
    Field { statement: &'s Statement, name: &'static str, value: &'s str, span: Span },
    /// From a cue to its source or content.
    Relation { statement: &'s Statement, label: &'static str, number: usize },
}

fn regions(statement: &Statement) -> Vec<Region<'_>> {
    let attribution = &statement.attribution;
    let mut regions = Vec::new();
    let mut relations = Vec::new();
    let has_cue = !attribution.cue.is_empty();
    let span = |label, number, span| Region::Span { statement, label, number, span };
    if has_cue {
        regions.push(span("Cue", 1, attribution.cue));
    }
    let parts = attribution.source.iter().map(|source| ("Source", 1, *source));
    let contents = attribution.content.iter().zip(1..).map(|(piece, n)| ("Content", n, *piece));
    for (label, number, part) in parts.chain(contents).filter(|(.., part)| !part.is_empty()) {
        regions.push(span(label, number, part));
        if has_cue {
            relations.push(Region::Relation { statement, label, number });
        }
    }
    if let Some(first) = attribution.content.first().filter(|first| !first.is_empty()) {
        for (name, value) in [
            ("speaker", &*statement.speaker.name),
            ("kind", attribution.kind.name()),
            ("type", attribution.attribution_type.name()),
        ] {
            if !value.is_empty() {
                regions.push(Region::Field { statement, name, value, span: *first });
            }
        }
    }
    regions.extend(relations);
    regions
}

/// The name of a region; what is said of it has the same.
fn id(statement: &Statement, label: &str, number: usize) -> String {
    format!("S{}-{}-{number}", statement.number, label.to_ascii_lowercase())
}

impl Region<'_> {
    fn write(&self, buffer: &mut Vec<u8>, document: &Document, map: &OffsetMap<'_>) {
        match self {
            Self::Span { statement, label, number, span } => {
                let mut region = begin(buffer, &id(statement, label, *number), "label", "labels");
                let mut value = Object::new(region.field("value"));
                place(&mut value, document, *span, map);
                texts(&mut value, "labels", label);
                value.end();
                if *label == "Content" {
                    region.cell("score", &Cell::Confidence(statement.attribution.confidence));
                }
                meta(&mut region, statement);
                region.end();
            }
            Self::Field { statement, name, value: text, span } => {
                let class = if *name == "speaker" { "textarea" } else { "choices" };
                let mut region = begin(buffer, &id(statement, "content", 1), name, class);
                let mut value = Object::new(region.field("value"));
                let (start, end) = map.ends(*span);
                value.cell("start", &Cell::Number(start));
                value.cell("end", &Cell::Number(end));
                texts(&mut value, if *name == "speaker" { "text" } else { "choices" }, text);
                value.end();
                region.end();
            }
            Self::Relation { statement, label, number } => {
                let mut relation = Object::new(buffer);
                relation.text("from_id", &id(statement, "cue", 1));
                relation.text("to_id", &id(statement, label, *number));
                relation.text("type", "relation");
                relation.text("direction", "right");
                texts(&mut relation, "labels", &label.to_ascii_lowercase());
                relation.end();
            }
        }
    }
}

fn begin<'b>(buffer: &'b mut Vec<u8>, id: &str, control: &str, class: &str) -> Object<'b> {
    let mut region = Object::new(buffer);
    region.text("id", id);
    region.text("from_name", control);
    region.text("to_name", "text");
    region.text("type", class);
    region
}

fn place(value: &mut Object<'_>, document: &Document, span: Span, map: &OffsetMap<'_>) {
    let (start, end) = map.ends(span);
    value.cell("start", &Cell::Number(start));
    value.cell("end", &Cell::Number(end));
    value.text("text", span.of(&document.text));
}

fn texts(object: &mut Object<'_>, name: &str, text: &str) {
    list(object.field(name), [text], string);
}

/// What the reader of a region sees beside it.
fn meta(region: &mut Object<'_>, statement: &Statement) {
    let mut lines = vec![statement_id(statement.number).into_owned()];
    if let Cell::Text(outer) = within(statement) {
        lines.push(format!("within {outer}"));
    }
    if let Cell::Confidence(share) = speaker_confidence(&statement.speaker) {
        lines.push(format!("speaker {:.2}", rounded(share)));
    }
    let mut meta = Object::new(region.field("meta"));
    list(meta.field("text"), &lines, |buffer, line| string(buffer, line));
    meta.end();
}

#[cfg(test)]
mod tests {
    use crate::{Format, sample};

    #[test]
    fn task_holds_the_text_its_regions_and_their_scores() {
        let tasks = sample::written(Format::LabelStudio, &sample::options());
        let tasks: serde_json::Value = serde_json::from_str(&tasks).expect("JSON");
        assert_eq!(
            (&tasks[0]["data"]["doc_id"], &tasks[0]["data"]["title"]),
            (&"wire-1".into(), &"A headline".into())
        );
        let prediction = &tasks[0]["predictions"][0];
        assert_eq!(prediction["score"], 0.93);
        let result = prediction["result"].as_array().expect("a list");
        let labels: Vec<_> =
            result.iter().filter_map(|it| it["value"]["labels"][0].as_str()).collect();
        assert_eq!(labels, ["Cue", "Source", "Content", "Content"]);
        assert_eq!(result[2]["value"]["text"], "“Rain is likely,");
        assert_eq!((&result[2]["value"]["end"], &result[2]["score"]), (&16.into(), &0.93.into()));
        let speaker = result.iter().find(|it| it["from_name"] == "speaker").expect("a speaker");
        assert_eq!(
            (&speaker["id"], &speaker["value"]["text"][0]),
            (&"S1-content-1".into(), &"Ada Okoye".into())
        );
        assert_eq!(result.iter().filter(|it| it["type"] == "relation").count(), 3);
    }
}
