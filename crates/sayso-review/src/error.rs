//! What can go wrong while corrections are read.

use std::fmt;

/// Corrections that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file was written by a later version of the program.
    Version {
        /// The version of the form.
        found: u32,
    },
    /// The file is something else: none of its lines is one of corrections.
    NoCorrections,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version { found } => write!(
                f,
                "corrections of version {found}, and this program reads {} and before; \
                 use a newer sayso",
                crate::VERSION
            ),
            Self::NoCorrections => f.write_str(
                "no file of corrections: none of its lines is one (see docs/review.md for the form)",
            ),
        }
    }
}

impl std::error::Error for Error {}
