//! W3C Web Annotation as JSON-LD, which annotation tools import.
//!
//! One page of annotations (Web Annotation Data Model, section 5.2); each part of a statement is an
//! annotation of its own, whose target selects its text by quotation and by position, as the
//! model advises, so that it is found again in a text that has changed a little.

use sayso_text::{Document, Span, Statement};

use crate::json::Object;
use crate::json_list::{Entries, List};
use crate::row::{speaker_confidence, statement_id, within};
use crate::{Cell, OffsetMap, Options};

/// How many characters of text before and after a selection help to find it again.
const CONTEXT: usize = 32;

/// Writes one annotation for each part of a statement.
pub(crate) struct WebAnnotation {
    offsets: crate::Offsets,
}

/// An annotation: which part of which statement.
struct Part<'s> {
    document: &'s Document,
    statement: &'s Statement,
    role: &'static str,
    number: usize,
    span: Span,
}

impl WebAnnotation {
    pub(crate) const fn new(options: &Options) -> Self {
        Self { offsets: options.offsets }
    }
}

impl Entries for WebAnnotation {
    const BEGINNING: &'static str = "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \
        \"type\": \"AnnotationPage\", \"items\": [";
    const END: &'static str = "\n]}\n";

    fn push(&self, list: &mut List, document: &Document, statements: &[Statement]) {
        let map = OffsetMap::new(&document.text, self.offsets);
        for part in statements.iter().flat_map(|statement| parts(document, statement)) {
            part.write(list.next(), &map);
        }
    }
}

fn parts<'s>(document: &'s Document, statement: &'s Statement) -> impl Iterator<Item = Part<'s>> {
    let attribution = &statement.attribution;
    let part = move |role, number, span| Part { document, statement, role, number, span };
    let source = attribution.source.iter().map(move |span| part("source", 1, *span));
    let content =
        attribution.content.iter().zip(1..).map(move |(span, n)| part("content", n, *span));
    source.chain(std::iter::once(part("cue", 1, attribution.cue))).chain(content)
}

impl Part<'_> {
    fn write(&self, buffer: &mut Vec<u8>, map: &OffsetMap<'_>) {
        let Self { document, statement, role, number, .. } = self;
        let address = address(&document.id);
        let name = format!("{address}#S{}-{role}-{number}", statement.number);
        let mut annotation = Object::new(buffer);
        annotation.text("id", &name);
        annotation.text("type", "Annotation");
        self.write_bodies(annotation.field("body"));
        let mut target = Object::new(annotation.field("target"));
        target.text("source", &address);
        self.write_selectors(target.field("selector"), map);
        target.end();
        annotation.end();
    }

    /// The role as a tag, and what is known of the statement.
    fn write_bodies(&self, buffer: &mut Vec<u8>) {
        let Self { document, statement, role, .. } = self;
        let attribution = &statement.attribution;
        buffer.push(b'[');
        let mut tag = Object::new(buffer);
        tag.text("type", "TextualBody");
        tag.text("purpose", "tagging");
        tag.text("value", role);
        tag.end();
        buffer.extend_from_slice(b", ");
        let mut facts = Object::new(buffer);
        facts.text("type", "Dataset");
        facts.text("purpose", "describing");
        facts.text("doc_id", &document.id);
        facts.text("statement_id", &statement_id(statement.number));
        facts.text("speaker", &statement.speaker.name);
        facts.text("kind", attribution.kind.name());
        facts.text("attribution_type", attribution.attribution_type.name());
        facts.cell("confidence", &Cell::Confidence(attribution.confidence));
        facts.cell("speaker_confidence", &speaker_confidence(&statement.speaker));
        facts.cell("within", &within(statement));
        facts.end();
        buffer.push(b']');
    }

    fn write_selectors(&self, buffer: &mut Vec<u8>, map: &OffsetMap<'_>) {
        let text = &self.document.text;
        let (start, end) = map.ends(self.span);
        buffer.push(b'[');
        let mut quote = Object::new(buffer);
        quote.text("type", "TextQuoteSelector");
        quote.text("exact", self.span.of(text));
        quote.text("prefix", before(text, self.span.start()));
        quote.text("suffix", after(text, self.span.end()));
        quote.end();
        buffer.extend_from_slice(b", ");
        let mut position = Object::new(buffer);
        position.text("type", "TextPositionSelector");
        position.cell("start", &Cell::Number(start));
        position.cell("end", &Cell::Number(end));
        position.end();
        buffer.push(b']');
    }
}

fn before(text: &str, end: usize) -> &str {
    let before = Span::new(0, end).of(text);
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(start, _)| start);
    Span::new(start, end).of(text)
}

fn after(text: &str, start: usize) -> &str {
    let after = Span::new(start, text.len()).of(text);
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(end, _)| end);
    Span::new(0, end).of(after)
}

/// The address of a document: its id where that is one already, and otherwise a URN of it.
pub(crate) fn address(id: &str) -> String {
    if id.starts_with("http://") || id.starts_with("https://") {
        return id.to_owned();
    }
    let mut address = "urn:sayso:".to_owned();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, sample};

    #[test]
    fn page_holds_an_annotation_for_each_part() {
        let page = sample::written(Format::WebAnnotation, &Options::default());
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        let items = page["items"].as_array().expect("a list");
        let tags: Vec<_> =
            items.iter().filter_map(|item| item["body"][0]["value"].as_str()).collect();
        assert_eq!(tags, ["source", "cue", "content", "content"]);
        let cue = &items[1];
        assert_eq!(cue["id"], "urn:sayso:wire-1#S1-cue-1");
        assert_eq!(cue["target"]["selector"][0]["exact"], "said");
        assert_eq!(cue["target"]["selector"][1]["start"], 28);
        assert_eq!(cue["body"][1]["speaker"], "Ada Okoye");
        assert_eq!(cue["body"][1]["speaker_confidence"], 0.97);
        assert!(cue["body"][1]["within"].is_null());
    }

    #[test]
    fn page_without_statements_is_whole() {
        let mut bytes = Vec::new();
        let mut writer =
            Format::WebAnnotation.writer(&mut bytes, &Options::default()).expect("memory");
        writer.write(&Document::new("quiet", "It rains."), &[]).expect("memory");
        writer.finish().expect("memory");
        let page: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(page["items"].as_array().map(Vec::len), Some(0));
    }

    #[test]
    fn id_becomes_an_address() {
        assert_eq!(address("https://example.org/a b"), "https://example.org/a b");
        assert_eq!(address("may/3 é"), "urn:sayso:may/3%20%C3%A9");
    }
}
