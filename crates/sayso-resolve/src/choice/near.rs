//! Who stands near a mention: what tells one candidate from the others.

use sayso_text::TokenSpan;

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::choice::ranker::Anaphor;
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::walk::steps::Pass;
use crate::words::lexicon::Traits;
use crate::words::marks;

/// How many names behind a mention are looked at.
const MAX_AFTER: usize = 3;
/// So many tokens behind a mention belong to its clause at most.
const MAX_CLAUSE: usize = 10;

/// Who stands near a mention, so that one candidate can be told from the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Near {
    /// The person mentioned last who can be meant.
    pub(crate) person: Option<usize>,
    /// The person who was a subject last and can be meant.
    pub(crate) subject: Option<usize>,
    /// No other person in this sentence and the one before can be meant.
    pub(crate) alone: bool,
    /// The organisation mentioned last.
    pub(crate) organisation: Option<usize>,
    /// Those named behind the mention in the same clause, who are never meant.
    pub(crate) after: [Option<usize>; MAX_AFTER],
    /// The one that the same noun was used for before, if for nobody else.
    pub(crate) only_head: Option<usize>,
    /// The one that has the role, if nobody else mentioned has it.
    pub(crate) only_role: Option<usize>,
    /// Whose the mention is: "Lind" in "Lind's lawyer".
    pub(crate) owner: Option<usize>,
    /// Somebody mentioned has the role, so that nobody yet to come is meant by "the court".
    pub(crate) role_known: bool,
    /// The person named later in the sentence that the mention opens.
    pub(crate) ahead: Option<usize>,
    /// The content that the mention is the source of is a quotation.
    pub(crate) quotes: bool,
}

impl Pass<'_> {
    /// Who stands near the mention.
    pub(crate) fn near(
        &self,
        cast: &Cast,
        mention: &Mention,
        anaphor: Anaphor,
        content: Option<TokenSpan>,
    ) -> Near {
        let gender = asked_gender(mention);
        let mut near = Near::default();
        let mut close = 0;
        for candidate in self.discourse.recent() {
            let Some(entity) = cast.entities.get(*candidate) else { continue };
            let Some(last) = entity.last.map(|last| self.article.mentions.get(last)) else {
                continue;
            };
            if content.is_some_and(|content| content.touches(last.core)) && last.is_name() {
                continue;
            }
            if is_person(entity, anaphor) && fits_gender(entity, gender) {
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
        near.after = self.named_after(cast, mention);
        let opens = content.map(|content| self.article.reading.word(content.start()));
        near.quotes = opens.is_some_and(|word| word.quoted);
        near
    }

    /// Those named behind the mention in the same clause: "he saw Lind" is not Lind.
    fn named_after(&self, cast: &Cast, mention: &Mention) -> [Option<usize>; MAX_AFTER] {
        let reading = self.article.reading;
        let start = mention.core.end();
        let goes_on = |index: &usize| {
            let word = reading.word(*index);
            word.sentence == mention.sentence
                && !word.is_mark()
                && !word.traits.any(Traits::CONJUNCTION)
        };
        let clause = (start..start + MAX_CLAUSE).take_while(goes_on);
        let names = clause.filter_map(|index| {
            let number = self.article.mentions.at(index)?;
            let name = self.article.mentions.get(number);
            (name.is_name() && name.core.start() == index).then(|| cast.of(number)).flatten()
        });
        let mut after = [None; MAX_AFTER];
        for (slot, entity) in after.iter_mut().zip(names) {
            *slot = Some(entity);
        }
        after
    }

    /// The person named later in the sentence: "After he won, Lind left".
    pub(crate) fn ahead(&self, cast: &Cast, number: usize, anaphor: Anaphor) -> Option<usize> {
        let own = self.article.mentions.get(number);
        let reading = self.article.reading;
        let sentence = self.segmentation.sentences.get(own.sentence)?.tokens;
        let opener = reading.traits(sentence.start());
        let near = own.core.start() < sentence.start() + 5;
        let opens = opener.any(Traits::CONJUNCTION.with(Traits::PREPOSITION)) && near;
        if anaphor != Anaphor::Personal || !opens {
            return None;
        }
        let comma = (own.core.end()..sentence.end()).find(|it| reading.is(*it, marks::COMMA))?;
        let next =
            (comma..sentence.end().min(comma + 6)).find_map(|it| self.article.mentions.at(it));
        next.filter(|next| self.article.mentions.get(*next).is_name())
            .and_then(|next| cast.of(next))
    }

    /// The one mentioned so far that has the role of the noun, if there is one alone.
    pub(crate) fn only_with_role(
        &self,
        cast: &Cast,
        mention: &Mention,
        anaphor: Anaphor,
    ) -> Option<usize> {
        let mentioned = |it: &usize| cast.entities.get(*it).is_some_and(|it| it.last.is_some());
        let mut holders = cast.with_role(mention.role).filter(mentioned);
        let holder = holders.next().filter(|_| anaphor == Anaphor::Role);
        holder.filter(|_| holders.next().is_none())
    }

    /// Whether somebody mentioned has the role of the noun.
    pub(crate) fn has_holder(&self, cast: &Cast, mention: &Mention) -> bool {
        let mentioned = |it: usize| cast.entities.get(it).is_some_and(|it| it.last.is_some());
        cast.with_role(mention.role).any(mentioned)
    }
}

/// The gender that the mention shows: 1 for a man, -1 for a woman, 0 for neither.
fn asked_gender(mention: &Mention) -> i32 {
    match mention.kind {
        MentionKind::Pronoun(Pronoun::Masculine) => 1,
        MentionKind::Pronoun(Pronoun::Feminine) => -1,
        _ => {
            i32::from(mention.traits.any(Traits::MASCULINE))
                - i32::from(mention.traits.any(Traits::FEMININE))
        }
    }
}

/// Whether nothing known of the entity shows the other gender.
fn fits_gender(entity: &Entity, asked: i32) -> bool {
    let known = if entity.gender == 0 { entity.pronouns } else { entity.gender };
    asked == 0 || known.signum() != -asked
}

/// Whether the entity is a person; one without a name counts for "he" and "she".
fn is_person(entity: &Entity, anaphor: Anaphor) -> bool {
    match entity.kind {
        EntityKind::Person => true,
        EntityKind::Nameless => anaphor == Anaphor::Personal && entity.traits.is_one_person(),
        _ => false,
    }
}
