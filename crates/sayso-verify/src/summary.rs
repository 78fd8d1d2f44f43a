//! What a check amounts to.

use std::fmt;

use crate::{Change, Checked, Verdict};

/// How many rows have which verdict, the worst of those on their claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Letter for letter at their offsets.
    pub exact: u64,
    /// The same, with a speaker who is named elsewhere in the text.
    pub resolved: u64,
    /// The same as far as the cell goes.
    pub cut: u64,
    /// With white space changed.
    pub white_space: u64,
    /// With quotation marks, dashes or letters changed.
    pub typography: u64,
    /// In pieces between which a negation, a number or much text is left out.
    pub joined: u64,
    /// Elsewhere than at their offsets.
    pub elsewhere: u64,
    /// Nearly the words of a passage, by what differs, in the order of [`Change::ALL`].
    pub altered: [u64; Change::ALL.len()],
    /// Not in their text.
    pub absent: u64,
    /// Without a text of their name.
    pub document_missing: u64,
    /// Records that could not be read as rows.
    pub unread: u64,
}

impl Summary {
    pub(crate) fn count(&mut self, checked: &Checked) {
        let [number, negation, name, other] = &mut self.altered;
        *match checked.verdict() {
            Verdict::Exact => &mut self.exact,
            Verdict::Resolved(_) => &mut self.resolved,
            Verdict::Cut => &mut self.cut,
            Verdict::WhiteSpace(_) => &mut self.white_space,
            Verdict::Typography(_) => &mut self.typography,
            Verdict::Joined(_) => &mut self.joined,
            Verdict::Elsewhere(_) => &mut self.elsewhere,
            Verdict::Altered(Change::Number, _) => number,
            Verdict::Altered(Change::Negation, _) => negation,
            Verdict::Altered(Change::Name, _) => name,
            Verdict::Altered(Change::Other, _) => other,
            Verdict::Absent(_) => &mut self.absent,
            Verdict::DocumentMissing => &mut self.document_missing,
        } += 1;
    }

    /// All rows, with those that could not be read.
    #[must_use]
    pub fn rows(&self) -> u64 {
        let found = self.exact + self.resolved + self.cut + self.white_space + self.typography;
        found + self.joined + self.elsewhere + self.failed()
    }

    /// The rows that are not word for word in their texts, or of which nobody knows.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.altered.iter().sum::<u64>() + self.absent + self.document_missing + self.unread
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [number, negation, name, other] = self.altered;
        let parts = [
            (self.exact, "exact (word for word)"),
            (self.resolved, "resolved (word for word; the speaker is named at another place)"),
            (self.cut, "cut (the same as far as a cell of a spreadsheet goes)"),
            (self.white_space, "white_space (changed)"),
            (self.typography, "typography (quotation marks, dashes or letters changed)"),
            (self.joined, "joined (a negation, a number or much text left out between pieces)"),
            (self.elsewhere, "elsewhere (not at their offsets)"),
            (number, "altered: a number"),
            (negation, "altered: a negation"),
            (name, "altered: a name"),
            (other, "altered: other words"),
            (self.absent, "absent from their text"),
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
        let summary = Summary { exact: 3, altered: [0, 1, 0, 0], ..Summary::default() };
        assert_eq!(summary.to_string(), "4 rows: 3 exact (word for word), 1 altered: a negation");
        assert_eq!(Summary::default().to_string(), "0 rows");
    }
}
