//! What joins a sentence to the one before it, or to the one after it: it is the journalist's.

use sayso_text::{Attribution, Span, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

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
pub(crate) fn cut(all: Words<'_>, one: &mut Attribution) {
    let segmentation = all.segmentation;
    let mut cut = Vec::with_capacity(one.content.len());
    for span in &one.content {
        let words = segmentation.tokens_in(*span);
        let kept = kept(all, words, one.cue);
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

fn kept(all: Words<'_>, words: TokenSpan, cue: Span) -> TokenSpan {
    let Words { text, segmentation, .. } = all;
    let kind = |token: usize| segmentation.tokens.get(token).map(|token| token.kind);
    let (mut start, mut end) = (words.start(), words.end());
    let is_mark = |token: usize| is_of(text, segmentation, token, &[",", ";"]);
    let opens = sentence(segmentation, start).start() == start
        && segmentation.tokens_in(cue).start() >= end
        && is_of(text, segmentation, start, &OPENING);
    if opens && end - start > 2 {
        start += 1 + usize::from(is_mark(start + 1));
    }
    if segmentation.tokens_in(cue).end() <= start {
        end = other_clause(all, words).unwrap_or(end);
    }
    let quoted = kind(words.start()) == Some(TokenKind::OpeningQuote);
    if !quoted && end - start > 2 && is_of(text, segmentation, end - 1, &ENDING) {
        end -= 1;
        end -= usize::from(is_mark(end - 1));
    }
    TokenSpan::new(start, end)
}

/// Where behind an infinitive, or a gerund behind a preposition, a clause begins that hangs on an earlier verb: one
/// with "that" ("said they hoped *to go on* | but that it was late"), or the next verb of the source ("is for
/// *mending the dam* | and will vote so").
fn other_clause(all: Words<'_>, words: TokenSpan) -> Option<usize> {
    let Words { text, segmentation, .. } = all;
    let is = |token: usize, words: &[&str]| is_of(text, segmentation, token, words);
    let governed = words
        .start()
        .checked_sub(1)
        .is_some_and(|before| all.traits(before).any(Traits::PREPOSITION));
    let gerund = governed && segmentation.word(text, words.start()).ends_with("ing");
    let infinitive = is(words.start(), &["to"]);
    let clause = Traits::RELATIVE.with(Traits::SUBJECT).with(Traits::FINITE).with(Traits::QUOTE);
    let joins = |at: &usize| {
        let verb = *at + 1 + usize::from(all.traits(*at + 1).any(Traits::ADVERB));
        is(*at, &["but", "and"])
            && verb < words.end()
            && (all.traits(verb).any(Traits::FINITE) || infinitive && is(*at + 1, &["that"]))
    };
    let opens_clause = |at: usize| {
        let traits = all.traits(at);
        traits.any(clause) && !traits.any(Traits::GENITIVE)
    };
    let mut within = words.range().skip(1);
    let joint = within.find(|at| joins(at) || opens_clause(*at)).filter(joins)?;
    let is_joint = (gerund || infinitive) && joint > words.start() + 1;
    is_joint.then(|| joint - usize::from(is(joint - 1, &[",", ";"])))
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
    fn clause_with_that_is_no_part_of_an_infinitive() {
        let text = "Obi said they hoped to row, but that the sea was high.";
        assert_eq!(content(text, "hoped", "to row, but that the sea was high"), "to row");
        let whole = "that it was late, but that they would row";
        assert_eq!(content(&format!("Obi said {whole}."), "said", whole), whole);
    }

    #[test]
    fn next_verb_of_the_source_is_no_part_of_what_it_wants() {
        for (cue, said) in [("is for", "mending Obi's dam"), ("wants", "to row")] {
            let whole = format!("{said} and will vote so");
            assert_eq!(content(&format!("Obi {cue} {whole}."), cue, &whole), said);
        }
        for whole in ["the ferry sank and will rust", "mending the dam pays and will do so"] {
            assert_eq!(content(&format!("Obi says {whole}."), "says", whole), whole);
        }
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
