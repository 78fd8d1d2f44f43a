//! Parquet files, row by row.

mod plain;
mod value;
mod zone;

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use jiff::tz::TimeZone;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};
use sayso_text::Document;

use self::zone::Zones;
use crate::columns::{Layout, Opened, distinct};
use crate::dates::Dates;
use crate::markup::plain as plain_text;
use crate::reader::{Origin, Reader};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Options, Position, Progress};

/// Reads the rows of a Parquet file, a group of rows at a time.
pub(crate) struct Parquet {
    rows: plain::Rows,
    columns: Vec<Column>,
    header: Vec<String>,
    layout: Layout,
    names: Vec<String>,
    dates: Dates,
    origin: Origin,
    limit: u64,
    count: u64,
    ended: bool,
}

/// A column, or a member of one that was opened because a member of it was asked for.
struct Column {
    name: String,
    /// The names of the members from the column of the file down.
    path: Vec<String>,
    place: usize,
    schema: TypePtr,
    /// That of its moments, where the file notes one.
    zone: Option<TimeZone>,
}

impl Parquet {
    /// Reads the schema and finds the columns that have a meaning.
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Result<Self, Error> {
        let file = guarded(|| open(source, &origin))?;
        let schema = file.metadata().file_metadata().schema().get_fields().to_vec();
        let opened = Opened::new(schema.iter().map(|field| field.name()), options);
        let zones = guarded(|| Ok(Zones::of(file.metadata().file_metadata())))?;
        let columns = columns(&schema, &opened, &zones);
        let header = distinct(columns.iter().map(|column| column.name.clone()));
        let layout = Layout::new(&header, options)?;
        Ok(Self {
            rows: guarded(|| plain::Rows::new(file))?,
            columns,
            names: layout.other_names(&header),
            dates: Dates::new(options, &origin, layout.date_name(&header)),
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
        let Some(row) = guarded(|| rows.next())? else { return Ok(None) };
        self.count += 1;
        let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        let text = self.text(&fields)?;
        if text.len() as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        let cell = |column: usize| self.cell(&fields, column).unwrap_or_default();
        let id = self.layout.id.map(cell).filter(|id| !id.is_empty());
        let date = self.layout.date.map(cell).unwrap_or_default();
        let document = Document {
            id: id.unwrap_or_else(|| self.origin.record_id(self.count)),
            text,
            date: None,
            columns: self.layout.others.iter().map(|&column| cell(column)).collect(),
        };
        Ok(Some(Document { date: self.dates.read(&date), ..document }))
    }

    /// The text of the article; one that is missing is empty.
    fn text(&self, fields: &[&Field]) -> Result<String, Error> {
        let column = self.columns.get(self.layout.text);
        let field = column.and_then(|column| column.field(fields));
        let (Some(column), Some(field)) = (column, field) else { return Ok(String::new()) };
        let text = value::article(&column.schema, field).map_err(|found| {
            let column = self.header.get(self.layout.text).cloned().unwrap_or_default();
            Error::new(ErrorKind::MissingText { column, found })
        })?;
        Ok(plain_text(text.unwrap_or_default()))
    }

    /// A value as it reads; nothing for null.
    fn cell(&self, fields: &[&Field], column: usize) -> Option<String> {
        let column = self.columns.get(column)?;
        value::text(&column.schema, column.field(fields)?, column.zone.as_ref())
    }
}

impl Column {
    /// The value of the row, if it has one.
    fn field<'f>(&self, fields: &[&'f Field]) -> Option<&'f Field> {
        let field = *fields.get(self.place)?;
        self.path.iter().try_fold(field, |field, name| match field {
            Field::Group(row) => member(row, name),
            _ => None,
        })
    }
}

fn member<'f>(row: &'f Row, name: &str) -> Option<&'f Field> {
    row.get_column_iter().find(|(own, _)| *own == name).map(|(_, field)| field)
}

/// The columns of the file, those that are opened as their members.
fn columns(schema: &[TypePtr], opened: &Opened, zones: &Zones) -> Vec<Column> {
    let mut columns = Vec::new();
    for (place, field) in schema.iter().enumerate() {
        let column = Column {
            name: field.name().to_owned(),
            path: Vec::new(),
            place,
            schema: TypePtr::clone(field),
            zone: None,
        };
        add(column, opened, &mut columns);
    }
    for column in &mut columns {
        let own = schema.get(column.place).map(|field| field.name());
        let members = column.path.iter().map(String::as_str);
        column.zone = zones.of_column(own.into_iter().chain(members));
    }
    columns
}

