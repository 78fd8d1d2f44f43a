//! `sayso speakers`: who speaks in each article, how often, and by which names.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sayso::PipelineWorker;
use sayso::export::{Cell, Error, Format, Heading, Listing};
use sayso::resolve::{Profile, merge};
use sayso::text::{Document, Kind};

use crate::corpus_args::CorpusArgs;
use crate::exit;
use crate::output::Output;
use crate::output_args::check_ending_of;
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;
use crate::why;

/// Lists the speakers of each article with their names, roles and number of statements
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso speakers articles/ -o speakers.csv
  sayso speakers articles/ -o speakers.xlsx            a workbook of Excel
  sayso speakers articles/ --merge -o speakers.csv     each full name once, over all articles
  sayso speakers article.txt --why                     which rule named the speaker of each row")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write, as CSV or, where it ends in .xlsx, as a workbook; the file appears when it
    /// is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Count who has the same full name once over all articles, and leave out who has no name
    #[arg(long)]
    merge: bool,

    /// Write for each statement the rule that named its speaker, the mention that a pronoun or a
    /// role noun takes up, who else it could have been and by how much (log-odds) less
    #[arg(long, conflicts_with = "merge")]
    why: bool,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

/// The columns, as wide as those of the workbook of statements.
const COLUMNS: [Heading; 11] = [
    Heading { name: "doc_id", width: 22.0 },
    Heading { name: "speaker", width: 36.0 },
    Heading { name: "speaker_kind", width: 13.0 },
    Heading { name: "speaker_role", width: 24.0 },
    Heading { name: "statements", width: 13.0 },
    Heading { name: "direct", width: 9.0 },
    Heading { name: "indirect", width: 9.0 },
    Heading { name: "mixed", width: 9.0 },
    Heading { name: "articles", width: 9.0 },
    Heading { name: "names", width: 36.0 },
    Heading { name: "roles", width: 36.0 },
];

impl Args {
    fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    /// The format that the ending of the file means.
    fn format(&self) -> anyhow::Result<Format> {
        let Some(path) = self.path() else { return Ok(Format::Csv) };
        check_ending_of(path, Some(Format::OF_LISTINGS), "")?;
        Ok(Format::from_path(path).unwrap_or(Format::Csv))
    }
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (path, format) = (args.path().map(Path::to_owned), args.format()?);
    let pipeline = args.pipeline.pipeline()?;
    let corpus = args.corpus.corpus(path.as_deref())?;
    let mut progress = Progress::new(&corpus, args.driver.quiet);
    let place = path.clone().unwrap_or_else(|| "standard output".into());
    let in_file = |error: Error| error.in_file(&place);
    let mut file = Output::open(path.as_deref())?;
    let columns = if args.why { &why::COLUMNS[..] } else { &COLUMNS };
    let mut out = Listing::new(&mut file, format, ("speakers", columns)).map_err(in_file)?;
    let (mut failed, mut all) = (0, Merged::default());
    args.driver.driver(&pipeline)?.map(
        corpus,
        || pipeline.worker(),
        |worker, document| Found::of(worker, document, args.why),
        |result| -> anyhow::Result<()> {
            match result {
                Ok(Found::Whys(rows)) => {
                    progress.count(rows.len());
                    why::write(&mut out, rows).map_err(in_file)?;
                }
                Ok(Found::Profiles(id, profiles)) => {
                    progress.count(profiles.iter().map(Profile::total).sum());
                    if args.merge {
                        all.add(profiles);
                    } else {
                        write(&mut out, &id, &profiles).map_err(in_file)?;
                    }
                }
                Err(failure) => {
                    progress.tell_failure(&failure);
                    failed += usize::from(!failure.is_warning);
                }
            }
            Ok(())
        },
    )?;
    write(&mut out, "", &merge(all.profiles)).map_err(in_file)?;
    let cut_cells = out.finish().map_err(in_file)?;
    file.finish()?;
    progress.clear();
    exit::tell_cut(cut_cells);
    Ok(args.driver.exit(failed, progress.has_warnings()))
}

/// What is written of a document.
enum Found {
    /// Its speakers, under its id.
    Profiles(String, Vec<Profile>),
    /// Why each speaker is who is named.
    Whys(Vec<why::Row>),
}

impl Found {
    fn of(worker: &mut PipelineWorker<'_>, document: &Document, why: bool) -> Self {
        if why {
            return Self::Whys(why::rows(document, &worker.explain_speakers(document)));
        }
        Self::Profiles(document.id.clone(), worker.profiles(document))
    }
}

/// The profiles of many articles. They are merged whenever there are twice as many as the last time,
/// so that each is looked at a few times, however many articles there are.
#[derive(Debug, Default)]
struct Merged {
    profiles: Vec<Profile>,
    least: usize,
}

impl Merged {
    fn add(&mut self, profiles: Vec<Profile>) {
        self.profiles.extend(profiles);
        if self.profiles.len() > 2 * self.least + 1_000 {
            self.profiles = merge(std::mem::take(&mut self.profiles));
            self.least = self.profiles.len();
        }
    }
}

fn write(
    out: &mut Listing<impl Write + Send>,
    doc_id: &str,
    profiles: &[Profile],
) -> Result<(), Error> {
    profiles.iter().try_for_each(|profile| {
        let text = |text: &str| Cell::Text(text.to_owned().into());
        let of_kind = |kind: Kind| Cell::Number(profile.statements[kind as usize]);
        out.write([
            text(doc_id),
            text(&profile.speaker.name),
            text(profile.speaker.kind.name()),
            text(&profile.speaker.role),
            Cell::Number(profile.total()),
            of_kind(Kind::Direct),
            of_kind(Kind::Indirect),
            of_kind(Kind::Mixed),
            Cell::Number(profile.articles),
            text(&profile.names.join("; ")),
            text(&profile.roles.join("; ")),
        ])
    })
}
