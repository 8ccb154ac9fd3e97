//! Where a clause says that its act is: by its place words, by what they hang on, by what is struck or seized.

use chancery_knowledge::places::{Kind, Places};
use chancery_knowledge::{Body, Entry};
use chancery_record::{EventType, Span, Token};

use super::act::Act;
use super::place::{self, Setting};
use super::scene::Scene;
use crate::clauses::{Clause, Form, Relation, Role, SettingKind};
use crate::resolve::{ActorId, ActorKind};

/// Clauses upwards in which the place of an act may stand.
const STEPS: usize = 3;

/// How sure it is that "the Kenyan capital" or "a Kenyan village" is the place meant.
const BY_DESCRIPTION: f64 = 0.8;

/// What of a clause can say where its act is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    /// Whether somebody goes to the place of another.
    goes_there: bool,
    /// Whether the act is where its object is: what is bombed, not what is discussed.
    is_deed: bool,
    /// Whether a place that the act is done to is where it is done.
    on_place: OnPlace,
}

/// Which places that an act is done to are where it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnPlace {
    /// None: "Paris sanctioned Tehran" is done by one government to another.
    Never,
    /// Towns and regions, but for capitals, which stand for governments: "seized Goma".
    Parts,
    /// Any: "shelled Kyiv", "invaded Kuwait".
    Any,
}

impl Sought {
    /// What tells where a deed is, whatever its kind.
    pub(super) const DEED: Self = Self { goes_there: false, is_deed: true, on_place: OnPlace::Parts };

    /// What tells where people speak.
    pub(super) const WORDS: Self = Self { goes_there: false, is_deed: false, on_place: OnPlace::Never };

    /// What tells where somebody arrives.
    pub(super) const ARRIVAL: Self = Self { goes_there: true, is_deed: false, on_place: OnPlace::Never };

    pub(super) fn of(act: &Act) -> Self {
        let event_type = act.code.event_type;
        let is_visit =
            event_type == EventType::Consult && act.code.mode.is_some_and(|mode| mode.name() == "visit");
        let on_place = match event_type {
            EventType::Assault | EventType::Mobilize => OnPlace::Any,
            EventType::Coerce | EventType::Retreat | EventType::Protest => OnPlace::Parts,
            _ => OnPlace::Never,
        };
        Self { goes_there: is_visit, is_deed: !act.is_of_words(), on_place }
    }
}

/// The state on whose ground a clause, or the one that holds it, says that it happens.
pub(super) fn country_of_clause(scene: &Scene<'_>, clause: u32) -> Option<Body> {
    named(scene, clause, Sought::DEED).and_then(|setting| place::country_of(scene, &setting))
}

/// The place that a clause names, or the one that shares its place.
pub(super) fn named(scene: &Scene<'_>, clause: u32, sought: Sought) -> Option<Setting> {
    let mut at = clause;
    for _ in 0..STEPS {
        let goes_there = sought.goes_there && at == clause;
        let on_place = if at == clause { sought.on_place } else { OnPlace::Never };
        if let Some(found) = own(scene, at, Sought { goes_there, on_place, ..sought }) {
            return Some(found);
        }
        let link = scene.clause(at).link?;
        let shares_place = match link.relation {
            Relation::Argument(_) | Relation::Within => scene.clause(at).form == Form::Nominal,
            Relation::Adverbial => matches!(scene.clause(at).form, Form::Ing | Form::Participle),
            _ => false,
        };
        if !shares_place {
            return None;
        }
        at = link.clause;
    }
    None
}

