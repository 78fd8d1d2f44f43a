//! Marks of HTML in the cells of a table, which are no text.
//!
//! Databases of news export bodies with the tags of their pages in them. What they would add to a
//! statement is no word of it, and where a paragraph ends is worth knowing. So each tag becomes
//! blanks, as many as it has characters, and what ends a paragraph a line break among them: the offsets
//! of a row are those of the cell as its owner has it.

use std::borrow::Cow;

use crate::elements::is_block;

/// Tags that articles have, in lower case.
const INLINE: [&str; 17] = [
    "a", "abbr", "b", "cite", "em", "font", "i", "img", "mark", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
];

/// The longest tag that is looked at: links have long addresses.
const LONGEST: usize = 2_048;

/// The text with its tags blanked out; unchanged where it has none of those that articles have.
#[must_use]
pub fn without_markup(text: &str) -> Cow<'_, str> {
    let mut found = tags(text).peekable();
    if found.peek().is_none() {
        return text.into();
    }
    let mut blank = String::with_capacity(text.len());
    let mut copied = 0;
    for Tag { start, end, breaks } in found {
        blank.push_str(text.get(copied..start).unwrap_or_default());
        let width = text.get(start..end).map_or(0, |tag| tag.chars().count());
        blank.extend(std::iter::repeat_n('\n', breaks));
        blank.extend(std::iter::repeat_n(' ', width - breaks));
        copied = end;
    }
    blank.push_str(text.get(copied..).unwrap_or_default());
    blank.into()
}

/// The same of a text that is owned.
pub(crate) fn plain(text: String) -> String {
    let blank = match without_markup(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(blank) => Some(blank),
    };
    blank.unwrap_or(text)
}

struct Tag {
    start: usize,
    end: usize,
    /// The line breaks that it is: one may stand within a paragraph, two end it.
    breaks: usize,
}

fn tags(text: &str) -> impl Iterator<Item = Tag> + '_ {
    let starts = memchr::memchr_iter(b'<', text.as_bytes());
    let mut end = 0;
    starts.filter_map(move |start| {
        let tag = tag(text, start).filter(|_| start >= end)?;
        end = tag.end;
        Some(tag)
    })
}

/// The tag that begins at the byte, if one does.
fn tag(text: &str, start: usize) -> Option<Tag> {
    let rest = text.as_bytes().get(start + 1..)?;
    let rest = rest.get(..LONGEST).unwrap_or(rest);
    let length = memchr::memchr2(b'>', b'<', rest).filter(|at| rest.get(*at) == Some(&b'>'))?;
    let inside = text.get(start + 1..start + 1 + length)?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name_end = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, after) = inside.split_at_checked(name_end)?;
    let is_name = after.is_empty()
        || after.starts_with([' ', '/', '\n', '\t', '\r']) && are_attributes(name, after);
    let name = name.to_ascii_lowercase();
    let breaks = match &*name {
        "br" => 1,
        name if is_block(name) => 2,
        name if INLINE.contains(&name) => 0,
        _ => return None,
    };
    is_name.then_some(Tag { start, end: start + length + 2, breaks })
}

/// Whether what stands behind the name of a tag may: attributes with values, or one without. "If a<b
/// and c>d" has no tag.
fn are_attributes(name: &str, after: &str) -> bool {
    let after = after.trim().trim_end_matches('/').trim_end();
    after.is_empty()
        || after.contains('=')
        || name.len() > 1 && !after.contains(char::is_whitespace)
}

/// Whether the text has references to characters of HTML, such as `&quot;` or `&#8217;`. They stay as
/// they are, because the offsets of a row are those of the cell as its owner has it.
pub(crate) fn has_references(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "quot", "amp", "lt", "gt", "nbsp", "apos", "lsquo", "rsquo", "ldquo", "rdquo", "mdash",
        "ndash", "hellip", "eacute", "egrave", "uuml", "ouml", "auml", "ccedil", "pound", "euro",
    ];
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
        let rest = rest.get(..rest.len().min(8)).unwrap_or_default();
        let Some(end) = rest.iter().position(|byte| *byte == b';') else { return false };
        let name = rest.get(..end).unwrap_or_default();
        let number = name.strip_prefix(b"#").unwrap_or_default();
        !number.is_empty() && number.iter().all(u8::is_ascii_alphanumeric)
            || NAMES.iter().any(|known| known.as_bytes() == name)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_are_blanks_of_their_length_and_paragraphs_end() {
        assert_eq!(without_markup("He said <b>no</b>."), "He said    no    .");
        assert_eq!(
            without_markup("<p>Rain.</p><P class=\"x\">Snow"),
            "\n\n Rain.\n\n  \n\n           Snow"
        );
        assert_eq!(without_markup("a<br/>b<BR>c"), "a\n    b\n   c");
        assert_eq!(without_markup("a<a href=\"é\">b"), "a            b");
    }

    #[test]
    fn references_to_characters_are_known() {
        for text in ["&quot;No&quot;", "It&#8217;s", "x &lt; y", "A&amp;B", "&#x27;"] {
            assert!(has_references(text), "{text}");
        }
        for text in ["AT&T; B&B", "R&D", "a & b; c", "&;", "&unknown;", "&"] {
            assert!(!has_references(text), "{text}");
        }
    }

    #[test]
    fn attributes_without_a_value_are_some() {
        assert_eq!(without_markup("a<hr noshade>b"), "a\n\n          b");
        assert_eq!(without_markup("a<br clear=all />b"), "a\n               b");
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in [
            "3 < 4 and 5 > 4",
            "<3 you",
            "<unknown>",
            "<b",
            "x <y@z.org> said",
            "<bold>",
            "< b>",
            "If a<b and c>d, stop",
            "p<i or x>y",
        ] {
            assert_eq!(without_markup(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_other_character_stays_in_its_place(text in "(<|>|/|p|b|br| |é|x){0,40}") {
            let blank = without_markup(&text);
            prop_assert_eq!(blank.chars().count(), text.chars().count());
            for (before, after) in text.chars().zip(blank.chars()) {
                prop_assert!(before == after || matches!(after, ' ' | '\n'));
            }
        }
    }
}
