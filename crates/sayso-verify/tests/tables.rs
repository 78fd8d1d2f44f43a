//! Tables against texts: what was written is found, what was changed is told.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use sayso_export::{Cells, Format, Offsets, Options as Output};
use sayso_text::{Attribution, Document, Kind, Span, Speaker, Statement};
use sayso_verify::{
    Checked, Claim, ErrorKind, Event, Options, Row, Rows, Summary, Verdict, Verifier,
};
use tempfile::TempDir;

const TEXT: &str =
    "“Rain is near,” Ada Obi said -- twice. “And snow,” she added.\n\n-5 degrees, Eze said.";

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text");
    Span::new(start, start + words.len())
}

fn statement(number: usize, source: Span, cue: Span, content: &[Span]) -> Statement {
    let attribution = Attribution::new(cue, content.to_vec()).with_source(source);
    Statement::new(number, attribution.with_kind(Kind::Direct), Speaker::default())
}

fn sample() -> (Document, Vec<Statement>) {
    let at = |words: &str| span(TEXT, words);
    let first =
        statement(1, at("Ada Obi"), at("said"), &[at("“Rain is near,”"), at("“And snow,”")]);
    let second = statement(2, at("Eze"), span(TEXT, "said."), &[at("-5 degrees")]);
    (Document::new("wire-1", TEXT), vec![first, second])
}

/// What `sayso` writes for the documents, with changes made to its bytes.
fn table(
    name: &str,
    format: Format,
    options: &Output,
    change: impl Fn(Vec<u8>) -> Vec<u8>,
) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (document, statements) = sample();
    let mut bytes = Vec::new();
    let mut writer = format.writer(&mut bytes, options).expect("memory");
    writer.write(&document, &statements).expect("memory");
    writer.finish().expect("memory");
    fs::write(folder.path().join(name), change(bytes)).expect("a written file");
    folder
}

fn checked_with(rows: Rows, options: Options, texts: &[Document]) -> (Summary, Vec<Checked>) {
    let mut all = Vec::new();
    let open = || texts.iter().cloned().map(Ok::<_, Infallible>);
    let summary = Verifier::new(options).run(rows, open, |event| {
        if let Event::Row(checked) = event {
            all.push(checked.clone());
        }
        Ok::<_, Infallible>(())
    });
    (summary.expect("nothing stops the check"), all)
}

fn checked(path: &Path) -> (Summary, Vec<Checked>) {
    let rows = Rows::open(path, None).expect("a table of statements");
    checked_with(rows, Options::default(), &[sample().0])
}

fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_text_format_verifies_as_written() {
    for (name, format) in [
        ("a.csv", Format::Csv),
        ("a.tsv", Format::Tsv),
        ("a.jsonl", Format::Jsonl),
        ("a.doc.jsonl", Format::DocJsonl),
        ("documents.jsonl", Format::DocJsonl),
    ] {
        let folder = table(name, format, &Output::default(), |bytes| bytes);
        let (summary, _) = checked(&folder.path().join(name));
        assert_eq!((summary.exact, summary.rows()), (2, 2), "{name}: {summary}");
    }
}

#[test]
fn offsets_of_other_units_verify() {
    for &offsets in Offsets::ALL {
        let mut output = Output::default();
        output.offsets = offsets;
        let folder = table("a.csv", Format::Csv, &output, |bytes| bytes);
        let rows = Rows::open(&folder.path().join("a.csv"), None).expect("a table");
        let mut options = Options::default();
        options.offsets = offsets;
        assert_eq!(checked_with(rows, options, &[sample().0]).0.exact, 2, "{offsets}");
    }
}

