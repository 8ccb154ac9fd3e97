//! From the parsed text back to code points of the report's raw text.

use std::ops::Range;

use chancery_nlp::Doc;
use chancery_record::{Byte, Char, Passage, Report, Span, Token, Words};

/// Bytes between two counts of code points.
const BLOCK: usize = 256;

/// Parts the headline from the body in the text that is parsed. The full stop keeps the parser from reading
/// the two as one sentence.
const BETWEEN: &str = ".\n\n";
/// The same after a headline that ends in a mark of its own.
const BETWEEN_AFTER_MARK: &str = "\n\n";

/// The words to parse: the headline and the body, parted as sentences and paragraphs are.
pub(super) fn own_words(report: &Report) -> String {
    let headline = headline(report);
    [headline, between(report), report.body.text.as_str()].concat()
}

fn headline(report: &Report) -> &str {
    report.headline.as_ref().map_or("", |h| h.text.as_str())
}

fn between(report: &Report) -> &'static str {
    let headline = headline(report);
    if headline.is_empty() || report.body.text.is_empty() {
        ""
    } else if headline.ends_with(|c: char| c.is_ascii_punctuation() || matches!(c, '…' | '”' | '’')) {
        BETWEEN_AFTER_MARK
    } else {
        BETWEEN
    }
}

/// Finds the words of a parse in the raw text.
pub(super) struct Raw<'a> {
    report: &'a Report,
    doc: &'a Doc,
    headline_len: usize,
    body_start: usize,
    /// Code points before each block of the raw text.
    blocks: Vec<u32>,
}

impl<'a> Raw<'a> {
    pub(super) fn new(report: &'a Report, doc: &'a Doc) -> Self {
        let headline_len = headline(report).len();
        let body_start = headline_len + between(report).len();
        let mut n_chars = 0;
        let blocks = report
            .raw
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = n_chars;
                n_chars += n_starts(block);
                before
            })
            .collect();
        Self { report, doc, headline_len, body_start, blocks }
    }

    /// Whether the token is of the headline.
    pub(super) fn is_headline(&self, token: usize) -> bool {
        token < self.doc.len() && self.doc.bytes(token).start < self.headline_len
    }

    /// Whether the byte of the parsed text is of the headline.
    pub(super) fn is_byte_of_headline(&self, byte: usize) -> bool {
        byte < self.headline_len
    }

    /// The words of some tokens, as they stand in the raw text.
    pub(super) fn words(&self, tokens: Span<Token>) -> Words {
        let bytes = self.doc.bytes_of(tokens.range());
        self.words_at(bytes)
    }

    /// The words at these bytes of the parsed text.
    pub(super) fn words_at(&self, bytes: Range<usize>) -> Words {
        match self.raw_bytes(&bytes) {
            Some(raw) => match raw.slice(&self.report.raw) {
                Some(text) => Words::at(text, self.chars(raw)),
                None => Words::outside(self.doc.text().get(bytes).unwrap_or("")),
            },
            None => Words::outside(self.doc.text().get(bytes).unwrap_or("")),
        }
    }

    fn raw_bytes(&self, bytes: &Range<usize>) -> Option<Span<Byte>> {
        let of = |passage: &Passage, from: usize| {
            let start = bytes.start.saturating_sub(from).min(passage.text.len());
            let end = bytes.end.saturating_sub(from).clamp(start, passage.text.len());
            passage.raw_from_clean(Span::new(start as u32, end as u32))
        };
        match &self.report.headline {
            Some(headline) if bytes.start < self.headline_len => of(headline, 0),
            _ => of(&self.report.body, self.body_start),
        }
    }

    /// Code points from bytes of the raw text.
    pub(super) fn chars(&self, bytes: Span<Byte>) -> Span<Char> {
        Span::new(self.char_at(bytes.start as usize), self.char_at(bytes.end as usize))
    }

    fn char_at(&self, byte: usize) -> u32 {
        let raw = self.report.raw.as_bytes();
        let byte = byte.min(raw.len());
        let block = (byte / BLOCK).min(self.blocks.len().saturating_sub(1));
        let before = self.blocks.get(block).copied().unwrap_or(0);
        before + n_starts(&raw[block * BLOCK..byte])
    }
}

/// Number of code points that start in these bytes of UTF-8.
fn n_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32
}
