//! Somebody without a name: the words that name him in the table, and better ones once the text has
//! them.

use sayso_text::TokenSpan;

use crate::cast::entity::{Entity, EntityKind};
use crate::choice::view::View;
use crate::ids::{EntityId, MentionId};
use crate::mentions::noun_phrase;
use crate::sources::source::Head;
use crate::words::gender::{Gender, Tally};

/// A new nameless entity.
pub(crate) fn introduced(view: &View<'_>, id: MentionId) -> Entity {
    let mention = &view.article.mentions[id];
    let mut gender = Tally::default();
    gender.add(Gender::shown(mention.traits));
    Entity {
        kind: EntityKind::Nameless,
        name: named_by(view, id),
        traits: mention.traits,
        gender,
        first: mention.core.start(),
        ..Entity::default()
    }
}

/// A better name for whom the mention takes up: "his aides" are better called "Ode's aides" once the
/// text does.
pub(crate) fn better_name(view: &View<'_>, entity: EntityId, id: MentionId) -> Option<TokenSpan> {
    let (article, mention) = (view.article, &view.article.mentions[id]);
    let pronoun = |tokens: TokenSpan| article.reading.word(tokens.start()).is_possessive_pronoun();
    let known = &view.cast.entities[entity];
    let head = article.reading.word(mention.core.start()).key;
    let same = article.reading.slice(known.name).iter().any(|word| word.key == head);
    let vague = known.kind == EntityKind::Nameless && pronoun(known.name) && same;
    (vague && article.is_owned(mention) && !pronoun(mention.tokens)).then(|| named_by(view, id))
}

/// The words that name it: those of the source, or of the noun phrase with what it is of or from.
fn named_by(view: &View<'_>, id: MentionId) -> TokenSpan {
    let reading = view.article.reading;
    let in_name = |token: usize| view.article.mentions.in_name(token);
    let span = source_words(view, id);
    let is_source = view.plan.task_of(id).is_some();
    let span = if is_source { span } else { noun_phrase::with_tail(reading, span, in_name) };
    noun_phrase::naming(reading, span)
}

/// The words of a nameless source: all of the source where it is its only head.
fn source_words(view: &View<'_>, id: MentionId) -> TokenSpan {
    let own = view.plan.heads_with(id).iter().find_map(|head| match head {
        Head::Mention(head, span) if *head == id => Some(*span),
        _ => None,
    });
    own.unwrap_or(view.article.mentions[id].tokens)
}
