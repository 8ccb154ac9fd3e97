//! Foreign matter inside a paragraph, cut out as blocks of its own.
//!
//! Scrapes that lost their line ends have pointers (`Read more: …`), credits (`(Reporting by …)`),
//! agency sign-offs, and whole lists of teasers in one paragraph with the story. Each is cut where a
//! sentence begins or ends, never inside one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use chancery_record::SegmentKind;
use regex::Regex;

use super::block::{Block, Gap, Hint};
use super::cue;
use super::traits::sentences;

/// The blocks with foreign matter cut out of their paragraphs.
pub(crate) fn split(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.hint.role.is_some() {
            out.push(block);
            continue;
        }
        let parts = parts(&text[block.range.clone()]);
        if parts.is_empty() {
            out.push(block);
            continue;
        }
        for (n, (range, role)) in parts.into_iter().enumerate() {
            let range = trimmed(text, block.range.start + range.start..block.range.start + range.end);
            if range.is_empty() {
                continue;
            }
            let gap = if n == 0 { block.gap } else { Gap::Inline };
            let hint =
                Hint { role: role.map(|(kind, reason)| (kind, Cow::Borrowed(reason))), ..block.hint.clone() };
            out.push(Block { range, gap, hint });
        }
    }
    out
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    range.start + lead..range.start + lead + part.trim().len()
}

