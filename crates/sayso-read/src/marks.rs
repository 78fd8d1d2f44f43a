//! Quotation marks of tables as other programs than RFC 4180 write them.
//!
//! R and Spark write a mark within a cell as `\"`, other programs put a blank before the mark that
//! opens a cell. Both would cut a record in the wrong place. On its way to the parser each becomes what
//! the RFC has: `""`, and no blank. A backslash before a mark is taken for such a sign only once a mark
//! follows that can close no cell, because a letter stands behind it; until then a path that ends in
//! a backslash stays one. What is within the rules passes unchanged.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Reads a table and gives it with the marks of RFC 4180.
pub(crate) struct Marks<R> {
    input: R,
    /// What was written anew, as far as it was not the same.
    text: Vec<u8>,
    read: usize,
    place: Place,
    is_unclosed: Unclosed,
    loose: Loose,
    /// So many bytes were given.
    given: u64,
    /// Marks are signs like others, so that everything passes.
    passes: bool,
    ended: bool,
}

/// Cells that go on behind the mark that closes them: how many, and the byte of the first.
///
/// They lose their marks, and where one of them was never closed, it has swallowed what follows up to
/// the next mark.
#[derive(Clone, Debug)]
pub(crate) struct Loose(Arc<(AtomicU64, AtomicU64)>);

impl Loose {
    fn new() -> Self {
        Self(Arc::new((AtomicU64::new(0), AtomicU64::new(u64::MAX))))
    }

    fn add(&self, cells: u64, first: u64) {
        self.0.0.fetch_add(cells, Ordering::Relaxed);
        self.0.1.fetch_min(first, Ordering::Relaxed);
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.0.load(Ordering::Relaxed)
    }

    /// Whether the first of them lies before the byte.
    pub(crate) fn lies_before(&self, byte: u64) -> bool {
        self.0.1.load(Ordering::Relaxed) < byte
    }
}

/// Whether the table has ended within a mark that was opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unclosed(Arc<AtomicBool>);

impl Unclosed {
    pub(crate) fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Where in the table the next byte stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    delimiter: u8,
    /// Blanks may stand before the mark that opens a cell.
    has_blanks: bool,
    /// A backslash stands before a mark within a cell.
    has_backslashes: bool,
    state: State,
    /// Cells that went on behind their closing mark since this was taken, and where the first did.
    loose: Option<(u64, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before a cell, after so many blanks that are held back.
    Start(usize),
    Bare,
    Quoted,
    /// After a mark within a quoted cell, which closes it unless another follows.
    Closing,
    /// After a mark that closes a cell and blanks.
    Behind,
    /// After a backslash within a quoted cell, which is held back.
    Slash,
    /// After a backslash and a mark, both held back.
    SlashMark,
    /// After two backslashes, both held back.
    TwoSlashes,
}

impl<R: Read> Marks<R> {
    /// The table, whose first bytes are known.
    pub(crate) fn new(input: R, delimiter: u8, start: &[u8]) -> Self {
        let place = Place {
            delimiter,
            has_blanks: has_blanks(start, delimiter),
            has_backslashes: false,
            state: State::Start(0),
            loose: None,
        };
        Self {
            input,
            text: Vec::new(),
            read: 0,
            place,
            is_unclosed: Unclosed::default(),
            loose: Loose::new(),
            given: 0,
            passes: false,
            ended: false,
        }
    }

    /// The table as it is.
    pub(crate) fn passing(input: R) -> Self {
        Self { passes: true, ..Self::new(input, b'\t', b"") }
    }

    /// Tells of the cells that were found in a piece that begins so many bytes behind what was given.
    fn tell_loose(&mut self, behind: usize) {
        if let Some((cells, first)) = self.place.loose.take() {
            self.loose.add(cells, self.given + (behind + first) as u64);
        }
    }

    /// Tells of cells that go on behind their closing mark.
    pub(crate) fn loose(&self) -> Loose {
        self.loose.clone()
    }

