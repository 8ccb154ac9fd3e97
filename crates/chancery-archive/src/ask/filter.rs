//! The filter language: what to show, in words of `field:value`.
//!
//! `actor:IRN target:TUR type:CONSULT,AGREE -status:denied since:2024-01 text:"ceasefire line"`. Terms are
//! joined by *and*; values after a comma by *or*; a leading `-` negates a term; a word without a field is a
//! word of the text. An error points at the word it is about.

use std::fmt::Write as _;

use chancery_record::{EventType, Mode, Status};
use jiff::civil::Date;

use crate::error::{Error, Kind, Result};

/// What a term is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Takes part on either side: a country or organisation code, an actor code, or words of a name.
    Actor,
    /// Acts.
    Source,
    /// Is acted on.
    Target,
    /// The type.
    Type,
    /// The mode.
    Mode,
    /// The status.
    Status,
    /// On whose word: a voice of the attribution, the agency credited, or the outlet.
    By,
    /// Who published.
    Outlet,
    /// The diplomatic format.
    Format,
    /// The class of the object.
    Object,
    /// The place: a name or a country's code.
    Place,
    /// Happened on or after.
    Since,
    /// Happened on or before.
    Until,
    /// Words of the report.
    Text,
    /// A key, or its beginning.
    Id,
    /// At least so many independent origins.
    MinIndependent,
    /// At least so many reports.
    MinReports,
}

impl Field {
    /// Every field with its name.
    pub const ALL: [(Self, &'static str); 17] = [
        (Self::Actor, "actor"),
        (Self::Source, "source"),
        (Self::Target, "target"),
        (Self::Type, "type"),
        (Self::Mode, "mode"),
        (Self::Status, "status"),
        (Self::By, "by"),
        (Self::Outlet, "outlet"),
        (Self::Format, "format"),
        (Self::Object, "object"),
        (Self::Place, "place"),
        (Self::Since, "since"),
        (Self::Until, "until"),
        (Self::Text, "text"),
        (Self::Id, "id"),
        (Self::MinIndependent, "min-independent"),
        (Self::MinReports, "min-reports"),
    ];

    /// Its name in the language.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }
}

/// One term: a field with its values, any of which will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is about.
    pub field: Field,
    /// The values; checked, and in the spelling of the archive.
    pub values: Vec<String>,
    /// Whether it must not hold.
    pub is_negated: bool,
    /// Where it begins in the filter, in code points.
    pub at: usize,
    /// How long it is.
    pub len: usize,
}

/// What to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// All must hold.
    pub terms: Vec<Term>,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// Where a field, a value or a quotation mark is wrong; the error knows its place.
    pub fn parse(text: &str) -> Result<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut terms = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            if chars[at].is_whitespace() {
                at += 1;
                continue;
            }
            let (term, next) = term(&chars, at)?;
            terms.push(term);
            at = next;
        }
        Ok(Self { terms })
    }
}

fn fault(at: usize, len: usize, message: impl Into<String>, hint: impl Into<String>) -> Error {
    Error::new(Kind::Filter { message: message.into(), at, len, hint: hint.into() })
}

/// The term that begins at `start`, and where the next may begin.
fn term(chars: &[char], start: usize) -> Result<(Term, usize)> {
    let is_negated = chars[start] == '-' && chars.get(start + 1).is_some_and(|c| !c.is_whitespace());
    let mut at = start + usize::from(is_negated);
    let name_start = at;
    while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '-' || chars[at] == '_') {
        at += 1;
    }
    let field = if chars.get(at) == Some(&':') {
        let name: String = chars[name_start..at].iter().collect();
        at += 1;
        known_field(&name, name_start)?
    } else {
        at = name_start;
        Field::Text
    };
    let mut values = Vec::new();
    loop {
        let value_start = at;
        let (value, next) = value(chars, at)?;
        at = next;
        if value.is_empty() {
            return Err(fault(
                start,
                (at - start).max(1),
                format!("{} has no value", field.name()),
                format!("write {}:VALUE, without a space", field.name()),
            ));
        }
        values.push(checked(field, &value, value_start, at - value_start)?);
        if chars.get(at) == Some(&',') && field != Field::Text {
            at += 1;
        } else {
            break;
        }
    }
    Ok((Term { field, values, is_negated, at: start, len: at - start }, at))
}

/// A value in quotation marks, or up to the next space or comma.
fn value(chars: &[char], start: usize) -> Result<(String, usize)> {
    if chars.get(start) == Some(&'"') {
        let Some(len) = chars[start + 1..].iter().position(|&c| c == '"') else {
            return Err(fault(
                start,
                chars.len() - start,
                "the quotation mark is not closed",
                "close it with \"",
            ));
        };
        return Ok((chars[start + 1..start + 1 + len].iter().collect(), start + len + 2));
    }
    let len = chars[start..].iter().take_while(|&&c| !c.is_whitespace() && c != ',').count();
    Ok((chars[start..start + len].iter().collect(), start + len))
}

