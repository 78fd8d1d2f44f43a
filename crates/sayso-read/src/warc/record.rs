//! The records of an archive, one after the other, whatever stands between them.
//!
//! A record says its length, and an archive is only as good as that. So behind each record it is
//! looked whether the next one begins. Where it does not, the head of another may lie within what
//! was taken for this one, which is then read again; what belongs to no record is an error of its
//! own. Zeros, white space and byte-order marks between records, as copying and joining leave them,
//! cost nothing.

use std::io::{self, BufRead, Read};

use memchr::memmem;

use crate::lines::read_limited;
use crate::members::begins_within;
use crate::reread::Reread;
use crate::source::Peeked;
use crate::{Error, ErrorKind, Position};

/// The most bytes of a line in the head of a record.
const LINE_LIMIT: u64 = 64 * 1024;

/// The bytes in which the first two lines of a head are found.
const HEAD_LINES: usize = 512;

/// Records of no interest up to this size are kept until it is known that they end where they say.
const KEPT_BY_THE_WAY: u64 = 1 << 20;

/// What is read again is bounded, so that an archive of false lengths takes no more than this many
/// times as long as one of true ones.
const MOST_READ_AGAIN: u64 = 8;

/// What the head of a record says.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) kind: String,
    pub(super) address: String,
    pub(super) date: String,
    pub(super) media: String,
    pub(super) id: String,
    pub(super) origin: String,
    pub(super) segment: Option<u64>,
    pub(super) is_last_segment: bool,
    /// The archiver says that it did not keep the whole.
    pub(super) is_truncated: bool,
    length: Option<u64>,
}

/// A record: its head and its bytes.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) head: Head,
    pub(super) body: Vec<u8>,
}

/// Reads records.
pub(super) struct Records {
    input: Reread,
    limit: u64,
    position: Position,
    next_byte: u64,
    read_again: u64,
    /// The first line of a head was read, and what came before it told.
    is_in_head: bool,
    /// The last record was told as faulty, and what follows is likely the rest of it.
    is_after_fault: bool,
    /// What is wrong with the bytes behind the last record.
    failed: Option<io::Error>,
    /// The first bytes behind the last record, as far as they are padding.
    padding: Vec<u8>,
}

impl Records {
    /// Records of more bytes than the limit are errors.
    pub(super) fn new(source: Peeked, limit: u64) -> Self {
        let input = Reread::new(source);
        let position = Position::default();
        Self {
            input,
            limit,
            position,
            next_byte: 0,
            read_again: 0,
            is_in_head: false,
            is_after_fault: false,
            failed: None,
            padding: Vec::new(),
        }
    }

    /// Where the record that was read last begins.
    pub(super) const fn position(&self) -> Position {
        self.position
    }

    /// The next record of which the bytes are wanted, or `None` at the end. After an error the next
    /// ones follow, but for errors of the operating system.
    pub(super) fn next(&mut self, wanted: fn(&Head) -> bool) -> Result<Option<Record>, Error> {
        let next = self.read_next(wanted);
        self.is_after_fault = next.is_err() && !self.is_in_head;
        next
    }

    fn read_next(&mut self, wanted: fn(&Head) -> bool) -> Result<Option<Record>, Error> {
        if let Some(error) = self.failed.take() {
            return Err(error.into());
        }
        while self.find_head()? {
            self.is_in_head = false;
            let head = self.read_fields()?;
            let Some(length) = head.length else {
                return Err(Error::new(ErrorKind::Damaged("a record of WARC without its length")));
            };
            let is_wanted = wanted(&head);
            if length > if is_wanted { self.limit } else { KEPT_BY_THE_WAY } {
                self.pass_over(length, &head)?;
                if is_wanted {
                    return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
                }
                continue;
            }
            let body = self.read_body(length)?;
            if is_wanted {
                return Ok(Some(Record { head, body }));
            }
        }
        Ok(None)
    }

    fn read_body(&mut self, length: u64) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        let read = self.input.by_ref().take(length).read_to_end(&mut body);
        self.next_byte += body.len() as u64;
        read?;
        let is_cut_off = (body.len() as u64) < length;
        let end = self.next_byte;
        if !is_cut_off && self.next_begins()? {
            return Ok(body);
        }
        if !is_cut_off {
            // What was gone over may be the ends of the lines of a head.
            body.append(&mut self.padding);
            self.read_on(&mut body, end)?;
        }
        if let Some(at) = head_within(&body)
            && self.put_back(body.get(at..).unwrap_or_default())
        {
            let what = "a record of WARC that says it is longer than it is";
            return Err(Error::new(ErrorKind::Damaged(what)));
        }
        if is_cut_off {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(body)
    }

