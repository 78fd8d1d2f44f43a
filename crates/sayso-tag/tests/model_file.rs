//! What loading a model refuses, and how it says so.

mod common;

use common::tiny::{self, Tiny};
use sayso_tag::{Architecture, Error, ErrorKind, Model, Tagger};

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
        tiny.metadata.insert("format_version".into(), "2".into());
    });
    assert_eq!(error.to_string(), "metadata field \"format_version\" is \"2\", expected 1");
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
