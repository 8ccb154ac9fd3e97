//! The acts of a text: clauses that a frame knows, with their sides filled.

use chancery_knowledge::{Body, Sector};
use chancery_record::{EventType, QuadClass, Span, Status, Token};

use super::dating;
use super::matter;
use super::merge;
use super::party::{self, Party};
use super::plain;
use super::scene::{OCCASION_PREPOSITIONS, Scene};
use super::standing;
use crate::clauses::{Clause, Form, ModalKind, NegationKind, PredicateKind, Relation, Role, Tense, Via};
use crate::frames::{Code, Step};
use crate::resolve::{ActorId, ActorKind};
use crate::status::status_of;

/// One clause read by one pattern.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) clause: u32,
    pub(super) pattern: u32,
    pub(super) code: Code,
    pub(super) status: Status,
    pub(super) source: Vec<Party>,
    pub(super) target: Vec<Party>,
    pub(super) reciprocal: bool,
    /// The words that say so, and nothing beside them.
    pub(super) evidence: Span<Token>,
    /// What was asked, agreed, imposed.
    pub(super) object: Option<Span<Token>>,
    /// Whether its own words say when.
    pub(super) is_dated: bool,
    /// The days that its own words name.
    pub(super) named_days: dating::Named,
    /// Whether it is told as no act of its day. What it is about is no act of its own for all that.
    is_background: bool,
}

impl Act {
    pub(super) fn is_of_words(&self) -> bool {
        is_of_words(&self.code)
    }
}

/// Whether an act is one of words, and not a deed.
pub(super) fn is_of_words(code: &Code) -> bool {
    matches!(code.event_type.quad_class(), QuadClass::VerbalCooperation | QuadClass::VerbalConflict)
}

/// All actors of the parties, in order, each once.
pub(super) fn actors(parties: &[Party]) -> Vec<ActorId> {
    let mut found = Vec::new();
    for actor in parties.iter().flat_map(|p| &p.actors) {
        if !found.contains(actor) {
            found.push(*actor);
        }
    }
    found
}

/// The acts of a text, in order of their clauses.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for number in 0..scene.clauses.all().len() as u32 {
        if scene.doc.dep(scene.clause(number).predicate.head as usize) == "amod" {
            // "an attacking style": the participle is an adjective.
            continue;
        }
        acts.extend(of_clause(scene, number));
    }
    let mut by_clause: Vec<Vec<usize>> = vec![Vec::new(); scene.clauses.all().len()];
    for (i, act) in acts.iter().enumerate() {
        by_clause[act.clause as usize].push(i);
    }
    let keep: Vec<bool> = acts.iter().map(|act| !is_inside(scene, act, &acts, &by_clause)).collect();
    let mut keep = keep.into_iter();
    acts.retain(|_| keep.next().unwrap_or(true));
    let is_borne: Vec<bool> = acts.iter().map(|act| is_letter(scene, act, &acts)).collect();
    let mut is_borne = is_borne.into_iter();
    acts.retain(|act| !is_borne.next().unwrap_or(false) && !act.is_background);
    acts
}

/// Whether the act is only the letter by which another is done: "wrote to the king, asking for his help".
fn is_letter(scene: &Scene<'_>, act: &Act, acts: &[Act]) -> bool {
    if &*scene.lexicon.frame_of(act.pattern).id != LETTER {
        return false;
    }
    let is_below = |number: u32| {
        let mut links = std::iter::successors(scene.clause(number).link, |l| scene.clause(l.clause).link);
        links.any(|l| l.clause == act.clause)
    };
    let says = acts.iter().filter(|other| other.is_of_words() && is_below(other.clause));
    let own = actors(&act.source);
    act.target.is_empty() && !act.reciprocal
        || says.into_iter().any(|other| actors(&other.source).iter().any(|a| own.contains(a)))
}

/// The frame of letters and messages.
const LETTER: &str = "consult/correspond";

/// The acts that a clause tells: one, or one for each of several contents that it depends on.
fn of_clause(scene: &Scene<'_>, number: u32) -> Vec<Act> {
    let best = || scene.patterns(number).into_iter().find_map(|p| read(scene, number, p));
    let form = |content: Option<u32>| content.map(|c| scene.clause(c).form);
    let contents = scene.clauses_at(number, Step::Complement);
    if contents.len() < 2 {
        return best().into_iter().collect();
    }
    let mut found: Vec<Act> = Vec::new();
    let mut first = None;
    for content in contents {
        scene.focus.set(Some(content));
        // "affirmed her readiness to go, writing, “We need peace”": two contents of one kind are two acts.
        let is_same = |known: &Act, act: &Act| {
            known.pattern == act.pattern && (known.object == act.object || form(first) != form(Some(content)))
        };
        if let Some(act) = best()
            && !found.iter().any(|known| is_same(known, &act))
        {
            first = first.or(Some(content));
            found.push(act);
        }
        scene.focus.set(None);
    }
    // What a clause says of itself it says once.
    let of_content = |act: &Act| scene.lexicon.pattern(act.pattern).asks_of_content();
    let mut has_own = false;
    found.retain(|act| of_content(act) || !std::mem::replace(&mut has_own, true));
    found
}

