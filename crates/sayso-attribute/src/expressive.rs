//! Thanks, congratulations and condolences that somebody gives: they are what is said, not its cue.
//!
//! In "extended his condolences to the families" the verb is the cue and what is extended the content. A
//! network takes the noun into the cue now and then, as it rightly does where a clause follows
//! ("expressed doubt | that …"), and the content loses the word that says what it is.

use sayso_data::EXPRESSIVE;
use sayso_text::{Attribution, Segmentation, TokenKind, TokenSpan};
use sayso_words::key::{self, KeySet};

use crate::inflection;
use crate::lexicon::irregular_verbs;

/// The words of `data/lexicons/expressive.tsv`: verbs that give in all their forms, and what they give.
#[derive(Debug)]
pub(crate) struct Expressive {
    giving: KeySet,
    given: KeySet,
}

impl Expressive {
    /// The words that come with the program.
    pub(crate) fn built_in() -> Self {
        let irregular = irregular_verbs();
        let of = |class: &'static str| {
            let lines = EXPRESSIVE.lines().filter_map(move |line| line.strip_prefix(class));
            lines.flat_map(str::split_whitespace)
        };
        let forms = of("verb\t").flat_map(|base| match irregular.get(base) {
            Some(fields) => inflection::irregular(*fields),
            None => inflection::regular(base).into(),
        });
        let giving = forms.map(|(form, _)| key::of_word(&form)).collect();
        Self { giving, given: of("noun\t").map(key::of_word).collect() }
    }
}

/// The most words between verb and noun: "his most sincere and heartfelt".
const MAX_MODIFIERS: usize = 5;

/// Gives the noun phrase that stands in the cue to the content that follows it.
pub(crate) fn mend(
    text: &str,
    segmentation: &Segmentation,
    words: &Expressive,
    one: &mut Attribution,
) {
    let cue = segmentation.tokens_in(one.cue);
    let Some(content) = one.content.first_mut() else { return };
    let Some(verb) = given(text, segmentation, words, cue) else { return };
    if segmentation.tokens_in(*content).start() == cue.end() {
        *content = segmentation.span(TokenSpan::new(verb + 1, cue.end())).join(*content);
        one.cue = segmentation.span(TokenSpan::new(cue.start(), verb + 1));
    }
}

/// The verb of a cue that gives an expressive noun.
fn given(
    text: &str,
    segmentation: &Segmentation,
    words: &Expressive,
    cue: TokenSpan,
) -> Option<usize> {
    let is_of =
        |words: &KeySet, token| words.contains(&key::of_word(segmentation.word(text, token)));
    let verb = cue.range().find(|token| is_of(&words.giving, *token))?;
    let noun = (verb + 1..cue.end()).find(|token| is_of(&words.given, *token))?;
    let modifiers = segmentation.tokens.get(verb + 1..noun)?;
    let of_another = modifiers.iter().any(|token| {
        token.kind != TokenKind::Word || token.span.of(text).eq_ignore_ascii_case("of")
    });
    (modifiers.len() <= MAX_MODIFIERS && !of_another).then_some(verb)
}

#[cfg(test)]
mod tests {
    use sayso_text::Span;

    use super::*;

    /// Cue and content after the mending of "Bo CUE CONTENT.".
    fn mended(cue: &str, content: &str) -> (String, String) {
        let text = format!("Bo {cue} {content}.");
        let segmentation = sayso_segment::Segmenter::new().segment(&text);
        let (start, end) = (3, 3 + cue.len());
        let spans = (Span::new(start, end), Span::new(end + 1, end + 1 + content.len()));
        let mut one = Attribution::new(spans.0, vec![spans.1]);
        mend(&text, &segmentation, &Expressive::built_in(), &mut one);
        (one.cue.of(&text).to_owned(), one.bounds().of(&text).to_owned())
    }

    fn pair(cue: &str, content: &str) -> (String, String) {
        (cue.to_owned(), content.to_owned())
    }

    #[test]
    fn what_is_given_is_the_content() {
        assert_eq!(
            mended("has offered her warmest thanks to", "the crews"),
            pair("has offered", "her warmest thanks to the crews")
        );
        let content = "condolences over the flood";
        assert_eq!(mended("sent", content), pair("sent", content));
    }

    #[test]
    fn noun_before_a_clause_stays_in_the_cue() {
        for (cue, content) in [
            ("expressed sympathy for", "the crews"),
            ("offered assurances", "that the bridge would hold"),
            ("sent a letter of thanks to", "the crews"),
        ] {
            assert_eq!(mended(cue, content), pair(cue, content));
        }
    }
}
