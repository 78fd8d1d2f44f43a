//! The arguments that say what is read.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use anyhow::anyhow;
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use sayso::read::{Corpus, DateFormat, Format, Input, Options};

use crate::exit::wrong_usage;
use crate::replacing::{self, Source};
use crate::settings::Settings;
use crate::size;

/// What is read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct CorpusArgs {
    /// Files, folders (searched for texts, pages of HTML and WARC archives; tables are read where
    /// they, or their format with --input-format, are named), @LIST of files, or - for standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<String>,

    /// Format of the input files [default: by their names and first bytes]
    #[arg(long, value_name = "FORMAT", value_parser = input_formats())]
    input_format: Option<Format>,

    /// Column that holds the text [default: guessed]; fields.bodyText is a member of a nested one
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,

    /// Column that names the article [default: guessed, else file and record]
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,

    /// Column that holds the date [default: guessed]
    #[arg(long, value_name = "NAME")]
    date_column: Option<String>,

    /// How the dates of a table are written: day-first, month-first, or a pattern as %d.%m.%Y
    /// [default: as the column itself tells]
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<DateFormat>,

    /// Refuse articles of more than this, by name: the text of one article is in memory as a whole
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size::bytes)]
    max_doc_bytes: u64,
}

fn input_formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

impl CorpusArgs {
    /// What was asked for.
    pub(crate) fn settings(&self) -> Settings {
        let Self {
            inputs,
            input_format,
            text_column,
            id_column,
            date_column,
            date_format,
            max_doc_bytes,
        } = self;
        Settings::default()
            .with_all("INPUT", inputs)
            .with_optional("--input-format", *input_format)
            .with_optional("--text-column", text_column.as_deref())
            .with_optional("--id-column", id_column.as_deref())
            .with_optional("--date-column", date_column.as_deref())
            .with_optional("--date-format", date_format.as_ref())
            .with("--max-doc-bytes", max_doc_bytes)
    }

    /// The corpus, not yet read, of a run that writes to the outputs.
    ///
    /// # Errors
    /// Where an output is one of the inputs, which it would replace.
    pub(crate) fn corpus<'o>(
        self,
        outputs: impl IntoIterator<Item = &'o Path>,
    ) -> anyhow::Result<Corpus> {
        let (inputs, options) = self.inputs()?;
        let sources: Vec<Source> =
            inputs.iter().map(|input| Source::of_articles(input, options.format)).collect();
        let outputs: Vec<&Path> = outputs.into_iter().collect();
        replacing::check(&sources, outputs.iter().copied())?;
        let corpus = Corpus::new(&inputs, &options);
        replacing::check_files(corpus.paths(), &outputs)?;
        Ok(corpus)
    }

    /// What a corpus is made of, for who reads it more than once.
    pub(crate) fn inputs(self) -> anyhow::Result<(Vec<Input>, Options)> {
        let inputs = match self.inputs.as_slice() {
            [] if io::stdin().is_terminal() => {
                return Err(wrong_usage(anyhow!(
                    "no INPUT; name a file or a folder, or - to type a text"
                )));
            }
            [] => vec![Input::StandardInput],
            names => names.iter().map(Input::from).collect(),
        };
        let mut options = Options::default();
        options.format = self.input_format;
        options.text_column = self.text_column;
        options.id_column = self.id_column;
        options.date_column = self.date_column;
        options.date_format = self.date_format;
        options.max_document_bytes = Some(self.max_doc_bytes);
        Ok((inputs, options))
    }
}
