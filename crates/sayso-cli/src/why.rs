//! `sayso speakers --why`: for each statement the rule that named its speaker, what it took up, and who
//! else it could have been.

use std::io::Write;

use sayso::export::{Cell, Error, Heading, Listing, OffsetMap, Offsets};
use sayso::resolve::Why;
use sayso::text::{Document, Statement};

/// The columns; offsets count code points.
pub(crate) const COLUMNS: [Heading; 10] = [
    Heading::text("doc_id", 22.0),
    Heading::text("statement_id", 13.0),
    Heading::text("speaker", 36.0),
    Heading::text("source", 36.0),
    Heading::text("rule", 18.0),
    Heading::text("antecedent", 36.0),
    Heading::number("antecedent_start", 16.0),
    Heading::number("antecedent_end", 16.0),
    Heading::text("runner_up", 36.0),
    Heading::text("margin", 9.0),
];

/// One statement with the reason for its speaker.
pub(crate) type Row = [Cell<'static>; COLUMNS.len()];

/// The rows of a document.
pub(crate) fn rows(document: &Document, found: &[(Statement, Why)]) -> Vec<Row> {
    let map = OffsetMap::new(&document.text, Offsets::Chars);
    found.iter().map(|(statement, why)| row(document, statement, why, &map)).collect()
}

fn row(document: &Document, statement: &Statement, why: &Why, map: &OffsetMap<'_>) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned().into());
    let absent = || Cell::Absent;
    let words = |span: sayso::text::Span| text(span.of(&document.text));
    let ends = why.antecedent.map(|antecedent| map.ends(antecedent));
    [
        text(&document.id),
        text(&format!("S{}", statement.number)),
        text(&statement.speaker.name),
        statement.attribution.source.map_or_else(absent, words),
        text(why.rule),
        why.antecedent.map_or_else(absent, words),
        ends.map_or_else(absent, |(start, _)| Cell::Number(start)),
        ends.map_or_else(absent, |(_, end)| Cell::Number(end)),
        why.runner_up.as_deref().map_or_else(absent, |name| text(somebody(name))),
        why.margin.map_or_else(absent, |margin| text(&format!("{margin:.2}"))),
    ]
}

/// The name of a runner-up: without one it would be somebody new.
pub(crate) fn somebody(name: &str) -> &str {
    if name.is_empty() { "somebody new" } else { name }
}

/// Writes the rows of a document.
pub(crate) fn write(out: &mut Listing<impl Write + Send>, rows: Vec<Row>) -> Result<(), Error> {
    rows.into_iter().try_for_each(|row| out.write(row))
}
