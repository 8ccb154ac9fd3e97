//! From one record to a [`Report`]: the stages in order. Pure; it cannot fail.

use std::borrow::Cow;
use std::ops::Range;

use chancery_record::{Dateline, Note, Passage, Report, ReportId, Segment, SegmentKind};
use sha2::{Digest, Sha256};

use crate::boilerplate::Learned;
use crate::clean::{self, Joint, mojibake};
use crate::content::{self, Block, Gap, Hint, Labelled, Surroundings};
use crate::mapped::Mapped;
use crate::outlet::Outlets;
use crate::source::{Markup, Source};
use crate::{dateline, html, language, markdown, metadata};

/// A record taken apart, before what it says of itself is weighed: the part of the reading that a
/// batch learns from.
pub(crate) struct Opened {
    source: Source,
    view: Mapped,
    blocks: Vec<Block>,
    marked_up: bool,
    repairs: Vec<chancery_record::Repair>,
}

impl Opened {
    /// The words of each block that nothing is known of yet.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> + Clone {
        let open = self.blocks.iter().filter(|block| block.hint.role.is_none());
        open.map(|block| &self.view.text()[block.range.clone()])
    }

    /// The name under which the batch counts its lines: its host or outlet, or that it has none.
    pub(crate) fn outlet_key(&self) -> String {
        let fields = &self.source.fields;
        let host = fields.url.iter().find_map(|(_, url)| crate::address::host(url));
        host.or_else(|| fields.outlet.first().map(|(_, name)| name.to_lowercase())).unwrap_or_default()
    }
}

/// Takes a record apart into blocks.
pub(crate) fn open(mut source: Source) -> Opened {
    let mut repairs = Vec::new();
    let mut marked_up = false;
    let (view, blocks) = match source.markup {
        Markup::Plain => {
            let view = mojibake::mended(&Mapped::identity(&source.text), &mut repairs);
            let blocks = content::block::blocks(view.text());
            (view, blocks)
        }
        Markup::Markdown => {
            let (view, blocks, fields) = markdown::blocks(&source.text);
            source.fields.extend(fields);
            (view, blocks)
        }
        Markup::Page | Markup::Fragment => {
            let mut page = html::page(&source.text);
            if source.markup == Markup::Page {
                match html::mark_article(&source.text, &mut page) {
                    Ok(()) => marked_up = true,
                    Err(why) => {
                        source.notes.push(Note::new(why).hint("the page's lines were judged one by one"));
                    }
                }
            }
            source.fields.extend(std::mem::take(&mut page.fields));
            if marked_up { (page.view, articles_blocks(page.blocks)) } else { (page.view, page.blocks) }
        }
    };
    // Markup is read before mangled characters are mended, so that offsets stay those of the markup.
    let (view, blocks) =
        if source.markup == Markup::Plain { (view, blocks) } else { mended(&view, blocks, &mut repairs) };
    let blocks = content::inline::split(view.text(), blocks);
    Opened { source, view, blocks, marked_up, repairs }
}

/// On a page whose article is known, everything else is the page's, by its role or none.
fn articles_blocks(mut blocks: Vec<Block>) -> Vec<Block> {
    let first = blocks.iter().position(|block| block.hint.extracted).unwrap_or(0);
    for (n, block) in blocks.iter_mut().enumerate() {
        if block.hint.extracted {
            // Classes on wrappers of the article say nothing of its paragraphs; captions inside do.
            if block.hint.role.as_ref().is_some_and(|(kind, _)| !matches!(kind, SegmentKind::Caption)) {
                block.hint.role = None;
            }
        } else if block.hint.role.is_none() && !(n < first && block.hint.heading) {
            let (kind, reason) = if block.hint.link_share > 0.5 {
                (SegmentKind::Links, "links outside the article")
            } else {
                (SegmentKind::Boilerplate, "outside the article")
            };
            block.hint.role = Some((kind, Cow::Borrowed(reason)));
        }
    }
    blocks
}

/// The view without mangled characters, and the blocks moved along.
fn mended(
    view: &Mapped,
    blocks: Vec<Block>,
    repairs: &mut Vec<chancery_record::Repair>,
) -> (Mapped, Vec<Block>) {
    let n_before = repairs.len();
    let better = mojibake::mended(view, repairs);
    if repairs.len() == n_before {
        return (better, blocks);
    }
    let mut whole = Mapped::default();
    repairs.truncate(n_before);
    let mut moved = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut part = Mapped::default();
        part.push_slice(view, &block.range);
        let part = mojibake::mended(&part, repairs);
        let start = whole.text().len();
        whole.push_slice(&part, &(0..part.text().len()));
        let range = start..whole.text().len();
        let end = whole.offsets_end();
        whole.push_replaced("\n", end..end);
        moved.push(Block { range, ..block });
    }
    (whole, moved)
}

