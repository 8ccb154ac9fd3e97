//! The whole pipeline against spaCy's own output, field by field, with a table of how much agrees.

mod reference;

use std::collections::HashMap;
use std::fmt::Write as _;

use chancery_nlp::Doc;
use serde_json::Value;

/// The fields that are compared.
const FIELDS: [&str; 9] =
    ["bounds", "tag", "pos", "lemma", "morph", "head", "dep", "sentence start", "entity"];

/// Least share of spaCy's tokens on which each field but the first must agree; bounds must on all.
const LEAST: f64 = 0.9995;

/// How many of spaCy's tokens there are, and on how many of them each field agrees.
#[derive(Default)]
struct Agreement {
    n_tokens: usize,
    agreeing: [usize; FIELDS.len()],
    differences: Vec<String>,
}

impl Agreement {
    /// Compares a parse with spaCy's. A token that spaCy has and we have not counts as a difference
    /// in every field; heads are compared by where they stand, not by their number.
    fn add(&mut self, doc: &Doc, theirs: &Value) {
        let theirs = theirs["tokens"].as_array().expect("tokens");
        let number = |token: &Value, name: &str| token[name].as_u64().expect("a number") as usize;
        let span = |token: &Value| (number(token, "bstart"), number(token, "bend"));
        let ours: HashMap<(usize, usize), usize> =
            (0..doc.len()).map(|t| ((doc.bytes(t).start, doc.bytes(t).end), t)).collect();
        self.n_tokens += theirs.len();
        for token in theirs {
            let text = |name: &str| token[name].as_str().expect("a text");
            let Some(&t) = ours.get(&span(token)) else {
                self.differences.push(format!("no token {:?} at {:?}", text("text"), span(token)));
                continue;
            };
            let head = doc.bytes(doc.head(t));
            let (iob, kind) = doc.entity_tag(t);
            let same = [
                doc.word(t) == text("text"),
                doc.tag(t) == text("tag"),
                doc.pos(t) == text("pos"),
                doc.lemma(t) == text("lemma"),
                doc.morph(t) == text("morph"),
                (head.start, head.end) == span(&theirs[number(token, "head")]),
                doc.dep(t) == text("dep"),
                Some(doc.starts_sentence(t)) == token["is_sent_start"].as_bool(),
                (iob, kind) == (text("ent_iob"), text("ent_type")),
            ];
            for (field, same) in same.into_iter().enumerate() {
                self.agreeing[field] += usize::from(same);
                if !same {
                    self.differences.push(format!("{} of {:?} at {t}", FIELDS[field], text("text")));
                }
            }
        }
    }

    fn table(&self, title: &str) -> String {
        let mut table =
            format!("{title}: {} tokens\n| field | agree | differ | % |\n|---|--:|--:|--:|\n", self.n_tokens);
        for (field, &agreeing) in FIELDS.iter().zip(&self.agreeing) {
            let share = 100.0 * agreeing as f64 / self.n_tokens.max(1) as f64;
            writeln!(table, "| {field} | {agreeing} | {} | {share:.4} |", self.n_tokens - agreeing)
                .expect("writing to a string");
        }
        table
    }

    fn check(&self) {
        let shown = &self.differences[..self.differences.len().min(20)];
        assert_eq!(self.agreeing[0], self.n_tokens, "bounds differ: {shown:#?}");
        for (field, &agreeing) in FIELDS.iter().zip(&self.agreeing) {
            assert!(agreeing as f64 >= LEAST * self.n_tokens as f64, "{field} differs: {shown:#?}");
        }
    }
}

fn compare(documents: &[Value]) -> Option<Agreement> {
    let pipeline = reference::pipeline()?;
    let texts: Vec<&str> = documents.iter().map(|d| d["text"].as_str().expect("a text")).collect();
    let docs = pipeline.workers(2).parse_all(&texts);
    let mut agreement = Agreement::default();
    for (doc, theirs) in docs.iter().zip(documents) {
        assert_eq!(doc.len(), theirs["tokens"].as_array().expect("tokens").len(), "{}", theirs["id"]);
        agreement.add(doc, theirs);
    }
    Some(agreement)
}

#[test]
fn the_pipeline_agrees_with_spacy_on_the_shared_files() {
    let documents = reference::shared();
    if documents.is_empty() {
        return;
    }
    let Some(agreement) = compare(&documents) else { return };
    reference::say(&agreement.table("parity with spaCy 3.8.18 on the shared files"));
    assert_eq!(agreement.n_tokens, 112_107);
    agreement.check();
}

/// Here every field of every token is the same, and so are the noun chunks: a difference would be
/// explained in `PARITY.md` and excepted by name.
#[test]
fn the_pipeline_agrees_with_spacy_on_every_token_of_the_oracle_set() {
    let documents = reference::oracle("en_core_web_sm.jsonl");
    let Some(agreement) = compare(&documents) else { return };
    reference::say(&agreement.table("parity with spaCy 3.8.18 on the oracle set"));
    assert_eq!(agreement.differences, [""; 0]);
    assert_eq!((documents.len(), agreement.n_tokens), (470, 5_670));
    let mut worker = reference::pipeline().expect("compared above").worker();
    for document in &documents {
        let doc = worker.parse(document["text"].as_str().expect("a text"));
        let ours: Vec<[usize; 2]> = doc.noun_chunks().iter().map(|c| [c.start, c.end]).collect();
        let theirs: Vec<[usize; 2]> =
            serde_json::from_value(document["noun_chunks"].clone()).expect("pairs of numbers");
        assert_eq!(ours, theirs, "{}", document["text"]);
    }
}
