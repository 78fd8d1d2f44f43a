//! Corrections put into the rows of a table.

use std::collections::{BTreeMap, BTreeSet};

use sayso_export::{Cell, Options, Table};
use sayso_text::SpeakerKind;

use crate::change::joined;
use crate::{Change, Corrections, Header, Piece, RowId, SAMPLE_COLUMNS, Verdict};

/// The column that says what became of a row: `accepted`, `mended`, `rejected`, `unsure` or `added`,
/// empty where nobody has read it.
pub const REVIEWED: &str = "reviewed";

/// A row with a cell for each column.
type Cells = Vec<Cell<'static>>;

/// Puts corrections into a table, row by row.
///
/// Cells that are not corrected stay as they are, offsets among them. What was added comes after the
/// rows of its article, with the columns of the input that those have.
///
/// ```
/// use sayso_export::Cell;
/// use sayso_review::{Corrected, Corrections, Entry, RowId, Verdict};
///
/// let mut corrections = Corrections::default();
/// let id = RowId::new("wire", "S1", None);
/// corrections.add(Entry::Row { id, verdict: Verdict::Accept });
/// let mut corrected = Corrected::new(&[], &corrections);
/// let mut row = vec![Cell::Absent; corrected.input().names().len()];
/// row[0] = Cell::Text("wire".into());
/// row[1] = Cell::Text("S1".into());
/// let rows = corrected.rows(row);
/// assert_eq!(corrected.output().text(&rows[0], "reviewed"), "accepted");
/// ```
#[derive(Debug)]
pub struct Corrected<'c> {
    input: Header,
    output: Header,
    columns: Vec<String>,
    keeps_rejected: bool,
    verdicts: BTreeMap<(&'c str, &'c str), Vec<(&'c RowId, &'c Verdict)>>,
    added: BTreeMap<&'c str, Vec<(&'c RowId, &'c Change)>>,
    found: BTreeSet<&'c RowId>,
    /// What the rejected rows so far stood within, by article and statement.
    outer: BTreeMap<(String, String), String>,
    /// The last row, whose article may have statements that were added.
    last: Option<Cells>,
}

impl<'c> Corrected<'c> {
    /// Corrections for a table that has these columns beside those of sayso.
    #[must_use]
    pub fn new(columns: &[String], corrections: &'c Corrections) -> Self {
        let has = |name: &str| columns.iter().any(|column| column.trim() == name);
        // A table of somebody's own may have comments too.
        let is_sample = has("verdict") && has("sample_rows");
        let is_kept = |name: &&String| {
            let is_of_sample = is_sample && SAMPLE_COLUMNS.contains(&name.trim());
            name.trim() != REVIEWED && !is_of_sample
        };
        let mut kept: Vec<String> = columns.iter().filter(is_kept).cloned().collect();
        kept.push(REVIEWED.to_owned());
        let mut corrected = Self {
            input: header(columns),
            output: header(&kept),
            columns: kept,
            keeps_rejected: false,
            verdicts: BTreeMap::new(),
            added: BTreeMap::new(),
            found: BTreeSet::new(),
            outer: BTreeMap::new(),
            last: None,
        };
        for (id, verdict) in corrections.rows() {
            let name = (&*id.doc_id, &*id.statement_id);
            corrected.verdicts.entry(name).or_default().push((id, verdict));
        }
        for (id, change) in corrections.added() {
            corrected.added.entry(&id.doc_id).or_default().push((id, change));
        }
        corrected
    }

    /// The same with the rows that were rejected, marked as such.
    #[must_use]
    pub fn with_rejected(self, keeps_rejected: bool) -> Self {
        Self { keeps_rejected, ..self }
    }

    /// The columns of the rows that are put in.
    #[must_use]
    pub fn input(&self) -> &Header {
        &self.input
    }

    /// The columns of the rows that come out.
    #[must_use]
    pub fn output(&self) -> &Header {
        &self.output
    }

