//! Quotations that a page sets apart rather than marks.
//!
//! A `<blockquote>` is the page's own word for what somebody else said or wrote, and nothing of it
//! would be left in plain text. So its paragraphs get the marks that a newspaper sets: each opens
//! with “, the last one closes with ”. That the marks are not in the page is no harm, as `<q>` shows
//! marks in a browser that are not in the page either; offsets count them, as they are in the text.

use std::collections::HashSet;

use super::inline::is_mark;
use super::outline::Outline;

/// A page may set all its text in a block quotation, to indent it.
const MOST_OF_TEN: usize = 8;

/// Pull quotes that are looked for in the rest of the article, which takes its length for each.
const MOST_PULL_QUOTES: usize = 50;

/// Shorter ones may stand twice by chance.
const LETTERS_OF_A_PULL_QUOTE: usize = 20;

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
        let texts = places.iter().filter_map(|at| outline.blocks.get(*at));
        let texts: Vec<&str> = texts.map(|block| &*block.text).collect();
        match group.first().copied().flatten() {
            Some(quotation) if repeated.contains(&quotation) => {}
            Some(_) if letters(places) * 10 < all * MOST_OF_TEN => {
                paragraphs.extend(with_marks(&texts));
            }
            _ => paragraphs.extend(texts.into_iter().map(str::to_owned)),
        }
    }
    paragraphs
}

/// The block quotation that the block stands in, the outermost one.
fn quotation(outline: &Outline, at: usize) -> Option<usize> {
    let block = outline.blocks.get(at)?;
    let is_quotation =
        |at: &usize| outline.containers.get(*at).is_some_and(|found| &*found.name == "blockquote");
    outline.around(block).filter(is_quotation).last()
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
        words.len() >= LETTERS_OF_A_PULL_QUOTE && rest.contains(&words)
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
        format!("“{text}{end}")
    };
    paragraphs.iter().enumerate().map(mark).collect()
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
    }

    #[test]
    fn marks_that_are_there_are_enough() {
        assert_eq!(with_marks(&["“Rain,” she said.", "Snow."]), ["“Rain,” she said.", "Snow."]);
    }
}
