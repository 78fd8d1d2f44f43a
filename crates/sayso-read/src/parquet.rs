//! Parquet files, row by row.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use sayso_text::Document;

use crate::columns::{Layout, distinct};
use crate::date::parse_date;
use crate::encoding::decode_field;
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Options, Position, Progress};

/// Reads the rows of a Parquet file, a group of rows at a time.
pub(crate) struct Parquet {
    rows: RowIter<'static>,
    header: Vec<String>,
    layout: Layout,
    names: Vec<String>,
    origin: Origin,
    limit: u64,
    count: u64,
    ended: bool,
}

impl Parquet {
    /// Reads the schema and finds the columns that have a meaning.
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Result<Self, Error> {
        let file = guarded(|| open(source, &origin))?;
        let schema = file.metadata().file_metadata().schema().get_fields();
        let header = distinct(schema.iter().map(|field| field.name().to_owned()));
        let layout = Layout::new(&header, options)?;
        Ok(Self {
            rows: guarded(|| Ok(RowIter::from_file_into(file)))?,
            names: layout.other_names(&header),
            header,
            layout,
            origin,
            limit: options.max_document_bytes.unwrap_or(u64::MAX),
            count: 0,
            ended: false,
        })
    }

    fn read(&mut self) -> Result<Option<Document>, Error> {
        let rows = &mut self.rows;
        let Some(row) = guarded(|| rows.next().transpose())? else { return Ok(None) };
        self.count += 1;
        let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        let cell = |column: usize| fields.get(column).map_or_else(String::new, |field| cell(field));
        let text = match fields.get(self.layout.text) {
            Some(Field::Str(text)) => text.clone(),
            Some(Field::Bytes(bytes)) => decode_field(bytes.data()),
            _ => return Err(self.missing_text()),
        };
        if text.len() as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        let id = self.layout.id.map(cell).filter(|id| !id.is_empty());
        Ok(Some(Document {
            id: id.unwrap_or_else(|| self.origin.record_id(self.count)),
            text,
            date: self.layout.date.and_then(|column| parse_date(&cell(column))),
            columns: self.layout.others.iter().map(|&column| cell(column)).collect(),
        }))
    }

    fn missing_text(&self) -> Error {
        let column = self.header.get(self.layout.text).cloned().unwrap_or_default();
        Error::new(ErrorKind::MissingText { column })
    }
}

/// The file itself where it can be read from any place, and otherwise all its bytes in memory:
/// the schema of a Parquet file stands at its end.
fn open(mut source: Peeked, origin: &Origin) -> Result<Box<dyn FileReader>, ParquetError> {
    if let Some(file) = plain_file(origin)? {
        let file = Counted { file, progress: source.progress() };
        return Ok(Box::new(SerializedFileReader::new(file)?));
    }
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    Ok(Box::new(SerializedFileReader::new(Bytes::from(bytes))?))
}

/// The file, unless it is a pipe or compressed as a whole.
fn plain_file(origin: &Origin) -> io::Result<Option<File>> {
    if !origin.path.is_file() {
        return Ok(None);
    }
    let mut start = [0; 4];
    let is_plain = File::open(&origin.path)?.read_exact(&mut start).is_ok() && start == *b"PAR1";
    is_plain.then(|| File::open(&origin.path)).transpose()
}

/// A file whose pages are counted as they are read.
struct Counted {
    file: File,
    progress: Progress,
}

impl Length for Counted {
    fn len(&self) -> u64 {
        Length::len(&self.file)
    }
}

impl ChunkReader for Counted {
    type T = <File as ChunkReader>::T;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        self.file.get_read(start)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let bytes = self.file.get_bytes(start, length)?;
        self.progress.add(length as u64);
        Ok(bytes)
    }
}

/// The result of a call of the library. A damaged file may bring its readers down in places that
/// have no other way to fail; for us this is one more unreadable file.
fn guarded<T>(call: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Error> {
    let result = catch_unwind(AssertUnwindSafe(call));
    let damaged = || Err(ParquetError::General("the file is damaged".to_owned()));
    result.unwrap_or_else(|_| damaged()).map_err(|error| match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => Error::from(*error),
            Err(inner) => io::Error::other(inner).into(),
        },
        other => io::Error::other(other).into(),
    })
}

/// A value as it reads; nothing for null.
fn cell(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => decode_field(bytes.data()),
        other => other.to_string(),
    }
}

impl Iterator for Parquet {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let document = self.read();
        self.ended = match &document {
            Ok(document) => document.is_none(),
            Err(error) => matches!(error.kind(), ErrorKind::Io(_)),
        };
        let position = Position { record: self.count, ..Position::default() };
        let place = |error: Error| error.at(position).in_file(&self.origin.path);
        document.map_err(place).transpose()
    }
}

impl Reader for Parquet {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file of two articles in one group of rows; the second has no title.
    fn file() -> Vec<u8> {
        let schema = "message articles {
            required int64 id; optional binary title (UTF8); required binary text (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::default()).expect("file");
        let mut group = file.next_row_group().expect("a group");
        let texts =
            |texts: &[&str]| texts.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
        let mut column = group.next_column().expect("a column").expect("the id");
        column.typed::<Int64Type>().write_batch(&[7, 8], None, None).expect("memory");
        column.close().expect("memory");
        for (values, levels) in
            [(texts(&["One"]), Some(&[1, 0][..])), (texts(&["Rain.", "Snow."]), None)]
        {
            let mut column = group.next_column().expect("a column").expect("a text");
            column.typed::<ByteArrayType>().write_batch(&values, levels, None).expect("memory");
            column.close().expect("memory");
        }
        group.close().expect("memory");
        file.close().expect("memory");
        bytes
    }

    fn open(bytes: Vec<u8>) -> Result<Parquet, Error> {
        let source = Peeked::new(Box::new(io::Cursor::new(bytes)))?;
        let origin = Origin { path: "wire.parquet".into(), id: "wire".to_owned() };
        Parquet::new(source, origin, &Options::default())
    }

    #[test]
    fn rows_become_documents() {
        let rows = open(file()).expect("a whole file");
        assert_eq!(rows.columns(), ["title"]);
        let read: Vec<Document> = rows.map(|row| row.expect("a row")).collect();
        assert_eq!((&*read[0].id, &*read[0].text, &*read[0].columns[0]), ("7", "Rain.", "One"));
        assert_eq!((&*read[1].id, &*read[1].text, &*read[1].columns[0]), ("8", "Snow.", ""));
    }

    #[test]
    fn pages_of_a_file_are_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("wire.parquet");
        std::fs::write(&path, file()).expect("a written file");
        let corpus = crate::Corpus::new(&[crate::Input::Path(path)], &Options::default());
        let progress = corpus.progress();
        let before = file().len() as u64;
        assert_eq!(corpus.count(), 2);
        assert!(progress.bytes() > before, "the look at its start, and its pages");
    }

    #[test]
    fn damaged_file_is_an_error_and_no_fall() {
        let whole = file();
        for cut in [3, whole.len() / 2, whole.len() - 1] {
            assert!(open(whole.get(..cut).expect("shorter").to_vec()).is_err());
        }
        for place in 4..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x5A;
            if let Ok(rows) = open(damaged) {
                assert!(rows.count() <= 3);
            }
        }
    }
}
