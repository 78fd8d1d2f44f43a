//! A REFI-QDA project (QDA-XML 1.0), which NVivo, MAXQDA, ATLAS.ti, QualCoder and others take in: an
//! archive with the texts, and `project.qde` with the codes and what they are given to.
//!
//! Positions count code points, as the standard says. It names "the first and the last character" of a
//! selection, but the tools that can be looked into (QualCoder, OpenQDA) write and read the place after
//! the last one, so that is written here; the name of a selection is its words, by which a reader can tell.
//! Texts have line feeds alone, because QualCoder reads them so and counts then.
//!
//! Contents are given codes for their speaker, for how they are told and for what kind of attribution they
//! are; sources and cues a code each. Names of codes are the same in each project, and so are their ids:
//! projects that are merged share them.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sayso_text::{AttributionType, Date, Document, Kind, Span, Speaker, Statement};
use sha2::{Digest as _, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use crate::line_feeds::LineFeeds;
use crate::row::{confidence, statement_id};
use crate::writer::{Writer, Written};
use crate::{Error, OffsetMap, Offsets, Options, xml};

const USER: &str = "sayso";
/// Between the names of several who speak together.
const BETWEEN_NAMES: &str = "; ";

/// Writes the archive. What is in `project.qde` stays in memory, since codes stand before what they are
/// given to.
pub(crate) struct Qdpx<W: Write> {
    /// Stands before the archive, and so is dropped before it.
    _end: End,
    archive: ZipWriter<StreamWriter<Quiet<W>>>,
    columns: Vec<String>,
    speakers: Vec<String>,
    sources: String,
    has_dates: bool,
    written: Written,
}

impl<W: Write> Qdpx<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        let is_over = Arc::new(AtomicBool::new(false));
        Ok(Self {
            _end: End(Arc::clone(&is_over)),
            archive: ZipWriter::new_stream(Quiet { output, is_over }),
            columns: options.columns.clone(),
            speakers: Vec::new(),
            sources: String::new(),
            has_dates: false,
            written: Written::default(),
        })
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let options = SimpleFileOptions::default();
        self.archive.start_file(name, options).map_err(failed)?;
        Ok(self.archive.write_all(bytes)?)
    }

    fn add(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        let feeds = LineFeeds::new(&document.text);
        // Ids may repeat, and texts too.
        let source = guid("source", &format!("{} {}", self.written.documents, document.id));
        self.put(&format!("sources/{source}.txt"), feeds.text().as_bytes())?;
        self.sources.push_str(&format!("<TextSource guid=\"{source}\""));
        xml::attribute(&mut self.sources, "name", &document.id);
        let user = guid("user", USER);
        self.sources.push_str(&format!(
            " plainTextPath=\"internal://{source}.txt\" creatingUser=\"{user}\">\n"
        ));
        let map = feeds.map(Offsets::Chars);
        let selections = Selections { source: &source, feeds: &feeds, map: &map };
        for statement in statements {
            self.speakers.extend(names(&statement.speaker).map(str::to_owned));
            selections.push_statement(&mut self.sources, statement);
        }
        self.speakers.sort_unstable();
        self.speakers.dedup();
        self.push_values(document);
        self.sources.push_str("</TextSource>\n");
        Ok(())
    }

    /// The date and the columns of the input, as variables of the source.
    fn push_values(&mut self, document: &Document) {
        let mut push = |name: &str, kind: &str, value: &str| {
            let variable = guid("variable", name);
            self.sources.push_str("<VariableValue>");
            self.sources.push_str(&format!("<VariableRef targetGUID=\"{variable}\"/>"));
            xml::element(&mut self.sources, kind, value);
            self.sources.push_str("</VariableValue>\n");
        };
        if let Some(date) = document.date {
            push("date", "DateValue", &Date::to_string(&date));
        }
        for (name, value) in self.columns.iter().zip(&document.columns) {
            if !value.is_empty() && name != "date" {
                push(name, "TextValue", value);
            }
        }
        self.has_dates |= document.date.is_some();
    }

    fn project(&self) -> String {
        let user = guid("user", USER);
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"sayso\" origin=\"sayso {}\" \
             creatingUserGUID=\"{user}\">\n\
             <Users><User guid=\"{user}\" name=\"{USER}\"/></Users>\n<CodeBook><Codes>\n",
            env!("CARGO_PKG_VERSION")
        );
        let kinds = Kind::ALL.iter().map(|kind| kind.name());
        let types = AttributionType::ALL.iter().map(|kind| kind.name());
        let speakers = self.speakers.iter().map(String::as_str);
        push_codes(&mut out, "Speaker", "Who is said to speak", speakers);
        push_codes(&mut out, "Kind", "Whether the content is quoted", kinds);
        push_codes(&mut out, "Attribution type", "What the cue does with the content", types);
        push_code(&mut out, "Source", "/>\n");
        push_code(&mut out, "Cue", "/>\n");
        out.push_str("</Codes></CodeBook>\n");
        self.push_variables(&mut out);
        // The schema wants at least one source where the list is there.
        if !self.sources.is_empty() {
            out.push_str(&format!("<Sources>\n{}</Sources>\n", self.sources));
        }
        out.push_str("</Project>\n");
        out
    }

    fn push_variables(&self, out: &mut String) {
        let columns = self.columns.iter().filter(|name| *name != "date");
        let columns = columns.map(|name| (name.as_str(), "Text"));
        let date = self.has_dates.then_some(("date", "Date"));
        let variables: Vec<(&str, &str)> = date.into_iter().chain(columns).collect();
        if variables.is_empty() {
            return;
        }
        out.push_str("<Variables>");
        for (name, kind) in variables {
            out.push_str(&format!("<Variable guid=\"{}\"", guid("variable", name)));
            xml::attribute(out, "name", name);
            out.push_str(&format!(" typeOfVariable=\"{kind}\"/>"));
        }
        out.push_str("</Variables>\n");
    }
}

