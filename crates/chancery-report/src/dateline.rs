//! The head of a report's first paragraph: `ANKARA (Reuters) -`, `DUBAI, Feb 15 (AFP) –`,
//! `date 2023-02-15 TEHRAN –`, `MOSCOW. Feb 15. /TASS/.`
//!
//! A place in capitals needs only the dash or colon behind it; a place in ordinary letters needs an
//! agency or a date beside it, since `Turkey – a member of NATO – …` is prose.

use std::ops::Range;
use std::sync::OnceLock;

use chancery_record::Moment;
use regex::Regex;

use crate::moment;

/// A dateline at the head of a paragraph; ranges are bytes of the paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Everything up to the first word of the story.
    pub(crate) range: Range<usize>,
    pub(crate) place: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) date: Option<String>,
    /// The publication date, where the dateline has one with a year.
    pub(crate) moment: Option<Moment>,
}

const DATE: &str = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*,?\s*)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s*\d{1,2}(?:st|nd|rd|th)?(?:\s*,?\s*\d{4})?|\d{1,2}(?:st|nd|rd|th)?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?(?:\s*,?\s*\d{4})?|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})";

fn patterns() -> &'static [Regex; 5] {
    static PATTERNS: OnceLock<[Regex; 5]> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let word = r"\p{Lu}[\p{L}.'’‘-]*";
        // A city in capitals, its country or state in any letters.
        let upper = r"\p{Lu}[\p{Lu}.'’‘-]+(?:[ /-]+\p{Lu}[\p{Lu}.'’‘-]*){0,4}";
        let region = format!(r"(?:\s*,\s*{word}(?:\s+(?:of|and|the|{word})){{0,3}}|\s*\[[^\]\n]{{2,40}}\]|\s*\([A-Z][a-z]+\))");
        let mixed = format!(r"{word}(?:[ /-]{word}){{0,3}}");
        let agency = r"[\(\[/]\s*(?P<agency>(?:[A-Z][\p{L}.&’' -]{1,40}|[A-Z]{2,}[^\)\]/\n]{0,30}))\s*[\)\]/]";
        let dash = r"\s*(?:--+|[-–—―‒]|:|\.\.\.?)+\s*";
        let date = format!(r"(?P<date>(?i:{DATE}))");
        [
            // TEHRAN (Tasnim) – | ANKARA, Feb 15 (AFP) - | GAZA CITY, Gaza Strip, Feb. 3 (AP) — | MOSCOW, February 15. /TASS/.
            format!(r"^(?P<place>{upper}{region}?|{mixed}{region}?)(?:\s*[,.]\s*{date})?\s*[,.]?\s*{agency}(?:\s*,?\s*{date2})?(?:{dash}|\.\s+|\s+)", date2 = date.replace("?P<date>", "?P<date2>")),
            // TEHRAN, IRNA – | Tehran, Feb 15, IRNA – | Tehran, Feb 15 –
            format!(r"^(?P<place>{upper}|{mixed})\s*,\s*(?:{date}\s*,?\s*)?(?P<agency>[A-Z]{{2,}}[A-Za-z]*)\s*{dash}"),
            format!(r"^(?P<place>{upper}{region}?|{mixed}{region}?)\s*[,.]?\s*{date}\s*[,.]?{dash}"),
            // BEIRUT – | BEIRUT:
            format!(r"^(?P<place>{upper}{region}?){dash}"),
            // (Reuters) - | [AFP]: | Reuters -
            format!(r"^(?:{agency}{dash})"),
        ]
        .map(|pattern| Regex::new(&pattern).expect("fixed pattern"))
    })
}

/// A label before a date, as templates print it: `date`, `Published on:`.
fn label() -> &'static Regex {
    static LABEL: OnceLock<Regex> = OnceLock::new();
    LABEL.get_or_init(|| {
        Regex::new(r"(?i)^(?:(?:(?:publish(?:ed|ing)?|publication|release|posted|issued?|news|updated?|last\s+updated?|creat(?:ed|ion))\s*)?(?:date|time|on|at)?(?:\s+(?:date|on|at))?\s*[:|–-]?\s*)$").expect("fixed pattern")
    })
}

