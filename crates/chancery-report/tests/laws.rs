//! Laws that hold for any bytes: reading ends without a panic, segments tile the raw text, cleaned
//! text maps back to it, and the same bytes are the same report.

use std::io::Cursor;

use chancery_record::{Passage, Report, Span};
use chancery_report::{Input, Markup, Reader, Source};
use proptest::prelude::*;

fn check(report: &Report) -> Result<(), TestCaseError> {
    let mut at = 0;
    for segment in &report.segments {
        prop_assert_eq!(segment.span.start, at);
        prop_assert!(segment.span.slice(&report.raw).is_some());
        at = segment.span.end;
    }
    prop_assert_eq!(at as usize, report.raw.len());
    check_passage(&report.raw, &report.body)?;
    if let Some(headline) = &report.headline {
        check_passage(&report.raw, headline)?;
    }
    for repair in &report.repairs {
        prop_assert!(repair.span.slice(&report.raw).is_some());
    }
    Ok(())
}

fn check_passage(raw: &str, passage: &Passage) -> Result<(), TestCaseError> {
    for paragraph in &passage.paragraphs {
        prop_assert!(paragraph.slice(&passage.text).is_some_and(|text| !text.trim().is_empty()));
    }
    let Some(offsets) = &passage.offsets else { return Ok(()) };
    prop_assert_eq!(offsets.clean_len() as usize, passage.text.len());
    let mut before = 0;
    for (at, c) in passage.text.char_indices() {
        let clean = Span::new(u32::try_from(at).unwrap(), u32::try_from(at + c.len_utf8()).unwrap());
        let found = offsets.raw_from_clean(clean);
        prop_assert!(found.start >= before, "offsets go backwards at {}", at);
        before = found.start;
        let there = found.slice(raw);
        prop_assert!(there.is_some(), "offsets cut a character at {}", at);
        let piece = offsets.pieces().iter().find(|piece| piece.clean.covers(clean)).unwrap();
        if piece.verbatim {
            prop_assert_eq!(there.unwrap().chars().next(), Some(c));
        }
    }
    Ok(())
}

/// Bits of which dirty texts are made, so that chance meets the rules.
fn bits() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "The envoy of Togo met the envoy of Ghana on Monday.",
        "Recent Posts",
        "9 hours ago",
        "Read more: Peru recalls envoy",
        "\n",
        "\n\n",
        " ",
        "…",
        "...",
        "“",
        "”",
        "\"",
        "interference.\"Regarding",
        "â€™",
        "Ã©",
        "\u{a0}",
        "\u{200b}",
        "LOME (Reuters) - ",
        " date 2021-04-07 ",
        "By Ama Mensah",
        "pre-\nvious",
        "© 2021",
        "(AFP)",
        "é",
        "日本",
        "\r\n",
        "<p>",
        "</p>",
        "<br>",
        "&amp;",
        "&nbsp;",
        "<a href='x'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<div class='related'>",
        "</div>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&#x1F600;",
        "&lt",
        "The central bank has announced that it will keep…",
        "# ",
        "- ",
        "[a](b)",
        "---\n",
        "title: x",
    ]);
    prop::collection::vec(bits, 0..40).prop_map(|parts| parts.concat())
}

fn source(text: String, markup: Markup) -> Source {
    Source { markup, ..Source::plain(text) }
}

proptest! {
    #[test]
    fn any_text_is_tiled_and_maps_back(text in prop_oneof![bits(), any::<String>()]) {
        for markup in [Markup::Plain, Markup::Markdown, Markup::Page, Markup::Fragment] {
            let report = Reader::new().read(source(text.clone(), markup));
            check(&report)?;
        }
    }

    #[test]
    fn any_bytes_end_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), head in 0..12_usize) {
        let heads: [&[u8]; 12] = [b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b"<html>", b"<rss>", b"{\"text\":", b"[{", b"text,date\n", b"\xff\xfe"];
        let whole = [heads[head], &bytes].concat();
        let input = Input::Stream("x".to_owned(), Box::new(Cursor::new(whole)));
        for report in Reader::new().reports([input]).flatten() {
            check(&report)?;
        }
    }

    #[test]
    fn the_same_bytes_are_the_same_report(text in bits()) {
        let once = Reader::new().read(Source::plain(text.clone()));
        let twice = Reader::new().read(Source::plain(text));
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn another_text_at_the_same_address_is_another_report() {
    let at = |text: &str| {
        let mut source = Source::plain(text);
        source.fields.url.push((
            chancery_record::Provenance::CommandLine,
            "https://example.org/a?utm_source=x".to_owned(),
        ));
        Reader::new().read(source)
    };
    let (first, revised) = (at("The envoy left on Monday."), at("The envoy left on Tuesday."));
    assert_ne!(first.id, revised.id);
    assert_eq!(first.url, revised.url);
    assert_eq!(first.id, at("The  envoy left\u{a0}on Monday.\n").id);
}
