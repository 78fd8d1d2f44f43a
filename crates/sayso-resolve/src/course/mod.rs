//! What was said so far: all state that moves while the walk goes through an article.
//!
//! [`discourse`] knows who was mentioned last (the *salience* of each entity) and who took the floor;
//! [`heads`] by which noun somebody was called last; [`possession`] who has what: "his country" is the
//! country of whom "his" takes up, "the Ode campaign" is his who is Ode.

pub(crate) mod discourse;
pub(crate) mod heads;
pub(crate) mod possession;
