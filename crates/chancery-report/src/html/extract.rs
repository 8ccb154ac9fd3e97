//! Finds the article's own text among the blocks of a page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{ExtractionFocus, Options};

use super::page::{DEEPEST, Page};
use crate::content::Block;

/// Most elements of a page that the extractor is given.
const MOST_ELEMENTS: usize = 200_000;

/// A block of so many letters and digits is long enough that finding it in the extractor's text is no
/// accident.
const LONG: usize = 40;

/// Marks the blocks that the page extractor takes for the article's text. Returns why not, where it
/// could not say.
pub(crate) fn mark_article(html: &str, page: &mut Page) -> Result<(), &'static str> {
    if page.depth > DEEPEST {
        return Err("elements nest too deep for the page extractor");
    }
    let mut options = Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_max_tree_size(MOST_ELEMENTS);
    options.exclude_comments = true;
    // The extractor is other people's code on hostile input: a panic there is a page without an answer.
    let extracted = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)));
    let text = match extracted {
        Ok(Ok(result)) => result.content_text,
        Ok(Err(_)) => return Err("the page extractor found no article"),
        Err(_) => return Err("the page extractor failed on this page"),
    };
    let article = key(&text);
    if article.is_empty() {
        return Err("the page extractor found no article");
    }
    mark(page.view.text(), &mut page.blocks, &article);
    Ok(())
}

/// Long blocks are looked for anywhere, in order where they stand twice; short ones only between the
/// long ones around them.
fn mark(text: &str, blocks: &mut [Block], article: &str) {
    let keys: Vec<String> = blocks.iter().map(|block| key(&text[block.range.clone()])).collect();
    let mut place: Vec<Option<(usize, usize)>> = vec![None; blocks.len()];
    let mut from = 0;
    for (n, key) in keys.iter().enumerate().filter(|(_, key)| key.len() >= LONG) {
        let found =
            article[from..].find(key.as_str()).map(|at| from + at).or_else(|| article.find(key.as_str()));
        place[n] = found.map(|at| (at, at + key.len())).or_else(|| mostly_found(key, article));
        if let Some((_, end)) = found.and(place[n]) {
            from = end.min(article.len());
        }
    }
    let anchored: Vec<usize> = (0..blocks.len()).filter(|&n| place[n].is_some()).collect();
    for n in 0..blocks.len() {
        if place[n].is_some() || keys[n].is_empty() || keys[n].len() >= LONG {
            continue;
        }
        let before = anchored.iter().rfind(|&&m| m < n).and_then(|&m| place[m]).map_or(0, |(_, end)| end);
        let after = anchored
            .iter()
            .find(|&&m| m > n)
            .and_then(|&m| place[m])
            .map_or(article.len(), |(start, _)| start);
        let near = |m: Option<&usize>| m.is_some_and(|&m| m.abs_diff(n) <= 12);
        let close = near(anchored.iter().rfind(|&&m| m < n))
            || near(anchored.iter().find(|&&m| m > n))
            || anchored.is_empty();
        if before <= after
            && close
            && article.get(before..after).is_some_and(|gap| gap.contains(keys[n].as_str()))
        {
            place[n] = Some((before, before));
        }
    }
    for (block, place) in blocks.iter_mut().zip(place) {
        block.hint.extracted = place.is_some();
    }
}

/// Where at least four fifths of a long block stands in pieces: the extractor dropped a part of it.
fn mostly_found(key: &str, article: &str) -> Option<(usize, usize)> {
    const PIECE: usize = 24;
    let bounds: Vec<usize> = key.char_indices().map(|(at, _)| at).step_by(PIECE).chain([key.len()]).collect();
    let mut found = 0;
    let mut place = None;
    for pair in bounds.windows(2) {
        if let Some(at) = article.find(&key[pair[0]..pair[1]]) {
            found += 1;
            place = place.or(Some((at, at)));
        }
    }
    (found * 5 >= (bounds.len() - 1) * 4).then_some(place).flatten()
}

/// Letters and digits alone, in lower case.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
