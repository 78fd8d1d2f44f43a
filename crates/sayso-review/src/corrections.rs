//! What a file of corrections says in the end.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sayso_export::Offsets;

use crate::{Change, Entry, Error, Plan, RowId, VERSION, Verdict};

/// What was said of the rows of a table: the last word on each, without what was taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// Everything that was said and stands, in its order.
    pub(crate) said: Vec<Said>,
    rows: BTreeMap<RowId, Verdict>,
    plans: Vec<Plan>,
    table: Option<(String, Offsets)>,
    pub(crate) faults: Vec<Fault>,
    whole_bytes: usize,
    /// The number of the last line.
    lines: u64,
}

/// What was said, in which line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) line: u64,
    pub(crate) entry: Entry,
}

/// A line that is none of corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

impl Corrections {
    /// Reads the bytes of a file. A last line without its end was being written when the program was
    /// killed, and counts only if it is whole.
    ///
    /// # Errors
    /// If the file is of a later version, or has lines and none is one of corrections.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut read = Self::default();
        for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            let is_ended = line.ends_with(b"\n");
            // Editors put a mark of the encoding before the first line.
            let plain = line.strip_prefix(MARK).filter(|_| number == 1).unwrap_or(line);
            read.lines = number - 1;
            match serde_json::from_slice(plain) {
                Ok(Entry::Begin { version, .. }) if version > VERSION => {
                    return Err(Error::Version { found: version });
                }
                Ok(entry) => match read.fault_of(&entry) {
                    Some(reason) => read.faults.push(Fault { line: number, reason }),
                    None => read.add(entry),
                },
                Err(_) if plain.iter().all(u8::is_ascii_whitespace) => {}
                Err(_) if !is_ended => break,
                Err(error) => read.faults.push(Fault { line: number, reason: told(&error) }),
            }
            read.whole_bytes += line.len();
        }
        let is_empty = read.said.is_empty() && read.plans.is_empty() && read.table.is_none();
        let rest = bytes.get(read.whole_bytes..).unwrap_or_default();
        // Else the next line would take the place of what somebody else has written.
        let rest = rest.strip_prefix(MARK).unwrap_or(rest);
        let is_other = !read.faults.is_empty() || !begins_alike(rest, &BEGINNING);
        if is_empty && is_other { Err(Error::NoCorrections) } else { Ok(read) }
    }

    /// Takes up what is said next.
    pub fn add(&mut self, entry: Entry) {
        self.lines += 1;
        let line = self.lines;
        match entry {
            Entry::Begin { table, offsets, .. } => self.table = Some((table, offsets)),
            Entry::Plan(plan) => self.plans.push(plan),
            Entry::Undo {} => {
                if let Some(Entry::Row { id, .. }) = self.said.pop().map(|said| said.entry) {
                    self.restore(id);
                }
            }
            Entry::Row { ref id, ref verdict } => {
                self.rows.insert(id.clone(), verdict.clone());
                self.said.push(Said { line, entry });
            }
            Entry::Add { .. } | Entry::Read { .. } => self.said.push(Said { line, entry }),
        }
    }

    /// Puts the row back to what was said of it before, if anything was.
    pub(crate) fn restore(&mut self, id: RowId) {
        let before = self.said.iter().rev().find_map(|said| match &said.entry {
            Entry::Row { id: other, verdict } if *other == id => Some(verdict.clone()),
            _ => None,
        });
        match before {
            Some(verdict) => self.rows.insert(id, verdict),
            None => self.rows.remove(&id),
        };
    }

    /// What is said of the row.
    #[must_use]
    pub fn of(&self, id: &RowId) -> Option<&Verdict> {
        self.rows.get(id)
    }

    /// All rows of which something is said.
    pub fn rows(&self) -> impl Iterator<Item = (&RowId, &Verdict)> {
        self.rows.iter()
    }

    /// The statements that were added, in the order in which they were.
    pub fn added(&self) -> impl Iterator<Item = (&RowId, &Change)> {
        self.said.iter().filter_map(|said| match &said.entry {
            Entry::Add { id, change } => Some((id, &**change)),
            _ => None,
        })
    }

    /// The articles that were read whole.
    #[must_use]
    pub fn read_articles(&self) -> BTreeSet<&str> {
        let read = self.said.iter().filter_map(|said| match &said.entry {
            Entry::Read { doc_id } => Some(&**doc_id),
            _ => None,
        });
        read.collect()
    }

    /// What was last said and not taken back.
    #[must_use]
    pub fn last(&self) -> Option<&Entry> {
        self.said.last().map(|said| &said.entry)
    }

    /// What was to be read, the last plan at the end; of two with one order the later counts, which
    /// goes further.
    #[must_use]
    pub fn plans(&self) -> Vec<&Plan> {
        let mut orders = HashSet::new();
        let is_new = |plan: &&Plan| orders.insert(format!("{:?}", plan.order));
        let mut plans: Vec<&Plan> = self.plans.iter().rev().filter(is_new).collect();
        plans.reverse();
        plans
    }

    /// The name of the table and the unit of its offsets, where the file has them.
    #[must_use]
    pub fn table(&self) -> Option<(&str, Offsets)> {
        self.table.as_ref().map(|(name, offsets)| (&**name, *offsets))
    }

    /// The lines that could not be read.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// So many bytes of the file are whole lines; what comes after them is the rest of one that was
    /// being written, and is cut off before the next is added.
    #[must_use]
    pub fn whole_bytes(&self) -> usize {
        self.whole_bytes
    }
}