#[test]
fn table_for_spreadsheets_verifies_in_semicolons_and_windows_1252() {
    let mut output = Output::default();
    output.cells = Cells::Spreadsheet;
    let folder = table("a.csv", Format::Csv, &output, |bytes| {
        let text = text_of(bytes).replace('\u{feff}', "");
        assert!(text.contains(",'-5 degrees,"), "{text}");
        let (header, rows) = text.split_once("\r\n").expect("a header");
        // The cells of the two rows hold commas only between quotation marks.
        let mut quoted = false;
        let separated = |letter| match letter {
            '"' => {
                quoted = !quoted;
                '"'
            }
            ',' if !quoted => ';',
            other => other,
        };
        let rows: String = rows.chars().map(separated).collect();
        let text = header.replace(',', ";") + "\r\n" + &rows;
        text.chars()
            .map(|letter| match letter {
                '“' => 0x93,
                '”' => 0x94,
                '…' => 0x85,
                other => u8::try_from(other).expect("a character of Windows-1252"),
            })
            .collect()
    });
    let (summary, rows) = checked(&folder.path().join("a.csv"));
    assert_eq!(summary.exact, 2, "{rows:#?}");
}

#[test]
fn unicode_text_of_excel_verifies() {
    let folder = table("a.txt", Format::Tsv, &Output::default(), |bytes| {
        let text = "\u{feff}".to_owned() + &text_of(bytes).replace('\n', "\r\n");
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    });
    assert_eq!(checked(&folder.path().join("a.txt")).0.exact, 2);
}

#[test]
fn changed_marks_and_blanks_are_no_fault() {
    let folder = table("a.csv", Format::Csv, &Output::default(), |bytes| {
        let text = text_of(bytes).replace(['“', '”'], "\"\"").replace("[…]", "[...]");
        text.replace("Rain is", "Rain\u{a0} is").into_bytes()
    });
    let (summary, rows) = checked(&folder.path().join("a.csv"));
    assert_eq!(
        (summary.typography + summary.white_space, summary.exact, summary.failed()),
        (1, 1, 0),
        "{rows:#?}"
    );
    assert_eq!(rows[0].verdict().place().map(|place| place.start), Some(0));
}

#[test]
fn changed_letter_is_told_with_its_surroundings() {
    let folder = table("a.csv", Format::Csv, &Output::default(), |bytes| {
        text_of(bytes).replace("Rain is near", "Rain is nigh").into_bytes()
    });
    let (summary, rows) = checked(&folder.path().join("a.csv"));
    assert_eq!((summary.absent + summary.altered.iter().sum::<u64>(), summary.exact), (1, 1));
    let told = rows[0].verdict().to_string();
    assert!(told.contains("near 10 the text has [“Rain is near,” Ada Obi"), "{told}");
    assert!(told.contains("the row [“Rain is nigh,”]"), "{told}");
}

#[test]
fn moved_text_is_found_elsewhere() {
    let folder = table("a.csv", Format::Csv, &Output::default(), |bytes| bytes);
    let rows = || Rows::open(&folder.path().join("a.csv"), None).expect("a table");
    let mut document = sample().0;
    document.text = "A headline\n\nThe son said no.\n\n".to_owned() + &document.text;
    let (summary, all) = checked_with(rows(), Options::default(), &[document.clone()]);
    assert_eq!((summary.elsewhere, summary.failed()), (2, 0), "{all:#?}");
    // The cue is looked for as far from its offsets as the content was, not at the first "said".
    let cue = all[0].claims().nth(1).map(|(_, _, verdict)| verdict.place().map(|at| at.start));
    assert_eq!(cue, Some(Some(24 + 30)));
    document.id = "wire-2".to_owned();
    assert_eq!(checked_with(rows(), Options::default(), &[document]).0.document_missing, 2);
}

