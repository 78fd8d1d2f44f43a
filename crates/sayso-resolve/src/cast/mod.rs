//! Whom the article names: its entities, each with all its names and roles. A named entity and its
//! mentions are the start of a *coreference chain*; pronouns and role nouns join it later, in `walk`.
//!
//! [`entities`] gathers the cast from the whole article before anything else is decided, so that a
//! headline's surname finds the person whom the body introduces. [`full_name`] and [`short_name`] say
//! which names are one entity's, with [`heat`] (how much each is talked about) to tell a family apart;
//! [`alias`] finds the short forms that the article introduces itself, [`acronym`] what a name makes;
//! [`family`] finds relatives. Roles come from titles ([`title`]) and appositions ([`apposition`], with
//! the role ahead of the name, [`role_ahead`], or behind it, [`role_behind`]). [`evidence`] is what a
//! network says of the names.

pub(crate) mod acronym;
mod alias;
pub(crate) mod apposition;
pub(crate) mod entities;
pub(crate) mod entity;
mod eponym;
pub(crate) mod evidence;
pub(crate) mod family;
pub(crate) mod full_name;
pub(crate) mod heat;
pub(crate) mod index;
pub(crate) mod role_ahead;
pub(crate) mod role_behind;
pub(crate) mod short_name;
pub(crate) mod title;
