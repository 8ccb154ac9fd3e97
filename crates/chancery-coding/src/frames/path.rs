//! Paths from a clause to what fills a place in a frame: `object`, `complement.subject`, `in:object`.

use crate::clauses::{Role, prepositions};

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The participants in this role; as a step on the way, the event nouns among them.
    Role(Role),
    /// The clause that is the content: "said *that…*", "agreed *to…*".
    Complement,
    /// A clause of purpose.
    Purpose,
    /// Any other adverbial clause.
    Adverbial,
    /// Whatever is said, asked or promised: a complement clause, else an event noun.
    Content,
    /// The other parties that the sentence names.
    Context,
}

/// One way to fill a side: the parts are taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Whether the actor may stand anywhere inside the phrase (`in:object`).
    pub inside: bool,
    /// Steps of each part; none of them is empty.
    pub parts: Vec<Vec<Step>>,
}

impl Path {
    /// Reads `in:object`, `subject+with`, `complement.subject`.
    ///
    /// # Errors
    /// The step that is none.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (inside, rest) = match text.trim().strip_prefix("in:") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let parts =
            rest.split('+').map(|part| part.split('.').map(step).collect()).collect::<Result<_, _>>()?;
        Ok(Self { inside, parts })
    }
}

/// The step of this name.
pub(super) fn step(name: &str) -> Result<Step, String> {
    Ok(match name.trim() {
        "subject" => Step::Role(Role::Subject),
        "object" => Step::Role(Role::Object),
        "indirect" => Step::Role(Role::IndirectObject),
        "attribute" => Step::Role(Role::Attribute),
        "modifier" => Step::Role(Role::Modifier),
        "complement" => Step::Complement,
        "purpose" => Step::Purpose,
        "adverbial" => Step::Adverbial,
        "content" => Step::Content,
        "context" => Step::Context,
        other => match prepositions().iter().find(|p| **p == other) {
            Some(preposition) => Step::Role(Role::Oblique(preposition)),
            None => return Err(other.to_owned()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_parts_and_steps() {
        let path = Path::parse("subject+complement.subject").unwrap();
        assert_eq!(
            path.parts,
            [vec![Step::Role(Role::Subject)], vec![Step::Complement, Step::Role(Role::Subject)]]
        );
        assert!(!path.inside);
        assert!(Path::parse("in:with").unwrap().inside);
    }

    #[test]
    fn an_unknown_step_is_named() {
        assert_eq!(Path::parse("complement.victim"), Err("victim".to_owned()));
    }
}
