//! A corpus through the pipeline: in parallel, streamed, in the order of the input.

use std::any::Any;
use std::convert::Infallible;
use std::iter;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rayon::{ThreadPool, ThreadPoolBuilder};
use sayso_text::{Document, Statement};

use crate::gate::Limits;
use crate::ordered::{self, Work};
use crate::{Error, Pipeline, PipelineWorker, Sink, Summary};

/// How a corpus is run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DriverOptions {
    /// The number of threads that work on documents; 0 for as many as the machine has cores.
    pub jobs: usize,
    /// What a failure does to the rest of the run.
    pub on_failure: OnFailure,
    /// The most documents that are read and not yet written.
    pub max_documents: usize,
    /// The most bytes of text in them; a longer document passes alone.
    pub max_bytes: usize,
}

impl Default for DriverOptions {
    /// As many threads as cores; failures do not stop the run; at most 1,024 documents or 64 MiB
    /// of text under way, which keeps dozens of threads busy over one slow document.
    fn default() -> Self {
        Self { jobs: 0, on_failure: OnFailure::GoOn, max_documents: 1_024, max_bytes: 64 << 20 }
    }
}

/// What a failure does to the rest of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OnFailure {
    /// The other documents are read all the same.
    #[default]
    GoOn,
    /// The run ends with it.
    Stop,
}

/// A document or an input that failed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The file, where the failure is tied to one.
    pub path: Option<PathBuf>,
    /// The document, where it had been read.
    pub doc_id: Option<String>,
    /// The reason, in a sentence that names the place.
    pub reason: String,
    /// Whether it only warns: every document was read.
    pub is_warning: bool,
    /// What is the matter, in words that failures of one kind share.
    pub class: &'static str,
}

impl Failure {
    /// A failure of nothing in particular, for this reason.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        let (reason, class) = (reason.into(), "not read");
        Self { path: None, doc_id: None, reason, is_warning: false, class }
    }

    /// The failure of a document, or of reading where there is none, that ended in a panic.
    #[must_use]
    pub fn of_panic(doc_id: Option<&str>, panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let place = doc_id.unwrap_or("reading");
        let reason = format!("{place}: the program failed: {}", text.unwrap_or("unknown reason"));
        let class = "a fault of the program";
        Self { doc_id: doc_id.map(str::to_owned), class, ..Self::new(reason) }
    }
}

impl From<sayso_read::Error> for Failure {
    fn from(error: sayso_read::Error) -> Self {
        let sources = iter::successors(std::error::Error::source(&error), |e| e.source());
        let reason = sources.fold(error.to_string(), |text, source| format!("{text}: {source}"));
        Self {
            path: error.path().map(PathBuf::from),
            is_warning: error.is_warning(),
            class: error.kind().class(),
            ..Self::new(reason)
        }
    }
}

impl From<Infallible> for Failure {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Runs corpora through a pipeline with a pool of threads.
///
/// The results come in the order of the input and are the same for any number of threads. Memory
/// is bounded by [`DriverOptions`], not by the corpus. A document that fails, even by a panic, is
/// handed to [`Sink::failed`], and the run goes on.
///
/// ```
/// use std::convert::Infallible;
///
/// use sayso::text::{Document, Statement};
/// use sayso::{Driver, DriverOptions, Pipeline};
///
/// let pipeline = Pipeline::by_rules();
/// let driver = Driver::new(&pipeline, DriverOptions::default())?;
/// let documents = [Ok::<_, Infallible>(Document::new("a", "“Rain is near,” Ada Obi said."))];
/// let mut rows = Vec::new();
/// let summary = driver.run(documents, &mut |document: &Document, statements: &[Statement]| {
///     rows.extend(statements.iter().map(|s| format!("{}: {}", document.id, s.speaker.name)));
///     Ok::<_, Infallible>(())
/// })?;
/// assert_eq!((summary.documents, rows), (1, vec!["a: Ada Obi".to_owned()]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Driver<'p> {
    pipeline: &'p Pipeline,
    options: DriverOptions,
    pool: ThreadPool,
}

