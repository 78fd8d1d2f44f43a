//! What joins a sentence to the one before it, or to the one after it: it is the journalist's.

use sayso_text::{Attribution, Segmentation, Span, TokenKind, TokenSpan};

use super::{is_of, sentence};

/// Words that open a sentence and are no part of what is said in it: "*But* rain is near, Obi said".
const OPENING: [&str; 10] = [
    "but",
    "and",
    "yet",
    "however",
    "nevertheless",
    "nonetheless",
    "further",
    "furthermore",
    "moreover",
    "meanwhile",
];

/// Words with which no content ends.
const ENDING: [&str; 3] = ["but", "and", "or"];

/// Cuts such words off contents that are not quoted.
pub(crate) fn cut(text: &str, segmentation: &Segmentation, one: &mut Attribution) {
    let mut cut = Vec::with_capacity(one.content.len());
    for span in &one.content {
        let words = segmentation.tokens_in(*span);
        let kept = kept(text, segmentation, words, one.cue);
        if kept == words {
            cut.push(*span);
        } else if !kept.is_empty() {
            cut.push(segmentation.span(kept));
        }
    }
    if !cut.is_empty() {
        one.content = cut;
    }
}

fn kept(text: &str, segmentation: &Segmentation, words: TokenSpan, cue: Span) -> TokenSpan {
    let kind = |token: usize| segmentation.tokens.get(token).map(|token| token.kind);
    let (mut start, mut end) = (words.start(), words.end());
    let is_mark = |token: usize| is_of(text, segmentation, token, &[",", ";"]);
    let opens = sentence(segmentation, start).start() == start
        && segmentation.tokens_in(cue).start() >= end
        && is_of(text, segmentation, start, &OPENING);
    if opens && end - start > 2 {
        start += 1 + usize::from(is_mark(start + 1));
    }
    let quoted = kind(words.start()) == Some(TokenKind::OpeningQuote);
    if !quoted && end - start > 2 && is_of(text, segmentation, end - 1, &ENDING) {
        end -= 1;
        end -= usize::from(is_mark(end - 1));
    }
    TokenSpan::new(start, end)
}

#[cfg(test)]
mod tests {
    use sayso_tag::Reading;

    use super::super::tests::set;

    fn content(text: &str, cue: &str, content: &str) -> String {
        set(Reading::Strict, text, cue, &[content]).1.concat()
    }

    #[test]
    fn joint_at_the_start_of_a_sentence_is_the_journalists() {
        let text = "But the ferry was late, Obi said.";
        assert_eq!(content(text, "said", "But the ferry was late"), "the ferry was late");
        let text = "However, the ferry was late, Obi said.";
        assert_eq!(content(text, "said", "However, the ferry was late"), "the ferry was late");
    }

    #[test]
    fn joint_within_a_content_or_a_quotation_stays() {
        for text in [
            "Obi said but one ferry was late.",
            "“But the ferry was late,” Obi said.",
            "Obi said “we won and.”",
        ] {
            let whole = if let Some((_, after)) = text.split_once("said ") { after } else { text };
            let whole = whole.trim_end_matches('.').trim_end_matches(" Obi said");
            assert_eq!(content(text, "said", whole), whole, "{text}");
        }
    }

    #[test]
    fn joint_at_the_end_goes_with_what_follows() {
        let text = "Obi said the ferry was late, but nobody swam.";
        assert_eq!(content(text, "said", "the ferry was late, but"), "the ferry was late");
    }
}
