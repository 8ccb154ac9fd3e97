//! What a text tells as standing or general: a lasting state, a rule, what somebody was kept from.

use chancery_record::{EventType, QuadClass};

use super::scene::Scene;
use crate::clauses::{
    Clause, Form, ModalKind, NegationKind, PredicateKind, Relation, Role, SettingKind, Tense,
};
use crate::frames::Step;

/// What lasts: who holds ground holds it until further notice.
const HOLDING: [&str; 7] = ["occupy", "control", "govern", "administer", "rule", "annex", "blockade"];
/// Adverbs by which a state goes on.
const STILL: [&str; 6] = ["currently", "still", "already", "long", "partly", "largely"];
/// Verbs of having and being, which name no deed that could be allowed.
const STATES: [&str; 12] = [
    "have", "keep", "retain", "enjoy", "be", "remain", "exist", "own", "possess", "maintain", "stay",
    "preserve",
];
/// What one has, and does not do.
const LIBERTIES: [&str; 9] = [
    "freedom",
    "autonomy",
    "liberty",
    "independence",
    "right",
    "leeway",
    "latitude",
    "self-rule",
    "self-government",
];
/// Verbs of giving leave.
const LEAVE: [&str; 8] = ["allow", "permit", "let", "grant", "give", "authorise", "authorize", "enable"];
/// By what a rule holds.
const RULES: [&str; 14] = [
    "constitution",
    "law",
    "rule",
    "statute",
    "charter",
    "convention",
    "tradition",
    "custom",
    "code",
    "system",
    "legislation",
    "regulation",
    "procedure",
    "protocol",
];
/// Adverbs of what is done as a rule.
const USUALLY: [&str; 10] = [
    "usually",
    "normally",
    "typically",
    "generally",
    "often",
    "always",
    "traditionally",
    "routinely",
    "rarely",
    "seldom",
];
/// Verbs of those who keep others from something.
const FORBIDDING: [&str; 10] =
    ["prohibit", "forbid", "ban", "bar", "block", "prevent", "stop", "preclude", "restrain", "deter"];
/// Works that tell what did not happen, or not now.
const STORIES: [&str; 9] = ["film", "movie", "novel", "play", "series", "song", "opera", "musical", "drama"];
/// Verbs of those who do not mean it.
const JESTING: [&str; 8] = ["joke", "quip", "jest", "imagine", "pretend", "dream", "fantasise", "fantasize"];
/// Verbs of what one thinks of a thing.
const ATTITUDES: [&str; 8] = ["oppose", "support", "favour", "favor", "back", "resent", "distrust", "admire"];
/// Nouns of enmity that last.
const ENMITIES: [&str; 4] = ["conflict", "war", "dispute", "feud"];

/// Whether a clause tells of no act of its own day.
pub(super) fn is_background(scene: &Scene<'_>, number: u32, event_type: EventType) -> bool {
    let clause = scene.clause(number);
    !clause.headline
        && (is_standing_deed(clause, event_type)
            || is_lasting_leave(scene, number, event_type)
            || is_holding(scene, clause)
            || is_at_odds(scene, clause)
            || is_rule(scene, clause)
            || is_opinion(scene, number)
            || is_trait(clause)
            || is_old_habit(scene, clause)
            || is_made_up(scene, number)
            || is_wish_of_another(scene, clause)
            || is_prevented(scene, clause))
}

/// "agreed that it was a crime": an opinion shared, where nothing is promised.
fn is_opinion(scene: &Scene<'_>, number: u32) -> bool {
    let clause = scene.clause(number);
    let mut contents =
        scene.clauses_at(number, Step::Complement).into_iter().map(|c| scene.clause(c)).peekable();
    matches!(clause.predicate.lemma.as_str(), "agree" | "concur" | "accept")
        && contents.peek().is_some()
        && contents.all(|c| {
            c.form == Form::Finite && c.modality.is_empty() && matches!(c.tense, Tense::Past | Tense::Present)
        })
}

/// "has long accused its neighbour", "is known for attacking the king".
fn is_old_habit(scene: &Scene<'_>, clause: &Clause) -> bool {
    let is_long =
        clause.aspect.perfect && has_adverb(scene, clause, &["long", "historically", "traditionally"]);
    let above = clause.link.map(|l| scene.clause(l.clause).predicate.lemma.as_str());
    let is_fame = matches!(
        above,
        Some("be known" | "be famous" | "be notorious" | "be infamous" | "be renowned" | "know")
    ) && clause.form == Form::Ing;
    is_long || is_fame
}

