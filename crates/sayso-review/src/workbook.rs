//! A random sample of rows as a workbook of Excel, to be read and filled in.

use std::collections::BTreeSet;
use std::io::Write;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use sayso_export::{Cell, Error, Options, Table, Writer, Written};
use sayso_text::{AttributionType, Document, Span, Statement};

use crate::sample::{NOBODY, SAMPLE_COLUMNS, VERDICTS};
use crate::{Drawn, Header, rank};

/// The most that a cell holds, in units of UTF-16.
const CELL_LIMIT: usize = 32_767;

/// So many speakers of an article can be chosen from; others can be typed.
const MOST_NAMES: usize = 100;

/// Writes a random sample of rows as a workbook: each with its passage and with lists to choose verdict,
/// speaker and type from. [`sampled`](crate::sampled) reads it back.
///
/// Holds the sample in memory, and writes it at the end.
pub struct SampleWorkbook<W: Write> {
    output: W,
    table: Table,
    header: Header,
    seed: u64,
    rows: Drawn<u64, Row>,
    documents: u64,
}

/// A row with what its reader needs.
struct Row {
    cells: Vec<Cell<'static>>,
    passage: Passage,
    names: Vec<String>,
}

/// The paragraphs of a statement with its words marked.
struct Passage {
    text: String,
    /// What is marked, in bytes of the text.
    marks: Vec<(Span, Mark)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Source,
    Cue,
    Content,
}

impl<W: Write + Send> SampleWorkbook<W> {
    /// A sample of at most so many rows.
    #[must_use]
    pub fn new(output: W, options: &Options, (size, seed): (usize, u64)) -> Self {
        let table = Table::new(options);
        let header = Header::new(table.header());
        Self { output, table, header, seed, rows: Drawn::new(size), documents: 0 }
    }
}

impl<W: Write + Send> Writer for SampleWorkbook<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.documents += 1;
        for (row, statement) in self.table.rows(document, statements).zip(statements) {
            let cells: Vec<Cell<'_>> = row.cells().collect();
            let id = self.header.id(&cells);
            let start = id.content_start.map_or_else(String::new, |start| start.to_string());
            let key = rank(self.seed, &[&id.doc_id, &id.statement_id, &start]);
            self.rows.offer(key, || Row {
                cells: cells.into_iter().map(owned).collect(),
                passage: Passage::of(&document.text, statement),
                names: names(statements),
            });
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        let of = self.rows.seen();
        let rows = std::mem::replace(&mut self.rows, Drawn::new(0)).into_sorted();
        let mut written = Written::default();
        (written.documents, written.statements) = (self.documents, rows.len() as u64);
        let sheet = Sheet { header: &self.header, of, seed: self.seed };
        let workbook = sheet.workbook(&rows, &mut written.cut_cells);
        let mut workbook = workbook.map_err(std::io::Error::other)?;
        workbook.save_to_writer(&mut self.output).map_err(std::io::Error::other)?;
        self.output.flush()?;
        Ok(written)
    }
}

/// The speakers of an article, in the order in which they first speak.
fn names(statements: &[Statement]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = statements.iter().map(|statement| &*statement.speaker.name);
    let new = names.filter(|name| !name.is_empty() && seen.insert(name.to_owned()));
    new.take(MOST_NAMES).map(str::to_owned).collect()
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Text(text) => Cell::Text(text.into_owned().into()),
        Cell::Number(number) => Cell::Number(number),
        Cell::Date(date) => Cell::Date(date),
        Cell::Confidence(share) => Cell::Confidence(share),
        _ => Cell::Absent,
    }
}

