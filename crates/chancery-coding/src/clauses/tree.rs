//! The dependency tree as the clause layer walks it: labels as numbers, an order from the roots down,
//! and the extent of phrases. Everything here is linear in the text.

use chancery_nlp::Doc;

use super::arcs;
use super::grammar::GRAMMAR;
use super::lines;

/// An arc's label, in spaCy's English scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dep {
    Acl,
    Acomp,
    Advcl,
    Advmod,
    Agent,
    Amod,
    Appos,
    Attr,
    Aux,
    Auxpass,
    Case,
    Cc,
    Ccomp,
    Compound,
    Conj,
    Csubj,
    Csubjpass,
    Dative,
    Det,
    Dobj,
    Expl,
    Mark,
    Neg,
    Nmod,
    Npadvmod,
    Nsubj,
    Nsubjpass,
    Nummod,
    Oprd,
    Parataxis,
    Pcomp,
    Pobj,
    Poss,
    Predet,
    Prep,
    Prt,
    Punct,
    Relcl,
    Root,
    Xcomp,
    Other,
}

/// A fine part of speech, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Vb,
    Vbd,
    Vbg,
    Vbn,
    Vbp,
    Vbz,
    Md,
    Noun,
    Name,
    Pronoun,
    Relative,
    To,
    Adjective,
    Adverb,
    Preposition,
    Number,
    Determiner,
    Other,
}

impl Tag {
    pub(super) fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz)
    }

    pub(super) fn is_nominal(self) -> bool {
        matches!(
            self,
            Self::Noun | Self::Name | Self::Pronoun | Self::Number | Self::Relative | Self::Determiner
        )
    }
}

/// A [`Doc`] with what the clause layer asks of it again and again.
pub(super) struct Tree<'d> {
    pub(super) doc: &'d Doc,
    deps: Vec<Dep>,
    heads: Vec<u32>,
    /// The children of all tokens, one token's after another's.
    children: Vec<u32>,
    /// Where each token's children start, and where the last one's end.
    first_child: Vec<u32>,
    /// Number of the paragraph of each token.
    paragraphs: Vec<u32>,
    tags: Vec<Tag>,
    /// Tokens, heads before children.
    pub(super) order: Vec<u32>,
    /// Place of each token in `order`.
    pub(super) rank: Vec<u32>,
    /// First and last token of each subtree's hull.
    left: Vec<u32>,
    right: Vec<u32>,
    /// Last token of the phrase around each token: conjuncts included, clauses and appositions not.
    phrase_right: Vec<u32>,
}

impl<'d> Tree<'d> {
    /// The tree of a text; `headlines` says of each token whether it is of one.
    pub(super) fn new(doc: &'d Doc, headlines: &[bool]) -> Self {
        let n = doc.len();
        let paragraphs = lines::paragraphs(doc);
        // The parser joins a headline with the sentence below it: no arc leads from one paragraph to another.
        let dep = |t: usize| match dep_of(doc.dep(t)) {
            _ if paragraphs[t] != paragraphs[doc.head(t)] => Dep::Root,
            dep => dep,
        };
        let mut deps: Vec<Dep> = (0..n).map(dep).collect();
        let mut tags: Vec<Tag> = (0..n).map(|t| tag_of(doc.tag(t))).collect();
        for t in 0..n {
            // "to host talks", "will attack": after these only a verb can stand.
            let is_noun = matches!(tags[t], Tag::Noun | Tag::Adjective);
            if is_noun
                && doc
                    .children(t)
                    .iter()
                    .any(|&c| deps[c as usize] == Dep::Aux && matches!(tags[c as usize], Tag::To | Tag::Md))
            {
                tags[t] = Tag::Vb;
            }
        }
        let mut heads: Vec<u32> = (0..n).map(|t| doc.head(t) as u32).collect();
        arcs::mend(doc, headlines, &mut heads, &mut deps, &mut tags);
        let (children, first_child) = children_of(&heads);
        let of = |t: u32| first_child[t as usize] as usize..first_child[t as usize + 1] as usize;
        let mut order: Vec<u32> = (0..n as u32).filter(|&t| heads[t as usize] == t).collect();
        let mut at = 0;
        while at < order.len() {
            order.extend_from_slice(&children[of(order[at])]);
            at += 1;
        }
        let mut rank = vec![0; n];
        for (i, &t) in (0..).zip(&order) {
            rank[t as usize] = i;
        }
        let mut tree = Self {
            doc,
            deps,
            heads,
            children,
            first_child,
            paragraphs,
            tags,
            order,
            rank,
            left: (0..n as u32).collect(),
            right: (0..n as u32).collect(),
            phrase_right: (0..n as u32).collect(),
        };
        for i in (0..n).rev() {
            let t = tree.order[i] as usize;
            tree.phrase_right[t] = tree.phrase_end(t, true);
            if !tree.is_root(t as u32) {
                let head = tree.heads[t] as usize;
                tree.left[head] = tree.left[head].min(tree.left[t]);
                tree.right[head] = tree.right[head].max(tree.right[t]);
            }
        }
        tree
    }

