//! Times and parts of the day, before or after the day they belong to.

use super::super::meaning::{Clock, Core, DayPart, Phrase, Reference, Steer};
use super::super::token::Kind;
use super::{Reader, bare_reference, core};

/// A time of the clock with its zone.
struct Time {
    clock: Clock,
    zone: Option<i16>,
}

/// "10 p.m. Wednesday", "9:30 a.m. EST, Nov. 6", "noon Thursday", "4 in the morning", "this morning".
pub(super) fn clock(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    if let Some((end, time)) = time_of_day(reader, i) {
        let (end, mut phrase) = with_date(reader, end);
        phrase.clock = Some(time.clock);
        phrase.zone = time.zone;
        return Some((end, phrase));
    }
    part_of_day(reader, i)
}

/// The day that follows a time: "Wednesday", "on May 3", ", Nov. 6"; else the report's own day.
fn with_date(reader: &Reader<'_>, end: usize) -> (usize, Phrase) {
    let comma = reader.over_comma(end);
    let at = if reader.is_any(comma, &["on", "of"]) { comma + 1 } else { comma };
    if !reader.opens(at) {
        let date = core(reader, at).filter(|(_, p)| is_day(&p.core)).or_else(|| {
            bare_reference(reader, at).filter(|(_, p)| matches!(p.core, Core::Reference(Reference::Day(..))))
        });
        if let Some((end, phrase)) = date.filter(|(_, p)| p.clock.is_none()) {
            let (end, phrase) = with_part(reader, end, phrase);
            return (end, phrase);
        }
    }
    (end, Core::Today.into())
}

fn is_day(core: &Core) -> bool {
    match core {
        Core::Day { .. } | Core::Weekday { .. } | Core::Feast { .. } => true,
        Core::Unit { unit, steer } => {
            unit.kind == super::super::meaning::UnitKind::Day && *steer != Steer::Definite
        }
        _ => false,
    }
}

/// What may follow a date: a part of the day, then a time ("Friday morning", "Friday at 10 p.m.").
pub(super) fn after_date(reader: &Reader<'_>, end: usize, phrase: Phrase) -> (usize, Phrase) {
    let day = is_day(&phrase.core) || matches!(phrase.core, Core::Reference(Reference::Day(..)));
    if !day || reader.opens(end) {
        return (end, phrase);
    }
    let (end, mut phrase) = with_part(reader, end, phrase);
    let comma = reader.over_comma(end);
    let at = if reader.is(comma, "at") { comma + 1 } else { comma };
    let at = if at > comma && reader.is_any(at, &["about", "around", "approximately", "exactly"]) {
        at + 1
    } else {
        at
    };
    if phrase.clock.is_none()
        && !reader.opens(at)
        && let Some((after, time)) = time_of_day(reader, at)
    {
        // "Thursday at noon, May 3" keeps to the first; a time with its own day is another expression.
        let (with, own) = with_date(reader, after);
        if with == after || matches!(own.core, Core::Today) {
            phrase.clock = Some(time.clock);
            phrase.zone = time.zone;
            return (after, phrase);
        }
    }
    (end, phrase)
}

/// "morning" after "Friday", "late in the evening" after "yesterday".
fn with_part(reader: &Reader<'_>, end: usize, mut phrase: Phrase) -> (usize, Phrase) {
    if reader.opens(end) {
        return (end, phrase);
    }
    let mut at = end;
    if reader.is_any(at, &["early", "late"]) || reader.is(at, "mid") {
        at = reader.over_hyphen(at + 1);
    }
    if reader.is(at, "in") && reader.is(at + 1, "the") {
        at += 2;
    }
    if let Some(part) = reader.sense(at).daypart.filter(|_| !reader.sense(at).plural && phrase.part.is_none())
    {
        // "Friday Night Lights", "Saturday night's" is a night all the same.
        if !(reader.is_capital(at) && reader.is_capital(at + 1)) {
            phrase.part = Some(part);
            return (at + 1, phrase);
        }
    }
    (end, phrase)
}

