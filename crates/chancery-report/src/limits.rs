//! What hostile or broken input may cost: the longest record, the furthest expansion, the deepest
//! nesting of archives.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Bounds on reading. The defaults suit a machine with a few hundred megabytes to spare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one record: a text, a page, a line, a row, a whole feed or JSON document.
    pub record_bytes: usize,
    /// Most bytes of a file that must be held whole to be read: a Parquet file or an archive inside
    /// another one, or on standard input.
    pub held_bytes: usize,
    /// How many times its size compressed data may expand to, once past 64 MiB.
    pub expansion: u64,
    /// How deep archives may stand in archives.
    pub archive_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { record_bytes: 32 << 20, held_bytes: 512 << 20, expansion: 200, archive_depth: 4 }
    }
}

/// Bytes that may expand from anything before the ratio is looked at.
const FREE_EXPANSION: u64 = 64 << 20;

/// The error inside an [`io::Error`] that a limit caused.
#[derive(Debug)]
pub(crate) struct Exceeded(pub(crate) String);

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Exceeded {}

pub(crate) fn exceeded(message: String) -> io::Error {
    io::Error::other(Exceeded(message))
}

/// Counts the bytes that pass.
pub(crate) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(crate) fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        (Self { inner, count: Rc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

/// Stops a decompressor that makes far more than it is given.
pub(crate) struct Bounded<R> {
    inner: R,
    given: Rc<Cell<u64>>,
    made: u64,
    expansion: u64,
}

impl<R> Bounded<R> {
    pub(crate) fn new(inner: R, given: Rc<Cell<u64>>, limits: &Limits) -> Self {
        Self { inner, given, made: 0, expansion: limits.expansion }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.made += n as u64;
        if self.made > FREE_EXPANSION && self.made / self.expansion > self.given.get() {
            return Err(exceeded(format!("compressed data expands more than {} times", self.expansion)));
        }
        Ok(n)
    }
}

/// Reads to the end, or to the limit.
pub(crate) fn read_whole(reader: &mut dyn Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(exceeded(format!("longer than {most} bytes")));
    }
    Ok(bytes)
}

/// What [`read_line`] met.
pub(crate) enum Line {
    /// A line, without its end.
    Whole,
    /// A line that was longer than the limit and was skipped.
    TooLong,
    /// The end of the input.
    End,
}

/// Reads a line of at most `most` bytes into `line`; skips a longer one.
pub(crate) fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<Line> {
    line.clear();
    let mut skipped = false;
    let mut any = false;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(if skipped {
                Line::TooLong
            } else if any {
                Line::Whole
            } else {
                Line::End
            });
        }
        any = true;
        let (part, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at, true),
            None => (buffer.len(), false),
        };
        if line.len() + part > most {
            skipped = true;
            line.clear();
        } else if !skipped {
            line.extend_from_slice(&buffer[..part]);
        }
        reader.consume(part + usize::from(ended));
        if ended {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(if skipped { Line::TooLong } else { Line::Whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_skipped_and_the_next_is_read() {
        let mut reader = &b"short\r\n0123456789\nlast"[..];
        let mut line = Vec::new();
        assert!(matches!(read_line(&mut reader, &mut line, 8).unwrap(), Line::Whole));
        assert_eq!(line, b"short");
        assert!(matches!(read_line(&mut reader, &mut line, 8).unwrap(), Line::TooLong));
        assert!(matches!(read_line(&mut reader, &mut line, 8).unwrap(), Line::Whole));
        assert_eq!(line, b"last");
        assert!(matches!(read_line(&mut reader, &mut line, 8).unwrap(), Line::End));
    }

    #[test]
    fn expansion_is_bounded_by_what_was_given() {
        let (counted, given) = Counted::new(&b""[..]);
        drop(counted);
        let limits = Limits { expansion: 10, ..Limits::default() };
        let mut bounded = Bounded::new(io::repeat(b' '), given, &limits);
        let mut sink = io::sink();
        assert!(io::copy(&mut bounded, &mut sink).is_err());
    }
}
