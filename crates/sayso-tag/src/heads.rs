//! From the states of tokens to their scores.

use std::sync::Arc;

use crate::config::{ENTITY_TAGS, TAGS};
use crate::gemm::PANEL;
use crate::kernel::Kernel;
use crate::linear::{Linear, Source};
use crate::links::{LinkHeads, ProjectionBuffers};
use crate::model::Model;
use crate::quantise::Quantised;
use crate::scores::{FixedHeads, Scores, Transitions};

/// The compiled heads.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    /// Tags and entity tags side by side, in one panel.
    tags: Linear,
    fixed: Arc<FixedHeads>,
}

const _: () = assert!(TAGS.len() + ENTITY_TAGS.len() <= PANEL, "both fit one panel");

/// The buffers of the heads.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadBuffers {
    rows: Quantised,
    numbers: Vec<f32>,
    projections: ProjectionBuffers,
}

impl Heads {
    pub(crate) fn new(source: Source<'_>, kernel: Kernel) -> Self {
        let fixed = FixedHeads {
            links: LinkHeads::new(source, kernel),
            transitions: read_transitions(source.model),
            calibration: source.model.config.calibration,
        };
        Self {
            tags: source.linear(source.model.config.sizes.hidden, &["tag", "entity"]),
            fixed: Arc::new(fixed),
        }
    }

    /// Makes room in the scores for so many tokens.
    pub(crate) fn clear(&self, tokens: usize, scores: &mut Scores) {
        scores.tags.clear();
        scores.tags.resize(tokens, [0.0; TAGS.len()]);
        scores.entities.clear();
        scores.entities.resize(tokens, [0.0; ENTITY_TAGS.len()]);
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
        }
        let Scores { tags, projections: kept, .. } = scores;
        kept.read(&self.fixed.links, (states, firsts), tags, projections);
    }
}

fn read_transitions(model: &Model) -> Transitions {
    let mut transitions = Transitions::default();
    let rows = model.numbers("transition");
    for (row, numbers) in transitions.between.iter_mut().zip(rows.chunks_exact(TAGS.len())) {
        row.copy_from_slice(numbers);
    }
    for (start, number) in transitions.start.iter_mut().zip(model.numbers("transition.start")) {
        *start = number;
    }
    transitions
}
