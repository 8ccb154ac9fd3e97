//! Sets of characters.

/// A set of characters as inclusive ranges of code points, sorted, apart from each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Ranges(Vec<(u32, u32)>);

const LAST: u32 = 0x10_ffff;

impl Ranges {
    pub(super) fn new(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match joined.last_mut() {
                Some(last) if start <= last.1.saturating_add(1) => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self(joined)
    }

    pub(super) fn of(c: char) -> Self {
        Self(vec![(u32::from(c), u32::from(c))])
    }

    pub(super) fn negated(&self) -> Self {
        let mut gaps = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(start, end) in &self.0 {
            if next < start {
                gaps.push((next, start - 1));
            }
            next = end + 1;
        }
        if next <= LAST {
            gaps.push((next, LAST));
        }
        Self(gaps)
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self::new(self.0.iter().chain(&other.0).copied().collect())
    }

    /// The only character of the set, if it has only one.
    pub(super) fn single(&self) -> Option<char> {
        match self.0[..] {
            [(start, end)] if start == end => char::from_u32(start),
            _ => None,
        }
    }

    pub(super) fn as_slice(&self) -> &[(u32, u32)] {
        &self.0
    }
}

/// A set of characters made ready for asking.
#[derive(Debug, Clone)]
pub(super) struct Class {
    ascii: u128,
    beyond: Box<[(u32, u32)]>,
}

impl Class {
    pub(super) fn new(ranges: &Ranges) -> Self {
        let mut ascii = 0;
        let mut beyond = Vec::new();
        for &(start, end) in ranges.as_slice() {
            for code in start..=end.min(0x7f) {
                ascii |= 1 << code;
            }
            if end > 0x7f {
                beyond.push((start.max(0x80), end));
            }
        }
        Self { ascii, beyond: beyond.into() }
    }

    pub(super) fn contains(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 0x80 {
            return self.ascii >> code & 1 == 1;
        }
        let above = self.beyond.partition_point(|&(start, _)| start <= code);
        above > 0 && code <= self.beyond[above - 1].1
    }
}
