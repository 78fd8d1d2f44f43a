//! What a check amounts to.

use std::fmt;

use crate::{Checked, Verdict};

/// How many rows have which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Letter for letter at their offsets.
    pub exact: u64,
    /// The same as far as the cell goes.
    pub cut: u64,
    /// With white space, quotation marks or dashes changed.
    pub changed: u64,
    /// Elsewhere than at their offsets, or without offsets.
    pub elsewhere: u64,
    /// Not found in their text.
    pub not_found: u64,
    /// Without a text of their name.
    pub document_missing: u64,
    /// Records that could not be read as rows.
    pub unread: u64,
}

impl Summary {
    pub(crate) fn count(&mut self, checked: &Checked) {
        *match checked.verdict() {
            Verdict::Exact => &mut self.exact,
            Verdict::Cut => &mut self.cut,
            Verdict::Changed(_) => &mut self.changed,
            Verdict::Elsewhere(_) => &mut self.elsewhere,
            Verdict::NotFound(_) => &mut self.not_found,
            Verdict::DocumentMissing => &mut self.document_missing,
        } += 1;
    }

    /// All rows, with those that could not be read.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.exact + self.cut + self.changed + self.elsewhere + self.failed()
    }

    /// The rows that are not word for word in their texts, or of which nobody knows.
    #[must_use]
    pub const fn failed(&self) -> u64 {
        self.not_found + self.document_missing + self.unread
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.exact, "word for word at their offsets"),
            (self.cut, "the same as far as a cell of a spreadsheet goes"),
            (self.changed, "with white space, quotation marks or dashes changed"),
            (self.elsewhere, "elsewhere in their text"),
            (self.not_found, "not found in their text"),
            (self.document_missing, "without a text of their doc_id"),
            (self.unread, "could not be read"),
        ];
        write!(f, "{} row{}", self.rows(), if self.rows() == 1 { "" } else { "s" })?;
        let mut separator = ": ";
        for (count, what) in parts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{separator}{count} {what}")?;
            separator = ", ";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_told() {
        let summary = Summary { exact: 3, not_found: 1, ..Summary::default() };
        assert_eq!(
            summary.to_string(),
            "4 rows: 3 word for word at their offsets, 1 not found in their text"
        );
        assert_eq!(Summary::default().to_string(), "0 rows");
    }
}
