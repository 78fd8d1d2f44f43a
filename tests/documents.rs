//! What the documents name is there.

use std::fs;
use std::path::Path;

use crate::repository;

/// Every file and folder of the repository, from its root, with `/` between names.
fn everything() -> Vec<String> {
    let mut found = Vec::new();
    collect(&repository(""), "", &mut found);
    found
}

fn collect(folder: &Path, place: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        // What is made, and what belongs to git.
        if ["target", "out", ".git"].contains(&name.as_str()) {
            continue;
        }
        let path = format!("{place}/{name}");
        if entry.file_type().expect("a type").is_dir() {
            collect(&entry.path(), &path, found);
        }
        found.push(path);
    }
}

/// What stands between backticks and can be a path of the repository.
fn paths(document: &str) -> impl Iterator<Item = &str> {
    let marked = document.split('`').skip(1).step_by(2);
    let is_path = |word: &&str| {
        let plain =
            word.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-./".contains(letter));
        let is_ours = !word.starts_with(['.', '-', '/']);
        plain && is_ours && (word.contains('/') || word.ends_with(".rs") || word.ends_with(".md"))
    };
    marked.filter(is_path)
}

#[test]
fn paths_in_the_documents_exist() {
    let everything = everything();
    let mut missing = Vec::new();
    for name in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "MODEL_CARD.md",
        "BENCHMARKS.md",
        "data/README.md",
        "training/README.md",
    ] {
        let document = fs::read_to_string(repository(name)).expect(name);
        for path in paths(&document) {
            // "rules/phrase.rs" is told of a crate that was named before.
            let ending = format!("/{}", path.trim_matches('/'));
            if !everything.iter().any(|there| there.ends_with(&ending)) {
                missing.push(format!("{name}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "no such file or folder:\n{}", missing.join("\n"));
}

#[test]
fn every_crate_has_its_row_in_the_documents() {
    let readme = fs::read_to_string(repository("README.md")).expect("README.md");
    for entry in fs::read_dir(repository("crates")).expect("the folder of crates") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let manifest = repository("crates").join(&name).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).expect("a manifest");
        let line = manifest.lines().find_map(|line| line.strip_prefix("description = \""));
        let job = line.expect("a description").trim_end_matches('"');
        assert!(
            readme.contains(&format!("| `{name}` | {job} |")),
            "README.md has no row of {name}"
        );
    }
}