/// The place that a clause names itself.
pub(super) fn own(scene: &Scene<'_>, number: u32, sought: Sought) -> Option<Setting> {
    let clause = scene.clause(number);
    let is_noun = clause.form == Form::Nominal;
    said(scene, clause)
        .or_else(|| sought.goes_there.then(|| host(scene, clause)).flatten())
        .or_else(|| {
            let is_occasion = |head: u32| OCCASIONS.contains(&scene.doc.lemma(head as usize));
            let is_where_it_is =
                |head: u32| sought.is_deed || scene.referents.at(head).is_some() || is_occasion(head);
            let mut objects = clause.objects().filter(|p| is_where_it_is(p.head));
            objects.find_map(|p| held(scene, p.head))
        })
        .or_else(|| {
            let others = clause.participants.iter().filter(|_| is_noun);
            others
                .map(|p| p.head)
                .chain(is_noun.then_some(clause.predicate.head))
                .find_map(|h| held(scene, h))
        })
        .or_else(|| {
            let modifier = clause.in_role(Role::Modifier).filter(|_| is_noun);
            modifier
                .filter(|p| !is_party(scene, p.head))
                .find_map(|p| place::place_in(scene, p.span))
                .filter(|s| !place::is_country(s))
                .cloned()
        })
        .or_else(|| struck(scene, clause, sought.on_place))
        .or_else(|| at_event(scene, number))
}

/// "in Lima", "near the Peruvian capital".
fn said(scene: &Scene<'_>, clause: &Clause) -> Option<Setting> {
    let settings = clause.settings.iter().filter(|s| s.kind == SettingKind::Place);
    // A name that the recogniser did not take for a place's stands as any other noun after its preposition.
    let named = clause.participants.iter().filter(|p| {
        matches!(p.role, Role::Oblique("in" | "at" | "near" | "outside" | "inside" | "on"))
            && (scene.doc.tag(p.head as usize) == "NNP"
                || ON_GROUND.contains(&scene.doc.lemma(p.head as usize)))
    });
    let found = settings.into_iter().find_map(|s| at(scene, s.span, s.head));
    found.or_else(|| named.into_iter().find_map(|p| at(scene, p.span, p.head)))
}

/// Where those who go somewhere arrive: "left Lima for Quito" has whither before whence.
fn host(scene: &Scene<'_>, clause: &Clause) -> Option<Setting> {
    let hosts = |wanted: fn(Role) -> bool| clause.participants.iter().filter(move |p| wanted(p.role));
    // "hosted Kim Olsen of Norway": a person is no place.
    let is_person = |head: u32| {
        let mention = scene.referents.at(head);
        mention
            .is_some_and(|m| m.actors.iter().any(|&id| scene.referents.actor(id).kind == ActorKind::Person))
    };
    hosts(|role| matches!(role, Role::Oblique("to" | "in" | "for")))
        .chain(hosts(|role| role == Role::Object).filter(|p| !is_person(p.head)))
        .find_map(|p| at(scene, p.span, p.head))
}

/// The place of a phrase: one that it names, or one that it describes by its state. Before a whole state or a sea comes
/// the town in it: "the US state of Ohio", "the Red Sea port of Assab".
fn at(scene: &Scene<'_>, tokens: Span<Token>, head: u32) -> Option<Setting> {
    let Some(first) = place::place_in(scene, tokens) else {
        return described(scene, tokens, head as usize).or_else(|| overlooked(scene, tokens, None));
    };
    let Some(key) = first.place else {
        return overlooked(scene, tokens, None).or_else(|| Some(first.clone()));
    };
    let (places, bytes) = (Places::embedded(), place::bytes_of(scene, tokens));
    let is_wide = |kind: Kind| matches!(kind, Kind::Country | Kind::Sea | Kind::Gulf | Kind::Strait);
    let wide = places.place(key);
    if !is_wide(wide.kind) {
        return Some(first.clone());
    }
    let mut within = scene.places.iter().filter(|s| bytes.covers(s.span)).filter(|s| {
        s.place.map(|key| places.place(key)).is_some_and(|place| {
            !is_wide(place.kind) && (wide.country.is_none() || place.country == wide.country)
        })
    });
    let finer = within.next().cloned();
    let is_country = wide.kind == Kind::Country;
    finer
        .or_else(|| is_country.then(|| overlooked(scene, tokens, Some(first))).flatten())
        .or_else(|| Some(first.clone()))
}

/// How sure a name of the gazetteer must be that the recogniser took for none.
const SURE_ENOUGH: f64 = 0.5;
/// People of a town that is meant although nothing near it says in which state.
const TOWN: u32 = 50_000;

