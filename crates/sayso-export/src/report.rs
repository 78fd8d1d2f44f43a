//! One page of HTML that shows every article with its statements in colours.
//!
//! The page stands alone: no other file, no network, and a policy in its head that forbids both,
//! so that nothing in an article can call out even if it were not escaped. Articles are written as
//! they come; the chart of the speakers, known only at the end, is written last and placed first.

use std::io::{self, BufWriter, Write};

use sayso_text::{Document, Span, Statement};

use crate::tally::{Count, Tally};
use crate::writer::{Writer, Written};
use crate::{Error, Options};

const START: &str = include_str!("report.html");
const SCRIPT: &str = include_str!("report.js");

/// The speakers that the chart shows; the rest is counted below it.
const CHART_ROWS: usize = 40;

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
        let parts = parts(statements);
        let mut parts = parts.as_slice();
        let mut start = 0;
        for paragraph in text.split_inclusive('\n') {
            let end = start + paragraph.len();
            let span = Span::new(start, start + paragraph.trim_end().len());
            if !span.is_empty() {
                self.output.write_all(b"<p>")?;
                self.write_paragraph(text, span, parts, statements)?;
                self.output.write_all(b"</p>\n")?;
            }
            let done = parts.iter().take_while(|part| part.span.end() <= end).count();
            parts = parts.get(done..).unwrap_or_default();
            start = end;
        }
        Ok(())
    }

    fn write_paragraph(
        &mut self,
        text: &str,
        paragraph: Span,
        parts: &[Part],
        statements: &[Statement],
    ) -> io::Result<()> {
        let mut at = paragraph.start();
        for part in parts.iter().take_while(|part| part.span.start() < paragraph.end()) {
            let start = part.span.start().max(at);
            let end = part.span.end().min(paragraph.end());
            if start < end {
                write!(self.output, "{}", Escaped(Span::new(at, start).of(text)))?;
                let statement = statements.get(part.statement);
                self.write_mark(part.role, statement, Span::new(start, end).of(text))?;
                at = end;
            }
        }
        write!(self.output, "{}", Escaped(Span::new(at, paragraph.end()).of(text)))
    }

    fn write_mark(&mut self, role: Role, of: Option<&Statement>, text: &str) -> io::Result<()> {
        let Some(statement) = of else { return write!(self.output, "{}", Escaped(text)) };
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
             data-speaker=\"{speaker}\" title=\"{speaker}\">{}</mark>",
            statement.number,
            statement.attribution.attribution_type.name(),
            Escaped(text)
        )
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

/// The coloured pieces in the order of the text, none on another: characters that two share belong
/// to the one that begins first, and of two that begin together to the source or cue.
fn parts(statements: &[Statement]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (statement, Statement { attribution, .. }) in statements.iter().enumerate() {
        let mut add = |span, role| parts.push(Part { span, role, statement });
        attribution.source.iter().for_each(|span| add(*span, Role::Source));
        add(attribution.cue, Role::Cue);
        attribution.content.iter().for_each(|span| add(*span, Role::Content));
    }
    parts.sort_by_key(|part: &Part| (part.span.start(), part.role));
    let mut end = 0;
    for part in &mut parts {
        part.span = Span::new(part.span.start().max(end), part.span.end());
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
