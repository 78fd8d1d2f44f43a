//! `sayso speakers`: who speaks in each article, how often, and by which names.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use sayso::resolve::{Profile, merge};
use sayso::text::Kind;

use crate::corpus_args::CorpusArgs;
use crate::exit;
use crate::output::Output;
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;

/// Lists the speakers of each article with their names, roles and number of statements
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso speakers articles/ -o speakers.csv
  sayso speakers articles/ --merge -o speakers.csv     each full name once, over all articles")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write, as CSV [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Count who has the same full name once over all articles, and leave out who has no name
    #[arg(long)]
    merge: bool,

    #[command(flatten)]
    pipeline: PipelineArgs,

    #[command(flatten)]
    driver: DriverArgs,
}

const COLUMNS: [&str; 11] = [
    "doc_id",
    "speaker",
    "speaker_kind",
    "speaker_role",
    "statements",
    "direct",
    "indirect",
    "mixed",
    "articles",
    "names",
    "roles",
];

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let pipeline = args.pipeline.pipeline()?;
    let corpus = args.corpus.corpus(args.output.as_deref())?;
    let mut progress = Progress::new(&corpus, args.driver.quiet);
    let mut out = csv::Writer::from_writer(Output::open(args.output.as_deref())?);
    out.write_record(COLUMNS)?;
    let (mut failed, mut all) = (0, Merged::default());
    args.driver.driver(&pipeline)?.map(
        corpus,
        || pipeline.worker(),
        |worker, document| (document.id.clone(), worker.profiles(document)),
        |result| -> anyhow::Result<()> {
            match result {
                Ok((id, profiles)) => {
                    progress.count(profiles.iter().map(Profile::total).sum());
                    if args.merge {
                        all.add(profiles);
                    } else {
                        write(&mut out, &id, &profiles)?;
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
    write(&mut out, "", &merge(all.profiles))?;
    let output = out.into_inner().map_err(|error| error.into_error())?;
    output.finish()?;
    progress.clear();
    Ok(exit::with_failures(failed))
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
    out: &mut csv::Writer<impl io::Write>,
    doc_id: &str,
    profiles: &[Profile],
) -> csv::Result<()> {
    profiles.iter().try_for_each(|profile| {
        let of_kind = |kind: Kind| profile.statements[kind as usize].to_string();
        out.write_record([
            doc_id,
            &profile.speaker.name,
            profile.speaker.kind.name(),
            &profile.speaker.role,
            &profile.total().to_string(),
            &of_kind(Kind::Direct),
            &of_kind(Kind::Indirect),
            &of_kind(Kind::Mixed),
            &profile.articles.to_string(),
            &profile.names.join("; "),
            &profile.roles.join("; "),
        ])
    })
}
