//! One page of HTML that shows every article with its statements in colours.
//!
//! The page stands alone: no other file, no network, and a policy in its head that forbids both,
//! so that nothing in an article can call out even if it were not escaped. Articles are written as
//! they come; the chart of the speakers, known only at the end, is written last and placed first.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufWriter, Write};

use sayso_text::{Document, Span, Statement};

use crate::tally::{Count, Tally};
use crate::writer::{Writer, Written};
use crate::{Error, Options};

const START: &str = include_str!("report.html");
const SCRIPT: &str = include_str!("report.js");

/// The speakers that the chart shows; the rest is counted below it.
const CHART_ROWS: usize = 40;

/// How many marks stand in one another at most; the pipeline gives five.
const DEEPEST: usize = 8;

/// Writes a page with all articles, also those without statements.
pub(crate) struct Report<W: Write> {
    output: BufWriter<W>,
    titles: Option<usize>,
    tally: Tally,
    written: Written,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        let mut output = BufWriter::new(output);
        output.write_all(START.as_bytes())?;
        let is_title = |name: &String| matches!(&*name.to_lowercase(), "title" | "headline");
        let titles = options.columns.iter().position(is_title);
        Ok(Self { output, titles, tally: Tally::default(), written: Written::default() })
    }

    fn write_article(&mut self, document: &Document, statements: &[Statement]) -> io::Result<()> {
        let title = self.titles.and_then(|column| document.columns.get(column));
        let title = title.filter(|title| !title.is_empty()).unwrap_or(&document.id);
        writeln!(self.output, "<article>\n<h2>{}</h2>", Escaped(title))?;
        if let Some(date) = document.date {
            writeln!(self.output, "<div class=\"date\">{date}</div>")?;
        }
        self.write_text(&document.text, statements)?;
        self.output.write_all(b"</article>\n")
    }

    /// Writes the text paragraph by paragraph, with the colours in their places.
    fn write_text(&mut self, text: &str, statements: &[Statement]) -> io::Result<()> {
        let marked = Marked { text, statements, levels: levels(statements) };
        let mut start = 0;
        for paragraph in text.split_inclusive('\n') {
            let span = Span::new(start, start + paragraph.trim_end().len());
            if !span.is_empty() {
                self.output.write_all(b"<p>")?;
                self.write_marked(&marked, span, 0)?;
                self.output.write_all(b"</p>\n")?;
            }
            start += paragraph.len();
        }
        Ok(())
    }

    /// Writes a stretch of the text with the marks of this level and of all within it.
    fn write_marked(&mut self, marked: &Marked<'_>, span: Span, level: usize) -> io::Result<()> {
        let Some(parts) = marked.levels.get(level) else {
            return write!(self.output, "{}", Escaped(span.of(marked.text)));
        };
        let first = parts.partition_point(|part| part.span.end() <= span.start());
        let parts = parts.get(first..).unwrap_or_default();
        let mut at = span.start();
        for part in parts.iter().take_while(|part| part.span.start() < span.end()) {
            let start = part.span.start().max(at);
            let end = part.span.end().min(span.end());
            self.write_marked(marked, Span::new(at, start), level + 1)?;
            self.open_mark(part.role, marked.statements.get(part.statement))?;
            self.write_marked(marked, Span::new(start, end), level + 1)?;
            self.output.write_all(b"</mark>")?;
            at = end;
        }
        self.write_marked(marked, Span::new(at, span.end()), level + 1)
    }

    fn open_mark(&mut self, role: Role, of: Option<&Statement>) -> io::Result<()> {
        let Some(statement) = of else { return self.output.write_all(b"<mark>") };
        let kind = statement.attribution.kind.name();
        let class = match role {
            Role::Source => "source",
            Role::Cue => "cue",
            Role::Content => kind,
        };
        let speaker = Escaped(&statement.speaker.name);
        write!(
            self.output,
            "<mark class=\"{class}\" data-s=\"{}\" data-kind=\"{kind}\" data-type=\"{}\" \
             data-speaker=\"{speaker}\" title=\"{speaker}\"",
            statement.number,
            statement.attribution.attribution_type.name(),
        )?;
        if let Some(outer) = statement.within {
            write!(self.output, " data-within=\"{outer}\"")?;
        }
        self.output.write_all(b">")
    }

    fn write_chart(&mut self) -> io::Result<()> {
        let ranked = self.tally.ranked();
        let most = ranked.first().map_or(1, |(_, count)| count.statements);
        writeln!(
            self.output,
            "<figure class=\"speakers\">\n<figcaption>{} statements in {} articles by {} \
             speakers</figcaption>\n<table>",
            self.written.statements,
            self.written.documents,
            ranked.len()
        )?;
        for (name, count) in ranked.iter().take(CHART_ROWS) {
            write_bar(&mut self.output, name, count, most)?;
        }
        self.output.write_all(b"</table>\n")?;
        if let Some(more) = ranked.len().checked_sub(CHART_ROWS).filter(|more| *more > 0) {
            writeln!(self.output, "<p>and {more} more</p>")?;
        }
        self.output.write_all(b"</figure>\n")
    }
}

