//! How often each speaker speaks, over all documents.

use std::collections::HashMap;
use std::sync::Arc;

use sayso_text::{Kind, SpeakerKind, Statement};

/// Counts statements by speaker. Grows with the number of different names, not of statements.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    speakers: HashMap<Arc<str>, Count>,
    documents: u64,
}

/// What a row says of who has spoken.
#[cfg(feature = "xlsx")]
pub(crate) struct RowCount<'r> {
    pub(crate) speaker: &'r str,
    pub(crate) speaker_kind: SpeakerKind,
    pub(crate) kind: Option<Kind>,
    /// Whether no row before it has the speaker in its document.
    pub(crate) is_new_document: bool,
}

/// What one speaker has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) kind: SpeakerKind,
    pub(crate) statements: u64,
    pub(crate) direct: u64,
    pub(crate) indirect: u64,
    pub(crate) mixed: u64,
    /// The documents in which the speaker speaks.
    pub(crate) documents: u64,
    last_document: u64,
}

impl Tally {
    /// Counts the statements of one document; those without a speaker are left out.
    pub(crate) fn add(&mut self, statements: &[Statement]) {
        self.documents += 1;
        for Statement { speaker, attribution, .. } in statements {
            if speaker.name.is_empty() {
                continue;
            }
            let count = self.speakers.entry(Arc::clone(&speaker.name)).or_default();
            count.add(Some(attribution.kind), speaker.kind);
            count.documents += u64::from(count.last_document != self.documents);
            count.last_document = self.documents;
        }
    }

    /// Counts a row; one without a speaker is left out.
    #[cfg(feature = "xlsx")]
    pub(crate) fn add_row(&mut self, row: &RowCount<'_>) {
        if row.speaker.is_empty() {
            return;
        }
        let count = self.speakers.entry(Arc::from(row.speaker)).or_default();
        count.add(row.kind, row.speaker_kind);
        count.documents += u64::from(row.is_new_document);
    }

    /// The speakers, most statements first; of equal ones in the order of their names.
    pub(crate) fn ranked(&self) -> Vec<(&str, Count)> {
        let mut ranked: Vec<_> =
            self.speakers.iter().map(|(name, count)| (&**name, *count)).collect();
        ranked.sort_unstable_by(|(a, first), (b, second)| {
            second.statements.cmp(&first.statements).then_with(|| a.cmp(b))
        });
        ranked
    }
}

impl Count {
    fn add(&mut self, kind: Option<Kind>, speaker: SpeakerKind) {
        self.kind = speaker;
        self.statements += 1;
        match kind {
            Some(Kind::Direct) => self.direct += 1,
            Some(Kind::Indirect) => self.indirect += 1,
            Some(Kind::Mixed) => self.mixed += 1,
            Some(_) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn speakers_are_ranked_and_documents_counted_once() {
        let (_, statements) = sample::document();
        let mut other = statements[0].clone();
        other.speaker.name = "A. Writer".into();
        let mut nobody = other.clone();
        nobody.speaker.name = "".into();
        let mut tally = Tally::default();
        tally.add(&[statements[0].clone(), statements[0].clone(), other, nobody]);
        tally.add(&statements);
        let ranked = tally.ranked();
        let names: Vec<&str> = ranked.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["Ada Okoye", "A. Writer"]);
        assert_eq!((ranked[0].1.statements, ranked[0].1.documents), (3, 2));
    }
}
