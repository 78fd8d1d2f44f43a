//! Quotation marks of tables as other programs than RFC 4180 write them.
//!
//! R and Spark write a mark within a cell as `\"`, other programs put a blank before the mark that
//! opens a cell. Both would cut a record in the wrong place. On its way to the parser each becomes what
//! the RFC has: `""`, and no blank. A backslash before a mark is taken for such a sign only once a mark
//! follows that can close no cell, because a letter stands behind it; until then a path that ends in
//! a backslash stays one. What is within the rules passes unchanged.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reads a table and gives it with the marks of RFC 4180.
pub(crate) struct Marks<R> {
    input: R,
    /// What was written anew, as far as it was not the same.
    text: Vec<u8>,
    read: usize,
    place: Place,
    is_unclosed: Unclosed,
    ended: bool,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before a cell, after so many blanks that are held back.
    Start(usize),
    Bare,
    Quoted,
    /// After a mark within a quoted cell, which closes it unless another follows.
    Closing,
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
        };
        Self {
            input,
            text: Vec::new(),
            read: 0,
            place,
            is_unclosed: Unclosed::default(),
            ended: false,
        }
    }

    /// Tells, once the table has ended, whether a mark was never closed.
    pub(crate) fn unclosed(&self) -> Unclosed {
        self.is_unclosed.clone()
    }
}

impl<R: Read> Read for Marks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.text.len() && !self.ended && !buffer.is_empty() {
            self.text.clear();
            self.read = 0;
            let count = self.input.read(buffer)?;
            let bytes = buffer.get(..count).unwrap_or_default();
            let unchanged = self.place.pass(bytes);
            self.place.push_all(bytes.get(unchanged..).unwrap_or_default(), &mut self.text);
            if count == 0 {
                self.ended = true;
                let is_unclosed = self.place.end(&mut self.text);
                self.is_unclosed.0.store(is_unclosed, Ordering::Relaxed);
            }
            if unchanged > 0 {
                return Ok(unchanged);
            }
        }
        let mut unread = self.text.get(self.read..).unwrap_or_default();
        let count = unread.read(buffer)?;
        self.read += count;
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
                State::Bare | State::Closing => false,
                _ => true,
            };
            if held_back {
                return at;
            }
            self.state = match (self.state, byte) {
                (State::Quoted, _) => State::Closing,
                (State::Start(_) | State::Closing, b'"') => State::Quoted,
                (_, byte) if self.is_end(byte) => State::Start(0),
                _ => State::Bare,
            };
            at += 1;
        }
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
            State::Closing => {
                text.push(byte);
                self.state = match byte {
                    b'"' => State::Quoted,
                    byte if self.is_end(byte) => State::Start(0),
                    _ => State::Bare,
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

/// Whether the table has blanks before the marks that open its cells: some do, and each of these cells
/// ends with its mark. In a sentence that stands without marks of its own, one of them does not.
fn has_blanks(start: &[u8], delimiter: u8) -> bool {
    let mut place =
        Place { delimiter, has_blanks: true, has_backslashes: false, state: State::Start(0) };
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
            (State::Closing | State::Bare, State::Bare) if is_one_of_them && byte != b' ' => {
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
