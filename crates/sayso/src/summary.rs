//! What a run amounts to.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use sayso_text::{AttributionType, Document, Kind, Statement};

use crate::Failure;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Documents read, with or without statements.
    pub documents: usize,
    /// Those of them that have no text: a cell that is missing, or holds white space alone.
    pub empty: usize,
    /// Documents and inputs that failed.
    pub failed: usize,
    /// Warnings, which cost no document.
    pub warnings: usize,
    /// Bytes of text.
    pub bytes: u64,
    /// Words and numbers of text.
    pub words: u64,
    /// All statements.
    pub statements: usize,
    /// Speakers with a name, each counted once in every document in which it speaks.
    pub speakers: usize,
    kinds: [usize; Kind::ALL.len()],
    types: [usize; AttributionType::ALL.len()],
}

impl Summary {
    /// The statements of one kind.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> usize {
        self.kinds[kind as usize]
    }

    /// The statements of one kind, to take up the counts of an earlier run.
    pub fn of_kind_mut(&mut self, kind: Kind) -> &mut usize {
        &mut self.kinds[kind as usize]
    }

    /// The statements of one attribution type.
    #[must_use]
    pub fn of_type(&self, attribution_type: AttributionType) -> usize {
        self.types[attribution_type as usize]
    }

    /// The statements of one attribution type, to take up the counts of an earlier run.
    pub fn of_type_mut(&mut self, attribution_type: AttributionType) -> &mut usize {
        &mut self.types[attribution_type as usize]
    }

    /// Counts a document with its words and its statements.
    pub fn add_document(&mut self, document: &Document, words: usize, statements: &[Statement]) {
        self.documents += 1;
        self.empty += usize::from(document.text.trim().is_empty());
        self.bytes += document.text.len() as u64;
        self.words += words as u64;
        self.statements += statements.len();
        self.speakers += speakers(statements);
        for Statement { attribution, .. } in statements {
            self.kinds[attribution.kind as usize] += 1;
            self.types[attribution.attribution_type as usize] += 1;
        }
    }

    /// Counts a failure, or a warning.
    pub fn add_failure(&mut self, failure: &Failure) {
        if failure.is_warning {
            self.warnings += 1;
        } else {
            self.failed += 1;
        }
    }
}

impl AddAssign<&Summary> for Summary {
    fn add_assign(&mut self, other: &Summary) {
        self.documents += other.documents;
        self.empty += other.empty;
        self.failed += other.failed;
        self.warnings += other.warnings;
        self.bytes += other.bytes;
        self.words += other.words;
        self.statements += other.statements;
        self.speakers += other.speakers;
        self.kinds.iter_mut().zip(other.kinds).for_each(|(sum, count)| *sum += count);
        self.types.iter_mut().zip(other.types).for_each(|(sum, count)| *sum += count);
    }
}

/// How many different names the speakers have.
fn speakers(statements: &[Statement]) -> usize {
    let named = statements.iter().filter(|statement| statement.speaker.is_named());
    named.map(|statement| &*statement.speaker.name).collect::<BTreeSet<_>>().len()
}
