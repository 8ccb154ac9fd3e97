//! The phrases by which web pages say what a line is, read from `data/cues.tsv`.

use std::sync::OnceLock;

use chancery_record::SegmentKind;
use regex::{Regex, RegexSet};

/// How much of a page's list of other stories follows its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opener {
    /// A heading of the page: the list may run to the end.
    Strong,
    /// A pointer inside the text: a line or two.
    Weak,
    /// Nothing of the report follows.
    Last,
}

/// What a phrase says of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) kind: SegmentKind,
    pub(crate) opener: Option<Opener>,
    pub(crate) reason: &'static str,
}

struct Rule {
    cue: Cue,
    /// At most this many words in the line.
    longest: usize,
}

struct Cues {
    set: RegexSet,
    rules: Vec<Rule>,
    inline: Regex,
}

fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(|| {
        let mut patterns = Vec::new();
        let mut rules = Vec::new();
        let mut inline = Vec::new();
        for row in include_str!("../../data/cues.tsv").lines() {
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let fields: Vec<&'static str> = row.split('\t').collect();
            let [kind, scope, pattern, reason] = fields[..] else { panic!("cues.tsv: four columns: {row}") };
            let pattern = pattern.replace('\'', "['’‘]");
            let opener = match (kind, scope) {
                ("section", "strong") => Some(Opener::Strong),
                ("section", "weak") => Some(Opener::Weak),
                ("section", "last") => Some(Opener::Last),
                _ => None,
            };
            let kind = if opener.is_some() {
                SegmentKind::Links
            } else {
                SegmentKind::from_name(kind).expect("a segment kind")
            };
            patterns.push(match scope {
                "strong" | "weak" | "last" => format!(r"(?i)^\W{{0,4}}(?:{pattern})\s*[:…»›>→|!-]*\s*$"),
                "line" => format!(r"(?i)^(?:{pattern})$"),
                "start" | "short" => format!(r"(?i)^[\s*•·\[(|>»-]{{0,4}}(?:{pattern})"),
                "inline" => {
                    inline.push(pattern.clone());
                    format!(r"(?i)^[\s*•·\[(|>»-]{{0,4}}(?:{pattern})")
                }
                "any" => format!(r"(?i)(?:{pattern})"),
                other => panic!("cues.tsv: no scope {other}"),
            });
            let longest = match scope {
                "short" => 25,
                "inline" => 40,
                _ => usize::MAX,
            };
            rules.push(Rule { cue: Cue { kind, opener, reason }, longest });
        }
        let set =
            regex::RegexSetBuilder::new(&patterns).size_limit(1 << 28).build().expect("patterns of cues.tsv");
        let inline = inline.into_iter().map(|pattern| format!("(?:{pattern})")).collect::<Vec<_>>().join("|");
        Cues { set, rules, inline: Regex::new(&format!("(?i)^(?:{inline})")).expect("patterns of cues.tsv") }
    })
}

/// The longest line, in bytes, whose phrases are looked up: notices and captions are shorter.
const LONGEST_LINE: usize = 1200;

/// What the phrases of a line say of it; the first rule of the table that fits.
pub(crate) fn cue(line: &str) -> Option<Cue> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    if !line.contains('*')
        && line.contains(|c: char| c.is_ascii_digit())
        && !line.contains(char::is_alphabetic)
    {
        // Numbers alone are cells of a table as often as counters.
        return None;
    }
    let cues = cues();
    let words = line.split_whitespace().count();
    cues.set
        .matches(line)
        .iter()
        .map(|n| &cues.rules[n])
        .find(|rule| words <= rule.longest)
        .map(|rule| rule.cue)
}

/// Whether a sentence inside a paragraph begins with a phrase that belongs to the page.
pub(crate) fn opens_inline(sentence: &str) -> bool {
    cues().inline.is_match(sentence)
}

/// `9 hours ago`, `2d`, `just now`, `Yesterday, 14:05`.
pub(crate) fn is_relative_time(line: &str) -> bool {
    static AGO: OnceLock<Regex> = OnceLock::new();
    line.len() <= 60
        && AGO
            .get_or_init(|| {
                Regex::new(r"(?i)^\W*(?:(?:posted|published|updated|last updated|by .{2,30}?|\d+ comments?)\s*[:|•·,-]?\s*)?(?:(?:about |over |almost )?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|months?|y|yrs?|years?)\.?(?:\s*,?\s*(?:and )?\d+\s*(?:m|mins?|minutes?|hours?))?\s*ago|\d+\s?[hdmw]|just now|moments ago|yesterday(?:,? (?:at )?\d{1,2}[:.]\d{2}.{0,5})?|today,? (?:at )?\d{1,2}[:.]\d{2}.{0,5}|last (?:week|month|year))\W*(?:\d+\s*min(?:ute)?s? read)?\W*$")
                    .expect("fixed pattern")
            })
            .is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<&'static str> {
        cue(line).map(|cue| cue.kind.name())
    }

    #[test]
    fn lines_of_pages() {
        for (line, expected) in [
            ("Recent Posts", "links"),
            ("You may also like", "links"),
            ("Read more: Chile recalls envoy from Lima", "links"),
            ("ALSO READ | Chile recalls envoy", "links"),
            ("(Reporting by Ana Sousa; Editing by Per Holm)", "byline"),
            ("By Ana Sousa", "byline"),
            ("By Ana Sousa and Per Holm, Lisbon", "byline"),
            ("MNA/PR", "byline"),
            ("Source: Xinhua", "byline"),
            ("Share on Facebook", "boilerplate"),
            ("3 min read", "boilerplate"),
            ("Home > World > Africa", "boilerplate"),
            ("Advertisement", "boilerplate"),
            ("© 2021 Example News. All rights reserved.", "disclaimer"),
            ("The views expressed in this article are the author’s own.", "disclaimer"),
            ("This article was originally published by The Conversation.", "disclaimer"),
            ("FILE PHOTO: Soldiers in Bamako, Mali, May 3, 2019. REUTERS/A. Name", "caption"),
            ("The market of Bamako on Monday (AP Photo/A. Name)", "caption"),
        ] {
            assert_eq!(kind(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn sentences_of_reports() {
        for line in [
            "By Monday the army had left the town.",
            "The envoy said the remarks do not reflect the policy of his government.",
            "Related talks were held in Vienna.",
            "The report may not be published before June.",
            "The minister said the two sides would read the text again.",
            "More from the convoy arrived on Friday, the Red Cross said.",
            "Sources: two diplomats and an aide said the same.",
            "Top officials of both countries attended.",
            "The latest round of talks ended on Monday.",
            "Video of the strike was shown on state television.",
            "Join us or leave, the general told the rebels on Sunday.",
            "The embassy was closed for a week. (AFP)",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }

    #[test]
    fn relative_times() {
        for line in
            ["9 hours ago", "an hour ago", "2d", "Just now", "Updated 3 mins ago", "yesterday", "1 year ago"]
        {
            assert!(is_relative_time(line), "{line}");
        }
        for line in ["Two years ago the war began.", "Yesterday the minister left", "3 May"] {
            assert!(!is_relative_time(line), "{line}");
        }
    }
}
