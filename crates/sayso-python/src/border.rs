//! Streams of Arrow that come over the border: the PyCapsule interface, and what some give by it.
//!
//! The one module with `unsafe`: a stream is handed over as a pointer to a structure in C, and that
//! it points where its name says is a promise of who gives it. It is what lets a table of a hundred
//! gigabytes pass without one object of Python, or one copy.
//!
//! Two things that Polars gives are not in the interface's specification, and both are mended here,
//! where they come in: columns of the type Null have a buffer, where the specification has none and
//! this side's library refuses it; and integers of 128 bits have a format of Polars's own, though their
//! bytes are those of a decimal of no places, which they become.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchOptions, StructArray};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::capsule::STREAM;
use crate::error::{Error, exception};

/// What the structure of a stream is in C (Arrow C stream interface, "Structure definition").
#[repr(C)]
struct RawStream {
    get_schema: Option<unsafe extern "C" fn(*mut Self, *mut FFI_ArrowSchema) -> c_int>,
    get_next: Option<unsafe extern "C" fn(*mut Self, *mut FFI_ArrowArray) -> c_int>,
    get_last_error: Option<unsafe extern "C" fn(*mut Self) -> *const c_char>,
    release: Option<unsafe extern "C" fn(*mut Self)>,
    private_data: *mut c_void,
}

/// What the structure of an array is in C (Arrow C data interface, "Structure definitions").
#[repr(C)]
struct RawArray {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut Self,
    dictionary: *mut Self,
    release: Option<unsafe extern "C" fn(*mut Self)>,
    private_data: *mut c_void,
}

/// The batches of a stream, each pulled when it is asked for.
pub(crate) struct Batches {
    /// Releases the stream when it is dropped.
    stream: FFI_ArrowArrayStream,
    schema: SchemaRef,
}

/// The stream that the table gives.
#[expect(unsafe_code, reason = "the interface is a pointer")]
pub(crate) fn batches_of(data: &Bound<'_, PyAny>) -> PyResult<Batches> {
    if !data.hasattr("__arrow_c_stream__")? {
        let found = data.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "expected a table with __arrow_c_stream__, such as a frame of Polars, found {found}"
        )));
    }
    let capsule = data.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a pointer to an `ArrowArrayStream` that is ours to move
    // out of (Arrow PyCapsule interface, "Lifetime semantics"); the capsule outlives the move, and
    // finds the structure released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    Batches::new(stream)
}

impl Batches {
    #[expect(unsafe_code, reason = "the functions of the stream are in C")]
    fn new(mut stream: FFI_ArrowArrayStream) -> PyResult<Self> {
        let mut schema = FFI_ArrowSchema::empty();
        let raw = raw(&mut stream);
        // SAFETY: the stream is not released, as nobody but its drop does that, and its function takes
        // itself and a place for a schema.
        let status = unsafe {
            match (*raw).get_schema {
                Some(get_schema) => get_schema(raw, &raw mut schema),
                None => return Err(Error::new_err("the table has been read already")),
            }
        };
        if status != 0 {
            return Err(exception(&told(&mut stream)));
        }
        let schema = Arc::new(Schema::new(fields(&schema)?));
        Ok(Self { stream, schema })
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    #[expect(unsafe_code, reason = "the functions of the stream are in C")]
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let mut array = FFI_ArrowArray::empty();
        let raw = raw(&mut self.stream);
        // SAFETY: as for the schema.
        let status = unsafe {
            match (*raw).get_next {
                Some(get_next) => get_next(raw, &raw mut array),
                None => return Ok(None),
            }
        };
        if status != 0 {
            return Err(told(&mut self.stream));
        }
        if array.is_released() {
            return Ok(None);
        }
        let found = DataType::Struct(self.schema.fields().clone());
        // SAFETY: the array has the type that its stream has stated, so each pointer to a child or a
        // dictionary is there where the type has one; that is the promise of who gives it.
        let data = unsafe {
            without_buffers_of_nothing((&raw mut array).cast(), &found);
            from_ffi_and_data_type(array, found)?
        };
        let rows = StructArray::from(data);
        let options =
            RecordBatchOptions::new().with_row_count(Some(arrow_array::Array::len(&rows)));
        let columns = rows.columns().to_vec();
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options).map(Some)
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

fn raw(stream: &mut FFI_ArrowArrayStream) -> *mut RawStream {
    std::ptr::from_mut(stream).cast()
}

/// What the stream says went wrong.
#[expect(unsafe_code, reason = "the words are in C")]
fn told(stream: &mut FFI_ArrowArrayStream) -> ArrowError {
    let raw = raw(stream);
    // SAFETY: the function takes its stream and gives nothing or a string that lives until the next
    // call (Arrow C stream interface, "get_last_error").
    let words = unsafe {
        let words = (*raw).get_last_error.map_or(std::ptr::null(), |get| get(raw));
        if words.is_null() {
            None
        } else {
            Some(CStr::from_ptr(words).to_string_lossy().into_owned())
        }
    };
    ArrowError::CDataInterface(words.unwrap_or_else(|| "the table cannot be read".to_owned()))
}

/// The fields of the columns; an error names the column.
fn fields(schema: &FFI_ArrowSchema) -> PyResult<Vec<Field>> {
    schema.children().map(field).collect()
}

fn field(column: &FFI_ArrowSchema) -> PyResult<Field> {
    let name = column.name().unwrap_or_default();
    if column.format() == "_pli128" {
        return Ok(Field::new(name, DataType::Decimal128(38, 0), column.nullable()));
    }
    Field::try_from(column).map_err(|error| {
        Error::new_err(format!(
            "the column \"{name}\" has a type that Arrow does not know ({error}); cast it to strings, \
             or leave it out"
        ))
    })
}

/// Takes the buffers from columns of the type Null, which have none.
///
/// # Safety
/// The array must be of the type.
#[expect(unsafe_code, reason = "the structure is in C")]
unsafe fn without_buffers_of_nothing(array: *mut RawArray, found: &DataType) {
    // SAFETY: an array of the type has as many children as the type has, and a dictionary where it
    // has one (Arrow C data interface, "Structure definitions").
    unsafe {
        let child = |place: usize, found: &DataType| {
            if i64::try_from(place).is_ok_and(|place| place < (*array).n_children) {
                without_buffers_of_nothing(*(*array).children.add(place), found);
            }
        };
        match found {
            DataType::Null => (*array).n_buffers = 0,
            DataType::Struct(fields) => {
                fields
                    .iter()
                    .enumerate()
                    .for_each(|(place, field)| child(place, field.data_type()));
            }
            DataType::List(item)
            | DataType::LargeList(item)
            | DataType::ListView(item)
            | DataType::LargeListView(item)
            | DataType::FixedSizeList(item, _)
            | DataType::Map(item, _) => child(0, item.data_type()),
            DataType::RunEndEncoded(ends, values) => {
                child(0, ends.data_type());
                child(1, values.data_type());
            }
            DataType::Dictionary(_, values) if !(*array).dictionary.is_null() => {
                without_buffers_of_nothing((*array).dictionary, values);
            }
            _ => {}
        }
    }
}
