//! The compiled gazetteer: columns of numbers, one string of names, and an FST from folded names to
//! the places that bear them.
//!
//! Layout, little-endian: `CHPLACE1`; six `u32` counts (places, countries, divisions, bytes of names,
//! postings, bytes of FST); then countries (2 bytes each), divisions (`u32` place), ids, latitudes and
//! longitudes (`i32`, 1e-5 degree), populations, country and division numbers (`u8`, `u16`), kinds
//! (`u8`), name offsets, names, postings, FST. An FST value is `first posting << 16 | count`; a posting
//! is a place, with its top bit set where the name is not the place's main one.

use std::collections::BTreeMap;

use super::fold::{fold_name, with_plain_articles, without_article};
use super::place::Kind;
use crate::Fault;

const MAGIC: &[u8; 8] = b"CHPLACE1";
const ALTERNATE: u32 = 1 << 31;
const NO_DIVISION: u16 = u16::MAX;
/// Countries whose names carry the Arabic article, so that "Qusayr" should find "Al Qusayr".
const ARTICLE_COUNTRIES: [&str; 20] = [
    "AE", "BH", "DJ", "DZ", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA", "SD",
    "SY", "TN", "YE",
];

/// A compiled gazetteer over borrowed bytes.
#[derive(Debug)]
pub(super) struct Archive {
    bytes: &'static [u8],
    places: usize,
    countries: usize,
    divisions: usize,
    names: usize,
    postings: usize,
    index: fst::Map<&'static [u8]>,
}

/// One place of the archive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) geonameid: u32,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Number of the country in [`Archive::countries`].
    pub(super) country: u8,
    pub(super) division: Option<u16>,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) population: u32,
}

impl Archive {
    /// Reads an archive; `None` where the bytes are not one.
    pub(super) fn new(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..8)? != MAGIC {
            return None;
        }
        let count =
            |i: usize| Some(u32::from_le_bytes(bytes.get(8 + 4 * i..12 + 4 * i)?.try_into().ok()?) as usize);
        let (places, countries, divisions) = (count(0)?, count(1)?, count(2)?);
        let (names, postings, index) = (count(3)?, count(4)?, count(5)?);
        let before = Self::index_start(places, countries, divisions, names, postings);
        if bytes.len() != before + index {
            return None;
        }
        let index = fst::Map::new(&bytes[before..]).ok()?;
        Some(Self { bytes, places, countries, divisions, names, postings, index })
    }

    fn columns_start(countries: usize, divisions: usize) -> usize {
        32 + 2 * countries + 4 * divisions
    }

    fn index_start(
        places: usize,
        countries: usize,
        divisions: usize,
        names: usize,
        postings: usize,
    ) -> usize {
        Self::columns_start(countries, divisions) + places * 20 + 4 * (places + 1) + names + 4 * postings
    }

    fn u32_at(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.bytes[at..at + 4].try_into().expect("four bytes"))
    }

    /// Number of places.
    pub(super) fn len(&self) -> usize {
        self.places
    }

    /// ISO 3166-1 alpha-2 codes, in the order that rows number them.
    pub(super) fn countries(&self) -> impl Iterator<Item = &'static str> {
        let codes = &self.bytes[32..32 + 2 * self.countries];
        codes.chunks_exact(2).map(|code| std::str::from_utf8(code).unwrap_or("??"))
    }

    /// The place that is the division numbered `division`.
    pub(super) fn division(&self, division: u16) -> Option<u32> {
        let number = usize::from(division);
        let place = (number < self.divisions).then(|| self.u32_at(32 + 2 * self.countries + 4 * number))?;
        (place != u32::MAX).then_some(place)
    }

    pub(super) fn row(&self, place: u32) -> Row {
        let (n, i) = (self.places, place as usize);
        let start = Self::columns_start(self.countries, self.divisions);
        let column = |c: usize| self.u32_at(start + 4 * (n * c + i));
        let degrees = |c: usize| f64::from(i32::from_le_bytes(column(c).to_le_bytes())) / 1e5;
        let small = start + 16 * n;
        let country = self.bytes[small + i];
        let at = small + n + 2 * i;
        let division = u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]]);
        let kind = Kind::ALL.get(usize::from(self.bytes[small + 3 * n + i])).copied().unwrap_or(Kind::Town);
        let offsets = small + 4 * n;
        let names = offsets + 4 * (n + 1);
        let (from, to) = (self.u32_at(offsets + 4 * i) as usize, self.u32_at(offsets + 4 * i + 4) as usize);
        Row {
            geonameid: column(0),
            name: std::str::from_utf8(&self.bytes[names + from..names + to]).unwrap_or(""),
            kind,
            country,
            division: (division != NO_DIVISION).then_some(division),
            lat: degrees(1),
            lon: degrees(2),
            population: column(3),
        }
    }

    /// Places that bear the folded name `key`, each with whether it is the main name.
    pub(super) fn find(&self, key: &str) -> impl Iterator<Item = (u32, bool)> + '_ {
        let value = self.index.get(key).unwrap_or(0);
        let (first, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        let start = Self::columns_start(self.countries, self.divisions) + self.places * 24 + 4 + self.names;
        debug_assert!(first + count <= self.postings);
        (first..first + count).map(move |i| {
            let posting = self.u32_at(start + 4 * i);
            (posting & !ALTERNATE, posting & ALTERNATE == 0)
        })
    }
}