/// Whether a relative clause only says of which thing or person the act above speaks: "vetoed a resolution
/// *condemning* the coup", "freed the sailors that it *had held*".
fn is_known_of(scene: &Scene<'_>, act: &Act, above: &Act) -> bool {
    let clause = scene.clause(act.clause);
    let is_wording =
        act.is_of_words() && clause.form == Form::Ing && above.code.event_type == EventType::Reject;
    let own = actors(&act.source);
    let is_earlier = clause.tense == Tense::Past && clause.aspect.perfect;
    is_wording || is_earlier && !own.is_empty() && own == actors(&above.source)
}

/// Whether the act is only what another act is about: the withdrawal in "urged a withdrawal".
fn is_inside(scene: &Scene<'_>, act: &Act, acts: &[Act], by_clause: &[Vec<usize>]) -> bool {
    let mut at = act.clause;
    while let Some(link) = scene.clause(at).link {
        if link.relation == Relation::Relative {
            let above = by_clause[link.clause as usize].iter().map(|&i| &acts[i]);
            return at == act.clause && above.into_iter().any(|above| is_known_of(scene, act, above));
        }
        if let Relation::Argument(Role::Oblique(preposition)) = link.relation
            && OCCASION_PREPOSITIONS.contains(&preposition)
            && scene.clause(at).form == Form::Nominal
            && act.code.event_type == EventType::Consult
        {
            // "In talks with the Finns, she asked for help": where it was said is not what was asked.
            return false;
        }
        let is_content = matches!(
            link.relation,
            Relation::Complement | Relation::Argument(_) | Relation::Within | Relation::Conjunct
        );
        let is_purpose =
            link.relation == Relation::Adverbial && scene.clause(at).has_modality(ModalKind::Purpose);
        if !is_content && !is_purpose {
            return false;
        }
        for above in by_clause[link.clause as usize].iter().map(|&i| &acts[i]) {
            let is_content = is_content && link.relation != Relation::Conjunct;
            let is_owned = above.is_of_words() && !scene.lexicon.pattern(above.pattern).keeps_content;
            // "speeded up the withdrawal": one act, whose noun is the verb's object.
            let is_same = matches!(link.relation, Relation::Argument(Role::Object))
                && !act.is_of_words()
                && above.code.event_type == act.code.event_type
                && !above.source.is_empty();
            if is_same || is_content && is_owned || is_purpose && above.code.event_type == act.code.event_type
            {
                return true;
            }
        }
        at = link.clause;
    }
    false
}

