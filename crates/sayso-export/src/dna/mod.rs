//! A database of Discourse Network Analyzer 3 (Leifeld), in SQLite: open it there with the password
//! "sayso", and assign concepts.
//!
//! A statement is a "DNA Statement" over its content, in units of UTF-16 and with line feeds alone, as the
//! window of that program counts. Its person or organization is the speaker; several who speak together
//! have a statement each. What it is about is not said by sayso: its concept is the empty one, as in a
//! statement that a coder has just made, and its agreement the default. The kind, the type, both
//! confidences in percent, and cue and source are variables of their own. All is coder "sayso"'s, so that
//! it can be told from, and compared with, what people code.

mod entities;

use std::fs::File;
use std::io::{self, Write};

use rusqlite::{Connection, params};
use sayso_text::{Document, Speaker, SpeakerKind, Statement};
use tempfile::NamedTempFile;

use entities::{Entities, Variable, shortened};

use crate::line_feeds::LineFeeds;
use crate::row::{rounded, statement_id};
use crate::writer::{Writer, Written};
use crate::{Error, OffsetMap, Offsets, Options};

const SCHEMA: &str = include_str!("schema.sql");
/// The coder "sayso".
const CODER: i64 = 2;
const AGREEMENT: i64 = 4;
const CONFIDENCE: i64 = 14;
const SPEAKER_CONFIDENCE: i64 = 15;
const STATEMENT: i64 = 16;
/// Between the names of several who speak together.
const BETWEEN_NAMES: &str = "; ";

/// Builds the database in a temporary file, which becomes the output in the end.
pub(crate) struct Dna<W> {
    output: W,
    file: NamedTempFile,
    base: Connection,
    columns: Vec<String>,
    entities: Entities,
    written: Written,
}

impl<W: Write> Dna<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        let file = NamedTempFile::new()?;
        let base = Connection::open(file.path()).map_err(failed)?;
        // Nobody else reads the file before it is whole: no journal is needed.
        let prepared = base.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; BEGIN;",
        );
        prepared.and_then(|()| base.execute_batch(SCHEMA)).map_err(failed)?;
        let (columns, entities) = (options.columns.clone(), Entities::default());
        Ok(Self { output, file, base, columns, entities, written: Written::default() })
    }

    fn add(&mut self, document: &Document, statements: &[Statement]) -> rusqlite::Result<()> {
        let feeds = LineFeeds::new(&document.text);
        let id = self.add_document(document, feeds.text())?;
        let map = feeds.map(Offsets::Utf16);
        for statement in statements {
            for speaker in each(&statement.speaker) {
                self.add_statement((id, document), statement, &speaker, (&feeds, &map))?;
            }
        }
        Ok(())
    }

    fn add_document(&self, document: &Document, text: &str) -> rusqlite::Result<i64> {
        let cell = |names: &[&str]| {
            let is_named = |name: &String| names.iter().any(|it| name.eq_ignore_ascii_case(it));
            let place = self.columns.iter().position(is_named);
            let cell = place.and_then(|place| document.columns.get(place));
            shortened(cell.map_or("", String::as_str))
        };
        let title = Some(cell(&["title", "headline"])).filter(|title| !title.is_empty());
        // There is no way to have none there.
        let seconds = document.date.map_or(0, |date| i64::from(date.days_since_1970()) * 86_400);
        let unknown = if document.date.is_some() { "" } else { "\nThe date is not known." };
        let add = "INSERT INTO DOCUMENTS (Title, Text, Coder, Author, Source, Section, Notes, Type, Date) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.base.prepare_cached(add)?.execute(params![
            title.unwrap_or_else(|| shortened(&document.id)),
            text,
            CODER,
            cell(&["author", "byline"]),
            cell(&["source", "outlet", "publication", "newspaper", "site"]),
            cell(&["section"]),
            format!("doc_id: {}{unknown}", document.id),
            cell(&["type"]),
            seconds,
        ])?;
        Ok(self.base.last_insert_rowid())
    }

    fn add_statement(
        &mut self,
        (id, document): (i64, &Document),
        statement: &Statement,
        speaker: &Speaker,
        (feeds, map): (&LineFeeds<'_>, &OffsetMap<'_>),
    ) -> rusqlite::Result<()> {
        let attribution = &statement.attribution;
        let (start, end) = map.ends(feeds.span(attribution.bounds()));
        if start >= end {
            return Ok(());
        }
        let add = "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) \
                   VALUES (1, ?, ?, ?, ?)";
        let ends = [start, end].map(|place| i64::try_from(place).unwrap_or(i64::MAX));
        self.base.prepare_cached(add)?.execute(params![id, ends[0], ends[1], CODER])?;
        let row = self.base.last_insert_rowid();
        let is_body = matches!(speaker.kind, SpeakerKind::Organisation | SpeakerKind::Document);
        let (person, body) = if is_body { (None, Some(speaker)) } else { (Some(speaker), None) };
        let nobody = Speaker::default();
        for (variable, speaker) in [(Variable::Person, person), (Variable::Organization, body)] {
            self.entities.link(&self.base, row, variable, speaker.unwrap_or(&nobody))?;
        }
        for (variable, value) in [
            (Variable::Concept, ""),
            (Variable::Kind, attribution.kind.name()),
            (Variable::AttributionType, attribution.attribution_type.name()),
        ] {
            let value = Speaker::new(value, SpeakerKind::None);
            self.entities.link(&self.base, row, variable, &value)?;
        }
        self.put("DATABOOLEAN", row, AGREEMENT, 1)?;
        self.put("DATAINTEGER", row, CONFIDENCE, percent(attribution.confidence))?;
        self.put("DATAINTEGER", row, SPEAKER_CONFIDENCE, percent(speaker.confidence))?;
        self.put("DATALONGTEXT", row, STATEMENT, described(document, statement))
    }

    fn put(
        &self,
        table: &str,
        row: i64,
        variable: i64,
        value: impl rusqlite::ToSql,
    ) -> rusqlite::Result<()> {
        let add = format!("INSERT INTO {table} (StatementId, VariableId, Value) VALUES (?, ?, ?)");
        self.base.prepare_cached(&add)?.execute(params![row, variable, value])?;
        Ok(())
    }
}

