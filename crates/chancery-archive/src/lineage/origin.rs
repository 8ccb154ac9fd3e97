//! How many independent origins a group of reports has.

use std::collections::BTreeSet;

use crate::fold::fold;

/// The voices behind one report's account: its outlet, and the agencies that it credits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Voices {
    outlet: String,
    agencies: BTreeSet<String>,
}

impl Voices {
    /// `agencies` are those credited for the report or for the event.
    pub(crate) fn new<'a>(outlet: Option<&str>, agencies: impl IntoIterator<Item = &'a str>) -> Self {
        let agencies = agencies.into_iter().map(fold).filter(|name| !name.is_empty()).collect();
        Self { outlet: fold(outlet.unwrap_or_default()), agencies }
    }

    /// Whether one agency's word lies behind both.
    fn share_an_agency(&self, other: &Self) -> bool {
        !self.agencies.is_disjoint(&other.agencies)
            || self.agencies.contains(&other.outlet)
            || other.agencies.contains(&self.outlet)
    }
}

/// Groups of `voices` once those that share an agency, or whose texts `reuse` each other's words, are one.
pub(crate) fn n_origins(voices: &[Voices], mut reuse: impl FnMut(usize, usize) -> bool) -> usize {
    let mut group: Vec<usize> = (0..voices.len()).collect();
    for a in 0..voices.len() {
        for b in a + 1..voices.len() {
            if group[a] != group[b] && (voices[a].share_an_agency(&voices[b]) || reuse(a, b)) {
                let (kept, gone) = (group[a], group[b]);
                for one in &mut group {
                    if *one == gone {
                        *one = kept;
                    }
                }
            }
        }
    }
    group.into_iter().collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_and_those_who_credit_it_are_one_origin() {
        let voices = [
            Voices::new(Some("Coastal Wire"), []),
            Voices::new(Some("Lima Post"), ["COASTAL WIRE"]),
            Voices::new(Some("Oslo View"), ["Coastal Wire"]),
            Voices::new(Some("Fjord Press"), []),
            Voices::new(None, []),
            Voices::new(None, []),
        ];
        assert_eq!(n_origins(&voices, |_, _| false), 4);
        assert_eq!(n_origins(&voices, |a, b| (a, b) == (3, 5)), 3);
        assert_eq!(n_origins(&[], |_, _| true), 0);
    }
}
