//! Cells that a spreadsheet program opens as what they are.

use std::borrow::Cow;

/// The most that a cell of Excel holds, in units of UTF-16.
pub(crate) const CELL_LIMIT: usize = 32_767;

/// Characters that make a spreadsheet program read a cell as a formula when they stand first:
/// those that OWASP ("CSV Injection") names, with their forms of full width.
const FORMULA_SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell with an apostrophe before it where it would be read as a formula.
pub(crate) fn neutralised(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA_SIGNS) { format!("'{cell}").into() } else { cell.into() }
}

/// As much of the cell as Excel takes, and whether that is less than all.
pub(crate) fn cut(cell: &str) -> (&str, bool) {
    // A text has at most as many units as bytes.
    if cell.len() <= CELL_LIMIT {
        return (cell, false);
    }
    let mut units = 0;
    for (start, letter) in cell.char_indices() {
        units += letter.len_utf16();
        if units > CELL_LIMIT {
            return (cell.get(..start).unwrap_or_default(), true);
        }
    }
    (cell, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formula_is_neutralised_and_text_is_not() {
        for sign in FORMULA_SIGNS {
            assert_eq!(neutralised(&format!("{sign}1")), format!("'{sign}1"));
        }
        assert_eq!(neutralised("a=1"), "a=1");
        assert_eq!(neutralised(""), "");
    }

    #[test]
    fn long_cell_is_cut_between_characters() {
        let exact = "😀".repeat(CELL_LIMIT / 2) + "x";
        assert_eq!(cut(&exact), (exact.as_str(), false));
        let longer = exact.clone() + "😀";
        assert_eq!(cut(&longer), (exact.as_str(), true));
        let odd = "😀".repeat(CELL_LIMIT / 2 + 1);
        assert_eq!(cut(&odd).0.chars().count(), CELL_LIMIT / 2);
    }
}
