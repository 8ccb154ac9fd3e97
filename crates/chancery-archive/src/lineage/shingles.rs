//! Which revisions have which hashes of their words, in memory.
//!
//! Hashes land anywhere, so that a table on the disk costs a page for nearly each of them, read and written, and
//! more the larger it is. The store keeps them by revision, one after the other; while an archive is written
//! they are held here, in eight bytes each: under a kilobyte for a report.

use rusqlite::{Connection, params};

use super::Fingerprint;
use crate::error::{Error, Result};

/// Bits of a slot that say which revision; the rest are the hash's.
const REVISION_BITS: u32 = 26;
/// Slots at the start, a power of two.
const FIRST: usize = 1 << 12;

/// Hashes with the revisions that have them: open addressing, each hash with a stride of its own, so that one that
/// many reports share is in nobody else's way.
#[derive(Debug, Default)]
pub(crate) struct Shingles {
    /// Hash and revision; 0 is free, for revisions count from 1.
    slots: Vec<u64>,
    n_taken: usize,
    /// The last revision whose hashes are here.
    upto: i64,
}

impl Shingles {
    /// Brings in what this or another program has stored since.
    pub(crate) fn catch_up(&mut self, db: &Connection) -> Result<()> {
        let mut stored = db.prepare_cached(
            "SELECT revision, hashes FROM fingerprint WHERE revision > ?1 ORDER BY revision",
        )?;
        let mut rows = stored.query([self.upto])?;
        while let Some(row) = rows.next()? {
            let revision: i64 = row.get(0)?;
            let hashes = row.get_ref(1)?.as_blob().map_err(Error::corrupt)?;
            for hash in unpacked(hashes) {
                self.insert(hash, revision, |_| ())?;
            }
            self.upto = revision;
        }
        Ok(())
    }

    /// Takes in the hashes of a revision later than all that are here, stores them, and calls `seen` with each
    /// earlier revision that has one of them.
    pub(crate) fn add(
        &mut self,
        db: &Connection,
        revision: i64,
        fingerprint: &Fingerprint,
        mut seen: impl FnMut(i64),
    ) -> Result<()> {
        let packed: Vec<u8> = fingerprint.0.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        db.prepare_cached("INSERT INTO fingerprint (revision, hashes) VALUES (?1, ?2)")?
            .execute(params![revision, packed])?;
        for &hash in &fingerprint.0 {
            // Two hashes of one revision may be one once they are cut short.
            self.insert(hash, revision, |other| {
                if other != revision {
                    seen(other);
                }
            })?;
        }
        self.upto = revision;
        Ok(())
    }

    fn insert(&mut self, hash: i64, revision: i64, mut seen: impl FnMut(i64)) -> Result<()> {
        let number = u64::try_from(revision).ok().filter(|number| *number < 1 << REVISION_BITS);
        let number =
            number.ok_or_else(|| Error::refused("the archive has as many revisions as it can hold"))?;
        if self.n_taken * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let shingle = hash.cast_unsigned() >> REVISION_BITS;
        let at = probe(&self.slots, shingle, |slot| {
            seen(i64::try_from(slot & ((1 << REVISION_BITS) - 1)).unwrap_or_default());
        });
        self.slots[at] = shingle << REVISION_BITS | number;
        self.n_taken += 1;
        Ok(())
    }

    fn grow(&mut self) {
        let n = (self.slots.len() * 2).max(FIRST);
        let old = std::mem::replace(&mut self.slots, vec![0; n]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let at = probe(&self.slots, slot >> REVISION_BITS, |_| ());
            self.slots[at] = slot;
        }
    }
}

/// The first free slot on the way of `shingle`, past those that have it already, which are `seen`.
fn probe(slots: &[u64], shingle: u64, mut seen: impl FnMut(u64)) -> usize {
    let mask = slots.len() as u64 - 1;
    // An odd stride meets every slot of a power of two.
    let mixed = shingle.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (mut at, stride) = (mixed >> 24 & mask, mixed >> 12 | 1);
    loop {
        let index = usize::try_from(at).unwrap_or_default();
        match slots[index] {
            0 => return index,
            slot if slot >> REVISION_BITS == shingle => seen(slot),
            _ => {}
        }
        at = at.wrapping_add(stride) & mask;
    }
}

/// The hashes of a stored fingerprint.
fn unpacked(bytes: &[u8]) -> impl Iterator<Item = i64> + '_ {
    bytes.chunks_exact(8).map(|chunk| i64::from_le_bytes(chunk.try_into().unwrap_or_default()))
}

/// Moves the hashes of an older schema, which had them in tables by hash, to where they are kept by revision.
pub(crate) fn gather(db: &Connection) -> Result<()> {
    let mut rows = db.prepare(
        "SELECT revision, hash FROM (SELECT revision, hash FROM shingle UNION SELECT revision, hash FROM middle_shingle
           UNION SELECT revision, hash FROM recent_shingle UNION SELECT revision, hash FROM fresh_shingle)
         ORDER BY revision, hash",
    )?;
    let mut insert = db.prepare("INSERT INTO fingerprint (revision, hashes) VALUES (?1, ?2)")?;
    let mut rows = rows.query([])?;
    let mut open: Option<(i64, Vec<u8>)> = None;
    while let Some(row) = rows.next()? {
        let (revision, hash): (i64, i64) = (row.get(0)?, row.get(1)?);
        match &mut open {
            Some((of, hashes)) if *of == revision => hashes.extend(hash.to_le_bytes()),
            _ => {
                if let Some((of, hashes)) = open.replace((revision, hash.to_le_bytes().to_vec())) {
                    insert.execute(params![of, hashes])?;
                }
            }
        }
    }
    if let Some((of, hashes)) = open {
        insert.execute(params![of, hashes])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_earlier_revision_with_the_hash_is_seen(
            rows in prop::collection::vec(prop::collection::btree_set(0i64..400, 0..60), 1..120)
        ) {
            let mut shingles = Shingles::default();
            let mut kept: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
            for (hashes, revision) in rows.iter().zip(1..) {
                for small in hashes {
                    // Low bits alone do not tell hashes apart.
                    let hash = small.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed());
                    let mut seen = Vec::new();
                    shingles.insert(hash, revision, |other| seen.push(other)).unwrap();
                    seen.sort_unstable();
                    let kept = kept.entry(hash).or_default();
                    prop_assert_eq!(&seen, &*kept);
                    kept.push(revision);
                }
            }
        }
    }

    #[test]
    fn hashes_are_packed_and_unpacked() {
        let hashes = [i64::MIN, -1, 0, 1, i64::MAX];
        let packed: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        assert!(unpacked(&packed).eq(hashes));
    }

    #[test]
    fn more_revisions_than_a_slot_can_tell_apart_are_refused() {
        let mut shingles = Shingles::default();
        assert!(shingles.insert(7, 1 << REVISION_BITS, |_| ()).is_err());
        assert!(shingles.insert(7, (1 << REVISION_BITS) - 1, |_| ()).is_ok());
    }
}
