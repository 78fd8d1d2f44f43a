//! The rules that say who speaks in an attribution, in order, once it is known who every mention is.

use crate::choice::view::View;
use crate::course::possession;
use crate::ids::{EntityId, TaskId};
use crate::sources::source::Head;
use crate::walk::grouping;
use crate::walk::rules::{Answer, Rule, Who};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape};

/// The subject of a sentence that leads up to a colon is among its first tokens.
const MAX_SUBJECT: usize = 40;

/// The rules about who speaks, in order.
pub(crate) const SPEAKERS: &[Rule<TaskId>] = &[
    Rule { name: "head", says: "Dee Lind left. [Lind] said it was late. = Dee Lind", asks: head },
    Rule {
        name: "together",
        says: "[Dee Lind and Tom Ode] said it was late. = Dee Lind; Tom Ode",
        asks: together,
    },
    Rule {
        name: "we",
        says: "Lake Bank president Dee Lind left. “[We] want rain,” Lind said. = Lake Bank",
        asks: we,
    },
    Rule {
        name: "first-person",
        says: "“[I] said it was late,” Dee Lind told the court. = Dee Lind",
        asks: first_person,
    },
    Rule { name: "colon", says: "Dee Lind was clear[:] it was late. = Dee Lind", asks: colon },
    Rule {
        name: "goes-on",
        says: "Dee Lind said it was late, [adding] that it rained. = Dee Lind",
        asks: goes_on,
    },
];

/// Whoever the only head of the source is.
fn head(view: &View<'_>, id: TaskId) -> Answer {
    let [Head::Mention(mention, _)] = view.plan.heads_of(id) else { return Answer::Next };
    view.cast.of(*mention).map_or(Answer::Nobody, |entity| Answer::Is(Who::Told(entity)))
}

/// All heads of the source.
fn together(view: &View<'_>, id: TaskId) -> Answer {
    let heads @ [_, _, ..] = view.plan.heads_of(id) else { return Answer::Next };
    if let Some(group) = view.plan.tasks[id].entity {
        return Answer::Is(Who::Told(group));
    }
    let members = grouping::members(view.cast, heads);
    if members.is_empty() { Answer::Nobody } else { Answer::Is(Who::Together(members)) }
}

/// "We" of whom the article calls an officer of a body is the body.
fn we(view: &View<'_>, id: TaskId) -> Answer {
    let first = view.article.reading.word(view.plan.tasks[id].source.start()).key;
    if view.plan.heads_of(id) != [Head::FirstPerson] || !marks::MANY_SPEAK.contains(&first) {
        return Answer::Next;
    }
    let speaker = speaker_around(view, id);
    let body = speaker.and_then(|it| possession::employer(view.article, view.cast, it));
    body.map_or(Answer::Next, |body| Answer::Is(Who::Told(body)))
}

/// "I" is who speaks the content in which it stands.
fn first_person(view: &View<'_>, id: TaskId) -> Answer {
    if view.plan.heads_of(id) != [Head::FirstPerson] {
        return Answer::Next;
    }
    let speaker = speaker_around(view, id);
    speaker.map_or(Answer::Nobody, |speaker| Answer::Is(Who::Told(speaker)))
}

/// Who speaks the content in which the source stands.
fn speaker_around(view: &View<'_>, id: TaskId) -> Option<EntityId> {
    view.plan.tasks[view.plan.holder(id)?].entity
}

/// A colon leads from a sentence to what its subject said: "Lind was clear | : no taxes".
fn colon(view: &View<'_>, id: TaskId) -> Answer {
    let colon = view.plan.tasks[id].cue.start();
    if !view.article.reading.is(colon, marks::COLON) {
        return Answer::Next;
    }
    subject_before(view, colon).map_or(Answer::Nobody, |subject| Answer::Is(Who::Told(subject)))
}

/// The subject of the sentence up to the token.
fn subject_before(view: &View<'_>, token: TokenId) -> Option<EntityId> {
    let mentions = view.article.mentions;
    let sentence = view.article.reading.word(token).sentence;
    let start = Tokens::from(view.segmentation.sentences.get(sentence)?.tokens).start();
    start
        .until(token.min(start + MAX_SUBJECT))
        .filter_map(|index| mentions.at(index))
        .find(|id| mentions[*id].place.subject && !mentions[*id].place.quoted)
        .and_then(|id| view.cast.of(id))
}

/// A participle or a second verb hangs on the last attribution: "…, adding that".
fn goes_on(view: &View<'_>, id: TaskId) -> Answer {
    let reading = view.article.reading;
    let token = view.plan.tasks[id].cue.start();
    let Some(before) = view.plan.tasks.before(id) else { return Answer::Nobody };
    let cue = reading.word(token);
    let same = cue.sentence == reading.word(before.cue.start()).sentence;
    // "when | asked" is a passive: others asked.
    let joined = token.checked_sub(1).is_some_and(|before| {
        let joint = Traits::COORDINATOR.with(Traits::CONTRAST).with(Traits::COMMENT);
        reading.traits(before).any(joint) && reading.traits(token).any(Traits::VERB)
    });
    let goes_on = cue.shape == Shape::Lower && (cue.ending == Ending::Participle || joined);
    let speaker = before.entity.filter(|_| same && goes_on);
    speaker.map_or(Answer::Nobody, |speaker| Answer::Is(Who::Told(speaker)))
}
