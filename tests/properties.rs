//! What must hold for any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::segment::Segmenter;
use sayso::text::{Document, Segmentation, Span, Statement};
use sayso::{Driver, DriverOptions, Pipeline};

/// Compiled once for all cases.
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::by_rules);

/// Pieces of news, marks and noise, from which texts are put together.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "''",
    "``",
    "(",
    ")",
    "[",
    "]",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{2028}",
    ",",
    ", ",
    ".",
    ". ",
    "...",
    "…",
    "—",
    " -- ",
    ":",
    ": ",
    ";",
    "?",
    "!",
    "said",
    " said ",
    " she said",
    ", he added",
    "told reporters",
    " according to ",
    "that",
    " that ",
    "Ada Obi",
    "Mr. Eze",
    "the mayor",
    "two officials",
    "U.S.",
    "Dr.",
    "J. R.",
    "OSLO, May 3 (Wire) --",
    "date 2024-05-03",
    "Rain is near",
    "the bridge is safe",
    "wants to leave",
    "believes",
    "3.5",
    "1,200",
    "don't",
    "it’s",
    "été",
    "e\u{301}",
    "漢字",
    "🌧",
    "👩\u{200d}🚒",
    "\u{feff}",
    "\u{0}",
    "ß",
    "İ",
    "ﬁ",
];

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..60);
    prop_oneof![
        4 => pieces.prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => prop::collection::vec(any::<u8>(), 0..200)
            .prop_map(sayso::read::decode),
    ]
}

fn spans(statement: &Statement) -> Vec<Span> {
    let attribution = &statement.attribution;
    let roles = attribution.source.into_iter().chain([attribution.cue]);
    roles.chain(attribution.content.iter().copied()).collect()
}

/// Whether nothing is to be seen of the character.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "\u{200b}\u{2060}\u{feff}".contains(letter)
}

/// The text put together again from tokens and what lies between them.
fn rejoined(text: &str, segmentation: &Segmentation) -> String {
    let (mut joined, mut end) = (String::new(), 0);
    for token in &segmentation.tokens {
        let gap = Span::new(end, token.span.start()).of(text);
        assert!(gap.chars().all(is_blank), "nothing to see between tokens: {gap:?}");
        joined.push_str(gap);
        joined.push_str(token.span.of(text));
        end = token.span.end();
    }
    joined + Span::new(end, text.len()).of(text)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_and_gaps_are_the_text(text in texts()) {
        let segmentation = Segmenter::new().segment(&text);
        prop_assert_eq!(rejoined(&text, &segmentation), text);
    }

    #[test]
    fn every_span_lies_in_the_text_on_character_boundaries(text in texts()) {
        for statement in PIPELINE.extract(&text) {
            for span in spans(&statement) {
                prop_assert!(!span.is_empty());
                prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", span, text);
            }
            prop_assert!((0.0..=1.0).contains(&statement.attribution.confidence));
        }
    }

    #[test]
    fn content_spans_come_in_order_and_apart(text in texts()) {
        for statement in PIPELINE.extract(&text) {
            let content = &statement.attribution.content;
            prop_assert!(!content.is_empty());
            prop_assert!(content.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        }
    }

    #[test]
    fn used_worker_gives_the_same_as_a_new_one(texts in prop::collection::vec(texts(), 1..5)) {
        let mut worker = PIPELINE.worker();
        for text in &texts {
            let document = Document::new("a", text.as_str());
            prop_assert_eq!(worker.extract(&document), PIPELINE.extract(text));
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_rows(
        texts in prop::collection::vec(texts(), 0..12),
        jobs in 2_usize..5,
    ) {
        let serial: Vec<_> = texts.iter().map(|text| PIPELINE.extract(text)).collect();
        let mut options = DriverOptions::default();
        (options.jobs, options.max_documents) = (jobs, 3);
        let driver = Driver::new(&PIPELINE, options).expect("threads");
        let documents = texts.iter().map(|text| {
            Ok::<_, std::convert::Infallible>(Document::new("a", text.as_str()))
        });
        let mut parallel = Vec::new();
        let summary = driver.run(documents, &mut |_: &Document, statements: &[Statement]| {
            parallel.push(statements.to_vec());
            Ok::<_, std::convert::Infallible>(())
        });
        prop_assert_eq!(summary.expect("the sink takes all").failed, 0);
        prop_assert_eq!(parallel, serial);
    }
}
