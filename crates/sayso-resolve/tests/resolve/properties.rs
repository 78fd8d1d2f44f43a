//! What holds for any text and any attributions.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_resolve::Resolver;
use sayso_segment::Segmenter;
use sayso_text::{Attribution, Segmentation, Span};

const PIECES: &[&str] = &[
    "Gov. Dee Lind",
    "Lind",
    "he",
    "She",
    "they",
    "it",
    "who",
    ",",
    ".",
    "\n\n",
    "said",
    "and",
    "of",
    "the",
    "The",
    "a",
    "senator",
    "company",
    "Acme Corp.",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "I",
    "both",
    "Mr. Ode",
    "'s",
    "officials",
    "U.S.",
    "WHO",
    "Senate",
    "Committee",
    "is",
    "to",
    "—",
    "É",
    "漢",
    "University of",
    "Jr.",
    "42%",
    "adding",
    "that",
    "campaign",
    "His",
    "two",
    "J.",
];

fn article() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

/// Word lists compiled once: a test run draws hundreds of articles.
static RESOLVER: LazyLock<Resolver> = LazyLock::new(Resolver::new);
static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

/// Spans anywhere in the text, on boundaries of characters.
fn span(text: &str, ends: (usize, usize)) -> Span {
    let places: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
    let (one, other) = (places[ends.0 % places.len()], places[ends.1 % places.len()]);
    Span::new(one.min(other), one.max(other))
}

type Ends = (usize, usize);

fn attributions(text: &str, drawn: &[(Option<Ends>, Ends, Ends)]) -> Vec<Attribution> {
    let one = |(source, cue, content): &(Option<Ends>, Ends, Ends)| {
        Attribution::new(span(text, *cue), vec![span(text, *content)])
            .with_source(source.map(|ends| span(text, ends)))
    };
    drawn.iter().map(one).collect()
}

fn drawn() -> impl Strategy<Value = Vec<(Option<Ends>, Ends, Ends)>> {
    let ends = || (any::<usize>(), any::<usize>());
    prop::collection::vec((prop::option::of(ends()), ends(), ends()), 0..12)
}

proptest! {
    #[test]
    fn one_speaker_for_each_attribution_with_words_of_the_article(
        text in article(),
        drawn in drawn(),
    ) {
        let segmentation = SEGMENTER.segment(&text);
        let given = attributions(&text, &drawn);
        let speakers = RESOLVER.resolve(&text, &segmentation, &given);
        prop_assert_eq!(speakers.len(), given.len());
        for speaker in &speakers {
            prop_assert!(speaker.name.split("; ").all(|name| text.contains(name)));
            prop_assert!(text.contains(&*speaker.role));
        }
    }

    #[test]
    fn used_worker_gives_what_a_new_one_gives(
        first in article(),
        text in article(),
        drawn in drawn(),
    ) {
        let mut worker = RESOLVER.worker();
        let before = attributions(&first, &drawn);
        worker.resolve(&first, &SEGMENTER.segment(&first), &before);
        let segmentation = SEGMENTER.segment(&text);
        let given = attributions(&text, &drawn);
        let again = worker.resolve(&text, &segmentation, &given).to_vec();
        prop_assert_eq!(again, RESOLVER.resolve(&text, &segmentation, &given));
    }

    #[test]
    fn roster_counts_every_speaker_once(text in article(), drawn in drawn()) {
        let segmentation = SEGMENTER.segment(&text);
        let given = attributions(&text, &drawn);
        let mut worker = RESOLVER.worker();
        let named = worker.resolve(&text, &segmentation, &given);
        let named = named.iter().filter(|speaker| !speaker.name.is_empty()).count();
        let mut reader = RESOLVER.reader().worker();
        let roster = worker.roster(reader.read(&text, &segmentation), &given, &[]);
        let totals: usize = roster.iter().map(sayso_resolve::Profile::total).sum();
        prop_assert!(totals >= named);
    }
}

#[test]
fn text_without_segmentation_has_nameless_speakers_only() {
    let given = attributions("Lind said so.", &[(Some((0, 4)), (5, 9), (10, 12))]);
    let speakers = Resolver::new().resolve("Lind said so.", &Segmentation::default(), &given);
    assert_eq!(speakers.len(), 1);
    assert!(speakers[0].name.is_empty());
}
