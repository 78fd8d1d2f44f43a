//! How an article looks with its words marked: in words, so that no colour is needed, and in colours
//! too where the terminal has them.

use sayso::text::Span;

use crate::review::article::{Article, Row};

/// Characters of a line.
const WIDTH: usize = 100;

/// Words that are marked, with what they are and how the terminal shows it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    span: Span,
    label: String,
    /// The parameters of a select-graphic-rendition sequence.
    colour: &'static str,
}

/// The marks of one row.
pub(super) fn marks(row: &Row) -> Vec<Mark> {
    let all = [
        ("content", "4", &row.content),
        ("source", "1;34", &row.source),
        ("cue", "1;33", &row.cue),
    ];
    let marked = all.into_iter().flat_map(|(label, colour, spans)| {
        spans.iter().map(move |span| Mark { span: *span, label: label.to_owned(), colour })
    });
    marked.collect()
}

/// The contents of rows, by the names of their statements.
pub(super) fn contents(rows: &[&Row]) -> Vec<Mark> {
    let marked = rows.iter().flat_map(|row| {
        row.content.iter().map(|span| Mark {
            span: *span,
            label: row.id.statement_id.clone(),
            colour: "4",
        })
    });
    marked.collect()
}

/// Paragraphs of the article with their marks, a blank line between them.
pub(super) fn paragraphs(
    article: &Article,
    paragraphs: impl Iterator<Item = Span>,
    (marks, colours): (&[Mark], bool),
) -> String {
    let shown: Vec<String> = paragraphs
        .map(|paragraph| wrapped(&marked(&article.text, paragraph, (marks, colours))))
        .collect();
    shown.join("\n\n")
}

/// The stretch of text with its marks, outer ones around inner ones.
fn marked(text: &str, stretch: Span, (marks, colours): (&[Mark], bool)) -> String {
    let mut inside: Vec<&Mark> = marks.iter().filter(|mark| mark.span.touches(stretch)).collect();
    inside.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end())));
    let mut shown = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    let mut waiting = inside.into_iter().peekable();
    let letters = stretch.of(text).char_indices();
    for (place, letter) in letters.map(|(place, letter)| (stretch.start() + place, letter)) {
        close(&mut shown, &mut open, (place, colours));
        while let Some(mark) = waiting.next_if(|mark| mark.span.start() <= place) {
            if colours {
                shown += &format!("\u{1b}[{}m", mark.colour);
            }
            shown += &format!("[{}: ", mark.label);
            open.push(mark);
        }
        shown.push(if letter.is_control() { ' ' } else { letter });
    }
    close(&mut shown, &mut open, (usize::MAX, colours));
    shown
}

/// Ends the marks that end before the place. One that ends inside another that began later ends with
/// it, so that brackets stay in pairs.
fn close(shown: &mut String, open: &mut Vec<&Mark>, (place, colours): (usize, bool)) {
    while open.last().is_some_and(|mark| mark.span.end() <= place) {
        open.pop();
        shown.push(']');
        if colours {
            *shown += "\u{1b}[0m";
            for mark in open.iter() {
                *shown += &format!("\u{1b}[{}m", mark.colour);
            }
        }
    }
}

/// The text in lines; sequences that colour take no room.
fn wrapped(text: &str) -> String {
    let mut shown = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let long = seen(word);
        if width > 0 && width + 1 + long > WIDTH {
            shown.push('\n');
            width = 0;
        } else if width > 0 {
            shown.push(' ');
            width += 1;
        }
        shown += word;
        width += long;
    }
    shown
}

/// The characters of a word that are seen.
fn seen(word: &str) -> usize {
    let mut is_sequence = false;
    let is_seen = |letter: &char| {
        let was_sequence = is_sequence;
        is_sequence = *letter == '\u{1b}' || (is_sequence && *letter != 'm');
        !was_sequence && !is_sequence
    };
    word.chars().filter(is_seen).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Rain is near, Ada Obi said that Tom Ode said.";

    fn mark(words: &str, label: &str) -> Mark {
        let start = TEXT.find(words).expect("words of the text");
        let span = Span::new(start, start + words.len());
        Mark { span, label: label.to_owned(), colour: "4" }
    }

    #[test]
    fn words_are_marked_in_words() {
        let marks = [mark("Rain is near", "content"), mark("Ada Obi", "source")];
        let shown = marked(TEXT, Span::new(0, 26), (&marks, false));
        assert_eq!(shown, "[content: Rain is near], [source: Ada Obi] said");
    }

    #[test]
    fn brackets_stay_in_pairs_where_marks_cross() {
        let marks = [mark("Rain is near, Ada", "S1"), mark("near, Ada Obi", "S2")];
        let shown = marked(TEXT, Span::new(0, TEXT.len()), (&marks, false));
        assert!(shown.starts_with("[S1: Rain is [S2: near, Ada Obi]] said"), "{shown}");
    }

    #[test]
    fn colours_change_no_letter() {
        let marks = [mark("Rain is near", "content"), mark("near", "cue")];
        let plain = marked(TEXT, Span::new(0, TEXT.len()), (&marks, false));
        let coloured = marked(TEXT, Span::new(0, TEXT.len()), (&marks, true));
        let stripped = coloured.replace("\u{1b}[4m", "").replace("\u{1b}[0m", "");
        assert_eq!(stripped, plain);
        assert_eq!(seen(&coloured), plain.chars().count());
    }

    #[test]
    fn lines_are_no_longer_than_a_screen() {
        let shown = wrapped(&"word ".repeat(80));
        assert!(shown.lines().count() > 3 && shown.lines().all(|line| line.len() <= WIDTH));
    }
}
