//! Networks of a few kilobytes with random weights, the same on every machine: small enough for
//! tests, complete enough for the true path.

use std::collections::BTreeMap;

use sayso_tag::{ENTITY_TAGS, TAGS, TYPES};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const HIDDEN: usize = 32;
const WINDOW: usize = 32;
const LINK: usize = 32;
const FEED_FORWARD: usize = 64;
const EMBEDDING: usize = 32;
const RECURRENT: usize = 32;
const KERNEL: usize = 5;

/// Tensors of a model file that is being written.
pub(crate) struct Tiny {
    pub(crate) tensors: BTreeMap<String, (&'static str, Vec<usize>, Vec<u8>)>,
    pub(crate) metadata: BTreeMap<String, String>,
    random: u64,
}

/// An encoder of one layer.
pub(crate) fn encoder() -> Tiny {
    let mut tiny =
        Tiny::new("encoder", json!({"layers": 1, "heads": 1, "feed_forward": FEED_FORWARD}));
    tiny.table("embedding.piece", pieces().lines().count(), HIDDEN);
    tiny.numbers("embedding.position", &[WINDOW, HIDDEN], 0.0);
    tiny.norm("embedding.norm");
    for part in ["query", "key", "value", "output"] {
        tiny.linear(&format!("layer.0.{part}"), HIDDEN, HIDDEN);
    }
    tiny.linear("layer.0.up", FEED_FORWARD, HIDDEN);
    tiny.linear("layer.0.down", HIDDEN, FEED_FORWARD);
    tiny.norm("layer.0.attention_norm");
    tiny.norm("layer.0.output_norm");
    tiny
}

/// A recurrent network of a recurrent block and one of attention.
pub(crate) fn recurrent() -> Tiny {
    let sizes = json!({
        "embedding": EMBEDDING, "recurrent": RECURRENT, "kernel": KERNEL, "attention": HIDDEN,
        "attention_heads": 1, "blocks": ["recurrent", "attention"],
    });
    let mut tiny = Tiny::new("recurrent", sizes);
    tiny.table("embedding.piece", pieces().lines().count(), EMBEDDING);
    tiny.linear("embedding.project", HIDDEN, EMBEDDING);
    tiny.norm("final_norm");
    tiny.norm("block.0.norm");
    tiny.numbers("block.0.conv.weight", &[KERNEL, HIDDEN], 0.0);
    tiny.numbers("block.0.conv.bias", &[HIDDEN], 0.0);
    tiny.linear("block.0.in", 6 * RECURRENT, HIDDEN);
    tiny.linear("block.0.out", HIDDEN, 2 * RECURRENT);
    tiny.norm("block.1.norm");
    for part in ["query", "key", "value", "output"] {
        tiny.linear(&format!("block.1.{part}"), HIDDEN, HIDDEN);
    }
    tiny
}

/// Every letter and digit, opening and continuing a word, some marks and a few words.
pub(crate) fn pieces() -> String {
    let mut lines = vec!["[PAD]".to_owned(), "[UNK]".into(), "[CLS]".into(), "[SEP]".into()];
    for character in ('a'..='z').chain('0'..='9') {
        lines.push(character.to_string());
        lines.push(format!("##{character}"));
    }
    lines.extend([".", ",", "\"", "'", "-", "“", "”", "said", "the", "##ing"].map(str::to_owned));
    lines.join("\n")
}

impl Tiny {
    fn new(architecture: &str, sizes: Value) -> Self {
        let mut tiny = Self {
            tensors: BTreeMap::new(),
            metadata: BTreeMap::new(),
            random: 0x9E37_79B9_7F4A_7C15,
        };
        let mut config = json!({
            "hidden": HIDDEN, "window": WINDOW, "pieces": pieces().lines().count(),
            "letter_cases": 5, "link": LINK, "tags": TAGS, "entity_tags": ENTITY_TAGS,
        });
        for (key, value) in sizes.as_object().into_iter().flatten() {
            config[key] = value.clone();
        }
        let hash =
            Sha256::digest(pieces()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        for (key, value) in [
            ("format", "sayso-tag"),
            ("format_version", "1"),
            ("architecture", architecture),
            ("config", &config.to_string()),
            ("vocabulary_hash", &hash),
            ("licence", "MIT OR Apache-2.0"),
            ("made_by", "cargo run -p sayso-tag --example tiny_model"),
        ] {
            tiny.metadata.insert(key.to_owned(), value.to_owned());
        }
        let bytes = pieces().into_bytes();
        tiny.tensors.insert("pieces".to_owned(), ("U8", vec![bytes.len()], bytes));
        tiny.numbers("embedding.case", &[5, HIDDEN], 0.0);
        tiny.heads("");
        tiny
    }

    fn heads(&mut self, prefix: &str) {
        let of = |name: &str| format!("{prefix}{name}");
        self.linear(&of("tag"), TAGS.len(), HIDDEN);
        if prefix.is_empty() {
            self.linear("entity", ENTITY_TAGS.len(), HIDDEN);
        }
        for part in ["content", "cue_of_content", "cue", "source"] {
            self.linear(&of(&format!("link.{part}")), LINK, HIDDEN);
        }
        self.numbers(&of("link.content_cue.distance"), &[15], 0.0);
        self.numbers(&of("link.cue_source.distance"), &[15], 0.0);
        self.numbers(&of("link.none.weight"), &[LINK], 0.0);
        self.numbers(&of("link.none.bias"), &[1], 0.0);
        self.numbers(&of("transition"), &[TAGS.len(), TAGS.len()], 0.0);
        self.numbers(&of("transition.start"), &[TAGS.len()], 0.0);
    }

    /// Makes it one of format 2: the heads of a second reading, and one of types.
    pub(crate) fn with_second_version(mut self) -> Self {
        self.metadata.insert("format_version".into(), "2".into());
        let mut config: Value = serde_json::from_str(&self.metadata["config"]).unwrap_or_default();
        config["readings"] = json!(["strict", "broad"]);
        config["types"] = json!(TYPES);
        config["calibration"] = json!({"slope": 0.5, "offset": 0.0});
        config["inner_calibration"] = json!({"slope": 0.25, "offset": 0.0, "sourceless": -1.0});
        config["thresholds"] = json!({"sourceless": 0.5});
        self.metadata.insert("config".into(), config.to_string());
        self.heads("broad.");
        self.linear("type", TYPES.len(), HIDDEN);
        self
    }

    fn next(&mut self) -> i8 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random.to_le_bytes()[4].cast_signed()
    }

