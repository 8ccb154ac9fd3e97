//! A parsed text.

use std::ops::Range;
use std::sync::Arc;

use crate::noun_chunks::noun_chunks;
use crate::transition::projective::edges_and_starts;

/// Marks a token outside every entity.
const NO_ENTITY: u32 = u32::MAX;

/// None, and the parts of speech (<https://universaldependencies.org/u/pos/>) with spaCy's `SPACE`.
pub(crate) const PARTS_OF_SPEECH: [&str; 19] = [
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SPACE", "SYM", "VERB", "X",
];

const SPACE_AFTER: u8 = 1;
const IS_SPACE: u8 = 2;
const SENTENCE_START: u8 = 4;

/// The strings that the annotations of all texts share: the model's labels.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    pub(crate) tags: Vec<String>,
    pub(crate) arcs: Vec<String>,
    pub(crate) entities: Vec<String>,
}

/// A parsed text: tokens with tags, lemmas, arcs, sentence bounds and entities.
///
/// Tokens are numbered from 0; a token number that is not below [`Doc::len`] is a caller's mistake
/// and panics, as indexing does. Byte offsets are offsets into [`Doc::text`]; [`Doc::char_offsets`]
/// converts. Annotations have spaCy's names and values throughout. Nothing in a `Doc` changes:
/// share it between threads behind an [`Arc`].
#[derive(Debug, Clone)]
pub struct Doc {
    text: Box<str>,
    labels: Arc<Labels>,
    bounds: Vec<Bounds>,
    flags: Vec<u8>,
    tags: Vec<u16>,
    /// Indices into [`PARTS_OF_SPEECH`].
    pos: Vec<u8>,
    morphs: Vec<u16>,
    morph_table: Arc<Vec<Box<str>>>,
    lemma_ends: Vec<u32>,
    lemma_text: Box<str>,
    heads: Vec<u32>,
    arcs: Vec<u16>,
    entity_of: Vec<u32>,
    entities: Vec<Entity>,
    sentences: Vec<Range<usize>>,
    /// Children of token `i`, in order: `children[child_from[i]..child_from[i + 1]]`.
    child_from: Vec<u32>,
    children: Vec<u32>,
}

/// Where a token starts and ends, in UTF-8 bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A recognised entity: tokens `start..end` of one type (`PERSON`, `GPE`, …).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// First token.
    pub start: u32,
    /// First token after.
    pub end: u32,
    label: u16,
}

/// What a [`Doc`] is made of. All columns have one entry a token.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) bounds: Vec<Bounds>,
    pub(crate) space_after: Vec<bool>,
    pub(crate) is_space: Vec<bool>,
    pub(crate) tags: Vec<u16>,
    /// Indices into [`PARTS_OF_SPEECH`].
    pub(crate) pos: Vec<u8>,
    pub(crate) morphs: Vec<u16>,
    pub(crate) lemma_ends: Vec<u32>,
    pub(crate) lemma_text: String,
    pub(crate) heads: Vec<u32>,
    pub(crate) arcs: Vec<u16>,
    pub(crate) starts: Vec<bool>,
    /// Start, end and type.
    pub(crate) entities: Vec<(u32, u32, u16)>,
}

impl Doc {
    pub(crate) fn new(
        text: &str,
        labels: Arc<Labels>,
        morph_table: Arc<Vec<Box<str>>>,
        parts: Parts,
    ) -> Self {
        let n = parts.bounds.len();
        let mut flags = vec![0; n];
        for (column, flag) in
            [(&parts.space_after, SPACE_AFTER), (&parts.is_space, IS_SPACE), (&parts.starts, SENTENCE_START)]
        {
            for (flags, &set) in flags.iter_mut().zip(column) {
                *flags |= if set { flag } else { 0 };
            }
        }
        let mut entity_of = vec![NO_ENTITY; n];
        let entities: Vec<Entity> =
            parts.entities.into_iter().map(|(start, end, label)| Entity { start, end, label }).collect();
        for (index, entity) in entities.iter().enumerate() {
            entity_of[entity.start as usize..entity.end as usize].fill(index as u32);
        }
        let starts: Vec<usize> = (0..n).filter(|&i| i == 0 || parts.starts[i]).collect();
        let ends = starts.iter().skip(1).copied().chain((n > 0).then_some(n));
        let sentences = starts.iter().copied().zip(ends).map(|(a, b)| a..b).collect();
        let (child_from, children) = list_children(&parts.heads);
        Self {
            text: text.into(),
            labels,
            bounds: parts.bounds,
            flags,
            tags: parts.tags,
            pos: parts.pos,
            morphs: parts.morphs,
            morph_table,
            lemma_ends: parts.lemma_ends,
            lemma_text: parts.lemma_text.into(),
            heads: parts.heads,
            arcs: parts.arcs,
            entity_of,
            entities,
            sentences,
            child_from,
            children,
        }
    }

