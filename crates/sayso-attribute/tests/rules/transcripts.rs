//! Turns of transcripts and interviews, and lists that look like them.

use sayso_attribute::Attributor;
use sayso_segment::Segmenter;
use sayso_words::Reader;

use crate::{Fixed, found};

#[test]
fn transcript_turns_are_attributed_to_their_names() {
    let text = "Q: Why now?\n\nMAYOR ONO: Because we can.\n\nQ: And the cost?\n\nMAYOR ONO: Low.";
    assert_eq!(
        found(text),
        [
            "Q | : | Why now?",
            "MAYOR ONO | : | Because we can",
            "Q | : | And the cost?",
            "MAYOR ONO | : | Low"
        ]
    );
}

#[test]
fn quoted_transcript_turns_end_before_the_closing_mark() {
    let text = "The interview in part:\n\n“OBI: Is the bridge safe at all?”\n\n“LOPES: We checked it \
                twice, and it is.”\n\n“OBI: Then why is it closed?”";
    assert_eq!(
        found(text),
        [
            "OBI | : | Is the bridge safe at all?",
            "LOPES | : | We checked it twice, and it is",
            "OBI | : | Then why is it closed?"
        ]
    );
}

#[test]
fn questions_and_answers_that_alternate_are_turns() {
    let text = "Q. Is it safe?\n\nA. They said, “Quite.” I believe them.\n\nQ. Are you sure?\n\nA. \
                Nobody is.";
    assert_eq!(
        found(text),
        [
            "- | Q. | Is it safe?",
            "- | A. | They said, “Quite.” I believe them",
            "- | Q. | Are you sure?",
            "- | A. | Nobody is"
        ]
    );
    assert_eq!(found("A. Lund ran.\n\nA. Berg sat.\n\nA. Holm slept."), [""; 0]);
}

#[test]
fn remark_after_the_name_is_no_part_of_it() {
    let text =
        "QUESTION (Le Jour): Is it over?\n\nMS. OBI: It is.\n\nQUESTION: Truly?\n\nMS. OBI: Yes.";
    assert_eq!(found(text)[0], "QUESTION | : | Is it over?");
    assert_eq!(found(text).len(), 4);
}

#[test]
fn letters_of_an_interview_overrule_a_network() {
    let text = "Q: You said it was safe?\n\nA: I did.\n\nQ: And is it?\n\nA: It is, they say.";
    let segmentation = Segmenter::new().segment(text);
    let score = |_| [0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0];
    let network = Fixed((0..segmentation.tokens.len()).map(score).collect());
    let attributor = Attributor::default();
    let sources: Vec<_> = attributor
        .worker()
        .attribute_by(Reader::new().worker().read(text, &segmentation), &network)
        .iter()
        .map(|one| one.source.map(|span| span.of(text)))
        .collect();
    assert_eq!(sources, [Some("Q"), Some("A"), Some("Q"), Some("A")]);
}

#[test]
fn turns_take_contents_from_a_cue_before_them() {
    let text =
        "Ana Lund said:\n\n\"OBI: Is it safe?\"\n\n\"LOPES: It is safe.\"\n\n\"OBI: Truly?\"";
    let segmentation = Segmenter::new().segment(text);
    let words: Vec<&str> = segmentation.tokens.iter().map(|token| token.span.of(text)).collect();
    let tag = |word: &str| match word {
        "said" => 3,
        "\"" => 5,
        "OBI" | "LOPES" => 6,
        _ => 0,
    };
    let score = |word: &&str| std::array::from_fn(|at| if at == tag(word) { 5.0 } else { 0.0 });
    let network = Fixed(words.iter().map(score).collect());
    let attributor = Attributor::default();
    let mut worker = attributor.worker();
    let found = worker.attribute_by(Reader::new().worker().read(text, &segmentation), &network);
    assert_eq!(found.iter().map(|one| one.cue.of(text)).collect::<Vec<_>>(), [":", ":", ":"]);
}

#[test]
fn list_of_results_is_no_transcript() {
    assert_eq!(found("The count so far.\n\nObi: 1,812\n\nLopes: 1,644\n\nObi: 12"), [""; 0]);
}

#[test]
fn layout_of_a_transcript_overrules_a_network() {
    let text = "OBI: You said it was safe to drive on.\n\nLOPES: It is safe, as I said.\n\nOBI: Then why is \
                it closed today?";
    let segmentation = Segmenter::new().segment(text);
    let attributor = Attributor::default();
    let score = |at| {
        if at % 2 == 0 {
            [0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0]
        } else {
            [0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0]
        }
    };
    let network = Fixed((0..segmentation.tokens.len()).map(score).collect());
    let mut worker = attributor.worker();
    let cues: Vec<&str> = worker
        .attribute_by(Reader::new().worker().read(text, &segmentation), &network)
        .iter()
        .map(|one| one.cue.of(text))
        .collect();
    assert_eq!(cues, [":", ":", ":"]);
    assert_eq!(
        worker.explain_by(Reader::new().worker().read(text, &segmentation), &network).len(),
        3
    );
}
