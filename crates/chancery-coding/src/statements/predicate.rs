//! Cues that are verbs: "said that", "called for", "urged … to", "was quoted as saying".

use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::{Cues, Kind, Sense, Takes};
use super::draft::{Draft, cue_range};
use super::speaker::{self, Phrase};
use super::tree::{
    agent, base, child, children, has_child, is_finite, is_infinitive, is_mark, is_passive, phrase, runs,
    subtree_without, trim,
};

/// Content found in the tree of a cue.
struct Found {
    kind: Kind,
    content: Vec<Range<usize>>,
    addressee: Option<usize>,
    /// Whether the content is a clause, not a noun phrase.
    is_clause: bool,
    /// Last token of the cue where more than the verb: the preposition of "called for".
    cue_last: usize,
}

/// The attribution that a verb makes, by the words below it in the tree.
pub(super) fn of_verb(doc: &Doc, cues: &Cues, verb: usize) -> Option<Draft> {
    let senses = senses(doc, cues, verb);
    if senses.is_empty() {
        return None;
    }
    if let Some(saying) = quoted_saying(doc, verb, &senses) {
        return quoted_by(doc, verb, saying);
    }
    let passive = is_passive(doc, verb);
    let found =
        if passive { passive_content(doc, verb, &senses) } else { active_content(doc, verb, &senses) }?;
    let speaker = speaker::of_verb(doc, verb);
    // A finite verb of saying has a subject even where the tree has lost it.
    let lost = !passive && found.kind.is_utterance() && is_finite(doc, verb);
    let speaker = speaker.or_else(|| lost.then(|| speaker::beside(doc, verb)).flatten());
    // "agreed to support the plan" says that they agreed, not yet that they support.
    let is_open =
        is_infinitive(doc, verb) || (doc.tag(verb) == "VB" && !has_child(doc, verb, &["aux", "nsubj"]));
    if is_open && !found.is_clause {
        return None;
    }
    if (speaker.is_none() && !passive) || !attributes(doc, verb, found.kind, speaker.as_ref()) {
        return None;
    }
    Some(draft(doc, verb, found, speaker))
}

