//! What a text presents a clause as: done, arranged, wished, supposed or denied (codebook, "Status").
//!
//! [`status_of`] asks the clause's own words and those above that bear on it, as the clause layer has
//! collected them, and, for words without tense, the clause that they hang on. Whoever says so is left
//! aside: what is told on somebody's word has the status that this voice gives it.

use chancery_record::Status;

use crate::clauses::{
    Clause, Clauses, Form, Link, ModalKind, NegationKind, PredicateKind, Relation, Role, Tense,
};

/// How many clauses up a word without tense looks for one; deeper nesting tells nothing.
const MAX_STEPS: usize = 8;

/// What the text presents the clause of this number as. No such clause is [`Status::Actual`], as is one of
/// which nothing says otherwise.
#[must_use]
pub fn status_of(clauses: &Clauses, clause: u32) -> Status {
    status_within(clauses, clause, MAX_STEPS)
}

fn status_within(clauses: &Clauses, number: u32, steps: usize) -> Status {
    let Some(clause) = clauses.get(number) else { return Status::Actual };
    let above = clause.link.filter(|_| steps > 0).and_then(|link| Some((link, clauses.get(link.clause)?)));
    if let Some(status) = said_of(clause, above.map(|(_, above)| above)) {
        return status;
    }
    let Some((link, verb)) = above else { return untold(clause) };
    let above = || status_within(clauses, link.clause, steps - 1);
    let is_told = clause.tense != Tense::Unmarked || clause.aspect.perfect;
    match (clause.form, link.relation) {
        // "will stay until experts certify that it has disarmed": what is still to be shown is open.
        (_, Relation::Complement) if is_told && is_yet_to_show(verb, above) => Status::Hypothetical,
        _ if is_told => Status::Actual,
        (Form::Nominal, _) => noun_under(clause, link, verb, above),
        // "the men arrested in May", "insisted that he leave": where nothing is demanded, a bare form is a
        // headline's or a slip's.
        (Form::Participle, Relation::Relative | Relation::Argument(_) | Relation::Within)
        | (Form::Finite, _) => Status::Actual,
        // "a bridge to hold"; and "it was their duty to leave": nothing says that it came about.
        (Form::Infinitive, Relation::Relative | Relation::Complement) => match above() {
            Status::Actual if !shares_fate(verb) => Status::Proposed,
            status => opened(status),
        },
        (_, Relation::Complement) => opened(above()),
        // "did not attend, citing illness": outside what is negated; "did not win by cheating": within.
        (Form::Ing | Form::Participle, Relation::Adverbial) if link.marker.is_none() => match above() {
            Status::Denied => Status::Actual,
            status => status,
        },
        (Form::Infinitive | Form::Ing | Form::Participle, _) => above(),
    }
}

/// What the clause's modality and polarity say.
fn said_of(clause: &Clause, above: Option<&Clause>) -> Option<Status> {
    let is = |kind| clause.has_modality(kind);
    let is_past = clause.tense == Tense::Past;
    if is(ModalKind::Condition) {
        return Some(Status::Hypothetical);
    }
    // "left, if reluctantly": what is told as past stands under no condition; and a condition is one of
    // verbs with tense.
    let is_contingent = is(ModalKind::Contingent) && clause.form == Form::Finite && !is_past;
    if is_contingent {
        return Some(Status::Hypothetical);
    }
    if clause.is_negative() {
        let is_open = is(ModalKind::Possibility) || is(ModalKind::Question);
        let is_refused = clause.negations.iter().any(|n| n.kind != NegationKind::Not);
        return Some(if is_open && !is_refused { Status::Proposed } else { Status::Denied });
    }
    if is(ModalKind::Question) {
        return Some(Status::Hypothetical);
    }
    // "was able to escape", "had to leave": who could or had to, in the past, did.
    let is_achieved = above.is_some_and(|a| {
        (a.tense == Tense::Past || a.aspect.perfect)
            && a.modality.is_empty()
            && !a.is_negative()
            && matches!(a.predicate.lemma.as_str(), "be able" | "have")
    });
    let is_open = clause.modality.iter().any(|m| match m.kind {
        ModalKind::Offer
        | ModalKind::Demand
        | ModalKind::Threat
        | ModalKind::Wish
        | ModalKind::Attempt
        | ModalKind::Expectation
        | ModalKind::Possibility
        | ModalKind::Permission
        | ModalKind::Purpose
        | ModalKind::Imperative => true,
        ModalKind::Ability | ModalKind::Obligation => !is_achieved,
        _ => false,
    });
    if is_open {
        return Some(Status::Proposed);
    }
    if is_achieved {
        return Some(Status::Actual);
    }
    if is(ModalKind::Conditional) {
        // "said it would send troops" looks forward from the past; "would have sent" supposes.
        let is_content = clause.link.is_some_and(|l| l.relation == Relation::Complement);
        let looks_forward = match above {
            Some(above) => is_content && above.tense == Tense::Past,
            None => !clause.attribution.is_empty(),
        };
        return Some(if looks_forward && !clause.aspect.perfect {
            Status::Planned
        } else {
            Status::Hypothetical
        });
    }
    let is_ahead = [ModalKind::Future, ModalKind::Plan, ModalKind::Commitment].into_iter().any(is);
    (is_ahead || clause.tense == Tense::Future).then_some(Status::Planned)
}

/// Whether the verb is one of showing, and what it tells has not come about.
fn is_yet_to_show(verb: &Clause, status: impl Fn() -> Status) -> bool {
    let shows = matches!(
        verb.predicate.lemma.as_str(),
        "certify"
            | "verify"
            | "prove"
            | "ensure"
            | "make sure"
            | "confirm"
            | "establish"
            | "demonstrate"
            | "conclude"
    );
    shows && matches!(status(), Status::Planned | Status::Proposed | Status::Hypothetical)
}

/// Whether an infinitive under this word comes about with it. A finite verb of which that holds ("managed to")
/// has given the infinitive its tense already; one without tense ("causing prices to fall") has none to give.
fn shares_fate(verb: &Clause) -> bool {
    verb.predicate.kind == PredicateKind::Verb && verb.form != Form::Finite
}

/// What a denied act speaks of is left open, where that act does not deny it: "did not rule out meeting".
fn opened(above: Status) -> Status {
    if above == Status::Denied { Status::Proposed } else { above }
}

/// An event noun that the text takes for known ("the attack", "their talks") is a fact whatever is said of it.
/// Any other is as real as what brings it about: "could lead to war".
fn noun_under(clause: &Clause, link: Link, verb: &Clause, above: impl Fn() -> Status) -> Status {
    match link.relation {
        Relation::Conjunct => above(),
        _ if clause.known => Status::Actual,
        Relation::Argument(Role::Subject) if verb.is_negative() => Status::Actual,
        Relation::Argument(Role::Object | Role::Attribute | Role::Subject) => opened(above()),
        Relation::Argument(Role::Oblique("to" | "into" | "in" | "for" | "with" | "through" | "by")) => {
            opened(above())
        }
        _ => Status::Actual,
    }
}

/// A clause that hangs on nothing and says nothing of itself.
fn untold(clause: &Clause) -> Status {
    match clause.form {
        // "To strike at dawn.": a wish or a heading, no account.
        Form::Infinitive if clause.tense == Tense::Unmarked => Status::Proposed,
        _ => Status::Actual,
    }
}
