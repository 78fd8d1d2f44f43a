//! Other names that the article itself gives: "World Health Organization (WHO)", "Islamic State, or
//! ISIS,", and acronyms that it spells out elsewhere, before or after.

use crate::cast::acronym::{MIN_LETTERS, TWO_LETTERS, initials};
use crate::cast::entities::Cast;
use crate::ids::EntityId;
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::words::key::{self, KeyMap};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

/// The longest other name in a parenthesis, in words: "(SUPER UW)".
const MAX_ALIAS: usize = 3;
/// So many acronyms of one article are looked for in it.
const MAX_ACRONYMS: usize = 32;
/// The longest name that an acronym spells out, in capitalised words and in tokens.
const MAX_LETTERS: usize = 8;
const MAX_TOKENS: usize = 14;
impl Cast {
    /// Notes what the article calls the entity right behind its name: "(WHO)", ", or ISIS,".
    pub(super) fn add_aliases(
        &mut self,
        article: Article<'_>,
        mention: &Mention,
        entity: EntityId,
    ) {
        let reading = article.reading;
        let open = mention.core.end();
        let name =
            |index: TokenId| matches!(reading.word(index).shape, Shape::Capital | Shape::Upper);
        if reading.is(open, marks::OPEN) {
            let close =
                (open + 2).until(open + 2 + MAX_ALIAS).find(|it| reading.is(*it, marks::CLOSE));
            let Some(close) = close else { return };
            // "(P&G)".
            let letters = |shape| matches!(shape, Shape::Upper | Shape::Initial);
            let joined = close == open + 4
                && reading.is(open + 2, marks::AMPERSAND)
                && letters(reading.word(open + 1).shape)
                && letters(reading.word(open + 3).shape);
            if joined
                || close == open + 2 && reading.word(open + 1).shape != Shape::Other
                || (open + 1).until(close).all(name) && reading.word(open + 1).shape == Shape::Upper
            {
                let alias = Tokens::new(open + 1, close);
                self.by_name.add(article.names().phrase(alias), entity);
            }
        }
        let or = reading.is(open, marks::COMMA) && reading.is(open + 1, marks::OR);
        if or && reading.word(open + 2).shape == Shape::Upper && reading.word(open + 3).is_mark() {
            self.by_name.add(reading.word(open + 2).key, entity);
        }
    }

    /// Finds what the acronyms of the article stand for where no name that is known spells them.
    pub(super) fn spell_out(&mut self, article: Article<'_>) {
        let mut wanted: KeyMap<Option<Tokens>> = KeyMap::default();
        for mention in article.mentions.list().iter() {
            let word = article.reading.word(mention.core.start());
            let acronym =
                mention.is_name() && mention.core.len() == 1 && word.shape == Shape::Upper;
            let known = || {
                let spelled = self.by_acronym.get(word.key).next().is_some();
                self.by_name.get(word.key).next().is_some() || spelled
            };
            if acronym && wanted.len() < MAX_ACRONYMS && !known() {
                wanted.insert(word.key, None);
            }
        }
        if wanted.is_empty() {
            return;
        }
        for start in article.reading.tokens().ids() {
            spell(article, start, &mut wanted);
        }
        self.add_spelled(article, &wanted);
    }

    /// Makes what the acronyms stand for their entities, in text order.
    fn add_spelled(&mut self, article: Article<'_>, wanted: &KeyMap<Option<Tokens>>) {
        for mention in article.mentions.list().iter() {
            let acronym = article.reading.word(mention.core.start()).key;
            let found = wanted.get(&acronym).copied().flatten();
            let Some(core) = found.filter(|_| mention.is_name() && mention.core.len() == 1) else {
                continue;
            };
            if self.by_name.get(acronym).next().is_some() {
                continue;
            }
            let entity = self.spelled_entity(article, core);
            self.by_name.add(acronym, entity);
        }
    }

    /// The entity of the words that spell an acronym: one that they name, or a new one.
    fn spelled_entity(&mut self, article: Article<'_>, core: Tokens) -> EntityId {
        let own = article.mentions.at(core.start());
        let same = own.filter(|number| article.mentions[*number].core == core);
        if let Some(known) = same.and_then(|number| self.of(number)) {
            return known;
        }
        let sentence = article.reading.word(core.start()).sentence;
        let name = Mention {
            kind: MentionKind::Name,
            name_kind: NameKind::Organisation,
            tokens: core,
            core,
            sentence,
            ..Mention::default()
        };
        let entity = self.full(article, &name);
        let number = own.filter(|it| core.contains(article.mentions[*it].core));
        self.join(article, number, &name, entity);
        entity
    }
}

/// Notes the acronyms that the capitalised words from the token on spell; small words count for none.
fn spell(article: Article<'_>, start: TokenId, wanted: &mut KeyMap<Option<Tokens>>) {
    let reading = article.reading;
    let first = reading.word(start);
    let capital = |word: &Word| matches!(word.shape, Shape::Capital | Shape::Upper);
    if !capital(first) || reading.is_headline(first.sentence) || is_small(first) {
        return;
    }
    let (mut letters, mut words) = (Vec::new(), 0);
    for index in start.until(start + MAX_TOKENS) {
        let word = reading.word(index);
        if capital(word) && word.sentence == first.sentence {
            words += 1;
            letters.extend(initials(word));
        } else if is_small(word) && word.sentence == first.sentence {
            continue;
        } else {
            break;
        }
        if words > MAX_LETTERS {
            break;
        }
        let two = words == 2 && letters.len() == 2 && index == start + 1;
        let acronym = key::of_initials(letters.iter().copied());
        let known = TWO_LETTERS.iter().any(|(known, _)| *known == acronym);
        if (two && known || words >= MIN_LETTERS)
            && let Some(slot) = wanted.get_mut(&acronym)
            && is_body(reading.slice(Tokens::new(start, index + 1)))
        {
            slot.get_or_insert(Tokens::new(start, index + 1));
        }
    }
}

/// Whether the words can name a body or a country: no person's name.
fn is_body(words: &[Word]) -> bool {
    let first = words.first().copied().unwrap_or_default();
    let office = words.iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD));
    office || !first.traits.any(Traits::GIVEN.with(Traits::TITLE))
}

/// Whether the word can stand in a name without a letter in its acronym.
fn is_small(word: &Word) -> bool {
    let small = Traits::PREPOSITION.with(Traits::CONJUNCTION).with(Traits::DETERMINER);
    word.traits.any(small) && word.shape == Shape::Lower
        || matches!(word.key, marks::AMPERSAND | marks::POSSESSIVE | marks::APOSTROPHE)
}
