//! What is mentioned: the names, pronouns and role nouns of an article (its *mentions*, in the terms
//! of coreference), in text order.
//!
//! [`scan`] walks over the tokens and finds them; [`name`] says where a name starts and ends,
//! [`name_parts`] which of its words are titles; [`noun_phrase`] where the phrase around a role noun
//! starts and ends. Names with more than words in them have files of their own: [`possessive_name`],
//! [`joint_name`], [`nickname`]. [`article`] is what the rooms behind this one see of the text.

pub(crate) mod article;
mod joint_name;
pub(crate) mod mention;
pub(crate) mod name;
pub(crate) mod name_parts;
mod nickname;
pub(crate) mod noun_phrase;
mod possessive_name;
pub(crate) mod scan;
