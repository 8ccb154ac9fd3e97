//! Weighs what the sources say of a report: outlet, publication time, byline, address.
//!
//! The order of trust is that of [`Provenance`]. Of two times that contradict each other the less
//! trusted one is kept as a conflict; nothing is averaged and nothing filled in.

use chancery_record::{Note, Outlet, Provenance, Published, SegmentKind, Sourced};

use crate::content::{Labelled, says_published};
use crate::dateline;
use crate::fields::Fields;
use crate::outlet::{OutletEntry, Outlets};
use crate::{address, clean, moment};

/// What the text gave.
pub(crate) struct Found<'a> {
    pub(crate) view: &'a str,
    pub(crate) labelled: &'a [Labelled],
    pub(crate) filed: Option<&'a (dateline::Found, std::ops::Range<usize>)>,
}

/// What was decided.
pub(crate) struct Weighed {
    pub(crate) outlet: Option<Sourced<Outlet>>,
    pub(crate) published: Option<Published>,
    pub(crate) conflicts: Vec<Published>,
    pub(crate) byline: Option<Sourced<String>>,
    pub(crate) url: Option<Sourced<String>>,
    pub(crate) notes: Vec<Note>,
}

pub(crate) fn weigh(fields: &Fields, found: &Found<'_>, outlets: &Outlets) -> Weighed {
    let mut notes = Vec::new();
    let url = fields
        .url
        .iter()
        .find_map(|(from, url)| Some(Sourced { value: address::canonical(url)?, from: from.clone() }));
    let (published, conflicts) = published(fields, url.as_ref(), found, &mut notes);
    let byline = byline(fields, found);
    let outlet = outlet(fields, url.as_ref(), byline.as_ref(), found, outlets);
    Weighed { outlet, published, conflicts, byline, url, notes }
}

/// The most trusted title, without the outlet's name behind it.
pub(crate) fn title(fields: &Fields) -> Option<(Provenance, String)> {
    let (from, title) = fields
        .title
        .iter()
        .filter(|(_, title)| !clean::loose(title).is_empty())
        .min_by_key(|(from, _)| from.rank())?;
    let title = if *from == Provenance::Page("title".to_owned()) || *from == Provenance::OpenGraph {
        without_outlet(title, fields)
    } else {
        title.clone()
    };
    Some((from.clone(), title))
}

/// `Talks end in Oslo | Example News` without the tail, where a shorter source says the same.
fn without_outlet(title: &str, fields: &Fields) -> String {
    let shorter = fields.title.iter().map(|(_, other)| other.trim()).find(|other| {
        other.chars().count() >= 12
            && title.len() > other.len()
            && title.starts_with(other)
            && title[other.len()..].trim_start().starts_with(['|', '-', '–', '—', ':', '·', '»', '«'])
    });
    if let Some(shorter) = shorter {
        return shorter.to_owned();
    }
    let names: Vec<&str> = fields.outlet.iter().map(|(_, name)| name.trim()).collect();
    for separator in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && names.iter().any(|name| name.eq_ignore_ascii_case(tail.trim()))
        {
            return head.to_owned();
        }
    }
    title.to_owned()
}

fn published(
    fields: &Fields,
    url: Option<&Sourced<String>>,
    found: &Found<'_>,
    notes: &mut Vec<Note>,
) -> (Option<Published>, Vec<Published>) {
    let mut all: Vec<Published> = Vec::new();
    for (from, words) in &fields.published {
        match moment::whole(words) {
            Some(moment) => {
                all.push(Published { moment, from: from.clone(), words: words.trim().to_owned() });
            }
            None if !words.trim().is_empty() => {
                notes.push(Note::new(format!("{from} gives a date that cannot be read: {}", clipped(words))));
            }
            None => {}
        }
    }
    if let Some((moment, words)) = url.and_then(|url| address::date(&url.value)) {
        all.push(Published { moment, from: Provenance::Url, words });
    }
    if let Some((moment, words)) =
        found.filed.and_then(|(filed, _)| Some((filed.moment?, filed.date.clone()?)))
    {
        all.push(Published { moment, from: Provenance::Dateline, words });
    }
    all.extend(date_lines(found));
    all.sort_by_key(|published| published.from.rank());
    let Some(best) = all.first().cloned() else { return (None, Vec::new()) };
    let mut conflicts: Vec<Published> = Vec::new();
    for other in all.into_iter().skip(1) {
        if !other.moment.agrees_with(best.moment)
            && !conflicts.iter().any(|known| known.from == other.from && known.moment == other.moment)
        {
            conflicts.push(other);
        }
    }
    for other in &conflicts {
        notes.push(Note::new(format!(
            "{} says {}, {} says {}",
            best.from, best.moment, other.from, other.moment
        )));
    }
    (Some(best), conflicts)
}

/// Lines with only a date: the first above the middle of the body, or one below that says that it is
/// the publication's; other dates there belong to other things as often as not.
fn date_lines(found: &Found<'_>) -> Option<Published> {
    let n_body = found.labelled.iter().filter(|item| item.kind == SegmentKind::Body).count();
    let mut seen = 0;
    let mut updated = None;
    for item in found.labelled {
        seen += usize::from(item.kind == SegmentKind::Body);
        let below = seen * 2 > n_body && seen > 1;
        if below && !says_published(&found.view[item.block.range.clone()]) {
            continue;
        }
        if item.kind != SegmentKind::Dateline {
            continue;
        }
        let line = &found.view[item.block.range.clone()];
        if line.len() > 200 {
            continue;
        }
        if let Some((range, moment)) = moment::find(line) {
            let published =
                Published { moment, from: Provenance::DateLine, words: line[range.clone()].to_owned() };
            let before = line[..range.start].to_lowercase();
            if before.contains("updat") || before.contains("modif") {
                updated = updated.or(Some(published));
            } else {
                return Some(published);
            }
        }
    }
    updated
}

