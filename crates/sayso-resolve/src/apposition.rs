//! Roles from appositions: "Jane Lind, a spokeswoman for Acme," and "the mayor, Dee Ode,".

use sayso_text::TokenSpan;

use crate::cast::{Article, Cast};
use crate::entity::EntityKind;
use crate::lexicon::Traits;
use crate::marks;
use crate::mention::{Mention, MentionKind, NameKind};
use crate::noun_phrase;
use crate::plan::{Plan, Task};
use crate::reading::{Ending, Reading, Shape, Word};
use crate::role;
use crate::scan;

/// The head of an apposition is at most this many tokens behind its comma.
const MAX_TO_HEAD: usize = 9;
/// A role longer than this is cut.
const MAX_ROLE: usize = 20;
/// A noun that no list knows stands at most this many tokens behind its article.
const MAX_TO_NOUN: usize = 3;
/// A role is of at most this many things, one in another: "the head of the board of Acme".
const MAX_OF: usize = 3;
/// The longest parenthesis between a role and the name.
const MAX_ASIDE: usize = 12;

/// Gives the named entities the roles of their appositions, and the role nouns in these to the
/// entities.
pub(crate) fn attach(article: Article<'_>, plan: &Plan, cast: &mut Cast) {
    // In "it was sold to Acme, the agency said" the agency is a source of its own, not Acme, and so
    // is the poll of "in Ruritania, a poll shows".
    let apart = |mention: &Mention, head: usize| {
        let task = article.mentions.at(head).and_then(|number| plan.task_of(number));
        let task = task.and_then(|task| plan.tasks.get(task));
        let said = |task: &Task| {
            let cue = task.cue.start();
            let word = article.reading.word(cue);
            let opener = article.reading.word(task.source.start()).key;
            let fronted = task.content.start() < task.source.start();
            (head + 1..head + 3).contains(&cue)
                && word.ending != Ending::Participle
                && (fronted || !matches!(opener, marks::A | marks::AN))
        };
        let place = mention.name_kind == NameKind::Place && task.is_some();
        !place && !task.is_some_and(said)
    };
    for (number, mention) in article.mentions.list().iter().enumerate() {
        let Some(entity) = cast.of(number).filter(|_| mention.is_name()) else { continue };
        let role = after(article, mention).filter(|it| apart(mention, it.0));
        if let Some(role) = role {
            second_role(article, cast, entity, role.0);
        }
        if let Some(role) =
            role.or_else(|| before(article, mention).filter(|it| apart(mention, it.0)))
        {
            give(article, cast, entity, role);
        }
        own_title(article, cast, entity, mention);
    }
}

/// Role words of a title of several words: "campaign manager", "prime minister".
fn own_title(article: Article<'_>, cast: &mut Cast, entity: usize, mention: &Mention) {
    for word in article.reading.slice(mention.title) {
        if word.traits.any(Traits::PERSON.with(Traits::TITLE)) {
            cast.add_role(entity, word.role);
        }
    }
}

/// "a teacher and activist": the second role of an apposition is of the same one.
fn second_role(article: Article<'_>, cast: &mut Cast, entity: usize, head: usize) {
    if !article.reading.is(head + 1, marks::AND) {
        return;
    }
    let second = (head + 2..head + 6).find_map(|index| article.mentions.at(index));
    let Some(number) = second.filter(|number| cast.of(*number).is_none()) else { return };
    let mention = article.mentions.get(number);
    if mention.kind == MentionKind::Nominal && !mention.traits.any(Traits::PLURAL) {
        cast.link(number, entity);
        cast.add_role(entity, mention.role);
    }
}

fn give(article: Article<'_>, cast: &mut Cast, entity: usize, (head, phrase): (usize, TokenSpan)) {
    let word = article.reading.word(head);
    if let Some(number) = article.mentions.at(head).filter(|it| cast.of(*it).is_none()) {
        cast.link(number, entity);
    }
    cast.add_role(entity, word.role);
    let Some(entity) = cast.entities.get_mut(entity) else { return };
    entity.gender += i32::from(word.traits.any(Traits::MASCULINE));
    entity.gender -= i32::from(word.traits.any(Traits::FEMININE));
    if role::weight(article.reading, phrase) > role::weight(article.reading, entity.role) {
        entity.role = phrase;
    }
    if entity.kind == EntityKind::Unknown && word.traits.any(Traits::PERSON) {
        entity.kind = EntityKind::Person;
    }
}

