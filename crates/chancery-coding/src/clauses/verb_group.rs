//! What a predicate's own words say of tense, aspect, voice, modality and polarity.

use super::clause::PredicateKind;
use super::grammar::{GRAMMAR, Reality};
use super::mood::{Aspect, Form, Modal, ModalKind, Negation, NegationKind, Tense};
use super::predicate::Seed;
use super::tree::{Dep, Tag, Tree};

/// What the words of one predicate show.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup {
    pub(super) form: Form,
    pub(super) tense: Tense,
    pub(super) aspect: Aspect,
    pub(super) passive: bool,
    pub(super) modality: Vec<Modal>,
    pub(super) negations: Vec<Negation>,
    pub(super) hearsay: Option<u32>,
    /// "to" of an infinitive.
    pub(super) to: Option<u32>,
    /// An auxiliary stands here; without one, a conjunct may share that of the verb before it.
    pub(super) has_auxiliary: bool,
}

/// Reads the words of a predicate.
pub(super) fn read(tree: &Tree<'_>, seed: &Seed, headline: bool) -> VerbGroup {
    let mut group = VerbGroup {
        form: Form::Nominal,
        tense: Tense::Unmarked,
        aspect: Aspect::default(),
        passive: false,
        modality: Vec::new(),
        negations: Vec::new(),
        hearsay: None,
        to: None,
        has_auxiliary: false,
    };
    if let Some(verb) = seed.predicate.verb {
        group.read_verb(tree, verb, headline);
    } else if seed.noun.is_none() {
        group.form = Form::Finite;
        group.tense = if headline { Tense::Present } else { Tense::Unmarked };
        group.read_around(tree, seed.predicate.head);
    }
    if let Some(noun) = seed.noun {
        group.read_noun(tree, noun, seed.predicate.kind);
    }
    if seed.predicate.kind == PredicateKind::Adjective && seed.predicate.verb.is_some() {
        group.read_around(tree, seed.predicate.head);
    }
    group
}

/// Whether a verb that stands without an object must be passive.
pub(super) fn needs_object(tree: &Tree<'_>, verb: u32) -> bool {
    GRAMMAR.sets.headline_participles.contains(tree.verb_lemma(verb).as_str())
}

impl VerbGroup {
    /// Takes a word that hangs on its subject as if it modified it for the main verb that it is: "FM to
    /// visit Turkey", "Five killed in blast".
    pub(super) fn promote(&mut self) {
        match self.form {
            Form::Infinitive => {
                self.tense = Tense::Future;
                if let Some(to) = self.to {
                    self.add(to, ModalKind::Plan);
                }
            }
            Form::Participle => (self.form, self.tense) = (Form::Finite, Tense::Past),
            Form::Ing => {
                (self.form, self.tense) = (Form::Finite, Tense::Present);
                self.aspect.progressive = true;
            }
            Form::Finite | Form::Nominal => {}
        }
    }

    fn add(&mut self, cue: u32, kind: ModalKind) {
        self.modality.push(Modal { cue, kind });
    }

