//! The words of a cell: its readings and its pieces.

use memchr::memmem;
use sayso_export::SPAN_SEPARATOR;

/// The most that a cell of a spreadsheet holds, in units of UTF-16.
const CELL_LIMIT: usize = 32_767;

/// Characters before which `--excel` puts an apostrophe, because a spreadsheet program would read
/// them as the beginning of a formula.
const FORMULA_SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell without the apostrophe that guards a formula, if it has one.
pub(crate) fn unguarded(cell: &str) -> Option<&str> {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_SIGNS))
}

/// What the cell may mean: itself, or itself without a guarding apostrophe.
pub(crate) fn readings(cell: &str) -> impl Iterator<Item = &str> {
    std::iter::once(cell).chain(unguarded(cell))
}

/// Whether the cell is as long as cells get, so that it may have been cut.
pub(crate) fn may_be_cut(cell: &str) -> bool {
    // A character of two units may not have found room. A unit has at least one byte.
    cell.len() >= CELL_LIMIT - 1
        && (CELL_LIMIT - 1..=CELL_LIMIT).contains(&cell.encode_utf16().count())
}

/// Whether the whole words must be there, or the text may go on after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    Beginning,
}

/// Whether the words are the text: as they stand, or as pieces of which the first begins the text,
/// the last ends it, and the others stand between in order. Linear in the text.
pub(crate) fn make_up(text: &str, words: &str, extent: Extent) -> bool {
    let whole = match extent {
        Extent::Whole => text == words,
        Extent::Beginning => text.starts_with(words),
    };
    whole || (words.contains(SPAN_SEPARATOR) && are_in_order(text, words, extent))
}

fn are_in_order(text: &str, words: &str, extent: Extent) -> bool {
    let Some((first, others)) = words.split_once(SPAN_SEPARATOR) else { return false };
    let (between, last) = match others.rsplit_once(SPAN_SEPARATOR) {
        Some((between, last)) => (Some(between), last),
        None => (None, others),
    };
    let between = between.into_iter().flat_map(|between| between.split(SPAN_SEPARATOR));
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let last = match extent {
        Extent::Whole => {
            let before = rest.strip_suffix(last).filter(|_| !last.is_empty());
            let Some(before) = before else { return false };
            rest = before;
            None
        }
        Extent::Beginning => Some(without_broken_separator(last)),
    };
    between.chain(last).all(|piece| match memmem::find(rest.as_bytes(), piece.as_bytes()) {
        Some(place) => {
            rest = rest.get(place + piece.len()..).unwrap_or_default();
            true
        }
        None => false,
    })
}

/// The piece without the beginning of a separator that a cut has left at its end.
pub(crate) fn without_broken_separator(piece: &str) -> &str {
    let beginnings = SPAN_SEPARATOR.char_indices().rev().map(|(end, _)| SPAN_SEPARATOR.get(..end));
    let found = beginnings.flatten().filter(|part| !part.is_empty());
    found.filter_map(|part| piece.strip_suffix(part)).next().unwrap_or(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_in_order_from_end_to_end() {
        let text = "“Rain,” she said, “and snow,” again, “and hail.”";
        let whole = |words: &str| make_up(text, words, Extent::Whole);
        assert!(whole("“Rain,” […] “and snow,” […] “and hail.”"));
        assert!(whole(text));
        assert!(!whole("“Rain,” […] “and hail.” […] “and snow,”"));
        assert!(!whole("“Rain,” […] “and hail.” […] "), "nothing is left of the last piece");
        assert!(!whole("“Rain,”"));
    }

    #[test]
    fn separator_in_the_text_itself_is_text() {
        let text = "“Rain […] and snow,” she said, “again.”";
        assert!(make_up(text, text, Extent::Whole));
        assert!(make_up(text, "“Rain […] and snow,” […] “again.”", Extent::Whole));
    }

    #[test]
    fn cut_words_are_the_beginning() {
        let text = "Rain, she said, and snow";
        for words in ["Rain, she", "Rain, […] and s", "Rain, […] and […", "Rain, […] and ["]
        {
            assert!(make_up(text, words, Extent::Beginning), "{words}");
            assert!(!make_up(text, words, Extent::Whole), "{words}");
        }
        assert!(!make_up(text, "Rain, […] hail", Extent::Beginning));
    }

    #[test]
    fn only_cells_of_the_limit_may_be_cut() {
        assert!(may_be_cut(&"x".repeat(CELL_LIMIT)));
        assert!(may_be_cut(&"😀".repeat(CELL_LIMIT / 2)));
        assert!(!may_be_cut(&"x".repeat(CELL_LIMIT + 1)));
        assert!(!may_be_cut(&"é".repeat(CELL_LIMIT / 2)));
    }

    #[test]
    fn apostrophe_guards_formulas_alone() {
        assert_eq!(readings("'-5 degrees").collect::<Vec<_>>(), ["'-5 degrees", "-5 degrees"]);
        assert_eq!(readings("'tis").count(), 1);
    }
}