/// The role after a name: ", 32, a truck driver from Ode,".
fn after(article: Article<'_>, mention: &Mention) -> Option<(usize, TokenSpan)> {
    let reading = article.reading;
    let comma = mention.core.end();
    if !reading.is(comma, marks::COMMA) {
        return None;
    }
    let aged = reading.word(comma + 1).shape == Shape::Other && reading.is(comma + 2, marks::COMMA);
    let start = comma + if aged { 3 } else { 1 };
    // "formerly | a teacher": when the role was theirs belongs to it, that it is theirs now does not.
    let noun = if is_timed(reading, start) { start + 1 } else { start };
    let now = matches!(reading.word(start).key, marks::NOW | marks::CURRENTLY);
    let start = if now { noun } else { start };
    let opens = opens_role(reading.word(noun)) || is_owner(article, noun);
    if noun_phrase::is_relative(reading, noun) || !(opens || is_office(article, noun)) {
        return None;
    }
    let known = role_head(article, noun, wanted(mention));
    let head = known.or_else(|| unlisted_head(article, noun, mention))?;
    let end = phrase_end(article, head + 1, noun + MAX_ROLE);
    let supported = reading.word(head + 1).traits.any(Traits::VERB);
    let closes = supported
        || matches!(reading.word(end).key, marks::COMMA)
        || reading.word(end).shape == Shape::Other
        || noun_phrase::is_relative(reading, end)
        || is_predicate(reading, end) && opens_sentence(reading, mention);
    closes.then(|| (head, TokenSpan::new(after_determiner(article, start), end)))
}

/// Whether an apposition can start with the word: "a", "his", "mayor", "former", "senior".
fn opens_role(word: Word) -> bool {
    let determiner = word.traits.any(Traits::DETERMINER.with(Traits::POSSESSIVE));
    let never = Traits::FUNCTION.with(Traits::VERB).with(Traits::ADVERB).with(Traits::CALENDAR);
    let verb = matches!(word.ending, Ending::Participle | Ending::Past | Ending::Adverb);
    determiner || word.shape == Shape::Lower && !word.traits.any(never) && !verb
}

/// Whether an office in capitals that is nobody's title starts at the token: "Lind, | Minister for
/// Trade", but not "Lind, | Minister Ode".
fn is_office(article: Article<'_>, start: usize) -> bool {
    let reading = article.reading;
    let capital = |index: &usize| {
        matches!(reading.word(*index).shape, Shape::Capital | Shape::Upper)
            && !is_named(article, *index)
    };
    let last = (start..start + MAX_TO_HEAD).take_while(capital).last();
    last.is_some_and(|last| {
        let closes = |index: usize| {
            let next = reading.word(index).key;
            let person = reading.traits(index - 1).any(Traits::PERSON);
            person && matches!(next, marks::OF | marks::FOR | marks::AT | marks::COMMA)
        };
        let two = reading.is(last + 1, marks::AND) && closes(last + 3);
        reading.traits(last).any(Traits::PERSON) && (closes(last + 1) || two)
    })
}

/// Whether the token belongs to a name that is more than an office: "President" alone is taken for a
/// name where nothing else is known of it.
fn is_named(article: Article<'_>, index: usize) -> bool {
    let Some(number) = article.mentions.at(index) else { return false };
    let name = article.mentions.get(number);
    let mut words = article.reading.slice(name.core).iter();
    name.is_name() && words.any(|word| !word.traits.any(Traits::PERSON.with(Traits::TITLE)))
}

/// "formerly a", "now the": when somebody had a role, before its article.
fn is_timed(reading: &Reading, start: usize) -> bool {
    let time = matches!(
        reading.word(start).key,
        marks::FORMERLY | marks::CURRENTLY | marks::ONCE | marks::NOW | marks::THEN
    );
    time && matches!(reading.word(start + 1).key, marks::A | marks::AN | marks::THE)
}

/// Whether the token is a verb.
fn is_predicate(reading: &Reading, index: usize) -> bool {
    reading.traits(index).any(Traits::VERB.with(Traits::AUXILIARY))
}

