//! The row of a statement: which columns there are, and what stands in them.

use std::borrow::Cow;
use std::sync::Arc;

use sayso_register::{Identity, Register};
use sayso_text::{Date, Document, Span, Speaker, Statement};

use crate::{OffsetMap, Offsets, Options};

/// The columns of every row, in order; after them come those of the input.
pub const COLUMNS: [&str; 18] = [
    "doc_id",
    "statement_id",
    "speaker",
    "source",
    "cue",
    "content",
    "kind",
    "attribution_type",
    "date",
    "confidence",
    "paragraph",
    "sentence",
    "content_start",
    "content_end",
    "source_start",
    "source_end",
    "cue_start",
    "cue_end",
];

/// The columns that stand after those of the input.
pub const LAST_COLUMNS: [&str; 4] =
    ["speaker_kind", "speaker_role", "speaker_confidence", "within"];

/// The columns that stand at the end where there is a register: under which name and id it has the
/// speaker. Empty where it has not.
pub const REGISTER_COLUMNS: [&str; 2] = ["speaker_entry", "speaker_id"];

/// What stands between the spans of a content in its cell.
pub const SPAN_SEPARATOR: &str = " […] ";

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell<'c> {
    /// A text.
    Text(Cow<'c, str>),
    /// A count or an offset.
    Number(usize),
    /// A day.
    Date(Date),
    /// A share from 0 to 1; written with two digits after the point.
    Confidence(f32),
    /// Nothing: the statement has no source, no speaker or none around it, the document no date.
    Absent,
}

impl Cell<'_> {
    /// The cell as text, empty where there is nothing.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => number.to_string().into(),
            Self::Date(date) => date.to_string().into(),
            Self::Confidence(share) => confidence(*share).into(),
            Self::Absent => "".into(),
        }
    }

    /// The same cell, which borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Text(text) => Cell::Text(text.into_owned().into()),
            Self::Number(number) => Cell::Number(number),
            Self::Date(date) => Cell::Date(date),
            Self::Confidence(share) => Cell::Confidence(share),
            Self::Absent => Cell::Absent,
        }
    }

    /// The share of a confidence, as its text has it; nothing for other cells.
    #[must_use]
    pub fn confidence(&self) -> Option<f64> {
        match self {
            Self::Confidence(share) => Some(rounded(*share)),
            _ => None,
        }
    }
}

/// What the cells of a column hold, where they hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnType {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Number`].
    Number,
    /// [`Cell::Date`].
    Date,
    /// [`Cell::Confidence`].
    Confidence,
}

impl ColumnType {
    /// The type of the column of this name in the header of a [`Table`]; columns of the input are
    /// text.
    ///
    /// ```
    /// use sayso_export::ColumnType;
    ///
    /// assert_eq!(ColumnType::of("cue_end"), ColumnType::Number);
    /// assert_eq!(ColumnType::of("input_date"), ColumnType::Text);
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "date" => Self::Date,
            "confidence" | "speaker_confidence" => Self::Confidence,
            "paragraph" | "sentence" | "content_start" | "content_end" | "source_start"
            | "source_end" | "cue_start" | "cue_end" => Self::Number,
            _ => Self::Text,
        }
    }
}

/// A confidence with two digits: finer steps would promise what no measurement bears out.
pub(crate) fn confidence(share: f32) -> String {
    format!("{:.2}", rounded(share))
}

/// The number that [`confidence`] prints.
pub(crate) fn rounded(share: f32) -> f64 {
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    (f64::from(share) * 100.0).round() / 100.0
}

/// The columns of a run and the unit of its offsets: makes the rows of documents.
///
/// ```
/// use sayso_export::{Options, Table};
///
/// let columns = vec!["title".to_owned(), "source".to_owned()];
/// let mut options = Options::default();
/// options.columns = columns;
/// let table = Table::new(&options);
/// assert_eq!(table.header()[18..20], ["title", "input_source"]);
/// assert_eq!(table.header()[20..], sayso_export::LAST_COLUMNS);
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    header: Vec<String>,
    /// How many columns of the input there are.
    others: usize,
    offsets: Offsets,
    register: Option<Arc<Register>>,
}

