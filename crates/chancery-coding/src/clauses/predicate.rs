//! Which words of a text are predicates, and which of them make one predicate together.

use chancery_record::Span;

use super::clause::{Predicate, PredicateKind};
use super::grammar::GRAMMAR;
use super::roles::full_preposition;
use super::tree::{Dep, Tag, Tree};

/// A predicate before anything is known of its participants.
#[derive(Debug)]
pub(super) struct Seed {
    pub(super) predicate: Predicate,
    /// The word by which the clause hangs in the tree.
    pub(super) top: u32,
    /// The noun whose dependents are the clause's, for event nouns and light verbs.
    pub(super) noun: Option<u32>,
    /// The subject undergoes what the noun says.
    pub(super) receives: bool,
}

/// The predicates of a text, in order of their heads.
pub(super) fn find(tree: &Tree<'_>, headline: impl Fn(u32) -> bool) -> Vec<Seed> {
    let mut taken = vec![false; tree.len()];
    let mut seeds = Vec::new();
    for t in 0..tree.len() as u32 {
        if !taken[t as usize]
            && is_verb(tree, t)
            && let Some(seed) = verb_seed(tree, t, &taken)
        {
            for word in [Some(t), Some(seed.predicate.head), seed.noun].into_iter().flatten() {
                taken[word as usize] = true;
            }
            seeds.push(seed);
        }
    }
    for t in 0..tree.len() as u32 {
        if !taken[t as usize]
            && let Some(seed) = noun_seed(tree, t)
                .or_else(|| small_clause(tree, t, headline(t)))
                .or_else(|| verbless(tree, t, headline(t)))
        {
            seeds.push(seed);
        }
    }
    seeds.sort_by_key(|s| s.predicate.head);
    // A noun that two verbs lend themselves to makes one clause, with the first.
    seeds.dedup_by_key(|s| s.predicate.head);
    seeds
}

/// Whether the token is a verb that makes a clause: no auxiliary, no participle before a noun.
fn is_verb(tree: &Tree<'_>, t: u32) -> bool {
    let is_word = tree.word(t).chars().any(char::is_alphabetic);
    // "re-elected" is one word in three tokens, of which the last is the verb.
    let is_prefix = (t as usize) + 1 < tree.len()
        && !tree.doc.has_space_after(t as usize)
        && matches!(tree.word(t + 1), "-" | "–");
    if !tree.tag(t).is_verb() || !is_word || is_prefix {
        return false;
    }
    match tree.dep(t) {
        Dep::Aux
        | Dep::Auxpass
        | Dep::Compound
        | Dep::Nmod
        | Dep::Case
        | Dep::Punct
        | Dep::Mark
        | Dep::Det
        | Dep::Cc => false,
        Dep::Amod | Dep::Poss | Dep::Nummod => tree.child(t, Dep::Agent).is_some(),
        // "including", "following", "according": prepositions by now.
        Dep::Prep => {
            tree.child(t, Dep::Pobj).is_none() && GRAMMAR.preposition(&tree.word(t).to_lowercase()).is_none()
        }
        // "The shelling" tagged as a verb.
        Dep::Dobj | Dep::Pobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Attr | Dep::Appos => {
            // "Detectives" tagged as a verb: only a gerund or an infinitive stands where a noun does.
            let is_nonfinite = tree.tag(t) == Tag::Vbg || tree.child(t, Dep::Aux).is_some();
            is_nonfinite && tree.child(t, Dep::Det).is_none() && !is_of_noun(tree, t)
        }
        Dep::Pcomp => !is_of_noun(tree, t),
        _ => true,
    }
}

/// Whether a word in -ing is a noun by what hangs on it or where it stands: "shelling of the town", "in Rome
/// for meeting on trade".
fn is_of_noun(tree: &Tree<'_>, t: u32) -> bool {
    let is_goal = tree.dep(t) == Dep::Pcomp
        && tree.is_word(tree.head(t), "for")
        && tree.tag(t) == Tag::Vbg
        && tree.child(t, Dep::Dobj).is_none()
        && GRAMMAR.event(&tree.word(t).to_lowercase()).is_some();
    if is_goal {
        return true;
    }
    tree.tag(t) == Tag::Vbg
        && tree.children(t).iter().any(|&c| {
            // "Fighting between the two clans": of an event, where a verb's gerund would name who fights whom.
            let is_mutual = || tree.is_word(c, "between") || tree.is_word(c, "among");
            tree.dep(c) == Dep::Prep && (tree.is_word(c, "of") || is_mutual())
        })
        && tree.child(t, Dep::Dobj).is_none()
}

