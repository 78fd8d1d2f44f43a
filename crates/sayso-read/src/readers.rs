//! The choice among the readers.

use crate::encoding::other_kind;
use crate::json::JsonLines;
use crate::plain::Plain;
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::table::Table;
use crate::{Error, ErrorKind, Format, Options};

/// The reader of the format for the opened file.
pub(crate) fn reader(
    source: Peeked,
    format: Format,
    origin: Origin,
    options: &Options,
) -> Result<Box<dyn Reader>, Error> {
    let path = origin.path.clone();
    if format == Format::Docx {
        return of_word(source, origin, options).map_err(|error| error.in_file(&path));
    }
    if format == Format::Xlsx {
        return of_excel(source, origin, options).map_err(|error| error.in_file(&path));
    }
    if let Some(kind) = other_kind(source.start()) {
        return Err(Error::new(ErrorKind::OtherKind(kind)).in_file(&path));
    }
    if source.start().starts_with(b"filedesc://") {
        let what = "an archive of the older form ARC";
        let remedy = "turn it into WARC, as with: warcio recompress old.arc.gz new.warc.gz";
        return Err(Error::new(ErrorKind::NotRead { what, remedy }).in_file(&path));
    }
    let reader: Result<Box<dyn Reader>, Error> = match format {
        Format::Text | Format::Docx | Format::Xlsx => {
            Ok(Box::new(Plain::new(source, origin, options)))
        }
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

/// The text of a document of Word, read as that of a text file.
#[cfg(feature = "docx")]
fn of_word(source: Peeked, origin: Origin, options: &Options) -> Result<Box<dyn Reader>, Error> {
    let limit = options.max_document_bytes.unwrap_or(u64::MAX);
    let text = crate::docx::text(source, limit)?;
    let source = Peeked::new(Box::new(std::io::Cursor::new(text.into_bytes())))?;
    Ok(Box::new(Plain::new(source, origin, options)))
}

#[cfg(not(feature = "docx"))]
fn of_word(_: Peeked, _: Origin, _: &Options) -> Result<Box<dyn Reader>, Error> {
    Err(Error::new(ErrorKind::MissingFeature("docx")))
}

#[cfg(feature = "xlsx")]
fn of_excel(source: Peeked, origin: Origin, options: &Options) -> Result<Box<dyn Reader>, Error> {
    boxed(crate::workbook::articles(source, origin, options))
}

#[cfg(not(feature = "xlsx"))]
fn of_excel(_: Peeked, _: Origin, _: &Options) -> Result<Box<dyn Reader>, Error> {
    Err(Error::new(ErrorKind::MissingFeature("xlsx")))
}

fn boxed<R: Reader + 'static>(reader: Result<R, Error>) -> Result<Box<dyn Reader>, Error> {
    reader.map(|reader| Box::new(reader) as Box<dyn Reader>)
}
