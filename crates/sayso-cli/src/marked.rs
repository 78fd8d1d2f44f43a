//! A text with its attributions marked under the words.
//!
//! The form is for reading and for golden files, whose differences are reviewed as prose: every
//! sentence on lines of its own, and under each line one row of marks for each statement that has
//! words on it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::iter::Peekable;
use std::{slice, vec};

use sayso::Cut;
use sayso::text::{Segmentation, Span, Statement};

/// Characters of text on a line; with the margin a line fits 100 columns.
const WIDTH: usize = 94;

/// The width of the statement's number beside its marks.
const MARGIN: usize = 6;

/// Words of one statement, and the character that stands under them.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    statement: usize,
    symbol: char,
}

/// The pages of texts with their marks.
pub(crate) struct Marker<'t> {
    text: &'t str,
    marks: Marks,
    statements: Peekable<slice::Iter<'t, Statement>>,
}

impl<'t> Marker<'t> {
    /// The page of one text with its statements in the order of their contents.
    pub(crate) fn new(text: &'t str, statements: &'t [Statement]) -> Self {
        Self { text, marks: Marks::of(statements), statements: statements.iter().peekable() }
    }

    /// Writes all sentences of a part of the text with their marks, and after each sentence what
    /// is known of the statements whose content begins in it. A blank line parts the paragraphs,
    /// also from the one before the part, unless the cut went through it.
    pub(crate) fn write_part(
        &mut self,
        out: &mut impl Write,
        part: Span,
        segmentation: &Segmentation,
        cut_before: Option<Cut>,
    ) -> io::Result<()> {
        let mut is_parted = cut_before == Some(Cut::Nothing);
        for paragraph in &segmentation.paragraphs {
            if is_parted {
                writeln!(out)?;
            }
            is_parted = true;
            let sentences = segmentation.sentences.get(paragraph.sentences.range());
            for sentence in sentences.unwrap_or_default() {
                let (start, end) = (sentence.span.start(), sentence.span.end());
                self.write_sentence(out, Span::new(part.start() + start, part.start() + end))?;
            }
        }
        Ok(())
    }

    fn write_sentence(&mut self, out: &mut impl Write, sentence: Span) -> io::Result<()> {
        for line in lines(self.text, sentence) {
            writeln!(out, "{:MARGIN$}{}", "", plain(line.of(self.text)))?;
            self.marks.write_under(out, self.text, line)?;
        }
        let begun = |s: &&Statement| s.attribution.bounds().start() < sentence.end();
        while let Some(statement) = self.statements.next_if(begun) {
            write_facts(out, statement)?;
        }
        Ok(())
    }
}

fn write_facts(out: &mut impl Write, statement: &Statement) -> io::Result<()> {
    let Statement { number, attribution, speaker, within, .. } = statement;
    let name = if speaker.name.is_empty() { "nobody named" } else { &*speaker.name };
    let label = format!("S{number}");
    let (kind, attribution_type) = (attribution.kind, attribution.attribution_type);
    write!(out, "{label:MARGIN$}-> {name}, {kind}, {attribution_type}")?;
    match within {
        Some(outer) => writeln!(out, ", within S{outer}"),
        None => writeln!(out),
    }
}

/// The text on one line, whatever its white space.
fn plain(text: &str) -> String {
    let shown =
        |letter: char| if letter.is_whitespace() || letter.is_control() { ' ' } else { letter };
    text.chars().map(shown).collect()
}

/// Cuts a sentence at white space into lines of at most [`WIDTH`] characters; a longer word is
/// cut where the line ends.
fn lines(text: &str, sentence: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let (mut start, mut width, mut blank) = (sentence.start(), 0, None);
    for (offset, letter) in sentence.of(text).char_indices() {
        let place = sentence.start() + offset;
        if width == WIDTH {
            let (end, next) = blank.unwrap_or((place, place));
            lines.push(Span::new(start, end));
            width = Span::new(next, place.max(next)).of(text).chars().count();
            (start, blank) = (next, None);
        }
        if letter.is_whitespace() {
            blank = Some((place, place + letter.len_utf8()));
        }
        width += 1;
    }
    lines.push(Span::new(start, sentence.end()));
    lines
}

