//! Texts in the store are kept compressed (zlib).

use std::cell::RefCell;
use std::io::Read;

use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};

use crate::error::{Error, Result};

thread_local! {
    /// Its tables are a quarter of a megabyte, far more than most reports.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), true));
}

/// The bytes, compressed.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let read = usize::try_from(deflate.total_in()).unwrap_or(bytes.len());
            match deflate.compress_vec(&bytes[read..], &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => {
                    packed.shrink_to_fit();
                    return packed;
                }
                Ok(_) => packed.reserve(packed.capacity()),
                // Writing into memory does not fail.
                Err(error) => {
                    debug_assert!(false, "{error}");
                    return Vec::new();
                }
            }
        }
    })
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

    #[test]
    fn what_was_packed_before_leaves_no_trace() {
        let texts =
            ["", "x", &"Ministers met in Oslo. ".repeat(4000), "Ministers met.", &"\u{fffd}é".repeat(900)];
        let alone = |text: &str| {
            let text = text.to_owned();
            std::thread::spawn(move || pack(text.as_bytes())).join().unwrap()
        };
        for text in texts.iter().chain(texts.iter().rev()) {
            assert_eq!(pack(text.as_bytes()), alone(text));
            assert_eq!(unpack_text(&pack(text.as_bytes())).unwrap(), *text);
        }
        let mut numbers = 7u64;
        let noise: Vec<u8> = (0..300_000)
            .map(|_| {
                numbers = numbers.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
                numbers.to_be_bytes()[0]
            })
            .collect();
        assert_eq!(unpack(&pack(&noise)).unwrap(), noise, "what does not get smaller is kept, too");
    }
}
