//! Reads time expressions: their place in the text, a TIMEX3 type and value, and the days they mean.
//!
//! Four steps, each a module: the text becomes tokens, the grammar finds expressions and says what each
//! means, the tense of the clause is guessed where the caller does not know it, and each expression is
//! resolved in order, since later ones may count from earlier ones.
//!
//! It runs on raw text without a parse. Tags and the tense of the governing clause, where known, make it
//! surer: "may" and "march" are told from months, a weekday from its neighbour a week away.
//!
//! Values follow TimeML's TIMEX3 (TimeML annotation guidelines 1.2.1, Saurí et al., 2006), built on TIDES
//! TIMEX2 (Ferro et al., 2005). Days are of the proleptic Gregorian calendar, both ends inside. What has
//! no anchor stays unresolved: its value keeps `X`s and it has no days.
//!
//! It does not: read other languages, resolve times counted from an event ("two days after the vote" is a
//! length), or move a time of the clock between zones.
//!
//! ```
//! use chancery_coding::time;
//!
//! let published = jiff::civil::date(2019, 5, 15);
//! let found = time::read("The ministers met on Monday in Oslo.", Some(published));
//! assert_eq!(found[0].value, "2019-05-13");
//! assert_eq!(found[0].days.unwrap().first(), jiff::civil::date(2019, 5, 13));
//! ```

mod clause;
mod days;
mod feast;
mod grammar;
mod lexicon;
mod meaning;
mod resolve;
mod tense;
mod token;

use chancery_nlp::Doc;
use chancery_record::{Byte, Span};
use jiff::civil::Date;

pub use days::{Days, Precision};
pub use meaning::Signal;
pub use tense::Tense;

use grammar::{Found, Reader};
use lexicon::Lexicon;
use meaning::{Approximation, Core, Edge, Year};
use resolve::{Anchor, Focus};
use tense::Tag;
use token::Token;

/// The TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A point of the calendar, a day or coarser.
    Date,
    /// A point finer than a day, or a part of one.
    Time,
    /// A length.
    Duration,
    /// What comes again and again.
    Set,
}

impl Kind {
    /// The TIMEX3 name, in capitals.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// The TIMEX3 `mod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// "early", "the start of".
    Start,
    /// "mid-".
    Mid,
    /// "late", "the end of".
    End,
    /// "about".
    Approx,
    /// "nearly".
    LessThan,
    /// "more than".
    MoreThan,
    /// "up to".
    EqualOrLess,
    /// "at least".
    EqualOrMore,
}

impl Modifier {
    /// The TIMEX3 name, in capitals.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
        }
    }

    fn from_approximation(approximation: Approximation) -> Self {
        match approximation {
            Approximation::Approx => Self::Approx,
            Approximation::LessThan => Self::LessThan,
            Approximation::MoreThan => Self::MoreThan,
            Approximation::EqualOrLess => Self::EqualOrLess,
            Approximation::EqualOrMore => Self::EqualOrMore,
        }
    }

    fn from_edge(edge: Edge) -> Option<Self> {
        match edge {
            Edge::Start => Some(Self::Start),
            Edge::Mid => Some(Self::Mid),
            Edge::End => Some(Self::End),
            Edge::Before | Edge::After | Edge::Some => None,
        }
    }
}

/// One time expression of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its place in the text, in UTF-8 bytes.
    pub span: Span<Byte>,
    /// The TIMEX3 type.
    pub kind: Kind,
    /// The TIMEX3 value: "2019-05-13", "P3D", "PAST_REF", "XXXX-WXX-1".
    pub value: String,
    /// The TIMEX3 `mod`.
    pub modifier: Option<Modifier>,
    /// The days the words mean, where they can be known.
    pub days: Option<Days>,
    /// How fine the words are; present exactly when `days` is.
    pub precision: Option<Precision>,
    /// The word before it that says how an event lies to it.
    pub signal: Option<Signal>,
    /// The whole stretch, where it is one end of a range ("from March 3 to 5").
    pub range: Option<Days>,
    /// The tense that it was resolved with.
    pub tense: Tense,
}

impl TimeExpression {
    /// The days in which an event beside this expression lies: the range it is an end of; from it to the
    /// report's date after "since"; else its own days.
    #[must_use]
    pub fn extent(&self, published: Option<Date>) -> Option<Days> {
        let days = self.days?;
        match (self.range, self.signal, published) {
            (Some(range), ..) => Some(range),
            (None, Some(Signal::Since), Some(published)) if days.first() <= published => {
                Some(Days::new(days.first(), published))
            }
            _ => Some(days),
        }
    }
}

/// What is known besides the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// The day the report was published.
    pub published: Option<Date>,
    /// Penn Treebank tags of the text's tokens, in order of their place. May be empty.
    pub tags: &'a [(Span<Byte>, &'a str)],
}

/// Reads the time expressions of `text`, in order and without overlap.
#[must_use]
pub fn read(text: &str, published: Option<Date>) -> Vec<TimeExpression> {
    read_in(text, Setting { published, tags: &[] }, |_| None)
}

/// The same with tags, and with the tense of the clause around a span where the caller knows it; where
/// `tense` has `None` it is guessed from the words nearby.
#[must_use]
pub fn read_in(
    text: &str,
    setting: Setting<'_>,
    tense: impl Fn(Span<Byte>) -> Option<Tense>,
) -> Vec<TimeExpression> {
    read_with(text, setting, |span| tense(span).map(|tense| (tense, true)))
}