    fn read_verb(&mut self, tree: &Tree<'_>, verb: u32, headline: bool) {
        let tag = tree.tag(verb);
        let mut finite = None;
        let mut has_have = false;
        let mut has_be = false;
        let mut modal = false;
        let mut bare_auxiliary = false;
        let mut has_subject = false;
        let mut passive_subject = false;
        for &c in tree.children(verb) {
            match tree.dep(c) {
                Dep::Aux | Dep::Auxpass => {
                    let lemma = tree.lemma(c);
                    if tree.tag(c) == Tag::To || tree.is_word(c, "to") {
                        self.to = Some(c);
                        continue;
                    }
                    self.has_auxiliary = true;
                    match tree.tag(c) {
                        Tag::Md => {
                            modal = true;
                            self.read_modal(tree, c);
                        }
                        Tag::Vbd => finite = finite.or(Some(Tense::Past)),
                        Tag::Vbz | Tag::Vbp => finite = finite.or(Some(Tense::Present)),
                        Tag::Vb => bare_auxiliary = true,
                        _ => {}
                    }
                    has_have |= lemma == "have" || tree.is_word(c, "'ve");
                    if tree.dep(c) == Dep::Auxpass {
                        self.passive = true;
                        self.aspect.progressive |= tree.tag(c) == Tag::Vbg;
                    } else {
                        has_be |= lemma == "be";
                    }
                }
                Dep::Nsubj | Dep::Csubj | Dep::Expl => has_subject = true,
                Dep::Nsubjpass | Dep::Csubjpass => {
                    has_subject = true;
                    passive_subject = true;
                }
                _ => {}
            }
        }
        let has_object = tree.child(verb, Dep::Dobj).is_some();
        let has_agent = tree.child(verb, Dep::Agent).is_some();
        let is_bare = !self.has_auxiliary && self.to.is_none();
        if tag == Tag::Vbn && !has_have {
            self.passive |= has_be || passive_subject || has_agent;
            self.passive |=
                is_bare && !has_object && matches!(tree.dep(verb), Dep::Acl | Dep::Amod | Dep::Advcl);
        }
        // "had his passport revoked", "wants him freed"
        let is_caused = || {
            let above = tree.verb_lemma(tree.head(verb));
            matches!(above.as_str(), "have" | "get" | "see" | "want" | "leave" | "keep" | "hear" | "find")
        };
        let caused = tag == Tag::Vbn
            && is_bare
            && !has_object
            && matches!(tree.dep(verb), Dep::Ccomp | Dep::Xcomp | Dep::Oprd)
            && is_caused();
        self.passive |= caused;
        if headline && is_bare && !has_object && matches!(tag, Tag::Vbn | Tag::Vbd) {
            self.passive |= tag == Tag::Vbn && has_subject || needs_object(tree, verb);
        }
        self.passive |= passive_subject && tag != Tag::Vbg;
        self.aspect.perfect = has_have && (tag == Tag::Vbn || has_be);
        self.aspect.progressive |= tag == Tag::Vbg && has_be;
        if self.aspect.perfect {
            // "must have left": a conclusion, and no duty.
            for modal in self.modality.iter_mut().filter(|m| tree.is_word(m.cue, "must")) {
                modal.kind = ModalKind::Expectation;
            }
        }
        let own = match tag {
            Tag::Vbd => Some(Tense::Past),
            Tag::Vbz | Tag::Vbp => Some(Tense::Present),
            _ => None,
        };
        let will = self.modality.iter().any(|m| m.kind == ModalKind::Future);
        let tense = if will {
            Some(Tense::Future)
        } else if modal {
            Some(Tense::Present)
        } else {
            finite.or(own)
        };
        let dep = tree.dep(verb);
        (self.form, self.tense) = match (tense, tag) {
            (Some(tense), _) => (Form::Finite, tense),
            (None, _) if self.to.is_some() => (Form::Infinitive, Tense::Unmarked),
            (None, Tag::Vbg) => (Form::Ing, Tense::Unmarked),
            // "asked that they be freed"
            (None, Tag::Vbn) if has_subject && bare_auxiliary => (Form::Finite, Tense::Unmarked),
            // A finite participle is the tagger's mistake for a past tense, or a headline's passive.
            (None, Tag::Vbn) if has_subject && !caused && !matches!(dep, Dep::Acl | Dep::Amod) => {
                (Form::Finite, Tense::Past)
            }
            (None, Tag::Vbn) => (Form::Participle, Tense::Unmarked),
            (None, Tag::Vb) if has_subject && matches!(dep, Dep::Root) => (Form::Finite, Tense::Present),
            (None, Tag::Vb) if matches!(dep, Dep::Ccomp) && has_subject => (Form::Finite, Tense::Unmarked),
            (None, Tag::Vb) if matches!(dep, Dep::Root) => {
                self.add(verb, ModalKind::Imperative);
                (Form::Finite, Tense::Unmarked)
            }
            (None, _) => (Form::Infinitive, Tense::Unmarked),
        };
        // "Iran minister to visit Turkey"
        if let Some(to) = self.to
            && self.form == Form::Infinitive
            && has_subject
            && (tree.is_root(verb) || headline && dep == Dep::Ccomp)
        {
            self.add(to, ModalKind::Plan);
            self.tense = Tense::Future;
        }
        self.read_around(tree, verb);
    }

