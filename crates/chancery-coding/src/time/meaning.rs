//! What a time expression says, before anything is resolved.
//!
//! The grammar yields a [`Phrase`]; [`super::resolve`] turns it into a value and days once the report's
//! date, the tense and the times mentioned before are known.

/// A unit of time of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl UnitKind {
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "millennium" => Self::Millennium,
            _ => return None,
        })
    }

    /// The TIMEX3 letter of a duration; units below the day stand after a "T".
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Second => "S",
            Self::Minute | Self::Month => "M",
            Self::Hour => "H",
            Self::Day => "D",
            Self::Weekend => "WE",
            Self::Week => "W",
            Self::Quarter => "Q",
            Self::Half => "H",
            Self::Year => "Y",
            Self::Decade => "E",
            Self::Century => "C",
            Self::Millennium => "L",
        }
    }

    /// Whether the unit is finer than a day.
    pub(crate) fn below_day(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }
}

/// A unit as a word names it: "fortnight" is two weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) kind: UnitKind,
    pub(crate) times: u8,
}

/// How many; `None` where the words do not say ("several").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quantity {
    pub(crate) tenths: Option<u64>,
}

impl Quantity {
    pub(crate) const ONE: Self = Self { tenths: Some(10) };
    pub(crate) const UNKNOWN: Self = Self { tenths: None };

    pub(crate) fn whole(n: u64) -> Self {
        Self { tenths: Some(n.saturating_mul(10)) }
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl DayPart {
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "MO" => Self::Morning,
            "AF" => Self::Afternoon,
            "EV" => Self::Evening,
            "NI" => Self::Night,
            "DT" => Self::Daytime,
            _ => return None,
        })
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }
}

/// A time of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Minutes after midnight, up to 1440.
    pub(crate) minutes: u16,
    /// Seconds, where the words say them.
    pub(crate) seconds: Option<u8>,
}

/// Which one, seen from the report's date or from the time last mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Steer {
    This,
    Last,
    /// "the past week": the seven days up to the report, not the calendar week before.
    Past,
    Next,
    Previous,
    Following,
    Same,
    Latest,
    Each,
    Definite,
}

impl Steer {
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "this" => Self::This,
            "last" => Self::Last,
            "past" => Self::Past,
            "next" => Self::Next,
            "previous" => Self::Previous,
            "following" => Self::Following,
            "same" => Self::Same,
            "latest" => Self::Latest,
            "each" => Self::Each,
            "definite" => Self::Definite,
            _ => return None,
        })
    }
}

/// Which part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Mid,
    End,
    Before,
    After,
    Some,
}

impl Edge {
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "start" => Self::Start,
            "mid" => Self::Mid,
            "end" => Self::End,
            "before" => Self::Before,
            "after" => Self::After,
            "some" => Self::Some,
            _ => return None,
        })
    }
}

/// TIMEX3 `mod` of a quantity that is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approximation {
    Approx,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Approximation {
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "APPROX" => Self::Approx,
            "LESS_THAN" => Self::LessThan,
            "MORE_THAN" => Self::MoreThan,
            "EQUAL_OR_LESS" => Self::EqualOrLess,
            "EQUAL_OR_MORE" => Self::EqualOrMore,
            _ => return None,
        })
    }
}

/// The word before an expression that says how the event lies to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signal {
    /// "since last week": from the expression on.
    Since,
    /// "until Friday", "to 5": up to the expression.
    Until,
    /// "by June", "before Monday".
    By,
    /// "after May 3".
    After,
    /// "in", "on", "during", "for": inside.
    During,
    /// "between May and July".
    Between,
}

impl Signal {
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "since" => Self::Since,
            "until" => Self::Until,
            "by" => Self::By,
            "after" => Self::After,
            "during" => Self::During,
            "between" => Self::Between,
            _ => return None,
        })
    }
}

/// Counted from where, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    Ago,
    Earlier,
    Later,
    Hence,
}

impl Shift {
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "ago" => Self::Ago,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            "hence" => Self::Hence,
            _ => return None,
        })
    }
}

/// A word that names a time by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    Past,
    Present,
    Future,
    /// So many days after the report's date.
    Day(i8, Option<DayPart>),
}

impl Reference {
    pub(crate) fn from_value(value: &str) -> Option<Self> {
        Some(match value {
            "PAST_REF" => Self::Past,
            "PRESENT_REF" => Self::Present,
            "FUTURE_REF" => Self::Future,
            day => {
                let mut parts = day.strip_prefix("day:")?.split(':');
                let n = parts.next()?.parse().ok()?;
                match parts.next() {
                    None => Self::Day(n, None),
                    Some(code) => Self::Day(n, Some(DayPart::from_code(code)?)),
                }
            }
        })
    }
}

/// Which year, as far as the words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Stated(i32),
    /// "last year", "this year", "that year" beside the month.
    Steered(Steer),
    Unstated,
}

/// Quarters or halves of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Share {
    Quarter,
    Half,
}

/// The heart of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Core {
    Day {
        month: u8,
        day: u8,
        year: Year,
    },
    /// "the 15th"; the tail of a range.
    DayOfMonth {
        day: u8,
    },
    Month {
        month: u8,
        year: Year,
        steer: Option<Steer>,
    },
    Weekday {
        weekday: u8,
        steer: Option<Steer>,
        of: Option<Box<Core>>,
    },
    Season {
        season: u8,
        year: Year,
        steer: Option<Steer>,
    },
    Share {
        share: Share,
        n: u8,
        year: Year,
        steer: Option<Steer>,
    },
    Year(i32),
    /// By its first year.
    Decade(i32),
    /// The n-th.
    Century(i32),
    Feast {
        feast: u16,
        year: Year,
        steer: Option<Steer>,
    },
    Unit {
        unit: Unit,
        steer: Steer,
    },
    /// "the week of March 6", "the quarter ended May 31": the unit that holds a day.
    Holding {
        kind: UnitKind,
        day: Box<Core>,
    },
    Offset {
        quantity: Quantity,
        unit: Unit,
        shift: Shift,
    },
    /// "the year-earlier quarter", "year-ago": the same part of the year before.
    YearBefore {
        quarter: bool,
    },
    /// "the second day".
    OrdinalUnit {
        n: u8,
        unit: Unit,
    },
    Reference(Reference),
    /// "three days"; with a window "the past three days"; `first` of `of`: "the first nine months of 1990".
    Length {
        quantity: Quantity,
        unit: Unit,
        window: Option<Steer>,
        of: Option<Box<Core>>,
    },
    /// "daily", "every Monday": the TIMEX3 value, ready.
    Repeated(String),
    /// A time of day with no day named.
    Today,
}

/// A whole expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) core: Core,
    pub(crate) part: Option<DayPart>,
    pub(crate) clock: Option<Clock>,
    /// Offset of the zone in minutes, where named.
    pub(crate) zone: Option<i16>,
    pub(crate) edge: Option<Edge>,
    pub(crate) approximation: Option<Approximation>,
}

impl From<Core> for Phrase {
    fn from(core: Core) -> Self {
        Self { core, part: None, clock: None, zone: None, edge: None, approximation: None }
    }
}