impl Table {
    /// The table of a run.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        let mut header: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        let register = options.register.clone();
        let last = register.iter().flat_map(|_| REGISTER_COLUMNS);
        let last: Vec<&str> = LAST_COLUMNS.into_iter().chain(last).collect();
        for name in &options.columns {
            header.push(free_name(name, &header, &last));
        }
        header.extend(last.iter().map(|name| (*name).to_owned()));
        Self { header, others: options.columns.len(), offsets: options.offsets, register }
    }

    /// The names of all columns. A column of the input that is named like one of ours has
    /// `input_` before its name.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows of a document, in the order of its statements.
    pub fn rows<'d>(
        &self,
        document: &'d Document,
        statements: &'d [Statement],
    ) -> impl Iterator<Item = Row<'d>> + use<'d> {
        let (others, register) = (self.others, self.register.clone());
        let map = OffsetMap::new(&document.text, self.offsets);
        statements.iter().map(move |statement| {
            let mut row = Row::new(document, statement, others, &map);
            let Speaker { name, kind, .. } = &statement.speaker;
            row.entry = register.as_ref().map(|it| it.identity(name, *kind).unwrap_or_default());
            row
        })
    }
}

/// The name, changed until no other column has it, in capitals or not.
fn free_name(name: &str, taken: &[String], last: &[&str]) -> String {
    let is_taken = |name: &str| {
        let mut all = taken.iter().map(String::as_str).chain(last.iter().copied());
        all.any(|taken| taken.eq_ignore_ascii_case(name))
    };
    if !is_taken(name) {
        return name.to_owned();
    }
    let first = format!("input_{name}");
    let mut free = first.clone();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{first}_{number}");
        number += 1;
    }
    free
}

/// The row of one statement.
#[derive(Clone, Debug)]
pub struct Row<'d> {
    document: &'d Document,
    statement: &'d Statement,
    content: Cow<'d, str>,
    content_ends: (usize, usize),
    source_ends: Option<(usize, usize)>,
    cue_ends: (usize, usize),
    others: usize,
    /// Who the speaker is in the register, where there is one.
    entry: Option<Identity>,
}

impl<'d> Row<'d> {
    fn new(
        document: &'d Document,
        statement: &'d Statement,
        others: usize,
        map: &OffsetMap<'_>,
    ) -> Self {
        let attribution = &statement.attribution;
        Self {
            document,
            statement,
            content: joined(&attribution.content, &document.text),
            content_ends: map.ends(attribution.bounds()),
            source_ends: attribution.source.map(|source| map.ends(source)),
            cue_ends: map.ends(attribution.cue),
            others,
            entry: None,
        }
    }

    /// The statement of the row.
    #[must_use]
    pub fn statement(&self) -> &'d Statement {
        self.statement
    }

    /// The words that signal the statement.
    #[must_use]
    pub fn cue(&self) -> &'d str {
        self.statement.attribution.cue.of(&self.document.text)
    }

    /// The text of the content, its spans joined by [`SPAN_SEPARATOR`].
    #[must_use]
    pub fn content(&self) -> &str {
        &self.content
    }

    /// How sure the speaker is, as its cell has it.
    #[must_use]
    pub fn speaker_confidence(&self) -> Cell<'static> {
        speaker_confidence(&self.statement.speaker)
    }

    /// The cells of the row, one for each name of [`Table::header`].
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let (document, speaker) = (self.document, &self.statement.speaker);
        let other =
            |place: usize| document.columns.get(place).map_or(Cell::Absent, |cell| text(cell));
        let last = [
            text(speaker.kind.name()),
            text(&speaker.role),
            speaker_confidence(speaker),
            within(self.statement),
        ];
        let entry =
            self.entry.iter().flat_map(|entry| [optional(&entry.name), optional(&entry.id)]);
        self.own_cells().into_iter().chain((0..self.others).map(other)).chain(last).chain(entry)
    }

    fn own_cells(&self) -> [Cell<'_>; COLUMNS.len()] {
        let Statement { number, attribution, speaker, paragraph, sentence, .. } = self.statement;
        let of = |span: Span| text(span.of(&self.document.text));
        let end = |place: Option<usize>| place.map_or(Cell::Absent, Cell::Number);
        [
            text(&self.document.id),
            Cell::Text(statement_id(*number)),
            text(&speaker.name),
            attribution.source.map_or(Cell::Absent, of),
            of(attribution.cue),
            text(&self.content),
            text(attribution.kind.name()),
            text(attribution.attribution_type.name()),
            self.document.date.map_or(Cell::Absent, Cell::Date),
            Cell::Confidence(attribution.confidence),
            Cell::Number(*paragraph),
            Cell::Number(*sentence),
            Cell::Number(self.content_ends.0),
            Cell::Number(self.content_ends.1),
            end(self.source_ends.map(|ends| ends.0)),
            end(self.source_ends.map(|ends| ends.1)),
            Cell::Number(self.cue_ends.0),
            Cell::Number(self.cue_ends.1),
        ]
    }
}

