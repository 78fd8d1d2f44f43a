//! The buffers of one thread.

use crate::cast::entities::Cast;
use crate::course::discourse::Discourse;
use crate::course::heads::Heads;
use crate::course::possession::Possessions;
use crate::mentions::list::Mentions;
use crate::sources::plan::Plan;
use crate::words::reading::Reading;

/// What is known about the article at hand.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) reading: Reading,
    pub(crate) mentions: Mentions,
    pub(crate) cast: Cast,
    pub(crate) discourse: Discourse,
    pub(crate) possessions: Possessions,
    pub(crate) heads: Heads,
    pub(crate) plan: Plan,
}
