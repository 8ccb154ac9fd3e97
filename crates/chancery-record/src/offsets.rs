//! Where each stretch of a cleaned text came from in the raw text.
//!
//! Both sides are UTF-8 bytes. The map is monotone: walking forwards in the cleaned text never walks
//! backwards in the raw one. It is a list of pieces; a *verbatim* piece has the same bytes on both
//! sides and can be cut anywhere, any other piece (a mended character, an inserted space) is mapped
//! as a whole.

use crate::span::{Byte, Span};

/// One stretch of cleaned text and the raw stretch it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the cleaned text; empty for raw text that was dropped.
    pub clean: Span<Byte>,
    /// Bytes of the raw text; empty for cleaned text that was inserted.
    pub raw: Span<Byte>,
    /// Whether the bytes are the same on both sides.
    pub verbatim: bool,
}

/// Maps offsets of a cleaned text to offsets of the raw text (`raw_from_clean`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// A map from pieces that tile the cleaned text, in order; neighbours that continue each other
    /// verbatim are joined.
    ///
    /// # Panics
    /// If the pieces leave a gap in the cleaned text, go backwards in the raw text, or call stretches
    /// of different lengths verbatim.
    #[must_use]
    pub fn from_pieces(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            assert!(!piece.verbatim || piece.clean.len() == piece.raw.len(), "verbatim lengths differ");
            if piece.clean.is_empty() {
                continue;
            }
            if let Some(last) = joined.last_mut() {
                assert_eq!(last.clean.end, piece.clean.start, "pieces tile the cleaned text");
                assert!(
                    last.raw.start <= piece.raw.start && last.raw.end <= piece.raw.end,
                    "raw offsets do not go backwards"
                );
                if last.verbatim && piece.verbatim && last.raw.end == piece.raw.start {
                    last.clean = Span::new(last.clean.start, piece.clean.end);
                    last.raw = Span::new(last.raw.start, piece.raw.end);
                    continue;
                }
            } else {
                assert_eq!(piece.clean.start, 0, "pieces start with the cleaned text");
            }
            joined.push(piece);
        }
        Self { pieces: joined }
    }

    /// The pieces, in order; they tile the cleaned text.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Length of the cleaned text in bytes.
    #[must_use]
    pub fn clean_len(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.clean.end)
    }

    /// The smallest raw span that holds everything `clean` was made from.
    ///
    /// A span that reaches past the cleaned text is cut to it; an empty span maps to an empty one.
    #[must_use]
    pub fn raw_from_clean(&self, clean: Span<Byte>) -> Span<Byte> {
        let start = self.raw_start(clean.start);
        if clean.is_empty() {
            return Span::new(start, start);
        }
        let end = self.raw_end(clean.end);
        Span::new(start.min(end), end)
    }

    fn raw_start(&self, clean: u32) -> u32 {
        let at = self.pieces.partition_point(|piece| piece.clean.end <= clean);
        match self.pieces.get(at) {
            Some(piece) if piece.verbatim => piece.raw.start + (clean - piece.clean.start),
            Some(piece) => piece.raw.start,
            None => self.pieces.last().map_or(0, |piece| piece.raw.end),
        }
    }

    fn raw_end(&self, clean: u32) -> u32 {
        let at = self.pieces.partition_point(|piece| piece.clean.end < clean);
        match self.pieces.get(at) {
            Some(piece) if piece.verbatim => piece.raw.start + (clean - piece.clean.start),
            Some(piece) => piece.raw.end,
            None => self.pieces.last().map_or(0, |piece| piece.raw.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(clean: (u32, u32), raw: (u32, u32), verbatim: bool) -> Piece {
        Piece { clean: Span::new(clean.0, clean.1), raw: Span::new(raw.0, raw.1), verbatim }
    }

    #[test]
    fn verbatim_pieces_map_byte_by_byte_and_others_whole() {
        let map = OffsetMap::from_pieces([
            piece((0, 4), (10, 14), true),
            piece((4, 5), (14, 14), false),
            piece((5, 6), (14, 17), false),
            piece((6, 9), (17, 20), true),
        ]);
        assert_eq!(map.raw_from_clean(Span::new(1, 3)), Span::new(11, 13));
        assert_eq!(map.raw_from_clean(Span::new(3, 5)), Span::new(13, 14));
        assert_eq!(map.raw_from_clean(Span::new(5, 6)), Span::new(14, 17));
        assert_eq!(map.raw_from_clean(Span::new(0, 9)), Span::new(10, 20));
        assert_eq!(map.raw_from_clean(Span::new(7, 99)), Span::new(18, 20));
    }

    #[test]
    fn neighbours_that_continue_each_other_are_joined() {
        let map = OffsetMap::from_pieces([piece((0, 2), (0, 2), true), piece((2, 5), (2, 5), true)]);
        assert_eq!(map.pieces().len(), 1);
        assert_eq!(map.clean_len(), 5);
    }
}