/// Reads an opened record to the end.
pub(crate) fn read(opened: Opened, outlets: &Outlets, learned: Option<&Learned>) -> Report {
    let key = opened.outlet_key();
    let Opened { source, view, mut blocks, marked_up, mut repairs } = opened;
    let Source { origin, text: raw, bytes, fields, mut notes, .. } = source;
    if let Some(learned) = learned {
        mark_learned(&view, &mut blocks, learned, &key);
    }
    let title = fields.title.first().map(|(_, title)| title.as_str());
    let labelled = content::labelled(view.text(), blocks, Surroundings { title, marked_up });
    let (labelled, filed) = without_dateline(view.text(), labelled);
    let segments = tiled(&view, &labelled, raw.len());

    let headline = passage_of(&view, &labelled, SegmentKind::Headline, &mut repairs);
    let body = passage_of(&view, &labelled, SegmentKind::Body, &mut repairs);
    repairs.sort_unstable();
    repairs.dedup();
    let found = metadata::Found { view: view.text(), labelled: &labelled, filed: filed.as_ref() };
    let weighed = metadata::weigh(&fields, &found, outlets);
    notes.extend(weighed.notes);

    let (headline, headline_from) = match (headline.is_empty(), metadata::title(&fields)) {
        (false, _) => (Some(headline), Some(chancery_record::Provenance::Text)),
        (true, Some((from, title))) => {
            let text = clean::loose(&title);
            let whole = chancery_record::Span::new(0, crate::mapped::offset(text.len()));
            (Some(Passage { text, paragraphs: vec![whole], offsets: None }), Some(from))
        }
        (true, None) => (None, None),
    };
    if body.is_empty() {
        notes.push(Note::new("no body was found"));
    }
    let id = identity(
        headline.as_ref().map_or("", |headline| &headline.text),
        &body.text,
        weighed.url.as_ref().map_or("", |url| &url.value),
    );
    let language = language::language(&body.text, &fields.language);
    if !language.is_english() && !body.is_empty() {
        notes.push(Note::new(format!("written in {}: kept, not coded", language.code)));
    }
    Report {
        id,
        name: fields.name,
        origin,
        segments,
        headline,
        headline_from,
        body,
        byline: weighed.byline,
        dateline: filed.map(|(found, range)| Dateline {
            place: found.place,
            agency: found.agency,
            date: found.date,
            span: Some(view.raw_span(&range)),
        }),
        outlet: weighed.outlet,
        published: weighed.published,
        published_conflicts: weighed.conflicts,
        url: weighed.url,
        language,
        repairs,
        notes,
        raw,
        bytes,
    }
}

/// Gives the outlet's recurring lines their role: lines without a sentence anywhere, sentences at the
/// edges of the text only.
fn mark_learned(view: &Mapped, blocks: &mut [Block], learned: &Learned, key: &str) {
    let recurring: Vec<Option<(usize, usize)>> =
        blocks.iter().map(|block| learned.recurs(key, &view.text()[block.range.clone()])).collect();
    let own = |n: usize| recurring[n].is_none() && blocks[n].hint.role.is_none();
    let first = (0..blocks.len()).find(|&n| own(n)).unwrap_or(blocks.len());
    let last = (0..blocks.len()).rfind(|&n| own(n)).unwrap_or(0);
    for (n, seen) in recurring.iter().enumerate() {
        let Some((n_stories, of)) = seen else { continue };
        if blocks[n].hint.role.is_some() {
            continue;
        }
        let prose = content::traits::Traits::of(&view.text()[blocks[n].range.clone()]).is_prose();
        if !prose || n < first || n > last {
            let reason = format!("stands in {n_stories} of {of} reports of this outlet");
            blocks[n].hint.role = Some((SegmentKind::Boilerplate, Cow::Owned(reason)));
        }
    }
}

type Filed = (dateline::Found, Range<usize>);

