//! Whether two acts tell of one thing in other words: what the words of each are about, and which of them say
//! that something else is meant.

use std::ops::Range;

use super::act::Act;
use super::scene::Scene;
use crate::clauses::{PredicateKind, Relation, SettingKind};
use crate::resolve::{Actor, ActorKind};

/// Verbs that leave it to their object or content to say what is done: "announced *restrictions*", "sought an
/// *intervention*", "began to *withdraw*".
const BEARERS: [&str; 36] = [
    "agree",
    "announce",
    "begin",
    "carry out",
    "conduct",
    "continue",
    "declare",
    "decide",
    "do",
    "get",
    "give",
    "go",
    "have",
    "help",
    "hold",
    "impose",
    "intend",
    "introduce",
    "issue",
    "launch",
    "make",
    "offer",
    "order",
    "plan",
    "pledge",
    "promise",
    "provide",
    "say",
    "seek",
    "start",
    "take",
    "undertake",
    "unveil",
    "vow",
    "vote",
    "want",
];

/// Endings by which English makes nouns of verbs, and those of its verb forms; the longest first.
const ENDINGS: [&str; 22] = [
    "ations", "ition", "ation", "ments", "tions", "ment", "tion", "sion", "ance", "ence", "ings", "ing",
    "als", "ion", "ure", "al", "ee", "er", "or", "ed", "e", "s",
];

/// Shortest stem that tells one word family from another.
const STEM: usize = 5;

/// Nouns of what somebody had to do with a thing, which say nothing of what it was.
const PARTS: [&str; 8] =
    ["involvement", "responsibility", "role", "part", "complicity", "hand", "participation", "guilt"];

/// Nouns that stand for anything told before, after "the", "this" or "such".
const STANDINS: [&str; 12] = [
    "act", "action", "change", "decision", "measure", "move", "plan", "policy", "proposal", "step", "idea",
    "practice",
];

/// Words before a noun by which it is another than the one told of.
const OTHERS: [&str; 15] = [
    "another",
    "other",
    "further",
    "more",
    "additional",
    "separate",
    "similar",
    "earlier",
    "previous",
    "past",
    "former",
    "next",
    "subsequent",
    "later",
    "fresh",
];

/// Adverbs by which an act is another than the one told of.
const BEFORE: [&str; 8] =
    ["previously", "formerly", "historically", "before", "again", "twice", "separately", "elsewhere"];

/// Words that differ in stem and not in what they say of one pair: of two at odds, of one sent out, convicted, let go.
const SAYING_ALIKE: [&[&str]; 6] = [
    &["free", "release", "liberate", "freeing"],
    &["withdraw", "pull", "leave", "withdrawal", "pullout"],
    &["resign", "quit", "resignation", "step"],
    &["fight", "battle", "combat", "war", "defeat", "fighting"],
    &["expel", "deport", "expulsion", "deportation", "leave"],
    &["jail", "imprison", "sentence", "convict", "imprisonment", "conviction"],
];

/// The part of a word that its family shares: "restriction" and "restrict" have "restric" and "restrict".
fn stem(word: &str) -> &str {
    let ending = ENDINGS.iter().find(|e| word.len() >= e.len() + STEM && word.ends_with(**e));
    ending.map_or(word, |e| &word[..word.len() - e.len()])
}

/// Whether two words are of one family.
fn are_kin(one: &str, other: &str) -> bool {
    let (a, b) = (stem(one), stem(other));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let are_alike = SAYING_ALIKE.iter().any(|words| words.contains(&one) && words.contains(&other));
    one == other
        || a == b
        || are_alike
        || short.len() >= STEM && long.starts_with(short) && long.len() <= short.len() + 2
}

/// What an act's own words are about: its verb or event noun, and behind a verb that only bears another word,
/// that word.
fn matter(scene: &Scene<'_>, act: &Act) -> Vec<String> {
    let mut found = Vec::new();
    add_matter(scene, act.clause, &mut found, 2);
    found
}