/// The "saying" of "was quoted as saying".
fn quoted_saying(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<usize> {
    senses.iter().find(|s| s.takes(Takes::Patient))?;
    let as_ =
        children(doc, verb).chain(child(doc, verb, &["dobj"]).into_iter().flat_map(|o| children(doc, o)));
    let as_ = as_.chain(agent(doc, verb).into_iter().flat_map(|a| children(doc, a)));
    as_.filter(|&c| c > verb && doc.lemma(c) == "as")
        .find_map(|c| child(doc, c, &["pcomp", "pobj"]))
        .filter(|&s| doc.tag(s) == "VBG")
}

/// "Reuters quoted a resident as saying": Reuters has it that the resident says so. The words themselves are the
/// content of "saying".
fn quoted_by(doc: &Doc, verb: usize, saying: usize) -> Option<Draft> {
    let speaker = speaker::of_verb(doc, verb)?;
    let quoted = child(doc, verb, &["dobj", "nsubjpass"])?;
    let mut tokens = subtree_without(doc, quoted, None);
    tokens.extend(subtree_without(doc, saying, None));
    tokens.sort_unstable();
    tokens.dedup();
    let found = Found {
        kind: Kind::Say,
        content: content_runs(doc, verb, &tokens),
        addressee: None,
        is_clause: false,
        cue_last: verb,
    };
    Some(draft(doc, verb, found, Some(speaker)))
}

/// Thinking and wanting attribute only as finite verbs of somebody in particular: "you know", "to see that" do not.
fn attributes(doc: &Doc, verb: usize, kind: Kind, speaker: Option<&Phrase>) -> bool {
    if kind.is_utterance() {
        return true;
    }
    let anybody = speaker.is_some_and(|s| {
        matches!(
            doc.word(s.head).to_lowercase().as_str(),
            "you" | "one" | "anyone" | "anybody" | "nobody" | "everyone" | "everybody"
        )
    });
    !anybody && !is_infinitive(doc, verb)
}

/// A verb that may introduce words between quotation marks, whatever else is below it.
pub(super) fn quoting(doc: &Doc, cues: &Cues, verb: usize) -> Option<Kind> {
    let senses = senses(doc, cues, verb);
    if quoted_saying(doc, verb, &senses).is_some() {
        return None;
    }
    senses.iter().find(|s| s.takes(Takes::Quote)).map(|s| s.kind)
}

/// A draft without content for a verb that introduces a quotation.
pub(super) fn bare(doc: &Doc, cues: &Cues, verb: usize, kind: Kind) -> Draft {
    let senses = senses(doc, cues, verb);
    let found = Found {
        kind,
        content: Vec::new(),
        addressee: addressee(doc, verb, &senses),
        is_clause: false,
        cue_last: verb,
    };
    // Inverted order misread as an object: "…," warned the mayor.
    let speaker = speaker::of_verb(doc, verb).or_else(|| {
        child(doc, verb, &["dobj", "attr", "appos", "npadvmod"])
            .filter(|&o| o > verb && (verb + 1..o).all(|t| doc.head(t) == o || !is_mark(doc, t)))
            .map(|head| Phrase::of(doc, head, verb))
    });
    draft(doc, verb, found, speaker)
}

fn draft(doc: &Doc, verb: usize, found: Found, speaker: Option<Phrase>) -> Draft {
    let is_speaker = |a: usize| speaker.as_ref().is_some_and(|s| s.range.contains(&a));
    let spoken_to = found.addressee.filter(|&a| found.kind.is_utterance() && !is_speaker(a));
    let addressee = spoken_to.map(|head| {
        let mut addressee = Phrase::of(doc, head, verb);
        // "informed the council of the delay": the content may hang on the one told.
        let stop = found.content.iter().map(|r| r.start).find(|&s| head < s && s < addressee.range.end);
        if let Some(stop) = stop {
            let last = (head + 1..stop).rev().find(|&t| !matches!(doc.pos(t), "ADP" | "SCONJ" | "PUNCT"));
            addressee.range.end = last.map_or(head + 1, |t| t + 1);
        }
        addressee
    });
    let mut draft = Draft {
        kind: found.kind,
        cue_head: Some(verb),
        cue: Some(cue_range(doc, verb, found.cue_last)),
        speaker,
        addressee,
        content: found.content,
        negated: has_child(doc, verb, &["neg"]),
    };
    // Where the tree is confused, no word is both speaker and content.
    if let Some(speaker) = draft.speaker.clone().filter(|s| {
        !doc.tag(s.head).starts_with('W') && draft.content.iter().all(|r| !s.range.contains(&r.start))
    }) {
        draft.cut(&speaker.range);
        draft.content = draft
            .content
            .drain(..)
            .map(|r| trim(doc, r))
            .filter(|r| r.clone().any(|t| !is_mark(doc, t)))
            .collect();
    }
    draft
}

fn senses<'c>(doc: &Doc, cues: &'c Cues, verb: usize) -> Vec<&'c Sense> {
    let lower = doc.word(verb).to_lowercase();
    let is_verb = matches!(doc.pos(verb), "VERB") || matches!(lower.as_str(), "says" | "said");
    // "assuming that", "compared to", "the said man": no longer verbs.
    if !is_verb || (lower != "said" && matches!(doc.dep(verb), "prep" | "mark" | "amod" | "compound")) {
        return Vec::new();
    }
    let lemma = if matches!(lower.as_str(), "says" | "said") { "say".to_owned() } else { base(doc, verb) };
    // "was sworn in": not what he swore.
    if lemma == "swear" && children(doc, verb).any(|c| doc.dep(c) == "prt" || doc.word(c) == "in") {
        return Vec::new();
    }
    let all = cues.verb(&lemma);
    let particle = |sense: &Sense| {
        sense.particle.as_ref().is_some_and(|p| {
            children(doc, verb).any(|c| {
                matches!(doc.dep(c), "prt" | "advmod" | "prep") && doc.word(c).eq_ignore_ascii_case(p)
            })
        })
    };
    if all.iter().any(particle) {
        return all.iter().filter(|s| particle(s)).collect();
    }
    all.iter().filter(|s| s.particle.is_none()).collect()
}

