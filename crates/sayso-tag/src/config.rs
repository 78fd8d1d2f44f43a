//! The sizes of a network, as the metadata of its file give them.

use serde::{Deserialize, Serialize};

use crate::calibration::Calibration;
use crate::error::{Error, ErrorKind};
use crate::gemm::PANEL;
use crate::lanes::LANES;
use crate::vocabulary::SPECIAL;

/// The tags of a token, in the order of its scores.
pub const TAGS: [&str; 7] =
    ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"];
/// Distances between linked tokens that are told apart: by powers of two up to 64, to both sides.
pub(crate) const BUCKETS: usize = 15;

/// The scores of tags, of one token.
pub type TagScores = [f32; TAGS.len()];

/// The entity tags of a token, in the order of its scores.
pub const ENTITY_TAGS: [&str; 7] =
    ["O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-PLACE", "I-PLACE"];

/// The attribution types, in the order of their scores.
pub const TYPES: [&str; 4] = ["communication", "attitude", "factive", "control"];

/// What a network counts as an attribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// What somebody said, thought, knew or wanted; not what was merely done.
    #[default]
    Strict,
    /// As PolNeAR and its kin mark: acts and topics too, where the annotators took them so.
    Broad,
}

impl Reading {
    /// What stands before the names of its tensors.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Strict => "",
            Self::Broad => "broad.",
        }
    }
}

/// The kinds of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Architecture {
    /// A BERT encoder with letter case (Devlin et al. 2019): the large network.
    Encoder,
    /// Minimal gated recurrence both ways (Feng et al. 2024) with attention: the small network.
    Recurrent,
}

impl Architecture {
    /// Its name in a model file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Encoder => "encoder",
            Self::Recurrent => "recurrent",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Encoder, Self::Recurrent].into_iter().find(|known| known.name() == name)
    }
}

/// The sizes that both kinds of networks have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sizes {
    pub(crate) hidden: usize,
    pub(crate) window: usize,
    pub(crate) pieces: usize,
    pub(crate) letter_cases: usize,
    pub(crate) link: usize,
    pub(crate) tags: Vec<String>,
    pub(crate) entity_tags: Vec<String>,
}

/// The sizes of an encoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EncoderSizes {
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) feed_forward: usize,
}

/// The sizes of a recurrent network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RecurrentSizes {
    pub(crate) embedding: usize,
    pub(crate) recurrent: usize,
    pub(crate) kernel: usize,
    pub(crate) attention: usize,
    pub(crate) attention_heads: usize,
    pub(crate) blocks: Vec<BlockKind>,
}

/// The kinds of blocks of a recurrent network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BlockKind {
    Recurrent,
    Attention,
}

/// The sizes that belong to the kind of network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NetworkSizes {
    Encoder(EncoderSizes),
    Recurrent(RecurrentSizes),
}

/// All sizes of a network, and how its probabilities are to be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    pub(crate) sizes: Sizes,
    pub(crate) network: NetworkSizes,
    /// The readings that have heads; none is named in files of the first version.
    pub(crate) readings: Vec<Reading>,
    /// Whether there is a head of attribution types.
    pub(crate) has_types: bool,
    pub(crate) calibrations: Calibrations,
}

/// How probabilities are to be read, in each reading and in inner texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Calibrations {
    #[serde(default)]
    calibration: Calibration,
    broad_calibration: Option<Calibration>,
    inner_calibration: Option<Calibration>,
    #[serde(default)]
    thresholds: Thresholds,
    broad_thresholds: Option<Thresholds>,
    inner_thresholds: Option<Thresholds>,
    #[serde(default)]
    outside: f32,
    #[serde(default)]
    broad_outside: f32,
    #[serde(default)]
    inner_outside: f32,
}

/// How sure a row must be to be one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// The least confidence of a row with a source, 0 to 1.
    #[serde(default)]
    pub sourced: f32,
    /// The least confidence of a row without one.
    #[serde(default)]
    pub sourceless: f32,
    /// The least confidence of a row of another type than communication, beside the two above. What is thought,
    /// wanted and known shades into what is done, so that of such rows fewer are right at the same confidence.
    #[serde(default)]
    pub unsaid: f32,
}

impl Thresholds {
    /// The least confidence of a row with or without a source.
    #[must_use]
    pub const fn of(self, has_source: bool) -> f32 {
        if has_source { self.sourced } else { self.sourceless }
    }
}

