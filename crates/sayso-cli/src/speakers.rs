//! `sayso speakers`: who speaks in each article, how often, and by which names.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sayso::PipelineWorker;
use sayso::export::{Cell, Error, Format, Heading, Listing};
use sayso::resolve::Profile;
use sayso::text::{Date, Document, Kind};
use sayso_register::{Person, Registrar, Role, Sighting};

use crate::corpus_args::CorpusArgs;
use crate::exit;
use crate::output::Output;
use crate::output_args::{check_ending_of, register};
use crate::pipeline_args::{DriverArgs, PipelineArgs};
use crate::progress::Progress;
use crate::replacing;
use crate::why;

/// Lists the speakers of each article with their names, roles and number of statements
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso speakers articles/ -o speakers.csv
  sayso speakers articles/ -o speakers.xlsx            a workbook of Excel
  sayso speakers articles/ --merge -o register.csv     who is who over all articles: names, roles, days
  sayso speakers articles/ --merge --register mine.csv -o register.csv
                                                       what mine.csv says of names comes first
  sayso speakers article.txt --why                     which rule named the speaker of each row

Counted is who speaks in the article itself, whatever --voices says; voices within what another says
are rows of --why alone.")]
pub(crate) struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,

    /// Where to write: .csv, .tsv, .jsonl, .parquet or .xlsx; the file appears when it is whole
    /// [default: CSV on standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Count each speaker once over all articles: names that can only be of one are joined (Pete Lind,
    /// Peter V. Lind), a surname alone never is; who has no name is left out
    #[arg(long)]
    merge: bool,

    /// Your own register, which wins: CSV with the columns name, alias (several with "; ") and an id, or
    /// one that --merge wrote
    #[arg(long, value_name = "FILE", requires = "merge")]
    register: Option<PathBuf>,

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
    Heading::text("doc_id", 22.0),
    Heading::text("speaker", 36.0),
    Heading::text("speaker_kind", 13.0),
    Heading::text("speaker_role", 24.0),
    Heading::number("statements", 13.0),
    Heading::number("direct", 9.0),
    Heading::number("indirect", 9.0),
    Heading::number("mixed", 9.0),
    Heading::number("articles", 9.0),
    Heading::text("names", 36.0),
    Heading::text("roles", 36.0),
];

/// The columns of a register behind them.
const REGISTER_COLUMNS: [Heading; 4] = [
    Heading::date("first_date"),
    Heading::date("last_date"),
    Heading::text("id", 13.0),
    Heading::text("alias", 24.0),
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
    let files: Vec<&Path> = args.register.as_deref().into_iter().chain(path.as_deref()).collect();
    replacing::check_distinct(&files)?;
    replacing::check(&args.pipeline.sources(), path.as_deref())?;
    let given = args.register.as_deref().map(register).transpose()?;
    let mut registrar = Registrar::new(given.unwrap_or_default());
    let pipeline = args.pipeline.pipeline()?;
    let corpus = args.corpus.corpus(path.as_deref())?;
    let mut progress = Progress::new(&corpus, args.driver.quiet);
    let place = path.clone().unwrap_or_else(|| "standard output".into());
    let in_file = |error: Error| error.in_file(&place);
    let mut file = Output::open(path.as_deref())?;
    let columns = match (args.why, args.merge) {
        (true, _) => why::COLUMNS.to_vec(),
        (_, true) => [&COLUMNS[..], &REGISTER_COLUMNS].concat(),
        _ => COLUMNS.to_vec(),
    };
    let mut out = Listing::new(&mut file, format, ("speakers", &columns)).map_err(in_file)?;
    let mut failed = 0;
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
                Ok(Found::Profiles { id, date, profiles }) => {
                    progress.count(profiles.iter().map(Profile::total).sum());
                    if args.merge {
                        profiles
                            .iter()
                            .for_each(|profile| registrar.add(&sighting(&id, profile, date)));
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
    write_register(&mut out, &registrar.finish()).map_err(in_file)?;
    let cut_cells = out.finish().map_err(in_file)?;
    file.finish()?;
    progress.clear();
    exit::tell_cut(cut_cells);
    Ok(args.driver.exit(failed, progress.has_warnings()))
}

/// What is written of a document.
enum Found {
    /// Its speakers.
    Profiles { id: String, date: Option<Date>, profiles: Vec<Profile> },
    /// Why each speaker is who is named.
    Whys(Vec<why::Row>),
}

impl Found {
    fn of(worker: &mut PipelineWorker<'_>, document: &Document, why: bool) -> Self {
        if why {
            return Self::Whys(why::rows(document, &worker.explain_speakers(document)));
        }
        let profiles = worker.profiles(document);
        Self::Profiles { id: document.id.clone(), date: document.date, profiles }
    }
}

fn sighting(doc_id: &str, profile: &Profile, date: Option<Date>) -> Sighting {
    let mut sighting = Sighting::default();
    sighting.doc_id = doc_id.to_owned();
    sighting.name = profile.speaker.name.to_string();
    sighting.kind = profile.speaker.kind;
    sighting.names.clone_from(&profile.names);
    sighting.roles.clone_from(&profile.roles);
    sighting.date = date;
    sighting.statements = profile.statements;
    sighting
}

fn write_register(out: &mut Listing<impl Write + Send>, persons: &[Person]) -> Result<(), Error> {
    let text = |text: &str| Cell::Text(text.to_owned().into());
    persons.iter().try_for_each(|person| {
        let of_kind = |kind: Kind| Cell::Number(person.statements[kind as usize]);
        let day = |day: Option<Date>| day.map_or(Cell::Absent, Cell::Date);
        let roles: Vec<String> = person.roles.iter().map(role).collect();
        out.write([
            text(person.doc_id.as_deref().unwrap_or_default()),
            text(&person.identity.name),
            text(person.kind.name()),
            text(person.roles.first().map_or("", |role| &role.name)),
            Cell::Number(person.statements.iter().sum()),
            of_kind(Kind::Direct),
            of_kind(Kind::Indirect),
            of_kind(Kind::Mixed),
            Cell::Number(person.articles),
            text(&person.names.join("; ")),
            text(&roles.join("; ")),
            day(person.days.map(|days| days.0)),
            day(person.days.map(|days| days.1)),
            text(&person.identity.id),
            text(&person.aliases.join("; ")),
        ])
    })
}

/// A role with the days of the first and the last article with it.
fn role(role: &Role) -> String {
    match role.days {
        Some((first, last)) if first == last => format!("{} ({first})", role.name),
        Some((first, last)) => format!("{} ({first} to {last})", role.name),
        None => role.name.clone(),
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
