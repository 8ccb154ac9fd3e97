//! Where a name lies: a gazetteer of towns, divisions, countries and features, the place names of a
//! text, and which of its namesakes each one means there.
//!
//! Facts come from GeoNames (towns over 500 people, divisions; CC BY 4.0) by way of the registry
//! packages that `scripts/places/README.md` names, and from three tables kept by hand beside it:
//! countries, regions and features. This module does not say who acts under a place's name: whether
//! "Tehran" is a city or a government is for the reader of the clause.

mod archive;
mod distance;
mod fold;
mod mentions;
mod place;
mod resolve;
mod tables;
mod vocabulary;
mod words;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

pub use archive::compile;
pub use distance::kilometres;
pub use fold::fold_name;
pub use mentions::{Mention, find_mentions};
pub use place::{Kind, Place, PlaceKey};
pub use resolve::{Choice, Surroundings, resolve};
pub use words::{Passage, Word};

use crate::{Error, Fault};
use archive::Archive;
use tables::Tables;

static ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));
const COUNTRIES: &str = include_str!("../../../../data/world/places_countries.csv");
const REGIONS: &str = include_str!("../../../../data/world/places_regions.csv");
/// The world's countries: their adjectives and peoples are read here too.
const PEOPLES: &str = include_str!("../../../../data/world/countries.csv");
const FEATURES: &str = include_str!("../../../../data/world/places_features.csv");

/// Checks the embedded tables; the faults in order of file and line.
#[must_use]
pub fn check() -> Vec<Fault> {
    check_tables(COUNTRIES, REGIONS, FEATURES)
}

/// Checks the text of the three tables as [`check`] does the embedded ones.
#[must_use]
pub fn check_tables(countries: &str, regions: &str, features: &str) -> Vec<Fault> {
    let (tables, mut faults) = tables::read(countries, regions, features);
    tables::check_claims(&tables, &mut faults);
    faults
}

/// Number of a country in one gazetteer.
type CountryNumber = u16;

/// A gazetteer: the compiled archive with the hand-kept tables laid over it.
#[derive(Debug)]
pub struct Places {
    archive: Archive,
    /// ISO alpha-3 by country number.
    countries: Vec<String>,
    /// Country numbers by the archive's.
    archive_countries: Vec<Option<CountryNumber>>,
    added: Vec<Added>,
    /// Keys by folded name; `true` marks a main name.
    names: HashMap<String, Vec<Named>>,
    /// Corrected centres of divisions.
    centres: HashMap<u32, (f64, f64)>,
    /// Countries by folded adjective or demonym.
    adjectives: HashMap<String, Vec<CountryNumber>>,
}

#[derive(Debug)]
struct Named {
    place: u32,
    main: bool,
    /// The name is an acronym: it answers only to capitals.
    capitals: bool,
}

#[derive(Debug)]
struct Added {
    name: String,
    kind: Kind,
    geonameid: Option<u32>,
    countries: Vec<CountryNumber>,
    lat: f64,
    lon: f64,
    population: u32,
    prominence: f64,
    source: String,
}

/// A place that bears a looked-up name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub key: PlaceKey,
    /// Whether the name is its main one, not an alternate or foreign one.
    pub main: bool,
}

static EMBEDDED: LazyLock<Places> = LazyLock::new(Places::load_embedded);

impl Places {
    /// The gazetteer in the binary, loaded at the first call.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The gazetteer in the binary, loaded anew.
    #[must_use]
    pub fn load_embedded() -> Self {
        Self::over_archive(&tables::read(COUNTRIES, REGIONS, FEATURES).0)
    }

    /// The gazetteer in the binary with the tables of a folder laid over its own: `places_countries.csv`,
    /// `places_regions.csv` and `places_features.csv`, each of which may be missing. A row with the same key
    /// takes the place of the embedded one; faulty rows are left out and reported.
    ///
    /// # Errors
    /// If a file that is there cannot be read.
    ///
    /// # Panics
    /// If the archive built into the crate is damaged: a fault of the build, never of an input.
    #[expect(clippy::disallowed_methods, reason = "a folder of tables is given by name")]
    pub fn with_folder(folder: &Path) -> Result<(Self, Vec<Fault>), Error> {
        let read = |name: &str| match std::fs::read_to_string(folder.join(name)) {
            Ok(text) => Ok(text),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {
                Ok(String::new())
            }
            Err(cause) => Err(Error::read(folder.join(name), cause)),
        };
        let [countries, regions, features] = [tables::COUNTRIES, tables::REGIONS, tables::FEATURES].map(read);
        let embedded = tables::read(COUNTRIES, REGIONS, FEATURES).0;
        let (tables, faults) = tables::lay_over(embedded, &countries?, &regions?, &features?);
        Ok((Self::over_archive(&tables), faults))
    }

