//! Actor codes composed of whom somebody acts for and the sector.
//!
//! The form follows CAMEO (Schrodt, CAMEO manual 1.1b3, chapter 3): a state's actors are its ISO 3166
//! alpha-3 code and a sector (`IRNGOV`), international bodies begin with `IGO` (`IGOUNO`), non-governmental
//! ones with `NGO`, and a named domestic group follows country and sector (`SYRREBHTS`). Sectors are
//! PLOVER's. Codes of groups and organisations are those of our tables, not CAMEO's.

use std::fmt;

use crate::{Body, OrganisationKind, Sector, World};

/// A code such as `IRNGOV`, `IGOUNO` or `SYRREBHTS`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorCode(String);

impl ActorCode {
    /// The code of an actor of `sector` that acts for `body`.
    ///
    /// An organisation's own sector stands where `sector` is not given; a state's is `GOV`.
    #[must_use]
    pub fn compose(world: &World, body: Body, sector: Option<Sector>) -> Self {
        match body {
            Body::Country(id) => Self(format!("{}{}", world.country(id).code, sector.unwrap_or(Sector::Gov))),
            Body::Organisation(id) => {
                let organisation = world.organisation(id);
                match (organisation.kind, organisation.countries.first()) {
                    (OrganisationKind::Igo | OrganisationKind::Alliance | OrganisationKind::Format, _) => {
                        Self(format!("IGO{}", organisation.code))
                    }
                    (OrganisationKind::Ngo, None) => Self(format!("NGO{}", organisation.code)),
                    (_, country) => Self(format!(
                        "{}{}{}",
                        country.map_or("", |id| &world.country(*id).code),
                        sector.unwrap_or(organisation.sector),
                        organisation.code
                    )),
                }
            }
        }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ActorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
