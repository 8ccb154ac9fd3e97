//! The three hand-kept tables: countries, regions whose centre is worth correcting, and features
//! that a gazetteer of towns lacks, or lacks under the name that English reports print. Reading them reports every fault; faulty rows are left out.

use std::collections::BTreeMap;

use super::fold::fold_name;
use super::place::Kind;
use crate::Fault;

/// File name of the table of countries, as faults cite it.
pub(super) const COUNTRIES: &str = "places_countries.csv";
/// File name of the table of regions.
pub(super) const REGIONS: &str = "places_regions.csv";
/// File name of the table of features.
pub(super) const FEATURES: &str = "places_features.csv";

/// A row of `places_countries.csv`.
#[derive(Debug, Clone)]
pub(super) struct CountryRow {
    pub(super) line: u64,
    pub(super) iso2: String,
    pub(super) iso3: String,
    pub(super) geonameid: Option<u32>,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) population: u32,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) source: String,
}

/// A row of `places_regions.csv`.
#[derive(Debug, Clone)]
pub(super) struct RegionRow {
    pub(super) line: u64,
    pub(super) iso3: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) source: String,
}

/// A row of `places_features.csv`.
#[derive(Debug, Clone)]
pub(super) struct FeatureRow {
    pub(super) line: u64,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) kind: Kind,
    pub(super) countries: Vec<String>,
    pub(super) lat: f64,
    pub(super) lon: f64,
    /// Common logarithm of the population of a town that would be named in the news as often.
    pub(super) prominence: f64,
    pub(super) source: String,
}

/// The tables as read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) countries: Vec<CountryRow>,
    pub(super) regions: Vec<RegionRow>,
    pub(super) features: Vec<FeatureRow>,
}

/// Reads the three tables row by row; [`check_claims`] then sets rows against each other.
pub(super) fn read(countries: &str, regions: &str, features: &str) -> (Tables, Vec<Fault>) {
    read_over(&Tables::default(), countries, regions, features)
}

/// Reads rows that may name the countries of other tables.
fn read_over(base: &Tables, countries: &str, regions: &str, features: &str) -> (Tables, Vec<Fault>) {
    let mut faults = Vec::new();
    let countries = rows(COUNTRIES, countries, 9, &mut faults, |row, faults| {
        let (lat, lon) = row.point(6, faults)?;
        Some(CountryRow {
            line: row.line,
            iso2: row.code(0, 2, faults)?,
            iso3: row.code(1, 3, faults)?,
            geonameid: row.text(2).parse().ok(),
            name: row.name(3, faults)?,
            aliases: row.list(4),
            population: row.number(5, faults)? as u32,
            lat,
            lon,
            source: row.source(8, faults)?,
        })
    });
    let known: BTreeMap<&str, u64> =
        base.countries.iter().chain(&countries).map(|c| (c.iso3.as_str(), c.line)).collect();
    let unknown = |row: &Fields<'_>, code: &str, faults: &mut Vec<Fault>| {
        let known = known.contains_key(code);
        if !known {
            let hint = "use an ISO 3166-1 alpha-3 code that places_countries.csv has";
            faults.push(row.fault(format!("unknown country code `{code}`"), hint));
        }
        !known
    };
    let regions = rows(REGIONS, regions, 6, &mut faults, |row, faults| {
        let iso3 = row.code(0, 3, faults)?;
        if unknown(row, &iso3, faults) {
            return None;
        }
        let (lat, lon) = row.point(3, faults)?;
        let (name, source) = (row.name(1, faults)?, row.source(5, faults)?);
        Some(RegionRow { line: row.line, iso3, name, aliases: row.list(2), lat, lon, source })
    });
    let features = rows(FEATURES, features, 8, &mut faults, |row, faults| {
        let Some(kind) = Kind::from_name(row.text(2)).filter(|kind| Kind::ALL[3..].contains(kind)) else {
            let kinds = Kind::ALL[3..].iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
            faults.push(row.fault(format!("unknown kind `{}`", row.text(2)), format!("one of {kinds}")));
            return None;
        };
        let countries = row.list(3);
        let bad = countries.iter().filter(|code| unknown(row, code, faults)).count();
        let (lat, lon) = row.point(4, faults)?;
        let prominence = row.number(6, faults)?;
        if !(1.0..=9.0).contains(&prominence) {
            let hint = "from 1 to 9: the common logarithm of the population of a town named as often";
            faults.push(row.fault(format!("prominence {prominence} out of range"), hint));
            return None;
        }
        let (name, source) = (row.name(0, faults)?, row.source(7, faults)?);
        let aliases = row.list(1);
        (bad == 0).then_some(FeatureRow {
            line: row.line,
            name,
            aliases,
            kind,
            countries,
            lat,
            lon,
            prominence,
            source,
        })
    });
    (Tables { countries, regions, features }, faults)
}