    /// Puts bytes back, unless too many were already.
    fn put_back(&mut self, bytes: &[u8]) -> bool {
        let count = bytes.len() as u64;
        if self.read_again + count > self.next_byte * MOST_READ_AGAIN + KEPT_BY_THE_WAY {
            return false;
        }
        self.read_again += count;
        self.next_byte -= count;
        self.input.put_back(bytes);
        true
    }

    /// Goes over the padding between records, and says whether a record begins or the file ends.
    fn next_begins(&mut self) -> io::Result<bool> {
        self.padding.clear();
        let start = self.next_byte;
        loop {
            let behind = self.next_byte - start;
            let buffer = match self.input.fill_buf() {
                Err(error) if begins_within(&error, behind) => {
                    self.failed = Some(error);
                    return Ok(true);
                }
                buffer => buffer?,
            };
            let count = buffer.iter().take_while(|byte| is_padding(**byte)).count();
            if count == 0 {
                return match self.input.peek(6) {
                    Ok(next) => Ok(next.is_empty() || is_head(next)),
                    Err(error) => self.is_of_next(error, behind),
                };
            }
            let room = HEAD_LINES.saturating_sub(self.padding.len()).min(count);
            self.padding.extend_from_slice(buffer.get(..room).unwrap_or_default());
            self.input.consume(count);
            self.next_byte += count as u64;
        }
    }

    /// Keeps the error for the next record where its stream begins behind this one, so many bytes ago
    /// and those that were looked at, which belong to no line.
    fn is_of_next(&mut self, error: io::Error, behind: u64) -> io::Result<bool> {
        let looked_at = self.input.forget_back() as u64;
        self.next_byte += looked_at;
        if begins_within(&error, behind + looked_at) {
            self.failed = Some(error);
            return Ok(true);
        }
        Err(error)
    }

    /// Reads the first line of the next record, and says whether there is one. What stands before it
    /// and is no padding is an error, after which the record comes; but for the rest of a faulty
    /// record, unless fields show that another one lies in it whose first line is damaged.
    fn find_head(&mut self) -> Result<bool, Error> {
        let mut line = Vec::new();
        let (mut stray, mut has_fields) = (0, false);
        while !self.is_in_head {
            let start = self.next_byte;
            if !self.read_line(&mut line)? {
                break;
            }
            let padding = line.iter().take_while(|byte| is_padding(**byte)).count();
            let text = line.get(padding..).unwrap_or_default();
            if is_head(text) {
                self.position.record += 1;
                self.position.byte = start + padding as u64;
                self.is_in_head = true;
            } else {
                stray += text.len() as u64;
                has_fields |= text.starts_with(b"WARC-");
            }
        }
        let is_told = self.is_after_fault && !has_fields;
        if stray > 0 && !is_told { Err(strays(stray)) } else { Ok(self.is_in_head) }
    }

    fn read_fields(&mut self) -> Result<Head, Error> {
        let mut head = Head::default();
        let mut line = Vec::new();
        while self.read_line(&mut line)? && !line.trim_ascii().is_empty() {
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else { continue };
            head.add(&name.trim().to_ascii_lowercase(), value.trim());
        }
        Ok(head)
    }