impl Passage {
    /// The lines of the text that hold source, cue and content.
    fn of(text: &str, statement: &Statement) -> Self {
        let attribution = &statement.attribution;
        let content = attribution.content.iter().map(|span| (*span, Mark::Content));
        let source = attribution.source.map(|span| (span, Mark::Source));
        let all: Vec<(Span, Mark)> =
            content.chain(source).chain([(attribution.cue, Mark::Cue)]).collect();
        let outer = all.iter().map(|(span, _)| *span).reduce(Span::join).unwrap_or_default();
        let start = text.get(..outer.start()).and_then(|before| before.rfind('\n'));
        let start = start.map_or(0, |start| start + 1);
        let end = text.get(outer.end()..).and_then(|after| after.find('\n'));
        let end = end.map_or(text.len(), |end| outer.end() + end);
        let inside = |span: Span| Span::new(span.start() - start, span.end() - start);
        Self {
            text: text.get(start..end).unwrap_or_default().to_owned(),
            marks: all.into_iter().map(|(span, mark)| (inside(span), mark)).collect(),
        }
    }

    /// The text in stretches of one mark each; source and cue win over a content around them.
    fn stretches(&self) -> Vec<(Option<Mark>, &str)> {
        let mut ends: Vec<usize> =
            self.marks.iter().flat_map(|(span, _)| [span.start(), span.end()]).collect();
        ends.extend([0, self.text.len()]);
        ends.sort_unstable();
        ends.dedup();
        let mark = |start: usize, end: usize| {
            let here = Span::new(start, end);
            let over = self.marks.iter().rev().find(|(span, _)| span.contains(here));
            over.map(|(_, mark)| *mark)
        };
        let pairs = ends.windows(2).filter_map(|pair| match pair {
            [start, end] => Some((mark(*start, *end), self.text.get(*start..*end)?)),
            _ => None,
        });
        pairs.collect()
    }
}

/// The sheet of a sample.
struct Sheet<'s> {
    header: &'s Header,
    of: u64,
    seed: u64,
}

/// The formats of cells.
struct Style {
    header: Format,
    filled: Format,
    wrapped: Format,
    top: Format,
    source: Format,
    cue: Format,
    content: Format,
}

impl Style {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        Self {
            header: Format::new().set_bold(),
            filled: top.clone().set_background_color(Color::RGB(0x00FF_F8DC)),
            wrapped: top.clone().set_text_wrap(),
            top,
            source: Format::new().set_bold(),
            cue: Format::new().set_italic(),
            content: Format::new().set_font_color(Color::RGB(0x0000_5A9C)),
        }
    }

    fn of(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Source => &self.source,
            Mark::Cue => &self.cue,
            Mark::Content => &self.content,
        }
    }
}

impl Sheet<'_> {
    fn workbook(&self, rows: &[Row], cut_cells: &mut u64) -> Result<Workbook, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed date, so that the same sample gives the same bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let style = Style::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("sample")?.set_freeze_panes(1, 3)?;
        self.write_header(sheet, &style)?;
        for (number, row) in (1..).zip(rows) {
            *cut_cells += self.write_row(sheet, number, (row, &style))?;
        }
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
        add_lists(sheet, rows, last)?;
        sheet.autofilter(0, 0, last, column(self.width() - 1))?;
        write_names(workbook.add_worksheet(), rows)?;
        write_guide(workbook.add_worksheet(), &style)?;
        Ok(workbook)
    }

    fn width(&self) -> usize {
        self.header.names().len() + SAMPLE_COLUMNS.len()
    }

    /// The names of the columns: what is filled in, the passage, the row, and how it was drawn.
    fn write_header(&self, sheet: &mut Worksheet, style: &Style) -> Result<(), XlsxError> {
        let (first, last) = SAMPLE_COLUMNS.split_at(5);
        let own = self.header.names().iter().map(String::as_str);
        let names = first.iter().copied().chain(own).chain(last.iter().copied());
        for (place, name) in names.enumerate() {
            let width = match name {
                "passage" => 80.0,
                "content" => 50.0,
                "right_speaker" | "comment" | "speaker" | "source" => 24.0,
                "right_type" | "attribution_type" => 16.0,
                _ => 11.0,
            };
            sheet.set_column_width(column(place), width)?;
            sheet.write_string_with_format(0, column(place), name, &style.header)?;
        }
        Ok(())
    }

    /// Writes a row and says how many of its cells were cut.
    fn write_row(
        &self,
        sheet: &mut Worksheet,
        number: u32,
        (row, style): (&Row, &Style),
    ) -> Result<u64, XlsxError> {
        for place in 0..4 {
            sheet.write_blank(number, place, &style.filled)?;
        }
        write_passage(sheet, number, (&row.passage, style))?;
        let mut cut_cells = 0;
        let mut place = 5;
        for (name, cell) in self.header.names().iter().zip(&row.cells) {
            let format = if name == "content" { &style.wrapped } else { &style.top };
            match cell {
                Cell::Number(count) => {
                    sheet.write_number_with_format(number, place, *count as f64, format)?;
                }
                Cell::Confidence(_) => {
                    let share = cell.confidence().unwrap_or_default();
                    sheet.write_number_with_format(number, place, share, format)?;
                }
                Cell::Absent => {}
                text => {
                    let text = text.text();
                    let kept = fitting(&text);
                    cut_cells += u64::from(kept.len() < text.len());
                    sheet.write_string_with_format(number, place, kept, format)?;
                }
            }
            place += 1;
        }
        sheet.write_number_with_format(number, place, self.of as f64, &style.top)?;
        // A number of a sheet has fewer digits than a seed.
        sheet.write_string_with_format(number, place + 1, self.seed.to_string(), &style.top)?;
        Ok(cut_cells)
    }
}

