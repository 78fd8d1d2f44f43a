//! Text in XML: what must be escaped, and what no XML may hold.

/// Appends text between tags, so that a reader has the same characters.
pub(crate) fn text(out: &mut String, text: &str) {
    text.chars().for_each(|letter| push(out, letter, false));
}

/// Appends ` name="value"`. Line ends and tabs are written as references: a reader would make blanks of
/// them.
pub(crate) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    value.chars().for_each(|letter| push(out, letter, true));
    out.push('"');
}

/// Appends an element that holds text alone.
pub(crate) fn element(out: &mut String, name: &str, content: &str) {
    out.push_str(&format!("<{name}>"));
    text(out, content);
    out.push_str(&format!("</{name}>"));
}

fn push(out: &mut String, letter: char, is_attribute: bool) {
    match letter {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' if is_attribute => out.push_str("&quot;"),
        '\n' if is_attribute => out.push_str("&#10;"),
        '\t' if is_attribute => out.push_str("&#9;"),
        // Every reader makes a line feed of it elsewhere (XML 1.0, section 2.11).
        '\r' => out.push_str("&#13;"),
        // One character for another, so that offsets stay.
        _ if is_forbidden(letter) => out.push('\u{FFFD}'),
        _ => out.push(letter),
    }
}

/// What XML 1.0 forbids, even as a reference (section 2.2).
fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_line_ends_come_back_and_forbidden_characters_keep_their_place() {
        let mut out = String::new();
        text(&mut out, "a < b & c\r\n\u{1}😀");
        assert_eq!(out, "a &lt; b &amp; c&#13;\n\u{FFFD}😀");
        let mut out = String::new();
        attribute(&mut out, "name", "\"a\"\n\tb");
        assert_eq!(out, " name=\"&quot;a&quot;&#10;&#9;b\"");
    }
}
