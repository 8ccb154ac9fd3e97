//! The tree of a pattern, what can be said of it beforehand, and its compilation.

use std::collections::BTreeSet;

use super::Class;
use super::class::Ranges;

/// Which way a program reads the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// A parsed pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// One character of a set.
    Set(Ranges),
    /// `^`, `\A`.
    Start,
    /// `$`: the text's end, or before a line feed that ends it.
    End,
    /// `\Z`.
    VeryEnd,
    /// One after the other; nothing, if empty.
    Sequence(Vec<Node>),
    /// The first that leads to a match.
    Either(Vec<Node>),
    /// `node`, `min` to `max` times.
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, greedy: bool },
    /// Lookahead (forward) or lookbehind (backward).
    Look { direction: Direction, negated: bool, node: Box<Node> },
}

impl Node {
    /// The same pattern with sequences flattened and neighbouring one-character alternatives in one set:
    /// both consume one character, so which of the two matched cannot be told apart.
    pub(super) fn simplified(&self) -> Self {
        match self {
            Self::Sequence(items) => {
                let mut flat = Vec::with_capacity(items.len());
                for item in items {
                    match item.simplified() {
                        Self::Sequence(inner) => flat.extend(inner),
                        item => flat.push(item),
                    }
                }
                if flat.len() == 1 { flat.remove(0) } else { Self::Sequence(flat) }
            }
            Self::Either(branches) => {
                let mut merged: Vec<Self> = Vec::with_capacity(branches.len());
                for branch in branches {
                    match (merged.last_mut(), branch.simplified()) {
                        (Some(Self::Set(set)), Self::Set(next)) => *set = set.union(&next),
                        (_, branch) => merged.push(branch),
                    }
                }
                if merged.len() == 1 { merged.remove(0) } else { Self::Either(merged) }
            }
            Self::Repeat { node, min, max, greedy } => {
                Self::Repeat { node: Box::new(node.simplified()), min: *min, max: *max, greedy: *greedy }
            }
            Self::Look { direction, negated, node } => {
                Self::Look { direction: *direction, negated: *negated, node: Box::new(node.simplified()) }
            }
            Self::Set(_) | Self::Start | Self::End | Self::VeryEnd => self.clone(),
        }
    }

    /// The pattern without the `^` that begins each of its alternatives; none if one does not.
    pub(super) fn strip_start(&self) -> Option<Self> {
        match self {
            Self::Start => Some(Self::Sequence(Vec::new())),
            Self::Sequence(items) => {
                let (first, rest) = items.split_first()?;
                let mut stripped = vec![first.strip_start()?];
                stripped.extend_from_slice(rest);
                Some(Self::Sequence(stripped))
            }
            Self::Either(branches) => {
                branches.iter().map(Self::strip_start).collect::<Option<Vec<_>>>().map(Self::Either)
            }
            _ => None,
        }
    }

    /// The pattern without the `$` that ends each of its alternatives; none if one does not.
    pub(super) fn strip_end(&self) -> Option<Self> {
        match self {
            Self::End => Some(Self::Sequence(Vec::new())),
            Self::Sequence(items) => {
                let (last, rest) = items.split_last()?;
                let mut stripped = rest.to_vec();
                stripped.push(last.strip_end()?);
                Some(Self::Sequence(stripped))
            }
            Self::Either(branches) => {
                branches.iter().map(Self::strip_end).collect::<Option<Vec<_>>>().map(Self::Either)
            }
            _ => None,
        }
    }

    /// At least as many steps as the compiled pattern will have.
    pub(super) fn steps(&self) -> usize {
        let sum = |nodes: &[Self]| {
            nodes.iter().fold(0, |sum: usize, node| sum.saturating_add(node.steps()).saturating_add(2))
        };
        match self {
            Self::Set(_) | Self::Start | Self::End | Self::VeryEnd => 1,
            Self::Sequence(nodes) | Self::Either(nodes) => sum(nodes),
            Self::Repeat { node, min, max, .. } => {
                let copies = max.unwrap_or(min + 1) as usize;
                copies.saturating_mul(node.steps().saturating_add(2))
            }
            Self::Look { node, .. } => node.steps().saturating_add(1),
        }
    }

    /// Characters that every match contains.
    pub(super) fn required(&self) -> BTreeSet<char> {
        match self {
            Self::Set(set) => set.single().into_iter().collect(),
            Self::Sequence(items) => items.iter().flat_map(Self::required).collect(),
            Self::Either(branches) => branches
                .iter()
                .map(Self::required)
                .reduce(|a, b| a.intersection(&b).copied().collect())
                .unwrap_or_default(),
            Self::Repeat { node, min, .. } if *min > 0 => node.required(),
            _ => BTreeSet::new(),
        }
    }

    /// The characters with which a match can begin, read in `direction`; none if it can be empty.
    fn first(&self, direction: Direction) -> Option<Ranges> {
        let mut set = Ranges::default();
        if self.add_first(direction, &mut set) { None } else { Some(set) }
    }

