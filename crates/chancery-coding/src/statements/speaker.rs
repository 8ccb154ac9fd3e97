//! Who speaks: from the predicate of a cue to the noun phrase whose words the content is.

use std::ops::Range;

use chancery_nlp::Doc;

use super::tree::{agent, child, children, has_child, is_passive, phrase};

/// A noun phrase or pronoun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) head: usize,
    pub(super) range: Range<usize>,
}

impl Phrase {
    /// The phrase of `head`, without the tree of the cue that may hang below it.
    pub(super) fn of(doc: &Doc, head: usize, cue: usize) -> Self {
        Self { head, range: phrase(doc, head, Some(cue)) }
    }
}

/// The speaker of an active cue verb: its subject, or the subject that it shares.
pub(super) fn of_verb(doc: &Doc, verb: usize) -> Option<Phrase> {
    if is_passive(doc, verb) {
        return agent(doc, verb).map(|head| Phrase::of(doc, head, verb));
    }
    subject(doc, verb).map(|head| through_relative(doc, head, verb))
}

/// A verb without subject in the tree: the name or pronoun right before it, or, in inverted order, right after.
pub(super) fn beside(doc: &Doc, verb: usize) -> Option<Phrase> {
    let sentence = &doc.sentences()[doc.sentence_of(verb)];
    let is_noun = |t: usize| matches!(doc.pos(t), "PROPN" | "NOUN" | "PRON");
    // "The envoy, Jane Okello, said".
    let belongs =
        |t: usize| matches!(doc.pos(t), "AUX" | "ADV" | "PART") || (doc.word(t) == "," && t + 1 == verb);
    let before = (sentence.start..verb).rev().find(|&t| !belongs(t)).filter(|&t| is_noun(t));
    let head = before.or_else(|| {
        let after = (verb + 1..sentence.end).find(|&t| !matches!(doc.pos(t), "DET" | "ADJ"))?;
        is_noun(after).then(|| (after..sentence.end).take_while(|&t| is_noun(t)).last()).flatten()
    })?;
    if head < verb {
        // The whole name: a parser that hangs it on another noun has its parts right all the same.
        let belongs = |t: usize| {
            matches!(doc.tag(t), "DT" | "JJ" | "PRP$" | "CD" | "POS" | "NN" | "NNS" | "NNP" | "NNPS")
        };
        let start = (sentence.start..head).rev().take_while(|&t| belongs(t)).last().unwrap_or(head);
        let name = doc.entity_of(head).map_or(start, |e| start.max(e.start as usize));
        let start = if doc.tag(head) == "NNP" { name } else { start };
        return Some(Phrase { head, range: start..head + 1 });
    }
    let start = (verb + 1..=head).find(|&t| !matches!(doc.pos(t), "PUNCT" | "SPACE"))?;
    Some(Phrase { head, range: start..head + 1 })
}

/// The understood subject of a verb in any form. Climbs at most as far as the sentence is deep.
pub(super) fn subject(doc: &Doc, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..16 {
        let own = child(doc, at, &["nsubj"]).or_else(|| {
            // A passive's subject speaks only for a verb below it: "was heard saying".
            (at != verb).then(|| child(doc, at, &["nsubjpass"])).flatten()
        });
        if let Some(own) = own {
            return Some(own);
        }
        if let Some(controller) = object_controller(doc, at) {
            return Some(controller);
        }
        let head = doc.head(at);
        if head == at {
            return None;
        }
        match doc.dep(at) {
            // "quoted a resident as saying": the one quoted.
            "pcomp" | "pobj" if doc.lemma(head) == "as" => {
                let quoted = doc.head(head);
                return child(doc, quoted, &["dobj", "nsubjpass"]);
            }
            "conj" | "xcomp" | "advcl" | "pcomp" | "prep" | "aux" | "dep" | "parataxis" | "ccomp" => {
                at = head;
            }
            // "a statement saying", "officials speaking": the noun that the participle describes.
            "acl" | "relcl" => return Some(writer(doc, head).unwrap_or(head)),
            // "the practice of claiming", "tweets saying" hung on an object.
            "pobj" | "dobj" | "attr" | "appos" | "oprd" => at = head,
            _ => return None,
        }
        if matches!(doc.pos(at), "NOUN" | "PROPN") && doc.dep(at) != "conj" && !has_child(doc, at, &["nsubj"])
        {
            // A noun's participle through a preposition: "after reports of …" has no speaker of its own.
            return matches!(doc.dep(at), "pobj").then(|| climb_to_clause(doc, at)).flatten();
        }
    }
    None
}

/// "issued a statement saying": who issued it.
fn writer(doc: &Doc, noun: usize) -> Option<usize> {
    let verb = maker(doc, noun).filter(|&v| v < noun)?;
    child(doc, verb, &["nsubj"])
}

