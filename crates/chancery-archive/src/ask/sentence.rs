//! An event in one English sentence, for lists and citations. It says what the record says and no more.

use std::collections::BTreeSet;

use chancery_record::{Days, Event, EventType, Participant, Status};

use crate::fold::fold;
use crate::merge::is_pronoun;

/// Verbs of a type: done, then what follows "to" or "not". The last tells whether a target follows by "with"
/// or other word.
fn verbs(event_type: EventType, mode: &str) -> (&'static str, &'static str, &'static str) {
    match (event_type, mode) {
        (EventType::Consult, "visit") => ("visited", "visit", ""),
        (EventType::Consult, "phone") => ("spoke by phone", "speak by phone", "with"),
        (EventType::Consult, _) => ("met", "meet", "with"),
        (EventType::Agree, _) => ("agreed", "agree", "with"),
        (EventType::Support, _) => ("expressed support", "express support", "for"),
        (EventType::Concede, _) => ("gave way", "give way", "to"),
        (EventType::Cooperate, _) => ("cooperated", "cooperate", "with"),
        (EventType::Aid, _) => ("aided", "aid", ""),
        (EventType::Retreat, "withdraw") => ("withdrew", "withdraw", "from"),
        (EventType::Retreat, "release") => ("released detainees", "release detainees", "of"),
        (EventType::Retreat, "ceasefire") => ("ceased fire", "cease fire", "with"),
        (EventType::Retreat, "resign") => ("resigned", "resign", "before"),
        (EventType::Retreat, _) => ("backed down", "back down", "to"),
        (EventType::Request, _) => ("made a demand", "make a demand", "of"),
        (EventType::Accuse, "investigate") => ("investigated", "investigate", ""),
        (EventType::Accuse, "disapprove") => ("criticised", "criticise", ""),
        (EventType::Accuse, _) => ("accused", "accuse", ""),
        (EventType::Reject, _) => ("said no", "say no", "to"),
        (EventType::Threaten, _) => ("threatened", "threaten", ""),
        (EventType::Protest, _) => ("protested", "protest", "against"),
        (EventType::Sanction, "expel") => ("expelled envoys", "expel envoys", "of"),
        (EventType::Sanction, "convict") => ("convicted", "convict", ""),
        (EventType::Sanction, "withdraw") => ("withdrew", "withdraw", "from"),
        (EventType::Sanction, "discontinue") => ("broke off dealings", "break off dealings", "with"),
        (EventType::Sanction, _) => ("sanctioned", "sanction", ""),
        (EventType::Mobilize, _) => ("mobilised", "mobilise", "against"),
        (EventType::Coerce, "arrest") => ("arrested", "arrest", ""),
        (EventType::Coerce, "restrict") => ("restricted", "restrict", ""),
        (EventType::Coerce, "ban") => ("banned", "ban", ""),
        (EventType::Coerce, "censor") => ("censored", "censor", ""),
        (EventType::Coerce, "deport") => ("deported", "deport", ""),
        (EventType::Coerce, "seize") => ("seized property", "seize property", "of"),
        (EventType::Coerce, _) => ("coerced", "coerce", ""),
        (EventType::Assault, "abduct") => ("abducted", "abduct", ""),
        (EventType::Assault, _) => ("attacked", "attack", ""),
    }
}

/// The sentence.
pub(crate) fn sentence(event: &Event, status: Status, days: Option<Days>) -> String {
    let is_signed = event.event_type == EventType::Support
        && event.cameo.as_deref().is_some_and(|code| code.starts_with(FORMAL_AGREEMENT));
    let (done, bare, link) = if is_signed {
        ("signed an agreement", "sign an agreement", "with")
    } else {
        verbs(event.event_type, event.mode.map_or("", |mode| mode.name()))
    };
    let source = match names(&event.source) {
        names if names.is_empty() => "somebody unnamed".to_owned(),
        names => names,
    };
    let mut text = match status {
        Status::Actual => format!("{source} {done}"),
        Status::Planned => format!("{source} planned to {bare}"),
        Status::Proposed => format!("{source} may {bare}"),
        Status::Hypothetical => format!("if {source} {done}"),
        Status::Denied => format!("that {source} {done}"),
    };
    let target = names(&event.target);
    if !target.is_empty() {
        text.push(' ');
        if !link.is_empty() {
            text.push_str(link);
            text.push(' ');
        }
        text.push_str(&target);
    }
    let is_said = |words: &str| {
        let is_target = |party: &Participant| fold(&party.words.text) == fold(words);
        is_the_act_itself(words) || event.target.iter().any(is_target)
    };
    if let Some(object) = event.object.as_ref().filter(|object| !is_said(&object.words.text)) {
        text.push_str(": ");
        text.push_str(&shortened(&one_line(&object.words.text)));
    }
    if let Some(place) = &event.place {
        text.push_str(", ");
        text.push_str(&one_line(place.name.as_deref().unwrap_or(&place.words.text)));
    }
    if let Some(days) = days {
        text.push_str(", ");
        text.push_str(&span_of_days(days));
    }
    if status == Status::Denied {
        text.push_str(" — denied");
    }
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// One day, a whole month or year by its name, else from when to when.
fn span_of_days(days: Days) -> String {
    let (first, last) = (days.first(), days.last());
    let is_whole = first.day() == 1 && last == last.last_of_month() && first.year() == last.year();
    match (is_whole, first.month(), last.month()) {
        (true, 1, 12) => first.strftime("%Y").to_string(),
        (true, month, to) if month == to => first.strftime("%Y-%m").to_string(),
        _ if first == last => first.to_string(),
        _ => format!("{first} to {last}"),
    }
}

/// Words of an object that a sentence has room for.
const OBJECT_WORDS: usize = 14;

fn shortened(text: &str) -> String {
    match text.split(' ').nth(OBJECT_WORDS) {
        None => text.to_owned(),
        Some(_) => {
            format!("{}…", text.split(' ').take(OBJECT_WORDS).collect::<Vec<_>>().join(" "))
        }
    }
}

/// CAMEO's code for signing a formal agreement, which PLOVER counts as support.
const FORMAL_AGREEMENT: &str = "057";

/// "The phone", "a meeting": words for the act, which its verb has said.
fn is_the_act_itself(words: &str) -> bool {
    fold(words).split(' ').all(|word| {
        matches!(
            word,
            "a" | "an"
                | "the"
                | "their"
                | "phone"
                | "telephone"
                | "call"
                | "meeting"
                | "talks"
                | "visit"
                | "ceremony"
        )
    })
}

/// Names joined by commas and "and", without pronouns, which name nobody; a country's code follows a person's name.
pub(crate) fn names(parties: &[Participant]) -> String {
    let mut seen = BTreeSet::new();
    let shown: Vec<String> = parties
        .iter()
        .filter(|party| party.name.is_some() || !is_pronoun(&fold(party.label())))
        .map(name)
        .filter(|name| seen.insert(name.clone()))
        .collect();
    match shown.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn name(party: &Participant) -> String {
    let label = one_line(party.label());
    match (&party.country, &party.name) {
        (Some(country), Some(_)) => format!("{label} ({country})"),
        _ => label,
    }
}

/// Line breaks of the report become spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
