//! Records that lie in an archive in several segments.

use std::collections::BTreeMap;

use super::record::Record;
use crate::{Error, ErrorKind};

/// Segments that wait for the others, by the name of their first one.
#[derive(Debug)]
pub(super) struct Segments {
    limit: u64,
    waiting: BTreeMap<String, (Record, u64)>,
}

impl Segments {
    /// What is joined has at most as many bytes as the limit, all that waits together.
    pub(super) const fn new(limit: u64) -> Self {
        Self { limit, waiting: BTreeMap::new() }
    }

    /// The record itself where it has no segments, or the whole once its last segment came.
    pub(super) fn add(&mut self, record: Record) -> Result<Option<Record>, Error> {
        match (record.head.segment, record.head.kind == "continuation") {
            (None, false) => Ok(Some(record)),
            (_, false) => self.wait(record),
            (number, true) => self.append(&record, number.unwrap_or_default()),
        }
    }

    fn wait(&mut self, record: Record) -> Result<Option<Record>, Error> {
        self.check(record.body.len())?;
        self.waiting.insert(record.head.id.clone(), (record, 1));
        Ok(None)
    }

    fn append(&mut self, record: &Record, number: u64) -> Result<Option<Record>, Error> {
        let is_next = |(_, last): &(Record, u64)| *last + 1 == number;
        if !self.waiting.get(&record.head.origin).is_some_and(is_next) {
            self.waiting.remove(&record.head.origin);
            return Err(Error::new(ErrorKind::Damaged(
                "a segment of a record whose other segments are not before it in the file",
            )));
        }
        self.check(record.body.len())?;
        let Some((mut whole, last)) = self.waiting.remove(&record.head.origin) else {
            return Ok(None);
        };
        whole.body.extend_from_slice(&record.body);
        if record.head.is_last_segment {
            return Ok(Some(whole));
        }
        self.waiting.insert(record.head.origin.clone(), (whole, last + 1));
        Ok(None)
    }

    fn check(&mut self, more: usize) -> Result<(), Error> {
        let waiting: usize = self.waiting.values().map(|(record, _)| record.body.len()).sum();
        if (waiting + more) as u64 > self.limit {
            self.waiting.clear();
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        Ok(())
    }

    /// An error for one of the records whose last segment never came, if any are left.
    pub(super) fn lost(&mut self) -> Option<Error> {
        self.waiting.pop_first()?;
        Some(Error::new(ErrorKind::Damaged("a record whose last segment is not in the file")))
    }
}
