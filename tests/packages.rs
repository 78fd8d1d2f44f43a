//! What a package of a crate needs is in its folder, and no package is too large for the registry;
//! `make package` builds them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::repository;

/// What the registry takes, less the little that is not the largest file.
const MOST_BYTES: u64 = 10_000_000;

/// The folders of all crates.
fn crates() -> Vec<PathBuf> {
    let folders = ["crates", "data/models"].map(|name| fs::read_dir(repository(name)));
    let entries = folders.into_iter().flat_map(|folder| folder.expect("a folder"));
    let folders = entries.map(|entry| entry.expect("an entry").path());
    let folders = folders.chain(["data", "web"].map(repository));
    folders.filter(|folder| folder.join("Cargo.toml").exists()).collect()
}

/// The files below a folder, but for those of a crate within it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if !path.is_dir() {
            found.push(path);
        } else if !path.join("Cargo.toml").exists() && !path.ends_with("target") {
            found.extend(files(&path));
        }
    }
    found
}

/// How many folders up the paths lead that a source file includes.
fn climbs(source: &str) -> impl Iterator<Item = usize> {
    let included = source.split("include_").skip(1);
    let quoted =
        included.filter_map(|after| after.split_once("!(\"").filter(|(it, _)| it.len() < 6));
    quoted.map(|(_, path)| path.split('/').take_while(|step| *step == "..").count())
}

#[test]
fn crates_include_files_of_their_own_folder_alone() {
    let mut checked = 0;
    for folder in crates() {
        for path in files(&folder.join("src")) {
            let inside = path.strip_prefix(&folder).expect("below").components().count() - 1;
            let Ok(source) = fs::read_to_string(&path) else { continue };
            for up in climbs(&source) {
                assert!(up <= inside, "{} takes a file from outside of its crate", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 15, "{checked} files are included");
}

#[test]
fn crates_fit_into_packages() {
    for folder in crates() {
        for path in files(&folder) {
            let bytes = fs::metadata(&path).expect("a file").len();
            assert!(bytes < MOST_BYTES, "{}: {bytes} bytes", path.display());
        }
    }
}

#[test]
fn manifests_name_no_address() {
    for manifest in
        crates().iter().map(|folder| folder.join("Cargo.toml")).chain([repository("Cargo.toml")])
    {
        let text = fs::read_to_string(&manifest).expect("a manifest");
        for name in ["repository", "homepage", "documentation"] {
            assert!(!text.contains(&format!("\n{name}")), "{}: {name}", manifest.display());
        }
    }
}
