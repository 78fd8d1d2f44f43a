//! The files that an input stands for, one after the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::encoding::decode_field;
use crate::found::Found;
use crate::walk::Walk;
use crate::{Error, Format, Input};

/// The files of an input. May be walked anew, and then gives the same.
pub(crate) type Files = Box<dyn Iterator<Item = Result<Found, Error>> + Send>;

/// The files that the input stands for: itself, those of a folder, those that a list names, or
/// those that a pattern fits.
pub(crate) fn files(input: &Input, format: Option<Format>) -> Files {
    match input {
        Input::StandardInput => Box::new(std::iter::empty()),
        Input::List(list) => match lines(list) {
            Ok(paths) => {
                let below = move |path| below(path, format);
                Box::new(paths.flat_map(move |path| path.map_or_else(failed, below)))
            }
            Err(error) => failed(error),
        },
        Input::Path(path) => match pattern(path) {
            Some(paths) => Box::new(paths.flat_map(move |path| below(path, format))),
            None => below(path.clone(), format),
        },
    }
}

fn failed(error: Error) -> Files {
    Box::new(std::iter::once(Err(error)))
}

/// The files of a folder, those of one format where it was asked for, or the file alone.
fn below(path: PathBuf, format: Option<Format>) -> Files {
    if path.is_dir() {
        return Box::new(Walk::new(&path, format));
    }
    Box::new(std::iter::once(Ok(Found { path, format: None, keeps_ending: false })))
}

/// The lines of a list of files, blank ones left out. Ends after an error.
fn lines(
    list: &Path,
) -> Result<impl Iterator<Item = Result<PathBuf, Error>> + Send + use<>, Error> {
    let file = File::open(list);
    let list = list.to_owned();
    let place = move |error: io::Error| Error::from(error).in_file(&list);
    let lines = BufReader::new(file.map_err(&place)?).split(b'\n');
    let mut failed = false;
    let lines = lines.map_while(move |line| {
        let goes_on = !failed;
        failed = line.is_err();
        goes_on.then_some(line)
    });
    let path = move |line: io::Result<Vec<u8>>| match line {
        Ok(line) if line.trim_ascii().is_empty() => None,
        Ok(line) => Some(Ok(decode_field(line.trim_ascii_end()).into())),
        Err(error) => Some(Err(place(error))),
    };
    Ok(lines.filter_map(path))
}

/// The paths that fit, sorted, if the path is a pattern with "*", "?" or "[" and no file. Shells
/// mostly expand patterns themselves, but not where there are too many files or on Windows.
fn pattern(path: &Path) -> Option<impl Iterator<Item = PathBuf> + Send + use<>> {
    let text = path.to_str()?;
    if !text.contains(['*', '?', '[']) || path.exists() {
        return None;
    }
    let mut paths = glob::glob(text).ok()?.flatten().peekable();
    // A pattern that nothing fits is named as a file that is not there.
    paths.peek()?;
    Some(paths)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path, input: &Input) -> Vec<String> {
        let name = |found: Result<Found, Error>| match found {
            Ok(found) => found.path.strip_prefix(folder).expect("inside").display().to_string(),
            Err(error) => error.kind().to_string(),
        };
        files(input, None).map(name).collect()
    }

    #[test]
    fn list_and_pattern_name_files_and_folders() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("day")).expect("new folder");
        for name in ["b.csv", "a.csv", "day/1.txt", "day/2.txt"] {
            fs::write(at(name), "text\nRain.").expect("new file");
        }
        let lines = [at("b.csv"), at("day")].map(|path| path.display().to_string());
        fs::write(at("list"), format!("{}\n\n{}\r\n", lines[0], lines[1])).expect("new file");
        let list = Input::List(at("list"));
        assert_eq!(names(folder.path(), &list), ["b.csv", "day/1.txt", "day/2.txt"]);
        let csv = Input::Path(at("*.csv"));
        assert_eq!(names(folder.path(), &csv), ["a.csv", "b.csv"]);
        assert_eq!(names(folder.path(), &Input::List(at("none"))), ["cannot be read"]);
    }

    #[test]
    fn pattern_that_nothing_fits_is_a_file_that_is_not_there() {
        let found: Vec<_> = files(&Input::from("no/such/*.txt"), None).collect();
        assert!(matches!(&found[..], [Ok(found)] if found.path == Path::new("no/such/*.txt")));
    }
}
