//! Rows without the meaning that the schema gives their values.
//!
//! The library turns values into what their logical type says, and falls over types that it has no
//! form for (INTERVAL), loses others (the unit of nanoseconds) and refuses strings that are not UTF-8.
//! So the groups of rows are given to it as if they had no logical types, but for two kinds of numbers
//! that it reads well; what a value means is read off the schema, in `value`.

use std::sync::Arc;

use parquet::basic::{ConvertedType, LogicalType};
use parquet::bloom_filter::Sbbf;
use parquet::column::page::PageReader;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, RowGroupReader};
use parquet::record::Row;
use parquet::record::reader::{ReaderIter, RowIter, TreeBuilder};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};

/// The rows of all groups of a file, one after the other.
pub(crate) struct Rows {
    file: Box<dyn FileReader>,
    schema: SchemaDescPtr,
    group: usize,
    rows: Option<ReaderIter>,
}

impl Rows {
    pub(crate) fn new(file: Box<dyn FileReader>) -> Result<Self> {
        let schema = stripped(file.metadata().file_metadata().schema())?;
        let schema = Arc::new(SchemaDescriptor::new(Arc::new(schema)));
        Ok(Self { file, schema, group: 0, rows: None })
    }

    pub(crate) fn next(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some(row) = self.rows.as_mut().and_then(Iterator::next) {
                return row.map(Some);
            }
            if self.group == self.file.num_row_groups() {
                return Ok(None);
            }
            let group = self.file.get_row_group(self.group)?;
            self.group += 1;
            let group = PlainGroup::new(group, &self.schema)?;
            self.rows = Some(TreeBuilder::new().as_iter(Arc::clone(&self.schema), &group)?);
        }
    }
}

/// A group of rows whose columns have no logical types.
struct PlainGroup<'g> {
    group: Box<dyn RowGroupReader + 'g>,
    metadata: RowGroupMetaData,
}

impl<'g> PlainGroup<'g> {
    fn new(group: Box<dyn RowGroupReader + 'g>, schema: &SchemaDescPtr) -> Result<Self> {
        let column = |column| ColumnChunkMetaData::builder(Arc::clone(column)).build();
        let columns = schema.columns().iter().map(column).collect::<Result<_>>()?;
        let metadata = RowGroupMetaData::builder(Arc::clone(schema))
            .set_num_rows(group.metadata().num_rows())
            .set_column_metadata(columns)
            .build()?;
        Ok(Self { group, metadata })
    }
}

impl RowGroupReader for PlainGroup<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        &self.metadata
    }

    fn num_columns(&self) -> usize {
        self.group.num_columns()
    }

    fn get_column_page_reader(&self, column: usize) -> Result<Box<dyn PageReader>> {
        self.group.get_column_page_reader(column)
    }

    fn get_column_bloom_filter(&self, column: usize) -> Option<&Sbbf> {
        self.group.get_column_bloom_filter(column)
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

/// The type without the logical types of its values. Lists and maps stay what they are.
fn stripped(schema: &Type) -> Result<Type> {
    let info = schema.get_basic_info();
    if schema.is_primitive() {
        return if is_read_well(schema) { Ok(schema.clone()) } else { bare(schema) };
    }
    let fields = schema.get_fields().iter().map(|field| stripped(field).map(Arc::new));
    let fields: Vec<TypePtr> = fields.collect::<Result<_>>()?;
    let group = Type::group_type_builder(info.name())
        .with_converted_type(info.converted_type())
        .with_logical_type(info.logical_type_ref().cloned())
        .with_fields(fields)
        .with_id(info.has_id().then(|| info.id()));
    let group =
        if info.has_repetition() { group.with_repetition(info.repetition()) } else { group };
    group.build()
}

fn is_read_well(schema: &Type) -> bool {
    let info = schema.get_basic_info();
    info.converted_type() == ConvertedType::DECIMAL
        || matches!(
            info.logical_type_ref(),
            Some(LogicalType::Float16 | LogicalType::Decimal { .. })
        )
}

fn bare(schema: &Type) -> Result<Type> {
    let Type::PrimitiveType { basic_info, physical_type, type_length, .. } = schema else {
        return Err(ParquetError::General(
            "a group of columns where a column should be".to_owned(),
        ));
    };
    Type::primitive_type_builder(basic_info.name(), *physical_type)
        .with_repetition(basic_info.repetition())
        .with_length(*type_length)
        .with_id(basic_info.has_id().then(|| basic_info.id()))
        .build()
}