#[test]
fn something_that_is_no_table_of_statements_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.csv"), "id,text\n1,Rain.\n").expect("a written file");
    let error = Rows::open(&at("a.csv"), None).err().expect("no column of contents");
    assert!(error.to_string().contains("it has no column \"content\" (have: id, text)"), "{error}");
    let error = Rows::open(&at("none.csv"), None).err().expect("no file");
    assert!(matches!(error.kind(), ErrorKind::Read(_)), "{error}");
    let error = Rows::open(&at("a.csv"), Some(Format::Table)).err().expect("no format to read");
    assert!(error.to_string().contains("the format \"table\" is to be looked at"), "{error}");
    fs::write(at("empty.csv"), "").expect("a written file");
    let error = Rows::open(&at("empty.csv"), None).err().expect("not even a header");
    assert!(error.to_string().contains("it has no column \"content\""), "{error}");
    fs::write(at("empty.jsonl"), "").expect("a written file");
    assert_eq!(Rows::open(&at("empty.jsonl"), None).expect("no rows").count(), 0);
}

#[cfg(feature = "xlsx")]
#[test]
fn workbook_verifies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "notes").expect("a cell");
    let sheet = workbook.add_worksheet();
    for (column, name) in ["content_start", "content", "doc_id", "content_end"].iter().enumerate() {
        let column = u16::try_from(column).expect("few columns");
        sheet.write_string(0, column, *name).expect("a cell");
    }
    sheet.write_number(1, 0, 0).expect("a cell");
    sheet.write_string(1, 1, "“Rain is near,”").expect("a cell");
    sheet.write_number(1, 2, 7).expect("a cell");
    sheet.write_string(1, 3, "15").expect("a cell");
    workbook.save(&path).expect("a written file");
    let rows = Rows::open(&path, None).expect("a table of statements");
    let document = Document::new("007", TEXT);
    assert_eq!(checked_with(rows, Options::default(), &[document]).0.exact, 1);
    fs::write(&path, "PK\u{3}\u{4}nothing").expect("a written file");
    let error = Rows::open(&path, None).err().expect("no workbook");
    assert!(error.to_string().contains("no workbook of Excel"), "{error}");
}

#[cfg(feature = "xlsx")]
#[test]
fn stray_cell_chart_and_blank_row_of_a_workbook_are_no_rows() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Bar);
    chart.add_series().set_values("Sheet2!$A$1:$A$2");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).expect("a chart");
    let sheet = workbook.add_worksheet().set_name("Sheet2").expect("a name");
    for (row, cells) in [(2, ["doc_id", "content"]), (3, ["a", "Rain"]), (5, ["b", "Snow"])] {
        sheet.write_row(row, 1, cells).expect("cells");
    }
    // No table of 17 thousand million cells.
    sheet.write(1_048_575, 16_383, "x").expect("the last cell");
    workbook.save(&path).expect("a written file");
    let rows: Vec<Row> =
        Rows::open(&path, None).expect("a table").map(|row| row.expect("a row")).collect();
    let found: Vec<_> = rows.iter().map(|row| (row.record, &*row.doc_id)).collect();
    assert_eq!(found, [(1, "a"), (3, "b")]);
}

#[test]
fn cell_cut_by_a_spreadsheet_is_told_from_a_wrong_one() {
    let text = "“".to_owned() + &"rain ".repeat(10_000) + "” she said.";
    let end = text.chars().count() - " she said.".len();
    let cell: String = text.chars().take(32_767).collect();
    let verdict = |cell: &str| {
        let content = Claim::words(cell, (0, end));
        let row = Row { content, ..Row::default() };
        Verifier::default().check(row, &text).verdict().clone()
    };
    assert_eq!(verdict(&cell), Verdict::Cut);
    assert!(!verdict(&cell.replacen("rain", "hail", 1)).is_word_for_word());
    assert_eq!(verdict(&text.chars().take(end).collect::<String>()), Verdict::Exact);
}

/// Documents of a table of rows in any order.
fn rows_of(ids: &[usize]) -> Vec<Result<Row, sayso_verify::Error>> {
    let row = |id: &usize| Row {
        doc_id: format!("d{id}"),
        content: Claim::words(format!("Rain {id}"), (0, format!("Rain {id}").len())),
        ..Row::default()
    };
    ids.iter().map(|id| Ok(row(id))).collect()
}

