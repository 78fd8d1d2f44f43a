//! brat standoff, as `sayso-export` writes it and annotators correct it: events whose trigger is
//! the cue.

use std::collections::HashMap;
use std::path::Path;

use sayso_export::Offsets;
use sayso_text::{AttributionType, Kind, Speaker, SpeakerKind};
use sayso_verify::{Claim, Locator};

use crate::Error;
use crate::draft::{Draft, Drafts, Mention, Names, words};
use crate::error::Place;
use crate::files::{self, Found};

/// Reads an `.ann` file, or a folder of them; the text stands in the `.txt` file beside each.
pub(crate) fn read(path: &Path) -> Result<Drafts, Error> {
    let found = files::files(path, "ann")?;
    Ok(Drafts::new(found.map(|found| {
        let found = found?;
        draft(&found).map_err(|error| error.in_file(&found.path))
    })))
}

fn draft(found: &Found) -> Result<Draft, Error> {
    let beside = found.path.with_extension("txt");
    let text = beside.is_file().then(|| files::text(&beside)).transpose()?;
    let lines = found.text()?;
    let annotations = Annotations::parse(&lines, text.as_deref())?;
    Ok(Draft {
        doc_id: found.doc_id.clone(),
        mentions: annotations.mentions()?,
        text,
        path: found.path.clone(),
        ..Draft::default()
    })
}

/// What a file holds, by the names of the annotations.
struct Annotations<'a> {
    entities: HashMap<&'a str, Vec<Claim>>,
    events: Vec<Event<'a>>,
    kinds: HashMap<&'a str, Kind>,
    types: HashMap<&'a str, AttributionType>,
    speakers: HashMap<&'a str, &'a str>,
    /// For each event the one in whose content it stands.
    within: HashMap<&'a str, &'a str>,
}

struct Event<'a> {
    line: u64,
    id: &'a str,
    /// Roles and the entities that have them; the first is the trigger.
    arguments: Vec<(&'a str, &'a str)>,
}

impl<'a> Annotations<'a> {
    fn parse(lines: &'a str, text: Option<&str>) -> Result<Self, Error> {
        let mut annotations = Self {
            entities: HashMap::new(),
            events: Vec::new(),
            kinds: HashMap::new(),
            types: HashMap::new(),
            speakers: HashMap::new(),
            within: HashMap::new(),
        };
        let locator = text.map(|text| (text, Locator::new(text, Offsets::Chars)));
        for (line, number) in lines.lines().zip(1..) {
            let read = annotations.line(line, number, locator.as_ref());
            read.map_err(|error| error.at(Place::Line(number)))?;
        }
        Ok(annotations)
    }

    fn line(
        &mut self,
        line: &'a str,
        number: u64,
        text: Option<&(&str, Locator<'_>)>,
    ) -> Result<(), Error> {
        let mut fields = line.splitn(3, '\t');
        let (id, what) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let rest = fields.next().unwrap_or_default();
        match id.chars().next() {
            Some('T') => {
                let claims = entity(what, rest, text)?;
                self.entities.insert(id, claims);
            }
            Some('E') => self.events.push(event(id, what, number)?),
            Some('A' | 'M') => self.attribute(what)?,
            Some('#') => self.note(what, rest),
            Some('R') => self.relation(what),
            // Equivalences and normalisations say nothing of who said what.
            _ => {}
        }
        Ok(())
    }

    fn attribute(&mut self, what: &'a str) -> Result<(), Error> {
        let mut words = what.split(' ');
        let (name, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let value = words.next().unwrap_or_default();
        let wrong = |expected| move |_| Error::value("attribute", value, expected);
        match name {
            "Kind" => {
                let kind = value.parse().map_err(wrong("direct, indirect or mixed"))?;
                self.kinds.insert(target, kind);
            }
            "Type" => {
                let expected = "communication, attitude, factive or control";
                self.types.insert(target, value.parse().map_err(wrong(expected))?);
            }
            _ => {}
        }
        Ok(())
    }

    fn note(&mut self, what: &'a str, note: &'a str) {
        if let (Some((_, target)), Some(name)) =
            (what.split_once(' '), note.strip_prefix("speaker:"))
        {
            self.speakers.insert(target, name.trim());
        }
    }

    fn relation(&mut self, what: &'a str) {
        let mut words = what.split(' ');
        let arguments = (words.next(), words.next(), words.next());
        if let (Some("Within"), Some(inner), Some(outer)) = arguments
            && let Some(inner) = inner.strip_prefix("Arg1:")
            && let Some(outer) = outer.strip_prefix("Arg2:")
        {
            self.within.insert(inner, outer);
        }
    }

    fn mentions(&self) -> Result<Vec<Mention>, Error> {
        let mention = |event: &Event<'a>| {
            self.mention(event).map_err(|error| error.at(Place::Line(event.line)))
        };
        self.events.iter().map(mention).collect()
    }

    fn mention(&self, event: &Event<'a>) -> Result<Mention, Error> {
        let mut mention = Mention {
            place: Place::Line(event.line),
            number: event.id.get(1..).and_then(|number| number.parse().ok()),
            names: Names {
                own: event.id.to_owned(),
                within: self.within.get(event.id).copied().unwrap_or_default().to_owned(),
            },
            speaker: self.speakers.get(event.id).map(|name| speaker(name)),
            kind: self.kinds.get(event.id).copied(),
            attribution_type: self.types.get(event.id).copied(),
            ..Mention::default()
        };
        for (role, entity) in &event.arguments {
            let missing = || Error::value("event", entity, "an entity of the file");
            let claims = self.entities.get(entity).ok_or_else(missing)?.clone();
            match role.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
                "Cue" => mention.cue = claims,
                "Source" => mention.source.extend(claims),
                "Content" => mention.content.extend(claims),
                _ => {}
            }
        }
        Ok(mention)
    }
}

