//! How the parts of a record are said in few words, the same in every rendering.

use chancery_record::{Attribution, Event, Object, Participant, Statement, Toll, When, Where};

/// A party with its office and whom it acts for: "Ingrid Solheim, foreign minister (NOR)".
pub(super) fn party(participant: &Participant) -> String {
    let mut out = flat(participant.label());
    if let Some(office) = participant.office.as_deref().filter(|o| !out.eq_ignore_ascii_case(o)) {
        out.push_str(", ");
        out.push_str(&flat(office));
    }
    if let Some(code) = participant.country.as_deref().or(participant.actor.as_deref()) {
        out.push_str(&format!(" ({})", flat(code)));
    }
    out
}

/// One side of an event; a dash where nobody is named.
pub(super) fn side(participants: &[Participant]) -> String {
    if participants.is_empty() {
        return "–".to_owned();
    }
    participants.iter().map(party).collect::<Vec<_>>().join(" + ")
}

/// Type and mode: "CONSULT visit".
pub(super) fn act(event: &Event) -> String {
    match event.mode {
        Some(mode) => format!("{} {}", event.event_type, mode.name()),
        None => event.event_type.to_string(),
    }
}

/// The days, and the words that they are read from: "2024-03-05 (“on Tuesday”)".
pub(super) fn when(when: &When) -> String {
    let days = when.days.map(|days| match days.count() {
        1 => days.first().to_string(),
        _ => format!("{} to {}", days.first(), days.last()),
    });
    let words = when.words.as_ref().map(|words| format!("“{}”", flat(&words.text)));
    match (days, words) {
        (Some(days), Some(words)) => format!("{days} ({words})"),
        (Some(days), None) => format!("{days} (by the report's date)"),
        (None, Some(words)) => format!("{words}, day unknown"),
        (None, None) => "unknown".to_owned(),
    }
}

/// The place with its country and position: "Nairobi (KEN), -1.2833 36.8167".
pub(super) fn place(place: &Where) -> String {
    let words = || format!("“{}”", flat(&place.words.text));
    let mut out = place.name.as_deref().map_or_else(words, flat);
    if let Some(country) = &place.country {
        out.push_str(&format!(" ({})", flat(country)));
    }
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        out.push_str(&format!(", {lat:.4} {lon:.4}"));
    }
    out
}

/// The CAMEO code and its Goldstein value.
pub(super) fn code(event: &Event) -> Option<String> {
    let value = event.goldstein.map_or(String::new(), |value| format!(", Goldstein {value:+.1}"));
    event.cameo.as_deref().map(|code| flat(code) + &value)
}

/// What was asked, agreed, imposed, promised or alleged, with its class.
pub(super) fn object(object: &Object) -> String {
    let class = object.class.as_deref().map_or(String::new(), |class| format!(" [{}]", flat(class)));
    format!("“{}”{class}", flat(&object.words.text))
}

/// PLOVER's contexts.
pub(super) fn contexts(event: &Event) -> Option<String> {
    let names: Vec<&str> = event.contexts.iter().map(|context| context.name()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Who says something, by which word, to whom; and what.
pub(super) fn said(statement: &Statement) -> (String, String) {
    let speaker = statement.speaker.as_ref().map_or_else(|| "somebody".to_owned(), party);
    let cue = statement.cue.as_ref().map_or(String::new(), |cue| format!(" “{}”", flat(&cue.text)));
    let to = statement.addressee.as_ref().map_or(String::new(), |whom| format!(" to {}", party(whom)));
    let content: Vec<String> = statement.content.iter().map(|words| flat(&words.text)).collect();
    (format!("{speaker}{cue}{to}"), content.join(" … "))
}

/// On whose word, outermost first: "IRNA “reported” › Ali Rezai, foreign minister (IRN) “said”".
pub(super) fn voices(chain: &[Attribution]) -> String {
    chain.iter().map(voice).collect::<Vec<_>>().join(" › ")
}

fn voice(link: &Attribution) -> String {
    let mut out = link.speaker.as_ref().map_or_else(|| link.kind.name().to_owned(), party);
    if let Some(cue) = &link.cue {
        out.push_str(&format!(" “{}”", flat(&cue.text)));
    }
    if link.denies {
        out.push_str(", who denies it");
    }
    out
}

/// "killed at least 3 civilians", "wounded 10 to 12".
pub(super) fn toll(toll: &Toll) -> String {
    let number = match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("{high} or fewer"),
        (None, None) => "some".to_owned(),
    };
    let who = toll.who.as_deref().map_or(String::new(), |who| format!(" {}", flat(who)));
    let voices = if toll.attribution.is_empty() {
        String::new()
    } else {
        format!(", on the word of {}", voices(&toll.attribution))
    };
    format!("{} {number}{who}{voices}", toll.harm)
}

/// On one line, and without characters that act on a terminal or turn the direction of what follows.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().map(tame).collect::<Vec<_>>().join(" ")
}

/// Without characters that act instead of being read: each becomes U+FFFD.
pub(super) fn tame(text: &str) -> String {
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// Control characters, and Unicode's formatting characters that turn the direction of text (UAX #9).
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
