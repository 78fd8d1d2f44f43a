//! Bytes of any encoding to text, whole or field by field.
//!
//! The order in which encodings are tried follows how sure each is: a byte-order mark, then UTF-16
//! by its zero bytes, then UTF-8, which other encodings almost never imitate, and only then a
//! statistical guess among the legacy encodings.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell UTF-16 without a byte-order mark.
const UTF_16_SAMPLE: usize = 4096;

/// A stray byte in a text that is otherwise UTF-8 is read as Windows-1252 where at least this many
/// well-formed sequences of several bytes stand against each stray one. News databases hold such
/// texts where two sources were joined.
const SEQUENCES_PER_STRAY_BYTE: usize = 2;

/// The text that the bytes encode: UTF-8, UTF-16 with or without byte-order mark, or the likeliest
/// legacy encoding (mostly Windows-1252). Never fails. Linear.
///
/// ```
/// assert_eq!(sayso_read::decode(b"\x93Yes,\x94 he said".to_vec()), "“Yes,” he said");
/// assert_eq!(sayso_read::decode(b"\xff\xfeH\0i\0".to_vec()), "Hi");
/// ```
#[must_use]
pub fn decode(bytes: Vec<u8>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        return encoding.decode_without_bom_handling(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| decode_legacy(error.as_bytes()))
}

/// The text of one field of a table whose encoding is no wider than a byte.
pub(crate) fn decode_field(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => decode_legacy(bytes),
    }
}

/// The encoding that the zero bytes tell: in UTF-16, every other byte of Latin text is zero.
pub(crate) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..UTF_16_SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let (many, few) = (pairs * 2 / 5, pairs / 20);
    match (even, odd) {
        _ if pairs < 2 => None,
        (0.., _) if even <= few && odd > many => Some(UTF_16LE),
        (_, 0..) if odd <= few && even > many => Some(UTF_16BE),
        _ => None,
    }
}

fn decode_legacy(bytes: &[u8]) -> String {
    let (mut sequences, mut stray) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        stray += chunk.invalid().len();
    }
    if sequences >= stray * SEQUENCES_PER_STRAY_BYTE {
        return decode_utf_8_with_strays(bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    debug_assert_ne!(encoding, UTF_8);
    let guessed = encoding.decode_without_bom_handling(bytes).0;
    if encoding != WINDOWS_1252 && encoding.is_single_byte() {
        let western = WINDOWS_1252.decode_without_bom_handling(bytes).0;
        if is_english(&western) && is_rather(&western, &guessed) {
            return western.into_owned();
        }
    }
    guessed.into_owned()
}

/// Whether one word in eight or more is of the commonest in English.
fn is_english(text: &str) -> bool {
    const COMMON: &[&str] = &[
        "the", "of", "and", "to", "in", "is", "it", "that", "for", "was", "he", "she", "said",
        "with", "they", "his", "her", "on", "will", "not",
    ];
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut all, mut common) = (0, 0);
    for word in words.take(2000) {
        all += 1;
        common += usize::from(COMMON.iter().any(|one| one.eq_ignore_ascii_case(word)));
    }
    common > 0 && common * 8 >= all
}

/// Whether English text is rather the first reading, which is Western, than the second, which is
/// guessed from one or two letters: "It cost £40" than "It cost Ł40", "naïve" than "naļve". Names
/// of other countries have letters that in the Western reading are signs, or stand in no words.
fn is_rather(western: &str, guessed: &str) -> bool {
    let mut letters: Vec<char> = Vec::new();
    let mut is_price = false;
    let mut before = ' ';
    let mut rest = western.chars().peekable();
    for other in guessed.chars() {
        let Some(letter) = rest.next() else { return false };
        let next = rest.peek().copied().unwrap_or(' ');
        if letter != other && letter == '£' && !before.is_alphabetic() && !next.is_alphabetic() {
            is_price = true;
        } else if letter != other && !letters.contains(&letter) {
            letters.push(letter);
        }
        before = letter;
    }
    // Letters of English loanwords and names; those of words with more are another language's.
    let is_usual = |letter: &char| "ïëéèêçñöôüäàáâíó".contains(*letter);
    letters.iter().all(is_usual) && (is_price || letters.len() == 1)
}