/// What a film or novel tells, and what somebody jokes or dreams of.
fn is_made_up(scene: &Scene<'_>, number: u32) -> bool {
    let mut links = std::iter::successors(scene.clause(number).link, |l| scene.clause(l.clause).link);
    links.any(|link| {
        let telling = scene.clause(link.clause);
        let is_content = matches!(link.relation, Relation::Complement | Relation::Argument(_));
        let is_story = |head: u32| STORIES.contains(&scene.doc.lemma(head as usize).to_lowercase().as_str());
        is_content
            && (JESTING.contains(&telling.predicate.lemma.as_str())
                || telling.subjects().any(|p| is_story(p.head)))
    })
}

/// "voters who oppose the plan", "a senator who favoured the ban": what somebody is known to think.
fn is_trait(clause: &Clause) -> bool {
    ATTITUDES.contains(&clause.predicate.lemma.as_str())
        && clause.link.is_some_and(|l| l.relation == Relation::Relative)
        && clause.form == Form::Finite
        && !clause.aspect.perfect
        && !has_time(clause)
}

fn has_time(clause: &Clause) -> bool {
    clause.settings.iter().any(|s| s.kind == SettingKind::Time)
}

/// A deed told as what is always or still so: "states that attack their neighbours", "is banned in Chad".
/// Headlines tell the past in the present tense.
fn is_standing_deed(clause: &Clause, event_type: EventType) -> bool {
    let is_deed =
        matches!(event_type.quad_class(), QuadClass::MaterialCooperation | QuadClass::MaterialConflict);
    is_deed
        && is_simple_present(clause)
        && clause.predicate.kind == PredicateKind::Verb
        && (clause.passive || clause.link.is_some_and(|l| l.relation == Relation::Relative))
}

fn is_simple_present(clause: &Clause) -> bool {
    clause.tense == Tense::Present
        && !clause.aspect.perfect
        && !clause.aspect.progressive
        && clause.modality.is_empty()
}

/// Leave that goes on: "has allowed the island to keep its courts", "has been letting them have a flag".
fn is_lasting_leave(scene: &Scene<'_>, number: u32, event_type: EventType) -> bool {
    let clause = scene.clause(number);
    let lasts = clause.aspect.perfect || is_simple_present(clause) || clause.aspect.progressive;
    let is_leave = LEAVE.contains(&clause.predicate.lemma.as_str());
    if event_type != EventType::Concede || !lasts || !is_leave {
        return false;
    }
    let contents = scene.clauses_at(number, Step::Complement);
    let is_state = contents.iter().any(|&c| STATES.contains(&scene.clause(c).predicate.lemma.as_str()));
    let said =
        (clause.predicate.span.end..clause.span.end).map(|t| scene.doc.lemma(t as usize).to_lowercase());
    let is_liberty = said.into_iter().any(|w| LIBERTIES.contains(&w.as_str()));
    is_state || is_liberty || clause.aspect.perfect && clause.aspect.progressive
}

/// "the heights, which were occupied by Kenya", "is currently controlled by the army".
fn is_holding(scene: &Scene<'_>, clause: &Clause) -> bool {
    if clause.predicate.kind != PredicateKind::Verb || !HOLDING.contains(&clause.predicate.lemma.as_str()) {
        return false;
    }
    let words = clause.settings.iter().map(|s| scene.doc.word(s.head as usize).to_lowercase());
    let goes_on = words.into_iter().any(|w| STILL.contains(&w.as_str())) || has_adverb(scene, clause, &STILL);
    goes_on || is_in_relative(scene, clause) && !has_time(clause)
}

/// Whether a clause is a relative one, or joined to one.
fn is_in_relative(scene: &Scene<'_>, clause: &Clause) -> bool {
    let mut link = clause.link;
    while let Some(at) = link {
        match at.relation {
            Relation::Relative => return true,
            Relation::Conjunct => link = scene.clause(at.clause).link,
            _ => return false,
        }
    }
    false
}

