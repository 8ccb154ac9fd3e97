//! Title phrases: which office "foreign secretary" or "top diplomat" means, and of whom.

use crate::body::ids;
use crate::table::{Tables, each_row};
use crate::{Body, Fault, OfficeKindId, ScopeId};

ids! {
    /// A row of `titles.csv`.
    TitleId,
}

/// A phrase for an office.
///
/// One phrase may have several rows: "chancellor" is the head of government of Germany and Austria, and the
/// finance minister of the United Kingdom.
#[derive(Debug, Clone)]
pub struct Title {
    /// The phrase.
    pub phrase: Box<str>,
    /// The office that it means.
    pub kind: OfficeKindId,
    /// Of whom it is said.
    pub(crate) of: Of,
    /// The body that the phrase itself names ("UN chief"), or that the office really belongs to.
    pub body: Option<Body>,
    /// The scope that the phrase itself names ("UN envoy for Syria").
    pub scope: ScopeId,
}

/// Of whom a title is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Of {
    State,
    Organisation,
    Any,
    These(Vec<Body>),
}

impl Title {
    /// How well the title fits `body`: more where the row names it, none where it is not said of it.
    pub(crate) fn fit(&self, body: Body) -> Option<u8> {
        match &self.of {
            Of::These(bodies) if bodies.contains(&body) => Some(2),
            Of::These(_) => (self.body == Some(body)).then_some(2),
            Of::State => matches!(body, Body::Country(_)).then_some(1),
            Of::Organisation => matches!(body, Body::Organisation(_)).then_some(1),
            Of::Any => Some(0),
        }
    }

    /// Whether states have such an office.
    #[must_use]
    pub fn is_of_states(&self) -> bool {
        matches!(self.of, Of::State)
    }

    /// The plural of the phrase, for "the foreign ministers of Iran and Turkey": its head is the last word
    /// before a preposition.
    pub(crate) fn plural(&self) -> String {
        let words: Vec<&str> = self.phrase.split(' ').collect();
        let head = words
            .iter()
            .position(|word| matches!(*word, "of" | "to" | "for" | "with" | "in"))
            .unwrap_or(words.len())
            .saturating_sub(1);
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        if let Some(word) = words.get_mut(head) {
            *word = plural_of(word);
        }
        words.join(" ")
    }
}

fn plural_of(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        return format!("{word}es");
    }
    format!("{word}s")
}

pub(crate) fn read_titles(
    tables: &Tables,
    body_of: impl Fn(&str) -> Option<Body>,
    kind_of: impl Fn(&str) -> Option<OfficeKindId>,
    mut scope_of: impl FnMut(&str) -> ScopeId,
    faults: &mut Vec<Fault>,
) -> Vec<Title> {
    const COLUMNS: [&str; 5] = ["phrase", "office", "of", "body", "scope"];
    let mut titles: Vec<Title> = Vec::with_capacity(640);
    each_row(tables, "titles.csv", &COLUMNS, faults, |row, faults| {
        let Some(kind) = kind_of(row.get(1)) else {
            faults.push(
                row.fault(
                    format!("no office `{}`", row.get(1)),
                    "use a code of office_kinds.csv, or add one",
                ),
            );
            return;
        };
        let mut body = |code: &str| {
            let body = body_of(code);
            if body.is_none() {
                faults.push(row.fault(
                    format!("no country or organisation `{code}`"),
                    "use a code of countries.csv or organisations.csv",
                ));
            }
            body
        };
        let of = match row.get(2) {
            "state" => Of::State,
            "organisation" => Of::Organisation,
            "any" => Of::Any,
            _ => Of::These(row.list(2).filter_map(&mut body).collect()),
        };
        let own = if row.get(3).is_empty() { None } else { body(row.get(3)) };
        titles.push(Title { phrase: row.get(0).into(), kind, of, body: own, scope: scope_of(row.get(4)) });
    });
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_title_takes_the_plural() {
        let plural = |phrase: &str| {
            Title {
                phrase: phrase.into(),
                kind: OfficeKindId(0),
                of: Of::Any,
                body: None,
                scope: ScopeId::NONE,
            }
            .plural()
        };
        assert_eq!(plural("foreign minister"), "foreign ministers");
        assert_eq!(plural("secretary of state"), "secretaries of state");
        assert_eq!(plural("spokesman for the foreign ministry"), "spokesmen for the foreign ministry");
        assert_eq!(plural("ambassador to the UN"), "ambassadors to the UN");
        assert_eq!(plural("spy chief"), "spy chiefs");
    }
}
