//! The headline among the lines above the body.

use chancery_record::SegmentKind;

use super::label::Sheet;
use super::traits::{Traits, terms};

/// Longest headline, in words.
const LONGEST: usize = 35;

/// Labels the headline, the line below it that belongs to it, and what else stands above the body.
///
/// Where metadata gives a title, a line that says the same is the headline. Otherwise, of the lines
/// above the first running text, it is the one that shares most with the text; the first of equals.
pub(crate) fn find(sheet: &mut Sheet<'_>) {
    let Some(first_prose) = (0..sheet.len()).find(|&n| sheet.is_body_prose(n)) else {
        only_lines(sheet);
        return;
    };
    let by_title = sheet.surroundings.title.and_then(|title| same_as_title(sheet, title));
    if let Some(n) = by_title {
        sheet.set(n, SegmentKind::Headline, "says what the title says");
        let Some(first_prose) = (if sheet.surroundings.marked_up {
            decks(sheet, SegmentKind::Headline)
        } else {
            Some(first_prose)
        }) else {
            return;
        };
        lines_above(sheet, first_prose, Some(n));
        return;
    }
    if sheet.surroundings.marked_up {
        let Some(first_prose) = decks(sheet, SegmentKind::Boilerplate) else { return };
        lines_above(sheet, first_prose, None);
        return;
    }
    let candidates: Vec<usize> = (0..first_prose)
        .filter(|&n| sheet.is_open(n) && (2..=LONGEST).contains(&sheet.traits[n].n_words))
        .collect();
    let lead: Vec<usize> = (first_prose..sheet.len()).filter(|&n| sheet.is_body_prose(n)).take(6).collect();
    let lead_terms = sheet.terms_of(lead.into_iter());
    let mut best: Option<(usize, usize)> = None;
    for n in candidates {
        let shared = sheet.traits[n].shared(&lead_terms);
        if best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, n));
        }
    }
    let chosen = best.map(|(_, n)| n);
    if let Some(n) = chosen {
        sheet.set(n, SegmentKind::Headline, "line above the running text");
    }
    lines_above(sheet, first_prose, chosen);
}

/// Labels headings above the first paragraph that are whole sentences: the headline's second line
/// where the headline was found. Returns that paragraph.
fn decks(sheet: &mut Sheet<'_>, kind: SegmentKind) -> Option<usize> {
    loop {
        let first = (0..sheet.len()).find(|&n| sheet.is_body_prose(n))?;
        if !sheet.blocks[first].hint.heading {
            return Some(first);
        }
        sheet.set(first, kind, "heading above the first paragraph");
    }
}

/// What stands above the body beside the headline: its second line, or lines of the page.
fn lines_above(sheet: &mut Sheet<'_>, first_prose: usize, headline: Option<usize>) {
    let lead: Vec<usize> = (first_prose..sheet.len()).filter(|&n| sheet.is_body_prose(n)).take(6).collect();
    let lead_terms = sheet.terms_of(lead.into_iter());
    for n in 0..first_prose {
        if !sheet.is_open(n) {
            continue;
        }
        let traits = &sheet.traits[n];
        let hint = &sheet.blocks[n].hint;
        if hint.link_share > 0.8 && !hint.heading {
            sheet.set(n, SegmentKind::Links, "links above the running text");
            continue;
        }
        let below = headline.is_some_and(|headline| n > headline);
        if below && sheet.surroundings.marked_up && sheet.blocks[n].hint.extracted {
            continue;
        }
        if below && traits.n_words >= 5 && traits.shared(&lead_terms) >= 2 {
            sheet.set(n, SegmentKind::Headline, "second line of the headline");
        } else if headline.is_some() || !sheet.blocks[n].hint.extracted {
            sheet.set(n, SegmentKind::Boilerplate, "line of the page above the running text");
        }
    }
}

fn same_as_title(sheet: &Sheet<'_>, title: &str) -> Option<usize> {
    let wanted = terms(title);
    if wanted.is_empty() {
        return None;
    }
    (0..sheet.len().min(60))
        .filter(|&n| sheet.is_open(n) && sheet.traits[n].n_words <= LONGEST)
        .filter(|&n| {
            let traits: &Traits = &sheet.traits[n];
            let shared = traits.shared(&wanted);
            // Titles of pages have the outlet's name behind them, so the line may be the shorter one.
            shared * 5 >= traits.terms.len() * 4 && shared * 5 >= wanted.len() * 3 && shared >= 1
        })
        .max_by_key(|&n| (sheet.traits[n].shared(&wanted), usize::MAX - n))
}

/// A text without running text: one block is the whole report; of several, the first line that is
/// nothing else is the headline and the rest are entries of a list, unless they are long.
fn only_lines(sheet: &mut Sheet<'_>) {
    let open: Vec<usize> = (0..sheet.len()).filter(|&n| sheet.is_open(n)).collect();
    if open.len() <= 1 || sheet.surroundings.marked_up {
        return;
    }
    let long = open.iter().filter(|&&n| sheet.traits[n].n_words >= 15).count();
    sheet.set(open[0], SegmentKind::Headline, "first line");
    for &n in &open[1..] {
        if sheet.traits[n].n_words < 15 || long == 0 {
            sheet.set(n, SegmentKind::Links, "list of lines without running text");
        }
    }
}
