//! What a run amounts to.

use sayso_text::{AttributionType, Kind, Statement};

use crate::Failure;
use crate::driver::Extracted;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Documents read, with or without statements.
    pub documents: usize,
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
    kinds: [usize; Kind::ALL.len()],
    types: [usize; AttributionType::ALL.len()],
}

impl Summary {
    /// The statements of one kind.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> usize {
        self.kinds[kind as usize]
    }

    /// The statements of one attribution type.
    #[must_use]
    pub fn of_type(&self, attribution_type: AttributionType) -> usize {
        self.types[attribution_type as usize]
    }

    pub(crate) fn add(&mut self, output: &Result<Extracted, Failure>) {
        match output {
            Ok(done) => self.add_document(done),
            Err(Failure { is_warning: true, .. }) => self.warnings += 1,
            Err(_) => self.failed += 1,
        }
    }

    fn add_document(&mut self, done: &Extracted) {
        self.documents += 1;
        self.bytes += done.document.text.len() as u64;
        self.words += done.words as u64;
        self.statements += done.statements.len();
        for Statement { attribution, .. } in &done.statements {
            self.kinds[attribution.kind as usize] += 1;
            self.types[attribution.attribution_type as usize] += 1;
        }
    }
}
