//! What attention compares and mixes.

/// Queries, keys and values of a batch, one row for each piece.
#[derive(Clone, Debug, Default)]
pub(crate) struct Projected {
    pub(crate) queries: Vec<f32>,
    pub(crate) keys: Vec<f32>,
    pub(crate) values: Vec<f32>,
}
