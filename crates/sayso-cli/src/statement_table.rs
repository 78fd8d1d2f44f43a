//! The statements of a table, in any of the formats that can be read.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use sayso::read::{Corpus, Error, ErrorKind, Format, Input, Options};
use sayso::text::{Date, Document, SpeakerKind};
use sayso_match::Entry;

use crate::exit::wrong_usage;

/// How the columns are called.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct Names {
    /// Column that names the outlet [default: one named outlet, publisher, publication, newspaper,
    /// input_source, source_name or site, if there is one]
    #[arg(long, value_name = "NAME")]
    outlet_column: Option<String>,

    /// Column with what was said [default: content, quote or quotation]
    #[arg(long, value_name = "NAME")]
    quote_column: Option<String>,

    /// Column that names the speaker [default: speaker or name]
    #[arg(long, value_name = "NAME")]
    speaker_column: Option<String>,

    /// Column that names the article [default: doc_id, article_id, id or url]
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,

    /// Column with the date of the article [default: date or published]
    #[arg(long, value_name = "NAME")]
    date_column: Option<String>,
}

/// The columns that a table may have, each with the names by which it is known.
const OUTLET: &[&str] =
    &["outlet", "publisher", "publication", "newspaper", "input_source", "source_name", "site"];
const QUOTE: &[&str] = &["content", "quote", "quotation"];
const SPEAKER: &[&str] = &["speaker", "name"];
const ARTICLE: &[&str] = &["doc_id", "article_id", "id", "url"];
const DATE: &[&str] = &["date", "published"];

/// Where the columns are.
#[derive(Clone, Debug, Default)]
struct Columns {
    article: Option<usize>,
    statement: Option<usize>,
    speaker: Option<usize>,
    speaker_kind: Option<usize>,
    quote: Option<usize>,
    kind: Option<usize>,
    date: Option<usize>,
    outlet: Option<usize>,
}

impl Columns {
    fn new(header: &[String], names: &Names) -> anyhow::Result<Self> {
        // Where a table has columns of sayso's, one of the input's that has the name of ours is "input_…".
        let own = |name: &str| {
            let is_ours = header.iter().any(|found| found == "statement_id");
            let of_input = format!("input_{name}");
            is_ours.then(|| header.iter().position(|found| *found == of_input)).flatten()
        };
        let place = |name: &str| header.iter().position(|found| found.eq_ignore_ascii_case(name));
        let column = |asked: &Option<String>, known: &[&str]| match asked {
            None => Ok(known.iter().find_map(|name| place(name))),
            Some(name) => place(name).map(Some).ok_or_else(|| {
                let have = if header.is_empty() { "none".to_owned() } else { header.join(", ") };
                anyhow!("no column \"{name}\" (have: {have})")
            }),
        };
        let needed = |asked: &Option<String>, known: &[&str], option: &str| {
            let found = column(asked, known)?;
            found.ok_or_else(|| {
                let (known, have) = (known.join(", "), header.join(", "));
                anyhow!("none of the columns {known} (have: {have}); name it with {option}")
            })
        };
        Ok(Self {
            quote: Some(needed(&names.quote_column, QUOTE, "--quote-column")?),
            speaker: Some(needed(&names.speaker_column, SPEAKER, "--speaker-column")?),
            article: Some(needed(&names.id_column, ARTICLE, "--id-column")?),
            date: column(&names.date_column, DATE)?,
            outlet: match names.outlet_column.as_deref().and_then(own) {
                Some(place) => Some(place),
                None => column(&names.outlet_column, OUTLET)?,
            },
            statement: place("statement_id"),
            speaker_kind: place("speaker_kind"),
            kind: place("kind"),
        })
    }

    /// The statement of a row; `date` is its day where the reader knows it.
    fn entry(&self, cells: &mut [String], date: Option<Date>) -> Entry {
        let mut take = |column: Option<usize>| {
            column.and_then(|place| cells.get_mut(place)).map(std::mem::take).unwrap_or_default()
        };
        let speaker = take(self.speaker);
        let kind = take(self.speaker_kind).parse::<SpeakerKind>();
        let own_date = take(self.date);
        Entry {
            doc_id: take(self.article),
            statement_id: take(self.statement),
            speaker_kind: kind.unwrap_or_else(|_| kind_of(&speaker)),
            speaker,
            content: take(self.quote),
            kind: take(self.kind),
            date: date.or_else(|| own_date.parse().ok()),
            outlet: take(self.outlet).trim().to_owned(),
        }
    }
}