fn active_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    clause_content(doc, verb, senses)
        .or_else(|| infinitive_content(doc, verb, senses))
        .or_else(|| small_clause_content(doc, verb, senses))
        .or_else(|| prepositional_content(doc, verb, senses))
        .or_else(|| object_content(doc, verb, senses))
        .or_else(|| surrounding_content(doc, verb, senses))
}

fn sense_that<'s>(senses: &[&'s Sense], takes: Takes) -> Option<&'s Sense> {
    senses.iter().find(|s| s.takes(takes)).copied()
}

/// "said that …", "asked whether …", "denied knowing …".
fn clause_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let sense = sense_that(senses, Takes::That);
    let to_whom = sense_that(senses, Takes::WhomTo);
    let act = sense_that(senses, Takes::To);
    let names = sense_that(senses, Takes::Complement);
    // "reminded travellers that visas …": a clause that the parser takes for a relative one has "that" as its mark.
    let told = senses.iter().any(|s| s.takes(Takes::Whom)).then(|| child(doc, verb, &["dobj"])).flatten();
    let misread = told.into_iter().flat_map(|o| children(doc, o));
    let misread = misread.filter(|&c| doc.dep(c) == "relcl" && has_child(doc, c, &["mark"]));
    let is_clause = |c: &usize| {
        matches!(doc.dep(*c), "ccomp" | "relcl") || asks(doc, verb, *c) || is_fronted(doc, verb, *c)
    };
    // "They left; the road, he said, …": nothing reaches over a semicolon.
    let is_near = |c: &usize| *c > verb || !(*c..verb).any(|t| doc.word(t) == ";");
    let clause = children(doc, verb).chain(misread).filter(is_clause).filter(is_near).find_map(|c| {
        let open_infinitive = is_infinitive(doc, c) && !is_finite(doc, c);
        let chosen =
            if open_infinitive {
                to_whom.or(act).or(sense
                    .filter(|_| has_child(doc, c, &["advmod", "dobj", "attr"]) && begins_with_wh(doc, c)))
            } else if is_finite(doc, c) || begins_with_wh(doc, c) || c < verb {
                sense
            } else {
                names.or(to_whom).or(sense)
            };
        chosen.map(|s| (c, s))
    });
    let (clause, sense) = clause?;
    let mut tokens = subtree_without(doc, clause, Some(verb));
    tokens.extend(late_adjuncts(doc, verb, clause));
    tokens.sort_unstable();
    let own_addressee = children(doc, clause)
        .find(|&c| doc.dep(c) == "nsubj")
        .filter(|_| is_infinitive(doc, clause) && sense.takes(Takes::WhomTo));
    Some(Found {
        kind: sense.kind,
        content: content_runs(doc, verb, &tokens),
        addressee: own_addressee.or_else(|| addressee(doc, verb, senses)),
        is_clause: true,
        cue_last: verb,
    })
}

/// "has not said when …": right after the verb, the clause is its object, not its time.
fn asks(doc: &Doc, verb: usize, clause: usize) -> bool {
    doc.dep(clause) == "advcl"
        && subtree_without(doc, clause, None)[0] == verb + 1
        && matches!(doc.tag(verb + 1), "WRB" | "WP")
        && child(doc, verb, &["dobj", "ccomp"]).is_none()
}

