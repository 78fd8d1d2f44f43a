//! What was changed in the words of another statement.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::words::{Class, Word, telling_stems};

/// The words of a statement laid beside those of the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Runs of words that are in both, only in the first, or only in the other.
    pub pieces: Vec<Piece>,
    /// What the change is about.
    pub changes: Vec<Change>,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the first alone.
    Removed(String),
    /// In the other alone.
    Added(String),
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Only pronouns, tenses and the like: what reporting does to speech.
    Reported,
    /// A number is another, came or went.
    Number,
    /// A "not", "never" or its like.
    Negation,
    /// A word with a capital letter.
    Name,
    /// Words are left out, and none came.
    Shorter,
    /// Words came, and none are left out.
    Longer,
    /// Other words.
    Words,
}

impl Change {
    /// The name, as in a table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Number => "number",
            Self::Negation => "negation",
            Self::Name => "name",
            Self::Shorter => "shorter",
            Self::Longer => "longer",
            Self::Words => "words",
        }
    }
}

/// As many words that are left out or put in, and nothing else, are a cut or an addition, whatever is in
/// them.
const MUCH: usize = 8;

/// How many words stand around a change where the rest is left out.
const AROUND: usize = 3;

impl Difference {
    pub(crate) fn new(first: &[Word<'_>], other: &[Word<'_>]) -> Self {
        let forms =
            |words: &[Word<'_>]| -> Vec<u32> { words.iter().map(|word| word.sense.form).collect() };
        let found = capture_diff_slices(Algorithm::Myers, &forms(first), &forms(other));
        let (mut pieces, mut removed, mut added) = (Vec::new(), Vec::new(), Vec::new());
        for found in found {
            let (tag, old, new) = found.as_tag_tuple();
            let (old, new) =
                (first.get(old).unwrap_or_default(), other.get(new).unwrap_or_default());
            if tag == DiffTag::Equal {
                pieces.push(Piece::Same(joined(new)));
                continue;
            }
            removed.extend_from_slice(old);
            added.extend_from_slice(new);
            pieces.extend((!old.is_empty()).then(|| Piece::Removed(joined(old))));
            pieces.extend((!new.is_empty()).then(|| Piece::Added(joined(new))));
        }
        let changes = changes((first, &removed), (other, &added));
        Self { pieces, changes }
    }

    /// Whether nothing but case and marks differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The change in the notation of wdiff, `[-will-] {+would+}`, with few words around it.
    #[must_use]
    pub fn marked(&self) -> String {
        let last = self.pieces.len().saturating_sub(1);
        let parts = self.pieces.iter().enumerate().map(|(place, piece)| match piece {
            Piece::Same(words) => shortened(words, place == 0, place == last),
            Piece::Removed(words) => format!("[-{words}-]"),
            Piece::Added(words) => format!("{{+{words}+}}"),
        });
        if self.is_empty() { String::new() } else { parts.collect::<Vec<_>>().join(" ") }
    }
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// The words beside the changes before and behind them.
fn shortened(words: &str, is_first: bool, is_last: bool) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    let start = if is_first { 0 } else { AROUND };
    let end = if is_last { 0 } else { AROUND };
    if all.len() <= start + end + 1 {
        return words.to_owned();
    }
    let (before, behind) = (&all[..start], &all[all.len() - end..]);
    let parts = [before.join(" "), "…".to_owned(), behind.join(" ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the words are about that stand on one side alone.
fn changes(
    (first, removed): (&[Word<'_>], &[Word<'_>]),
    (other, added): (&[Word<'_>], &[Word<'_>]),
) -> Vec<Change> {
    if removed.is_empty() && added.is_empty() {
        return Vec::new();
    }
    let has =
        |class: Class, in_words: &[Word<'_>]| in_words.iter().any(|word| word.sense.class == class);
    let count = |class: Class, in_words: &[Word<'_>]| {
        in_words.iter().filter(|word| word.sense.class == class).count()
    };
    let is_cut_or_longer = removed.is_empty() || added.is_empty();
    if is_cut_or_longer && removed.len() + added.len() >= MUCH {
        return vec![if added.is_empty() { Change::Shorter } else { Change::Longer }];
    }
    let mut changes = Vec::new();
    if has(Class::Number, removed) || has(Class::Number, added) {
        changes.push(Change::Number);
    }
    if count(Class::Negation, removed) != count(Class::Negation, added) {
        changes.push(Change::Negation);
    }
    if names(first, removed) || names(other, added) {
        changes.push(Change::Name);
    }
    if !changes.is_empty() {
        return changes;
    }
    vec![if telling_stems(first) == telling_stems(other) {
        Change::Reported
    } else if added.is_empty() {
        Change::Shorter
    } else if removed.is_empty() {
        Change::Longer
    } else {
        Change::Words
    }]
}

/// Whether a word with a capital letter that does not begin the statement or one of its sentences is
/// among those that differ.
fn names(all: &[Word<'_>], own: &[Word<'_>]) -> bool {
    let bare = |word: &Word<'_>| {
        let text = word.text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
        text.starts_with(char::is_uppercase) && word.sense.class == Class::Other
    };
    own.iter().filter(|word| bare(word)).any(|word| {
        let before = all.iter().position(|it| std::ptr::eq(it.text, word.text));
        let before = before.and_then(|place| place.checked_sub(1)).and_then(|place| all.get(place));
        before.is_some_and(|before| {
            !before.text.trim_end_matches(['”', '"', '’']).ends_with(['.', '!', '?'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn difference(first: &str, other: &str) -> (String, Vec<Change>) {
        let mut words = Words::new();
        let (first, other) = (words.read(first), words.read(other));
        let found = Difference::new(&first, &other);
        (found.marked(), found.changes)
    }

    #[test]
    fn case_and_marks_are_no_change() {
        assert_eq!(difference("“Rain is near,”", "rain is near"), (String::new(), vec![]));
    }

    #[test]
    fn reporting_is_told_from_rewording() {
        let first = "“We will close all the schools in town tonight.”";
        let (marked, changes) =
            difference(first, "they would close all the schools in town tonight");
        assert_eq!(marked, "[-“We will-] {+they would+} close all the …");
        assert_eq!(changes, [Change::Reported]);
        assert_eq!(
            difference(first, "we will shut all the schools in town tonight").1,
            [Change::Words]
        );
    }

    #[test]
    fn number_negation_and_name_are_told() {
        let first = "the levee will hold for 40 days, Dee Lind and Tom Ode agree";
        let changed = |other| difference(first, other).1;
        assert_eq!(
            changed("the levee will hold for 14 days, Dee Lind and Tom Ode agree"),
            [Change::Number]
        );
        assert_eq!(
            changed("the levee won't hold for 40 days, Dee Lind and Tom Ode agree"),
            [Change::Negation]
        );
        assert_eq!(
            changed("the levee will hold for 40 days, Dee Lind and Bo Ek agree"),
            [Change::Name]
        );
        assert_eq!(
            changed("the levee will hold for 40 days, Dee Lind agrees").first(),
            Some(&Change::Name)
        );
        assert_eq!(changed("the levee will hold for 40 days"), [Change::Name]);
    }

    #[test]
    fn what_was_left_out_or_came_is_told() {
        let first = "pumps ran dry in the valley before noon";
        assert_eq!(difference(first, "pumps ran dry in the valley").1, [Change::Shorter]);
        assert_eq!(difference("pumps ran dry in the valley", first).1, [Change::Longer]);
        let more = "Dee Lind said the 40 old pumps would not run. ".to_owned() + first;
        assert_eq!(difference(first, &more).1, [Change::Longer]);
        assert_eq!(
            difference(first, "pumps never ran dry in the valley before noon").1,
            [Change::Negation]
        );
        // The first word of a sentence has its capital from there.
        let other = "Old pumps ran dry in the valley before noon";
        assert_eq!(difference(first, other).1, [Change::Longer]);
    }
}
