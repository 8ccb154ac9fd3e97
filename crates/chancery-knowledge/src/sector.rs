//! The sectors of actors, from PLOVER's list (Open Event Data Alliance, PLOVER manual, actor codes).

use std::fmt;

/// What part of a society or of the international order an actor belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// Farmers and farm workers.
    Agr,
    /// Business.
    Bus,
    /// Police and law enforcement.
    Cop,
    /// Criminals.
    Crm,
    /// Civilians and civil society.
    Cvl,
    /// Education and research.
    Edu,
    /// Former office holders and notables.
    Eli,
    /// Government: the executive.
    Gov,
    /// Intergovernmental organisations.
    Igo,
    /// Journalists and media.
    Jrn,
    /// Courts and prosecutors.
    Jud,
    /// Labour.
    Lab,
    /// Legislatures.
    Leg,
    /// Medicine and rescue.
    Med,
    /// Armed forces of a state.
    Mil,
    /// Non-governmental organisations.
    Ngo,
    /// Political opposition.
    Opp,
    /// Political parties.
    Pty,
    /// Armed non-state groups.
    Reb,
    /// Refugees and the displaced.
    Ref,
    /// Religious actors.
    Rel,
    /// Social and cultural actors.
    Soc,
    /// Intelligence services.
    Spy,
    /// Not known.
    Unk,
}

const CODES: [(Sector, &str); 24] = [
    (Sector::Agr, "AGR"),
    (Sector::Bus, "BUS"),
    (Sector::Cop, "COP"),
    (Sector::Crm, "CRM"),
    (Sector::Cvl, "CVL"),
    (Sector::Edu, "EDU"),
    (Sector::Eli, "ELI"),
    (Sector::Gov, "GOV"),
    (Sector::Igo, "IGO"),
    (Sector::Jrn, "JRN"),
    (Sector::Jud, "JUD"),
    (Sector::Lab, "LAB"),
    (Sector::Leg, "LEG"),
    (Sector::Med, "MED"),
    (Sector::Mil, "MIL"),
    (Sector::Ngo, "NGO"),
    (Sector::Opp, "OPP"),
    (Sector::Pty, "PTY"),
    (Sector::Reb, "REB"),
    (Sector::Ref, "REF"),
    (Sector::Rel, "REL"),
    (Sector::Soc, "SOC"),
    (Sector::Spy, "SPY"),
    (Sector::Unk, "UNK"),
];

impl Sector {
    /// The sector of a three-letter code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        CODES.iter().find(|(_, known)| *known == code).map(|(sector, _)| *sector)
    }

    /// Its three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        CODES.iter().find(|(sector, _)| *sector == self).map_or("UNK", |(_, code)| code)
    }

    pub(crate) fn hint() -> String {
        format!("sectors are {}", CODES.map(|(_, code)| code).join(" "))
    }
}

impl fmt::Display for Sector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
