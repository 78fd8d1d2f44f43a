//! `sayso convert`: what other tools have marked to sayso's forms, and back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Error, anyhow};
use clap::builder::{PossibleValuesParser, TypedValueParser};
#[cfg(feature = "xlsx")]
use sayso::export::RowWorkbook;
use sayso::export::{Format, Offsets, Options, Writer, Written};
use sayso::read::{self, Corpus, Input};
#[cfg(feature = "xlsx")]
use sayso_convert::RowCopy;
use sayso_convert::{Conversion, Event, Form, Target, read, writer};

use crate::exit::{self, tell, wrong_usage};
use crate::output::Output;
use crate::output_args::{check_ending, units};
use crate::replacing::{self, Source};

/// Converts statements between sayso's forms and those of other tools
#[derive(Debug, clap::Args)]
#[command(after_help = "\
ggt and citron have a file for each article, named for it: INPUT and OUT are a file, or a folder of
them. brat has a folder. textacy is the triples of direct_quotations, one a line in JSON. What each
form holds, and what is lost, is in docs/formats.md.

What stands in no text is named and left out. Exit status: 0 all converted, 1 some not, 2 wrong usage.

Examples:
  sayso convert quotes/ --from ggt --texts articles/ -o statements.csv
  sayso convert quotes.csv --from atap --texts articles/ --to brat -o corrected/
  sayso convert annotated/ --from citron --to doc-jsonl -o gold.doc.jsonl
  sayso convert corrected/ --from brat -o statements.csv
  sayso convert statements.csv --texts articles/ --to ggt -o quotes/
  sayso convert statements.csv -o statements.xlsx        rows as they stand; no texts are needed")]
pub(crate) struct Args {
    /// File or folder of the form
    #[arg(value_name = "INPUT")]
    input: PathBuf,

    /// Where to write: a file, or a folder where the form has a file for each article [default:
    /// standard output]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Form of INPUT [default: sayso's own by its ending]
    #[arg(long, value_name = "FORM", value_parser = forms(Form::read()))]
    from: Option<Form>,

    /// Form to write [default: sayso's own by the ending of OUT, else csv]
    #[arg(long, value_name = "FORM", value_parser = forms(Form::written()))]
    to: Option<Form>,

    /// Articles that the statements come from, named as for extract; needed where the form does not
    /// hold them. Repeat it for several
    #[arg(long, value_name = "TEXTS", help_heading = "Texts")]
    texts: Vec<String>,

    /// Column of TEXTS that holds the text [default: guessed]
    #[arg(long, value_name = "NAME", help_heading = "Texts")]
    text_column: Option<String>,

    /// Column of TEXTS that names the article [default: guessed, else file and record]
    #[arg(long, value_name = "NAME", help_heading = "Texts")]
    id_column: Option<String>,

    /// What offsets of INPUT count
    #[arg(long, value_name = "UNIT", value_parser = units(), default_value = "chars", help_heading = "Offsets")]
    input_offsets: Offsets,

    /// What offsets of OUT count
    #[arg(long, value_name = "UNIT", value_parser = units(), default_value = "chars", help_heading = "Offsets")]
    offsets: Offsets,
}

fn forms(forms: impl Iterator<Item = Form>) -> impl TypedValueParser<Value = Form> {
    let names: Vec<&'static str> = forms.map(Form::name).collect();
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Form>())
}

impl Args {
    fn from(&self) -> anyhow::Result<Form> {
        let form = self.from.or_else(|| Form::from_path(&self.input));
        form.ok_or_else(|| {
            wrong_usage(anyhow!("what form is {}? Name it with --from", self.input.display()))
        })
    }

