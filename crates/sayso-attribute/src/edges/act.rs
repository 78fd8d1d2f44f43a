//! Acts that are no words, thoughts or wishes: "introduced a bill", "nominated the judge".
//!
//! PolNeAR, from which the networks learned first, marks many of them, and releases of parliaments are full of
//! them. Where words follow ("passed along that", "introduced him as “a friend”") somebody speaks after all.

use sayso_data::ACTS;
use sayso_text::{Attribution, TokenKind};
use sayso_words::key::{self, KeySet};
use sayso_words::{Traits, Words};

use super::is_of;
use crate::inflection;
use crate::lexicon::irregular_verbs;

/// The forms of the verbs of `data/lexicons/acts.txt`.
#[derive(Debug)]
pub(crate) struct Acts {
    forms: KeySet,
}

impl Acts {
    /// The verbs that come with the program.
    pub(crate) fn built_in() -> Self {
        let irregular = irregular_verbs();
        let lines = ACTS.lines().filter(|line| !line.starts_with('#'));
        let forms = lines.flat_map(str::split_whitespace).flat_map(|base| {
            let forms: Vec<_> = match irregular.get(base) {
                Some(fields) => inflection::irregular(*fields),
                None => inflection::regular(base).into(),
            };
            forms
        });
        Self { forms: forms.map(|(form, _)| key::of_word(&form)).collect() }
    }

    /// Whether the attribution tells an act and nothing that is said: its cue is such a verb with words of grammar
    /// and days, its content neither quoted nor a clause that is told as one.
    pub(crate) fn is_act(&self, words: Words<'_>, one: &Attribution) -> bool {
        let Words { text, segmentation, list, .. } = words;
        let cue = segmentation.tokens_in(one.cue);
        let is_verb = |token: usize| list.get(token).is_some_and(|it| self.forms.contains(&it.key));
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
}