    /// Tells, once the table has ended, whether a mark was never closed.
    pub(crate) fn unclosed(&self) -> Unclosed {
        self.is_unclosed.clone()
    }
}

impl<R: Read> Read for Marks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passes {
            return self.input.read(buffer);
        }
        while self.read == self.text.len() && !self.ended && !buffer.is_empty() {
            self.text.clear();
            self.read = 0;
            let count = self.input.read(buffer)?;
            let bytes = buffer.get(..count).unwrap_or_default();
            let unchanged = self.place.pass(bytes);
            self.tell_loose(0);
            self.place.push_all(bytes.get(unchanged..).unwrap_or_default(), &mut self.text);
            self.tell_loose(unchanged);
            if count == 0 {
                self.ended = true;
                let is_unclosed = self.place.end(&mut self.text);
                self.is_unclosed.0.store(is_unclosed, Ordering::Relaxed);
            }
            if unchanged > 0 {
                self.given += unchanged as u64;
                return Ok(unchanged);
            }
        }
        let mut unread = self.text.get(self.read..).unwrap_or_default();
        let count = unread.read(buffer)?;
        self.read += count;
        self.given += count as u64;
        Ok(count)
    }
}

impl Place {
    /// Goes over the bytes as far as they stay what they are, which those of most tables do to the end:
    /// so many.
    fn pass(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            at += self.plain(rest).unwrap_or(rest.len());
            let Some(&byte) = bytes.get(at) else { return at };
            let held_back = match self.state {
                State::Start(0) => byte == b' ' && self.has_blanks,
                State::Quoted => byte == b'\\',
                State::Bare | State::Closing | State::Behind => false,
                _ => true,
            };
            if held_back {
                return at;
            }
            self.state = match (self.state, byte) {
                (State::Quoted, _) => State::Closing,
                (State::Start(_) | State::Closing, b'"') => State::Quoted,
                (_, byte) if self.is_end(byte) => State::Start(0),
                (State::Closing | State::Behind, byte) => self.goes_on(byte, at),
                _ => State::Bare,
            };
            at += 1;
        }
    }

    /// What the cell is once the byte stands behind its closing mark: blanks there are nothing.
    fn goes_on(&mut self, byte: u8, at: usize) -> State {
        if byte == b' ' {
            return State::Behind;
        }
        let (cells, first) = self.loose.unwrap_or((0, at));
        self.loose = Some((cells + 1, first));
        State::Bare
    }

    /// How many bytes from here on can change nothing; none where all can.
    fn plain(&self, bytes: &[u8]) -> Option<usize> {
        match self.state {
            State::Quoted => memchr::memchr2(b'"', b'\\', bytes),
            State::Bare => memchr::memchr3(self.delimiter, b'\n', b'\r', bytes),
            _ => Some(0),
        }
    }

    fn push_all(&mut self, mut bytes: &[u8], text: &mut Vec<u8>) {
        loop {
            // What can change nothing is passed on in one piece.
            let length = self.plain(bytes).unwrap_or(bytes.len());
            text.extend_from_slice(bytes.get(..length).unwrap_or_default());
            let Some((&byte, rest)) = bytes.get(length..).and_then(<[u8]>::split_first) else {
                return;
            };
            self.push(byte, text);
            bytes = rest;
        }
    }

    fn push(&mut self, byte: u8, text: &mut Vec<u8>) {
        match self.state {
            State::Start(blanks) => self.push_at_start(blanks, byte, text),
            State::Bare => {
                text.push(byte);
                self.state = if self.is_end(byte) { State::Start(0) } else { State::Bare };
            }
            State::Quoted => self.push_quoted(byte, text),
            State::Closing | State::Behind => {
                text.push(byte);
                self.state = match byte {
                    b'"' if self.state == State::Closing => State::Quoted,
                    byte if self.is_end(byte) => State::Start(0),
                    _ => self.goes_on(byte, text.len() - 1),
                };
            }
            State::Slash => self.push_after_slash(byte, text),
            State::SlashMark => self.push_after_mark(byte, text),
            State::TwoSlashes if byte == b'"' => {
                // A backslash that ends the cell, written as two.
                text.extend_from_slice(b"\\\"");
                self.state = State::Closing;
            }
            State::TwoSlashes => {
                text.extend_from_slice(b"\\\\");
                self.push_quoted(byte, text);
            }
        }
    }

    fn push_at_start(&mut self, blanks: usize, byte: u8, text: &mut Vec<u8>) {
        if byte == b' ' && self.has_blanks {
            self.state = State::Start(blanks + 1);
            return;
        }
        if byte != b'"' {
            text.resize(text.len() + blanks, b' ');
        }
        text.push(byte);
        self.state = match byte {
            b'"' => State::Quoted,
            byte if self.is_end(byte) => State::Start(0),
            _ => State::Bare,
        };
    }

    fn push_quoted(&mut self, byte: u8, text: &mut Vec<u8>) {
        self.state = match byte {
            b'\\' => State::Slash,
            b'"' => State::Closing,
            _ => State::Quoted,
        };
        if self.state != State::Slash {
            text.push(byte);
        }
    }

    fn push_after_slash(&mut self, byte: u8, text: &mut Vec<u8>) {
        match byte {
            b'"' if self.has_backslashes => {
                text.extend_from_slice(b"\"\"");
                self.state = State::Quoted;
            }
            b'"' => self.state = State::SlashMark,
            b'\\' if self.has_backslashes => self.state = State::TwoSlashes,
            b'\\' => text.push(b'\\'),
            _ => {
                text.push(b'\\');
                self.push_quoted(byte, text);
            }
        }
    }

    fn push_after_mark(&mut self, byte: u8, text: &mut Vec<u8>) {
        if byte == b'"' || self.is_end(byte) {
            text.extend_from_slice(&[b'\\', b'"', byte]);
            self.state = if byte == b'"' { State::Quoted } else { State::Start(0) };
            return;
        }
        // No cell ends here, so the mark is one of the cell.
        self.has_backslashes = true;
        text.extend_from_slice(b"\"\"");
        self.push_quoted(byte, text);
    }

    /// Gives what is held back, and says whether a mark is still open.
    fn end(&mut self, text: &mut Vec<u8>) -> bool {
        let held: &[u8] = match self.state {
            State::Slash => b"\\",
            State::SlashMark => b"\\\"",
            State::TwoSlashes => b"\\\\",
            _ => b"",
        };
        text.extend_from_slice(held);
        matches!(self.state, State::Quoted | State::Slash | State::TwoSlashes)
    }

    /// Whether a cell ends before the byte.
    fn is_end(&self, byte: u8) -> bool {
        byte == self.delimiter || matches!(byte, b'\n' | b'\r')
    }
}