impl Calibrations {
    /// The calibration of rows of this reading, in an article or in an inner text.
    pub(crate) fn of(&self, reading: Reading, level: Level) -> Calibration {
        let own = match (level, reading) {
            (Level::Inner, _) => self.inner_calibration,
            (Level::Article, Reading::Broad) => self.broad_calibration,
            (Level::Article, Reading::Strict) => None,
        };
        own.unwrap_or(self.calibration)
    }

    /// What is added to the score of the tag O: a network trained on tokens does not find as many
    /// attributions as is best for rows, of which the unsure ones are left out.
    pub(crate) const fn outside(&self, reading: Reading, level: Level) -> f32 {
        match (level, reading) {
            (Level::Inner, _) => self.inner_outside,
            (Level::Article, Reading::Broad) => self.broad_outside,
            (Level::Article, Reading::Strict) => self.outside,
        }
    }

    /// The thresholds of rows of this reading, in an article or in an inner text.
    pub(crate) fn thresholds(&self, reading: Reading, level: Level) -> Thresholds {
        let own = match (level, reading) {
            (Level::Inner, _) => self.inner_thresholds,
            (Level::Article, Reading::Broad) => self.broad_thresholds,
            (Level::Article, Reading::Strict) => Some(self.thresholds),
        };
        own.unwrap_or_default()
    }
}

/// What is read: an article, or the contents of its statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Level {
    /// An article as it was written.
    #[default]
    Article,
    /// The contents of what was found, each a text of its own.
    Inner,
}

/// The part of the configuration that a file may lack.
#[derive(Deserialize)]
struct Optional {
    #[serde(default)]
    readings: Vec<Reading>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(flatten)]
    calibrations: Calibrations,
}

