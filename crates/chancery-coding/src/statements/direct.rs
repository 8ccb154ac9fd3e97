//! Gives each quotation to the cue that introduces it: by the tree, by what stands beside the marks, or, where speech
//! goes on, by what went before.

use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::{Cues, Kind};
use super::draft::Draft;
use super::layout::Layout;
use super::predicate::{bare, quoting};
use super::quotation::Quotation;
use super::speaker::{self, Phrase};
use super::tree::{base, child, is_finite, is_mark, is_quote_mark, n_words, phrase, trim};

/// How far from a quotation its cue may stand, in tokens.
const REACH: usize = 60;

/// Adds every quotation that is somebody's speech to the draft of its cue; makes drafts where there is none.
/// Answers, for each quotation, whether it is speech of its own: words with a cue of their own or that go on from such.
pub(super) fn assign(
    doc: &Doc,
    cues: &Cues,
    layout: &Layout,
    quotations: &[Quotation],
    drafts: &mut Vec<Draft>,
) -> Vec<bool> {
    let mut holder = holders(doc, quotations, drafts);
    let mut is_speech = vec![false; quotations.len()];
    for (index, quotation) in quotations.iter().enumerate() {
        let full = is_full(doc, quotation);
        let covered = holder[index];
        let beside =
            if covered.is_none() || full { beside(doc, cues, layout, quotations, index) } else { None };
        let beside = beside.filter(|b| covered.is_none_or(|c| drafts[c].cue_head != Some(b.head)) || full);
        let chosen = match (beside, covered) {
            (Some(cue), _) => Some(draft_of(doc, cue, drafts)),
            (None, Some(covered)) => Some(covered),
            (None, None) => None,
        };
        let chosen = chosen
            .or_else(|| signed(doc, layout, quotation, drafts))
            .or_else(|| full.then(|| goes_on(doc, layout, quotations, &holder, index)).flatten())
            .or_else(|| full.then(|| orphan(doc, layout, quotations, &holder, index, drafts)).flatten());
        let Some(chosen) = chosen else { continue };
        for piece in &quotation.pieces {
            drafts[chosen].add(doc, piece.clone());
        }
        holder[index] = Some(chosen);
        is_speech[index] = full || covered != Some(chosen);
    }
    is_speech
}

/// For each quotation, the draft with the least content that shares its words and whose cue stands outside.
fn holders(doc: &Doc, quotations: &[Quotation], drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut holder: Vec<Option<usize>> = vec![None; doc.len()];
    let mut by_size: Vec<usize> = (0..drafts.len()).collect();
    by_size.sort_by_key(|&d| {
        std::cmp::Reverse(drafts[d].content.iter().map(ExactSizeIterator::len).sum::<usize>())
    });
    let outermost = |token: usize| {
        let at = quotations.partition_point(|q| q.end() <= token);
        quotations.get(at).filter(|q| q.pieces.iter().any(|p| p.contains(&token))).map(|_| at)
    };
    for d in by_size {
        let home = drafts[d].cue_head.and_then(outermost);
        for range in &drafts[d].content {
            for token in range.clone() {
                if home.is_none() || outermost(token) != home {
                    holder[token] = Some(d);
                }
            }
        }
    }
    quotations
        .iter()
        .map(|q| {
            let words = |p: &Range<usize>| p.clone().filter(|&t| !is_mark(doc, t)).collect::<Vec<_>>();
            q.pieces.iter().flat_map(words).find_map(|t| holder[t])
        })
        .collect()
}

/// Whether the words could stand alone: a clause, or words that end as a sentence or before a comma.
fn is_full(doc: &Doc, quotation: &Quotation) -> bool {
    let range = quotation.first()..quotation.end();
    let n = n_words(doc, range.clone());
    let ends =
        last_word_mark(doc, quotation).is_some_and(|m| matches!(m, '.' | ',' | '?' | '!' | '…' | '—' | '-'));
    (n >= 3 && ends && (n >= 6 || range.clone().any(|t| is_clause(doc, t))))
        || (n >= 6 && range.clone().any(|t| is_clause(doc, t)) && starts_capital(doc, &range))
        || quotation.n_tokens() > 40
}

fn is_clause(doc: &Doc, token: usize) -> bool {
    matches!(doc.pos(token), "VERB" | "AUX") && (is_finite(doc, token) || doc.tag(token) == "VB")
}

