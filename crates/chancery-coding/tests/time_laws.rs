//! What holds for the time reader on any text.

use std::time::Instant;

use chancery_coding::time::{Precision, Setting, Signal, Tense, TimeExpression, read, read_in};
use chancery_record::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Words that time expressions are made of, to meet in every order.
const PIECES: &[&str] = &[
    "May",
    "march",
    "March",
    "3",
    "5th",
    "31",
    "2019",
    "1,200",
    "2.5",
    "½",
    "1/2",
    "Monday",
    "Mondays",
    "last",
    "next",
    "the",
    "past",
    "this",
    "every",
    "a",
    "an",
    "two",
    "twenty",
    "hundred",
    "and",
    "half",
    "year",
    "years",
    "day",
    "days",
    "week",
    "weekend",
    "month",
    "quarter",
    "decades",
    "ago",
    "later",
    "earlier",
    "from",
    "to",
    "between",
    "-",
    "–",
    "'",
    "’",
    "98",
    "1980s",
    "s",
    "'s",
    "early",
    "mid",
    "late",
    "of",
    "end",
    "third",
    "second",
    "first",
    "21st",
    "century",
    "now",
    "today",
    "tonight",
    "p.m.",
    "10",
    ":",
    "30",
    "a.m",
    "noon",
    "GMT",
    "Ramadan",
    "Easter",
    "Eid",
    "al-Fitr",
    "Christmas",
    ".",
    ",",
    "(",
    ")",
    "\n\n",
    "Sept",
    "Sept.",
    "fiscal",
    "Q3",
    "summer",
    "spring",
    "in",
    "on",
    "at",
    "daily",
    "more",
    "than",
    "couple",
    "few",
    "0930",
    "99999999999999999999",
    "É",
    "日",
];

fn check(text: &str, published: Option<Date>) -> Vec<TimeExpression> {
    let found = read(text, published);
    let mut end = 0;
    for one in &found {
        assert!(one.span.start >= end, "expressions overlap in {text:?}");
        assert!(
            !one.span.is_empty() && one.span.slice(text).is_some(),
            "span off the characters of {text:?}"
        );
        assert!(!one.value.is_empty());
        assert_eq!(one.days.is_some(), one.precision.is_some());
        for days in [one.days, one.range, one.extent(published)].into_iter().flatten() {
            assert!(days.first() <= days.last());
        }
        end = one.span.end;
    }
    assert_eq!(found, read(text, published), "a second run differs");
    found
}

fn any_date() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![
        Just(None),
        Just(Some(Date::MIN)),
        Just(Some(Date::MAX)),
        (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Some(date(y, m, d))),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}", published in any_date()) {
        check(&text, published);
    }

    #[test]
    fn any_order_of_time_words_is_read(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        spaces in prop::collection::vec(prop::bool::weighted(0.8), 40),
        published in any_date(),
    ) {
        let text: String = pieces.iter().zip(&spaces).flat_map(|(p, s)| [*p, if *s { " " } else { "" }]).collect();
        check(&text, published);
    }

    #[test]
    fn a_full_date_is_read_alike_in_every_style(y in 1900i16..2030, m in 1i8..=12, d in 1i8..=28) {
        const NAMES: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December"];
        let name = NAMES[(m - 1) as usize];
        let want = date(y, m, d);
        for form in [format!("{name} {d}, {y}"), format!("{d} {name} {y}"), want.to_string(), format!("{d:02}.{m:02}.{y}")] {
            let text = format!("It was signed on {form} in Quito.");
            let found = check(&text, None);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].days.map(|x| (x.first(), x.last())), Some((want, want)));
            prop_assert_eq!(found[0].precision, Some(Precision::Day));
            prop_assert_eq!(found[0].span.slice(&text), Some(form.as_str()));
        }
    }

    #[test]
    fn a_weekday_lies_within_a_week_on_the_side_of_the_tense(day in 0u32..3000, i in 0usize..7, future: bool) {
        let published = date(2012, 1, 1).checked_add(jiff::Span::new().days(i64::from(day))).unwrap();
        let name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][i];
        let tense = if future { Tense::Future } else { Tense::Past };
        let setting = Setting { published: Some(published), tags: &[] };
        let found = read_in(&format!("the talks on {name}"), setting, |_| Some(tense));
        let got = found[0].days.unwrap().first();
        let distance = published.until(got).unwrap().get_days();
        let side = if future { 0..=6 } else { -6..=0 };
        prop_assert!(side.contains(&distance));
        prop_assert_eq!(got.weekday().to_monday_one_offset() as usize, i + 1);
    }
}

