//! A table of articles to a table of statements, batch by batch.
//!
//! The batches are pulled on the thread that asks for rows, never on one of ours: a stream of Python's
//! own needs the interpreter's lock, which that thread may hold while it waits for us.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, RecordBatchReader, UInt64Array};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use arrow_select::take::take;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use sayso::export::{self, COLUMNS};
use sayso::read::{decode, parse_date, without_markup};
use sayso::text::{Document, Statement};
use sayso::{Failure, OnFailure, Pipeline, Sink};
use sayso_arrow::{Strings, cell};

use crate::batch::driver;
use crate::border::Batches;
use crate::column::Column;
use crate::layout::{Layout, Place};
use crate::signals::interruptible;

/// The rows of the input that are read together. Enough that threads wait for one another's last
/// document for a hundredth of the time, and small enough to hold twice.
const CHUNK_ROWS: usize = 4_096;
/// The bytes of text after which a chunk has enough rows: seconds of work for the large network, a
/// tenth of one for the rules.
const CHUNK_BYTES: usize = 2 << 20;

/// The documents that failed, and why.
pub(crate) type Failures = Arc<Mutex<Vec<(String, String)>>>;

/// How a table is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// The number of threads; 0 for one on each core.
    pub(crate) jobs: usize,
    /// Whether a document that fails ends it.
    pub(crate) on_failure: OnFailure,
}

/// Statements as a stream of batches.
pub(crate) struct Table {
    pipeline: Arc<Pipeline>,
    input: Chunks,
    layout: Layout,
    schema: SchemaRef,
    options: Options,
    /// The number of the next row of the input.
    row: usize,
    failed: Failures,
    ended: bool,
}

impl Table {
    pub(crate) fn new(
        pipeline: Arc<Pipeline>,
        input: Batches,
        layout: Layout,
        options: Options,
    ) -> Self {
        let schema = schema(&input.schema(), &layout);
        let input = Chunks { input, text: layout.text.clone(), rest: None };
        let failed = Failures::default();
        Self { pipeline, input, layout, schema, options, row: 0, failed, ended: false }
    }

    /// What failed so far.
    pub(crate) fn failures(&self) -> Failures {
        Arc::clone(&self.failed)
    }