    /// Reads a line and says whether there was one.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let (count, _) = read_limited(&mut self.input, LINE_LIMIT, line)?;
        self.next_byte += count;
        Ok(count > 0)
    }

    /// Adds bytes so that a head of which the body has the first ones is whole in it. They are put
    /// back with it, or belong to no record.
    fn read_on(&mut self, body: &mut Vec<u8>, end_of_record: u64) -> io::Result<()> {
        let start = body.len().saturating_sub(HEAD_LINES);
        let end = body.get(start..).unwrap_or_default();
        if memchr::memrchr(b'W', end).is_none() {
            return Ok(());
        }
        let next = match self.input.peek(HEAD_LINES) {
            Ok(next) => next,
            Err(error) => {
                let behind = self.next_byte - end_of_record;
                return self.is_of_next(error, behind).map(|_| ());
            }
        };
        let both = [end, next].concat();
        if head_within(&both).is_some_and(|at| at < end.len()) {
            let count = self.input.by_ref().take(HEAD_LINES as u64).read_to_end(body)?;
            self.next_byte += count as u64;
        }
        Ok(())
    }

    /// Goes over the bytes of a record that is not read. One that is larger than any page may have a
    /// false length, so that the head of another is looked for in it; but where its own answer says
    /// that it is so large, or it is an archive itself.
    fn pass_over(&mut self, length: u64, head: &Head) -> Result<(), Error> {
        let is_true = match self.input.peek(HEAD_LINES) {
            Ok(start) => says_length(start, length) || holds_archive(start, &head.media),
            Err(error) => {
                self.next_byte += self.input.forget_back() as u64;
                return Err(error.into());
            }
        };
        let mut left = length;
        while left > 0 {
            let buffer = self.input.fill_buf()?;
            let there = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if there == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            let sign = memmem::find(buffer.get(..there).unwrap_or_default(), b"WARC/");
            let sign = sign.filter(|_| !is_true);
            // The first letters of a head may be the last ones of the buffer.
            let whole = if is_true || there as u64 == left { 0 } else { there.min(4) };
            let count =
                sign.unwrap_or(there - whole).max(usize::from(sign.is_none() && there <= whole));
            self.input.consume(count);
            left -= count as u64;
            self.next_byte += count as u64;
            if sign.is_some() {
                if head_within(self.input.peek(HEAD_LINES)?) == Some(0) {
                    let what = "a record of WARC that says it is longer than it is";
                    return Err(Error::new(ErrorKind::Damaged(what)));
                }
                self.input.consume(1);
                left -= 1;
                self.next_byte += 1;
            }
        }
        Ok(())
    }
}

impl Head {
    fn add(&mut self, name: &str, value: &str) {
        match name {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut self.address),
            "warc-date" => value.clone_into(&mut self.date),
            "warc-record-id" => value.clone_into(&mut self.id),
            "warc-segment-origin-id" => value.clone_into(&mut self.origin),
            "warc-segment-number" => self.segment = value.parse().ok(),
            "warc-segment-total-length" => self.is_last_segment = true,
            "warc-truncated" => self.is_truncated = true,
            "content-type" => self.media = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }
}

fn strays(bytes: u64) -> Error {
    Error::new(ErrorKind::StrayBytes { bytes })
}

/// Whether the byte is white space, zero, or of a byte-order mark.
const fn is_padding(byte: u8) -> bool {
    matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf)
}

/// Whether a record begins with the bytes.
fn is_head(start: &[u8]) -> bool {
    start.strip_prefix(b"WARC/").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
}

/// Whether the answer of a server that begins with the bytes says itself that it is so long.
fn says_length(start: &[u8], record: u64) -> bool {
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let head = start.split("\r\n\r\n").next().unwrap_or_default();
    let value = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let said: Option<u64> = value.and_then(|value| value.trim().parse().ok());
    // The record holds the head of the answer too.
    said.is_some_and(|said| said <= record && record - said <= LINE_LIMIT)
}

/// Whether what begins with the bytes, or is of the type, may be an archive.
fn holds_archive(start: &[u8], media: &str) -> bool {
    const KINDS: [&str; 4] = ["warc", "zip", "octet-stream", "x-tar"];
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let field = start.lines().find(|line| line.starts_with("content-type:")).unwrap_or_default();
    KINDS.iter().any(|kind| field.contains(kind) || media.contains(kind))
}

/// Where within the bytes the head of another record begins.
fn head_within(body: &[u8]) -> Option<usize> {
    memmem::find_iter(body, b"WARC/").find(|at| {
        let rest = body.get(*at..).unwrap_or_default();
        let lines = rest.get(..rest.len().min(200)).unwrap_or_default();
        let next = memmem::find(lines, b"\n").and_then(|end| lines.get(end + 1..));
        let has_field = |next: &[u8]| {
            let start = next.get(..8).unwrap_or_default().to_ascii_lowercase();
            start.starts_with(b"warc-") || start.starts_with(b"content-")
        };
        is_head(rest) && next.is_some_and(has_field)
    })
}
