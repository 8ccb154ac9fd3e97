//! Running a program: all threads in step over the text (Pike's method).
//!
//! A thread is a step of the program reached at the present place. Threads are kept in order of preference,
//! each step at most once, so that a place costs at most the program's length.

use super::Class;
use super::program::{Direction, LookBody, Program, Step};

/// Room for threads, to be used again by the next search.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scratch {
    now: Threads,
    next: Threads,
    pending: Vec<u32>,
}

/// Threads in order of preference. A thread carries where its match began.
#[derive(Debug, Default, Clone)]
struct Threads {
    dense: Vec<(u32, usize)>,
    /// By step: where it would stand in `dense`.
    sparse: Vec<u32>,
}

impl Threads {
    fn reset(&mut self, steps: usize) {
        self.dense.clear();
        if self.sparse.len() < steps {
            self.sparse.resize(steps, 0);
        }
    }

    /// Returns whether the step was new.
    fn insert(&mut self, step: u32, start: usize) -> bool {
        let at = self.sparse[step as usize] as usize;
        if self.dense.get(at).is_some_and(|&(held, _)| held == step) {
            return false;
        }
        self.sparse[step as usize] = u32::try_from(self.dense.len()).expect("at most one per step");
        self.dense.push((step, start));
        true
    }
}

fn char_after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

impl Program {
    /// The leftmost match from `from` on, of those the most preferred; only one at `from` if `anchored`.
    /// A match that is empty at `no_empty_at` does not count.
    pub(super) fn search(
        &self,
        text: &str,
        from: usize,
        anchored: bool,
        no_empty_at: Option<usize>,
        scratch: &mut Scratch,
    ) -> Option<(usize, usize)> {
        let Scratch { now, next, pending } = scratch;
        now.reset(self.steps.len());
        next.reset(self.steps.len());
        let mut found = None;
        let mut at = from;
        loop {
            if now.dense.is_empty() {
                if found.is_some() || (anchored && at > from) {
                    break;
                }
                if let Some(first) = &self.first
                    && !anchored
                {
                    at = find_of(first, text, at)?;
                }
            }
            let c = char_after(text, at);
            let can_begin = match (&self.first, c) {
                (Some(first), Some(c)) => first.contains(c),
                (Some(_), None) => false,
                (None, _) => true,
            };
            if found.is_none() && can_begin && (!anchored || at == from) {
                self.enter(0, text, at, at, now, pending);
            }
            let width = c.map_or(0, char::len_utf8);
            for &(step, start) in &now.dense {
                match self.steps[step as usize] {
                    Step::Set(class) if c.is_some_and(|c| self.classes[class as usize].contains(c)) => {
                        self.enter(step + 1, text, at + width, start, next, pending);
                    }
                    Step::Match if start != at || no_empty_at != Some(at) => {
                        found = Some((start, at));
                        break;
                    }
                    _ => {}
                }
            }
            std::mem::swap(now, next);
            next.dense.clear();
            if c.is_none() {
                break;
            }
            at += width;
        }
        found
    }

    /// Where the leftmost match begins that ends at `end`; for a program compiled backward.
    pub(super) fn leftmost(&self, text: &str, end: usize, scratch: &mut Scratch) -> Option<usize> {
        let mut leftmost = None;
        self.walk(text, end, scratch, |at| {
            leftmost = Some(at);
            true
        });
        leftmost
    }

    /// Whether there is a match from `at` on, in the program's direction.
    fn is_met(&self, text: &str, at: usize) -> bool {
        let c = match self.direction {
            Direction::Forward => char_after(text, at),
            Direction::Backward => char_before(text, at),
        };
        if let Some(first) = &self.first
            && !c.is_some_and(|c| first.contains(c))
        {
            return false;
        }
        let mut met = false;
        self.walk(text, at, &mut Scratch::default(), |_| {
            met = true;
            false
        });
        met
    }

    /// Walks the text from `at` in the program's direction and reports every place where a match from `at`
    /// ends, until `report` returns false.
    fn walk(&self, text: &str, at: usize, scratch: &mut Scratch, mut report: impl FnMut(usize) -> bool) {
        let Scratch { now, next, pending } = scratch;
        now.reset(self.steps.len());
        next.reset(self.steps.len());
        let mut at = at;
        let mut is_first = true;
        while is_first || !now.dense.is_empty() {
            let c = match self.direction {
                Direction::Forward => char_after(text, at),
                Direction::Backward => char_before(text, at),
            };
            if is_first {
                if let Some(first) = &self.first
                    && !c.is_some_and(|c| first.contains(c))
                {
                    return;
                }
                self.enter(0, text, at, at, now, pending);
                is_first = false;
            }
            let width = c.map_or(0, char::len_utf8);
            let beyond = match self.direction {
                Direction::Forward => at + width,
                Direction::Backward => at - width,
            };
            for &(step, start) in &now.dense {
                match self.steps[step as usize] {
                    Step::Set(class) if c.is_some_and(|c| self.classes[class as usize].contains(c)) => {
                        self.enter(step + 1, text, beyond, start, next, pending);
                    }
                    Step::Match if !report(at) => return,
                    _ => {}
                }
            }
            std::mem::swap(now, next);
            next.dense.clear();
            at = beyond;
        }
    }

    /// Adds the thread at `step`, and those it leads to without reading, in order of preference.
    fn enter(
        &self,
        step: u32,
        text: &str,
        at: usize,
        start: usize,
        threads: &mut Threads,
        pending: &mut Vec<u32>,
    ) {
        pending.push(step);
        while let Some(step) = pending.pop() {
            if !threads.insert(step, start) {
                continue;
            }
            match self.steps[step as usize] {
                Step::Set(_) | Step::Match => {}
                Step::Split(first, second) => pending.extend([second, first]),
                Step::Jump(to) => pending.push(to),
                Step::Start => pending.extend((at == 0).then_some(step + 1)),
                Step::VeryEnd => pending.extend((at == text.len()).then_some(step + 1)),
                Step::End => {
                    let is_end = matches!(&text.as_bytes()[at..], b"" | b"\n");
                    pending.extend(is_end.then_some(step + 1));
                }
                Step::Look(look) => {
                    let look = &self.looks[look as usize];
                    let is_met = match &look.body {
                        LookBody::After(classes) => {
                            let mut chars = text[at..].chars();
                            classes.iter().all(|class| chars.next().is_some_and(|c| class.contains(c)))
                        }
                        LookBody::Before(classes) => {
                            let mut chars = text[..at].chars().rev();
                            classes.iter().all(|class| chars.next().is_some_and(|c| class.contains(c)))
                        }
                        LookBody::Program(program) => program.is_met(text, at),
                    };
                    pending.extend((is_met != look.negated).then_some(step + 1));
                }
            }
        }
    }
}

/// The first place from `from` on where a character of the class stands.
fn find_of(class: &Class, text: &str, from: usize) -> Option<usize> {
    text[from..].char_indices().find(|&(_, c)| class.contains(c)).map(|(at, _)| from + at)
}
