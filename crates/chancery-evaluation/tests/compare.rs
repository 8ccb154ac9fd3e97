//! The codebook's comparison on records of our own: what counts as right, and what each fault is called.

use chancery_evaluation::{Cause, Field, GoldReport, Level, compare, gold_from_lines, groups};
use chancery_record::{CodedReport, wire};
use proptest::prelude::*;

/// One hand-coded report whose events are given as JSON.
fn gold(events: &str) -> Vec<GoldReport> {
    let line = format!(r#"{{"report":"r","events":[{events}],"not_content":[[500,600]]}}"#);
    gold_from_lines(&line).unwrap()
}

/// A hand-coded event: type, status, source, target, words, and whatever more.
fn hand(
    event_type: &str,
    status: &str,
    source: &[&str],
    target: &[&str],
    span: [u32; 2],
    more: &str,
) -> String {
    let side = |codes: &[&str]| {
        codes.iter().map(|c| format!(r#"{{"country":"{c}"}}"#)).collect::<Vec<_>>().join(",")
    };
    format!(
        r#"{{"type":"{event_type}","status":"{status}","source":[{}],"target":[{}],"spans":[{span:?}],"quotes":["the words"]{more}}}"#,
        side(source),
        side(target),
    )
}

/// A coded event.
fn coded(event_type: &str, status: &str, source: &[&str], target: &[&str], span: [u32; 2]) -> String {
    let side = |codes: &[&str]| {
        codes
            .iter()
            .map(|c| format!(r#"{{"name":null,"text":"x","country":"{c}"}}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    format!(
        r#"{{"type":"{event_type}","status":"{status}","source":[{}],"target":[{}],"evidence":[{{"span":{span:?},"text":"some\n words"}}]}}"#,
        side(source),
        side(target),
    )
}

fn report(events: &[String]) -> Vec<CodedReport> {
    let line = format!(r#"{{"report":"r","published":null,"outlet":null,"events":[{}]}}"#, events.join(","));
    vec![wire::report_from_line(&line).unwrap()]
}

/// How many are right at each level.
fn right(gold: &[GoldReport], events: &[String]) -> [usize; 4] {
    let figures = compare(gold, &report(events)).figures;
    Level::ALL.map(|level| figures.at(level).right)
}

fn causes(gold: &[GoldReport], events: &[String]) -> Vec<(Cause, String)> {
    compare(gold, &report(events)).faults.into_iter().map(|f| (f.cause, f.detail)).collect()
}

#[test]
fn each_level_asks_for_more() {
    let gold = gold(&hand("REQUEST", "actual", &["NOR"], &["KEN"], [10, 50], ""));
    let with = |status, source: &[&str], target: &[&str]| {
        right(&gold, &[coded("REQUEST", status, source, target, [40, 90])])
    };
    assert_eq!(with("actual", &["NOR"], &["KEN"]), [1, 1, 1, 1]);
    assert_eq!(with("planned", &["NOR"], &["KEN"]), [1, 1, 1, 0]);
    assert_eq!(with("actual", &["NOR"], &[]), [1, 1, 0, 0]);
    assert_eq!(with("actual", &["KEN"], &["NOR"]), [1, 0, 0, 0]);
    let beside = coded("REQUEST", "actual", &["NOR"], &["KEN"], [50, 90]);
    assert_eq!(right(&gold, &[beside]), [0; 4], "words that only touch do not overlap");
    let everything = coded("REQUEST", "actual", &["NOR"], &["KEN"], [0, 701]);
    assert_eq!(right(&gold, &[everything]), [0; 4], "evidence of all the text points at nothing");
}

#[test]
fn talks_may_be_mutual_or_from_visitor_to_host() {
    let mutual = gold(&hand("CONSULT", "actual", &["NOR", "KEN"], &[], [0, 9], r#","reciprocal":true"#));
    let visit = gold(&hand("CONSULT", "actual", &["NOR"], &["KEN"], [0, 9], ""));
    for gold in [&mutual, &visit] {
        for (source, target) in [(&["KEN", "NOR"][..], &[][..]), (&["NOR"], &["KEN"])] {
            let event = coded("CONSULT", "actual", source, target, [0, 9]);
            assert_eq!(right(gold, &[event]), [1; 4], "{source:?} {target:?}");
        }
    }
    let other_way = coded("CONSULT", "actual", &["KEN"], &["NOR"], [0, 9]);
    assert_eq!(right(&mutual, std::slice::from_ref(&other_way)), [1; 4]);
    assert_eq!(right(&visit, &[other_way]), [1, 0, 0, 0], "the host does not visit");
    let threat = gold(&hand("THREATEN", "actual", &["NOR"], &["KEN"], [0, 9], ""));
    assert_eq!(right(&threat, &[coded("THREATEN", "actual", &["KEN", "NOR"], &[], [0, 9])]), [1, 0, 0, 0]);
}

#[test]
fn optional_events_count_neither_way() {
    let gold = gold(&hand("AID", "actual", &["NOR"], &["KEN"], [0, 9], r#","optional":true"#));
    let figures = compare(&gold, &report(&[coded("AID", "denied", &["PER"], &[], [0, 9])])).figures;
    assert_eq!((figures.gold_events, figures.at(Level::Full).wrong), (0, 0));
    let figures = compare(&gold, &[]).figures;
    assert_eq!((figures.gold_events, figures.at(Level::Type).f1()), (0, 0.0));
}

#[test]
fn other_types_and_any_target_are_right_where_the_record_says_so() {
    let gold = gold(&hand(
        "ACCUSE",
        "actual",
        &["NOR"],
        &["KEN"],
        [0, 9],
        r#","alt_types":["REJECT"],"any_target":true"#,
    ));
    assert_eq!(right(&gold, &[coded("REJECT", "actual", &["NOR"], &["PER"], [0, 9])]), [1; 4]);
}

#[test]
fn fields_are_compared_where_the_record_has_them() {
    let more = r#","when":["2024-03-01","2024-03-03"],"where":["Nairobi"],"mode":"visit""#;
    let gold = gold(&hand("CONSULT", "actual", &["NOR"], &["KEN"], [0, 9], more));
    let event = coded("CONSULT", "actual", &["NOR"], &["KEN"], [0, 9]).replace(
        r#""evidence""#,
        r#""when":{"start":"2024-03-03","end":"2024-03-10"},"where":{"name":"NAIROBI Area","text":"there"},"evidence""#,
    );
    let figures = compare(&gold, &report(&[event])).figures;
    let shares = [Field::Person, Field::When, Field::Where, Field::Mode]
        .map(|f| (figures.field(f).right, figures.field(f).of));
    assert_eq!(shares, [(0, 0), (1, 1), (1, 1), (0, 1)]);
}

#[test]
fn each_fault_has_its_cause() {
    let gold = gold(
        &[
            hand("REQUEST", "actual", &["NOR"], &["KEN"], [0, 20], ""),
            hand("ASSAULT", "actual", &["PER"], &["LAO"], [20, 40], ""),
            hand("CONSULT", "planned", &["NOR"], &["PER"], [40, 60], ""),
            hand("AID", "actual", &["NOR"], &["LAO"], [60, 80], ""),
            hand("SANCTION", "actual", &["UNO"], &["PER"], [80, 99], ""),
        ]
        .join(","),
    );
    let events = [
        coded("ACCUSE", "actual", &["NOR"], &["KEN"], [0, 20]),
        coded("ASSAULT", "actual", &["LAO"], &["PER"], [20, 40]),
        coded("CONSULT", "actual", &["NOR"], &["PER"], [40, 60]),
        coded("AID", "actual", &["NOR"], &["KEN"], [60, 80]),
        coded("AID", "planned", &["NOR"], &["KEN"], [62, 80]),
        coded("PROTEST", "actual", &[], &["KEN"], [60, 80]),
        coded("ASSAULT", "actual", &["NOR"], &["KEN"], [200, 240]),
        coded("AGREE", "actual", &["NOR"], &["KEN"], [510, 540]),
    ];
    let expected = [
        (Cause::WrongType, "ACCUSE, not REQUEST"),
        (Cause::WrongSource, "LAO, not PER"),
        (Cause::WrongStatus, "actual, not planned"),
        (Cause::WrongTarget, "KEN, not LAO"),
        (Cause::Missed, "SANCTION"),
        (Cause::Duplicate, "AID"),
        (Cause::ExtraInSentence, "PROTEST"),
        (Cause::NoEventThere, "ASSAULT"),
        (Cause::OutsideContent, "AGREE"),
    ];
    assert_eq!(causes(&gold, &events), expected.map(|(cause, detail)| (cause, detail.to_owned())));
    let comparison = compare(&gold, &report(&events));
    assert_eq!(comparison.figures.outside_content, 1);
    assert_eq!(comparison.faults[6].words, "some words");
    assert_eq!(comparison.faults[0].event, "REQUEST actual NOR > KEN");
}

#[test]
fn the_commonest_cause_comes_first() {
    let gold = gold(
        &[
            hand("REQUEST", "actual", &["NOR"], &["KEN"], [0, 20], ""),
            hand("ACCUSE", "actual", &["PER"], &["LAO"], [20, 40], ""),
            hand("ACCUSE", "actual", &["PER"], &["LAO"], [80, 90], ""),
            hand("AID", "planned", &["PER"], &["LAO"], [40, 60], ""),
        ]
        .join(","),
    );
    let comparison = compare(&gold, &report(&[coded("AID", "actual", &["PER"], &["LAO"], [40, 60])]));
    let found = groups(&comparison.faults);
    assert_eq!(
        found.iter().map(|g| (g.cause, g.faults.len())).collect::<Vec<_>>(),
        [(Cause::Missed, 3), (Cause::WrongStatus, 1)]
    );
    assert_eq!(found[0].details, [("ACCUSE", 2), ("REQUEST", 1)]);
    assert_eq!(found[0].faults[0].detail, "ACCUSE");
}

/// A coded event from small numbers, so that events often meet.
fn any_event() -> impl Strategy<Value = String> {
    let sides = proptest::sample::select(vec![vec![], vec!["NOR"], vec!["KEN"], vec!["KEN", "NOR"]]);
    let types = proptest::sample::select(vec!["CONSULT", "REQUEST", "ACCUSE"]);
    let statuses = proptest::sample::select(vec!["actual", "planned"]);
    (types, statuses, sides.clone(), sides, 0..10u32).prop_map(|(t, status, source, target, at)| {
        coded(t, status, &source, &target, [at * 10, at * 10 + 15])
    })
}

fn any_hand() -> impl Strategy<Value = String> {
    let sides = proptest::sample::select(vec![vec![], vec!["NOR"], vec!["KEN", "NOR"]]);
    let types = proptest::sample::select(vec!["CONSULT", "REQUEST", "ACCUSE"]);
    let more = proptest::sample::select(vec![
        "",
        r#","optional":true"#,
        r#","any_target":true"#,
        r#","reciprocal":true"#,
    ]);
    (types, sides.clone(), sides, 0..10u32, more).prop_map(|(t, source, target, at, more)| {
        hand(t, "actual", &source, &target, [at * 10, at * 10 + 12], more)
    })
}

proptest! {
    /// Nothing is counted twice, levels only lose, and the faults account for all that is not right.
    #[test]
    fn what_is_not_right_is_a_fault(
        hands in proptest::collection::vec(any_hand(), 0..8),
        events in proptest::collection::vec(any_event(), 0..8),
    ) {
        let gold = gold(&hands.join(","));
        let comparison = compare(&gold, &report(&events));
        let figures = &comparison.figures;
        for pair in Level::ALL.windows(2) {
            prop_assert!(figures.at(pair[0]).right >= figures.at(pair[1]).right);
        }
        let full = figures.at(Level::Full);
        prop_assert!(full.right + full.wrong <= events.len());
        let missed = comparison.faults.iter().filter(|f| !f.cause.is_false()).count();
        prop_assert_eq!(missed + full.right, figures.gold_events);
    }
}