/// "The bank has failed, the ministry said in a note, …": a clause before the subject, without conjunction.
fn is_fronted(doc: &Doc, verb: usize, clause: usize) -> bool {
    doc.dep(clause) == "advcl"
        && clause < verb
        && is_finite(doc, clause)
        && has_child(doc, clause, &["nsubj", "nsubjpass"])
        && !has_child(doc, clause, &["mark"])
        && !begins_with_wh(doc, clause)
        && child(doc, verb, &["ccomp", "dobj"]).is_none()
}

fn begins_with_wh(doc: &Doc, clause: usize) -> bool {
    children(doc, clause).next().is_some_and(|c| {
        matches!(doc.tag(c), "WRB" | "WP" | "WDT") || matches!(doc.lemma(c), "whether" | "if")
    })
}

/// "…, because …" after the clause, hung on the cue by the parser but part of what is said.
fn late_adjuncts(doc: &Doc, verb: usize, clause: usize) -> Vec<usize> {
    children(doc, verb)
        .filter(|&c| c > clause && c > verb && clause > verb && doc.dep(c) == "advcl")
        .filter(|&c| {
            child(doc, c, &["mark"])
                .is_some_and(|m| matches!(doc.lemma(m), "because" | "if" | "unless" | "until"))
        })
        .filter(|&c| {
            let first = subtree_without(doc, c, None)[0];
            first > 0 && !is_mark(doc, first - 1)
        })
        .flat_map(|c| subtree_without(doc, c, None))
        .collect()
}

/// "vowed to …", "urged both sides to …", "wants the governor to …".
fn infinitive_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let clause =
        children(doc, verb).filter(|&c| c > verb && matches!(doc.dep(c), "xcomp" | "advcl")).find(|&c| {
            doc.dep(c) == "xcomp"
                || (is_infinitive(doc, c) && has_child(doc, verb, &["dobj", "dative", "prep"]))
        })?;
    let object =
        children(doc, verb).find(|&c| c < clause && c > verb && matches!(doc.dep(c), "dobj" | "dative"));
    let on_whom = children(doc, verb)
        .filter(|&c| c < clause && c > verb && doc.dep(c) == "prep")
        .filter(|&c| {
            senses
                .iter()
                .any(|s| s.takes_preposition(doc.word(c)) || (s.takes(Takes::WhomTo) && doc.lemma(c) == "to"))
        })
        .find_map(|c| child(doc, c, &["pobj"]));
    let is_open = is_infinitive(doc, clause);
    let is_participle = doc.tag(clause) == "VBG";
    let (kind, from) = match (object, on_whom) {
        (Some(object), _) if is_open => (sense_that(senses, Takes::WhomTo)?.kind, Some(object)),
        (None, Some(whom)) if is_open => {
            let word = doc.word(doc.head(whom));
            (senses.iter().find(|s| s.takes_preposition(word) || s.takes(Takes::WhomTo))?.kind, Some(whom))
        }
        (None, None) if doc.dep(clause) == "xcomp" && (is_open || is_participle) => {
            (sense_that(senses, Takes::To)?.kind, None)
        }
        _ => return None,
    };
    let mut tokens = subtree_without(doc, clause, None);
    if let Some(from) = from {
        tokens.extend(subtree_without(doc, from, None));
        tokens.sort_unstable();
    }
    let cue_last = on_whom.filter(|_| object.is_none()).map_or(verb, |whom| doc.head(whom));
    Some(Found {
        kind,
        content: content_runs(doc, verb, &tokens),
        addressee: from,
        is_clause: false,
        cue_last: adjacent(doc, verb, cue_last),
    })
}

/// The preposition of the cue, where it stands beside the verb or its particle.
pub(super) fn adjacent(doc: &Doc, verb: usize, last: usize) -> usize {
    let after_particle = last == verb + 2 && doc.dep(verb + 1) == "prt";
    if last == verb + 1 || after_particle { last } else { verb }
}