fn add_matter(scene: &Scene<'_>, number: u32, found: &mut Vec<String>, steps: usize) {
    let clause = scene.clause(number);
    let predicate = &clause.predicate;
    let noun = |head: u32| scene.doc.lemma(head as usize).to_lowercase();
    if predicate.kind != PredicateKind::Verb {
        found.push(noun(predicate.head));
        found.extend(predicate.noun_verb.map(str::to_owned));
        return;
    }
    if !BEARERS.contains(&predicate.lemma.as_str()) {
        found.push(predicate.lemma.split(' ').next().unwrap_or_default().to_owned());
        return;
    }
    let is_thing = |head: u32| scene.doc.pos(head as usize) == "NOUN";
    found.extend(clause.objects().filter(|p| is_thing(p.head)).map(|p| noun(p.head)));
    let below = scene.clauses.below(number).iter().copied();
    let contents = below.filter(|&c| {
        let relation = scene.clause(c).link.map(|l| l.relation);
        matches!(relation, Some(Relation::Complement | Relation::Argument(_)))
    });
    for content in contents.filter(|_| steps > 0) {
        add_matter(scene, content, found, steps - 1);
    }
}

/// Whether the verbs or event nouns of two acts are of one family.
pub(super) fn is_of_one_family(scene: &Scene<'_>, one: &Act, other: &Act) -> bool {
    let (one, other) = (matter(scene, one), matter(scene, other));
    one.iter().any(|a| other.iter().any(|b| are_kin(a, b)))
}

/// Whether two phrases are about the same: half of the shorter one's words of content are in the other, or both
/// have one head noun, or one of them only stands for what was told before.
pub(super) fn shares_words(scene: &Scene<'_>, one: Range<usize>, other: Range<usize>) -> bool {
    let words = |range: Range<usize>| -> Vec<String> {
        let mut found: Vec<String> = range
            .filter(|&t| matches!(scene.doc.pos(t), "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM"))
            .map(|t| scene.doc.lemma(t).to_lowercase())
            .filter(|w| w != "such")
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let top = |range: &Range<usize>| {
        range.clone().find(|&t| !range.contains(&scene.doc.head(t)) || scene.doc.is_root(t))
    };
    // "the adviser's resignation", "his resignation, which was given": the same thing.
    let head = |range: &Range<usize>| {
        let top = top(range).filter(|&t| matches!(scene.doc.pos(t), "NOUN" | "VERB"))?;
        Some((top, scene.doc.lemma(top).to_lowercase()))
    };
    let (head_one, head_other) = (head(&one), head(&other));
    let is_known = |t: usize| {
        scene.doc.children(t).iter().any(|&c| {
            matches!(
                scene.doc.word(c as usize).to_lowercase().as_str(),
                "the" | "this" | "that" | "such" | "these" | "those" | "any" | "all"
            )
        })
    };
    let stands_in = |head: &Option<(usize, String)>| {
        head.as_ref().is_some_and(|(t, noun)| {
            PARTS.contains(&noun.as_str()) || STANDINS.contains(&noun.as_str()) && is_known(*t)
        })
    };
    if stands_in(&head_one) || stands_in(&head_other) {
        return true;
    }
    let same_head = head_one.is_some_and(|(_, a)| {
        !BEARERS.contains(&a.as_str()) && head_other.is_some_and(|(_, b)| are_kin(&a, &b))
    });
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|a| other.iter().any(|b| are_kin(a, b))).count();
    2 * shared >= one.len().min(other.len()) && shared > 0 || same_head
}

/// Whether an act's own words say that it is another than one told of: "in *other* parts of the city",
/// "*earlier* attacks", "attacked them *previously*".
pub(super) fn is_another(scene: &Scene<'_>, act: &Act) -> bool {
    let clause = scene.clause(act.clause);
    let doc = scene.doc;
    let is_word = |t: usize, list: &[&str]| list.contains(&doc.word(t).to_lowercase().as_str());
    // "generals and other officers" are not another party than the generals.
    let is_other = |head: u32| {
        let head = head as usize;
        matches!(doc.pos(head), "NOUN" | "PROPN")
            && doc.dep(head) != "conj"
            && doc.children_by(head, &["amod", "det", "advmod"]).any(|t| is_word(t, &OTHERS))
    };
    let own = clause.participants.iter().filter(|p| !act.source.iter().any(|s| s.head == p.head));
    let heads = own.map(|p| p.head).chain(clause.settings.iter().map(|s| s.head));
    let adverbs = clause.settings.iter().filter(|s| s.kind == SettingKind::Time && s.preposition.is_none());
    let verb = clause.predicate.verb.unwrap_or(clause.predicate.head);
    if heads.chain([clause.predicate.head]).any(is_other) {
        return true;
    }
    // Words may be said again; a deed done again is another.
    !act.is_of_words()
        && (adverbs.map(|s| s.head as usize).any(|t| is_word(t, &BEFORE) && doc.children(t).is_empty())
            || doc
                .children_by(verb as usize, &["advmod"])
                .any(|t| is_word(t, &BEFORE) && doc.children(t).is_empty()))
}

