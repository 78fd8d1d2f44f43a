//! A document with statements for the tests of the writers.

use sayso_text::{Attribution, Date, Document, Kind, Span, Speaker, SpeakerKind, Statement};

use crate::Options;

const TEXT: &str = "“Rain is likely,” Ms. Okoye said, “but not before noon.”\n\nIt is cold.";

/// The span of the first occurrence of the words.
pub(crate) fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text");
    Span::new(start, start + words.len())
}

/// Options with one column of the input.
pub(crate) fn options() -> Options {
    Options { columns: vec!["title".to_owned()], ..Options::default() }
}

/// A document with one statement, whose content has two spans.
pub(crate) fn document() -> (Document, Vec<Statement>) {
    let document = Document {
        id: "wire-1".to_owned(),
        text: TEXT.to_owned(),
        date: Date::new(2024, 10, 2),
        columns: vec!["A headline".to_owned()],
    };
    let content = vec![span(TEXT, "“Rain is likely,"), span(TEXT, "but not before noon.”")];
    let attribution = Attribution::new(span(TEXT, "said"), content)
        .with_source(span(TEXT, "Ms. Okoye"))
        .with_kind(Kind::Direct)
        .with_confidence(0.934);
    let speaker = Speaker::new("Ada Okoye", SpeakerKind::Person)
        .with_role("forecaster")
        .with_confidence(0.97);
    (document, vec![Statement::new(1, attribution, speaker)])
}

/// What the writer of the format writes for the sample document.
pub(crate) fn written(format: crate::Format, options: &Options) -> String {
    let (document, statements) = document();
    let mut bytes = Vec::new();
    let mut writer = format.writer(&mut bytes, options).expect("memory can be written");
    writer.write(&document, &statements).expect("memory can be written");
    writer.finish().expect("memory can be written");
    String::from_utf8(bytes).expect("text")
}
