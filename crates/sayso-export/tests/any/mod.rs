//! Any document with any statements, and what a writer makes of it.

use proptest::prelude::*;
use sayso_export::{Format, Options};
use sayso_text::{
    Attribution, AttributionType, Document, Kind, Span, Speaker, SpeakerKind, Statement,
};

/// A text with characters of every width, with marks, line ends and signs of formulas.
fn any_text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-z“”\"',;é😀=@+\t\r\n -]{1,60}").expect("a known pattern")
}

/// A document with up to five statements on spans of its text.
pub(crate) fn any_document() -> impl Strategy<Value = (Document, Vec<Statement>)> {
    let places = proptest::collection::vec(proptest::collection::vec(any::<u16>(), 8), 0..5);
    (any_text(), places, any_text()).prop_map(|(text, places, title)| {
        let statements =
            places.iter().enumerate().map(|(index, places)| statement(&text, index + 1, places));
        let statements = statements.collect();
        let columns = vec![title];
        (Document { columns, ..Document::new("id", text) }, statements)
    })
}

pub(crate) fn statement(text: &str, number: usize, places: &[u16]) -> Statement {
    let boundaries: Vec<usize> =
        text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let place = |place: u16| boundaries[usize::from(place) % boundaries.len()];
    let mut content: Vec<usize> = places[4..].iter().map(|&at| place(at)).collect();
    content.sort_unstable();
    let source = Span::new(place(places[0]), place(places[1]));
    let content = vec![Span::new(content[0], content[1]), Span::new(content[2], content[3])];
    let attribution = Attribution::new(Span::new(place(places[2]), place(places[3])), content)
        .with_source(places[0].is_multiple_of(2).then_some(source))
        .with_kind(Kind::Mixed)
        .with_type(AttributionType::Attitude)
        .with_confidence(0.5);
    let speaker = Speaker::new("A. Speaker", SpeakerKind::Person);
    Statement::new(number, attribution, speaker)
}

pub(crate) fn written(
    format: Format,
    options: &Options,
    document: &(Document, Vec<Statement>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = format.writer(&mut bytes, options).expect("memory can be written");
    writer.write(&document.0, &document.1).expect("memory can be written");
    writer.finish().expect("memory can be written");
    bytes
}

pub(crate) fn options() -> Options {
    let mut options = Options::default();
    options.columns = vec!["title".to_owned()];
    options
}
