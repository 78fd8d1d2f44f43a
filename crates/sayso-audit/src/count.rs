//! What is counted of one group of statements.

use std::collections::HashSet;

use sayso_text::{Kind, SpeakerKind, Statement};

use crate::words::Words;

/// The figures of one group of statements: an outlet, a month, a kind of source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// Statements.
    pub statements: u64,
    /// Articles with such a statement.
    pub articles: u64,
    /// Different speakers with a name; the same name in two articles is one speaker.
    pub speakers: u64,
    /// Words of their contents: what stands between white space.
    pub words: u64,
    /// Of these the quoted ones: all of a direct content, of a mixed one those between marks.
    pub words_quoted: u64,
    /// Statements of each [`Kind`], in the order of [`Kind::ALL`].
    pub kinds: [u64; Kind::ALL.len()],
    /// Statements of each kind of speaker, in the order of [`SpeakerKind::ALL`].
    pub speaker_kinds: [u64; SpeakerKind::ALL.len()],
    /// Statements of each label, in the order of [`Labels::names`](crate::Labels::names).
    pub labels: Vec<u64>,
}

/// What a statement adds to each group that it belongs to.
pub(crate) struct Entry<'e> {
    /// Counted from 1.
    pub(crate) article: u64,
    pub(crate) statement: &'e Statement,
    pub(crate) words: Words,
    /// The places of its speaker's labels.
    pub(crate) labels: &'e [usize],
    /// A hash of the speaker's name, where there is one.
    pub(crate) speaker: Option<u64>,
}

/// A count that is being made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counter {
    count: Count,
    speakers: HashSet<u64>,
    last_article: u64,
}

impl Counter {
    pub(crate) fn add(&mut self, entry: &Entry<'_>) {
        let Count { statements, articles, words, words_quoted, kinds, speaker_kinds, .. } =
            &mut self.count;
        *statements += 1;
        *articles += u64::from(self.last_article != entry.article);
        self.last_article = entry.article;
        *words += entry.words.all;
        *words_quoted += entry.words.quoted;
        kinds[entry.statement.attribution.kind as usize] += 1;
        speaker_kinds[entry.statement.speaker.kind as usize] += 1;
        self.speakers.extend(entry.speaker);
        for label in entry.labels {
            if self.count.labels.len() <= *label {
                self.count.labels.resize(*label + 1, 0);
            }
            self.count.labels[*label] += 1;
        }
    }

    /// The count, with a figure for each of so many labels.
    pub(crate) fn finish(mut self, labels: usize) -> Count {
        self.count.speakers = self.speakers.len() as u64;
        self.count.labels.resize(labels, 0);
        self.count
    }
}
