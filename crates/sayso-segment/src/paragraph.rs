//! Paragraphs: blocks between blank lines, or single lines.
//!
//! A blank line always ends a paragraph. Whether a single line break does depends on its block: in
//! a block that was wrapped to a width (lines of about the same length that end anywhere) it is a
//! blank, in any other it ends the paragraph, since news from the web has one line per paragraph.
//! A line that begins with a small letter goes on with the line before it in either case.

use sayso_text::Span;

/// Appends the paragraphs of a text: spans that begin and end with a character that is not blank.
/// `lines` is scratch.
pub(crate) fn split(text: &str, lines: &mut Vec<Span>, paragraphs: &mut Vec<Span>) {
    lines.clear();
    let mut start = 0;
    while let Some(line) = next_line(text, start) {
        push_line(trim(text, Span::new(start, line.end)), lines);
        if line.separates {
            push_line(Span::default(), lines);
        }
        start = line.next;
    }
    let blocks = || lines.split(|line| line.is_empty());
    let wrapped: usize = blocks().map(|block| Width::of(text, block).wrapped()).sum();
    for block in blocks() {
        push_block(text, block, wrapped >= WRAPPED_LINES, paragraphs);
    }
}

/// Appends a line; several blank ones count as one.
fn push_line(line: Span, lines: &mut Vec<Span>) {
    if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
        lines.push(line);
    }
}

/// The end of a line and the start of the next.
struct LineEnd {
    end: usize,
    next: usize,
    /// Whether it is a paragraph separator (U+2029) and counts as a blank line.
    separates: bool,
}

fn next_line(text: &str, start: usize) -> Option<LineEnd> {
    let bytes = text.as_bytes();
    if start >= bytes.len() {
        return None;
    }
    let mut offset = start;
    loop {
        offset += 16 * plain_chunks(bytes.get(offset..).unwrap_or_default());
        let Some(&byte) = bytes.get(offset) else {
            return Some(LineEnd { end: offset, next: offset, separates: false });
        };
        if is_line_byte(byte)
            && let Some((length, separates)) = line_break(bytes.get(offset..).unwrap_or_default())
        {
            return Some(LineEnd { end: offset, next: offset + length, separates });
        }
        offset += 1;
    }
}

/// How many times the bytes begin with 16 that begin no line break: so many are looked at as one vector.
fn plain_chunks(bytes: &[u8]) -> usize {
    let chunks = bytes.as_chunks::<16>().0.iter();
    chunks
        .take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | is_line_byte(*byte)))
        .count()
}

/// Whether a line break can begin with the byte.
const fn is_line_byte(byte: u8) -> bool {
    matches!(byte, 0x0a..=0x0d | 0xc2 | 0xe2)
}

/// The length of the line break that the bytes begin with, and whether it separates paragraphs.
const fn line_break(bytes: &[u8]) -> Option<(usize, bool)> {
    match bytes {
        [b'\r', b'\n', ..] => Some((2, false)),
        [0x0c, ..] => Some((1, true)),
        [0x0a | 0x0b | 0x0d, ..] => Some((1, false)),
        [0xc2, 0x85, ..] => Some((2, false)),
        [0xe2, 0x80, 0xa8, ..] => Some((3, false)),
        [0xe2, 0x80, 0xa9, ..] => Some((3, true)),
        _ => None,
    }
}

/// The span without the blanks at its ends.
fn trim(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let rest = line.trim_start_matches(crate::character::is_blank);
    let start = span.end() - rest.len();
    Span::new(start, start + rest.trim_end_matches(crate::character::is_blank).len())
}

/// Appends the paragraphs of the lines between two blank ones.
fn push_block(text: &str, lines: &[Span], may_wrap: bool, paragraphs: &mut Vec<Span>) {
    let wrapped = may_wrap && Width::of(text, lines).wrapped() > 0;
    let mut open: Option<Span> = None;
    for &line in lines {
        let joins = wrapped || line.of(text).starts_with(char::is_lowercase);
        open = match open {
            Some(paragraph) if joins => Some(paragraph.join(line)),
            Some(paragraph) => {
                paragraphs.push(paragraph);
                Some(line)
            }
            None => Some(line),
        };
    }
    paragraphs.extend(open);
}

/// The lengths in bytes that lines wrapped by a mail or text program have.
const WRAPPED_LENGTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// How many wrapped lines a text has at least for its blocks to count as wrapped: two lines of a
/// list may look like it.
const WRAPPED_LINES: usize = 2;

/// What the lines of a block say about its being wrapped; the last, which may be short, aside.
#[derive(Clone, Copy)]
struct Width {
    lines: usize,
    /// Lines of 50 to 100 bytes.
    fitting: usize,
    /// Lines that end as sentences do.
    ending: usize,
}

impl Width {
    fn of(text: &str, block: &[Span]) -> Self {
        let full = block.split_last().map_or(block, |(_, full)| full);
        Self {
            lines: full.len(),
            fitting: full.iter().filter(|line| WRAPPED_LENGTHS.contains(&line.len())).count(),
            ending: full.iter().filter(|line| ends_sentence(line.of(text))).count(),
        }
    }

    /// The number of wrapped lines: 0 unless nearly all are of fitting length and most of them end
    /// inside a sentence.
    const fn wrapped(self) -> usize {
        let wrapped = self.fitting * 5 >= self.lines * 4 && self.ending * 2 < self.lines;
        if wrapped { self.fitting } else { 0 }
    }
}

fn ends_sentence(line: &str) -> bool {
    let closers = ['"', '\'', '”', '’', ')', ']'];
    line.trim_end_matches(closers).ends_with(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        split(text, &mut Vec::new(), &mut spans);
        spans.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_separate_paragraphs() {
        assert_eq!(paragraphs("One.\n\nTwo.\n \t\nThree."), ["One.", "Two.", "Three."]);
        assert_eq!(paragraphs("\r\n\r\nOne.\r\n\r\nTwo.\r\n"), ["One.", "Two."]);
        assert_eq!(paragraphs("One.\u{2029}Two.\u{85}\u{85}Three."), ["One.", "Two.", "Three."]);
    }

    #[test]
    fn single_line_breaks_separate_paragraphs_of_one_line() {
        assert_eq!(paragraphs("Rain is due.\nSnow is not."), ["Rain is due.", "Snow is not."]);
        assert_eq!(paragraphs("Rain\u{2028}Snow"), ["Rain", "Snow"]);
    }

    #[test]
    fn wrapped_lines_join() {
        let text = "The harbour master said on Monday that the ferry would be back in\n\
                    service before the end of the week, and that nobody had been hurt\n\
                    in the collision.\n\nAn inquiry is to follow.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn two_lines_of_a_list_do_not_join() {
        let text = "Harbour master Ana Lund, who took office on 3 March 2015\n\
                    Pilot Jens Holm, who left it in May 2016\n\nBoth declined to comment.";
        assert_eq!(paragraphs(text).len(), 3);
    }

    #[test]
    fn line_that_begins_small_goes_on() {
        assert_eq!(paragraphs("Read the report\nin full.\nMore soon.").len(), 2);
    }

    #[test]
    fn text_of_blanks_has_no_paragraph() {
        assert!(paragraphs("").is_empty());
        assert!(paragraphs(" \n\t\u{feff}\r\n\u{a0}").is_empty());
    }
}
