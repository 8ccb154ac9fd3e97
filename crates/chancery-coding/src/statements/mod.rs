//! Attributed speech, writing and thought in a parsed text: who is said to say what, by which words.
//!
//! [`statements`] reads a [`Doc`] and yields every quotation (direct, indirect, mixed) with its speaker, cue, content and
//! addressee, and how one stands inside another. It knows English, not politics: it resolves no name. It takes the words
//! that attribute from [`Cues`].
//!
//! What counts is wide: not only saying, but also writing, asking, urging, denying, praising and blaming, thinking,
//! hoping and wanting, and what polls and pictures show. [`Kind::is_utterance`] tells words uttered from the rest.
//! All spans are in tokens of the `Doc` ([`Doc::bytes_of`] converts); they are half-open.
//!
//! ```text
//! The    minister told      reporters that the bridge is safe , an agency reported .
//! └ speaker ────┘ └ cue ┘   └ addressee ┘ └ content ───────┘                          within ↓
//! └ content ────────────────────────────────────────────────┘   └ speaker ┘ └ cue ──┘
//! ```

mod adjective;
mod cue;
pub(crate) mod dateline;
mod direct;
mod disjunct;
mod draft;
mod label;
mod layout;
mod noun;
mod predicate;
mod quotation;
mod reattach;
mod speaker;
mod tree;

use std::ops::Range;

use chancery_nlp::Doc;
use chancery_record::{Span, Token};

pub use cue::{Cues, Kind};
use draft::Draft;
use layout::Layout;
use quotation::Quotation;

/// Words attributed to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What sort of act the cue names.
    pub kind: Kind,
    /// Whether the content stands between quotation marks.
    pub form: Form,
    /// Who speaks; `None` where the text names nobody ("reportedly", "it was announced that").
    pub speaker: Option<Mention>,
    /// The words that attribute; `None` where quoted speech merely goes on from a speaker named before.
    pub cue: Option<Mention>,
    /// The content, quotation marks included, in order; more than one span where the cue interrupts it. Never empty.
    pub content: Vec<Span<Token>>,
    /// Who is spoken to, where the cue's clause names it.
    pub addressee: Option<Mention>,
    /// Whether the cue is negated: "did not say that".
    pub negated: bool,
    /// The statement, by its place in the list, in whose content this one's cue stands.
    pub within: Option<usize>,
    /// Whether the cue stands inside quoted speech: the speaker of the quotation makes the attribution.
    pub quoted: bool,
}

/// Words that name or attribute, with the one that governs the others in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The governing token.
    pub head: u32,
    /// All tokens.
    pub span: Span<Token>,
}

/// How words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words, some between quotation marks.
    Mixed,
}

impl Form {
    /// The name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

impl Statement {
    /// Whether the token lies in the content.
    #[must_use]
    pub fn holds(&self, token: usize) -> bool {
        u32::try_from(token).is_ok_and(|t| self.content.iter().any(|s| s.contains(t)))
    }

