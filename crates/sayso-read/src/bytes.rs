//! Bytes from anywhere.

use std::io::Read;

/// A stream of bytes that may be handed to another thread.
pub(crate) type Bytes = Box<dyn Read + Send>;
