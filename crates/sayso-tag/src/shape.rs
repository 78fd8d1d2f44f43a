//! The tensors that a model file must hold: names, types and shapes.

use safetensors::Dtype;

use crate::config::{BUCKETS, Reading, Sizes, TAGS, TYPES};
use crate::config::{BlockKind, Config, ENTITY_TAGS, EncoderSizes, NetworkSizes, RecurrentSizes};

/// A tensor that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) name: String,
    pub(crate) kind: Dtype,
    pub(crate) shape: Vec<usize>,
}

/// All tensors of a network but its pieces, whose length is free.
pub(crate) fn expected_tensors(config: &Config) -> Vec<Expected> {
    let mut list = List(Vec::new());
    list.heads(&config.sizes, Reading::Strict);
    if config.readings.contains(&Reading::Broad) {
        list.heads(&config.sizes, Reading::Broad);
    }
    list.linear("entity", ENTITY_TAGS.len(), config.sizes.hidden);
    if config.has_types {
        list.linear("type", TYPES.len(), config.sizes.hidden);
    }
    match &config.network {
        NetworkSizes::Encoder(encoder) => list.encoder(&config.sizes, *encoder),
        NetworkSizes::Recurrent(recurrent) => list.recurrent(&config.sizes, recurrent),
    }
    list.0
}

struct List(Vec<Expected>);

impl List {
    fn numbers(&mut self, name: impl Into<String>, shape: &[usize]) {
        self.0.push(Expected { name: name.into(), kind: Dtype::F32, shape: shape.to_vec() });
    }

    fn table(&mut self, name: &str, rows: usize, width: usize) {
        let (kind, shape) = (Dtype::I8, vec![rows, width]);
        self.0.push(Expected { name: format!("{name}.weight"), kind, shape });
        self.numbers(format!("{name}.scale"), &[rows]);
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) {
        self.table(name, outputs, inputs);
        self.numbers(format!("{name}.bias"), &[outputs]);
    }

    fn norm(&mut self, name: &str, width: usize) {
        self.numbers(format!("{name}.weight"), &[width]);
        self.numbers(format!("{name}.bias"), &[width]);
    }

    fn heads(&mut self, sizes: &Sizes, reading: Reading) {
        let of = |name: &str| format!("{}{name}", reading.prefix());
        self.linear(&of("tag"), TAGS.len(), sizes.hidden);
        for name in ["content", "cue_of_content", "cue", "source"] {
            self.linear(&of(&format!("link.{name}")), sizes.link, sizes.hidden);
        }
        self.numbers(of("link.content_cue.distance"), &[BUCKETS]);
        self.numbers(of("link.cue_source.distance"), &[BUCKETS]);
        self.numbers(of("link.none.weight"), &[sizes.link]);
        self.numbers(of("link.none.bias"), &[1]);
        self.numbers(of("transition"), &[TAGS.len(), TAGS.len()]);
        self.numbers(of("transition.start"), &[TAGS.len()]);
    }

    fn encoder(&mut self, sizes: &Sizes, encoder: EncoderSizes) {
        let hidden = sizes.hidden;
        self.table("embedding.piece", sizes.pieces, hidden);
        self.numbers("embedding.position", &[sizes.window, hidden]);
        self.numbers("embedding.case", &[sizes.letter_cases, hidden]);
        self.norm("embedding.norm", hidden);
        for layer in 0..encoder.layers {
            for name in ["query", "key", "value", "output"] {
                self.linear(&format!("layer.{layer}.{name}"), hidden, hidden);
            }
            self.linear(&format!("layer.{layer}.up"), encoder.feed_forward, hidden);
            self.linear(&format!("layer.{layer}.down"), hidden, encoder.feed_forward);
            self.norm(&format!("layer.{layer}.attention_norm"), hidden);
            self.norm(&format!("layer.{layer}.output_norm"), hidden);
        }
    }

    fn recurrent(&mut self, sizes: &Sizes, recurrent: &RecurrentSizes) {
        let hidden = sizes.hidden;
        self.table("embedding.piece", sizes.pieces, recurrent.embedding);
        self.linear("embedding.project", hidden, recurrent.embedding);
        self.numbers("embedding.case", &[sizes.letter_cases, hidden]);
        self.norm("final_norm", hidden);
        for (block, kind) in recurrent.blocks.iter().enumerate() {
            self.norm(&format!("block.{block}.norm"), hidden);
            match kind {
                BlockKind::Recurrent => self.recurrent_block(block, hidden, recurrent),
                BlockKind::Attention => self.attention_block(block, hidden, recurrent.attention),
            }
        }
    }

    fn recurrent_block(&mut self, block: usize, hidden: usize, sizes: &RecurrentSizes) {
        self.numbers(format!("block.{block}.conv.weight"), &[sizes.kernel, hidden]);
        self.numbers(format!("block.{block}.conv.bias"), &[hidden]);
        self.linear(&format!("block.{block}.in"), 6 * sizes.recurrent, hidden);
        self.linear(&format!("block.{block}.out"), hidden, 2 * sizes.recurrent);
    }

    fn attention_block(&mut self, block: usize, hidden: usize, attention: usize) {
        for name in ["query", "key", "value"] {
            self.linear(&format!("block.{block}.{name}"), attention, hidden);
        }
        self.linear(&format!("block.{block}.output"), hidden, attention);
    }
}
