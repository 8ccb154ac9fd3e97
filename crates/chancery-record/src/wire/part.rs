//! The shapes of what records are made of: names of closed lists, words, parties, voices, times, places.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Error;
use crate as noun;
use crate::{Char, Days, Span};

/// A name of a closed list, written as its name.
#[derive(Clone, Copy)]
pub(super) struct Name<T>(pub(super) T);

macro_rules! by_name {
    ($($kind:ty),+) => { $(
        impl Serialize for Name<$kind> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.name())
            }
        }

        impl<'de> Deserialize<'de> for Name<$kind> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                <$kind>::from_name(&name).map(Self).ok_or_else(|| unknown::<D::Error>(&name, <$kind>::ALL))
            }
        }
    )+ };
}

by_name!(
    noun::EventType,
    noun::Context,
    noun::Status,
    noun::ActorKind,
    noun::AttributionKind,
    noun::WhenPrecision,
    noun::Harm,
    noun::PlaceKind,
    noun::Stance
);

fn unknown<E: serde::de::Error>(name: &str, known: &[impl fmt::Display]) -> E {
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    E::custom(format_args!("\"{name}\" is none of {}", known.join(", ")))
}

#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Pair(u32, u32);

impl From<Span<Char>> for Pair {
    fn from(span: Span<Char>) -> Self {
        Self(span.start, span.end)
    }
}

impl TryFrom<Pair> for Span<Char> {
    type Error = Error;
    fn try_from(Pair(start, end): Pair) -> Result<Self, Error> {
        if start > end {
            return Err(Error::new(format!("span [{start}, {end}] ends before it starts")));
        }
        Ok(Self::new(start, end))
    }
}

pub(super) fn span(pair: Option<Pair>) -> Result<Option<Span<Char>>, Error> {
    pair.map(TryInto::try_into).transpose()
}

pub(super) fn date_text(date: Date) -> String {
    date.to_string()
}

pub(super) fn date(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::new(format!("\"{text}\" is not a day such as 2024-03-05")))
}

pub(super) fn words(text: String, pair: Option<Pair>) -> Result<noun::Words, Error> {
    Ok(noun::Words { text, span: span(pair)? })
}

/// JSON has no infinities and no NaN.
pub(super) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

pub(super) fn all<A, B: TryFrom<A, Error = Error>>(items: Vec<A>) -> Result<Vec<B>, Error> {
    items.into_iter().map(TryInto::try_into).collect()
}

pub(super) fn maybe<A, B: TryFrom<A, Error = Error>>(item: Option<A>) -> Result<Option<B>, Error> {
    item.map(TryInto::try_into).transpose()
}

#[derive(Serialize, Deserialize)]
pub(super) struct Words {
    #[serde(default)]
    span: Option<Pair>,
    text: String,
}

impl From<&noun::Words> for Words {
    fn from(words: &noun::Words) -> Self {
        Self { text: words.text.clone(), span: words.span.map(Into::into) }
    }
}

impl TryFrom<Words> for noun::Words {
    type Error = Error;
    fn try_from(form: Words) -> Result<Self, Error> {
        words(form.text, form.span)
    }
}