fn write_bar(output: &mut impl Write, name: &str, count: &Count, most: u64) -> io::Result<()> {
    let name = Escaped(name);
    write!(output, "<tr><th scope=\"row\"><button>{name}</button></th>")?;
    write!(output, "<td class=\"n\">{}</td><td><div class=\"bar\">", count.statements)?;
    let kinds = [("direct", count.direct), ("indirect", count.indirect), ("mixed", count.mixed)];
    for (kind, part) in kinds.iter().filter(|(_, part)| *part > 0) {
        let share = *part as f64 / most as f64 * 100.0;
        write!(
            output,
            "<i class=\"{kind}\" style=\"width:{share:.2}%\" title=\"{part} {kind}\"></i>"
        )?;
    }
    writeln!(output, "</div></td></tr>")
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

/// A text with the signs of HTML written out, for text and for attributes.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for piece in self.0.split_inclusive(['&', '<', '>', '"', '\'']) {
            let sign = piece.chars().next_back();
            let entity = match sign {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                _ => {
                    f.write_str(piece)?;
                    continue;
                }
            };
            f.write_str(piece.trim_end_matches(['&', '<', '>', '"', '\'']))?;
            f.write_str(entity)?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Writer for Report<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.tally.add(statements);
        let written = self.write_article(document, statements);
        written.map_err(|error| Error::from(error).in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.write_chart()?;
        write!(self.output, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n")?;
        self.output.flush()?;
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, sample};

    #[test]
    fn article_has_its_statements_in_marks() {
        let page = sample::written(Format::Html, &sample::options());
        assert!(page.contains("<h2>A headline</h2>"), "{page}");
        assert!(page.contains(
            "<mark class=\"source\" data-s=\"1\" data-kind=\"direct\" \
             data-type=\"communication\" data-speaker=\"Ada Okoye\" \
             title=\"Ada Okoye\">Ms. Okoye</mark>"
        ));
        assert!(page.contains("<button>Ada Okoye</button>") && page.ends_with("</html>\n"));
    }

    #[test]
    fn voice_within_another_is_marked_within_its_mark() {
        let text = "Ada Obi said that Tom Reed denied it.";
        let (mut document, mut statements) = sample::document();
        document.text = text.to_owned();
        let mut inner = statements[0].clone();
        let attribution = &mut statements[0].attribution;
        attribution.source = Some(sample::span(text, "Ada Obi"));
        attribution.cue = sample::span(text, "said");
        attribution.content = vec![sample::span(text, "Tom Reed denied it")];
        (inner.number, inner.within) = (2, Some(1));
        inner.speaker.name = "Tom Reed".into();
        inner.attribution.source = Some(sample::span(text, "Tom Reed"));
        inner.attribution.cue = sample::span(text, "denied");
        inner.attribution.content = vec![sample::span(text, "it")];
        statements.push(inner);
        let mut bytes = Vec::new();
        let mut writer = Format::Html.writer(&mut bytes, &sample::options()).expect("memory");
        writer.write(&document, &statements).expect("memory");
        writer.finish().expect("memory");
        let page = String::from_utf8(bytes).expect("text");
        let (_, article) = page.split_once("<p>").expect("a text");
        let (article, _) = article.split_once("</p>").expect("its end");
        let tags: Vec<&str> = article.split('<').filter(|tag| tag.contains("mark")).collect();
        assert!(
            tags[4].contains("data-s=\"1\"") && tags[5].contains("data-within=\"1\""),
            "{article}"
        );
        assert!(article.ends_with("it</mark></mark>."), "{article}");
    }

    #[test]
    fn nothing_in_a_text_becomes_a_tag() {
        let text = "<script>alert(1)</script> & \"more\", she said.";
        let (mut document, mut statements) = sample::document();
        document.text = text.to_owned();
        document.columns = vec!["<img src=x onerror=alert(1)>".to_owned()];
        let attribution = &mut statements[0].attribution;
        attribution.source = None;
        attribution.cue = sample::span(text, "said");
        attribution.content = vec![sample::span(text, "<script>alert(1)</script> & \"more\"")];
        statements[0].speaker.name = "\" onmouseover=\"x".into();
        let mut bytes = Vec::new();
        let mut writer = Format::Html.writer(&mut bytes, &sample::options()).expect("memory");
        writer.write(&document, &statements).expect("memory");
        writer.finish().expect("memory");
        let page = String::from_utf8(bytes).expect("text");
        assert!(!page.contains("<script>alert") && !page.contains("<img"), "{page}");
        assert!(!page.contains("\" onmouseover"));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;"));
    }

    #[test]
    fn content_over_two_paragraphs_is_a_mark_in_each() {
        let text = "“Rain.\n\nSnow,” she said.";
        let (mut document, mut statements) = sample::document();
        document.text = text.to_owned();
        let attribution = &mut statements[0].attribution;
        attribution.source = Some(sample::span(text, "she"));
        attribution.cue = sample::span(text, "said");
        attribution.content = vec![sample::span(text, "“Rain.\n\nSnow,”")];
        let mut bytes = Vec::new();
        let mut writer = Format::Html.writer(&mut bytes, &sample::options()).expect("memory");
        writer.write(&document, &statements).expect("memory");
        writer.finish().expect("memory");
        let page = String::from_utf8(bytes).expect("text");
        assert!(page.contains(">“Rain.</mark></p>") && page.contains(">Snow,”</mark> "), "{page}");
    }
}