/// "forced the banker to admit": the object of the verb above is who speaks.
fn object_controller(doc: &Doc, verb: usize) -> Option<usize> {
    let above = doc.head(verb);
    if above == verb || doc.dep(verb) != "xcomp" || doc.pos(above) != "VERB" {
        return None;
    }
    child(doc, above, &["dobj", "dative"]).filter(|&o| {
        o < verb
            && matches!(
                doc.lemma(above),
                "force"
                    | "lead"
                    | "ask"
                    | "urge"
                    | "cause"
                    | "tell"
                    | "get"
                    | "press"
                    | "prompt"
                    | "hear"
                    | "see"
                    | "allow"
                    | "let"
                    | "make"
            )
    })
}

/// The subject of the clause that a noun stands in.
fn climb_to_clause(doc: &Doc, noun: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..16 {
        let head = doc.head(at);
        if head == at {
            return None;
        }
        at = head;
        if matches!(doc.pos(at), "VERB" | "AUX") {
            return child(doc, at, &["nsubj", "nsubjpass"]).filter(|&s| s != noun);
        }
    }
    None
}

/// A relative pronoun with the noun that it stands for: "a sailor who".
fn through_relative(doc: &Doc, head: usize, verb: usize) -> Phrase {
    let lower = doc.word(head).to_lowercase();
    if !matches!(lower.as_str(), "who" | "which" | "that" | "whom") {
        return Phrase::of(doc, head, verb);
    }
    let clause = doc.ancestors(head).find(|&a| doc.dep(a) == "relcl");
    let noun = clause.map(|c| doc.head(c)).filter(|&n| n < head);
    match (noun, clause) {
        (Some(noun), Some(clause)) => {
            let before = phrase(doc, noun, Some(clause));
            Phrase { head: noun, range: before.start.min(head)..head + 1 }
        }
        _ => Phrase { head, range: head..head + 1 },
    }
}

/// The speaker of a cue noun: possessor, "by" or "from" phrase, or the subject of the verb that the noun completes.
pub(super) fn of_noun(doc: &Doc, noun: usize, content: &[Range<usize>]) -> Option<Phrase> {
    let is_outside = |t: usize| !content.iter().any(|r| r.contains(&t));
    if let Some(owner) = child(doc, noun, &["poss"]) {
        // "The king reiterated his support": his own.
        let own = (doc.pos(owner) == "PRON").then(|| maker(doc, noun).filter(|&v| v < noun)).flatten();
        return own.and_then(|v| of_verb(doc, v)).or_else(|| Some(Phrase::of(doc, owner, noun)));
    }
    let by = children(doc, noun)
        .filter(|&c| matches!(doc.dep(c), "prep" | "agent") && is_outside(c))
        .filter(|&c| matches!(doc.lemma(c), "by" | "from" | "of" | "among"))
        .find_map(|c| child(doc, c, &["pobj"]));
    let made_by = || {
        children(doc, noun)
            .filter(|&c| doc.dep(c) == "acl" && doc.tag(c) == "VBN")
            .find_map(|c| agent(doc, c))
    };
    if let Some(head) = by.or_else(made_by) {
        return Some(Phrase::of(doc, head, noun));
    }
    // "a Harbour Authority report that …"
    let named = children(doc, noun)
        .filter(|&c| c < noun && matches!(doc.dep(c), "compound" | "nmod" | "amod") && doc.pos(c) == "PROPN")
        .find(|&c| {
            doc.entity_of(c).is_some_and(|e| matches!(doc.entity_type(e), "ORG" | "PERSON" | "GPE" | "NORP"))
        });
    maker(doc, noun)
        .and_then(|verb| of_verb(doc, verb))
        .or_else(|| named.map(|head| Phrase::of(doc, head, noun)))
}

/// The verb whose subject utters what the noun names: "made the claim", "expressed hope", "came with a warning".
pub(super) fn maker(doc: &Doc, noun: usize) -> Option<usize> {
    let mut top = noun;
    while doc.dep(top) == "conj" && doc.head(top) != top {
        top = doc.head(top);
    }
    let verb = match doc.dep(top) {
        "dobj" | "attr" | "oprd" => doc.head(top),
        "pobj" => {
            let preposition = doc.head(top);
            let verb = doc.head(preposition);
            if !matches!(doc.lemma(preposition), "with" | "in") || doc.pos(verb) != "VERB" {
                return None;
            }
            verb
        }
        _ => return None,
    };
    let utters = [
        "air",
        "announce",
        "be",
        "convey",
        "deliver",
        "express",
        "extend",
        "file",
        "float",
        "give",
        "have",
        "hold",
        "issue",
        "launch",
        "level",
        "lodge",
        "make",
        "offer",
        "post",
        "present",
        "publish",
        "put",
        "raise",
        "register",
        "reiterate",
        "release",
        "renew",
        "repeat",
        "send",
        "share",
        "show",
        "signal",
        "state",
        "submit",
        "tender",
        "unleash",
        "utter",
        "voice",
        "write",
        "reaffirm",
        "affirm",
        "echo",
        "retract",
        "withdraw",
        "break",
        "keep",
        "close",
        "open",
        "respond",
        "reply",
        "begin",
        "leave",
        "lend",
        "declare",
        "stress",
        "underline",
    ];
    utters.contains(&doc.lemma(verb)).then_some(verb)
}
