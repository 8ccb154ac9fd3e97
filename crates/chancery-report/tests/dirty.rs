//! Dirty samples with their expected segments: `tests/dirty/*.txt`, whose first lines say the form.

use chancery_record::{Report, SegmentKind};
use chancery_report::{Reader, Source};

struct Sample {
    name: String,
    expected: Vec<(String, String)>,
    raw: String,
    /// Bytes of `raw` and the kind that is expected there.
    marks: Vec<(usize, Option<SegmentKind>)>,
}

fn samples(file: &str) -> Vec<Sample> {
    let file =
        file.replace("\\u{a0}", "\u{a0}").replace("\\u{200b}", "\u{200b}").replace("\\u{9d}", "\u{9d}");
    file.split("\n=== ")
        .skip(1)
        .map(|sample| {
            let (name, body) = sample.split_once('\n').expect("a sample has a body");
            let mut expected = Vec::new();
            let mut rest = body;
            while let Some(line) = rest.strip_prefix("> ") {
                let (line, after) = line.split_once('\n').expect("a line");
                let (key, value) = line.split_once(' ').expect("a key and a value");
                expected.push((key.to_owned(), value.replace("\\n", "\n")));
                rest = after;
            }
            let mut raw = String::new();
            let mut marks = Vec::new();
            for (n, part) in rest.trim_end().split('⟦').enumerate() {
                if n == 0 {
                    raw.push_str(part);
                    continue;
                }
                let (kind, text) = part.split_once('⟧').expect("a mark is closed");
                marks.push((raw.len(), SegmentKind::from_name(kind)));
                assert!(kind == "?" || SegmentKind::from_name(kind).is_some(), "{name}: no kind {kind}");
                raw.push_str(text);
            }
            Sample { name: name.to_owned(), expected, raw, marks }
        })
        .collect()
}

/// What is wrong with the report, if anything.
fn faults(sample: &Sample, report: &Report, markup: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for (n, (start, kind)) in sample.marks.iter().enumerate() {
        let Some(kind) = kind else { continue };
        let end = sample.marks.get(n + 1).map_or(sample.raw.len(), |(next, _)| *next);
        let mut in_tag = false;
        for (at, c) in sample.raw[*start..end].char_indices() {
            in_tag |= markup && c == '<';
            if !c.is_whitespace() && !in_tag {
                let byte = u32::try_from(start + at).unwrap();
                let segment = report
                    .segments
                    .iter()
                    .find(|segment| segment.span.contains(byte))
                    .expect("segments tile");
                if segment.kind != *kind {
                    let here: String = sample.raw[start + at..].chars().take(40).collect();
                    faults.push(format!(
                        "{} instead of {} ({}) at: {here}",
                        segment.kind.name(),
                        kind.name(),
                        segment.reason
                    ));
                    break;
                }
            }
            in_tag &= c != '>';
        }
    }
    let dated = |published: &chancery_record::Published| format!("{} {}", published.moment, published.from);
    for (key, value) in &sample.expected {
        let (found, fits) = match key.as_str() {
            "contains" => (report.body.text.clone(), report.body.text.contains(value)),
            "repairs" => (
                format!("{:?}", report.repairs),
                report.repairs.iter().any(|repair| repair.kind.name() == value),
            ),
            "conflict" => (
                format!("{:?}", report.published_conflicts),
                report.published_conflicts.iter().any(|other| dated(other) == *value),
            ),
            _ => {
                let found = match key.as_str() {
                    "published" => report.published.as_ref().map(dated),
                    "dateline" => report.dateline.as_ref().and_then(|dateline| dateline.place.clone()),
                    "outlet" => report.outlet.as_ref().map(|outlet| outlet.value.name.clone()),
                    "headline" => report.headline.as_ref().map(|headline| headline.text.clone()),
                    "byline" => report.byline.as_ref().map(|byline| byline.value.clone()),
                    "language" => Some(report.language.code.to_string()),
                    other => panic!("{}: no key {other}", sample.name),
                };
                let found = found.unwrap_or_else(|| "none".to_owned());
                (found.clone(), found == *value)
            }
        };
        if !fits {
            faults.push(format!("{key}: expected {value}, found {found}"));
        }
    }
    faults
}

fn check(file: &str, markup: bool, source: impl Fn(&str) -> Source) -> usize {
    let samples = samples(file);
    let reader = Reader::new();
    let mut all = Vec::new();
    for sample in &samples {
        let report = reader.read(source(&sample.raw));
        all.extend(
            faults(sample, &report, markup).into_iter().map(|fault| format!("{}: {fault}", sample.name)),
        );
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
    samples.len()
}

#[test]
fn scrapes() {
    assert!(check(include_str!("dirty/scrapes.txt"), false, |raw| Source::plain(raw)) >= 45);
}

#[test]
fn pages() {
    assert!(check(include_str!("dirty/pages.txt"), true, |raw| Source::page(raw)) >= 9);
}
