//! Sentences and words that a scraper ran together: `interference."Regarding`, `country.In early May`.

use std::sync::OnceLock;

use chancery_record::{Repair, RepairKind};
use regex::Regex;

use crate::mapped::{Edit, Mapped};

/// The text with a space wherever two sentences touched.
pub(crate) fn unglued(mapped: &Mapped, repairs: &mut Vec<Repair>) -> Mapped {
    mapped.edited(&edits(mapped.text()), repairs)
}

fn edits(text: &str) -> Vec<Edit> {
    let mut at: Vec<usize> = Vec::new();
    sentence_joints(text, &mut at);
    dropped_stops(text, &mut at);
    at.sort_unstable();
    at.dedup();
    at.into_iter().map(|at| Edit { range: at..at, with: " ", kind: RepairKind::Unglued }).collect()
}

/// A stop after a lower-case word, number or closing bracket, and a capitalised word right behind it.
///
/// A quote between them closes where the paragraph has an odd number of quotes before it and opens
/// otherwise. Domains, initials (`U.S.Army`) and decimals do not match: the letter before the stop
/// must end a word of two letters or more.
fn sentence_joints(text: &str, at: &mut Vec<usize>) {
    static JOINT: OnceLock<Regex> = OnceLock::new();
    let joint = JOINT.get_or_init(|| {
        Regex::new(r#"(?:\p{Ll}{2}|\p{Lu}{2}|\d|[)\]%"'])([.!?]+)(["')\]]*)(\[?["'(]?\p{Lu}\p{Ll}|["']\p{Lu}|(?:A|I) )"#).expect("fixed pattern")
    });
    let mut from = 0;
    while let Some(found) = joint.captures_at(text, from) {
        let (stop, close, open) = (&found[1], found.get(2).expect("group"), found.get(3).expect("group"));
        from = close.end();
        let word =
            text[..found.get(1).expect("group").start()].rsplit(char::is_whitespace).next().unwrap_or("");
        if is_address(word, text, open.start()) || (stop == "." && is_abbreviation(word)) {
            continue;
        }
        let joint = if close.as_str().contains('"')
            && close.len() == 1
            && open.as_str().starts_with(char::is_uppercase)
        {
            let quotes_before = text[..close.start()].matches('"').count();
            if quotes_before % 2 == 1 { close.end() } else { close.start() }
        } else {
            close.end()
        };
        at.push(joint);
    }
}

/// `www.Site.Com`, `someone@host.Org`, `https://host.Net/Page`.
fn is_address(word: &str, text: &str, next: usize) -> bool {
    let tail = text[next..].split(char::is_whitespace).next().unwrap_or("");
    let whole_has = |needle: &str| word.contains(needle) || tail.contains(needle);
    whole_has("://")
        || whole_has("@")
        || word.to_ascii_lowercase().starts_with("www")
        || tail.contains('/')
        || matches!(
            tail.trim_end_matches(['.', ',', ')']),
            "Com" | "Org" | "Net" | "Info" | "Ir" | "Tr" | "Ru" | "Uk" | "Js" | "NET"
        )
}

fn is_abbreviation(word: &str) -> bool {
    matches!(
        word.trim_start_matches(['"', '\'', '(']),
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "St"
            | "Gen"
            | "Col"
            | "Lt"
            | "Sgt"
            | "Capt"
            | "Maj"
            | "Sen"
            | "Rep"
            | "Gov"
            | "Prof"
            | "Rev"
            | "Hon"
            | "No"
            | "vs"
            | "Ph"
    )
}

/// `in GazaThe minister said`: a paragraph that lost its full stop with its line break. Only before
/// words that open sentences and end no name.
fn dropped_stops(text: &str, at: &mut Vec<usize>) {
    static DROPPED: OnceLock<Regex> = OnceLock::new();
    let dropped = DROPPED.get_or_init(|| {
        Regex::new(
            r"\p{Ll}{3}((?:The|He|She|They|According|Meanwhile|However|Earlier|Speaking|During) \p{L})",
        )
        .expect("fixed pattern")
    });
    at.extend(dropped.captures_iter(text).filter_map(|found| Some(found.get(1)?.start())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        unglued(&Mapped::identity(text), &mut Vec::new()).text().to_owned()
    }

    #[test]
    fn sentences_are_parted() {
        assert_eq!(clean("The talks ended.In May, Ghana left."), "The talks ended. In May, Ghana left.");
        assert_eq!(clean("Is it over?Nobody knows."), "Is it over? Nobody knows.");
        assert_eq!(clean("aid to Laos.A deal"), "aid to Laos. A deal");
        assert_eq!(clean("It was 2019.The envoy left."), "It was 2019. The envoy left.");
        assert_eq!(clean("joined the WTO.Its chief"), "joined the WTO. Its chief");
    }

    #[test]
    fn quotes_close_or_open_by_parity() {
        assert_eq!(
            clean(r#""We reject interference."Regarding Mali, he"#),
            r#""We reject interference." Regarding Mali, he"#
        );
        assert_eq!(
            clean(r#"Talks failed."We will try again," she said."#),
            r#"Talks failed. "We will try again," she said."#
        );
    }

    #[test]
    fn a_stop_lost_with_its_line_break() {
        assert_eq!(clean("a truce in DarfurThe minister said"), "a truce in Darfur The minister said");
    }

    #[test]
    fn names_and_addresses_are_left_alone() {
        for text in [
            "the U.S.Army base",
            "see www.Example.Com for more",
            "Mr.Smith left",
            "at 3.5 percent",
            "YouTube said so",
            "mail press@office.Gov now",
            "the J.R.Smith case",
            "on ASP.NET sites",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
