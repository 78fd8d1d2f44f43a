//! The words that a reader types, to their places in the article.

use sayso::export::Offsets;
use sayso::text::{Segmentation, Span};
use sayso_verify::Locator;

use crate::review::article::Article;

/// What stands for the words between the first and the last.
const LEFT_OUT: [&str; 2] = [" ... ", " … "];

/// What parts pieces that do not stand together.
const PARTS: [&str; 2] = ["[...]", "[…]"];

/// The places of what was typed, where the old ones are these.
///
/// # Errors
/// What is not in the article, or cannot be followed.
pub(super) fn edges(article: &Article, old: &[Span], typed: &str) -> Result<Vec<Span>, String> {
    if let Some(moves) = moves(typed) {
        return moved(&article.segmentation, old, &moves)
            .ok_or_else(|| "there are no words to move".to_owned());
    }
    let mut locator = Locator::new(&article.text, Offsets::Bytes);
    let mut near = old.first().map_or(0, |span| span.start());
    let mut spans: Vec<Span> = Vec::new();
    let typed = PARTS.iter().fold(typed.to_owned(), |typed, mark| typed.replace(mark, "\n"));
    for piece in typed.split('\n').map(str::trim).filter(|piece| !piece.is_empty()) {
        let span = place(&mut locator, &article.text, (piece, near)).ok_or_else(|| {
            format!("\"{piece}\" is not in the article; type it as it stands there")
        })?;
        near = span.end();
        spans.push(span);
    }
    let in_order = spans.windows(2).all(|pair| match pair {
        [one, other] => one.end() <= other.start(),
        _ => true,
    });
    if in_order { Ok(spans) } else { Err("the pieces do not follow one another".to_owned()) }
}

/// The place of words, or of the first and the last of them.
fn place(locator: &mut Locator<'_>, text: &str, (words, near): (&str, usize)) -> Option<Span> {
    if let Some(found) = locator.near(words, near) {
        return Some(found);
    }
    let (first, last) = LEFT_OUT.iter().find_map(|mark| words.split_once(mark))?;
    let first = locator.near(first.trim(), near)?;
    let rest = text.get(first.end()..)?;
    let last = last.trim();
    let start = rest.find(last)?;
    Some(first.join(Span::new(first.end() + start, first.end() + start + last.len())))
}

/// A move of an end by so many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Start(isize),
    End(isize),
}

/// `start +2, end -1`; nothing where something else was typed.
fn moves(typed: &str) -> Option<Vec<Move>> {
    let words: Vec<&str> = typed.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let pairs = words.chunks(2).map(|pair| match pair {
        [end, by] if by.starts_with(['+', '-']) => match (*end, by.parse().ok()?) {
            ("start", by) => Some(Move::Start(by)),
            ("end", by) => Some(Move::End(by)),
            _ => None,
        },
        _ => None,
    });
    pairs.collect::<Option<Vec<Move>>>().filter(|moves| !moves.is_empty())
}

/// The spans with their outer ends moved; nothing where no words would be left.
fn moved(segmentation: &Segmentation, old: &[Span], moves: &[Move]) -> Option<Vec<Span>> {
    let mut spans = old.to_vec();
    for step in moves {
        let tokens = |span: &Span| segmentation.tokens_in(*span);
        match *step {
            Move::Start(by) => {
                let first = spans.first_mut()?;
                let token = tokens(first).start().checked_add_signed(by)?;
                let start = segmentation.tokens.get(token)?.span.start();
                *first = Some(Span::new(start, first.end())).filter(|span| !span.is_empty())?;
            }
            Move::End(by) => {
                let last = spans.last_mut()?;
                let token = tokens(last).end().checked_sub(1)?.checked_add_signed(by)?;
                let end = segmentation.tokens.get(token)?.span.end();
                *last = Some(Span::new(last.start(), end)).filter(|span| !span.is_empty())?;
            }
        }
    }
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Rain is near, Ada Obi said. The bridge, she added, is safe. She said no more.";

    fn found(old: &str, typed: &str) -> Result<Vec<String>, String> {
        let article = Article::new("a".to_owned(), TEXT.to_owned(), Vec::new(), Offsets::Chars);
        let start = TEXT.find(old).expect("words of the text");
        let spans = edges(&article, &[Span::new(start, start + old.len())], typed)?;
        Ok(spans.iter().map(|span| span.of(TEXT).to_owned()).collect())
    }

    #[test]
    fn words_are_found_nearest_to_where_the_row_had_them() {
        let article = Article::new("a".to_owned(), TEXT.to_owned(), Vec::new(), Offsets::Chars);
        let near = |place: &str| {
            let start = TEXT.find(place).expect("words of the text");
            edges(&article, &[Span::new(start, start + 1)], "said").expect("in the text")[0].start()
        };
        assert_eq!(near("Ada Obi"), TEXT.find("said").expect("a cue"));
        assert_eq!(near("no more"), TEXT.rfind("said").expect("a cue"));
    }

    #[test]
    fn long_words_can_be_cut_short_and_pieces_parted() {
        assert_eq!(
            found("Rain", "The bridge ... safe").unwrap(),
            ["The bridge, she added, is safe"]
        );
        assert_eq!(found("Rain", "The bridge, [...] is safe").unwrap(), ["The bridge,", "is safe"]);
        assert!(found("Rain", "is safe […] The bridge").is_err());
        assert!(found("Rain", "The tunnel").unwrap_err().contains("\"The tunnel\" is not in"));
    }

    #[test]
    fn ends_move_by_words() {
        assert_eq!(found("Rain is near", "start +1").unwrap(), ["is near"]);
        assert_eq!(found("is near", "start -1, end -1").unwrap(), ["Rain is"]);
        assert_eq!(found("Rain is near", "end +3").unwrap(), ["Rain is near, Ada Obi"]);
        assert!(found("Rain", "start +9").is_err() && found("Rain", "start -9").is_err());
        assert_eq!(moves("start of the rain"), None);
    }
}
