//! Parts of speech, features, lemmas and noun chunks against spaCy's, given its tags and parse.

mod reference;

use chancery_nlp::attribute_ruler::{AttributeRuler, RuledToken};
use chancery_nlp::hash::string_id;
use chancery_nlp::lemmatizer::Lemmatizer;
use chancery_nlp::noun_chunks::noun_chunks;
use chancery_nlp::tokenizer::{Lexicon, Tokenizer};
use serde_json::Value;

struct Model {
    tokenizer: Tokenizer,
    ruler: AttributeRuler,
    lemmatizer: Lemmatizer,
}

fn model() -> Option<Model> {
    let folder = reference::model()?;
    let file = |name| reference::model_file(&folder, name);
    Some(Model {
        tokenizer: Tokenizer::read(&file("tokenizer"), &file("vocab/lookups.bin")).expect("a tokenizer"),
        ruler: AttributeRuler::read(&file("attribute_ruler/patterns")).expect("an attribute ruler"),
        lemmatizer: Lemmatizer::read(&file("lemmatizer/lookups/lookups.bin")).expect("a lemmatizer"),
    })
}

/// Annotates a document from its own tags and relations, and compares. A tag that a rule set afterwards is
/// told apart from the tagger's by no output, so that only the tags of white space are in doubt: there every
/// rule that looks at the tag is overruled.
fn check(model: &Model, document: &Value, lexicon: &mut Lexicon) -> usize {
    let text = document["text"].as_str().unwrap();
    let theirs = document["tokens"].as_array().unwrap();
    let tokens = model.tokenizer.tokenize(text, lexicon);
    let ruled: Vec<RuledToken<'_>> = tokens
        .iter()
        .zip(theirs)
        .map(|(token, reference)| RuledToken {
            lexeme: lexicon.lexeme(token.lexeme),
            text: &text[token.start..token.end],
            lower: lexicon.lower(token.lexeme),
            tag: string_id(reference["tag"].as_str().unwrap()),
            dep: string_id(reference["dep"].as_str().unwrap()),
        })
        .collect();
    for ((attributes, token), reference) in model.ruler.annotate(&ruled).iter().zip(&ruled).zip(theirs) {
        let (pos, morph) = (attributes.pos.unwrap_or(""), attributes.morph.unwrap_or(""));
        let lemma = match attributes.lemma {
            Some(lemma) => lemma.into(),
            None => model.lemmatizer.lemmatize(token.text, pos, morph),
        };
        let field = |name: &str| reference[name].as_str().unwrap();
        let expected = (field("pos"), field("morph"), field("lemma"));
        assert_eq!((pos, morph, &*lemma), expected, "{} in {text:?}", token.text);
        assert_eq!(attributes.dep.unwrap_or(field("dep")), field("dep"), "{text:?}");
        assert_eq!(attributes.tag.unwrap_or(field("tag")), field("tag"), "{text:?}");
    }
    tokens.len()
}

#[test]
fn annotations_are_spacys_on_the_oracle_set() {
    let Some(model) = model() else { return };
    let mut lexicon = model.tokenizer.lexicon();
    let documents = reference::oracle("en_core_web_sm.jsonl");
    let n_tokens: usize = documents.iter().map(|document| check(&model, document, &mut lexicon)).sum();
    assert_eq!(n_tokens, 5_670);
}

#[test]
fn annotations_are_spacys_on_the_shared_files() {
    let Some(model) = model() else { return };
    let mut lexicon = model.tokenizer.lexicon();
    let documents = reference::shared();
    let n_tokens: usize = documents.iter().map(|document| check(&model, document, &mut lexicon)).sum();
    assert!(documents.is_empty() || n_tokens == 112_107, "{n_tokens} tokens");
}

/// The first token of each token's subtree.
fn left_edges(heads: &[u32]) -> Vec<u32> {
    let mut edges: Vec<u32> = (0..heads.len() as u32).collect();
    loop {
        let before = edges.clone();
        for (token, &head) in heads.iter().enumerate() {
            edges[head as usize] = edges[head as usize].min(edges[token]);
        }
        if edges == before {
            return edges;
        }
    }
}

#[test]
fn noun_chunks_are_spacys() {
    let mut n_chunks = 0;
    for document in reference::oracle("en_core_web_sm.jsonl") {
        let tokens = document["tokens"].as_array().unwrap();
        let heads: Vec<u32> = tokens.iter().map(|token| token["head"].as_u64().unwrap() as u32).collect();
        let field = |token: usize, name: &str| tokens[token][name].as_str().unwrap();
        let ours = noun_chunks(&heads, &left_edges(&heads), |i| field(i, "dep"), |i| field(i, "pos"));
        let theirs: Vec<_> = document["noun_chunks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|chunk| chunk[0].as_u64().unwrap() as u32..chunk[1].as_u64().unwrap() as u32)
            .collect();
        assert_eq!(ours, theirs, "{}", document["text"]);
        n_chunks += ours.len();
    }
    assert!(n_chunks > 1_000, "{n_chunks}");
}