fn starts_capital(doc: &Doc, range: &Range<usize>) -> bool {
    range.clone().find(|&t| !is_mark(doc, t)).is_some_and(|t| doc.word(t).starts_with(char::is_uppercase))
}

/// The last sign inside the marks.
fn last_word_mark(doc: &Doc, quotation: &Quotation) -> Option<char> {
    let text = doc.words(quotation.first()..quotation.end());
    text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '»' | '“' | '‘')
    })
    .chars()
    .next_back()
}

/// A cue beside a quotation.
struct Beside {
    head: usize,
    draft: Draft,
}

fn draft_of(doc: &Doc, cue: Beside, drafts: &mut Vec<Draft>) -> usize {
    if let Some(index) = drafts.iter().rposition(|d| d.cue_head == Some(cue.head)) {
        let content_is_wild = drafts[index].content.iter().any(|r| doc.words(r.clone()).len() > 2000);
        if content_is_wild {
            drafts[index].content.clear();
        }
        return index;
    }
    drafts.push(cue.draft);
    drafts.len() - 1
}

fn beside(doc: &Doc, cues: &Cues, layout: &Layout, quotations: &[Quotation], index: usize) -> Option<Beside> {
    let quotation = &quotations[index];
    let before = window_before(doc, layout, quotations, index);
    let after = window_after(doc, layout, quotations, index);
    let last_before = before.clone().rev().find(|&t| !doc.is_space(t));
    let by_colon = last_before.is_some_and(|t| doc.word(t).ends_with(':'));
    let introduced = last_before.is_some_and(|t| {
        by_colon
            || doc.word(t) == ","
            || matches!(doc.word(t), "that" | "—" | "–" | "--")
            || quoting(doc, cues, t).is_some()
            || doc.dep(t) == "prt"
    });
    let followed = last_word_mark(doc, quotation)
        .is_some_and(|m| matches!(m, ',' | '?' | '!' | '…' | '—' | '-' | '.'))
        || doc.words(after.clone()).trim_start().starts_with([',', '-', '—', '–']);
    let at_sentence_start = before.is_empty();
    let from_after = || {
        followed
            .then(|| first_cue(doc, cues, after.clone(), last_word_mark(doc, quotation) != Some('.')))
            .flatten()
    };
    let from_before = || introduced.then(|| last_cue(doc, cues, before.clone(), by_colon)).flatten();
    if at_sentence_start || !introduced {
        // A few words within a sentence are a title or a term: "On "The Late Hour", the actor said …".
        return if at_sentence_start || is_full(doc, quotation) { from_after() } else { None };
    }
    if by_colon {
        // "There was doubt: “…,” wrote a pupil": a comma before the last mark looks forward.
        let looks_on = last_word_mark(doc, quotation) == Some(',');
        return looks_on.then(from_after).flatten().or_else(from_before);
    }
    from_before().or_else(from_after)
}

/// The words after a quotation up to the end of their sentence, the next quotation or the paragraph's end.
fn window_after(doc: &Doc, layout: &Layout, quotations: &[Quotation], index: usize) -> Range<usize> {
    let start = quotations[index].end();
    if start >= doc.len() {
        return start..start;
    }
    let last_piece = quotations[index].end() - 1;
    let paragraph = &layout.paragraphs()[layout.paragraph_of(last_piece)];
    let next = quotations.get(index + 1).map_or(doc.len(), Quotation::first);
    let limit = paragraph.end.min(next).min(start + REACH);
    let end = (start..limit)
        .find(|&t| {
            matches!(doc.word(t), "." | ";" | "!" | "?")
                || (doc.is_space(t) && doc.word(t).contains('\n') && t + 1 == limit)
        })
        .unwrap_or(limit);
    start..end.max(start)
}

/// The words before a quotation from the start of their sentence or the end of the last quotation. A paragraph that
/// ends with a colon introduces the quotation that opens the next.
fn window_before(doc: &Doc, layout: &Layout, quotations: &[Quotation], index: usize) -> Range<usize> {
    let end = quotations[index].first();
    let number = layout.paragraph_of(end);
    let mut paragraph = layout.paragraphs()[number].clone();
    let mut stop = end;
    if (paragraph.start..end).all(|t| is_mark(doc, t)) {
        let Some(previous) = number.checked_sub(1).map(|n| layout.paragraphs()[n].clone()) else {
            return end..end;
        };
        let ends_with_colon =
            previous.clone().rev().find(|&t| !doc.is_space(t)).is_some_and(|t| doc.word(t).ends_with(':'));
        if !ends_with_colon {
            return end..end;
        }
        (stop, paragraph) = (previous.end, previous);
    }
    let last = index.checked_sub(1).map_or(0, |i| quotations[i].end());
    let limit = paragraph.start.max(last).max(stop.saturating_sub(REACH));
    let start =
        (limit..stop).rev().find(|&t| matches!(doc.word(t), "." | ";" | "!" | "?")).map_or(limit, |t| t + 1);
    start.min(stop)..stop
}

