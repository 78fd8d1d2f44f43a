//! Works on a stream of items in parallel and hands the results on in the order of the items.
//!
//! The threads of a pool take items from one iterator, each with a worker of its own; the thread
//! that called takes the results, puts them back in order and hands them on. A [`Gate`] counts
//! what is between the iterator and the hand-over, so memory is bounded however uneven the items
//! are. One thread is the same code with a pool of one.

use std::collections::BTreeMap;
use std::iter;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::gate::{Gate, Limits};

/// How long results that come fast are let gather: some ten short articles by rules, and no time
/// that a reader at a screen sees.
const GATHERING: Duration = Duration::from_millis(1);

/// What is done with each item.
pub(crate) trait Work: Sync {
    /// What goes in.
    type Item: Send;
    /// What comes out.
    type Output: Send;
    /// The scratch of one thread.
    type Worker;

    /// A new scratch.
    fn worker(&self) -> Self::Worker;

    /// The memory that the item takes, in bytes.
    fn weight(&self, item: &Self::Item) -> usize;

    /// Does the work; must not panic.
    fn work(&self, worker: &mut Self::Worker, item: Self::Item) -> Self::Output;
}

/// A result with its place in the stream and the weight of its item.
struct Done<O> {
    place: usize,
    weight: usize,
    output: O,
}

/// Works on all items and hands the results to the sink in the order of the items, until the
/// items end or the sink breaks.
pub(crate) fn run<W: Work, B>(
    pool: &ThreadPool,
    limits: Limits,
    work: &W,
    items: impl Iterator<Item = W::Item> + Send,
    sink: impl FnMut(W::Output) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let gate = Gate::new(limits);
    let gate = &gate;
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        scope.spawn(move |_| {
            let gated = admitted(items, gate, |item| work.weight(item));
            let init = || (work.worker(), sender.clone());
            gated.par_bridge().for_each_init(init, |(worker, sender), (place, weight, item)| {
                let output = work.work(worker, item);
                // The receiver is gone only where the sink broke; then nobody wants the result.
                let _ = sender.send(Done { place, weight, output });
            });
        });
        hand_on(receiver, gate, sink)
    })
}

/// The items with place and weight, each as soon as the gate lets it in.
fn admitted<T>(
    mut items: impl Iterator<Item = T> + Send,
    gate: &Gate,
    weight: impl Fn(&T) -> usize + Send,
) -> impl Iterator<Item = (usize, usize, T)> + Send {
    let mut places = 0..;
    iter::from_fn(move || {
        if gate.is_closed() {
            return None;
        }
        let item = items.next()?;
        let weight = weight(&item);
        if gate.enter(weight) { Some((places.next()?, weight, item)) } else { None }
    })
}

fn hand_on<O, B>(
    results: Receiver<Done<O>>,
    gate: &Gate,
    mut sink: impl FnMut(O) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let _closing = CloseOnDrop(gate);
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    let mut waited = None;
    while let Some(Done { place, weight, output }) = next_result(&results, &mut waited) {
        waiting.insert(place, (weight, output));
        while let Some((weight, output)) = waiting.remove(&next) {
            sink(output)?;
            gate.leave(weight);
            next += 1;
        }
    }
    ControlFlow::Continue(())
}

/// The next result, which is waited for; none after the last.
///
/// A thread that waits for each result costs the threads that work a call of the system to wake it
/// and a core to run it. So where results come fast, they are let gather, and taken many at once.
/// The first is not waited for so, nor is the end: a run over one text has no other.
fn next_result<T>(results: &Receiver<T>, waited: &mut Option<Instant>) -> Option<T> {
    match results.try_recv() {
        Ok(result) => return Some(result),
        Err(TryRecvError::Disconnected) => return None,
        Err(TryRecvError::Empty) => {}
    }
    if waited.is_some_and(|since| since.elapsed() < GATHERING) {
        thread::sleep(GATHERING);
    }
    *waited = Some(Instant::now());
    results.recv().ok()
}

/// Closes the gate however the hand-over ends, also by a panic, so that no thread of the pool
/// waits at it for ever.
struct CloseOnDrop<'g>(&'g Gate);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spends time that depends on the item, so that results come out of order.
    struct Uneven;

    impl Work for Uneven {
        type Item = u64;
        type Output = u64;
        type Worker = ();

        fn worker(&self) {}

        fn weight(&self, item: &u64) -> usize {
            usize::try_from(item % 7).expect("small")
        }

        fn work(&self, (): &mut (), item: u64) -> u64 {
            (0..(item * 7_919) % 5_000).fold(item, |sum, step| sum ^ step ^ step)
        }
    }

    fn pool(threads: usize) -> ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 5] {
            let mut results = Vec::new();
            let flow: ControlFlow<()> =
                run(&pool(threads), Limits { items: 4, weight: 9 }, &Uneven, 0..500, |result| {
                    results.push(result);
                    ControlFlow::Continue(())
                });
            assert!(flow.is_continue());
            assert!(results.iter().copied().eq(0..500), "{threads} threads");
        }
    }

    #[test]
    fn breaking_ends_an_endless_stream() {
        let flow = run(&pool(2), Limits { items: 3, weight: 100 }, &Uneven, 0.., |result| {
            if result == 40 { ControlFlow::Break(result) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(flow, ControlFlow::Break(40));
    }

    #[test]
    fn no_items_give_no_results() {
        let items = std::iter::empty();
        let flow: ControlFlow<()> =
            run(&pool(2), Limits { items: 3, weight: 9 }, &Uneven, items, |_| {
                unreachable!("nothing to hand on")
            });
        assert!(flow.is_continue());
    }
}