    /// The embedded archive under other tables, given as the text of `places_countries.csv`,
    /// `places_regions.csv` and `places_features.csv`. Faulty rows are left out and reported.
    ///
    /// # Panics
    /// If the archive built into the crate is damaged: a fault of the build, never of an input.
    #[must_use]
    pub fn with_tables(countries: &str, regions: &str, features: &str) -> (Self, Vec<Fault>) {
        let (tables, mut faults) = tables::read(countries, regions, features);
        tables::check_claims(&tables, &mut faults);
        (Self::over_archive(&tables), faults)
    }

    fn over_archive(tables: &Tables) -> Self {
        Self::over(Archive::new(ARCHIVE).expect("the embedded archive is whole"), tables)
    }

    fn over(archive: Archive, tables: &Tables) -> Self {
        let number_of: HashMap<&str, CountryNumber> =
            tables.countries.iter().enumerate().map(|(i, c)| (c.iso3.as_str(), i as CountryNumber)).collect();
        let by_iso2: HashMap<&str, CountryNumber> =
            tables.countries.iter().enumerate().map(|(i, c)| (c.iso2.as_str(), i as CountryNumber)).collect();
        let archive_countries = archive.countries().map(|iso2| by_iso2.get(iso2).copied()).collect();
        let mut places = Self {
            archive,
            countries: tables.countries.iter().map(|c| c.iso3.clone()).collect(),
            archive_countries,
            added: Vec::new(),
            names: HashMap::new(),
            centres: HashMap::new(),
            adjectives: HashMap::new(),
        };
        for (i, row) in tables.countries.iter().enumerate() {
            let number = i as CountryNumber;
            places.add(
                &row.name,
                &row.aliases,
                Added {
                    name: row.name.clone(),
                    kind: Kind::Country,
                    geonameid: row.geonameid,
                    countries: vec![number],
                    lat: row.lat,
                    lon: row.lon,
                    population: row.population,
                    prominence: libm::log10(f64::from(row.population.max(300_000))) + 1.6,
                    source: row.source.clone(),
                },
            );
        }
        for (code, word) in tables::adjectives(PEOPLES) {
            let numbers = places.adjectives.entry(fold_name(&word)).or_default();
            numbers.extend(number_of.get(code.as_str()).filter(|n| !numbers.contains(n)));
        }
        places.adjectives.retain(|_, numbers| !numbers.is_empty());
        for row in &tables.features {
            places.add(
                &row.name,
                &row.aliases,
                Added {
                    name: row.name.clone(),
                    kind: row.kind,
                    geonameid: None,
                    countries: row
                        .countries
                        .iter()
                        .filter_map(|c| number_of.get(c.as_str()).copied())
                        .collect(),
                    lat: row.lat,
                    lon: row.lon,
                    population: 0,
                    prominence: row.prominence,
                    source: row.source.clone(),
                },
            );
        }
        for row in &tables.regions {
            let Some(country) = number_of.get(row.iso3.as_str()).copied() else { continue };
            let names = || std::iter::once(&row.name).chain(&row.aliases);
            let found = names().find_map(|name| places.division_named(name, country));
            match found {
                Some(place) => {
                    places.centres.insert(place, (row.lat, row.lon));
                    names().for_each(|name| places.name(name, place, true));
                }
                None => places.add(
                    &row.name,
                    &row.aliases,
                    Added {
                        name: row.name.clone(),
                        kind: Kind::Region,
                        geonameid: None,
                        countries: vec![country],
                        lat: row.lat,
                        lon: row.lon,
                        population: 0,
                        prominence: 6.0,
                        source: row.source.clone(),
                    },
                ),
            }
        }
        places
    }

