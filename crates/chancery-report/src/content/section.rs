//! Lists of other stories: those that a heading opens, and those that only their times give away.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chancery_record::SegmentKind;

use super::block::Gap;
use super::cue::Opener;
use super::label::Sheet;
use super::traits::Ending;

/// Labels what a heading such as `Recent Posts` opens, up to where the report goes on.
pub(crate) fn lists(sheet: &mut Sheet<'_>) {
    let mut n = 0;
    while n < sheet.len() {
        let Some(opener) = sheet.openers[n] else {
            n += 1;
            continue;
        };
        // A heading above the first running text belongs to the list above the article.
        n = match opener {
            Opener::Last => {
                for after in n + 1..sheet.len() {
                    take(sheet, after);
                }
                sheet.len()
            }
            Opener::Strong | Opener::Weak => list(sheet, n, opener),
        };
    }
}

/// Labels the list under the heading at `at`; returns the block after it.
fn list(sheet: &mut Sheet<'_>, at: usize, opener: Opener) -> usize {
    let before: BTreeSet<String> = {
        let prose: Vec<usize> = (0..at).filter(|&n| sheet.is_body_prose(n)).collect();
        sheet.terms_of(prose.into_iter())
    };
    let mut n = at + 1;
    let mut n_items = 0;
    while n < sheet.len() {
        if sheet.openers[n].is_some() {
            return n;
        }
        if sheet.is_body_prose(n) && goes_on(sheet, at, n, n_items, opener, &before) {
            return n;
        }
        if opener == Opener::Weak
            && n_items >= 1
            && sheet.is_open(n)
            && !sheet.traits[n].is_prose()
            && sheet.blocks[n].gap == Gap::Blank
            && sheet.blocks[n - 1].gap == Gap::Line
        {
            // The pointer's list ended with an empty line; what follows is judged by itself.
            return n;
        }
        if sheet.is_open(n) {
            n_items += 1;
        }
        take(sheet, n);
        n += 1;
    }
    n
}

/// Whether the report goes on with the running text at `n`, inside a list opened at `at`.
fn goes_on(
    sheet: &Sheet<'_>,
    at: usize,
    n: usize,
    n_items: usize,
    opener: Opener,
    before: &BTreeSet<String>,
) -> bool {
    let traits = &sheet.traits[n];
    let next_is_time =
        sheet.times.get(n + 1).copied().unwrap_or(false) && !says_published(sheet.words(n + 1));
    let next_is_prose =
        (n + 1..sheet.len()).find(|&m| sheet.is_open(m)).is_some_and(|m| sheet.traits[m].is_prose());
    let shared = traits.shared(before);
    let on_topic = shared >= 3 || shared * 4 >= traits.terms.len().max(4);
    if next_is_time {
        return false;
    }
    if before.is_empty() {
        // A list above the article: the article begins with its first long paragraph, or with two.
        return traits.n_sentences >= 2 || traits.n_words >= 25 || next_is_prose && n_items >= 1;
    }
    match opener {
        Opener::Weak if n == at + 1 => shared >= 1 || next_is_prose || traits.n_sentences >= 2,
        Opener::Weak => shared >= 1 || traits.n_sentences >= 2,
        Opener::Strong | Opener::Last => {
            let long = traits.n_sentences >= 2 && traits.n_words >= 25;
            on_topic && (long || next_is_prose || shared >= 4)
        }
    }
}

/// Labels one entry of a list.
fn take(sheet: &mut Sheet<'_>, n: usize) {
    if !sheet.is_open(n) {
        let dated = sheet.labels[n].as_ref().is_some_and(|(kind, _)| *kind == SegmentKind::Dateline);
        if dated && !says_published(sheet.words(n)) {
            sheet.labels[n] = Some((SegmentKind::Boilerplate, Cow::Borrowed("time of another story")));
        }
        return;
    }
    let traits = &sheet.traits[n];
    if traits.is_prose() || traits.ending == Ending::Cut {
        sheet.set(n, SegmentKind::Teaser, "in a list of other stories");
    } else {
        sheet.set(n, SegmentKind::Links, "in a list of other stories");
    }
}

/// Whether a line of time says that it is the publication's, which entries of lists do not.
pub(crate) fn says_published(line: &str) -> bool {
    line.to_lowercase().contains("publish")
}

/// Labels headlines and teasers that stand above a time of their own, as lists of stories have it.
///
/// Below the first running text one time is enough; above it, where a report's own time stands under
/// its headline, it takes two.
pub(crate) fn timed_items(sheet: &mut Sheet<'_>) {
    let times: Vec<usize> =
        (0..sheet.len()).filter(|&n| sheet.times[n] && !(n > 0 && says_published(sheet.words(n)))).collect();
    let first_prose = (0..sheet.len())
        .find(|&n| sheet.is_body_prose(n) && !sheet.times.get(n + 1).copied().unwrap_or(false));
    // Times that stand together, `Updated` below `Published`, are one.
    let groups: Vec<usize> = times.iter().copied().filter(|&n| n == 0 || !sheet.times[n - 1]).collect();
    let above: Vec<usize> =
        groups.iter().copied().filter(|&n| first_prose.is_none_or(|first| n < first)).collect();
    let headline_below = above.last().is_some_and(|&last| {
        (last + 1..first_prose.unwrap_or(sheet.len()))
            .any(|n| sheet.is_open(n) && sheet.traits[n].n_words >= 3)
    });
    for &time in &groups {
        let is_above = above.contains(&time);
        if is_above && (above.len() < 2 || above.last() == Some(&time) && !headline_below) {
            continue;
        }
        // Up to a headline and a teaser above the time.
        let mut taken = 0;
        let mut n = time;
        while n > 0 && taken < 2 && sheet.is_open(n - 1) {
            n -= 1;
            let traits = &sheet.traits[n];
            let teaser = traits.ending == Ending::Cut
                || traits.is_prose() && traits.n_sentences <= 2 && traits.n_words <= 45;
            let heading = !traits.is_prose() && traits.n_words >= 2;
            if traits.is_prose()
                && !(teaser && n > 0 && sheet.is_open(n - 1) && !sheet.traits[n - 1].is_prose())
                && traits.ending != Ending::Cut
            {
                break;
            }
            if !(teaser || heading) {
                break;
            }
            let (kind, reason) = if heading && traits.ending != Ending::Cut {
                (SegmentKind::Links, "headline with a time of its own")
            } else {
                (SegmentKind::Teaser, "sentence with a headline and a time of its own")
            };
            sheet.set(n, kind, reason);
            taken += 1;
            if kind == SegmentKind::Links {
                break;
            }
        }
        if taken > 0 && sheet.labels[time].as_ref().is_some_and(|(kind, _)| *kind == SegmentKind::Dateline) {
            sheet.labels[time] = Some((SegmentKind::Boilerplate, Cow::Borrowed("time of another story")));
        }
    }
}
