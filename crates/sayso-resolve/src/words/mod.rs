//! What each word is: its key, its letter case, and what the lists know of it.
//!
//! The first room an article passes. [`lexicon`] holds the lists, [`word`] reads one word with them,
//! [`reading`] reads all words of an article and what the article shows by itself: which sentences are
//! headlines, which words it writes small elsewhere, which names a parenthesis abbreviates
//! ([`spelled`]) and which words it introduces as surnames ([`surname`]). What a word is by itself, and the
//! keys by which words are compared, come from `sayso-words`. [`marks`] names the small words that decide,
//! [`token`] that the number of a token is a type.

pub(crate) use sayso_words::key;

pub(crate) mod gender;
pub(crate) mod lexicon;
pub(crate) mod marks;
pub(crate) mod reading;
pub(crate) mod spelled;
pub(crate) mod surname;
pub(crate) mod token;
pub(crate) mod word;