fn add(column: Column, opened: &Opened, columns: &mut Vec<Column>) {
    let is_struct = |schema: &Type| {
        let info = schema.get_basic_info();
        schema.is_group()
            && info.logical_type_ref().is_none()
            && info.converted_type() == parquet::basic::ConvertedType::NONE
    };
    if !(opened.holds(&column.name) && is_struct(&column.schema)) {
        return columns.push(column);
    }
    for field in column.schema.get_fields() {
        let mut path = column.path.clone();
        path.push(field.name().to_owned());
        let name = format!("{}.{}", column.name, field.name());
        let schema = TypePtr::clone(field);
        add(Column { name, path, place: column.place, schema, zone: None }, opened, columns);
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

impl Iterator for Parquet {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return self.dates.warning().map(|warning| Err(warning.in_file(&self.origin.path)));
        }
        let document = self.read();
        self.ended = match &document {
            Ok(document) => document.is_none(),
            Err(error) => matches!(error.kind(), ErrorKind::Io(_)),
        };
        let position = Position { record: self.count, ..Position::default() };
        let place = |error: Error| error.at(position).in_file(&self.origin.path);
        match document.map_err(place) {
            Ok(None) => self.next(),
            document => document.transpose(),
        }
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

    use arrow_schema::{DataType, Field as ArrowField, Schema, TimeUnit};
    use parquet::arrow::add_encoded_arrow_schema_to_metadata;
    use parquet::data_type::{
        ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
    };
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
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

    /// Writes one row: the bytes of each column, in their order.
    fn one_row(schema: &str, columns: &[&dyn Fn(&mut SerializedColumnWriter<'_>)]) -> Vec<u8> {
        noted_row(schema, Arc::default(), columns)
    }

    /// The same with what else a writer notes.
    fn noted_row(
        schema: &str,
        properties: Arc<WriterProperties>,
        columns: &[&dyn Fn(&mut SerializedColumnWriter<'_>)],
    ) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, schema, properties).expect("file");
        let mut group = file.next_row_group().expect("a group");
        for write in columns {
            let mut column = group.next_column().expect("a column").expect("another");
            write(&mut column);
            column.close().expect("memory");
        }
        group.close().expect("memory");
        file.close().expect("memory");
        bytes
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table: a value of each type")]
    fn values_of_any_type_are_written_without_loss() {
        let number = |value: i64| {
            move |column: &mut SerializedColumnWriter<'_>| {
                column.typed::<Int64Type>().write_batch(&[value], None, None).expect("memory");
            }
        };
        let fixed = |value: Vec<u8>| {
            move |column: &mut SerializedColumnWriter<'_>| {
                let value = [FixedLenByteArray::from(value.clone())];
                column
                    .typed::<FixedLenByteArrayType>()
                    .write_batch(&value, None, None)
                    .expect("memory");
            }
        };
        let text = |value: &'static [u8]| {
            move |column: &mut SerializedColumnWriter<'_>| {
                let value = [ByteArray::from(value)];
                column.typed::<ByteArrayType>().write_batch(&value, None, None).expect("memory");
            }
        };
        let (nanos, micros) = (1_727_863_200_000_000_001, 1_727_863_200_500_000);
        let bytes = one_row(
            "message m {
                required fixed_len_byte_array(16) id (UUID);
                required binary text;
                required int64 date (TIMESTAMP(NANOS,false));
                required int64 seen (TIMESTAMP(MICROS,true));
                required fixed_len_byte_array(12) span (INTERVAL);
                required int64 big (INTEGER(64,false));
                required binary name (UTF8);
                required binary raw;
                required group place { required int64 number; required binary name (UTF8); } }",
            &[
                &fixed((0..16).collect()),
                &text("“Rain,” said".as_bytes()),
                &number(nanos),
                &number(micros),
                &fixed(vec![1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
                &number(-1),
                &text(b"caf\xe9"),
                &text(b"\xff\x00"),
                &number(7),
                &text(b"a \"b\""),
            ],
        );
        let mut rows = open(bytes).expect("a whole file");
        assert_eq!(rows.columns(), ["date", "seen", "span", "big", "name", "raw", "place"]);
        let row = rows.next().expect("a row").expect("readable");
        assert_eq!(
            (&*row.id, &*row.text),
            ("00010203-0405-0607-0809-0a0b0c0d0e0f", "“Rain,” said")
        );
        assert_eq!(row.date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
        assert_eq!(
            row.columns,
            [
                "2024-10-02 10:00:00.000000001",
                "2024-10-02 10:00:00.5+00:00",
                "P1M2DT0S",
                "18446744073709551615",
                "café",
                "ff00",
                r#"{"number": 7, "name": "a \"b\""}"#,
            ]
        );
    }

    #[test]
    fn day_is_that_of_the_zone_which_the_writer_notes() {
        let text = |column: &mut SerializedColumnWriter<'_>| {
            let value = [ByteArray::from("Rain.")];
            column.typed::<ByteArrayType>().write_batch(&value, None, None).expect("memory");
        };
        // 02:00 of the next day in UTC.
        let evening = |column: &mut SerializedColumnWriter<'_>| {
            let value = [1_727_834_400_000_000];
            column.typed::<Int64Type>().write_batch(&value, None, None).expect("memory");
        };
        let schema = "message m { required binary text (UTF8);
                      required int64 date (TIMESTAMP(MICROS,true)); }";
        let noted = |zone: Option<&str>| {
            let moment = DataType::Timestamp(TimeUnit::Microsecond, zone.map(Arc::from));
            let fields = [("text", DataType::Utf8), ("date", moment)];
            let fields = fields.map(|(name, of)| ArrowField::new(name, of, false));
            let mut properties = WriterProperties::default();
            let schema = Schema::new(fields.to_vec());
            add_encoded_arrow_schema_to_metadata(&schema, &mut properties);
            Arc::new(properties)
        };
        let day = |properties| {
            let bytes = noted_row(schema, properties, &[&text, &evening]);
            let mut rows = open(bytes).expect("a whole file");
            let row = rows.next().expect("a row").expect("readable");
            row.date.map(|date| date.to_string())
        };
        assert_eq!(day(noted(Some("America/New_York"))).as_deref(), Some("2024-10-01"));
        assert_eq!(day(noted(Some("-05:00"))).as_deref(), Some("2024-10-01"));
        assert_eq!(day(noted(Some("UTC"))).as_deref(), Some("2024-10-02"));
        assert_eq!(day(noted(None)).as_deref(), Some("2024-10-02"));
        assert_eq!(day(Arc::default()).as_deref(), Some("2024-10-02"));
    }

    #[test]
    fn text_may_be_a_member_of_a_struct_and_a_missing_one_is_empty() {
        let text = |column: &mut SerializedColumnWriter<'_>| {
            let value = [ByteArray::from("Rain.")];
            column.typed::<ByteArrayType>().write_batch(&value, None, None).expect("memory");
        };
        let nothing = |column: &mut SerializedColumnWriter<'_>| {
            column.typed::<ByteArrayType>().write_batch(&[], Some(&[0]), None).expect("memory");
        };
        let schema = "message m { required group data { required binary text (UTF8);
                      optional binary title (UTF8); } }";
        let of = |name: &str, bytes: Vec<u8>| {
            let source = Peeked::new(Box::new(io::Cursor::new(bytes))).expect("memory");
            let origin = Origin { path: "wire.parquet".into(), id: "wire".to_owned() };
            let options = Options { text_column: Some(name.to_owned()), ..Options::default() };
            let mut rows = Parquet::new(source, origin, &options).expect("a whole file");
            let document = rows.next().expect("a row").expect("readable");
            (rows.columns().to_vec(), document.text)
        };
        let bytes = one_row(schema, &[&text, &nothing]);
        assert_eq!(
            of("data.text", bytes.clone()),
            (vec!["data.title".to_owned()], "Rain.".to_owned())
        );
        assert_eq!(of("data.title", bytes), (vec!["data.text".to_owned()], String::new()));
    }

    #[test]
    fn column_of_numbers_is_named_where_it_should_be_the_text() {
        let number = |column: &mut SerializedColumnWriter<'_>| {
            column.typed::<Int64Type>().write_batch(&[7], None, None).expect("memory");
        };
        let mut rows =
            open(one_row("message m { required int64 text; }", &[&number])).expect("a file");
        let error = rows.next().expect("a row").expect_err("no text").to_string();
        assert!(error.ends_with("the column \"text\" holds INT64, not text"), "{error}");
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
