//! The rules that say who a mention is, in the order in which they are asked. The first that answers
//! decides; whom no rule knows is nobody.
//!
//! They are asked about pronouns and role nouns: whom a name or an apposition names is known before
//! ([`crate::cast`]). The ranker comes near the end, because a rule before it is right nearly always
//! where it answers at all.

use crate::choice::choosing::{self, Ranking};
use crate::choice::definite;
use crate::choice::ranker::Anaphor;
use crate::choice::view::View;
use crate::ids::{EntityId, MentionId};
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::walk::grouping::{self, Pair};
use crate::words::lexicon::Traits;
use crate::words::marks;

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
    Rule { name: "ranked", says: "Dee Lind saw a dog. Then [she] left. = Dee Lind", asks: ranked },
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
