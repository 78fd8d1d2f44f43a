//! Whom or what each statement of an article speaks of.

use std::collections::HashMap;

use sayso_resolve::{Named, Resolver};
use sayso_segment::Segmenter;
use sayso_text::{Document, Speaker, SpeakerKind, Statement};

/// Between the names of several who speak together.
const BETWEEN_NAMES: &str = "; ";

/// Somebody whom a content names or holds a voice of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Target {
    pub(crate) speaker: Speaker,
    /// Whether it is a place and not known to speak.
    pub(crate) is_place: bool,
    /// Whether a voice of the target stands within the statement.
    pub(crate) speaks: bool,
}

/// Finds names in texts.
#[derive(Default)]
pub(crate) struct Names {
    segmenter: Segmenter,
    resolver: Resolver,
}

impl Names {
    /// The targets of each statement, in the order of the statements; each once, and never the speaker.
    pub(crate) fn targets(
        &self,
        document: &Document,
        statements: &[Statement],
    ) -> Vec<Vec<Target>> {
        if statements.is_empty() {
            return Vec::new();
        }
        let segmentation = self.segmenter.segment(&document.text);
        let names = self.resolver.worker().names(&document.text, &segmentation);
        // What the statements know of a speaker's kind is better than what the words of a name show.
        let known: HashMap<&str, &Speaker> =
            statements.iter().map(|it| (&*it.speaker.name, &it.speaker)).collect();
        let better = |named: &Named| match known.get(&*named.speaker.name) {
            Some(known) => Target { speaker: (*known).clone(), ..Target::default() },
            None => Target {
                speaker: named.speaker.clone(),
                is_place: named.is_place,
                ..Target::default()
            },
        };
        let of = |statement| {
            let mut targets = voices_within(statement, statements);
            named_in(statement, &names).for_each(|named| add(&mut targets, better(named)));
            let own = voices(&statement.speaker);
            targets.retain(|target| own.iter().all(|own| own.name != target.speaker.name));
            targets
        };
        statements.iter().map(of).collect()
    }
}

/// Those who speak within the statement itself, not within a voice in it.
fn voices_within(statement: &Statement, statements: &[Statement]) -> Vec<Target> {
    let mut targets = Vec::new();
    for inner in statements.iter().filter(|inner| inner.within == Some(statement.number)) {
        for speaker in voices(&inner.speaker) {
            add(&mut targets, Target { speaker, speaks: true, ..Target::default() });
        }
    }
    targets
}

/// The names in the content; names are in text order.
fn named_in<'n>(statement: &Statement, names: &'n [Named]) -> impl Iterator<Item = &'n Named> {
    let content = statement.attribution.content.iter();
    content.flat_map(|piece| {
        let first = names.partition_point(|named| named.span.start() < piece.start());
        let rest = names.get(first..).unwrap_or_default().iter();
        rest.take_while(|named| named.span.end() <= piece.end())
    })
}

fn add(targets: &mut Vec<Target>, target: Target) {
    let is_new = targets.iter().all(|known| known.speaker.name != target.speaker.name);
    if is_new && has_name(&target.speaker, &[SpeakerKind::None]) {
        targets.push(target);
    }
}

/// Whether it is one with a name, which means the same in another article.
fn has_name(speaker: &Speaker, more: &[SpeakerKind]) -> bool {
    let is_more = speaker.kind == SpeakerKind::Document || more.contains(&speaker.kind);
    speaker.is_named() || is_more && speaker.name.chars().any(char::is_uppercase)
}

/// The speakers who have a node, one by one where several speak together.
pub(crate) fn voices(speaker: &Speaker) -> Vec<Speaker> {
    if has_name(speaker, &[]) {
        return vec![speaker.clone()];
    }
    if speaker.kind != SpeakerKind::Group || !speaker.name.contains(BETWEEN_NAMES) {
        return Vec::new();
    }
    let names = speaker.name.split(BETWEEN_NAMES);
    let one = |name: &str| Speaker::new(name, SpeakerKind::Person);
    names.map(one).filter(Speaker::is_named).collect()
}

#[cfg(test)]
mod tests {
    use sayso_text::{Attribution, Span};

    use super::*;

    fn statement(text: &str, number: usize, source: &str, content: &str) -> Statement {
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(start, start + words.len())
        };
        let attribution =
            Attribution::new(span("said"), vec![span(content)]).with_source(span(source));
        Statement::new(number, attribution, Speaker::new(source, SpeakerKind::Person))
    }

    fn named(targets: &[Target]) -> Vec<(&str, bool)> {
        targets.iter().map(|target| (&*target.speaker.name, target.speaks)).collect()
    }

    #[test]
    fn content_speaks_of_its_names_and_never_of_its_speaker() {
        let text =
            "Dee Lind said that Tom Ode had misled Dee Lind and the Harbour Board. Ann Ray left.";
        let content = "Tom Ode had misled Dee Lind and the Harbour Board";
        let statements = [statement(text, 1, "Dee Lind", content)];
        let targets = Names::default().targets(&Document::new("a", text), &statements);
        assert_eq!(named(&targets[0]), [("Tom Ode", false), ("Harbour Board", false)]);
    }

    #[test]
    fn short_name_is_the_one_whom_the_article_introduces() {
        let text = "Mayor Tom Ode resigned. Dee Lind said that Ode had misled voters.";
        let statements = [statement(text, 1, "Dee Lind", "Ode had misled voters")];
        let targets = Names::default().targets(&Document::new("a", text), &statements);
        assert_eq!(named(&targets[0]), [("Tom Ode", false)]);
    }

    #[test]
    fn word_that_only_begins_a_sentence_is_no_name_and_one_that_is_a_name_elsewhere_is() {
        let text =
            "Dee Lind said: “Supplies are short. Kessel is far.” On the road to Kessel it rains.";
        let statements = [statement(text, 1, "Dee Lind", "Supplies are short. Kessel is far.")];
        let targets = Names::default().targets(&Document::new("a", text), &statements);
        assert_eq!(named(&targets[0]), [("Kessel", false)]);
    }

    #[test]
    fn voice_within_is_spoken_of_by_the_one_around_it_alone() {
        let text = "Dee Lind said Tom Ode denied that Ann Ray had left.";
        let mut outer = statement(text, 1, "Dee Lind", "Tom Ode denied that Ann Ray had left");
        outer.within = Some(9);
        let mut inner = statement(text, 2, "Tom Ode", "Ann Ray had left");
        inner.within = Some(1);
        let targets = Names::default().targets(&Document::new("a", text), &[outer, inner]);
        assert_eq!(named(&targets[0]), [("Tom Ode", true), ("Ann Ray", false)]);
        assert_eq!(named(&targets[1]), [("Ann Ray", false)]);
    }

    #[test]
    fn several_are_one_each_and_the_nameless_none() {
        let names =
            |speaker| voices(&speaker).iter().map(|one| one.name.to_string()).collect::<Vec<_>>();
        assert_eq!(
            names(Speaker::new("Dee Lind; Tom Ode", SpeakerKind::Group)),
            ["Dee Lind", "Tom Ode"]
        );
        assert!(names(Speaker::new("two officials", SpeakerKind::Group)).is_empty());
        assert!(names(Speaker::new("a spokesman", SpeakerKind::Nameless)).is_empty());
        assert_eq!(names(Speaker::new("Rivers Act", SpeakerKind::Document)), ["Rivers Act"]);
    }
}
