//! brat standoff: a folder with the text and the annotations of each document, which brat and other
//! annotation tools open and correct.
//!
//! Offsets count Unicode code points and text is one line, as the format asks. A statement is an
//! event whose trigger is the cue and whose arguments are source and contents; what is known of it
//! are attributes and a note, and a voice within another is a relation of two events. See the brat manual, "standoff format".

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use sayso_text::{AttributionType, Document, Kind, Span, Statement};

use crate::writer::{Writer, Written};
use crate::{Error, OffsetMap, Offsets};

/// Writes a `.txt` and an `.ann` file for each document, and the configuration that brat needs.
///
/// # Errors
/// If the folder cannot be written.
pub fn brat(folder: &Path) -> Result<Box<dyn Writer>, Error> {
    let configured = fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("annotation.conf"), configuration()));
    configured.map_err(|error| Error::from(error).in_file(folder))?;
    Ok(Box::new(Brat { folder: folder.to_owned(), written: Written::default() }))
}

struct Brat {
    folder: PathBuf,
    written: Written,
}

/// The types that the annotations have, as brat wants them declared.
fn configuration() -> String {
    let names = |names: Vec<&str>| names.join("|");
    let kinds = names(Kind::ALL.iter().map(|kind| kind.name()).collect());
    let types = names(AttributionType::ALL.iter().map(|kind| kind.name()).collect());
    format!(
        "[entities]\nSource\nContent\n\n[relations]\nWithin\tArg1:Cue, Arg2:Cue\n\n[events]\n\
         Cue\tSource?:Source, Content+:Content\n\n[attributes]\n\
         Kind\tArg:Cue, Value:{kinds}\nType\tArg:Cue, Value:{types}\n"
    )
}

/// The annotations of a document.
fn annotations(document: &Document, statements: &[Statement]) -> String {
    let map = OffsetMap::new(&document.text, Offsets::Chars);
    let mut lines = Lines { text: &document.text, map, ann: String::new(), entities: 0 };
    let written: HashSet<usize> = statements.iter().map(|statement| statement.number).collect();
    for statement in statements {
        lines.statement(statement);
        // A relation to an event that is not there would make brat refuse the file.
        if let Some(outer) = statement.within.filter(|outer| written.contains(outer)) {
            lines.within(statement.number, outer);
        }
    }
    lines.ann
}

struct Lines<'d> {
    text: &'d str,
    map: OffsetMap<'d>,
    ann: String,
    entities: usize,
}

