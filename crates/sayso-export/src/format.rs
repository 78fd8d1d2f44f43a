//! The formats that can be written, chosen by name or by the ending of a file.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::str::FromStr;

use crate::document_lines::DocumentLines;
use crate::json_ld::JsonLd;
use crate::json_list::JsonList;
use crate::label_studio::LabelStudio;
use crate::network::{Gexf, GraphMl, Network};
use crate::report::Report;
use crate::row_lines::RowLines;
use crate::separated::Separated;
use crate::tei::Tei;
use crate::terminal::Terminal;
use crate::web_annotation::WebAnnotation;
use crate::{Error, ErrorKind, Options, RowWriter, Writer};

/// A format of output.
///
/// ```
/// use sayso_export::Format;
///
/// assert_eq!("doc-jsonl".parse::<Format>()?, Format::DocJsonl);
/// assert_eq!(Format::from_path("out/statements.tsv".as_ref()), Some(Format::Tsv));
/// # Ok::<(), sayso_export::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// One row a statement, for spreadsheet programs.
    Csv,
    /// The same with tabs.
    Tsv,
    /// One JSON object a statement.
    Jsonl,
    /// One JSON object a document, with all spans.
    DocJsonl,
    /// A table to look at on the screen.
    Table,
    /// A page to read in a browser: each article with its statements in colours, and the speakers
    /// as a chart. The names of speakers stay in memory.
    Html,
    /// W3C Web Annotation in JSON-LD, for annotation tools.
    WebAnnotation,
    /// A workbook of Excel: the statements, and a second sheet with the speakers. Rows go to
    /// temporary files and the names of speakers stay in memory; written at its end. Needs the
    /// feature `xlsx`.
    Xlsx,
    /// Parquet, for data frames and databases: typed columns, compressed. Holds some 16 MB of rows
    /// in memory. Needs the feature `parquet`.
    Parquet,
    /// Who speaks of whom, as a graph in GraphML. Names and pairs of names stay in memory; written at
    /// its end.
    GraphMl,
    /// The same in GEXF, Gephi's own, with the days of each edge.
    Gexf,
    /// Statements as schema.org's `Quotation`, in JSON-LD.
    JsonLd,
    /// Tasks with predictions for Label Studio.
    LabelStudio,
    /// TEI P5 with what is said marked in the text.
    Tei,
    /// A database of Discourse Network Analyzer 3. Goes to a temporary file and is written at its end;
    /// the names of speakers stay in memory. Needs the feature `dna`.
    Dna,
    /// A REFI-QDA project for NVivo, MAXQDA, ATLAS.ti and QualCoder. All but the texts stays in memory.
    /// Needs the feature `qdpx`.
    Qdpx,
}

impl Format {
    /// All formats that this build of the program writes.
    pub const ALL: &[Self] = &[
        Self::Csv,
        Self::Tsv,
        Self::Jsonl,
        Self::DocJsonl,
        Self::Table,
        Self::Html,
        Self::WebAnnotation,
        #[cfg(feature = "xlsx")]
        Self::Xlsx,
        #[cfg(feature = "parquet")]
        Self::Parquet,
        Self::GraphMl,
        Self::Gexf,
        Self::JsonLd,
        Self::LabelStudio,
        Self::Tei,
        #[cfg(feature = "dna")]
        Self::Dna,
        #[cfg(feature = "qdpx")]
        Self::Qdpx,
    ];

    /// The formats of a [`Listing`](crate::Listing) that this build of the program writes.
    pub const OF_LISTINGS: &[Self] = &[
        Self::Csv,
        Self::Tsv,
        Self::Jsonl,
        #[cfg(feature = "xlsx")]
        Self::Xlsx,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// The formats whose rows can be written without their texts, as far as this build writes them.
    pub const OF_ROWS: &[Self] = &[
        Self::Csv,
        Self::Tsv,
        Self::Jsonl,
        #[cfg(feature = "xlsx")]
        Self::Xlsx,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// The formats that need a feature: their names are known without it too, so that the message
    /// can say what is missing.
    const OPTIONAL: &[Self] = &[Self::Xlsx, Self::Parquet, Self::Dna, Self::Qdpx];

    fn known() -> impl Iterator<Item = Self> {
        Self::ALL.iter().chain(Self::OPTIONAL).copied()
    }

    /// The name, as on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::DocJsonl => "doc-jsonl",
            Self::Table => "table",
            Self::Html => "html",
            Self::WebAnnotation => "web-annotation",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::JsonLd => "jsonld",
            Self::LabelStudio => "label-studio",
            Self::Tei => "tei",
            Self::Dna => "dna",
            Self::Qdpx => "qdpx",
        }
    }