impl<'p> Driver<'p> {
    /// A driver with its threads started.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn new(pipeline: &'p Pipeline, options: DriverOptions) -> Result<Self, Error> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(options.jobs)
            .thread_name(|index| format!("sayso-{index}"))
            .build()?;
        Ok(Self { pipeline, options, pool })
    }

    /// Runs all documents and hands each with its statements to the sink, on the thread that
    /// calls, in the order of the input.
    ///
    /// # Errors
    /// The first error of the sink ends the run.
    pub fn run<I, E, S>(&self, documents: I, sink: &mut S) -> Result<Summary, S::Error>
    where
        I: IntoIterator<Item = Result<Document, E>>,
        I::IntoIter: Send,
        E: Into<Failure>,
        S: Sink,
    {
        self.run_on(Summary::default(), documents, sink)
    }

    /// Runs the documents that a stopped run has left, and counts on from what it amounted to.
    ///
    /// # Errors
    /// The first error of the sink ends the run.
    pub fn run_on<I, E, S>(
        &self,
        mut summary: Summary,
        documents: I,
        sink: &mut S,
    ) -> Result<Summary, S::Error>
    where
        I: IntoIterator<Item = Result<Document, E>>,
        I::IntoIter: Send,
        E: Into<Failure>,
        S: Sink,
    {
        let flow = self.in_order(&Extraction(self.pipeline), documents, |output| {
            match self.hand_over(&output, &mut summary, sink) {
                Ok(flow) => flow.map_break(Ok),
                Err(error) => ControlFlow::Break(Err(error)),
            }
        });
        match flow {
            ControlFlow::Break(Err(error)) => Err(error),
            _ => Ok(summary),
        }
    }

    /// Does other work than [`run`](Self::run) on all documents, as it does: in parallel, each
    /// thread with a worker of its own, and the results in the order of the input.
    ///
    /// ```
    /// use std::convert::Infallible;
    ///
    /// use sayso::text::Document;
    /// use sayso::{Driver, DriverOptions, Pipeline};
    ///
    /// let pipeline = Pipeline::by_rules();
    /// let driver = Driver::new(&pipeline, DriverOptions::default())?;
    /// let documents = [Ok::<_, Infallible>(Document::new("a", "“Rain is near,” Ada Obi said."))];
    /// let mut names = Vec::new();
    /// driver.map(
    ///     documents,
    ///     || pipeline.worker(),
    ///     |worker, document| worker.profiles(document),
    ///     |profiles| {
    ///         names.extend(profiles.into_iter().flatten().map(|found| found.speaker.name));
    ///         Ok::<_, Infallible>(())
    ///     },
    /// )?;
    /// assert_eq!(&*names[0], "Ada Obi");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first error of the sink ends the run.
    pub fn map<I, E, W, T, X>(
        &self,
        documents: I,
        worker: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, &Document) -> T + Sync,
        mut sink: impl FnMut(Result<T, Failure>) -> Result<(), X>,
    ) -> Result<(), X>
    where
        I: IntoIterator<Item = Result<Document, E>>,
        I::IntoIter: Send,
        E: Into<Failure>,
        T: Send,
    {
        let flow = self.in_order(&Mapping { worker, work }, documents, |result| {
            let ends = result.as_ref().is_err_and(|failure| self.ends_with(failure));
            match sink(result) {
                Ok(()) if ends => ControlFlow::Break(Ok(())),
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(Err(error)),
            }
        });
        flow.break_value().unwrap_or(Ok(()))
    }

    fn in_order<I, E, W, B>(
        &self,
        work: &W,
        documents: I,
        sink: impl FnMut(W::Output) -> ControlFlow<B>,
    ) -> ControlFlow<B>
    where
        I: IntoIterator<Item = Result<Document, E>>,
        I::IntoIter: Send,
        E: Into<Failure>,
        W: Work<Item = Result<Document, Failure>>,
    {
        let items = guarded(documents.into_iter().map(|read| read.map_err(Into::into)));
        let limits = Limits { items: self.options.max_documents, weight: self.options.max_bytes };
        ordered::run(&self.pool, limits, work, items, sink)
    }

    fn ends_with(&self, failure: &Failure) -> bool {
        self.options.on_failure == OnFailure::Stop && !failure.is_warning
    }

    fn hand_over<S: Sink>(
        &self,
        output: &Result<Extracted, Failure>,
        summary: &mut Summary,
        sink: &mut S,
    ) -> Result<ControlFlow<()>, S::Error> {
        match output {
            Ok(Extracted { document, words, statements }) => {
                summary.add_document(document, *words, statements);
                sink.take(document, statements)?;
            }
            Err(failure) => {
                summary.add_failure(failure);
                sink.failed(failure)?;
                if self.ends_with(failure) {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        sink.counted(summary)?;
        Ok(ControlFlow::Continue(()))
    }
}

/// The items until the first panic, which becomes a failure and the end.
fn guarded(
    items: impl Iterator<Item = Result<Document, Failure>> + Send,
) -> impl Iterator<Item = Result<Document, Failure>> + Send {
    let mut items = Some(items);
    iter::from_fn(move || {
        let next = catch_unwind(AssertUnwindSafe(|| items.as_mut()?.next()));
        next.unwrap_or_else(|panic| {
            items = None;
            Some(Err(Failure::of_panic(None, &*panic)))
        })
    })
}

/// A document with what was found in it.
#[derive(Debug)]
struct Extracted {
    document: Document,
    statements: Vec<Statement>,
    words: usize,
}

struct Extraction<'p>(&'p Pipeline);

impl<'p> Work for Extraction<'p> {
    type Item = Result<Document, Failure>;
    type Output = Result<Extracted, Failure>;
    type Worker = PipelineWorker<'p>;

    fn worker(&self) -> PipelineWorker<'p> {
        self.0.worker()
    }

    fn weight(&self, item: &Self::Item) -> usize {
        item.as_ref().map_or(0, |document| document.text.len())
    }

    fn work(&self, worker: &mut PipelineWorker<'p>, item: Self::Item) -> Self::Output {
        let mut document = item?;
        let extracted = catch_unwind(AssertUnwindSafe(|| worker.extract(&document)));
        let statements = extracted.map_err(|panic| {
            // What the panic left in the buffers is unknown.
            *worker = self.0.worker();
            Failure::of_panic(Some(&document.id), &*panic)
        })?;
        document.date = document.date.or(worker.date());
        Ok(Extracted { document, statements, words: worker.words() })
    }
}

/// The work of [`Driver::map`].
struct Mapping<F, G> {
    worker: F,
    work: G,
}

impl<W, T: Send, F: Fn() -> W + Sync, G: Fn(&mut W, &Document) -> T + Sync> Work for Mapping<F, G> {
    type Item = Result<Document, Failure>;
    type Output = Result<T, Failure>;
    type Worker = W;

    fn worker(&self) -> W {
        (self.worker)()
    }

    fn weight(&self, item: &Self::Item) -> usize {
        item.as_ref().map_or(0, |document| document.text.len())
    }

    fn work(&self, worker: &mut W, item: Self::Item) -> Self::Output {
        let document = item?;
        catch_unwind(AssertUnwindSafe(|| (self.work)(worker, &document))).map_err(|panic| {
            // What the panic left in the buffers is unknown.
            *worker = (self.worker)();
            Failure::of_panic(Some(&document.id), &*panic)
        })
    }
}

#[cfg(test)]
mod tests;
