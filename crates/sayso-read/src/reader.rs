//! What every reader of a format does, and the choice among them.

use std::path::PathBuf;

use sayso_text::Document;

use crate::encoding::other_kind;
use crate::json::JsonLines;
use crate::plain::Plain;
use crate::source::Peeked;
use crate::table::Table;
use crate::{Error, ErrorKind, Format, Options};

/// The documents of one opened input, one after the other.
///
/// After an error that concerns one record alone the next ones follow.
pub(crate) trait Reader: Iterator<Item = Result<Document, Error>> + Send {
    /// The names of the values in [`Document::columns`], known before the first document.
    fn columns(&self) -> &[String];
}

/// The file that documents come from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// How messages name it.
    pub(crate) path: PathBuf,
    /// How its documents are named: one by this alone, several by this and their number.
    pub(crate) id: String,
}

impl Origin {
    /// The name of a record that has none of its own.
    pub(crate) fn record_id(&self, record: u64) -> String {
        format!("{}#{record}", self.id)
    }
}

/// The reader of the format for the opened file.
pub(crate) fn reader(
    source: Peeked,
    format: Format,
    origin: Origin,
    options: &Options,
) -> Result<Box<dyn Reader>, Error> {
    let path = origin.path.clone();
    if let Some(kind) = other_kind(source.start()) {
        return Err(Error::new(ErrorKind::OtherKind(kind)).in_file(&path));
    }
    if source.start().starts_with(b"filedesc://") {
        let what = "an archive of the older form ARC";
        let remedy = "turn it into WARC, as with: warcio recompress old.arc.gz new.warc.gz";
        return Err(Error::new(ErrorKind::NotRead { what, remedy }).in_file(&path));
    }
    let reader: Result<Box<dyn Reader>, Error> = match format {
        Format::Text => Ok(Box::new(Plain::new(source, origin, options))),
        Format::Csv | Format::Tsv => boxed(Table::new(source, format, origin, options)),
        Format::Json => boxed(JsonLines::of_values(source, origin, options)),
        Format::Jsonl => boxed(JsonLines::new(source, origin, options)),
        #[cfg(feature = "parquet")]
        Format::Parquet => boxed(crate::parquet::Parquet::new(source, origin, options)),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(Error::new(ErrorKind::MissingFeature("parquet"))),
        #[cfg(feature = "html")]
        Format::Html => Ok(Box::new(crate::html::Page::new(source, origin, options))),
        #[cfg(feature = "html")]
        Format::Warc => Ok(Box::new(crate::warc::Warc::new(source, origin, options))),
        #[cfg(not(feature = "html"))]
        Format::Html | Format::Warc => Err(Error::new(ErrorKind::MissingFeature("html"))),
    };
    reader.map_err(|error| error.in_file(&path))
}

/// The columns of a format whose columns are always the same.
#[cfg(feature = "html")]
pub(crate) fn fixed_columns(format: Format) -> Vec<String> {
    let names = format.fixed_columns().unwrap_or_default();
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn boxed<R: Reader + 'static>(reader: Result<R, Error>) -> Result<Box<dyn Reader>, Error> {
    reader.map(|reader| Box::new(reader) as Box<dyn Reader>)
}
