//! What holds for the segmentation of any text.

use proptest::prelude::*;
use sayso_segment::{MAX_DEPTH, Segmenter};
use sayso_text::{Segmentation, Span};

fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Text made of what news is made of, in any order.
fn news_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,6}",
        "[0-9]{1,4}",
        prop::sample::select(vec![
            " ",
            " ",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\u{2028}",
            "\u{85}",
            ".",
            ".",
            ",",
            "?",
            "!",
            "...",
            "…",
            "\"",
            "'",
            "“",
            "”",
            "‘",
            "’",
            "„",
            "«",
            "»",
            "``",
            "''",
            "(",
            ")",
            "[",
            "]",
            "-",
            "--",
            "—",
            ":",
            "Mr.",
            "U.S.",
            "J.",
            "Inc.",
            "No.",
            "don't",
            "Xi’s",
            "'90s",
            "5'10\"",
            "2024-10-02",
            "Oct. 2, 2024",
            "date",
            "(AP)",
            "é",
            "中",
            "\u{301}",
            "🙂",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => news_like(), 1 => any::<String>()]
}

fn assert_gaps_are_blank(text: &str, segmentation: &Segmentation) {
    let mut end = 0;
    for token in &segmentation.tokens {
        let written = token.span.of(text);
        assert!(!written.is_empty() && !written.contains(char::is_whitespace), "{written:?}");
        assert!(Span::new(end, token.span.start()).of(text).chars().all(is_blank));
        assert!(token.span.start() >= end);
        end = token.span.end();
    }
    assert!(Span::new(end, text.len()).of(text).chars().all(is_blank));
}

fn assert_nested(segmentation: &Segmentation) {
    let (mut token, mut sentence) = (0, 0);
    for paragraph in &segmentation.paragraphs {
        assert_eq!(paragraph.tokens.start(), token);
        assert_eq!(paragraph.sentences.start(), sentence);
        for index in paragraph.sentences.range() {
            let tokens = segmentation.sentences[index].tokens;
            assert!(tokens.start() == token && !tokens.is_empty());
            assert_eq!(segmentation.sentences[index].span, segmentation.span(tokens));
            token = tokens.end();
        }
        assert_eq!(paragraph.tokens.end(), token);
        assert_eq!(paragraph.span, segmentation.span(paragraph.tokens));
        sentence = paragraph.sentences.end();
    }
    assert_eq!(token, segmentation.tokens.len());
    assert_eq!(sentence, segmentation.sentences.len());
}

fn assert_quotations_nest(segmentation: &Segmentation) {
    for (index, quotation) in segmentation.quotations.iter().enumerate() {
        assert!(usize::from(quotation.depth) < MAX_DEPTH && !quotation.tokens.is_empty());
        assert_eq!(quotation.span, segmentation.span(quotation.tokens));
        let paragraph = segmentation.paragraph_of(quotation.tokens.start());
        assert!(segmentation.paragraphs[paragraph].tokens.contains(quotation.tokens));
        for later in &segmentation.quotations[index + 1..] {
            assert!(quotation.tokens.start() < later.tokens.start());
            let inside = quotation.tokens.contains(later.tokens);
            assert!(inside || !quotation.tokens.touches(later.tokens));
            assert!(!inside || quotation.depth < later.depth);
        }
    }
}

/// Monotonous texts, each of which would take minutes if the time grew with the square of the
/// length.
#[test]
fn long_monotonous_texts_are_segmented() {
    let segmenter = Segmenter::new();
    let mut worker = segmenter.worker();
    for piece in [
        "a",
        "“",
        "”",
        "\"",
        "' ",
        "“‘",
        "(",
        "()",
        ".",
        ". ",
        "? ",
        "U.S. ",
        "J. ",
        "a-",
        "s's",
        "'''",
        "\n",
        "“a\n\n",
        "a\n",
        "1:",
        "x.[1]",
        "\u{301}",
        "🇳🇴",
        "a.B",
        "é.\u{301}",
        "_",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let segmentation = worker.segment(&text);
        assert_gaps_are_blank(&text, segmentation);
        assert_nested(segmentation);
    }
}

proptest! {
    #[test]
    fn tokens_and_blanks_make_up_the_text(text in any_text()) {
        assert_gaps_are_blank(&text, &Segmenter::new().segment(&text));
    }

    #[test]
    fn tokens_nest_in_sentences_and_sentences_in_paragraphs(text in any_text()) {
        assert_nested(&Segmenter::new().segment(&text));
    }

    #[test]
    fn quotations_nest_and_stay_in_their_paragraph(text in any_text()) {
        assert_quotations_nest(&Segmenter::new().segment(&text));
    }

    #[test]
    fn worker_gives_what_the_segmenter_gives(texts in prop::collection::vec(any_text(), 1..4)) {
        let segmenter = Segmenter::new();
        let mut worker = segmenter.worker();
        for text in &texts {
            prop_assert_eq!(worker.segment(text), &segmenter.segment(text));
        }
    }
}
