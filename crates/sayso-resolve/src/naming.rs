//! Entities to speakers: the canonical name, the kind, the role.

use sayso_text::{Segmentation, Speaker, SpeakerKind};

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::ids::{EntityId, Table};
use crate::sources::plan::Plan;
use crate::words::token::Tokens;

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
        let mut known = Table::default();
        known.fill(self.cast.entities.len(), None);
        for task in plan.tasks.iter() {
            let speaker = match task.entity {
                Some(number) => self.speaker(number, &mut known),
                None => Speaker::default(),
            };
            speakers.push(speaker);
        }
    }

    /// The canonical name of an entity.
    pub(crate) fn name(&self, number: EntityId) -> String {
        self.build(number).name.to_string()
    }

    /// The entity with its kind and role.
    pub(crate) fn of(&self, number: EntityId) -> Speaker {
        self.build(number)
    }

    fn speaker(&self, number: EntityId, known: &mut Table<EntityId, Option<Speaker>>) -> Speaker {
        known[number].get_or_insert_with(|| self.build(number)).clone()
    }

    fn build(&self, number: EntityId) -> Speaker {
        let entity = &self.cast.entities[number];
        if entity.kind == EntityKind::Group {
            return self.group(number);
        }
        Speaker::new(self.words(entity.name), entity.speaker_kind())
            .with_role(self.words(entity.role))
    }

    fn group(&self, group: EntityId) -> Speaker {
        let mut names: Vec<&str> = Vec::new();
        for member in self.cast.members_of(group) {
            // "the council and the ministers", where the ministers are several that were named before.
            let inner = self.cast.members_of(*member).iter();
            let single = Some(member).filter(|it| self.cast.members_of(**it).is_empty());
            for one in inner.chain(single) {
                let name = self.words(self.cast.entities[*one].name);
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        match names.as_slice() {
            [] => Speaker::default(),
            _ => Speaker::new(names.join(SEPARATOR), SpeakerKind::Group),
        }
    }

    /// The text of the tokens.
    fn words(&self, tokens: Tokens) -> &str {
        self.segmentation.span(tokens.into()).of(self.text)
    }
}
