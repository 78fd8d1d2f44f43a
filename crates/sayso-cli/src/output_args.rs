//! The arguments that say where and how rows are written.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Error, anyhow};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::attribute::Complementizer;
use sayso::export::{Cells, Format, Offsets, Options};
use sayso_register::Register;

use crate::exit::wrong_usage;
use crate::settings::Settings;

/// Where and how rows are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Where to write; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How to write [default: by the ending of --output; csv where it has none]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<OutputFormat>,

    /// What offsets count: code points, bytes of UTF-8, or units of UTF-16
    #[arg(long, value_name = "UNIT", value_parser = units(), default_value = "chars")]
    offsets: Offsets,

    /// Make CSV and TSV safe to open in a spreadsheet program: no cell is taken for a formula, the
    /// encoding is recognised, and cells are cut at 32,767 characters
    #[arg(long)]
    excel: bool,

    /// Register of names: adds the columns speaker_entry and speaker_id, under which name and id it has
    /// the speaker. One that sayso speakers --merge wrote, or a table of CSV with the columns name, alias
    /// and an id
    #[arg(long, value_name = "FILE")]
    register: Option<PathBuf>,
}

/// A format of one file, or a folder of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputFormat {
    File(Format),
    /// brat standoff: a text and an annotation file for each article.
    Brat,
    /// INCEpTION's import: a file for each article, and the layers.
    Inception,
}

impl OutputFormat {
    /// The names of all formats.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        Format::ALL.iter().map(|format| format.name()).chain([BRAT, INCEPTION])
    }

    /// The name, as on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File(format) => format.name(),
            Self::Brat => BRAT,
            Self::Inception => INCEPTION,
        }
    }

    /// The endings of the files that are written, where it is a folder of them.
    pub(crate) fn endings_in_folder(self) -> Option<&'static [&'static str]> {
        match self {
            Self::File(_) => None,
            Self::Brat => Some(&["ann", "txt"]),
            Self::Inception => Some(&["json"]),
        }
    }

    /// Whether it is a folder with a file for each article.
    pub(crate) fn is_folder(self) -> bool {
        matches!(self, Self::Brat | Self::Inception)
    }

    /// What becomes of "that" where the user does not say: rows read better without it, and the
    /// forms that are compared with annotated corpora have it as those do.
    pub(crate) fn complementizer(self) -> Complementizer {
        match self {
            Self::Brat
            | Self::Inception
            | Self::File(Format::DocJsonl | Format::WebAnnotation | Format::LabelStudio) => {
                Complementizer::Keep
            }
            Self::File(_) => Complementizer::Drop,
        }
    }
}

const BRAT: &str = "brat";
const INCEPTION: &str = "inception";

fn formats() -> impl TypedValueParser<Value = OutputFormat> {
    PossibleValuesParser::new(OutputFormat::names()).try_map(|name| match name.as_str() {
        BRAT => Ok(OutputFormat::Brat),
        INCEPTION => Ok(OutputFormat::Inception),
        name => name.parse().map(OutputFormat::File),
    })
}

/// The units that offsets may count.
pub(crate) fn units() -> impl TypedValueParser<Value = Offsets> {
    let names = Offsets::ALL.iter().map(|unit| unit.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Offsets>())
}

/// Refuses a name whose ending promises another file than will be written: a compressed one, or one
/// of a format that there is not.
pub(crate) fn check_ending(path: &Path, is_format_named: bool) -> anyhow::Result<()> {
    let formats = if is_format_named { None } else { Some(Format::ALL) };
    check_ending_of(path, formats, "; name one with --format")
}

/// The same where files of these formats can be written, or any where none are given.
pub(crate) fn check_ending_of(
    path: &Path,
    formats: Option<&[Format]>,
    remedy: &str,
) -> anyhow::Result<()> {
    let Some(ending) = path.extension().and_then(OsStr::to_str) else { return Ok(()) };
    let name = path.display();
    if COMPRESSED.contains(&&*ending.to_ascii_lowercase()) {
        return Err(wrong_usage(anyhow!(
            "{name}: compressed files are not written; write {} and compress it{}",
            path.with_extension("").display(),
            if formats.is_none_or(|formats| formats.contains(&Format::Parquet)) {
                ", or write Parquet, which is compressed"
            } else {
                ""
            }
        )));
    }
    let Some(formats) = formats else { return Ok(()) };
    let is_device = fs::metadata(path).is_ok_and(|found| !found.is_file());
    // Of a format that this build lacks, its writer says what is missing.
    let is_written = |format| formats.contains(&format) || !Format::ALL.contains(&format);
    if is_device || Format::from_path(path).is_some_and(is_written) {
        return Ok(());
    }
    let endings: Vec<&str> =
        formats.iter().flat_map(|format| format.extensions()).copied().collect();
    Err(wrong_usage(anyhow!(
        "{name}: no format has the ending \"{ending}\" (have: {}){remedy}",
        endings.join(", ")
    )))
}

/// Endings that mean a compressed file.
const COMPRESSED: [&str; 7] = ["gz", "zst", "bz2", "xz", "zip", "bgz", "lz4"];

impl OutputArgs {
    /// What was asked for; the output itself has the journal beside it.
    pub(crate) fn settings(&self) -> Settings {
        let Self { output: _, format: _, offsets, excel, register } = self;
        Settings::default()
            .with("--format", self.format().name())
            .with("--offsets", offsets)
            .with("--excel", excel)
            .with_optional("--register", register.as_ref().map(|path| path.display()))
    }

    /// The register that is read.
    pub(crate) fn register(&self) -> Option<&Path> {
        self.register.as_deref()
    }

    /// Refuses a file whose name promises something else than will be in it.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        self.path().map_or(Ok(()), |path| check_ending(path, self.format.is_some()))
    }

    /// The file, where one is named.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// The format that was asked for, or else that the name of the file means.
    pub(crate) fn format(&self) -> OutputFormat {
        let by_ending = || Format::from_path(self.path()?).map(OutputFormat::File);
        self.format.or_else(by_ending).unwrap_or(OutputFormat::File(Format::Csv))
    }

    /// The file, where its rows can be cut off and gone on with.
    pub(crate) fn resumable(&self) -> Option<&Path> {
        let OutputFormat::File(Format::Csv | Format::Tsv | Format::Jsonl | Format::DocJsonl) =
            self.format()
        else {
            return None;
        };
        self.path().filter(|path| path.is_file() || !path.exists())
    }

    /// How the writer is to write.
    pub(crate) fn options(&self, columns: &[String]) -> anyhow::Result<Options> {
        let mut options = Options::default();
        options.columns = columns.to_vec();
        options.offsets = self.offsets;
        options.cells = if self.excel { Cells::Spreadsheet } else { Cells::Exact };
        options.width = screen_width();
        options.register = self.register.as_deref().map(register).transpose()?.map(Arc::new);
        Ok(options)
    }
}

/// The register of a file.
pub(crate) fn register(path: &Path) -> anyhow::Result<Register> {
    let file = File::open(path).map_err(Error::from);
    let read = file.and_then(|file| Ok(Register::from_csv(BufReader::new(file))?));
    read.with_context(|| path.display().to_string()).map_err(wrong_usage)
}

/// The width of the terminal that standard output is, or the width that suits a file.
fn screen_width() -> usize {
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    width.filter(|_| io::stdout().is_terminal()).unwrap_or(Options::default().width)
}
