//! Parquet, row by row through the record interface: no Arrow.

use std::io::BufRead;
use std::ops::ControlFlow;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

use super::{Reading, Sink, columns};
use crate::error::Error;
use crate::limits::read_whole;

/// Reads a Parquet stream, which must be held whole: its index stands at its end.
pub(super) fn read(reader: &mut dyn BufRead, reading: &Reading<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match read_whole(reader, reading.limits.held_bytes) {
        Ok(bytes) => read_held(parquet_bytes(bytes), reading, sink),
        Err(error) => sink(Err(Error::io(reading.origin(""), error))),
    }
}

fn parquet_bytes(bytes: Vec<u8>) -> impl ChunkReader + 'static {
    bytes::Bytes::from(bytes)
}

/// Reads a Parquet file that can be read at any place.
pub(crate) fn read_held(
    file: impl ChunkReader + 'static,
    reading: &Reading<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let broken = |place: String, error: parquet::errors::ParquetError| {
        Error::format(reading.origin(place), format!("not Parquet that can be read: {error}"))
    };
    let file = match SerializedFileReader::new(file) {
        Ok(file) => file,
        Err(error) => return sink(Err(broken(String::new(), error))),
    };
    let rows = match file.get_row_iter(None) {
        Ok(rows) => rows,
        Err(error) => return sink(Err(broken(String::new(), error))),
    };
    for (n, row) in rows.enumerate() {
        let place = format!("row {}", n + 1);
        match row {
            Ok(row) => sink(columns::source(&values(&row), reading, place))?,
            // A broken page breaks all rows behind it.
            Err(error) => return sink(Err(broken(place, error))),
        }
    }
    ControlFlow::Continue(())
}

fn values(row: &Row) -> Vec<(String, String)> {
    let mut values = Vec::new();
    flatten(row, "", &mut values);
    values
}

fn flatten(row: &Row, path: &str, values: &mut Vec<(String, String)>) {
    for (name, field) in row.get_column_iter() {
        let name = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match field {
            Field::Null => {}
            Field::Str(text) => values.push((name, text.clone())),
            Field::Bytes(bytes) => values.push((name, crate::decode::decoded(bytes.data(), None).0)),
            Field::Group(inner) if path.is_empty() => flatten(inner, &name, values),
            Field::TimestampMillis(time) => values.push((name, moment(*time / 1000))),
            Field::TimestampMicros(time) => values.push((name, moment(*time / 1_000_000))),
            Field::Date(days) => {
                values.push((name, moment(i64::from(*days) * 86_400).chars().take(10).collect()));
            }
            Field::ListInternal(list) => {
                let parts: Vec<&str> = list
                    .elements()
                    .iter()
                    .filter_map(|item| if let Field::Str(text) = item { Some(text.as_str()) } else { None })
                    .collect();
                values.push((name, parts.join(", ")));
            }
            other => values.push((name, other.to_string())),
        }
    }
}

fn moment(seconds: i64) -> String {
    crate::moment::from_epoch(seconds).map_or_else(|| seconds.to_string(), |moment| moment.to_string())
}
