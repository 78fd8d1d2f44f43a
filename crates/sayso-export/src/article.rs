//! An article as HTML, its statements in marks.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use sayso_page::Escaped;
use sayso_text::{Document, Span, Statement};

use crate::row::confidence;

/// How many marks stand in one another at most; the pipeline gives five.
const DEEPEST: usize = 8;

/// An article that is written as an element of HTML, its statements as marks in its text: those of
/// voices within voices stand within the marks of the outer ones. The report and the page in a browser
/// show it, with the style and the script of `sayso-page`.
///
/// ```
/// use sayso_export::Article;
/// use sayso_text::Document;
///
/// let document = Document::new("a", "Rain & snow.");
/// let mut html = Vec::new();
/// Article { title: "A <b>", document: &document, statements: &[] }.write(&mut html)?;
/// assert_eq!(html, b"<article>\n<h2>A &lt;b&gt;</h2>\n<p>Rain &amp; snow.</p>\n</article>\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Article<'d> {
    /// The heading.
    pub title: &'d str,
    /// The text.
    pub document: &'d Document,
    /// The statements of the document.
    pub statements: &'d [Statement],
}

impl Article<'_> {
    /// Writes the element. Nothing in the text, the title or a name becomes a tag.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write(&self, output: &mut impl Write) -> io::Result<()> {
        writeln!(output, "<article>\n<h2>{}</h2>", Escaped(self.title))?;
        if let Some(date) = self.document.date {
            writeln!(output, "<div class=\"date\">{date}</div>")?;
        }
        let (text, statements) = (self.document.text.as_str(), self.statements);
        Marked { text, statements, levels: levels(statements) }.write(output)?;
        output.write_all(b"</article>\n")
    }
}

/// A piece of text with a colour.
#[derive(Clone, Copy)]
struct Part {
    span: Span,
    role: Role,
    /// The place of the statement in the list.
    statement: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Source,
    Cue,
    Content,
}

/// A text with its coloured pieces.
struct Marked<'t> {
    text: &'t str,
    statements: &'t [Statement],
    /// Of the statements at the top, of those within them, and so on.
    levels: Vec<Vec<Part>>,
}

impl Marked<'_> {
    /// Writes the text paragraph by paragraph, with the colours in their places.
    fn write(&self, output: &mut impl Write) -> io::Result<()> {
        let mut start = 0;
        for paragraph in self.text.split_inclusive('\n') {
            let span = Span::new(start, start + paragraph.trim_end().len());
            if !span.is_empty() {
                output.write_all(b"<p>")?;
                self.write_level(output, span, 0)?;
                output.write_all(b"</p>\n")?;
            }
            start += paragraph.len();
        }
        Ok(())
    }

    /// Writes a stretch of the text with the marks of this level and of all within it.
    fn write_level(&self, output: &mut impl Write, span: Span, level: usize) -> io::Result<()> {
        let Some(parts) = self.levels.get(level) else {
            return write!(output, "{}", Escaped(span.of(self.text)));
        };
        let first = parts.partition_point(|part| part.span.end() <= span.start());
        let parts = parts.get(first..).unwrap_or_default();
        let mut at = span.start();
        for part in parts.iter().take_while(|part| part.span.start() < span.end()) {
            let start = part.span.start().max(at);
            let end = part.span.end().min(span.end());
            self.write_level(output, Span::new(at, start), level + 1)?;
            open_mark(output, part.role, self.statements.get(part.statement))?;
            self.write_level(output, Span::new(start, end), level + 1)?;
            output.write_all(b"</mark>")?;
            at = end;
        }
        self.write_level(output, Span::new(at, span.end()), level + 1)
    }
}

fn open_mark(output: &mut impl Write, role: Role, of: Option<&Statement>) -> io::Result<()> {
    let Some(statement) = of else { return output.write_all(b"<mark>") };
    let kind = statement.attribution.kind.name();
    let class = match role {
        Role::Source => "source",
        Role::Cue => "cue",
        Role::Content => kind,
    };
    let speaker = Escaped(&statement.speaker.name);
    write!(
        output,
        "<mark class=\"{class}\" data-s=\"{}\" data-kind=\"{kind}\" data-type=\"{}\" \
         data-sure=\"{}\" data-speaker=\"{speaker}\" title=\"{speaker}\"",
        statement.number,
        statement.attribution.attribution_type.name(),
        confidence(statement.attribution.confidence),
    )?;
    if let Some(outer) = statement.within {
        write!(output, " data-within=\"{outer}\"")?;
    }
    output.write_all(b">")
}

/// The coloured pieces of each level.
fn levels(statements: &[Statement]) -> Vec<Vec<Part>> {
    let depths = depths(statements);
    let deepest = depths.iter().max().map_or(0, |deepest| deepest + 1);
    (0..deepest).map(|level| parts(statements, |at| depths.get(at) == Some(&level))).collect()
}

/// How many statements of the list stand around each. One that stands around itself, which no pipeline
/// gives, counts as far as the list is long.
fn depths(statements: &[Statement]) -> Vec<usize> {
    let around: HashMap<usize, usize> =
        statements.iter().filter_map(|one| Some((one.number, one.within?))).collect();
    let numbers: HashSet<usize> = statements.iter().map(|one| one.number).collect();
    let outer = |number: &usize| around.get(number).filter(|it| numbers.contains(it)).copied();
    let depth =
        |one: &Statement| std::iter::successors(outer(&one.number), outer).take(DEEPEST).count();
    statements.iter().map(depth).collect()
}

/// The coloured pieces of some statements in the order of the text, none on another: characters that
/// two share belong to the one that begins first, and of two that begin together to the source or cue.
fn parts(statements: &[Statement], is_of_level: impl Fn(usize) -> bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let own = statements.iter().enumerate().filter(|(at, _)| is_of_level(*at));
    for (statement, Statement { attribution, .. }) in own {
        let mut add = |span, role| parts.push(Part { span, role, statement });
        attribution.source.iter().for_each(|span| add(*span, Role::Source));
        add(attribution.cue, Role::Cue);
        attribution.content.iter().for_each(|span| add(*span, Role::Content));
    }
    parts.sort_by_key(|part: &Part| (part.span.start(), part.role));
    let mut end = 0;
    for part in &mut parts {
        part.span = Span::new(part.span.start().max(end), part.span.end().max(end));
        end = end.max(part.span.end());
    }
    parts.retain(|part| !part.span.is_empty());
    parts
}
