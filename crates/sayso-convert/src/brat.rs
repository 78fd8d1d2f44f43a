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
    Ok(Drafts::new(found.flat_map(|found| {
        let read = found.and_then(|found| {
            let in_file = |error: Error| error.in_file(&found.path);
            let (draft, errors) = draft(&found).map_err(in_file)?;
            Ok((draft, errors.into_iter().map(in_file).collect::<Vec<_>>()))
        });
        match read {
            // What is wrong in the file, then what is right in it.
            Ok((draft, errors)) => {
                errors.into_iter().map(Err).chain([Ok(draft)]).collect::<Vec<_>>().into_iter()
            }
            Err(error) => vec![Err(error)].into_iter(),
        }
    })))
}

/// The document of a file, and what in it cannot be read.
fn draft(found: &Found) -> Result<(Draft, Vec<Error>), Error> {
    let beside = found.path.with_extension("txt");
    let text = beside.is_file().then(|| files::text(&beside)).transpose()?;
    let lines = found.text()?;
    let (mentions, errors) = Annotations::parse(&lines, text.as_deref()).into_mentions();
    let (doc_id, path) = (found.doc_id.clone(), found.path.clone());
    Ok((Draft { doc_id, mentions, text, path, ..Draft::default() }, errors))
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
    /// Lines that cannot be read.
    errors: Vec<Error>,
}

/// How deep events may stand within events; deeper ones are a circle.
const DEEPEST: usize = 16;

struct Event<'a> {
    line: u64,
    id: &'a str,
    /// Roles and the entities or events that have them; the first is the trigger.
    arguments: Vec<(&'a str, &'a str)>,
}

impl<'a> Annotations<'a> {
    fn parse(lines: &'a str, text: Option<&str>) -> Self {
        let mut annotations = Self {
            entities: HashMap::new(),
            events: Vec::new(),
            kinds: HashMap::new(),
            types: HashMap::new(),
            speakers: HashMap::new(),
            within: HashMap::new(),
            errors: Vec::new(),
        };
        let locator = text.map(|text| (text, Locator::new(text, Offsets::Chars)));
        for (line, number) in lines.lines().zip(1..) {
            if let Err(error) = annotations.line(line, number, locator.as_ref()) {
                annotations.errors.push(error.at(Place::Line(number)));
            }
        }
        annotations
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
            Some('E') => self.event(event(id, what, number)?),
            Some('A' | 'M') => self.attribute(what)?,
            Some('#') => self.note(what, rest),
            Some('R') => self.relation(what),
            // Equivalences and normalisations say nothing of who said what.
            _ => {}
        }
        Ok(())
    }

    /// Keeps the event; those that are its arguments stand in it.
    fn event(&mut self, event: Event<'a>) {
        for (_, name) in event.arguments.iter().filter(|(_, name)| name.starts_with('E')) {
            self.within.entry(name).or_insert(event.id);
        }
        self.events.push(event);
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

    /// The mentions of the events, and what cannot be read.
    fn into_mentions(mut self) -> (Vec<Mention>, Vec<Error>) {
        let (mut mentions, mut errors) = (Vec::new(), std::mem::take(&mut self.errors));
        for event in &self.events {
            match self.mention(event) {
                Ok(mention) => mentions.push(mention),
                Err(error) => errors.push(error.at(Place::Line(event.line))),
            }
        }
        (mentions, errors)
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
        for (role, name) in &event.arguments {
            let claims = self.claims(name, DEEPEST)?;
            match role.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
                "Cue" => mention.cue = claims,
                "Source" => mention.source.extend(claims),
                "Content" => mention.content.extend(claims),
                _ => {}
            }
        }
        Ok(mention)
    }

    /// The claims of an entity; of an event, all that its arguments stretch over, since a statement
    /// within a statement is its content.
    fn claims(&self, name: &str, depth: usize) -> Result<Vec<Claim>, Error> {
        if let Some(claims) = self.entities.get(name) {
            return Ok(claims.clone());
        }
        let event = self.events.iter().find(|event| event.id == name && depth > 0);
        let missing = || Error::value("event", name, "an entity or an event of the file");
        let event = event.ok_or_else(missing)?;
        let mut ends: Option<[usize; 2]> = None;
        for (_, name) in &event.arguments {
            for [start, end] in self.claims(name, depth - 1)?.iter().flat_map(places) {
                let [first, last] = ends.unwrap_or([start, end]);
                ends = Some([first.min(start), last.max(end)]);
            }
        }
        Ok(ends.into_iter().map(|ends| Claim::Spans(vec![ends])).collect())
    }
}

/// Where the words of a claim stand.
fn places(claim: &Claim) -> Vec<[usize; 2]> {
    match claim {
        Claim::Words { ends: Some((start, end)), .. } => vec![[*start, *end]],
        Claim::Spans(spans) => spans.clone(),
        _ => Vec::new(),
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

    fn read(ann: &str, text: &str) -> (Vec<Mention>, Vec<Error>) {
        Annotations::parse(ann, Some(text)).into_mentions()
    }

    #[test]
    fn event_is_a_mention_with_its_attributes_and_note() {
        let ann = "T1\tCue 7 11\tsaid\nT2\tContent 0 4\tRain\nR1\tOther Arg1:T1 Arg2:T2\n\
                   R2\tWithin Arg1:E3 Arg2:E1\nE3\tCue:T1 Content:T2\nA1\tKind E3 mixed\nA2\tType E3 factive\n\
                   #1\tAnnotatorNotes E3\tspeaker: Ada Obi\n";
        let (found, errors) = read(ann, "Rain, x said");
        assert!(errors.is_empty(), "{errors:?}");
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
            let (_, errors) = read(ann, "Rain");
            let found = errors.first().map(Error::line);
            assert_eq!(found, Some(Some(line)), "{ann:?}: {errors:?}");
        }
    }

    #[test]
    fn event_within_an_event_is_its_content_and_both_are_kept() {
        let text = "Ek said Obi said rain is near";
        let ann = "T1\tCue 12 16\tsaid\nT2\tSource 8 11\tObi\nT3\tContent 17 29\train is near\n\
                   E1\tCue:T1 Source:T2 Content:T3\nT4\tCue 3 7\tsaid\nT5\tSource 0 2\tEk\n\
                   E2\tCue:T4 Source:T5 Content:E1\nE3\tCue:T4 Content:E9\nE4\tCue:T4 Content:E4\n";
        let (found, errors) = read(ann, text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].content, [Claim::Spans(vec![[8, 29]])]);
        assert_eq!((&*found[0].names.within, &*found[1].names.own), ("E2", "E2"));
        let lines: Vec<_> = errors.iter().map(Error::line).collect();
        assert_eq!(lines, [Some(8), Some(9)], "{errors:?}");
        assert!(errors[0].to_string().contains("\"E9\""), "{}", errors[0]);
    }
}