fn write_passage(
    sheet: &mut Worksheet,
    number: u32,
    (passage, style): (&Passage, &Style),
) -> Result<(), XlsxError> {
    let plain = Format::default();
    let stretches = passage.stretches();
    let is_short = fitting(&passage.text).len() == passage.text.len();
    if stretches.len() < 2 || !is_short {
        let text = fitting(&passage.text);
        sheet.write_string_with_format(number, 4, text, &style.wrapped)?;
        return Ok(());
    }
    let parts: Vec<(&Format, &str)> = stretches
        .into_iter()
        .map(|(mark, text)| (mark.map_or(&plain, |mark| style.of(mark)), text))
        .collect();
    sheet.write_rich_string_with_format(number, 4, &parts, &style.wrapped)?;
    Ok(())
}

/// Puts lists to choose from into the cells that are filled in.
fn add_lists(sheet: &mut Worksheet, rows: &[Row], last: u32) -> Result<(), XlsxError> {
    let verdict = DataValidation::new()
        .allow_list_strings(&VERDICTS)?
        .set_input_title("verdict")?
        .set_input_message(
            "accept: right in all. mend: something is otherwise; choose speaker or type. \
             reject: no statement that the article makes. unsure: cannot say.",
        )?;
    sheet.add_data_validation(1, 0, last, 0, &verdict)?;
    let types: Vec<&str> = AttributionType::ALL.iter().map(|found| found.name()).collect();
    let types = DataValidation::new().allow_list_strings(&types)?;
    sheet.add_data_validation(1, 2, last, 2, &types)?;
    for (number, row) in (1..).zip(rows) {
        let range = format!("=cast!$A${}:${}${}", number + 1, letters(row.names.len()), number + 1);
        // The cast are those who speak in other rows; a name that is not among them is typed.
        let speaker = DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_error_style(DataValidationErrorStyle::Information);
        sheet.add_data_validation(number, 1, number, 1, &speaker)?;
    }
    Ok(())
}

/// The speakers that can be chosen, a row for each row of the sample.
fn write_names(sheet: &mut Worksheet, rows: &[Row]) -> Result<(), XlsxError> {
    sheet.set_name("cast")?.set_hidden(true);
    for (number, row) in (1..).zip(rows) {
        let names = std::iter::once(NOBODY).chain(row.names.iter().map(String::as_str));
        for (place, name) in names.enumerate() {
            sheet.write_string(number, column(place), fitting(name))?;
        }
    }
    Ok(())
}

