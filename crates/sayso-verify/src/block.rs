//! Some rows of a table that are checked together.

use std::collections::HashMap;

use sayso_export::Offsets;
use sayso_text::Document;

use crate::article::Article;
use crate::document_id::plain;
use crate::rounds::Names;
use crate::verdict::worst;
use crate::{Checked, Row, Verdict};

/// Rows in the order of the table, and by the documents that they name.
#[derive(Default)]
pub(crate) struct Block {
    rows: Vec<Candidate>,
    by_document: HashMap<String, Vec<usize>>,
    /// The rows that wait for their document, or for a better one of its name.
    open: usize,
    bytes: usize,
}

struct Candidate {
    row: Row,
    /// The best so far: of several documents of one name, a row belongs to the one it fits.
    verdicts: Option<[Verdict; Row::CLAIMS]>,
    is_open: bool,
}

impl Block {
    pub(crate) fn push(&mut self, row: Row) {
        self.bytes += row.bytes();
        let id = plain(&row.doc_id);
        let place = self.rows.len();
        match self.by_document.get_mut(&*id) {
            Some(places) => places.push(place),
            None => {
                self.by_document.insert(id.into_owned(), vec![place]);
            }
        }
        self.rows.push(Candidate { row, verdicts: None, is_open: true });
        self.open += 1;
    }

    /// The memory that the rows take, about.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether a row waits for a document.
    pub(crate) fn is_open(&self) -> bool {
        self.open > 0
    }

    /// Checks the rows that name the document. Rows that do not fit it wait for another one of its
    /// name, unless the names are known and it is the only one.
    pub(crate) fn check(&mut self, document: &Document, offsets: Offsets, names: Option<&Names>) {
        let id = plain(&document.id);
        let Some(places) = self.by_document.get(&*id) else { return };
        let is_only = names.is_some_and(|names| !names.repeat(&id));
        let mut article = None;
        for &place in places {
            let Some(candidate) = self.rows.get_mut(place).filter(|row| row.is_open) else {
                continue;
            };
            let article = article.get_or_insert_with(|| Article::new(&document.text, offsets));
            candidate.improve(article.check(&candidate.row));
            candidate.is_open &= !is_only;
            self.open -= usize::from(!candidate.is_open);
        }
    }

    /// Gives up on rows for which no document is left to come.
    pub(crate) fn close(&mut self, names: &Names) {
        for candidate in self.rows.iter_mut().filter(|candidate| candidate.is_open) {
            let id = plain(&candidate.row.doc_id);
            let is_decided = candidate.verdicts.is_some() && !names.repeat(&id);
            if is_decided || !names.have(&id) {
                candidate.is_open = false;
                self.open -= 1;
            }
        }
    }

    /// The rows with their verdicts, in the order of the table.
    pub(crate) fn into_checked(self) -> impl Iterator<Item = Checked> {
        self.rows.into_iter().map(|candidate| {
            let missing = || [const { Verdict::DocumentMissing }; Row::CLAIMS];
            Checked::new(candidate.row, candidate.verdicts.unwrap_or_else(missing))
        })
    }
}

impl Candidate {
    fn improve(&mut self, verdicts: [Verdict; Row::CLAIMS]) {
        let rank = worst(&verdicts).rank();
        if self.verdicts.as_ref().is_none_or(|found| rank < worst(found).rank()) {
            self.is_open = !worst(&verdicts).is_word_for_word();
            self.verdicts = Some(verdicts);
        }
    }
}
