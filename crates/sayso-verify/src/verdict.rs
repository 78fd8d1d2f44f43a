//! What became of a row.

use std::fmt;

use crate::{Change, Claim, Role, Row};

/// Whether words are in their text, and where. The later ones are the worse.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Letter for letter at its offsets, or in the text where the row has no offsets.
    Exact,
    /// The name of a speaker that stands elsewhere in the text than the words of the row: somebody
    /// has said whom a pronoun means.
    Resolved(Place),
    /// The same as far as the cell goes, which ends at the most that a spreadsheet holds.
    Cut,
    /// The same but for white space.
    WhiteSpace(Place),
    /// The same but for quotation marks, dashes, or letters that an encoding has not: what
    /// spreadsheet programs change, and what stands at the end of words that are quoted.
    Typography(Place),
    /// Pieces that are there to the letter and in order, but a negation or a number lies between
    /// them, or more than lies between pieces of one statement.
    Joined(Place),
    /// Not at its offsets, but elsewhere in the text.
    Elsewhere(Place),
    /// Nearly the words of a passage: what differs, and the passage.
    Altered(Change, Option<Nearest>),
    /// Not in the text; with the passage that comes nearest.
    Absent(Option<Nearest>),
    /// There is no text of this name.
    DocumentMissing,
}

impl Verdict {
    /// Whether the words are those of the text.
    #[must_use]
    pub const fn is_word_for_word(&self) -> bool {
        !matches!(self, Self::Altered(..) | Self::Absent(_) | Self::DocumentMissing)
    }

    /// Whether nothing was changed: letter for letter, or a speaker who is named elsewhere.
    #[must_use]
    pub const fn is_to_the_letter(&self) -> bool {
        matches!(self, Self::Exact | Self::Resolved(_))
    }

    /// The name, as in a report.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Resolved(_) => "resolved",
            Self::Cut => "cut",
            Self::WhiteSpace(_) => "white_space",
            Self::Typography(_) => "typography",
            Self::Joined(_) => "joined",
            Self::Elsewhere(_) => "elsewhere",
            Self::Altered(Change::Number, _) => "altered_number",
            Self::Altered(Change::Negation, _) => "altered_negation",
            Self::Altered(Change::Name, _) => "altered_name",
            Self::Altered(Change::Other, _) => "altered_other",
            Self::Absent(_) => "absent",
            Self::DocumentMissing => "document_missing",
        }
    }

    /// Where the words were found, if they were looked for.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Resolved(place)
            | Self::WhiteSpace(place)
            | Self::Typography(place)
            | Self::Joined(place)
            | Self::Elsewhere(place) => Some(*place),
            _ => None,
        }
    }

    /// The passage that comes nearest to words that are not in the text.
    #[must_use]
    pub const fn nearest(&self) -> Option<&Nearest> {
        match self {
            Self::Altered(_, nearest) | Self::Absent(nearest) => nearest.as_ref(),
            _ => None,
        }
    }

    /// 0 for the best.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::Resolved(_) => 1,
            Self::Cut => 2,
            Self::WhiteSpace(_) => 3,
            Self::Typography(_) => 4,
            Self::Joined(_) => 5,
            Self::Elsewhere(_) => 6,
            Self::Altered(..) => 7,
            Self::Absent(_) => 8,
            Self::DocumentMissing => 9,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact => f.write_str("at its offsets"),
            Self::Resolved(place) => write!(f, "resolved from {place}"),
            Self::Cut => f.write_str("at its offsets, cut where a spreadsheet ends a cell"),
            Self::WhiteSpace(place) => write!(f, "at {place}, with white space changed"),
            Self::Typography(place) => {
                write!(f, "at {place}, with quotation marks, dashes or letters changed")
            }
            Self::Joined(place) => write!(
                f,
                "at {place}, in pieces between which a negation, a number or much text is left out"
            ),
            Self::Elsewhere(place) => write!(f, "at {place}, not at its offsets"),
            Self::Altered(change, _) => {
                write!(f, "altered ({change})")?;
                self.nearest().map_or(Ok(()), |nearest| write!(f, "; {nearest}"))
            }
            Self::Absent(None) => f.write_str("not in the text"),
            Self::Absent(Some(nearest)) => write!(f, "not in the text; {nearest}"),
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
    verdicts: [Verdict; Row::CLAIMS],
}

impl Checked {
    pub(crate) const fn new(row: Row, verdicts: [Verdict; Row::CLAIMS]) -> Self {
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

pub(crate) fn worst(verdicts: &[Verdict; Row::CLAIMS]) -> &Verdict {
    let [first, others @ ..] = verdicts;
    others
        .iter()
        .fold(first, |worst, other| if other.rank() > worst.rank() { other } else { worst })
}
