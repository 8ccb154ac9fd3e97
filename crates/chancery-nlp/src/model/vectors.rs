//! Static word vectors: `vocab/vectors` (a NumPy array), `vocab/key2row` (MessagePack) and
//! `vocab/vectors.cfg` (`spacy/vectors.pyx`, mode `default`).

use foldhash::quality::FixedState;
use hashbrown::HashMap;

use crate::error::{Error, Result};
use crate::model::package::Package;
use crate::msgpack;

const TABLE: &str = "vocab/vectors";
const ROWS: &str = "vocab/key2row";
const SETTINGS: &str = "vocab/vectors.cfg";

/// Vectors by the string id of a word's text.
#[derive(Debug)]
pub(crate) struct Vectors {
    width: usize,
    /// `[n_rows, width]`.
    data: Vec<f32>,
    row_from_word: HashMap<u64, usize, FixedState>,
}

impl Vectors {
    pub(crate) fn read(package: &Package) -> Result<Self> {
        package.read_as(SETTINGS, check_settings)?;
        let (n_rows, width, data) = package.read_as(TABLE, read_table)?;
        let row_from_word = package.read_as(ROWS, |bytes| read_rows(bytes, n_rows))?;
        Ok(Self { width, data, row_from_word })
    }

    /// Length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The vector of a word, if it has one.
    pub(crate) fn get(&self, word: u64) -> Option<&[f32]> {
        let row = *self.row_from_word.get(&word)?;
        Some(&self.data[row * self.width..][..self.width])
    }
}

fn check_settings(bytes: &[u8]) -> Result<()> {
    let settings: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|e| Error::damaged(format!("is not JSON ({e})")))?;
    match settings["mode"].as_str() {
        Some("default") => {}
        mode => {
            return Err(Error::not_run(format!("vectors of mode {mode:?}; this program runs `default`")));
        }
    }
    match &settings["attr"] {
        serde_json::Value::Null => Ok(()),
        // `ORTH`, by name or number (`spacy/attrs.pxd`).
        attr if attr == "ORTH" || attr == 65 => Ok(()),
        attr => Err(Error::not_run(format!("vectors by {attr}; this program runs those by ORTH"))),
    }
}

/// A two-dimensional array of little-endian 32-bit floats in NumPy's format
/// (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>, versions 1 to 3).
fn read_table(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>)> {
    let damaged = |what: &str| Error::damaged(format!("is not a table of vectors ({what})"));
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(|| damaged("no NumPy array"))?;
    let (header, data) = match rest {
        [1, _, a, b, rest @ ..] => rest.split_at_checked(usize::from(u16::from_le_bytes([*a, *b]))),
        [2 | 3, _, a, b, c, d, rest @ ..] => {
            let length = u32::from_le_bytes([*a, *b, *c, *d]);
            usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length))
        }
        _ => None,
    }
    .ok_or_else(|| damaged("cut short, or of an unknown version"))?;
    let header: String = String::from_utf8_lossy(header).split_whitespace().collect();
    if !header.contains("'descr':'<f4'") || !header.contains("'fortran_order':False") {
        return Err(Error::not_run(format!("a table of vectors with the header {header}")));
    }
    let shape = header
        .split_once("'shape':(")
        .and_then(|(_, shape)| shape.split_once(')')?.0.split_once(','))
        .and_then(|(rows, width)| Some((rows.parse::<usize>().ok()?, width.parse::<usize>().ok()?)));
    let (n_rows, width) = shape.ok_or_else(|| damaged("no shape of rows and columns"))?;
    if n_rows.checked_mul(width).and_then(|n| n.checked_mul(4)) != Some(data.len()) {
        return Err(damaged(&format!("{} bytes for {n_rows} rows of {width}", data.len())));
    }
    let floats = data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    Ok((n_rows, width, floats))
}

fn read_rows(bytes: &[u8], n_rows: usize) -> Result<HashMap<u64, usize, FixedState>> {
    let value = msgpack::read(ROWS, bytes)?;
    let mut rows = HashMap::default();
    for (word, row) in msgpack::map(ROWS, "the whole file", &value)? {
        let (Some(word), Some(row)) = (word.as_u64(), msgpack::as_i64(row)) else {
            return Err(Error::malformed(ROWS, "the whole file", "a pair is not of whole numbers"));
        };
        match usize::try_from(row) {
            Ok(row) if row < n_rows => {
                rows.insert(word, row);
            }
            Ok(row) => {
                return Err(Error::malformed(ROWS, format!("word {word}"), format!("row {row} of {n_rows}")));
            }
            // A negative row says that the word has no vector.
            Err(_) => {}
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &str, data: &[f32]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data.iter().flat_map(|x| x.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_table_is_read_with_its_shape() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n";
        let data = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(read_table(&table(header, &data)).unwrap(), (2, 3, data.to_vec()));
        assert!(read_table(&table(header, &data[1..])).unwrap_err().is_malformed());
        assert!(read_table(&table(&header.replace("<f4", "<f2"), &data)).unwrap_err().is_unsupported());
        assert!(read_table(&table(&header.replace("(2, 3)", "(6,)"), &data)).unwrap_err().is_malformed());
        let absurd = header.replace("(2, 3)", "(99999999999999999, 99999999999999999)");
        assert!(read_table(&table(&absurd, &data)).unwrap_err().is_malformed());
        assert!(read_table(b"\x93NUMPY\x02\x00\xff\xff\xff\xff").unwrap_err().is_malformed());
    }

    #[test]
    fn other_modes_are_named() {
        assert!(check_settings(br#"{"mode":"default"}"#).is_ok());
        let error = check_settings(br#"{"mode":"floret"}"#).unwrap_err();
        assert!(error.is_unsupported() && error.to_string().contains("floret"));
        assert!(check_settings(br#"{"mode":"default","attr":"LOWER"}"#).unwrap_err().is_unsupported());
    }

    #[test]
    fn a_row_outside_the_table_is_refused() {
        let map = |row: i64| {
            let mut bytes = Vec::new();
            let value = rmpv::Value::Map(vec![(7u64.into(), row.into())]);
            rmpv::encode::write_value(&mut bytes, &value).unwrap();
            bytes
        };
        assert_eq!(read_rows(&map(1), 2).unwrap().get(&7), Some(&1));
        assert_eq!(read_rows(&map(-1), 2).unwrap().len(), 0);
        assert!(read_rows(&map(2), 2).unwrap_err().is_malformed());
    }
}
