//! The words of time, read from the tables under `data/lexicon/time`.
//!
//! The tables say what each word may mean; the grammar says how words combine. Sources of facts
//! (feasts, zones) are named in the tables.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::meaning::{Approximation, DayPart, Edge, Reference, Shift, Signal, Steer, Unit, UnitKind};
use super::token::lower_into;

/// The files of the tables, for tests that run their examples.
pub(crate) const FILES: [(&str, &str); 8] = [
    ("calendar.toml", include_str!("../../../../data/lexicon/time/calendar.toml")),
    ("units.toml", include_str!("../../../../data/lexicon/time/units.toml")),
    ("numbers.toml", include_str!("../../../../data/lexicon/time/numbers.toml")),
    ("modifiers.toml", include_str!("../../../../data/lexicon/time/modifiers.toml")),
    ("references.toml", include_str!("../../../../data/lexicon/time/references.toml")),
    ("feasts.toml", include_str!("../../../../data/lexicon/time/feasts.toml")),
    ("tense.toml", include_str!("../../../../data/lexicon/time/tense.toml")),
    ("nearmiss.toml", include_str!("../../../../data/lexicon/time/nearmiss.toml")),
];

/// What one word may mean, and which phrases it begins.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sense {
    pub(crate) month: Option<u8>,
    pub(crate) weekday: Option<u8>,
    pub(crate) season: Option<u8>,
    pub(crate) daypart: Option<DayPart>,
    pub(crate) instant: Option<u16>,
    pub(crate) zone: Option<i16>,
    pub(crate) unit: Option<Unit>,
    pub(crate) repeated: Option<Unit>,
    pub(crate) cardinal: Option<u32>,
    pub(crate) scale: Option<u32>,
    pub(crate) ordinal: Option<u8>,
    pub(crate) decade: Option<u8>,
    pub(crate) vague: bool,
    /// An abbreviation, which may carry a full stop.
    pub(crate) short: bool,
    pub(crate) plural: bool,
    pub(crate) hyphen_only: bool,
    pub(crate) cue: Option<Cue>,
    pub(crate) marks: u16,
    phrases: Vec<Phrase>,
}

/// What a word says of the tense of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    Past,
    Present,
    Future,
}

/// Lists of the near misses a word is in, as bits of [`Sense::marks`].
pub(crate) mod mark {
    pub(crate) const BARE_MONTH: u16 = 1;
    pub(crate) const BEFORE_BARE_MONTH: u16 = 2;
    pub(crate) const NAME_AFTER_WEEKDAY: u16 = 4;
    pub(crate) const NAME_BEFORE_MONTH: u16 = 8;
    pub(crate) const NAME_AFTER_MONTH: u16 = 16;
    pub(crate) const COUNTED: u16 = 32;
    pub(crate) const BEFORE_YEAR: u16 = 64;
    pub(crate) const BE: u16 = 128;
    pub(crate) const TITLE: u16 = 256;
    pub(crate) const FUTURE_BEFORE_TO: u16 = 512;
    pub(crate) const FUTURE_BEFORE_UNTIL: u16 = 1024;
}

/// A phrase of the tables.
#[derive(Debug, Clone)]
struct Phrase {
    /// The words after the first.
    rest: Vec<Box<str>>,
    what: What,
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Steer(Steer),
    Edge(Edge),
    Approximation(Approximation),
    Signal(Signal),
    Shift(Shift),
    Reference(Reference),
    Feast(u16),
    Idiom,
}

/// A season's TIMEX3 code and first month.
#[derive(Debug, Clone)]
pub(crate) struct Season {
    pub(crate) code: &'static str,
    pub(crate) month: u8,
    pub(crate) bare: bool,
}

/// A named day.
#[derive(Debug, Clone)]
pub(crate) struct Feast {
    pub(crate) rule: FeastRule,
    pub(crate) days: u8,
    pub(crate) after: i8,
    pub(crate) capital: bool,
}

/// How a named day is found in a year.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FeastRule {
    Fixed(u8, u8),
    Nth { month: u8, weekday: u8, which: i8 },
    Easter(i16),
    Orthodox(i16),
    Islamic(u8, u8),
    Persian(u8, u8),
    Hebrew(u8, u8),
    ChineseNewYear,
}

