//! What a pipeline is made of.

use sayso_attribute::{Complementizer, Lexicon};
use sayso_tag::Reading;
use sayso_text::AttributionType;

use crate::ModelChoice;
use crate::voices::Voices;

/// What a pipeline is made of.
///
/// ```
/// use sayso::PipelineOptions;
/// use sayso::text::AttributionType;
///
/// let mut options = PipelineOptions::default();
/// options.types = vec![AttributionType::Communication];
/// assert_eq!(options.min_confidence, 0.0);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PipelineOptions {
    /// What finds sources, cues and contents.
    pub model: ModelChoice,
    /// The cues of attribution; [`Lexicon::add`] extends them.
    pub lexicon: Lexicon,
    /// Whether the "that" in "said that it rains" belongs to the content. Left out by default,
    /// because a row reads better without it; annotated corpora keep it.
    pub complementizer: Complementizer,
    /// Statements of less confidence, counted in hundredths as tables show it, are left out; 0 to 1.
    pub min_confidence: f32,
    /// Statements whose speaker is less sure are left out, and above 0 those that name nobody; 0 to 1.
    pub min_speaker_confidence: f32,
    /// Whether voices within voices are looked for, which takes some half again of the time. The rules
    /// by themselves find none.
    pub voices: Voices,
    /// What counts as an attribution, where the network can tell two readings apart.
    pub reading: Reading,
    /// Statements of other types are left out.
    pub types: Vec<AttributionType>,
    /// A text of more bytes is worked on in parts of at most so many, cut at paragraphs where it
    /// has any. All numbers and offsets go on from part to part, but nothing is linked across a
    /// cut. Bounds the memory of a worker, which is some 50 (rules) to 200 (large) times this.
    pub max_part_bytes: usize,
}

impl Default for PipelineOptions {
    fn default() -> Self {
        Self {
            model: ModelChoice::default(),
            lexicon: Lexicon::built_in(),
            complementizer: Complementizer::Drop,
            min_confidence: 0.0,
            min_speaker_confidence: 0.0,
            voices: Voices::default(),
            reading: Reading::default(),
            types: AttributionType::ALL.to_vec(),
            max_part_bytes: MAX_PART_BYTES,
        }
    }
}

/// Several times the longest article of the corpora that the networks were trained on, so that no
/// article is ever cut, and small enough for the memory of an old laptop.
const MAX_PART_BYTES: usize = 1 << 19;