/// Whether an act's words add it to one told before: "*also* called for".
pub(super) fn is_further(scene: &Scene<'_>, act: &Act) -> bool {
    let predicate = &scene.clause(act.clause).predicate;
    let verb = predicate.verb.unwrap_or(predicate.head) as usize;
    let mut adverbs = scene.doc.children_by(verb, &["advmod"]);
    adverbs.any(|t| matches!(scene.doc.word(t).to_lowercase().as_str(), "also" | "additionally" | "moreover"))
}

/// Whether a body's name is the other's cut short: "the House", "the US House of Representatives".
pub(super) fn is_short_for(one: &Actor, other: &Actor) -> bool {
    let words = |actor: &Actor| -> Vec<String> {
        let is_name = |w: &&str| w.starts_with(char::is_uppercase);
        actor.name.split_whitespace().filter(is_name).map(str::to_lowercase).collect()
    };
    let (short, long) = if one.name.len() < other.name.len() { (one, other) } else { (other, one) };
    let (short_words, long_words) = (words(short), words(long));
    one.kind == ActorKind::Body
        && other.kind == ActorKind::Body
        && one.acts_for == other.acts_for
        && !short_words.is_empty()
        && short_words.iter().all(|w| w == "the" || long_words.contains(w))
}

/// Whether an act is said to be done to a sort of people at large: "have killed mayors".
pub(super) fn is_at_large(scene: &Scene<'_>, act: &Act) -> bool {
    let doc = scene.doc;
    let is_bare = |head: u32| {
        let head = head as usize;
        doc.tag(head) == "NNS"
            && doc
                .children_by(head, &["det", "nummod", "poss", "amod", "compound", "quantmod"])
                .next()
                .is_none()
    };
    let clause = scene.clause(act.clause);
    clause.predicate.kind == PredicateKind::Verb
        && !clause.headline
        && clause.objects().any(|p| is_bare(p.head))
}

/// Whether two acts name numbers of what they are done to, and not the same.
pub(super) fn are_other_numbers(scene: &Scene<'_>, one: &Act, other: &Act) -> bool {
    let numbers = |act: &Act| -> Vec<String> {
        let clause = scene.clause(act.clause);
        let spans = clause.objects().map(|p| p.span).chain(act.object);
        let mut found: Vec<String> = spans
            .flat_map(|span| span.range())
            .filter(|&t| scene.doc.tag(t) == "CD" && scene.doc.dep(t) == "nummod")
            .map(|t| scene.doc.word(t).to_lowercase())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let (one, other) = (numbers(one), numbers(other));
    !one.is_empty() && !other.is_empty() && one != other
}

#[cfg(test)]
mod tests {
    use super::are_kin;

    #[test]
    fn words_of_one_family_are_known_by_their_stem() {
        for (one, other) in [
            ("restrict", "restriction"),
            ("intervene", "intervention"),
            ("deploy", "deployment"),
            ("withdraw", "withdrawal"),
            ("accuse", "accusation"),
            ("impeach", "impeachment"),
            ("arrest", "arrest"),
        ] {
            assert!(are_kin(one, other), "{one} {other}");
        }
    }

    #[test]
    fn words_that_only_begin_alike_are_not_kin() {
        for (one, other) in [
            ("state", "station"),
            ("port", "portrait"),
            ("contest", "contract"),
            ("attack", "attend"),
            ("ban", "bank"),
        ] {
            assert!(!are_kin(one, other), "{one} {other}");
        }
    }
}