impl Config {
    pub(crate) fn read(architecture: Architecture, json: &str) -> Result<Self, Error> {
        let wrong = |error| Error::new(ErrorKind::Config(error));
        let sizes: Sizes = serde_json::from_str(json).map_err(wrong)?;
        let network = match architecture {
            Architecture::Encoder => {
                NetworkSizes::Encoder(serde_json::from_str(json).map_err(wrong)?)
            }
            Architecture::Recurrent => {
                NetworkSizes::Recurrent(serde_json::from_str(json).map_err(wrong)?)
            }
        };
        let Optional { readings, types, calibrations } =
            serde_json::from_str(json).map_err(wrong)?;
        if !types.is_empty() {
            check_list("types", &types, &TYPES)?;
        }
        let has_types = !types.is_empty();
        let config = Self { sizes, network, readings, has_types, calibrations };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Error> {
        let sizes = &self.sizes;
        check_list("tags", &sizes.tags, &TAGS)?;
        check_list("entity_tags", &sizes.entity_tags, &ENTITY_TAGS)?;
        check_width("hidden", sizes.hidden)?;
        check_width("link", sizes.link)?;
        check_range("window", sizes.window, (3..=4096).contains(&sizes.window), "3 to 4096")?;
        check_range("letter_cases", sizes.letter_cases, sizes.letter_cases == 5, "5")?;
        let enough = (SPECIAL.len()..1 << 24).contains(&sizes.pieces);
        check_range("pieces", sizes.pieces, enough, "4 to 2^24")?;
        match &self.network {
            NetworkSizes::Encoder(encoder) => encoder.check(sizes.hidden),
            NetworkSizes::Recurrent(recurrent) => recurrent.check(),
        }
    }
}

impl EncoderSizes {
    fn check(self, hidden: usize) -> Result<(), Error> {
        check_width("feed_forward", self.feed_forward)?;
        check_range("layers", self.layers, self.layers <= 1000, "at most 1000")?;
        check_heads("heads", self.heads, hidden)
    }
}

impl RecurrentSizes {
    fn check(&self) -> Result<(), Error> {
        check_width("embedding", self.embedding)?;
        check_width("recurrent", self.recurrent)?;
        check_width("attention", self.attention)?;
        check_range("blocks", self.blocks.len(), self.blocks.len() <= 1000, "at most 1000")?;
        let odd = self.kernel % 2 == 1 && self.kernel <= 31;
        check_range("kernel", self.kernel, odd, "an odd number up to 31")?;
        check_heads("attention_heads", self.attention_heads, self.attention)
    }
}

fn check_range(
    key: &'static str,
    found: usize,
    good: bool,
    expected: &'static str,
) -> Result<(), Error> {
    if good { Ok(()) } else { Err(Error::new(ErrorKind::Size { key, found, expected })) }
}

/// Rows are read in chunks of 16, attention heads are panels; sums of 2^13 products fit 32 bits.
fn check_width(key: &'static str, found: usize) -> Result<(), Error> {
    const _: () = assert!(PANEL.is_multiple_of(LANES), "a width of whole panels is whole chunks");
    let good = found > 0 && found.is_multiple_of(PANEL) && found <= 1 << 13;
    check_range(key, found, good, "a multiple of 32 up to 8192")
}

fn check_heads(key: &'static str, heads: usize, width: usize) -> Result<(), Error> {
    check_range(key, heads, heads * PANEL == width, "as many as give heads of width 32")
}

fn check_list(key: &'static str, found: &[String], expected: &[&str]) -> Result<(), Error> {
    if found == expected {
        return Ok(());
    }
    let (found, expected) = (Some(found.join(" ")), expected.join(" "));
    Err(Error::new(ErrorKind::Metadata { key, found, expected }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(change: impl FnOnce(&mut serde_json::Value)) -> Result<Config, Error> {
        let mut config = serde_json::json!({
            "layers": 1, "hidden": 32, "heads": 1, "feed_forward": 64, "window": 256, "pieces": 9,
            "letter_cases": 5, "link": 32, "tags": TAGS, "entity_tags": ENTITY_TAGS,
        });
        change(&mut config);
        Config::read(Architecture::Encoder, &config.to_string())
    }

    #[test]
    fn sizes_that_cannot_be_computed_are_refused() {
        assert!(config(|_| {}).is_ok());
        let error = config(|config| config["heads"] = 2.into()).unwrap_err();
        assert!(error.to_string().starts_with("config: heads is 2"), "{error}");
        let error = config(|config| config["hidden"] = 40.into()).unwrap_err();
        assert_eq!(error.to_string(), "config: hidden is 40, expected a multiple of 32 up to 8192");
        assert!(matches!(
            config(|config| config["layers"] = "six".into()).unwrap_err().kind(),
            ErrorKind::Config(_)
        ));
    }

    #[test]
    fn second_version_names_readings_types_and_calibrations() {
        let first = config(|_| {}).expect("the first version");
        assert_eq!((first.readings.len(), first.has_types), (0, false));
        let second = config(|config| {
            config["readings"] = serde_json::json!(["strict", "broad"]);
            config["types"] = serde_json::json!(TYPES);
            config["calibration"] = serde_json::json!({"slope": 0.5, "offset": 0.1});
            config["inner_calibration"] =
                serde_json::json!({"slope": 0.4, "offset": 0.0, "sourceless": -1.0});
            config["thresholds"] = serde_json::json!({"sourceless": 0.6});
            config["inner_outside"] = (-0.5).into();
            config["inner_thresholds"] = serde_json::json!({"sourced": 0.3, "unsaid": 0.5});
        });
        let second = second.expect("the second version");
        assert_eq!(second.readings, [Reading::Strict, Reading::Broad]);
        let of = |reading, level| second.calibrations.of(reading, level);
        assert_eq!(of(Reading::Broad, Level::Article).slope, 0.5);
        assert_eq!(of(Reading::Strict, Level::Inner).sourceless, -1.0);
        assert!(second.has_types);
        let least = |reading, level| second.calibrations.thresholds(reading, level);
        assert!(least(Reading::Strict, Level::Article).of(false) > 0.5);
        assert_eq!(least(Reading::Strict, Level::Article).of(true), 0.0);
        assert_eq!(least(Reading::Broad, Level::Article), Thresholds::default());
        assert!(least(Reading::Strict, Level::Inner).unsaid > 0.4);
        assert!(least(Reading::Strict, Level::Inner).of(true) > 0.2);
        let outside = |level| second.calibrations.outside(Reading::Strict, level);
        assert_eq!([outside(Level::Article), outside(Level::Inner)], [0.0, -0.5]);
        assert!(config(|config| config["types"] = serde_json::json!(["speech"])).is_err());
    }

    #[test]
    fn tags_must_stand_in_order() {
        let error = config(|config| config["tags"][0] = "X".into()).unwrap_err();
        assert!(error.to_string().contains("expected O B-SOURCE"), "{error}");
    }
}
