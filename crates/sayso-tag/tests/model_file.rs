//! What loading a model refuses, and how it says so.

mod common;

use common::tiny::{self, Tiny};
use sayso_tag::{Architecture, Error, ErrorKind, Model, Reading, Tagger, TaggerOptions};

#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
fn refusal(change: impl FnOnce(&mut Tiny)) -> Error {
    let mut tiny = tiny::encoder();
    change(&mut tiny);
    Model::from_bytes(tiny.to_bytes()).expect_err("a wrong model")
}

#[test]
fn committed_tiny_model_is_what_its_example_writes() {
    let committed = include_bytes!("tiny.safetensors");
    assert!(tiny::encoder().to_bytes() == committed, "run the example tiny_model");
}

#[test]
fn complete_models_load() {
    for (tiny, architecture) in
        [(tiny::encoder(), Architecture::Encoder), (tiny::recurrent(), Architecture::Recurrent)]
    {
        let model = Model::from_bytes(tiny.to_bytes()).unwrap();
        assert_eq!(model.architecture(), architecture);
        assert!(Tagger::new(&model).is_ok());
    }
}

#[test]
fn another_version_is_refused_with_found_and_expected() {
    let error = refusal(|tiny| {
        tiny.metadata.insert("format_version".into(), "3".into());
    });
    assert_eq!(error.to_string(), "metadata field \"format_version\" is \"3\", expected 1 or 2");
}

#[test]
fn second_version_has_a_second_reading_and_types() {
    let text = "ada said rain\nthe rain";
    let segmentation = common::segment(text);
    let first = Model::from_bytes(tiny::encoder().to_bytes()).unwrap();
    let second = tiny::encoder().with_second_version();
    let second = Model::from_bytes(second.to_bytes()).unwrap();
    let scores = |model: &Model, reading| {
        let options = TaggerOptions::default().with_reading(reading);
        Tagger::with_options(model, options).unwrap().tag(text, &segmentation)
    };
    let [strict, broad] = [Reading::Strict, Reading::Broad].map(|it| scores(&second, it));
    assert_eq!(strict.tags(), scores(&first, Reading::Strict).tags());
    assert_ne!(strict.tags(), broad.tags());
    assert_ne!(strict.transitions(0), broad.transitions(0));
    assert_ne!(
        strict.cue_to_source(1, Some(0)).to_bits(),
        broad.cue_to_source(1, Some(0)).to_bits()
    );
    assert_eq!(strict.entities(), broad.entities());
    assert!(strict.types(1).is_some() && strict.types(99).is_none());
    // The first version has one reading and no types, whatever is asked.
    assert!(second.has(Reading::Broad) && !first.has(Reading::Broad));
    assert_eq!(scores(&first, Reading::Broad).tags(), strict.tags());
    assert!(scores(&first, Reading::Strict).types(1).is_none());
}

#[test]
fn inner_texts_have_a_calibration_of_their_own() {
    let model = Model::from_bytes(tiny::encoder().with_second_version().to_bytes()).unwrap();
    let tagger = Tagger::new(&model).unwrap();
    let (text, mut worker) = ("ada said rain", tagger.worker());
    let segmentation = common::segment(text);
    let outer = worker.tag(text, &segmentation).calibration(0);
    let inner = worker.tag_inner(text, &segmentation).calibration(0);
    assert_eq!((outer.slope, inner.slope, inner.sourceless), (0.5, 0.25, -1.0));
    assert_eq!(worker.tag(text, &segmentation).calibration(0), outer);
}

#[test]
fn tensor_of_a_reading_that_is_named_must_be_there() {
    let error = refusal(|tiny| {
        *tiny = tiny::encoder().with_second_version();
        tiny.tensors.remove("broad.tag.bias");
    });
    assert_eq!(error.to_string(), "no tensor \"broad.tag.bias\", expected F32 [7]");
}

#[test]
fn changed_pieces_do_not_match_their_hash() {
    let error = refusal(|tiny| {
        tiny.tensors.get_mut("pieces").unwrap().2[9] = b'x';
    });
    assert!(matches!(error.kind(), ErrorKind::Metadata { key: "vocabulary_hash", .. }), "{error}");
}

#[test]
fn missing_and_misshapen_tensors_are_named() {
    let error = refusal(|tiny| {
        tiny.tensors.remove("layer.0.up.weight");
    });
    assert_eq!(error.to_string(), "no tensor \"layer.0.up.weight\", expected I8 [64, 32]");
    let error = refusal(|tiny| {
        tiny.tensors.get_mut("tag.bias").unwrap().1 = vec![1, 7];
    });
    assert_eq!(error.to_string(), "tensor \"tag.bias\" is F32 [1, 7], expected F32 [7]");
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    let error = refusal(|tiny| {
        tiny.tensors.get_mut("tag.scale").unwrap().2[..4].copy_from_slice(&f32::NAN.to_le_bytes());
    });
    assert_eq!(error.to_string(), "tensor \"tag.scale\" holds a number that is not finite");
}

#[test]
fn missing_file_is_named() {
    let error = Model::from_path("no/such.safetensors").unwrap_err();
    assert_eq!(error.to_string(), "no/such.safetensors: cannot read the model");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn cut_off_files_are_refused_without_panic() {
    let bytes = tiny::encoder().to_bytes();
    for length in (0..bytes.len()).step_by(97) {
        assert!(Model::from_bytes(bytes[..length].to_vec()).is_err());
    }
}
