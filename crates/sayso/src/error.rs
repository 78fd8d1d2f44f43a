//! What can go wrong before a run begins.

use std::fmt;
use std::path::PathBuf;

use rayon::ThreadPoolBuildError;

use crate::ModelChoice;

/// Why a pipeline or a driver could not be made.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The system gave no threads.
    Threads(ThreadPoolBuildError),
    /// The model cannot be loaded.
    Model(sayso_tag::Error),
    /// The program was built without the model of this name.
    NotEmbedded(&'static str),
    /// Neither a name of a model nor a file.
    NoModel(PathBuf),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

impl From<ThreadPoolBuildError> for Error {
    fn from(error: ThreadPoolBuildError) -> Self {
        Self::new(ErrorKind::Threads(error))
    }
}

impl From<sayso_tag::Error> for Error {
    fn from(error: sayso_tag::Error) -> Self {
        Self::new(ErrorKind::Model(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Threads(_) => f.write_str("no threads to work with; try fewer --jobs"),
            // The error of the model names the file itself.
            ErrorKind::Model(error) => error.fmt(f),
            ErrorKind::NoModel(path) => {
                let (path, names) = (path.display(), ModelChoice::NAMES.join(", "));
                write!(f, "{path}: no model of this name (have: {names}), and no file")
            }
            ErrorKind::NotEmbedded(name) => write!(
                f,
                "this program was built without the {name} model; \
                 build it with --features {name}, or give a model file"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Threads(error) => Some(error),
            ErrorKind::Model(error) => std::error::Error::source(error),
            ErrorKind::NotEmbedded(_) | ErrorKind::NoModel(_) => None,
        }
    }
}
