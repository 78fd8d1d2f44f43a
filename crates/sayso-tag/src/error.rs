//! What can be wrong with a model file.

use std::fmt;
use std::path::{Path, PathBuf};

/// A model that cannot be loaded: what is wrong, and in which file.
///
/// ```
/// use sayso_tag::{ErrorKind, Model};
///
/// let error = Model::from_bytes(&b"not a model"[..]).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Container(_)));
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    path: Option<PathBuf>,
}

/// What is wrong with a model.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file could not be read.
    Read(std::io::Error),
    /// The bytes are no safetensors file.
    Container(safetensors::SafeTensorError),
    /// A field of the metadata has another value than this version reads.
    Metadata {
        /// The field.
        key: &'static str,
        /// Its value; `None` where there is no such field.
        found: Option<String>,
        /// What it should be.
        expected: String,
    },
    /// The field `config` does not describe a network.
    Config(serde_json::Error),
    /// A size in `config` is none that this version computes with.
    Size {
        /// The size.
        key: &'static str,
        /// Its value.
        found: usize,
        /// What it should be.
        expected: &'static str,
    },
    /// A tensor is missing or has another type or shape.
    Tensor {
        /// The tensor.
        name: String,
        /// Its type and shape; `None` where there is no such tensor.
        found: Option<String>,
        /// What they should be.
        expected: String,
    },
    /// A tensor holds a number that is not finite.
    NotFinite {
        /// The tensor.
        name: String,
    },
    /// The word pieces are no list of distinct lines that begins with the special ones.
    Pieces {
        /// What is wrong with them.
        reason: &'static str,
        /// The first piece that shows it, counted from 0.
        index: usize,
    },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, path: None }))
    }

    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.0.path = Some(path.to_owned());
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The file, where the model came from one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            Some(path) => write!(f, "{}: {}", path.display(), self.0.kind),
            None => write!(f, "{}", self.0.kind),
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(_) => f.write_str("cannot read the model"),
            Self::Container(_) => f.write_str("not a safetensors file"),
            Self::Metadata { key, found: Some(found), expected } => {
                write!(f, "metadata field \"{key}\" is \"{found}\", expected {expected}")
            }
            Self::Metadata { key, found: None, expected } => {
                write!(f, "no metadata field \"{key}\", expected {expected}")
            }
            Self::Config(_) => f.write_str("metadata field \"config\" does not describe a network"),
            Self::Size { key, found, expected } => {
                write!(f, "config: {key} is {found}, expected {expected}")
            }
            Self::Tensor { name, found: Some(found), expected } => {
                write!(f, "tensor \"{name}\" is {found}, expected {expected}")
            }
            Self::Tensor { name, found: None, expected } => {
                write!(f, "no tensor \"{name}\", expected {expected}")
            }
            Self::NotFinite { name } => {
                write!(f, "tensor \"{name}\" holds a number that is not finite")
            }
            Self::Pieces { reason, index } => write!(f, "word piece {index}: {reason}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::Read(error) => Some(error),
            ErrorKind::Container(error) => Some(error),
            ErrorKind::Config(error) => Some(error),
            _ => None,
        }
    }
}
