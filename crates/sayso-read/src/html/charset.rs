//! The encoding of a page.

use encoding_rs::Encoding;

use crate::encoding::decode;

/// The text of a page, and the name of the encoding that it says it has where that is not so.
///
/// A mark before the text is surest, then the transport, then the page. What they name is not
/// believed where the bytes are UTF-8: text of another encoding is next to never well-formed UTF-8,
/// and pages that still say ISO-8859-1, windows-1252 or us-ascii are many. Pages that say UTF-8 and
/// are not are many too; what they are is then told by the bytes.
pub(crate) fn decode_page(bytes: Vec<u8>, transport: Option<&str>) -> (String, Option<String>) {
    let named = || transport.map(str::to_owned).or_else(|| charset_in_page(&bytes));
    let name = match Encoding::for_bom(&bytes) {
        Some(_) => None,
        None => named(),
    };
    let encoding = name.as_ref().and_then(|name| Encoding::for_label(name.as_bytes()));
    let Some(encoding) = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8) else {
        return (decode(bytes), None);
    };
    // Encodings that switch by escapes are made of ASCII, and so well-formed UTF-8.
    let is_ascii = bytes.is_ascii() || !encoding.is_ascii_compatible();
    match String::from_utf8(bytes) {
        Ok(text) if !is_ascii => (text, name),
        Ok(text) => (encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned(), None),
        Err(error) => (encoding.decode_without_bom_handling(error.as_bytes()).0.into_owned(), None),
    }
}

/// The name that stands after "charset=" in the first 1,024 bytes, where HTML wants it.
fn charset_in_page(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..1024).unwrap_or(bytes).to_ascii_lowercase();
    charset(&String::from_utf8_lossy(&start))
}

/// The name that stands after "charset=".
pub(crate) fn charset(text: &str) -> Option<String> {
    let (_, after) = text.split_once("charset=")?;
    let after = after.trim_start_matches(['"', '\'', ' ']);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_:.".contains(letter);
    let name: String = after.chars().take_while(|letter| is_name(*letter)).collect();
    Some(name).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_is_the_one_that_the_page_names() {
        let page = b"<meta charset=\"windows-1251\">\xcf\xf0\xe8\xe2\xe5\xf2".to_vec();
        let (text, other) = decode_page(page, None);
        assert!(text.ends_with("Привет") && other.is_none());
        assert!(decode_page("<meta charset=utf-8>Café".into(), None).0.ends_with("Café"));
        let page = b"<meta charset=iso-8859-1>Caf\xe9 \x93no\x94".to_vec();
        assert!(decode_page(page, None).0.ends_with("Café “no”"));
        assert_eq!(charset("text/html; charset=\"ISO-8859-1\"").as_deref(), Some("ISO-8859-1"));
    }

    #[test]
    fn bytes_of_utf_8_are_read_as_such_whatever_is_said() {
        for name in ["iso-8859-1", "windows-1252", "us-ascii", "latin1", "windows-1251"] {
            let page = format!("<meta charset=\"{name}\">“Zoé,” he said.");
            let (text, other) = decode_page(page.into_bytes(), None);
            assert!(text.ends_with("“Zoé,” he said."), "{name}");
            assert_eq!(other.as_deref(), Some(name));
        }
        let (text, other) = decode_page("“Zoé”".into(), Some("ISO-8859-1"));
        assert_eq!((&*text, other.as_deref()), ("“Zoé”", Some("ISO-8859-1")));
    }

    #[test]
    fn nothing_is_said_of_a_page_that_is_the_same_in_both() {
        assert_eq!(decode_page("Rain.".into(), Some("us-ascii")), ("Rain.".to_owned(), None));
        let japanese = b"\x1b$B4A;z\x1b(B".to_vec();
        assert_eq!(decode_page(japanese, Some("iso-2022-jp")), ("漢字".to_owned(), None));
    }
}
