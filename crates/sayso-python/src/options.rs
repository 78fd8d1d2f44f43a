//! The arguments of a new pipeline.

use std::fs;
use std::path::PathBuf;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use sayso::attribute::Lexicon;
use sayso::tag::Reading;
use sayso::text::AttributionType;
use sayso::{ModelChoice, PipelineOptions};

use crate::error::{Error, message, unknown};

/// One or several.
#[derive(Clone, Debug, FromPyObject)]
pub(crate) enum Several<T> {
    /// One alone.
    One(T),
    /// A sequence of them.
    Many(Vec<T>),
}

impl<T: Clone> Several<T> {
    pub(crate) fn list(&self) -> Vec<T> {
        match self {
            Self::One(one) => vec![one.clone()],
            Self::Many(many) => many.clone(),
        }
    }
}

/// What a pipeline was asked to be made of, as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) model: PathBuf,
    pub(crate) lexicon: Vec<PathBuf>,
    pub(crate) min_confidence: f32,
    pub(crate) types: Option<Vec<String>>,
    pub(crate) min_speaker_confidence: f32,
    pub(crate) voices: String,
    pub(crate) reading: String,
}

impl Settings {
    /// The options of the Rust pipeline, with the lexicons read.
    pub(crate) fn options(&self) -> PyResult<PipelineOptions> {
        let mut options = PipelineOptions::default();
        options.model = self.model_choice();
        options.min_confidence = self.min_confidence;
        options.min_speaker_confidence = self.min_speaker_confidence;
        options.voices = self.voices.parse().map_err(PyValueError::new_err)?;
        options.reading = self.reading()?;
        if let Some(types) = &self.types {
            let types = types.iter().map(|name| name.parse::<AttributionType>());
            options.types = types.collect::<Result<_, _>>().map_err(unknown)?;
        }
        for path in &self.lexicon {
            add(&mut options.lexicon, path)?;
        }
        Ok(options)
    }

    fn reading(&self) -> PyResult<Reading> {
        match self.reading.as_str() {
            "strict" => Ok(Reading::Strict),
            "broad" => Ok(Reading::Broad),
            other => {
                let message = format!("no reading \"{other}\" (known: strict broad)");
                Err(PyValueError::new_err(message))
            }
        }
    }

    fn model_choice(&self) -> ModelChoice {
        match self.model.to_str().map(str::parse) {
            Some(Ok(choice)) => choice,
            None => ModelChoice::File(self.model.clone()),
        }
    }
}

fn add(lexicon: &mut Lexicon, path: &PathBuf) -> PyResult<()> {
    let place = path.display();
    let table = fs::read_to_string(path)
        .map_err(|error| Error::new_err(format!("{place}: {}", message(&error))))?;
    lexicon.add(&table).map_err(|error| Error::new_err(format!("{place}: {}", message(&error))))
}
