//! A page as blocks: every run of text between block-level tags, with its place in the markup.

use std::borrow::Cow;
use std::ops::Range;

use chancery_record::SegmentKind;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::metadata::Head;
use super::role;
use crate::content::{Block, Gap, Hint};
use crate::fields::Fields;
use crate::mapped::Mapped;

/// Deepest nesting that is handed to the page extractor; it and its tree builder recurse.
pub(crate) const DEEPEST: usize = 400;

/// A page in parts.
pub(crate) struct Page {
    /// The visible text, blocks parted by line ends, with offsets into the markup.
    pub(crate) view: Mapped,
    /// Its blocks; those the markup speaks about carry a role.
    pub(crate) blocks: Vec<Block>,
    /// What its head and its structured data say.
    pub(crate) fields: Fields,
    /// How deep its elements nest.
    pub(crate) depth: usize,
}

struct Element {
    name: Vec<u8>,
    role: Option<(SegmentKind, &'static str)>,
    hidden: bool,
    heading: bool,
    link: bool,
}

#[derive(Default)]
struct Open {
    start: usize,
    chars: usize,
    link_chars: usize,
    role: Option<(SegmentKind, &'static str)>,
    heading: bool,
    any: bool,
}

/// Reads a page or a fragment of one.
pub(crate) fn page(html: &str) -> Page {
    let mut builder = Builder {
        html,
        view: Mapped::default(),
        blocks: Vec::new(),
        stack: Vec::new(),
        open: Open::default(),
        next_gap: Gap::Blank,
        head: Head::default(),
        depth: 0,
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => builder.end(&tag.name),
            Token::String(text) => builder.text(&text.value, text.span.start..text.span.end),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    builder.flush(Gap::Blank);
    Page {
        view: builder.view,
        blocks: builder.blocks,
        fields: builder.head.into_fields(),
        depth: builder.depth,
    }
}

struct Builder<'a> {
    html: &'a str,
    view: Mapped,
    blocks: Vec<Block>,
    stack: Vec<Element>,
    open: Open,
    next_gap: Gap,
    head: Head,
    depth: usize,
}

impl Builder<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        self.head.start(tag);
        match name {
            b"br" => return self.flush(Gap::Line),
            b"hr" | b"img" | b"video" => return self.flush(Gap::Blank),
            _ if is_void(name) => return,
            _ => {}
        }
        self.close_implied(name);
        if is_block(name) {
            self.flush(Gap::Blank);
        }
        if tag.self_closing && !is_block(name) && name != b"a" && name != b"span" {
            return;
        }
        let parent_hidden = self.stack.last().is_some_and(|element| element.hidden);
        let parent_role = self.stack.last().and_then(|element| element.role);
        let heading = matches!(name, b"h1" | b"h2" | b"h3" | b"h4")
            || self.stack.last().is_some_and(|element| element.heading);
        let own_role = role::of(tag);
        if own_role.is_some() && !is_block(name) && name != b"a" && own_role != parent_role {
            self.flush(Gap::Blank);
        }
        self.stack.push(Element {
            name: name.to_vec(),
            role: parent_role.or(own_role),
            hidden: parent_hidden || is_hidden(name),
            heading,
            link: name == b"a" || self.stack.last().is_some_and(|element| element.link),
        });
        self.depth = self.depth.max(self.stack.len());
    }

    fn end(&mut self, name: &[u8]) {
        self.head.end(name);
        if is_block(name) {
            self.flush(Gap::Blank);
        }
        // An end tag closes the nearest element of its name, unless that would close half the page.
        let Some(at) = self.stack.iter().rposition(|element| element.name == name) else { return };
        if self.stack.len() - at > 40 && !matches!(name, b"body" | b"html") {
            return;
        }
        if self.stack[at].role.is_some()
            && at.checked_sub(1).and_then(|above| self.stack[above].role) != self.stack[at].role
        {
            self.flush(Gap::Blank);
        }
        self.stack.truncate(at);
    }

    /// `<p>`, `<li>`, table cells and options end the one before them.
    fn close_implied(&mut self, name: &[u8]) {
        let closes = |open: &[u8]| match name {
            b"li" => open == b"li",
            b"dt" | b"dd" => open == b"dt" || open == b"dd",
            b"td" | b"th" => open == b"td" || open == b"th",
            b"tr" => matches!(open, b"td" | b"th" | b"tr"),
            b"option" => open == b"option",
            _ if is_block(name) => open == b"p",
            _ => false,
        };
        while self.stack.last().is_some_and(|element| closes(&element.name)) {
            self.flush(Gap::Blank);
            self.stack.pop();
        }
    }

    fn text(&mut self, text: &[u8], span: Range<usize>) {
        let text = String::from_utf8_lossy(text);
        self.head.text(&text);
        let Some(top) = self.stack.last() else { return self.push(&text, span, false) };
        if top.hidden {
            return;
        }
        if !self.open.any {
            self.open.role = top.role;
            self.open.heading = top.heading;
        }
        let link = top.link;
        self.push(&text, span, link);
    }

