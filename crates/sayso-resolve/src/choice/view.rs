//! What a decision may look at: the article, the cast, and what was said up to the mention. Nothing
//! here can be changed; the walk alone writes.

use sayso_text::Segmentation;

use crate::cast::entities::Cast;
use crate::choice::ranker::Ranker;
use crate::course::discourse::Discourse;
use crate::course::heads::Heads;
use crate::course::possession::Possessions;
use crate::mentions::article::Article;
use crate::sources::plan::Plan;

/// What a decision may look at.
#[derive(Clone, Copy)]
pub(crate) struct View<'r> {
    pub(crate) text: &'r str,
    pub(crate) segmentation: &'r Segmentation,
    pub(crate) article: Article<'r>,
    pub(crate) ranker: &'r Ranker,
    pub(crate) plan: &'r Plan,
    pub(crate) cast: &'r Cast,
    pub(crate) discourse: &'r Discourse,
    pub(crate) possessions: &'r Possessions,
    pub(crate) heads: &'r Heads,
}