fn verb_seed(tree: &Tree<'_>, t: u32, taken: &[bool]) -> Option<Seed> {
    let lemma = tree.verb_lemma(t);
    let particle = tree.child(t, Dep::Prt);
    let seed = |kind, head, lemma, noun, receives| {
        let predicate =
            Predicate { kind, head, verb: Some(t), particle, lemma, noun_verb: None, span: Span::new(0, 0) };
        let mut seed = Seed { predicate, top: t, noun, receives };
        if let Some(noun) = noun {
            seed.predicate.noun_verb = GRAMMAR.event(&noun_lemma(tree, noun)).and_then(|e| e.verb);
            // "the attack carried out by them": the noun stands above its verb.
            if noun < t && tree.head(t) == noun {
                seed.top = noun;
            }
        }
        seed.predicate.span = words_of(tree, &seed);
        Some(seed)
    };
    if is_copula(&lemma)
        && let Some(adjective) = tree.children(t).iter().copied().find(|&c| {
            let is_predicative = matches!(tree.dep(c), Dep::Acomp | Dep::Oprd)
                || tree.dep(c) == Dep::Attr && tree.tag(c) == Tag::Adjective;
            is_predicative && !taken[c as usize]
        })
    {
        let words = format!("{lemma} {}", tree.lemma(adjective).to_lowercase());
        return seed(PredicateKind::Adjective, adjective, words, None, false);
    }
    let with_particle = match particle {
        Some(p) => format!("{lemma} {}", tree.word(p).to_lowercase()),
        None => lemma.clone(),
    };
    if let Some((noun, preposition, receives)) = light_noun(tree, t, &with_particle, taken) {
        let middle = preposition.map_or(String::new(), |p| format!(" {}", tree.word(p).to_lowercase()));
        let words = format!("{with_particle}{middle} {}", noun_lemma(tree, noun));
        return seed(PredicateKind::LightVerb, noun, words, Some(noun), receives);
    }
    if lemma == "be" {
        let is_there = tree.child(t, Dep::Expl).is_some();
        return match tree.child(t, Dep::Attr).filter(|&noun| !taken[noun as usize]) {
            // "was a violation of the truce": what belongs to the event noun belongs here too.
            Some(noun) if !is_there => {
                let lemma = noun_lemma(tree, noun);
                let event = GRAMMAR.event(&lemma).map(|_| noun);
                seed(PredicateKind::Copula, noun, format!("be {lemma}"), event, false)
            }
            _ => seed(PredicateKind::Being, t, lemma, None, false),
        };
    }
    seed(PredicateKind::Verb, t, with_particle, None, false)
}

fn is_copula(lemma: &str) -> bool {
    matches!(
        lemma,
        "be" | "remain"
            | "stay"
            | "seem"
            | "appear"
            | "look"
            | "become"
            | "get"
            | "'s"
            | "feel"
            | "sound"
            | "prove"
    )
}

