//! `sayso doctor`: what this program is and what it runs on, to look at and to report with a bug.

use std::env::consts::{ARCH, OS};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use sayso::ModelChoice;
use sayso::read;
use sayso::tag::{FORMAT_VERSION, Kernel, Model};
use sha2::{Digest as _, Sha256};

use crate::output::Output;
use crate::output_args::OutputFormat;

/// Prints version, machine and models: what a bug report should have
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the command.
pub(crate) fn run(_: Args, config: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut out = Output::open(None)?;
    let mut line = |name: &str, value: &str| writeln!(out, "{name:<14} {value}");
    line("sayso", env!("CARGO_PKG_VERSION"))?;
    line("target", &target())?;
    line("build", if cfg!(debug_assertions) { "unoptimised" } else { "release" })?;
    line("CPU features", &or_none(&cpu_features()))?;
    let kernels: Vec<&str> = Kernel::available().iter().map(|kernel| kernel.name()).collect();
    line("kernel", &format!("{} (of {})", Kernel::detect(), kernels.join(", ")))?;
    line("threads", &thread::available_parallelism().map_or(1, usize::from).to_string())?;
    line("model format", FORMAT_VERSION)?;
    for choice in [ModelChoice::Large, ModelChoice::Small] {
        line(&format!("model {choice}"), &model(&choice))?;
    }
    let config = config.map_or_else(|| "none".to_owned(), |path| path.display().to_string());
    line("options from", &config)?;
    line("default model", &ModelChoice::default().to_string())?;
    let formats: Vec<&str> = read::Format::ALL.iter().map(|format| format.name()).collect();
    line("reads", &formats.join(", "))?;
    let formats: Vec<&str> = OutputFormat::names().collect();
    line("writes", &formats.join(", "))?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn or_none(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(" ") }
}

fn target() -> String {
    let environment = if cfg!(target_env = "musl") {
        "-musl"
    } else if cfg!(target_env = "gnu") {
        "-gnu"
    } else if cfg!(target_env = "msvc") {
        "-msvc"
    } else {
        ""
    };
    format!("{ARCH}-{OS}{environment}, {}-bit", usize::BITS)
}

/// What a network that the program carries is, or that it carries none.
fn model(choice: &ModelChoice) -> String {
    let Some(bytes) = choice.embedded() else { return "not built in".to_owned() };
    let hash = Sha256::digest(bytes).iter().fold(String::new(), |hash, byte| {
        if hash.len() < 16 { hash + &format!("{byte:02x}") } else { hash }
    });
    let kind = match Model::from_bytes(bytes) {
        Ok(model) => model.architecture().name().to_owned(),
        Err(error) => format!("cannot be loaded: {error}"),
    };
    format!("{kind}, {} bytes, sha256 {hash}…", bytes.len())
}

/// The instructions that kernels are made for, as far as this machine has them.
#[cfg(target_arch = "x86_64")]
fn cpu_features() -> Vec<&'static str> {
    use std::arch::is_x86_feature_detected as has;
    let all = [
        ("sse4.2", has!("sse4.2")),
        ("avx2", has!("avx2")),
        ("fma", has!("fma")),
        ("avxvnni", has!("avxvnni")),
        ("avx512f", has!("avx512f")),
        ("avx512bw", has!("avx512bw")),
        ("avx512vl", has!("avx512vl")),
        ("avx512vnni", has!("avx512vnni")),
    ];
    all.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

/// The instructions that kernels are made for, as far as this machine has them.
#[cfg(target_arch = "aarch64")]
fn cpu_features() -> Vec<&'static str> {
    use std::arch::is_aarch64_feature_detected as has;
    let all = [("neon", has!("neon")), ("dotprod", has!("dotprod")), ("i8mm", has!("i8mm"))];
    all.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

/// The instructions that kernels are made for, as far as this machine has them.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn cpu_features() -> Vec<&'static str> {
    Vec::new()
}
