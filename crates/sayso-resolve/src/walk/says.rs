//! The example of each rule, run: the rule decides about the words in brackets, and somebody else, or
//! nobody, is meant without it.

use sayso_segment::Segmenter;
use sayso_text::{Attribution, Segmentation, Span};

use crate::naming::Naming;
use crate::walk::rules::RULES;
use crate::walk::speakers::SPEAKERS;
use crate::words::token::Tokens;
use crate::{Resolver, ResolverWorker};

/// An example, taken apart.
struct Example {
    text: String,
    /// The words in brackets.
    words: Span,
    /// Who they are, empty for nobody.
    name: &'static str,
}

fn example(says: &'static str) -> Example {
    let (marked, name) = says.rsplit_once(" = ").expect("whom the words mean");
    let (start, end) = (marked.find('[').expect("["), marked.find(']').expect("]"));
    let text = marked.replace(['[', ']'], "");
    let name = if name == "nobody" { "" } else { name };
    Example { text, words: Span::new(start, end - 1), name }
}

/// The attributions of an example: source, cue, content.
fn attributions(rule: &str) -> &'static [(&'static str, &'static str, &'static str)] {
    match rule {
        "head" => &[("Lind", "said", "it was late")],
        "together" => &[("Dee Lind and Tom Ode", "said", "it was late")],
        "we" => &[("Lind", "said", "“We want rain,”"), ("We", "want", "rain")],
        "first-person" => {
            &[("Dee Lind", "told", "“I said it was late,”"), ("I", "said", "it was late")]
        }
        "colon" => &[("", ":", "it was late")],
        "goes-on" => &[("Dee Lind", "said", "it was late"), ("", "adding", "that it rained")],
        // Rules about mentions that are sources; the others look at no attribution.
        "accused" => &[("she", "denied", "theft")],
        "bare" => &[("Farmers", "said", "it was late")],
        _ => &[],
    }
}

fn attribution(text: &str, (source, cue, content): (&str, &str, &str)) -> Attribution {
    let span = |words: &str| {
        let start = text.rfind(words).expect("words of the text");
        Span::new(start, start + words.len())
    };
    Attribution::new(span(cue), vec![span(content)])
        .with_source((!source.is_empty()).then(|| span(source)))
}

/// Whom the last mention in the words is of, and by which rule.
fn meant(
    worker: &ResolverWorker<'_>,
    segmentation: &Segmentation,
    example: &Example,
) -> Option<(String, &'static str)> {
    let scratch = &worker.scratch;
    let tokens = Tokens::from(segmentation.tokens_in(example.words)).ids().rev();
    let mention = tokens.into_iter().find_map(|token| scratch.mentions.at(token));
    let mention = mention.expect("a mention in the brackets");
    let naming = Naming { text: &example.text, segmentation, cast: &scratch.cast };
    let reason = scratch.cast.reason(mention)?;
    Some((naming.name(scratch.cast.of(mention)?), reason.rule))
}

#[test]
fn each_rule_about_mentions_decides_its_example() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let example = example(rule.says);
        let segmentation = Segmenter::new().segment(&example.text);
        let found = attributions(rule.name).iter();
        let found: Vec<_> = found.map(|parts| attribution(&example.text, *parts)).collect();
        let ask = |resolver: &Resolver| {
            let mut worker = resolver.worker();
            worker.resolve(&example.text, &segmentation, &found);
            meant(&worker, &segmentation, &example)
        };
        let (with, without) = (ask(&Resolver::new()), ask(&Resolver::new().without(rule.name)));
        let expected =
            Some((example.name.to_owned(), rule.name)).filter(|_| !example.name.is_empty());
        let other = with.as_ref().map(|it| &it.0) != without.as_ref().map(|it| &it.0);
        if with != expected || !other {
            wrong.push(format!("{}: {with:?}, and without it {without:?}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_about_speakers_decides_its_example() {
    for rule in SPEAKERS {
        let example = example(rule.says);
        let segmentation = Segmenter::new().segment(&example.text);
        let found = attributions(rule.name).iter();
        let found: Vec<_> = found.map(|parts| attribution(&example.text, *parts)).collect();
        let ask = |resolver: &Resolver| {
            let mut worker = resolver.worker();
            let last = worker.resolve(&example.text, &segmentation, &found).last().cloned();
            let why = worker.whys(&example.text, &segmentation).pop().expect("a reason");
            (last.expect("a speaker").name.to_string(), why.rule)
        };
        let (name, by) = ask(&Resolver::new());
        assert_eq!(name, example.name, "{}", rule.name);
        assert!(by == rule.name || rule.name == "head", "{}: decided by {by}", rule.name);
        let (other, _) = ask(&Resolver::new().without(rule.name));
        assert_ne!(other, name, "{}: the rule changes nothing", rule.name);
    }
}

#[test]
fn names_of_rules_are_unique() {
    let mut names: Vec<_> = crate::rules().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len() + SPEAKERS.len());
}