    /// Those of them that are not of sayso's own.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What comes out for a row: the row, but where it was rejected, after what was added to the
    /// article before it.
    pub fn rows(&mut self, row: Cells) -> Vec<Cells> {
        let id = self.input.id(&row);
        let mut out = Vec::new();
        if self.last.as_ref().is_some_and(|last| self.output.text(last, "doc_id") != id.doc_id) {
            out.extend(self.added_to_last());
        }
        let verdict = self.verdict(&id);
        let mut cells = self.mapped(&row);
        if let Some(verdict) = verdict {
            if let Verdict::Mend { change } = verdict {
                self.put(&mut cells, change);
            }
            self.set(&mut cells, REVIEWED, text(verdict.reviewed()));
        }
        if !self.keeps_rejected {
            self.lift(&mut cells, verdict == Some(&Verdict::Reject));
        }
        self.last = Some(cells.clone());
        if self.keeps_rejected || verdict != Some(&Verdict::Reject) {
            out.push(cells);
        }
        out
    }

    /// Lets no row stand within one that is left out, but within the next that holds both, if any.
    fn lift(&mut self, cells: &mut Cells, is_left_out: bool) {
        let read = |name: &str| self.output.text(cells, name);
        let (article, own, named) = (read("doc_id"), read("statement_id"), read("within"));
        let is_left = |within: &str| {
            let said = self.verdicts.get(&(&*article, within));
            said.is_some_and(|said| said.iter().any(|(_, one)| **one == Verdict::Reject))
        };
        let mut within = named.clone();
        while !within.is_empty() && is_left(&within) {
            let outer = self.outer.get(&(article.clone(), within));
            within = outer.cloned().unwrap_or_default();
        }
        if within != named {
            let cell = if within.is_empty() { Cell::Absent } else { text(&within) };
            self.set(cells, "within", cell);
        }
        if is_left_out {
            self.outer.insert((article, own), within);
        }
    }

    /// What was added to the last article, and to those of which the table has no row.
    pub fn finish(&mut self) -> Vec<Cells> {
        let mut out = self.added_to_last();
        for added in std::mem::take(&mut self.added).into_values() {
            out.extend(added.into_iter().map(|(id, change)| self.statement(id, change, None)));
        }
        out
    }

