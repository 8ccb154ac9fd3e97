//! Reads reports: bytes in, [`chancery_record`] values out.
#![forbid(unsafe_code)]