    /// The text, whole and unchanged.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of tokens; white space other than single spaces between words counts as tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether there is no token: the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// Where the token stands, in bytes.
    #[must_use]
    pub fn bytes(&self, token: usize) -> Range<usize> {
        let Bounds { start, end } = self.bounds[token];
        start as usize..end as usize
    }

    /// Where the tokens stand from the first's start to the last's end, in bytes; empty for none.
    #[must_use]
    pub fn bytes_of(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.bounds[tokens.start].start as usize..self.bounds[tokens.end - 1].end as usize
    }

    /// The token's text.
    #[must_use]
    pub fn word(&self, token: usize) -> &str {
        &self.text[self.bytes(token)]
    }

    /// The text from the first token's start to the last's end.
    #[must_use]
    pub fn words(&self, tokens: Range<usize>) -> &str {
        &self.text[self.bytes_of(tokens)]
    }

    /// Whether a space follows that belongs to no token.
    #[must_use]
    pub fn has_space_after(&self, token: usize) -> bool {
        self.flags[token] & SPACE_AFTER != 0
    }

    /// Whether the token is white space.
    #[must_use]
    pub fn is_space(&self, token: usize) -> bool {
        self.flags[token] & IS_SPACE != 0
    }

    /// The fine part of speech (Penn Treebank: `NNP`, `VBD`, …).
    #[must_use]
    pub fn tag(&self, token: usize) -> &str {
        &self.labels.tags[self.tags[token] as usize]
    }

    /// The coarse part of speech (Universal Dependencies: `PROPN`, `VERB`, …).
    #[must_use]
    pub fn pos(&self, token: usize) -> &'static str {
        PARTS_OF_SPEECH[self.pos[token] as usize]
    }

    /// Morphological features as `Key=Value|Key=Value`, keys in order; empty for none.
    #[must_use]
    pub fn morph(&self, token: usize) -> &str {
        &self.morph_table[self.morphs[token] as usize]
    }

    /// The value of one morphological feature.
    #[must_use]
    pub fn feature(&self, token: usize, key: &str) -> Option<&str> {
        self.morph(token).split('|').find_map(|f| f.strip_prefix(key)?.strip_prefix('='))
    }

    /// The base form.
    #[must_use]
    pub fn lemma(&self, token: usize) -> &str {
        let from = if token == 0 { 0 } else { self.lemma_ends[token - 1] };
        &self.lemma_text[from as usize..self.lemma_ends[token] as usize]
    }

    /// The token's head; a sentence's root is its own.
    #[must_use]
    pub fn head(&self, token: usize) -> usize {
        self.heads[token] as usize
    }

    /// The label of the arc from the head (`nsubj`, `dobj`, … in spaCy's English scheme).
    #[must_use]
    pub fn dep(&self, token: usize) -> &str {
        &self.labels.arcs[self.arcs[token] as usize]
    }

    /// Whether the token is the root of its sentence.
    #[must_use]
    pub fn is_root(&self, token: usize) -> bool {
        self.head(token) == token
    }

    /// Whether a sentence starts here.
    #[must_use]
    pub fn starts_sentence(&self, token: usize) -> bool {
        self.flags[token] & SENTENCE_START != 0
    }

    /// The sentences, as ranges of tokens that tile the text.
    #[must_use]
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Number of the sentence that holds the token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= token)
    }

    /// The entities, in order.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity that holds the token.
    #[must_use]
    pub fn entity_of(&self, token: usize) -> Option<Entity> {
        self.entities.get(self.entity_of[token] as usize).copied()
    }

    /// The type of an entity of this text.
    #[must_use]
    pub fn entity_type(&self, entity: Entity) -> &str {
        &self.labels.entities[entity.label as usize]
    }

    /// spaCy's `ent_iob_` and `ent_type_`: `("O", "")` outside every entity.
    #[must_use]
    pub fn entity_tag(&self, token: usize) -> (&'static str, &str) {
        self.entity_of(token).map_or(("O", ""), |entity| {
            (if entity.start as usize == token { "B" } else { "I" }, self.entity_type(entity))
        })
    }

    /// The token's children in the tree, in order.
    #[must_use]
    pub fn children(&self, token: usize) -> &[u32] {
        &self.children[self.child_from[token] as usize..self.child_from[token + 1] as usize]
    }

    /// The children with one of these arc labels, in order.
    pub fn children_by<'a>(&'a self, token: usize, deps: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        self.children(token).iter().map(|&c| c as usize).filter(move |&c| deps.contains(&self.dep(c)))
    }

    /// The token and all its descendants, in order of the text.
    #[must_use]
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut tokens = vec![token];
        let mut at = 0;
        while at < tokens.len() {
            tokens.extend(self.children(tokens[at]).iter().map(|&c| c as usize));
            at += 1;
        }
        tokens.sort_unstable();
        tokens
    }

    /// The least range of tokens that holds the token's subtree.
    #[must_use]
    pub fn subtree_span(&self, token: usize) -> Range<usize> {
        let tokens = self.subtree(token);
        tokens[0]..tokens[tokens.len() - 1] + 1
    }

    /// The token's head, the head's head, and so on to the root, which comes last.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        // No path is longer than the text; the bound ends a walk in a malformed tree.
        std::iter::successors(Some(token), |&t| (!self.is_root(t)).then(|| self.head(t)))
            .skip(1)
            .take(self.len())
    }

    /// Whether `above` is a proper ancestor of `token`.
    #[must_use]
    pub fn is_ancestor(&self, above: usize, token: usize) -> bool {
        self.ancestors(token).any(|a| a == above)
    }

    /// The way from `a` to `b` through the tree, both included: up to the lowest common ancestor,
    /// then down. `None` if they are in different trees.
    #[must_use]
    pub fn path(&self, a: usize, b: usize) -> Option<Vec<usize>> {
        let up: Vec<usize> = std::iter::once(a).chain(self.ancestors(a)).collect();
        let down: Vec<usize> = std::iter::once(b).chain(self.ancestors(b)).collect();
        let (meet_up, meet_down) =
            up.iter().enumerate().find_map(|(i, t)| Some((i, down.iter().position(|d| d == t)?)))?;
        let mut path = up[..=meet_up].to_vec();
        path.extend(down[..meet_down].iter().rev());
        Some(path)
    }

    /// The base noun phrases, as spaCy's `noun_chunks` for English gives them.
    #[must_use]
    pub fn noun_chunks(&self) -> Vec<Range<usize>> {
        let (edges, _) = edges_and_starts(&self.heads);
        noun_chunks(&self.heads, &edges.left, |t| self.dep(t), |t| self.pos(t))
            .into_iter()
            .map(|chunk| chunk.start as usize..chunk.end as usize)
            .collect()
    }

    /// For each byte offset of `offsets`, which must rise, the number of Unicode code points before it.
    #[must_use]
    pub fn char_offsets(&self, offsets: &[usize]) -> Vec<usize> {
        let (mut byte, mut chars) = (0, 0);
        offsets
            .iter()
            .map(|&offset| {
                chars += self.text[byte..offset].chars().count();
                byte = offset;
                chars
            })
            .collect()
    }
}

