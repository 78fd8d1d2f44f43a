//! JSON lines, object by object.

use std::collections::{HashMap, HashSet};
use std::io::BufReader;

use sayso_text::Document;
use serde_json::value::RawValue;

use crate::columns::{Layout, Opened};
use crate::dates::Dates;
use crate::encoding::{decode_field, looks_binary};
use crate::fields::Fields;
use crate::lines::read_limited;
use crate::listed::{Listed, has_member, has_prose, path_of_list, text_of};
use crate::markup::{has_references, plain};
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::values::Values;
use crate::{Error, ErrorKind, Options, Position};

/// Reads one object a line. The objects that lie wholly in the first 64 KiB, at least the first
/// one, decide which columns there are.
pub(crate) struct JsonLines {
    source: BufReader<Peeked>,
    line: Vec<u8>,
    header: Vec<String>,
    places: HashMap<String, usize>,
    layout: Layout,
    opened: Opened,
    dates: Dates,
    names: Vec<String>,
    origin: Origin,
    limit: u64,
    lines: Lines,
    position: Position,
    next_byte: u64,
    unknown: HashSet<String>,
    warning: Option<Error>,
    /// Texts with references to characters.
    references: u64,
    ended: bool,
}

/// Whose the lines are that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lines {
    OfTheFile,
    /// Made on the way, so that their numbers say nothing to anybody.
    OfOurs,
}

impl JsonLines {
    /// Reads JSON on any number of lines, which have no meaning then.
    pub(crate) fn of_values(
        source: Peeked,
        origin: Origin,
        options: &Options,
    ) -> Result<Self, Error> {
        let values = Values::new(source.into_ascii_compatible()?);
        let mut lines = Self::new(Peeked::new(Box::new(values))?, origin, options)?;
        lines.lines = Lines::OfOurs;
        Ok(lines)
    }

    /// Looks at the first objects and finds the fields that have a meaning.
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Result<Self, Error> {
        Self::of_records(source, origin, options, true)
    }

    /// The same; what was taken out of lists already is looked for in no further list, which might not end.
    fn of_records(
        source: Peeked,
        origin: Origin,
        options: &Options,
        may_be_lists: bool,
    ) -> Result<Self, Error> {
        if looks_binary(source.start()) {
            return Err(Error::new(ErrorKind::Binary));
        }
        let mut source = source.into_ascii_compatible()?;
        source.hold_first_line()?;
        let nested;
        let options = match place_of_text(&source, options) {
            Found::List(_) if !may_be_lists => options,
            Found::Here => options,
            Found::Within(name) => {
                nested = Options { text_column: Some(name), ..options.clone() };
                &nested
            }
            Found::List(path) => {
                let listed = Peeked::new(Box::new(Listed::new(source, path)))?;
                let mut lines = Self::of_records(listed, origin, options, false)?;
                lines.lines = Lines::OfOurs;
                return Ok(lines);
            }
        };
        let keys = first_keys(&source, &Opened::default());
        let opened = Opened::new(keys.iter().map(String::as_str), options);
        let header = if opened.is_empty() { keys } else { first_keys(&source, &opened) };
        let layout = match (Layout::new(&header, options), header.is_empty()) {
            (Ok(layout), _) => layout,
            (Err(_), true) => Layout { text: 0, id: None, date: None, others: Vec::new() },
            (Err(error), false) => return Err(error),
        };
        Ok(Self {
            source: BufReader::with_capacity(64 * 1024, source),
            line: Vec::new(),
            places: header.iter().enumerate().map(|(place, key)| (key.clone(), place)).collect(),
            names: layout.other_names(&header),
            dates: Dates::new(options, &origin, layout.date_name(&header)),
            header,
            layout,
            opened,
            origin,
            limit: options.max_document_bytes.unwrap_or(u64::MAX),
            lines: Lines::OfTheFile,
            position: Position::default(),
            next_byte: 0,
            unknown: HashSet::new(),
            warning: None,
            references: 0,
            ended: false,
        })
    }