    fn n_tokens(&self) -> u32 {
        self.content.iter().map(|s| s.len()).sum()
    }
}

/// All attributions of a text, in the order of their first word (speaker, cue or content).
#[must_use]
pub fn statements(doc: &Doc, cues: &Cues) -> Vec<Statement> {
    let layout = Layout::of(doc);
    let quotations = quotation::quotations(doc, &layout);
    let mut drafts = label::labelled(doc, &layout);
    let mut phrases: Vec<(Range<usize>, usize)> = Vec::new();
    for token in 0..doc.len() {
        let found = predicate::of_verb(doc, cues, token)
            .or_else(|| adjective::of_adjective(doc, cues, token))
            .or_else(|| noun::of_noun(doc, cues, token));
        drafts.extend(found);
        let beside = disjunct::of_phrase(doc, cues, token);
        let phrase = beside.as_ref().and_then(|d| Some(d.cue.as_ref()?.start..d.speaker.as_ref()?.range.end));
        phrases.extend(phrase.filter(|p| !p.is_empty()).map(|p| (p, drafts.len())));
        drafts.extend(beside);
    }
    // "said, according to the agency, that …": the phrase is no part of what was said.
    for (phrase, index) in &phrases {
        let scope = drafts[*index].content.clone();
        let is_under = |d: &Draft| d.cue_head.is_some_and(|c| scope.iter().any(|r| r.contains(&c)));
        let begins = |d: &Draft| d.content.first().is_some_and(|r| r.start == phrase.start);
        for draft in drafts.iter_mut().filter(|d| begins(d) || (is_under(d) && d.holds(phrase.start))) {
            draft.cut(phrase);
            draft.content = draft.content.drain(..).map(|r| tree::trim(doc, r)).collect();
        }
    }
    // A parser that runs two paragraphs together is not believed.
    for draft in &mut drafts {
        if let Some(head) = draft.cue_head {
            draft.clip(&layout.paragraphs()[layout.paragraph_of(head)]);
        }
    }
    reattach::reattach(doc, &mut drafts);
    drafts.retain(|d| !d.content.is_empty());
    drop_doubled(doc, &mut drafts);
    dateline::pass(doc, &layout, &mut drafts);
    let is_speech = direct::assign(doc, cues, &layout, &quotations, &mut drafts);
    let mut statements: Vec<Statement> = drafts
        .iter()
        .filter(|d| has_words(doc, d))
        .map(|d| finish(doc, d, &quotations, &is_speech))
        .collect();
    statements.sort_by_key(|s| (first_token(s), s.content[0].start, s.content[0].end));
    nest(doc, &mut statements);
    statements
}

/// The statements in whose content a token stands, innermost first.
#[must_use]
pub fn attribution_of(statements: &[Statement], token: usize) -> Vec<usize> {
    let mut holding: Vec<usize> = (0..statements.len()).filter(|&i| statements[i].holds(token)).collect();
    holding.sort_by_key(|&i| statements[i].n_tokens());
    holding
}

/// "repeated her claim that …": one attribution, the noun's, where the verb says no more than that it was uttered.
fn drop_doubled(doc: &Doc, drafts: &mut Vec<Draft>) {
    let nouns: Vec<usize> =
        drafts.iter().filter_map(|d| d.cue_head).filter(|&t| doc.pos(t) == "NOUN").collect();
    drafts.retain(|d| {
        let utters = matches!(d.kind, Kind::Say | Kind::Write | Kind::Promise | Kind::Request | Kind::Warn);
        let object = d.cue_head.and_then(|h| tree::child(doc, h, &["dobj"]));
        !(utters && object.is_some_and(|o| nouns.binary_search(&o).is_ok() && d.holds(o)))
    });
}

fn has_words(doc: &Doc, draft: &Draft) -> bool {
    draft.content.iter().flat_map(Clone::clone).any(|t| !tree::is_mark(doc, t))
}

fn finish(doc: &Doc, draft: &Draft, quotations: &[Quotation], is_speech: &[bool]) -> Statement {
    let mention = |head: usize, range: &Range<usize>| Mention { head: head as u32, span: span(range) };
    let quoted = draft.cue_head.is_some_and(|head| {
        let at = quotations.partition_point(|q| q.end() <= head);
        quotations.get(at).is_some_and(|q| is_speech[at] && q.pieces.iter().any(|p| p.contains(&head)))
    });
    Statement {
        kind: draft.kind,
        form: form(doc, draft, quotations),
        speaker: draft.speaker.as_ref().map(|s| mention(s.head, &s.range)),
        cue: draft.cue.as_ref().map(|c| mention(draft.cue_head.unwrap_or(c.start), c)),
        content: draft.content.iter().map(span).collect(),
        addressee: draft.addressee.as_ref().map(|a| mention(a.head, &a.range)),
        negated: draft.negated,
        within: None,
        quoted,
    }
}

fn span(range: &Range<usize>) -> Span<Token> {
    Span::new(range.start as u32, range.end as u32)
}

fn form(doc: &Doc, draft: &Draft, quotations: &[Quotation]) -> Form {
    let from = draft.content.first().map_or(0, |r| r.start);
    let to = draft.content.last().map_or(0, |r| r.end);
    let first = quotations.partition_point(|q| q.end() <= from);
    let within: Vec<&Range<usize>> =
        quotations[first..].iter().take_while(|q| q.first() < to).flat_map(|q| &q.pieces).collect();
    let (mut n_words, mut n_quoted) = (0, 0);
    for token in draft.content.iter().flat_map(Clone::clone).filter(|&t| !tree::is_mark(doc, t)) {
        n_words += 1;
        let at = within.partition_point(|p| p.end <= token);
        n_quoted += usize::from(within.get(at).is_some_and(|p| p.contains(&token)));
    }
    match (n_quoted, n_words) {
        (0, _) => Form::Indirect,
        (quoted, words) if quoted == words => Form::Direct,
        _ => Form::Mixed,
    }
}

fn first_token(statement: &Statement) -> u32 {
    let named = [statement.speaker, statement.cue].into_iter().flatten().map(|m| m.span.start);
    named.chain(statement.content.iter().map(|s| s.start)).min().unwrap_or(0)
}

/// Finds for each statement the least that holds its cue.
fn nest(doc: &Doc, statements: &mut [Statement]) {
    let mut by_size: Vec<usize> = (0..statements.len()).collect();
    by_size.sort_by_key(|&i| std::cmp::Reverse(statements[i].n_tokens()));
    let mut innermost: Vec<Option<usize>> = vec![None; doc.len()];
    let mut within = vec![None; statements.len()];
    for &i in &by_size {
        // All larger ones are painted already; so no two can hold each other.
        let at = statements[i].cue.map_or(statements[i].content[0].start, |c| c.head);
        within[i] = innermost[at as usize];
        for span in &statements[i].content {
            innermost[span.range()].fill(Some(i));
        }
    }
    for (statement, within) in statements.iter_mut().zip(within) {
        statement.within = within;
    }
}
