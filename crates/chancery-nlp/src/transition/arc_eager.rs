//! The dependency parser: Nivre's arc-eager system, made non-monotonic, with a move that starts a
//! sentence (`spacy/pipeline/_parser_internals/arc_eager.pyx` and `_state.pxd`).

use chancery_kernels::first_greatest;

use crate::error::{Error, Result};
use crate::transition::moves::Move;
use crate::transition::scorer::{NO_TOKEN, Scorer, TokenRows};

/// Feature tokens of a state.
pub(crate) const N_FEATURES: usize = 8;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;

/// The action table: `action` and label index of each output.
#[derive(Debug)]
pub(crate) struct ArcEager {
    /// Action types in runs of consecutive outputs: `(action, first output, first after)`.
    runs: Vec<(u8, usize, usize)>,
    label_of: Vec<u16>,
    /// Labels of arcs; the last is the root's.
    pub(crate) labels: Vec<String>,
}

impl ArcEager {
    /// The system for these actions. `subtok` labels, which merge tokens, are not run.
    pub(crate) fn new(moves: &[Move]) -> Result<Self> {
        let mut labels: Vec<String> = Vec::new();
        let mut label_of = Vec::with_capacity(moves.len());
        let mut runs: Vec<(u8, usize, usize)> = Vec::new();
        for (output, m) in moves.iter().enumerate() {
            if m.action > BREAK {
                return Err(Error::not_run(format!("the parser has an action type {}", m.action)));
            }
            if m.label == "subtok" {
                return Err(Error::not_run("the parser merges tokens (label subtok), which is not run"));
            }
            let index = labels.iter().position(|l| *l == m.label).unwrap_or_else(|| {
                labels.push(m.label.clone());
                labels.len() - 1
            });
            label_of.push(u16::try_from(index).map_err(|_| Error::damaged("too many labels"))?);
            match runs.last_mut() {
                Some((action, _, end)) if *action == m.action => *end = output + 1,
                _ => runs.push((m.action, output, output + 1)),
            }
        }
        labels.retain(|l| l != "ROOT");
        // `retain` moved indices only where ROOT was; look each label up again.
        for (slot, m) in label_of.iter_mut().zip(moves) {
            *slot = labels.iter().position(|l| *l == m.label).unwrap_or(labels.len()) as u16;
        }
        labels.push("ROOT".into());
        Ok(Self { runs, label_of, labels })
    }

    /// Index of the root label.
    pub(crate) fn root(&self) -> u16 {
        (self.labels.len() - 1) as u16
    }

    /// Runs the parser until the text ends, or until it would look at a token whose row has not
    /// been added yet. Returns whether the text has ended.
    pub(crate) fn advance(&self, scorer: &Scorer, rows: &mut TokenRows, state: &mut State) -> bool {
        while !state.is_final() {
            if state.next + 1 >= rows.available() && rows.available() < state.length() {
                return false;
            }
            if state.stack.is_empty() && state.rebuffer.is_empty() {
                rows.forget_before(state.oldest_in_use());
            }
            let features = state.features();
            let scores = scorer.score(rows, &features);
            let valid = state.valid();
            let mut best: Option<(usize, u8)> = None;
            for &(action, start, end) in &self.runs {
                if !valid[action as usize] {
                    continue;
                }
                let output = start + first_greatest(&scores[start..end]);
                if best.is_none_or(|(b, _)| scores[output] > scores[b]) {
                    best = Some((output, action));
                }
            }
            match best {
                Some((output, action)) => state.take(action, self.label_of[output]),
                None => state.force_final(),
            }
        }
        true
    }
}

/// The state of one text.
#[derive(Debug)]
pub(crate) struct State {
    /// First token never shifted.
    next: usize,
    stack: Vec<u32>,
    /// Tokens put back, the first to come last.
    rebuffer: Vec<u32>,
    /// [`NO_TOKEN`] where a token has no head yet.
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u16>,
    /// The child attached last on each side, and for each child the one attached before it.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    before: Vec<u32>,
    unshiftable: Vec<bool>,
    sent_start: Vec<bool>,
}

impl State {
    pub(crate) fn new(length: usize) -> Self {
        Self {
            next: 0,
            stack: Vec::new(),
            rebuffer: Vec::new(),
            heads: vec![NO_TOKEN; length],
            labels: vec![0; length],
            last_left: vec![NO_TOKEN; length],
            last_right: vec![NO_TOKEN; length],
            before: vec![NO_TOKEN; length],
            unshiftable: vec![false; length],
            sent_start: vec![false; length],
        }
    }

    fn length(&self) -> usize {
        self.heads.len()
    }

    fn stacked(&self, i: usize) -> u32 {
        self.stack.len().checked_sub(i + 1).map_or(NO_TOKEN, |at| self.stack[at])
    }

    fn buffered(&self, i: usize) -> u32 {
        if let Some(at) = self.rebuffer.len().checked_sub(i + 1) {
            return self.rebuffer[at];
        }
        let token = self.next + i - self.rebuffer.len();
        if token < self.length() { token as u32 } else { NO_TOKEN }
    }

    /// With nothing on the stack and nothing put back: the first token that a feature can still
    /// ask for. Those before the buffer are then the buffer's first token's children.
    fn oldest_in_use(&self) -> usize {
        let mut oldest = self.next;
        let mut child = self.last_left[self.next];
        while child != NO_TOKEN {
            oldest = oldest.min(child as usize);
            child = self.before[child as usize];
        }
        oldest
    }

