//! Who said what in the news: the pipeline, its parallel driver, and the stages re-exported.
