//! Work on two threads at once, where a machine has them.

use std::thread::{Builder, scope};

/// Does both, the first on a thread of its own; one after the other where there is none to be had, as in a
/// page.
pub(crate) fn both<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    scope(|scope| {
        let beside = Builder::new().spawn_scoped(scope, &one);
        let found = other();
        let beside = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)),
            Err(_) => one(),
        };
        (beside, found)
    })
}

/// Makes so many things in order, half of them on another thread.
pub(crate) fn halves<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let half = count / 2;
    let (later, mut all) = both(
        || (half..count).map(&make).collect::<Vec<T>>(),
        || (0..half).map(&make).collect::<Vec<T>>(),
    );
    all.extend(later);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_stand_in_order() {
        for count in [0, 1, 2, 5] {
            assert_eq!(
                halves(count, |at| at * at),
                (0..count).map(|at| at * at).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }
}
