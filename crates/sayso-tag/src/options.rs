//! How a network is compiled.

use crate::config::Reading;
use crate::kernel::Kernel;
use crate::precision::Precision;

/// How a network is compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaggerOptions {
    /// The instructions to use. All kernels give the same scores, bit for bit.
    pub kernel: Kernel,
    /// In what to compute.
    pub precision: Precision,
    /// What counts as an attribution. A network that has one reading alone gives that one.
    pub reading: Reading,
}

impl TaggerOptions {
    /// The same options with another kernel.
    #[must_use]
    pub const fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }

    /// The same options with another precision.
    #[must_use]
    pub const fn with_precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// The same options with another reading.
    #[must_use]
    pub const fn with_reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self
    }
}