    /// The next line that is not blank, or `None` at the end.
    fn read_line(&mut self) -> Result<Option<()>, Error> {
        loop {
            self.line.clear();
            let (count, fits) = read_limited(&mut self.source, self.limit, &mut self.line)?;
            self.position.byte = self.next_byte;
            self.position.line += 1;
            self.next_byte += count;
            if count == 0 {
                return Ok(None);
            }
            if !fits {
                self.position.record += 1;
                return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
            }
            if !self.line.trim_ascii().is_empty() {
                self.position.record += 1;
                return Ok(Some(()));
            }
        }
    }

    fn read(&mut self) -> Result<Option<Document>, Error> {
        if self.read_line()?.is_none() {
            return Ok(None);
        }
        let line = std::mem::take(&mut self.line);
        let document = self.parse(&decode_line(&line));
        self.line = line;
        let is_one = |document: &Document| has_references(&document.text);
        self.references += u64::from(document.as_ref().is_ok_and(is_one));
        document.map(Some)
    }

    /// The document of a line; a new field in it is reported before.
    fn parse(&mut self, line: &str) -> Result<Document, Error> {
        let fields: Fields<'_> =
            serde_json::from_str(line).map_err(|error| Error::new(ErrorKind::Json(error)))?;
        let mut cells: Vec<Option<&RawValue>> = vec![None; self.header.len()];
        let mut new = Vec::new();
        for (key, value) in expanded(fields.0, &self.opened) {
            match self.places.get(&key).and_then(|&place| cells.get_mut(place)) {
                Some(cell) => *cell = Some(value),
                None if self.unknown.insert(key.clone()) => new.push(key),
                None => {}
            }
        }
        let document = self.document(&cells);
        self.warn(new);
        document
    }

    /// The document of the cells; one without a text is empty.
    fn document(&mut self, cells: &[Option<&RawValue>]) -> Result<Document, Error> {
        let cell = |column: usize| value(cells.get(column).copied().flatten());
        let text = match cells.get(self.layout.text).copied().flatten().map(RawValue::get) {
            None | Some("null") => String::new(),
            Some(text) if text.starts_with('"') => unescape(text)?,
            Some(other) => return Err(self.missing_text(other)),
        };
        let text = plain(text);
        let id = self.layout.id.map(cell).transpose()?.filter(|id| !id.is_empty());
        let date = self.layout.date.map(cell).transpose()?.unwrap_or_default();
        Ok(Document {
            id: id.unwrap_or_else(|| self.origin.record_id(self.position.record)),
            text,
            date: self.dates.read(&date),
            columns: self
                .layout
                .others
                .iter()
                .map(|&column| cell(column))
                .collect::<Result<_, _>>()?,
        })
    }

    fn missing_text(&self, found: &str) -> Error {
        let column = self.header.get(self.layout.text).cloned().unwrap_or_default();
        let found = match found.chars().next() {
            Some('{') => {
                let members = Fields::of_prefix(found).into_iter().map(|(name, _)| name);
                let members: Vec<String> = members.take(12).collect();
                format!(
                    "an object ({}; --text-column {column}.NAME chooses one)",
                    members.join(", ")
                )
            }
            Some('[') => "a list".to_owned(),
            Some('t' | 'f') => "true or false".to_owned(),
            _ => "a number".to_owned(),
        };
        Error::new(ErrorKind::MissingText { column, found })
    }

    /// A new key is reported before the document that has it, and once.
    fn warn(&mut self, new: Vec<String>) {
        if !new.is_empty() {
            self.warning = Some(self.place(Error::new(ErrorKind::NewColumns(new))));
        }
    }

    fn place(&self, error: Error) -> Error {
        let record = self.position.record;
        let position = match self.lines {
            Lines::OfTheFile => self.position,
            Lines::OfOurs => Position { record, ..Position::default() },
        };
        error.at(position).in_file(&self.origin.path)
    }
}

impl Iterator for JsonLines {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(warning) = self.warning.take() {
            return Some(Err(warning));
        }
        if self.ended {
            let warning = match std::mem::take(&mut self.references) {
                0 => self.dates.warning(),
                count => Some(Error::new(ErrorKind::References { count })),
            };
            return warning.map(|warning| Err(warning.in_file(&self.origin.path)));
        }
        let document = self.read();
        self.ended = match &document {
            Ok(document) => document.is_none(),
            Err(error) => matches!(error.kind(), ErrorKind::Io(_)),
        };
        match document.map_err(|error| self.place(error)) {
            Ok(None) => self.next(),
            document => document.transpose(),
        }
    }
}

