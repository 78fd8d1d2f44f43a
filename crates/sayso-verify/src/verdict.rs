//! What became of a row.

use std::fmt;

use crate::{Claim, Role, Row};

/// Whether words are in their text, and where. The later ones are the worse.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Letter for letter at its offsets.
    Exact,
    /// The same as far as the cell goes, which ends at the most that a spreadsheet holds.
    Cut,
    /// The same but for white space, quotation marks or dashes, which spreadsheet programs change.
    Changed(Place),
    /// Not at its offsets, but elsewhere in the text; or the row has no offsets.
    Elsewhere(Place),
    /// Not found in the text; with the passage that comes nearest.
    NotFound(Option<Nearest>),
    /// There is no text of this name.
    DocumentMissing,
}

impl Verdict {
    /// Whether the words are those of the text.
    #[must_use]
    pub const fn is_word_for_word(&self) -> bool {
        !matches!(self, Self::NotFound(_) | Self::DocumentMissing)
    }

    /// The name, as in a report.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Cut => "cut",
            Self::Changed(_) => "changed",
            Self::Elsewhere(_) => "elsewhere",
            Self::NotFound(_) => "not_found",
            Self::DocumentMissing => "document_missing",
        }
    }

    /// Where the words were found, if they were looked for.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Changed(place) | Self::Elsewhere(place) => Some(*place),
            _ => None,
        }
    }

    /// 0 for the best.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::Cut => 1,
            Self::Changed(_) => 2,
            Self::Elsewhere(_) => 3,
            Self::NotFound(_) => 4,
            Self::DocumentMissing => 5,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact => f.write_str("at its offsets"),
            Self::Cut => f.write_str("at its offsets, cut where a spreadsheet ends a cell"),
            Self::Changed(place) => {
                write!(f, "at {place}, with white space, quotation marks or dashes changed")
            }
            Self::Elsewhere(place) => write!(f, "at {place}, not at its offsets"),
            Self::NotFound(None) => f.write_str("not found in the text"),
            Self::NotFound(Some(nearest)) => write!(f, "not found in the text; {nearest}"),
            Self::DocumentMissing => f.write_str("no text of this doc_id"),
        }
    }
}

/// Outer ends in a text, in the unit that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The first.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The passage of the text that comes nearest to words that are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Nearest {
    /// The offset at which the two part.
    pub start: usize,
    /// Some words of the text around it.
    pub text: String,
    /// The words of the row that stand there instead.
    pub row: String,
}

impl fmt::Display for Nearest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, text, row } = self;
        write!(f, "near {start} the text has [{text}], the row [{row}]")
    }
}

/// A row with the verdicts on its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    row: Row,
    /// In the order of [`Role::ALL`].
    verdicts: [Verdict; 3],
}

impl Checked {
    pub(crate) const fn new(row: Row, verdicts: [Verdict; 3]) -> Self {
        Self { row, verdicts }
    }

    /// The row.
    #[must_use]
    pub const fn row(&self) -> &Row {
        &self.row
    }

    /// The worst of the verdicts on its claims.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        worst(&self.verdicts)
    }

    /// Each claim with its verdict.
    pub fn claims(&self) -> impl Iterator<Item = (Role, &Claim, &Verdict)> {
        let claims = self.row.claims().into_iter().zip(&self.verdicts);
        claims.map(|((role, claim), verdict)| (role, claim, verdict))
    }
}

pub(crate) fn worst(verdicts: &[Verdict; 3]) -> &Verdict {
    let [first, others @ ..] = verdicts;
    others
        .iter()
        .fold(first, |worst, other| if other.rank() > worst.rank() { other } else { worst })
}