fn decode_utf_8_with_strays(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// First bytes of files in which people keep articles and tables, and which are not read. Some have
/// no control characters there, so that they would be taken for text.
const OTHER_KINDS: [(&[u8], &str); 4] = [
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a file of Rich Text Format"),
    (b"PK\x03\x04", "a file of Word or Excel or another archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old file of Word or Excel"),
];

/// What the file is where it is of a kind that is known by its first bytes and not read.
pub(crate) fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let kind = OTHER_KINDS.iter().find(|(start, _)| bytes.starts_with(start));
    kind.map(|(_, name)| *name)
}

/// Whether the bytes, once known to be no UTF-16, belong to a file that is no text: a picture, an
/// archive, a program. Text has next to no control characters other than white space.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 8192;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if Encoding::for_bom(sample).is_some() || utf_16_without_mark(sample).is_some() {
        return false;
    }
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    sample.iter().filter(control).count() * 32 > sample.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode(b"\xef\xbb\xbfRain".to_vec()), "Rain");
        assert_eq!(decode(b"\xfe\xff\0R\0a".to_vec()), "Ra");
    }

    #[test]
    fn utf_16_is_told_without_a_mark() {
        let little: Vec<u8> =
            "Rain fell – he said".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> =
            "Rain fell – he said".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(little), "Rain fell – he said");
        assert_eq!(decode(big), "Rain fell – he said");
    }

    #[test]
    fn stray_byte_in_utf_8_costs_only_itself() {
        let mut bytes = "“Café” and “naïve”, she said, ".as_bytes().to_vec();
        bytes.push(0x93);
        assert_eq!(decode(bytes), "“Café” and “naïve”, she said, “");
    }

    #[test]
    fn windows_1252_is_recognised() {
        let bytes = b"\x93The caf\xe9 isn\x92t open\x94, M\xfcller said \x96 twice.".to_vec();
        assert_eq!(decode(bytes), "“The café isn’t open”, Müller said – twice.");
    }

    /// The text in an encoding, read again.
    fn read_again(text: &str, encoding: &'static Encoding) -> String {
        let (bytes, _, is_lossy) = encoding.encode(text);
        assert!(!is_lossy, "{text}");
        decode(bytes.into_owned())
    }

    #[test]
    fn english_with_one_letter_of_another_alphabet_is_western() {
        for text in [
            "A naïve idea, she said.",
            "The fare is £3 and will not rise.",
            "It was £12.50 for a naïve man.",
            "Chloë said that the café was shut.",
            "The façade of it fell.",
        ] {
            assert_eq!(read_again(text, WINDOWS_1252), text);
            let long = format!("{text} {}", "He told the town that it is so. ".repeat(20));
            assert_eq!(read_again(&long, WINDOWS_1252), long);
        }
    }

    #[test]
    fn names_and_texts_of_other_countries_stay_theirs() {
        use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1257};
        for (text, encoding) in [
            ("Lech Wałęsa said that Łódź and Gdańsk will pay for the bridge.", WINDOWS_1250),
            ("Most w Łodzi będzie zamknięty, powiedział burmistrz, że żal.", WINDOWS_1250),
            ("Tilts Rīgā tiks slēgts, sacīja mērs Bērziņš, bet ne šodien.", WINDOWS_1257),
            ("Мост закроют, сказал мэр, но не сегодня.", WINDOWS_1251),
        ] {
            assert_eq!(read_again(text, encoding), text);
        }
    }

    #[test]
    fn picture_is_no_text_but_wide_text_is() {
        assert!(looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"));
        assert!(!looks_binary(b"H\0e\0l\0l\0o\0"));
        assert!(!looks_binary("Tab\there, “quoted”.\r\n".as_bytes()));
        assert!(!looks_binary(b""));
    }

    proptest! {
        #[test]
        fn utf_8_stays_as_it_is(text in "[^\0\u{feff}\u{fffe}]*") {
            prop_assert_eq!(decode(text.clone().into_bytes()), text);
        }

        #[test]
        fn any_bytes_are_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let text = decode(bytes.clone());
            prop_assert!(text.len() <= bytes.len() * 3);
            let _ = decode_field(&bytes);
            let _ = looks_binary(&bytes);
        }
    }
}
