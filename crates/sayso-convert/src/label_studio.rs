//! Label Studio's tasks, read back after people have corrected them: its export in JSON, or the predictions
//! as `sayso extract --format label-studio` writes them.
//!
//! The last annotation of a task that was not cancelled counts, and where there is none its last
//! prediction. A cue and what it is related to are a statement; a content that nothing is related to is one
//! by itself, and so are those whose names begin with the same statement's (`S3-`).

use std::collections::BTreeMap;
use std::path::Path;

use sayso_text::{Speaker, SpeakerKind};
use sayso_verify::Claim;
use serde::Deserialize;
use serde_json::Value;

use crate::Error;
use crate::draft::{Draft, Drafts, Mention, Names, words};
use crate::error::Place;
use crate::files::text;
use crate::json::values;
use crate::rows::number;

#[derive(Deserialize)]
struct Task {
    data: BTreeMap<String, Value>,
    #[serde(default)]
    annotations: Vec<Marked>,
    #[serde(default)]
    predictions: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    result: Vec<Region>,
}

/// An entry of a result: a label, what is said of it, or a relation.
#[derive(Deserialize)]
struct Region {
    #[serde(default)]
    id: String,
    #[serde(default)]
    from_name: String,
    #[serde(default)]
    value: Option<Marks>,
    #[serde(default)]
    score: Option<f32>,
    #[serde(default)]
    from_id: String,
    #[serde(default)]
    to_id: String,
    #[serde(default)]
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Marks {
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    choices: Vec<String>,
    /// The words, or what was typed.
    #[serde(default)]
    text: Option<Value>,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    text: Vec<String>,
}

/// Reads a list of tasks.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let file = text(path)?;
    let mut drafts = Vec::new();
    for value in values(&file) {
        let value = value?;
        let tasks = if value.is_list() { value.items()? } else { vec![value] };
        for task in tasks {
            let place = task.place();
            let draft = task.parse::<Task>().map(|read| draft(&read, place, path));
            drafts.push(draft.map_err(|error| error.in_file(path)));
        }
    }
    Ok(Drafts::new(drafts.into_iter()))
}

fn draft(task: &Task, place: Place, path: &Path) -> Draft {
    let cell = |name: &str| task.data.get(name).and_then(Value::as_str);
    let annotated = task.annotations.iter().rev().find(|marked| !marked.was_cancelled);
    let marked = annotated.or(task.predictions.last());
    let regions = marked.map_or(&[][..], |marked| &marked.result);
    Draft {
        doc_id: cell("doc_id").or_else(|| cell("id")).unwrap_or_default().to_owned(),
        text: cell("text").map(str::to_owned),
        date: cell("date").and_then(sayso_read::parse_date),
        columns: Vec::new(),
        mentions: Statements { regions }.mentions(place),
        path: path.to_owned(),
    }
}

/// The statements that regions make.
struct Statements<'r> {
    regions: &'r [Region],
}

impl<'r> Statements<'r> {
    fn labelled(&self, label: &str) -> impl Iterator<Item = &'r Region> {
        let is_label = move |region: &&Region| {
            let labels = region.value.as_ref().map(|value| &value.labels);
            labels.is_some_and(|labels| labels.iter().any(|it| it == label))
        };
        self.regions.iter().filter(is_label)
    }

    fn mentions(&self, place: Place) -> Vec<Mention> {
        let mut keys: Vec<String> = Vec::new();
        for content in self.labelled("Content") {
            let key = self.key(content);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.iter().map(|key| self.mention(key, place)).collect()
    }

    /// What the parts of one statement share: the cue that is related to them, or the statement's name, or
    /// nothing but their own.
    fn key(&self, region: &Region) -> String {
        let is_cue = |id: &str| self.labelled("Cue").any(|cue| cue.id == id);
        let related = self.regions.iter().find_map(|relation| {
            let (from, to) = (&relation.from_id, &relation.to_id);
            match () {
                () if *to == region.id && is_cue(from) => Some(from),
                () if *from == region.id && is_cue(to) => Some(to),
                () => None,
            }
        });
        let own = related.unwrap_or(&region.id);
        match own.split_once('-') {
            Some((name, _)) if number(name).is_some() => name.to_owned(),
            _ => own.clone(),
        }
    }

    fn mention(&self, key: &str, place: Place) -> Mention {
        let of = |label: &str| -> Vec<&Region> {
            self.labelled(label).filter(|region| self.key(region) == key).collect()
        };
        let contents = of("Content");
        let field = |name: &str| {
            let is_of = |it: &&Region| {
                it.from_name == name && contents.iter().any(|content| content.id == it.id)
            };
            self.regions.iter().find(is_of).and_then(|region| typed(region.value.as_ref()?))
        };
        let within = contents.iter().find_map(|content| {
            let lines = content.meta.as_ref().map_or(&[][..], |meta| &meta.text);
            lines.iter().find_map(|line| line.strip_prefix("within "))
        });
        let speaker = field("speaker").filter(|name| !name.trim().is_empty());
        Mention {
            place,
            number: number(key),
            names: Names { own: key.to_owned(), within: within.unwrap_or_default().to_owned() },
            source: claims(&of("Source")),
            cue: claims(&of("Cue")),
            content: claims(&contents),
            speaker: speaker.map(|name| Speaker::new(name, SpeakerKind::default())),
            kind: field("kind").and_then(|name| name.parse().ok()),
            attribution_type: field("type").and_then(|name| name.parse().ok()),
            confidence: contents.iter().find_map(|content| content.score),
        }
    }
}

