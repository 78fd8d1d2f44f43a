//! What a run amounts to.

use sayso_text::{AttributionType, Document, Kind, Statement};

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

    pub(crate) fn add(&mut self, done: &Extracted) {
        self.documents += 1;
        self.bytes += done.document.text.len() as u64;
        self.words += done.words as u64;
        self.statements += done.statements.len();
        for Statement { attribution, .. } in &done.statements {
            self.kinds[attribution.kind as usize] += 1;
            self.types[attribution.attribution_type as usize] += 1;
        }
    }

    pub(crate) fn add_failure(&mut self, failure: &Failure) {
        match failure.is_warning {
            true => self.warnings += 1,
            false => self.failed += 1,
        }
    }
}

/// Is told what happens in a run, in the order of the input, on the thread that called.
pub trait Observer {
    /// A document has passed the pipeline and goes to the sink.
    fn extracted(&mut self, document: &Document, statements: &[Statement]) {
        let _ = (document, statements);
    }

    /// A document or an input has failed.
    fn failed(&mut self, failure: &Failure) {
        let _ = failure;
    }
}

/// Sees nothing.
impl Observer for () {}

/// Collects the failures.
impl Observer for Vec<Failure> {
    fn failed(&mut self, failure: &Failure) {
        self.push(failure.clone());
    }
}
