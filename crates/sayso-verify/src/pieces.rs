//! The words of a cell: its readings and its pieces.

use std::ops::Range;

use memchr::memmem;
use sayso_export::SPAN_SEPARATOR;

use crate::search::is_apart;

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

/// The cell as it may stand in the text where somebody quotes it by itself: without the marks at its
/// ends, and with its first letter large or small.
pub(crate) fn reworded(cell: &str) -> impl Iterator<Item = String> {
    let is_mark = |letter: char| letter.is_whitespace() || "\"“”„«»'‘’.,;:!?…".contains(letter);
    let bare = cell.trim_matches(is_mark);
    let first = bare.chars().next();
    let large = |letter: char| letter.to_uppercase().collect::<String>();
    let small = |letter: char| letter.to_lowercase().collect::<String>();
    let other = first.map(|first| if first.is_lowercase() { large(first) } else { small(first) });
    let rest = first.and_then(|first| bare.get(first.len_utf8()..)).unwrap_or_default();
    let is_long = bare.contains(char::is_whitespace);
    let recased = other.map(|other| other + rest);
    std::iter::once(bare.to_owned()).chain(recased).filter(move |_| is_long)
}

/// The cell with its dots as gaps, where somebody leaves out words by dots alone ("It is late … and dark"); none
/// where no dots stand between words.
pub(crate) fn elided(cell: &str) -> Option<String> {
    let cell = cell.replace("...", "…");
    let trimmed = |piece: &str| {
        let beside =
            |letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '[' | ']');
        piece.trim_matches(beside).to_owned()
    };
    let pieces: Vec<String> = cell.split('…').map(trimmed).collect();
    let has_word = |piece: &String| piece.contains(char::is_alphanumeric);
    let are_pieces = pieces.len() > 1 && pieces.iter().all(has_word);
    are_pieces.then(|| pieces.join(SPAN_SEPARATOR))
}

/// Whether the words end as a question does, or as what is none; nothing where they have no such end.
pub(crate) fn asks(words: &str) -> Option<bool> {
    let closes = |letter: char| letter.is_whitespace() || "\"“”„«»'‘’)]".contains(letter);
    match words.trim_end_matches(closes).chars().next_back() {
        Some('?') => Some(true),
        Some('.' | '!') => Some(false),
        _ => None,
    }
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

/// Where the text has what the words leave out, if the words are the text: as they stand, which
/// leaves out nothing, or as pieces of which the first begins the text, the last ends it, and the
/// others stand between in order. Linear in the text.
pub(crate) fn make_up(text: &str, words: &str, extent: Extent) -> Option<Vec<Range<usize>>> {
    let whole = match extent {
        Extent::Whole => text == words,
        Extent::Beginning => text.starts_with(words),
    };
    if whole { Some(Vec::new()) } else { gaps(text, words, extent) }
}

fn gaps(text: &str, words: &str, extent: Extent) -> Option<Vec<Range<usize>>> {
    let (first, others) = words.split_once(SPAN_SEPARATOR)?;
    let (between, last) = match others.rsplit_once(SPAN_SEPARATOR) {
        Some((between, last)) => (Some(between), last),
        None => (None, others),
    };
    let between = between.into_iter().flat_map(|between| between.split(SPAN_SEPARATOR));
    let mut rest = text.strip_prefix(first)?;
    let end = match extent {
        Extent::Whole => {
            rest = rest.strip_suffix(last).filter(|_| !last.is_empty())?;
            Some(text.len() - last.len())
        }
        Extent::Beginning => None,
    };
    let last = Some(without_broken_separator(last)).filter(|_| end.is_none());
    let (mut at, mut gaps) = (first.len(), Vec::new());
    let whole = between.map(|piece| (piece, piece.len()));
    // What a cut has left of a piece may end within a word.
    for (piece, end) in whole.chain(last.map(|piece| (piece, 0))) {
        let of_words = |place: &usize| is_apart(text, at + place, at + place + end);
        let place = memmem::find_iter(rest.as_bytes(), piece.as_bytes()).find(of_words)?;
        gaps.push(at..at + place);
        rest = rest.get(place + piece.len()..).unwrap_or_default();
        at += place + piece.len();
    }
    gaps.extend(end.map(|end| at..end));
    // Pieces of words say what nobody said: "[…] likely" of "unlikely".
    if gaps.iter().any(|gap| !is_apart(text, gap.start, gap.end)) {
        return None;
    }
    // A separator that the text itself has leaves out nothing.
    gaps.retain(|gap| text.get(gap.clone()) != Some(SPAN_SEPARATOR));
    Some(gaps)
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
        let whole = |words: &str| make_up(text, words, Extent::Whole).is_some();
        assert!(whole("“Rain,” […] “and snow,” […] “and hail.”"));
        assert!(whole(text));
        assert!(!whole("“Rain,” […] “and hail.” […] “and snow,”"));
        assert!(!whole("“Rain,” […] “and hail.” […] "), "nothing is left of the last piece");
        assert!(!whole("“Rain,”"));
    }

    #[test]
    fn separator_in_the_text_itself_is_text() {
        let text = "“Rain […] and snow,” she said, “again.”";
        assert_eq!(make_up(text, text, Extent::Whole), Some(Vec::new()));
        let gaps = make_up(text, "“Rain […] and snow,” […] “again.”", Extent::Whole);
        let left_out: Vec<_> =
            gaps.expect("pieces").into_iter().map(|gap| text.get(gap).expect("text")).collect();
        assert_eq!(left_out, [" she said, "]);
    }

    #[test]
    fn pieces_are_of_whole_words() {
        let whole = |text: &str, words: &str| make_up(text, words, Extent::Whole).is_some();
        for (text, words) in [
            ("Prices are unlikely to fall", "Prices are […] likely to fall"),
            ("We cannot pay", "We can […] pay"),
            ("It cost 1,500 euros", "It cost […] 500 euros"),
            ("It cost 2.5 million", "It cost […] 5 million"),
            ("a deal, illegal, and a legal one", "a deal, […] legal, and a […] one"),
        ] {
            assert!(!whole(text, words), "{words}");
        }
        assert!(whole("Prices, unlikely as it is, fall", "Prices, […] as it is, […] fall"));
        assert!(whole("illegal or legal, she said", "illegal […] legal, […] said"));
    }

    #[test]
    fn dots_between_words_are_gaps() {
        let late = Some("It is late, […] and dark".to_owned());
        for cell in
            ["It is late, … and dark", "It is late, ... and dark", "It is late, (…) and dark"]
        {
            assert_eq!(elided(cell), late, "{cell}");
        }
        for cell in ["It is late …", "… and dark", "It is late."] {
            assert_eq!(elided(cell), None, "{cell}");
        }
    }

    #[test]
    fn questions_are_told_by_their_ends() {
        assert_eq!(asks("“Is it late?” "), Some(true));
        assert_eq!((asks("It is late.”"), asks("It is late,”")), (Some(false), None));
    }

    #[test]
    fn cut_words_are_the_beginning() {
        let text = "Rain, she said, and snow";
        for words in ["Rain, she", "Rain, […] and s", "Rain, […] and […", "Rain, […] and ["]
        {
            assert!(make_up(text, words, Extent::Beginning).is_some(), "{words}");
            assert!(make_up(text, words, Extent::Whole).is_none(), "{words}");
        }
        assert!(make_up(text, "Rain, […] hail", Extent::Beginning).is_none());
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
