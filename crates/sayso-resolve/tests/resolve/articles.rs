//! Articles in which the pronouns change hands. A source stands in braces with its speaker:
//! `{He|Dee Lind} said`.

use sayso_resolve::Resolver;
use sayso_segment::Segmenter;
use sayso_text::{Attribution, Span};

/// An article without its marks, and the marked sources with their speakers.
fn unmark(marked: &str) -> (String, Vec<(Span, String)>) {
    let mut text = String::new();
    let mut sources = Vec::new();
    for (number, piece) in marked.split(['{', '}']).enumerate() {
        match piece.split_once('|').filter(|_| number % 2 == 1) {
            Some((source, speaker)) => {
                let start = text.len();
                text.push_str(source);
                sources.push((Span::new(start, text.len()), speaker.to_owned()));
            }
            None => text.push_str(piece),
        }
    }
    (text, sources)
}

/// An attribution of the sentence around the source: its content stands before the source if a comma
/// or a quotation mark does, else behind the cue.
fn attribution(text: &str, source: Span) -> Attribution {
    let before = Span::new(0, source.start()).of(text);
    let after = Span::new(source.end(), text.len()).of(text);
    let start = before.rfind(['.', '\n', '"']).map_or(0, |place| place + 1);
    let end = source.end() + after.find(['.', '\n']).unwrap_or(after.len());
    let cue = source.end() + after.find(' ').unwrap_or(0) + 1;
    let cue_end = cue + Span::new(cue.min(end), end).of(text).find(' ').unwrap_or(0);
    let fronted = before.trim_end().ends_with([',', '"']);
    let start = if before.trim_end().ends_with('"') {
        before.trim_end().trim_end_matches('"').rfind('"').unwrap_or(start)
    } else {
        start
    };
    let content = if fronted { Span::new(start, source.start()) } else { Span::new(cue_end, end) };
    Attribution::new(Span::new(cue.min(end), cue_end), vec![content]).with_source(source)
}

pub(crate) fn check(marked: &str) {
    let (text, sources) = unmark(marked);
    let segmentation = Segmenter::new().segment(&text);
    let given: Vec<_> = sources.iter().map(|(source, _)| attribution(&text, *source)).collect();
    let speakers = Resolver::new().resolve(&text, &segmentation, &given);
    let shown =
        |place: usize, name: &str| format!("{place} {}: {name}", sources[place].0.of(&text));
    let found: Vec<_> = speakers.iter().enumerate().map(|(at, it)| shown(at, &it.name)).collect();
    let wanted: Vec<_> = sources.iter().enumerate().map(|(at, it)| shown(at, &it.1)).collect();
    assert_eq!(found, wanted);
}

/// What the speaker that the source names is.
pub(crate) fn kind_of(text: &str, source: Span) -> sayso_text::SpeakerKind {
    let segmentation = Segmenter::new().segment(text);
    let said = [attribution(text, source)];
    Resolver::new().resolve(text, &segmentation, &said)[0].kind
}

/// The role of the speaker that the source names.
pub(crate) fn role_of(text: &str, source: Span) -> String {
    let segmentation = Segmenter::new().segment(text);
    let said = [attribution(text, source)];
    Resolver::new().resolve(text, &segmentation, &said)[0].role.to_string()
}

#[test]
fn pronouns_change_hands_between_two_men() {
    check(include_str!("articles/two_men.txt"));
}

#[test]
fn pronouns_change_hands_between_two_women() {
    check(include_str!("articles/two_women.txt"));
}

#[test]
fn pronouns_change_hands_between_a_person_and_a_company() {
    check(include_str!("articles/company.txt"));
}

#[test]
fn roster_counts_statements_and_lists_names_and_roles() {
    let (text, sources) = unmark(include_str!("articles/two_men.txt"));
    let segmentation = Segmenter::new().segment(&text);
    let given: Vec<_> = sources.iter().map(|(source, _)| attribution(&text, *source)).collect();
    let resolver = Resolver::new();
    let mut reader = resolver.reader().worker();
    let roster = resolver.worker().roster(reader.read(&text, &segmentation), &given, &[]);
    let totals: usize = roster.iter().map(sayso_resolve::Profile::total).sum();
    assert_eq!(totals, given.len());
    let pryce = roster.iter().find(|it| &*it.speaker.name == "Owen Pryce").unwrap();
    assert_eq!(pryce.names, ["Owen Pryce", "Pryce"]);
    assert_eq!(pryce.roles, ["Mayor"]);
}
