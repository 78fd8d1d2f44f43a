//! A REFI-QDA project, read back after people have coded in it.
//!
//! A selection is a part of the statement that its description names (`S3 content, …`), as `sayso extract
//! --format qdpx` writes it; one that a person has added is a content by itself, if it has a code of a speaker,
//! a kind or a type. Programs do not agree whether `endPosition` is the last character or the place
//! after it: where the names of selections are their words, these tell.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use roxmltree::{Document, Node};
use sayso_text::{Speaker, SpeakerKind};
use sayso_verify::Claim;
use zip::ZipArchive;

use crate::Error;
use crate::draft::{Draft, Drafts, Mention, Names};
use crate::error::Place;
use crate::rows::number;

const PROJECT: &str = ".qde";

/// Reads an archive.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let mut archive = ZipArchive::new(File::open(path)?).map_err(not_a_project)?;
    let names = archive.file_names().filter_map(Result::ok).map(|name| name.into_owned());
    let names: Vec<String> = names.collect();
    let project = names.iter().find(|name| name.to_ascii_lowercase().ends_with(PROJECT));
    let missing = || Error::value("the archive", "its files", "a project.qde among them");
    let page = text(&mut archive, project.ok_or_else(missing)?)?;
    let tree = Document::parse(&page).map_err(not_a_project)?;
    let codes = codes(&tree);
    let mut sources = Vec::new();
    for source in elements(tree.root(), "TextSource") {
        let content = child(source, "PlainTextContent").and_then(|it| it.text()).map(str::to_owned);
        let content = match (content, file_of(source, &names)) {
            (Some(content), _) => Some(content),
            (None, Some(name)) => Some(text(&mut archive, name)?),
            (None, None) => None,
        };
        sources.push((source, content.unwrap_or_default()));
    }
    let is_inclusive = is_inclusive(&sources);
    let draft = |(source, text): &(Node<'_, '_>, String)| {
        let project = Project { codes: &codes, is_inclusive, text };
        Ok(project.draft(*source, path))
    };
    let drafts: Vec<Result<Draft, Error>> = sources.iter().map(draft).collect();
    Ok(Drafts::new(drafts.into_iter()))
}

fn not_a_project(error: impl std::fmt::Display) -> Error {
    Error::value("the file", &error.to_string(), "a REFI-QDA project")
}

fn text(archive: &mut ZipArchive<File>, name: &str) -> Result<String, Error> {
    let mut bytes = Vec::new();
    archive.by_name(name).map_err(not_a_project)?.read_to_end(&mut bytes)?;
    Ok(sayso_read::decode(bytes))
}

/// The name in the archive of the file that a source has its text in: programs write `sources` and
/// `Sources`.
fn file_of<'n>(source: Node<'_, '_>, names: &'n [String]) -> Option<&'n String> {
    let path = source.attribute("plainTextPath")?.rsplit(['/', '\\']).next()?;
    names.iter().find(|name| name.rsplit('/').next() == Some(path))
}

fn elements<'t, 'i>(root: Node<'t, 'i>, name: &'static str) -> impl Iterator<Item = Node<'t, 'i>> {
    root.descendants().filter(move |node| node.tag_name().name() == name)
}

fn child<'t, 'i>(node: Node<'t, 'i>, name: &str) -> Option<Node<'t, 'i>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// What a code is: the name of the one that holds it, and its own.
type Code = (String, String);

fn codes(tree: &Document<'_>) -> HashMap<String, Code> {
    let named = |node: Node<'_, '_>| node.attribute("name").unwrap_or_default().to_owned();
    let code = |node: Node<'_, '_>| {
        let parent = node.parent_element().filter(|it| it.tag_name().name() == "Code");
        let guid = node.attribute("guid")?.to_owned();
        Some((guid, (parent.map(named).unwrap_or_default(), named(node))))
    };
    elements(tree.root(), "Code").filter_map(code).collect()
}

