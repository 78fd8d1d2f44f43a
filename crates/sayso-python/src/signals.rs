//! Ctrl-C while Rust is at work.
//!
//! Only Python's main thread may ask whether a signal came, and a stage asks nothing before its text
//! is read, which may take minutes. So long work has a thread of its own, and the one that called
//! waits and asks. After an interrupt it waits no more: the work is told to stop, takes up no further
//! document, and ends by itself with the one that it is at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use pyo3::prelude::*;
use sayso::Failure;
use sayso::text::Document;

use crate::error::Error;

/// A person who presses Ctrl-C does not notice so little, and asking costs less than a thousandth
/// of it.
const PATIENCE: Duration = Duration::from_millis(50);

/// The bytes of text that the slowest model reads in half a second: for less of it, a thread would
/// only cost time.
const LONG: usize = 1 << 16;

/// Tells work that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The items until it is told.
    pub(crate) fn before<'s, T>(
        &'s self,
        items: impl Iterator<Item = T> + Send + 's,
    ) -> impl Iterator<Item = T> + Send + 's {
        items.take_while(|_| !self.0.load(Ordering::Relaxed))
    }

    fn tell(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What the work gives, unless a signal comes before: then its exception, mostly
/// `KeyboardInterrupt`. To be called without the interpreter's lock.
pub(crate) fn interruptible<T: Send + 'static>(
    work: impl FnOnce(&Stop) -> PyResult<T> + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let stop = Stop::default();
    let told = stop.clone();
    // Nobody receives what comes after an interrupt.
    let work = move || drop(sender.send(work(&told)));
    let thread = thread::Builder::new().name("sayso".to_owned()).spawn(work)?;
    wait(&receiver, &stop).unwrap_or_else(|| Err(failure(thread)))
}

/// The same for one text, on a thread of its own only where it is long.
pub(crate) fn on_text<T: Send + 'static>(
    document: Document,
    work: impl FnOnce(Document) -> PyResult<T> + Send + 'static,
) -> PyResult<T> {
    if document.text.len() < LONG {
        return work(document);
    }
    interruptible(move |_| work(document))
}

/// What is received; none where the work ended without it.
fn wait<T>(receiver: &Receiver<PyResult<T>>, stop: &Stop) -> Option<PyResult<T>> {
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(done) => return Some(done),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Err(signal) = signal() {
            stop.tell();
            return Some(Err(signal));
        }
    }
}

/// The exception of a signal. Without an interpreter, which is shutting down then, there is none.
fn signal() -> PyResult<()> {
    Python::try_attach(|py| py.check_signals()).unwrap_or(Ok(()))
}

fn failure(thread: JoinHandle<()>) -> PyErr {
    let reason = thread.join().err().map(|panic| Failure::of_panic(None, &*panic).reason);
    Error::new_err(reason.unwrap_or_default())
}