    /// The next batch that has a row.
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        while let Some(chunk) = self.input.next_chunk()? {
            let batch = self.work(&chunk)?;
            self.row += chunk.num_rows();
            if batch.num_rows() > 0 {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    fn work(&self, chunk: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let articles = Articles::new(chunk, &self.layout, self.row)?;
        let mut sink = Found::new(&articles, self.options, Arc::clone(&self.failed));
        let (pipeline, jobs) = (Arc::clone(&self.pipeline), self.options.jobs);
        let found = interruptible(move |stop| {
            let driver = driver(&pipeline, jobs)?;
            driver.run(stop.before(articles.documents()), &mut sink)?;
            Ok(sink)
        });
        found.map_err(external)?.batch(chunk, &self.layout, Arc::clone(&self.schema))
    }
}

/// The schema of the rows: our columns, those of the input, and our last.
fn schema(input: &Schema, layout: &Layout) -> SchemaRef {
    let others: Vec<_> = layout.others.iter().map(|column| input.field(*column)).collect();
    let columns = others.iter().map(|field| field.name().clone()).collect();
    let mut options = export::Options::default();
    options.columns = columns;
    let table = export::Table::new(&options);
    let mut others = others.into_iter();
    let fields = table.header().iter().enumerate().map(|(place, name)| {
        let other = if place < COLUMNS.len() { None } else { others.next() };
        other.map_or_else(|| Column::field(name), |field| field.clone().with_name(name))
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The error of Python as one of a stream. An interrupt is sent once more: a stream can pass on only
/// words, and who pressed Ctrl-C shall see `KeyboardInterrupt`, not somebody's error of reading.
fn external(error: PyErr) -> ArrowError {
    let again = |py: Python<'_>| {
        if error.is_instance_of::<PyKeyboardInterrupt>(py) {
            let sent =
                py.import("_thread").and_then(|module| module.call_method0("interrupt_main"));
            return sent.map_or_else(|error| error.to_string(), |_| "interrupted".to_owned());
        }
        error.value(py).to_string()
    };
    ArrowError::ExternalError(Python::attach(again).into())
}

impl Iterator for Table {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut next = || catch_unwind(AssertUnwindSafe(|| self.next_batch()));
        // Whether the thread holds the interpreter's lock is the reader's choice; it is not held
        // while texts are read.
        let read = Python::try_attach(|py| py.detach(&mut next)).unwrap_or_else(next);
        let read = read.unwrap_or_else(|panic| {
            let reason = Failure::of_panic(None, &*panic).reason;
            Err(ArrowError::ExternalError(reason.into()))
        });
        let item = read.transpose();
        self.ended = !matches!(item, Some(Ok(_)));
        item
    }
}

impl RecordBatchReader for Table {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// The input in chunks that are worth starting threads for and not more than memory can hold.
struct Chunks {
    input: Batches,
    text: Place,
    /// What is left of the last batch.
    rest: Option<RecordBatch>,
}

impl Chunks {
    fn next_chunk(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let (mut parts, mut rows, mut bytes) = (Vec::new(), 0, 0);
        while rows < CHUNK_ROWS && bytes < CHUNK_BYTES {
            let Some(batch) = self.rest.take().map(Ok).or_else(|| self.input.next()) else { break };
            let batch = batch?;
            let taken = fitting(&batch, &self.text, CHUNK_ROWS - rows, CHUNK_BYTES - bytes)?;
            if taken.rows < batch.num_rows() {
                self.rest = Some(batch.slice(taken.rows, batch.num_rows() - taken.rows));
            }
            rows += taken.rows;
            bytes += taken.bytes;
            parts.push(batch.slice(0, taken.rows));
        }
        match parts.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(only.clone())),
            [first, ..] => concat_batches(first.schema_ref(), &parts).map(Some),
        }
    }
}

/// The beginning of a batch.
struct Beginning {
    rows: usize,
    bytes: usize,
}

/// The rows that fit; the last may be the one too many.
fn fitting(
    batch: &RecordBatch,
    text: &Place,
    rows: usize,
    bytes: usize,
) -> Result<Beginning, ArrowError> {
    // No more of it than may be taken: the strings of a dictionary are copied each time.
    let column = text.of(batch.columns())?.slice(0, rows.min(batch.num_rows()));
    let texts = Strings::new(&column)?;
    let mut taken = Beginning { rows: 0, bytes: 0 };
    while taken.rows < texts.len() && taken.bytes < bytes {
        taken.bytes += texts.of(taken.rows).map_or(0, <[u8]>::len);
        taken.rows += 1;
    }
    Ok(taken)
}

/// The articles of a chunk.
struct Articles {
    texts: Strings,
    /// Whether the texts are bytes, of which nobody has promised that they are UTF-8.
    is_bytes: bool,
    doc_ids: Option<Vec<Option<String>>>,
    dates: Option<Vec<Option<String>>>,
    first_row: usize,
}

impl Articles {
    fn new(chunk: &RecordBatch, layout: &Layout, first_row: usize) -> Result<Self, ArrowError> {
        let schema = chunk.schema_ref();
        let written = |column: usize| {
            let (field, values) = (schema.field(column), chunk.column(column));
            (0..values.len()).map(|row| cell(field, values, row)).collect()
        };
        let texts = layout.text.of(chunk.columns())?;
        Ok(Self {
            is_bytes: is_bytes(texts.data_type()),
            texts: Strings::new(&texts)?,
            doc_ids: layout.doc_id.map(written),
            dates: layout.date.map(written),
            first_row,
        })
    }

    /// The rows of the chunk that have a text.
    fn rows(&self) -> Vec<u64> {
        let rows = (0..self.texts.len()).filter(|row| self.texts.of(*row).is_some());
        rows.map(|row| row as u64).collect()
    }

    /// The documents of these rows, and what is no text.
    fn documents(&self) -> impl Iterator<Item = Result<Document, Failure>> + Send + '_ {
        let texts = (0..self.texts.len()).filter_map(|row| Some((row, self.texts.of(row)?)));
        texts.map(|(row, text)| {
            let text = match std::str::from_utf8(text) {
                Ok(text) => without_markup(text).into_owned(),
                Err(_) if self.is_bytes => without_markup(&decode(text.to_vec())).into_owned(),
                Err(_) => return Err(self.no_text(row)),
            };
            let date = value(self.dates.as_ref(), row).and_then(|date| parse_date(&date));
            Ok(Document { date, ..Document::new(self.doc_id(row), text) })
        })
    }

    fn no_text(&self, row: usize) -> Failure {
        let doc_id = self.doc_id(row);
        let reason = format!("{doc_id}: the text is not UTF-8");
        let mut failure = Failure::new(reason);
        failure.doc_id = Some(doc_id);
        failure
    }

    fn doc_id(&self, row: usize) -> String {
        value(self.doc_ids.as_ref(), row).unwrap_or_else(|| (self.first_row + row).to_string())
    }
}

fn value(column: Option<&Vec<Option<String>>>, row: usize) -> Option<String> {
    column?.get(row)?.clone()
}

fn is_bytes(found: &DataType) -> bool {
    match found {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
        DataType::Dictionary(_, values) => is_bytes(values),
        DataType::RunEndEncoded(_, values) => is_bytes(values.data_type()),
        _ => false,
    }
}

/// Takes the statements of a chunk into columns.
struct Found {
    table: export::Table,
    columns: Vec<Column>,
    /// For each statement the row of its document in the chunk.
    rows: Vec<u64>,
    /// The rows of the documents that are still to come.
    documents: std::vec::IntoIter<u64>,
    on_failure: OnFailure,
    failed: Failures,
}

impl Sink for Found {
    type Error = PyErr;

