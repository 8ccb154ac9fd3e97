//! Chooses among namesakes for all place names of a text together.
//!
//! A candidate starts with its prominence (common logarithm of people, more for seats of government)
//! and gains by what the text says: a qualifier beside the name ("Aleppo, Syria", "in Idaho's
//! Moscow"), countries and divisions named or used as adjectives, and nearness to the other places
//! chosen. Choices are improved in turn until none changes. Belief is the share of 10 to the score,
//! candidates within 60 km counting as one; a choice whose place nothing but a faint likeness of names
//! supports stays unresolved.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::mentions::Mention;
use super::words::Passage;
use super::{Candidate, CountryNumber, Kind, PlaceKey, Places, fold_name, kilometres, vocabulary};

/// What an alternate or foreign name costs against a main one.
const ALTERNATE: f64 = 1.6;
/// What a country or division beside the name is worth: it decides. Cairo in Egypt has five thousand
/// times the people of Cairo, Illinois.
const QUALIFIED: f64 = 6.0;
/// What a town beside the name is worth, as a qualifier of one of its parts.
const QUALIFIED_BY_TOWN: f64 = 3.0;
/// Most that the countries of the text are worth.
const COUNTRY: f64 = 2.8;
/// Most that a division named in the text is worth.
const DIVISION: f64 = 0.9;
/// Most that nearness to other places is worth, and the distance at which it falls to a third.
const NEARNESS: f64 = 1.0;
const NEAR_KM: f64 = 250.0;
/// Candidates nearer to each other than this are one answer.
const SAME_KM: f64 = 60.0;
/// A choice needs this score: a village of a thousand people with nothing in its favour has less.
const LEAST: f64 = 3.1;
/// What a neighbour of the same kind in a list is worth: "Oregon, Idaho and Washington".
const LISTED: f64 = 1.2;
/// Lead in prominence from which a name hardly ever means another place; Georgia's is less.
const CLEAR: f64 = 1.7;
/// How much more a place needs in a country of which the rest of the text says nothing.
const FOREIGN: f64 = 1.5;
/// Rounds of improvement; choices settle in two or three.
const ROUNDS: usize = 5;

/// What is known around a text before reading it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// Countries (ISO 3166-1 alpha-3) that the report is about, say from its outlet or dateline.
    pub countries: &'a [&'a str],
}

/// The place that a mention means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// The place; `None` where the gazetteer has none that the text supports.
    pub place: Option<PlaceKey>,
    /// Belief in it, from 0 to 1; 0 where there is none.
    pub confidence: f64,
}

/// One name of the text with all its mentions: a text means one place by one name.
struct Name {
    candidates: Vec<Candidate>,
    /// Score of each candidate before the company it keeps.
    base: Vec<f64>,
    chosen: Option<usize>,
    mentions: u32,
    /// Names that stand beside it in lists.
    beside: Vec<usize>,
}

/// Chooses a place for each mention of one text; the answer has the length and order of `mentions`.
#[must_use]
pub fn resolve(
    places: &Places,
    passage: &Passage<'_>,
    mentions: &[Mention],
    surroundings: &Surroundings<'_>,
) -> Vec<Choice> {
    let (mut names, name_of) = gather(places, passage, mentions);
    let countries = countries_named(places, passage, mentions, surroundings, &names, &name_of);
    score_alone(places, &mut names, &countries);
    let foreign = |number: usize, key: PlaceKey| {
        let at = places.countries_at(key);
        !at.is_empty() && countries.total_without(number) >= 1.0 && countries.supporting(number, &at) < 0.01
    };
    score_qualified(places, passage, mentions, &mut names, &name_of);
    for name in &mut names {
        name.chosen = best(&name.base);
    }
    for _ in 0..ROUNDS {
        if !improve(places, &mut names) {
            break;
        }
    }
    let choices: Vec<Choice> = (0..names.len()).map(|i| conclude(places, &names, i, &foreign)).collect();
    name_of.iter().map(|i| choices[*i]).collect()
}

