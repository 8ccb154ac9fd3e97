//! What an actor can act for: countries, organisations; and the outlets that report.
//!
//! Codes of states and territories are ISO 3166-1 alpha-3; `XKX` stands for Kosovo, and codes that begin
//! with `X` for states in fact but not in law (`XSL` Somaliland). Codes of former states are their old
//! ISO codes. Codes of organisations are `UNO`, `EUN`, `NAT` and so on as in CAMEO where it has one, else ours.

use rustc_hash::FxHashMap;

use crate::table::{Row, Tables, each_row};
use crate::{Fault, Period, Sector};

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub(crate) u32);

        impl $id {
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }

            pub(crate) fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("fewer than four billion rows"))
            }
        }
    )*};
}
pub(crate) use ids;

ids! {
    /// A row of the countries' table.
    CountryId,
    /// A row of the organisations' table.
    OrganisationId,
    /// A row of the outlets' table.
    OutletId,
}

/// Whom an actor acts for: a country, or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// A state, a territory, a former state.
    Country(CountryId),
    /// An international organisation, a group, a party, a state body.
    Organisation(OrganisationId),
}

/// What kind of country a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryKind {
    /// A state.
    State,
    /// A territory with an ISO code.
    Territory,
    /// A state in fact but not in law.
    DeFacto,
    /// A state that is no more.
    Former,
}

/// How a phrase names a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryName {
    /// A name: "Iran", "Islamic Republic of Iran".
    Name,
    /// An adjective, often a noun for a national too: "Iranian".
    Adjective,
    /// A noun for nationals: "Iranians", "Briton".
    People,
    /// The capital, used for the government: "Tehran".
    Capital,
    /// A seat used for the government: "the Kremlin", "Downing Street".
    Seat,
}

/// A state, a territory or a former state.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or ours.
    pub code: Box<str>,
    /// ISO 3166-1 alpha-2; empty where there is none.
    pub iso2: Box<str>,
    /// What kind it is.
    pub kind: CountryKind,
    /// The name in common use.
    pub name: Box<str>,
    /// Every phrase for it, with how it names it; the name in common use first.
    pub names: Vec<(Box<str>, CountryName)>,
    /// When it existed.
    pub period: Period,
}

/// What kind of organisation a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganisationKind {
    /// An intergovernmental organisation or a body of one.
    Igo,
    /// A military alliance, coalition or mission.
    Alliance,
    /// A framework of talks: Astana format, P5+1.
    Format,
    /// An armed group. Says nothing of legality.
    ArmedGroup,
    /// A party or political movement.
    Party,
    /// A non-governmental organisation.
    Ngo,
    /// A company.
    Company,
    /// A body or force of a state.
    StateBody,
    /// Another.
    Other,
}

const ORGANISATION_KINDS: [(&str, OrganisationKind); 9] = [
    ("igo", OrganisationKind::Igo),
    ("alliance", OrganisationKind::Alliance),
    ("format", OrganisationKind::Format),
    ("armed_group", OrganisationKind::ArmedGroup),
    ("party", OrganisationKind::Party),
    ("ngo", OrganisationKind::Ngo),
    ("company", OrganisationKind::Company),
    ("state_body", OrganisationKind::StateBody),
    ("other", OrganisationKind::Other),
];

impl OrganisationKind {
    /// The word that tables use.
    #[must_use]
    pub fn word(self) -> &'static str {
        ORGANISATION_KINDS.iter().find(|(_, kind)| *kind == self).map_or("other", |(word, _)| word)
    }
}

/// An organisation, alliance, format, group, party, company or body of a state.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its code, shared with no country.
    pub code: Box<str>,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// The sector of its members.
    pub sector: Sector,
    /// Its name.
    pub name: Box<str>,
    /// Other names and short forms.
    pub aliases: Vec<Box<str>>,
    /// The countries that it belongs to or acts in; none for the world's.
    pub countries: Vec<CountryId>,
    /// When it existed under this name.
    pub period: Period,
    /// What it became: al-Nusra Front became Jabhat Fateh al-Sham.
    pub successor: Option<OrganisationId>,
    /// What it is part of and acts for: the Security Council, the United Nations.
    pub part_of: Option<OrganisationId>,
    /// Where the row comes from.
    pub source: Box<str>,
    /// What else there is to know.
    pub note: Box<str>,
}

