//! Somebody without a name: the words that name him in the table, and better ones once the text has
//! them.

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::view::View;
use crate::ids::{EntityId, MentionId};
use crate::mentions::phrase_tail;
use crate::sources::source::Head;
use crate::words::gender::{Gender, Tally};
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Ending;

/// What says of how many a noun is.
const QUANTITIES: [Key; 14] = [
    key::of_ascii("two"),
    key::of_ascii("three"),
    key::of_ascii("four"),
    key::of_ascii("five"),
    key::of_ascii("six"),
    key::of_ascii("seven"),
    key::of_ascii("eight"),
    key::of_ascii("nine"),
    key::of_ascii("ten"),
    key::of_ascii("both"),
    key::of_ascii("several"),
    key::of_ascii("many"),
    key::of_ascii("few"),
    key::of_ascii("these"),
];

/// A new nameless entity.
pub(crate) fn introduced(view: &View<'_>, id: MentionId) -> Entity {
    let mention = &view.article.mentions[id];
    let mut gender = Tally::default();
    gender.add(Gender::shown(mention.traits));
    Entity {
        kind: EntityKind::Nameless,
        name: named_by(view, id),
        traits: mention.traits,
        several: is_several(view, id),
        gender,
        first: mention.core.start(),
        ..Entity::default()
    }
}

/// Whether the words are of several: by the noun, by its ending where no list knows it, or by a number
/// before it.
fn is_several(view: &View<'_>, id: MentionId) -> bool {
    let (reading, mention) = (view.article.reading, &view.article.mentions[id]);
    let head = reading.word(mention.core.start());
    let looks = head.ending == Ending::Plural && !mention.traits.any(Traits::ROLE);
    let counted = reading.slice(mention.tokens).iter().any(|word| QUANTITIES.contains(&word.key));
    mention.traits.any(Traits::PLURAL) || looks || counted
}

/// A better name for whom the mention takes up: "his aides" are better called "Ode's aides" once the
/// text does.
pub(crate) fn better_name(view: &View<'_>, entity: EntityId, id: MentionId) -> Option<Tokens> {
    let (article, mention) = (view.article, &view.article.mentions[id]);
    let pronoun = |tokens: Tokens| article.reading.word(tokens.start()).is_possessive_pronoun();
    let known = &view.cast.entities[entity];
    let head = article.reading.word(mention.core.start()).key;
    let same = article.reading.slice(known.name).iter().any(|word| word.key == head);
    let vague = known.kind == EntityKind::Nameless && pronoun(known.name) && same;
    (vague && article.is_owned(mention) && !pronoun(mention.tokens)).then(|| named_by(view, id))
}

/// The words that name it: those of the source, or of the noun phrase with what it is of or from.
fn named_by(view: &View<'_>, id: MentionId) -> Tokens {
    let reading = view.article.reading;
    let in_name = |token: TokenId| view.article.mentions.in_name(token);
    let span = source_words(view, id);
    let is_source = view.plan.task_of(id).is_some();
    let span = if is_source { span } else { phrase_tail::with_tail(reading, span, in_name) };
    phrase_tail::naming(reading, span)
}

/// The words of a nameless source: all of the source where it is its only head.
fn source_words(view: &View<'_>, id: MentionId) -> Tokens {
    let own = view.plan.heads_with(id).iter().find_map(|head| match head {
        Head::Mention(head, span) if *head == id => Some(*span),
        _ => None,
    });
    own.unwrap_or(view.article.mentions[id].tokens)
}