/// "called the plan a trap", "described it as a mistake".
fn small_clause_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let object = child(doc, verb, &["dobj"]);
    let names = child(doc, verb, &["oprd"])
        .or_else(|| child(doc, verb, &["xcomp"]).filter(|&c| !is_infinitive(doc, c)));
    let (sense, second) = match (sense_that(senses, Takes::Complement), names) {
        (Some(sense), Some(name)) if name > verb => (sense, name),
        _ => {
            let sense = sense_that(senses, Takes::As)?;
            let is_as = |c: &usize| matches!(doc.dep(*c), "prep" | "advcl" | "mark") && doc.lemma(*c) == "as";
            let on = |t: usize| children(doc, t).filter(|&c| c > verb).find(is_as);
            (sense, on(verb).or_else(|| object.and_then(on))?)
        }
    };
    let mut tokens = subtree_without(doc, second, None);
    let object = object.or_else(|| children(doc, second).find(|&c| doc.dep(c) == "nsubj"));
    tokens.extend(object.into_iter().flat_map(|o| subtree_without(doc, o, None)));
    tokens.sort_unstable();
    tokens.dedup();
    Some(Found {
        kind: sense.kind,
        content: content_runs(doc, verb, &tokens),
        addressee: None,
        is_clause: false,
        cue_last: verb,
    })
}

/// "warned of a famine", "accused the militia of …", "complained about …".
fn prepositional_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let object = child(doc, verb, &["dobj"]).filter(|&o| o > verb);
    let hosts = std::iter::once(verb).chain(object);
    let (preposition, sense) = hosts
        .flat_map(|h| children(doc, h))
        .filter(|&c| matches!(doc.dep(c), "prep" | "dative") && c > verb)
        .find_map(|c| {
            let sense = senses.iter().find(|s| s.takes_preposition(doc.word(c)))?;
            // "called on Tuesday", "spoke in Rome": a time or place is no content.
            let object = child(doc, c, &["pobj", "pcomp"])?;
            (!is_setting(doc, object)).then_some((c, *sense))
        })?;
    let inner = child(doc, preposition, &["pobj", "pcomp"])?;
    let mut tokens = subtree_without(doc, inner, None);
    let told = senses.iter().any(|s| s.takes(Takes::Whom));
    if let Some(object) = object.filter(|_| !told) {
        tokens.extend(subtree_without(doc, object, None));
        tokens.extend(subtree_without(doc, preposition, None));
        tokens.sort_unstable();
        tokens.dedup();
    }
    Some(Found {
        kind: sense.kind,
        content: content_runs(doc, verb, &tokens),
        addressee: object
            .filter(|_| told)
            .or_else(|| addressee(doc, verb, senses).filter(|&a| !tokens.contains(&a))),
        is_clause: false,
        cue_last: adjacent(doc, verb, preposition),
    })
}

/// Whether a time, or words for how and where one speaks.
pub(super) fn is_setting(doc: &Doc, token: usize) -> bool {
    is_time(doc, token)
        || matches!(
            doc.lemma(token),
            "condition" | "behalf" | "record" | "sideline" | "phone" | "telephone" | "television" | "radio"
        )
}

fn is_time(doc: &Doc, token: usize) -> bool {
    doc.entity_of(token).is_some_and(|e| matches!(doc.entity_type(e), "DATE" | "TIME"))
}

/// "announced a truce", "the deal that he criticised".
fn object_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let sense = sense_that(senses, Takes::Object)?;
    let object = child(doc, verb, &["dobj"]).filter(|&o| !is_time(doc, o))?;
    let lower = doc.word(object).to_lowercase();
    // "confirmed him": of a person nothing is said.
    let says_nothing = matches!(
        lower.as_str(),
        "it" | "this" | "that" | "so" | "them" | "him" | "her" | "me" | "us" | "you"
    ) && matches!(sense.kind, Kind::Say | Kind::Show);
    if lower.ends_with("self") || lower.ends_with("selves") || says_nothing {
        return None;
    }
    let content = if matches!(lower.as_str(), "which" | "that" | "whom" | "who") {
        let clause = doc.ancestors(object).find(|&a| doc.dep(a) == "relcl")?;
        let noun = doc.head(clause);
        let before = phrase(doc, noun, Some(clause));
        std::iter::once(before.start.min(object)..object + 1).collect()
    } else {
        content_runs(doc, verb, &subtree_without(doc, object, Some(verb)))
    };
    let addressee = addressee(doc, verb, senses).filter(|&a| a != object);
    Some(Found { kind: sense.kind, content, addressee, is_clause: false, cue_last: verb })
}

