//! A table to look at on the screen.

use std::io::{BufWriter, Write};

use sayso_text::{Document, Statement};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::writer::{Writer, Written};
use crate::{Error, Options, Row, Table};

/// The most lines that a content takes; enough for nine of ten sentences at the usual width.
const CONTENT_LINES: usize = 4;
/// Between two columns.
const GAP: &str = "  ";

/// Writes a heading for each document with statements, and below it a table: who, how, what.
///
/// Streams, so the widths of the columns follow from the width of the screen, not from the cells.
/// A voice within another has an arrow before its speaker. A long content is wrapped and then cut with "…"; the other cells are cut.
pub(crate) struct Terminal<W: Write> {
    output: BufWriter<W>,
    table: Table,
    widths: Widths,
    written: Written,
}

#[derive(Clone, Copy)]
struct Widths {
    speaker: usize,
    cue: usize,
    kind: usize,
    content: usize,
}

impl Widths {
    /// Divides the width of the screen; whatever its width, the content has 20 columns.
    fn new(screen: usize) -> Self {
        let (speaker, cue, kind) = if screen < 80 { (16, 9, 8) } else { (24, 14, 8) };
        let content = screen.saturating_sub(speaker + cue + kind + 3 * GAP.len()).max(20);
        Self { speaker, cue, kind, content }
    }
}

impl<W: Write> Terminal<W> {
    pub(crate) fn new(output: W, options: &Options) -> Result<Self, Error> {
        let widths = Widths::new(options.width);
        let (output, table) = (BufWriter::new(output), Table::new(options));
        let mut terminal = Self { output, table, widths, written: Written::default() };
        if options.header {
            terminal.line(&["speaker", "cue", "kind", "content"].map(str::to_owned))?;
            let rule = |width: usize| "─".repeat(width);
            let Widths { speaker, cue, kind, content } = widths;
            terminal.line(&[speaker, cue, kind, content].map(rule))?;
        }
        Ok(terminal)
    }

    fn line(&mut self, cells: &[String; 4]) -> Result<(), Error> {
        let Widths { speaker, cue, kind, .. } = self.widths;
        let mut line = String::new();
        for (cell, width) in cells.iter().zip([speaker, cue, kind, 0]) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width())));
            line.push_str(GAP);
        }
        Ok(writeln!(self.output, "{}", line.trim_end())?)
    }

    fn heading(&mut self, document: &Document) -> Result<(), Error> {
        let gap = if self.written.statements == 0 { "" } else { "\n" };
        let date = document.date.map(|date| format!(" ({date})")).unwrap_or_default();
        Ok(writeln!(self.output, "{gap}{}{date}", visible(&document.id))?)
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Statement { attribution, speaker, within, .. } = row.statement();
        let name = if speaker.name.is_empty() { "–" } else { &*speaker.name };
        let name = if within.is_some() { format!("↳ {name}") } else { name.to_owned() };
        let cue = row.cue();
        let content = wrapped(&visible(row.content()), self.widths.content, CONTENT_LINES);
        let mut cells = [
            shortened(&visible(&name), self.widths.speaker),
            shortened(&visible(cue), self.widths.cue),
            attribution.kind.name().to_owned(),
            String::new(),
        ];
        for line in content {
            cells[3] = line;
            self.line(&cells)?;
            cells = <[String; 4]>::default();
        }
        Ok(())
    }

    fn write_rows(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        if !statements.is_empty() {
            self.heading(document)?;
        }
        let table = self.table.clone();
        table.rows(document, statements).try_for_each(|row| self.row(&row))
    }
}

impl<W: Write + Send> Writer for Terminal<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        let rows = self.write_rows(document, statements);
        self.written.count(statements);
        rows.map_err(|error| error.in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.flush()?;
        Ok(self.written)
    }
}

/// The text on one line, without characters that would move the cursor or turn the direction of
/// writing: a text from elsewhere must not command the terminal.
fn visible(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_blank = letter.is_whitespace() || letter.is_control();
        if matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            continue;
        }
        match is_blank {
            true if line.is_empty() || line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(letter),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// As much as fits the width, with "…" where something is left out.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = prefix(text, width.saturating_sub(1)).trim_end().to_owned();
    short.push('…');
    short
}

/// The longest beginning of the text that fits the width.
fn prefix(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (start, letter) in text.char_indices() {
        used += letter.width().unwrap_or(0);
        if used > width {
            return text.get(..start).unwrap_or_default();
        }
    }
    text
}

/// The text in lines of at most the width, broken between words where there are any; at most
/// `most` lines, the last one cut. At least one line.
fn wrapped(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while lines.len() + 1 < most {
        let line = first_line(rest, width);
        lines.push(line.trim_end().to_owned());
        rest = rest.get(line.len()..).unwrap_or_default();
        if rest.is_empty() {
            return lines;
        }
    }
    lines.push(shortened(rest, width));
    lines
}

/// The beginning of the text that makes a line, with the blanks after it. Not empty if the text
/// is not.
fn first_line(text: &str, width: usize) -> &str {
    let fits = prefix(text, width);
    if fits.len() == text.len() {
        return text;
    }
    let rest = text.get(fits.len()..).unwrap_or_default();
    if rest.starts_with(' ') {
        return text.get(..=fits.len()).unwrap_or(text);
    }
    let end = fits.rfind(' ').map_or(fits.len(), |blank| blank + 1);
    // A character wider than the line stands on it all the same.
    let least = text.chars().next().map_or(0, char::len_utf8);
    text.get(..end.max(least)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Format, sample};

    #[test]
    fn row_shows_who_how_and_what() {
        let table = sample::written(Format::Table, &Options { width: 90, ..Options::default() });
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[0].starts_with("speaker                   cue"), "{table}");
        assert_eq!(lines[2], "wire-1 (2024-10-02)");
        assert_eq!(
            lines[3],
            "Ada Okoye                 said            direct    “Rain is likely, […] but not before"
        );
        assert_eq!(lines[4].trim(), "noon.”");
    }

    #[test]
    fn text_cannot_command_the_terminal() {
        assert_eq!(visible("a\u{1b}[2J\n\tb\u{202e}c "), "a [2J bc");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(shortened("天气预报员", 7), "天气预…");
        assert_eq!(wrapped("天气 预报", 4, 4), ["天气", "预报"]);
    }

    #[test]
    fn long_content_ends_with_dots() {
        let lines = wrapped(&"rain and snow ".repeat(2000), 20, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…') && lines[2].width() <= 20);
    }

    proptest! {
        #[test]
        fn every_line_fits(text in "\\PC{0,60}", width in 2..30_usize, most in 1..5_usize) {
            let lines = wrapped(&visible(&text), width, most);
            prop_assert!(!lines.is_empty() && lines.len() <= most);
            for line in &lines {
                let sum: usize = line.chars().map(|letter| letter.width().unwrap_or(0)).sum();
                prop_assert!(sum <= width, "{:?}", line);
            }
        }
    }
}
