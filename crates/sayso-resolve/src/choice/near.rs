//! Who stands near a mention: what tells one candidate from the others.

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::ranker::Anaphor;
use crate::choice::view::View;
use crate::course::possession;
use crate::ids::{EntityId, MentionId};
use crate::mentions::mention::{Mention, Pronoun};
use crate::sources::source::Head;
use crate::words::gender;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};

/// How many names behind a mention are looked at.
const MAX_AFTER: usize = 3;
/// The subject of a main clause stands at most this many tokens behind the comma before it.
const MAX_AHEAD: usize = 9;
/// Of a longer quotation the first tokens tell of whom it speaks.
const MAX_QUOTED: usize = 80;
/// So many tokens behind a mention belong to its clause at most.
const MAX_CLAUSE: usize = 10;

/// Who stands near a mention, so that one candidate can be told from the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Near {
    /// The person mentioned last who can be meant.
    pub(crate) person: Option<EntityId>,
    /// The person who was a subject last and can be meant.
    pub(crate) subject: Option<EntityId>,
    /// No other person in this sentence and the one before can be meant.
    pub(crate) alone: bool,
    /// The organisation mentioned last.
    pub(crate) organisation: Option<EntityId>,
    /// Those named behind the mention in the same clause, who are never meant.
    pub(crate) after: [Option<EntityId>; MAX_AFTER],
    /// The one that the same noun was used for before, if for nobody else.
    pub(crate) only_head: Option<EntityId>,
    /// The one that has the role, if nobody else mentioned has it.
    pub(crate) only_role: Option<EntityId>,
    /// Whose the mention is: "Lind" in "Lind's lawyer".
    pub(crate) owner: Option<EntityId>,
    /// Somebody mentioned has the role, so that nobody yet to come is meant by "the court".
    pub(crate) role_known: bool,
    /// The person named later in the sentence that the mention opens.
    pub(crate) ahead: Option<EntityId>,
    /// Who speaks the content in which the source stands, where that is known by now.
    pub(crate) holder: Option<EntityId>,
    /// The content that the mention is the source of is a quotation.
    pub(crate) quotes: bool,
    /// That quotation speaks of another of the same gender: "“He is wrong,” he said".
    pub(crate) of_another: bool,
}

/// Who stands near the mention.
pub(crate) fn around(view: &View<'_>, id: MentionId, anaphor: Anaphor) -> Near {
    let mention = &view.article.mentions[id];
    let content = view.plan.content_of(id);
    let mut near = recent(view, mention, anaphor, content);
    near.after = named_after(view, mention);
    let opens = content.map(|content| view.article.reading.word(content.start()));
    near.quotes = opens.is_some_and(|word| word.quoted);
    near.of_another = near.quotes && content.is_some_and(|it| speaks_of(view, mention, it));
    near.ahead = ahead(view, mention, anaphor);
    near.holder = holder(view, id);
    near.only_role = only_with_role(view, mention, anaphor);
    near.role_known = has_holder(view, mention);
    near.only_head = view.heads.only(mention.role);
    near.owner = possession::owner(view.article, view.cast, mention);
    near
}

/// Of those mentioned last, who can be meant.
fn recent(view: &View<'_>, mention: &Mention, anaphor: Anaphor, content: Option<Tokens>) -> Near {
    let gender = mention.gender();
    let mut near = Near::default();
    let mut close = 0;
    for candidate in view.discourse.recent() {
        let entity = &view.cast.entities[*candidate];
        let Some(last) = entity.last.map(|last| &view.article.mentions[last]) else { continue };
        if content.is_some_and(|content| content.touches(last.core)) && last.is_name() {
            continue;
        }
        if is_person(entity, anaphor) && !gender::clash(entity.likely_gender(), gender) {
            near.person.get_or_insert(*candidate);
            if last.place.subject {
                near.subject.get_or_insert(*candidate);
            }
            close += usize::from(last.sentence + 1 >= mention.sentence);
        }
        if matches!(entity.kind, EntityKind::Organisation | EntityKind::Unknown) {
            near.organisation.get_or_insert(*candidate);
        }
    }
    near.alone = close == 1;
    near
}

