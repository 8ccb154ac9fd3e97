//! The columns of `table` in Apache Parquet: text as UTF-8, numbers as doubles, what is unknown as null.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::Losses;
use super::row::Row;
use super::table::{COLUMNS, NUMBERS, count_own, values};
use crate::error::{Error, Result};

/// Records of one row group.
const GROUP: usize = 65_536;

pub(super) fn parquet(rows: &[Row], out: &mut (impl Write + Send), losses: &mut Losses) -> Result<()> {
    write(rows, out).map_err(|error| match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => (*cause).into(),
            Err(cause) => Error::export(cause),
        },
        error => Error::export(error),
    })?;
    for row in rows {
        count_own(row, losses);
    }
    Ok(())
}

fn write(rows: &[Row], out: &mut (impl Write + Send)) -> parquet::errors::Result<()> {
    let mut fields = Vec::new();
    for name in COLUMNS {
        let is_number = NUMBERS.contains(&name);
        let physical = if is_number { Physical::DOUBLE } else { Physical::BYTE_ARRAY };
        let mut field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        if !is_number {
            field = field.with_converted_type(ConvertedType::UTF8);
        }
        fields.push(Arc::new(field.build()?));
    }
    let schema = Arc::new(Type::group_type_builder("record").with_fields(fields).build()?);
    // Named, so that the bytes do not depend on the library's version alone.
    let properties = WriterProperties::builder().set_created_by("chancery".to_owned()).build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    for group in rows.chunks(GROUP) {
        let table: Vec<Vec<String>> = group.iter().map(values).collect();
        let mut row_group = writer.next_row_group()?;
        for (at, name) in COLUMNS.iter().enumerate() {
            let Some(mut column) = row_group.next_column()? else { break };
            let cells = table.iter().map(|row| row[at].as_str());
            let levels: Vec<i16> = cells.clone().map(|cell| i16::from(!cell.is_empty())).collect();
            let filled = cells.filter(|cell| !cell.is_empty());
            if NUMBERS.contains(name) {
                let numbers: Vec<f64> = filled.map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
                column.typed::<DoubleType>().write_batch(&numbers, Some(&levels), None)?;
            } else {
                let texts: Vec<ByteArray> = filled.map(ByteArray::from).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None)?;
            }
            column.close()?;
        }
        row_group.close()?;
    }
    writer.close()?;
    Ok(())
}