/// Reads the time expressions of a parsed text: tags and the tense of each clause come from the parse.
#[must_use]
pub fn read_doc(doc: &Doc, published: Option<Date>) -> Vec<TimeExpression> {
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let spans: Vec<Span<Byte>> =
        (0..doc.len()).map(|t| Span::new(at(doc.bytes(t).start), at(doc.bytes(t).end))).collect();
    let tags: Vec<(Span<Byte>, &str)> =
        spans.iter().enumerate().map(|(t, span)| (*span, doc.tag(t))).collect();
    read_with(doc.text(), Setting { published, tags: &tags }, |span| {
        let first = spans.partition_point(|s| s.end <= span.start);
        let last = spans.partition_point(|s| s.start < span.end);
        clause::governing_tense(doc, first..last)
    })
}

/// The same with, for each span, the tense of its clause and whether that is sure.
fn read_with(
    text: &str,
    setting: Setting<'_>,
    tense: impl Fn(Span<Byte>) -> Option<(Tense, bool)>,
) -> Vec<TimeExpression> {
    let lexicon = Lexicon::embedded();
    let mut tokens = token::tokenize(text, lexicon);
    apply_tags(&mut tokens, setting.tags);
    let reader = Reader { text, tokens: &tokens, lexicon };
    let mut found = grammar::find(&reader);
    share_years(&reader, &mut found);
    let mut focus = Focus::default();
    let mut expressions: Vec<TimeExpression> = Vec::with_capacity(found.len());
    for one in &found {
        let span = Span::new(tokens[one.start].start, tokens[one.end - 1].end);
        let (tense, sure) = match tense(span) {
            Some(known) => known,
            None => tense::guess(text, &tokens, one.start, one.end),
        };
        let after_in = one.start > 0 && !reader.opens(one.start) && reader.is(one.start - 1, "in");
        let anchor = Anchor { lexicon, published: setting.published, tense, sure, focus: &focus, after_in };
        let resolved = resolve::resolve(one, &anchor);
        if let (true, Some(days), Some(precision)) = (resolved.leads, resolved.days, resolved.precision) {
            focus.note(days, precision, setting.published);
        }
        expressions.push(TimeExpression {
            span,
            kind: resolved.kind,
            value: resolved.value,
            modifier: resolved.modifier,
            days: resolved.days,
            precision: resolved.precision,
            signal: one.signal,
            range: None,
            tense,
        });
    }
    join_ranges(&reader, &found, &mut expressions);
    expressions
}

/// Gives each token the tag of the caller's token that holds its first byte.
fn apply_tags(tokens: &mut [Token<'_>], tags: &[(Span<Byte>, &str)]) {
    let mut at = 0;
    for token in tokens {
        while tags.get(at).is_some_and(|(span, _)| span.end <= token.start) {
            at += 1;
        }
        if let Some((span, tag)) = tags.get(at)
            && span.contains(token.start)
        {
            token.tag = Tag::from_penn(tag);
        }
    }
}

/// Whether two expressions are the ends of one range by the word or dash between them.
fn is_range(reader: &Reader<'_>, one: &Found, other: &Found) -> bool {
    let link = one.end;
    if other.start != link + 1 || reader.opens(link) || reader.opens(other.start) {
        return false;
    }
    reader.dash(link)
        || reader.is_any(link, &["through", "until", "till"])
        || reader.is(link, "to")
        || reader.is(link, "and") && one.signal == Some(Signal::Between)
}

/// "from May to July 2018": a year said once belongs to both ends.
fn share_years(reader: &Reader<'_>, found: &mut [Found]) {
    for i in 1..found.len() {
        let listed =
            reader.is_any(found[i - 1].end, &["and", "or"]) && found[i].start == found[i - 1].end + 1;
        if !listed && !is_range(reader, &found[i - 1], &found[i]) {
            continue;
        }
        let (Some(year), Some(month)) = stated(&found[i].phrase.core) else { continue };
        let first = &mut found[i - 1].phrase.core;
        if let Core::Month { month: m, year: y @ Year::Unstated, .. }
        | Core::Day { month: m, year: y @ Year::Unstated, .. } = first
        {
            *y = Year::Stated(if *m > month { year - 1 } else { year });
        }
    }
}

fn stated(core: &Core) -> (Option<i32>, Option<u8>) {
    match core {
        Core::Month { month, year: Year::Stated(year), .. }
        | Core::Day { month, year: Year::Stated(year), .. } => (Some(*year), Some(*month)),
        _ => (None, None),
    }
}

/// Tells both ends of a range how far the whole goes.
fn join_ranges(reader: &Reader<'_>, found: &[Found], expressions: &mut [TimeExpression]) {
    for i in 1..found.len() {
        if !is_range(reader, &found[i - 1], &found[i]) {
            continue;
        }
        if let (Some(first), Some(second)) = (expressions[i - 1].days, expressions[i].days)
            && first.first() <= second.last()
        {
            let range = first.through(second);
            expressions[i - 1].range = Some(range);
            expressions[i].range = Some(range);
        }
    }
}

/// The number that a text is, in digits or words: "1,200", "two hundred and five".
pub(crate) fn number_in(text: &str) -> Option<u64> {
    let lexicon = Lexicon::embedded();
    let tokens = token::tokenize(text, lexicon);
    let reader = Reader { text, tokens: &tokens, lexicon };
    if let [only] = &tokens[..]
        && let Some(number) = only.number()
    {
        return Some(number);
    }
    grammar::cardinal_words(&reader, 0).filter(|(end, _)| *end == tokens.len()).map(|(_, number)| number)
}