/// The tables, ready for look-up.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    index: HashMap<Box<str>, u32>,
    senses: Vec<Sense>,
    pub(crate) seasons: Vec<Season>,
    pub(crate) feasts: Vec<Feast>,
}

static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::from_tables(&FILES) {
    Ok(lexicon) => lexicon,
    Err(message) => panic!("the time tables that the program carries do not load: {message}"),
});

impl Lexicon {
    /// The tables that the program carries.
    ///
    /// # Panics
    /// If those tables are broken, which a test forbids.
    pub(crate) fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// What `word`, already lowered, may mean.
    pub(crate) fn sense(&self, word: &str) -> Option<&Sense> {
        self.index.get(word).map(|i| &self.senses[*i as usize])
    }

    fn from_tables(files: &[(&str, &str)]) -> Result<Self, String> {
        let mut lexicon = Self::default();
        for (name, text) in files {
            let table: Table = toml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
            lexicon.add(&table).map_err(|e| format!("{name}: {e}"))?;
        }
        for sense in &mut lexicon.senses {
            sense.phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        Ok(lexicon)
    }

    fn at(&mut self, word: &str) -> &mut Sense {
        let mut lowered = String::new();
        lower_into(word, &mut lowered);
        let next = u32::try_from(self.senses.len()).unwrap_or(u32::MAX);
        let i = *self.index.entry(lowered.into()).or_insert(next);
        if i == next {
            self.senses.push(Sense::default());
        }
        &mut self.senses[i as usize]
    }

    fn mark(&mut self, words: &[String], bit: u16) {
        for word in words {
            self.at(word).marks |= bit;
        }
    }

    fn phrase(&mut self, phrase: &str, what: What) {
        let mut parts = split_phrase(phrase).into_iter();
        if let Some(first) = parts.next() {
            self.at(&first).phrases.push(Phrase { rest: parts.map(Into::into).collect(), what });
        }
    }

    fn add(&mut self, table: &Table) -> Result<(), String> {
        self.add_calendar(table);
        for unit in &table.unit {
            let kind = UnitKind::from_id(&unit.id).ok_or_else(|| format!("no unit {:?}", unit.id))?;
            let meaning = Unit { kind, times: unit.times };
            for word in &unit.names {
                self.at(word).unit = Some(meaning);
            }
            for word in &unit.plural {
                let sense = self.at(word);
                sense.unit = Some(meaning);
                sense.plural = true;
            }
            for word in &unit.hyphen {
                let sense = self.at(word);
                sense.unit = Some(meaning);
                sense.hyphen_only = true;
            }
            for word in &unit.set {
                self.at(word).repeated = Some(meaning);
            }
        }
        for (word, n) in &table.cardinal {
            self.at(word).cardinal = Some(*n);
        }
        for (word, n) in &table.scale {
            self.at(word).scale = Some(*n);
        }
        for (word, n) in &table.ordinal {
            self.at(word).ordinal = Some(*n);
        }
        for (word, n) in &table.decade {
            self.at(word).decade = Some(*n);
        }
        for word in &table.vague.words {
            self.at(word).vague = true;
        }
        self.add_phrases(table)?;
        self.add_feasts(&table.feast)?;
        for (words, cue) in [
            (&table.future.words, Cue::Future),
            (&table.present.words, Cue::Present),
            (&table.past.words, Cue::Past),
            (&table.past.irregular, Cue::Past),
        ] {
            for word in words {
                self.at(word).cue = Some(cue);
            }
        }
        self.mark(&table.future.be, mark::BE);
        self.mark(&table.future.before_to, mark::FUTURE_BEFORE_TO);
        self.mark(&table.future.before_until, mark::FUTURE_BEFORE_UNTIL);
        self.mark(&table.bare_month.words, mark::BARE_MONTH);
        self.mark(&table.bare_month.before, mark::BEFORE_BARE_MONTH);
        self.mark(&table.name.after_weekday, mark::NAME_AFTER_WEEKDAY);
        self.mark(&table.name.before_month, mark::NAME_BEFORE_MONTH);
        self.mark(&table.name.after_month, mark::NAME_AFTER_MONTH);
        self.mark(&table.not_year.after, mark::COUNTED);
        self.mark(&table.not_year.before, mark::BEFORE_YEAR);
        self.mark(&table.title.words, mark::TITLE);
        for phrase in &table.idiom.phrases {
            self.phrase(phrase, What::Idiom);
        }
        Ok(())
    }

    fn add_calendar(&mut self, table: &Table) {
        for row in &table.month {
            for word in &row.names {
                self.at(word).month = Some(row.number);
            }
            for word in &row.short {
                let sense = self.at(word);
                sense.month = Some(row.number);
                sense.short = true;
            }
        }
        for row in &table.weekday {
            for word in &row.names {
                self.at(word).weekday = Some(row.number);
            }
            for word in &row.plural {
                let sense = self.at(word);
                sense.weekday = Some(row.number);
                sense.plural = true;
            }
            for word in &row.short {
                let sense = self.at(word);
                sense.weekday = Some(row.number);
                sense.short = true;
            }
        }
        for row in &table.season {
            let i = u8::try_from(self.seasons.len()).unwrap_or(u8::MAX);
            let code = match row.code.as_str() {
                "SP" => "SP",
                "SU" => "SU",
                "FA" => "FA",
                _ => "WI",
            };
            self.seasons.push(Season { code, month: row.month, bare: row.bare });
            for word in &row.names {
                self.at(word).season = Some(i);
            }
            for word in &row.plural {
                let sense = self.at(word);
                sense.season = Some(i);
                sense.plural = true;
            }
        }
        for row in &table.daypart {
            let part = DayPart::from_code(&row.code);
            for word in &row.names {
                self.at(word).daypart = part;
            }
            for word in &row.plural {
                let sense = self.at(word);
                sense.daypart = part;
                sense.plural = true;
            }
        }
        for row in &table.instant {
            for word in &row.names {
                self.at(word).instant = Some(row.minutes);
            }
        }
        for row in &table.zone {
            for word in &row.names {
                self.at(word).zone = Some(row.offset);
            }
        }
    }

    fn add_phrases(&mut self, table: &Table) -> Result<(), String> {
        type Lists = BTreeMap<String, Vec<String>>;
        type Meaning = fn(&str) -> Option<What>;
        let groups: [(&Lists, Meaning); 5] = [
            (&table.steer, |k| Steer::from_key(k).map(What::Steer)),
            (&table.edge, |k| Edge::from_key(k).map(What::Edge)),
            (&table.approximate, |k| Approximation::from_key(k).map(What::Approximation)),
            (&table.signal, |k| Signal::from_key(k).map(What::Signal)),
            (&table.shift, |k| Shift::from_key(k).map(What::Shift)),
        ];
        for (lists, meaning) in groups {
            for (key, phrases) in lists {
                let what = meaning(key).ok_or_else(|| format!("unknown key {key:?}"))?;
                for phrase in phrases {
                    self.phrase(phrase, what);
                }
            }
        }
        for row in &table.reference {
            let reference =
                Reference::from_value(&row.value).ok_or_else(|| format!("unknown value {:?}", row.value))?;
            for phrase in &row.names {
                self.phrase(phrase, What::Reference(reference));
            }
        }
        Ok(())
    }

    fn add_feasts(&mut self, rows: &[FeastRow]) -> Result<(), String> {
        for row in rows {
            let i = u16::try_from(self.feasts.len()).map_err(|_| "too many feasts")?;
            let rule = row.rule().ok_or_else(|| format!("{:?} needs one rule", row.names))?;
            self.feasts.push(Feast { rule, days: row.days, after: row.after, capital: row.capital });
            for name in &row.names {
                self.phrase(name, What::Feast(i));
            }
        }
        Ok(())
    }
}

impl Sense {
    pub(crate) fn has(&self, bit: u16) -> bool {
        self.marks & bit != 0
    }

