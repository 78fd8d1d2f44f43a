//! The pipelines that requests may ask for, each made when it is first asked for.

use std::sync::OnceLock;

use sayso::attribute::Complementizer;
use sayso::{Error, ModelChoice, Pipeline, PipelineOptions};

/// Which pipeline a request wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) model: ModelChoice,
    /// What becomes of a "that" before a content, where the server was not told.
    pub(crate) complementizer: Complementizer,
}

/// One pipeline for each wish that can be had.
#[derive(Debug)]
pub(crate) struct Pipelines {
    options: PipelineOptions,
    /// Whether the server was told what becomes of a "that".
    is_told: bool,
    slots: Vec<(Wish, OnceLock<Pipeline>)>,
}

impl Pipelines {
    /// The pipelines of the models that the program carries, and of the one that the options name, which
    /// is loaded at once.
    pub(crate) fn new(
        options: PipelineOptions,
        complementizer: Option<Complementizer>,
    ) -> Result<Self, Error> {
        let mut models = vec![options.model.clone()];
        let known = [ModelChoice::Large, ModelChoice::Auto, ModelChoice::Small, ModelChoice::Rules];
        models.extend(known.into_iter().filter(|it| it.is_carried() && *it != options.model));
        let wish =
            |model: &ModelChoice, complementizer| Wish { model: model.clone(), complementizer };
        let both = |model| [Complementizer::Drop, Complementizer::Keep].map(|it| wish(model, it));
        let slots = models.iter().flat_map(both).map(|wish| (wish, OnceLock::new())).collect();
        let mut options = options;
        options.complementizer = complementizer.unwrap_or(options.complementizer);
        let pipelines = Self { options, is_told: complementizer.is_some(), slots };
        let first = pipelines.make(0)?;
        if let Some((_, slot)) = pipelines.slots.first() {
            let _ = slot.set(first);
        }
        Ok(pipelines)
    }

    /// The names of the models, the usual one first.
    pub(crate) fn models(&self) -> impl Iterator<Item = String> {
        self.slots.iter().step_by(2).map(|(wish, _)| wish.model.to_string())
    }

    /// The place of the pipeline that fulfils the wish for a model by its name, or for the usual one.
    pub(crate) fn place(
        &self,
        model: Option<&str>,
        complementizer: Complementizer,
    ) -> Option<usize> {
        let usual = |place: &usize| model.is_none() && *place < 2;
        (0..self.slots.len()).find(|place| {
            self.slots.get(*place).is_some_and(|(wish, _)| {
                wish.complementizer == complementizer
                    && (usual(place) || model.is_some_and(|it| wish.model.to_string() == it))
            })
        })
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The pipeline at the place, made where it is not there yet.
    pub(crate) fn at(&self, place: usize) -> Result<&Pipeline, Error> {
        let Some((_, slot)) = self.slots.get(place) else { return self.at(0) };
        if let Some(made) = slot.get() {
            return Ok(made);
        }
        // Two threads may both make it; the later one is dropped.
        let made = self.make(place)?;
        Ok(slot.get_or_init(|| made))
    }

    fn make(&self, place: usize) -> Result<Pipeline, Error> {
        let mut options = self.options.clone();
        if let Some((wish, _)) = self.slots.get(place) {
            options.model = wish.model.clone();
            if !self.is_told {
                options.complementizer = wish.complementizer;
            }
        }
        Pipeline::new(options)
    }
}

#[cfg(test)]
impl Pipelines {
    /// Those of a server that is told to go by rules.
    pub(crate) fn by_rules() -> Self {
        let mut options = PipelineOptions::default();
        options.model = ModelChoice::Rules;
        Self::new(options, None).expect("rules")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_model_is_the_first_and_has_both_forms() {
        let pipelines = Pipelines::by_rules();
        assert_eq!(pipelines.models().next().as_deref(), Some("rules"));
        assert_eq!(pipelines.place(None, Complementizer::Drop), Some(0));
        assert_eq!(pipelines.place(Some("rules"), Complementizer::Keep), Some(1));
        assert_eq!(pipelines.place(Some("huge"), Complementizer::Drop), None);
        let text = "Ada Obi said that it rains.";
        let content = |place: usize| {
            let statements = pipelines.at(place).expect("rules").extract(text);
            statements[0].attribution.bounds().of(text).to_owned()
        };
        assert_eq!([content(0), content(1)], ["it rains", "that it rains"]);
    }
}
