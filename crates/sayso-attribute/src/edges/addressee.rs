//! Whom one speaks to, which is no part of what is said: "asked | the mayor | to leave".

use std::collections::HashMap;

use sayso_data::ADDRESSING;
use sayso_text::{Attribution, Segmentation, TokenKind, TokenSpan};

use super::{is_of, sentence};
use crate::inflection;
use crate::lexicon::irregular_verbs;

/// The most tokens of whom one speaks to: "the president and the international community".
const LONGEST: usize = 12;

/// Forms of "be", by which a passive is told.
const BE: [&str; 8] = ["be", "is", "are", "was", "were", "been", "being", "am"];

/// The verbs of `data/lexicons/addressing.tsv` by their forms.
#[derive(Debug)]
pub(crate) struct Addressing {
    verbs: HashMap<Box<str>, Vec<Verb>>,
}

/// What follows the form of a verb.
#[derive(Clone, Debug)]
struct Verb {
    particle: Option<&'static str>,
    /// The words that open what is said.
    openers: Vec<&'static str>,
}

impl Addressing {
    /// The verbs that come with the program.
    pub(crate) fn built_in() -> Self {
        let irregular = irregular_verbs();
        let mut verbs: HashMap<Box<str>, Vec<Verb>> = HashMap::new();
        for line in ADDRESSING.lines().filter(|line| !line.starts_with('#')) {
            let Some((words, openers)) = line.split_once('\t') else { continue };
            let mut words = words.split_whitespace();
            let Some(base) = words.next() else { continue };
            let verb =
                Verb { particle: words.next(), openers: openers.split_whitespace().collect() };
            let forms = match irregular.get(base) {
                Some(fields) => inflection::irregular(*fields),
                None => inflection::regular(base).into(),
            };
            for (form, _) in forms {
                verbs.entry(form.into_boxed_str()).or_default().push(verb.clone());
            }
        }
        Self { verbs }
    }

    /// Cuts whom one speaks to off what is said.
    pub(crate) fn cut(&self, text: &str, segmentation: &Segmentation, one: &mut Attribution) {
        let cue = segmentation.tokens_in(one.cue);
        let Some(verb) = self.verb(text, segmentation, cue) else { return };
        let phrase = Phrase { text, segmentation, openers: &verb.openers };
        let after = one.content.partition_point(|span| span.start() < one.cue.end());
        let Some(first) = one.content.get(after) else { return };
        let said = segmentation.tokens_in(*first);
        // "ask that you do all you can to row": the clause has its own subject, with "that" in the content or not.
        let is_that = |token: usize| is_of(text, segmentation, token, &["that"]);
        if said.start().checked_sub(1).is_some_and(is_that) {
            return;
        }
        if phrase.opens(said.start()) {
            if cue.range().any(|token| is_of(text, segmentation, token, &BE)) {
                one.content.drain(..phrase.subjects(one, after, cue));
            }
        } else if let Some(opener) = phrase.opener(said) {
            one.content[after] = segmentation.span(TokenSpan::new(opener, said.end()));
        } else if let Some(next) = one.content.get(after + 1)
            && phrase.opens(segmentation.tokens_in(*next).start())
            && phrase.is_addressee(said)
        {
            one.content.remove(after);
        }
    }

    /// The verb with which the cue ends.
    fn verb(&self, text: &str, segmentation: &Segmentation, cue: TokenSpan) -> Option<&Verb> {
        let last = cue.range().next_back()?;
        let ends_with = |token: usize, particle: Option<&str>| {
            let form = segmentation.word(text, token).to_lowercase();
            let verbs = self.verbs.get(form.as_str())?;
            verbs
                .iter()
                .find(|verb| verb.particle.map(str::to_owned) == particle.map(str::to_owned))
        };
        ends_with(last, None).or_else(|| {
            let particle = segmentation.word(text, last);
            cue.range().rev().nth(1).and_then(|token| ends_with(token, Some(particle)))
        })
    }
}

/// What stands behind a verb that is said to somebody.
struct Phrase<'a> {
    text: &'a str,
    segmentation: &'a Segmentation,
    openers: &'a [&'static str],
}

