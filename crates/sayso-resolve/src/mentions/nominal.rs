//! Role nouns: the mention that one makes, and whether it is the head of its phrase.

use crate::mentions::mention::{Mention, MentionKind};
use crate::mentions::noun_phrase;
use crate::words::key;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// The mention of a role noun.
pub(crate) fn of(reading: &Reading, head: TokenId, floor: TokenId, end: TokenId) -> Mention {
    let word = reading.word(head);
    // "the 46-year-old" is somebody.
    let traits = match word.key {
        _ if word.ending == Ending::Age => Traits::PERSON,
        // "the two | said"
        marks::TWO => Traits::PERSON.with(Traits::PLURAL),
        _ => word.traits,
    };
    Mention {
        kind: MentionKind::Nominal,
        tokens: Tokens::new(noun_phrase::start(reading, head, floor), end),
        core: Tokens::new(head, head + 1),
        traits,
        role: if word.role == key::EMPTY { word.key } else { word.role },
        ..Mention::default()
    }
}

/// Whether a noun phrase goes on with this word, so that the one before is not its head.
pub(super) fn goes_on(next: &Word) -> bool {
    let stop = Traits::FUNCTION.with(Traits::VERB).with(Traits::COMMENT).with(Traits::ANY_DAY);
    match next.shape {
        Shape::Lower => next.traits.any(Traits::ROLE) && !next.traits.any(stop),
        Shape::Capital | Shape::Upper => !next.first && !next.traits.any(stop),
        _ => false,
    }
}