fn ends(selection: Node<'_, '_>) -> Option<(usize, usize)> {
    let place = |name| selection.attribute(name)?.parse().ok();
    place("startPosition").zip(place("endPosition"))
}

fn between(text: &str, (start, end): (usize, usize)) -> String {
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// Whether more selections have the words of their names with the last character than without it.
fn is_inclusive(sources: &[(Node<'_, '_>, String)]) -> bool {
    let (mut with, mut without) = (0, 0);
    for (source, text) in sources {
        for selection in elements(*source, "PlainTextSelection") {
            let (Some((start, end)), Some(name)) = (ends(selection), selection.attribute("name"))
            else {
                continue;
            };
            with += usize::from(between(text, (start, end + 1)) == name);
            without += usize::from(between(text, (start, end)) == name);
        }
    }
    with > without
}

/// A source that is being read.
struct Project<'p> {
    codes: &'p HashMap<String, Code>,
    is_inclusive: bool,
    text: &'p str,
}

/// A selection: of which statement, as what, where, with which codes.
struct Selected<'p> {
    statement: Option<(String, String)>,
    within: String,
    confidence: Option<f32>,
    span: [usize; 2],
    codes: Vec<&'p Code>,
}

impl<'p> Project<'p> {
    fn draft(&self, source: Node<'_, '_>, path: &Path) -> Draft {
        let date = elements(source, "DateValue").next().and_then(|date| date.text());
        Draft {
            doc_id: source.attribute("name").unwrap_or_default().to_owned(),
            text: Some(self.text.to_owned()),
            date: date.and_then(sayso_read::parse_date),
            columns: Vec::new(),
            mentions: self.mentions(source),
            path: path.to_owned(),
        }
    }

    fn mentions(&self, source: Node<'_, '_>) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for selection in elements(source, "PlainTextSelection") {
            let Some(selected) = self.selected(selection) else { continue };
            let part = selected.statement.as_ref().map_or("content", |(_, part)| part);
            let key = selected.statement.as_ref().map(|(statement, _)| statement.clone());
            let is_known = part != "content" || selected.is_of_a_statement();
            if !is_known {
                continue;
            }
            let next = mentions.len();
            let place = key.clone().map_or(next, |key| *places.entry(key).or_insert(next));
            if place == next {
                mentions.push(Mention { place: Place::default(), ..Mention::default() });
            }
            let Some(mention) = mentions.get_mut(place) else { continue };
            let claim = Claim::Spans(vec![selected.span]);
            match part {
                "source" => mention.source.push(claim),
                "cue" => mention.cue.push(claim),
                _ => {
                    mention.content.push(claim);
                    selected.tell(mention);
                }
            }
            let own = key.unwrap_or_default();
            mention.number = number(&own);
            mention.names.own = own;
        }
        // What is left of a statement whose content was taken away is none.
        mentions.retain(|mention| !mention.content.is_empty());
        mentions
    }

    fn selected(&self, selection: Node<'_, '_>) -> Option<Selected<'p>> {
        let (start, end) = ends(selection)?;
        let described =
            child(selection, "Description").and_then(|it| it.text()).unwrap_or_default();
        let mut facts = described.split(", ");
        let first = facts.next().and_then(|first| first.split_once(' '));
        let statement = first.filter(|(name, part)| {
            number(name).is_some() && matches!(*part, "content" | "source" | "cue")
        });
        let (mut within, mut confidence) = (String::new(), None);
        for fact in facts.filter(|_| statement.is_some()) {
            match fact.strip_prefix("within ") {
                Some(outer) => outer.clone_into(&mut within),
                None => confidence = fact.parse().ok(),
            }
        }
        let codes = elements(selection, "CodeRef")
            .filter_map(|code| self.codes.get(code.attribute("targetGUID")?));
        Some(Selected {
            statement: statement.map(|(name, part)| (name.to_owned(), part.to_owned())),
            within,
            confidence,
            span: [start, end + usize::from(self.is_inclusive)],
            codes: codes.collect(),
        })
    }
}

