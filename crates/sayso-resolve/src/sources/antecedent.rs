//! What a relative pronoun takes up: "voters **who**".

use crate::ids::MentionId;
use crate::mentions::mention::{MentionKind, NameKind};
use crate::mentions::nominal;
use crate::mentions::noun_phrase;
use crate::sources::source::{Head, Sources};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Shape;

/// How far back from "who" its antecedent is looked for, in tokens.
const MAX_ANTECEDENT: usize = 30;
/// A parenthesis between the two has at most this many tokens.
const MAX_ASIDE: usize = 6;

impl Sources<'_> {
    /// What "who", "which" or "that" takes up: the noun phrase before it, or for "who" the nearest
    /// one that can be a person where that is none ("a lawyer from Ohio, who").
    pub(crate) fn antecedent(&mut self, relative: TokenId) -> Head {
        let floor = relative.saturating_sub(MAX_ANTECEDENT);
        let mut end = relative;
        while end > floor && self.reading.word(end - 1).is_mark() {
            // "the Ode Act | (H.R. 12), which".
            let open = self.reading.is(end - 1, marks::CLOSE).then(|| self.opening(end - 1, floor));
            end = open.flatten().unwrap_or(end - 1);
        }
        if end == floor {
            return Head::Nobody;
        }
        let personal =
            matches!(self.reading.word(relative).key, marks::WHO | marks::WHOSE | marks::WHOM);
        let nearest = self.mentions.at(end - 1);
        let found = match nearest {
            Some(number) if personal && self.is_never_who(number) => {
                self.person_before(end, floor, relative).or(nearest)
            }
            None if self.is_date(end - 1) => {
                self.person_before(end, floor, relative).filter(|_| personal).or_else(|| {
                    let sentence = self.reading.word(relative).sentence;
                    self.noun_before(end, floor)
                        .filter(|number| self.mentions[*number].sentence == sentence)
                })
            }
            _ => nearest,
        };
        if let Some(named) = self.named_by_apposition(end, floor, personal) {
            return Head::Mention(named, self.mentions[named].tokens);
        }
        let comma = end < relative;
        match found {
            Some(number) => self.governing(number, comma, floor),
            None => self.unseen_antecedent(end - 1, floor),
        }
    }

    /// Where the parenthesis opens that the token closes, if letters open it: what is called so stands before.
    fn opening(&self, close: TokenId, floor: TokenId) -> Option<TokenId> {
        let first = close.saturating_sub(MAX_ASIDE).max(floor);
        let open = first.until(close).rev().find(|it| self.reading.is(*it, marks::OPEN))?;
        let before = self.reading.word(open.checked_sub(1)?);
        (self.reading.word(open + 1).shape == Shape::Upper && !before.is_mark()).then_some(open)
    }

    /// Whether the word tells when, so that no relative pronoun takes it up.
    fn is_date(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        word.shape == Shape::Other || word.traits.any(Traits::ANY_DAY)
    }

    /// "Lind, a teacher and activist, who": whom the apposition before the relative clause is about.
    fn named_by_apposition(
        &self,
        end: TokenId,
        floor: TokenId,
        personal: bool,
    ) -> Option<MentionId> {
        let mut tail = false;
        for index in floor.until(end).rev() {
            let word = self.reading.word(index);
            tail |= word.traits.any(Traits::PREPOSITION) && !self.mentions.in_name(index);
            if word.key != marks::COMMA {
                continue;
            }
            let article = matches!(self.reading.word(index + 1).key, marks::A | marks::AN);
            let number = self.mentions.at(index.checked_sub(1)?).filter(|_| article)?;
            let name = self.mentions[number];
            let head = self.mentions.at(end - 1).map(|number| self.mentions[number].traits);
            let thing = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
            let head = head.unwrap_or(Traits::NONE);
            let fits = match name.name_kind {
                NameKind::Person => personal && !tail,
                NameKind::Organisation | NameKind::Unknown => {
                    !personal && (!tail || !head.any(thing) && head.any(Traits::PLURAL))
                }
                NameKind::Place => false,
            };
            return (name.is_name() && fits).then_some(number);
        }
        None
    }

    /// The last mention before the token that is no pronoun and no place.
    fn noun_before(&self, end: TokenId, floor: TokenId) -> Option<MentionId> {
        floor.until(end).rev().filter_map(|index| self.mentions.at(index)).find(|number| {
            let mention = self.mentions[*number];
            !matches!(mention.kind, MentionKind::Pronoun(_)) && mention.name_kind != NameKind::Place
        })
    }

    /// "an adviser to Lind, who": after a comma the head noun is meant; "a lot of voters who": the
    /// quantity belongs to the name.
    fn governing(&self, near: MentionId, comma: bool, floor: TokenId) -> Head {
        let mention = self.mentions[near];
        let start = mention.tokens.start();
        let preposition = start.saturating_sub(1);
        if start < floor + 2 || !self.reading.traits(preposition).any(Traits::PREPOSITION) {
            return Head::Mention(near, mention.tokens);
        }
        let before = preposition - 1;
        let quantity = Traits::GROUP.with(Traits::DETERMINER);
        if self.reading.is(preposition, marks::OF) && self.reading.traits(before).any(quantity) {
            let start = noun_phrase::start(self.reading, before, floor);
            return Head::Mention(near, Tokens::new(start, mention.core.end()));
        }
        let governor = self.mentions.at(before).filter(|_| comma);
        let person = governor.filter(|number| {
            let governor = self.mentions[*number];
            governor.kind == MentionKind::Nominal && governor.traits.any(Traits::PERSON)
        });
        let number = person.unwrap_or(near);
        Head::Mention(number, self.mentions[number].tokens)
    }

    /// Whether "who" cannot take the mention up.
    fn is_never_who(&self, number: MentionId) -> bool {
        let mention = self.mentions[number];
        if mention.is_name() {
            return !matches!(mention.name_kind, NameKind::Person | NameKind::Unknown);
        }
        !mention.traits.any(Traits::PERSON.with(Traits::GROUP).with(Traits::PLURAL))
    }

    /// The last mention of the sentence before the token that can be a person.
    fn person_before(&self, end: TokenId, floor: TokenId, relative: TokenId) -> Option<MentionId> {
        let sentence = self.reading.word(relative).sentence;
        floor
            .until(end)
            .rev()
            .take_while(|index| self.reading.word(*index).sentence == sentence)
            .filter_map(|index| self.mentions.at(index))
            .find(|number| {
                let mention = self.mentions[*number];
                let person = mention.name_kind == NameKind::Person
                    || (!mention.is_name()
                        && mention.traits.any(Traits::PERSON.with(Traits::GROUP)));
                person && !mention.place.possessive
            })
    }

    fn unseen_antecedent(&mut self, head: TokenId, floor: TokenId) -> Head {
        let head =
            if self.reading.is(head, marks::POSSESSIVE) { head.saturating_sub(1) } else { head };
        let end = head + 1;
        // "everybody | else": nothing stands before such a pronoun.
        let (head, floor) = match head.checked_sub(1) {
            Some(pronoun) if self.reading.is(head, marks::ELSE) => (pronoun, pronoun),
            _ => (head, floor),
        };
        let mut mention = nominal::of(self.reading, head, floor, end);
        mention.sentence = self.reading.word(head).sentence;
        let tokens = mention.tokens;
        Head::Mention(self.mentions.add(mention), tokens)
    }
}