/// What a pattern makes of a clause; `None` where too little of it is filled.
fn read(scene: &Scene<'_>, number: u32, pattern_number: u32) -> Option<Act> {
    let clause = scene.clause(number);
    let pattern = scene.lexicon.pattern(pattern_number);
    if pattern.code.event_type == EventType::Assault && is_done_to_oneself(scene, clause) {
        return None;
    }
    let mut source = scene.parties(number, &pattern.source, None);
    if pattern.code.event_type == EventType::Assault && !source.is_empty() {
        source.extend(helpers(scene, clause));
    }
    let own: Vec<Body> =
        actors(&source).iter().filter_map(|&id| scene.referents.actor(id).acts_for).collect();
    let mut target = scene.parties(number, &pattern.target, Some(&own));
    let of_source = actors(&source);
    // "Both sides should talk": what one asks of oneself as well is no demand on another.
    let is_demand = pattern.code.event_type == EventType::Request;
    if is_demand && actors(&target).iter().any(|a| of_source.contains(a)) {
        return None;
    }
    // Nobody acts on himself alone: the second naming of one party is a slip of reading.
    target.retain(|p| p.actors.is_empty() || p.actors.iter().any(|a| !of_source.contains(a)));
    target.retain(|p| !source.iter().any(|s| s.head == p.head));
    // "Peru's premier vowed to lead Peru": a government does nothing to its own state as a whole.
    let is_government = |p: &Party| {
        let mut actors = p.actors.iter().map(|&id| scene.referents.actor(id));
        !p.actors.is_empty() && actors.all(|a| a.kind == ActorKind::State || a.sector == Some(Sector::Gov))
    };
    if !source.is_empty() && source.iter().all(is_government) {
        let is_own_state = |p: &Party| -> bool {
            let mut actors = p.actors.iter().map(|&id| scene.referents.actor(id));
            !p.actors.is_empty()
                && actors.all(|a| a.kind == ActorKind::State && a.acts_for.is_some_and(|b| own.contains(&b)))
        };
        if is_demand && target.iter().any(is_own_state) {
            return None;
        }
        // "stressed the ties between Minsk and Riga": the place that a phrase names is of a state that speaks.
        let is_speech = is_of_words(&pattern.code) && pattern.code.event_type != EventType::Consult;
        let is_own_ground = |p: &Party| is_speech && p.ground.is_some_and(|ground| own.contains(&ground));
        target.retain(|p| !is_own_state(p) && !is_own_ground(p));
    }
    prefer_actors(&mut target);
    drop_nested(&mut source, &target);
    drop_nested(&mut target, &source);
    let of_target = actors(&target);
    let is_resolved = !of_source.is_empty() || target.iter().any(Party::is_resolved);
    if !is_resolved {
        if target.is_empty() {
            target.extend(plain::sufferer(scene, clause, pattern_number));
        }
        if target.is_empty() || !plain::is_suffered(clause) {
            return None;
        }
    }
    if pattern.source_required && of_source.is_empty() {
        return None;
    }
    let is_foreign = |p: &Party| {
        merge::bodies_of(scene, p).iter().any(|body| !own.contains(body)) || p.is_resolved() && own.is_empty()
    };
    if pattern.target_required && !target.iter().any(is_foreign) {
        return None;
    }
    let mut reciprocal = false;
    let n_resolved = of_source.len() + of_target.len() + target.iter().filter(|p| p.ground.is_some()).count();
    if pattern.mutual && n_resolved > 1 {
        source.append(&mut target);
        reciprocal = true;
    }
    let status = match pattern.code.status {
        Some(status) => status,
        None if pattern.negated => Status::Actual,
        None if is_put_off(scene, clause) => Status::Planned,
        None => match fate(scene, number) {
            Some(status) => status,
            None => status_of(scene.clauses, number),
        },
    };
    let is_arranged = status == Status::Planned && pattern.code.event_type == EventType::Consult;
    let later = if is_arranged { later_fate(scene, clause) } else { None };
    let status = later.unwrap_or(status);
    let is_called_off = fate(scene, number).or(later) == Some(Status::Denied);
    if status == Status::Denied
        && !is_called_off
        && clause.negations.iter().all(|n| n.kind == NegationKind::Not || is_plain_not(scene, n.cue))
    {
        // What merely did not happen is no event; what was called off or is denied is one.
        return None;
    }
    if standing::is_own_grievance(scene, clause, &of_source) {
        return None;
    }
    if status == Status::Hypothetical
        || clause.has_modality(ModalKind::Purpose)
        || clause.has_modality(ModalKind::Imperative)
        || status == Status::Proposed && !is_worth_proposing(scene, clause, pattern.code.event_type)
    {
        return None;
    }
    Some(Act {
        clause: number,
        pattern: pattern_number,
        code: pattern.code.clone(),
        status,
        source,
        target,
        reciprocal,
        evidence: evidence(scene, number),
        object: matter::object(scene, number, pattern_number, &of_source),
        is_dated: false,
        named_days: dating::Named::new(),
        is_background: standing::is_background(scene, number, pattern.code.event_type),
    })
}

/// "hanged himself": violence against nobody else. Whoever blows himself up means others.
fn is_done_to_oneself(scene: &Scene<'_>, clause: &Clause) -> bool {
    let is_reflexive = |head: u32| {
        let word = scene.doc.word(head as usize).to_lowercase();
        word.ends_with("self") || word.ends_with("selves")
    };
    let mut objects = clause.objects().peekable();
    objects.peek().is_some()
        && objects.all(|p| is_reflexive(p.head))
        && !matches!(clause.predicate.lemma.as_str(), "blow up" | "blow" | "detonate" | "explode")
}