/// "The talks, he said, went well"; "as he said, the talks went well": the clause around the cue.
fn surrounding_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let sense = sense_that(senses, Takes::That)?;
    let above = doc.head(verb);
    let own = subtree_without(doc, verb, None);
    let (first, last) = (own[0], own[own.len() - 1]);
    let is_as = child(doc, verb, &["mark", "advmod"]).is_some_and(|m| doc.lemma(m) == "as");
    let set_off = doc.dep(verb) == "parataxis" || is_as || is_set_off(doc, first, last);
    let speaks = child(doc, verb, &["nsubj"]).is_some_and(|s| !matches!(doc.tag(s), "DT" | "WDT" | "WP"));
    // Its own complement would be the content.
    let complete = has_child(doc, verb, &["dobj", "xcomp", "ccomp", "oprd"]);
    if above == verb || !speaks || !set_off || complete {
        return None;
    }
    if !matches!(doc.dep(verb), "parataxis" | "ccomp" | "advcl" | "dep" | "relcl" | "appos" | "conj")
        || (doc.dep(verb) == "advcl" && !is_as && has_child(doc, verb, &["mark", "advmod"]))
    {
        return None;
    }
    let tokens = subtree_without(doc, clause_top(doc, above), Some(verb));
    Some(Found {
        kind: sense.kind,
        content: content_runs(doc, verb, &tokens),
        addressee: addressee(doc, verb, senses),
        is_clause: false,
        cue_last: verb,
    })
}

/// The verb of the clause in which a token stands.
fn clause_top(doc: &Doc, token: usize) -> usize {
    let is_clause = |t: usize| matches!(doc.pos(t), "VERB" | "AUX");
    if is_clause(token) {
        return token;
    }
    doc.ancestors(token).find(|&a| is_clause(a)).unwrap_or(token)
}

fn is_set_off(doc: &Doc, first: usize, last: usize) -> bool {
    let comma_before = first > 0 && matches!(doc.word(first - 1), "," | "—" | "–" | "-" | "--" | "(");
    let mark_after = last + 1 >= doc.len() || is_mark(doc, last + 1);
    (comma_before || matches!(doc.word(first), "," | "—" | "–")) && (mark_after || is_mark(doc, last))
}

