//! Scores, cues and quotations to attributions.
