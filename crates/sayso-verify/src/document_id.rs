//! Names of documents, as spreadsheet programs may have changed them.

use std::borrow::Cow;

use crate::pieces::unguarded;

/// Endings of files that hold one article, whose name is without them.
const ENDINGS: [&str; 5] = [".txt", ".md", ".html", ".htm", ".docx"];

/// The name without what a spreadsheet program may have put to it or taken away: blanks around it,
/// an apostrophe before what looks like a formula, zeros before a number, `.0` after it; and without the ending
/// of a file of text, by which people and language models name articles.
///
/// Two documents whose plain names are the same are told apart by their words.
pub(crate) fn plain(id: &str) -> Cow<'_, str> {
    let id = id.trim();
    let id = unguarded(id).unwrap_or(id);
    let id = ENDINGS.iter().find_map(|ending| id.strip_suffix(ending)).unwrap_or(id);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = id.strip_suffix(".0").filter(|whole| digits(whole)).unwrap_or(id);
    if !digits(whole) {
        return id.into();
    }
    match whole.trim_start_matches('0') {
        "" => "0".into(),
        number => number.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_meet_whatever_a_spreadsheet_made_of_them() {
        for id in ["7", "007", "7.0", " 7 "] {
            assert_eq!(plain(id), "7");
        }
        assert_eq!(plain("000"), "0");
    }

    #[test]
    fn file_of_an_article_is_its_name() {
        assert_eq!((&*plain("may/3.txt"), &*plain("007.html")), ("may/3", "7"));
        assert_eq!(plain("a.txt.b"), "a.txt.b");
    }

    #[test]
    fn other_names_stay_as_they_are() {
        for id in ["may/3", "a.0", "07a", "", "1.5"] {
            assert_eq!(plain(id), id);
        }
        assert_eq!(plain("'-wire"), "-wire");
    }
}
