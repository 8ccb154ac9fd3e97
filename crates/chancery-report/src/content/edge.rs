//! The lines below the body, and paragraphs there that are about something else.

use chancery_record::SegmentKind;

use super::block::{Gap, ends_in_function_word};
use super::label::Sheet;
use super::traits::Ending;

/// Labels lines without a sentence below the last running text.
///
/// A long one on the report's topic that breaks off inside a sentence is the end of a cut-off scrape
/// and stays.
pub(crate) fn tail(sheet: &mut Sheet<'_>) {
    let Some(last) = (0..sheet.len()).rfind(|&n| sheet.is_body_prose(n)) else { return };
    let body: Vec<usize> = (0..=last).filter(|&n| sheet.is_body_prose(n)).collect();
    let terms = sheet.terms_of(body.into_iter());
    for n in last + 1..sheet.len() {
        if !sheet.is_open(n) || sheet.blocks[n].gap == Gap::Inline {
            continue;
        }
        let traits = &sheet.traits[n];
        let words = sheet.words(n);
        let shared = traits.shared(&terms);
        let broken_off = traits.n_words >= 10
            && !is_title_case(words)
            && (ends_in_function_word(words) && shared >= 1 || traits.n_words >= 18 && shared >= 2);
        let count = traits.ending == Ending::Cut && words.trim_end().ends_with("chars]");
        let list_of_own = sheet.surroundings.marked_up
            && sheet.blocks[n].hint.extracted
            && sheet.blocks[n].hint.link_share < 0.5;
        if broken_off || count || list_of_own || traits.n_words > 60 {
            continue;
        }
        sheet.set(n, SegmentKind::Links, "line without a sentence below the running text");
    }
}

/// Whether most words of four letters and more begin with a capital, as headlines have it.
fn is_title_case(text: &str) -> bool {
    let long: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() >= 4).collect();
    let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    capitals * 4 >= long.len() * 3
}

/// Labels single sentences at the end that share nothing with the report and nothing with each other:
/// teasers that happen to be whole. One alone may be a last word on something else, so it takes two.
pub(crate) fn topical_break(sheet: &mut Sheet<'_>) {
    let prose: Vec<usize> = (0..sheet.len()).filter(|&n| sheet.is_body_prose(n)).collect();
    let mut cut = prose.len();
    while cut > 3 {
        let n = prose[cut - 1];
        let traits = &sheet.traits[n];
        let single = traits.n_sentences <= 1
            && traits.n_words <= 45
            && sheet.blocks[n].gap != Gap::Inline
            && traits.terms.len() >= 3;
        let rest = sheet.terms_of(prose.iter().copied().filter(|&m| m != n));
        if !single || traits.shared(&rest) > 0 || continues_speech(sheet.words(n)) {
            break;
        }
        cut -= 1;
    }
    if prose.len() - cut >= 2 && cut * 2 >= prose.len() {
        for &n in &prose[cut..] {
            sheet.set(n, SegmentKind::Teaser, "shares nothing with the report or its neighbours");
        }
    }
}

/// A sentence that leans on the one before it: a quotation, a pronoun, a connective.
fn continues_speech(text: &str) -> bool {
    const LEANING: [&str; 22] = [
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "however",
        "meanwhile",
        "also",
        "instead",
        "there",
        "such",
        "we",
        "i",
    ];
    let first = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let quoted = text.contains(['"', '“', '”']);
    let word = first.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    quoted || LEANING.contains(&word.as_str())
}

/// Labels lines inside the body that are headlines of other stories: not a sentence, too long for a
/// subheading, and nothing in them is spoken of in the body. Lists that a colon opens are the body's.
pub(crate) fn foreign_lines(sheet: &mut Sheet<'_>) {
    let prose: Vec<usize> = (0..sheet.len()).filter(|&n| sheet.is_body_prose(n)).collect();
    let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else { return };
    let terms = sheet.terms_of(prose.into_iter());
    let mut in_list = false;
    for n in first..last {
        let traits = &sheet.traits[n];
        if traits.is_prose() || !sheet.is_open(n) {
            in_list = traits.ending == Ending::Colon;
            continue;
        }
        let words = sheet.words(n);
        let item = in_list || words.starts_with(['-', '•', '*', '–', '—', '·', '▪', '●', '"', '“', '‘']);
        let question = words.ends_with('?');
        if !item
            && !question
            && sheet.blocks[n].gap != Gap::Inline
            && traits.n_words >= 5
            && traits.shared(&terms) == 0
        {
            sheet.set(n, SegmentKind::Links, "line inside the text about something else");
        }
    }
}

/// Labels a single sentence that a list of other stories tells as its headline and that the rest of
/// the body does not speak of: a whole teaser that was shuffled into the text.
pub(crate) fn told_in_lists(sheet: &mut Sheet<'_>) {
    let listed: Vec<usize> = (0..sheet.len())
        .filter(|&n| sheet.labels[n].as_ref().is_some_and(|(kind, _)| *kind == SegmentKind::Links))
        .collect();
    let prose: Vec<usize> = (0..sheet.len()).filter(|&n| sheet.is_body_prose(n)).collect();
    if prose.len() < 3 {
        return;
    }
    for &n in &prose {
        let traits = &sheet.traits[n];
        if traits.n_sentences > 1 || !listed.iter().any(|&m| traits.shared(&sheet.traits[m].terms) >= 3) {
            continue;
        }
        let rest = sheet.terms_of(prose.iter().copied().filter(|&m| m != n));
        if traits.shared(&rest) <= 1 && !continues_speech(sheet.words(n)) {
            sheet.set(n, SegmentKind::Teaser, "a list of other stories has it as a headline");
        }
    }
}

/// Labels the headline of a teaser: a line without a sentence right above one.
pub(crate) fn strays(sheet: &mut Sheet<'_>) {
    for n in (0..sheet.len().saturating_sub(1)).rev() {
        let heads_teaser = sheet.labels[n + 1].as_ref().is_some_and(|(kind, _)| *kind == SegmentKind::Teaser);
        let traits = &sheet.traits[n];
        if heads_teaser
            && sheet.is_open(n)
            && !traits.is_prose()
            && traits.n_words >= 3
            && sheet.blocks[n + 1].gap != Gap::Inline
        {
            sheet.set(n, SegmentKind::Links, "headline of a teaser");
        }
    }
}
