//! A file that was found.

use std::path::PathBuf;

use crate::Format;

/// A file to be read in its turn.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// The format, where it is known before the file is opened.
    pub(crate) format: Option<Format>,
    /// Whether another file differs in its ending alone, so that the name of the document needs it.
    pub(crate) keeps_ending: bool,
}