type Role = Option<(SegmentKind, &'static str)>;

/// The paragraph in parts that tile it, or nothing where it is whole.
fn parts(text: &str) -> Vec<(Range<usize>, Role)> {
    let mut parts: Vec<(Range<usize>, Role)> = Vec::new();
    let end = sign_off(text).unwrap_or(text.len());
    let list = collapsed_list(&text[..end]).unwrap_or(end);
    let cut_sentences = cut_sentences(&text[..list]);
    let mut at = 0;
    for sentence in sentences(&text[..list]) {
        let range = at..at + sentence.len();
        at = range.end;
        let role = if cue::opens_inline(sentence.trim()) && (range.start > 0 || range.end < end) {
            cue::cue(sentence.trim()).map(|cue| (cue.kind, cue.reason))
        } else if cut_sentences.contains(&range.start) {
            Some((SegmentKind::Teaser, "one of several cut-off sentences in a paragraph"))
        } else {
            None
        };
        match parts.last_mut() {
            Some((last, last_role)) if *last_role == role => last.end = range.end,
            _ => parts.push((range, role)),
        }
    }
    if list < end {
        parts.push((list..end, Some((SegmentKind::Teaser, "list of other stories run into a paragraph"))));
    }
    if end < text.len() {
        parts.push((end..text.len(), Some((SegmentKind::Byline, "agency sign-off"))));
    }
    if parts.len() == 1 && parts[0].1.is_none() { Vec::new() } else { parts }
}

/// Where an agency's name behind the last full stop begins: `… he said. (AFP)`, `… — Reuters`.
fn sign_off(text: &str) -> Option<usize> {
    static SIGN_OFF: OnceLock<Regex> = OnceLock::new();
    let agencies = "(?:AFP|AP|Reuters|EFE|DPA|dpa|ANSA|TASS|Xinhua|IRNA|ISNA|MNA|FNA|Tasnim|Mehr|ANI|IANS|PTI|APP|UPI|WAM|SPA|SANA|QNA|KUNA|BNA|Bernama|Yonhap|Kyodo|Interfax|Ukrinform|Anadolu(?: Agency)?|AA|NNN|Agencies|agencies|News Agencies|Bloomberg|RIA Novosti|Sputnik|Petra)";
    let found = SIGN_OFF
        .get_or_init(|| {
            Regex::new(&format!(
                r#"[.!?]["”’')]*(?P<off>\s*(?:[-–—]+\s*{agencies}(?:\s*[/,]\s*{agencies})*|[(\[/]\s*{agencies}(?:\s*[/,]\s*{agencies})*\s*[)\]/]|[A-Z]{{2,3}}/[A-Z]{{1,3}})\s*\.?)\s*$"#
            ))
            .expect("fixed pattern")
        })
        .captures(text)?;
    found.name("off").map(|off| off.start())
}

/// Where a heading such as `Recent Posts` begins inside the paragraph, if what follows it has at least
/// two cut-off sentences or relative times.
fn collapsed_list(text: &str) -> Option<usize> {
    static HEADING: OnceLock<Regex> = OnceLock::new();
    static AGO: OnceLock<Regex> = OnceLock::new();
    let heading = HEADING.get_or_init(|| {
        Regex::new(r"(?:^|[.!?…”)\]\x22]\s+)(?P<heading>(?:Recent|Related|Latest|Popular|Trending|Recommended|More|Top|Other) (?:Posts?|Articles?|Stories|News|Headlines|Topics|Reads)\b|You (?:[Mm]ay|[Mm]ight) [Aa]lso [Ll]ike\b|Most (?:Read|Popular|Viewed)\b|RELATED(?: (?:STORIES|ARTICLES|NEWS))?\b|RECENT POSTS\b|LATEST NEWS\b)")
            .expect("fixed pattern")
    });
    let ago = AGO.get_or_init(|| {
        Regex::new(r"(?i)\b(?:\d+|an?) (?:second|minute|min|hour|day|week|month|year)s? ago\b")
            .expect("fixed pattern")
    });

    heading.captures_iter(text).find_map(|found| {
        let start = found.name("heading")?.start();
        let tail = &text[start..];
        let cuts = tail.matches('…').count() + tail.matches("...").count();
        (cuts >= 2 || ago.find_iter(tail).count() >= 2).then_some(start)
    })
}

/// Starts of sentences that an ellipsis cuts off outside quotes, where there are two or more of them
/// in the paragraph: excerpts of other stories run together.
fn cut_sentences(text: &str) -> Vec<usize> {
    let mut at = 0;
    let mut starts = Vec::new();
    let mut quotes = 0;
    for sentence in sentences(text) {
        let bare = sentence.trim_end();
        let open_before = quotes % 2 == 1;
        quotes += sentence.chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
        let cut = bare.ends_with('…') || bare.ends_with("...");
        let balanced = !open_before && quotes % 2 == 0;
        if cut && balanced && bare.split_whitespace().count() >= 5 {
            starts.push(at);
        }
        at += sentence.len();
    }
    if starts.len() >= 2 { starts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::block::blocks;

    fn read(text: &str) -> Vec<(&'static str, &str)> {
        split(text, blocks(text))
            .into_iter()
            .map(|block| (block.hint.role.map_or("-", |(kind, _)| kind.name()), &text[block.range]))
            .collect()
    }

    #[test]
    fn pointers_and_credits_are_cut_out() {
        assert_eq!(
            read(
                "Chad closed its border. Read more: Niger recalls its envoy. It gave no reason. (Reporting by A. Name)"
            ),
            [
                ("-", "Chad closed its border."),
                ("links", "Read more: Niger recalls its envoy."),
                ("-", "It gave no reason."),
                ("byline", "(Reporting by A. Name)"),
            ]
        );
    }

    #[test]
    fn a_collapsed_page_ends_at_its_list() {
        let text = "The envoy left on Monday. Recent Posts Oil falls again 3 hours ago Bank raises rates 5 hours ago";
        assert_eq!(read(text)[1].0, "teaser");
        assert_eq!(read(text)[0], ("-", "The envoy left on Monday."));
    }

    #[test]
    fn cut_sentences_in_a_row_are_teasers() {
        let text = "The envoy left on Monday. The bank of Chile has raised its… Six climbers were found on the… He will return.";
        let kinds: Vec<_> = read(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["-", "teaser", "-"]);
    }

    #[test]
    fn agency_names_behind_the_last_stop() {
        assert_eq!(read("The envoy left on Monday. — AFP")[1], ("byline", "— AFP"));
        assert_eq!(read("The envoy left on Monday. (Reuters)")[1], ("byline", "(Reuters)"));
    }

    #[test]
    fn plain_paragraphs_stay_whole() {
        assert_eq!(read("We waited… and nothing came. “They may return…” he said.").len(), 1);
        assert_eq!(read("Related talks were held. The top stories were told.").len(), 1);
    }
}