#[derive(Serialize, Deserialize)]
struct Naming {
    text: String,
    stance: Name<noun::Stance>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Participant {
    name: Option<String>,
    text: String,
    #[serde(default)]
    span: Option<Pair>,
    #[serde(default)]
    actor: Option<String>,
    #[serde(default)]
    kind: Option<Name<noun::ActorKind>>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    sector: Option<String>,
    #[serde(default)]
    office: Option<String>,
    #[serde(default)]
    naming: Option<Naming>,
}

impl From<&noun::Participant> for Participant {
    fn from(participant: &noun::Participant) -> Self {
        Self {
            name: participant.name.clone(),
            text: participant.words.text.clone(),
            span: participant.words.span.map(Into::into),
            actor: participant.actor.clone(),
            kind: participant.kind.map(Name),
            country: participant.country.clone(),
            sector: participant.sector.clone(),
            office: participant.office.clone(),
            naming: participant
                .naming
                .as_ref()
                .map(|naming| Naming { text: naming.text.clone(), stance: Name(naming.stance) }),
        }
    }
}

impl TryFrom<Participant> for noun::Participant {
    type Error = Error;
    fn try_from(form: Participant) -> Result<Self, Error> {
        Ok(Self {
            words: words(form.text, form.span)?,
            name: form.name,
            actor: form.actor,
            kind: form.kind.map(|kind| kind.0),
            country: form.country,
            sector: form.sector,
            office: form.office,
            naming: form.naming.map(|naming| noun::Naming { text: naming.text, stance: naming.stance.0 }),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Attribution {
    kind: Name<noun::AttributionKind>,
    #[serde(default)]
    speaker: Option<Participant>,
    #[serde(default)]
    cue: Option<String>,
    #[serde(default)]
    span: Option<Pair>,
    #[serde(default)]
    denies: bool,
}

impl From<&noun::Attribution> for Attribution {
    fn from(attribution: &noun::Attribution) -> Self {
        Self {
            kind: Name(attribution.kind),
            speaker: attribution.speaker.as_ref().map(Into::into),
            cue: attribution.cue.as_ref().map(|cue| cue.text.clone()),
            span: attribution.cue.as_ref().and_then(|cue| cue.span).map(Into::into),
            denies: attribution.denies,
        }
    }
}

impl TryFrom<Attribution> for noun::Attribution {
    type Error = Error;
    fn try_from(form: Attribution) -> Result<Self, Error> {
        Ok(Self {
            kind: form.kind.0,
            speaker: maybe(form.speaker)?,
            cue: form.cue.map(|cue| words(cue, form.span)).transpose()?,
            denies: form.denies,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct When {
    start: Option<String>,
    end: Option<String>,
    #[serde(default)]
    precision: Option<Name<noun::WhenPrecision>>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    span: Option<Pair>,
}

impl From<&noun::When> for When {
    fn from(when: &noun::When) -> Self {
        Self {
            start: when.days.map(|days| date_text(days.first())),
            end: when.days.map(|days| date_text(days.last())),
            precision: Some(Name(when.precision)),
            text: when.words.as_ref().map(|words| words.text.clone()),
            span: when.words.as_ref().and_then(|words| words.span).map(Into::into),
        }
    }
}

impl TryFrom<When> for noun::When {
    type Error = Error;
    fn try_from(form: When) -> Result<Self, Error> {
        let days = match (form.start, form.end) {
            (Some(start), Some(end)) => Some(Days::new(date(&start)?, date(&end)?)),
            (Some(one), None) | (None, Some(one)) => Some(Days::day(date(&one)?)),
            (None, None) => None,
        };
        let precision = match (form.precision, days) {
            (Some(Name(precision)), _) => precision,
            (None, Some(days)) if days.count() > 1 => noun::WhenPrecision::Interval,
            (None, _) => noun::WhenPrecision::Day,
        };
        Ok(Self { days, precision, words: form.text.map(|text| words(text, form.span)).transpose()? })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Where {
    name: Option<String>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    lat: Option<f64>,
    #[serde(default)]
    lon: Option<f64>,
    #[serde(default)]
    geonameid: Option<u32>,
    #[serde(default)]
    kind: Option<Name<noun::PlaceKind>>,
    text: String,
    #[serde(default)]
    span: Option<Pair>,
}

impl From<&noun::Where> for Where {
    fn from(place: &noun::Where) -> Self {
        Self {
            name: place.name.clone(),
            country: place.country.clone(),
            lat: place.lat.and_then(finite),
            lon: place.lon.and_then(finite),
            geonameid: place.geonameid,
            kind: place.kind.map(Name),
            text: place.words.text.clone(),
            span: place.words.span.map(Into::into),
        }
    }
}

impl TryFrom<Where> for noun::Where {
    type Error = Error;
    fn try_from(form: Where) -> Result<Self, Error> {
        Ok(Self {
            name: form.name,
            country: form.country,
            lat: form.lat,
            lon: form.lon,
            geonameid: form.geonameid,
            kind: form.kind.map(|kind| kind.0),
            words: words(form.text, form.span)?,
        })
    }
}