/// Whether the mention opens its sentence, so that a verb without a comma before it can end the
/// apposition: "Lind, the head of Acme | said".
fn opens_sentence(reading: &Reading, mention: &Mention) -> bool {
    let before = mention.tokens.start().checked_sub(1).map(|before| reading.word(before).sentence);
    before.is_none_or(|before| before != mention.sentence) && !mention.place.quoted
}

/// A noun that no list knows tells the role of a person where it is from or at a name: "Lind, a
/// | welder | from Ode".
fn unlisted_head(article: Article<'_>, start: usize, mention: &Mention) -> Option<usize> {
    let reading = article.reading;
    let article_first = matches!(reading.word(start).key, marks::A | marks::AN);
    if mention.name_kind != NameKind::Person || !article_first {
        return None;
    }
    let never = Traits::FUNCTION.with(Traits::VERB).with(Traits::CALENDAR).with(Traits::ROLE);
    let noun = |index: &usize| {
        let word = reading.word(*index);
        word.shape == Shape::Lower && !word.traits.any(never)
    };
    let head = (start + 1..start + 1 + MAX_TO_NOUN).take_while(noun).last()?;
    let from = matches!(reading.word(head + 1).key, marks::FROM | marks::AT | marks::WITH);
    let the = usize::from(reading.is(head + 2, marks::THE));
    let name = article.mentions.at(head + 2 + the).map(|number| article.mentions.get(number));
    // "Lind, a present from Ode" is about a thing.
    let place = name.is_some_and(|it| it.is_name() && it.name_kind != NameKind::Person);
    (from && place).then_some(head)
}

/// Whether a name that owns what follows starts at the token: "Ode's | spokeswoman".
fn is_owner(article: Article<'_>, start: usize) -> bool {
    let owner = article.mentions.at(start).map(|number| article.mentions.get(number));
    let owner = owner.filter(|owner| owner.is_name() && owner.tokens.start() == start);
    owner.is_some_and(|owner| article.reading.is(owner.core.end(), marks::POSSESSIVE))
}

/// Where the role starts behind its article; "his wife" is a wife, for who he is does not show in a
/// table.
fn after_determiner(article: Article<'_>, start: usize) -> usize {
    let word = article.reading.word(start);
    let pronoun = word.traits.any(Traits::POSSESSIVE) && word.key != marks::POSSESSIVE;
    let leads = pronoun || matches!(word.key, marks::A | marks::AN | marks::THE);
    if leads { start + 1 } else { start }
}

/// The roles that a name can have.
fn wanted(mention: &Mention) -> Traits {
    let organisation = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
    match mention.name_kind {
        NameKind::Person => Traits::PERSON,
        NameKind::Organisation | NameKind::Place => organisation,
        NameKind::Unknown => organisation.with(Traits::PERSON),
    }
}

/// The last role noun of the noun phrase that starts at the token.
fn role_head(article: Article<'_>, start: usize, wanted: Traits) -> Option<usize> {
    let reading = article.reading;
    let mut found = None;
    for index in start..start + MAX_TO_HEAD {
        let word = reading.word(index);
        let modifier = index == start
            || word.key == marks::POSSESSIVE
            || article.mentions.in_name(index)
            || (word.shape != Shape::Other
                && !word
                    .traits
                    .any(Traits::FUNCTION.with(Traits::VERB).without(Traits::POSSESSIVE)));
        if !modifier {
            break;
        }
        if word.traits.any(wanted) && !word.traits.any(Traits::PLURAL) {
            found = Some(index);
        }
    }
    found
}

/// Where an apposition ends: at a comma, a relative clause or the end of the sentence.
fn phrase_end(article: Article<'_>, start: usize, limit: usize) -> usize {
    let reading = article.reading;
    let sentence = reading.word(start.saturating_sub(1)).sentence;
    (start..limit)
        .find(|index| {
            let word = reading.word(*index);
            let mark = word.is_mark()
                && word.key != marks::APOSTROPHE
                && !is_dash_in_name(article, *index);
            let verb = word.traits.any(Traits::VERB.with(Traits::AUXILIARY))
                && word.shape == Shape::Lower
                && !matches!(word.key, marks::POSSESSIVE | marks::BE | marks::BEEN)
                && !is_infinitive(reading, *index);
            mark || verb || noun_phrase::is_relative(reading, *index) || word.sentence != sentence
        })
        .unwrap_or(limit)
}

/// "an election to be | held", "a plan to | oppose it".
fn is_infinitive(reading: &Reading, verb: usize) -> bool {
    verb.checked_sub(1).is_some_and(|it| matches!(reading.word(it).key, marks::TO | marks::BE))
}