/// The text, or nothing where it is empty.
fn optional(of: &str) -> Cell<'_> {
    if of.is_empty() { Cell::Absent } else { text(of) }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

/// How a statement is named within its document.
pub(crate) fn statement_id(number: usize) -> Cow<'static, str> {
    format!("S{number}").into()
}

/// The id of the statement around this one.
pub(crate) fn within(statement: &Statement) -> Cell<'static> {
    statement.within.map_or(Cell::Absent, |number| Cell::Text(statement_id(number)))
}

/// How sure the speaker is; absent where nobody is named, of whom nothing can be wrong.
pub(crate) fn speaker_confidence(speaker: &Speaker) -> Cell<'static> {
    if speaker.name.is_empty() { Cell::Absent } else { Cell::Confidence(speaker.confidence) }
}

fn joined<'t>(spans: &[Span], text: &'t str) -> Cow<'t, str> {
    match spans {
        [] => "".into(),
        [only] => only.of(text).into(),
        several => {
            let parts: Vec<&str> = several.iter().map(|span| span.of(text)).collect();
            parts.join(SPAN_SEPARATOR).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn cells(table: &Table, document: &Document, statements: &[Statement]) -> Vec<String> {
        let row = table.rows(document, statements).next().expect("one row");
        row.cells().map(|cell| cell.text().into_owned()).collect()
    }

    #[test]
    fn row_has_a_cell_for_every_name_of_the_header() {
        let table = Table::new(&sample::options());
        let (document, statements) = sample::document();
        let cells = cells(&table, &document, &statements);
        assert_eq!(cells.len(), table.header().len());
        assert_eq!(cells[5], "“Rain is likely, […] but not before noon.”");
        assert_eq!(cells[9], "0.93");
        assert_eq!(cells[18..], ["A headline", "person", "forecaster", "0.97", ""]);
    }

    #[test]
    fn absent_source_and_date_are_empty_cells() {
        let table = Table::new(&Options::default());
        let (mut document, mut statements) = sample::document();
        document.date = None;
        statements[0].attribution.source = None;
        let cells = cells(&table, &document, &statements);
        assert_eq!([&cells[3], &cells[8], &cells[14], &cells[15]], ["", "", "", ""]);
    }

    #[test]
    fn register_adds_its_columns_at_the_end_and_only_then() {
        let (document, statements) = sample::document();
        let table = format!("name,qid\n{},Q9\n", statements[0].speaker.name);
        let register = Register::from_csv(table.as_bytes()).expect("a register");
        let columns = vec!["speaker_id".to_owned()];
        let options = Options { columns, register: Some(Arc::new(register)), ..Options::default() };
        let table = Table::new(&options);
        assert_eq!(table.header()[18], "input_speaker_id");
        assert_eq!(table.header()[23..], REGISTER_COLUMNS);
        let found = cells(&table, &document, &statements);
        assert_eq!(found[23..], [&*statements[0].speaker.name, "Q9"]);
        let table = Table::new(&Options { register: None, ..options });
        assert_eq!(table.header()[18], "speaker_id");
        assert_eq!(cells(&table, &document, &statements).len(), 23);
    }

    #[test]
    fn inner_statement_names_the_one_around_it() {
        let table = Table::new(&Options::default());
        let (document, mut statements) = sample::document();
        statements[0].within = Some(7);
        assert_eq!(cells(&table, &document, &statements)[21], "S7");
    }

    #[test]
    fn nobody_is_neither_sure_nor_unsure() {
        let table = Table::new(&Options::default());
        let (document, mut statements) = sample::document();
        statements[0].speaker = Speaker::default();
        assert_eq!(cells(&table, &document, &statements)[18..], ["none", "", "", ""]);
    }

    #[test]
    fn names_of_input_columns_never_meet_ours_or_one_another() {
        let columns = ["Source", "input_source", "source", "speaker_kind"].map(str::to_owned);
        let table = Table::new(&Options { columns: columns.to_vec(), ..Options::default() });
        let names = ["input_Source", "input_input_source", "input_source_2", "input_speaker_kind"];
        assert_eq!(table.header()[18..22], names);
    }

    #[test]
    fn confidence_stays_within_its_bounds() {
        assert_eq!(confidence(f32::NAN), "0.00");
        assert_eq!(confidence(1.5), "1.00");
        assert_eq!(confidence(0.934), "0.93");
    }
}
