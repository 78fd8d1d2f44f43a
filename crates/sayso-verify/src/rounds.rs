//! The documents of a corpus, read round and round.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use sayso_text::Document;

use crate::document_id::plain;

/// Reads documents one after the other, from the first again after the last, and keeps one.
///
/// The first round learns which names there are, 8 bytes for each, so that later rounds need not
/// look for a document that is not there.
pub(crate) struct Rounds<F, D> {
    open: F,
    documents: D,
    /// The document that was read last: the rows of the next block may begin with its.
    current: Option<Document>,
    /// How many items of this round have been read.
    position: usize,
    is_first: bool,
    names: Names,
}

impl<F, D, E> Rounds<F, D>
where
    F: Fn() -> D,
    D: Iterator<Item = Result<Document, E>>,
{
    pub(crate) fn new(open: F) -> Self {
        let documents = open();
        let names = Names::default();
        Self { open, documents, current: None, position: 0, is_first: true, names }
    }

    pub(crate) fn current(&self) -> Option<&Document> {
        self.current.as_ref()
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// The names of all documents, once they are known.
    pub(crate) fn names(&self) -> Option<&Names> {
        (!self.is_first).then_some(&self.names)
    }

    /// Reads the next document. Gives nothing at the end of the round, and the error of one that
    /// cannot be read in the first round alone.
    pub(crate) fn advance(&mut self) -> Option<Result<(), E>> {
        loop {
            let Some(read) = self.documents.next() else {
                self.current = None;
                self.is_first = false;
                return None;
            };
            self.position += 1;
            match read {
                Ok(document) => {
                    if self.is_first {
                        self.names.add(&document.id);
                    }
                    self.current = Some(document);
                    return Some(Ok(()));
                }
                Err(error) if self.is_first => return Some(Err(error)),
                Err(_) => {}
            }
        }
    }

    /// Begins with the first document again.
    pub(crate) fn restart(&mut self) {
        self.documents = (self.open)();
        self.position = 0;
    }
}

/// The names of documents, and those of several: by their hashes, since a meeting of two hashes
/// costs no more than one round.
#[derive(Default)]
pub(crate) struct Names {
    state: RandomState,
    all: HashSet<u64>,
    repeated: HashSet<u64>,
}

impl Names {
    fn add(&mut self, id: &str) {
        let hash = self.state.hash_one(plain(id));
        if !self.all.insert(hash) {
            self.repeated.insert(hash);
        }
    }

    /// Whether a document has the plain name.
    pub(crate) fn have(&self, plain_id: &str) -> bool {
        self.all.contains(&self.state.hash_one(plain_id))
    }

    /// Whether several have it.
    pub(crate) fn repeat(&self, plain_id: &str) -> bool {
        self.repeated.contains(&self.state.hash_one(plain_id))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn names_are_known_after_the_first_round() {
        let ids = ["a", "7", "007"];
        let mut rounds =
            Rounds::new(|| ids.iter().map(|id| Ok::<_, Infallible>(Document::new(*id, ""))));
        for id in ids {
            assert!(rounds.names().is_none());
            assert!(rounds.advance().is_some());
            assert_eq!(rounds.current().map(|document| &*document.id), Some(id));
        }
        assert!(rounds.advance().is_none());
        let names = rounds.names().expect("the round is over");
        assert!(names.have("a") && names.have("7") && !names.have("b"));
        assert!(names.repeat("7") && !names.repeat("a"));
        rounds.restart();
        assert_eq!(rounds.position(), 0);
        assert!(rounds.advance().is_some());
    }
}