fn gather(places: &Places, passage: &Passage<'_>, mentions: &[Mention]) -> (Vec<Name>, Vec<usize>) {
    let mut names: Vec<Name> = Vec::new();
    let mut by_key: HashMap<(String, Option<String>), usize> = HashMap::new();
    let mut name_of = Vec::with_capacity(mentions.len());
    for (i, mention) in mentions.iter().enumerate() {
        let phrase = passage.phrase(mention.from, mention.to);
        // A name qualified in two ways in one text ("Paris, Texas" and "Paris") is two names.
        let container = qualifier_after(passage, mentions, i).map(|j| {
            let other = &mentions[j];
            fold_name(passage.phrase(other.from, other.to))
        });
        let key = (fold_name(phrase), container);
        let number = *by_key.entry(key).or_insert_with(|| {
            let candidates = vocabulary::candidates(places, phrase);
            names.push(Name {
                base: vec![0.0; candidates.len()],
                candidates,
                chosen: None,
                mentions: 0,
                beside: Vec::new(),
            });
            names.len() - 1
        });
        names[number].mentions += 1;
        name_of.push(number);
    }
    // An unqualified mention of a name that the text qualifies once takes that sense.
    let keys: BTreeMap<(String, Option<String>), usize> = by_key.into_iter().collect();
    for ((name, container), number) in &keys {
        if container.is_some() {
            continue;
        }
        let mut qualified =
            keys.range((name.clone(), Some(String::new()))..).take_while(|((n, _), _)| n == name);
        if let (Some((_, only)), None) = (qualified.next(), qualified.next()) {
            let extra = names[*number].mentions;
            names[*only].mentions += extra;
            for slot in name_of.iter_mut().filter(|slot| **slot == *number) {
                *slot = *only;
            }
        }
    }
    (names, name_of)
}

/// The mention that follows as a qualifier: "Aleppo, Syria", "Tripoli (Lebanon)", "Suffolk in England".
fn qualifier_after(passage: &Passage<'_>, mentions: &[Mention], i: usize) -> Option<usize> {
    let (this, next) = (&mentions[i], mentions.get(i + 1)?);
    let between = passage.text.get(this.span.end as usize..next.span.start as usize)?;
    matches!(between, ", " | " (" | ", in " | " in " | " in the " | ", in the ").then_some(i + 1)
}

/// Countries that the text names or whose adjectives it uses, with their share of such words.
fn countries_named(
    places: &Places,
    passage: &Passage<'_>,
    mentions: &[Mention],
    surroundings: &Surroundings<'_>,
    names: &[Name],
    name_of: &[usize],
) -> Countries {
    let mut own: HashMap<usize, HashMap<CountryNumber, f64>> = HashMap::new();
    let mut counts: HashMap<CountryNumber, f64> = HashMap::new();
    for country in surroundings.countries.iter().filter_map(|c| places.country_number(c)) {
        *counts.entry(country).or_default() += 2.0;
    }
    let mut in_mention = HashSet::new();
    for (mention, number) in mentions.iter().zip(name_of) {
        in_mention.extend(mention.from..mention.to);
        let candidates = &names[*number].candidates;
        let mut strongest = candidates
            .iter()
            .filter(|c| c.main)
            .map(|c| (places.prominence(c.key), c.key))
            .collect::<Vec<_>>();
        strongest.sort_by(|a, b| b.0.total_cmp(&a.0));
        // A name that hardly anyone takes for another place tells the country too.
        let clear = match strongest.as_slice() {
            [only] => Some(*only),
            [first, second, ..] if first.0 > second.0 + CLEAR => Some(*first),
            _ => None,
        };
        let Some((prominence, key)) = clear.filter(|(p, _)| *p > 5.0) else { continue };
        let kind = places.place(key).kind;
        let weight = match kind {
            Kind::Country => 1.0,
            Kind::Region | Kind::Capital => 0.7,
            _ if prominence > 6.0 => 0.6,
            _ => 0.3,
        };
        let at = places.countries_at(key);
        for country in at.iter().take(2) {
            *counts.entry(*country).or_default() += weight / at.len().min(2) as f64;
            *own.entry(*number).or_default().entry(*country).or_default() += weight / at.len().min(2) as f64;
        }
    }
    for i in 0..passage.words.len() {
        if in_mention.contains(&i) || !passage.is_capitalised(i) {
            continue;
        }
        let pair = places.adjective(passage.phrase(i, (i + 2).min(passage.words.len())));
        let found = if pair.is_empty() { places.adjective(passage.word(i)) } else { pair };
        for country in found {
            *counts.entry(*country).or_default() += 0.7;
        }
    }
    let mut sorted: Vec<f64> = counts.values().copied().collect();
    sorted.sort_by(f64::total_cmp);
    Countries { total: sorted.iter().sum(), counts, own }
}

