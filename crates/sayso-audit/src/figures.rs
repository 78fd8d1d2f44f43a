//! What was counted, and the forms that it is written in.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use sayso_text::{Kind, SpeakerKind};

use crate::{Count, Error, page, separated};

/// What statements are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dimension {
    /// All of them together.
    All,
    /// The kind of the speaker.
    SpeakerKind,
    /// Where the article appeared.
    Outlet,
    /// The month of the article.
    Month,
    /// The user's labels.
    Label,
    /// The speaker.
    Speaker,
}

impl Dimension {
    /// All dimensions, in the order in which they are written.
    pub const ALL: &[Self] =
        &[Self::All, Self::SpeakerKind, Self::Outlet, Self::Month, Self::Label, Self::Speaker];

    /// The name that stands in every form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::SpeakerKind => "speaker_kind",
            Self::Outlet => "outlet",
            Self::Month => "month",
            Self::Label => "label",
            Self::Speaker => "speaker",
        }
    }
}

/// A group and its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The outlet, the month (`2024-10`), the speaker; `(none)` where there is none.
    pub name: String,
    /// Its figures.
    pub count: Count,
}

impl Row {
    pub(crate) fn new(name: String, count: Count) -> Self {
        Self { name, count }
    }
}

/// The figures of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// The groups of each dimension that was counted.
    pub sections: BTreeMap<Dimension, Vec<Row>>,
    /// The labels, in the order of [`Count::labels`].
    pub labels: Vec<String>,
    /// The articles that were read, with or without statements.
    pub articles: u64,
}

/// How figures are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// One table with a row for each group.
    #[default]
    Csv,
    /// A workbook with a sheet for each dimension, and charts.
    Xlsx,
    /// One page of HTML, which loads nothing.
    Html,
}

impl Form {
    /// The form that the ending of a file means.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

impl Figures {
    /// The groups of a dimension; none where it was not counted.
    #[must_use]
    pub fn section(&self, dimension: Dimension) -> &[Row] {
        self.sections.get(&dimension).map_or(&[], Vec::as_slice)
    }

    /// All statements.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.section(Dimension::All).iter().map(|row| row.count.statements).sum()
    }

    /// The share of all statements that a group has, in percent with one digit; 0 of none.
    #[must_use]
    pub fn share(&self, statements: u64) -> f64 {
        let all = self.statements().max(1);
        (statements as f64 / all as f64 * 1000.0).round() / 10.0
    }

    /// Writes the figures.
    ///
    /// # Errors
    /// If the output cannot be written, or the program was built without workbooks.
    pub fn write(&self, form: Form, output: impl Write + Send) -> Result<(), Error> {
        match form {
            Form::Csv => separated::write(self, output),
            Form::Html => page::write(self, output),
            #[cfg(feature = "xlsx")]
            Form::Xlsx => crate::workbook::write(self, output),
            #[cfg(not(feature = "xlsx"))]
            Form::Xlsx => Err(Error::new(crate::ErrorKind::MissingFeature("xlsx"))),
        }
    }

    /// The names of the figures of a row, in the order of [`numbers`](Self::numbers).
    pub(crate) fn headings(&self) -> Vec<String> {
        let first = ["statements", "share", "articles", "speakers", "words", "words_quoted"];
        let first = first.into_iter().map(str::to_owned);
        let kinds = Kind::ALL.iter().map(|kind| kind.name().to_owned());
        let speaker_kinds = SpeakerKind::ALL.iter().map(|kind| format!("by_{}", kind.name()));
        let labels = self.labels.iter().map(|label| format!("label_{label}"));
        first.chain(kinds).chain(speaker_kinds).chain(labels).collect()
    }

    /// The figures of a row.
    pub(crate) fn numbers(&self, count: &Count) -> Vec<Number> {
        let share = Number::Share(self.share(count.statements));
        let whole = |number: &u64| Number::Whole(*number);
        let rest = [count.articles, count.speakers, count.words, count.words_quoted];
        let groups = count.kinds.iter().chain(&count.speaker_kinds).chain(&count.labels);
        [whole(&count.statements), share]
            .into_iter()
            .chain(rest.iter().map(whole))
            .chain(groups.map(whole))
            .collect()
    }
}

/// A figure of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Whole(u64),
    /// In percent.
    Share(f64),
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Share(share) => write!(f, "{share:.1}"),
        }
    }
}