/// Who owns an outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// A state.
    State,
    /// Not a state, but bound to one or to its forces.
    Linked,
    /// The public, as a broadcaster or by law.
    Public,
    /// Private owners.
    Private,
}

/// A news agency or outlet.
#[derive(Debug, Clone)]
pub struct Outlet {
    /// Its name.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// The country or organisation that it is of.
    pub body: Option<Body>,
    /// Its web domain; empty where not known.
    pub domain: Box<str>,
    /// Whether it is an agency that others quote.
    pub is_agency: bool,
    /// Who owns it.
    pub ownership: Ownership,
    /// Where the row comes from.
    pub source: Box<str>,
}

pub(crate) fn period_of(row: &Row<'_>, start: usize, end: usize, faults: &mut Vec<Fault>) -> Option<Period> {
    match Period::parse(row.get(start), row.get(end)) {
        Ok(period) if period.last_possible().is_some_and(|end| end < period.start.first) => {
            faults.push(
                row.fault(format!("the period {period} ends before it starts"), "swap or mend the dates"),
            );
            None
        }
        Ok(period) => Some(period),
        Err(text) => {
            faults.push(row.fault(
                format!("`{text}` is not a date"),
                "dates are YYYY-MM-DD, YYYY-MM or YYYY; an end known to last to a date is written >DATE",
            ));
            None
        }
    }
}

pub(crate) fn read_countries(tables: &Tables, faults: &mut Vec<Fault>) -> Vec<Country> {
    const COLUMNS: [&str; 12] = [
        "code",
        "iso2",
        "kind",
        "name",
        "other_names",
        "adjectives",
        "people",
        "capitals",
        "seats",
        "start",
        "end",
        "source",
    ];
    let mut countries: Vec<Country> = Vec::with_capacity(260);
    each_row(tables, "countries.csv", &COLUMNS, faults, |row, faults| {
        let kind = match row.get(2) {
            "state" => CountryKind::State,
            "territory" => CountryKind::Territory,
            "de_facto" => CountryKind::DeFacto,
            "former" => CountryKind::Former,
            other => {
                faults.push(row.fault(
                    format!("`{other}` is not a kind of country"),
                    "kinds are state, territory, de_facto, former",
                ));
                return;
            }
        };
        let code = row.get(0);
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            faults.push(row.fault(
                format!("`{code}` is not a country code"),
                "country codes are three capital letters, ISO 3166-1 alpha-3 where there is one",
            ));
            return;
        }
        let Some(period) = period_of(row, 9, 10, faults) else { return };
        let mut names = vec![(row.get(3).into(), CountryName::Name)];
        for (column, by) in [
            (4, CountryName::Name),
            (5, CountryName::Adjective),
            (6, CountryName::People),
            (7, CountryName::Capital),
            (8, CountryName::Seat),
        ] {
            names.extend(row.list(column).map(|name| (name.into(), by)));
        }
        let country = Country {
            code: code.into(),
            iso2: row.get(1).into(),
            kind,
            name: row.get(3).into(),
            names,
            period,
        };
        match countries.iter_mut().find(|known| known.code == country.code) {
            Some(known) => *known = country,
            None => countries.push(country),
        }
    });
    countries
}

/// What one organisation can be to another.
#[derive(Clone, Copy)]
enum Link {
    Successor,
    PartOf,
}