    /// Phrases that begin with this word, longest first: the words after it and the meaning.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = (&[Box<str>], What)> {
        self.phrases.iter().map(|p| (p.rest.as_slice(), p.what))
    }
}

/// A phrase cut as the tokenizer cuts text.
fn split_phrase(phrase: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in phrase.split(' ') {
        let mut current = String::new();
        for (i, c) in word.char_indices() {
            match c {
                '-' | ',' => {
                    if !current.is_empty() {
                        out.push(std::mem::take(&mut current));
                    }
                    out.push(c.to_string());
                }
                '.' if i + 1 == word.len() && word.len() > 2 && !word[..i].contains('.') => {
                    out.push(std::mem::take(&mut current));
                    out.push(".".to_owned());
                }
                '\'' => {
                    if !current.is_empty() {
                        out.push(std::mem::take(&mut current));
                    }
                    current.push(c);
                }
                c => current.push(c),
            }
        }
        if !current.is_empty() {
            out.push(current);
        }
    }
    out
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    month: Vec<NameRow>,
    weekday: Vec<NameRow>,
    season: Vec<SeasonRow>,
    daypart: Vec<PartRow>,
    instant: Vec<InstantRow>,
    zone: Vec<ZoneRow>,
    unit: Vec<UnitRow>,
    cardinal: BTreeMap<String, u32>,
    scale: BTreeMap<String, u32>,
    ordinal: BTreeMap<String, u8>,
    decade: BTreeMap<String, u8>,
    vague: Words,
    steer: BTreeMap<String, Vec<String>>,
    edge: BTreeMap<String, Vec<String>>,
    approximate: BTreeMap<String, Vec<String>>,
    signal: BTreeMap<String, Vec<String>>,
    shift: BTreeMap<String, Vec<String>>,
    reference: Vec<ReferenceRow>,
    feast: Vec<FeastRow>,
    future: TenseRow,
    present: TenseRow,
    past: TenseRow,
    bare_month: Context,
    name: Names,
    not_year: Context,
    idiom: Phrases,
    title: Words,
    /// Read by the tests alone.
    #[serde(rename = "example")]
    _examples: Vec<serde::de::IgnoredAny>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NameRow {
    number: u8,
    names: Vec<String>,
    plural: Vec<String>,
    short: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeasonRow {
    code: String,
    month: u8,
    names: Vec<String>,
    plural: Vec<String>,
    bare: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartRow {
    code: String,
    names: Vec<String>,
    plural: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InstantRow {
    minutes: u16,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneRow {
    names: Vec<String>,
    offset: i16,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnitRow {
    id: String,
    times: u8,
    names: Vec<String>,
    plural: Vec<String>,
    hyphen: Vec<String>,
    set: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Phrases {
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceRow {
    value: String,
    names: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FeastRow {
    names: Vec<String>,
    fixed: Option<[u8; 2]>,
    nth: Option<[i8; 3]>,
    easter: Option<i16>,
    orthodox: Option<i16>,
    islamic: Option<[u8; 2]>,
    persian: Option<[u8; 2]>,
    hebrew: Option<[u8; 2]>,
    chinese_new_year: bool,
    after: i8,
    #[serde(default = "one")]
    days: u8,
    capital: bool,
    basis: String,
}

fn one() -> u8 {
    1
}

impl FeastRow {
    fn rule(&self) -> Option<FeastRule> {
        if self.basis.is_empty() {
            return None;
        }
        let nth = |[month, weekday, which]: [i8; 3]| {
            Some(FeastRule::Nth {
                month: u8::try_from(month).ok()?,
                weekday: u8::try_from(weekday).ok()?,
                which,
            })
        };
        self.fixed
            .map(|[m, d]| FeastRule::Fixed(m, d))
            .or(self.nth.and_then(nth))
            .or(self.easter.map(FeastRule::Easter))
            .or(self.orthodox.map(FeastRule::Orthodox))
            .or(self.islamic.map(|[m, d]| FeastRule::Islamic(m, d)))
            .or(self.persian.map(|[m, d]| FeastRule::Persian(m, d)))
            .or(self.hebrew.map(|[m, d]| FeastRule::Hebrew(m, d)))
            .or(self.chinese_new_year.then_some(FeastRule::ChineseNewYear))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TenseRow {
    words: Vec<String>,
    irregular: Vec<String>,
    be: Vec<String>,
    before_to: Vec<String>,
    before_until: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Context {
    words: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Names {
    after_weekday: Vec<String>,
    before_month: Vec<String>,
    after_month: Vec<String>,
}
