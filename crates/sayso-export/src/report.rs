//! One page of HTML that shows every article with its statements in colours.
//!
//! The page stands alone: no other file, no network, and a policy in its head that forbids both,
//! so that nothing in an article can call out even if it were not escaped. Articles are written as
//! they come; the chart of the speakers, known only at the end, is written last and placed first.

use std::io::{self, BufWriter, Write};

use sayso_page::{Escaped, Report as Shell};
use sayso_text::{Document, Statement};

use crate::article::Article;
use crate::tally::{Count, Tally};
use crate::writer::{Writer, Written};
use crate::{Error, Options};

/// The speakers that the chart shows; the rest is counted below it.
const CHART_ROWS: usize = 40;

/// Writes a page with all articles, also those without statements.
pub(crate) struct Report<W: Write> {
    output: BufWriter<W>,
    shell: Shell,
    titles: Option<usize>,
    tally: Tally,
    written: Written,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        let mut output = BufWriter::new(output);
        let shell = Shell::new();
        output.write_all(shell.start.as_bytes())?;
        let titles = title_column(&options.columns);
        Ok(Self { output, shell, titles, tally: Tally::default(), written: Written::default() })
    }

    fn write_article(&mut self, document: &Document, statements: &[Statement]) -> io::Result<()> {
        let title = self.titles.and_then(|column| document.columns.get(column));
        let title = title.filter(|title| !title.is_empty()).unwrap_or(&document.id);
        Article { title, document, statements }.write(&mut self.output)
    }

    fn write_chart(&mut self) -> io::Result<()> {
        let ranked = self.tally.ranked();
        let most = ranked.first().map_or(1, |(_, count)| count.statements);
        writeln!(
            self.output,
            "<figure class=\"speakers\">\n<figcaption>{} in {} by {}</figcaption>\n<table>",
            many(self.written.statements, "statement"),
            many(self.written.documents, "article"),
            many(ranked.len() as u64, "speaker")
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

fn many(count: u64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// The place of the column that names the articles, if there is one.
#[must_use]
pub fn title_column(columns: &[String]) -> Option<usize> {
    let is_title = |name: &String| matches!(&*name.to_lowercase(), "title" | "headline");
    columns.iter().position(is_title)
}

fn write_bar(output: &mut impl Write, name: &str, count: &Count, most: u64) -> io::Result<()> {
    let name = Escaped(name);
    write!(output, "<tr><th scope=\"row\"><button>{name}</button></th>")?;
    write!(output, "<td class=\"n\">{}</td><td>", count.statements)?;
    let kinds = [("direct", count.direct), ("indirect", count.indirect), ("mixed", count.mixed)];
    let parts = || kinds.iter().filter(|(_, part)| *part > 0);
    let label: Vec<String> = parts().map(|(kind, part)| format!("{part} {kind}")).collect();
    // A drawing, because a policy may forbid a width in a style.
    write!(
        output,
        "<svg class=\"bar\" viewBox=\"0 0 {most} 1\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{}\">",
        label.join(", ")
    )?;
    let mut at = 0;
    for (kind, part) in parts() {
        write!(output, "<rect class=\"{kind}\" x=\"{at}\" width=\"{part}\" height=\"1\"/>")?;
        at += part;
    }
    writeln!(output, "</svg></td></tr>")
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
        self.output.write_all(self.shell.end.as_bytes())?;
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
             data-type=\"communication\" data-sure=\"0.93\" data-speaker=\"Ada Okoye\" \
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
