//! Ctrl-C while Rust is at work.

use std::time::{Duration, Instant};

use pyo3::prelude::*;

/// A person who presses Ctrl-C does not notice so little, and looking costs less than a thousandth
/// of it.
const PATIENCE: Duration = Duration::from_millis(50);

/// Looks from time to time whether the interpreter has a signal to handle.
#[derive(Debug)]
pub(crate) struct Signals {
    looked: Instant,
}

impl Signals {
    pub(crate) fn new() -> Self {
        Self { looked: Instant::now() }
    }

    /// The exception of a signal, mostly `KeyboardInterrupt`. To be called without the interpreter's
    /// lock; signals reach the main thread only.
    pub(crate) fn check(&mut self) -> PyResult<()> {
        if self.looked.elapsed() < PATIENCE {
            return Ok(());
        }
        self.looked = Instant::now();
        // No interpreter, no signals: it is shutting down.
        Python::try_attach(|py| py.check_signals()).unwrap_or(Ok(()))
    }
}
