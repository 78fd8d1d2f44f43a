//! The resolver on whole articles of our own and on any text at all.

mod articles;
mod bodies;
mod decisions;
mod families;
mod glued;
mod kinds;
mod lists;
mod many_words;
mod names;
mod owners;
mod phrases;
mod properties;
mod refusals;
mod roles;
mod sources;
