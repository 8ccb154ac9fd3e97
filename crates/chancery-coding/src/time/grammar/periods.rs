//! Parts of a year by name: seasons, quarters and halves, feasts.

use super::super::lexicon::What;
use super::super::meaning::{Core, Phrase, Share, Steer, Year};
use super::super::token::Kind;
use super::Reader;
use super::number::ordinal;
use super::years::{stated_year, steered_year, year_after};

/// "last summer", "the winter of 1994", "spring 2011", "this fall", "in autumn".
pub(super) fn season(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, steer) = reader.steer(i).map_or((i, None), |(end, s)| (end, Some(s)));
    if steer == Some(Steer::Each) {
        return None;
    }
    let sense = reader.sense(at);
    let season = sense.season.filter(|_| !sense.plural)?;
    let row = reader.lexicon.seasons.get(usize::from(season))?;
    let (end, year) = year_after(reader, at + 1);
    let part_of_name = reader.is_capital(at) && !reader.opens(at);
    if year == Year::Unstated {
        if matches!(steer, None | Some(Steer::Definite))
            && part_of_name
            && (reader.is_capital(at - 1) && at > i
                || reader.is_capital(at + 1)
                || at > 0 && reader.is_capital(at - 1))
        {
            return None;
        }
        match steer {
            None if !row.bare || !after_preposition(reader, at) => return None,
            Some(Steer::Definite) if !row.bare && !after_preposition(reader, i) => return None,
            Some(Steer::Definite) if reader.is(end, "of") => return None,
            _ => {}
        }
        if reader.is_any(end, &["olympics", "games", "palace", "clothes", "camp", "school", "house"]) {
            return None;
        }
    }
    let steer = steer.filter(|s| *s != Steer::Definite);
    Some((end, Core::Season { season, year, steer }.into()))
}

fn after_preposition(reader: &Reader<'_>, i: usize) -> bool {
    i > 0
        && !reader.opens(i)
        && (reader.is_any(
            i - 1,
            &[
                "in",
                "since",
                "until",
                "by",
                "during",
                "before",
                "after",
                "through",
                "over",
                "throughout",
                "for",
                "late",
                "early",
                "mid",
                "of",
                "from",
                "to",
                "or",
                "and",
            ],
        ) || reader.hyphen(i - 1))
}

/// "the third quarter", "third-quarter", "Q3 2019", "the first half of 1990", "the fiscal first quarter",
/// "this year's third quarter", "the 1988 third quarter".
pub(super) fn share(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let mut at = i;
    let mut year = Year::Unstated;
    let mut steer = None;
    if let Some((end, s)) = steered_year(reader, at) {
        if reader.is_any(end, &["'s", "’s"]) {
            year = Year::Steered(s);
            at = end + 1;
        }
    } else if reader.is(at, "the") {
        at += 1;
    } else if let Some((end, s)) = reader
        .steer(at)
        .filter(|(_, s)| {
            matches!(s, Steer::This | Steer::Last | Steer::Past | Steer::Next | Steer::Latest | Steer::Same)
        })
        .filter(|(_, s)| *s != Steer::Same || !reader.is(at, "that"))
    {
        at = end;
        steer = Some(s);
    }
    if let Some((end, y)) = stated_year(reader, at) {
        let owner = if reader.is_any(end, &["'s", "’s"]) { end + 1 } else { end };
        if ordinal(reader, owner).is_some() || reader.is(owner, "fiscal") {
            year = Year::Stated(y);
            at = owner;
        }
    }
    if reader.is(at, "fiscal") {
        at = reader.over_hyphen(at + 1);
        if let Some((end, y)) = stated_year(reader, at) {
            year = Year::Stated(y);
            at = end;
        }
    }
    if reader.is(at, "q") && reader.is_capital(at) {
        let n = reader.token(at + 1).filter(|t| t.glued)?.plain(1).filter(|n| (1..=4).contains(n))?;
        return finish_share(reader, at + 2, Share::Quarter, u8::try_from(n).ok()?, year, steer);
    }
    let (after, n) = if reader.is_any(at, &["last", "final"]) {
        (at + 1, None)
    } else {
        ordinal(reader, at).map(|(e, n)| (e, Some(n)))?
    };
    let mut after = reader.over_hyphen(after);
    if reader.hyphen(after - 1)
        && reader.is(i, "the")
        && at == i + 1
        && reader.token(after + 1).is_some_and(|t| t.kind == Kind::Word && !t.opens)
    {
        // "the third-quarter loss": the article is the loss's.
        return None;
    }
    if reader.is_any(after, &["fiscal", "calendar"]) {
        after = reader.over_hyphen(after + 1);
    }
    let (share, most) = if reader.is(after, "quarter") {
        (Share::Quarter, 4)
    } else if reader.is(after, "half") {
        (Share::Half, 2)
    } else {
        return None;
    };
    let n = n.unwrap_or(most);
    if n > most || n == 0 {
        return None;
    }
    finish_share(reader, after + 1, share, n, year, steer)
}

fn finish_share(
    reader: &Reader<'_>,
    end: usize,
    share: Share,
    n: u8,
    year: Year,
    steer: Option<Steer>,
) -> Option<(usize, Phrase)> {
    let (end, year) = match year {
        Year::Unstated => {
            let of = if reader.is(end, "of") && reader.is(end + 1, "fiscal") { end + 2 } else { end };
            match stated_year(reader, of).filter(|_| of > end) {
                Some((end, y)) => (end, Year::Stated(y)),
                None => year_after(reader, end),
            }
        }
        year => (end, year),
    };
    // "the second half" of a match or a century is no half-year: it needs a year beside it, or "in".
    if share == Share::Half && year == Year::Unstated {
        return None;
    }
    Some((end, Core::Share { share, n, year, steer }.into()))
}

/// "Christmas", "last Thanksgiving", "Ramadan 2018", "the end of Ramadan" (the edge comes from elsewhere).
pub(super) fn feast(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, steer) = match reader.steer(i) {
        Some((end, s)) if feast_at(reader, end).is_some() => (end, Some(s)),
        _ => (i, None),
    };
    if steer == Some(Steer::Each) {
        return None;
    }
    let (end, feast) = feast_at(reader, at)?;
    // "the Christmas Charity", "the Good Friday Agreement": a capital after it makes a name.
    let next = reader.sense(end);
    if reader.is_capital(end) && !reader.opens(end) && next.weekday.is_none() && next.month.is_none() {
        return None;
    }
    let (end, year) = year_after(reader, end);
    let steer = steer.filter(|s| *s != Steer::Definite);
    Some((end, Core::Feast { feast, year, steer }.into()))
}

fn feast_at(reader: &Reader<'_>, i: usize) -> Option<(usize, u16)> {
    let (end, feast) = reader.phrase(i, |what| match what {
        What::Feast(f) => Some(f),
        _ => None,
    })?;
    let row = reader.lexicon.feasts.get(usize::from(feast))?;
    let small = ["the", "of", "al", "ul", "day", "week", "year", "eve", "new", "holy", "month"];
    let is_name =
        |at: usize| reader.token(at).is_some_and(|t| t.kind == Kind::Word) && !reader.is_any(at, &small);
    let names: Vec<usize> =
        (i..end).filter(|at| is_name(*at) && !reader.word(*at).starts_with(['\'', '’'])).collect();
    let capital = !row.capital
        || names.iter().all(|at| reader.is_capital(*at) || reader.hyphen(at.wrapping_sub(1)))
            && (!names.is_empty() || (i..end).any(|at| reader.is_capital(at)));
    capital.then_some((end, feast))
}