/// The dateline at the head of `paragraph`, if it has one.
pub(crate) fn find(paragraph: &str) -> Option<Found> {
    let lead = paragraph.len() - paragraph.trim_start().len();
    let dated = printed_date(&paragraph[lead..]);
    let at = lead + dated.as_ref().map_or(0, |(end, _, _)| *end);
    let rest = &paragraph[at..];
    let filed = filed(rest);
    match (dated, filed) {
        (None, None) => None,
        (dated, filed) => {
            let mut found = filed.unwrap_or_default();
            found.range = lead..at + found.range.end;
            if let Some((_, moment, words)) = dated {
                found.moment = Some(moment);
                found.date = Some(words);
            }
            // A dateline with nothing behind it is a line of its own; with little, it is a heading.
            Some(found)
        }
    }
}

/// A printed date in front of the story: `date 2023-02-15 `, `15 February 2023 - `. Only with a label
/// or a separator, or before a dateline: `2 May 2021 was a quiet day` is prose.
fn printed_date(text: &str) -> Option<(usize, Moment, String)> {
    let (range, moment) = moment::find(text)?;
    let before = &text[..range.start];
    if before.len() > 40 || !label().is_match(before) {
        return None;
    }
    let after = &text[range.end..];
    let separated =
        after.trim_start_matches([' ', '\t']).starts_with(['|', '-', '–', '—', ':', '\n', '•', '·'])
            || after.trim().is_empty();
    let numeric = text[range.clone()].bytes().next().is_some_and(|b| b.is_ascii_digit())
        && text[range.clone()].contains(['-', '/', '.']);
    let end = range.end + after.len()
        - after.trim_start_matches([' ', '\t', '|', '-', '–', '—', ':', '•', '·', ',']).len();
    let opens_story = filed(&text[end..]).is_some();
    let labelled = !before.trim().is_empty();
    (separated || opens_story || (labelled && numeric)).then(|| (end, moment, text[range].to_owned()))
}

fn filed(text: &str) -> Option<Found> {
    let head = &text[..text.char_indices().nth(160).map_or(text.len(), |(at, _)| at)];
    for (n, pattern) in patterns().iter().enumerate() {
        let Some(found) = pattern.captures(head) else { continue };
        let place = found.name("place").map(|m| m.as_str().trim().trim_end_matches([',', '.']).to_owned());
        let agency = found.name("agency").map(|m| m.as_str().trim().to_owned());
        let date = found.name("date").or_else(|| found.name("date2")).map(|m| m.as_str().trim().to_owned());
        let end = found.get(0)?.end();
        if end == text.trim_end().len() && agency.is_none() {
            continue;
        }
        if !is_place(place.as_deref(), n) || agency.as_deref().is_some_and(|agency| !is_agency(agency)) {
            continue;
        }
        // `Montenegro's Union (XYZ) said`: brackets alone are an abbreviation as often as an agency.
        let closed = head[..end].trim_end().ends_with(['-', '–', '—', '―', '‒', ':', '.', '/']);
        if !closed && date.is_none() {
            continue;
        }
        let moment = date.as_deref().and_then(moment::whole).filter(|m| m.day_of_month().is_some());
        return Some(Found { range: 0..end, place, agency, date, moment });
    }
    None
}

/// Whether the words can be a place. Words in capitals that head lines without being places are
/// labels of the page; a single letter or initial is none.
fn is_place(place: Option<&str>, pattern: usize) -> bool {
    const LABELS: [&str; 34] = [
        "BREAKING",
        "UPDATE",
        "UPDATED",
        "EXCLUSIVE",
        "OPINION",
        "ANALYSIS",
        "WATCH",
        "READ",
        "LIVE",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "NEWS",
        "NOTE",
        "EDITOR",
        "SOURCE",
        "FACTBOX",
        "EXPLAINER",
        "INTERVIEW",
        "CORRECTION",
        "CORRECTED",
        "REFILE",
        "RELATED",
        "MORE",
        "ALSO",
        "WRAPUP",
        "TIMELINE",
        "TAGS",
        "TOPICS",
        "ADVERTISEMENT",
        "FILE",
        "COMMENT",
        "EDITORIAL",
        "FEATURE",
    ];
    let Some(place) = place else { return pattern == 4 };
    let first = place.split([' ', ',', ':', '-']).next().unwrap_or("");
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    // Initials and acronyms that open sentences ("IAEA: no access") are too short to tell from places
    // only where nothing but the dash speaks for a place.
    let acronym = pattern == 3
        && letters <= 4
        && !matches!(
            place,
            "ROME"
                | "LIMA"
                | "OSLO"
                | "DOHA"
                | "KYIV"
                | "KIEV"
                | "BAKU"
                | "BONN"
                | "BERN"
                | "CALI"
                | "SUVA"
                | "RIGA"
                | "ADEN"
                | "GAZA"
                | "IDLIB"
                | "LOME"
                | "MALE"
                | "JUBA"
                | "NICE"
                | "UN"
                | "TAIZ"
                | "HOMS"
                | "HAMA"
                | "SIRT"
        );
    let function_word = matches!(
        first,
        "The"
            | "A"
            | "An"
            | "In"
            | "On"
            | "At"
            | "He"
            | "She"
            | "It"
            | "They"
            | "But"
            | "And"
            | "By"
            | "For"
            | "From"
            | "Photo"
            | "Source"
            | "Reporting"
            | "Editing"
    );
    letters >= 3 && !acronym && !function_word && !LABELS.contains(&first)
}

