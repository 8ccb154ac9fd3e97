//! Unpacks the gazetteer beside the compiled crate, so that loading it at run time costs nothing.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> Result<(), io::Error> {
    let packed = PathBuf::from("../../data/world/places.bin.zst");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", packed.display());
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    let mut reader = ruzstd::decoding::StreamingDecoder::new(io::BufReader::new(fs::File::open(&packed)?))
        .map_err(io::Error::other)?;
    let mut writer = io::BufWriter::new(fs::File::create(out.join("places.bin"))?);
    io::copy(&mut reader, &mut writer)?;
    io::Write::flush(&mut writer)
}
