//! No circle of imports: who reads one file of a crate can read those that it builds on first. Within
//! `sayso-resolve` no room builds on a room behind it either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::repository;

/// Each file, or folder, with those that it imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

fn crates() -> Vec<PathBuf> {
    let folders = fs::read_dir(repository("crates")).expect("crates");
    let folders = folders.map(|entry| entry.expect("an entry").path());
    folders.filter(|folder| folder.join("src").is_dir()).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The module of a file: "walk/rules" for `walk/rules.rs`, "walk" for `walk/mod.rs`.
fn module(source: &Path, file: &Path) -> String {
    let path = file.strip_prefix(source).expect("a file of the crate").with_extension("");
    path.to_string_lossy().trim_end_matches("/mod").to_owned()
}

/// The longest beginning of a path of imports that is a module.
fn imported(modules: &BTreeSet<String>, path: &str) -> Option<String> {
    let names: Vec<&str> = path.split("::").take_while(|name| !name.is_empty()).collect();
    (1..=names.len()).rev().map(|many| names[..many].join("/")).find(|it| modules.contains(it))
}

/// The imports of the files of a crate, what only their tests import aside.
fn imports(krate: &Path) -> Imports {
    let source = krate.join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let modules: BTreeSet<String> = all.iter().map(|file| module(&source, file)).collect();
    let mut imports = Imports::new();
    for file in all {
        let own = module(&source, &file);
        let text = fs::read_to_string(&file).expect("a source file");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let paths = text.split("use crate::").skip(1).map(|rest| {
            let end = rest.find(|it: char| !(it.is_alphanumeric() || "_:".contains(it)));
            rest.split_at(end.unwrap_or(rest.len())).0
        });
        let found = paths.filter_map(|path| imported(&modules, path)).filter(|it| *it != own);
        imports.entry(own.clone()).or_default().extend(found);
    }
    imports.retain(|own, _| own != "lib" && own != "main");
    imports
}

/// The imports of folders: files of one folder are one.
fn rooms(imports: &Imports) -> Imports {
    let room = |file: &String| file.split('/').next().unwrap_or_default().to_owned();
    let mut rooms = Imports::new();
    for (file, others) in imports {
        let other = others.iter().map(room).filter(|other| *other != room(file));
        rooms.entry(room(file)).or_default().extend(other);
    }
    rooms
}

/// A circle that goes on from the path, if there is one.
fn circle(
    imports: &Imports,
    path: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<String> {
    let last = path.last()?.clone();
    if let Some(first) = path.iter().position(|it| *it == last).filter(|it| it + 1 < path.len()) {
        return Some(path[first..].join(" → "));
    }
    for next in imports
        .get(&last)
        .into_iter()
        .flatten()
        .filter(|it| !done.contains(*it))
        .cloned()
        .collect::<Vec<_>>()
    {
        path.push(next);
        let found = circle(imports, path, done);
        path.pop();
        if found.is_some() {
            return found;
        }
    }
    done.insert(last);
    None
}

fn first_circle(imports: &Imports) -> Option<String> {
    let mut done = BTreeSet::new();
    imports.keys().find_map(|start| circle(imports, &mut vec![start.clone()], &mut done))
}

#[test]
fn no_crate_imports_in_a_circle() {
    for krate in crates() {
        let name = krate.file_name().expect("a name").to_string_lossy().into_owned();
        let found = first_circle(&imports(&krate));
        assert_eq!(found, None, "{name}");
    }
}

#[test]
fn no_room_of_the_resolver_builds_on_a_room_behind_it() {
    let resolver = crates().into_iter().find(|krate| krate.ends_with("sayso-resolve"));
    let rooms = rooms(&imports(&resolver.expect("the crate")));
    assert!(rooms.contains_key("walk") && rooms.len() > 10, "{rooms:?}");
    assert_eq!(first_circle(&rooms), None);
}

#[test]
fn circle_is_found_and_named() {
    let line = |from: &str, to: &str| (from.to_owned(), BTreeSet::from([to.to_owned()]));
    let circular = Imports::from([line("a", "b"), line("b", "c"), line("c", "b")]);
    assert_eq!(first_circle(&circular).as_deref(), Some("b → c → b"));
    assert_eq!(first_circle(&Imports::from([line("a", "b"), line("b", "c")])), None);
}