/// Takes the dateline off the first paragraph of the body.
fn without_dateline(text: &str, labelled: Vec<Labelled>) -> (Vec<Labelled>, Option<Filed>) {
    let Some(at) = labelled.iter().position(|item| item.kind == SegmentKind::Body) else {
        return (labelled, None);
    };
    let range = labelled[at].block.range.clone();
    let Some(found) = dateline::find(&text[range.clone()]) else { return (labelled, None) };
    let cut = range.start + found.range.end;
    let place = range.start..range.start + text[range.start..cut].trim_end().len();
    let mut out = labelled;
    let mut rest = out[at].clone();
    rest.block.range = cut..range.end;
    out[at].block.range = place.clone();
    out[at].kind = SegmentKind::Dateline;
    out[at].reason = Cow::Borrowed("head of the first paragraph");
    if cut < range.end {
        rest.block.gap = Gap::Line;
        rest.block.hint = Hint::default();
        out.insert(at + 1, rest);
    }
    (out, Some((found, place)))
}

/// Segments that tile the raw text: what lies between two blocks goes with the one before, except
/// markup between different kinds, which is the page's.
fn tiled(view: &Mapped, labelled: &[Labelled], raw_len: usize) -> Vec<Segment> {
    let raw_len = crate::mapped::offset(raw_len);
    let mut segments: Vec<Segment> = Vec::new();
    let mut at = 0;
    for item in labelled {
        let raw = view.raw_span(&item.block.range);
        let (start, end) = (raw.start.max(at), raw.end.max(at));
        let gap = start - at;
        match segments.last_mut() {
            Some(last) if last.kind == item.kind && last.reason == item.reason => {
                last.span = chancery_record::Span::new(last.span.start, end);
            }
            Some(last) if gap <= 8 => {
                last.span = chancery_record::Span::new(last.span.start, start);
                segments.push(segment(start, end, item));
            }
            None if gap <= 8 => segments.push(segment(at, end, item)),
            _ => {
                segments.push(Segment {
                    kind: SegmentKind::Boilerplate,
                    span: chancery_record::Span::new(at, start),
                    reason: Cow::Borrowed("markup or space"),
                });
                segments.push(segment(start, end, item));
            }
        }
        at = end;
    }
    if at < raw_len {
        match segments.last_mut() {
            Some(last) if raw_len - at <= 8 => {
                last.span = chancery_record::Span::new(last.span.start, raw_len);
            }
            _ => segments.push(Segment {
                kind: SegmentKind::Boilerplate,
                span: chancery_record::Span::new(at, raw_len),
                reason: Cow::Borrowed("markup or space"),
            }),
        }
    }
    segments.retain(|segment| !segment.span.is_empty());
    segments
}

fn segment(start: u32, end: u32, item: &Labelled) -> Segment {
    Segment { kind: item.kind, span: chancery_record::Span::new(start, end), reason: item.reason.clone() }
}

/// The cleaned words of all blocks of one kind; a body paragraph that has stood before is left out.
fn passage_of(
    view: &Mapped,
    labelled: &[Labelled],
    kind: SegmentKind,
    repairs: &mut Vec<chancery_record::Repair>,
) -> Passage {
    let mut seen = std::collections::BTreeSet::new();
    let mut parts: Vec<(Joint, Range<usize>)> = Vec::new();
    let mut previous_kept = false;
    for item in labelled.iter().filter(|item| item.kind == kind) {
        let range = item.block.range.clone();
        let words: Vec<String> =
            view.text()[range.clone()].split_whitespace().map(str::to_lowercase).collect();
        // Interviews ask the same question twice; nothing else says a whole sentence again.
        let ending = view.text()[range.clone()].trim_end_matches(['"', '”', '’', ')']);
        let sentence = words.len() >= 8 && ending.ends_with(['.', '!']);
        if kind == SegmentKind::Body && sentence && !seen.insert(words.join(" ")) {
            repairs.push(chancery_record::Repair {
                span: view.raw_span(&range),
                kind: chancery_record::RepairKind::Folded,
            });
            continue;
        }
        let joint =
            if item.block.gap == Gap::Inline && previous_kept { Joint::Space } else { Joint::Paragraph };
        parts.push((joint, range));
        previous_kept = true;
    }
    clean::passage(view, &parts, repairs)
}

/// See [`ReportId`].
fn identity(headline: &str, body: &str, url: &str) -> ReportId {
    let mut hash = Sha256::new();
    hash.update(headline.as_bytes());
    hash.update("\u{1f}");
    hash.update(body.as_bytes());
    hash.update("\u{1f}");
    hash.update(url.as_bytes());
    let digest = hash.finalize();
    ReportId::new(digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}
