//! Lines learned across a batch: what recurs in many reports of one outlet is the outlet's, not the
//! report's.
//!
//! A line counts once for each *story*: reports whose longest paragraph is the same are one story, so
//! that a wire text in ten files does not make its own sentences recur. Whole sentences are only
//! taken at the edges of a text ([`crate::content`] asks for position), since agencies repeat
//! background paragraphs inside theirs.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

/// Stories of one outlet that must have a line before it is the outlet's.
const STORIES: usize = 4;

/// Share of an outlet's stories that must have it, as one in so many.
const ONE_IN: usize = 12;

/// Most lines remembered, about 64 bytes each; beyond it those seen once are forgotten, and everything
/// where that is not enough.
const MOST_LINES: usize = 1_000_000;

/// Most stories counted for one line; more do not change the answer.
const MOST_STORIES: usize = 4096;

/// Lines seen so far, by outlet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Learned {
    outlets: BTreeMap<String, OutletLines>,
    n_lines: usize,
}

#[derive(Debug, Clone, Default)]
struct OutletLines {
    stories: BTreeSet<u64>,
    n_stories: usize,
    lines: BTreeMap<u64, Line>,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    n_stories: u32,
    last_story: u64,
}

impl Learned {
    /// Counts the lines of one report.
    pub(crate) fn add<'a>(&mut self, outlet: &str, lines: impl Iterator<Item = &'a str> + Clone) {
        let Some(longest) = lines.clone().max_by_key(|line| line.len()) else { return };
        let story = digest(longest);
        let known = self.outlets.entry(outlet.to_owned()).or_default();
        if known.stories.contains(&story) {
            return;
        }
        known.stories.insert(story);
        known.n_stories += 1;
        let n_before = known.lines.len();
        for line in lines {
            let entry = known.lines.entry(digest(line)).or_insert(Line { n_stories: 0, last_story: !story });
            if entry.last_story != story && (entry.n_stories as usize) < MOST_STORIES {
                entry.n_stories += 1;
                entry.last_story = story;
            }
        }
        self.n_lines += known.lines.len() - n_before + 1;
        if self.n_lines > MOST_LINES {
            self.forget();
        }
    }

    fn forget(&mut self) {
        for known in self.outlets.values_mut() {
            known.lines.retain(|_, line| line.n_stories > 1);
        }
        let count = |outlets: &BTreeMap<String, OutletLines>| {
            outlets.values().map(|known| known.lines.len() + known.stories.len()).sum::<usize>()
        };
        if count(&self.outlets) > MOST_LINES / 2 {
            self.outlets.clear();
        }
        self.n_lines = count(&self.outlets);
    }

    /// In how many stories of the outlet, of how many, the line stands, where that makes it the
    /// outlet's own.
    pub(crate) fn recurs(&self, outlet: &str, line: &str) -> Option<(usize, usize)> {
        let known = self.outlets.get(outlet)?;
        let n = known.lines.get(&digest(line))?.n_stories as usize;
        (n >= STORIES && n * ONE_IN >= known.n_stories.min(MOST_STORIES)).then_some((n, known.n_stories))
    }
}

/// Sixty-four bits of a line's hash, without regard to case and spaces.
fn digest(line: &str) -> u64 {
    let mut hash = Sha256::new();
    for word in line.split_whitespace() {
        hash.update(word.to_lowercase().as_bytes());
        hash.update(b" ");
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learn(texts: &[&str]) -> Learned {
        let mut learned = Learned::default();
        for text in texts {
            learned.add("example.org", text.lines());
        }
        learned
    }

    #[test]
    fn a_line_of_four_stories_recurs() {
        let texts: Vec<String> =
            (0..4).map(|n| format!("Story {n} is longer than its footer.\nWritten in Lomé")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let learned = learn(&texts);
        assert_eq!(learned.recurs("example.org", "written in  Lomé"), Some((4, 4)));
        assert_eq!(learned.recurs("example.org", "Story 1 is longer than its footer."), None);
        assert_eq!(learned.recurs("elsewhere.org", "Written in Lomé"), None);
        assert_eq!(learn(&texts[..3]).recurs("example.org", "Written in Lomé"), None);
    }

    #[test]
    fn copies_of_one_story_count_once() {
        let learned = learn(&["One wire story that is long.\nIts second line."; 9]);
        assert_eq!(learned.recurs("example.org", "Its second line."), None);
    }
}
