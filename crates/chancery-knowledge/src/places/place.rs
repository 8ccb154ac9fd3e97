//! What the gazetteer says of one place.

use std::fmt;

/// Names one place of one [`Places`](super::Places); keys of different gazetteers do not compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceKey(pub(super) u32);

/// What sort of place: GeoNames feature codes brought down to what resolution needs, and the kinds
/// of `places_features.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A state or dependent territory.
    Country,
    /// A first-level division (GeoNames ADM1): state, governorate, oblast.
    Region,
    /// A second-level division (ADM2): county, district.
    District,
    /// A seat of national government (PPLC).
    Capital,
    /// A seat of a first-level division (PPLA).
    Seat,
    /// A seat of a lower division (PPLA2 to PPLA5).
    LocalSeat,
    /// Any other populated place (PPL).
    Town,
    /// A part of a populated place (PPLX).
    Quarter,
    /// A continent.
    Continent,
    /// A part of the world or of a country without a border of its own: the Sahel, Normandy.
    Area,
    /// A territory or line that states dispute or that governs itself unrecognised.
    Disputed,
    /// A sea or ocean.
    Sea,
    /// A gulf or bay.
    Gulf,
    /// A strait or channel.
    Strait,
    /// A canal.
    Canal,
    /// A river; its point lies about the middle of its course.
    River,
    /// A lake.
    Lake,
    /// A mountain, range or pass.
    Mountain,
    /// A desert.
    Desert,
    /// An island or group of islands.
    Island,
    /// A peninsula or cape.
    Peninsula,
    /// A camp of refugees or displaced people.
    Camp,
    /// A border crossing or checkpoint.
    Crossing,
    /// A military base, proving ground or space port.
    Base,
    /// A building, square, plant, dam or airport.
    Site,
}

impl Kind {
    pub(super) const ALL: [Kind; 25] = [
        Kind::Country,
        Kind::Region,
        Kind::District,
        Kind::Capital,
        Kind::Seat,
        Kind::LocalSeat,
        Kind::Town,
        Kind::Quarter,
        Kind::Continent,
        Kind::Area,
        Kind::Disputed,
        Kind::Sea,
        Kind::Gulf,
        Kind::Strait,
        Kind::Canal,
        Kind::River,
        Kind::Lake,
        Kind::Mountain,
        Kind::Desert,
        Kind::Island,
        Kind::Peninsula,
        Kind::Camp,
        Kind::Crossing,
        Kind::Base,
        Kind::Site,
    ];

    /// The word for it in tables and output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Region => "region",
            Kind::District => "district",
            Kind::Capital => "capital",
            Kind::Seat => "seat",
            Kind::LocalSeat => "seat2",
            Kind::Town => "town",
            Kind::Quarter => "quarter",
            Kind::Continent => "continent",
            Kind::Area => "area",
            Kind::Disputed => "disputed",
            Kind::Sea => "sea",
            Kind::Gulf => "gulf",
            Kind::Strait => "strait",
            Kind::Canal => "canal",
            Kind::River => "river",
            Kind::Lake => "lake",
            Kind::Mountain => "mountain",
            Kind::Desert => "desert",
            Kind::Island => "island",
            Kind::Peninsula => "peninsula",
            Kind::Camp => "camp",
            Kind::Crossing => "crossing",
            Kind::Base => "base",
            Kind::Site => "site",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether people live there in one town or quarter, as against an area on the map.
    #[must_use]
    pub fn is_settlement(self) -> bool {
        matches!(self, Kind::Capital | Kind::Seat | Kind::LocalSeat | Kind::Town | Kind::Quarter)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One row of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Place<'a> {
    /// Its key in the gazetteer that answered.
    pub key: PlaceKey,
    /// GeoNames id; `None` for rows that are not from GeoNames.
    pub geonameid: Option<u32>,
    /// The name as GeoNames or the table writes it.
    pub name: &'a str,
    /// What sort of place.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3 of the country; the first where several share it; `None` for seas and the like.
    pub country: Option<&'a str>,
    /// Name of the first-level division around it.
    pub region: Option<&'a str>,
    /// Latitude in degrees north.
    pub lat: f64,
    /// Longitude in degrees east.
    pub lon: f64,
    /// Inhabitants; 0 where unknown. For divisions the sum over the places listed in them.
    pub population: u32,
    /// Where the row comes from.
    pub source: &'a str,
}
