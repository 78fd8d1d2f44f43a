//! Lists of words, as the files of `data/lexicons` hold them.
//!
//! They are read each time that the program starts, and their lines are short: a byte at a time is quicker
//! than the searches of the standard library, which are made for long texts.

/// The lines of a list without blanks around them; no empty ones, and none that begins with `#`.
///
/// ```
/// let found: Vec<&str> = sayso_words::lines("# names\nAda f\n\n Bo m").collect();
/// assert_eq!(found, ["Ada f", "Bo m"]);
/// ```
pub fn lines(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    let lines = std::iter::from_fn(move || {
        let (line, after) = cut(rest?, b'\n');
        rest = after;
        Some(line.trim_ascii())
    });
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What stands before the first blank of a line, and what behind it.
///
/// ```
/// assert_eq!(sayso_words::columns("Ada f"), ("Ada", "f"));
/// assert_eq!(sayso_words::columns("Ada"), ("Ada", ""));
/// ```
#[must_use]
pub fn columns(line: &str) -> (&str, &str) {
    let (first, rest) = cut(line, b' ');
    (first, rest.unwrap_or_default())
}

/// What stands before the byte, which is ASCII, and behind it.
fn cut(text: &str, at: u8) -> (&str, Option<&str>) {
    let end = text.bytes().position(|byte| byte == at);
    match end.and_then(|end| text.split_at_checked(end)) {
        Some((before, after)) => (before, after.get(1..)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_those_of_the_standard_library(list in "[a# \té\n]{0,60}") {
            let plain = list.split('\n').map(str::trim_ascii);
            let expected: Vec<&str> =
                plain.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
            prop_assert_eq!(lines(&list).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn columns_are_cut_at_the_first_blank(line in "[aé ]{0,12}") {
            prop_assert_eq!(columns(&line), line.split_once(' ').unwrap_or((&line, "")));
        }
    }
}
