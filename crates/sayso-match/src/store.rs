//! Bytes that are kept until they are asked for: in memory as far as a budget goes, then on the disk.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};

use crate::Error;

/// A list of bytes to whose end is written, and which is read at any place afterwards.
#[derive(Debug)]
pub(crate) struct Store {
    memory: Vec<u8>,
    budget: usize,
    disk: Option<BufWriter<File>>,
    /// The bytes on the disk.
    written: u64,
}

/// The bytes of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    start: u64,
    length: u32,
}

impl Store {
    /// A store that holds no more than this in memory.
    pub(crate) fn new(budget: usize) -> Self {
        Self { memory: Vec::new(), budget, disk: None, written: 0 }
    }

    /// Puts a record at the end. Its first 4 GiB count.
    pub(crate) fn add(&mut self, record: &[u8]) -> Result<Place, Error> {
        let length = u32::try_from(record.len()).unwrap_or(u32::MAX);
        let start = self.memory.len() as u64 + self.written;
        if self.disk.is_none() && self.memory.len() + record.len() <= self.budget {
            self.memory.extend_from_slice(record);
        } else {
            self.write(record).map_err(Error::temporary)?;
        }
        Ok(Place { start, length })
    }

    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        let disk = match &mut self.disk {
            Some(disk) => disk,
            None => self.disk.insert(BufWriter::with_capacity(1 << 16, tempfile::tempfile()?)),
        };
        disk.write_all(record)?;
        self.written += record.len() as u64;
        Ok(())
    }

    /// Writes what is left, so that all can be read.
    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        self.disk.as_mut().map_or(Ok(()), BufWriter::flush).map_err(Error::temporary)
    }

    /// The record at the place, into the buffer where it is on the disk.
    pub(crate) fn read<'b>(
        &'b self,
        place: Place,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b [u8], Error> {
        let (start, length) = (place.start, place.length as usize);
        let in_memory = self.memory.len() as u64;
        if let Some(on_disk) = start.checked_sub(in_memory)
            && let Some(disk) = &self.disk
        {
            buffer.resize(length, 0);
            read_at(disk.get_ref(), buffer, on_disk).map_err(Error::temporary)?;
            return Ok(buffer);
        }
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        Ok(self.memory.get(start..start.saturating_add(length)).unwrap_or_default())
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    let mut done = 0;
    while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match std::os::windows::fs::FileExt::seek_read(file, rest, at + done as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => done += read,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_from_memory_and_disk() {
        let mut store = Store::new(10);
        let records = ["four", "", "and six", "more", "x"];
        let places = records.map(|record| store.add(record.as_bytes()).expect("room"));
        store.flush().expect("written");
        assert!(store.memory.len() <= 10 && store.written > 0);
        let mut buffer = Vec::new();
        for (record, place) in records.iter().zip(places) {
            assert_eq!(store.read(place, &mut buffer).expect("read"), record.as_bytes());
        }
    }
}