/// A line that is no object of the form; what is told of a place counts within the line.
fn told(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", ", column ")
}

/// The mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// How each line that this program writes begins.
pub const BEGINNING: [u8; 7] = *b"{\"do\":\"";

/// Whether both are the same as far as the shorter goes.
fn begins_alike(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(number: usize, verdict: Verdict) -> Entry {
        Entry::Row { id: RowId::new("a", format!("S{number}"), Some(number)), verdict }
    }

    fn file(entries: &[Entry]) -> Vec<u8> {
        entries.iter().flat_map(|entry| entry.line().into_bytes()).collect()
    }

    fn entries() -> Vec<Entry> {
        let piece = crate::Piece { start: 40, end: 44, text: "Rain".to_owned() };
        let change = Change {
            speaker: Some("Ada Obi".to_owned()),
            content: Some(vec![piece]),
            ..Change::default()
        };
        vec![
            Entry::Begin { version: 1, table: "rows.csv".to_owned(), offsets: Offsets::Utf16 },
            row(1, Verdict::Accept),
            row(2, Verdict::Mend { change: Box::new(change.clone()) }),
            Entry::Add { id: RowId::new("a", "S9", Some(40)), change: Box::new(change) },
            row(3, Verdict::Reject),
            Entry::Read { doc_id: "a".to_owned() },
        ]
    }

    #[test]
    fn kill_at_any_byte_costs_at_most_the_line_that_was_being_written() {
        let entries = entries();
        let bytes = file(&entries);
        let mut ends = vec![0];
        for entry in &entries {
            ends.push(ends.last().expect("a first") + entry.line().len());
        }
        for end in 0..=bytes.len() {
            let read = Corrections::read(&bytes[..end]).expect("corrections");
            // A line is whole without its end, too.
            let whole = ends.iter().filter(|line| **line <= end + 1).count() - 1;
            let mut expected = Corrections::default();
            entries[..whole].iter().cloned().for_each(|entry| expected.add(entry));
            assert_eq!(read.said, expected.said, "{end}");
            assert_eq!(read.rows, expected.rows, "{end}");
            assert!(read.whole_bytes() <= end && read.whole_bytes() >= ends[whole].min(end));
            assert!(read.faults().is_empty());
        }
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        let piece = crate::Piece { start: 4, end: 8, text: "Rain".to_owned() };
        let change = move || Change {
            speaker: Some("Ada\n\"Obi\" é".to_owned()),
            content: Some(vec![piece.clone()]),
            ..Change::default()
        };
        (0..7_u8, 0..4_usize).prop_map(move |(what, number)| match what {
            0 => row(number, Verdict::Accept),
            1 => row(number, Verdict::Reject),
            2 => row(number, Verdict::Mend { change: Box::new(change()) }),
            3 => Entry::Add {
                id: RowId::new("a", format!("S{number}"), Some(number)),
                change: Box::new(change()),
            },
            4 => Entry::Read { doc_id: format!("a{number}") },
            _ => Entry::Undo {},
        })
    }

    /// The same with another name for each statement that is added.
    fn numbered(entries: Vec<Entry>) -> Vec<Entry> {
        let named = (1..).zip(entries).map(|(number, entry)| match entry {
            Entry::Add { id, change } => {
                Entry::Add { id: RowId::new(id.doc_id, format!("S1{number}"), None), change }
            }
            other => other,
        });
        named.collect()
    }

    proptest! {
        /// What is on the disk is what was said, and after a kill at any byte what was said before.
        #[test]
        fn file_says_what_was_said(entries in prop::collection::vec(any_entry(), 0..30), cut in 0..9_usize) {
            let entries = numbered(entries);
            let mut said = Corrections::default();
            let mut before = said.clone();
            for entry in &entries {
                before = said.clone();
                said.add(entry.clone());
            }
            let bytes = file(&entries);
            let read = Corrections::read(&bytes).expect("corrections");
            prop_assert_eq!((&read.said, &read.rows), (&said.said, &said.rows));
            let torn = &bytes[..bytes.len().saturating_sub(cut + 2)];
            let read = Corrections::read(torn).expect("corrections");
            prop_assert_eq!((&read.said, &read.rows), (&before.said, &before.rows));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(read) = Corrections::read(&bytes) {
                prop_assert!(read.whole_bytes() <= bytes.len());
            }
        }
    }

    #[test]
    fn entries_read_back_as_they_were() {
        let mut all = entries();
        all.push(Entry::Plan(Plan {
            order: crate::Order::Random { seed: 7 },
            of: 9,
            rows: vec![RowId::new("a", "S1", None)],
            doc_ids: Vec::new(),
        }));
        all.push(Entry::Undo {});
        for entry in all {
            let line = entry.line();
            assert_eq!(serde_json::from_str::<Entry>(&line).expect("an entry"), entry, "{line}");
        }
    }

    #[test]
    fn last_word_counts_until_it_is_taken_back() {
        let mut read = Corrections::default();
        read.add(row(1, Verdict::Accept));
        read.add(row(1, Verdict::Reject));
        let id = RowId::new("a", "S1", Some(1));
        assert_eq!(read.of(&id), Some(&Verdict::Reject));
        read.add(Entry::Undo {});
        assert_eq!(read.of(&id), Some(&Verdict::Accept));
        read.add(Entry::Undo {});
        assert_eq!((read.of(&id), read.rows().count()), (None, 0));
        read.add(Entry::Undo {});
        assert_eq!(read.last(), None);
    }

    #[test]
    fn bad_line_among_good_ones_is_named_and_the_rest_counts() {
        let mut bytes = file(&entries()[..2]);
        bytes.extend_from_slice(b"{\"do\":\"dance\"}\n");
        bytes.extend(file(&[row(5, Verdict::Accept)]));
        let read = Corrections::read(&bytes).expect("corrections");
        assert_eq!((read.rows().count(), read.faults().len()), (2, 1));
        assert_eq!(read.faults()[0].line, 3);
    }

    #[test]
    fn other_files_and_later_versions_are_refused() {
        for other in [&b"doc_id,content\na,Rain\n"[..], b"{\"doc_id\": \"a", b"A note"] {
            assert_eq!(Corrections::read(other), Err(Error::NoCorrections));
        }
        let later = b"{\"do\":\"begin\",\"version\":2,\"table\":\"a\"}\n";
        assert_eq!(Corrections::read(later), Err(Error::Version { found: 2 }));
        assert!(Corrections::read(b"").is_ok());
    }
}