/// What to do with the sheet.
const GUIDE: [&str; 9] = [
    "How to read this sample",
    "1. Read each row in its passage: the source is bold, the cue italic, the content blue.",
    "2. verdict: accept if content, source, cue, speaker and type are all right; mend if it is a statement and \
     something is otherwise; reject if the article makes no such statement; unsure if you cannot say.",
    "3. Where the speaker or the type is wrong, choose the right one in right_speaker or right_type; names that \
     are not in the list can be typed. Wrong edges: choose mend, and say in comment what is wrong.",
    "4. Begin at the top and leave no gaps: rows stand in a random order, so that the first so many are a random \
     sample too. Rows behind the first that is empty do not count for the estimate.",
    "5. Leave the other columns as they are: they say which row it is, and how it was drawn.",
    "6. sayso apply sample.xlsx -o corrected.csv writes the corrected rows and says how right the table is.",
    "   sayso apply statements.csv sample.xlsx -o corrected.csv puts them into the whole table.",
    "A random sample says how right the rows are that there are; what is missing it cannot say (sayso review \
     --articles does).",
];

fn write_guide(sheet: &mut Worksheet, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name("guide")?.set_column_width(0, 110.0)?;
    for (number, line) in (0..).zip(GUIDE) {
        let format = if number == 0 { &style.header } else { &style.wrapped };
        sheet.write_string_with_format(number, 0, line, format)?;
    }
    Ok(())
}

/// As much of the text as a cell takes.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > CELL_LIMIT
    });
    over.map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}

/// The letters of a column, counted from 0.
fn letters(place: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    let first = (place / 26).checked_sub(1).map(letter);
    first.into_iter().chain([letter(place)]).collect()
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use sayso_text::{Attribution, Speaker, SpeakerKind};

    use super::*;

    fn statement(text: &str, words: [&str; 3]) -> Statement {
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(start, start + words.len())
        };
        let [source, cue, content] = words.map(span);
        let attribution = Attribution::new(cue, vec![content]).with_source(source);
        Statement::new(1, attribution, Speaker::new(words[0], SpeakerKind::Person))
    }

    #[test]
    fn passage_is_the_paragraph_with_its_words_in_stretches() {
        let text = "First.\n\nRain is near, Ada Obi said on Monday.\n\nLast.";
        let passage = Passage::of(text, &statement(text, ["Ada Obi", "said", "Rain is near"]));
        let told: Vec<&str> = passage.stretches().iter().map(|(_, text)| *text).collect();
        assert_eq!(told, ["Rain is near", ", ", "Ada Obi", " ", "said", " on Monday."]);
        let marks: Vec<bool> = passage.stretches().iter().map(|(mark, _)| mark.is_some()).collect();
        assert_eq!(marks, [true, false, true, false, true, false]);
    }

    #[test]
    fn sample_is_the_same_each_time_and_counts_what_it_was_drawn_from() {
        let text = "Rain is near, Ada Obi said.";
        let statement = statement(text, ["Ada Obi", "said", "Rain is near"]);
        let sample = |seed| {
            let mut bytes = Vec::new();
            let workbook = SampleWorkbook::new(&mut bytes, &Options::default(), (3, seed));
            let mut writer: Box<dyn Writer + '_> = Box::new(workbook);
            for number in 0..20 {
                let document = Document::new(format!("wire-{number}"), text);
                writer.write(&document, std::slice::from_ref(&statement)).expect("memory");
            }
            let written = writer.finish().expect("memory");
            assert_eq!((written.documents, written.statements), (20, 3));
            bytes
        };
        assert!(sample(1).starts_with(b"PK") && sample(1) == sample(1) && sample(1) != sample(2));
    }

    #[test]
    fn columns_have_the_letters_of_sheets() {
        assert_eq!([0, 25, 26, 27, 101].map(letters), ["A", "Z", "AA", "AB", "CX"]);
    }

    #[test]
    fn text_fits_between_characters() {
        assert_eq!(fitting(&"😀".repeat(CELL_LIMIT)).chars().count(), CELL_LIMIT / 2);
        assert_eq!(fitting("short"), "short");
    }
}
