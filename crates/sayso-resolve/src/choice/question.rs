//! A mention to resolve, with all that is asked of its candidates.

use crate::choice::near::{self, Near};
use crate::choice::ranker::Anaphor;
use crate::choice::view::View;
use crate::ids::MentionId;
use crate::mentions::mention::Mention;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::Tokens;

/// A mention to resolve.
#[derive(Clone, Copy)]
pub(crate) struct Question<'r> {
    pub(crate) view: &'r View<'r>,
    pub(crate) id: MentionId,
    pub(crate) mention: &'r Mention,
    pub(crate) anaphor: Anaphor,
    /// The content that the mention is the source of.
    pub(crate) content: Option<Tokens>,
    /// The noun phrase has an owner: "Lind's lawyer".
    pub(crate) is_owned: bool,
    /// "of" or a relative clause follows: "the head of the police".
    pub(crate) has_tail: bool,
    /// The noun phrase has no definite article.
    pub(crate) is_indefinite: bool,
    /// What stands around the mention.
    pub(crate) near: Near,
}

impl<'r> Question<'r> {
    /// Asks whom the mention takes up.
    pub(crate) fn new(view: &'r View<'r>, id: MentionId, anaphor: Anaphor) -> Self {
        let mention = &view.article.mentions[id];
        let reading = view.article.reading;
        Self {
            view,
            id,
            mention,
            anaphor,
            content: view.plan.content_of(id),
            is_owned: view.article.is_owned(mention),
            has_tail: has_tail(reading, mention),
            is_indefinite: reading.word(mention.tokens.start()).key != marks::THE,
            near: near::around(view, id, anaphor),
        }
    }
}

/// Whether the phrase goes on behind its head noun with what tells who it is.
fn has_tail(reading: &Reading, mention: &Mention) -> bool {
    let next = reading.word(mention.core.end());
    matches!(next.key, marks::OF | marks::FOR | marks::ON) || next.is_relative()
}
