//! Texts in the store are kept compressed (zlib).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::error::{Error, Result};

/// The bytes, compressed.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    // Writing into memory does not fail.
    let written = encoder.write_all(bytes);
    debug_assert!(written.is_ok());
    encoder.finish().unwrap_or_default()
}

/// The bytes that were packed.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::corrupt(format_args!("a text cannot be unpacked: {error}")))?;
    Ok(bytes)
}

/// The text that was packed.
pub(crate) fn unpack_text(packed: &[u8]) -> Result<String> {
    String::from_utf8(unpack(packed)?).map_err(|_| Error::corrupt("a text is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_and_rubbish_is_an_error() {
        let text = "Ministers met. ".repeat(200);
        let packed = pack(text.as_bytes());
        assert!(packed.len() < text.len() / 5);
        assert_eq!(unpack_text(&packed).unwrap(), text);
        assert!(unpack(&packed[..packed.len() / 2]).unwrap_err().is_corrupt());
    }
}
