//! Statements in the terms of schema.org, as JSON-LD: `Quotation` for what is quoted, wholly or in part.
//!
//! What is told in other words is no quotation, so it is a `Statement` there. Who said it is
//! `spokenByCharacter` ("the character, Person or Organization to whom the quotation is attributed within
//! the containing CreativeWork"); the article is what it `isPartOf`, and a voice within another is part of
//! that too. Places in the text are selectors of the Web Annotation vocabulary; what neither vocabulary
//! has is in sayso's own. The context stands in the file, so that no reader has to fetch one.

use sayso_text::{Document, Kind, Speaker, SpeakerKind, Statement};

use crate::json::{Object, list, string};
use crate::json_list::{Entries, List};
use crate::row::{SPAN_SEPARATOR, speaker_confidence, statement_id};
use crate::web_annotation::address;
use crate::{Cell, OffsetMap, Options};

const CONTEXT: &str = "{\"@context\": {\"@vocab\": \"https://schema.org/\", \
    \"oa\": \"http://www.w3.org/ns/oa#\", \"sayso\": \"urn:sayso:term:\", \
    \"isPartOf\": {\"@type\": \"@id\"}, \
    \"datePublished\": {\"@type\": \"https://schema.org/Date\"}}, \"@graph\": [";

/// Writes an article and its statements one after the other.
pub(crate) struct JsonLd {
    offsets: crate::Offsets,
    columns: Vec<String>,
}

impl JsonLd {
    pub(crate) fn new(options: &Options) -> Self {
        Self { offsets: options.offsets, columns: options.columns.clone() }
    }
}

impl Entries for JsonLd {
    const BEGINNING: &'static str = CONTEXT;
    const END: &'static str = "\n]}\n";

    fn push(&self, list: &mut List, document: &Document, statements: &[Statement]) {
        let map = OffsetMap::new(&document.text, self.offsets);
        let name = address(&document.id);
        article(list.next(), &name, document, &self.columns);
        for statement in statements {
            push_statement(list.next(), &name, (document, statement), &map);
        }
    }
}

fn article(buffer: &mut Vec<u8>, name: &str, document: &Document, columns: &[String]) {
    let mut article = Object::new(buffer);
    article.text("@id", name);
    article.text("@type", "NewsArticle");
    article.text("identifier", &document.id);
    if let Some(date) = document.date {
        article.text("datePublished", &date.to_string());
    }
    for (column, property) in
        [("title", "headline"), ("headline", "headline"), ("author", "author"), ("url", "url")]
    {
        let place = columns.iter().position(|found| found.eq_ignore_ascii_case(column));
        let cell = place.and_then(|place| document.columns.get(place));
        if let Some(value) = cell.filter(|value| !value.is_empty()) {
            article.text(property, value);
        }
    }
    article.end();
}

fn push_statement(
    buffer: &mut Vec<u8>,
    article: &str,
    (document, statement): (&Document, &Statement),
    map: &OffsetMap<'_>,
) {
    let attribution = &statement.attribution;
    let of = |number: usize| format!("{article}#S{number}");
    let mut object = Object::new(buffer);
    object.text("@id", &of(statement.number));
    let is_quoted = attribution.kind != Kind::Indirect;
    object.text("@type", if is_quoted { "Quotation" } else { "Statement" });
    object.text("identifier", &statement_id(statement.number));
    let pieces: Vec<&str> =
        attribution.content.iter().map(|span| span.of(&document.text)).collect();
    object.text("text", &pieces.join(SPAN_SEPARATOR));
    let whole = statement.within.map(of);
    list(
        object.field("isPartOf"),
        [Some(article.to_owned()), whole].iter().flatten(),
        |buffer, name| {
            string(buffer, name);
        },
    );
    speaker(&mut object, &statement.speaker);
    selectors(&mut object, document, statement, map);
    object.text("sayso:kind", attribution.kind.name());
    object.text("sayso:attributionType", attribution.attribution_type.name());
    object.cell("sayso:confidence", &Cell::Confidence(attribution.confidence));
    if !statement.speaker.name.is_empty() {
        object.cell("sayso:speakerConfidence", &speaker_confidence(&statement.speaker));
    }
    object.end();
}