/// The marks in text order, and those that reach the line in hand.
struct Marks {
    waiting: Peekable<vec::IntoIter<Mark>>,
    active: Vec<Mark>,
}

impl Marks {
    fn of(statements: &[Statement]) -> Self {
        let mut marks: Vec<Mark> = statements.iter().flat_map(marks_of).collect();
        marks.sort_by_key(|mark| mark.span.start());
        Self { waiting: marks.into_iter().peekable(), active: Vec::new() }
    }

    fn write_under(&mut self, out: &mut impl Write, text: &str, line: Span) -> io::Result<()> {
        self.active.retain(|mark| mark.span.end() > line.start());
        while let Some(mark) = self.waiting.next_if(|mark| mark.span.start() < line.end()) {
            self.active.push(mark);
        }
        let mut rows: BTreeMap<usize, Vec<Mark>> = BTreeMap::new();
        for mark in self.active.iter().filter(|mark| mark.span.touches(line)) {
            rows.entry(mark.statement).or_default().push(*mark);
        }
        rows.into_iter().try_for_each(|(statement, marks)| {
            let label = format!("S{statement}");
            writeln!(out, "{label:MARGIN$}{}", row(text, line, &marks).trim_end())
        })
    }
}

fn marks_of(statement: &Statement) -> Vec<Mark> {
    let mark = |span, symbol| Mark { span, statement: statement.number, symbol };
    let attribution = &statement.attribution;
    let content = attribution.content.iter().map(|&span| mark(span, '~'));
    let source = attribution.source.map(|span| mark(span, '^'));
    content.chain(source).chain([mark(attribution.cue, '=')]).collect()
}

fn row(text: &str, line: Span, marks: &[Mark]) -> String {
    let symbol = |place: usize| {
        let here = Span::new(place, place + 1);
        // A cue or source inside a content stands over it.
        marks.iter().rev().find(|mark| mark.span.touches(here)).map_or(' ', |mark| mark.symbol)
    };
    line.of(text).char_indices().map(|(offset, _)| symbol(line.start() + offset)).collect()
}

#[cfg(test)]
mod tests {
    use sayso::Pipeline;
    use sayso::segment::Segmenter;

    use super::*;

    fn marked(text: &str) -> String {
        let mut out = Vec::new();
        let segmentation = Segmenter::new().segment(text);
        let statements = Pipeline::by_rules().extract(text);
        Marker::new(text, &statements)
            .write_part(&mut out, Span::new(0, text.len()), &segmentation, None)
            .expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn marks_stand_under_their_words() {
        let shown = marked("The bridge is safe, Ada Obi said.");
        let expected = "      The bridge is safe, Ada Obi said.\n\
                        S1    ~~~~~~~~~~~~~~~~~~  ^^^^^^^ ====\n\
                        S1    -> Ada Obi, indirect, communication\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn voice_within_another_names_it() {
        let text = "Ada Obi said that Tom Reed had denied that it rained.";
        let mut statements = Pipeline::by_rules().extract(text);
        statements.truncate(1);
        statements[0].within = Some(7);
        let mut facts = Vec::new();
        write_facts(&mut facts, &statements[0]).expect("memory takes all");
        let facts = String::from_utf8(facts).expect("text");
        assert_eq!(facts, "S1    -> Ada Obi, indirect, communication, within S7\n");
    }

    #[test]
    fn lines_keep_all_words() {
        let text = "word ".repeat(60) + &"x".repeat(250);
        let lines = lines(&text, Span::new(0, text.len()));
        let joined: String = lines.iter().map(|line| line.of(&text)).collect();
        assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
    }
}
