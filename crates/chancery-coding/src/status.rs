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
    if let Some(status) = said_of(clauses, clause) {
        return status;
    }
    let Some(link) = clause.link.filter(|_| steps > 0) else { return untold(clause) };
    let above = || status_within(clauses, link.clause, steps - 1);
    match clause.form {
        _ if clause.tense != Tense::Unmarked => Status::Actual,
        Form::Nominal => noun_under(clauses, clause, link, above),
        Form::Infinitive if link.relation == Relation::Complement => match above() {
            // Nothing says that it came about: "it was their duty to leave".
            Status::Actual => Status::Proposed,
            status => status,
        },
        Form::Infinitive | Form::Ing => above(),
        // "the men arrested in May"
        Form::Participle
            if matches!(link.relation, Relation::Relative | Relation::Argument(_) | Relation::Within) =>
        {
            Status::Actual
        }
        Form::Participle => above(),
        // "insisted that he leave": where nothing is demanded, a bare form is a headline's or a slip's.
        Form::Finite => Status::Actual,
    }
}

/// What the clause's modality and polarity say.
fn said_of(clauses: &Clauses, clause: &Clause) -> Option<Status> {
    let is = |kind| clause.has_modality(kind);
    if is(ModalKind::Condition) {
        return Some(Status::Hypothetical);
    }
    // "left, if reluctantly": what is told as past stands under no condition.
    let is_told = clause.tense == Tense::Past && !is(ModalKind::Conditional);
    if is(ModalKind::Contingent) && !is_told {
        return Some(Status::Hypothetical);
    }
    if clause.is_negative() {
        let is_open = is(ModalKind::Possibility) || is(ModalKind::Question);
        return Some(if is_open && !is_refused(clause) { Status::Proposed } else { Status::Denied });
    }
    if is(ModalKind::Question) {
        return Some(Status::Hypothetical);
    }
    // "was able to escape": who could, did.
    let is_achieved = clause.tense == Tense::Past;
    let open = clause.modality.iter().any(|m| match m.kind {
        ModalKind::Offer
        | ModalKind::Demand
        | ModalKind::Threat
        | ModalKind::Wish
        | ModalKind::Attempt
        | ModalKind::Expectation
        | ModalKind::Possibility
        | ModalKind::Obligation
        | ModalKind::Permission
        | ModalKind::Purpose
        | ModalKind::Imperative => true,
        ModalKind::Ability => !is_achieved,
        _ => false,
    });
    if open {
        return Some(Status::Proposed);
    }
    if is(ModalKind::Conditional) {
        // "said it would send troops" looks forward from the past; "would have sent" supposes.
        let looks_forward = !clause.aspect.perfect && is_told_of(clauses, clause);
        return Some(if looks_forward { Status::Planned } else { Status::Hypothetical });
    }
    let is_ahead = [ModalKind::Future, ModalKind::Plan, ModalKind::Commitment].into_iter().any(is);
    (is_ahead || clause.tense == Tense::Future).then_some(Status::Planned)
}

/// Whether somebody says that it is not so, or keeps it from coming about.
fn is_refused(clause: &Clause) -> bool {
    clause.negations.iter().any(|n| n.kind != NegationKind::Not)
}

/// Whether the clause is the content of one in the past: "said that …", "promised …".
fn is_told_of(clauses: &Clauses, clause: &Clause) -> bool {
    let above =
        clause.link.filter(|l| l.relation == Relation::Complement).and_then(|l| clauses.get(l.clause));
    above.is_some_and(|a| a.tense == Tense::Past) || above.is_none() && !clause.attribution.is_empty()
}

/// An event noun is as real as what the clause above does with it, unless that only speaks of it.
fn noun_under(clauses: &Clauses, clause: &Clause, link: Link, above: impl Fn() -> Status) -> Status {
    let Some(verb) = clauses.get(link.clause) else { return Status::Actual };
    let is_brought_about = matches!(link.relation, Relation::Conjunct)
        || matches!(verb.predicate.kind, PredicateKind::Being | PredicateKind::Copula)
        || matches!(link.relation, Relation::Argument(Role::Object)) && !is_known(clause);
    if is_brought_about { above() } else { Status::Actual }
}

/// Whether the noun names something with its doer, which is known before the verb speaks of it: "their
/// attack on the port".
fn is_known(clause: &Clause) -> bool {
    clause.subjects().next().is_some() || clause.objects().next().is_some()
}

/// A clause that hangs on nothing and says nothing of itself.
fn untold(clause: &Clause) -> Status {
    match clause.form {
        // "To strike at dawn.": a wish or a heading, no account.
        Form::Infinitive if clause.tense == Tense::Unmarked => Status::Proposed,
        _ => Status::Actual,
    }
}
