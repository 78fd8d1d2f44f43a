//! The threads that find statements, one for each core, shared by all requests.
//!
//! A request hands over one document after the other, a few ahead of the answers that it has taken, so
//! that one request alone keeps all threads busy and many share them. The driver of `sayso` runs one
//! corpus on a pool of its own, and makes the buffers anew for each; here they outlive the requests.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use sayso::resolve::Why;
use sayso::text::{Document, Statement};
use sayso::{Failure, PipelineWorker};
use tokio::sync::oneshot;

use crate::pipelines::Pipelines;

/// What is done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// The place of the pipeline.
    pub(crate) pipeline: usize,
    /// Whether it is told why each speaker is who is named.
    pub(crate) explains: bool,
}

/// A document with what was found in it.
pub(crate) struct Found {
    pub(crate) document: Document,
    /// The reasons are empty where they were not asked for.
    pub(crate) statements: Vec<(Statement, Why)>,
}

struct Job {
    document: Document,
    task: Task,
    answer: oneshot::Sender<Result<Found, Failure>>,
}

/// What a document will come to.
pub(crate) type Answer = oneshot::Receiver<Result<Found, Failure>>;

/// What takes the results of a request.
pub(crate) trait Sink {
    /// Why it takes no more.
    type Error;

    /// Whether anybody still wants a result; a long answer may write nothing for many documents.
    fn goes_on(&self) -> Result<(), Self::Error>;

    /// Takes a result.
    fn take(&mut self, found: Result<Found, Failure>) -> Result<(), Self::Error>;
}

/// Where documents are handed over.
#[derive(Clone)]
pub(crate) struct Queue {
    jobs: SyncSender<Job>,
    /// How many documents of one request are under way at most.
    ahead: usize,
}

/// Where the threads take them from.
pub(crate) struct Jobs(Mutex<Receiver<Job>>);

/// A queue for so many threads.
pub(crate) fn queue(threads: usize) -> (Queue, Arc<Jobs>) {
    // One job waits for each thread, so that none waits for the next.
    let (sender, receiver) = sync_channel(threads);
    (Queue { jobs: sender, ahead: 2 * threads }, Arc::new(Jobs(Mutex::new(receiver))))
}

impl Queue {
    /// Has all documents worked on, and hands the results to the sink in the order of the documents, until
    /// it wants no more. Documents that are handed over and not begun by then are left. Blocks.
    pub(crate) fn run<S: Sink>(
        &self,
        documents: impl IntoIterator<Item = Result<Document, Failure>>,
        task: Task,
        sink: &mut S,
    ) -> Result<(), S::Error> {
        let mut waiting = VecDeque::new();
        for item in documents {
            sink.goes_on()?;
            waiting.push_back(self.hand_over(item, task));
            if waiting.len() > self.ahead {
                next(&mut waiting).map_or(Ok(()), |found| sink.take(found))?;
            }
        }
        while let Some(found) = next(&mut waiting) {
            sink.take(found)?;
        }
        Ok(())
    }

    /// Hands a document over without waiting; gives it back where all threads have one that waits for them.
    pub(crate) fn try_hand_over(&self, document: Document, task: Task) -> Result<Answer, Document> {
        let (answer, receiver) = oneshot::channel();
        match self.jobs.try_send(Job { document, task, answer }) {
            Ok(()) => Ok(receiver),
            Err(TrySendError::Full(job) | TrySendError::Disconnected(job)) => Err(job.document),
        }
    }

    fn hand_over(&self, item: Result<Document, Failure>, task: Task) -> Answer {
        let (answer, receiver) = oneshot::channel();
        match item {
            // Where the threads have ended, the job is dropped with its sender, which is seen below.
            Ok(document) => drop(self.jobs.send(Job { document, task, answer })),
            Err(failure) => drop(answer.send(Err(failure))),
        }
        receiver
    }
}

fn next(waiting: &mut VecDeque<Answer>) -> Option<Result<Found, Failure>> {
    let answer = waiting.pop_front()?;
    Some(
        answer.blocking_recv().unwrap_or_else(|_| Err(Failure::new("the server is being stopped"))),
    )
}

/// Works on jobs until the last queue is gone.
pub(crate) fn work(jobs: &Jobs, pipelines: &Pipelines) {
    let mut workers: Vec<Option<PipelineWorker<'_>>> = Vec::new();
    workers.resize_with(pipelines.len(), || None);
    while let Some(Job { document, task, answer }) = jobs.next() {
        let Some(slot) = workers.get_mut(task.pipeline) else { continue };
        if answer.is_closed() {
            continue;
        }
        let found = found(slot, document, task, pipelines);
        // Who has gone away meanwhile wants no answer.
        let _ = answer.send(found);
    }
}

impl Jobs {
    fn next(&self) -> Option<Job> {
        let receiver = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        receiver.recv().ok()
    }
}