    pub(super) fn len(&self) -> usize {
        self.deps.len()
    }

    pub(super) fn dep(&self, t: u32) -> Dep {
        self.deps[t as usize]
    }

    pub(super) fn tag(&self, t: u32) -> Tag {
        self.tags[t as usize]
    }

    pub(super) fn head(&self, t: u32) -> u32 {
        self.heads[t as usize]
    }

    pub(super) fn is_root(&self, t: u32) -> bool {
        self.deps[t as usize] == Dep::Root
    }

    pub(super) fn in_same_paragraph(&self, a: u32, b: u32) -> bool {
        self.paragraphs[a as usize] == self.paragraphs[b as usize]
    }

    pub(super) fn children(&self, t: u32) -> &[u32] {
        let of = self.first_child[t as usize] as usize..self.first_child[t as usize + 1] as usize;
        &self.children[of]
    }

    pub(super) fn child(&self, t: u32, dep: Dep) -> Option<u32> {
        self.children(t).iter().copied().find(|&c| self.dep(c) == dep)
    }

    pub(super) fn word(&self, t: u32) -> &'d str {
        self.doc.word(t as usize)
    }

    pub(super) fn lemma(&self, t: u32) -> &'d str {
        self.doc.lemma(t as usize)
    }

    /// A verb's lemma in lower case.
    pub(super) fn verb_lemma(&self, t: u32) -> String {
        let mended = GRAMMAR.mended_lemma(&self.word(t).to_lowercase());
        let lemma = || self.lemma(t).to_lowercase();
        // A quotation mark that was not parted from its word.
        mended.map_or_else(lemma, str::to_owned).trim_start_matches(['"', '“', '\'', '‘', '(']).to_owned()
    }

    /// Whether the word is this one, whatever its case; `lower` is lower case ASCII.
    pub(super) fn is_word(&self, t: u32, lower: &str) -> bool {
        self.word(t).eq_ignore_ascii_case(lower)
    }

    pub(super) fn entity(&self, t: u32) -> &'d str {
        self.doc.entity_tag(t as usize).1
    }

    /// First and one past last token of all that hangs under the token.
    pub(super) fn hull(&self, t: u32) -> (u32, u32) {
        (self.left[t as usize], self.right[t as usize] + 1)
    }

    /// First and one past last token of the phrase around a head word: what stands before it and its
    /// prepositional phrases, without conjuncts, appositions and clauses.
    pub(super) fn phrase(&self, head: u32) -> (u32, u32) {
        let mut left = head;
        for &c in self.children(head).iter().take_while(|&&c| c < head) {
            if !matches!(
                self.dep(c),
                Dep::Punct
                    | Dep::Cc
                    | Dep::Mark
                    | Dep::Nsubj
                    | Dep::Aux
                    | Dep::Prep
                    | Dep::Appos
                    | Dep::Relcl
                    | Dep::Advcl
                    | Dep::Ccomp
            ) || (self.dep(c) == Dep::Punct && matches!(self.word(c), "-" | "–" | "$" | "#"))
            {
                left = left.min(self.left[c as usize]);
            }
        }
        (left, self.phrase_end(head as usize, false) + 1)
    }

    fn phrase_end(&self, head: usize, with_conjuncts: bool) -> u32 {
        let mut end = head as u32;
        for &c in self.children(head as u32) {
            if (c as usize) < head {
                continue;
            }
            match self.deps[c as usize] {
                Dep::Conj if with_conjuncts => {}
                Dep::Prep
                | Dep::Pobj
                | Dep::Pcomp
                | Dep::Case
                | Dep::Compound
                | Dep::Amod
                | Dep::Nummod
                | Dep::Nmod
                | Dep::Advmod
                | Dep::Npadvmod
                | Dep::Poss
                | Dep::Prt => {}
                Dep::Cc | Dep::Punct => continue,
                _ => break,
            }
            end = end.max(self.phrase_right[c as usize]);
        }
        end
    }
}

