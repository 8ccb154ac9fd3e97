//! One report as a page of its own: the raw text with its evidence marked, beside the record.
//!
//! The page needs nothing but itself: no script, no font, no picture, and a policy that forbids to load any.
//! Each piece of evidence and its event point at each other, by link and under the pointer. What is not the
//! report's own content is dimmed and named. All words of the report are escaped and kept apart from the
//! direction of the text around them.

use std::collections::BTreeSet;
use std::fmt::Write;

use chancery_record::{Char, CodedReport, Event, SegmentKind, Span, Statement, Words};

use super::wording::{act, code, contexts, flat, object, place, said, side, tame, toll, voices, when};

const STYLE: &str = include_str!("page.css");

/// The page. `raw` is the text that the record's spans count in; spans beyond it mark nothing.
pub(crate) fn page(report: &CodedReport, raw: &str) -> String {
    let mut out = String::new();
    let title = escaped(&headline(report, raw).unwrap_or_else(|| flat(&report.report)));
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}"
    );
    for n in 1..=report.events.len() {
        // The event and its words light up together.
        let _ = writeln!(
            out,
            "body:has(#e{n}:is(:hover,:focus-within,:target)) .w{n},body:has(.w{n}:hover) #e{n}{{background:var(--lit)}}"
        );
    }
    let _ = write!(
        out,
        "</style>\n</head>\n<body>\n<header>\n<h1><bdi>{title}</bdi></h1>\n<p>{}</p>\n</header>\n<main>\n",
        facts(report)
    );
    out.push_str("<section class=\"record\" aria-labelledby=\"events\">\n");
    let _ = writeln!(out, "<h2 id=\"events\">Events</h2>");
    if report.events.is_empty() {
        out.push_str("<p>No events.</p>\n");
    }
    let n_chars = raw.chars().count() as u32;
    for (n, event) in (1..).zip(&report.events) {
        write_event(&mut out, n, event, n_chars);
    }
    write_statements(&mut out, &report.statements);
    write_notes(&mut out, report);
    out.push_str(
        "</section>\n<section class=\"text\" aria-labelledby=\"text\">\n<h2 id=\"text\">Text</h2>\n",
    );
    out.push_str("<div class=\"raw\" dir=\"auto\">");
    write_text(&mut out, report, raw);
    out.push_str("</div>\n</section>\n</main>\n</body>\n</html>\n");
    out
}

/// A file name for the report's page that no other in `taken` has; it is added there.
pub(crate) fn file_name(report: &CodedReport, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let mut stem: String = report.report.chars().take(80).map(plain).collect();
    if stem.is_empty() {
        stem.push_str("report");
    }
    let numbered = |n: u32| if n == 1 { format!("{stem}.html") } else { format!("{stem}.{n}.html") };
    let name = (1..).map(numbered).find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
    // Some file systems do not tell `A` from `a`.
    taken.insert(name.to_lowercase());
    name
}

/// The words of the report's headline.
fn headline(report: &CodedReport, raw: &str) -> Option<String> {
    let is_headline = |kind: &str| SegmentKind::from_name(kind) == Some(SegmentKind::Headline);
    let span = report.segments.iter().find(|s| is_headline(&s.kind))?.span;
    let words: String = raw.chars().skip(span.start as usize).take(span.len() as usize).collect();
    Some(flat(&words)).filter(|words| !words.is_empty())
}

fn facts(report: &CodedReport) -> String {
    let outlet = report.outlet.as_deref().map(|name| format!("<bdi>{}</bdi>", escaped(&flat(name))));
    let day = report.published.map(|day| format!("<time datetime=\"{day}\">{day}</time>"));
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let counts = [count(report.events.len(), "event"), count(report.statements.len(), "statement")];
    let name = format!("<bdi>{}</bdi>", escaped(&flat(&report.report)));
    let facts = [outlet, day, Some(name)].into_iter().flatten();
    facts.chain(counts).collect::<Vec<_>>().join(" · ")
}

