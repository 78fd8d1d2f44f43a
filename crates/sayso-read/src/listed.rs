//! Answers of news interfaces: objects that hold the list of articles among other members.
//!
//! The Guardian, NewsAPI, Event Registry, Elasticsearch and feeds of JSON put articles into
//! `response.results`, `articles`, `hits.hits`, `items`. Where exactly one list of objects with a text
//! is in the first object, its objects are the records, and those of the same list in the lines below.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::value::RawValue;

use crate::columns::is_name_of_text;
use crate::fields::Fields;
use crate::source::Peeked;

/// How deep in an answer the list is looked for.
const DEPTH: usize = 3;

/// Gives the objects of the lists one a line.
pub(crate) struct Listed {
    input: BufReader<Peeked>,
    path: Vec<String>,
    line: Vec<u8>,
    text: Vec<u8>,
    read: usize,
}

impl Listed {
    /// The lists are the members that the path leads to.
    pub(crate) fn new(source: Peeked, path: Vec<String>) -> Self {
        let input = BufReader::with_capacity(64 * 1024, source);
        Self { input, path, line: Vec::new(), text: Vec::new(), read: 0 }
    }
}

impl Read for Listed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.text.len() {
            (self.read, self.line) = (0, Vec::new());
            self.text.clear();
            if self.input.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(0);
            }
            let line = String::from_utf8_lossy(&self.line);
            match items(&line, &self.path) {
                Some(items) => {
                    for item in items {
                        self.text.extend_from_slice(item.get().as_bytes());
                        self.text.push(b'\n');
                    }
                }
                // A line without the list is told of when it is read as a record.
                None if line.trim().is_empty() => {}
                None => self.text.extend_from_slice(&self.line),
            }
        }
        let mut unread = self.text.get(self.read..).unwrap_or_default();
        let count = unread.read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

/// The objects of the list that the path leads to.
fn items<'a>(object: &'a str, path: &[String]) -> Option<Vec<&'a RawValue>> {
    let Some((first, rest)) = path.split_first() else { return serde_json::from_str(object).ok() };
    let fields = Fields::of_prefix(object);
    let value = fields.into_iter().find(|(name, _)| name == first)?.1;
    items(value.get(), rest)
}

/// The way to the only list in the object one of whose first objects is as asked, if there is one.
pub(crate) fn path_of_list(object: &str, is_one: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let mut found = Vec::new();
    find(object, is_one, &mut Vec::new(), &mut found);
    if found.len() == 1 { found.pop() } else { None }
}

fn find(
    object: &str,
    is_one: &dyn Fn(&str) -> bool,
    path: &mut Vec<String>,
    found: &mut Vec<Vec<String>>,
) {
    for (name, value) in Fields::of_prefix(object) {
        path.push(name);
        match value.get().as_bytes().first() {
            Some(b'{') if path.len() < DEPTH => find(value.get(), is_one, path, found),
            Some(b'[') => {
                let list: Option<Vec<&RawValue>> = serde_json::from_str(value.get()).ok();
                if list.unwrap_or_default().iter().take(8).any(|item| is_one(item.get())) {
                    found.push(path.clone());
                }
            }
            _ => {}
        }
        path.pop();
    }
}

/// Whether the object has the member, or with dots the first one of its name.
pub(crate) fn has_member(object: &str, name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    Fields::of_prefix(object).iter().any(|(member, _)| member == name || member == first)
}

/// Whether the object has a member that may be a text of some length under a name of its own.
pub(crate) fn has_prose(object: &str) -> bool {
    /// Titles and addresses are shorter.
    const SHORT: usize = 200;
    let is_long = |value: &RawValue| value.get().starts_with('"') && value.get().len() > SHORT;
    Fields::of_prefix(object).iter().any(|(_, value)| is_long(value))
}

/// The name of the text of an object: a member, or with a dot a member of a member. Of several in one
/// member the one that says it is text counts, since others are pages: "bodyText" beside "body".
pub(crate) fn text_of(object: &str) -> Option<String> {
    let fields = Fields::of_prefix(object);
    let is_string = |value: &RawValue| value.get().starts_with('"');
    // A text that is missing in this object is one of the others.
    let is_text = |value: &RawValue| is_string(value) || value.get() == "null";
    let direct = fields.iter().find(|(name, value)| is_name_of_text(name) && is_text(value));
    if let Some((name, _)) = direct {
        return Some(name.clone());
    }
    let mut names = Vec::new();
    for (name, value) in fields.iter().filter(|(_, value)| value.get().starts_with('{')) {
        let members = Fields::of_prefix(value.get());
        let is_one =
            |member: &str| is_name_of_text(member) || member == "rendered" && is_name_of_text(name);
        let members = members.iter().filter(|(member, value)| is_one(member) && is_string(value));
        names.extend(members.map(|(member, _)| format!("{name}.{member}")));
    }
    if names.len() > 1 {
        names.retain(|name| name.to_lowercase().ends_with("text"));
    }
    if names.len() == 1 { names.pop() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_list_with_texts_is_found() {
        let has_text = |item: &str| text_of(item).is_some();
        let path = |object: &str| path_of_list(object, &has_text).map(|path| path.join("."));
        for (object, found) in [
            (
                r#"{"status": "ok", "articles": [{"title": "R", "content": "Rain."}]}"#,
                Some("articles"),
            ),
            (
                r#"{"response": {"tags": [{"id": 1}], "docs": [{"body": "x"}]}}"#,
                Some("response.docs"),
            ),
            (r#"{"hits": {"total": 1, "hits": [{"_source": {"text": "x"}}]}}"#, Some("hits.hits")),
            (r#"{"a": [{"text": "x"}], "b": [{"text": "y"}]}"#, None),
            (r#"{"articles": [{"title": "R"}]}"#, None),
            (r#"{"text": ["Rain.", "Snow."]}"#, None),
            (r#"{"articles": []}"#, None),
        ] {
            assert_eq!(path(object).as_deref(), found, "{object}");
        }
    }

    #[test]
    fn text_may_be_a_member_of_a_member() {
        for (object, name) in [
            (r#"{"text": "x", "fields": {"body": "y"}}"#, Some("text")),
            (
                r#"{"fields": {"body": "<p>x", "bodyText": "x", "headline": "h"}}"#,
                Some("fields.bodyText"),
            ),
            (
                r#"{"content": {"rendered": "x"}, "title": {"rendered": "t"}}"#,
                Some("content.rendered"),
            ),
            (r#"{"a": {"text": "x"}, "b": {"text": "y"}}"#, None),
            (r#"{"title": {"rendered": "t"}}"#, None),
        ] {
            assert_eq!(text_of(object).as_deref(), name, "{object}");
        }
    }
}
