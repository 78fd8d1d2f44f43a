//! What is asked about an article: one task for each attribution.

use std::ops::Range;

use sayso_text::TokenSpan;

use crate::mentions::mention::Mention;
use crate::sources::source::Head;

/// What is asked about one attribution.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// Its heads in the plan.
    pub(crate) heads: Range<usize>,
    pub(crate) source: TokenSpan,
    pub(crate) cue: TokenSpan,
    pub(crate) content: TokenSpan,
    /// Who speaks.
    pub(crate) entity: Option<usize>,
}

/// All tasks, and which mention is whose head.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) heads: Vec<Head>,
    pub(crate) tasks: Vec<Task>,
    /// For each mention the first task of which it is a head.
    task_of: Vec<Option<usize>>,
    pub(crate) order: Vec<usize>,
}

impl Plan {
    pub(crate) fn clear(&mut self) {
        self.heads.clear();
        self.tasks.clear();
        self.task_of.clear();
        self.order.clear();
    }

    pub(crate) fn add(
        &mut self,
        heads: Range<usize>,
        source: TokenSpan,
        cue: TokenSpan,
        content: TokenSpan,
    ) {
        self.tasks.push(Task { heads, source, cue, content, entity: None });
    }

    /// The heads of a task.
    pub(crate) fn heads(&self, task: &Task) -> &[Head] {
        self.heads.get(task.heads.clone()).unwrap_or_default()
    }

    /// Sorts the mentions by place, and finds the tasks of each.
    pub(crate) fn prepare(&mut self, mentions: &[Mention]) {
        self.order.extend(0..mentions.len());
        self.order.sort_by_key(|number| mentions.get(*number).map(|it| it.core.start()));
        self.task_of.resize(mentions.len(), None);
        for (number, task) in self.tasks.iter().enumerate() {
            for head in self.heads.get(task.heads.clone()).unwrap_or_default() {
                if let Head::Mention(mention, _) = head
                    && let Some(slot) = self.task_of.get_mut(*mention)
                {
                    slot.get_or_insert(number);
                }
            }
        }
    }

    pub(crate) fn task_of(&self, mention: usize) -> Option<usize> {
        self.task_of.get(mention).copied().flatten()
    }
}
