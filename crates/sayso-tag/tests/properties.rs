//! What holds for any text, with either kind of network.

mod common;

use common::{bits, models, segment};
use proptest::prelude::*;
use sayso_tag::{Kernel, Precision, Tagger, TaggerOptions};

/// Letters, marks, accents, other scripts, and line breaks.
const TEXT: &str = "([a-zA-Z0-9.,'“”éß日\u{301}-]{0,9}[ \n]){0,60}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn worker_gives_what_the_convenient_call_gives(texts in prop::collection::vec(TEXT, 1..4)) {
        for (_, model) in models() {
            let tagger = Tagger::new(&model).unwrap();
            let mut worker = tagger.worker();
            for text in &texts {
                let segmentation = segment(text);
                let alone = bits(&tagger.tag(text, &segmentation));
                prop_assert_eq!(&bits(worker.tag(text, &segmentation)), &alone);
            }
        }
    }

    #[test]
    fn every_kernel_gives_the_same_bits(text in TEXT) {
        let segmentation = segment(&text);
        for ((name, model), precision) in models().into_iter().flat_map(|model| {
            [Precision::Int8, Precision::Float32].map(|precision| (model.clone(), precision))
        }) {
            let scores = |kernel| {
                let options = TaggerOptions::default().with_kernel(kernel).with_precision(precision);
                bits(&Tagger::with_options(&model, options).unwrap().tag(&text, &segmentation))
            };
            let expected = scores(Kernel::PORTABLE);
            for kernel in Kernel::available() {
                prop_assert_eq!(&scores(kernel), &expected, "{} of the {}", kernel, name);
            }
        }
    }

    #[test]
    fn any_text_has_finite_scores(text in "\\PC*|.*") {
        let segmentation = segment(&text);
        for (_, model) in models() {
            let scores = Tagger::new(&model).unwrap().tag(&text, &segmentation);
            prop_assert_eq!(scores.tags().len(), segmentation.tokens.len());
            prop_assert!(bits(&scores).into_iter().all(|bits| f32::from_bits(bits).is_finite()));
        }
    }
}

#[test]
fn single_precision_is_near() {
    let text = "aaa said the bb, \"cc dd\" ee ff gg.\nhh ii jj kk said the ll.";
    for (name, model) in models() {
        let options = TaggerOptions::default().with_precision(Precision::Float32);
        let tagger = Tagger::with_options(&model, options).unwrap();
        let exact = bits(&tagger.tag(text, &segment(text)));
        let rounded = bits(&Tagger::new(&model).unwrap().tag(text, &segment(text)));
        let distances = exact
            .iter()
            .zip(&rounded)
            .map(|(exact, rounded)| (f32::from_bits(*exact) - f32::from_bits(*rounded)).abs());
        let mean = distances.sum::<f32>() / exact.len() as f32;
        assert!(mean > 0.0 && mean < 0.05, "{name}: {mean}");
    }
}

/// The same on every machine and with every compiler; it changes with the arithmetic alone.
#[test]
fn scores_are_these_bits_everywhere() {
    let text = "Aaa said the BB, “cc dd” ee ff é gg.\n\n2024 hh ii jj kk said the ll.";
    let found = models().map(|(_, model)| {
        let scores = Tagger::new(&model).unwrap().tag(text, &segment(text));
        bits(&scores).into_iter().fold(0xCBF2_9CE4_8422_2325, |hash: u64, bits| {
            (hash ^ u64::from(bits)).wrapping_mul(0x100_0000_01B3)
        })
    });
    assert_eq!(found, [12_158_760_841_872_347_830, 12_349_288_260_167_975_543]);
}

#[test]
fn paragraph_far_away_changes_nothing() {
    let near = "aaa said the bb cc dd ee ff gg hh ii jj kk\n".repeat(3);
    let far = format!("{near}{}", "zz yy xx ww vv uu tt ss rr qq pp oo nn mm\n".repeat(3));
    for (_, model) in models() {
        let tagger = Tagger::new(&model).unwrap();
        let alone = tagger.tag(&near, &segment(&near));
        let together = tagger.tag(&far, &segment(&far));
        assert_eq!(alone.tags()[..10], together.tags()[..10]);
    }
}

#[test]
fn tokens_that_do_not_exist_have_no_links() {
    for (_, model) in models() {
        let tagger = Tagger::new(&model).unwrap();
        let scores = tagger.tag("aa bb", &segment("aa bb"));
        assert_eq!(scores.content_to_cue(0, 2), 0.0);
        assert_eq!(scores.cue_to_source(7, None), 0.0);
        assert_ne!(scores.cue_to_source(1, None), 0.0);
    }
}