/// A code that holds others.
fn push_codes<'n>(
    out: &mut String,
    name: &str,
    description: &str,
    codes: impl Iterator<Item = &'n str>,
) {
    push_code(out, name, ">");
    xml::element(out, "Description", description);
    for code in codes {
        out.push_str(&format!("<Code guid=\"{}\"", code_guid(name, code)));
        xml::attribute(out, "name", code);
        out.push_str(" isCodable=\"true\"/>\n");
    }
    out.push_str("</Code>\n");
}

fn push_code(out: &mut String, name: &str, end: &str) {
    let guid = code_guid("", name);
    out.push_str(&format!("<Code guid=\"{guid}\" name=\"{name}\" isCodable=\"true\"{end}"));
}

fn code_guid(parent: &str, name: &str) -> String {
    guid("code", &format!("{parent}/{name}"))
}

/// The names of a speaker, one by one where several speak together.
fn names(speaker: &Speaker) -> impl Iterator<Item = &str> {
    speaker.name.split(BETWEEN_NAMES).filter(|name| !name.is_empty())
}

/// An id that is the same wherever the same is meant (RFC 9562, version 8).
fn guid(kind: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("sayso {kind} {name}"));
    let hex: Vec<String> = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().concat();
    let (third, fourth) = (part(6, 8), part(8, 10));
    let tail = |part: &str| part.chars().skip(1).collect::<String>();
    let (third, fourth) = (format!("8{}", tail(&third)), format!("8{}", tail(&fourth)));
    format!("{}-{}-{third}-{fourth}-{}", part(0, 4), part(4, 6), part(10, 16))
}

/// An output that takes everything once it is over, by its first error, which is told, or because the
/// writer is dropped: an archive that is dropped writes its end all the same, and would print what fails.
struct Quiet<W> {
    output: W,
    is_over: Arc<AtomicBool>,
}

/// Ends the output when it is dropped.
struct End(Arc<AtomicBool>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl<W: Write> Quiet<W> {
    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn told<T>(&self, done: io::Result<T>) -> io::Result<T> {
        if done.is_err() {
            self.is_over.store(true, Ordering::Relaxed);
        }
        done
    }
}

impl<W: Write> Write for Quiet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_over() {
            return Ok(bytes.len());
        }
        let done = self.output.write(bytes);
        self.told(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_over() {
            return Ok(());
        }
        let done = self.output.flush();
        self.told(done)
    }
}

/// The selections of one source.
struct Selections<'s> {
    source: &'s str,
    feeds: &'s LineFeeds<'s>,
    map: &'s OffsetMap<'s>,
}

