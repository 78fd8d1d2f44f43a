//! Every article of `seeds/` gives what stands in `tests/golden/`.
//!
//! `MODEL/NAME.txt` shows the sentences with source, cue and content marked under them,
//! `MODEL/NAME.csv` the rows. `make bless` rewrites both; read the difference as prose before
//! committing it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{MODELS, repository, sayso};

/// The sample articles, in the order of their names.
pub(crate) fn seeds() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository("seeds")).expect("the folder of seeds");
    let mut seeds: Vec<PathBuf> = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    seeds.sort();
    seeds
}

fn output_of(args: &[&str], seed: &Path) -> String {
    let output = sayso().args(args).arg("--quiet").arg(seed).output().expect("sayso runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{}: {said}", seed.display());
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The difference to the golden file, or nothing.
pub(crate) fn difference(found: &str, golden: &Path) -> Option<String> {
    if std::env::var_os("BLESS").is_some() {
        fs::write(golden, found).expect("a writable golden file");
        return None;
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    if found == expected {
        return None;
    }
    let same = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    let here = |text: &str| text.lines().nth(same).unwrap_or("(nothing)").to_owned();
    let (line, name) = (same + 1, golden.display());
    Some(format!("{name}, line {line}:\n  golden: {}\n  found:  {}", here(&expected), here(found)))
}

#[test]
fn seeds_give_what_the_golden_files_hold() {
    let mut differences = Vec::new();
    for model in MODELS {
        let folder = repository("tests/golden").join(model);
        for seed in seeds() {
            let golden = folder.join(seed.file_name().expect("a name"));
            let marked = output_of(&["attribute", "--model", model], &seed);
            differences.extend(difference(&marked, &golden));
            let rows = output_of(&["extract", "--model", model], &seed);
            differences.extend(difference(&rows, &golden.with_extension("csv")));
        }
    }
    assert!(differences.is_empty(), "make bless rewrites:\n{}", differences.join("\n"));
}

#[test]
fn every_golden_file_has_its_seed() {
    for model in MODELS {
        let folder = repository("tests/golden").join(model);
        for entry in fs::read_dir(folder).expect("the folder of golden files") {
            let name = entry.expect("an entry").path();
            let stem = name.file_stem().expect("a name");
            let seed = repository("seeds").join(stem).with_extension("txt");
            assert!(seed.exists(), "{} has no seed", name.display());
        }
    }
}