/// Lays rows over these tables: a row with the same key (a country's code, a region's country and name, a
/// feature's name and kind) takes the place of theirs. Faults are of the rows laid over.
pub(super) fn lay_over(base: Tables, countries: &str, regions: &str, features: &str) -> (Tables, Vec<Fault>) {
    let (over, mut faults) = read_over(&base, countries, regions, features);
    let mut all = base;
    all.countries.retain(|row| over.countries.iter().all(|o| o.iso3 != row.iso3));
    all.regions.retain(|row| over.regions.iter().all(|o| (&o.iso3, &o.name) != (&row.iso3, &row.name)));
    all.features.retain(|row| over.features.iter().all(|o| (&o.name, o.kind) != (&row.name, row.kind)));
    // Line 0 stands for the embedded tables.
    all.countries.iter_mut().for_each(|row| row.line = 0);
    all.regions.iter_mut().for_each(|row| row.line = 0);
    all.features.iter_mut().for_each(|row| row.line = 0);
    all.countries.extend(over.countries);
    all.regions.extend(over.regions);
    all.features.extend(over.features);
    check_claims(&all, &mut faults);
    (all, faults)
}

/// The row that claims a name first, for a message.
fn claimant(line: u64) -> String {
    if line == 0 { "the embedded table".to_owned() } else { format!("line {line}") }
}

/// Adjectives and words for the people of each country (ISO alpha-3), from the world's `countries.csv`.
pub(super) fn adjectives(countries: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(countries.as_bytes());
    let column = |name: &str, headers: &csv::StringRecord| headers.iter().position(|h| h == name);
    let Ok(headers) = reader.headers().cloned() else { return Vec::new() };
    let columns = [column("adjectives", &headers), column("people", &headers)];
    let mut found = Vec::new();
    for record in reader.records().flatten() {
        let words =
            columns.iter().flatten().filter_map(|c| record.get(*c)).flat_map(|words| words.split('|'));
        let code = record.get(0).unwrap_or("");
        found.extend(words.filter(|w| !w.is_empty()).map(|w| (code.to_owned(), w.to_owned())));
    }
    found
}

/// Adds names that two rows of one table claim with nothing to prefer one by; sorts the faults.
pub(super) fn check_claims(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut claimed: BTreeMap<String, (u64, f64)> = BTreeMap::new();
    for row in &tables.features {
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            let (line, prominence) = *claimed.entry(fold_name(name)).or_insert((row.line, row.prominence));
            if line != row.line && (prominence - row.prominence).abs() < 0.05 {
                let hint = "raise the prominence of the one that is meant more often, or drop the name";
                let message = format!("`{name}` is claimed by {} too, without a preference", claimant(line));
                faults.push(fault(FEATURES, row.line, message, hint));
            }
        }
    }
    let mut claimed: BTreeMap<String, (u64, u32)> = BTreeMap::new();
    for row in &tables.countries {
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            let (line, population) = *claimed.entry(fold_name(name)).or_insert((row.line, row.population));
            if line != row.line && population == row.population {
                let message = format!("`{name}` is claimed by {} too, without a preference", claimant(line));
                faults.push(fault(
                    COUNTRIES,
                    row.line,
                    message,
                    "the larger population is preferred; drop one",
                ));
            }
        }
    }
    let mut claimed: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in &tables.regions {
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            let line = *claimed.entry((row.iso3.clone(), fold_name(name))).or_insert(row.line);
            if line != row.line {
                let message = format!("`{name}` is claimed by {} for the same country too", claimant(line));
                faults.push(fault(REGIONS, row.line, message, "a name stands for one region of a country"));
            }
        }
    }
    faults.sort();
}

fn fault(file: &str, line: u64, message: impl Into<String>, hint: impl Into<String>) -> Fault {
    Fault { file: file.to_owned(), line, message: message.into(), hint: hint.into() }
}

struct Fields<'a> {
    file: &'a str,
    line: u64,
    record: &'a csv::StringRecord,
}