/// Who said it. A document says nothing by itself: the statement is based on it.
fn speaker(object: &mut Object<'_>, speaker: &Speaker) {
    if speaker.name.is_empty() {
        return;
    }
    let (property, class) = match speaker.kind {
        SpeakerKind::Document => ("isBasedOn", "CreativeWork"),
        SpeakerKind::Organisation => ("spokenByCharacter", "Organization"),
        SpeakerKind::Person | SpeakerKind::Nameless => ("spokenByCharacter", "Person"),
        // Several may be persons or bodies.
        _ => ("spokenByCharacter", "Thing"),
    };
    let is_nameless = speaker.kind == SpeakerKind::Nameless;
    list(object.field(property), speaker.name.split("; "), |buffer, name| {
        let mut one = Object::new(buffer);
        one.text("@type", class);
        one.text(if is_nameless { "description" } else { "name" }, name);
        if !speaker.role.is_empty() && class == "Person" {
            one.text("jobTitle", &speaker.role);
        }
        one.end();
    });
}

/// Where the content, the source and the cue stand.
fn selectors(
    object: &mut Object<'_>,
    document: &Document,
    statement: &Statement,
    map: &OffsetMap<'_>,
) {
    let attribution = &statement.attribution;
    let content = attribution.content.as_slice();
    let cue = [attribution.cue];
    for (property, spans) in [
        ("oa:hasSelector", content),
        ("sayso:source", attribution.source.as_slice()),
        ("sayso:cue", if attribution.cue.is_empty() { &[] } else { &cue[..] }),
    ] {
        if spans.is_empty() {
            continue;
        }
        list(object.field(property), spans, |buffer, span| {
            let (start, end) = map.ends(*span);
            let mut selector = Object::new(buffer);
            selector.text("@type", "oa:TextPositionSelector");
            selector.cell("oa:start", &Cell::Number(start));
            selector.cell("oa:end", &Cell::Number(end));
            selector.text("oa:exact", span.of(&document.text));
            selector.end();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, sample};

    fn graph() -> Vec<serde_json::Value> {
        let page = sample::written(Format::JsonLd, &sample::options());
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        page["@graph"].as_array().expect("a list").clone()
    }

    #[test]
    fn quotation_names_its_article_its_speaker_and_its_places() {
        let graph = graph();
        assert_eq!(
            (&graph[0]["@type"], &graph[0]["headline"]),
            (&"NewsArticle".into(), &"A headline".into())
        );
        let quotation = &graph[1];
        assert_eq!(quotation["@type"], "Quotation");
        assert_eq!(quotation["isPartOf"][0], graph[0]["@id"]);
        assert_eq!(quotation["spokenByCharacter"][0]["name"], "Ada Okoye");
        assert_eq!(quotation["spokenByCharacter"][0]["jobTitle"], "forecaster");
        assert_eq!(quotation["oa:hasSelector"][1]["oa:start"], 35);
        assert_eq!(quotation["sayso:confidence"], 0.93);
    }

    #[test]
    fn what_is_not_quoted_is_no_quotation_and_a_report_is_no_character() {
        let (document, mut statements) = sample::document();
        statements[0].attribution.kind = Kind::Indirect;
        statements[0].speaker = Speaker::new("the study", SpeakerKind::Document);
        let mut buffer = Vec::new();
        let map = OffsetMap::new(&document.text, crate::Offsets::Chars);
        push_statement(&mut buffer, "urn:a", (&document, &statements[0]), &map);
        let statement: serde_json::Value = serde_json::from_slice(&buffer).expect("JSON");
        assert_eq!(statement["@type"], "Statement");
        assert!(statement["spokenByCharacter"].is_null());
        assert_eq!(statement["isBasedOn"][0]["name"], "the study");
    }
}
