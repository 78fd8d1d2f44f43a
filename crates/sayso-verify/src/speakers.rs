//! Whether the speaker that a row names is named in the article.

use std::collections::HashMap;

use sayso_text::Span;

use crate::words::{Word, find, words};
use crate::{Change, Row};

/// What joins several speakers in a cell.
const SEVERAL: &str = "; ";

/// The names that rows of one article have had, with where the article has them: each is looked for
/// once, however long the article and however many its rows.
#[derive(Default)]
pub(crate) struct Speakers {
    words: Option<Vec<Word>>,
    found: HashMap<String, Result<Span, Option<Change>>>,
}

impl Speakers {
    /// Where the text has a name of the row that is not in its source; nothing where all are there,
    /// or, of a row without a source, in the paragraph of its content. What is wrong with one that
    /// the text has not is its error: part of it may be there.
    pub(crate) fn find(
        &mut self,
        text: &str,
        row: &Row,
        near: Option<usize>,
    ) -> Result<Option<Span>, Option<Change>> {
        if row.speaker.text().is_empty() {
            return Ok(None);
        }
        let source = words(row.source.text());
        let paragraph = near.filter(|_| source.is_empty()).map(|near| paragraph(text, near));
        let own = paragraph.map_or(source, words);
        let mut resolved = None;
        for name in row.speaker.text().split(SEVERAL) {
            let phrase = words(name);
            if phrase.is_empty() || find(&own, &phrase, 0).is_some() {
                continue;
            }
            let place = match self.found.get(name) {
                Some(place) => *place,
                None => {
                    let all = self.words.get_or_insert_with(|| words(text));
                    let place = place(all, &phrase, near.unwrap_or_default());
                    self.found.insert(name.to_owned(), place);
                    place
                }
            };
            resolved = resolved.or(Some(place?));
        }
        Ok(resolved)
    }
}

fn place(all: &[Word], phrase: &[Word], near: usize) -> Result<Span, Option<Change>> {
    let has = |word: &Word| all.iter().any(|other| other.plain == word.plain);
    let change = || phrase.iter().any(has).then_some(Change::Name);
    find(all, phrase, near).ok_or_else(change)
}

/// The most bytes of a paragraph on either side of a place that are looked at.
const BESIDE: usize = 2_048;

/// The paragraph around the byte.
fn paragraph(text: &str, near: usize) -> &str {
    let boundary = |byte: usize| {
        (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
    };
    let (from, to) = (boundary(near.saturating_sub(BESIDE)), boundary(near.saturating_add(BESIDE)));
    let (before, after) =
        (text.get(from..near).unwrap_or_default(), text.get(near..to).unwrap_or_default());
    let start = before.rfind("\n\n").map_or(from, |at| from + at + 2);
    let end = after.find("\n\n").map_or(to, |at| near + at);
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Claim;

    const TEXT: &str =
        "Ada Obi, the mayor, spoke first.\n\n“Rain is near,” she said.\n\nBo Ek left.";

    fn row(speaker: &str, source: &str) -> Row {
        let claim = |words: &str| match words {
            "" => Claim::Nothing,
            words => Claim::Words { words: words.to_owned(), ends: None },
        };
        Row { speaker: claim(speaker), source: claim(source), ..Row::default() }
    }

    fn found(
        speaker: &str,
        source: &str,
        near: Option<usize>,
    ) -> Result<Option<&'static str>, Option<Change>> {
        let found = Speakers::default().find(TEXT, &row(speaker, source), near);
        found.map(|span| span.map(|span| span.of(TEXT)))
    }

    #[test]
    fn name_in_the_source_needs_no_other_place() {
        assert_eq!(found("Ada Obi", "Ada Obi, the mayor", None), Ok(None));
        assert_eq!(found("", "she", None), Ok(None));
        assert_eq!(found("mayor", "the Mayor", None), Ok(None));
    }

    #[test]
    fn name_elsewhere_is_told_with_its_place() {
        assert_eq!(found("Ada Obi", "she", None), Ok(Some("Ada Obi")));
        assert_eq!(found("Ada Obi; Bo Ek", "they", None), Ok(Some("Ada Obi")));
        assert_eq!(found("Ada Obi", "", TEXT.find("Rain")), Ok(Some("Ada Obi")));
        assert_eq!(found("Bo Ek", "", TEXT.find("left")), Ok(None));
    }

    #[test]
    fn name_that_nobody_has_is_wrong() {
        assert_eq!(found("Ada Eze", "she", None), Err(Some(Change::Name)));
        assert_eq!(found("Ada Obi; Ida Lund", "they", None), Err(None));
    }
}
