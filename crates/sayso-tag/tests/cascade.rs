//! Two networks that read one after the other.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod common;

use common::{bits, models, segment};
use sayso_tag::{Cascade, Model, Scores, TagScores, Tagger, TaggerOptions};

const TEXT: &str =
    "aaa said the bb, \"cc dd\" ee ff gg.\nhh ii jj kk said the ll.\nmm, nn \"oo\" the pp.";

/// The recurrent network first, then the encoder.
fn cascade(unsure: f32) -> Tagger {
    let [(_, second), (_, first)] = models();
    let cascade = Cascade { first: &first, second, unsure };
    Tagger::cascade(cascade, TaggerOptions::default()).unwrap()
}

fn alone(place: usize) -> Tagger {
    Tagger::new(&models()[place].1).unwrap()
}

/// The scores of tags of the lines of the text.
fn by_line(scores: &Scores) -> Vec<Vec<TagScores>> {
    let segmentation = segment(TEXT);
    segmentation.paragraphs.iter().map(|it| scores.tags()[it.tokens.range()].to_vec()).collect()
}

#[test]
fn nobody_unsure_is_the_first_network_and_all_unsure_the_second() {
    let segmentation = segment(TEXT);
    for (unsure, place) in [(1.0, 1), (0.0, 0)] {
        let found = cascade(unsure).tag(TEXT, &segmentation);
        let expected = alone(place).tag(TEXT, &segmentation);
        assert_eq!(bits(&found), bits(&expected), "unsure above {unsure}");
        assert_eq!(found.windows(), expected.windows());
        assert_eq!(found.transitions(3), expected.transitions(3));
    }
}

#[test]
fn paragraph_in_doubt_is_read_by_the_second_network_alone() {
    let segmentation = segment(TEXT);
    let first = by_line(&alone(1).tag(TEXT, &segmentation));
    let changed = |scores: &Scores| -> Vec<usize> {
        let lines = by_line(scores);
        (0..lines.len()).filter(|line| lines[*line] != first[*line]).collect()
    };
    let found = (0..1000_u16)
        .map(|step| cascade(f32::from(step) / 1000.0).tag(TEXT, &segmentation))
        .find(|scores| changed(scores).len() == 1);
    let found = found.expect("no two lines of random scores are in the same doubt");
    let line = changed(&found)[0];
    let text = TEXT.lines().nth(line).unwrap();
    let expected = alone(0).tag(text, &segment(text));
    assert_eq!(by_line(&found)[line], expected.tags());
    let tokens = segmentation.paragraphs[line].tokens;
    let (from, to) = (tokens.start(), tokens.start() + 2);
    assert_eq!(found.content_to_cue(from, to), expected.content_to_cue(0, 2));
    assert_eq!(found.cue_to_source(from, None), expected.cue_to_source(0, None));
    assert!(found.windows().contains(&tokens));
    let read: usize = found.windows().iter().map(|window| window.range().len()).sum();
    assert_eq!(read, segmentation.tokens.len());
}

#[test]
fn worker_gives_what_the_convenient_call_gives() {
    let tagger = cascade(0.5);
    let mut worker = tagger.worker();
    for text in [TEXT, "said", "", "hh ii jj said the \"kk\".\nmm nn."] {
        let segmentation = segment(text);
        let alone = tagger.tag(text, &segmentation);
        assert_eq!(bits(worker.tag(text, &segmentation)), bits(&alone), "{text}");
    }
}

#[test]
fn networks_of_other_pieces_are_refused() {
    let [(_, encoder), _] = models();
    let mut other = common::tiny::recurrent();
    other.set_pieces(&common::tiny::pieces().replace("said", "says"));
    let first = &Model::from_bytes(other.to_bytes()).unwrap();
    let cascade = Cascade { first, second: encoder, unsure: 0.5 };
    let error = Tagger::cascade(cascade, TaggerOptions::default()).unwrap_err();
    assert!(error.to_string().contains("\"vocabulary_hash\""), "{error}");
}