fn rows<T>(
    file: &str,
    text: &str,
    columns: usize,
    faults: &mut Vec<Fault>,
    mut row: impl FnMut(&Fields<'_>, &mut Vec<Fault>) -> Option<T>,
) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut found = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |p| p.line());
                let fields = Fields { file, line, record: &record };
                if record.len() == columns {
                    found.extend(row(&fields, faults));
                } else {
                    let message = format!("{} columns where {columns} are due", record.len());
                    faults.push(fields.fault(message, "quote a field that holds a comma"));
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, |p| p.line());
                faults.push(fault(file, line, error.to_string(), "the table must be UTF-8 CSV"));
            }
        }
    }
    found
}

impl Fields<'_> {
    fn fault(&self, message: impl Into<String>, hint: impl Into<String>) -> Fault {
        fault(self.file, self.line, message, hint)
    }

    fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or("").trim()
    }

    fn list(&self, column: usize) -> Vec<String> {
        self.text(column).split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
    }

    fn name(&self, column: usize, faults: &mut Vec<Fault>) -> Option<String> {
        let name = self.text(column);
        if fold_name(name).is_empty() {
            faults.push(self.fault("no name", "every place needs one that has letters"));
            return None;
        }
        Some(name.to_owned())
    }

    fn source(&self, column: usize, faults: &mut Vec<Fault>) -> Option<String> {
        let source = self.text(column);
        if source.is_empty() {
            faults.push(self.fault("no source", "say where the row is from, if only `general knowledge`"));
            return None;
        }
        Some(source.to_owned())
    }

    fn code(&self, column: usize, length: usize, faults: &mut Vec<Fault>) -> Option<String> {
        let code = self.text(column);
        if code.len() != length || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            faults.push(
                self.fault(format!("`{code}` is no country code"), format!("{length} capital letters")),
            );
            return None;
        }
        Some(code.to_owned())
    }

    fn number(&self, column: usize, faults: &mut Vec<Fault>) -> Option<f64> {
        let number = self.text(column).parse().ok().filter(|n: &f64| n.is_finite());
        if number.is_none() {
            faults.push(
                self.fault(
                    format!("`{}` is no number", self.text(column)),
                    "digits, with a dot for decimals",
                ),
            );
        }
        number
    }

    fn point(&self, column: usize, faults: &mut Vec<Fault>) -> Option<(f64, f64)> {
        let (lat, lon) = (self.number(column, faults)?, self.number(column + 1, faults)?);
        if lat.abs() > 90.0 || lon.abs() > 180.0 {
            let hint = "latitude from -90 to 90, then longitude from -180 to 180";
            faults.push(self.fault(format!("coordinates {lat}, {lon} out of range"), hint));
            return None;
        }
        Some((lat, lon))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTRIES_CSV: &str = "iso2,iso3,geonameid,name,aliases,population,lat,lon,source\n\
                                 SY,SYR,163843,Syria,,1,35,38,x\n";
    const FEATURES_HEAD: &str = "name,aliases,kind,iso3,lat,lon,prominence,source\n";

    fn faults(features: &str) -> Vec<String> {
        let features = FEATURES_HEAD.to_owned() + features;
        let (tables, mut faults) = read(COUNTRIES_CSV, "iso3,name,aliases,lat,lon,source\n", &features);
        check_claims(&tables, &mut faults);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_fault_is_reported_with_its_line() {
        let found = faults(
            "Tanf,,base,SYR,133.5,38.6,5,x\n\
             Tanf,,base,SYX,33.5,38.6,5,x\n\
             Tanf,,fort,SYR,33.5,38.6,5,x\n\
             Tanf,,base,SYR,33.5,38.6,50,x\n\
             Tanf,,base,SYR,33.5,38.6,5,\n\
             Tanf,base,SYR,33.5,38.6,5,x\n",
        );
        let expected = [
            "out of range",
            "unknown country code `SYX`",
            "unknown kind `fort`",
            "prominence 50",
            "no source",
            "7 columns",
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (i, (fault, words)) in found.iter().zip(expected).enumerate() {
            assert!(fault.starts_with(&format!("places_features.csv:{}: ", i + 2)), "{fault}");
            assert!(fault.contains(words) && fault.contains("hint: "), "{fault}");
        }
    }

    #[test]
    fn a_name_claimed_twice_needs_a_preference() {
        assert_eq!(faults("Rabia,,crossing,SYR,36,42,5,x\nRabi'a,,camp,SYR,35,36,5,x\n").len(), 1);
        assert_eq!(faults("Rabia,,crossing,SYR,36,42,6,x\nRabi'a,,camp,SYR,35,36,5,x\n").len(), 0);
    }
}
