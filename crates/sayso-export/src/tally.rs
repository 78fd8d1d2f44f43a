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
            count.add(attribution.kind, speaker.kind, self.documents);
        }
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
    fn add(&mut self, kind: Kind, speaker: SpeakerKind, document: u64) {
        self.kind = speaker;
        self.statements += 1;
        match kind {
            Kind::Direct => self.direct += 1,
            Kind::Indirect => self.indirect += 1,
            Kind::Mixed => self.mixed += 1,
        }
        self.documents += u64::from(self.last_document != document);
        self.last_document = document;
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
