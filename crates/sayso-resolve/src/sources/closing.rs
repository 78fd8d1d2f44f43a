//! A person's name that closes a source, behind all that is told of whom it names: "Longtime Lisse in the
//! Morning host Dee Lind".

use crate::ids::MentionId;
use crate::mentions::mention::NameKind;
use crate::mentions::noun_phrase;
use crate::sources::source::Sources;
use crate::words::key;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Shape;

impl Sources<'_> {
    /// The full name that closes the phrase, where a noun for a person stands right before it and no other
    /// noun for a person has a phrase of its own ("a lawyer | for Acme chief Dee Lind").
    pub(super) fn closing(&self, span: Tokens) -> Option<MentionId> {
        let id = self.full_name_at_end(span)?;
        let name = &self.mentions[id];
        let before = name.tokens.start().checked_sub(1).filter(|it| *it >= span.start());
        let noun = before.is_some_and(|before| self.is_one(before));
        let told = name.role != key::EMPTY || noun;
        let one = span.start().until(name.tokens.start()).all(|it| !self.governs(it, span));
        (told && one).then_some(id)
    }

    /// The person of two names or more who closes the phrase, if nothing parts it.
    fn full_name_at_end(&self, span: Tokens) -> Option<MentionId> {
        let id = self.name_at(span.end().checked_sub(1)?)?;
        let name = &self.mentions[id];
        let given = self.reading.traits(name.core.start()).any(Traits::GIVEN);
        let full = name.name_kind == NameKind::Person && name.core.len() > 1 && given;
        let inside = span.start().until(name.core.start());
        let whole = inside.into_iter().all(|index| {
            !self.reading.word(index).is_mark() && !noun_phrase::is_relative(self.reading, index)
        });
        (full && name.core.end() == span.end() && whole).then_some(id)
    }

    /// Whether the token is a noun for one person.
    fn is_one(&self, token: TokenId) -> bool {
        let word = self.reading.word(token);
        word.shape == Shape::Lower
            && word.traits.any(Traits::PERSON)
            && !word.traits.any(Traits::PLURAL)
    }

    /// Whether the token is a noun that says of whom or by whom something else is, or a second one of
    /// several.
    fn governs(&self, token: TokenId, span: Tokens) -> bool {
        let word = self.reading.word(token);
        let common = word.shape == Shape::Lower || token == span.start();
        let noun = word.traits.any(Traits::ROLE.with(Traits::VERB));
        match self.reading.word(token + 1).key {
            marks::BY | marks::WITH => true,
            marks::OF | marks::FOR | marks::TO | marks::FROM => common && noun,
            marks::AND => word.traits.any(Traits::PLURAL) || self.mentions.in_name(token),
            _ => false,
        }
    }
}
