//! Names that run over the end of a source: in a headline, where verbs have capitals too ("Coalition |
//! Urges President"), and where the name of a paper stands before that of who wrote in it ("the Lisse
//! Post | Ode said"). Who found the source has seen where it ends, so it parts the name.

use crate::ids::MentionId;
use crate::mentions::mention::Mention;
use crate::mentions::name::Names;
use crate::mentions::place;
use crate::sources::source::Sources;
use crate::words::token::{TokenId, Tokens};

impl Sources<'_> {
    /// Parts the names that reach over the start of a source, or over its end where its cue begins.
    pub(crate) fn part_names(&mut self, source: Tokens, cue: Tokens) {
        let Some(last) = source.end().checked_sub(1) else { return };
        if let Some(id) = self.name_at(source.start()) {
            let core = self.mentions[id].core;
            if core.start() < source.start() && core.end() <= source.end() {
                self.part(id, source.start(), core.end());
            }
        }
        if let Some(id) = self.name_at(last) {
            let core = self.mentions[id].core;
            if core.end() > source.end() && cue.start() == source.end() {
                self.part(id, core.start().max(source.start()), source.end());
            }
        }
    }

    /// Leaves of a name what stands between the tokens, and makes of the words before them a name of their
    /// own.
    fn part(&mut self, id: MentionId, start: TokenId, end: TokenId) {
        let old = self.mentions[id];
        let Some(own) = self.parsed(start, end, &old) else { return };
        let before = self.parsed(old.core.start(), start, &old);
        self.mentions.replace(id, own);
        if let Some(before) = before {
            self.mentions.add(before);
        }
    }

    /// The name between the tokens, in the sentence of the one of which it is a part.
    fn parsed(&self, start: TokenId, end: TokenId, old: &Mention) -> Option<Mention> {
        let names = Names { reading: self.reading, lexicon: self.lexicon };
        let mut name = if start < end { names.parse(start, end)? } else { return None };
        (name.sentence, name.paragraph) = (old.sentence, old.paragraph);
        name.place = place::of(self.reading, &name);
        name.place.first = old.place.first && start == old.core.start();
        Some(name)
    }
}