/// The children of all tokens in order of their heads, and where each head's start.
fn children_of(heads: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0; heads.len() + 1];
    let hangs = |t: usize| heads[t] as usize != t;
    for t in (0..heads.len()).filter(|&t| hangs(t)) {
        first[heads[t] as usize + 1] += 1;
    }
    for t in 0..heads.len() {
        first[t + 1] += first[t];
    }
    let mut children = vec![0; first[heads.len()] as usize];
    let mut next = first.clone();
    for t in (0..heads.len()).filter(|&t| hangs(t)) {
        let at = &mut next[heads[t] as usize];
        children[*at as usize] = t as u32;
        *at += 1;
    }
    (children, first)
}

fn dep_of(label: &str) -> Dep {
    match label {
        "nsubj" => Dep::Nsubj,
        "prep" => Dep::Prep,
        "pobj" => Dep::Pobj,
        "det" => Dep::Det,
        "punct" => Dep::Punct,
        "compound" => Dep::Compound,
        "amod" => Dep::Amod,
        "dobj" => Dep::Dobj,
        "aux" => Dep::Aux,
        "advmod" => Dep::Advmod,
        "conj" => Dep::Conj,
        "cc" => Dep::Cc,
        "ROOT" => Dep::Root,
        "acl" => Dep::Acl,
        "acomp" => Dep::Acomp,
        "advcl" => Dep::Advcl,
        "agent" => Dep::Agent,
        "appos" => Dep::Appos,
        "attr" => Dep::Attr,
        "auxpass" => Dep::Auxpass,
        "case" => Dep::Case,
        "ccomp" => Dep::Ccomp,
        "csubj" => Dep::Csubj,
        "csubjpass" => Dep::Csubjpass,
        "dative" => Dep::Dative,
        "expl" => Dep::Expl,
        "mark" => Dep::Mark,
        "neg" => Dep::Neg,
        "nmod" => Dep::Nmod,
        "npadvmod" => Dep::Npadvmod,
        "nsubjpass" => Dep::Nsubjpass,
        "nummod" => Dep::Nummod,
        "oprd" => Dep::Oprd,
        "parataxis" => Dep::Parataxis,
        "pcomp" => Dep::Pcomp,
        "poss" => Dep::Poss,
        "predet" => Dep::Predet,
        "prt" => Dep::Prt,
        "relcl" => Dep::Relcl,
        "xcomp" => Dep::Xcomp,
        _ => Dep::Other,
    }
}

fn tag_of(tag: &str) -> Tag {
    match tag {
        "VB" => Tag::Vb,
        "VBD" => Tag::Vbd,
        "VBG" => Tag::Vbg,
        "VBN" => Tag::Vbn,
        "VBP" => Tag::Vbp,
        "VBZ" => Tag::Vbz,
        "MD" => Tag::Md,
        "NN" | "NNS" => Tag::Noun,
        "NNP" | "NNPS" => Tag::Name,
        "PRP" | "PRP$" | "EX" => Tag::Pronoun,
        "WDT" | "WP" => Tag::Relative,
        "TO" => Tag::To,
        "JJ" | "JJR" | "JJS" => Tag::Adjective,
        "RB" | "RBR" | "RBS" | "WRB" => Tag::Adverb,
        "IN" | "RP" => Tag::Preposition,
        "CD" => Tag::Number,
        "DT" | "PDT" => Tag::Determiner,
        _ => Tag::Other,
    }
}
