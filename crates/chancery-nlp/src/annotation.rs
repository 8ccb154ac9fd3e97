//! What follows from tags and arcs by rule: parts of speech, morphological features and lemmas, in
//! the order of spaCy's pipeline (attribute ruler, then lemmatizer).

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::attribute_ruler::{AttributeRuler, Attributes, RuledToken};
use crate::doc::{Labels, Parts};
use crate::error::Result;
use crate::hash::string_id;
use crate::lemmatizer::Lemmatizer;
use crate::model::package::Package;
use crate::tokenizer::{Lexicon, Token};

/// The parts of speech (<https://universaldependencies.org/u/pos/>) with spaCy's `SPACE`.
const PARTS_OF_SPEECH: [&str; 18] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SPACE", "SYM", "VERB", "X",
];

/// Lemmas kept between texts.
const LEMMAS_KEPT: usize = 1 << 15;

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
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    lemmas: HashMap<(u32, &'static str, u16), Box<str>, FixedState>,
    morphs: Arc<Vec<Box<str>>>,
    morph_index: HashMap<Box<str>, u16, FixedState>,
}

impl Remembered {
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
        let ruled: Vec<RuledToken<'_>> = tokens
            .iter()
            .zip(parts.tags.iter().zip(&parts.arcs))
            .map(|(token, (&tag, &arc))| RuledToken {
                lexeme: lexicon.lexeme(token.lexeme),
                text: lexicon.orth(token.lexeme),
                lower: lexicon.lower(token.lexeme),
                tag: self.tag_ids[tag as usize],
                dep: self.arc_ids[arc as usize],
            })
            .collect();
        let index = |labels: &[String], label: &str| labels.iter().position(|l| l == label);
        for (i, (set, token)) in self.ruler.annotate(&ruled).iter().zip(tokens).enumerate() {
            let &Attributes { tag, pos, morph, lemma, dep } = set;
            if let Some(tag) = tag.and_then(|tag| index(&labels.tags, tag)) {
                parts.tags[i] = tag as u16;
            }
            if let Some(dep) = dep.and_then(|dep| index(&labels.arcs, dep)) {
                parts.arcs[i] = dep as u16;
            }
            let pos = pos.and_then(|pos| PARTS_OF_SPEECH.iter().find(|p| **p == pos)).copied().unwrap_or("");
            let features = morph.unwrap_or("");
            let morph = remembered.morph(features);
            match lemma {
                Some(lemma) => parts.lemma_text.push_str(lemma),
                None => {
                    let key = (token.lexeme.index() as u32, pos, morph);
                    if remembered.lemmas.len() > LEMMAS_KEPT {
                        remembered.lemmas.clear();
                    }
                    let lemma = remembered.lemmas.entry(key).or_insert_with(|| {
                        self.lemmatizer.lemmatize(lexicon.orth(token.lexeme), pos, features).into()
                    });
                    parts.lemma_text.push_str(lemma);
                }
            }
            parts.pos.push(pos);
            parts.morphs.push(morph);
            parts.lemma_ends.push(parts.lemma_text.len() as u32);
        }
    }
}