    fn take(&mut self, document: &Document, statements: &[Statement]) -> PyResult<()> {
        let row = self.documents.next().unwrap_or_default();
        for found in self.table.rows(document, statements) {
            self.columns
                .iter_mut()
                .zip(found.cells())
                .for_each(|(column, cell)| column.push(&cell));
            self.rows.push(row);
        }
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> PyResult<()> {
        self.documents.next();
        if self.on_failure == OnFailure::Stop {
            return Err(crate::error::Error::new_err(failure.reason.clone()));
        }
        let id = failure.doc_id.clone().unwrap_or_default();
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.push((id, failure.reason.clone()));
        Ok(())
    }
}

impl Found {
    fn new(articles: &Articles, options: Options, failed: Failures) -> Self {
        let table = export::Table::new(&export::Options::default());
        Self {
            columns: table.header().iter().map(|name| Column::new(name)).collect(),
            table,
            rows: Vec::new(),
            documents: articles.rows().into_iter(),
            on_failure: options.on_failure,
            failed,
        }
    }

    /// The statements with the other columns of their documents' rows.
    fn batch(
        self,
        chunk: &RecordBatch,
        layout: &Layout,
        schema: SchemaRef,
    ) -> Result<RecordBatch, ArrowError> {
        let count = self.rows.len();
        let rows = UInt64Array::from(self.rows);
        let mut arrays: Vec<ArrayRef> = self.columns.into_iter().map(Column::finish).collect();
        let last = arrays.split_off(COLUMNS.len());
        for column in &layout.others {
            arrays.push(take(chunk.column(*column), &rows, None)?);
        }
        arrays.extend(last);
        let options = RecordBatchOptions::new().with_row_count(Some(count));
        RecordBatch::try_new_with_options(schema, arrays, &options)
    }
}
