//! Backslashes in tables that databases write (Postgres' COPY, MySQL's SELECT INTO OUTFILE): what
//! would end a cell or a record stands behind one, and so does a backslash.

use memchr::memchr_iter;

/// Whether the table is written so: there is a tab or a line break behind a backslash, and nothing
/// behind one that such a database does not write. In a path of Windows something else mostly is.
pub(crate) fn has_escapes(start: &[u8]) -> bool {
    let mut found = false;
    let mut end = 0;
    for at in memchr_iter(b'\\', start) {
        if at < end {
            continue;
        }
        end = at + 2;
        match start.get(at + 1) {
            Some(b't' | b'n') => found = true,
            Some(b'r' | b'\\' | b'N' | b'b' | b'f' | b'v' | b'0') | None => {}
            Some(_) => return false,
        }
    }
    found
}

/// The cell as it was before it was written. A cell that is missing is empty.
pub(crate) fn unescaped(cell: String) -> String {
    if cell == "\\N" {
        return String::new();
    }
    if !cell.contains('\\') {
        return cell;
    }
    let mut text = String::with_capacity(cell.len());
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        let plain = match (letter, letter == '\\') {
            (_, true) => letters.next().map_or('\\', undone),
            (letter, false) => letter,
        };
        text.push(plain);
    }
    text
}

/// What the letter behind a backslash stands for.
const fn undone(letter: char) -> char {
    match letter {
        't' => '\t',
        'n' | 'v' | 'f' => '\n',
        'r' => '\r',
        'b' | '0' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_no_escapes() {
        assert!(has_escapes(b"a\\tb\\\\c"));
        assert!(!has_escapes(b"C:\\new\\dir"));
        assert!(!has_escapes(b"a \\\\ b"));
        assert!(!has_escapes(b"said \\\"no\\n"));
        assert!(!has_escapes(b"plain"));
    }

    #[test]
    fn escapes_are_undone_from_left_to_right() {
        assert_eq!(unescaped("a\\tb\\\\n\\nc".to_owned()), "a\tb\\n\nc");
        assert_eq!(unescaped("\\N".to_owned()), "");
        assert_eq!(unescaped("x\\".to_owned()), "x\\");
    }
}