/// The first verb after a quotation that can introduce it and has a speaker nearby: a finite one, or, where the
/// quotation does not end its sentence, a participle.
fn first_cue(doc: &Doc, cues: &Cues, window: Range<usize>, goes_on: bool) -> Option<Beside> {
    let cue = |token: usize| {
        let kind = quoting(doc, cues, token)?;
        let mut draft = bare(doc, cues, token, kind);
        let is_finite = is_finite(doc, token);
        draft.speaker = draft.speaker.or_else(|| is_finite.then(|| between(doc, &window, token)).flatten());
        let speaker = draft.speaker.as_ref()?;
        let is_near = window.clone().any(|t| speaker.range.contains(&t));
        let can = (is_finite && is_near) || (goes_on && (is_near || doc.tag(token) == "VBG"));
        can.then_some((is_finite, Beside { head: token, draft }))
    };
    let mut found: Vec<(bool, Beside)> = window.clone().filter_map(cue).collect();
    let first = found.iter().position(|(is_finite, _)| *is_finite).unwrap_or(0);
    (!found.is_empty()).then(|| found.swap_remove(first).1)
}

/// The words between a quotation and its verb, or after the verb, where the tree gives no subject.
fn between(doc: &Doc, window: &Range<usize>, verb: usize) -> Option<Phrase> {
    let is_noun = |t: &usize| matches!(doc.pos(*t), "PROPN" | "NOUN" | "PRON");
    let before = trim(doc, window.start..verb);
    let after =
        || trim(doc, verb + 1..(verb + 1..window.end).find(|&t| doc.word(t) == ",").unwrap_or(window.end));
    let range = if before.clone().any(|t| is_noun(&t)) { before } else { after() };
    let stop = range.clone().find(|&t| matches!(doc.word(t), "," | "(" | "of")).unwrap_or(range.end);
    let head = (range.start..stop).rev().find(is_noun)?;
    Some(Phrase { head, range })
}

/// The verb before a quotation that introduces it: the last that has a speaker; before a colon, a noun or any clause will do.
fn last_cue(doc: &Doc, cues: &Cues, window: Range<usize>, by_colon: bool) -> Option<Beside> {
    let verb = window.clone().rev().find_map(|token| {
        let kind = quoting(doc, cues, token)?;
        let mut draft = bare(doc, cues, token, kind);
        draft.speaker =
            draft.speaker.or_else(|| is_finite(doc, token).then(|| speaker::beside(doc, token)).flatten());
        draft.speaker.is_some().then_some(Beside { head: token, draft })
    });
    if verb.is_some() || !by_colon {
        return verb;
    }
    let noun = window.clone().rev().find(|&t| doc.pos(t) == "NOUN" && !cues.noun(doc.lemma(t)).is_empty());
    let head =
        noun.or_else(|| window.clone().find(|&t| doc.is_root(t) && matches!(doc.pos(t), "VERB" | "AUX")))?;
    let kind = cues.noun(doc.lemma(head)).first().map_or(Kind::Say, |s| s.kind);
    let speaker = noun
        .and_then(|n| speaker::of_noun(doc, n, &[]))
        .or_else(|| speaker::of_verb(doc, clause_of(doc, head)))?;
    let draft = Draft {
        kind,
        cue_head: Some(head),
        cue: Some(head..head + 1),
        speaker: Some(speaker),
        addressee: None,
        content: Vec::new(),
        negated: false,
    };
    Some(Beside { head, draft })
}

fn clause_of(doc: &Doc, token: usize) -> usize {
    if matches!(doc.pos(token), "VERB" | "AUX") {
        return token;
    }
    doc.ancestors(token).find(|&a| matches!(doc.pos(a), "VERB" | "AUX")).unwrap_or(token)
}

