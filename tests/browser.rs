//! The page over the server in a real browser, and the types of its scripts. Skipped with a message where
//! Chromium, Node or what `web/make.sh tools` installs is missing. `web/make.sh test` builds the page alone too,
//! and tests both.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::repository;

#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// Where what the tests need from npm is.
fn tools() -> Option<PathBuf> {
    let tools = repository("target/browser");
    let is_there = tools.join("node_modules/playwright-core").is_dir();
    if !is_there {
        skipped("playwright-core is not there; web/make.sh tools installs it");
    }
    is_there.then(|| tools.canonicalize().expect("a folder"))
}

fn runs(name: &str) -> bool {
    let mut call = Command::new(name);
    call.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    let runs = call.status().is_ok_and(|status| status.success());
    if !runs {
        skipped(&format!("{name} is not there"));
    }
    runs
}

#[test]
fn page_leads_from_articles_to_a_table() {
    let Some(tools) = tools() else { return };
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    if !runs("node") || !runs(&chromium) {
        return;
    }
    let mut test = Command::new("node");
    test.arg(repository("web/tests/browser.mjs"));
    test.args([PathBuf::from(env!("CARGO_BIN_EXE_sayso")), repository("seeds")]);
    let output = test.env("TOOLS", tools).output().expect("node");
    let told = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&told));
}

#[test]
fn scripts_of_the_page_have_the_right_types() {
    let Some(tools) = tools() else { return };
    let mut check = Command::new(tools.join("node_modules/.bin/tsc"));
    let Ok(output) = check.arg("-p").arg(repository("web/tests/tsconfig.json")).output() else {
        return skipped("tsc does not run");
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
