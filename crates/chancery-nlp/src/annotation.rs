//! What follows from tags and arcs by rule: parts of speech, morphological features and lemmas, in
//! the order of spaCy's pipeline (attribute ruler, then lemmatizer).

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::attribute_ruler::{AttributeRuler, Attributes, RuledToken};
use crate::doc::{Labels, PARTS_OF_SPEECH, Parts};
use crate::error::Result;
use crate::hash::string_id;
use crate::lemmatizer::Lemmatizer;
use crate::model::package::Package;
use crate::tokenizer::{Lexicon, Token};

/// Tokens that the rules look at together.
const RULED_TOGETHER: usize = 2048;

/// The rule-based components.
#[derive(Debug)]
pub(crate) struct Annotator {
    ruler: AttributeRuler,
    lemmatizer: Lemmatizer,
    /// String ids of the tags and arc labels, by their index.
    tag_ids: Vec<u64>,
    arc_ids: Vec<u64>,
}

/// What one worker remembers: lemmas by word type, and the feature strings met.
#[derive(Debug)]
pub(crate) struct Remembered {
    lemmas_kept: usize,
    lemmas: HashMap<(u32, u8, u16), Box<str>, FixedState>,
    morphs: Arc<Vec<Box<str>>>,
    morph_index: HashMap<Box<str>, u16, FixedState>,
}

impl Remembered {
    pub(crate) fn new(lemmas_kept: usize) -> Self {
        Self {
            lemmas_kept,
            lemmas: HashMap::default(),
            morphs: Arc::default(),
            morph_index: HashMap::default(),
        }
    }

    /// Forgets word types: to be called when their numbers get a new meaning.
    pub(crate) fn forget_types(&mut self) {
        self.lemmas.clear();
    }

    /// The feature strings, by their index.
    pub(crate) fn morphs(&self) -> Arc<Vec<Box<str>>> {
        Arc::clone(&self.morphs)
    }

    fn morph(&mut self, features: &str) -> u16 {
        if let Some(&index) = self.morph_index.get(features) {
            return index;
        }
        // The strings are those of the model's rules, some dozens.
        let index = u16::try_from(self.morphs.len()).unwrap_or(u16::MAX);
        Arc::make_mut(&mut self.morphs).push(features.into());
        self.morph_index.insert(features.into(), index);
        index
    }
}

impl Annotator {
    pub(crate) fn read(package: &Package, labels: &Labels) -> Result<Self> {
        let ids = |labels: &[String]| labels.iter().map(|l| string_id(l)).collect();
        Ok(Self {
            ruler: package.read_as("attribute_ruler/patterns", AttributeRuler::read)?,
            lemmatizer: package.read_as("lemmatizer/lookups/lookups.bin", Lemmatizer::read)?,
            tag_ids: ids(&labels.tags),
            arc_ids: ids(&labels.arcs),
        })
    }

    /// Fills `pos`, `morphs` and lemmas of `parts`, whose tags and arcs are set.
    pub(crate) fn annotate(
        &self,
        tokens: &[Token],
        labels: &Labels,
        lexicon: &Lexicon,
        remembered: &mut Remembered,
        parts: &mut Parts,
    ) {
        // The rules look at tags and arcs as they were, those of the tokens before too.
        let (tags, arcs) = (parts.tags.clone(), parts.arcs.clone());
        let reach = self.ruler.reach();
        let ruled = |i: usize| RuledToken {
            lexeme: lexicon.lexeme(tokens[i].lexeme),
            text: lexicon.orth(tokens[i].lexeme),
            lower: lexicon.lower(tokens[i].lexeme),
            tag: self.tag_ids[tags[i] as usize],
            dep: self.arc_ids[arcs[i] as usize],
        };
        for from in (0..tokens.len()).step_by(RULED_TOGETHER) {
            let to = tokens.len().min(from + RULED_TOGETHER);
            let first = from.saturating_sub(reach);
            let seen: Vec<RuledToken<'_>> = (first..tokens.len().min(to + reach)).map(ruled).collect();
            let set = self.ruler.annotate(&seen);
            self.set(from, &set[from - first..to - first], tokens, labels, lexicon, remembered, parts);
        }
    }

    /// Takes over what the rules set on the tokens from `from` on.
    #[expect(clippy::too_many_arguments, reason = "what `annotate` has, and the stretch")]
    fn set(
        &self,
        from: usize,
        set: &[Attributes<'_>],
        tokens: &[Token],
        labels: &Labels,
        lexicon: &Lexicon,
        remembered: &mut Remembered,
        parts: &mut Parts,
    ) {
        let index = |labels: &[String], label: &str| labels.iter().position(|l| l == label);
        for (i, (set, token)) in (from..).zip(set.iter().zip(&tokens[from..])) {
            let &Attributes { tag, pos, morph, lemma, dep } = set;
            if let Some(tag) = tag.and_then(|tag| index(&labels.tags, tag)) {
                parts.tags[i] = tag as u16;
            }
            if let Some(dep) = dep.and_then(|dep| index(&labels.arcs, dep)) {
                parts.arcs[i] = dep as u16;
            }
            let pos = pos.and_then(|pos| PARTS_OF_SPEECH.iter().position(|p| *p == pos)).unwrap_or(0);
            let features = morph.unwrap_or("");
            let morph = remembered.morph(features);
            match lemma {
                Some(lemma) => parts.lemma_text.push_str(lemma),
                None => {
                    let key = (token.lexeme.index() as u32, pos as u8, morph);
                    if remembered.lemmas.len() > remembered.lemmas_kept {
                        remembered.lemmas.clear();
                    }
                    let lemma = remembered.lemmas.entry(key).or_insert_with(|| {
                        self.lemmatizer
                            .lemmatize(lexicon.orth(token.lexeme), PARTS_OF_SPEECH[pos], features)
                            .into()
                    });
                    parts.lemma_text.push_str(lemma);
                }
            }
            parts.pos.push(pos as u8);
            parts.morphs.push(morph);
            parts.lemma_ends.push(parts.lemma_text.len() as u32);
        }
    }
}
