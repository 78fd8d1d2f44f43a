//! Tests of the whole: the command line by running it, golden files over `seeds/`, and what must
//! hold for any text.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

mod audit;
#[cfg(feature = "serve")]
mod browser;
mod cli;
mod config;
mod convert;
mod documents;
mod foreign;
mod forms;
mod gold;
mod gold_article;
mod golden;
mod imports;
mod kept;
mod long_runs;
mod manifest;
mod matrix;
mod one_output;
mod outputs;
mod packages;
mod properties;
mod readme;
mod register;
mod review;
#[cfg(feature = "serve")]
mod serve;
mod stages;
mod statement_match;
mod tables;
mod verify;
mod voices;
mod why;

use std::path::PathBuf;

use assert_cmd::Command;

/// The models that this build carries.
const MODELS: &[&str] = &[
    "rules",
    #[cfg(feature = "small")]
    "small",
    #[cfg(feature = "large")]
    "large",
];

/// The binary, with nothing from the surroundings that changes its output.
fn sayso() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
}

/// A path within the repository.
fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