fn found<'p>(
    slot: &mut Option<PipelineWorker<'p>>,
    mut document: Document,
    task: Task,
    pipelines: &'p Pipelines,
) -> Result<Found, Failure> {
    let worker = match slot {
        Some(worker) => worker,
        None => {
            let made = pipelines.at(task.pipeline);
            slot.insert(made.map_err(|error| Failure::new(error.to_string()))?.worker())
        }
    };
    let extracted = catch_unwind(AssertUnwindSafe(|| statements(worker, &document, task.explains)));
    let date = worker.date();
    let statements = extracted.map_err(|panic| after_panic(slot, &document, &*panic))?;
    document.date = document.date.or(date);
    Ok(Found { document, statements })
}

fn statements(
    worker: &mut PipelineWorker<'_>,
    document: &Document,
    explains: bool,
) -> Vec<(Statement, Why)> {
    if explains {
        return worker.explain_speakers(document);
    }
    worker.extract(document).into_iter().map(|it| (it, Why::default())).collect()
}

/// What a panic left in the buffers is unknown.
fn after_panic(
    slot: &mut Option<PipelineWorker<'_>>,
    document: &Document,
    panic: &(dyn Any + Send),
) -> Failure {
    *slot = None;
    Failure::of_panic(Some(&document.id), panic)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    /// Takes so many results at most.
    struct Ids {
        seen: Vec<String>,
        most: usize,
    }

    impl Default for Ids {
        fn default() -> Self {
            Self { seen: Vec::new(), most: usize::MAX }
        }
    }

    impl Sink for Ids {
        type Error = ();

        fn goes_on(&self) -> Result<(), ()> {
            if self.seen.len() < self.most { Ok(()) } else { Err(()) }
        }

        fn take(&mut self, found: Result<Found, Failure>) -> Result<(), ()> {
            let id = found.map_or_else(|failure| failure.reason, |found| found.document.id);
            self.seen.push(id);
            Ok(())
        }
    }

    #[test]
    fn work_ends_with_the_one_who_wants_it() {
        let (queue, jobs) = queue(2);
        let pipelines = Pipelines::by_rules();
        let task = Task { pipeline: 0, explains: false };
        let asked = AtomicUsize::new(0);
        let documents = (0..1_000).map(|number| {
            asked.fetch_add(1, Ordering::Relaxed);
            Ok(Document::new(number.to_string(), "Rain is near."))
        });
        let mut sink = Ids { most: 3, ..Ids::default() };
        thread::scope(|scope| {
            scope.spawn(|| work(&jobs, &pipelines));
            assert_eq!(queue.run(documents, task, &mut sink), Err(()));
            drop(queue);
        });
        assert_eq!(sink.seen, ["0", "1", "2"]);
        // Those that were handed over ahead, and no more.
        assert!(asked.into_inner() < 12);
    }

    #[test]
    fn document_that_nobody_waits_for_is_not_begun() {
        let (queue, jobs) = queue(2);
        let pipelines = Pipelines::by_rules();
        let task = Task { pipeline: 0, explains: false };
        let hand_over = |text: &str| queue.hand_over(Ok(Document::new("a", text)), task);
        drop(hand_over(&"Rain is near, Ada Obi said. ".repeat(200_000)));
        let wanted = hand_over("Rain is near, Ada Obi said.");
        thread::scope(|scope| {
            scope.spawn(|| work(&jobs, &pipelines));
            let found = wanted.blocking_recv().expect("an answer").expect("a document");
            assert_eq!(found.statements.len(), 1);
            drop(queue);
        });
    }

    #[test]
    fn results_come_in_the_order_of_the_documents_of_each_request() {
        let pipelines = Pipelines::by_rules();
        let (queue, jobs) = queue(2);
        let task = Task { pipeline: 0, explains: false };
        let request = |queue: &Queue, name: &str| -> Vec<String> {
            let documents = (0..50).map(|number| {
                let text = "Rain is near, Ada Obi said.\n".repeat(1 + number % 7);
                if number == 13 {
                    Err(Failure::new("torn"))
                } else {
                    Ok(Document::new(format!("{name}{number}"), text))
                }
            });
            let mut ids = Ids::default();
            queue.run(documents, task, &mut ids).expect("all are wanted");
            ids.seen
        };
        thread::scope(|scope| {
            scope.spawn(|| work(&jobs, &pipelines));
            scope.spawn(|| work(&jobs, &pipelines));
            let requests = ["a", "b", "c"].map(|name| {
                let queue = queue.clone();
                scope.spawn(move || (name, request(&queue, name)))
            });
            for done in requests {
                let (name, ids) = done.join().expect("no panic");
                let expected =
                    (0..50).map(|n| if n == 13 { "torn".to_owned() } else { format!("{name}{n}") });
                assert!(ids.into_iter().eq(expected), "{name}");
            }
            drop(queue);
        });
    }
}