    /// Numbers around a middle, at most 0.5 away.
    fn numbers(&mut self, name: &str, shape: &[usize], middle: f32) {
        let count = shape.iter().product::<usize>();
        let numbers = (0..count).flat_map(|_| {
            let away = f32::from(self.next()) / 256.0;
            (middle + away).to_le_bytes()
        });
        let bytes = numbers.collect();
        self.tensors.insert(name.to_owned(), ("F32", shape.to_vec(), bytes));
    }

    fn norm(&mut self, name: &str) {
        self.numbers(&format!("{name}.weight"), &[HIDDEN], 1.0);
        self.numbers(&format!("{name}.bias"), &[HIDDEN], 0.0);
    }

    fn table(&mut self, name: &str, rows: usize, width: usize) {
        let bytes = (0..rows * width).map(|_| self.next().max(-127).cast_unsigned()).collect();
        self.tensors.insert(format!("{name}.weight"), ("I8", vec![rows, width], bytes));
        let scales = (0..rows).flat_map(|_| (1.0f32 / 256.0).to_le_bytes()).collect();
        self.tensors.insert(format!("{name}.scale"), ("F32", vec![rows], scales));
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) {
        self.table(name, outputs, inputs);
        self.numbers(&format!("{name}.bias"), &[outputs], 0.0);
    }

    /// Gives it another list of pieces, as long as its own.
    pub(crate) fn set_pieces(&mut self, pieces: &str) {
        let hash = Sha256::digest(pieces).iter().map(|byte| format!("{byte:02x}")).collect();
        self.metadata.insert("vocabulary_hash".to_owned(), hash);
        let bytes = pieces.as_bytes().to_vec();
        self.tensors.insert("pieces".to_owned(), ("U8", vec![bytes.len()], bytes));
    }

    /// The bytes of the file: the length of the header, the header, the tensors.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut header = json!({"__metadata__": self.metadata});
        let mut data = Vec::new();
        for (name, (kind, shape, bytes)) in &self.tensors {
            let offsets = [data.len(), data.len() + bytes.len()];
            header[name] = json!({"dtype": kind, "shape": shape, "data_offsets": offsets});
            data.extend_from_slice(bytes);
        }
        let header = header.to_string();
        let length = header.len() as u64;
        [&length.to_le_bytes()[..], header.as_bytes(), &data].concat()
    }
}