/// Whether the marks of the table are signs like others, as in tables that are parted by tabs and were
/// written without any: a cell that begins with one goes on behind another, and none has one for the
/// sake of what stands in it.
pub(crate) fn are_text(start: &[u8], delimiter: u8) -> bool {
    let end = start.iter().rposition(|byte| *byte == b'\n').unwrap_or(start.len());
    let lines = start.get(..end).unwrap_or_default().split(|byte| *byte == b'\n');
    let mut is_loose = false;
    for cell in lines.flat_map(|line| line.split(|byte| *byte == delimiter)) {
        let cell = cell.strip_suffix(b"\r").unwrap_or(cell);
        if !cell.starts_with(b"\"") {
            continue;
        }
        let marks = cell.iter().filter(|byte| **byte == b'"').count();
        let has_two = memchr::memmem::find(cell.get(1..).unwrap_or_default(), b"\"\"").is_some();
        if marks % 2 == 1 || has_two || memchr::memmem::find(cell, b"\\\"").is_some() {
            return false;
        }
        is_loose |= !cell.ends_with(b"\"");
    }
    is_loose
}

/// Whether the table has blanks before the marks that open its cells: some do, and each of these cells
/// ends with its mark. In a sentence that stands without marks of its own, one of them does not.
fn has_blanks(start: &[u8], delimiter: u8) -> bool {
    let mut place = Place {
        delimiter,
        has_blanks: true,
        has_backslashes: false,
        state: State::Start(0),
        loose: None,
    };
    let (mut found, mut is_one_of_them) = (false, false);
    let (mut nowhere, mut rest) = (Vec::new(), start);
    loop {
        // Behind a mark with a blank before it, each byte counts.
        let is_plain = !(is_one_of_them && place.state == State::Bare);
        let length = is_plain.then(|| place.plain(rest).unwrap_or(rest.len()));
        let Some((&byte, after)) =
            rest.get(length.unwrap_or_default()..).and_then(<[u8]>::split_first)
        else {
            return found;
        };
        rest = after;
        let before = place.state;
        place.push(byte, &mut nowhere);
        nowhere.clear();
        match (before, place.state) {
            (State::Start(blanks), State::Quoted) => {
                is_one_of_them = blanks > 0;
                found |= is_one_of_them;
            }
            (State::Closing | State::Behind | State::Bare, State::Bare)
                if is_one_of_them && byte != b' ' =>
            {
                return false;
            }
            (_, State::Start(_)) => is_one_of_them = false,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(table: &str) -> (String, bool) {
        let mut marks = Marks::new(table.as_bytes(), b',', table.as_bytes());
        let unclosed = marks.unclosed();
        let mut text = String::new();
        marks.read_to_string(&mut text).expect("memory can be read");
        (text, unclosed.is_so())
    }

    fn cells(table: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(Marks::new(table.as_bytes(), b',', table.as_bytes()));
        let records = reader.records().map(|record| record.expect("a record"));
        records.map(|record| record.iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn backslash_before_a_mark_is_a_mark_of_the_cell() {
        let table = "c,\"He said \\\"rain\\\", and \\\"snow\\\"\",1\nd,\"C:\\\\\",2\n";
        assert_eq!(
            cells(table),
            [["c", "He said \"rain\", and \"snow\"", "1"], ["d", "C:\\", "2"]]
        );
    }

    #[test]
    fn backslash_at_the_end_of_a_cell_is_no_sign() {
        let table = "a,\"C:\\dir\\\",1\nb,\"x\"\"\\\"\"y\",2\n";
        assert_eq!(read(table), (table.to_owned(), false));
        assert_eq!(cells(table), [["a", "C:\\dir\\", "1"], ["b", "x\"\\\"y", "2"]]);
    }

    #[test]
    fn blank_before_an_opening_mark_is_passed_over_where_all_cells_are_so() {
        let table = "\"id\", \"text\", \"n\"\n\"1\",  \"Rain, he said.\n\nSnow.\", 15\n";
        assert_eq!(cells(table)[1], ["1", "Rain, he said.\n\nSnow.", " 15"]);
        let prose = "id,text\n1, \"Rain\" he said\n";
        assert_eq!(read(prose).0, prose);
    }

    #[test]
    fn mark_that_is_never_closed_is_told() {
        assert!(read("a,\"Rain\nb,Snow\n").1);
        assert!(!read("a,\"Rain\"\nb,5\" of snow\n").1);
        assert!(!read("a,\"Rain\"").1);
    }

    #[test]
    fn cells_that_go_on_behind_their_mark_are_counted() {
        let loose = |table: &str, size: usize| {
            let mut marks = Marks::new(table.as_bytes(), b',', table.as_bytes());
            let loose = marks.loose();
            let mut piece = vec![0; size];
            while marks.read(&mut piece).expect("memory") > 0 {}
            (loose.count(), (0..99).find(|byte| loose.lies_before(*byte)))
        };
        for size in [1, 3, 64] {
            assert_eq!(
                loose("1,\"No,\" Bo said.\n2,\"Yes\" she said\n", size),
                (2, Some(9)),
                "{size}"
            );
            assert_eq!(loose("1,\"No\" ,x\n2,\"a\"\"b\"\n", size).0, 0, "{size}");
            assert_eq!(loose("a,\"Rain.\nb,\"Snow.\"\n", size).0, 1, "{size}");
        }
    }

    #[test]
    fn marks_are_text_where_none_protects_a_cell() {
        assert!(are_text(
            b"id\ttext\n1\t\"No,\" he said.\n2\t\"Yes,\" she said. \"Now.\"\n",
            b'\t'
        ));
        for table in [
            "id\ttext\n1\t\"No.\"\n",
            "id\ttext\n1\t\"No,\" he said.\n2\t\"a\tb\"\n",
            "id\ttext\n1\t\"No,\" he said.\n2\t\"a \"\"b\"\" c\"\n",
            "id\ttext\n1\tHe said \"no\".\n",
        ] {
            assert!(!are_text(table.as_bytes(), b'\t'), "{table}");
        }
    }

    proptest! {
        #[test]
        fn what_is_within_the_rules_passes_unchanged(
            rows in proptest::collection::vec(proptest::collection::vec("[ab ,\"\n\\\\]{0,6}", 2..4), 1..5)
        ) {
            let mut writer = csv::WriterBuilder::new()
                .quote_style(csv::QuoteStyle::Always).flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).expect("memory");
            }
            let table = String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8");
            prop_assert_eq!(read(&table), (table.clone(), false));
            prop_assert_eq!(cells(&table), rows);
        }

        #[test]
        fn pieces_make_no_difference(table in "[a ,\"\n\\\\]{0,40}", size in 1_usize..9) {
            let whole = read(&table).0;
            let mut marks = Marks::new(table.as_bytes(), b',', table.as_bytes());
            let (mut text, mut piece) = (Vec::new(), vec![0; size]);
            while let count @ 1.. = marks.read(&mut piece).expect("memory can be read") {
                text.extend_from_slice(&piece[..count]);
            }
            prop_assert_eq!(String::from_utf8_lossy(&text), whole);
        }

        #[test]
        fn any_bytes_pass_in_any_pieces(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut all = Vec::new();
            let mut marks = Marks::new(bytes.as_slice(), b',', &bytes);
            marks.read_to_end(&mut all).expect("memory");
            prop_assert!(all.len() <= bytes.len());
        }
    }
}
