//! What each block is.
//!
//! First every block is read by itself: markup, phrases, times, cut-off endings. Then the blocks are
//! read together: lists that a heading opens ([`super::section`]), the lines around the body
//! ([`super::edge`]), the headline ([`super::headline`]). What remains is body. Where the two kinds of
//! mistake must be weighed, a sentence of another story in the body is the worse one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chancery_record::SegmentKind;

use super::block::{Block, Gap};
use super::cue::{self, Opener};
use super::traits::{Ending, Traits};
use super::{edge, headline, section};
use crate::{dateline, moment};

/// A block with its kind and the reason.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    pub(crate) block: Block,
    pub(crate) kind: SegmentKind,
    pub(crate) reason: Cow<'static, str>,
}

/// What is known around the text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Surroundings<'a> {
    /// The title that metadata gives.
    pub(crate) title: Option<&'a str>,
    /// Whether markup says which blocks are the article's: position rules for plain scrapes stay off.
    pub(crate) marked_up: bool,
}

/// The blocks under judgement; the phases share it.
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a str,
    pub(crate) blocks: Vec<Block>,
    pub(crate) traits: Vec<Traits>,
    pub(crate) labels: Vec<Option<(SegmentKind, Cow<'static, str>)>>,
    pub(crate) openers: Vec<Option<Opener>>,
    /// Whether the block is only a time of publication, absolute or relative.
    pub(crate) times: Vec<bool>,
    pub(crate) surroundings: Surroundings<'a>,
}

impl Sheet<'_> {
    pub(crate) fn len(&self) -> usize {
        self.blocks.len()
    }

    pub(crate) fn words(&self, n: usize) -> &str {
        &self.text[self.blocks[n].range.clone()]
    }

    pub(crate) fn is_open(&self, n: usize) -> bool {
        self.labels[n].is_none()
    }

    /// Whether it is running text that nothing speaks against yet.
    pub(crate) fn is_body_prose(&self, n: usize) -> bool {
        self.is_open(n) && self.traits[n].is_prose()
    }

    pub(crate) fn set(&mut self, n: usize, kind: SegmentKind, reason: &'static str) {
        self.labels[n] = Some((kind, Cow::Borrowed(reason)));
    }

    /// The terms of running text in some blocks.
    pub(crate) fn terms_of(&self, blocks: impl Iterator<Item = usize>) -> BTreeSet<String> {
        let mut terms = BTreeSet::new();
        for n in blocks {
            terms.extend(self.traits[n].terms.iter().cloned());
        }
        terms
    }
}

/// Labels every block.
pub(crate) fn labelled(text: &str, blocks: Vec<Block>, surroundings: Surroundings<'_>) -> Vec<Labelled> {
    let traits = blocks.iter().map(|block| Traits::of(&text[block.range.clone()])).collect();
    let n = blocks.len();
    let mut sheet = Sheet {
        text,
        blocks,
        traits,
        labels: vec![None; n],
        openers: vec![None; n],
        times: vec![false; n],
        surroundings,
    };
    for n in 0..sheet.len() {
        read_alone(&mut sheet, n);
    }
    section::lists(&mut sheet);
    cut_off(&mut sheet);
    section::timed_items(&mut sheet);
    headline::find(&mut sheet);
    edge::tail(&mut sheet);
    if !surroundings.marked_up {
        edge::topical_break(&mut sheet);
        edge::told_in_lists(&mut sheet);
        edge::foreign_lines(&mut sheet);
    }
    edge::strays(&mut sheet);
    let Sheet { blocks, labels, .. } = sheet;
    blocks
        .into_iter()
        .zip(labels)
        .map(|(block, label)| {
            let (kind, reason) = label.unwrap_or((SegmentKind::Body, Cow::Borrowed("running text")));
            Labelled { block, kind, reason }
        })
        .collect()
}

/// What a block says by itself.
fn read_alone(sheet: &mut Sheet<'_>, n: usize) {
    if let Some(role) = sheet.blocks[n].hint.role.clone() {
        let relative = role.0 == SegmentKind::Dateline || cue::is_relative_time(sheet.words(n));
        sheet.labels[n] = Some(role);
        sheet.times[n] = relative;
        return;
    }
    let words = sheet.words(n);
    if cue::is_relative_time(words) {
        sheet.times[n] = true;
        sheet.set(n, SegmentKind::Boilerplate, "relative time");
    } else if is_date_line(words) {
        sheet.times[n] = true;
        sheet.set(n, SegmentKind::Dateline, "line with only a date");
    } else if let Some(cue) = cue::cue(words) {
        sheet.openers[n] = cue.opener;
        sheet.set(n, cue.kind, cue.reason);
    }
}

