//! What holds for any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_attribute::Attributor;
use sayso_segment::Segmenter;
use sayso_text::{Attribution, Span};

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);
static ATTRIBUTOR: LazyLock<Attributor> = LazyLock::new(Attributor::default);

/// Texts that are mostly made of what the rules look for.
fn news_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "said",
        "told",
        "that",
        "he",
        "Xi",
        "the",
        "according",
        "to",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "'",
        "\n\n",
        "and",
        "but",
        "adding",
        "who",
        "of",
        "claim",
        ":",
        "—",
        "(",
        ")",
        "Ms.",
        "Jones",
        "'s",
        "was",
        "on",
        "Monday",
        "é",
        "新",
        "",
        "expected",
        "by",
        "did",
        "not",
    ]);
    prop::collection::vec(word, 0..80).prop_map(|words| words.join(" "))
}

fn parts(attribution: &Attribution) -> Vec<Span> {
    let content = attribution.content.iter();
    content.chain([&attribution.cue]).chain(&attribution.source).copied().collect()
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let segmentation = SEGMENTER.segment(text);
    let found = ATTRIBUTOR.attribute(text, &segmentation);
    let (mut reader, mut worker) = (ATTRIBUTOR.reader().worker(), ATTRIBUTOR.worker());
    worker.attribute(reader.read("Somebody said that it rained.", &segmentation_of_other()));
    prop_assert_eq!(worker.attribute(reader.read(text, &segmentation)), &found[..]);
    for attribution in &found {
        prop_assert!((0.0..=1.0).contains(&attribution.confidence));
        prop_assert!(!attribution.content.is_empty());
        for span in parts(attribution) {
            let tokens = segmentation.tokens_in(span);
            prop_assert_eq!(segmentation.span(tokens), span);
            prop_assert!(!span.of(text).is_empty());
        }
    }
    let starts: Vec<_> = found.iter().map(|one| one.bounds().start()).collect();
    prop_assert!(starts.is_sorted());
    let mut contents: Vec<Span> =
        found.iter().flat_map(|one| one.content.iter().chain([&one.cue])).copied().collect();
    contents.sort_unstable();
    prop_assert!(contents.windows(2).all(|pair| !pair[0].touches(pair[1])));
    Ok(())
}

fn segmentation_of_other() -> sayso_text::Segmentation {
    SEGMENTER.segment("Somebody said that it rained.")
}

proptest! {
    #[test]
    fn spans_lie_on_tokens_and_do_not_overlap(text in news_like()) {
        check(&text)?;
    }

    #[test]
    fn any_text_has_attributions_or_none(text in ".{0,200}") {
        check(&text)?;
    }
}