    /// The rows of which something was said and that have not come.
    #[must_use]
    pub fn missing(&self) -> Vec<&'c RowId> {
        let said = self.verdicts.values().flatten().map(|(id, _)| *id);
        said.filter(|id| !self.found.contains(id)).collect()
    }

    fn verdict(&mut self, id: &RowId) -> Option<&'c Verdict> {
        let named = self.verdicts.get(&(&*id.doc_id, &*id.statement_id))?;
        let is_same = |other: &RowId| match (other.content_start, id.content_start) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let (id, verdict) = named.iter().find(|(other, _)| is_same(other))?;
        self.found.insert(id);
        Some(verdict)
    }

    fn added_to_last(&mut self) -> Vec<Cells> {
        let Some(last) = self.last.take() else { return Vec::new() };
        let added = self.added.remove(&*self.output.text(&last, "doc_id")).unwrap_or_default();
        added.into_iter().map(|(id, change)| self.statement(id, change, Some(&last))).collect()
    }

    /// The cells of a row in the columns that come out.
    fn mapped(&self, row: &[Cell<'static>]) -> Cells {
        let cell = |name: &String| self.input.place(name.trim()).and_then(|place| row.get(place));
        let names = self.output.names().iter();
        names.map(|name| cell(name).cloned().unwrap_or(Cell::Absent)).collect()
    }

    /// The row of a statement that was added to the article of another row.
    fn statement(&self, id: &RowId, change: &Change, other: Option<&[Cell<'static>]>) -> Cells {
        let mut cells = vec![Cell::Absent; self.output.names().len()];
        let of_article = self.columns.iter().map(String::as_str).chain(["date"]);
        for name in of_article {
            let place = self.output.place(name.trim());
            if let Some(cell) = other.and_then(|other| other.get(place?)) {
                self.set(&mut cells, name, cell.clone());
            }
        }
        self.set(&mut cells, "doc_id", text(&id.doc_id));
        self.set(&mut cells, "statement_id", text(&id.statement_id));
        let nobody = Change { speaker: Some(String::new()), ..Change::default() };
        self.put(&mut cells, &nobody);
        self.put(&mut cells, change);
        self.set(&mut cells, REVIEWED, text("added"));
        cells
    }

    /// Puts in what is otherwise.
    fn put(&self, cells: &mut [Cell<'static>], change: &Change) {
        self.put_speaker(cells, change);
        let words =
            [("source", &change.source), ("cue", &change.cue), ("content", &change.content)];
        for (name, pieces) in words {
            if let Some(pieces) = pieces {
                self.put_words(cells, name, pieces);
            }
        }
        let named = [
            ("kind", change.kind.map(|kind| kind.name())),
            ("attribution_type", change.attribution_type.map(|kind| kind.name())),
            ("within", change.within.as_deref()),
        ];
        for (name, value) in named {
            value.into_iter().for_each(|value| self.set(cells, name, text(value)));
        }
        for (name, number) in [("paragraph", change.paragraph), ("sentence", change.sentence)] {
            number.into_iter().for_each(|number| self.set(cells, name, Cell::Number(number)));
        }
    }

    /// Of a speaker that a reader has named the program is not more or less sure.
    fn put_speaker(&self, cells: &mut [Cell<'static>], change: &Change) {
        let Some(speaker) = &change.speaker else { return };
        let unknown = if speaker.is_empty() { SpeakerKind::None.name() } else { "" };
        let kind = change.speaker_kind.map_or(unknown, SpeakerKind::name);
        self.set(cells, "speaker", text(speaker));
        self.set(cells, "speaker_kind", text(kind));
        self.set(cells, "speaker_role", text(change.speaker_role.as_deref().unwrap_or("")));
        self.set(cells, "speaker_confidence", Cell::Absent);
    }

    fn put_words(&self, cells: &mut [Cell<'static>], name: &str, pieces: &[Piece]) {
        let (words, start, end) = match joined(pieces) {
            Some((words, start, end)) => (text(&words), Cell::Number(start), Cell::Number(end)),
            None => (Cell::Absent, Cell::Absent, Cell::Absent),
        };
        self.set(cells, name, words);
        self.set(cells, &format!("{name}_start"), start);
        self.set(cells, &format!("{name}_end"), end);
    }

    fn set(&self, cells: &mut [Cell<'static>], name: &str, value: Cell<'static>) {
        if let Some(cell) = self.output.place(name.trim()).and_then(|place| cells.get_mut(place)) {
            *cell = value;
        }
    }
}

fn header(columns: &[String]) -> Header {
    let mut options = Options::default();
    options.columns = columns.to_vec();
    Header::new(Table::new(&options).header())
}

fn text(text: &str) -> Cell<'static> {
    Cell::Text(text.to_owned().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Entry;

    fn row(header: &Header, cells: &[(&str, Cell<'static>)]) -> Cells {
        let mut row = vec![Cell::Absent; header.names().len()];
        for (name, cell) in cells {
            row[header.place(name).expect("a column")] = cell.clone();
        }
        row
    }

    fn of(header: &Header, doc: &str, id: &str, start: usize) -> Cells {
        let start = Cell::Number(start);
        let cells = [
            ("doc_id", text(doc)),
            ("statement_id", text(id)),
            ("content_start", start),
            ("speaker", text("Tom Ode")),
            ("speaker_confidence", Cell::Confidence(0.5)),
            ("title", text(&format!("of {doc}"))),
        ];
        row(header, &cells)
    }

    fn corrections(entries: Vec<Entry>) -> Corrections {
        let mut corrections = Corrections::default();
        entries.into_iter().for_each(|entry| corrections.add(entry));
        corrections
    }

    fn mended() -> Change {
        let piece = Piece { start: 4, end: 8, text: "rain".to_owned() };
        Change {
            speaker: Some("Ada Obi".to_owned()),
            content: Some(vec![piece]),
            source: Some(Vec::new()),
            ..Change::default()
        }
    }

    #[test]
    fn cells_that_are_not_corrected_stay() {
        let entry = |id, verdict| Entry::Row { id, verdict };
        let corrections = corrections(vec![
            entry(RowId::new("a", "S1", Some(1)), Verdict::Mend { change: Box::new(mended()) }),
            entry(RowId::new("a", "S2", None), Verdict::Reject),
            entry(RowId::new("z", "S1", None), Verdict::Accept),
        ]);
        let mut corrected = Corrected::new(&["title".to_owned()], &corrections);
        let input = corrected.input().clone();
        let first = corrected.rows(of(&input, "a", "S1", 1)).remove(0);
        let output = corrected.output().clone();
        let cell = |name| output.text(&first, name);
        assert_eq!((cell("speaker"), cell("content")), ("Ada Obi".into(), "rain".into()));
        assert_eq!((cell("content_start"), cell("content_end")), ("4".into(), "8".into()));
        assert_eq!((cell("speaker_confidence"), cell("source")), (String::new(), String::new()));
        assert_eq!((cell("title"), cell(REVIEWED)), ("of a".into(), "mended".into()));
        assert!(corrected.rows(of(&input, "a", "S2", 2)).is_empty());
        let third = corrected.rows(of(&input, "a", "S3", 3)).remove(0);
        assert_eq!(output.text(&third, REVIEWED), "");
        assert_eq!(output.text(&third, "speaker_confidence"), "0.50");
        assert_eq!(corrected.missing(), [&RowId::new("z", "S1", None)]);
    }

    #[test]
    fn article_of_the_same_id_has_rows_of_its_own() {
        let id = RowId::new("a", "S1", Some(1));
        let corrections = corrections(vec![Entry::Row { id, verdict: Verdict::Reject }]);
        let mut corrected = Corrected::new(&["title".to_owned()], &corrections);
        let input = corrected.input().clone();
        assert_eq!(corrected.rows(of(&input, "a", "S1", 7)).len(), 1);
        assert!(corrected.rows(of(&input, "a", "S1", 1)).is_empty());
        let mut kept = Corrected::new(&["title".to_owned()], &corrections).with_rejected(true);
        let marked = kept.rows(of(&input, "a", "S1", 1)).remove(0);
        assert_eq!(kept.output().text(&marked, REVIEWED), "rejected");
    }

    #[test]
    fn row_stands_within_the_next_that_is_left() {
        let reject =
            |id: &str| Entry::Row { id: RowId::new("a", id, None), verdict: Verdict::Reject };
        let corrections = corrections(vec![reject("S2"), reject("S3"), reject("S5")]);
        let within = |keeps_rejected: bool| {
            let mut corrected =
                Corrected::new(&["title".to_owned()], &corrections).with_rejected(keeps_rejected);
            let input = corrected.input().clone();
            let pairs =
                [("S1", ""), ("S2", "S1"), ("S3", "S2"), ("S4", "S3"), ("S5", ""), ("S6", "S5")];
            let rows = pairs.into_iter().flat_map(|(id, outer)| {
                let mut cells = of(&input, "a", id, 1);
                cells[input.place("within").expect("a column")] = text(outer);
                corrected.rows(cells)
            });
            let rows: Vec<Cells> = rows.collect();
            let cell = |row: &Cells| corrected.output().text(row, "within");
            rows.iter().map(cell).collect::<Vec<_>>()
        };
        assert_eq!(within(false), ["", "S1", ""]);
        assert_eq!(within(true), ["", "S1", "S2", "S3", "", "S5"]);
    }

    #[test]
    fn what_was_added_comes_after_the_rows_of_its_article() {
        let add = |doc: &str| Entry::Add {
            id: RowId::new(doc, "S9", Some(4)),
            change: Box::new(mended()),
        };
        let corrections = corrections(vec![add("quiet"), add("a")]);
        let mut corrected = Corrected::new(&["title".to_owned()], &corrections);
        let input = corrected.input().clone();
        let mut rows = corrected.rows(of(&input, "a", "S1", 1));
        rows.extend(corrected.rows(of(&input, "b", "S1", 1)));
        rows.extend(corrected.finish());
        let output = corrected.output();
        let told: Vec<_> = rows
            .iter()
            .map(|row| ["doc_id", "statement_id", "title", REVIEWED].map(|it| output.text(row, it)))
            .collect();
        let expected = [
            ["a", "S1", "of a", ""],
            ["a", "S9", "of a", "added"],
            ["b", "S1", "of b", ""],
            ["quiet", "S9", "", "added"],
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn comments_of_a_table_of_their_own_stay() {
        let corrections = Corrections::default();
        let columns = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            Corrected::new(&names, &corrections).columns().to_vec()
        };
        assert_eq!(columns(&["comment"]), ["comment", REVIEWED]);
        assert_eq!(columns(&["verdict", "comment", "title", "sample_rows"]), ["title", REVIEWED]);
    }

    #[test]
    fn table_that_was_reviewed_before_keeps_what_was_said_then() {
        let corrections = Corrections::default();
        let mut corrected = Corrected::new(&[REVIEWED.to_owned()], &corrections);
        let input = corrected.input().clone();
        let row = row(&input, &[("doc_id", text("a")), (REVIEWED, text("mended"))]);
        let out = corrected.rows(row).remove(0);
        assert_eq!(corrected.output().text(&out, REVIEWED), "mended");
        assert_eq!(corrected.output().names().iter().filter(|name| *name == REVIEWED).count(), 1);
    }
}