/// A town of the gazetteer that the recogniser overlooked or took for somebody: "in *Culiacan*", "at *Leeds* airport".
fn overlooked(scene: &Scene<'_>, tokens: Span<Token>, within: Option<&Setting>) -> Option<Setting> {
    let (doc, places) = (scene.doc, Places::embedded());
    let spoken_of = countries_of_sentence(scene, tokens.start);
    let is_name = |t: usize| doc.tag(t) == "NNP" && doc.word(t).starts_with(char::is_uppercase);
    let around = within.and_then(|wide| places.place(wide.place?).country);
    let near: Vec<&str> = if around.is_some() { around.into_iter().collect() } else { spoken_of.clone() };
    let mut start = tokens.start as usize;
    while start < tokens.end as usize {
        let end = (start..tokens.end as usize).find(|&t| !is_name(t)).unwrap_or(tokens.end as usize);
        if end == start {
            start += 1;
            continue;
        }
        let name = Span::new(start as u32, end as u32);
        let bytes = place::bytes_of(scene, name);
        let is_found = scene.places.iter().any(|s| s.place.is_some() && s.span.overlaps(bytes));
        // A name that nothing but itself makes an actor may be a town's.
        let is_actor = |id: ActorId| {
            let actor = scene.referents.actor(id);
            actor.is_known || actor.acts_for.is_some() || actor.office.is_some()
        };
        let is_somebody = name.range().any(|t| {
            let is_person = doc.entity_tag(t).1 == "PERSON";
            let mention = scene.referents.at(t as u32).filter(|m| !m.is_place);
            is_person && (name.len() > 1 || mention.is_some())
                || mention.is_some_and(|m| m.actors.iter().any(|&id| is_actor(id)))
        });
        let ranked = places.rank(doc.words(start..end), &near);
        // A town, its district and its province speak for one another.
        let country = |key| places.place(key).country;
        let best = ranked.first().map(|(best, _)| {
            let alike = ranked.iter().filter(|(key, _)| country(*key) == country(*best));
            (*best, alike.map(|(_, share)| share).sum::<f64>().min(1.0))
        });
        if let Some((key, share)) = best.filter(|(_, share)| *share >= SURE_ENOUGH) {
            let place = places.place(key);
            let is_meant = match around {
                Some(country) => place.country == Some(country),
                None => {
                    place.population >= TOWN || place.country.is_some_and(|code| spoken_of.contains(&code))
                }
            };
            if is_meant && place.kind != Kind::Country && !is_found && !is_somebody {
                return Some(Setting { span: bytes, place: Some(key), confidence: share });
            }
        }
        start = end;
    }
    None
}

/// The codes of the states of which a token's sentence speaks.
fn countries_of_sentence<'a>(scene: &Scene<'a>, token: u32) -> Vec<&'a str> {
    let doc = scene.doc;
    let sentence = doc.sentences()[doc.sentence_of(token as usize)].clone();
    let mentions = sentence.filter_map(|t| scene.referents.at(t as u32));
    let actors = mentions.flat_map(|m| &m.actors).map(|&id| scene.referents.actor(id));
    let bodies = actors.filter_map(|a| a.acts_for).filter(|body| matches!(body, Body::Country(_)));
    bodies.map(|body| scene.world.code(body)).collect()
}

/// Nouns for what lies between states, or is one's own in another's.
const BETWEEN: [&str; 10] = [
    "border",
    "frontier",
    "embassy",
    "consulate",
    "mission",
    "delegation",
    "language",
    "sea",
    "ship",
    "vessel",
];

/// "the Kenyan capital", "a Kenyan beach": the place by its sort and its state.
fn described(scene: &Scene<'_>, tokens: Span<Token>, head: usize) -> Option<Setting> {
    let doc = scene.doc;
    if doc.pos(head) != "NOUN" || BETWEEN.contains(&doc.lemma(head)) {
        return None;
    }
    let whose = doc.children_by(head, &["amod", "compound", "nmod", "poss"]);
    let of = doc.children_by(head, &["prep"]).filter(|&t| doc.word(t) == "of");
    let of = of.flat_map(|t| doc.children_by(t, &["pobj"]).collect::<Vec<_>>());
    let state = whose.chain(of).find_map(|t| state_named(scene, t))?;
    let key = if doc.lemma(head) == "capital" {
        place::capital_of(scene.world, state)
    } else {
        place::of_country(scene.world, state)
    };
    let span = place::bytes_of(scene, tokens);
    Some(Setting { span, place: Some(key?), confidence: BY_DESCRIPTION })
}

