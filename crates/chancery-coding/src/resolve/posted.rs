//! Embassies and consulates: houses of one state on the ground of another. Those outside one are not its state's.

use chancery_nlp::Doc;

/// Whether a noun is a state's house abroad.
pub(crate) fn is_house_abroad(doc: &Doc, head: usize) -> bool {
    match doc.lemma(head).to_lowercase().as_str() {
        "embassy" | "consulate" => true,
        "commission" => before(doc, head).any(|t| doc.word(t).eq_ignore_ascii_case("high")),
        "mission" => before(doc, head).any(|t| doc.word(t).eq_ignore_ascii_case("diplomatic")),
        // "the consulate building", "the embassy gates"
        "building" | "compound" | "gate" | "ground" | "premise" | "fence" | "annex" => {
            before(doc, head).any(|t| is_house_abroad(doc, t))
        }
        _ => false,
    }
}

fn before(doc: &Doc, head: usize) -> impl Iterator<Item = usize> {
    let left = doc.children_by(head, &["compound", "amod", "nmod", "poss"]);
    left.filter(move |&t| t < head).collect::<Vec<_>>().into_iter()
}

/// Whether a word is a house abroad or says whose it is: "the *Iranian* embassy", "the embassy of *Iran*".
pub(crate) fn is_of_house_abroad(doc: &Doc, token: usize) -> bool {
    let above = doc.head(token);
    is_house_abroad(doc, token)
        || match doc.dep(token) {
            "amod" | "compound" | "nmod" | "poss" | "nounmod" => is_house_abroad(doc, above),
            "pobj" => doc.word(above) == "of" && is_house_abroad(doc, doc.head(above)),
            _ => false,
        }
}