fn known_field(name: &str, at: usize) -> Result<Field> {
    let lower = name.to_lowercase();
    if let Some((field, _)) = Field::ALL.iter().find(|(_, known)| *known == lower) {
        return Ok(*field);
    }
    let mut hint = String::new();
    match Field::ALL
        .iter()
        .find(|(_, known)| !lower.is_empty() && (known.starts_with(&lower) || lower.starts_with(known)))
    {
        Some((_, near)) => {
            let _ = write!(hint, "did you mean {near}:?");
        }
        None => {
            let names: Vec<&str> = Field::ALL.iter().map(|(_, name)| *name).collect();
            let _ = write!(hint, "fields are {}", names.join(", "));
        }
    }
    Err(fault(at, name.chars().count().max(1), format!("there is no field \"{name}\""), hint))
}

/// The value in the spelling of the archive.
fn checked(field: Field, value: &str, at: usize, len: usize) -> Result<String> {
    let wrong = |message: String, hint: String| Err(fault(at, len, message, hint));
    match field {
        Field::Type => match EventType::from_name(&value.to_uppercase()) {
            Some(event_type) => Ok(event_type.name().to_owned()),
            None => {
                let names: Vec<&str> = EventType::ALL.iter().map(|one| one.name()).collect();
                wrong(format!("there is no type \"{value}\""), format!("types are {}", names.join(", ")))
            }
        },
        Field::Status => match Status::from_name(&value.to_lowercase()) {
            Some(status) => Ok(status.name().to_owned()),
            None => {
                let names: Vec<&str> = Status::ALL.iter().map(|one| one.name()).collect();
                wrong(format!("there is no status \"{value}\""), format!("statuses are {}", names.join(", ")))
            }
        },
        Field::Mode => {
            let lower = value.to_lowercase();
            if Mode::all().any(|mode| mode.name() == lower) {
                Ok(lower)
            } else {
                wrong(
                    format!("there is no mode \"{value}\""),
                    "modes are PLOVER's: visit, phone, arrest …".into(),
                )
            }
        }
        Field::Since | Field::Until => match day(value, field == Field::Until) {
            Some(day) => Ok(day.to_string()),
            None => wrong(format!("\"{value}\" is no day"), "write 2024-03-05, 2024-03 or 2024".into()),
        },
        Field::MinIndependent | Field::MinReports => match value.parse::<u32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => wrong(format!("\"{value}\" is no number"), "write a whole number".into()),
        },
        _ => Ok(value.to_owned()),
    }
}

/// A day, or the first or last day of a month or year.
pub(crate) fn day(text: &str, is_last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year: i16 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let month: Option<i8> = match parts.next() {
        Some(part) if part.len() == 2 => Some(part.parse().ok()?),
        Some(_) => return None,
        None => None,
    };
    let day: Option<i8> = match parts.next() {
        Some(part) if part.len() == 2 => Some(part.parse().ok()?),
        Some(_) => return None,
        None => None,
    };
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok(),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            Some(if is_last { first.last_of_month() } else { first })
        }
        (None, _) => {
            let (month, day) = if is_last { (12, 31) } else { (1, 1) };
            Date::new(year, month, day).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<(Field, Vec<String>, bool)> {
        let terms = Filter::parse(text).unwrap().terms;
        terms.into_iter().map(|term| (term.field, term.values, term.is_negated)).collect()
    }

    fn place(text: &str) -> (String, std::ops::Range<usize>) {
        let error = Filter::parse(text).unwrap_err();
        (error.to_string(), error.place_in_filter().unwrap())
    }

    #[test]
    fn fields_values_and_bare_words() {
        assert_eq!(
            terms("actor:IRN -status:Denied type:consult,AGREE  ceasefire text:\"red line\""),
            [
                (Field::Actor, vec!["IRN".into()], false),
                (Field::Status, vec!["denied".into()], true),
                (Field::Type, vec!["CONSULT".into(), "AGREE".into()], false),
                (Field::Text, vec!["ceasefire".into()], false),
                (Field::Text, vec!["red line".into()], false),
            ]
        );
        assert_eq!(terms("actor:\"Ana Quispe\",PER")[0].1, ["Ana Quispe", "PER"]);
        assert!(terms("   ").is_empty());
    }

    #[test]
    fn months_and_years_mean_their_first_or_last_day() {
        assert_eq!(terms("since:2024-02 until:2024-02")[0].1, ["2024-02-01"]);
        assert_eq!(terms("since:2024-02 until:2024-02")[1].1, ["2024-02-29"]);
        assert_eq!(terms("until:2023")[0].1, ["2023-12-31"]);
    }

    #[test]
    fn errors_point_at_the_word() {
        assert_eq!(place("actor:IRN typ:CONSULT").1, 10..13);
        assert_eq!(place("actor:IRN type:MEET").1, 15..19);
        assert_eq!(place("type:CONSULT,MEET").1, 13..17);
        assert_eq!(place("since:2024-02-30").1, 6..16);
        assert_eq!(place("x text:\"open").1, 7..12);
        assert_eq!(place("ministers actor: IRN").1, 10..16);
        assert_eq!(place("min-independent:two").1, 16..19);
        assert!(place("since:yesterday").0.contains("filter, character 7"));
        assert_eq!(Filter::parse("typ:AID").unwrap_err().hint().as_deref(), Some("did you mean type:?"));
    }
}