/// A line that only says when: a date with at most a label, a time, an outlet or section beside it.
fn is_date_line(line: &str) -> bool {
    if line.len() > 100 {
        return false;
    }
    let Some((range, _)) = moment::find(line) else { return is_date_without_year(line) };
    let outside = line[..range.start].split_whitespace().chain(line[range.end..].split_whitespace());
    let words: Vec<&str> = outside.filter(|word| word.chars().any(char::is_alphabetic)).collect();
    words.len() <= 6
        && !line.trim_end().ends_with('.')
        && dateline::find(line).is_none_or(|found| found.place.is_none())
        && (words.len() <= 2 || words.iter().any(|word| is_date_word(word)) || line.contains('|'))
}

fn is_date_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    matches!(
        word.as_str(),
        "published"
            | "updated"
            | "posted"
            | "date"
            | "modified"
            | "time"
            | "gmt"
            | "utc"
            | "est"
            | "edt"
            | "ist"
            | "created"
            | "issued"
            | "on"
    )
}

/// `Monday, 3 May, 14:05` or `May 3` on a line of its own.
fn is_date_without_year(line: &str) -> bool {
    let mut words = line
        .split(|c: char| c.is_whitespace() || c == ',' || c == '|')
        .filter(|word| !word.is_empty())
        .peekable();
    let mut any = false;
    let few = line.len() <= 40;
    let all = few
        && words.peek().is_some()
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let time = bare.contains(':') && bare.chars().all(|c| c.is_ascii_digit() || c == ':');
            let month = bare.len() >= 3
                && moment::month_number(bare).is_some()
                && bare.chars().all(char::is_alphabetic)
                && bare.len() <= 9;
            let weekday = [
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
                "mon",
                "tue",
                "wed",
                "thu",
                "fri",
                "sat",
                "sun",
            ]
            .contains(&bare.to_lowercase().as_str());
            any |= month || weekday || time;
            month
                || weekday
                || time
                || is_date_word(bare)
                || bare.parse::<u8>().is_ok()
                || matches!(bare.to_lowercase().as_str(), "am" | "pm" | "at" | "" | "last")
        });
    all && any && line.bytes().any(|b| b.is_ascii_digit())
}

/// Longest teaser, in words: the longest excerpt that blog software makes by default (WordPress: 55).
const LONGEST_TEASER: usize = 60;

/// A paragraph that an ellipsis cuts off is the beginning of another story, unless it is long, or is
/// all that there is.
fn cut_off(sheet: &mut Sheet<'_>) {
    let prose = (0..sheet.len()).filter(|&n| sheet.is_body_prose(n)).count();
    let cut: Vec<usize> =
        (0..sheet.len()).filter(|&n| sheet.is_open(n) && sheet.traits[n].ending == Ending::Cut).collect();
    if prose == 0 && cut.len() == 1 {
        return;
    }
    for &n in &cut {
        // The extractor vouches for its paragraphs: there it takes two in a row, or a link.
        let neighbour = cut.iter().any(|&m| m.abs_diff(n) == 1 || m.abs_diff(n) == 2);
        if sheet.surroundings.marked_up && !neighbour && sheet.blocks[n].hint.link_share < 0.5 {
            continue;
        }
        let traits = &sheet.traits[n];
        let in_quote = sheet.words(n).matches(['“', '"', '”']).count() % 2 == 1
            && sheet.words(n).contains(['"', '“'])
            && traits.n_sentences > 0;
        if traits.n_words > LONGEST_TEASER
            || (sheet.blocks[n].gap == Gap::Inline)
            || in_quote && traits.n_words > 40
        {
            continue;
        }
        if ends_with_count(sheet.words(n)) {
            continue;
        }
        sheet.set(n, SegmentKind::Teaser, "cut off with an ellipsis");
    }
}

/// `… [+2345 chars]`: the way a news API cuts the report's own text.
fn ends_with_count(text: &str) -> bool {
    text.trim_end().ends_with("chars]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines() {
        for line in [
            "May 3, 2021",
            "Published: 3 May 2021 14:05 GMT",
            "2021-05-03 | Politics",
            "Monday, May 3",
            "Updated May 3, 14:05",
            "03 May 2021 - 12:30",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "On May 3, 2021 the envoy left.",
            "May said so",
            "Talks of 3 May 2021 between the two armies collapse",
            "14",
            "Monday",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}
