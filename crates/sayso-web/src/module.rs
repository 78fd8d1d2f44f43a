//! The functions that a worker in a browser calls.
//!
//! Numbers alone cross the border: the worker asks for a buffer, fills it, and reads the answer where it
//! is told. wasm-bindgen would make the same of typed functions, but needs a program of its own, of the
//! same version, at every build; for four functions the page does without.
//!
//! The exports need attributes that count as unsafe, because a name could be taken twice. No memory is
//! touched here but through safe references.
#![expect(unsafe_code, reason = "an export by name; no unsafe block")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use sayso::{Failure, Pipeline, PipelineOptions, PipelineWorker};
use serde_json::Value;

use crate::line::failure_line;
use crate::review::review;
use crate::session::Session;
use crate::upload::Upload;

/// What is kept between two calls.
#[derive(Default)]
struct State {
    input: Vec<u8>,
    output: String,
    /// Each lives as long as the module, with the buffers that are worked in.
    workers: BTreeMap<String, PipelineWorker<'static>>,
    model: String,
    session: Option<Session>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// The place of a buffer of so many bytes, to be filled with a head and a file.
#[unsafe(no_mangle)]
extern "C" fn sayso_input(bytes: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input = vec![0; bytes];
        state.input.as_mut_ptr()
    })
}

/// Begins with the file in the buffer, before which stands a head of so many bytes: an object in JSON
/// with `model`, `name` and, where it is not that of the file, `doc_id`.
#[unsafe(no_mangle)]
extern "C" fn sayso_begin(head: usize) {
    STATE.with_borrow_mut(|state| {
        let bytes = state.input.split_off(head.min(state.input.len()));
        let head: Value = serde_json::from_slice(&state.input).unwrap_or_default();
        let text = |name: &str| head.get(name).and_then(Value::as_str).map(str::to_owned);
        let upload = Upload::new(text("name").unwrap_or_default());
        let upload = match text("doc_id") {
            Some(id) => upload.with_id(id),
            None => upload,
        };
        state.model = text("model").unwrap_or_default();
        state.session = Some(Session::new(&upload, bytes));
    });
}

/// The length of the next line; 0 after the last.
#[unsafe(no_mangle)]
extern "C" fn sayso_next() -> usize {
    STATE.with_borrow_mut(|state| {
        state.output = state.next_line().unwrap_or_default();
        if state.output.is_empty() {
            state.session = None;
        }
        state.output.len()
    })
}

/// The place of the line.
#[unsafe(no_mangle)]
extern "C" fn sayso_output() -> *const u8 {
    STATE.with_borrow(|state| state.output.as_ptr())
}

/// Answers the question about a review that the buffer holds, and gives the length of the answer.
#[unsafe(no_mangle)]
extern "C" fn sayso_review() -> usize {
    STATE.with_borrow_mut(|state| {
        state.output = match review(&std::mem::take(&mut state.input)) {
            Ok(answer) => answer,
            Err(reason) => failure_line(&Failure::new(reason)),
        };
        state.output.len()
    })
}

impl State {
    fn next_line(&mut self) -> Option<String> {
        let session = self.session.as_mut()?;
        if !self.workers.contains_key(&self.model) {
            match pipeline(&self.model) {
                Ok(pipeline) => {
                    let pipeline: &'static Pipeline = Box::leak(Box::new(pipeline));
                    self.workers.insert(self.model.clone(), pipeline.worker());
                }
                Err(error) => {
                    self.session = None;
                    return Some(failure_line(&Failure::new(error.to_string())));
                }
            }
        }
        session.next_line(self.workers.get_mut(&self.model)?)
    }
}

/// The pipeline by the name of its model.
fn pipeline(model: &str) -> Result<Pipeline, sayso::Error> {
    let mut options = PipelineOptions::default();
    let Ok(choice) = model.parse();
    options.model = choice;
    Pipeline::new(options)
}