/// What a speaker is of whom the table does not say it.
fn kind_of(speaker: &str) -> SpeakerKind {
    match speaker {
        "" => SpeakerKind::None,
        name if name.contains("; ") => SpeakerKind::Group,
        name if name.contains(char::is_uppercase) => SpeakerKind::Person,
        _ => SpeakerKind::Nameless,
    }
}

/// The statements of a table as an iterator; a record that cannot be read is an item of its own.
pub(crate) struct StatementTable(Source);

enum Source {
    Records {
        corpus: Box<Corpus>,
        first: Option<Result<Document, Error>>,
        columns: Columns,
    },
    #[cfg(feature = "xlsx")]
    Workbook {
        sheet: sayso_verify::Sheet,
        columns: Columns,
    },
}

impl StatementTable {
    /// Opens a table.
    pub(crate) fn open(path: &Path, names: &Names) -> anyhow::Result<Self> {
        let opened = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
            Self::workbook(path, names)
        } else {
            Self::records(path, names)
        };
        opened.with_context(|| path.display().to_string()).map_err(wrong_usage)
    }

    #[cfg(feature = "xlsx")]
    fn workbook(path: &Path, names: &Names) -> anyhow::Result<Self> {
        let mut missing = None;
        for sheet in sayso_verify::Workbook::open(path)? {
            let sheet = sheet?;
            match Columns::new(sheet.header(), names) {
                Ok(columns) => return Ok(Self(Source::Workbook { sheet, columns })),
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        Err(missing.unwrap_or_else(|| anyhow!("a workbook without a sheet")))
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(_: &Path, _: &Names) -> anyhow::Result<Self> {
        Err(anyhow!("workbooks need a program built with the feature \"xlsx\""))
    }

    /// The reader is told no more than where the words are: all other columns come as they stand.
    fn records(path: &Path, names: &Names) -> anyhow::Result<Self> {
        let asked = names.quote_column.iter().map(String::as_str);
        let quotes: Vec<&str> =
            if names.quote_column.is_some() { asked.collect() } else { QUOTE.to_vec() };
        let mut failed = None;
        for quote in quotes {
            let mut corpus = corpus(path, quote, names);
            let first = next(&mut corpus);
            match first {
                Some(Err(error)) if error.position().is_none() => failed = failed.or(Some(error)),
                first => {
                    let mut header = corpus.columns().to_vec();
                    header.extend(
                        [quote, names.id_column.as_deref().unwrap_or("doc_id")].map(str::to_owned),
                    );
                    let columns = Columns::new(&header, names)?;
                    return Ok(Self(Source::Records { corpus: Box::new(corpus), first, columns }));
                }
            }
        }
        Err(failed.map_or_else(|| anyhow!("no table"), |error| without_quotes(error, names)))
    }
}

/// What is said of a table in which nothing said is found.
fn without_quotes(error: Error, names: &Names) -> anyhow::Error {
    let ErrorKind::MissingColumn { role: "text", have, .. } = error.kind() else {
        return anyhow::Error::new(error);
    };
    let have = have.join(", ");
    match &names.quote_column {
        Some(name) => anyhow!("no column \"{name}\" (have: {have})"),
        None => anyhow!(
            "none of the columns {} (have: {have}); name it with --quote-column",
            QUOTE.join(", ")
        ),
    }
}

/// The table as a corpus whose texts are what was said, and the first of its items.
fn corpus(path: &Path, quote: &str, names: &Names) -> Corpus {
    let input =
        if path.as_os_str() == "-" { Input::StandardInput } else { Input::Path(path.to_owned()) };
    let mut options = Options::default();
    options.format = format(path);
    options.text_column = Some(quote.to_owned());
    options.id_column.clone_from(&names.id_column);
    options.date_column.clone_from(&names.date_column);
    Corpus::new(&[input], &options)
}

/// CSV, whatever its separator is, where the name does not say something else.
fn format(path: &Path) -> Option<Format> {
    match Format::from_path(path) {
        None | Some(Format::Text | Format::Tsv) => Some(Format::Csv),
        Some(_) => None,
    }
}

fn next(corpus: &mut Corpus) -> Option<Result<Document, Error>> {
    corpus.find(|item| !matches!(item, Err(error) if error.is_warning()))
}

impl Iterator for StatementTable {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Source::Records { corpus, first, columns } => {
                let item = first.take().or_else(|| next(corpus))?;
                Some(item.map(|document| {
                    let mut cells = document.columns;
                    cells.extend([document.text, document.id]);
                    columns.entry(&mut cells, document.date)
                }))
            }
            #[cfg(feature = "xlsx")]
            Source::Workbook { sheet, columns } => {
                let (_, mut cells) = sheet.next()?;
                Some(Ok(columns.entry(&mut cells, None)))
            }
        }
    }
}