/// The noun to which the verb lends itself, the preposition between them, and whether the subject
/// undergoes what the noun says.
fn light_noun(tree: &Tree<'_>, verb: u32, lemma: &str, taken: &[bool]) -> Option<(u32, Option<u32>, bool)> {
    let light = |noun: u32, preposition: Option<u32>| {
        let word = preposition.map(|p| tree.word(p).to_lowercase());
        let found = |noun: u32| {
            GRAMMAR
                .light(lemma, word.as_deref(), &noun_lemma(tree, noun))
                .map(|l| (noun, preposition, l.receives))
        };
        let noun = through_measure(tree, noun);
        if taken[noun as usize] { None } else { found(noun) }
    };
    for &c in tree.children(verb) {
        let found = match tree.dep(c) {
            Dep::Dobj | Dep::Nsubjpass | Dep::Attr => light(c, None),
            Dep::Prep => tree.child(c, Dep::Pobj).and_then(|noun| light(noun, Some(c))),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    // "the attack carried out by them", "talks held in Oslo"
    let head = tree.head(verb);
    let is_reduced =
        tree.dep(verb) == Dep::Acl && tree.tag(verb) == Tag::Vbn && tree.child(verb, Dep::Dobj).is_none();
    if is_reduced && tree.tag(head) == Tag::Noun && !taken[head as usize] {
        return GRAMMAR.light(lemma, None, &noun_lemma(tree, head)).map(|l| (head, None, l.receives));
    }
    None
}

/// "two days of talks" is about talks: the noun that the phrase is about.
fn through_measure(tree: &Tree<'_>, noun: u32) -> u32 {
    let inner = || {
        let of = tree
            .children(noun)
            .iter()
            .copied()
            .find(|&c| tree.dep(c) == Dep::Prep && tree.is_word(c, "of"))?;
        tree.child(of, Dep::Pobj).filter(|&n| GRAMMAR.event(&noun_lemma(tree, n)).is_some())
    };
    if GRAMMAR.sets.transparent.contains(noun_lemma(tree, noun).as_str()) {
        inner().unwrap_or(noun)
    } else {
        noun
    }
}

/// A noun's lemma in lower case. In titles and headlines the tagger takes capitals for names, whose lemma
/// keeps the plural.
pub(super) fn noun_lemma(tree: &Tree<'_>, noun: u32) -> String {
    let lemma = tree.lemma(noun).to_lowercase();
    if tree.tag(noun) == Tag::Name || tree.tag(noun).is_verb() {
        let word = tree.word(noun).to_lowercase();
        if GRAMMAR.event(&word).is_some() {
            return word;
        }
        if let Some(singular) = word.strip_suffix('s').filter(|s| GRAMMAR.event(s).is_some()) {
            return singular.to_owned();
        }
    }
    lemma
}

fn noun_seed(tree: &Tree<'_>, t: u32) -> Option<Seed> {
    let is_noun = match tree.tag(t) {
        Tag::Noun => true,
        // Capitals of a headline; a name of its own ("the World Trade Organization") is a compound or
        // has an entity type.
        Tag::Name => tree.entity(t).is_empty(),
        Tag::Vbg => is_of_noun(tree, t) || tree.child(t, Dep::Det).is_some(),
        _ => false,
    };
    if !is_noun || matches!(tree.dep(t), Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Npadvmod) {
        return None;
    }
    let lemma = noun_lemma(tree, t);
    let event = GRAMMAR.event(&lemma)?;
    // "in response to"
    if tree.dep(t) == Dep::Pobj && full_preposition(tree, tree.head(t)).1 > t {
        return None;
    }
    let predicate = Predicate {
        kind: PredicateKind::Noun,
        head: t,
        verb: None,
        particle: None,
        lemma,
        noun_verb: event.verb,
        span: Span::new(t, t + 1),
    };
    Some(Seed { predicate, top: t, noun: Some(t), receives: false })
}

/// An adjective with a subject of its own and no verb: "Iran ready to talk", "considers them responsible".
fn small_clause(tree: &Tree<'_>, t: u32, headline: bool) -> Option<Seed> {
    let has_subject = tree.children(t).iter().any(|&c| matches!(tree.dep(c), Dep::Nsubj | Dep::Nsubjpass));
    // "Iraq ready to host summit": an adjective after its noun.
    let is_after_noun = headline
        && tree.dep(t) == Dep::Amod
        && tree.head(t) < t
        && tree.is_root(tree.head(t))
        && tree.children(t).iter().any(|&c| c > t && matches!(tree.dep(c), Dep::Xcomp | Dep::Prep));
    if tree.tag(t) != Tag::Adjective
        || !is_after_noun
            && !matches!(
                tree.dep(t),
                Dep::Root | Dep::Ccomp | Dep::Advcl | Dep::Conj | Dep::Xcomp | Dep::Parataxis | Dep::Relcl
            )
        || !is_after_noun && !has_subject
    {
        return None;
    }
    let lemma = format!("be {}", tree.lemma(t).to_lowercase());
    let predicate = Predicate {
        kind: PredicateKind::Adjective,
        head: t,
        verb: None,
        particle: None,
        lemma,
        noun_verb: None,
        span: Span::new(t, t + 1),
    };
    Some(Seed { predicate, top: t, noun: None, receives: false })
}

/// "Premier in Oslo for talks": a headline without a verb.
fn verbless(tree: &Tree<'_>, t: u32, headline: bool) -> Option<Seed> {
    let is_phrase = headline && tree.is_root(t) && tree.tag(t).is_nominal();
    let preposition = tree.children(t).iter().copied().find(|&c| {
        c > t && tree.dep(c) == Dep::Prep && ["in", "at", "on", "under"].iter().any(|p| tree.is_word(c, p))
    });
    if !is_phrase || preposition.is_none() {
        return None;
    }
    let predicate = Predicate {
        kind: PredicateKind::Being,
        head: t,
        verb: None,
        particle: None,
        lemma: "be".to_owned(),
        noun_verb: None,
        span: Span::new(t, t + 1),
    };
    Some(Seed { predicate, top: t, noun: None, receives: false })
}

/// From the first to the last word of verb, auxiliaries, negation, particle and noun or adjective.
fn words_of(tree: &Tree<'_>, seed: &Seed) -> Span<chancery_record::Token> {
    let p = &seed.predicate;
    let (mut start, mut end) = (p.head, p.head);
    let mut include = |t: u32| {
        start = start.min(t);
        end = end.max(t);
    };
    if let Some(verb) = p.verb {
        include(verb);
        for &c in tree.children(verb) {
            if matches!(tree.dep(c), Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Prt) {
                include(c);
            }
        }
    }
    Span::new(start, end + 1)
}
