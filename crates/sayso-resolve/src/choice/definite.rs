//! Which noun phrases can take somebody up: "the mayor", "this man", a headline's bare "Mayor".

use crate::choice::view::View;
use crate::ids::EntityId;
use crate::mentions::mention::{Mention, MentionKind};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::word::Shape;

/// A role without a name can be of somebody named later in this many first paragraphs.
const MAX_EARLY: usize = 4;

/// Who was called by a role more often is known to the reader.
const MAX_CALLED: usize = 4;

/// Whether a noun phrase can take up somebody known.
pub(crate) fn is_definite(view: &View<'_>, mention: &Mention) -> bool {
    let reading = view.article.reading;
    let first = reading.word(mention.tokens.start());
    let pointing = matches!(first.key, marks::THE | marks::THIS | marks::THAT | marks::BOTH);
    // The "A" of questions and answers takes nobody up, nor does the "those" of "those who stayed".
    let those = first.key == marks::THOSE && mention.core == mention.tokens;
    // "As someone | who | left": an indefinite pronoun is nobody known.
    let anybody = marks::ANY.contains(&reading.word(mention.core.start()).key);
    if reading.word(mention.core.start()).shape == Shape::Initial || those || anybody {
        return false;
    }
    pointing
        || marks::UTTERANCES.contains(&reading.word(mention.core.end()).key)
        || (!mention.traits.any(Traits::PLURAL)
            && (first.key == reading.word(mention.core.start()).key && is_title(mention)
                || is_in_headline(view, mention)
                || is_introduced_later(view, mention)
                || view.article.is_owned(mention)))
}

/// Nouns that stand without an article for one that is known: "Mayor", "police", not "business".
fn is_title(mention: &Mention) -> bool {
    let institution = Traits::ORGANISATION.with(Traits::DOCUMENT);
    !mention.traits.any(institution) || mention.traits.any(Traits::PERSON.with(Traits::GROUP))
}

/// "Popular Bridge Reopens": headlines leave articles out.
fn is_in_headline(view: &View<'_>, mention: &Mention) -> bool {
    let reading = view.article.reading;
    let first = reading.traits(mention.tokens.start());
    reading.is_headline(mention.sentence) && !first.any(Traits::DETERMINER)
}

/// "A judge ruled. … Judge Lind said": a role early in the article of somebody named later (cataphora).
fn is_introduced_later(view: &View<'_>, mention: &Mention) -> bool {
    let narrower = view.article.lexicon.narrower(mention.role).iter();
    // "business and government leaders" is about no company.
    let counted = mention.traits.any(Traits::PERSON)
        || mention.sentence == 0
        || view.article.reading.traits(mention.tokens.start()).any(Traits::DETERMINER);
    mention.paragraph < MAX_EARLY
        && counted
        && mention.traits.any(Traits::PERSON.with(Traits::ORGANISATION))
        && narrower
            .chain([&mention.role])
            .any(|role| view.cast.with_role(*role).any(|entity| is_unseen(view, entity)))
}

/// Whether the reader does not know the entity by name: early in the article, it was only called by a role.
pub(crate) fn is_unseen(view: &View<'_>, entity: EntityId) -> bool {
    let mut next = view.cast.entities[entity].last;
    for _ in 0..MAX_CALLED {
        let Some(id) = next else { return true };
        let mention = &view.article.mentions[id];
        if mention.kind != MentionKind::Nominal || mention.paragraph >= MAX_EARLY {
            return false;
        }
        next = view.discourse.previous(id);
    }
    false
}
