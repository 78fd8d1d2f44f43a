//! Entities to speakers: the canonical name, the kind, the role.

use sayso_text::{Segmentation, Speaker, SpeakerKind, TokenSpan};

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::sources::plan::Plan;

/// Between the names of several.
const SEPARATOR: &str = "; ";

/// Names the entities of an article.
pub(crate) struct Naming<'r> {
    pub(crate) text: &'r str,
    pub(crate) segmentation: &'r Segmentation,
    pub(crate) cast: &'r Cast,
}

impl Naming<'_> {
    /// Appends the speaker of each task.
    pub(crate) fn speakers(&self, plan: &Plan, speakers: &mut Vec<Speaker>) {
        let mut known: Vec<Option<Speaker>> = vec![None; self.cast.entities.len()];
        for task in &plan.tasks {
            let speaker = match task.entity {
                Some(number) => self.speaker(number, &mut known),
                None => Speaker::default(),
            };
            speakers.push(speaker);
        }
    }

    /// The canonical name of an entity.
    pub(crate) fn name(&self, number: usize) -> String {
        self.build(number).name.to_string()
    }

    fn speaker(&self, number: usize, known: &mut [Option<Speaker>]) -> Speaker {
        if let Some(Some(speaker)) = known.get(number) {
            return speaker.clone();
        }
        let speaker = self.build(number);
        if let Some(slot) = known.get_mut(number) {
            *slot = Some(speaker.clone());
        }
        speaker
    }

    fn build(&self, number: usize) -> Speaker {
        let Some(entity) = self.cast.entities.get(number) else { return Speaker::default() };
        if entity.kind == EntityKind::Group {
            return self.group(entity);
        }
        Speaker::new(self.words(entity.name), entity.speaker_kind())
            .with_role(self.words(entity.role))
    }

    fn group(&self, group: &Entity) -> Speaker {
        let mut names: Vec<&str> = Vec::new();
        for member in self.cast.members.get(group.members.clone()).unwrap_or_default() {
            let Some(entity) = self.cast.entities.get(*member) else { continue };
            let name = self.words(entity.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.as_slice() {
            [] => Speaker::default(),
            _ => Speaker::new(names.join(SEPARATOR), SpeakerKind::Group),
        }
    }

    /// The text of the tokens.
    fn words(&self, tokens: TokenSpan) -> &str {
        self.segmentation.span(tokens).of(self.text)
    }
}