fn is_agency(agency: &str) -> bool {
    let words = agency.split_whitespace().count();
    let lower = agency.to_lowercase();
    words <= 5
        && !lower.starts_with("photo")
        && !lower.contains(" says")
        && !agency.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String, String, String) {
        let found = find(text).unwrap_or_default();
        let rest = text[found.range.end..].to_owned();
        (
            found.place.unwrap_or_default(),
            found.agency.unwrap_or_default(),
            found.date.unwrap_or_default(),
            rest,
        )
    }

    fn expect(text: &str, place: &str, agency: &str, date: &str, rest: &str) {
        let wanted = (place.to_owned(), agency.to_owned(), date.to_owned(), rest.to_owned());
        assert_eq!(read(text), wanted, "{text}");
    }

    #[test]
    fn wire_forms() {
        expect("NAIROBI (Reuters) - Kenya said", "NAIROBI", "Reuters", "", "Kenya said");
        expect("LIMA, March 3 (AFP) – Peru said", "LIMA", "AFP", "March 3", "Peru said");
        expect("HANOI, Vietnam (AP) — Police said", "HANOI, Vietnam", "AP", "", "Police said");
        expect("MOSCOW, March 3. /TASS/. Russia said", "MOSCOW", "TASS", "March 3", "Russia said");
        expect(
            "Kabul [Afghanistan], March 3 (ANI): The envoy",
            "Kabul [Afghanistan]",
            "ANI",
            "March 3",
            "The envoy",
        );
        expect("TEHRAN (Tasnim) – The minister", "TEHRAN", "Tasnim", "", "The minister");
        expect("Tehran, March 3, IRNA – The minister", "Tehran", "IRNA", "March 3", "The minister");
        expect("BEIJING, March 3 (Xinhua) -- China", "BEIJING", "Xinhua", "March 3", "China");
        expect("OUAGADOUGOU – The junta", "OUAGADOUGOU", "", "", "The junta");
        expect("DHAKA: Police said", "DHAKA", "", "", "Police said");
        expect("(Reuters) - Oil rose", "", "Reuters", "", "Oil rose");
        expect("WASHINGTON/BOGOTA (Reuters) - The two", "WASHINGTON/BOGOTA", "Reuters", "", "The two");
    }

    #[test]
    fn printed_dates_before_a_dateline_or_behind_a_label() {
        let found = find(" date 2021-04-07 QUITO – Ecuador said").unwrap();
        assert_eq!(found.moment.unwrap().to_string(), "2021-04-07");
        assert_eq!(found.place.as_deref(), Some("QUITO"));
        assert_eq!(found.range, 1.." date 2021-04-07 QUITO – ".len());
        expect("7 April 2021 | Ecuador said", "", "", "7 April 2021", "Ecuador said");
    }

    #[test]
    fn prose_is_not_a_dateline() {
        for text in [
            "Turkey – a member of NATO – said",
            "2 May 2021 was a quiet day in Oslo.",
            "The UN (United Nations) said on Monday",
            "IAEA: no access to the site, it says",
            "UPDATE: The minister has left",
            "Croatian Union of Cities (HUG) mayors met",
            "IAEA (International Atomic Energy Agency) inspectors left",
            "Egypt (which chairs the group) said",
            "In Paris, March 3 was a holiday",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