    fn n_buffered(&self) -> usize {
        self.length() - self.next + self.rebuffer.len()
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.n_buffered() == 0
    }

    fn features(&self) -> [u32; N_FEATURES] {
        let child = |of: &[u32], head: u32| if head == NO_TOKEN { NO_TOKEN } else { of[head as usize] };
        let (b0, s0) = (self.buffered(0), self.stacked(0));
        [
            b0,
            self.buffered(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            child(&self.last_left, b0),
            child(&self.last_left, s0),
            child(&self.last_right, s0),
        ]
    }

    /// Which action types are allowed, by their number.
    fn valid(&self) -> [bool; 5] {
        let (depth, left) = (self.stack.len(), self.n_buffered());
        let b0 = self.buffered(0);
        let starts = |token: u32| token != NO_TOKEN && self.sent_start[token as usize];
        let arc = depth > 0 && left > 0 && !starts(b0);
        let b1 = self.buffered(1);
        let mut valid = [false; 5];
        valid[SHIFT as usize] = depth == 0 || (left >= 2 && !starts(b0) && !self.unshiftable[b0 as usize]);
        valid[REDUCE as usize] = depth > 0;
        valid[LEFT as usize] = arc;
        valid[RIGHT as usize] = arc;
        valid[BREAK as usize] = left >= 2 && b1 == b0 + 1 && !starts(b1);
        valid
    }

    fn take(&mut self, action: u8, label: u16) {
        match action {
            SHIFT => self.push(),
            REDUCE => {
                let s0 = self.stacked(0);
                self.stack.pop();
                if self.heads[s0 as usize] == NO_TOKEN && !self.stack.is_empty() {
                    self.unshiftable[s0 as usize] = true;
                    self.rebuffer.push(s0);
                }
            }
            LEFT => {
                let b0 = self.buffered(0);
                self.attach(b0, self.stacked(0), label);
                self.unshiftable[b0 as usize] = false;
                self.stack.pop();
            }
            RIGHT => {
                self.attach(self.stacked(0), self.buffered(0), label);
                self.push();
            }
            _ => {
                let b1 = self.buffered(1);
                self.sent_start[b1 as usize] = true;
            }
        }
    }

    fn push(&mut self) {
        let token = self.rebuffer.pop().unwrap_or_else(|| {
            self.next += 1;
            (self.next - 1) as u32
        });
        self.stack.push(token);
    }

    fn force_final(&mut self) {
        self.stack.clear();
        self.rebuffer.clear();
        self.next = self.length();
    }

    fn attach(&mut self, head: u32, child: u32, label: u16) {
        if self.heads[child as usize] != NO_TOKEN {
            self.detach(child);
        }
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.before[child as usize] = last[head as usize];
        last[head as usize] = child;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    fn detach(&mut self, child: u32) {
        let head = self.heads[child as usize];
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        let mut at = last[head as usize];
        if at == child {
            last[head as usize] = self.before[child as usize];
            return;
        }
        while at != NO_TOKEN {
            let before = self.before[at as usize];
            if before == child {
                self.before[at as usize] = self.before[child as usize];
                return;
            }
            at = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves(list: &[(u8, &str)]) -> Vec<Move> {
        list.iter().map(|&(action, label)| Move { action, label: label.into() }).collect()
    }

    #[test]
    fn root_is_the_last_label() {
        let system =
            ArcEager::new(&moves(&[(0, ""), (1, ""), (2, "nsubj"), (3, "dobj"), (4, "ROOT")])).unwrap();
        assert_eq!(system.labels[system.root() as usize], "ROOT");
        assert_eq!(system.labels[system.label_of[3] as usize], "dobj");
    }

    #[test]
    fn merging_and_unknown_actions_are_refused() {
        assert!(ArcEager::new(&moves(&[(2, "subtok")])).unwrap_err().is_unsupported());
        assert!(ArcEager::new(&moves(&[(9, "")])).unwrap_err().is_unsupported());
    }

    #[test]
    fn a_headless_token_goes_back_and_may_not_be_shifted_again() {
        let mut state = State::new(3);
        state.take(SHIFT, 0);
        state.take(SHIFT, 0);
        state.take(REDUCE, 0);
        assert_eq!(state.buffered(0), 1);
        assert!(!state.valid()[SHIFT as usize]);
        state.take(LEFT, 0);
        assert_eq!((state.heads[0], state.last_left[1]), (1, 0));
    }

    #[test]
    fn children_of_the_buffer_stay_in_use() {
        let mut state = State::new(3);
        state.take(SHIFT, 0);
        state.take(SHIFT, 0);
        state.take(LEFT, 0);
        assert_eq!(state.oldest_in_use(), 1);
        state.take(LEFT, 0);
        assert!(state.stack.is_empty());
        assert_eq!((state.oldest_in_use(), state.next), (0, 2));
    }

    #[test]
    fn a_later_head_replaces_the_first() {
        let mut state = State::new(3);
        state.attach(0, 1, 5);
        state.attach(2, 1, 6);
        assert_eq!((state.heads[1], state.labels[1]), (2, 6));
        assert_eq!((state.last_right[0], state.last_left[2]), (NO_TOKEN, 1));
    }

    #[test]
    fn a_sentence_start_shuts_the_buffer_until_the_stack_is_empty() {
        let mut state = State::new(3);
        state.take(SHIFT, 0);
        state.take(BREAK, 0);
        state.take(RIGHT, 0);
        assert_eq!(state.valid(), [false, true, false, false, false]);
    }
}
