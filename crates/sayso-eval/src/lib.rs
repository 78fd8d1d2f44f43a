//! Predicted attributions against gold ones: pure functions.
