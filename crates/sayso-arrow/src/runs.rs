//! Columns in which a run of equal values is written once.

use arrow_array::types::{Int16Type, Int32Type, Int64Type};
use arrow_array::{ArrayRef, RunArray};

/// The values of a column in runs, and the place of the row's among them.
pub(crate) fn run_of(column: &ArrayRef, row: usize) -> Option<(ArrayRef, usize)> {
    macro_rules! of {
        ($type:ty) => {
            if let Some(runs) = column.as_any().downcast_ref::<RunArray<$type>>() {
                return Some((runs.values().clone(), runs.get_physical_index(row)));
            }
        };
    }
    of!(Int16Type);
    of!(Int32Type);
    of!(Int64Type);
    None
}