/// "this morning", "last night", "the night of May 3", "the next morning", "overnight".
pub(super) fn part_of_day(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let day = super::super::meaning::Unit { kind: super::super::meaning::UnitKind::Day, times: 1 };
    if reader.is(i, "overnight") {
        let mut phrase = Phrase::from(Core::Today);
        phrase.part = Some(DayPart::Night);
        return (!reader.is_capital(i) || reader.opens(i)).then_some((i + 1, phrase));
    }
    let (at, steer) = reader.steer(i).map_or((i, None), |(end, s)| (end, Some(s)));
    let at = if reader.is_any(at, &["early", "late"]) { at + 1 } else { at };
    let part = reader.sense(at).daypart.filter(|_| !reader.sense(at).plural)?;
    let end = at + 1;
    if (reader.is(end, "of") || reader.is(end, "on"))
        && let Some((end, mut phrase)) = core(reader, end + 1).filter(|(_, p)| is_day(&p.core))
    {
        phrase.part = Some(part);
        return Some((end, phrase));
    }
    let core = match steer? {
        Steer::This => Core::Reference(Reference::Day(0, None)),
        Steer::Definite => {
            let prepositional = i > 0
                && reader
                    .is_any(i - 1, &["in", "during", "through", "throughout", "into", "until", "overnight"]);
            if !prepositional || reader.is(end, "of") || reader.hyphen(end) {
                return None;
            }
            Core::Unit { unit: day, steer: Steer::Same }
        }
        Steer::Each => return None,
        Steer::Last | Steer::Past => Core::Unit { unit: day, steer: Steer::Last },
        // "the next morning" is told from the time last mentioned.
        Steer::Next | Steer::Following => Core::Unit { unit: day, steer: Steer::Following },
        steer => Core::Unit { unit: day, steer },
    };
    let mut phrase = Phrase::from(core);
    phrase.part = Some(part);
    Some((end, phrase))
}

/// The time at `i`, with am or pm, zone and "in the morning".
fn time_of_day(reader: &Reader<'_>, i: usize) -> Option<(usize, Time)> {
    if let Some(minutes) = reader.sense(i).instant {
        if reader.is_capital(i)
            && !reader.opens(i)
            && reader.is_capital(i + 1)
            && reader.sense(i + 1).weekday.is_none()
        {
            return None;
        }
        let (end, zone) = zone_after(reader, i + 1);
        let end = if reader.is(end, "local") && reader.is(end + 1, "time") { end + 2 } else { end };
        return Some((end, Time { clock: Clock { minutes, seconds: None }, zone }));
    }
    if i > 0
        && reader.glued(i)
        && (reader.dash(i - 1) && reader.glued(i - 1)
            || matches!(reader.word(i - 1), "$" | "." | ":" | "/" | "," | "#" | "£" | "€"))
    {
        return None;
    }
    let mut seconds = None;
    let (mut end, hour, minutes, written) = figures(reader, i, &mut seconds)?;
    let o_clock = reader.lower(end) == "o'clock";
    if o_clock {
        end += 1;
    }
    let half = meridiem(reader, end);
    if let Some((after, _)) = half {
        end = after;
    }
    let hour = match half {
        Some((_, true)) if (1..=12).contains(&hour) => hour % 12 + 12,
        Some((_, false)) if (1..=12).contains(&hour) => hour % 12,
        Some(_) => return None,
        None => hour,
    };
    let (mut after, zone) = zone_after(reader, end);
    let local = reader.is(after, "local") && reader.is(after + 1, "time");
    if local {
        after += 2;
    }
    let part = part_after(reader, after);
    let placed = i > 0
        && reader.is_any(
            i - 1,
            &[
                "at", "by", "around", "about", "until", "from", "before", "after", "since", "till",
                "between", "and", "to",
            ],
        );
    // "at four in the morning", not "killed four in the morning".
    let certain = half.is_some()
        || o_clock
        || zone.is_some()
        || local
        || part.is_some() && (placed || written.has_colon());
    let prepositional = written.has_colon() && placed;
    let hundred_hours = written == Written::Four && reader.is(after, "hours");
    if !(certain || prepositional || hundred_hours)
        || (written == Written::Four && half.is_none() && zone.is_none() && !local && !hundred_hours)
    {
        return None;
    }
    if hundred_hours {
        after += 1;
    }
    let mut hour = hour;
    let mut end = after;
    if let Some((after, part)) = part {
        end = after;
        if half.is_none()
            && hour < 12
            && (matches!(part, DayPart::Afternoon | DayPart::Evening) || part == DayPart::Night && hour >= 6)
        {
            hour += 12;
        }
    }
    let total = u16::try_from(hour * 60 + minutes).ok().filter(|m| *m <= 1440)?;
    Some((end, Time { clock: Clock { minutes: total, seconds }, zone }))
}

