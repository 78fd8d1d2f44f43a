//! What finds sources, cues and contents: rules, or a network of one of two sizes, or one's own.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sayso_tag::{Model, Reading, Tagger, TaggerOptions};

use crate::{Error, ErrorKind};

/// What finds sources, cues and contents.
///
/// ```
/// use sayso::ModelChoice;
///
/// let Ok(choice) = "rules".parse::<ModelChoice>();
/// assert_eq!(choice, ModelChoice::Rules);
/// let Ok(choice) = "my.safetensors".parse::<ModelChoice>();
/// assert_eq!(choice, ModelChoice::File("my.safetensors".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelChoice {
    /// Lexicons and rules, without a network: the fastest.
    Rules,
    /// The small network that the program carries: for millions of articles.
    Small,
    /// The large network that the program carries: the most right.
    Large,
    /// A network in a file.
    File(PathBuf),
}

impl ModelChoice {
    /// The names that stand for something else than a file.
    pub const NAMES: [&str; 3] = ["large", "small", "rules"];

    /// The network, loaded and compiled for this machine and for what counts as an attribution; none for
    /// the rules.
    ///
    /// # Errors
    /// Where the program does not carry the network, or the file does not hold one.
    pub fn tagger(&self, reading: Reading) -> Result<Option<Tagger>, Error> {
        let model = match self {
            Self::Rules => return Ok(None),
            Self::Small => embedded("small", SMALL)?,
            Self::Large => embedded("large", LARGE)?,
            // A name that is no file is mostly one of the program's own, mistyped.
            Self::File(path) if !path.exists() => {
                return Err(Error::new(ErrorKind::NoModel(path.clone())));
            }
            Self::File(path) => Model::from_path(path)?,
        };
        Ok(Some(Tagger::with_options(&model, TaggerOptions::default().with_reading(reading))?))
    }

    /// The file of the network that the program carries, if it carries this one.
    #[must_use]
    pub const fn embedded(&self) -> Option<&'static [u8]> {
        match self {
            Self::Small => SMALL,
            Self::Large => LARGE,
            Self::Rules | Self::File(_) => None,
        }
    }
}

impl Default for ModelChoice {
    /// The most right of those that the program carries.
    fn default() -> Self {
        match (LARGE, SMALL) {
            (Some(_), _) => Self::Large,
            (None, Some(_)) => Self::Small,
            (None, None) => Self::Rules,
        }
    }
}

fn embedded(name: &'static str, bytes: Option<&'static [u8]>) -> Result<Model, Error> {
    let bytes = bytes.ok_or_else(|| Error::new(ErrorKind::NotEmbedded(name)))?;
    Ok(Model::from_bytes(bytes)?)
}

// Statics and not constants, which the program would carry once for each use.
#[cfg(feature = "large")]
static LARGE: Option<&[u8]> = Some(sayso_model_large::MODEL);
#[cfg(not(feature = "large"))]
static LARGE: Option<&[u8]> = None;

#[cfg(feature = "small")]
static SMALL: Option<&[u8]> = Some(sayso_model_small::MODEL);
#[cfg(not(feature = "small"))]
static SMALL: Option<&[u8]> = None;

impl FromStr for ModelChoice {
    type Err = Infallible;

    /// One of [`ModelChoice::NAMES`], or else the path of a file.
    fn from_str(name: &str) -> Result<Self, Infallible> {
        Ok(match name {
            "rules" => Self::Rules,
            "small" => Self::Small,
            "large" => Self::Large,
            path => Self::File(path.into()),
        })
    }
}

impl fmt::Display for ModelChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules => f.write_str("rules"),
            Self::Small => f.write_str("small"),
            Self::Large => f.write_str("large"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for name in ModelChoice::NAMES {
            let Ok(choice) = name.parse::<ModelChoice>();
            assert_eq!(choice.to_string(), name);
            assert!(!matches!(choice, ModelChoice::File(_)));
        }
    }

    #[test]
    fn default_can_be_loaded() {
        assert!(ModelChoice::default().tagger(Reading::default()).is_ok());
    }

    #[test]
    fn missing_file_is_named() {
        let error = ModelChoice::File("missing.safetensors".into())
            .tagger(Reading::Strict)
            .expect_err("no file");
        assert!(error.to_string().starts_with("missing.safetensors: "), "{error}");
        assert!(error.to_string().contains("large, small, rules"), "{error}");
    }
}