impl Selected<'_> {
    fn code(&self, parent: &str) -> Option<&str> {
        self.codes.iter().find(|(of, _)| of == parent).map(|(_, name)| name.as_str())
    }

    /// Whether it is a content: what else people select is theirs.
    fn is_of_a_statement(&self) -> bool {
        ["Speaker", "Kind", "Attribution type"].iter().any(|parent| self.code(parent).is_some())
    }

    /// What the codes and the description say of the statement.
    fn tell(&self, mention: &mut Mention) {
        let speakers = self.codes.iter().filter(|(of, _)| of == "Speaker");
        let names: Vec<&str> = speakers.map(|(_, name)| name.as_str()).collect();
        let kind = if names.len() > 1 { SpeakerKind::Group } else { SpeakerKind::default() };
        let speaker = Speaker::new(names.join("; "), kind);
        mention.speaker = Some(speaker).filter(|speaker| !speaker.name.is_empty());
        mention.kind = self.code("Kind").and_then(|name| name.parse().ok());
        mention.attribution_type = self.code("Attribution type").and_then(|it| it.parse().ok());
        mention.confidence = self.confidence.or(mention.confidence);
        mention.names = Names { within: self.within.clone(), ..std::mem::take(&mut mention.names) };
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const TEXT: &str = "😀 Rain is near, Ek said. It is cold.";

    fn mentions(selections: &str) -> Vec<Mention> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.qdpx");
        let mut archive = ZipWriter::new(File::create(&path).expect("a new file"));
        let project = format!(
            "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"a\"><CodeBook><Codes>\
             <Code guid=\"s\" name=\"Speaker\" isCodable=\"false\"><Code guid=\"e\" name=\"Ek\" isCodable=\"true\"/></Code>\
             <Code guid=\"t\" name=\"weather\" isCodable=\"true\"/></Codes></CodeBook><Sources>\
             <TextSource guid=\"1\" name=\"a\" plainTextPath=\"internal://1.txt\">{selections}</TextSource>\
             </Sources></Project>"
        );
        for (name, text) in [("Sources/1.txt", TEXT), ("project.qde", &project)] {
            archive.start_file(name, SimpleFileOptions::default()).expect("a file");
            archive.write_all(text.as_bytes()).expect("a file");
        }
        archive.finish().expect("an archive");
        let drafts: Result<Vec<Draft>, Error> = read(&path).expect("a project").collect();
        drafts.expect("a draft").remove(0).mentions
    }

    fn selection(
        name: &str,
        (start, end): (usize, usize),
        description: &str,
        code: &str,
    ) -> String {
        format!(
            "<PlainTextSelection guid=\"g\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\">\
             <Description>{description}</Description><Coding guid=\"c\"><CodeRef targetGUID=\"{code}\"/></Coding>\
             </PlainTextSelection>"
        )
    }

    #[test]
    fn parts_of_a_statement_are_joined_and_what_a_person_adds_is_one_by_itself() {
        let found = mentions(
            &[
                selection("Rain is near", (2, 14), "S1 content, 0.93, within S7", "e"),
                selection("Ek", (16, 18), "S1 source, 0.93", "x"),
                selection("It is cold", (25, 35), "", "e"),
                selection("cold", (31, 35), "", "t"),
            ]
            .concat(),
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].content, [Claim::Spans(vec![[2, 14]])]);
        assert_eq!(
            (found[0].source.len(), found[0].confidence, &*found[0].names.within),
            (1, Some(0.93), "S7")
        );
        assert_eq!(found[1].speaker.as_ref().map(|it| &*it.name), Some("Ek"));
    }

    #[test]
    fn names_tell_whether_the_last_character_is_named_or_the_place_after_it() {
        let found = mentions(&selection("Rain is near", (2, 13), "S1 content, 0.93", "e"));
        assert_eq!(found[0].content, [Claim::Spans(vec![[2, 14]])]);
    }
}