    fn out(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    fn to(&self) -> anyhow::Result<Form> {
        if let Some(path) = self.out() {
            check_ending(path, self.to.is_some())?;
        }
        let by_ending = || Form::from_path(self.out()?);
        Ok(self.to.or_else(by_ending).unwrap_or(Form::Own(Format::Csv)))
    }

    fn text_inputs(&self) -> Vec<Input> {
        self.texts.iter().map(Input::from).collect()
    }

    fn texts(&self) -> Option<Corpus> {
        if self.texts.is_empty() {
            return None;
        }
        let mut options = read::Options::default();
        options.text_column = self.text_column.clone();
        options.id_column = self.id_column.clone();
        Some(Corpus::new(&self.text_inputs(), &options))
    }

    /// How rows with these columns of their own are written.
    fn options(&self, columns: Vec<String>) -> Options {
        let mut options = Options::default();
        options.columns = columns;
        options.offsets = self.offsets;
        options
    }

    /// The folder to write to, where the form has a file for each article.
    fn folder(&self, form: Form) -> anyhow::Result<Option<&Path>> {
        let is_file = |path: &&Path| path.extension().is_some_and(|ending| ending == "json");
        match (form, self.out()) {
            (Form::Brat | Form::Inception, None) => {
                Err(wrong_usage(anyhow!("{form} needs a folder to write to; name it with -o")))
            }
            (Form::Brat | Form::Inception, folder) => Ok(folder),
            (form, out) if form.is_file_of_one() => Ok(out.filter(|path| !is_file(path))),
            _ => Ok(None),
        }
    }

    /// Refuses an output that would replace INPUT or TEXTS.
    fn check_output(&self, from: Form, to: Form, folder: Option<&Path>) -> anyhow::Result<()> {
        let mut sources: Vec<Source> =
            self.text_inputs().iter().map(|input| Source::of_articles(input, None)).collect();
        sources.push(Source::new(&self.input, from.endings()));
        match folder {
            Some(folder) => {
                replacing::check_folder(&sources, folder, to.endings())?;
                replacing::check_new(folder, to.endings())
            }
            None => replacing::check(&sources, self.out()),
        }
    }

    /// The format of INPUT where its rows become a workbook as they stand: it holds all that they
    /// hold, and there are no texts to find them in.
    fn copied(&self, from: Form, to: Form) -> anyhow::Result<Option<Format>> {
        let (Form::Own(format), Form::Own(Format::Xlsx)) = (from, to) else { return Ok(None) };
        // The document form has no words, so it needs texts, and may hold them itself.
        if format == Format::DocJsonl || !self.texts.is_empty() {
            return Ok(None);
        }
        if self.input_offsets != self.offsets {
            return Err(wrong_usage(anyhow!(
                "offsets of another unit are counted in the texts; name them with --texts"
            )));
        }
        Ok(Some(format))
    }
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (from, to) = (args.from()?, args.to()?);
    let folder = args.folder(to)?;
    args.check_output(from, to, folder)?;
    match args.copied(from, to)? {
        #[cfg(feature = "xlsx")]
        Some(format) => return copy(&args, format),
        _ => {}
    }
    let drafts = read(&args.input, from).map_err(|error| wrong_usage(Error::new(error)))?;
    let texts = args.texts();
    let mut columns = drafts.columns().to_vec();
    if columns.is_empty() {
        columns = texts.as_ref().map_or_else(Vec::new, |texts| texts.columns().to_vec());
    }
    let options = args.options(columns);
    let mut file = Output::open(folder.map_or_else(|| args.out(), |_| None))?;
    let mut listener = Listener::new(match folder {
        Some(folder) => writer(to, Target::Folder(folder), &options)?,
        None => writer(to, Target::Stream(Box::new(&mut file)), &options)?,
    });
    let conversion = Conversion::new(args.input_offsets);
    match texts {
        None => conversion.run(drafts, |event| listener.hear(event))?,
        Some(texts) => conversion.run_with_texts(drafts, texts, |event| listener.hear(event))?,
    }
    let failed = listener.finish()?;
    file.finish()?;
    Ok(exit::with_failures(failed))
}

/// Writes the rows of a table as a workbook, without their texts.
#[cfg(feature = "xlsx")]
fn copy(args: &Args, format: Format) -> anyhow::Result<ExitCode> {
    let rows = RowCopy::open(&args.input, format);
    let rows = rows.map_err(|error| wrong_usage(Error::new(error)))?;
    let options = args.options(rows.columns());
    let mut file = Output::open(args.out())?;
    let mut workbook = RowWorkbook::new(&mut file, &options)?;
    let mut failed = 0;
    for row in rows {
        match row {
            Ok(cells) => workbook.write(&cells)?,
            Err(error) => {
                failed += 1;
                tell(format_args!("failed: {:#}", Error::new(error)));
            }
        }
    }
    tell_written(&workbook.finish()?);
    file.finish()?;
    Ok(exit::with_failures(failed))
}

fn tell_written(written: &Written) {
    exit::tell_cut(written.cut_cells);
    tell(format_args!("{} statements of {} articles", written.statements, written.documents));
}

/// Writes what is converted and names what is not.
struct Listener<'w> {
    writer: Box<dyn Writer + 'w>,
    failed: usize,
}

impl<'w> Listener<'w> {
    fn new(writer: Box<dyn Writer + 'w>) -> Self {
        Self { writer, failed: 0 }
    }

    fn hear(&mut self, event: Event<'_>) -> anyhow::Result<()> {
        match event {
            Event::Document(document, statements) => self.writer.write(document, statements)?,
            Event::Failed(error) => {
                self.failed += usize::from(!error.is_warning());
                let what = if error.is_warning() { "warning" } else { "failed" };
                tell(format_args!("{what}: {:#}", Error::new(error)));
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<usize> {
        tell_written(&self.writer.finish()?);
        Ok(self.failed)
    }
}