fn list_children(heads: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut from = vec![0u32; heads.len() + 1];
    let arcs = || (0u32..).zip(heads).filter(|(token, head)| token != *head);
    for (_, &head) in arcs() {
        from[head as usize + 1] += 1;
    }
    for i in 1..from.len() {
        from[i] += from[i - 1];
    }
    let mut children = vec![0; from[heads.len()] as usize];
    let mut next = from.clone();
    for (token, &head) in arcs() {
        children[next[head as usize] as usize] = token;
        next[head as usize] += 1;
    }
    (from, children)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc() -> Doc {
        let text = "Niño met her there";
        let labels = Labels {
            tags: vec!["X".into()],
            arcs: ["nsubj", "ROOT", "dobj", "advmod"].map(String::from).into(),
            entities: vec!["PERSON".into()],
        };
        let bounds = [(0, 5), (6, 9), (10, 13), (14, 19)].map(|(start, end)| Bounds { start, end });
        let parts = Parts {
            bounds: bounds.into(),
            space_after: vec![true, true, true, false],
            is_space: vec![false; 4],
            tags: vec![0; 4],
            pos: vec![18; 4],
            morphs: vec![0; 4],
            lemma_ends: vec![5, 9, 12, 17],
            lemma_text: "Niñomeetshethere".into(),
            heads: vec![1, 1, 1, 1],
            arcs: vec![0, 1, 2, 3],
            starts: vec![true, false, false, false],
            entities: vec![(0, 1, 0)],
        };
        Doc::new(text, Arc::new(labels), Arc::new(vec![Box::from("")]), parts)
    }

    #[test]
    fn the_tree_can_be_walked() {
        let doc = doc();
        assert_eq!(doc.children(1), [0, 2, 3]);
        assert_eq!(doc.subtree(1), [0, 1, 2, 3]);
        assert_eq!(doc.path(0, 3), Some(vec![0, 1, 3]));
        assert_eq!(doc.children_by(1, &["dobj"]).collect::<Vec<_>>(), [2]);
        assert_eq!(doc.ancestors(0).collect::<Vec<_>>(), [1]);
        assert!(doc.is_ancestor(1, 0) && !doc.is_ancestor(1, 1));
    }

    #[test]
    fn offsets_are_bytes_and_convert_to_code_points() {
        let doc = doc();
        assert_eq!(doc.bytes(1), 6..9);
        assert_eq!(doc.char_offsets(&[0, 5, 6, 19]), [0, 4, 5, 18]);
    }

    #[test]
    fn entities_and_sentences_are_found_by_token() {
        let doc = doc();
        assert_eq!(doc.entity_tag(0), ("B", "PERSON"));
        assert_eq!(doc.entity_tag(1), ("O", ""));
        assert_eq!(doc.sentences().iter().map(|s| (s.start, s.end)).collect::<Vec<_>>(), [(0, 4)]);
        assert_eq!(doc.sentence_of(3), 0);
    }
}
