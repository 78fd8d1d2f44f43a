//! What can go wrong with a register.

use std::fmt;

/// A register that cannot be used. One word wide.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It is no table.
    Table(csv::Error),
    /// No column has the names.
    Columns {
        /// The columns that there are.
        have: Vec<String>,
    },
    /// It is a table of statements, each with its speaker.
    Statements,
    /// One alias is given to two.
    Twice {
        /// The alias.
        alias: String,
        /// Those who have it.
        names: [String; 2],
    },
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Table(_) => f.write_str("no table of CSV"),
            ErrorKind::Columns { have } => {
                let have = have.join(", ");
                write!(f, "a register needs the column \"name\" or \"speaker\" (have: {have})")
            }
            ErrorKind::Statements => f.write_str(
                "this is a table of statements, not of names; \"sayso speakers --merge\" makes a register of it",
            ),
            ErrorKind::Twice { alias, names: [one, other] } => write!(
                f,
                "the alias \"{alias}\" is given to \"{one}\" and to \"{other}\"; leave it out where it can mean both"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Table(error) => Some(error),
            _ => None,
        }
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Self::new(ErrorKind::Table(error))
    }
}
