//! What the user names as input.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// One input: a file, a folder, a list of files, or standard input.
///
/// ```
/// use sayso_read::Input;
///
/// assert_eq!(Input::from("-"), Input::StandardInput);
/// assert_eq!(Input::from("@files.txt"), Input::List("files.txt".into()));
/// assert_eq!(Input::from("articles"), Input::Path("articles".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// A file; a folder, which is searched for articles; or a pattern such as `may/*.csv.gz`.
    Path(PathBuf),
    /// A file that names a file or folder on each line.
    List(PathBuf),
    /// Standard input.
    StandardInput,
}

impl Input {
    /// How messages name the input.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Path(path) | Self::List(path) => path,
            Self::StandardInput => Path::new("-"),
        }
    }
}

impl<T: AsRef<OsStr> + ?Sized> From<&T> for Input {
    fn from(name: &T) -> Self {
        let name = name.as_ref();
        let list = name.to_str().and_then(|name| name.strip_prefix('@'));
        match list {
            Some(list) if !list.is_empty() => Self::List(list.into()),
            _ if name == "-" => Self::StandardInput,
            _ => Self::Path(name.into()),
        }
    }
}
