//! Half-open spans whose index kind is part of the type.

use std::marker::PhantomData;
use std::ops::Range;

/// Index kind: UTF-8 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Byte {}
/// Index kind: Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Char {}
/// Index kind: tokens of one parsed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {}

/// A half-open interval `start..end` over units of kind `U`; `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<U> {
    /// First unit inside.
    pub start: u32,
    /// First unit after.
    pub end: u32,
    unit: PhantomData<U>,
}

impl<U: Copy> Span<U> {
    /// The span `start..end`.
    ///
    /// # Panics
    /// If `end < start`: a caller's mistake, never a matter of input.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "span ends before it starts: {start}..{end}");
        Self { start, end, unit: PhantomData }
    }

    /// Number of units inside.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether no unit lies inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the unit at `index` lies inside.
    #[must_use]
    pub fn contains(self, index: u32) -> bool {
        self.start <= index && index < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// As a range of `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Span<Byte> {
    /// The text inside, or `None` where the bounds do not fall on characters of `text`.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_half_open() {
        let a = Span::<Byte>::new(2, 5);
        assert!(a.contains(2) && !a.contains(5));
        assert!(!a.overlaps(Span::new(5, 7)) && a.overlaps(Span::new(4, 7)));
        assert!(a.covers(Span::new(3, 5)) && !a.covers(Span::new(3, 6)));
        assert!(Span::<Byte>::new(3, 3).is_empty());
    }

    #[test]
    fn slice_refuses_to_cut_a_character() {
        assert_eq!(Span::<Byte>::new(0, 2).slice("é!"), Some("é"));
        assert_eq!(Span::<Byte>::new(0, 1).slice("é!"), None);
    }
}
