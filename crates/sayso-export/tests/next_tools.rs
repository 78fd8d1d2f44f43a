//! Forms for the next tool: the words at the offsets are the words of the statement, for any text, in the
//! unit that the tool counts.

#![expect(clippy::expect_used, reason = "what goes wrong here fails the test")]

mod any;

use proptest::prelude::*;
use sayso_export::Format;
use sayso_text::{Document, Span, Statement};
use serde_json::Value;

use any::{any_document, options, written};

/// The words that are marked in a document, in the order of their statements: contents, or all.
fn words(document: &(Document, Vec<Statement>)) -> Vec<String> {
    let of = |span: &Span| span.of(&document.0.text).to_owned();
    let contents = document.1.iter().flat_map(|statement| &statement.attribution.content);
    contents.filter(|span| !span.is_empty()).map(of).collect()
}

fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A span may begin or end within a Windows line end.
fn trimmed(words: &[String]) -> Vec<String> {
    let trim = |words: &String| with_line_feeds(words).trim_matches('\n').to_owned();
    words.iter().map(trim).filter(|words| !words.is_empty()).collect()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).expect("an offset")
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

fn characters(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn units(text: &str, start: usize, end: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(units.get(start..end).expect("a place in the text"))
        .expect("whole characters")
}

/// The text of a page without its tags, and whether every tag that is opened is closed in turn.
fn bare(page: &str) -> (String, bool) {
    let (mut text, mut open, mut is_balanced) = (String::new(), Vec::new(), true);
    for part in page.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        let name = tag.split(' ').next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => is_balanced &= open.pop() == Some(name),
            None if !name.is_empty() && !tag.ends_with('/') => open.push(name),
            None => {}
        }
        text.push_str(rest);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r");
    (text.replace("&amp;", "&"), is_balanced && open.is_empty())
}

proptest! {
    #[test]
    fn label_studio_counts_code_points(document in any_document()) {
        let tasks = json(&written(Format::LabelStudio, &options(), &document));
        let regions = tasks[0]["predictions"][0]["result"].as_array().expect("a list").clone();
        let mut found = Vec::new();
        for value in regions.iter().filter(|it| it["type"] == "labels").map(|it| &it["value"]) {
            let words = characters(&document.0.text, number(&value["start"]), number(&value["end"]));
            prop_assert_eq!(value["text"].as_str(), Some(&*words));
            found.extend((value["labels"][0] == "Content").then_some(words));
        }
        prop_assert_eq!(found, words(&document));
    }

    #[test]
    fn selectors_of_linked_data_count_code_points(document in any_document()) {
        let graph = json(&written(Format::JsonLd, &options(), &document));
        let statements = graph["@graph"].as_array().expect("a list").iter().skip(1);
        let mut found = Vec::new();
        for selector in statements.flat_map(|it| it["oa:hasSelector"].as_array().expect("a list")) {
            let (start, end) = (number(&selector["oa:start"]), number(&selector["oa:end"]));
            let words = characters(&document.0.text, start, end);
            prop_assert_eq!(selector["oa:exact"].as_str(), Some(&*words));
            found.extend(Some(words).filter(|words| !words.is_empty()));
        }
        prop_assert_eq!(found, words(&document));
    }

    #[test]
    fn uima_counts_units_of_utf_16(document in any_document()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut writer = sayso_export::inception(folder.path()).expect("a folder");
        writer.write(&document.0, &document.1).expect("a file");
        writer.finish().expect("files");
        let cas = json(&std::fs::read(folder.path().join("id.json")).expect("a file"));
        let structures = cas["%FEATURE_STRUCTURES"].as_array().expect("a list");
        let parts = structures.iter().filter(|it| it["role"] == "content" && it["begin"].is_number());
        let found: Vec<String> = parts
            .map(|it| units(&document.0.text, number(&it["begin"]), number(&it["end"])))
            .collect();
        prop_assert_eq!(found, words(&document));
    }

    #[test]
    fn text_of_an_edition_is_the_text_of_the_article(document in any_document()) {
        let page = String::from_utf8(written(Format::Tei, &options(), &document)).expect("text");
        let (_, body) = page.split_once("<body>").expect("a body");
        let (body, _) = body.split_once("</body>").expect("a body");
        let (text, is_balanced) = bare(body);
        prop_assert!(is_balanced, "{}", body);
        prop_assert_eq!(text, with_line_feeds(&document.0.text));
    }

    #[test]
    fn discourse_network_analyzer_counts_units_of_utf_16(document in any_document()) {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), written(Format::Dna, &options(), &document)).expect("a file");
        let base = rusqlite::Connection::open(file.path()).expect("a database");
        let asked = "SELECT Text, Start, Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId \
                     ORDER BY s.ID";
        let mut query = base.prepare(asked).expect("a query");
        let rows = query.query_map([], |row| {
            let (text, start, end): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let place = |at: i64| usize::try_from(at).expect("an offset");
            Ok(units(&text, place(start), place(end)))
        });
        let found: Vec<String> = rows.expect("rows").map(|row| row.expect("a row")).collect();
        let bounds = document.1.iter().map(|it| it.attribution.bounds().of(&document.0.text).to_owned());
        let expected: Vec<String> = bounds.collect();
        prop_assert_eq!(trimmed(&found), trimmed(&expected));
    }

    #[test]
    fn projects_count_code_points(document in any_document()) {
        let bytes = written(Format::Qdpx, &options(), &document);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut read = |place: usize| {
            std::io::read_to_string(archive.by_index(place).expect("a file")).expect("text")
        };
        let (text, project) = (read(0), read(1));
        prop_assert_eq!(&text, &with_line_feeds(&document.0.text));
        let mut found = Vec::new();
        for selection in project.split("<PlainTextSelection ").skip(1) {
            let value = |name: &str| {
                let (_, rest) = selection.split_once(&format!("{name}=\"")).expect("an attribute");
                rest.split('"').next().and_then(|value| value.parse().ok()).expect("an offset")
            };
            let words = characters(&text, value("startPosition"), value("endPosition"));
            found.extend(selection.contains(" content,").then_some(words));
        }
        prop_assert_eq!(trimmed(&found), trimmed(&words(&document)));
    }
}