/// The state that a word names by its name or adjective.
pub(super) fn state_named(scene: &Scene<'_>, token: usize) -> Option<Body> {
    let of_state = |body: Body| matches!(body, Body::Country(_)).then_some(body);
    let by_mention = scene.referents.at(token as u32).and_then(|m| match m.actors[..] {
        [one] if scene.referents.actor(one).kind == ActorKind::State => scene.referents.actor(one).acts_for,
        _ => None,
    });
    by_mention.and_then(of_state).or_else(|| {
        let entries = scene.world.gazette().look_up(scene.doc.word(token));
        entries.iter().filter(|e| matches!(e, Entry::Country(..))).find_map(|e| of_state(e.body()?))
    })
}

/// "captured *Goma*", "the shelling of *Sumy*", "hit *Homs* airport", "deployed to *Kisumu*", "withdrew from *Kherson*".
fn struck(scene: &Scene<'_>, clause: &Clause, on_place: OnPlace) -> Option<Setting> {
    if on_place == OnPlace::Never {
        return None;
    }
    let is_done_to = |role: Role| {
        role == Role::Object
            || matches!(role, Role::Oblique("from" | "into"))
            || on_place == OnPlace::Any
                && matches!(role, Role::Oblique("on" | "against" | "to" | "in" | "over" | "through"))
    };
    let may_be = |setting: &Setting| {
        on_place == OnPlace::Any
            || setting.place.is_some_and(|key| {
                !matches!(Places::embedded().place(key).kind, Kind::Country | Kind::Capital)
            })
    };
    let phrases = clause.participants.iter().filter(|p| is_done_to(p.role) && !is_party(scene, p.head));
    phrases
        .filter_map(|p| {
            let known = place::place_in(scene, p.span).filter(|setting| setting.place.is_some());
            let Some(setting) = known else { return overlooked(scene, p.span, None) };
            let head = place::bytes_of(scene, Span::new(p.head, p.head + 1));
            let is_part = !place::is_country(setting) && is_thing(scene, p.head);
            (setting.span.covers(head) || is_part).then(|| setting.clone())
        })
        .find(may_be)
}

/// Whether a word is of no party of the text, as an airport is of none.
fn is_thing(scene: &Scene<'_>, head: u32) -> bool {
    scene.referents.at(head).is_none_or(|m| m.actors.is_empty() || m.is_place)
}

/// Nouns for those to whom people speak.
const AUDIENCE: [&str; 9] =
    ["reporter", "journalist", "lawmaker", "supporter", "crowd", "audience", "medium", "media", "student"];

/// Nouns for occasions on which people speak.
const OCCASIONS: [&str; 20] = [
    "speech",
    "address",
    "interview",
    "conference",
    "rally",
    "ceremony",
    "briefing",
    "meeting",
    "talk",
    "summit",
    "visit",
    "trip",
    "session",
    "forum",
    "gathering",
    "event",
    "funeral",
    "parade",
    "hearing",
    "stop",
];