/// "Ode Basin | - | Lisse Office": a dash between names of which the second is that of an office.
fn is_dash_in_name(article: Article<'_>, dash: usize) -> bool {
    let reading = article.reading;
    let office = |index: usize| reading.traits(index).any(Traits::ORGANISATION_WORD);
    let name = |index: &usize| article.mentions.in_name(*index);
    reading.is(dash, marks::DASH)
        && article.mentions.in_name(dash - 1)
        && (dash + 1..dash + MAX_TO_HEAD).take_while(name).any(office)
}

/// The role noun of the phrase that ends with the token, over what it is of: "the mayor", "the mayor
/// of Lisse", "the head of the board of Acme".
fn office_before(article: Article<'_>, last: usize, mention: &Mention) -> Option<usize> {
    let mut last = last;
    for _ in 0..MAX_OF {
        let number = article.mentions.at(last)?;
        let noun = article.mentions.get(number);
        let thing = Traits::ORGANISATION.with(Traits::GROUP).with(Traits::DOCUMENT);
        let own = noun.traits.any(Traits::PERSON)
            // "the lawyer of the company, Acme": what can be the company is.
            || mention.name_kind != NameKind::Person && noun.traits.any(thing);
        if !noun.is_name() && own {
            return Some(number);
        }
        let start = noun.tokens.start();
        let the =
            usize::from(noun.is_name() && article.reading.is(start.checked_sub(1)?, marks::THE));
        let of = start.checked_sub(1 + the)?;
        let joins = matches!(article.reading.word(of).key, marks::OF | marks::FOR | marks::AT);
        last = of.checked_sub(1).filter(|_| joins)?;
    }
    None
}

/// Where a role starts that is the second of two: "the president and chief executive".
fn first_of_two(article: Article<'_>, role: &Mention) -> Option<usize> {
    let reading = article.reading;
    let and = role.tokens.start().checked_sub(1).filter(|and| reading.is(*and, marks::AND))?;
    let first = article.mentions.get(article.mentions.at(and.checked_sub(1)?)?);
    let nominal = first.kind == MentionKind::Nominal && first.sentence == role.sentence;
    let one = first.traits.any(Traits::PERSON) && !first.traits.any(Traits::PLURAL);
    (nominal && one).then_some(first.tokens.start())
}

/// The last token of the phrase before the comma, a parenthesis aside: "the | head | (of four), Dee
/// Ode".
fn before_aside(reading: &Reading, comma: usize) -> Option<usize> {
    let last = comma.checked_sub(1)?;
    if !reading.is(last, marks::CLOSE) {
        return Some(last);
    }
    let open = (last.saturating_sub(MAX_ASIDE)..last).rev().find(|it| reading.is(*it, marks::OPEN));
    open?.checked_sub(1)
}

/// The role before a name: "The mayor, Dee Ode,".
fn before(article: Article<'_>, mention: &Mention) -> Option<(usize, TokenSpan)> {
    let reading = article.reading;
    let comma = mention.tokens.start().checked_sub(1).filter(|it| reading.is(*it, marks::COMMA))?;
    let closes = reading.word(mention.core.end());
    if closes.shape != Shape::Other && !closes.traits.any(Traits::VERB.with(Traits::AUXILIARY)) {
        return None;
    }
    let last = before_aside(reading, comma)?;
    let role = article.mentions.get(office_before(article, last, mention)?);
    let start = first_of_two(article, &role).unwrap_or(role.tokens.start());
    let singular = role.traits.any(Traits::PERSON) && !role.traits.any(Traits::PLURAL);
    let owner = TokenSpan::new(start, role.tokens.end());
    let definite = reading.is(start, marks::THE)
        || reading.traits(start).any(Traits::POSSESSIVE)
        || reading.slice(owner).iter().any(|word| word.key == marks::POSSESSIVE);
    let nominal = role.kind == MentionKind::Nominal
        && role.sentence == mention.sentence
        // "According to his lawyer, Lind left" tells nothing about Lind.
        && !scan::place(reading, &Mention { tokens: owner, ..role }).after_preposition;
    let phrase = TokenSpan::new(after_determiner(article, start), last + 1);
    (singular && definite && nominal).then_some((role.core.start(), phrase))
}