#[test]
fn the_callers_tense_goes_before_the_guess() {
    let text = "Mali recalled its envoy on Friday.";
    let published = Some(date(2022, 3, 9));
    let setting = Setting { published, tags: &[] };
    assert_eq!(read(text, published)[0].value, "2022-03-04");
    assert_eq!(read_in(text, setting, |_| Some(Tense::Future))[0].value, "2022-03-11");
}

#[test]
fn tags_tell_a_modal_from_a_month_and_a_noun_from_a_verb() {
    let tag = |text: &str, tags: &[(&str, &'static str)]| {
        let mut at = 0;
        let mut spans = Vec::new();
        for (word, tag) in tags {
            let start = at + text[at..].find(word).unwrap();
            at = start + word.len();
            spans.push((Span::new(u32::try_from(start).unwrap(), u32::try_from(at).unwrap()), *tag));
        }
        spans
    };
    let published = Some(date(2022, 3, 9));
    let text = "Troops of May may go.";
    let tags = tag(text, &[("Troops", "NNS"), ("of", "IN"), ("May", "MD"), ("may", "MD"), ("go", "VB")]);
    assert_eq!(read(text, published).len(), 1);
    assert!(read_in(text, Setting { published, tags: &tags }, |_| None).is_empty());

    let text = "Peace plans in Mali ended Friday.";
    let tags = tag(text, &[("plans", "NNS"), ("ended", "VBD"), ("Friday", "NNP")]);
    let found = read_in(text, Setting { published, tags: &tags }, |_| None);
    assert_eq!((found[0].tense, found[0].value.as_str()), (Tense::Past, "2022-03-04"));
}

#[test]
fn signals_say_how_an_event_lies_to_a_time() {
    let signal = |text: &str| read(text, Some(date(2022, 3, 9)))[0].signal;
    assert_eq!(signal("at war since January"), Some(Signal::Since));
    assert_eq!(signal("at war until Friday"), Some(Signal::Until));
    assert_eq!(signal("out by June"), Some(Signal::By));
    assert_eq!(signal("out after June"), Some(Signal::After));
    assert_eq!(signal("met on Friday"), Some(Signal::During));
    assert_eq!(signal("met Friday"), None);
}

/// Neither the stack nor the time runs out on endless runs of words that ask for more words.
#[test]
fn endless_runs_are_read() {
    let pairs = PIECES
        .iter()
        .flat_map(|a| ["early", "the", "a", "two", "noon", "today"].map(|b| [*a, b, " "].join(" ")));
    for run in PIECES.iter().map(|a| format!("{a} ")).chain(pairs) {
        check(&run.repeat(60), None);
    }
    for run in [
        "early ",
        "the ",
        "another ",
        "hundred ",
        "today noon ",
        "at noon on ",
        "late in the middle of ",
        "May-",
    ] {
        check(&run.repeat(10_000), Some(date(2022, 3, 9)));
    }
}

/// Twice the text takes about twice the time: a generous bound, to catch only what grows faster.
#[test]
fn reading_is_linear_in_the_text() {
    let hard = "the last the past a few of the first twenty-five and a half May 3, 1998 - two to three ";
    let time = |n: usize| {
        let text = hard.repeat(n);
        (0..3)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(read(&text, None));
                start.elapsed()
            })
            .min()
            .unwrap()
    };
    time(10);
    let (short, long) = (time(200), time(1600));
    assert!(long < short * 32, "{short:?} for 200, {long:?} for 1600");
}
