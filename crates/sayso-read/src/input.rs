//! What the user names as input.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// One input: a file, a folder, or standard input.
///
/// ```
/// use sayso_read::Input;
///
/// assert_eq!(Input::from("-"), Input::StandardInput);
/// assert_eq!(Input::from("articles"), Input::Path("articles".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// A file, or a folder that is searched for text files.
    Path(PathBuf),
    /// Standard input.
    StandardInput,
}

impl Input {
    /// How messages name the input.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Path(path) => path,
            Self::StandardInput => Path::new("-"),
        }
    }
}

impl<T: AsRef<OsStr> + ?Sized> From<&T> for Input {
    fn from(name: &T) -> Self {
        match name.as_ref() {
            dash if dash == "-" => Self::StandardInput,
            path => Self::Path(path.into()),
        }
    }
}
