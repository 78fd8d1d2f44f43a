//! What can go wrong with a comparison.

use std::{fmt, io};

/// Statements that cannot be kept on the disk, or an output that cannot be written. One word wide.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A temporary file.
    Temporary(io::Error),
    /// The output.
    Output(io::Error),
    /// The table that is written.
    Export(sayso_export::Error),
    /// More statements than can be counted, some four thousand million.
    TooMany,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }

    pub(crate) fn temporary(error: io::Error) -> Self {
        Self::new(ErrorKind::Temporary(error))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Temporary(_) => f.write_str(
                "a temporary file cannot be written or read; TMPDIR names a folder with more room",
            ),
            ErrorKind::Output(_) => f.write_str("the output cannot be written"),
            ErrorKind::Export(error) => error.fmt(f),
            ErrorKind::TooMany => {
                f.write_str("more than 4,294,967,295 statements; match them in parts")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Temporary(error) | ErrorKind::Output(error) => Some(error),
            ErrorKind::Export(error) => error.source(),
            ErrorKind::TooMany => None,
        }
    }
}

impl From<sayso_export::Error> for Error {
    fn from(error: sayso_export::Error) -> Self {
        Self::new(ErrorKind::Export(error))
    }
}