/// "*Kenyan troops* helped the army shell the town": who helps to use violence uses it.
fn helpers(scene: &Scene<'_>, clause: &Clause) -> Vec<Party> {
    let link = clause.link.filter(|l| l.relation == Relation::Complement);
    let above = link.map(|l| scene.clause(l.clause));
    let Some(helping) = above.filter(|c| matches!(c.predicate.lemma.as_str(), "help" | "assist" | "aid"))
    else {
        return Vec::new();
    };
    let is_new = |head: u32| clause.subjects().all(|p| p.head != head);
    let fillers = helping.subjects().filter(|p| is_new(p.head)).map(|p| scene.filler_of(p));
    let parties = fillers.flat_map(|filler| party::of(scene, &filler));
    parties.filter(|p| !p.actors.is_empty()).collect()
}

/// Whether what has not happened is told of as something that may: by a finite clause, an event noun, or what
/// somebody hopes for or is expected to do. On another's word, that somebody may praise, blame or promise tells
/// of no act at all.
fn is_worth_proposing(scene: &Scene<'_>, clause: &Clause, event_type: EventType) -> bool {
    let is_of_words =
        matches!(event_type.quad_class(), QuadClass::VerbalCooperation | QuadClass::VerbalConflict);
    let is_wished = clause.has_modality(ModalKind::Wish) || clause.has_modality(ModalKind::Expectation);
    let is_told = match clause.form {
        Form::Finite | Form::Nominal => true,
        Form::Infinitive => is_wished,
        _ => false,
    };
    let is_mere_ability = clause.modality.iter().any(|m| {
        m.kind == ModalKind::Ability
            || matches!(scene.doc.word(m.cue as usize), "could" | "can" | "should" | "must")
    });
    let is_anothers = !clause.attribution.is_empty() || clause.quotation.is_some();
    is_told && !is_mere_ability && !(is_of_words && event_type != EventType::Consult && is_anothers)
}

/// Whether enough of an act is known to record it: someone of a known country, or a clause that tells it plainly;
/// and of an event noun or of what has not happened yet who does it.
pub(super) fn is_enough(scene: &Scene<'_>, act: &Act) -> bool {
    let n_sources = act.source.iter().filter(|p| plain::is_placed(scene, p)).count();
    let n_targets = act.target.iter().filter(|p| plain::is_placed(scene, p)).count();
    if n_sources + n_targets == 0 {
        return plain::is_plain(scene, act);
    }
    if act.status == Status::Proposed && n_sources == 0 {
        return false;
    }
    if act.code.event_type == EventType::Consult && is_at_home(scene, act) {
        return false;
    }
    let clause = scene.clause(act.clause);
    let is_set = !clause.settings.is_empty();
    if clause.form == Form::Participle && clause.link.is_some_and(|l| l.relation == Relation::Relative) {
        // "the forces backed by Kenya" tells a standing state, "the men jailed in May" an act.
        return is_set || !act.is_of_words() && !plain::is_lasting(clause);
    }
    if clause.predicate.kind != PredicateKind::Noun {
        return true;
    }
    if act.code.event_type == EventType::Consult {
        return actors(&act.source).len() + act.target.len() > 1;
    }
    n_sources > 0 && (n_targets > 0 || act.reciprocal || is_set) || n_targets > 0 && is_set
}

/// Whether a word only says that it is not so, whatever it stands at: "*never* took part in a debate".
fn is_plain_not(scene: &Scene<'_>, cue: u32) -> bool {
    let word = scene.doc.word(cue as usize).to_lowercase();
    matches!(word.as_str(), "not" | "n't" | "n’t" | "never" | "no" | "nor" | "neither" | "nobody" | "none")
}

/// Whether what keeps an act from coming about only puts it off: "the talks were postponed to May".
fn is_put_off(scene: &Scene<'_>, clause: &Clause) -> bool {
    let lemma = |cue: u32| scene.doc.lemma(cue as usize).to_lowercase();
    let puts_off = |cue: u32| {
        matches!(lemma(cue).as_str(), "postpone" | "delay" | "reschedule" | "defer" | "postponement")
    };
    let mut unrealised = clause.negations.iter().filter(|n| n.kind == NegationKind::Unrealised).peekable();
    unrealised.peek().is_some() && unrealised.all(|n| puts_off(n.cue))
}

