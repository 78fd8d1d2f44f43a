//! The rules that say who a mention is, in the order in which they are asked. The first that answers
//! decides; whom no rule knows is nobody.
//!
//! They are asked about pronouns and role nouns: whom a name or an apposition names is known before
//! ([`crate::cast`]). The ranker comes near the end, because a rule before it is right nearly always
//! where it answers at all.

use crate::cast::entity::EntityKind;
use crate::choice::choosing::{self, Ranking};
use crate::choice::definite;
use crate::choice::ranker::Anaphor;
use crate::choice::view::View;
use crate::ids::{EntityId, MentionId};
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::sources::source::Head;
use crate::walk::grouping::{self, Pair};
use crate::words::gender;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

/// A rule about one mention, or about one task.
#[derive(Debug)]
pub(crate) struct Rule<I> {
    /// What an explanation calls it.
    pub(crate) name: &'static str,
    /// An article in which it decides about the words in brackets, and who they are by it. The tests
    /// run it.
    pub(crate) says: &'static str,
    /// Its answer.
    pub(crate) asks: fn(&View<'_>, I) -> Answer,
}

/// What a rule answers.
pub(crate) enum Answer {
    /// It is known who it is.
    Is(Who),
    /// It is known after weighing the candidates.
    Weighed(Who, Ranking),
    /// It is known that nobody is meant.
    Nobody,
    /// The next rule is to be asked.
    Next,
}

/// Who a mention is.
pub(crate) enum Who {
    /// The one of whom it only tells.
    Told(EntityId),
    /// Somebody mentioned before, or yet to come, whom it takes up.
    TakenUp(EntityId),
    /// These together.
    Together(Vec<EntityId>),
    /// Somebody without a name who was not mentioned so far.
    New,
}

/// How far before its denial a charge is told, in tokens.
const MAX_TO_CHARGE: usize = 40;
const DENIALS: [Key; 5] = [
    key::of_ascii("denied"),
    key::of_ascii("denies"),
    key::of_ascii("deny"),
    key::of_ascii("denying"),
    key::of_ascii("disputes"),
];
const CHARGES: [Key; 4] = [
    key::of_ascii("accused"),
    key::of_ascii("suspected"),
    key::of_ascii("charged"),
    key::of_ascii("convicted"),
];
const PASSIVES: [Key; 6] = [
    marks::WAS,
    marks::IS,
    marks::BEEN,
    marks::BEING,
    key::of_ascii("were"),
    key::of_ascii("later"),
];

/// The rules about mentions, in order.
pub(crate) const RULES: &[Rule<MentionId>] = &[
    Rule {
        name: "quoted",
        says: "Dee Lind spoke. “Then [he] left,” a voice added. = nobody",
        asks: quoted,
    },
    Rule {
        name: "predicate",
        says: "Tom Ode greeted Dee Lind. Lind is [a teacher]. = Dee Lind",
        asks: predicate,
    },
    Rule {
        name: "owned",
        says: "A lawyer for Dee Lind met a lawyer for Tom Ode. Then [Lind's lawyer] left. \
               = lawyer for Dee Lind",
        asks: owned,
    },
    Rule {
        name: "couple",
        says: "Dee Lind met Tom Ode in Paris. Then [they] agreed. = Dee Lind; Tom Ode",
        asks: couple,
    },
    Rule {
        name: "pair",
        says: "Mr. Lind met Mr. Ode. Later [the two men] agreed. = Lind; Ode",
        asks: pair,
    },
    Rule {
        name: "accused",
        says: "Dee Lind met Ann Roe. Roe left Lind, who was accused of theft, which [she] denied. = Dee Lind",
        asks: accused,
    },
    Rule { name: "ranked", says: "Dee Lind saw a dog. Then [she] left. = Dee Lind", asks: ranked },
    Rule {
        name: "bare",
        says: "Pig farmers met. It rained. [Farmers] said it was late. = Pig farmers",
        asks: bare,
    },
    Rule { name: "new", says: "Dee Lind left. Then [a teacher] spoke. = teacher", asks: new },
];

/// In a quotation others speak of others: only sources are looked at.
fn quoted(view: &View<'_>, id: MentionId) -> Answer {
    let asked = view.plan.task_of(id).is_some();
    if view.article.mentions[id].place.quoted && !asked { Answer::Nobody } else { Answer::Next }
}

/// A predicate tells about its subject: "Lind is a teacher".
fn predicate(view: &View<'_>, id: MentionId) -> Answer {
    let mention = &view.article.mentions[id];
    // "Lind is the candidate | voters | trust" is about others.
    let one = |mention: &&Mention| !mention.traits.any(Traits::PLURAL);
    let subject = nominal(mention).filter(one).and_then(|mention| {
        let reading = view.article.reading;
        let start = mention.tokens.start();
        let indefinite = matches!(reading.word(start).key, marks::A | marks::AN | marks::THE);
        let copula = start.checked_sub(2)?;
        let is = matches!(reading.word(start - 1).key, marks::IS | marks::WAS);
        view.article.mentions.at(copula).filter(|_| indefinite && is)
    });
    let subject = subject.and_then(|subject| view.cast.of(subject));
    subject.map_or(Answer::Next, |subject| Answer::Is(Who::Told(subject)))
}

/// What the owner was said to have: "a lawyer for Lind … Lind's lawyer".
fn owned(view: &View<'_>, id: MentionId) -> Answer {
    let own = nominal(&view.article.mentions[id]);
    let known = own.and_then(|own| view.possessions.find(view.article, view.cast, own));
    known.map_or(Answer::Next, |known| Answer::Is(Who::TakenUp(known)))
}

/// "They" after a sentence about two persons, where the ranker would take one of them or a place in
/// passing.
fn couple(view: &View<'_>, id: MentionId) -> Answer {
    let mention = &view.article.mentions[id];
    if mention.kind != MentionKind::Pronoun(Pronoun::Plural) {
        return Answer::Next;
    }
    let Some(two) = grouping::two_before(view, mention) else { return Answer::Next };
    let ranking = choosing::rank(view, id, Anaphor::Plural);
    let one = ranking.chosen().filter(|it| grouping::is_one_for_many(view, *it));
    one.map_or(Answer::Next, |_| Answer::Weighed(Who::Together(two.to_vec()), ranking))
}

/// "The two men", "both countries" that take up no group: the last two named that can be meant.
fn pair(view: &View<'_>, id: MentionId) -> Answer {
    let mention = &view.article.mentions[id];
    let Some(anaphor) = anaphor(view, mention) else { return Answer::Next };
    let Some(pair) = grouping::pair(view, mention) else { return Answer::Next };
    let ranking = choosing::rank(view, id, anaphor);
    if ranking.chosen().is_some() {
        return Answer::Next;
    }
    let who = match pair {
        Pair::Known(group) => Who::TakenUp(group),
        Pair::Two(members) => Who::Together(members.to_vec()),
    };
    Answer::Weighed(who, ranking)
}

/// "Lind was accused of theft, which | he | denied": who denies is who was accused in the same sentence.
fn accused(view: &View<'_>, id: MentionId) -> Answer {
    let (article, mention) = (view.article, &view.article.mentions[id]);
    let personal = anaphor(view, mention) == Some(Anaphor::Personal);
    let cue = view.plan.task_of(id).map(|task| view.plan.tasks[task].cue);
    let denies = |cue: Tokens| cue.ids().any(|it| DENIALS.contains(&article.reading.word(it).key));
    if !personal || !cue.is_some_and(denies) {
        return Answer::Next;
    }
    let start = mention.core.start();
    let inside = |token: &TokenId| article.reading.word(*token).sentence == mention.sentence;
    let before = || start.saturating_sub(MAX_TO_CHARGE).until(start).rev().take_while(inside);
    let charge = before().find(|it| CHARGES.contains(&article.reading.word(*it).key));
    let passive = charge.filter(|it| {
        let back = |steps: usize| it.checked_sub(steps).map(|word| article.reading.word(word).key);
        [1, 2].into_iter().filter_map(back).any(|key| PASSIVES.contains(&key))
    });
    let Some(charge) = passive else { return Answer::Next };
    let someone = |it: &EntityId| {
        let entity = &view.cast.entities[*it];
        entity.kind == EntityKind::Person
            && !gender::clash(mention.gender(), entity.gender.gender())
    };
    let mut named = before().filter(|it| *it < charge).filter_map(|it| article.mentions.at(it));
    let who = named.find_map(|it| view.cast.of(it).filter(someone));
    who.map_or(Answer::Next, |who| Answer::Is(Who::TakenUp(who)))
}

/// The best candidate of the ranker; for a role noun that may be somebody new.
fn ranked(view: &View<'_>, id: MentionId) -> Answer {
    let mention = &view.article.mentions[id];
    let Some(anaphor) = anaphor(view, mention) else { return Answer::Next };
    let ranking = choosing::rank(view, id, anaphor);
    match (ranking.chosen(), anaphor) {
        (Some(entity), _) => Answer::Weighed(Who::TakenUp(entity), ranking),
        (None, Anaphor::Role) => Answer::Weighed(Who::New, ranking),
        (None, _) => Answer::Next,
    }
}

/// "Pig farmers met. … | Farmers | said": the bare noun for those whom more words told before.
fn bare(view: &View<'_>, id: MentionId) -> Answer {
    let (article, mention) = (view.article, &view.article.mentions[id]);
    let alone = nominal(mention).is_some() && mention.tokens == mention.core;
    let many = mention.traits.any(Traits::PLURAL) && mention.traits.any(Traits::PERSON);
    let source = view.plan.heads_with(id);
    let whole = matches!(source, [Head::Mention(_, span)] if span.len() == 1);
    let vague = mention.traits.any(Traits::PARTY) || mention.role == marks::MEMBER;
    if vague || !(alone && many && whole) {
        return Answer::Next;
    }
    let noun = article.reading.word(mention.core.start()).key;
    let told = |it: &&EntityId| {
        let entity = &view.cast.entities[**it];
        let words = article.reading.slice(entity.name);
        entity.kind == EntityKind::Nameless && is_fuller(words, noun)
    };
    let known = view.discourse.recent().iter().find(told);
    known.map_or(Answer::Next, |known| Answer::Is(Who::TakenUp(*known)))
}

/// Whether the words say of all whom the noun is for who they are: "pig farmers", "farmers in Lisse", but not
/// "many farmers", "farmers and welders", "farmers who stayed".
fn is_fuller(words: &[Word], noun: Key) -> bool {
    let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return false;
    };
    let ends = rest.last().is_some_and(|last| last.key == noun);
    let of = first.key == noun && rest.first().is_some_and(|it| it.traits.any(Traits::PREPOSITION));
    let other = Traits::FUNCTION.without(Traits::PREPOSITION).with(Traits::VERB);
    let plain = |word: &Word| {
        let small = matches!(word.key, marks::THE | marks::POSSESSIVE | marks::AND);
        small && of || !word.traits.any(other) && !word.is_mark()
    };
    let counted =
        first.shape == Shape::Other || first.traits.any(Traits::DETERMINER.with(Traits::NUMBER));
    (of || ends) && !counted && rest.iter().all(plain)
}

/// A role noun that takes up nobody is somebody.
fn new(view: &View<'_>, id: MentionId) -> Answer {
    nominal(&view.article.mentions[id]).map_or(Answer::Next, |_| Answer::Is(Who::New))
}

fn nominal(mention: &Mention) -> Option<&Mention> {
    Some(mention).filter(|mention| mention.kind == MentionKind::Nominal)
}

/// How the mention takes somebody up, if it does.
fn anaphor(view: &View<'_>, mention: &Mention) -> Option<Anaphor> {
    match mention.kind {
        MentionKind::Name => None,
        MentionKind::Pronoun(Pronoun::Masculine | Pronoun::Feminine) => Some(Anaphor::Personal),
        MentionKind::Pronoun(Pronoun::Neuter) => Some(Anaphor::Neuter),
        MentionKind::Pronoun(Pronoun::Plural) => Some(Anaphor::Plural),
        MentionKind::Nominal => definite::is_definite(view, mention).then_some(Anaphor::Role),
    }
}
