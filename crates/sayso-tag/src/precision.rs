//! In what a network computes.

/// In what the products of linear layers and of attention are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Precision {
    /// 8-bit whole numbers with exact sums: what the networks are trained for.
    #[default]
    Int8,
    /// Single precision, from the same weights: to see what whole numbers cost in accuracy and
    /// gain in speed.
    Float32,
}
