//! From the states of tokens to their scores.

use std::sync::Arc;

use crate::config::{ENTITY_TAGS, Level, TAGS, TYPES};
use crate::gemm::PANEL;
use crate::kernel::Kernel;
use crate::linear::{Linear, Source};
use crate::links::{LinkHeads, ProjectionBuffers};
use crate::quantise::Quantised;
use crate::scores::{FixedHeads, Scores, Transitions};

/// The compiled heads.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    /// Tags, entity tags and types side by side, in one panel.
    tags: Linear,
    has_types: bool,
    fixed: Arc<FixedHeads>,
}

const _: () = assert!(TAGS.len() + ENTITY_TAGS.len() + TYPES.len() <= PANEL, "all fit one panel");

/// The buffers of the heads.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadBuffers {
    rows: Quantised,
    numbers: Vec<f32>,
    projections: ProjectionBuffers,
}

impl Heads {
    pub(crate) fn new(source: Source<'_>, kernel: Kernel) -> Self {
        let config = &source.model.config;
        let fixed = FixedHeads {
            links: LinkHeads::new(source, kernel),
            transitions: read_transitions(source),
            calibrations: [Level::Article, Level::Inner]
                .map(|level| config.calibrations.of(source.reading, level)),
            thresholds: [Level::Article, Level::Inner]
                .map(|level| config.calibrations.thresholds(source.reading, level)),
            outside: [Level::Article, Level::Inner]
                .map(|level| config.calibrations.outside(source.reading, level)),
            reading: source.reading,
        };
        let (tag, has_types) = (source.of_reading("tag"), config.has_types);
        let names = [&*tag, "entity", "type"];
        let names = if has_types { &names[..] } else { &names[..2] };
        let tags = source.linear(config.sizes.hidden, names);
        Self { tags, has_types, fixed: Arc::new(fixed) }
    }

    /// Makes room in the scores for so many tokens.
    pub(crate) fn clear(&self, tokens: usize, scores: &mut Scores) {
        scores.tags.clear();
        scores.tags.resize(tokens, [0.0; TAGS.len()]);
        scores.entities.clear();
        scores.entities.resize(tokens, [0.0; ENTITY_TAGS.len()]);
        scores.types.clear();
        scores.types.resize(if self.has_types { tokens } else { 0 }, [0.0; TYPES.len()]);
        scores.projections.clear_to(tokens);
        if scores.heads.is_none() {
            scores.heads = Some(Arc::clone(&self.fixed));
        }
    }

    /// Fills in the scores of a batch: `firsts` are tokens with the rows of their states.
    pub(crate) fn score(
        &self,
        kernel: Kernel,
        (states, firsts): (&Quantised, &[(usize, usize)]),
        scores: &mut Scores,
        buffers: &mut HeadBuffers,
    ) {
        let HeadBuffers { rows, numbers, projections } = buffers;
        rows.fit(firsts.len(), self.tags.depth(), states.precision());
        for (place, (_, row)) in firsts.iter().enumerate() {
            rows.copy_row(place, states, *row);
        }
        numbers.resize(rows.len() * PANEL, 0.0);
        self.tags.multiply(kernel, rows, 0..firsts.len(), numbers);
        for ((token, _), row) in firsts.iter().zip(numbers.chunks_exact(PANEL)) {
            scores.tags[*token] = std::array::from_fn(|tag| row[tag]);
            scores.entities[*token] = std::array::from_fn(|tag| row[TAGS.len() + tag]);
            if let Some(types) = scores.types.get_mut(*token) {
                *types = std::array::from_fn(|it| row[TAGS.len() + ENTITY_TAGS.len() + it]);
            }
        }
        let Scores { tags, projections: kept, .. } = scores;
        kept.read(&self.fixed.links, (states, firsts), tags, projections);
    }
}

fn read_transitions(source: Source<'_>) -> Transitions {
    let numbers = |name| source.model.numbers(&source.of_reading(name));
    let mut transitions = Transitions::default();
    let rows = numbers("transition");
    for (row, numbers) in transitions.between.iter_mut().zip(rows.chunks_exact(TAGS.len())) {
        row.copy_from_slice(numbers);
    }
    for (start, number) in transitions.start.iter_mut().zip(numbers("transition.start")) {
        *start = number;
    }
    transitions
}