    fn read_modal(&mut self, tree: &Tree<'_>, modal: u32) {
        let kind = match tree.word(modal).to_ascii_lowercase().as_str() {
            "will" | "'ll" | "’ll" | "wo" | "shall" => ModalKind::Future,
            "would" | "'d" | "’d" => ModalKind::Conditional,
            "can" | "ca" => ModalKind::Ability,
            "may" | "might" | "could" => ModalKind::Possibility,
            "must" | "should" | "ought" | "need" => ModalKind::Obligation,
            _ => return,
        };
        self.add(modal, kind);
    }

    /// Negation and adverbs around a verb or adjective, and "no" in its subject and object.
    fn read_around(&mut self, tree: &Tree<'_>, word: u32) {
        for &c in tree.children(word) {
            match tree.dep(c) {
                Dep::Neg => self.negate(tree, c),
                Dep::Advmod => self.read_adverb(tree, c),
                Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Attr => self.read_quantity(tree, c),
                // "without": see the clause's marker. "neither … nor"
                Dep::Cc | Dep::Other if c < word && tree.is_word(c, "neither") => self.negate(tree, c),
                _ => {}
            }
        }
    }

    fn read_adverb(&mut self, tree: &Tree<'_>, adverb: u32) {
        let word = tree.word(adverb).to_lowercase();
        if let Some(colour) = GRAMMAR.adverb(&word) {
            if colour.hearsay {
                self.hearsay.get_or_insert(adverb);
            }
            if let Some(kind) = colour.adds {
                self.add(adverb, kind);
            }
            if colour.reality == Reality::Unrealised {
                self.negate(tree, adverb);
            }
        }
        // "no longer"
        for &c in tree.children(adverb) {
            if tree.dep(c) == Dep::Neg {
                self.negate(tree, c);
            }
        }
    }

    fn read_quantity(&mut self, tree: &Tree<'_>, noun: u32) {
        let word = tree.word(noun).to_ascii_lowercase();
        if matches!(word.as_str(), "nobody" | "nothing" | "none" | "no-one" | "neither") {
            self.negate(tree, noun);
        }
        // "is anything but ready"
        if word == "anything" && tree.children(noun).iter().any(|&c| c > noun && tree.is_word(c, "but")) {
            self.negate(tree, noun);
        }
        for &c in tree.children(noun) {
            if matches!(tree.dep(c), Dep::Det | Dep::Neg | Dep::Predet)
                && ["no", "neither", "not"].iter().any(|w| tree.is_word(c, w))
            {
                self.negate(tree, c);
            }
        }
    }

    fn read_noun(&mut self, tree: &Tree<'_>, noun: u32, kind: PredicateKind) {
        for &c in tree.children(noun) {
            match tree.dep(c) {
                Dep::Det | Dep::Neg if tree.is_word(c, "no") => self.negate(tree, c),
                Dep::Amod => {
                    let Some(colour) = GRAMMAR.modifier(&tree.word(c).to_lowercase()) else { continue };
                    if colour.hearsay {
                        self.hearsay.get_or_insert(c);
                    }
                    // "held the planned talks": what was once planned has come about.
                    let is_overtaken = kind == PredicateKind::LightVerb
                        && matches!(
                            colour.adds,
                            Some(
                                ModalKind::Plan
                                    | ModalKind::Commitment
                                    | ModalKind::Offer
                                    | ModalKind::Threat
                                    | ModalKind::Expectation
                            )
                        );
                    if let Some(kind) = colour.adds.filter(|_| !is_overtaken) {
                        self.add(c, kind);
                    }
                    if colour.reality == Reality::Unrealised {
                        self.negations.push(Negation { cue: c, kind: NegationKind::Unrealised });
                    }
                }
                _ => {}
            }
        }
    }

    fn negate(&mut self, tree: &Tree<'_>, cue: u32) {
        // "not only … but also" negates nothing.
        let next = cue + 1;
        let is_only = (next as usize) < tree.len()
            && ["only", "just", "merely", "least"].iter().any(|w| tree.is_word(next, w));
        if !is_only && !self.negations.iter().any(|n| n.cue == cue) {
            self.negations.push(Negation { cue, kind: NegationKind::Not });
        }
    }
}
