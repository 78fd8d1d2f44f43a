//! From the states of tokens to their scores.

use std::sync::Arc;

use crate::config::{ENTITY_TAGS, TAGS};
use crate::gemm::{PANEL, ROW_STEP};
use crate::kernel::Kernel;
use crate::linear::{Linear, Source};
use crate::links::{LinkHeads, ProjectionBuffers};
use crate::model::Model;
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
    tags: Vec<f32>,
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

    /// Fills in all scores from the states of so many tokens.
    pub(crate) fn score(
        &self,
        kernel: Kernel,
        tokens: usize,
        scores: &mut Scores,
        buffers: &mut HeadBuffers,
    ) {
        buffers.tags.resize(tokens.next_multiple_of(ROW_STEP) * PANEL, 0.0);
        self.tags.multiply(kernel, &scores.states, 0..tokens, &mut buffers.tags);
        scores.tags.clear();
        scores.entities.clear();
        for row in buffers.tags.chunks_exact(PANEL).take(tokens) {
            scores.tags.push(std::array::from_fn(|tag| row[tag]));
            scores.entities.push(std::array::from_fn(|tag| row[TAGS.len() + tag]));
        }
        let Scores { states, tags, projections, .. } = scores;
        projections.read(&self.fixed.links, states, tags, &mut buffers.projections);
        if scores.heads.is_none() {
            scores.heads = Some(Arc::clone(&self.fixed));
        }
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