    /// The endings of file names that mean the format, in lower case; a longer ending wins.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv"],
            Self::Tsv => &["tsv", "tab"],
            Self::Jsonl => &["jsonl", "ndjson"],
            Self::DocJsonl => &["doc.jsonl"],
            Self::Table => &["txt"],
            Self::Html => &["html", "htm"],
            Self::WebAnnotation => &["jsonld"],
            Self::Xlsx => &["xlsx"],
            Self::Parquet => &["parquet", "pq"],
            Self::GraphMl => &["graphml"],
            Self::Gexf => &["gexf"],
            // ".jsonld" alone is Web Annotation's.
            Self::JsonLd => &["quotations.jsonld"],
            Self::LabelStudio => &["tasks.json"],
            Self::Tei => &["tei", "tei.xml"],
            Self::Dna => &["dna"],
            Self::Qdpx => &["qdpx"],
        }
    }

    /// The format that the ending of the name means, if any.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let ends =
            |extension: &&str| name.strip_suffix(extension).is_some_and(|stem| stem.ends_with('.'));
        let longest = |format: &Self| {
            format.extensions().iter().filter(|extension| ends(extension)).map(|e| e.len()).max()
        };
        Self::known().filter(|format| longest(format).is_some()).max_by_key(longest)
    }

    /// The writer of the format to the output.
    ///
    /// # Errors
    /// If the program was built without the format, or the beginning of the file cannot be written.
    pub fn writer<'w, W: Write + Send + 'w>(
        self,
        output: W,
        options: &Options,
    ) -> Result<Box<dyn Writer + 'w>, Error> {
        Ok(match self {
            Self::Csv => Box::new(Separated::new(output, b',', options)?),
            Self::Tsv => Box::new(Separated::new(output, b'\t', options)?),
            Self::Jsonl => Box::new(RowLines::new(output, options)),
            Self::DocJsonl => Box::new(DocumentLines::new(output, options)),
            Self::Table => Box::new(Terminal::new(output, options)?),
            Self::Html => Box::new(Report::new(output, options)?),
            Self::WebAnnotation => Box::new(JsonList::new(output, WebAnnotation::new(options))?),
            #[cfg(feature = "xlsx")]
            Self::Xlsx => Box::new(crate::workbook::Excel::new(output, options)?),
            #[cfg(not(feature = "xlsx"))]
            Self::Xlsx => return Err(Error::new(ErrorKind::MissingFeature("xlsx"))),
            #[cfg(feature = "parquet")]
            Self::Parquet => Box::new(crate::parquet::Parquet::new(output, options)?),
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => return Err(Error::new(ErrorKind::MissingFeature("parquet"))),
            Self::GraphMl => Box::new(Network::new(output, GraphMl)),
            Self::Gexf => Box::new(Network::new(output, Gexf)),
            Self::JsonLd => Box::new(JsonList::new(output, JsonLd::new(options))?),
            Self::LabelStudio => Box::new(JsonList::new(output, LabelStudio::new(options))?),
            Self::Tei => Box::new(Tei::new(output)?),
            #[cfg(feature = "dna")]
            Self::Dna => Box::new(crate::dna::Dna::new(output, options)?),
            #[cfg(not(feature = "dna"))]
            Self::Dna => return Err(Error::new(ErrorKind::MissingFeature("dna"))),
            #[cfg(feature = "qdpx")]
            Self::Qdpx => Box::new(crate::qdpx::Qdpx::new(output, options)?),
            #[cfg(not(feature = "qdpx"))]
            Self::Qdpx => return Err(Error::new(ErrorKind::MissingFeature("qdpx"))),
        })
    }
}

impl Format {
    /// The writer of rows whose cells are known already.
    ///
    /// ```
    /// use sayso_export::{Cell, Format, Options, RowWriter as _, Table};
    ///
    /// let options = Options::default();
    /// let mut rows = Vec::new();
    /// let mut writer = Format::Jsonl.row_writer(&mut rows, &options)?;
    /// writer.write(&vec![Cell::Absent; Table::new(&options).header().len()])?;
    /// writer.finish()?;
    /// assert!(rows.starts_with(b"{\"doc_id\": null, "));
    /// # Ok::<(), sayso_export::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the format is made from texts or the program was built without it, or the beginning of the
    /// file cannot be written.
    pub fn row_writer<'w, W: Write + Send + 'w>(
        self,
        output: W,
        options: &Options,
    ) -> Result<Box<dyn RowWriter + 'w>, Error> {
        Ok(match self {
            Self::Csv => Box::new(Separated::new(output, b',', options)?),
            Self::Tsv => Box::new(Separated::new(output, b'\t', options)?),
            Self::Jsonl => Box::new(RowLines::new(output, options)),
            #[cfg(feature = "xlsx")]
            Self::Xlsx => Box::new(crate::RowWorkbook::new(output, options)?),
            #[cfg(feature = "parquet")]
            Self::Parquet => Box::new(crate::parquet::Parquet::new(output, options)?),
            other if Self::OPTIONAL.contains(&other) => {
                return Err(Error::new(ErrorKind::MissingFeature(other.name())));
            }
            other => return Err(Error::new(ErrorKind::TextsNeeded(other))),
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::known().find(|format| format.name() == name);
        found.ok_or_else(|| Error::new(ErrorKind::UnknownFormat(name.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_every_format_reads_back() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>().expect("a known name"), *format);
        }
        let error = "xls".parse::<Format>().expect_err("no such format");
        assert!(error.to_string().starts_with("no output format \"xls\" (known: csv, "), "{error}");
    }

    #[test]
    fn rows_are_those_of_their_documents_in_each_format() {
        let (document, statements) = crate::sample::document();
        let options = crate::sample::options();
        let table = crate::Table::new(&options);
        for format in [Format::Csv, Format::Tsv, Format::Jsonl] {
            let mut bytes = Vec::new();
            let mut writer = format.row_writer(&mut bytes, &options).expect("memory");
            for row in table.rows(&document, &statements) {
                writer.write(&row.cells().collect::<Vec<_>>()).expect("memory");
            }
            assert_eq!(writer.finish().expect("memory").statements, 1);
            let rows = String::from_utf8(bytes).expect("text");
            assert_eq!(rows, crate::sample::written(format, &options), "{format}");
        }
        let error = Format::Html.row_writer(Vec::new(), &options).err().expect("needs texts");
        assert!(error.to_string().contains("csv, tsv, jsonl"), "{error}");
    }

    #[test]
    fn longer_ending_wins() {
        assert_eq!(Format::from_path("a.doc.jsonl".as_ref()), Some(Format::DocJsonl));
        assert_eq!(Format::from_path("A.JSONL".as_ref()), Some(Format::Jsonl));
        assert_eq!(Format::from_path("csv".as_ref()), None);
    }
}
