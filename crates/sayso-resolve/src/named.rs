//! Whom an article names, and where: for who asks of whom or what is spoken.

use std::collections::HashSet;

use sayso_text::{Segmentation, Span, Speaker, SpeakerKind};

use crate::cast::entity::EntityKind;
use crate::ids::EntityId;
use crate::mentions::mention::Mention;
use crate::naming::Naming;
use crate::resolver::ResolverWorker;

/// A name as it stands in an article.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Named {
    /// Where the name stands, without titles.
    pub span: Span,
    /// Who or what is named, by its fullest name in the article; of no kind where nothing shows one.
    pub speaker: Speaker,
    /// Whether it is a place, which as a speaker is a body.
    pub is_place: bool,
}

impl ResolverWorker<'_> {
    /// The names of the article, in text order. The kind of a name is what its words show. A word that
    /// only begins a sentence is none, unless it is a name elsewhere too.
    ///
    /// ```
    /// use sayso_resolve::Resolver;
    /// use sayso_segment::Segmenter;
    ///
    /// let text = "Mayor Dee Lind met Tom Ode of Acme Corp. Ms. Lind left early.";
    /// let names = Resolver::new().worker().names(text, &Segmenter::new().segment(text));
    /// let names: Vec<_> = names.iter().map(|n| (n.span.of(text), &*n.speaker.name)).collect();
    /// assert_eq!(names[0], ("Dee Lind", "Dee Lind"));
    /// assert_eq!(names.last(), Some(&("Lind", "Dee Lind")));
    /// ```
    pub fn names(&mut self, text: &str, segmentation: &Segmentation) -> Vec<Named> {
        self.resolve(text, segmentation, &[]);
        let (cast, mentions) = (&self.scratch.cast, &self.scratch.mentions);
        let naming = Naming { text, segmentation, cast };
        let names = mentions.list().pairs().filter(|(_, mention)| mention.is_name());
        let entities = names.filter_map(|(number, mention)| Some((cast.of(number)?, mention)));
        let entities: Vec<(EntityId, &Mention)> = entities.collect();
        let is_name = |mention: &Mention| {
            mention.core.len() > 1
                || !mention.title.is_empty()
                || !begins(text, segmentation, mention)
        };
        let sure: HashSet<EntityId> = entities
            .iter()
            .filter(|(_, mention)| is_name(mention))
            .map(|(entity, _)| *entity)
            .collect();
        let named = entities.iter().filter(|(entity, _)| sure.contains(entity));
        let named = named.map(|(entity, mention)| {
            let (mut speaker, known) = (naming.of(*entity), &cast.entities[*entity]);
            if known.kind == EntityKind::Unknown && speaker.kind == SpeakerKind::Person {
                speaker.kind = SpeakerKind::None;
            }
            let is_place = known.kind == EntityKind::Place;
            Named { span: segmentation.span(mention.core.into()), speaker, is_place }
        });
        named.collect()
    }
}

/// Whether a name stands where any word has a capital: at the beginning of a sentence or quotation.
fn begins(text: &str, segmentation: &Segmentation, mention: &Mention) -> bool {
    let first = mention.core.start();
    let before = first.checked_sub(1);
    let is_mark = before.is_some_and(|token| {
        let mark = segmentation.word(text, token.place());
        !mark.chars().any(char::is_alphanumeric) && mark != ","
    });
    let sentence = segmentation.sentences.get(mention.sentence);
    is_mark || sentence.is_none_or(|sentence| sentence.tokens.start() == first.place())
}