    fn push(&mut self, text: &str, span: Range<usize>, link: bool) {
        if !self.open.any {
            if text.trim().is_empty() {
                return;
            }
            self.open.any = true;
            self.open.start = self.view.text().len();
        }
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        self.open.chars += chars;
        if link {
            self.open.link_chars += chars;
        }
        let raw = self.html.get(span.clone()).unwrap_or("");
        if raw == text {
            self.view.push_verbatim(text, span.start);
        } else {
            push_decoded(&mut self.view, text, raw, span.start);
        }
    }

    fn flush(&mut self, gap: Gap) {
        let open = std::mem::take(&mut self.open);
        if open.any {
            let text = &self.view.text()[open.start..];
            let lead = text.len() - text.trim_start().len();
            let range = open.start + lead..open.start + lead + text.trim().len();
            if !range.is_empty() {
                #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
                let link_share = open.link_chars as f32 / open.chars.max(1) as f32;
                let role = open.role.map(|(kind, reason)| (kind, Cow::Borrowed(reason)));
                let hint = Hint { role, extracted: false, heading: open.heading, link_share };
                self.blocks.push(Block { range, gap: self.next_gap, hint });
            }
            let end = self.view.offsets_end();
            self.view.push_replaced("\n", end..end);
            self.next_gap = gap;
        } else if gap == Gap::Blank || self.next_gap == Gap::Line {
            // Two line breaks part paragraphs.
            self.next_gap = Gap::Blank;
        }
    }
}

/// Appends text whose character references were decoded: equal stretches verbatim, references whole.
fn push_decoded(view: &mut Mapped, text: &str, raw: &str, raw_start: usize) {
    let (mut t, mut r) = (0, 0);
    while t < text.len() {
        let same = text.as_bytes()[t..]
            .iter()
            .zip(&raw.as_bytes()[r..])
            .take_while(|(a, b)| a == b && **a != b'&')
            .count();
        let same = (0..=same)
            .rev()
            .find(|&n| text.is_char_boundary(t + n) && raw.is_char_boundary(r + n))
            .unwrap_or(0);
        if same > 0 {
            view.push_verbatim(&text[t..t + same], raw_start + r);
            t += same;
            r += same;
            continue;
        }
        let Some(c) = text[t..].chars().next() else { break };
        let reference = reference_len(&raw[r..]);
        let mut len = c.len_utf8();
        // A few references stand for two characters; the next stretch of markup tells.
        if reference > 1 && !raw[r + reference..].is_empty() {
            let following = raw[r + reference..].chars().next();
            let second = text[t + len..].chars().next();
            if second != following && following != Some('&') && second.is_some_and(|c| !c.is_ascii()) {
                len += second.map_or(0, char::len_utf8);
            }
        }
        view.push_replaced(&text[t..t + len], raw_start + r..raw_start + r + reference);
        t += len;
        r += reference;
    }
}

/// Length of the character reference, or of the character, at the head of the markup.
fn reference_len(raw: &str) -> usize {
    let Some(rest) = raw.strip_prefix('&') else {
        // `\r\n` becomes one line end.
        return if raw.starts_with("\r\n") { 2 } else { raw.chars().next().map_or(0, char::len_utf8) };
    };
    let body = rest.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    1 + body + usize::from(rest.as_bytes().get(body) == Some(&b';'))
}

fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"source"
            | b"track"
            | b"wbr"
            | b"param"
    )
}

fn is_hidden(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"noscript"
            | b"template"
            | b"svg"
            | b"iframe"
            | b"select"
            | b"textarea"
            | b"head"
            | b"title"
            | b"object"
            | b"math"
            | b"canvas"
            | b"datalist"
    )
}

fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"button"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"hgroup"
            | b"html"
            | b"legend"
            | b"li"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"option"
            | b"p"
            | b"pre"
            | b"section"
            | b"select"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"time"
            | b"tr"
            | b"ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let page = page(html);
        page.blocks.iter().map(|block| page.view.text()[block.range.clone()].to_owned()).collect()
    }

    #[test]
    fn blocks_follow_the_tags() {
        assert_eq!(
            read("<h1>Head</h1><p>One <b>two</b> three<p>Four<br>five<script>var x = '<p>';</script></div>"),
            ["Head", "One two three", "Four", "five"]
        );
    }

    #[test]
    fn references_map_to_their_place() {
        let html = "<p>A&nbsp;&amp; B &lsquo;C&rsquo;</p>";
        let page = page(html);
        let text = page.view.text();
        let at = text.find('C').unwrap();
        let raw = page.view.raw_span(&(at..at + 1));
        assert_eq!(&html[raw.range()], "C");
        let at = text.find('&').unwrap();
        assert_eq!(&html[page.view.raw_span(&(at..at + 1)).range()], "&amp;");
    }

    #[test]
    fn two_breaks_part_paragraphs() {
        let gaps: Vec<Gap> =
            page("<div>One<br>two<br><br>three</div>").blocks.iter().map(|block| block.gap).collect();
        assert_eq!(gaps, [Gap::Blank, Gap::Line, Gap::Blank]);
    }
}
