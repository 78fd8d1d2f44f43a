//! Holds reading back while too much is under way.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How much may be between the reader and the writer at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) items: usize,
    pub(crate) weight: usize,
}

/// Lets items in until the limits are reached, then one by one as others leave.
///
/// An item heavier than all that may be under way gets in once nothing else is, so nothing waits
/// for ever.
#[derive(Debug)]
pub(crate) struct Gate {
    limits: Limits,
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    items: usize,
    weight: usize,
    closed: bool,
}

impl Gate {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, inside: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until there is room; `false` where the gate is closed.
    pub(crate) fn enter(&self, weight: usize) -> bool {
        let is_full = |inside: &mut Inside| {
            let fits = inside.items < self.limits.items
                && inside.weight.saturating_add(weight) <= self.limits.weight;
            inside.items > 0 && !fits && !inside.closed
        };
        let waited = self.changed.wait_while(self.inside(), is_full);
        let mut inside = waited.unwrap_or_else(PoisonError::into_inner);
        inside.items += 1;
        inside.weight = inside.weight.saturating_add(weight);
        !inside.closed
    }

    /// Makes room again.
    pub(crate) fn leave(&self, weight: usize) {
        let mut inside = self.inside();
        inside.items = inside.items.saturating_sub(1);
        inside.weight = inside.weight.saturating_sub(weight);
        drop(inside);
        self.changed.notify_all();
    }

    /// Lets nothing in any more.
    pub(crate) fn close(&self) {
        self.inside().closed = true;
        self.changed.notify_all();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.inside().closed
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // The numbers are right after every statement, so a panic elsewhere spoils nothing.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_item_gets_in_alone() {
        let gate = Gate::new(Limits { items: 2, weight: 10 });
        assert!(gate.enter(1_000));
        gate.leave(1_000);
        assert!(gate.enter(4));
        assert!(gate.enter(6));
    }

    #[test]
    fn item_that_is_too_heavy_or_one_too_many_waits_until_another_leaves() {
        for limits in [Limits { items: 9, weight: 10 }, Limits { items: 1, weight: 100 }] {
            let gate = Gate::new(limits);
            assert!(gate.enter(6));
            std::thread::scope(|scope| {
                let waiting = scope.spawn(|| {
                    gate.enter(6);
                    gate.inside().weight
                });
                std::thread::sleep(std::time::Duration::from_millis(20));
                gate.leave(6);
                assert_eq!(waiting.join().expect("no panic"), 6, "{limits:?}");
            });
        }
    }

    #[test]
    fn closed_gate_lets_nothing_in() {
        let gate = Gate::new(Limits { items: 1, weight: 1 });
        assert!(gate.enter(1));
        gate.close();
        assert!(!gate.enter(1));
    }

    #[test]
    fn waiting_item_gets_in_when_another_leaves() {
        let gate = Gate::new(Limits { items: 1, weight: 100 });
        assert!(gate.enter(1));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| gate.enter(1));
            gate.leave(1);
            assert!(waiting.join().expect("no panic"));
        });
    }
}