/// The statement's own name, its cue and its source: `S3: said, Ms. Okoye (within S1)`.
fn described(document: &Document, statement: &Statement) -> String {
    let attribution = &statement.attribution;
    let of = |span: sayso_text::Span| span.of(&document.text);
    let source = attribution.source.map_or_else(String::new, |span| format!(", {}", of(span)));
    let within = statement.within.map_or_else(String::new, |outer| format!(" (within S{outer})"));
    format!("{}: {}{source}{within}", statement_id(statement.number), of(attribution.cue))
}

/// The speakers one by one; nobody is one too.
fn each(speaker: &Speaker) -> Vec<Speaker> {
    if speaker.kind != SpeakerKind::Group || !speaker.name.contains(BETWEEN_NAMES) {
        return vec![speaker.clone()];
    }
    let names = speaker.name.split(BETWEEN_NAMES);
    let one = |name| Speaker::new(name, SpeakerKind::Person).with_confidence(speaker.confidence);
    names.map(one).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a share of 100")]
fn percent(share: f32) -> i64 {
    (rounded(share) * 100.0).round() as i64
}

fn failed(error: rusqlite::Error) -> Error {
    io::Error::other(error).into()
}

impl<W: Write + Send> Writer for Dna<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.add(document, statements).map_err(|error| failed(error).in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        let Self { mut output, file, base, written, .. } = *self;
        base.execute_batch("COMMIT").map_err(failed)?;
        base.close().map_err(|(_, error)| failed(error))?;
        io::copy(&mut File::open(file.path())?, &mut output)?;
        output.flush()?;
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::{Format, sample};

    fn base(document: &Document, statements: &[Statement]) -> (NamedTempFile, Connection) {
        let mut bytes = Vec::new();
        let mut writer =
            Format::Dna.writer(&mut bytes, &sample::options()).expect("a temporary file");
        writer.write(document, statements).expect("a temporary file");
        writer.finish().expect("memory");
        let mut file = NamedTempFile::new().expect("a temporary file");
        file.write_all(&bytes).expect("a temporary file");
        let base = Connection::open(file.path()).expect("a database");
        (file, base)
    }

    fn values(base: &Connection, variable: &str) -> Vec<String> {
        let query = "SELECT e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId \
                     JOIN ENTITIES e ON e.ID = d.Entity WHERE v.Variable = ? ORDER BY d.StatementId";
        let mut query = base.prepare(query).expect("a query");
        let rows = query.query_map([variable], |row| row.get(0)).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }

    #[test]
    fn statement_stands_at_its_place_with_its_speaker() {
        let (mut document, statements) = sample::document();
        document.text = format!("😀\r\n{}", document.text);
        let mut moved = statements.clone();
        let shift = "😀\r\n".len();
        moved[0].attribution.content.iter_mut().for_each(|span| {
            *span = sayso_text::Span::new(span.start() + shift, span.end() + shift);
        });
        moved[0].attribution.cue = sample::span(&document.text, "said");
        moved[0].attribution.source = Some(sample::span(&document.text, "Ms. Okoye"));
        let (_file, base) = base(&document, &moved);
        let found: (i64, i64, String, i64) = base
            .query_row(
                "SELECT Start, Stop, Text, Date FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .expect("a row");
        let units: Vec<u16> = found.2.encode_utf16().collect();
        let place = |at: i64| usize::try_from(at).expect("an offset");
        let words = String::from_utf16_lossy(&units[place(found.0)..place(found.1)]);
        assert_eq!(words, statements[0].attribution.bounds().of(&sample::document().0.text));
        assert_eq!(found.3, 19_998 * 86_400);
        assert_eq!(values(&base, "person"), ["Ada Okoye"]);
        assert_eq!(
            (values(&base, "organization"), values(&base, "concept")),
            (vec![String::new()], vec![String::new()])
        );
        assert_eq!(values(&base, "kind"), ["direct"]);
    }

    #[test]
    fn several_have_a_statement_each_and_a_report_is_an_organization() {
        let (document, mut statements) = sample::document();
        statements.push(statements[0].clone());
        statements[0].speaker = Speaker::new("Dee Lind; Tom Ode", SpeakerKind::Group);
        statements[1].speaker = Speaker::new("the study", SpeakerKind::Document);
        let (_file, base) = base(&document, &statements);
        assert_eq!(values(&base, "person"), ["Dee Lind", "Tom Ode", ""]);
        assert_eq!(values(&base, "organization"), ["", "", "the study"]);
    }

    #[test]
    fn what_is_too_long_for_the_program_is_cut() {
        assert_eq!(shortened(&"é".repeat(190)).chars().count(), 190);
        let cut = shortened(&"é".repeat(191));
        assert!(cut.chars().count() == 190 && cut.ends_with('…'));
        let (mut document, mut statements) = sample::document();
        document.id = "x".repeat(300);
        document.columns.clear();
        statements[0].speaker = Speaker::new("y".repeat(300), SpeakerKind::Person);
        let (_file, base) = base(&document, &statements);
        assert_eq!(values(&base, "person")[0].chars().count(), 190);
    }

    #[test]
    fn password_is_the_one_that_is_documented() {
        let salt = b"sayso-statements";
        let mut digest = Sha256::digest([&salt[..], b"sayso"].concat());
        for _ in 1..100_000 {
            digest = Sha256::digest(digest);
        }
        let (document, statements) = sample::document();
        let (_file, base) = base(&document, &statements);
        let stored: String = base
            .query_row("SELECT Password FROM CODERS WHERE ID = 2", [], |row| row.get(0))
            .expect("a row");
        assert_eq!(stored, base64(&[&salt[..], &digest].concat()));
    }

    fn base64(bytes: &[u8]) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let group = |three: &[u8]| {
            let bits = three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
            [18, 12, 6, 0].map(|shift| char::from(letters[bits >> shift & 63]))
        };
        bytes.chunks(3).flat_map(group).collect()
    }
}
