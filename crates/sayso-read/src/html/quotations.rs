//! Quotations that a page sets apart rather than marks.
//!
//! A `<blockquote>` is the page's own word for what somebody else said or wrote, and nothing of it
//! would be left in plain text. So its paragraphs get the marks that a newspaper sets: each opens
//! with “, the last one closes with ”. That the marks are not in the page is no harm, as `<q>` shows
//! marks in a browser that are not in the page either; offsets count them, as they are in the text.

use std::collections::HashSet;

use super::inline::is_mark;
use super::outline::{Block, Container, Outline};

/// A page may set all its text in a block quotation, to indent it.
const MOST_OF_TEN: usize = 8;

/// Pull quotes that are looked for in the rest of the article, which takes its length for each.
const MOST_PULL_QUOTES: usize = 50;

/// Shorter ones may stand twice by chance, where the page does not call them pull quotes.
const LETTERS_OF_A_PULL_QUOTE: usize = 20;
const LETTERS_OF_A_NAMED_PULL_QUOTE: usize = 8;

/// The most words of a line that says who is quoted.
const WORDS_OF_A_SIGNATURE: usize = 20;

/// The paragraphs of the chosen blocks, those of block quotations marked as quotations, and pull
/// quotes, which repeat what the article says, left out.
pub(super) fn marked(outline: &Outline, chosen: &[usize]) -> Vec<String> {
    let quoted: Vec<Option<usize>> = chosen.iter().map(|at| quotation(outline, *at)).collect();
    let groups = quoted.chunk_by(|one, next| one == next);
    let letters = |places: &[usize]| {
        let blocks = places.iter().filter_map(|at| outline.blocks.get(*at));
        blocks.map(|block| block.letters).sum::<usize>()
    };
    let all = letters(chosen);
    let repeated = pull_quotes(outline, chosen, &quoted);
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for group in groups {
        let end = start + group.len();
        let places = chosen.get(start..end).unwrap_or_default();
        start = end;
        let blocks: Vec<&Block> = places.iter().filter_map(|at| outline.blocks.get(*at)).collect();
        let texts: Vec<&str> = blocks.iter().map(|block| &*block.text).collect();
        match group.first().copied().flatten() {
            Some(quotation) if repeated.contains(&quotation) => {}
            Some(quotation)
                if letters(places) * 10 < all * MOST_OF_TEN && !is_pulled(outline, quotation) =>
            {
                let signature = |block: &&&Block| !is_signature(outline, block);
                let words =
                    blocks.iter().rposition(|block| signature(&block)).map_or(0, |at| at + 1);
                let (said, signed) = texts.split_at(words.max(1).min(texts.len()));
                paragraphs.extend(with_marks(said));
                paragraphs.extend(signed.iter().map(|text| (*text).to_owned()));
            }
            _ => paragraphs.extend(texts.into_iter().map(str::to_owned)),
        }
    }
    paragraphs
}

/// The block quotation that the block stands in, the outermost one.
fn quotation(outline: &Outline, at: usize) -> Option<usize> {
    let block = outline.blocks.get(at)?;
    let is_quotation = |at: &usize| {
        let found = outline.containers.get(*at);
        found.is_some_and(|found| &*found.name == "blockquote" || is_pull_quote(found))
    };
    outline.around(block).filter(is_quotation).last()
}

/// Whether the page calls the element a pull quote.
fn is_pull_quote(container: &Container) -> bool {
    container.role.is_pull_quote && &*container.name != "article"
}

fn is_pulled(outline: &Outline, at: usize) -> bool {
    outline.containers.get(at).is_some_and(is_pull_quote)
}

/// Whether the block says who is quoted, by its element or class.
fn is_signature(outline: &Outline, block: &Block) -> bool {
    let containers = outline.around(block).filter_map(|at| outline.containers.get(at));
    let mut within = containers.take_while(|found| &*found.name != "blockquote");
    let is_such = |found: &Container| {
        matches!(&*found.name, "cite" | "footer" | "figcaption") || found.role.is_source
    };
    block.words <= WORDS_OF_A_SIGNATURE && within.any(is_such)
}

/// The block quotations whose words stand elsewhere in the article.
fn pull_quotes(outline: &Outline, chosen: &[usize], quoted: &[Option<usize>]) -> HashSet<usize> {
    let plain = |at: &usize| {
        let text = outline.blocks.get(*at).map(|block| &*block.text).unwrap_or_default();
        text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>()
    };
    let of = |wanted: Option<usize>| {
        let places = chosen.iter().zip(quoted).filter(move |(_, found)| **found == wanted);
        places.map(|(at, _)| plain(at)).collect::<Vec<_>>()
    };
    let mut quotations: Vec<usize> = quoted.iter().flatten().copied().collect();
    quotations.dedup();
    if quotations.is_empty() {
        return HashSet::new();
    }
    let rest = of(None).join(" ");
    let is_repeated = |quotation: &usize| {
        let mut words = of(Some(*quotation)).concat();
        words.truncate(words.trim_end_matches('.').len());
        let is_named = is_pulled(outline, *quotation);
        let least = if is_named { LETTERS_OF_A_NAMED_PULL_QUOTE } else { LETTERS_OF_A_PULL_QUOTE };
        words.len() >= least && rest.contains(&words)
    };
    quotations.into_iter().take(MOST_PULL_QUOTES).filter(is_repeated).collect()
}

/// The paragraphs of one quotation with its marks, where it has none. A line with a dash in front
/// says who is quoted.
fn with_marks(paragraphs: &[&str]) -> Vec<String> {
    let is_signature = |text: &str| text.starts_with(['—', '–', '―', '-', '~']);
    let is_marked = paragraphs.first().is_some_and(|first| first.starts_with(is_mark));
    let last = paragraphs.iter().rposition(|text| !is_signature(text));
    let mark = |(at, text): (usize, &&str)| {
        if is_marked || is_signature(text) {
            return (*text).to_owned();
        }
        let end = if Some(at) == last { "”" } else { "" };
        let (text, signature) = signed(text);
        format!("“{text}{end}{signature}")
    };
    paragraphs.iter().enumerate().map(mark).collect()
}

/// The text and the last line of it, with the break before, where a dash begins that.
fn signed(text: &str) -> (&str, &str) {
    let cut = text.rfind('\n').filter(|at| {
        let line = text.get(*at..).unwrap_or_default().trim_start();
        line.starts_with(['—', '–', '―'])
    });
    cut.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_paragraph_opens_and_the_last_one_closes() {
        assert_eq!(
            with_marks(&["Rain.", "Snow.", "— Ada Obi"]),
            ["“Rain.", "“Snow.”", "— Ada Obi"]
        );
        assert_eq!(with_marks(&["Rain.\n— Ada Obi"]), ["“Rain.”\n— Ada Obi"]);
    }

    #[test]
    fn marks_that_are_there_are_enough() {
        assert_eq!(with_marks(&["“Rain,” she said.", "Snow."]), ["“Rain,” she said.", "Snow."]);
    }
}