/// "in a speech in Nis", "at the summit in Lima": where the occasion is at which something is said or done.
fn at_event(scene: &Scene<'_>, number: u32) -> Option<Setting> {
    let clause = scene.clause(number);
    let phrases = clause.participants.iter().map(|p| (p.preposition, p.head));
    let settings = clause.settings.iter().map(|s| (s.preposition, s.head));
    let occasions = phrases.chain(settings).filter(|(preposition, head)| {
        matches!(preposition, Some("in" | "at" | "during" | "on" | "on the sidelines of"))
            && OCCASIONS.contains(&scene.doc.lemma(*head as usize).to_lowercase().as_str())
    });
    // "spoke to reporters in Bonn"
    let mut heard = clause.participants.iter().filter(|p| {
        matches!(p.role, Role::Oblique("to" | "before" | "with"))
            && AUDIENCE.contains(&scene.doc.lemma(p.head as usize))
    });
    if let Some(found) = heard.find_map(|p| held(scene, p.head)) {
        return Some(found);
    }
    let named = occasions.into_iter().find_map(|(_, head)| held(scene, head));
    // "in a speech delivered while she was in Nis": the occasion is a clause of its own.
    let under = |c: &Clause, above: u32| c.link.is_some_and(|link| link.clause == above);
    let told = || {
        (0..).zip(scene.clauses.all()).filter(|(_, c)| {
            under(c, number)
                && c.link.is_some_and(|link| link.relation == Relation::Within)
                && OCCASIONS.contains(&scene.doc.lemma(c.predicate.head as usize))
        })
    };
    named.or_else(|| {
        told().find_map(|(occasion, c)| {
            let mut beside = scene.clauses.all().iter().filter(|c| {
                under(c, occasion) && c.link.is_some_and(|link| link.relation == Relation::Adverbial)
            });
            said(scene, c).or_else(|| beside.find_map(|c| said(scene, c)))
        })
    })
}

/// Whether two clauses name places of their own that are not one within the other: two towns, two states.
pub(super) fn are_apart(scene: &Scene<'_>, one: u32, other: u32) -> bool {
    let key = |clause: u32| own(scene, clause, Sought::DEED).and_then(|setting| setting.place);
    let (Some(one), Some(other)) = (key(one), key(other)) else { return false };
    let places = Places::embedded();
    let (a, b) = (places.place(one), places.place(other));
    let is_town = |kind: Kind| matches!(kind, Kind::Capital | Kind::Seat | Kind::LocalSeat | Kind::Town);
    let is_other_state = a.country.is_some() && b.country.is_some() && a.country != b.country;
    one != other && (is_other_state || is_town(a.kind) && is_town(b.kind) && a.name != b.name)
}

/// Whether a word names people or a state by its adjective: "Israeli" is no place.
fn is_party(scene: &Scene<'_>, head: u32) -> bool {
    scene.doc.pos(head as usize) == "ADJ" || scene.doc.entity_tag(head as usize).1 == "NORP"
}

/// "arrested 30 protesters *in Lagos*": the place that a parse hangs on whom it is done to.
pub(super) fn held(scene: &Scene<'_>, word: u32) -> Option<Setting> {
    let doc = scene.doc;
    // "the office of the party in Lagos": what a thing is of lies where it does; what it is over need not.
    let mut nouns = vec![word as usize];
    let mut next = 0;
    while let Some(&noun) = nouns.get(next) {
        // "plans for a base inside Mali"
        let is_plan = matches!(doc.lemma(noun), "plan" | "proposal" | "preparation");
        let of = doc.children_by(noun, &["prep"]).filter(|&t| match doc.word(t) {
            "of" => true,
            "for" => is_plan,
            // "talks between the parties in Doha"
            "between" | "with" | "among" => OCCASIONS.contains(&doc.lemma(noun)),
            _ => false,
        });
        let owners: Vec<usize> = of.flat_map(|t| doc.children_by(t, &["pobj"])).collect();
        nouns.extend(owners);
        nouns.extend(doc.children_by(noun, &["conj"]));
        next += 1;
    }
    let joins = nouns.into_iter().flat_map(|noun| doc.children_by(noun, &["prep"]));
    // "in Sagaing": the tagger may take a name for a participle.
    let objects = joins.flat_map(|t| doc.children_by(t, &["pobj", "pcomp"]).map(move |object| (t, object)));
    objects
        .filter(|&(preposition, object)| match doc.word(preposition) {
            "in" | "at" | "near" | "outside" | "around" | "across" | "inside" | "within" | "throughout"
            | "along" | "off" => true,
            "on" => ON_GROUND.contains(&doc.lemma(object)),
            _ => false,
        })
        .find_map(|(_, object)| {
            let span = doc.subtree_span(object);
            at(scene, Span::new(span.start as u32, span.end as u32), object as u32)
        })
}

/// What people stand on, not speak on.
const ON_GROUND: [&str; 12] = [
    "outskirt",
    "outskirts",
    "coast",
    "shore",
    "beach",
    "road",
    "street",
    "highway",
    "bridge",
    "square",
    "island",
    "campus",
];
