//! Laws that the clauses of every text keep, whatever the text and however wrong its parse.
//! Needs the parsing model: the folder that `CHANCERY_MODEL` names.

use std::path::Path;
use std::sync::LazyLock;

use chancery_coding::clauses::{self, Role, prepositions};
use chancery_coding::status::status_of;
use chancery_nlp::Pipeline;
use chancery_record::Status;
use proptest::prelude::*;

static PIPELINE: LazyLock<Option<Pipeline>> = LazyLock::new(|| {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no law of clauses was tested");
        return None;
    };
    Some(Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names"))
});

/// Words that between them touch every construction, in any order.
const WORDS: &str = "the minister army talks attack of by on who that which to and , . \" “ ” not no will may if said held was \
    has met agreed urged between killed is ready visit according with Iran Monday in before reportedly \
    accompanied ?";

fn check(text: &str) {
    let Some(pipeline) = &*PIPELINE else { return };
    let doc = pipeline.parse(text);
    let found = clauses::read(&doc);
    assert_eq!(found, clauses::read(&doc), "a second reading differs");
    let n = doc.len() as u32;
    let mut last_head = None;
    for (number, clause) in (0..).zip(found.all()) {
        let head = clause.predicate.head;
        assert!(last_head < Some(head), "clauses stand in order of their heads");
        last_head = Some(head);
        assert_eq!(found.clause_of(head), Some(number), "a predicate belongs to its own clause");
        assert!(clause.span.contains(head) && clause.span.end <= n);
        assert!(clause.predicate.span.contains(head) && !clause.predicate.lemma.is_empty());
        for p in &clause.participants {
            assert!(p.span.contains(p.head) && p.span.end <= n, "a phrase holds its head");
            if let Role::Oblique(name) = p.role {
                assert!(prepositions().binary_search(&name).is_ok(), "{name} is no preposition");
            }
        }
        for s in &clause.settings {
            assert!(s.span.contains(s.head) && s.span.end <= n);
        }
        assert!(clause.modality.is_sorted() && clause.negations.is_sorted());
        if let Some(quotation) = clause.quotation {
            assert!(found.quotations()[quotation as usize].contains(head));
        }
        if let Some(link) = clause.link {
            assert!(found.below(link.clause).contains(&number));
        }
        let is_actual = status_of(&found, number) == Status::Actual;
        assert!(!(clause.is_negative() && is_actual), "what is negated is told as a fact");
        // Whoever walks up comes to an end.
        let mut at = clause.link;
        let mut steps = 0;
        while let Some(link) = at {
            at = found.get(link.clause).expect("a link leads to a clause").link;
            steps += 1;
            assert!(steps <= found.all().len(), "clauses hang on each other in a circle");
        }
        let line = clauses::line(&doc, &found, clause);
        assert!(line.starts_with(&clause.predicate.lemma));
    }
    let mut written = String::new();
    clauses::write_readable(&doc, &found, &mut written).expect("a string takes all");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn laws_hold_for_any_words(words in prop::collection::vec(prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()), 0..40)) {
        check(&words.join(" "));
    }

    #[test]
    fn laws_hold_for_any_characters(text in "\\PC{0,80}") {
        check(&text);
    }
}

#[test]
fn laws_hold_for_long_lists() {
    check(&"the army attacked and ".repeat(400));
    check(&"Iran, ".repeat(800));
    check(&"the end of the attack of ".repeat(300));
}

#[test]
fn no_text_has_no_clauses() {
    check("");
    check("\n\n");
}
