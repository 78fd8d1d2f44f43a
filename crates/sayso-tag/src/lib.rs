//! Tokens to scores: the network that finds sources, cues and contents.