fn byline(fields: &Fields, found: &Found<'_>) -> Option<Sourced<String>> {
    let said = fields
        .byline
        .iter()
        .filter(|(_, name)| !name.trim().is_empty() && !name.starts_with("http"))
        .min_by_key(|(from, _)| from.rank());
    if let Some((from, name)) = said {
        return Some(Sourced { value: clean::loose(strip_by(name)), from: from.clone() });
    }
    let line = found
        .labelled
        .iter()
        .filter(|item| item.kind == SegmentKind::Byline)
        .map(|item| found.view[item.block.range.clone()].trim());
    let named = line
        .filter(|line| line.chars().count() <= 200 && line.split_whitespace().count() >= 2)
        .map(strip_by)
        .find(|name| name.chars().any(char::is_uppercase));
    named.map(|name| Sourced { value: clean::loose(name), from: Provenance::Byline })
}

/// `By A. Name` without its preposition.
fn strip_by(name: &str) -> &str {
    let name = name.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']).trim();
    for lead in ["by ", "written by ", "reporting by ", "from ", "author: ", "source: "] {
        if let Some(head) = name.get(..lead.len())
            && head.eq_ignore_ascii_case(lead)
        {
            return name[lead.len()..].trim();
        }
    }
    name
}

fn outlet(
    fields: &Fields,
    url: Option<&Sourced<String>>,
    byline: Option<&Sourced<String>>,
    found: &Found<'_>,
    outlets: &Outlets,
) -> Option<Sourced<Outlet>> {
    let known = |entry: &OutletEntry, from: &Provenance| {
        Some(Sourced { value: entry.to_outlet(), from: from.clone() })
    };
    let mut said: Vec<&(Provenance, String)> =
        fields.outlet.iter().filter(|(_, name)| !name.trim().is_empty()).collect();
    said.sort_by_key(|(from, _)| from.rank());
    let stated =
        said.iter().find(|(from, _)| matches!(from, Provenance::CommandLine | Provenance::Column(_)));
    if let Some((from, name)) = stated {
        return Some(Sourced { value: named(name, outlets), from: from.clone() });
    }
    let host = url.and_then(|url| address::host(&url.value));
    if let Some(entry) = host.as_deref().and_then(|host| outlets.by_host(host)) {
        return known(entry, &Provenance::Url);
    }
    // An agency named as publisher on somebody else's page wrote the text; it did not publish it there.
    let own = |entry: &OutletEntry| entry.kind != "agency" || host.is_none();
    if let Some((from, entry)) = said
        .iter()
        .find_map(|(from, name)| Some((from, outlets.by_name(name)?)))
        .filter(|(_, entry)| own(entry))
    {
        return known(entry, from);
    }
    let names = said.iter().filter(|(_, name)| {
        name.chars().count() <= 80 && !is_platform(name) && outlets.by_name(name).is_none_or(own)
    });
    if let Some((from, name)) = names.into_iter().next() {
        let outlet = named(name, outlets);
        return Some(Sourced {
            value: Outlet { domain: outlet.domain.or(host), ..outlet },
            from: from.clone(),
        });
    }
    if let Some(host) = host {
        return Some(Sourced {
            value: Outlet { name: host.clone(), domain: Some(host), country: None, known: false },
            from: Provenance::Url,
        });
    }
    if let Some(entry) =
        byline.and_then(|byline| outlets.by_name(&byline.value)).filter(|entry| entry.kind != "agency")
    {
        return known(entry, &Provenance::Byline);
    }
    let notices = found
        .labelled
        .iter()
        .filter(|item| item.kind == SegmentKind::Disclaimer)
        .map(|item| &found.view[item.block.range.clone()]);
    notices
        .filter_map(|notice| outlets.named_in(notice))
        .next()
        .and_then(|entry| known(entry, &Provenance::Disclaimer))
}

/// Software that names itself as the publisher of what is written with it.
fn is_platform(name: &str) -> bool {
    ["blogger", "wordpress", "wordpress.com", "medium", "tumblr", "substack", "wix", "joomla", "drupal"]
        .contains(&name.trim().to_lowercase().as_str())
}

/// An outlet by what a column or a person calls it: a name, a domain, an address.
fn named(name: &str, outlets: &Outlets) -> Outlet {
    let name = name.trim();
    let host = address::host(name).or_else(|| {
        (name.contains('.') && !name.contains(' '))
            .then(|| name.trim_start_matches("www.").to_ascii_lowercase())
    });
    if let Some(entry) =
        outlets.by_name(name).or_else(|| host.as_deref().and_then(|host| outlets.by_host(host)))
    {
        return entry.to_outlet();
    }
    Outlet {
        name: host.clone().unwrap_or_else(|| clean::loose(name)),
        domain: host,
        country: None,
        known: false,
    }
}

fn clipped(words: &str) -> String {
    words.trim().chars().take(40).collect()
}
