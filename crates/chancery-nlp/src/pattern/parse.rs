//! Python's regular expression syntax to a tree (`re` module documentation, Python 3.11).

use super::Unsupported;
use super::class::Ranges;
use super::program::{Direction, Node};
use crate::character::{ALPHANUMERIC, DECIMAL, SPACE};

/// How deep groups may nest: a file must not be able to exhaust the stack.
const DEEPEST: usize = 100;

/// The most that a counted repeat may ask for.
const MOST_REPEATS: u32 = 1_000;

pub(super) fn parse(pattern: &str) -> Result<Node, Unsupported> {
    let mut parser = Parser { chars: pattern.chars().collect(), at: 0, depth: 0 };
    parser.global_flags()?;
    let node = parser.alternatives()?;
    if parser.at < parser.chars.len() {
        return parser.refuse("unbalanced )");
    }
    Ok(node)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn refuse<T>(&self, construct: impl Into<String>) -> Result<T, Unsupported> {
        Err(Unsupported { offset: self.at, construct: construct.into() })
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let eaten = text.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        if eaten {
            self.at += text.chars().count();
        }
        eaten
    }

    fn global_flags(&mut self) -> Result<(), Unsupported> {
        while self.eat("(?u)") {}
        Ok(())
    }

    fn alternatives(&mut self) -> Result<Node, Unsupported> {
        let mut branches = vec![self.sequence()?];
        while self.eat("|") {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Either(branches) })
    }

    fn sequence(&mut self) -> Result<Node, Unsupported> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let item = self.item()?;
            let item = self.repeated(item)?;
            items.push(item);
        }
        Ok(Node::Sequence(items))
    }

    fn item(&mut self) -> Result<Node, Unsupported> {
        let Some(c) = self.next() else { return Ok(Node::Sequence(Vec::new())) };
        match c {
            '^' => Ok(Node::Start),
            '$' => Ok(Node::End),
            '.' => Ok(Node::Set(Ranges::of('\n').negated())),
            '(' => self.group(),
            '[' => self.class().map(Node::Set),
            '\\' => self.escape(),
            '*' | '+' | '?' => {
                self.at -= 1;
                self.refuse("nothing to repeat")
            }
            _ => Ok(Node::Set(Ranges::of(c))),
        }
    }

    fn repeated(&mut self, item: Node) -> Result<Node, Unsupported> {
        let Some((min, max)) = self.quantifier()? else { return Ok(item) };
        if matches!(item, Node::Start | Node::End | Node::VeryEnd) {
            return self.refuse("a repeated anchor");
        }
        if self.eat("+") {
            return self.refuse("a possessive repeat");
        }
        let greedy = !self.eat("?");
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return self.refuse("a repeated repeat");
        }
        Ok(Node::Repeat { node: Box::new(item), min, max, greedy })
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, Unsupported> {
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(bounds))
    }

    /// `{m}`, `{m,}`, `{,n}`, `{m,n}`; anything else after `{` is literal, and is left.
    fn counted(&mut self) -> Result<Option<(u32, Option<u32>)>, Unsupported> {
        let back = self.at;
        self.at += 1;
        let min = self.number();
        let bounds = if self.eat("}") {
            min.map(|min| (min, Some(min)))
        } else if self.eat(",") {
            let max = self.number();
            self.eat("}").then_some((min.unwrap_or(0), max))
        } else {
            None
        };
        let Some((min, max)) = bounds else {
            self.at = back;
            return Ok(None);
        };
        if min.max(max.unwrap_or(0)) > MOST_REPEATS {
            return self.refuse(format!("a repeat of more than {MOST_REPEATS}"));
        }
        if max.is_some_and(|max| max < min) {
            return self.refuse("a repeat with its bounds reversed");
        }
        Ok(Some((min, max)))
    }

    fn number(&mut self) -> Option<u32> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        number
    }

    fn group(&mut self) -> Result<Node, Unsupported> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.refuse("a group this deep");
        }
        let look = |direction, negated| move |node| Node::Look { direction, negated, node: Box::new(node) };
        let node = if self.eat("?:") {
            self.alternatives()?
        } else if self.eat("?=") {
            look(Direction::Forward, false)(self.alternatives()?)
        } else if self.eat("?!") {
            look(Direction::Forward, true)(self.alternatives()?)
        } else if self.eat("?<=") {
            look(Direction::Backward, false)(self.alternatives()?)
        } else if self.eat("?<!") {
            look(Direction::Backward, true)(self.alternatives()?)
        } else if self.eat("?P<") {
            while self.next().is_some_and(|c| c != '>') {}
            self.alternatives()?
        } else if self.eat("?P=") {
            return self.refuse("a back reference");
        } else if self.eat("?#") {
            while self.peek().is_some_and(|c| c != ')') {
                self.at += 1;
            }
            Node::Sequence(Vec::new())
        } else if self.eat("?>") {
            return self.refuse("an atomic group");
        } else if self.eat("?(") {
            return self.refuse("a conditional");
        } else if self.eat("?") {
            return self.refuse("a flag other than a leading (?u)");
        } else {
            self.alternatives()?
        };
        if !self.eat(")") {
            return self.refuse("an unclosed group");
        }
        self.depth -= 1;
        Ok(node)
    }

    fn escape(&mut self) -> Result<Node, Unsupported> {
        match self.peek() {
            Some('A') => {
                self.at += 1;
                Ok(Node::Start)
            }
            Some('Z') => {
                self.at += 1;
                Ok(Node::VeryEnd)
            }
            Some('1'..='9') => self.refuse("a back reference"),
            Some(c @ ('b' | 'B')) => self.refuse(format!("\\{c}")),
            _ => self.escaped().map(Node::Set),
        }
    }

    /// What follows a backslash, in a class or outside one.
    fn escaped(&mut self) -> Result<Ranges, Unsupported> {
        let Some(c) = self.next() else { return self.refuse("a backslash at the end") };
        let ranges = match c {
            'd' => Ranges::new(DECIMAL.to_vec()),
            'D' => Ranges::new(DECIMAL.to_vec()).negated(),
            's' => Ranges::new(SPACE.to_vec()),
            'S' => Ranges::new(SPACE.to_vec()).negated(),
            'w' => word(),
            'W' => word().negated(),
            'n' => Ranges::of('\n'),
            't' => Ranges::of('\t'),
            'r' => Ranges::of('\r'),
            'f' => Ranges::of('\u{c}'),
            'v' => Ranges::of('\u{b}'),
            'a' => Ranges::of('\u{7}'),
            'x' => self.hexadecimal(2)?,
            'u' => self.hexadecimal(4)?,
            'U' => self.hexadecimal(8)?,
            c if c.is_ascii_alphanumeric() => {
                self.at -= 1;
                return self.refuse(format!("\\{c}"));
            }
            c => Ranges::of(c),
        };
        Ok(ranges)
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<Ranges, Unsupported> {
        let mut code = 0u32;
        for _ in 0..digits {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(16)) else {
                return self.refuse(format!("an escape without its {digits} hexadecimal digits"));
            };
            code = code.wrapping_mul(16).wrapping_add(digit);
            self.at += 1;
        }
        if code > 0x10_ffff {
            return self.refuse("a code point beyond Unicode");
        }
        // A surrogate is a character for Python, and in no UTF-8 text.
        Ok(Ranges::new(vec![(code, code)]))
    }

    fn class(&mut self) -> Result<Ranges, Unsupported> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        let first = self.at;
        loop {
            let Some(c) = self.next() else { return self.refuse("an unclosed class") };
            if c == ']' && self.at - 1 > first {
                break;
            }
            let low = if c == '\\' { self.class_escape()? } else { Ranges::of(c) };
            let is_range =
                self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|&next| next != ']');
            if !is_range {
                ranges.extend_from_slice(low.as_slice());
                continue;
            }
            self.at += 1;
            let high = match self.next() {
                Some('\\') => self.class_escape()?,
                Some(c) => Ranges::of(c),
                None => return self.refuse("an unclosed class"),
            };
            match (low.as_slice(), high.as_slice()) {
                (&[(start, a)], &[(b, end)]) if start == a && b == end && start <= end => {
                    ranges.push((start, end));
                }
                _ => return self.refuse("a bad character range"),
            }
        }
        let ranges = Ranges::new(ranges);
        Ok(if negated { ranges.negated() } else { ranges })
    }

    fn class_escape(&mut self) -> Result<Ranges, Unsupported> {
        if self.eat("b") { Ok(Ranges::of('\u{8}')) } else { self.escaped() }
    }
}

fn word() -> Ranges {
    Ranges::new(ALPHANUMERIC.to_vec()).union(&Ranges::of('_'))
}
