//! Questions about a dependency tree that attribution asks in several places.

use std::ops::Range;

use chancery_nlp::Doc;

/// The base form, with the silent e that the lemmatiser drops: "hoped" is of "hope", never of "hop".
///
/// A verb of one syllable that ends in consonant, vowel, consonant doubles its last letter before "-ed" and "-ing";
/// where the form does not, or has "-es" after another letter than a hiss, the base ends in e.
pub(super) fn base(doc: &Doc, token: usize) -> String {
    let lemma = doc.lemma(token).to_lowercase();
    let word = doc.word(token).to_lowercase();
    let stem = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"));
    let is_cut = stem == Some(lemma.as_str()) || word.strip_suffix("es") == Some(lemma.as_str());
    if doc.tag(token).starts_with("VB") && is_cut && is_short_closed(&lemma) {
        return lemma + "e";
    }
    lemma
}

fn is_short_closed(lemma: &str) -> bool {
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    match lemma.as_bytes() {
        [rest @ .., a, b, c] => {
            !is_vowel(*a)
                && is_vowel(*b)
                && !is_vowel(*c)
                && !matches!(c, b'w' | b'x' | b'y' | b's' | b'z')
                && !rest.iter().any(|&r| is_vowel(r))
        }
        _ => false,
    }
}

pub(super) fn child(doc: &Doc, token: usize, deps: &[&str]) -> Option<usize> {
    doc.children(token).iter().map(|&c| c as usize).find(|&c| deps.contains(&doc.dep(c)))
}

pub(super) fn has_child(doc: &Doc, token: usize, deps: &[&str]) -> bool {
    child(doc, token, deps).is_some()
}

/// The children, in order.
pub(super) fn children<'a>(doc: &'a Doc, token: usize) -> impl DoubleEndedIterator<Item = usize> + 'a {
    doc.children(token).iter().map(|&c| c as usize)
}

/// Whether the verb is passive: it has a passive auxiliary or subject, or is a bare participle ("asked by the court").
pub(super) fn is_passive(doc: &Doc, verb: usize) -> bool {
    if doc.tag(verb) != "VBN" || has_child(doc, verb, &["nsubj"]) {
        return false;
    }
    let above = doc.head(verb);
    has_child(doc, verb, &["auxpass", "nsubjpass"])
        || match doc.dep(verb) {
            // "has said and repeated": the second participle shares the auxiliary.
            "conj" if doc.tag(above) == "VBN" => is_passive(doc, above),
            "acl" | "advcl" => !has_perfect(doc, verb),
            _ => false,
        }
}

fn has_perfect(doc: &Doc, verb: usize) -> bool {
    children(doc, verb).any(|c| doc.dep(c) == "aux" && doc.lemma(c) == "have")
}

/// The noun of "by …" after a passive.
pub(super) fn agent(doc: &Doc, verb: usize) -> Option<usize> {
    children(doc, verb)
        .filter(|&c| doc.dep(c) == "agent" || (doc.dep(c) == "prep" && doc.lemma(c) == "by"))
        .find_map(|c| child(doc, c, &["pobj"]))
}

/// Whether the clause has a tensed verb.
pub(super) fn is_finite(doc: &Doc, verb: usize) -> bool {
    matches!(doc.tag(verb), "VBD" | "VBZ" | "VBP" | "MD")
        || children(doc, verb).any(|c| {
            matches!(doc.dep(c), "aux" | "auxpass" | "cop")
                && matches!(doc.tag(c), "VBD" | "VBZ" | "VBP" | "MD")
        })
}

/// Whether an infinitive with "to".
pub(super) fn is_infinitive(doc: &Doc, verb: usize) -> bool {
    children(doc, verb).any(|c| doc.dep(c) == "aux" && doc.tag(c) == "TO")
}

/// The least range of tokens that holds the noun phrase of `head`, without the tokens of `without`'s tree.
pub(super) fn phrase(doc: &Doc, head: usize, without: Option<usize>) -> Range<usize> {
    let tokens = subtree_without(doc, head, without);
    let runs = runs(doc, &tokens);
    let range = runs.into_iter().find(|r| r.contains(&head)).unwrap_or(head..head + 1);
    let mut range = trim(doc, range);
    // A mark whose partner is outside belongs to other words.
    let alone = |range: &Range<usize>, at: usize| {
        is_quote_mark(doc, at) && range.clone().filter(|&t| is_quote_mark(doc, t)).count() == 1
    };
    if range.len() > 1 && alone(&range, range.start) {
        range.start += 1;
    }
    if range.len() > 1 && alone(&range, range.end - 1) {
        range.end -= 1;
    }
    // A mark misread as a noun is its own phrase.
    if range.contains(&head) { range } else { head..head + 1 }
}

/// Most tokens that are taken as one phrase. No sentence is as long; what is taken for one costs no more than that.
const LARGEST: usize = 512;

/// The tokens under `top`, in order, without those under `without`.
pub(super) fn subtree_without(doc: &Doc, top: usize, without: Option<usize>) -> Vec<usize> {
    let mut tokens = vec![top];
    let mut at = 0;
    while at < tokens.len() && tokens.len() < LARGEST {
        tokens.extend(children(doc, tokens[at]).filter(|&c| Some(c) != without));
        at += 1;
    }
    tokens.sort_unstable();
    tokens
}

/// Contiguous ranges of sorted tokens; gaps of nothing but punctuation and space do not part them.
pub(super) fn runs(doc: &Doc, tokens: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            Some(run) if (run.end..token).all(|t| is_mark(doc, t)) => run.end = token + 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

/// Whether punctuation or space.
pub(super) fn is_mark(doc: &Doc, token: usize) -> bool {
    doc.is_space(token) || !doc.word(token).chars().any(char::is_alphanumeric)
}

/// Whether a quotation mark.
pub(super) fn is_quote_mark(doc: &Doc, token: usize) -> bool {
    matches!(doc.word(token), "\"" | "“" | "”" | "''" | "``" | "'" | "‘" | "’" | "«" | "»" | "„" | "‟")
}

/// Without marks at either end, save quotation marks and brackets, which belong to the words inside.
pub(super) fn trim(doc: &Doc, mut range: Range<usize>) -> Range<usize> {
    let idle = |t: usize| {
        is_mark(doc, t) && !is_quote_mark(doc, t) && !matches!(doc.word(t), "(" | ")" | "[" | "]" | "$" | "%")
    };
    while range.len() > 1 && idle(range.start) {
        range.start += 1;
    }
    while range.len() > 1 && idle(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// Number of tokens that are words.
pub(super) fn n_words(doc: &Doc, range: Range<usize>) -> usize {
    range.filter(|&t| !is_mark(doc, t)).count()
}