impl Reader for JsonLines {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

/// A string as it reads, nothing for null, and anything else as it is written.
fn value(raw: Option<&RawValue>) -> Result<String, Error> {
    match raw.map(RawValue::get) {
        None | Some("null") => Ok(String::new()),
        Some(string) if string.starts_with('"') => unescape(string),
        Some(other) => Ok(other.to_owned()),
    }
}

fn unescape(string: &str) -> Result<String, Error> {
    serde_json::from_str(string).map_err(|error| Error::new(ErrorKind::Json(error)))
}

fn decode_line(line: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(line) {
        Ok(line) => line.into(),
        Err(_) => decode_field(line).into(),
    }
}

/// Where the texts of the first object are.
enum Found {
    /// In a column of its own, or nowhere, which is told of later.
    Here,
    /// In a member of a column: its name with a dot.
    Within(String),
    /// In the objects of the list that the path leads to.
    List(Vec<String>),
}

fn place_of_text(source: &Peeked, options: &Options) -> Found {
    let first = source.first_lines().find(|line| !line.trim_ascii().is_empty());
    let line = decode_line(first.unwrap_or_default());
    // What sayso itself writes of a document has statements in its list, and no articles.
    let is_document_form = ["doc_id", "attributions"].iter().all(|name| has_member(&line, name));
    if !line.trim_start().starts_with('{') || is_document_form {
        return Found::Here;
    }
    let list = |is_one: &dyn Fn(&str) -> bool| path_of_list(&line, is_one).map(Found::List);
    if let Some(name) = &options.text_column {
        let is_here = has_member(&line, name);
        let found = if is_here { None } else { list(&|item| has_member(item, name)) };
        return found.unwrap_or(Found::Here);
    }
    match text_of(&line) {
        Some(name) if name.contains('.') => Found::Within(name),
        Some(_) => Found::Here,
        None => {
            // Where no object has a text of a known name, the names to choose from are those of the list.
            let any = || if has_prose(&line) { None } else { list(&|item| item.starts_with('{')) };
            list(&|item| text_of(item).is_some()).or_else(any).unwrap_or(Found::Here)
        }
    }
}

/// The keys of the objects that lie wholly in the start of the stream, in order of appearance.
fn first_keys(source: &Peeked, opened: &Opened) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut keys = Vec::new();
    for line in source.first_lines() {
        for (key, _) in expanded(Fields::of_prefix(&decode_line(line)), opened) {
            if seen.insert(key.clone()) {
                keys.push(key);
            }
        }
    }
    keys
}

