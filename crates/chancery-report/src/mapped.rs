//! A text that remembers where each of its bytes came from, and keeps remembering while it is edited.

use std::ops::Range;

use chancery_record::{Byte, OffsetMap, Piece, Repair, RepairKind, Span};

/// A derived text with its offsets into a raw text; both in UTF-8 bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mapped {
    text: String,
    pieces: Vec<Piece>,
}

/// One change to a [`Mapped`] text.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    /// What is replaced: bytes of the text before the edit; empty to insert.
    pub(crate) range: Range<usize>,
    /// What stands there afterwards.
    pub(crate) with: &'static str,
    /// What kind of repair it is.
    pub(crate) kind: RepairKind,
}

impl Mapped {
    /// The raw text itself.
    pub(crate) fn identity(raw: &str) -> Self {
        let mut mapped = Self::default();
        mapped.push_verbatim(raw, 0);
        mapped
    }

    /// Appends text that stands at `raw_start` of the raw text, byte for byte.
    pub(crate) fn push_verbatim(&mut self, text: &str, raw_start: usize) {
        let raw = Span::new(offset(raw_start), offset(raw_start + text.len()));
        self.push(text, raw, true);
    }

    /// Appends text that stands for other raw text (none, where `raw` is empty).
    pub(crate) fn push_replaced(&mut self, text: &str, raw: Range<usize>) {
        self.push(text, Span::new(offset(raw.start), offset(raw.end)), false);
    }

    fn push(&mut self, text: &str, raw: Span<Byte>, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = offset(self.text.len());
        self.text.push_str(text);
        let clean = Span::new(start, offset(self.text.len()));
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && verbatim
            && last.raw.end == raw.start
        {
            last.clean = Span::new(last.clean.start, clean.end);
            last.raw = Span::new(last.raw.start, raw.end);
            return;
        }
        self.pieces.push(Piece { clean, raw, verbatim });
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the raw text behind the last byte ends.
    pub(crate) fn offsets_end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.raw.end as usize)
    }

    /// The map to the raw text.
    pub(crate) fn offsets(&self) -> OffsetMap {
        OffsetMap::from_pieces(self.pieces.iter().copied())
    }

    /// The raw bytes behind a range of the text.
    pub(crate) fn raw_span(&self, range: &Range<usize>) -> Span<Byte> {
        let start_at = self.pieces.partition_point(|piece| piece.clean.end as usize <= range.start);
        let start = match self.pieces.get(start_at) {
            Some(piece) if piece.verbatim => piece.raw.start + offset(range.start) - piece.clean.start,
            Some(piece) => piece.raw.start,
            None => self.pieces.last().map_or(0, |piece| piece.raw.end),
        };
        if range.is_empty() {
            return Span::new(start, start);
        }
        let end_at = self.pieces.partition_point(|piece| (piece.clean.end as usize) < range.end);
        let end = match self.pieces.get(end_at) {
            Some(piece) if piece.verbatim => piece.raw.start + offset(range.end) - piece.clean.start,
            Some(piece) => piece.raw.end,
            None => self.pieces.last().map_or(0, |piece| piece.raw.end),
        };
        Span::new(start.min(end), end)
    }

    /// Appends a range of another text over the same raw text.
    pub(crate) fn push_slice(&mut self, other: &Self, range: &Range<usize>) {
        let first = other.pieces.partition_point(|piece| piece.clean.end as usize <= range.start);
        for piece in &other.pieces[first..] {
            let (start, end) = (piece.clean.start as usize, piece.clean.end as usize);
            if start >= range.end {
                break;
            }
            let cut = start.max(range.start)..end.min(range.end);
            let text = &other.text[cut.clone()];
            if piece.verbatim {
                self.push_verbatim(text, piece.raw.start as usize + cut.start - start);
            } else {
                self.push(text, piece.raw, false);
            }
        }
    }

    /// Applies edits, which must be in order and disjoint, and records each as a repair.
    pub(crate) fn edited(&self, edits: &[Edit], repairs: &mut Vec<Repair>) -> Self {
        if edits.is_empty() {
            return self.clone();
        }
        let mut edited = Self::default();
        let mut at = 0;
        for edit in edits {
            edited.push_slice(self, &(at..edit.range.start));
            let raw = self.raw_span(&edit.range);
            edited.push(edit.with, raw, false);
            repairs.push(Repair { span: raw, kind: edit.kind });
            at = edit.range.end;
        }
        edited.push_slice(self, &(at..self.text.len()));
        edited
    }
}

/// Raw texts are bounded far below 4 GiB by [`crate::Limits`].
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("texts are bounded below 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_compose_and_offsets_stay_true() {
        let raw = "one  two.Three";
        let mut repairs = Vec::new();
        let once = Mapped::identity(raw)
            .edited(&[Edit { range: 3..5, with: " ", kind: RepairKind::Spaces }], &mut repairs);
        let twice = once.edited(&[Edit { range: 8..8, with: " ", kind: RepairKind::Unglued }], &mut repairs);
        assert_eq!(twice.text(), "one two. Three");
        assert_eq!(twice.offsets().raw_from_clean(Span::new(9, 14)), Span::new(9, 14));
        assert_eq!(twice.offsets().raw_from_clean(Span::new(3, 7)), Span::new(3, 8));
        assert_eq!(repairs.len(), 2);
    }
}
