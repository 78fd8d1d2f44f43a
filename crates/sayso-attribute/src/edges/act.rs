//! Acts that are no words, thoughts or wishes: "introduced a bill", "nominated the judge".
//!
//! PolNeAR, from which the networks learned first, marks many of them, and releases of parliaments are full of
//! them. Where words follow ("passed along that", "introduced him as “a friend”") somebody speaks after all.
//! Other verbs are acts on some things alone: "offered an amendment" beside "offered to help".

use sayso_data::ACTS;
use sayso_text::{Attribution, TokenKind, TokenSpan};
use sayso_words::key::{self, KeySet};
use sayso_words::{Traits, Words};

use super::is_of;
use crate::inflection;
use crate::lexicon::irregular_verbs;

/// The forms of the verbs of `data/lexicons/acts.txt`.
#[derive(Debug)]
pub(crate) struct Acts {
    forms: KeySet,
    limited: Vec<Limited>,
}

/// Verbs that are acts where one of these things is their object.
#[derive(Debug)]
struct Limited {
    forms: KeySet,
    things: KeySet,
}

impl Acts {
    /// The verbs that come with the program.
    pub(crate) fn built_in() -> Self {
        let lines = || ACTS.lines().filter(|line| !line.starts_with('#'));
        let limited = lines().filter_map(|line| line.split_once(':'));
        let limited = limited.map(|(verbs, things)| Limited {
            forms: verb_forms(verbs.split_whitespace()),
            things: thing_forms(things.split_whitespace()),
        });
        let verbs = lines().filter(|line| !line.contains(':'));
        let forms = verb_forms(verbs.flat_map(str::split_whitespace));
        Self { forms, limited: limited.collect() }
    }

    /// Whether the attribution tells an act and nothing that is said: its cue is such a verb with words of grammar
    /// and days, its content neither quoted nor a clause that is told as one.
    pub(crate) fn is_act(&self, words: Words<'_>, one: &Attribution) -> bool {
        let Words { text, segmentation, .. } = words;
        let cue = segmentation.tokens_in(one.cue);
        let is_verb = |token: usize| self.is_verb(words, token, one);
        let beside = Traits::AUXILIARY.with(Traits::ADVERBIAL).with(Traits::NEGATION);
        let beside = beside.with(Traits::DATE);
        let mut others = cue.range().filter(|token| !is_verb(*token));
        let is_act = cue.range().any(is_verb) && others.all(|at| words.traits(at).any(beside));
        let told = one.content.iter().any(|span| {
            let first = segmentation.tokens_in(*span).start();
            let kind = segmentation.tokens.get(first).map(|token| token.kind);
            let opens = is_of(text, segmentation, first, &["that", "whether", "to"]);
            let before = first.checked_sub(1);
            let opened = before.is_some_and(|at| is_of(text, segmentation, at, &["that", ":"]));
            opens || opened || kind == Some(TokenKind::OpeningQuote)
        });
        is_act && !told
    }

    /// Whether the token is such a verb, on whatever it acts or on this content.
    fn is_verb(&self, words: Words<'_>, token: usize, one: &Attribution) -> bool {
        let is_of = |token: usize, forms: &KeySet| {
            words.list.get(token).is_some_and(|it| forms.contains(&it.key))
        };
        let acts_on = |limited: &Limited| {
            let contents = one.content.iter().map(|span| words.segmentation.tokens_in(*span));
            let mut things = contents.filter_map(|content| thing(words, content));
            is_of(token, &limited.forms) && things.any(|thing| is_of(thing, &limited.things))
        };
        is_of(token, &self.forms) || self.limited.iter().any(acts_on)
    }
}

/// The word that tells what a noun phrase at the start of the content is: the last one before what hangs on it. None
/// for a clause, and for one word: who claims credit says that it was he.
fn thing(words: Words<'_>, content: TokenSpan) -> Option<usize> {
    let Words { text, segmentation, .. } = words;
    let hangs = Traits::PREPOSITION.with(Traits::RELATIVE).with(Traits::MARK);
    let hangs = hangs.with(Traits::COORDINATOR).with(Traits::AUXILIARY);
    let is_clause = |end: usize| content.holds(end) && words.traits(end).any(Traits::AUXILIARY);
    let ends = |token: &usize| {
        words.traits(*token).any(hangs) || is_of(text, segmentation, *token, &["to", "that"])
    };
    let end = content.range().find(ends).unwrap_or(content.end());
    end.checked_sub(1).filter(|last| *last > content.start() && !is_clause(end))
}

/// The keys of all forms of the verbs.
fn verb_forms<'w>(verbs: impl Iterator<Item = &'w str>) -> KeySet {
    let irregular = irregular_verbs();
    let forms = verbs.flat_map(|base| {
        let forms: Vec<_> = match irregular.get(base) {
            Some(fields) => inflection::irregular(*fields),
            None => inflection::regular(base).into(),
        };
        forms
    });
    forms.map(|(form, _)| key::of_word(&form)).collect()
}

/// The keys of the things, one and several.
fn thing_forms<'w>(things: impl Iterator<Item = &'w str>) -> KeySet {
    things.flat_map(|one| [key::of_word(one), key::of_word(&format!("{one}s"))]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_text::span_of;

    fn is_act(text: &str, cue: &str, content: &str) -> bool {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let one = Attribution::new(place(cue), vec![place(content)]);
        Acts::built_in().is_act(words, &one)
    }

    #[test]
    fn what_is_done_is_not_said() {
        assert!(is_act(
            "Obi today introduced a bill on dams.",
            "today introduced",
            "a bill on dams"
        ));
        assert!(is_act("Lind has not funded the dam.", "has not funded", "the dam"));
    }

    #[test]
    fn what_is_said_by_it_and_other_cues_stay() {
        let quoted = "Obi introduced her: “Here is the judge.”";
        assert!(!is_act(quoted, "introduced", "“Here is the judge.”"));
        assert!(!is_act(
            "Obi introduced a motion calling for a dam.",
            "introduced a motion calling",
            "for a dam"
        ));
        assert!(!is_act("Obi passed on that it leaks.", "passed", "that it leaks"));
        assert!(!is_act("Obi praised the dam.", "praised", "the dam"));
    }

    #[test]
    fn verbs_of_words_are_acts_on_some_things() {
        assert!(is_act("Lind will offer two amendments.", "will offer", "two amendments"));
        assert!(is_act("A panel approved a bill to mend it.", "approved", "a bill to mend it"));
        assert!(is_act("A bill to mend it was approved.", "was approved", "A bill to mend it"));
        assert!(is_act("They claim the child tax credit.", "claim", "the child tax credit"));
    }

    #[test]
    fn verbs_of_words_on_other_things_stay() {
        assert!(!is_act("Lind offered a view of the bill.", "offered", "a view of the bill"));
        assert!(!is_act("Lind offered to draft a bill.", "offered", "to draft a bill"));
        assert!(!is_act("Lind approves of the bill.", "approves of", "the bill"));
        assert!(!is_act("They claim credit for the fire.", "claim", "credit for the fire"));
        assert!(!is_act("They claim the rebate is lost.", "claim", "the rebate is lost"));
        assert!(!is_act("Lind rejected the claim.", "rejected", "the claim"));
    }
}
