//! Which countries a report speaks of, and which of them it is about.

use std::collections::BTreeMap;

use chancery_knowledge::{Body, Entry};
use chancery_record::Span;

use super::place;
use super::raw::Raw;
use super::scene::Scene;
use crate::resolve::{is_house_abroad, is_of_house_abroad};
use crate::statements::dateline::dateline;

/// How many times as often as any other a country is named that a report is about.
const FOREMOST: usize = 4;

/// The countries that a report names as parties or places.
#[derive(Debug)]
pub(super) struct Focus {
    /// How often each is named.
    named: BTreeMap<Body, usize>,
    /// The only one of the headline.
    of_headline: Option<Body>,
    /// That of the dateline.
    of_dateline: Option<Body>,
    /// Those of whose embassies and consulates it speaks.
    of_houses: Vec<Body>,
}

impl Focus {
    pub(super) fn of(scene: &Scene<'_>, raw: &Raw<'_>) -> Self {
        let mut named = BTreeMap::new();
        let mut in_headline = Vec::new();
        let mut count = |body: Body, byte: usize| {
            *named.entry(body).or_default() += 1;
            if raw.is_byte_of_headline(byte) && !in_headline.contains(&body) {
                in_headline.push(body);
            }
        };
        // "the Islamic State of Iraq": a country in the name of a group says nothing of where it acts.
        let mut names_of_groups = Vec::new();
        // "the Iranian embassy" is in another state, and says nothing of who is there.
        let mentions = scene.referents.mentions().iter();
        for mention in mentions.filter(|m| !is_of_house_abroad(scene.doc, m.head as usize)) {
            for actor in mention.actors.iter().map(|&id| scene.referents.actor(id)) {
                match (actor.organisation, actor.acts_for) {
                    (Some(_), _) => names_of_groups.push(scene.doc.bytes_of(mention.tokens.range())),
                    (None, Some(body @ Body::Country(_))) => {
                        count(body, scene.doc.bytes(mention.head as usize).start);
                    }
                    _ => {}
                }
            }
        }
        for setting in scene.places {
            let (start, end) = (setting.span.start as usize, setting.span.end as usize);
            if names_of_groups.iter().any(|name| name.start <= start && end <= name.end) {
                continue;
            }
            if let Some(body) = place::country_of(scene, setting) {
                count(body, start);
            }
        }
        let of_headline = if let [only] = in_headline[..] { Some(only) } else { None };
        let body = (0..scene.doc.len()).find(|&t| !raw.is_headline(t)).unwrap_or(0);
        let of_dateline = dateline(scene.doc, &(body..scene.doc.len())).and_then(|tokens| {
            let names = |t: usize| scene.world.gazette().look_up_any_case(scene.doc.word(t));
            let mut named = tokens.clone().flat_map(names).filter(|e| matches!(e, Entry::Country(..)));
            let tokens = Span::new(tokens.start as u32, tokens.end as u32);
            let by_place = place::place_in(scene, tokens).and_then(|place| place::country_of(scene, place));
            by_place.or_else(|| named.find_map(|e| e.body()))
        });
        let houses = scene.referents.mentions().iter();
        let houses = houses.filter(|m| is_house_abroad(scene.doc, m.head as usize)).flat_map(|m| &m.actors);
        let of_houses = houses.filter_map(|&id| scene.referents.actor(id).acts_for).collect();
        Self { named, of_headline, of_dateline, of_houses }
    }

    /// How often a country is named.
    pub(super) fn weight(&self, body: Body) -> usize {
        self.named.get(&body).copied().unwrap_or(0)
    }

    /// Whether the report speaks of a country at all.
    pub(super) fn names(&self, body: Body) -> bool {
        self.named.contains_key(&body)
    }

    /// The country that the report is about, if it is one: named far more often than any other, or the only
    /// one of its headline and of its body not the lesser.
    pub(super) fn country(&self) -> Option<Body> {
        let (&most, &n) = self.named.iter().max_by_key(|(_, n)| **n)?;
        let is_alone = self.named.iter().all(|(body, other)| *body == most || other * FOREMOST <= n);
        if n > 1 && is_alone {
            return Some(most);
        }
        self.of_headline.filter(|&body| self.weight(body) > 1 && self.weight(body) * 2 >= n)
    }

    /// The country of those who are before an embassy or consulate: that of the dateline, or the only other one.
    pub(super) fn before_house(&self) -> Option<Body> {
        let is_other = |body: &Body| !self.of_houses.contains(body);
        let mut others = self.named.keys().copied().filter(is_other);
        let only = others.next().filter(|_| others.next().is_none());
        self.of_dateline.filter(is_other).or(only).filter(|_| !self.of_houses.is_empty())
    }

    /// The country of a report that speaks of no other.
    pub(super) fn only(&self) -> Option<Body> {
        self.named.keys().next().copied().filter(|_| self.named.len() == 1)
    }
}
