//! PLOVER's sixteen event types, their four classes and base scores.
//!
//! Source: PLOVER manual, draft 2.0 (Open Event Data Alliance). The manual prints 3 as the base score of
//! ACCUSE; all modes of the type and its class are negative, so −3 is taken as meant.

use crate::names::named;

named! {
    /// What kind of act an event is.
    pub enum EventType {
        /// Commits, offers or promises future cooperation; accepts.
        Agree = "AGREE",
        /// Meets, visits, hosts, calls, negotiates, mediates.
        Consult = "CONSULT",
        /// Praises, thanks, endorses, recognises, signs: in words.
        Support = "SUPPORT",
        /// Gives way in words.
        Concede = "CONCEDE",
        /// Material cooperation that both sides gain from.
        Cooperate = "COOPERATE",
        /// Gives money, arms, protection, relief, asylum.
        Aid = "AID",
        /// Gives way in deed.
        Retreat = "RETREAT",
        /// Asks, urges, demands.
        Request = "REQUEST",
        /// Blames, condemns, alleges, investigates.
        Accuse = "ACCUSE",
        /// Refuses, vetoes, rules out.
        Reject = "REJECT",
        /// Warns of serious acts by itself or its side.
        Threaten = "THREATEN",
        /// Civilians demonstrate, strike, riot, boycott, block.
        Protest = "PROTEST",
        /// Reduces relations.
        Sanction = "SANCTION",
        /// Moves, alerts, tests, deploys short of force.
        Mobilize = "MOBILIZE",
        /// Arrests, seizes, bans, restricts.
        Coerce = "COERCE",
        /// Uses violence.
        Assault = "ASSAULT",
    }
}

named! {
    /// PLOVER's four classes of event types.
    pub enum QuadClass {
        /// Cooperation in words.
        VerbalCooperation = "verbal-cooperation",
        /// Cooperation in deeds.
        MaterialCooperation = "material-cooperation",
        /// Conflict in words.
        VerbalConflict = "verbal-conflict",
        /// Conflict in deeds.
        MaterialConflict = "material-conflict",
    }
}

impl QuadClass {
    /// 1 to 4, as PLOVER numbers them.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::VerbalCooperation => 1,
            Self::MaterialCooperation => 2,
            Self::VerbalConflict => 3,
            Self::MaterialConflict => 4,
        }
    }
}

impl EventType {
    /// Its class.
    #[must_use]
    pub fn quad_class(self) -> QuadClass {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => QuadClass::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => QuadClass::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => QuadClass::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                QuadClass::MaterialConflict
            }
        }
    }

    /// PLOVER's score of the type without a mode, −10 (conflict) to 10 (cooperation).
    #[must_use]
    pub fn score(self) -> f64 {
        match self {
            Self::Agree | Self::Consult => 2.5,
            Self::Support => 5.0,
            Self::Concede => 4.5,
            Self::Cooperate => 9.5,
            Self::Aid => 10.0,
            Self::Retreat => 6.5,
            Self::Request => 0.0,
            Self::Accuse => -3.0,
            Self::Reject => -2.0,
            Self::Threaten => -3.5,
            Self::Protest => -5.0,
            Self::Sanction => -6.0,
            Self::Mobilize => -5.5,
            Self::Coerce => -7.0,
            Self::Assault => -9.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixteen_and_their_names_round_trip() {
        assert_eq!(EventType::ALL.len(), 16);
        for &kind in EventType::ALL {
            assert_eq!(EventType::from_name(kind.name()), Some(kind));
        }
        assert_eq!(EventType::from_name("consult"), None);
    }

    #[test]
    fn the_score_has_the_sign_of_the_class() {
        for &kind in EventType::ALL {
            assert_eq!(kind.score() > 0.0, kind.quad_class().number() <= 2, "{kind}");
        }
    }
}