impl Selections<'_> {
    fn push_statement(&self, out: &mut String, statement: &Statement) {
        let attribution = &statement.attribution;
        let (kind, class) = (attribution.kind.name(), attribution.attribution_type.name());
        let speakers = names(&statement.speaker).map(|name| code_guid("Speaker", name));
        let codes: Vec<String> = [code_guid("Kind", kind), code_guid("Attribution type", class)]
            .into_iter()
            .chain(speakers)
            .collect();
        let part = |name, number, span| Part { statement, name, number, span };
        for (number, piece) in attribution.content.iter().enumerate() {
            self.push(out, part("content", number, *piece), &codes);
        }
        if let Some(source) = attribution.source {
            self.push(out, part("source", 0, source), &[code_guid("", "Source")]);
        }
        self.push(out, part("cue", 0, attribution.cue), &[code_guid("", "Cue")]);
    }

    fn push(&self, out: &mut String, part: Part<'_>, codes: &[String]) {
        let Part { statement, name, number, span } = part;
        let span = self.feeds.span(span);
        if span.is_empty() {
            return;
        }
        let (start, end) = self.map.ends(span);
        let own = format!("{} S{} {name} {number}", self.source, statement.number);
        let user = guid("user", USER);
        out.push_str(&format!("<PlainTextSelection guid=\"{}\"", guid("selection", &own)));
        xml::attribute(out, "name", span.of(self.feeds.text()));
        out.push_str(&format!(
            " startPosition=\"{start}\" endPosition=\"{end}\" creatingUser=\"{user}\">"
        ));
        xml::element(out, "Description", &described(statement, name));
        for code in codes {
            let coding = guid("coding", &format!("{own} {code}"));
            out.push_str(&format!(
                "<Coding guid=\"{coding}\" creatingUser=\"{user}\"><CodeRef targetGUID=\"{code}\"/></Coding>"
            ));
        }
        out.push_str("</PlainTextSelection>\n");
    }
}

/// A part of a statement, and the number of its kind there.
struct Part<'s> {
    statement: &'s Statement,
    name: &'static str,
    number: usize,
    span: Span,
}

/// Which statement it is a part of, and how sure that is: `S3 content, 0.93, within S1`.
fn described(statement: &Statement, part: &str) -> String {
    let sure = confidence(statement.attribution.confidence);
    let within = statement.within.map_or_else(String::new, |outer| format!(", within S{outer}"));
    format!("{} {part}, {sure}{within}", statement_id(statement.number))
}

fn failed(error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        other => io::Error::other(other).into(),
    }
}

impl<W: Write + Send> Writer for Qdpx<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.add(document, statements).map_err(|error| error.in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        let project = self.project();
        self.put("project.qde", project.as_bytes())?;
        self.archive.finish().map_err(failed)?.into_inner().flush()?;
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::{Format, sample};

    fn files() -> Vec<(String, String)> {
        let (document, statements) = sample::document();
        let mut bytes = Vec::new();
        let mut writer = Format::Qdpx.writer(&mut bytes, &sample::options()).expect("memory");
        writer.write(&document, &statements).expect("memory");
        writer.finish().expect("memory");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut read = |place: usize| {
            let mut file = archive.by_index(place).expect("a file");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        };
        (0..2).map(&mut read).collect()
    }

    #[test]
    fn archive_holds_the_text_and_the_project() {
        let files = files();
        assert!(files[0].0.starts_with("sources/") && files[0].1 == sample::document().0.text);
        assert_eq!(files[1].0, "project.qde");
        let project = &files[1].1;
        let selection = "name=\"but not before noon.”\" startPosition=\"35\" endPosition=\"56\"";
        assert!(project.contains(selection), "{project}");
        assert!(project.contains("<Description>S1 content, 0.93</Description>"), "{project}");
        assert!(project.contains("name=\"Ada Okoye\" isCodable=\"true\""), "{project}");
        assert!(project.contains("<DateValue>2024-10-02</DateValue>"), "{project}");
    }

    #[test]
    fn ids_are_of_the_form_that_the_schema_wants() {
        let id = guid("code", "a");
        assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(id.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit()));
        assert_ne!(id, guid("code", "b"));
    }
}
