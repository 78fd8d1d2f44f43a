//! What is asked about an article: one task for each attribution.

use std::ops::Range;

use crate::ids::{EntityId, MentionId, Table, TaskId};
use crate::mentions::mention::Mention;
use crate::reason::Reason;
use crate::sources::source::Head;
use crate::words::token::Tokens;

/// What is asked about one attribution.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// Its heads in the plan.
    pub(crate) heads: Range<usize>,
    pub(crate) source: Tokens,
    pub(crate) cue: Tokens,
    pub(crate) content: Tokens,
    /// How sure the attribution is, as log-odds.
    pub(crate) certainty: f32,
    /// The innermost other task in whose content the source stands: a voice within a voice.
    pub(crate) within: Option<TaskId>,
    /// Who speaks.
    pub(crate) entity: Option<EntityId>,
    /// Why it is who speaks.
    pub(crate) reason: Option<Reason>,
}

/// All tasks, and which mention is whose head.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) heads: Vec<Head>,
    pub(crate) tasks: Table<TaskId, Task>,
    /// The pieces of all contents, with the task of each.
    pub(crate) pieces: Vec<(TaskId, Tokens)>,
    /// For each mention the first task of which it is a head.
    task_of: Table<MentionId, Option<TaskId>>,
    pub(crate) order: Vec<MentionId>,
}

impl Plan {
    pub(crate) fn clear(&mut self) {
        self.heads.clear();
        self.tasks.clear();
        self.pieces.clear();
        self.task_of.clear();
        self.order.clear();
    }

    pub(crate) fn add(
        &mut self,
        heads: Range<usize>,
        source: Tokens,
        cue: Tokens,
        content: Tokens,
    ) -> TaskId {
        let (certainty, within, entity, reason) = (0.0, None, None, None);
        self.tasks.push(Task { heads, source, cue, content, certainty, within, entity, reason })
    }

    /// The heads of a task.
    pub(crate) fn heads(&self, task: &Task) -> &[Head] {
        self.heads.get(task.heads.clone()).unwrap_or_default()
    }

    /// The heads of the task with the id.
    pub(crate) fn heads_of(&self, id: TaskId) -> &[Head] {
        self.heads(&self.tasks[id])
    }

    /// Sorts the mentions by place, and finds the tasks of each.
    pub(crate) fn prepare(&mut self, mentions: &Table<MentionId, Mention>) {
        self.order.extend(mentions.ids());
        self.order.sort_by_key(|id| mentions[*id].core.start());
        self.task_of.fill(mentions.len(), None);
        for (id, task) in self.tasks.pairs() {
            for head in self.heads.get(task.heads.clone()).unwrap_or_default() {
                if let Head::Mention(mention, _) = head {
                    self.task_of[*mention].get_or_insert(id);
                }
            }
        }
    }

    /// The first task that asks who the mention is.
    pub(crate) fn task_of(&self, mention: MentionId) -> Option<TaskId> {
        self.task_of[mention]
    }

    /// The content of which the mention is the source.
    pub(crate) fn content_of(&self, mention: MentionId) -> Option<Tokens> {
        self.task_of(mention).map(|task| self.tasks[task].content)
    }

    /// The heads of the source in which the mention is one.
    pub(crate) fn heads_with(&self, mention: MentionId) -> &[Head] {
        self.task_of(mention).map(|task| self.heads(&self.tasks[task])).unwrap_or_default()
    }
}
