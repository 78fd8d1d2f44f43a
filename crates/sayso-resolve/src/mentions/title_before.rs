//! What stands before a name and belongs to it, past its own titles: "Republican pollster | Dee Lind",
//! "Lisse police | Chief Dee Lind", "former | Gov. Lind".

use crate::mentions::list::Mentions;
use crate::mentions::mention::{Mention, NameKind};
use crate::mentions::noun_phrase;
use crate::mentions::scan::Scan;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

/// When somebody has an office, before its title: "acting Gov. Lind".
const TIMES: [Key; 6] = [
    marks::FORMER,
    key::of_ascii("acting"),
    key::of_ascii("interim"),
    key::of_ascii("retired"),
    key::of_ascii("incoming"),
    key::of_ascii("outgoing"),
];

/// What says of what kind an office is, before its title.
const LEVELS: [Key; 20] = [
    key::of_ascii("police"),
    key::of_ascii("state"),
    key::of_ascii("district"),
    key::of_ascii("city"),
    key::of_ascii("council"),
    key::of_ascii("committee"),
    key::of_ascii("panel"),
    key::of_ascii("army"),
    key::of_ascii("regional"),
    key::of_ascii("provincial"),
    key::of_ascii("federal"),
    key::of_ascii("municipal"),
    key::of_ascii("county"),
    key::of_ascii("local"),
    key::of_ascii("national"),
    key::of_ascii("deputy"),
    key::of_ascii("assistant"),
    key::of_ascii("associate"),
    key::of_ascii("senior"),
    key::of_ascii("executive"),
];

impl Scan<'_> {
    /// Takes a role noun before a name in: "Republican pollster | Daron Shaw".
    pub(super) fn with_role_before(&self, mut name: Mention) -> Mention {
        let reading = self.names.reading;
        let start = name.tokens.start();
        if start <= self.tokens.start() {
            return name;
        }
        if let Some(head) = self.office_before(name.title) {
            let phrase = noun_phrase::start(reading, head, self.tokens.start());
            let role = reading.word(head);
            name.title = Tokens::new(phrase, name.title.end());
            name.tokens = Tokens::new(phrase, name.tokens.end());
            name.traits = name.traits.with(role.traits.without(Traits::VERB));
            name.role = role.role;
            return name;
        }
        if !name.title.is_empty() && TIMES.contains(&reading.word(start - 1).key) {
            name.title = Tokens::new(start - 1, name.title.end());
            name.tokens = Tokens::new(start - 1, name.tokens.end());
            return name;
        }
        // "the newspaper | The Lisse Herald".
        let the = reading.word(start - 1);
        let the = the.key == marks::THE && the.shape == Shape::Capital && !the.first;
        let start = if the && start > self.tokens.start() + 1 { start - 1 } else { start };
        let head = self.role_head(start - 1);
        let role = reading.word(head);
        let person = name.name_kind == NameKind::Person;
        let lower = role.shape == Shape::Lower || (role.first && person);
        let plain = lower && !role.traits.any(Traits::PLURAL);
        // "In his campaign Mr. Ode said": what has a title of its own, or is a person, is no campaign.
        let never = (person || !name.title.is_empty()) && !role.traits.any(Traits::PERSON);
        if !plain || never || !role.traits.any(Traits::PERSON.with(Traits::ORGANISATION)) {
            return name;
        }
        let phrase = noun_phrase::start(reading, head, self.tokens.start());
        // In "the teacher Mrs. Lind" how she is addressed is no part of what she is.
        let title = reading.slice(name.title);
        let address = title.iter().all(|word| marks::ADDRESSES.contains(&word.key));
        let own = if address && !title.is_empty() { name.title.start() } else { name.core.start() };
        name.title = Tokens::new(phrase, own);
        name.tokens = Tokens::new(phrase, name.tokens.end());
        name.traits = name.traits.with(role.traits.without(Traits::VERB));
        if name.role == key::EMPTY {
            name.role = role.role;
        }
        let given = name.core.len() == 2 && reading.traits(name.core.start()).any(Traits::GIVEN);
        let unsure = name.name_kind == NameKind::Unknown || given;
        if role.traits.any(Traits::PERSON) && unsure {
            name.name_kind = NameKind::Person;
        } else if name.name_kind == NameKind::Unknown {
            name.name_kind = NameKind::Organisation;
        }
        name
    }

    /// Takes what belongs to a title before it: "Ruritania's | Foreign Secretary", "Lisse police | Chief",
    /// "First | Minister", and a name into which it reaches: "Ode Department of | Transport official".
    pub(super) fn with_whole_title(&self, mentions: &Mentions, mut name: Mention) -> Mention {
        let mut start = name.title.start();
        let mut level = false;
        while !name.title.is_empty() && start > self.tokens.start() {
            let Some(longer) = self.title_start(mentions, start, level) else { break };
            level = longer + 1 == start;
            start = longer;
        }
        if start < name.title.start() {
            name.title = Tokens::new(start, name.title.end());
            name.tokens = Tokens::new(start, name.tokens.end());
        }
        name
    }

    /// Where a title starts with one more part. A name right before it belongs to it only before a level
    /// ("Lisse | police"), for "told Acme President Lind" is about two.
    fn title_start(&self, mentions: &Mentions, start: TokenId, level: bool) -> Option<TokenId> {
        let reading = self.names.reading;
        let named = |index: TokenId| {
            let name = &mentions[mentions.at(index)?];
            let inside = name.is_name() && name.core.start() < start && name.title.is_empty();
            (inside && name.core.end() >= start.min(index + 1)).then_some(name.core.start())
        };
        if let Some(name) = named(start) {
            return Some(name);
        }
        let before = reading.word(start - 1);
        let next = reading.word(start).key;
        if start >= self.tokens.start() + 2 && before.key == marks::POSSESSIVE {
            return named(start - 2);
        }
        let rank = before.key == marks::FIRST && matches!(next, marks::MINISTER | marks::LADY)
            || before.key == marks::UNDER && next == marks::SECRETARY;
        if rank || TIMES.contains(&before.key) || is_level(before) {
            return Some(start - 1);
        }
        if level { named(start - 1) } else { None }
    }
}

/// Whether the word says of what kind an office is: "police | Chief", "regional | Governor".
fn is_level(word: &Word) -> bool {
    word.shape == Shape::Lower && LEVELS.contains(&word.key)
}
