//! The mentions of an article in text order, and which token belongs to which.

use std::ops::Index;

use crate::ids::{MentionId, Table};
use crate::mentions::mention::Mention;
use crate::words::token::{TokenId, Tokens};

/// The mentions of an article in text order, and which token belongs to which.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    list: Table<MentionId, Mention>,
    at: Vec<Option<MentionId>>,
}

impl Mentions {
    /// Forgets the article before; the new one has so many tokens.
    pub(super) fn clear(&mut self, tokens: usize) {
        self.list.clear();
        self.at.clear();
        self.at.resize(tokens, None);
    }

    /// The mentions.
    pub(crate) fn list(&self) -> &Table<MentionId, Mention> {
        &self.list
    }

    /// The mention whose name, pronoun or head noun holds the token.
    pub(crate) fn at(&self, token: TokenId) -> Option<MentionId> {
        self.at.get(token.place()).copied().flatten()
    }

    /// Whether the token belongs to a name.
    pub(crate) fn in_name(&self, token: TokenId) -> bool {
        self.at(token).is_some_and(|id| self.list[id].is_name())
    }

    /// Takes the tokens for the title of a name.
    pub(crate) fn retitle(&mut self, id: MentionId, title: Tokens) {
        self.list[id].title = title;
    }

    /// Puts a mention in the place of another, whose tokens it is a part of.
    pub(crate) fn replace(&mut self, id: MentionId, mention: Mention) {
        let old = self.list[id].tokens;
        for token in self.at.get_mut(old.range()).unwrap_or_default() {
            *token = token.filter(|own| *own != id);
        }
        self.list[id] = mention;
        for token in self.at.get_mut(mention.tokens.range()).unwrap_or_default() {
            token.get_or_insert(id);
        }
    }

    /// Adds a mention that the walk did not find; its tokens are its own from now on.
    pub(crate) fn add(&mut self, mention: Mention) -> MentionId {
        let own = if mention.is_name() { mention.tokens } else { mention.core };
        let id = self.list.push(mention);
        for token in self.at.get_mut(own.range()).unwrap_or_default() {
            token.get_or_insert(id);
        }
        for token in self.at.get_mut(mention.core.range()).unwrap_or_default() {
            *token = Some(id);
        }
        id
    }
}

impl Index<MentionId> for Mentions {
    type Output = Mention;

    fn index(&self, id: MentionId) -> &Mention {
        &self.list[id]
    }
}
