//! What a caller of the clause layer sees beyond the notation: spans, appositions, links, quotations,
//! headlines. Needs the parsing model: the folder that `CHANCERY_MODEL` names.

use std::path::Path;

use chancery_coding::clauses::{self, Clauses, Relation, Role, Via};
use chancery_nlp::{Doc, Pipeline};

fn read(text: &str) -> Option<(Doc, Clauses)> {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no clause was read");
        return None;
    };
    let pipeline = Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names");
    let doc = pipeline.parse(text);
    let found = clauses::read(&doc);
    Some((doc, found))
}

#[test]
fn a_participant_has_its_phrase_and_its_other_name() {
    let Some((doc, found)) =
        read("The Danish prime minister, Lars Holm, met the mayor of Bergen, two aides and a judge.")
    else {
        return;
    };
    let clause = &found.all()[0];
    let words = |role| {
        let spans = clause.in_role(role).map(|p| doc.words(p.span.range()).to_owned());
        spans.collect::<Vec<_>>()
    };
    assert_eq!(words(Role::Subject), ["The Danish prime minister"]);
    assert_eq!(words(Role::Object), ["the mayor of Bergen", "two aides", "a judge"]);
    let subject = clause.subjects().next().unwrap();
    assert_eq!(doc.words(subject.appositions[0].span.range()), "Lars Holm");
    let groups: Vec<_> = clause.objects().map(|p| p.group).collect();
    assert!(groups.iter().all(|&g| g == groups[0]), "conjuncts name their first");
}

#[test]
fn a_content_is_found_from_the_word_that_takes_it() {
    let Some((doc, found)) = read("The council urged Turkey to withdraw its troops.") else { return };
    let urge = (0..).zip(found.all()).find(|(_, c)| c.predicate.lemma == "urge").unwrap().0;
    let below: Vec<_> = found.below(urge).iter().filter_map(|&c| found.get(c)).collect();
    assert_eq!(below.len(), 1);
    let link = below[0].link.unwrap();
    assert_eq!(link.relation, Relation::Complement);
    assert_eq!(link.marker.map(|m| doc.word(m as usize)), Some("to"));
    let subject = below[0].subjects().next().unwrap();
    assert_eq!((doc.word(subject.head as usize), subject.via), ("Turkey", Via::Control));
}

#[test]
fn quoted_clauses_name_their_quotation() {
    let text = "“The truce holds,” the envoy said. “Nobody has fired.”\n\n“We wait,\n\nThe rain went on.";
    let Some((doc, found)) = read(text) else { return };
    let quoted: Vec<_> = found.quotations().iter().map(|q| doc.words(q.range()).trim().to_owned()).collect();
    assert_eq!(quoted, ["The truce holds,", "Nobody has fired.", "We wait,"]);
    let of = |lemma: &str| found.all().iter().find(|c| c.predicate.lemma == lemma).unwrap().quotation;
    assert_eq!((of("hold"), of("fire"), of("say")), (Some(0), Some(1), None));
}

#[test]
fn a_headline_stands_alone_even_where_the_parser_joins_it_with_what_follows() {
    let text = "Chile recalls ambassador from Caracas\n\nThe foreign ministry announced the step on Monday.";
    let Some((_, found)) = read(text) else { return };
    let seen: Vec<_> = found.all().iter().map(|c| (c.predicate.lemma.as_str(), c.headline, c.link)).collect();
    assert_eq!(seen, [("recall", true, None), ("announce", false, None)]);
    assert!(found.all().iter().all(|c| c.attribution.is_empty()));
}

#[test]
fn what_is_a_headline_can_be_given() {
    let Some((doc, _)) = read("Two held over bombing.") else { return };
    let found = clauses::read_with_headlines(&doc, |_| true);
    assert!(found.all().iter().all(|c| c.headline));
    assert!(found.all()[0].passive);
}
