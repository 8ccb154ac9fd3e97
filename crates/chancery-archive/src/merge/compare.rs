//! Whether two events tell of one happening: a score with its reasons, or why they cannot.
//!
//! Each ground speaks for or against with a weight; the weights are the editor's judgment of how rarely
//! two different happenings agree in it, and the sum must reach [`THRESHOLD`]. A contradiction that two
//! accounts of one happening do not show (other people, other days, another place) rules the pair out
//! whatever else agrees. What accounts do differ in (tolls, blame, denial) speaks neither way.

mod grounds;
mod matter;
mod scene;
mod sides;

use chancery_record::Status;

use super::Features;

pub use grounds::Reason;
pub(super) use scene::{OTHER_DAYS, is_one_ahead};

use grounds::Grounds;

/// The score from which two events are one.
pub(crate) const THRESHOLD: f64 = 5.0;

/// What comparing two events yields.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Comparison {
    /// The two cannot be one, and why.
    Apart(&'static str),
    /// Grounds, in a fixed order.
    Scored(Vec<Reason>),
}

impl Comparison {
    /// The sum of the weights, rounded to hundredths.
    pub(crate) fn score(&self) -> f64 {
        match self {
            Self::Apart(_) => f64::NEG_INFINITY,
            Self::Scored(reasons) => {
                (reasons.iter().map(|reason| reason.weight).sum::<f64>() * 100.0).round() / 100.0
            }
        }
    }
}

/// Adds the reasons of one kind, or says why the two cannot be one.
type Ground = fn(&Features, &Features, &mut Grounds) -> Result<(), &'static str>;

const GROUNDS: [Ground; 10] = [
    statuses,
    sides::parties,
    scene::days,
    scene::places,
    formats,
    modes,
    matter::things,
    matter::words,
    matter::tolls,
    matter::stories,
];

/// Compares two events of different reports; the order of the two does not matter.
pub(crate) fn compare(a: &Features, b: &Features) -> Comparison {
    if a.family != b.family || a.act != b.act {
        return Comparison::Apart("other types");
    }
    if (a.status == Status::Hypothetical) != (b.status == Status::Hypothetical) {
        return Comparison::Apart("one is a supposition");
    }
    let mut grounds = Grounds::default();
    for ground in GROUNDS {
        if let Err(why) = ground(a, b, &mut grounds) {
            return Comparison::Apart(why);
        }
    }
    if a.family.is_at_a_place() && !grounds.is_particular && !scene::is_done_abroad(a, b) {
        let weight = if matter::is_one_story(a, b) { -0.5 } else { -1.0 };
        grounds.add(weight, "nothing particular in common");
    }
    if a.window().is_none() || b.window().is_none() {
        let is_tied = grounds.is_tied
            || matter::is_one_story(a, b)
            || grounds.is_particular && matter::is_near_story(a, b);
        if !is_tied {
            grounds.add(-3.0, "nothing but their kind ties the two");
        }
    }
    Comparison::Scored(grounds.reasons)
}

/// What is hoped for or called for seldom is what then happened.
#[expect(clippy::unnecessary_wraps, reason = "a ground like the others")]
fn statuses(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    if (a.status == Status::Proposed) != (b.status == Status::Proposed) {
        grounds.add(-1.0, "one is told as possible only");
    }
    Ok(())
}

fn formats(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    match (&a.format, &b.format) {
        (Some(x), Some(y)) if x == y => grounds.add_tie(2.0, format!("same format: {x}")),
        (Some(_), Some(_)) => grounds.add(-2.0, "other formats"),
        _ => {}
    }
    Ok(())
}

/// How. A call is no visit; of other modes reports name now one, now another.
fn modes(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    let is_call = |features: &Features| features.mode.is_some_and(|mode| mode.name() == "phone");
    if (is_call(a) && b.spot.is_some()) || (is_call(b) && a.spot.is_some()) {
        return Err("a call and a meeting in person");
    }
    let (Some(x), Some(y)) = (a.mode, b.mode) else { return Ok(()) };
    if x == y {
        grounds.add(0.5, format!("same mode: {x}"));
    } else if x.name() == "phone" || y.name() == "phone" {
        return Err("a call and a meeting in person");
    } else if !a.family.is_meeting() && !a.family.is_at_a_place() {
        grounds.add(-1.0, format!("other modes: {x}, {y}"));
    }
    Ok(())
}
