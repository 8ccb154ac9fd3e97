//! Entity recognition: begin, in, last, unit, out (`spacy/pipeline/_parser_internals/ner.pyx`).

use crate::error::{Error, Result};
use crate::transition::moves::Move;
use crate::transition::scorer::{NO_TOKEN, Scorer, TokenRows};

/// Feature tokens of a state.
pub(crate) const N_FEATURES: usize = 3;

const BEGIN: u8 = 1;
const IN: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUT: u8 = 5;

/// The action table.
#[derive(Debug)]
pub(crate) struct Biluo {
    /// Action type and label index of each output; actions never taken have no label.
    actions: Vec<(u8, Option<u16>)>,
    /// Entity types.
    pub(crate) labels: Vec<String>,
    /// Outputs that are allowed outside an entity, in order: by whether the token is white space,
    /// and whether an entity can go on after it.
    outside: [[Vec<usize>; 2]; 2],
    /// Outputs that are allowed inside an entity of each type, by whether it can go on.
    inside: Vec<[Vec<usize>; 2]>,
}

/// One recognised entity: tokens `start..end` and the index of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entity {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) label: u16,
}

/// The state of one text.
#[derive(Debug, Default)]
pub(crate) struct State {
    next: usize,
    length: usize,
    /// First token and type of the entity under way.
    open: Option<(u32, u16)>,
    pub(crate) entities: Vec<Entity>,
}

impl State {
    pub(crate) fn new(length: usize) -> Self {
        Self { length, ..Self::default() }
    }
}

impl Biluo {
    pub(crate) fn new(moves: &[Move]) -> Result<Self> {
        let mut labels: Vec<String> = Vec::new();
        let mut actions = Vec::with_capacity(moves.len());
        for m in moves {
            if !(BEGIN..=OUT).contains(&m.action) {
                return Err(Error::not_run(format!("the recogniser has an action type {}", m.action)));
            }
            let label = (!m.label.is_empty()).then(|| {
                let index = labels.iter().position(|l| *l == m.label).unwrap_or_else(|| {
                    labels.push(m.label.clone());
                    labels.len() - 1
                });
                u16::try_from(index).unwrap_or(u16::MAX)
            });
            actions.push((m.action, label));
        }
        let allowed = |open: Option<u16>, space: bool, goes_on: bool| {
            let outputs = actions.iter().enumerate();
            let is_allowed = |&(_, &(action, label)): &(usize, &(u8, Option<u16>))| match (action, open) {
                (BEGIN, None) => label.is_some() && goes_on && !space,
                (IN, Some(_)) => label == open && goes_on,
                (LAST, Some(_)) => label == open,
                (UNIT, None) => label.is_some() && !space,
                (OUT, None) => true,
                _ => false,
            };
            outputs.filter(is_allowed).map(|(output, _)| output).collect()
        };
        if labels.len() > usize::from(u16::MAX) {
            return Err(Error::damaged("too many entity types"));
        }
        let outside = [false, true].map(|space| [false, true].map(|goes_on| allowed(None, space, goes_on)));
        let inside = (0..labels.len())
            .map(|label| [false, true].map(|goes_on| allowed(Some(label as u16), false, goes_on)))
            .collect();
        Ok(Self { outside, inside, actions, labels })
    }

    /// Runs the recogniser until the text ends or rows run out; `barred` tells of a token whether
    /// it is white space, `starts` whether it starts a sentence. Returns whether the text has ended.
    pub(crate) fn advance(
        &self,
        scorer: &Scorer,
        rows: &mut TokenRows,
        state: &mut State,
        is_space: impl Fn(usize) -> bool,
        starts: impl Fn(usize) -> bool,
    ) -> bool {
        while state.next < state.length {
            let b0 = state.next;
            if b0 >= rows.available() {
                return false;
            }
            if state.open.is_none() {
                rows.forget_before(b0);
            }
            let features = match state.open {
                Some((start, _)) => [b0 as u32, start, b0 as u32 - 1],
                None => [b0 as u32, NO_TOKEN, NO_TOKEN],
            };
            let scores = scorer.score(rows, &features);
            // An entity goes on only within its sentence.
            let goes_on = b0 + 1 < state.length && !starts(b0 + 1);
            let allowed = match state.open {
                None => &self.outside[usize::from(is_space(b0))][usize::from(goes_on)],
                Some((_, label)) => &self.inside[usize::from(label)][usize::from(goes_on)],
            };
            let greatest = |best, output| if scores[output] > scores[best] { output } else { best };
            let Some(output) = allowed.iter().copied().reduce(greatest) else {
                state.next = state.length;
                break;
            };
            let (action, label) = self.actions[output];
            let here = b0 as u32;
            match (action, label, state.open) {
                (BEGIN, Some(label), _) => state.open = Some((here, label)),
                (LAST, _, Some((start, label))) => {
                    state.entities.push(Entity { start, end: here + 1, label });
                    state.open = None;
                }
                (UNIT, Some(label), _) => {
                    state.entities.push(Entity { start: here, end: here + 1, label });
                }
                _ => {}
            }
            state.next += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_shared_between_actions() {
        let moves: Vec<Move> = [(1, "ORG"), (2, "ORG"), (4, "GPE"), (4, ""), (5, "")]
            .iter()
            .map(|&(action, label)| Move { action, label: label.into() })
            .collect();
        let system = Biluo::new(&moves).unwrap();
        assert_eq!(system.labels, ["ORG", "GPE"]);
        assert_eq!(system.actions[3], (UNIT, None));
    }

    #[test]
    fn the_missing_action_is_refused() {
        assert!(Biluo::new(&[Move { action: 0, label: "X".into() }]).unwrap_err().is_unsupported());
    }
}