/// How much of the text speaks of each country.
struct Countries {
    counts: HashMap<CountryNumber, f64>,
    total: f64,
    /// What each name added itself; a settlement's name does not speak for itself.
    own: HashMap<usize, HashMap<CountryNumber, f64>>,
}

impl Countries {
    /// What all names but one say.
    fn total_without(&self, name: usize) -> f64 {
        let mut own: Vec<f64> =
            self.own.get(&name).map(|o| o.values().copied().collect()).unwrap_or_default();
        own.sort_by(f64::total_cmp);
        self.total - own.iter().sum::<f64>()
    }

    /// What all names but one say for the countries `at`.
    fn supporting(&self, name: usize, at: &[CountryNumber]) -> f64 {
        let own = |c: &CountryNumber| self.own.get(&name).and_then(|o| o.get(c)).copied().unwrap_or(0.0);
        let count = |c: &CountryNumber| self.counts.get(c).map_or(0.0, |n| n - own(c));
        at.iter().map(count).fold(0.0, f64::max)
    }
}

fn country_bonus(count: f64, total: f64) -> f64 {
    if total == 0.0 || count < 0.01 {
        0.0
    } else {
        COUNTRY * (0.45 + 0.55 * (count / total).sqrt()) * (count / (count + 0.35))
    }
}

fn score_alone(places: &Places, names: &mut [Name], countries: &Countries) {
    for (number, name) in names.iter_mut().enumerate() {
        for (candidate, base) in name.candidates.iter().zip(&mut name.base) {
            let own = places.prominence(candidate.key) - if candidate.main { 0.0 } else { ALTERNATE };
            let at = places.countries_at(candidate.key);
            // Seas and continents are at home in every text.
            let bonus = if at.is_empty() {
                COUNTRY * 0.8
            } else {
                country_bonus(countries.supporting(number, &at), countries.total_without(number))
            };
            *base = own + bonus;
        }
    }
}

/// Rewards pairs of neighbouring names of which the second (or first) holds the other.
fn score_qualified(
    places: &Places,
    passage: &Passage<'_>,
    mentions: &[Mention],
    names: &mut [Name],
    name_of: &[usize],
) {
    for i in 0..mentions.len().saturating_sub(1) {
        let (this, next) = (&mentions[i], &mentions[i + 1]);
        let Some(between) = passage.text.get(this.span.end as usize..next.span.start as usize) else {
            continue;
        };
        let (a, b) = (name_of[i], name_of[i + 1]);
        if a != b && matches!(between, ", " | " and " | ", and " | " or " | ", or " | "; " | "/" | " & ") {
            names[a].beside.push(b);
            names[b].beside.push(a);
        }
        let (inner, outer, worth) = match between {
            ", " | " (" => (i, i + 1, QUALIFIED),
            ", in " | " in " | " in the " | ", in the " => (i, i + 1, QUALIFIED * 0.6),
            "'s " | "’s " | "' " => (i + 1, i, QUALIFIED * 0.6),
            _ if between.len() < 40 && is_possessive_bridge(between) => (i + 1, i, QUALIFIED * 0.5),
            _ if between.len() < 40 && is_inward_bridge(between) => (i, i + 1, QUALIFIED * 0.5),
            _ => continue,
        };
        let listed = between == ", " && of_list(places, passage, mentions, names, name_of, i);
        if name_of[inner] == name_of[outer] || listed {
            continue;
        }
        qualify(places, names, name_of[inner], name_of[outer], worth);
    }
}

