//! A person's name that closes a source, behind all that is told of whom it names: "Longtime Lisse in the
//! Morning host Dee Lind".

use crate::ids::MentionId;
use crate::mentions::mention::NameKind;
use crate::mentions::name::Names;
use crate::mentions::{noun_phrase, whose};
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

    /// "Secretary for Water, Trade, and Human Rights | Uzra Lind": who has an office for several things, one of
    /// which stands right before the name.
    pub(super) fn closing_list(&self, source: Tokens) -> Option<MentionId> {
        let id = self.name_at(self.told_end(source).checked_sub(1)?)?;
        let name = &self.mentions[id];
        let and =
            name.title.start().checked_sub(1).filter(|it| self.reading.is(*it, marks::AND))?;
        let names = Names { reading: self.reading, lexicon: self.lexicon };
        let opens = names.of_list(and).is_some_and(|of| of > source.start());
        // "and Chair of the Ode Force" is an office of its own.
        let office = Traits::PERSON.with(Traits::TITLE);
        let own = self.reading.slice(name.title).iter().any(|word| word.traits.any(office));
        (opens && !own && name.name_kind == NameKind::Person).then_some(id)
    }

    /// The end of a source without a parenthesis that closes it.
    fn told_end(&self, source: Tokens) -> TokenId {
        let open = || source.ids().rev().find(|index| self.reading.is(*index, marks::OPEN));
        let closed = self.reading.is(source.end() - 1, marks::CLOSE);
        closed.then(open).flatten().unwrap_or(source.end())
    }

    /// "Ways and | Means chairman Dee Lind": all that stands before the name in its source is her office.
    pub(super) fn take_office(&mut self, name: MentionId, source: Tokens) {
        let known = self.mentions[name].title;
        let start = noun_phrase::after_determiner(self.reading, source.start());
        let whole = Tokens::new(start, self.mentions[name].core.start().max(start));
        let joined =
            start.until(known.start().max(start)).any(|it| self.reading.is(it, marks::AND));
        if joined && !known.is_empty() {
            self.mentions.retitle(name, whole);
        }
    }

    /// The source up to what is told of the last name before it: "Lake chief Dee Lind | (MT-1)", "Lake chief
    /// Dee Lind | , who left".
    pub(super) fn told(&self, source: Tokens) -> Tokens {
        let ends = |index: &TokenId| {
            !self.mentions.in_name(*index)
                && matches!(self.reading.word(*index).key, marks::COMMA | marks::OPEN)
        };
        let end = (source.start() + 1).until(source.end()).find(ends).unwrap_or(source.end());
        // "Lind, Lake chief Tom Ode and …" goes on with others.
        let next =
            self.name_at(end + 1).is_some_and(|id| self.mentions[id].core.end() <= source.end());
        let joins = end.until(source.end()).any(|it| self.reading.is(it, marks::AND));
        Tokens::new(source.start(), if next || joins { source.end() } else { end })
    }

    /// The person of two names or more who closes the phrase, if nothing parts it.
    fn full_name_at_end(&self, span: Tokens) -> Option<MentionId> {
        let id = self.name_at(span.end().checked_sub(1)?)?;
        let name = &self.mentions[id];
        let given = self.reading.traits(name.core.start()).any(Traits::GIVEN);
        let for_what = name.title.end().checked_sub(1).map(|it| self.reading.word(it).key);
        let known = given || for_what.is_some_and(whose::is_subject);
        let full = name.name_kind == NameKind::Person && name.core.len() > 1 && known;
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
            marks::AND => word.traits.any(Traits::PLURAL) || self.is_somebody(token),
            _ => false,
        }
    }

    /// Whether the token closes the name of somebody who speaks for himself: "Lind | and Lake chief Dee Ode",
    /// but not "Lake President | and CEO Dee Ode", "Ways | and Means chairman Dee Ode".
    fn is_somebody(&self, token: TokenId) -> bool {
        let Some(name) = self.name_at(token).map(|id| &self.mentions[id]) else { return false };
        let office = self.reading.traits(name.core.end() - 1).is_one_person();
        let next = self.reading.word(token + 2);
        let subject = next.shape == Shape::Capital && !next.traits.any(Traits::TITLE);
        name.name_kind != NameKind::Unknown || !(office || subject)
    }
}
