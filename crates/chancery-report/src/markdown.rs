//! Markdown as blocks with offsets, and the front matter that site generators put above it.

use std::borrow::Cow;
use std::ops::Range;

use chancery_record::{Provenance, SegmentKind};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::content::{Block, Gap, Hint};
use crate::fields::Fields;
use crate::mapped::Mapped;

/// The blocks of a Markdown text, and what its front matter says.
pub(crate) fn blocks(text: &str) -> (Mapped, Vec<Block>, Fields) {
    let (front, body_start) = front_matter(text);
    let mut writer = Writer {
        text,
        view: Mapped::default(),
        blocks: Vec::new(),
        start: 0,
        link_chars: 0,
        in_link: 0,
        heading: false,
        image: false,
    };
    if body_start > 0 {
        let start = writer.view.text().len();
        writer.view.push_verbatim(&text[..body_start], 0);
        let end = start + text[..body_start].trim_end().len();
        let role = Some((SegmentKind::Boilerplate, Cow::Borrowed("front matter")));
        writer.blocks.push(Block {
            range: start..end,
            gap: Gap::Blank,
            hint: Hint { role, ..Hint::default() },
        });
        writer.start = writer.view.text().len();
    }
    for (event, range) in Parser::new(&text[body_start..]).into_offset_iter() {
        writer.event(&event, body_start + range.start..body_start + range.end);
    }
    writer.flush();
    (writer.view, writer.blocks, front)
}

struct Writer<'a> {
    text: &'a str,
    view: Mapped,
    blocks: Vec<Block>,
    start: usize,
    link_chars: usize,
    in_link: usize,
    heading: bool,
    image: bool,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => match tag {
                Tag::Link { .. } => self.in_link += 1,
                Tag::Image { .. } => self.image = true,
                Tag::Heading { .. } => {
                    self.flush();
                    self.heading = true;
                }
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
                _ => self.flush(),
            },
            Event::End(tag) => match tag {
                TagEnd::Link => self.in_link = self.in_link.saturating_sub(1),
                TagEnd::Image => self.image = false,
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
                _ => self.flush(),
            },
            Event::Text(words) | Event::Code(words) => {
                let raw = &self.text[range.clone()];
                if self.in_link > 0 || self.image {
                    self.link_chars += words.len();
                }
                if raw == &**words {
                    self.view.push_verbatim(words, range.start);
                } else {
                    self.view.push_replaced(words, range);
                }
            }
            Event::SoftBreak => self.view.push_replaced("\n", range),
            Event::HardBreak | Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let text = &self.view.text()[self.start..];
        let lead = text.len() - text.trim_start().len();
        let range = self.start + lead..self.start + lead + text.trim().len();
        if !range.is_empty() {
            #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
            let link_share = self.link_chars as f32 / range.len() as f32;
            let role = self.image.then_some((SegmentKind::Caption, Cow::Borrowed("text of an image")));
            self.blocks.push(Block {
                range,
                gap: Gap::Blank,
                hint: Hint { role, heading: self.heading, link_share, extracted: false },
            });
        }
        if !text.is_empty() {
            let end = self.view.offsets_end();
            self.view.push_replaced("\n", end..end);
        }
        self.start = self.view.text().len();
        self.link_chars = 0;
        self.heading = false;
    }
}

/// `---` lines with `key: value` between them at the head of the text.
fn front_matter(text: &str) -> (Fields, usize) {
    let mut fields = Fields::default();
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return (fields, 0);
    };
    let Some(end) = rest.find("\n---") else { return (fields, 0) };
    let body = rest[end + 4..].find('\n').map_or(text.len(), |at| text.len() - rest.len() + end + 4 + at + 1);
    for line in rest[..end].lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        if value.is_empty() {
            continue;
        }
        crate::formats::columns::assign(&mut fields, key.trim(), value, |key| {
            Provenance::Column(key.to_owned())
        });
    }
    (fields, body)
}

/// Whether a text looks like Markdown: front matter, or a heading or link in its form.
pub(crate) fn looks_like(text: &str) -> bool {
    let head = &text[..text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at)];
    head.starts_with("---\n") && head[4..].contains("\n---")
        || head.lines().take(12).any(|line| line.starts_with("# ") || line.starts_with("## "))
        || head.contains("](http")
}