/// Whether a comma stands in a list of three or more divisions of one country, not before a qualifier:
/// "Oregon, Washington, Idaho" against "Washington, Pennsylvania".
fn of_list(
    places: &Places,
    passage: &Passage<'_>,
    mentions: &[Mention],
    names: &[Name],
    name_of: &[usize],
    i: usize,
) -> bool {
    let divisions = |m: usize| {
        let found = names[name_of[m]].candidates.iter().filter(|c| c.main).map(|c| places.place(c.key));
        found.filter(|p| p.kind == Kind::Region).filter_map(|p| p.country).collect::<Vec<_>>()
    };
    let joined = |a: usize| {
        let (Some(left), Some(right)) = (mentions.get(a), mentions.get(a + 1)) else { return false };
        let between = passage.text.get(left.span.end as usize..right.span.start as usize);
        matches!(between, Some(", " | " and " | ", and " | " or " | ", or "))
    };
    divisions(i).iter().any(|country| {
        let shares = |m: usize| divisions(m).contains(country);
        let before = i > 0 && joined(i - 1) && shares(i - 1);
        let after = joined(i + 1) && shares(i + 2);
        shares(i + 1) && (before || after)
    })
}

/// Rewards candidates of `inner` that a candidate of `outer` holds, and those of `outer` that hold one:
/// the likeliest pair in full, others the less the unlikelier they are. Countries are not qualified.
fn qualify(places: &Places, names: &mut [Name], inner: usize, outer: usize, worth: f64) {
    let clear_country = best(&names[inner].base).is_some_and(|top| {
        let second = (0..names[inner].base.len()).filter(|i| *i != top).map(|i| names[inner].base[i]);
        places.place(names[inner].candidates[top].key).kind == Kind::Country
            && second.fold(f64::NEG_INFINITY, f64::max) < names[inner].base[top] - CLEAR
    });
    if clear_country {
        return;
    }
    let pairs = held_pairs(places, &names[inner].candidates, &names[outer].candidates);
    let sum = |pair: &(usize, usize)| names[inner].base[pair.0] + names[outer].base[pair.1];
    let top = pairs.iter().map(sum).fold(f64::NEG_INFINITY, f64::max);
    let mut inner_gain: BTreeMap<usize, f64> = BTreeMap::new();
    let mut outer_gain: BTreeMap<usize, f64> = BTreeMap::new();
    for pair in &pairs {
        let town = places.place(names[outer].candidates[pair.1].key).kind.is_settlement();
        let whole = if town { worth * QUALIFIED_BY_TOWN / QUALIFIED } else { worth };
        let gain = (whole - 0.5 * (top - sum(pair))).max(0.0);
        let slot = inner_gain.entry(pair.0).or_default();
        *slot = slot.max(gain);
        let slot = outer_gain.entry(pair.1).or_default();
        *slot = slot.max(gain * 0.7);
    }
    for (i, gain) in inner_gain {
        names[inner].base[i] += gain;
    }
    for (i, gain) in outer_gain {
        names[outer].base[i] += gain;
    }
}

/// "Kenya's central town of Isiolo": a possessive, then lower-case words and "of".
fn is_possessive_bridge(between: &str) -> bool {
    let rest = between.strip_prefix("'s ").or_else(|| between.strip_prefix("’s "));
    rest.is_some_and(|r| r.chars().all(|c| c.is_lowercase() || c == ' ' || c == '-'))
}

/// "Idlib province in northern Syria": lower-case words with "in" or "of" among them.
fn is_inward_bridge(between: &str) -> bool {
    let plain = between.chars().all(|c| c.is_lowercase() || matches!(c, ' ' | ',' | '-'));
    plain && between.split(' ').any(|w| w == "in" || w == "of") && !between.contains(" and ")
}

