//! Voices within voices: in whose content a source stands.

use std::cmp::Reverse;

use crate::ids::TaskId;
use crate::sources::plan::Plan;
use crate::sources::source::Head;
use crate::words::token::Tokens;

/// Voices stand in voices at most this deep: the corpora have four.
const MAX_DEPTH: usize = 8;

impl Plan {
    /// Finds for each source the innermost content of another task around it. What stands between two
    /// pieces of a content is not in it. Linear but for the sorting, because few contents are open at
    /// one place.
    pub(crate) fn nest(&mut self) {
        self.pieces.sort_by_key(|(_, piece)| (piece.start(), Reverse(piece.end())));
        let mut sources: Vec<TaskId> = self.tasks.ids().collect();
        sources.sort_by_key(|id| self.tasks[*id].source.start());
        let mut pieces = self.pieces.iter().peekable();
        let mut open: Vec<(TaskId, Tokens)> = Vec::new();
        for id in sources {
            let source = self.tasks[id].source;
            while let Some(next) = pieces.next_if(|(_, piece)| piece.start() <= source.start()) {
                open.push(*next);
            }
            open.retain(|(_, piece)| piece.end() > source.start());
            let around = |(other, piece): &&(TaskId, Tokens)| {
                *other != id && piece.contains(source) && !source.is_empty()
            };
            self.tasks[id].within = open.iter().rev().find(around).map(|(other, _)| *other);
        }
    }

    /// The task of who speaks around the source of another, past those in which only "I" speaks.
    pub(crate) fn holder(&self, id: TaskId) -> Option<TaskId> {
        let mut holder = self.tasks[id].within?;
        for _ in 0..MAX_DEPTH {
            if self.heads_of(holder) != [Head::FirstPerson] {
                return Some(holder);
            }
            holder = self.tasks[holder].within?;
        }
        None
    }
}
