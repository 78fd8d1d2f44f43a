//! Legacy encodings are told from one another by what the text would be in each.

use encoding_rs::{
    BIG5, Encoding, ISO_8859_2, SHIFT_JIS, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254,
};

/// The text as it is read from bytes in the encoding.
fn read_from(encoding: &'static Encoding, text: &str) -> String {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{} cannot write it: {text}", encoding.name());
    assert!(std::str::from_utf8(&bytes).is_err(), "it is UTF-8 as well: {text}");
    sayso_read::decode(bytes.into_owned())
}

#[test]
fn legacy_text_is_read_in_its_own_encoding() {
    for (encoding, text) in [
        (
            WINDOWS_1251,
            "«Мост закрыт», — сказала мэр города Ада Оби. Дорога тоже закрыта, добавила она.",
        ),
        (WINDOWS_1253, "«Η γέφυρα έκλεισε», είπε η δήμαρχος. Ο δρόμος έκλεισε επίσης, πρόσθεσε."),
        (
            WINDOWS_1254,
            "“Köprü bu akşam kapandı,” dedi belediye başkanı. Yağmur yağıyor, diye ekledi.",
        ),
        (
            ISO_8859_2,
            "„Most je uzavřený,“ řekla starostka Žofie Šťastná. Silnice je také uzavřená.",
        ),
        (SHIFT_JIS, "市長は「橋は閉鎖された」と述べた。道路も閉鎖されていると彼女は付け加えた。"),
        (BIG5, "市長表示，大橋已經關閉。她補充說，道路也已經關閉。"),
    ] {
        let text = text.replace(['“', '”', '„'], if encoding == ISO_8859_2 { "\"" } else { "“" });
        assert_eq!(read_from(encoding, &text), text, "{}", encoding.name());
    }
}
