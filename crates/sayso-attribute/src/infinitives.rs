//! The second of two infinitives that one cue leads to: "Obi called on Lind to *stop* and *issue a reply*".
//!
//! A network takes "issue" for a cue of Obi's now and then. It is Lind who shall issue something, and that he shall
//! is what Obi says.

use sayso_text::{Attribution, Segmentation, Span, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

use crate::inflection::Form;
use crate::rules::{CueForm, Vocabulary};

/// How many attributions before one are looked at for the cue that leads to its infinitive too.
const NEIGHBOURS: usize = 4;

/// Gives such infinitives to the content of the cue that leads to them. Those found stand in the order of their contents.
pub(crate) fn join(words: Words<'_>, vocabulary: &Vocabulary, found: &mut Vec<Attribution>) {
    let place = Place { words, segmentation: words.segmentation, vocabulary };
    let mut at = 1;
    while at < found.len() {
        let owner = (at.saturating_sub(NEIGHBOURS)..at).rev().find_map(|owner| {
            let second = place.second(found.get(owner)?, found.get(at)?)?;
            Some((owner, second))
        });
        let Some((owner, second)) = owner else {
            at += 1;
            continue;
        };
        found.remove(at);
        if let Some(owner) = found.get_mut(owner) {
            place.add(second, owner);
        }
    }
}

struct Place<'t> {
    words: Words<'t>,
    segmentation: &'t Segmentation,
    vocabulary: &'t Vocabulary,
}

impl Place<'_> {
    /// The infinitive that is the other's cue and content, if the first one's cue leads to it.
    fn second(&self, first: &Attribution, other: &Attribution) -> Option<TokenSpan> {
        let (cue, verb) = (self.tokens(first.cue), self.tokens(other.cue));
        let piece = self.tokens(*first.content.last()?);
        let contents = || other.content.iter().map(|span| self.tokens(*span));
        let end = contents().map(TokenSpan::end).max()?;
        let follows = contents().all(|content| content.start() >= verb.end());
        let sentence = |token: usize| self.segmentation.sentence_of(token);
        let near = cue.end() <= piece.start()
            && piece.end() <= verb.start()
            && sentence(cue.start()) == sentence(end.checked_sub(1)?);
        if first.source != other.source || !follows || !near || !self.is_infinitive(piece) {
            return None;
        }
        let start = self.joint(piece.end(), verb.start())?;
        let marked = start < verb.start();
        (marked || self.is_bare(verb) && self.is_other(cue)).then(|| TokenSpan::new(start, end))
    }

    /// Where the second infinitive begins, if nothing but a joint stands before it: ", and | to".
    fn joint(&self, end: usize, verb: usize) -> Option<usize> {
        let joint = end + usize::from(self.words.traits(end).any(Traits::COMMA));
        if !self.is(joint, "and") && !self.is(joint, "or") {
            return None;
        }
        let start = joint + 1;
        let is_next = start == verb || start + 1 == verb && self.is(start, "to");
        is_next.then_some(start)
    }

    /// Whether "to" opens the piece or stands right before it.
    fn is_infinitive(&self, piece: TokenSpan) -> bool {
        let first = piece.start();
        self.is(first, "to") || first.checked_sub(1).is_some_and(|before| self.is(before, "to"))
    }

    /// Whether the first verb of the cue has the form of an infinitive and no other.
    fn is_bare(&self, cue: TokenSpan) -> bool {
        self.forms(cue).is_some_and(|forms| forms.iter().all(|it| it.form == Form::Base))
    }

    /// Whether the verb of the cue stands alone in a form beside which an infinitive can be no second verb, as it
    /// can in "we are glad to go and hope to stay".
    fn is_other(&self, cue: TokenSpan) -> bool {
        let alone = cue.range().all(|token| !self.words.traits(token).any(Traits::AUXILIARY));
        let is_other = |form: Form| form.is_finite() && form != Form::Base;
        let forms = self.forms(cue);
        alone && forms.is_some_and(|forms| forms.iter().all(|it| is_other(it.form)))
    }

    /// The forms of the first verb of the cue.
    fn forms(&self, cue: TokenSpan) -> Option<&[CueForm]> {
        let forms = |token: usize| {
            let word = self.words.list.get(token);
            let cues = word.map(|word| self.vocabulary.cues(word.key)).unwrap_or_default();
            self.vocabulary.forms(cues)
        };
        cue.range().map(forms).find(|forms| !forms.is_empty())
    }

    /// Adds the infinitive to the content, behind a closing mark as a piece of its own.
    fn add(&self, second: TokenSpan, owner: &mut Attribution) {
        let second = self.segmentation.span(second);
        let kind = |span: Span| {
            let last = self.tokens(span).end().checked_sub(1)?;
            self.segmentation.tokens.get(last).map(|token| token.kind)
        };
        match owner.content.last_mut() {
            Some(last) if kind(*last) != Some(TokenKind::ClosingQuote) => *last = last.join(second),
            _ => owner.content.push(second),
        }
    }

    fn tokens(&self, span: Span) -> TokenSpan {
        self.segmentation.tokens_in(span)
    }

    fn is(&self, token: usize, word: &str) -> bool {
        self.segmentation.word(self.words.text, token).eq_ignore_ascii_case(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;
    use crate::test_text::span_of;

    /// The contents of two attributions of Obi, each a cue and a content named by their text.
    fn joined(text: &str, parts: [(&str, &str); 2]) -> Vec<Vec<String>> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let one = |(cue, content): (&str, &str)| {
            Attribution::new(place(cue), vec![place(content)]).with_source(Some(place("Obi")))
        };
        let mut found: Vec<Attribution> = parts.into_iter().map(one).collect();
        let lexicon = Lexicon::built_in();
        let vocabulary = Vocabulary::new(&lexicon, |_| true);
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        join(reader.read(text, &segmentation), &vocabulary, &mut found);
        let words =
            |one: &Attribution| one.content.iter().map(|it| it.of(text).to_owned()).collect();
        found.iter().map(words).collect()
    }

    #[test]
    fn second_infinitive_is_what_the_first_cue_leads_to() {
        let text = "Obi urged Lind to act and to announce a plan.";
        let parts = [("urged", "to act"), ("announce", "a plan")];
        assert_eq!(joined(text, parts), [["to act and to announce a plan"]]);
        let text = "Obi urged Lind to act and announce a plan.";
        assert_eq!(joined(text, parts), [["to act and announce a plan"]]);
    }

    #[test]
    fn infinitive_behind_a_quotation_is_a_piece() {
        let text = "Obi urged Lind to “act at last” and announce a plan.";
        let parts = [("urged", "“act at last”"), ("announce", "a plan")];
        assert_eq!(joined(text, parts), [["“act at last”", "announce a plan"]]);
    }

    #[test]
    fn second_verb_of_the_speaker_is_a_statement() {
        let text = "Obi urged Lind to act and announced a plan.";
        let parts = [("urged", "to act"), ("announced", "a plan")];
        assert_eq!(joined(text, parts).len(), 2);
        // Whether Obi or Lind announces, nobody can tell.
        let text = "Obi will urge Lind to act and announce a plan.";
        let parts = [("urge", "to act"), ("announce", "a plan")];
        assert_eq!(joined(text, parts).len(), 2);
        let text = "We, Obi, are eager to act and announce a plan.";
        let parts = [("are eager", "to act"), ("announce", "a plan")];
        assert_eq!(joined(text, parts).len(), 2);
        let text = "Obi denied the leak and to announce a plan was hard.";
        let parts = [("denied", "the leak"), ("announce", "a plan")];
        assert_eq!(joined(text, parts).len(), 2);
    }
}