fn held_pairs(places: &Places, inner: &[Candidate], outer: &[Candidate]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (b, outer) in outer.iter().enumerate() {
        let kind = places.place(outer.key).kind;
        let surrounds = !kind.is_settlement() || places.prominence(outer.key) > 5.0;
        if !surrounds || (!outer.main && kind != Kind::Region && kind != Kind::District) {
            continue;
        }
        for (a, inner) in inner.iter().enumerate() {
            if places.holds(outer.key, inner.key) {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

fn best(scores: &[f64]) -> Option<usize> {
    (0..scores.len()).reduce(|best, i| if scores[i] > scores[best] { i } else { best })
}

/// Score of a candidate in the company of the other names' choices.
fn in_company(places: &Places, names: &[Name], number: usize, candidate: usize) -> f64 {
    let name = &names[number];
    let key = name.candidates[candidate].key;
    let here = places.place(key);
    let mut division: f64 = 0.0;
    let mut nearness: f64 = 0.0;
    if here.kind != Kind::Country && here.kind != Kind::Continent {
        for (i, other) in names.iter().enumerate() {
            let Some(chosen) = other.chosen.filter(|_| i != number).map(|c| other.candidates[c].key) else {
                continue;
            };
            if chosen == key {
                continue;
            }
            let there = places.place(chosen);
            match there.kind {
                Kind::Country | Kind::Continent | Kind::Sea | Kind::Area => continue,
                Kind::Region | Kind::District if places.holds(chosen, key) => division = DIVISION,
                _ => {}
            }
            let weight = f64::from(other.mentions).sqrt().min(2.0);
            let distance = kilometres((here.lat, here.lon), (there.lat, there.lon));
            nearness += weight * libm::exp(-distance / NEAR_KM);
        }
    }
    let alike = |i: &usize| {
        let other = names[*i].chosen.map(|c| places.place(names[*i].candidates[c].key));
        other.is_some_and(|o| o.kind == here.kind && (o.kind == Kind::Country || o.country == here.country))
    };
    let large = matches!(here.kind, Kind::Country | Kind::Region);
    let listed = if large && name.beside.iter().any(alike) { LISTED } else { 0.0 };
    name.base[candidate] + listed + division + NEARNESS * (nearness / (nearness + 1.0)) * 1.6
}

fn improve(places: &Places, names: &mut [Name]) -> bool {
    let mut changed = false;
    for number in 0..names.len() {
        let scores: Vec<f64> =
            (0..names[number].candidates.len()).map(|c| in_company(places, names, number, c)).collect();
        let chosen = best(&scores);
        if chosen != names[number].chosen {
            names[number].chosen = chosen;
            changed = true;
        }
    }
    changed
}

fn conclude(
    places: &Places,
    names: &[Name],
    number: usize,
    foreign: &dyn Fn(usize, PlaceKey) -> bool,
) -> Choice {
    let name = &names[number];
    let scores: Vec<f64> = (0..name.candidates.len()).map(|c| in_company(places, names, number, c)).collect();
    let Some(chosen) = best(&scores) else { return Choice { place: None, confidence: 0.0 } };
    let key = name.candidates[chosen].key;
    let least = if foreign(number, key) { LEAST + FOREIGN } else { LEAST };
    if scores[chosen] < least {
        return Choice { place: None, confidence: 0.0 };
    }
    let confidence = belief(places, &name.candidates, &scores, chosen, least);
    Choice { place: Some(key), confidence }
}

/// Share of 10^score that lies within [`SAME_KM`] of the chosen candidate, less for a faint score.
fn belief(places: &Places, candidates: &[Candidate], scores: &[f64], chosen: usize, least: f64) -> f64 {
    let here = places.place(candidates[chosen].key);
    let (mut same, mut all) = (0.0, 0.0);
    for (candidate, score) in candidates.iter().zip(scores) {
        let there = places.place(candidate.key);
        let mass = libm::exp10(score - scores[chosen]);
        all += mass;
        if kilometres((here.lat, here.lon), (there.lat, there.lon)) < SAME_KM {
            same += mass;
        }
    }
    // The place meant may be none of the gazetteer's: likelier for small places.
    let unlisted = libm::exp10(least - 0.8 - scores[chosen]);
    same / (all + unlisted)
}

/// Ranks the candidates of a name that stands alone.
pub(super) fn rank_alone(places: &Places, name: &str, near: &HashSet<CountryNumber>) -> Vec<(PlaceKey, f64)> {
    let candidates = vocabulary::candidates(places, name);
    let score = |c: &Candidate| {
        let own = places.prominence(c.key) - if c.main { 0.0 } else { ALTERNATE };
        let at = places.countries_at(c.key);
        own + if at.iter().any(|c| near.contains(c)) { QUALIFIED } else { 0.0 }
    };
    let scores: Vec<f64> = candidates.iter().map(score).collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(candidates[*a].key.cmp(&candidates[*b].key)));
    let total: f64 = scores.iter().map(|s| libm::exp10(*s)).sum();
    order.into_iter().map(|i| (candidates[i].key, libm::exp10(scores[i]) / total)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::find_mentions;
    use super::super::words::Word;
    use super::*;

    /// A name, the place chosen with what lies around it, and the confidence.
    type Resolved = (String, Option<(String, String)>, f64);

    /// Reads a text whose words are split at spaces and punctuation and tagged as names by their capitals.
    fn resolved(text: &str) -> Vec<Resolved> {
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if c.is_alphanumeric() {
                start.get_or_insert(at);
                continue;
            }
            words.extend(start.take().map(|s| (s, at)));
            if !c.is_whitespace() {
                words.push((at, at + c.len_utf8()));
            }
        }
        let words: Vec<Word<'_>> = words
            .iter()
            .map(|(start, end)| {
                let tag = if text[*start..].starts_with(char::is_uppercase) { "NNP" } else { "NN" };
                Word { start: *start as u32, end: *end as u32, tag, entity: "", begins: false }
            })
            .collect();
        let (places, passage) = (Places::embedded(), Passage { text, words: &words });
        let mentions = find_mentions(places, &passage);
        let choices = resolve(places, &passage, &mentions, &Surroundings::default());
        let row = |key| {
            let place = places.place(key);
            (place.name.to_owned(), place.region.or(place.country).unwrap_or("").to_owned())
        };
        let pairs = mentions.iter().zip(&choices);
        pairs.map(|(m, c)| (m.span.slice(text).unwrap().to_owned(), c.place.map(row), c.confidence)).collect()
    }

    fn around(text: &str, name: &str) -> String {
        let found = resolved(text).into_iter().find(|(mention, ..)| mention == name);
        found.and_then(|(_, place, _)| place).map(|(_, around)| around).unwrap_or_default()
    }

    #[test]
    fn a_qualifier_beside_the_name_decides() {
        assert_eq!(around("A flood reached Cairo, Illinois, at noon.", "Cairo"), "Illinois");
        assert_eq!(around("A flood reached Cairo at noon.", "Cairo"), "Al Qāhirah");
        assert_eq!(around("Police in Paris, Texas, held a man.", "Paris"), "Texas");
    }

    #[test]
    fn one_text_may_mean_two_places_by_one_name() {
        let found = resolved("She moved from Paris, France, to Paris, Texas, last year.");
        let regions: Vec<_> =
            found.iter().filter(|f| f.0 == "Paris").map(|f| f.1.clone().unwrap().1).collect();
        assert_eq!(regions.len(), 2);
        assert_ne!(regions[0], regions[1]);
    }

    #[test]
    fn divisions_in_a_list_do_not_qualify_each_other() {
        assert_eq!(around("Fires burned in Oregon, Washington, Idaho and Montana.", "Washington"), "USA");
    }

    #[test]
    fn confidence_is_lower_where_namesakes_compete() {
        let of = |text: &str| resolved(text).first().map(|f| f.2).unwrap();
        let (alone, qualified) = (of("Gunmen fled to Tripoli."), of("Gunmen fled to Tripoli, Lebanon."));
        assert!(alone < qualified, "{alone} against {qualified}");
        assert!((0.0..=1.0).contains(&alone) && qualified > 0.95);
    }

    #[test]
    fn an_unknown_name_stays_unresolved() {
        let found = resolved("Soldiers burned the village of Qwertistan in Syria.");
        assert_eq!(found[0], ("Qwertistan".to_owned(), None, 0.0));
    }
}
