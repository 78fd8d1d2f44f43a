//! Where in its sentence a mention stands, as far as its neighbours show.

use crate::mentions::mention::{Mention, Place};
use crate::mentions::noun_phrase;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::word::Shape;

/// Where a mention stands, as far as its neighbours show.
pub(crate) fn of(reading: &Reading, mention: &Mention) -> Place {
    let before = mention.tokens.start().checked_sub(1).map(|index| reading.word(index));
    let before = before.unwrap_or_default();
    let next = reading.word(mention.core.end());
    let own = reading.word(mention.core.start());
    let after_preposition = before.traits.any(Traits::PREPOSITION);
    let possessive = next.key == marks::POSSESSIVE || own.traits.any(Traits::POSSESSIVE);
    let verb = next.traits.any(Traits::VERB.with(Traits::AUXILIARY).with(Traits::COMMENT))
        || (next.shape == Shape::Lower && !next.traits.any(Traits::FUNCTION))
        || noun_phrase::is_relative(reading, mention.core.end());
    Place {
        first: false,
        subject: verb && !after_preposition && !possessive && !before.traits.any(Traits::VERB),
        after_preposition,
        possessive,
        quoted: own.quoted,
    }
}