fn write_event(out: &mut String, n: usize, event: &Event, n_chars: u32) {
    let status = event.status.name();
    let _ = write!(
        out,
        "<article id=\"e{n}\" class=\"event\">\n<h3><span class=\"number\">{n}</span> <bdi>{}</bdi> \
         <span class=\"act\">{}</span>",
        escaped(&side(&event.source)),
        escaped(&act(event)),
    );
    if !event.target.is_empty() {
        let _ = write!(out, " <bdi>{}</bdi>", escaped(&side(&event.target)));
    }
    let mutual = if event.reciprocal { ", mutual" } else { "" };
    let _ = write!(
        out,
        "</h3>\n<dl>\n<dt>Status</dt><dd><span class=\"status {status}\">{status}</span>{mutual}</dd>\n"
    );
    let mut field = |name: &str, text: &str| {
        let _ = writeln!(out, "<dt>{name}</dt><dd><bdi>{}</bdi></dd>", escaped(text));
    };
    if let Some(days) = &event.when {
        field("When", &when(days));
    }
    if let Some(here) = &event.place {
        field("Where", &place(here));
    }
    if let Some(format) = &event.format {
        field("Format", &flat(&format.name));
    }
    if let Some(about) = &event.object {
        field("Object", &object(about));
    }
    for harm in &event.toll {
        field("Toll", &toll(harm));
    }
    let voice = voices(&event.attribution);
    field("Voice", if voice.is_empty() { "the outlet's own word" } else { &voice });
    if let Some(code) = code(event) {
        field("CAMEO", &code);
    }
    if let Some(contexts) = contexts(event) {
        field("Context", &contexts);
    }
    if let Some(confidence) = &event.confidence {
        field("Confidence", &format!("{:.2}", confidence.value));
    }
    out.push_str("<dt>Words</dt><dd>");
    for (k, words) in (1..).zip(&event.evidence) {
        let quote = format!("<q><bdi>{}</bdi></q>", escaped(&flat(&words.text)));
        if inside(words, n_chars).is_some() {
            let _ = write!(out, "<a class=\"quote\" href=\"#w{n}.{k}\">{quote}</a> ");
        } else {
            let _ = write!(out, "<span class=\"quote\">{quote}</span> ");
        }
    }
    out.push_str("</dd>\n</dl>\n</article>\n");
}

fn write_statements(out: &mut String, statements: &[Statement]) {
    if statements.is_empty() {
        return;
    }
    out.push_str("<h2>Statements</h2>\n<ol class=\"statements\">\n");
    for statement in statements {
        let (who, what) = said(statement);
        let _ = writeln!(
            out,
            "<li><bdi class=\"speaker\">{}</bdi> <q><bdi>{}</bdi></q></li>",
            escaped(&who),
            escaped(&what)
        );
    }
    out.push_str("</ol>\n");
}

fn write_notes(out: &mut String, report: &CodedReport) {
    if report.notes.is_empty() {
        return;
    }
    out.push_str("<h2>Notes</h2>\n<ul>\n");
    for note in &report.notes {
        let hint = note.hint.as_deref().map_or(String::new(), |hint| format!(" {}", flat(hint)));
        let _ = writeln!(out, "<li><bdi>{}{}</bdi></li>", escaped(&flat(&note.message)), escaped(&hint));
    }
    out.push_str("</ul>\n");
}

/// A piece of evidence: its event and its own number, from 1.
struct Mark {
    event: usize,
    piece: usize,
    span: Span<Char>,
}

/// The raw text, cut wherever a segment, a piece of evidence or a statement begins or ends.
fn write_text(out: &mut String, report: &CodedReport, raw: &str) {
    let n_chars = raw.chars().count() as u32;
    let marks = marks(report, n_chars);
    let said: Vec<Span<Char>> =
        report.statements.iter().flat_map(|s| &s.content).filter_map(|w| inside(w, n_chars)).collect();
    let asides: Vec<(&str, Span<Char>)> = report
        .segments
        .iter()
        .filter(|s| !SegmentKind::from_name(&s.kind).is_some_and(SegmentKind::is_content))
        .map(|s| (s.kind.as_str(), Span::new(s.span.start.min(n_chars), s.span.end.min(n_chars))))
        .collect();
    let mut cuts = BTreeSet::from([0, n_chars]);
    let spans = marks.iter().map(|m| m.span).chain(said.iter().copied()).chain(asides.iter().map(|a| a.1));
    cuts.extend(spans.flat_map(|s| [s.start, s.end]));
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let mut rest = raw.chars();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let holds = |span: Span<Char>| span.start <= start && end <= span.end;
        let here: Vec<&Mark> = marks.iter().filter(|m| holds(m.span)).collect();
        let aside = asides.iter().find(|(_, span)| holds(*span));
        if let Some((kind, span)) = aside {
            let named =
                if span.start == start { format!(" data-kind=\"{}\"", escaped(kind)) } else { String::new() };
            let _ = write!(out, "<span class=\"aside\"{named}>");
        }
        let is_said = said.iter().any(|&span| holds(span));
        if is_said {
            out.push_str("<span class=\"said\">");
        }
        let classes: BTreeSet<usize> = here.iter().map(|m| m.event).collect();
        if !here.is_empty() {
            for mark in here.iter().filter(|m| m.span.start == start) {
                let _ = write!(out, "<a id=\"w{}.{}\"></a>", mark.event, mark.piece);
            }
            let classes: Vec<String> = classes.iter().map(|n| format!("w{n}")).collect();
            let _ = write!(out, "<mark class=\"{}\">", classes.join(" "));
        }
        let text: String = rest.by_ref().take((end - start) as usize).collect();
        out.push_str(&escaped_lines(&text));
        if !here.is_empty() {
            out.push_str("</mark>");
        }
        for mark in here.iter().filter(|m| m.span.end == end) {
            let n = mark.event;
            let _ = write!(out, "<a class=\"ref\" href=\"#e{n}\" aria-label=\"event {n}\">{n}</a>");
        }
        if is_said {
            out.push_str("</span>");
        }
        if aside.is_some() {
            out.push_str("</span>");
        }
    }
}