fn speaker(name: &str) -> Speaker {
    Speaker::new(name, SpeakerKind::default())
}

fn event<'a>(id: &'a str, what: &'a str, line: u64) -> Result<Event<'a>, Error> {
    let argument = |pair: &'a str| {
        let wrong = || Error::value("event", pair, "a role and an entity, as \"Source:T2\"");
        pair.split_once(':').ok_or_else(wrong)
    };
    let arguments: Result<Vec<_>, Error> = what.split_whitespace().map(argument).collect();
    Ok(Event { line, id, arguments: arguments? })
}

/// The claims of an entity. Its fragments are the lines of one span, unless words stand between
/// them: then they are spans of their own.
fn entity(
    what: &str,
    text: &str,
    document: Option<&(&str, Locator<'_>)>,
) -> Result<Vec<Claim>, Error> {
    let wrong = || Error::value("entity", what, "a name and offsets, as \"Cue 4 8\"");
    let (_, offsets) = what.split_once(' ').ok_or_else(wrong)?;
    let fragment = |fragment: &str| {
        let (start, end) = fragment.split_once(' ')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let fragments: Option<Vec<(usize, usize)>> = offsets.split(';').map(fragment).collect();
    let fragments = fragments.ok_or_else(wrong)?;
    let joined = joined(&fragments, document);
    match joined.as_slice() {
        [ends] if !text.is_empty() => Ok(vec![words(text.to_owned(), Some(*ends))]),
        spans => Ok(vec![Claim::Spans(spans.iter().map(|(start, end)| [*start, *end]).collect())]),
    }
}

/// The fragments, those joined between which the text has only white space.
fn joined(
    fragments: &[(usize, usize)],
    document: Option<&(&str, Locator<'_>)>,
) -> Vec<(usize, usize)> {
    let is_blank = |gap| match document {
        None => true,
        Some((text, locator)) => {
            locator.span(gap).is_some_and(|span| span.of(text).trim().is_empty())
        }
    };
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in fragments {
        match joined.last_mut() {
            Some(last) if is_blank((last.1, *start)) => last.1 = *end,
            _ => joined.push((*start, *end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(ann: &str, text: &str) -> Result<Vec<Mention>, Error> {
        Annotations::parse(ann, Some(text))?.mentions()
    }

    #[test]
    fn event_is_a_mention_with_its_attributes_and_note() {
        let ann = "T1\tCue 7 11\tsaid\nT2\tContent 0 4\tRain\nR1\tOther Arg1:T1 Arg2:T2\n\
                   R2\tWithin Arg1:E3 Arg2:E1\nE3\tCue:T1 Content:T2\nA1\tKind E3 mixed\nA2\tType E3 factive\n\
                   #1\tAnnotatorNotes E3\tspeaker: Ada Obi\n";
        let found = mentions(ann, "Rain, x said").expect("standoff");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].number, found[0].kind), (Some(3), Some(Kind::Mixed)));
        assert_eq!(found[0].attribution_type, Some(AttributionType::Factive));
        assert_eq!(found[0].speaker, Some(speaker("Ada Obi")));
        assert!(found[0].source.is_empty());
        assert_eq!((&*found[0].names.own, &*found[0].names.within), ("E3", "E1"));
    }

    #[test]
    fn fragments_are_one_span_where_only_a_line_ends_between_them() {
        let document = ("“Rain.\n\nSnow,” no", Locator::new("“Rain.\n\nSnow,” no", Offsets::Chars));
        assert_eq!(joined(&[(0, 6), (8, 14)], Some(&document)), [(0, 14)]);
        assert_eq!(joined(&[(0, 5), (8, 14)], Some(&document)), [(0, 5), (8, 14)]);
    }

    #[test]
    fn damaged_line_is_named() {
        for (ann, line) in [
            ("T1\tCue\tsaid", 1),
            ("\nT1\tCue 1 x\tsaid", 2),
            ("T1\tCue 0 4\tRain\nE1\tCue", 2),
            ("T1\tCue 0 4\tRain\nE1\tCue:T1 Content:T9", 2),
            ("T1\tCue 0 4\tRain\nE1\tCue:T1\nA1\tKind E1 shouted", 3),
        ] {
            let error = mentions(ann, "Rain").expect_err("damaged");
            assert_eq!(error.line(), Some(line), "{ann:?}: {error}");
        }
    }
}
