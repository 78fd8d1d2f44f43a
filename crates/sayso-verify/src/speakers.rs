//! Whether the speaker that a row names is named in the article, and is not another than its source names.

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
        if resolved.is_some() && self.source_is_another(text, row) {
            return Err(Some(Change::Name));
        }
        Ok(resolved)
    }

    /// Whether the source is the name of somebody else than the speaker: capitals alone ("Ada Obi", "Ms
    /// Obi", "Obi"), of which the speaker has no word. What an article or a pronoun begins is no name, what
    /// the text also writes small is a word, letters alone stand for longer names, and what stands before
    /// the speaker's name in the text is a title.
    fn source_is_another(&mut self, text: &str, row: &Row) -> bool {
        let source = row.source.text();
        let name = words(source);
        let Some(last) = name.last() else { return false };
        let begins = |word: &Word, is: fn(char) -> bool| word.span.of(source).starts_with(is);
        let is_name = name.iter().all(|word| begins(word, char::is_uppercase))
            && last.span.of(source).contains(char::is_lowercase)
            && !name.iter().any(|word| NO_NAMES.contains(&&*word.plain));
        let speaker = words(row.speaker.text());
        let has = |word: &Word| speaker.iter().any(|other| other.plain == word.plain);
        if !is_name || name.iter().any(has) {
            return false;
        }
        let all = self.words.get_or_insert_with(|| words(text));
        let is_small = |word: &Word| word.span.of(text).starts_with(char::is_lowercase);
        let is_there = all.iter().filter(|word| word.plain == last.plain);
        let is_word = is_there.clone().any(is_small);
        let follows = |pair: &[Word]| match pair {
            [before, word] => before.plain == last.plain && has(word),
            _ => false,
        };
        !is_word && is_there.count() > 1 && !all.windows(2).any(follows)
    }
}

fn place(all: &[Word], phrase: &[Word], near: usize) -> Result<Span, Option<Change>> {
    let has = |word: &Word| all.iter().any(|other| other.plain == word.plain);
    let change = || phrase.iter().any(has).then_some(Change::Name);
    find(all, phrase, near).ok_or_else(change)
}

/// What begins a source that is no name, however it is written.
const NO_NAMES: [&str; 32] = [
    "the", "a", "an", "this", "that", "these", "those", "he", "she", "it", "they", "we", "i",
    "you", "his", "her", "its", "their", "our", "my", "your", "one", "both", "some", "many",
    "most", "all", "who", "others", "another", "each", "several",
];

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
    fn another_than_the_source_names_is_wrong() {
        let text = "Ada Obi of the Harbour Board (HB) spoke first, Mayor Obi said. Bo Ek left.\n\n\
                    Chairman Ek laughed. Chairman Ek said no. The board is small. The Board said yes.";
        let is_wrong = |speaker: &str, source: &str| {
            Speakers::default().find(text, &row(speaker, source), None) == Err(Some(Change::Name))
        };
        assert!(is_wrong("Bo Ek", "Ada Obi"));
        assert!(is_wrong("Bo Ek", "Obi"), "a surname alone");
        assert!(is_wrong("Ada Obi", "Chairman Ek"));
        assert!(!is_wrong("Ada Obi", "Mayor Obi"), "her title and name");
        assert!(!is_wrong("Bo Ek", "Chairman"), "a title that stands before his name");
        assert!(!is_wrong("Ada Obi", "Board"), "a word that is written small too");
        assert!(!is_wrong("Harbour Board", "HB"), "letters of a longer name");
        assert!(!is_wrong("Ada Obi", "The Board"), "no name");
        assert!(!is_wrong("Ada Obi", "She"));
    }

    #[test]
    fn name_that_nobody_has_is_wrong() {
        assert_eq!(found("Ada Eze", "she", None), Err(Some(Change::Name)));
        assert_eq!(found("Ada Obi; Ida Lund", "they", None), Err(None));
    }
}