fn marks(report: &CodedReport, n_chars: u32) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (event, coded) in (1..).zip(&report.events) {
        for (piece, words) in (1..).zip(&coded.evidence) {
            marks.extend(inside(words, n_chars).map(|span| Mark { event, piece, span }));
        }
    }
    marks
}

/// Where the words stand, if they stand in the text.
fn inside(words: &Words, n_chars: u32) -> Option<Span<Char>> {
    words.span.filter(|span| !span.is_empty() && span.end <= n_chars)
}

/// Text as HTML, in elements and in attributes.
fn escaped(text: &str) -> String {
    escaped_lines(&tame(text))
}

/// As [`escaped`], for the raw text: line breaks and tabs stay.
fn escaped_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c => out.push_str(&tame(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rendered::sample;

    /// What a reader sees of the text: tags dropped, entities read.
    fn text_of(page: &str) -> String {
        let raw =
            page.split("<div class=\"raw\" dir=\"auto\">").nth(1).unwrap().split("</div>").next().unwrap();
        let mut out = String::new();
        let mut rest = raw;
        while let Some(open) = rest.find('<') {
            out.push_str(&rest[..open]);
            let tag = &rest[open..];
            // The number of an event is no part of the text.
            let end = if tag.starts_with("<a class=\"ref\"") {
                tag.find("</a>").unwrap() + 4
            } else {
                tag.find('>').unwrap() + 1
            };
            rest = &tag[end..];
        }
        out.push_str(rest);
        let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        out.replace("&amp;", "&")
    }

    #[test]
    fn a_report_is_one_page() {
        let (report, raw) = sample::report();
        let page = page(&report, raw);
        let (head, rest) = page.split_once("<style>").unwrap();
        let body = rest.split_once("</style>").unwrap().1;
        sample::assert_expected("page.html", &format!("{head}{body}"));
    }

    #[test]
    fn the_text_is_whole_and_every_link_leads_somewhere() {
        let (report, raw) = sample::report();
        let page = page(&report, raw);
        assert_eq!(text_of(&page), raw);
        let links: Vec<&str> = page.split("href=\"#").skip(1).map(|s| s.split('"').next().unwrap()).collect();
        assert_eq!(links.len(), 8);
        for link in links {
            assert_eq!(page.matches(&format!(" id=\"{link}\"")).count(), 1, "{link}");
        }
        assert!(page.contains("<span class=\"aside\" data-kind=\"teaser\">READ MORE"));
    }

    #[test]
    fn nothing_of_a_report_becomes_markup_or_is_loaded() {
        let (report, raw) = sample::hostile();
        let page = page(&report, raw);
        for forbidden in [
            "<script", "<img", "<b>", "<i>", "<u>", "<em>", "<s>", "\0", "\u{1b}", "\u{202e}", "http://",
            "https://", "url(",
        ] {
            assert!(!page.contains(forbidden), "{forbidden:?}");
        }
        assert_eq!(text_of(&page), tame(raw));
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn an_empty_report_is_a_page() {
        let page = page(&CodedReport::default(), "");
        assert!(page.contains("No events.") && page.ends_with("</html>\n"));
    }

    #[test]
    fn file_names_are_plain_and_differ() {
        let mut taken = BTreeSet::new();
        let mut name = |report: &str| {
            file_name(&CodedReport { report: report.to_owned(), ..CodedReport::default() }, &mut taken)
        };
        assert_eq!(name("../etc/Łódź"), "---etc---d-.html");
        assert_eq!(name("a.txt"), "a-txt.html");
        assert_eq!(name("A/txt"), "A-txt.2.html");
        assert_eq!(name(""), "report.html");
    }
}