fn fault(line: u64, message: impl Into<String>, hint: &str) -> Fault {
    Fault { file: "rows".to_owned(), line, message: message.into(), hint: hint.to_owned() }
}

/// Compiles rows as `scripts/places/gather.py` prints them (tab-separated: GeoNames id, kind, ISO
/// alpha-2, division code, lat, lon, population, name, other names split by `|`) to an archive.
///
/// # Errors
/// The first row that is no such row.
pub fn compile(rows: &str) -> Result<Vec<u8>, Fault> {
    let mut countries: BTreeMap<&str, u8> = BTreeMap::new();
    let mut divisions: BTreeMap<(&str, &str), (u16, u32)> = BTreeMap::new();
    let mut parsed = Vec::new();
    for (number, line) in rows.lines().enumerate() {
        let row = parse(line).ok_or_else(|| {
            fault(number as u64 + 1, "not a row of nine columns in range", "run gather.py again")
        })?;
        let next = u8::try_from(countries.len()).unwrap_or(u8::MAX);
        countries.entry(row.country).or_insert(next);
        if !row.division.is_empty() {
            let next = divisions.len() as u16;
            let division = divisions.entry((row.country, row.division)).or_insert((next, u32::MAX));
            if row.kind == Kind::Region {
                division.1 = number as u32;
            }
        }
        parsed.push(row);
    }
    let mut names: BTreeMap<String, BTreeMap<u32, bool>> = BTreeMap::new();
    for (i, row) in parsed.iter().enumerate() {
        let mut add = |name: &str, main: bool| {
            let key = fold_name(name);
            if key.len() < 2 {
                return;
            }
            if ARTICLE_COUNTRIES.contains(&row.country) {
                let spellings = [without_article(&key).map(str::to_owned), with_plain_articles(&key)];
                for spelling in spellings.into_iter().flatten() {
                    *names.entry(spelling).or_default().entry(i as u32).or_default() |= main;
                }
            }
            *names.entry(key).or_default().entry(i as u32).or_default() |= main;
        };
        add(row.name, true);
        let is_acronym = |name: &str| name.len() <= 5 && name.chars().all(|c| c.is_uppercase() || c == '.');
        row.others.split('|').filter(|n| !n.is_empty() && !is_acronym(n)).for_each(|n| add(n, false));
    }
    let mut postings: Vec<u32> = Vec::new();
    let mut index = fst::MapBuilder::memory();
    for (name, places) in &names {
        let first = postings.len() as u64;
        let mut found: Vec<(u32, bool)> = places.iter().map(|(p, main)| (*p, *main)).collect();
        found.sort_by_key(|(p, main)| (!main, std::cmp::Reverse(parsed[*p as usize].population), *p));
        postings.extend(found.iter().map(|(p, main)| if *main { *p } else { p | ALTERNATE }));
        index
            .insert(name, first << 16 | found.len() as u64)
            .map_err(|e| fault(0, format!("name index: {e}"), "names must be distinct"))?;
    }
    let index =
        index.into_inner().map_err(|e| fault(0, format!("name index: {e}"), "names must be sorted"))?;

    let name_bytes: usize = parsed.iter().map(|r| r.name.len()).sum();
    let mut out = MAGIC.to_vec();
    let counts = [parsed.len(), countries.len(), divisions.len(), name_bytes, postings.len(), index.len()];
    counts.iter().for_each(|n| out.extend((*n as u32).to_le_bytes()));
    let mut by_number: Vec<(&u8, &&str)> = countries.iter().map(|(code, n)| (n, code)).collect();
    by_number.sort();
    by_number.iter().for_each(|(_, code)| out.extend(code.bytes()));
    let mut by_number: Vec<(u16, u32)> = divisions.values().copied().collect();
    by_number.sort_unstable();
    by_number.iter().for_each(|(_, place)| out.extend(place.to_le_bytes()));
    parsed.iter().for_each(|r| out.extend(r.geonameid.to_le_bytes()));
    parsed.iter().for_each(|r| out.extend(((r.lat * 1e5).round() as i32).to_le_bytes()));
    parsed.iter().for_each(|r| out.extend(((r.lon * 1e5).round() as i32).to_le_bytes()));
    parsed.iter().for_each(|r| out.extend(r.population.to_le_bytes()));
    parsed.iter().for_each(|r| out.push(countries[r.country]));
    for row in &parsed {
        let division = divisions.get(&(row.country, row.division)).map_or(NO_DIVISION, |d| d.0);
        out.extend(division.to_le_bytes());
    }
    parsed.iter().for_each(|r| out.push(r.kind as u8));
    let mut offset = 0u32;
    for row in &parsed {
        out.extend(offset.to_le_bytes());
        offset += row.name.len() as u32;
    }
    out.extend(offset.to_le_bytes());
    parsed.iter().for_each(|r| out.extend(r.name.bytes()));
    postings.iter().for_each(|p| out.extend(p.to_le_bytes()));
    out.extend(index);
    Ok(out)
}

