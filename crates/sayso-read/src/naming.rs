//! How documents are named after their files.
//!
//! What people expect: `sayso extract articles/` names `articles/may/3.txt` "may/3"; a single file
//! is named by its name alone; and two folders with files of the same names stay apart. So a file
//! is named by its path below the deepest folder that holds all inputs, without its ending. The
//! ending stays where another file differs in nothing else.

use std::path::{Component, Path, PathBuf};

use crate::{Format, Input};

/// The folder that the names of documents are relative to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming {
    base: PathBuf,
}

impl Naming {
    /// Names below the deepest folder that holds all inputs.
    pub(crate) fn new(inputs: &[Input]) -> Self {
        let folder = |input: &Input| match input {
            Input::Path(path) if path.is_dir() => Some(plain(path)),
            Input::Path(path) => Some(plain(path.parent().unwrap_or(Path::new("")))),
            Input::StandardInput => None,
        };
        let base = inputs.iter().filter_map(folder).reduce(|a, b| common(&a, &b));
        Self { base: base.unwrap_or_default() }
    }

    /// The name of the document, or of the table, in the file.
    pub(crate) fn id(&self, path: &Path, keeps_ending: bool) -> String {
        let path = plain(path);
        let below = path.strip_prefix(&self.base).unwrap_or(&path);
        let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
        let id = names.join("/");
        if keeps_ending { id } else { stem(&id).to_owned() }
    }
}

/// The name without an ending that means a format.
pub(crate) fn stem(name: &str) -> &str {
    let known = Format::from_path(Path::new(name)).is_some();
    match name.rsplit_once('.') {
        Some((stem, _)) if known => stem,
        _ => name,
    }
}

/// Which of the inputs are files that differ from another in their ending alone.
pub(crate) fn shared_stems(inputs: &[Input]) -> Vec<bool> {
    let mut counts = std::collections::HashMap::new();
    let stems: Vec<String> =
        inputs.iter().map(|input| stem(&input.path().to_string_lossy()).to_owned()).collect();
    for stem in &stems {
        *counts.entry(stem.as_str()).or_insert(0) += 1;
    }
    stems.iter().map(|stem| counts.get(stem.as_str()).is_some_and(|count| *count > 1)).collect()
}

/// The path without "." in it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|component| *component != Component::CurDir).collect()
}

fn common(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(paths: &[&str]) -> Vec<String> {
        let inputs: Vec<Input> = paths.iter().map(Input::from).collect();
        let naming = Naming::new(&inputs);
        let shared = shared_stems(&inputs);
        paths.iter().zip(shared).map(|(path, shared)| naming.id(path.as_ref(), shared)).collect()
    }

    #[test]
    fn single_file_is_named_by_its_name_alone() {
        assert_eq!(ids(&["news/may/rain.txt"]), ["rain"]);
        assert_eq!(ids(&["./rain.v2"]), ["rain.v2"]);
    }

    #[test]
    fn files_of_one_name_in_two_folders_stay_apart() {
        assert_eq!(ids(&["news/may/1.txt", "news/june/1.txt"]), ["may/1", "june/1"]);
    }

    #[test]
    fn ending_stays_where_it_alone_tells_two_files_apart() {
        assert_eq!(ids(&["a.txt", "a.md", "b.txt"]), ["a.txt", "a.md", "b"]);
    }
}