#[test]
fn a_thousand_wrong_rows_of_one_long_article_are_checked() {
    let text = "It rains and rains. ".repeat(100_000);
    let row = |number: usize| {
        let start = number * 10;
        let content = Claim::words("It snows and snows, and it never ends", (start, start + 37));
        Ok(Row { doc_id: "a".to_owned(), content, ..Row::default() })
    };
    let document = Document::new("a", text);
    let open = || std::iter::once(Ok::<_, Infallible>(document.clone()));
    let run = Verifier::default().run((0..1_000).map(row), open, |_| Ok::<_, Infallible>(()));
    assert_eq!(run.expect("nothing stops the check").failed(), 1_000);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_any_text_verify_and_a_changed_letter_is_found(
        text in "[a-d “”é😀\n'=-]{1,80}",
        ends in (0..80_usize, 1..80_usize),
        place in 0..80_usize,
    ) {
        let letters: Vec<char> = text.chars().collect();
        let start = ends.0 % letters.len();
        let end = (start + ends.1).min(letters.len());
        let words: String = letters[start..end].iter().collect();
        let row = |words: String| Row {
            content: Claim::words(words, (start, end)),
            ..Row::default()
        };
        let checked = Verifier::default().check(row(words.clone()), &text);
        prop_assert_eq!(checked.verdict(), &Verdict::Exact);
        // A letter that the text has nowhere.
        let mut changed: Vec<char> = words.chars().collect();
        let place = place % changed.len();
        changed[place] = 'z';
        let checked = Verifier::default().check(row(changed.into_iter().collect()), &text);
        prop_assert!(!checked.verdict().is_word_for_word());
    }

    #[test]
    fn any_order_and_size_of_blocks_gives_the_same(
        ids in prop::collection::vec(0..12_usize, 0..40),
        repeated in prop::collection::vec(0..9_usize, 0..4),
        block_bytes in 1..3000_usize,
    ) {
        let mut texts: Vec<Document> =
            (0..9).map(|id| Document::new(format!("d{id}"), format!("Rain {id}"))).collect();
        texts.extend(repeated.iter().map(|id| Document::new(format!("d{id}"), "Snow")));
        texts.sort_by(|one, other| other.text.cmp(&one.text));
        let open = || texts.iter().cloned().map(Ok::<_, Infallible>);
        let mut seen = Vec::new();
        let mut options = Options::default();
        options.block_bytes = block_bytes;
        let verifier = Verifier::new(options);
        let summary = verifier.run(rows_of(&ids), open, |event| {
            if let Event::Row(checked) = event {
                seen.push((checked.row().doc_id.clone(), checked.verdict().clone()));
            }
            Ok::<_, Infallible>(())
        });
        let missing = ids.iter().filter(|id| **id > 8).count() as u64;
        let summary = summary.expect("nothing stops the check");
        prop_assert_eq!(summary.exact, ids.len() as u64 - missing);
        prop_assert_eq!(summary.document_missing, missing);
        let order: Vec<String> = ids.iter().map(|id| format!("d{id}")).collect();
        prop_assert_eq!(seen.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), order);
    }

    #[test]
    fn any_words_at_any_offsets_are_judged(
        text in any::<String>(),
        words in any::<String>(),
        ends in any::<Option<(usize, usize)>>(),
    ) {
        let content = Claim::Words { words, ends };
        let checked = Verifier::default().check(Row { content, ..Row::default() }, &text);
        if let Some(place) = checked.verdict().place() {
            prop_assert!(place.start <= place.end && place.end <= text.chars().count());
        }
    }

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.csv");
        fs::write(&path, [b"doc_id,content\n", &bytes[..]].concat()).expect("a written file");
        if let Ok(rows) = Rows::open(&path, None) {
            prop_assert!(rows.count() <= bytes.len());
        }
    }
}