/// "is in a conflict with", "has long been at war with".
fn is_at_odds(scene: &Scene<'_>, clause: &Clause) -> bool {
    let noun = scene.doc.lemma(clause.predicate.head as usize).to_lowercase();
    if matches!(
        clause.predicate.lemma.as_str(),
        "be at war" | "remain at war" | "be in conflict" | "be in dispute"
    ) {
        return true;
    }
    let Some(link) = clause.link.filter(|_| clause.predicate.kind == PredicateKind::Noun) else {
        return false;
    };
    let above = scene.clause(link.clause);
    ENMITIES.contains(&noun.as_str())
        && matches!(link.relation, Relation::Argument(Role::Oblique("in" | "at")))
        && above.predicate.kind == PredicateKind::Being
}

/// "Under the constitution the house impeaches the minister", "usually visits", "the law bars him from leaving".
fn is_rule(scene: &Scene<'_>, clause: &Clause) -> bool {
    if !is_simple_present(clause) || clause.form != Form::Finite {
        return false;
    }
    if has_adverb(scene, clause, &USUALLY) {
        return true;
    }
    if has_time(clause) {
        return false;
    }
    let doc = scene.doc;
    let is_law = |head: u32| RULES.contains(&doc.lemma(head as usize).to_lowercase().as_str());
    let is_under = |preposition: Option<&str>| {
        preposition
            .is_some_and(|p| matches!(p, "under" | "by" | "in accordance with" | "according to" | "in"))
    };
    let phrases = clause.participants.iter().map(|p| (p.preposition, p.head));
    let settings = clause.settings.iter().map(|s| (s.preposition, s.head));
    phrases.chain(settings).any(|(preposition, head)| is_under(preposition) && is_law(head))
        || clause.subjects().any(|p| is_law(p.head))
}

fn has_adverb(scene: &Scene<'_>, clause: &Clause, words: &[&str]) -> bool {
    let verb = clause.predicate.verb.unwrap_or(clause.predicate.head) as usize;
    let mut adverbs = scene.doc.children_by(verb, &["advmod"]);
    adverbs.any(|t| words.contains(&scene.doc.word(t).to_lowercase().as_str()))
}

/// What somebody was kept from, or what others failed to make him do: he who does not do it does not act.
fn is_prevented(scene: &Scene<'_>, clause: &Clause) -> bool {
    let forbids = |cue: u32| FORBIDDING.contains(&scene.doc.lemma(cue as usize).to_lowercase().as_str());
    let above = clause.link.map(|l| scene.clause(l.clause));
    let is_far = |cue: u32| {
        above.is_some_and(|a| a.predicate.head != cue && a.predicate.verb != Some(cue) && a.is_negative())
    };
    clause.form != Form::Nominal
        && clause
            .negations
            .iter()
            .any(|n| n.kind == NegationKind::Unrealised && (forbids(n.cue) || is_far(n.cue)))
}

/// Whether a deed is only what one party, quoted or reported, wants of another.
fn is_wish_of_another(scene: &Scene<'_>, clause: &Clause) -> bool {
    let Some(link) = clause.link.filter(|l| l.relation == Relation::Complement) else { return false };
    let wanting = scene.clause(link.clause);
    let is_wish =
        clause.modality.iter().any(|m| m.kind == ModalKind::Wish && m.cue == wanting.predicate.head);
    let is_anothers = clause.subjects().all(|doer| wanting.subjects().all(|wanter| wanter.head != doer.head));
    clause.form == Form::Infinitive
        && is_wish
        && is_anothers
        && (!clause.attribution.is_empty() || clause.quotation.is_some())
}

/// "resigned in protest at her plan": whose plan it is does not protest against it.
pub(super) fn is_own_grievance(
    scene: &Scene<'_>,
    clause: &Clause,
    source: &[crate::resolve::ActorId],
) -> bool {
    let grievances = clause
        .participants
        .iter()
        .filter(|p| matches!(p.role, Role::Oblique(name) if name.starts_with("in protest ")));
    grievances.flat_map(|p| p.span.range()).any(|t| {
        let owner = scene.referents.at(t as u32).filter(|_| scene.doc.dep(t) == "poss");
        owner.is_some_and(|m| !m.actors.is_empty() && m.actors.iter().all(|a| source.contains(a)))
    })
}