    fn division_named(&self, name: &str, country: CountryNumber) -> Option<u32> {
        self.archive.find(&fold_name(name)).map(|(place, _)| place).find(|place| {
            let row = self.archive.row(*place);
            row.kind == Kind::Region && self.archive_countries[usize::from(row.country)] == Some(country)
        })
    }

    fn add(&mut self, name: &str, aliases: &[String], added: Added) {
        let place = (self.archive.len() + self.added.len()) as u32;
        self.added.push(added);
        self.name(name, place, true);
        aliases.iter().for_each(|alias| self.name(alias, place, true));
    }

    fn name(&mut self, name: &str, place: u32, main: bool) {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters <= 5 && letters > 1 && name.chars().all(|c| c.is_uppercase() || c == '.');
        let named = self.names.entry(fold_name(name)).or_default();
        if named.iter().all(|n| n.place != place) {
            named.push(Named { place, main, capitals });
        }
    }

    /// The places that bear `name`, in any case, spelling of diacritics, hyphens or "Saint";
    /// hand-kept rows first. A name with Arabic articles is also sought with them spelt "al" and without
    /// the first.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let key = fold_name(name);
        let shouted = !name.chars().any(char::is_lowercase);
        // Four capitals or fewer are an acronym: no town's name, unless the tables list it ("UAE").
        if shouted && key.len() <= 4 && !key.is_empty() {
            return self.listed(&key, true);
        }
        let found = self.lookup_folded(&key, shouted);
        if !found.is_empty() {
            return found;
        }
        let plain = fold::with_plain_articles(&key).map(|key| self.lookup_folded(&key, shouted));
        if let Some(found) = plain.filter(|f| !f.is_empty()) {
            return found;
        }
        fold::without_article(&key).map(|rest| self.lookup_folded(rest, shouted)).unwrap_or_default()
    }

    /// Hand-kept rows that bear a folded name.
    fn listed(&self, key: &str, shouted: bool) -> Vec<Candidate> {
        let named = self.names.get(key).map_or(&[][..], Vec::as_slice);
        let answering = named.iter().filter(|n| shouted || !n.capitals);
        answering.map(|n| Candidate { key: PlaceKey(n.place), main: n.main }).collect()
    }

    fn lookup_folded(&self, key: &str, shouted: bool) -> Vec<Candidate> {
        let mut found = self.listed(key, shouted);
        for (place, main) in self.archive.find(key) {
            match found.iter_mut().find(|c| c.key.0 == place) {
                Some(candidate) => candidate.main |= main,
                None => found.push(Candidate { key: PlaceKey(place), main }),
            }
        }
        found
    }

    /// Whether any place bears `name`.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        !self.lookup(name).is_empty()
    }

    /// Whether `code` is the ISO 3166-1 alpha-3 code of a country of the tables.
    #[must_use]
    pub fn has_country(&self, code: &str) -> bool {
        self.country_number(code).is_some()
    }

    /// ISO 3166-1 alpha-3 codes of the countries whose adjective or demonym `word` is.
    pub fn countries_of_adjective(&self, word: &str) -> impl Iterator<Item = &str> {
        self.adjective(word).iter().map(|c| self.countries[usize::from(*c)].as_str())
    }

    fn adjective(&self, word: &str) -> &[CountryNumber] {
        self.adjectives.get(&fold_name(word)).map_or(&[], Vec::as_slice)
    }

    fn country_number(&self, iso3: &str) -> Option<CountryNumber> {
        self.countries.iter().position(|c| c == iso3).map(|i| i as CountryNumber)
    }

    /// The row of a place.
    ///
    /// # Panics
    /// If `key` comes from a gazetteer with other tables.
    #[must_use]
    pub fn place(&self, key: PlaceKey) -> Place<'_> {
        let country = |n: CountryNumber| self.countries[usize::from(n)].as_str();
        if let Some(added) = self.added_at(key) {
            return Place {
                key,
                geonameid: added.geonameid,
                name: &added.name,
                kind: added.kind,
                country: added.countries.first().copied().map(country),
                region: None,
                lat: added.lat,
                lon: added.lon,
                population: added.population,
                source: &added.source,
            };
        }
        let row = self.archive.row(key.0);
        let centre = self.centres.get(&key.0);
        let (lat, lon) = centre.copied().unwrap_or((row.lat, row.lon));
        let region = row.division.and_then(|d| self.archive.division(d)).filter(|p| *p != key.0);
        Place {
            key,
            geonameid: Some(row.geonameid),
            name: row.name,
            kind: row.kind,
            country: self.archive_countries[usize::from(row.country)].map(country),
            region: region.map(|p| self.archive.row(p).name),
            lat,
            lon,
            population: row.population,
            source: if centre.is_some() { "GeoNames; centre: general knowledge" } else { "GeoNames" },
        }
    }

    fn added_at(&self, key: PlaceKey) -> Option<&Added> {
        (key.0 as usize).checked_sub(self.archive.len()).map(|i| &self.added[i])
    }

    /// How often the news means a place, as the common logarithm of a population: a town counts for
    /// its people, a capital for thirty times as many, a district for less than its chief town. The
    /// weights are judgements, tried on texts of this project's own.
    fn prominence(&self, key: PlaceKey) -> f64 {
        if let Some(added) = self.added_at(key) {
            return added.prominence;
        }
        let row = self.archive.row(key.0);
        let people = match (row.population, row.kind) {
            // GeoNames has no figure for many a seat of a governor or mayor.
            (0, Kind::Capital | Kind::Seat) => 4.5,
            (0, Kind::LocalSeat) => 3.9,
            (people, _) => libm::log10(f64::from(people) + 300.0),
        };
        people
            + match row.kind {
                Kind::Capital => 1.5,
                Kind::Seat => 0.5,
                Kind::LocalSeat => 0.1,
                Kind::Quarter => -0.7,
                Kind::Region => -0.45,
                Kind::District => -0.9,
                _ => 0.0,
            }
    }

    /// Whether `outer`, a country or an area, holds `inner`, so far as the rows say.
    fn holds(&self, outer: PlaceKey, inner: PlaceKey) -> bool {
        if outer == inner {
            return false;
        }
        let around = self.place(outer);
        match around.kind {
            Kind::Country => self.countries_at(inner).iter().any(|c| self.countries_at(outer).contains(c)),
            Kind::Region if (outer.0 as usize) < self.archive.len() => {
                let rows = (self.archive.row(outer.0), (inner.0 as usize) < self.archive.len());
                match rows {
                    (outer, true) => {
                        let inner = self.archive.row(inner.0);
                        outer.country == inner.country
                            && outer.division.is_some()
                            && outer.division == inner.division
                    }
                    (outer, false) => {
                        let inside = self.place(inner);
                        let near = kilometres((around.lat, around.lon), (inside.lat, inside.lon)) < 250.0;
                        near && self
                            .countries_at(inner)
                            .iter()
                            .any(|c| self.archive_countries[usize::from(outer.country)] == Some(*c))
                    }
                }
            }
            kind => {
                let reach = match kind {
                    Kind::District => 60.0,
                    Kind::Capital | Kind::Seat => 40.0,
                    Kind::LocalSeat | Kind::Town | Kind::Quarter => 25.0,
                    Kind::Continent => 3500.0,
                    Kind::Sea => 800.0,
                    Kind::Camp | Kind::Crossing | Kind::Base | Kind::Site => 15.0,
                    _ => 300.0,
                };
                let inside = self.place(inner);
                kilometres((around.lat, around.lon), (inside.lat, inside.lon)) < reach
            }
        }
    }

    fn countries_at(&self, key: PlaceKey) -> Vec<CountryNumber> {
        match self.added_at(key) {
            Some(added) => added.countries.clone(),
            None => {
                self.archive_countries[usize::from(self.archive.row(key.0).country)].into_iter().collect()
            }
        }
    }

    /// The candidates of `name` ranked for one that stands alone, best first, each with its share of
    /// the belief; `near` names countries (ISO alpha-3) that the asker has in mind.
    #[must_use]
    pub fn rank(&self, name: &str, near: &[&str]) -> Vec<(PlaceKey, f64)> {
        let near: HashSet<CountryNumber> = near.iter().filter_map(|c| self.country_number(c)).collect();
        resolve::rank_alone(self, name, &near)
    }
}
