//! What is mentioned: the names, pronouns and role nouns of an article (its *mentions*, in the terms
//! of coreference), in text order.
//!
//! [`scan`] walks over the tokens and finds them, and [`list`] keeps them; [`name`] says where a name
//! starts and ends, [`name_parts`] which of its words are titles, [`title_before`] what else before it
//! belongs to it, [`whose`] where an office ends before the name of who has it; [`nominal`] makes the mention of a role noun, [`noun_phrase`] says where the phrase
//! around it starts and ends and [`phrase_tail`] what behind its head belongs to its name, [`office`] which offices are bodies and which are somebody's. Names with
//! more than words in them have files of their own: [`possessive_name`], [`joint_name`], [`nickname`].
//! [`place`] says where in its sentence a mention stands, and [`article`] is what the rooms behind this
//! one see of the text.

pub(crate) mod article;
mod joint_name;
pub(crate) mod list;
pub(crate) mod mention;
pub(crate) mod name;
pub(crate) mod name_parts;
mod nickname;
pub(crate) mod nominal;
pub(crate) mod noun_phrase;
mod office;
pub(crate) mod phrase_tail;
pub(crate) mod place;
mod possessive_name;
pub(crate) mod scan;
mod title_before;
pub(crate) mod whose;