/// Whether the quotation has a pronoun for one of the gender of who speaks: of himself he says "I".
fn speaks_of(view: &View<'_>, own: &Mention, content: Tokens) -> bool {
    let same = |token: TokenId| {
        let word = view.article.reading.word(token);
        let pronoun = Pronoun::of(word).filter(|_| word.quoted && token != own.core.start());
        pronoun.is_some_and(|pronoun| gender::agree(pronoun.gender(), own.gender()))
    };
    content.ids().take(MAX_QUOTED).any(same)
}

/// Those named behind the mention in the same clause: "he saw Lind" is not Lind.
fn named_after(view: &View<'_>, mention: &Mention) -> [Option<EntityId>; MAX_AFTER] {
    let reading = view.article.reading;
    let start = mention.core.end();
    let goes_on = |index: &TokenId| {
        let word = reading.word(*index);
        word.sentence == mention.sentence
            && !word.is_mark()
            && !word.traits.any(Traits::CONJUNCTION)
    };
    let clause = start.until(start + MAX_CLAUSE).take_while(goes_on);
    let names = clause.filter_map(|index| {
        let id = view.article.mentions.at(index)?;
        let name = &view.article.mentions[id];
        (name.is_name() && name.core.start() == index).then(|| view.cast.of(id)).flatten()
    });
    let mut after = [None; MAX_AFTER];
    for (slot, entity) in after.iter_mut().zip(names) {
        *slot = Some(entity);
    }
    after
}

/// The person named later in the sentence (cataphora): "After he won, Lind left".
fn ahead(view: &View<'_>, own: &Mention, anaphor: Anaphor) -> Option<EntityId> {
    let (reading, mentions) = (view.article.reading, view.article.mentions);
    let sentence = Tokens::from(view.segmentation.sentences.get(own.sentence)?.tokens);
    let opener = reading.traits(sentence.start());
    let near = own.core.start() < sentence.start() + 5;
    let opens = opener.any(Traits::CONJUNCTION.with(Traits::PREPOSITION)) && near;
    if anaphor != Anaphor::Personal || !opens {
        return None;
    }
    let comma = own.core.end().until(sentence.end()).find(|it| reading.is(*it, marks::COMMA))?;
    let behind = comma.until(sentence.end().min(comma + MAX_AHEAD));
    let starts = |it: TokenId| mentions.at(it).filter(|next| mentions[*next].core.start() == it);
    // Past whose the subject is: "Ben's mum, | Dee Lind".
    let names = behind.filter_map(starts).filter(|next| mentions[*next].is_name());
    let next = names.into_iter().find(|next| !mentions[*next].place.possessive);
    next.and_then(|next| view.cast.of(next))
}

/// Who speaks the content around the source that the mention is: the one whom the source names, or
/// whom it took up, where it comes first.
fn holder(view: &View<'_>, id: MentionId) -> Option<EntityId> {
    let holder = view.plan.holder(view.plan.task_of(id)?)?;
    match view.plan.heads_of(holder) {
        [Head::Mention(mention, _)] => view.cast.of(*mention),
        _ => view.plan.tasks[holder].entity,
    }
}

/// The one mentioned so far that has the role of the noun, if there is one alone.
fn only_with_role(view: &View<'_>, mention: &Mention, anaphor: Anaphor) -> Option<EntityId> {
    let mentioned = |it: &EntityId| view.cast.entities[*it].last.is_some();
    let mut holders = view.cast.with_role(mention.role).filter(mentioned);
    let holder = holders.next().filter(|_| anaphor == Anaphor::Role);
    holder.filter(|_| holders.next().is_none())
}

/// Whether somebody mentioned has the role of the noun.
fn has_holder(view: &View<'_>, mention: &Mention) -> bool {
    view.cast.with_role(mention.role).any(|it| view.cast.entities[it].last.is_some())
}

/// Whether the entity is a person; one without a name counts for "he" and "she".
fn is_person(entity: &Entity, anaphor: Anaphor) -> bool {
    match entity.kind {
        EntityKind::Person => true,
        EntityKind::Nameless => anaphor == Anaphor::Personal && entity.traits.is_one_person(),
        _ => false,
    }
}