struct Parsed<'a> {
    geonameid: u32,
    kind: Kind,
    country: &'a str,
    division: &'a str,
    lat: f64,
    lon: f64,
    population: u32,
    name: &'a str,
    others: &'a str,
}

fn parse(line: &str) -> Option<Parsed<'_>> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    let row = Parsed {
        geonameid: next()?.parse().ok()?,
        kind: Kind::from_name(next()?)?,
        country: next()?,
        division: next()?,
        lat: next()?.parse().ok()?,
        lon: next()?.parse().ok()?,
        population: next()?.parse().ok()?,
        name: next()?,
        others: next()?,
    };
    let in_range =
        row.lat.abs() <= 90.0 && row.lon.abs() <= 180.0 && row.country.len() == 2 && !row.name.is_empty();
    (in_range && next().is_none()).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "1\tregion\tSY\t11\t34.7\t37.1\t1000\tHoms Region\tHims\n\
                        2\ttown\tSY\t11\t34.5\t36.58\t40000\tAl Qusayr\tQuseir|QSR\n\
                        3\ttown\tEG\t\t26.1\t-34.3\t90000\tQuseir\t\n";

    #[test]
    fn rows_come_back() {
        let bytes: &'static [u8] = Vec::leak(compile(ROWS).unwrap());
        let archive = Archive::new(bytes).unwrap();
        assert_eq!(archive.countries().collect::<Vec<_>>(), ["SY", "EG"]);
        let found: Vec<_> = archive.find("quseir").collect();
        assert_eq!(found, [(2, true), (1, false)], "main name first");
        assert_eq!(archive.find("qusayr").collect::<Vec<_>>(), [(1, true)], "without its article");
        assert_eq!(archive.find("qsr").count(), 0, "no airport codes");
        let row = archive.row(1);
        assert_eq!((row.geonameid, row.name, row.kind, row.population), (2, "Al Qusayr", Kind::Town, 40000));
        assert_eq!(row.division.and_then(|d| archive.division(d)), Some(0));
        assert_eq!(archive.row(2).division, None);
        assert!((archive.row(2).lon + 34.3).abs() < 1e-9);
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(Archive::new(b"").is_none());
        assert!(Archive::new(b"CHPLACE1").is_none());
        assert!(Archive::new(b"CHPLACE1\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").is_none());
    }

    #[test]
    fn a_bad_row_is_named() {
        let fault = compile("1\ttown\tSY\t\t91\t0\t5\tX\t\n").unwrap_err();
        assert_eq!(fault.line, 1);
    }
}
