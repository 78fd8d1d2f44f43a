//! Files of text that are no texts: lists of references, feeds, pages saved with all their parts.
//!
//! Read as prose, what stands around their texts becomes text, and speakers ("AB", "><body"). A file
//! is refused where its first lines show what it is, which no article begins with.

use crate::elements::is_block;

const AS_TEXT: &str = "save its articles as plain text, or as a table in CSV or JSON";
const AS_TABLE: &str = "export it as CSV, and name the column of the text with --text-column";
const AS_PAGE: &str = "save the page as HTML";

/// What the file is and what to do, if it is no text.
pub(crate) fn kind(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.as_bytes().first()? {
        b'<' => is_xml(text).then_some(("a file of XML", AS_TEXT)),
        b'@' => is_bibtex(text).then_some(("a list of references (BibTeX)", AS_TABLE)),
        _ if is_ris(text) => Some(("a list of references (RIS)", AS_TABLE)),
        _ if is_mhtml(text) => Some(("a page saved with all its parts (MHTML)", AS_PAGE)),
        _ => None,
    }
}

/// A declaration of XML, or one element of another language than HTML around all.
fn is_xml(text: &str) -> bool {
    if text.starts_with("<?xml ") {
        return true;
    }
    let is_name = |letter: char| letter.is_alphanumeric() || ":_-".contains(letter);
    let name: String = text.chars().skip(1).take_while(|letter| is_name(*letter)).collect();
    let is_known = ["rss", "feed", "nitf", "newsml", "newsitem", "tei", "rdf:rdf"]
        .contains(&&*name.to_lowercase());
    let is_html = name.len() < 2 || is_block(&name.to_lowercase()) || name == "span";
    // What begins a tag in the first place may be cut off from its end.
    is_known || !is_html && text.trim_end().ends_with(&format!("</{name}>"))
}

/// "@article{key," and a field.
fn is_bibtex(text: &str) -> bool {
    let Some((kind, rest)) = text.get(1..).and_then(|text| text.split_once('{')) else {
        return false;
    };
    let Some((key, fields)) = rest.split_once(',') else { return false };
    let is_kind = !kind.is_empty() && kind.trim().bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_key = !key.trim().contains(char::is_whitespace);
    let field = fields.trim_start().split('=').next().unwrap_or_default().trim();
    let is_field = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_kind && is_key && is_field && fields.contains('=')
}

/// "TY  - NEWS", and other tags below it.
fn is_ris(text: &str) -> bool {
    let is_tag = |line: &str| {
        let tag = line.as_bytes().get(..5).unwrap_or_default();
        let name = tag.get(..2).unwrap_or_default();
        name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && tag.ends_with(b"  -")
    };
    text.starts_with("TY  -") && text.lines().skip(1).take(3).all(is_tag)
}

/// The head of a mail whose parts belong together.
fn is_mhtml(text: &str) -> bool {
    let head = text.lines().take(40).take_while(|line| !line.trim().is_empty());
    let has = |name: &str| {
        head.clone().any(|line| {
            line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    has("mime-version:") && has("content-type: multipart/related")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_texts_are_known() {
        for (text, name) in [
            ("<?xml version=\"1.0\"?>\n<news><p>Rain.</p></news>", "XML"),
            ("<rss version=\"2.0\"><channel>", "XML"),
            ("\u{feff}\n<story id=\"1\"><text>Rain.</text></story>\n", "XML"),
            ("@article{reyl2024,\n  title = {Rain}\n}\n", "BibTeX"),
            ("TY  - NEWS\r\nTI  - Rain\r\nAB  - Rain, she said.\r\nER  - \r\n", "RIS"),
            (
                "From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\nx",
                "MHTML",
            ),
        ] {
            assert!(kind(text).is_some_and(|(kind, _)| kind.contains(name)), "{text}");
        }
    }

    #[test]
    fn texts_that_begin_alike_stay_texts() {
        for text in [
            "<p>Rain is near, she said.</p>",
            "<b>Rain</b> is near, she said.",
            "<div>Rain</div>",
            "<applause> Rain is near, she said.",
            "@reyl said {rain, a = b}",
            "@mayor {no, she said}",
            "TY  - NEWS is no headline, she said.\nRain.",
            "From: Ada\nContent-Type: text/plain\n\nRain.",
            "",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