/// What was typed or chosen for a region.
fn typed(value: &Marks) -> Option<String> {
    let typed = value.text.as_ref().and_then(|text| text.as_str().or_else(|| text[0].as_str()));
    value.choices.first().cloned().or_else(|| typed.map(str::to_owned))
}

fn claims(regions: &[&Region]) -> Vec<Claim> {
    let claim = |region: &&Region| {
        let value = region.value.as_ref()?;
        let ends = value.start.zip(value.end);
        match value.text.as_ref().and_then(Value::as_str).filter(|text| !text.is_empty()) {
            Some(text) => Some(words(text.to_owned(), ends)),
            None => ends.map(|(start, end)| Claim::Spans(vec![[start, end]])),
        }
    };
    let mut claims: Vec<&&Region> = regions.iter().collect();
    claims.sort_by_key(|region| region.value.as_ref().and_then(|value| value.start));
    claims.into_iter().filter_map(claim).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mentions(task: &Value) -> Vec<Mention> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("tasks.json");
        std::fs::write(&path, json!([task]).to_string()).expect("a new file");
        let drafts: Result<Vec<Draft>, Error> = read(&path).expect("tasks").collect();
        drafts.expect("a draft").remove(0).mentions
    }

    fn region(id: &str, label: &str, start: usize, words: &str) -> Value {
        let end = start + words.chars().count();
        json!({"id": id, "from_name": "label", "type": "labels",
               "value": {"start": start, "end": end, "text": words, "labels": [label]}})
    }

    fn relation(from: &str, to: &str) -> Value {
        json!({"from_id": from, "to_id": to, "type": "relation"})
    }

    const TEXT: &str = "Rain is near, Ek said. It is cold, Obi added.";

    #[test]
    fn regions_that_a_person_has_made_are_statements_by_their_relations() {
        let result = [
            region("x", "Content", 0, "Rain is near"),
            region("y", "Cue", 17, "said"),
            region("z", "Source", 14, "Ek"),
            relation("y", "x"),
            relation("z", "y"),
            region("w", "Content", 23, "It is cold"),
            json!({"id": "w", "from_name": "speaker", "value": {"text": ["Obi"]}}),
            json!({"id": "x", "from_name": "kind", "value": {"choices": ["indirect"]}}),
        ];
        let cancelled = json!({"was_cancelled": true, "result": []});
        let task = json!({"data": {"text": TEXT, "doc_id": "a"},
                          "annotations": [{"result": result}, cancelled]});
        let found = mentions(&task);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].source.len(), found[0].cue.len(), found[0].kind),
            (1, 1, Some(sayso_text::Kind::Indirect))
        );
        assert_eq!(found[1].speaker.as_ref().map(|it| &*it.name), Some("Obi"));
        assert!(found[1].cue.is_empty());
    }

    #[test]
    fn annotation_counts_before_the_prediction_and_an_empty_one_is_none() {
        let predictions =
            json!([{"result": [region("S1-content-1", "Content", 0, "Rain is near")]}]);
        let data = json!({"text": TEXT, "doc_id": "a"});
        assert_eq!(mentions(&json!({"data": data, "predictions": predictions})).len(), 1);
        let annotations = json!([{"result": []}]);
        let task = json!({"data": data, "predictions": predictions, "annotations": annotations});
        assert!(mentions(&task).is_empty());
    }
}