pub(crate) fn read_organisations(
    tables: &Tables,
    countries: &[Country],
    faults: &mut Vec<Fault>,
) -> Vec<Organisation> {
    const COLUMNS: [&str; 12] = [
        "code",
        "kind",
        "sector",
        "name",
        "aliases",
        "country",
        "start",
        "end",
        "successor",
        "part_of",
        "source",
        "note",
    ];
    let mut organisations: Vec<Organisation> = Vec::with_capacity(700);
    let mut at: FxHashMap<Box<str>, usize> = FxHashMap::default();
    let country_at: FxHashMap<&str, usize> =
        countries.iter().enumerate().map(|(index, country)| (&*country.code, index)).collect();
    let mut links: Vec<(Box<str>, Link, Box<str>, Fault)> = Vec::new();
    each_row(tables, "organisations.csv", &COLUMNS, faults, |row, faults| {
        let code = row.get(0);
        if code.is_empty() || country_at.contains_key(code) {
            faults.push(row.fault(
                format!("`{code}` cannot be an organisation's code"),
                "give it a code that no country has",
            ));
            return;
        }
        let Some(&(_, kind)) = ORGANISATION_KINDS.iter().find(|(word, _)| *word == row.get(1)) else {
            faults.push(row.fault(
                format!("`{}` is not a kind of organisation", row.get(1)),
                format!("kinds are {}", ORGANISATION_KINDS.map(|(word, _)| word).join(", ")),
            ));
            return;
        };
        let Some(sector) = Sector::from_code(row.get(2)) else {
            faults.push(row.fault(format!("`{}` is not a sector", row.get(2)), Sector::hint()));
            return;
        };
        let Some(period) = period_of(row, 6, 7, faults) else { return };
        let mut in_countries = Vec::new();
        for country in row.list(5) {
            match country_at.get(country) {
                Some(&index) => in_countries.push(CountryId::from_index(index)),
                None => faults.push(row.fault(
                    format!("no country `{country}`"),
                    "use a code of countries.csv; several are divided by |",
                )),
            }
        }
        for (link, column, words) in
            [(Link::Successor, 8, "to be the successor of"), (Link::PartOf, 9, "to be the whole of")]
        {
            if !row.get(column).is_empty() {
                let fault = row.fault(
                    format!("no organisation `{}` {words} `{code}`", row.get(column)),
                    "use a code of organisations.csv",
                );
                links.push((code.into(), link, row.get(column).into(), fault));
            }
        }
        let organisation = Organisation {
            code: code.into(),
            kind,
            sector,
            name: row.get(3).into(),
            aliases: row.list(4).map(Into::into).collect(),
            countries: in_countries,
            period,
            successor: None,
            part_of: None,
            source: row.get(10).into(),
            note: row.get(11).into(),
        };
        match at.get(&organisation.code) {
            Some(&index) => organisations[index] = organisation,
            None => {
                at.insert(organisation.code.clone(), organisations.len());
                organisations.push(organisation);
            }
        }
    });
    for (code, link, other, fault) in links {
        match organisations.iter().position(|known| known.code == other) {
            Some(at) => {
                if let Some(organisation) = organisations.iter_mut().find(|known| known.code == code) {
                    let other = Some(OrganisationId::from_index(at));
                    match link {
                        Link::Successor => organisation.successor = other,
                        Link::PartOf => organisation.part_of = other,
                    }
                }
            }
            None => faults.push(fault),
        }
    }
    organisations
}

pub(crate) fn read_outlets(
    tables: &Tables,
    body_of: impl Fn(&str) -> Option<Body>,
    faults: &mut Vec<Fault>,
) -> Vec<Outlet> {
    const COLUMNS: [&str; 7] = ["name", "aliases", "country", "domain", "kind", "ownership", "source"];
    let mut outlets: Vec<Outlet> = Vec::with_capacity(300);
    each_row(tables, "outlets.csv", &COLUMNS, faults, |row, faults| {
        let body = body_of(row.get(2));
        if body.is_none() && !row.get(2).is_empty() {
            faults.push(row.fault(
                format!("no country or organisation `{}`", row.get(2)),
                "use a code of countries.csv or organisations.csv",
            ));
        }
        let ownership = match row.get(5) {
            "state" => Ownership::State,
            "linked" => Ownership::Linked,
            "public" => Ownership::Public,
            "private" => Ownership::Private,
            other => {
                faults.push(row.fault(
                    format!("`{other}` is not an ownership"),
                    "ownership is state, linked, public or private",
                ));
                return;
            }
        };
        let is_agency = match row.get(4) {
            "agency" => true,
            "outlet" => false,
            other => {
                faults.push(
                    row.fault(format!("`{other}` is not a kind of outlet"), "kinds are agency and outlet"),
                );
                return;
            }
        };
        let outlet = Outlet {
            name: row.get(0).into(),
            aliases: row.list(1).map(Into::into).collect(),
            body,
            domain: row.get(3).into(),
            is_agency,
            ownership,
            source: row.get(6).into(),
        };
        match outlets.iter_mut().find(|known| known.name == outlet.name) {
            Some(known) => *known = outlet,
            None => outlets.push(outlet),
        }
    });
    outlets
}