/// How the hour is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Colon,
    Figure,
    Four,
    Word,
}

impl Written {
    fn has_colon(self) -> bool {
        self == Self::Colon
    }
}

/// Hour and minutes in figures or words.
fn figures(reader: &Reader<'_>, i: usize, seconds: &mut Option<u8>) -> Option<(usize, u32, u32, Written)> {
    let token = reader.token(i)?;
    if token.kind == Kind::Word {
        let hour = reader.sense(i).cardinal.filter(|n| (1..=12).contains(n))?;
        let minutes = reader.sense(i + 1).cardinal.filter(|n| (10..60).contains(n) && n % 5 == 0);
        return Some((
            if minutes.is_some() { i + 2 } else { i + 1 },
            hour,
            minutes.unwrap_or(0),
            Written::Word,
        ));
    }
    if token.kind != Kind::Number {
        return None;
    }
    if token.digits == 4 {
        let n = token.plain(4)?;
        return (n / 100 <= 24 && n % 100 < 60).then_some((i + 1, n / 100, n % 100, Written::Four));
    }
    let hour = token.plain(2).filter(|h| *h <= 24)?;
    let colon =
        (reader.sign(i + 1, ':') || reader.sign(i + 1, '.')) && reader.glued(i + 1) && reader.glued(i + 2);
    if colon {
        let stop = reader.sign(i + 1, '.');
        let minutes =
            reader.token(i + 2).filter(|t| t.digits == 2).and_then(|t| t.plain(2)).filter(|m| *m < 60);
        if let Some(minutes) = minutes {
            let mut end = i + 3;
            if reader.sign(end, ':') && reader.glued(end) {
                let token = reader.token(end + 1).filter(|t| t.glued && t.digits == 2)?;
                *seconds = token.plain(2).and_then(|n| u8::try_from(n).ok());
                end += 2;
            }
            // "10.30" is a time only with am, pm or a zone beside it.
            return Some((end, hour, minutes, if stop { Written::Figure } else { Written::Colon }));
        }
        return None;
    }
    Some((i + 1, hour, 0, Written::Figure))
}

/// "a.m." or "pm": whether it is after noon.
fn meridiem(reader: &Reader<'_>, i: usize) -> Option<(usize, bool)> {
    let word = reader.lower(i);
    let after = match word.as_str() {
        "am" => false,
        "pm" => true,
        _ => return None,
    };
    // "where I am" is no hour: "am" in plain letters follows a figure.
    if word == "am" && !reader.word(i).contains('.') && reader.token(i.checked_sub(1)?)?.kind == Kind::Word {
        return None;
    }
    // The last stop of "a.m." belongs to it, unless it also ends the sentence.
    let stop = reader.word(i).contains('.') && reader.sign(i + 1, '.') && reader.glued(i + 1);
    let end = if stop && !reader.opens(i + 2) { i + 2 } else { i + 1 };
    Some((end, after))
}

fn zone_after(reader: &Reader<'_>, i: usize) -> (usize, Option<i16>) {
    let bracket = reader.sign(i, '(');
    let at = if bracket { i + 1 } else { i };
    let all_caps = reader.word(at).chars().all(|c| c.is_ascii_uppercase() || c == '.');
    match reader.sense(at).zone.filter(|_| all_caps && !reader.opens(at)) {
        Some(zone) if !bracket => (at + 1, Some(zone)),
        _ => {
            let named = reader
                .is_any(at, &["eastern", "pacific", "central", "moscow", "tehran", "beijing", "london"])
                && reader.is_capital(at)
                && !bracket;
            let standard =
                if named && reader.is_any(at + 1, &["standard", "daylight"]) { at + 2 } else { at + 1 };
            if named && reader.is(standard, "time") { (standard + 1, None) } else { (i, None) }
        }
    }
}

/// "in the morning", "at night".
fn part_after(reader: &Reader<'_>, i: usize) -> Option<(usize, DayPart)> {
    let at = if reader.is(i, "in") && reader.is_any(i + 1, &["the", "this"]) {
        i + 2
    } else if reader.is(i, "at") {
        i + 1
    } else {
        return None;
    };
    let part = reader.sense(at).daypart.filter(|_| !reader.sense(at).plural)?;
    Some((at + 1, part))
}