/// "It was reported that …", "is said to …", "was accused of …", "was called a traitor", "was condemned by …".
fn passive_content(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<Found> {
    let subject = child(doc, verb, &["nsubjpass", "nsubj"])
        .or_else(|| (doc.dep(verb) == "acl").then(|| doc.head(verb)));
    let expletive = subject.is_none_or(|s| matches!(doc.word(s).to_lowercase().as_str(), "it" | "there"));
    let found = |sense: &Sense, tokens: &[usize]| Found {
        kind: sense.kind,
        content: content_runs(doc, verb, tokens),
        addressee: None,
        is_clause: false,
        cue_last: verb,
    };
    let with_subject = |inner: usize| {
        let mut tokens = subtree_without(doc, inner, Some(verb));
        if let Some(subject) = subject.filter(|_| !expletive) {
            tokens.extend(subtree_without(doc, subject, Some(verb)));
            tokens.sort_unstable();
            tokens.dedup();
        }
        tokens
    };
    // A person told is no content: "residents were warned that …".
    let told = senses.iter().any(|s| s.takes(Takes::Whom) || s.takes(Takes::WhomTo));
    if let (Some(clause), Some(sense)) =
        (child(doc, verb, &["ccomp"]).filter(|&c| c > verb || expletive), sense_that(senses, Takes::That))
    {
        let mut found = found(sense, &subtree_without(doc, clause, Some(verb)));
        found.addressee = subject.filter(|_| told && !expletive);
        return Some(found);
    }
    let infinitive = sense_that(senses, Takes::WhomTo).or_else(|| sense_that(senses, Takes::That));
    if let (Some(clause), Some(sense)) =
        (child(doc, verb, &["xcomp"]).filter(|&c| is_infinitive(doc, c)), infinitive)
    {
        return Some(found(sense, &with_subject(clause)));
    }
    // "a box labelled X" is no speech.
    let is_clause = has_child(doc, verb, &["auxpass"]) || agent(doc, verb).is_some();
    if let (Some(name), Some(sense)) =
        (child(doc, verb, &["oprd"]).filter(|_| is_clause), sense_that(senses, Takes::Complement))
    {
        return Some(found(sense, &with_subject(name)));
    }
    let by = agent(doc, verb).into_iter().flat_map(|a| children(doc, a));
    let mut prepositions = children(doc, verb).chain(by).filter(|&c| doc.dep(c) == "prep" && c > verb);
    let with = prepositions.find_map(|c| {
        let sense = senses
            .iter()
            .find(|s| s.takes_preposition(doc.word(c)) || (s.takes(Takes::As) && doc.lemma(c) == "as"))?;
        child(doc, c, &["pobj", "pcomp"]).filter(|&o| !is_setting(doc, o)).map(|_| (c, *sense))
    });
    if let Some((preposition, sense)) = with.filter(|_| !told || subject.is_some()) {
        return Some(found(sense, &with_subject(preposition)));
    }
    let sense = sense_that(senses, Takes::Object)?;
    agent(doc, verb)?;
    let subject = subject.filter(|_| !expletive)?;
    Some(found(sense, &subtree_without(doc, subject, Some(verb))))
}

/// Who is told: an object beside a clause, or a "to" phrase.
fn addressee(doc: &Doc, verb: usize, senses: &[&Sense]) -> Option<usize> {
    let told = senses.iter().any(|s| s.takes(Takes::Whom) || s.takes(Takes::WhomTo));
    let takes_clause =
        has_child(doc, verb, &["ccomp"]) || senses.is_empty() || senses.iter().any(|s| s.takes(Takes::Quote));
    let object = || {
        child(doc, verb, &["dative", "dobj"]).filter(|_| takes_clause).filter(|&o| {
            o > verb
                && doc.dep(o) != "prep"
                && matches!(doc.pos(o), "NOUN" | "PROPN" | "PRON")
                && !is_time(doc, o)
        })
    };
    let to = || {
        children(doc, verb)
            .filter(|&c| {
                matches!(doc.dep(c), "prep" | "dative")
                    && doc.lemma(c) == "to"
                    && !senses.iter().any(|s| s.takes_preposition("to"))
            })
            .find_map(|c| child(doc, c, &["pobj"]))
    };
    told.then(object).flatten().or_else(to)
}

/// The tokens as ranges, without the cue itself and its subject.
pub(super) fn content_runs(doc: &Doc, cue: usize, tokens: &[usize]) -> Vec<Range<usize>> {
    let tokens: Vec<usize> = tokens.iter().copied().filter(|&t| t != cue).collect();
    let mut content: Vec<Range<usize>> = Vec::new();
    for run in runs(doc, &tokens) {
        // The cue's clause within the content parts it.
        let parts = if run.contains(&cue) { vec![run.start..cue, cue + 1..run.end] } else { vec![run] };
        content.extend(
            parts
                .into_iter()
                .map(|r| trim(doc, r))
                .filter(|r| !r.is_empty() && r.clone().any(|t| !is_mark(doc, t))),
        );
    }
    content
}
