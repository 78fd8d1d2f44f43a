//! How documents are named after their files.
//!
//! What people expect: `sayso extract articles/` names `articles/may/3.txt` "may/3"; a single file
//! is named by its name alone; and two folders with files of the same names stay apart. So a file
//! is named by its path below the deepest folder that holds all inputs, without its ending. The
//! ending stays where another file differs in nothing else.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use crate::Format;

/// The folder that the names of documents are relative to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming {
    base: Option<PathBuf>,
}

impl Naming {
    /// Moves the base up until it holds the file or folder.
    pub(crate) fn include(&mut self, path: &Path) {
        let path = plain(path);
        let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(Path::new("")) };
        self.base = Some(match &self.base {
            Some(base) => common(base, folder),
            None => folder.to_owned(),
        });
    }

    /// The name of the document, or of the table, in the file.
    pub(crate) fn id(&self, path: &Path, keeps_ending: bool) -> String {
        let path = plain(path);
        let base = self.base.as_deref().unwrap_or(Path::new(""));
        let below = path.strip_prefix(base).unwrap_or(&path);
        let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
        let id = names.join("/");
        if keeps_ending { id } else { stem(&id).to_owned() }
    }
}

/// The name without the endings that mean a format and compression.
pub(crate) fn stem(name: &str) -> &str {
    let name = crate::compression::stem(name);
    let known = Format::from_path(Path::new(name)).is_some();
    match name.rsplit_once('.') {
        Some((stem, _)) if known => stem,
        _ => name,
    }
}

/// The paths that differ from another of them in their ending alone.
pub(crate) fn shared_stems<'p>(paths: impl Iterator<Item = &'p Path>) -> HashSet<String> {
    let mut seen = HashSet::new();
    let stems = paths.map(|path| stem(&path.to_string_lossy()).to_owned());
    stems.filter(|stem| !seen.insert(stem.clone())).collect()
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
        let mut naming = Naming::default();
        paths.iter().for_each(|path| naming.include(Path::new(path)));
        let shared = shared_stems(paths.iter().map(Path::new));
        paths.iter().map(|path| naming.id(Path::new(path), shared.contains(stem(path)))).collect()
    }

    #[test]
    fn single_file_is_named_by_its_name_alone() {
        assert_eq!(ids(&["news/may/rain.txt"]), ["rain"]);
        assert_eq!(ids(&["./rain.v2"]), ["rain.v2"]);
        assert_eq!(ids(&["news/rain.txt.gz"]), ["rain"]);
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