impl Phrase<'_> {
    /// Whether the token opens what is said.
    fn opens(&self, token: usize) -> bool {
        let negated = is_of(self.text, self.segmentation, token, &["not"]);
        is_of(self.text, self.segmentation, token + usize::from(negated), self.openers)
    }

    /// The token that opens what is said, behind whom it is said to.
    fn opener(&self, said: TokenSpan) -> Option<usize> {
        let reach = said.range().skip(1).take(LONGEST);
        let found = reach.into_iter().find(|token| self.opens(*token))?;
        self.is_addressee(TokenSpan::new(said.start(), found)).then_some(found)
    }

    /// Whether the words can be somebody: no marks but those of an apposition that a comma closes ("the
    /// mayor, Ada Obi, to leave"), no clause, no second object.
    fn is_addressee(&self, words: TokenSpan) -> bool {
        let tokens = self.segmentation.tokens.get(words.range()).unwrap_or_default();
        let is_comma = |token: usize| is_of(self.text, self.segmentation, token, &[","]);
        let apposed = words.range().next_back().is_some_and(is_comma);
        let clause = ["if", "whether", "how", "why", "what", "when", "for", "about", "because"];
        !tokens.is_empty()
            && tokens.len() <= LONGEST
            && words.range().zip(tokens).all(|(at, token)| {
                let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
                is_word || (apposed && is_comma(at))
            })
            && !words.range().any(|token| is_of(self.text, self.segmentation, token, &clause))
    }

    /// How many contents before a passive are its subject: "*participants* were asked to decide".
    fn subjects(&self, one: &Attribution, after: usize, cue: TokenSpan) -> usize {
        let sentence = sentence(self.segmentation, cue.start());
        let before = one.content.get(..after).unwrap_or_default();
        let is_subject = before.iter().all(|span| {
            let words = self.segmentation.tokens_in(*span);
            words.start() >= sentence.start() && self.is_addressee(words)
        });
        if is_subject { after } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use sayso_tag::Reading;

    use super::super::tests::set;

    fn contents(text: &str, cue: &str, contents: &[&str]) -> Vec<String> {
        set(Reading::Strict, text, cue, contents).1
    }

    #[test]
    fn subject_behind_that_is_nobody_spoken_to() {
        let text = "We ask that you do all you can to row.";
        let content = "you do all you can to row";
        assert_eq!(set(Reading::Strict, text, "ask", &[content]).1, [content]);
    }

    #[test]
    fn whom_one_asks_is_cut_off() {
        for (text, cue, content, expected) in [
            ("Lund asked the mayor to leave.", "asked", "the mayor to leave", "to leave"),
            ("She told him not to worry.", "told", "him not to worry", "not to worry"),
            ("He called on both sides to talk.", "called on", "both sides to talk", "to talk"),
            ("She thanked the crew for it.", "thanked", "the crew for it", "for it"),
            ("He urged the mayor, Ada Obi, to go.", "urged", "the mayor, Ada Obi, to go", "to go"),
        ] {
            assert_eq!(contents(text, cue, &[content]), [expected], "{text}");
        }
    }

    #[test]
    fn addressee_that_stands_apart_falls() {
        let text = "Lund asked Bo Ek, her aide, to draft the text.";
        assert_eq!(contents(text, "asked", &["Bo Ek", "to draft the text"]), ["to draft the text"]);
        let text = "The crews were asked to row.";
        assert_eq!(contents(text, "were asked", &["The crews", "to row"]), ["to row"]);
    }

    #[test]
    fn what_is_asked_for_or_wanted_stays() {
        for (text, cue, content) in [
            ("She wants the mayor to leave.", "wants", "the mayor to leave"),
            ("She asked for time to think.", "asked", "for time to think"),
            ("She asked what he had to say.", "asked", "what he had to say"),
            ("She told a tale of a ship.", "told", "a tale of a ship"),
            ("She ordered tea, cake and time to eat.", "ordered", "tea, cake and time to eat"),
            ("She ordered “a boat to go.”", "ordered", "“a boat to go.”"),
        ] {
            assert_eq!(contents(text, cue, &[content]), [content], "{text}");
        }
    }

    #[test]
    fn fronted_question_of_a_passive_stays() {
        let text = "“Is it late?” he was asked to say.";
        let expected = ["“Is it late?”", "to say"];
        assert_eq!(contents(text, "was asked", &expected), expected);
    }
}
