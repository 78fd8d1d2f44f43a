//! Where a source that names several is parted: "Mr. Ode and Ms. Lind", "others, including Lind".

use crate::ids::MentionId;
use crate::mentions::mention::{MentionKind, NameKind, Pronoun};
use crate::mentions::noun_phrase;
use crate::sources::source::Sources;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// The holders of two offices are named at most this many tokens before.
const MAX_TO_HOLDER: usize = 200;

/// The first example of a group stands at most this many tokens behind "including".
const MAX_TO_EXAMPLE: usize = 6;

/// A group with examples.
#[derive(Clone, Copy)]
pub(crate) struct Examples {
    /// The end of the words for the group.
    pub(crate) end: TokenId,
    /// Where the examples start.
    pub(crate) start: TokenId,
    /// The group speaks as well as its examples.
    pub(crate) whole: bool,
}

impl Sources<'_> {
    /// "Others, including Lind and Ode": where the examples of a group start, if they are persons or
    /// places. "Groups, including Acme" is one nameless source.
    pub(crate) fn examples(&self, source: Tokens) -> Option<Examples> {
        // "the film — which shows people like Lind" has no examples of its own.
        let clause = |index: TokenId| {
            noun_phrase::is_relative(self.reading, index) && !self.mentions.in_name(index)
        };
        let own = (source.start() + 1).until(source.end()).take_while(|index| !clause(*index));
        let marker = own.into_iter().find(|index| self.is_marker(*index))?;
        let such = self.reading.is(marker, marks::SUCH);
        let start = if such { marker + 2 } else { marker + 1 };
        let first = start
            .until(source.end().min(start + MAX_TO_EXAMPLE))
            .find_map(|index| self.mentions.at(index))?;
        let first = self.mentions[first];
        if self.is_of_one(source, marker) {
            return None;
        }
        let plural = source.start().until(marker).any(|index| {
            let traits = self.reading.traits(index);
            traits.any(Traits::PLURAL.with(Traits::GROUP)) || self.is_determiner(index)
        });
        let people = source
            .start()
            .until(marker)
            .any(|index| self.reading.traits(index).any(Traits::PERSON));
        let named = match first.name_kind {
            NameKind::Person => true,
            NameKind::Place => !people,
            _ => false,
        };
        let end = if self.reading.is(marker - 1, marks::COMMA) { marker - 1 } else { marker };
        let whole = first.name_kind != NameKind::Place;
        (first.is_name() && named && plural).then_some(Examples { end, start, whole })
    }

    /// "Lind, an aide to senators such as Ode": the examples are of whom is told of a person.
    fn is_of_one(&self, source: Tokens, marker: TokenId) -> bool {
        let named = source.start().until(marker).find_map(|index| self.name_at(index));
        let named = named.map(|id| self.mentions[id]);
        named.is_some_and(|name| {
            name.name_kind == NameKind::Person
                && name.core.end() + 1 < marker
                && self.reading.is(name.core.end(), marks::COMMA)
        })
    }

    fn is_marker(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        let such = word.key == marks::SUCH && self.reading.is(index + 1, marks::AS);
        !self.mentions.in_name(index)
            && (such || matches!(word.key, marks::INCLUDING | marks::LIKE))
    }

    fn is_determiner(&self, index: TokenId) -> bool {
        self.reading.traits(index).any(Traits::DETERMINER)
    }

    /// Where a part of a joined source ends and the next starts: "Mr. Ode | and | Ms. Lind".
    pub(crate) fn joint(&self, span: Tokens) -> Option<(TokenId, TokenId)> {
        let mut aside = span.start();
        for index in (span.start() + 1).until(span.end()) {
            if index < aside || self.mentions.in_name(index) {
                continue;
            }
            if let Some(close) = self.aside(index) {
                aside = close;
                continue;
            }
            if let Some(end) = self.party(index).filter(|end| *end < span.end()) {
                aside = end;
                continue;
            }
            if let Some(end) = self.office_told(index, span.end()) {
                aside = end;
                continue;
            }
            if let Some(end) = self.belonging(index, span.end()) {
                aside = end;
                continue;
            }
            if let Some(next) = self.as_well(index, span.end()) {
                return Some((index, next));
            }
            if self.is_tail(index) {
                return None;
            }
            let joins = self.reading.is(index, marks::AND) || self.is_nor(index, span);
            if joins
                && (self.parts_at(index, span.end()) || self.is_between_definite(index, span))
                && !noun_phrase::is_between_modifiers(self.reading, index, span)
                && !noun_phrase::is_joint_owner(self.reading, index, |it| self.mentions.in_name(it))
            {
                let end = if self.reading.is(index - 1, marks::COMMA) { index - 1 } else { index };
                return Some((end, index + 1));
            }
            if self.is_headline_list(index, span.end()) {
                return Some((index, index + 1));
            }
            // "Ode, Lind, | and Roe": the "and" parts them.
            if self.reading.is(index, marks::COMMA)
                && self.reading.is(index + 1, marks::AND)
                && self.parts_at(index + 1, span.end())
            {
                continue;
            }
            if self.reading.is(index, marks::COMMA) && !self.is_list(index, span.end()) {
                let along = self.along(index, span.end());
                return along.or_else(|| self.next_person(index, span.end()));
            }
            if self.reading.is(index, marks::COMMA) {
                return Some((index, index + 1));
            }
        }
        None
    }

    /// "neither Lind | nor | Ode".
    fn is_nor(&self, index: TokenId, span: Tokens) -> bool {
        let neither = span.start().checked_sub(1).filter(|it| self.reading.is(*it, marks::NEITHER));
        neither.is_some() && self.reading.is(index, marks::NOR)
    }

    /// The end of a short parenthesis that starts at the token: "(D-Ohio)".
    fn aside(&self, open: TokenId) -> Option<TokenId> {
        let opens = self.reading.is(open, marks::OPEN);
        let close = (open + 1).until(open + 6).find(|index| self.reading.is(*index, marks::CLOSE));
        close.filter(|_| opens).map(|close| close + 1)
    }

    /// The end of a party and place between commas that starts at the first: ", R-Ohio,", ", Democrat
    /// of Vermont,".
    fn party(&self, comma: TokenId) -> Option<TokenId> {
        if !self.reading.is(comma, marks::COMMA) {
            return None;
        }
        let word = self.reading.word(comma + 1);
        let end = if word.traits.any(Traits::MEMBER) {
            comma + 2
        } else if word.traits.any(Traits::PARTY) && self.reading.is(comma + 2, marks::OF) {
            (comma + 3).until(comma + 6).find(|index| !self.mentions.in_name(*index))?
        } else {
            return None;
        };
        let close = if self.reading.is(end, marks::COMMA) { end + 1 } else { end };
        let and = self.reading.is(close, marks::AND);
        (and || close > end).then_some(if and { close } else { end })
    }

    /// The end of where a person is from, where another person follows: "Lind | of Ohio | and Ode".
    fn belonging(&self, index: TokenId, end: TokenId) -> Option<TokenId> {
        let of = matches!(self.reading.word(index).key, marks::OF | marks::FROM);
        let person = |number: MentionId| self.mentions[number].name_kind == NameKind::Person;
        if !of || !self.mentions.at(index - 1).is_some_and(person) {
            return None;
        }
        let start = if self.reading.is(index + 1, marks::THE) { index + 2 } else { index + 1 };
        let close = start.until(end.min(start + 8)).find(|index| !self.mentions.in_name(*index))?;
        let joined = matches!(self.reading.word(close).key, marks::AND | marks::COMMA);
        let next = (close + 1).until(end.min(close + 5)).find_map(|index| self.mentions.at(index));
        let others = self.reading.is(close, marks::AND) && self.is_many(close + 1, end);
        let parts = joined && next.is_some_and(person) || others;
        (close > start && parts).then_some(close)
    }

    /// "Lind of Acme and | 78 others", "and | colleagues", "and | his team": a number or an owner before
    /// who else it was, or who stands alone.
    fn is_many(&self, start: TokenId, end: TokenId) -> bool {
        let first = self.reading.word(start);
        let counted = first.shape == Shape::Other && !first.is_mark() && first.key != key::EMPTY;
        let opens = counted || first.is_possessive_pronoun();
        let last = if opens { start + 4 } else { start + 1 };
        let many = Traits::PLURAL.with(Traits::GROUP);
        start.until(last.min(end)).map(|index| self.reading.word(index)).any(|word| {
            let ends = counted && word.ending == Ending::Plural;
            word.shape == Shape::Lower && (word.traits.any(many) || ends)
        })
    }

    /// Whether the token starts a part of the phrase that tells about its head.
    pub(crate) fn is_tail(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        noun_phrase::is_relative(self.reading, index)
            || word.traits.any(Traits::PREPOSITION)
            || matches!(word.key, marks::OPEN | marks::DASH)
    }

    /// Whether a name ends before the "and" and another part starts behind it.
    pub(crate) fn parts_at(&self, and: TokenId, end: TokenId) -> bool {
        self.names_end(and) && self.starts_part(and + 1, end)
    }

    /// Whether a name or pronoun ends before the token.
    fn names_end(&self, index: TokenId) -> bool {
        let before = if self.reading.is(index - 1, marks::COMMA) {
            index.saturating_sub(2)
        } else {
            index - 1
        };
        let before = if self.reading.is(before, marks::CLOSE) {
            before
                .saturating_sub(6)
                .until(before)
                .find(|open| self.reading.is(*open, marks::OPEN))
                .map_or(before, |open| open.saturating_sub(1))
        } else {
            before
        };
        let before = if self.reading.is(before, marks::POSSESSIVE) {
            before.saturating_sub(1)
        } else {
            before
        };
        self.reading.traits(before).any(Traits::MEMBER)
            || self.mentions.in_name(before)
            || Pronoun::of(self.reading.word(before)).is_some()
    }

    /// "the council and the government", "the president and Congress", "the mayor and his aides": two
    /// parts.
    fn is_between_definite(&self, and: TokenId, span: Tokens) -> bool {
        let definite = |number: MentionId| {
            let mention = self.mentions[number];
            let start = mention.tokens.start();
            let both = usize::from(self.reading.is(start, marks::BOTH));
            mention.kind == MentionKind::Nominal && self.reading.is(start + both, marks::THE)
        };
        let one = |number: &MentionId| !self.mentions[*number].traits.any(Traits::PLURAL);
        let before = self.mentions.at(and - 1).filter(|it| one(it) && definite(*it));
        let near = |number: &MentionId| self.mentions[*number].tokens.start() == and + 1;
        let after = (and + 1).until(span.end().min(and + 6));
        let mut after = after.filter_map(|index| self.mentions.at(index));
        let owned = self.reading.traits(and + 1).any(Traits::POSSESSIVE);
        let named = |number: MentionId| self.mentions[number].is_name() || owned;
        before.is_some() && after.find(near).is_some_and(|it| named(it) || definite(it))
    }

    /// "the mayor and governor" where the text named Mayor Lind and Governor Ode: the two, although there
    /// is one article. Who holds both offices has no two names.
    pub(crate) fn two_offices(&self, span: Tokens) -> Option<[MentionId; 2]> {
        let last = span.end().checked_sub(1)?;
        let start = span.start();
        let and = start
            .until(last.min(start + MAX_TO_EXAMPLE))
            .find(|it| self.reading.is(*it, marks::AND))?;
        let one_article = self.reading.is(start, marks::THE)
            && !(and + 1).until(last + 1).any(|it| self.reading.traits(it).any(Traits::FUNCTION));
        if !one_article || last > and + MAX_TO_EXAMPLE {
            return None;
        }
        let holders = [self.holder(and.checked_sub(1)?, start)?, self.holder(last, start)?];
        let surname =
            |number: MentionId| self.reading.word(self.mentions[number].core.end() - 1).key;
        let [one, other] = holders.map(surname);
        (one != other).then_some(holders)
    }

    /// The last person before the token whose title has the role of the office.
    fn holder(&self, office: TokenId, before: TokenId) -> Option<MentionId> {
        let office = self.reading.word(office);
        if !office.traits.any(Traits::PERSON) || office.traits.any(Traits::PLURAL) {
            return None;
        }
        before
            .saturating_sub(MAX_TO_HOLDER)
            .until(before)
            .rev()
            .filter_map(|token| self.mentions.at(token))
            .find(|number| {
                let name = self.mentions[*number];
                name.is_name() && !name.title.is_empty() && name.role == office.role
            })
    }

    /// Whether a noun phrase that is a part of its own starts at the token.
    fn starts_part(&self, index: TokenId, end: TokenId) -> bool {
        let word = self.reading.word(index);
        let opens =
            word.traits.any(Traits::DETERMINER.with(Traits::POSSESSIVE).with(Traits::PRONOUN));
        index.until((index + 5).min(end)).any(|token| self.mentions.in_name(token))
            || (opens && index < end)
            || self.is_many(index, end)
            || word.traits.any(Traits::ROLE)
            || self.reading.traits(index + 1).any(Traits::ROLE)
    }

    /// Whether a comma parts names of a list that ends with "and".
    fn is_list(&self, comma: TokenId, end: TokenId) -> bool {
        let name = |index: TokenId| self.mentions.in_name(index);
        let until = (comma + 1).until(end).find(|index| {
            self.reading.is(*index, marks::COMMA)
                || self.reading.is(*index, marks::AND) && !name(*index)
        });
        let Some(until) = until else { return false };
        let all_names = (comma + 1).until(until).all(|index| {
            name(index)
                || self.is_in_aside(index, comma)
                || self.reading.is(index, marks::POSSESSIVE)
                || (name(index - 1)
                    && matches!(self.reading.word(index).key, marks::OF | marks::FROM))
                || self.reading.traits(index).any(Traits::DETERMINER.with(Traits::TITLE))
        });
        let many = |number: MentionId| {
            let mention = self.mentions[number];
            mention.kind == MentionKind::Nominal && mention.traits.any(Traits::PLURAL)
        };
        // "users, Lind, and Ode"; "users, Lind and Ode" can be an apposition.
        let many =
            self.mentions.at(comma - 1).is_some_and(many) && self.reading.is(until, marks::COMMA);
        (name(comma - 1) || many || self.reading.is(comma - 1, marks::CLOSE))
            && until > comma + 1
            && !self.is_office(Tokens::new(comma + 1, until))
            && !self.opens_office(comma)
            && all_names
            && until.until(end).any(|index| self.reading.is(index, marks::AND) && !name(index))
    }

    /// Whether the words are an office of the one before the comma: "Lind, | president | and chief".
    fn is_office(&self, part: Tokens) -> bool {
        let role = Traits::PERSON.with(Traits::TITLE);
        let words = self.reading.slice(part);
        let office = |word: &Word| {
            word.traits.any(role) && !word.traits.any(Traits::PLURAL.with(Traits::GIVEN))
        };
        let bare = words.iter().all(|word| word.traits.any(role.with(Traits::DETERMINER)));
        let two = office(self.reading.word(part.end() + 1));
        words.last().is_some_and(office) && (bare || two)
    }

    /// Whether the token is in a parenthesis that opens after the given one.
    pub(crate) fn is_in_aside(&self, index: TokenId, after: TokenId) -> bool {
        let open = after
            .max(index.saturating_sub(6))
            .until(index + 1)
            .find(|open| self.reading.is(*open, marks::OPEN));
        open.and_then(|open| self.aside(open)).is_some_and(|end| index < end)
    }

    /// "Lind, along with Ode": both speak.
    fn along(&self, comma: TokenId, end: TokenId) -> Option<(TokenId, TokenId)> {
        let along =
            self.reading.is(comma + 1, marks::ALONG) && self.reading.is(comma + 2, marks::WITH);
        if along && comma + 3 < end {
            return Some((comma, comma + 3));
        }
        self.as_well(comma + 1, end).map(|next| (comma, next))
    }

    /// What "as well as" or "along with" behind a name adds.
    fn as_well(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        let says = |words: &[Key]| {
            let said = start.until(start + words.len()).zip(words);
            said.into_iter().all(|(index, word)| self.reading.is(index, *word))
        };
        let joints: [&[Key]; 2] =
            [&[marks::AS, marks::WELL, marks::AS], &[marks::ALONG, marks::WITH]];
        let next = start + joints.into_iter().find(|words| says(words))?.len();
        (self.names_end(start) && self.starts_part(next, end)).then_some(next)
    }

    /// "Lind, others" in a headline: a comma for "and".
    fn is_headline_list(&self, comma: TokenId, end: TokenId) -> bool {
        let person = |number: MentionId| self.mentions[number].name_kind == NameKind::Person;
        let name = self.mentions.at(comma + 1).filter(|number| person(*number));
        let close = name.map(|number| self.mentions[number].core.end());
        let named = close == Some(end) && self.reading.word(comma).sentence == 0;
        let others = comma + 2 == end && self.reading.is(comma + 1, marks::OTHERS);
        self.reading.is(comma, marks::COMMA)
            && self.mentions.in_name(comma - 1)
            && (named || others)
    }
}