    /// Adds the characters with which a match can begin; returns whether it can be empty.
    fn add_first(&self, direction: Direction, set: &mut Ranges) -> bool {
        match self {
            Self::Set(own) => {
                *set = set.union(own);
                false
            }
            Self::Start | Self::End | Self::VeryEnd | Self::Look { .. } => true,
            Self::Sequence(items) => match direction {
                Direction::Forward => items.iter().all(|item| item.add_first(direction, set)),
                Direction::Backward => items.iter().rev().all(|item| item.add_first(direction, set)),
            },
            Self::Either(branches) => {
                let mut is_empty = false;
                for branch in branches {
                    is_empty |= branch.add_first(direction, set);
                }
                is_empty
            }
            Self::Repeat { node, min, .. } => node.add_first(direction, set) || *min == 0,
        }
    }

    /// The sets that a plain sequence of single characters consists of.
    fn as_sets(&self) -> Option<Vec<&Ranges>> {
        match self {
            Self::Set(set) => Some(vec![set]),
            Self::Sequence(items) => {
                items.iter().map(|item| if let Self::Set(set) = item { Some(set) } else { None }).collect()
            }
            _ => None,
        }
    }
}

/// One step of a program.
#[derive(Debug)]
pub(super) enum Step {
    /// Read one character of the set, go on with the next step.
    Set(u32),
    /// Try the first, then the second.
    Split(u32, u32),
    Jump(u32),
    Start,
    End,
    VeryEnd,
    Look(u32),
    Match,
}

/// A lookahead or lookbehind.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) negated: bool,
    pub(super) body: LookBody,
}

/// What a lookaround looks for.
#[derive(Debug)]
pub(super) enum LookBody {
    /// These characters next after the place, in order.
    After(Vec<Class>),
    /// These characters next before the place, the nearest first.
    Before(Vec<Class>),
    Program(Program),
}

/// A compiled pattern, to be run in one direction.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) direction: Direction,
    pub(super) steps: Vec<Step>,
    pub(super) classes: Vec<Class>,
    pub(super) looks: Vec<Look>,
    /// The characters with which a match can begin, in the program's direction; none if it can be empty.
    pub(super) first: Option<Class>,
}

impl Program {
    pub(super) fn compile(node: &Node, direction: Direction) -> Self {
        let first = node.first(direction).map(|set| Class::new(&set));
        let mut program =
            Self { direction, steps: Vec::new(), classes: Vec::new(), looks: Vec::new(), first };
        program.emit(node);
        program.steps.push(Step::Match);
        program
    }

    fn here(&self) -> u32 {
        u32::try_from(self.steps.len()).expect("the parser bounds repeats and files are small")
    }

    fn emit(&mut self, node: &Node) {
        match node {
            Node::Set(set) => {
                let class = u32::try_from(self.classes.len()).expect("fewer classes than steps");
                self.classes.push(Class::new(set));
                self.steps.push(Step::Set(class));
            }
            Node::Start => self.steps.push(Step::Start),
            Node::End => self.steps.push(Step::End),
            Node::VeryEnd => self.steps.push(Step::VeryEnd),
            Node::Sequence(items) => match self.direction {
                Direction::Forward => items.iter().for_each(|item| self.emit(item)),
                Direction::Backward => items.iter().rev().for_each(|item| self.emit(item)),
            },
            Node::Either(branches) => self.emit_either(branches),
            Node::Repeat { node, min, max, greedy } => self.emit_repeat(node, *min, *max, *greedy),
            Node::Look { direction, negated, node } => {
                let look = u32::try_from(self.looks.len()).expect("fewer lookarounds than steps");
                let body = match (node.as_sets(), direction) {
                    (Some(sets), Direction::Forward) => {
                        LookBody::After(sets.into_iter().map(Class::new).collect())
                    }
                    (Some(sets), Direction::Backward) => {
                        LookBody::Before(sets.into_iter().rev().map(Class::new).collect())
                    }
                    (None, _) => LookBody::Program(Self::compile(node, *direction)),
                };
                self.looks.push(Look { negated: *negated, body });
                self.steps.push(Step::Look(look));
            }
        }
    }

    fn emit_either(&mut self, branches: &[Node]) {
        let mut jumps = Vec::with_capacity(branches.len());
        for (i, branch) in branches.iter().enumerate() {
            if i + 1 == branches.len() {
                self.emit(branch);
                break;
            }
            let split = self.steps.len();
            self.steps.push(Step::Split(self.here() + 1, 0));
            self.emit(branch);
            jumps.push(self.steps.len());
            self.steps.push(Step::Jump(0));
            self.steps[split] = Step::Split(u32::try_from(split).expect("as above") + 1, self.here());
        }
        let end = self.here();
        for jump in jumps {
            self.steps[jump] = Step::Jump(end);
        }
    }

    fn emit_repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greedy: bool) {
        let split = |on: u32, out: u32| if greedy { Step::Split(on, out) } else { Step::Split(out, on) };
        for _ in 0..min {
            self.emit(node);
        }
        match max {
            None => {
                let top = self.here();
                self.steps.push(Step::Match);
                self.emit(node);
                self.steps.push(Step::Jump(top));
                let out = self.here();
                self.steps[top as usize] = split(top + 1, out);
            }
            Some(max) => {
                let mut splits = Vec::new();
                for _ in min..max {
                    splits.push(self.here());
                    self.steps.push(Step::Match);
                    self.emit(node);
                }
                let out = self.here();
                for at in splits {
                    self.steps[at as usize] = split(at + 1, out);
                }
            }
        }
    }
}
