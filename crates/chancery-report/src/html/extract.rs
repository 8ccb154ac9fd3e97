//! Finds the article's own text among the blocks of a page.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{ExtractionFocus, Options};

use super::page::{DEEPEST, Page};
use crate::content::Block;

/// Most elements of a page that the extractor is given.
const MOST_ELEMENTS: usize = 200_000;

/// A block of so many letters and digits is long enough that finding it in the extractor's text is no
/// accident.
const LONG: usize = 40;

/// A short block may stand so many blocks from a long one of the article,
const NEAR: usize = 12;

/// or anywhere where so many letters of the article are between its neighbours: tables, lists.
const WIDE: usize = 300;

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

/// Long blocks are looked for anywhere, each in a stretch of the article that no block before it has
/// taken, since pages carry hidden copies; short ones only between the long ones around them.
fn mark(text: &str, blocks: &mut [Block], article: &str) {
    let keys: Vec<String> = blocks.iter().map(|block| key(&text[block.range.clone()])).collect();
    let mut place: Vec<Option<(usize, usize)>> = vec![None; blocks.len()];
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for n in by_company(&keys, article) {
        let key = &keys[n];
        // In order with what is found around it, where the same words stand in the article twice.
        let from = place[..n].iter().rev().flatten().next().map_or(0, |(_, end)| *end);
        let found = free(&taken, article, key, from).or_else(|| free(&taken, article, key, 0));
        place[n] = found.map(|at| (at, at + key.len())).or_else(|| mostly_found(key, article, &taken));
        if let Some((start, end)) = place[n] {
            taken.insert(start, end);
        }
    }
    let anchored: Vec<usize> = (0..blocks.len()).filter(|&n| place[n].is_some()).collect();
    for n in 0..blocks.len() {
        if place[n].is_some() || keys[n].is_empty() || keys[n].len() >= LONG {
            continue;
        }
        let at = anchored.partition_point(|&m| m < n);
        let (above, below) = (at.checked_sub(1).map(|at| anchored[at]), anchored.get(at).copied());
        let before = above.and_then(|m| place[m]).map_or(0, |(_, end)| end);
        let after = below.and_then(|m| place[m]).map_or(article.len(), |(start, _)| start);
        // Repeated lines may have been found in another order; then what follows the one above counts.
        let after = if before <= after { after } else { boundary(article, before + WIDE) };
        let near = |m: Option<usize>| m.is_some_and(|m| m.abs_diff(n) <= NEAR);
        let wide = before + WIDE < after;
        if (near(above) || near(below) || wide || anchored.is_empty())
            && article.get(before..after).is_some_and(|gap| gap.contains(keys[n].as_str()))
        {
            place[n] = Some((before, before));
        }
    }
    for (block, place) in blocks.iter_mut().zip(place) {
        block.hint.extracted = place.is_some();
    }
}

/// The long blocks, those first that stand among most text of the article: the article itself comes
/// before a copy of one of its sentences elsewhere on the page.
fn by_company(keys: &[String], article: &str) -> Vec<usize> {
    const AROUND: usize = 8;
    let found: Vec<usize> = keys
        .iter()
        .map(|key| if key.len() >= LONG && article.contains(key.as_str()) { key.len() } else { 0 })
        .collect();
    let company =
        |n: usize| found[n.saturating_sub(AROUND)..(n + AROUND + 1).min(found.len())].iter().sum::<usize>();
    let mut order: Vec<(usize, usize)> =
        (0..keys.len()).filter(|&n| keys[n].len() >= LONG).map(|n| (company(n), n)).collect();
    order.sort_by_key(|&(company, n)| (std::cmp::Reverse(company), n));
    order.into_iter().map(|(_, n)| n).collect()
}

/// The nearest place at or below `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Where the key stands in the article from a place on, outside what is taken.
fn free(taken: &BTreeMap<usize, usize>, article: &str, key: &str, from: usize) -> Option<usize> {
    let mut from = from;
    for _ in 0..16 {
        let at = from + article.get(from..)?.find(key)?;
        if !overlaps(taken, at, at + key.len()) {
            return Some(at);
        }
        from = at + key.chars().next().map_or(1, char::len_utf8);
    }
    None
}

fn overlaps(taken: &BTreeMap<usize, usize>, start: usize, end: usize) -> bool {
    taken.range(..end).next_back().is_some_and(|(_, taken_end)| *taken_end > start)
}

/// Where at least four fifths of a long block stands in pieces: the extractor dropped a part of it.
fn mostly_found(key: &str, article: &str, taken: &BTreeMap<usize, usize>) -> Option<(usize, usize)> {
    const PIECE: usize = 24;
    let bounds: Vec<usize> = key.char_indices().map(|(at, _)| at).step_by(PIECE).chain([key.len()]).collect();
    let mut found = 0;
    let mut place = None;
    for pair in bounds.windows(2) {
        if let Some(at) = article.find(&key[pair[0]..pair[1]]) {
            if overlaps(taken, at, at + PIECE / 2) {
                continue;
            }
            found += 1;
            place = place.or(Some((at, at + PIECE)));
        }
    }
    (found * 5 >= (bounds.len() - 1) * 4).then_some(place).flatten()
}

/// Letters and digits alone, in lower case.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