impl Lines<'_> {
    fn statement(&mut self, statement: &Statement) {
        let attribution = &statement.attribution;
        let number = statement.number;
        let cue = self.entity("Cue", attribution.cue);
        let mut event = format!("E{number}\tCue:T{cue}");
        if let Some(source) = &attribution.source {
            let _ = write!(event, " Source:T{}", self.entity("Source", *source));
        }
        for (content, place) in attribution.content.iter().zip(1..) {
            let place = if place == 1 { String::new() } else { place.to_string() };
            let _ = write!(event, " Content{place}:T{}", self.entity("Content", *content));
        }
        let (kind, speaker) = (attribution.kind, one_line(&statement.speaker.name));
        let (first, second) = (2 * number - 1, 2 * number);
        let _ = writeln!(self.ann, "{event}\nA{first}\tKind E{number} {kind}");
        let _ = writeln!(self.ann, "A{second}\tType E{number} {}", attribution.attribution_type);
        let _ = writeln!(self.ann, "#{number}\tAnnotatorNotes E{number}\tspeaker: {speaker}");
    }

    fn within(&mut self, inner: usize, outer: usize) {
        let _ = writeln!(self.ann, "R{inner}\tWithin Arg1:E{inner} Arg2:E{outer}");
    }

    /// Writes an entity and gives its number. Its text must be on one line: a span that runs over
    /// several lines is given as one fragment a line.
    fn entity(&mut self, name: &str, span: Span) -> usize {
        self.entities += 1;
        let fragments: Vec<Span> = fragments(self.text, span);
        let places: Vec<String> = fragments
            .iter()
            .map(|fragment| {
                let (start, end) = self.map.ends(*fragment);
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = fragments.iter().map(|fragment| fragment.of(self.text)).collect();
        let (number, places, words) = (self.entities, places.join(";"), words.join(" "));
        let _ = writeln!(self.ann, "T{number}\t{name} {places}\t{words}");
        number
    }
}

/// The parts of the span that stand on a line each, without the blanks around them.
fn fragments(text: &str, span: Span) -> Vec<Span> {
    let mut fragments = Vec::new();
    let mut start = span.start();
    for line in span.of(text).split_inclusive(['\n', '\r']) {
        let blanks = line.len() - line.trim_start().len();
        let words = line.trim();
        if !words.is_empty() {
            fragments.push(Span::new(start + blanks, start + blanks + words.len()));
        }
        start += line.len();
    }
    if fragments.is_empty() { vec![span] } else { fragments }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The file of a document below the folder, without its ending: the id, with every sign that may
/// mean something to a file system replaced, so that no id leads out of the folder.
///
/// ```
/// use std::path::Path;
///
/// let out = Path::new("out");
/// assert_eq!(sayso_export::document_path(out, "may/wire 3"), out.join("may/wire 3"));
/// assert_eq!(sayso_export::document_path(out, "../a:b"), out.join("a_b"));
/// ```
#[must_use]
pub fn document_path(folder: &Path, id: &str) -> PathBuf {
    let safe = |letter: char| {
        let is_safe = letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | ' ');
        if is_safe { letter } else { '_' }
    };
    let id: String = id.chars().map(safe).collect();
    let names = Path::new(&id).components().filter_map(|component| match component {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    let below: PathBuf = names.collect();
    if below.as_os_str().is_empty() { folder.join("document") } else { folder.join(below) }
}

impl Brat {
    fn write_files(&self, document: &Document, statements: &[Statement]) -> io::Result<()> {
        let place = document_path(&self.folder, &document.id);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let with = |ending: &str| {
            let mut name = place.clone().into_os_string();
            name.push(ending);
            PathBuf::from(name)
        };
        fs::write(with(".txt"), &document.text)?;
        fs::write(with(".ann"), annotations(document, statements))
    }
}

impl Writer for Brat {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        let written = self.write_files(document, statements);
        written.map_err(|error| Error::from(error).in_document(&document.id).in_file(&self.folder))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn statement_is_an_event_of_its_cue() {
        let (document, statements) = sample::document();
        assert_eq!(
            annotations(&document, &statements),
            "T1\tCue 28 32\tsaid\n\
             T2\tSource 18 27\tMs. Okoye\n\
             T3\tContent 0 16\t“Rain is likely,\n\
             T4\tContent 35 56\tbut not before noon.”\n\
             E1\tCue:T1 Source:T2 Content:T3 Content2:T4\n\
             A1\tKind E1 direct\nA2\tType E1 communication\n\
             #1\tAnnotatorNotes E1\tspeaker: Ada Okoye\n"
        );
    }

    #[test]
    fn voice_within_another_is_related_to_it_where_it_is_written() {
        let (document, mut statements) = sample::document();
        for (number, outer) in [(2, 1), (3, 9)] {
            let mut inner = statements[0].clone().with_outer(Some(outer));
            inner.number = number;
            statements.push(inner);
        }
        let ann = annotations(&document, &statements);
        let relations: Vec<&str> = ann.lines().filter(|line| line.starts_with('R')).collect();
        assert_eq!(relations, ["R2\tWithin Arg1:E2 Arg2:E1"]);
    }

    #[test]
    fn span_over_two_lines_has_two_fragments() {
        let text = "“Rain.\n\n Snow,” she";
        let spans = fragments(text, Span::new(0, text.len()));
        let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["“Rain.", "Snow,” she"]);
    }

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let out = Path::new("out");
        assert_eq!(document_path(out, "../../etc/passwd"), Path::new("out/etc/passwd"));
        assert_eq!(document_path(out, "/etc/passwd"), Path::new("out/etc/passwd"));
        assert_eq!(
            document_path(out, "https://example.org/a?b"),
            Path::new("out/https_/example.org/a_b")
        );
        assert_eq!(document_path(out, ".."), Path::new("out/document"));
    }

    #[test]
    fn folder_holds_text_and_annotations_of_each_document() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let (document, statements) = sample::document();
        let mut writer = brat(folder.path()).expect("a new folder");
        writer.write(&document, &statements).expect("a new file");
        assert_eq!(writer.finish().expect("files").statements, 1);
        let text = fs::read_to_string(folder.path().join("wire-1.txt")).expect("the text");
        assert_eq!(text, document.text);
        assert!(folder.path().join("wire-1.ann").is_file());
        assert!(folder.path().join("annotation.conf").is_file());
    }
}