/// The fields, those that are opened as their members.
fn expanded<'a>(
    fields: Vec<(String, &'a RawValue)>,
    opened: &Opened,
) -> Vec<(String, &'a RawValue)> {
    if opened.is_empty() {
        return fields;
    }
    let mut all = Vec::new();
    for (key, value) in fields {
        match value.get() {
            "null" if opened.holds(&key) => continue,
            object if opened.holds(&key) && object.starts_with('{') => {}
            _ => {
                all.push((key, value));
                continue;
            }
        }
        let members = Fields::of_prefix(value.get());
        let members = members.into_iter().map(|(name, value)| (format!("{key}.{name}"), value));
        all.extend(expanded(members.collect(), opened));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, options: &Options) -> Result<JsonLines, Error> {
        let source = Peeked::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())))?;
        let origin = Origin { path: "wire.jsonl".into(), id: "wire".to_owned() };
        JsonLines::new(source, origin, options)
    }

    fn items(text: &str) -> Vec<Result<Document, Error>> {
        lines(text, &Options::default()).expect("readable").collect()
    }

    #[test]
    fn other_fields_come_in_their_order_and_as_written() {
        let mut lines = lines(
            "{\"z\": 1.50, \"text\": \"Rain.\\n\", \"id\": 7, \"a\": {\"b\": [1, 2]}, \"n\": null}",
            &Options::default(),
        )
        .expect("readable");
        assert_eq!(lines.columns(), ["z", "a", "n"]);
        let document = lines.next().expect("one item").expect("one document");
        assert_eq!((&*document.id, &*document.text), ("7", "Rain.\n"));
        assert_eq!(document.columns, ["1.50", "{\"b\": [1, 2]}", ""]);
    }

    #[test]
    fn list_behind_another_member_of_its_name_ends() {
        let list = "[{\"text\": \"Rain is near.\"}]";
        let twice = format!("{{\"items\": 7, \"items\": {list}}}\n");
        let _ = lines(&twice, &Options::default()).map(|lines| lines.count());
        let nested = format!("{{\"a\": [{{\"b\": {list}}}]}}\n");
        let _ = lines(&nested, &Options::default()).map(|lines| lines.count());
    }

    #[test]
    fn document_form_is_no_list_of_articles() {
        let text = "{\"doc_id\": \"a\", \"attributions\": [{\"content\": \"Rain\"}]}\n";
        let options = Options { text_column: Some("content".to_owned()), ..Options::default() };
        let error = lines(text, &options).err().expect("no column of texts");
        assert!(matches!(error.kind(), ErrorKind::MissingColumn { .. }), "{error}");
        let other = text.replace("attributions", "articles");
        assert!(lines(&other, &options).is_ok(), "the list of another object is one");
    }

    #[test]
    fn bad_line_is_named_and_the_next_one_comes() {
        let items =
            items("{\"text\": \"Rain.\"}\n\nnot json\n{\"text\": 5}\n{\"text\": \"Snow.\"}\n");
        assert_eq!(items[0].as_ref().expect("a document").id, "wire#1");
        let error = items[1].as_ref().expect_err("no object");
        assert_eq!(error.position().map(|place| (place.record, place.line)), Some((2, 3)));
        let error = items[2].as_ref().expect_err("no text").to_string();
        assert!(error.ends_with("the column \"text\" holds a number, not text"), "{error}");
        assert_eq!(items[3].as_ref().expect("a document").id, "wire#4");
    }

    #[test]
    fn text_that_is_missing_in_any_way_is_empty() {
        let items =
            items("{\"text\": \"Rain.\"}\n{\"text\": null}\n{\"id\": 7}\n{\"text\": \"\"}\n");
        let texts: Vec<_> = items.iter().flatten().map(|document| &*document.text).collect();
        assert_eq!(texts, ["Rain.", "", "", ""]);
    }

    #[test]
    fn name_with_dots_leads_into_nested_objects() {
        let options = Options {
            text_column: Some("fields.bodyText".to_owned()),
            date_column: Some("meta.seen.day".to_owned()),
            ..Options::default()
        };
        let text = "{\"id\": 1, \"fields\": {\"bodyText\": \"Rain.\", \"headline\": \"R\"}, \
                    \"meta\": {\"seen\": {\"day\": \"2024-10-02\"}}}\n{\"id\": 2, \"fields\": null}\n";
        let mut lines = lines(text, &options).expect("readable");
        assert_eq!(lines.columns(), ["fields.headline", "meta.seen.day"]);
        let document = lines.next().expect("one item").expect("one document");
        assert_eq!((&*document.text, &*document.columns[0]), ("Rain.", "R"));
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
        let exact = Options { text_column: Some("a.b".to_owned()), ..Options::default() };
        let text = "{\"a.b\": \"Rain.\", \"a\": {\"b\": \"Snow.\"}}";
        let source = Peeked::new(Box::new(text.as_bytes())).expect("memory");
        let origin = Origin { path: "wire.jsonl".into(), id: "wire".to_owned() };
        let mut lines = JsonLines::new(source, origin, &exact).expect("readable");
        assert_eq!(lines.next().expect("one item").expect("one document").text, "Rain.");
    }

    #[test]
    fn articles_within_an_answer_are_the_records() {
        for answer in [
            r#"{"response": {"status": "ok", "results": [{"id": "a", "webPublicationDate": "2024-10-02T09:00:00Z", "fields": {"bodyText": "Rain."}}]}}"#,
            r#"{"status": "ok", "articles": [{"id": "a", "publishedAt": "2024-10-02T09:00:00Z", "content": "Rain."}]}"#,
            r#"{"hits": {"total": 1, "hits": [{"_id": "a", "_source": {"text": "Rain.", "published": "2024-10-02"}}]}}"#,
            r#"{"version": "1.1", "items": [{"id": "a", "content_text": "Rain.", "date_published": "2024-10-02T09:00:00Z"}]}"#,
            r#"{"id": "a", "date": "2024-10-02T09:00:00", "content": {"rendered": "Rain.", "protected": false}}"#,
        ] {
            // An answer a line, as programs collect them.
            let items = items(&format!("{answer}\n{answer}\n"));
            assert_eq!(items.len(), 2, "{answer}");
            for document in items {
                let document = document.expect("a document");
                assert_eq!((&*document.id, &*document.text), ("a", "Rain."), "{answer}");
                let date = document.date.map(|date| date.to_string());
                assert_eq!(date.as_deref(), Some("2024-10-02"), "{answer}");
            }
        }
    }

    #[test]
    fn columns_of_a_list_are_named_and_may_be_chosen() {
        let answer = r#"{"status": "ok", "response": {"docs": [{"lead": "Rain.", "url": "u"}]}}"#;
        let error = lines(answer, &Options::default()).err().expect("no text").to_string();
        assert!(error.contains("(have: lead, url)"), "{error}");
        let options = Options { text_column: Some("lead".to_owned()), ..Options::default() };
        let mut read = lines(answer, &options).expect("a column of the list");
        assert_eq!(read.next().expect("one item").expect("a document").text, "Rain.");
        // An object that may be an article itself is named with its own columns.
        let prose = "It rained, she said. ".repeat(20);
        let article = format!(r#"{{"prose": "{prose}", "tags": [{{"name": "rain"}}]}}"#);
        let error = lines(&article, &Options::default()).err().expect("no text").to_string();
        assert!(error.contains("(have: prose, tags)"), "{error}");
    }

    #[test]
    fn object_in_place_of_a_text_is_told_with_its_members() {
        let items = items("{\"text\": {\"plain\": \"Rain.\", \"page\": \"<p>\"}}\n");
        let error = items[0].as_ref().expect_err("no text").to_string();
        assert!(error.contains("plain, page; --text-column text.NAME"), "{error}");
    }

    #[test]
    fn array_on_many_lines_is_read() {
        let json =
            "[\n {\n  \"id\": 1,\n  \"text\": \"Rain.\"\n },\n 5,\n {\"text\": \"Snow.\"}\n]";
        let source = Peeked::new(Box::new(json.as_bytes())).expect("memory");
        let origin = Origin { path: "wire.json".into(), id: "wire".to_owned() };
        let options = Options::default();
        let items: Vec<_> =
            JsonLines::of_values(source, origin, &options).expect("readable").collect();
        assert_eq!(items[0].as_ref().expect("a document").id, "1");
        let error = items[1].as_ref().expect_err("no object");
        assert!(error.to_string().starts_with("wire.json: record 2: "), "{error}");
        assert_eq!(items[2].as_ref().expect("a document").text, "Snow.");
    }

    #[test]
    fn key_that_appears_late_is_reported_once() {
        let filler = "{\"text\": \"Rain.\"}\n".repeat(5000);
        let late = "{\"text\": \"Snow.\", \"late\": 1}\n";
        let items = items(&format!("{filler}{late}{late}"));
        let warnings: Vec<_> = items.iter().filter_map(|item| item.as_ref().err()).collect();
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].is_warning() && warnings[0].to_string().ends_with("left out: late"));
        assert_eq!(items.len(), 5003);
    }

    #[test]
    fn long_line_is_passed_over_without_being_kept() {
        let text = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Snow.\"}}\n", "x".repeat(1000));
        let options = Options { max_document_bytes: Some(100), ..Options::default() };
        let items: Vec<_> = lines(&text, &options).expect("readable").collect();
        assert!(matches!(
            items[0].as_ref().expect_err("long").kind(),
            ErrorKind::TooLarge { limit: 100 }
        ));
        assert_eq!(items[1].as_ref().expect("a document").text, "Snow.");
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let items = items(&format!("{{\"text\": \"Rain.\", \"deep\": {deep}}}\n"));
        assert_eq!(items[0].as_ref().expect("a document").columns, [deep]);
    }

    #[test]
    fn file_without_objects_has_no_documents() {
        assert!(items("").is_empty());
        assert!(items("\n\n").is_empty());
        assert_eq!(items("rain\nsnow\n").iter().filter(|item| item.is_err()).count(), 2);
    }
}
