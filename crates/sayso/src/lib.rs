//! Who said what in the news: the pipeline, its parallel driver, and the stages re-exported.

pub use sayso_export as export;
pub use sayso_read as read;
pub use sayso_segment as segment;
pub use sayso_text as text;