/// What became of a visit or meeting that was planned, where the same sentence or the next takes it up: "was to go
/// to Oslo, but the trip was cancelled".
fn later_fate(scene: &Scene<'_>, clause: &Clause) -> Option<Status> {
    let is_occasion = |head: u32| OCCASIONS.contains(&scene.doc.lemma(head as usize).to_lowercase().as_str());
    // "the visit of the king to Oslo" is a visit of its own.
    let is_known = |head: u32| {
        let mut words = scene.doc.children_by(head as usize, &["det", "poss"]);
        let is_bare = scene.doc.children_by(head as usize, &["prep", "acl", "relcl"]).next().is_none();
        is_bare
            && words
                .any(|t| scene.doc.tag(t) == "PRP$" || matches!(scene.doc.lemma(t), "the" | "this" | "that"))
    };
    let after = scene.clauses.all().iter().filter(|c| {
        c.predicate.span.start > clause.predicate.span.start && c.sentence <= clause.sentence + 1
    });
    let told = after.filter(|c| c.tense == Tense::Past && !c.is_negative());
    told.filter(|c| c.objects().any(|p| is_occasion(p.head) && is_known(p.head)))
        .find_map(|c| became(&c.predicate.lemma))
}

/// Nouns for visits and meetings.
const OCCASIONS: [&str; 9] =
    ["visit", "trip", "journey", "tour", "meeting", "talk", "summit", "session", "conference"];

/// What becomes of a plan by this verb.
fn became(verb: &str) -> Option<Status> {
    match verb {
        "cancel" | "call off" | "scrap" | "abandon" => Some(Status::Denied),
        "postpone" | "delay" | "put off" | "reschedule" => Some(Status::Planned),
        _ => None,
    }
}

/// What a relative clause says became of an event noun: "the trip, which was cancelled".
fn fate(scene: &Scene<'_>, number: u32) -> Option<Status> {
    let below = scene.clauses.below(number).iter().map(|&c| scene.clause(c));
    below
        .filter(|c| {
            c.passive && c.link.is_some_and(|l| l.relation == Relation::Relative) && c.tense == Tense::Past
        })
        .find_map(|c| became(&c.predicate.lemma))
}

/// Whether a visit goes no further than to a place of the visitor's own country.
fn is_at_home(scene: &Scene<'_>, act: &Act) -> bool {
    let own: Vec<Body> =
        actors(&act.source).iter().filter_map(|&id| scene.referents.actor(id).acts_for).collect();
    let is_home = |p: &Party| p.actors.is_empty() && p.ground.is_some_and(|ground| own.contains(&ground));
    !act.target.is_empty() && act.target.iter().all(is_home)
}

/// Drops a party that is only named inside another's words: "Kenyan" of "a Kenyan delegation".
fn drop_nested(parties: &mut Vec<Party>, others: &[Party]) {
    parties.retain(|p| others.iter().all(|o| o.head == p.head || !o.span.contains(p.head)));
}

/// Drops the mere words where actors are known, and the mere places where they are.
pub(super) fn prefer_actors(parties: &mut Vec<Party>) {
    if parties.iter().any(|p| !p.actors.is_empty()) {
        parties.retain(|p| !p.actors.is_empty());
    } else if parties.iter().any(Party::is_resolved) {
        parties.retain(Party::is_resolved);
    }
}

/// From the first to the last word of what the clause itself says: predicate, own participants, settings
/// and content.
fn evidence(scene: &Scene<'_>, number: u32) -> Span<Token> {
    let clause = scene.clause(number);
    let own = clause.participants.iter().filter(|p| p.via == Via::Own).map(|p| p.span);
    let settings = clause.settings.iter().map(|s| s.span);
    let content = scene.clauses_at(number, Step::Complement);
    let content = content.iter().map(|&c| scene.clause(c).span);
    let mut span = clause.predicate.span;
    // "the visit was *postponed*": the word that says what became of it.
    let fates = clause.negations.iter().filter(|n| n.kind == NegationKind::Unrealised);
    let fates = fates.map(|n| Span::new(n.cue, n.cue + 1));
    for other in own.chain(settings).chain(content).chain(fates) {
        span = Span::new(span.start.min(other.start), span.end.max(other.end));
    }
    let sentence = &scene.doc.sentences()[clause.sentence as usize];
    let start = span.start.max(sentence.start as u32);
    trimmed(scene, Span::new(start, span.end.min(sentence.end as u32).max(start)))
}

/// Without blanks and commas at its ends.
pub(super) fn trimmed(scene: &Scene<'_>, span: Span<Token>) -> Span<Token> {
    let is_loose = |t: u32| {
        scene.doc.is_space(t as usize)
            || matches!(scene.doc.word(t as usize), "," | ";" | "." | ":" | "-" | "–")
    };
    let (mut start, mut end) = (span.start, span.end);
    while start < end && is_loose(start) {
        start += 1;
    }
    while start < end && is_loose(end - 1) {
        end -= 1;
    }
    if start == end { span } else { Span::new(start, end) }
}