/// "…" — Ada Byron
fn signed(doc: &Doc, layout: &Layout, quotation: &Quotation, drafts: &mut Vec<Draft>) -> Option<usize> {
    let end = quotation.end();
    let paragraph = &layout.paragraphs()[layout.paragraph_of(end - 1)];
    let mut at = end;
    // The signature may stand on the next line.
    let limit = doc.len().min(paragraph.end + 3);
    while at < limit && doc.is_space(at) {
        at += 1;
    }
    let is_dash = at < limit && matches!(doc.word(at), "—" | "–" | "--" | "-" | "―" | "~");
    if !is_dash {
        return None;
    }
    let line_end = (at + 1..doc.len().min(at + 20))
        .find(|&t| doc.is_space(t) || is_quote_mark(doc, t))
        .unwrap_or(doc.len().min(at + 20));
    let head = (at + 1..line_end).find(|&t| matches!(doc.pos(t), "PROPN" | "NOUN"))?;
    if (at + 1..line_end).any(|t| matches!(doc.pos(t), "VERB" | "AUX"))
        || head != at + 1 && !doc.word(at + 1).starts_with(char::is_uppercase)
    {
        return None;
    }
    let range = at + 1..line_end;
    drafts.push(Draft {
        kind: Kind::Say,
        cue_head: None,
        cue: Some(at..at + 1),
        speaker: Some(Phrase { head, range }),
        addressee: None,
        content: Vec::new(),
        negated: false,
    });
    Some(drafts.len() - 1)
}

/// Speech that goes on after its cue: "…," he said. "…"
fn goes_on(
    doc: &Doc,
    layout: &Layout,
    quotations: &[Quotation],
    holder: &[Option<usize>],
    index: usize,
) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let chosen = holder[before]?;
    let same =
        layout.paragraph_of(quotations[before].end() - 1) == layout.paragraph_of(quotations[index].first());
    let gap = quotations[before].end()..quotations[index].first();
    (same && gap.len() <= REACH && ends_sentence(doc, &gap)).then_some(chosen)
}

fn ends_sentence(doc: &Doc, gap: &Range<usize>) -> bool {
    gap.clone().rev().find(|&t| !doc.is_space(t)).is_none_or(|t| doc.word(t).ends_with(['.', '!', '?', ':']))
}

/// A whole paragraph of speech with no cue: whoever spoke in the paragraph before goes on speaking.
fn orphan(
    doc: &Doc,
    layout: &Layout,
    quotations: &[Quotation],
    holder: &[Option<usize>],
    index: usize,
    drafts: &mut Vec<Draft>,
) -> Option<usize> {
    let quotation = &quotations[index];
    let range = quotation.first()..quotation.end();
    let number = layout.paragraph_of(quotation.first());
    let paragraph = &layout.paragraphs()[number];
    let opens = (paragraph.start..quotation.first()).all(|t| is_mark(doc, t));
    let fills = opens && (quotation.end()..paragraph.end).all(|t| is_mark(doc, t));
    let speaks = n_words(doc, range.clone()) >= 5 && range.clone().any(|t| is_clause(doc, t));
    if !(speaks || fills) || !starts_capital(doc, &range) {
        return None;
    }
    let before = index.checked_sub(1).filter(|&i| layout.paragraph_of(quotations[i].end() - 1) + 1 >= number);
    let spoke = before.filter(|_| opens).and_then(|i| holder[i]).and_then(|d| drafts[d].speaker.clone());
    let speaker = spoke.or_else(|| subject_before(doc, layout, quotation));
    if !opens && speaker.is_none() {
        return None;
    }
    drafts.push(Draft {
        kind: Kind::Say,
        cue_head: None,
        cue: None,
        speaker,
        addressee: None,
        content: Vec::new(),
        negated: false,
    });
    Some(drafts.len() - 1)
}

/// The subject of the sentence right before, where it is a person or a pronoun for one.
fn subject_before(doc: &Doc, layout: &Layout, quotation: &Quotation) -> Option<Phrase> {
    let first = quotation.first();
    let paragraph = &layout.paragraphs()[layout.paragraph_of(first)];
    let last = (paragraph.start..first).rev().find(|&t| !is_mark(doc, t))?;
    let sentence = &doc.sentences()[doc.sentence_of(last)];
    let root = sentence.clone().find(|&t| doc.is_root(t))?;
    let subject = child(doc, root, &["nsubj", "nsubjpass"])?;
    let is_person = doc.entity_of(subject).is_some_and(|e| doc.entity_type(e) == "PERSON")
        || matches!(base(doc, subject).as_str(), "he" | "she" | "they");
    is_person.then(|| Phrase { head: subject, range: phrase(doc, subject, None) })
}
