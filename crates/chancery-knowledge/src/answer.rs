//! Who held a post on a day, with every way of not knowing told apart.

use jiff::civil::Date;

use crate::{Standing, Status, Term, TermId};

/// The answer to who held a post on a day.
///
/// Terms are half-open. On the day of a handover the one who takes office is the holder; on the last day of
/// a term that nobody follows that day, the one who leaves still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One holder, without doubt as far as the table goes. The term says whether acting.
    Held(TermId),
    /// Several at once: a shared office, rivals, an acting holder beside a suspended one, or an office of
    /// which a body has many.
    Several(Vec<TermId>),
    /// The day lies in the margin of a coarse date or after the last day known: one of these, or another.
    Uncertain(Vec<TermId>),
    /// Nobody; the term says why.
    Vacant(TermId),
    /// The tables do not say.
    Unknown,
}

impl Answer {
    /// The one term that answers, held or vacant.
    #[must_use]
    pub fn certain(&self) -> Option<TermId> {
        match self {
            Self::Held(term) | Self::Vacant(term) => Some(*term),
            _ => None,
        }
    }

    /// Every term that the answer rests on.
    #[must_use]
    pub fn terms(&self) -> &[TermId] {
        match self {
            Self::Held(term) | Self::Vacant(term) => std::slice::from_ref(term),
            Self::Several(terms) | Self::Uncertain(terms) => terms,
            Self::Unknown => &[],
        }
    }
}

/// The answer for a post from its terms.
pub(crate) fn answer<'t>(
    terms: impl Iterator<Item = (TermId, &'t Term)>,
    is_single: bool,
    on: Date,
) -> Answer {
    let (mut within, mut last, mut perhaps) = (Vec::new(), Vec::new(), Vec::new());
    for (id, term) in terms {
        match term.period.standing(on) {
            Standing::Within => within.push((id, term)),
            Standing::Last => last.push((id, term)),
            Standing::Perhaps => perhaps.push((id, term)),
            Standing::Outside => {}
        }
    }
    let ids = |terms: &[(TermId, &Term)]| terms.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    let held = |(id, term): (TermId, &Term)| {
        if term.status == Status::Vacant { Answer::Vacant(id) } else { Answer::Held(id) }
    };
    if !is_single {
        let all = [ids(&within), ids(&last), ids(&perhaps)].concat();
        return if all.is_empty() { Answer::Unknown } else { Answer::Several(all) };
    }
    let is_one_person = within.windows(2).all(|pair| pair[0].1.person == pair[1].1.person);
    match (&within[..], &last[..], &perhaps[..]) {
        // A coarse margin gives way to a term that certainly covers the day, unless both may hold at once.
        ([first, ..], _, others)
            if is_one_person && others.iter().all(|(_, other)| other.status == Status::Full) =>
        {
            held(*first)
        }
        ([_, ..], _, _) => Answer::Several([ids(&within), ids(&perhaps)].concat()),
        ([], [], []) => Answer::Unknown,
        ([], [only], []) => held(*only),
        ([], _, _) => Answer::Uncertain([ids(&last), ids(&perhaps)].concat()),
    }
}
