//! For the terminal: who → what → whom, and under it when, where, on whose word, about what, by which words.

use std::fmt::Write;

use chancery_record::{CodedReport, Event};
use unicode_width::UnicodeWidthStr;

use super::wording::{act, code, contexts, flat, object, place, said, side, toll, voices, when};

/// Columns before a field's text.
const INDENT: usize = 13;

/// Lines are never broken shorter than this many columns.
const NARROWEST: usize = 24;

/// One report, in lines of at most `width` columns where its words allow; ends with a blank line.
pub(crate) fn table(report: &CodedReport, width: usize) -> String {
    let mut out = String::new();
    let mut title = vec![flat(&report.report)];
    title.extend(report.published.map(|day| day.to_string()));
    title.extend(report.outlet.as_deref().map(flat));
    wrapped(&mut out, "# ", &title.join("  "), 2, width);
    if report.events.is_empty() {
        out.push_str("  no events\n");
    }
    for (number, event) in (1..).zip(&report.events) {
        out.push('\n');
        write_event(&mut out, number, event, width);
    }
    if !report.statements.is_empty() {
        out.push_str("\n  Statements\n");
    }
    for statement in &report.statements {
        let (who, what) = said(statement);
        wrapped(&mut out, "    ", &format!("{who}: “{what}”"), 6, width);
    }
    for note in &report.notes {
        let hint = note.hint.as_deref().map_or(String::new(), |hint| format!(" ({})", flat(hint)));
        wrapped(&mut out, "  note: ", &format!("{}{hint}", flat(&note.message)), 8, width);
    }
    out.push('\n');
    out
}

fn write_event(out: &mut String, number: usize, event: &Event, width: usize) {
    let arrow = if event.reciprocal { "↔" } else { "→" };
    let head = if event.reciprocal && event.target.is_empty() {
        format!("{} {arrow} {}", side(&event.source), act(event))
    } else {
        format!("{} {arrow} {} {arrow} {}", side(&event.source), act(event), side(&event.target))
    };
    wrapped(out, &format!("{number:>3}  "), &head, 5, width);
    let mut field = |name: &str, text: &str| {
        let label = format!("     {name:<8}");
        wrapped(out, &label, text, INDENT, width);
    };
    field("status", event.status.name());
    if let Some(code) = code(event) {
        field("CAMEO", &code);
    }
    if let Some(contexts) = contexts(event) {
        field("context", &contexts);
    }
    if let Some(days) = &event.when {
        field("when", &when(days));
    }
    if let Some(here) = &event.place {
        field("where", &place(here));
    }
    if let Some(format) = &event.format {
        field("format", &flat(&format.name));
    }
    if let Some(about) = &event.object {
        field("object", &object(about));
    }
    for harm in &event.toll {
        field("toll", &toll(harm));
    }
    if !event.attribution.is_empty() {
        field("voice", &voices(&event.attribution));
    }
    for words in &event.evidence {
        field("words", &format!("“{}”", flat(&words.text)));
    }
}

/// Writes `text` after `first`; further lines are indented by `indent` columns.
fn wrapped(out: &mut String, first: &str, text: &str, indent: usize, width: usize) {
    let room = width.max(indent + NARROWEST);
    out.push_str(first);
    let mut column = first.width();
    let mut is_new = true;
    for word in text.split(' ') {
        if !is_new && column + 1 + word.width() > room {
            let _ = write!(out, "\n{:indent$}", "");
            column = indent;
        } else if !is_new {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.width();
        is_new = false;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rendered::sample;

    #[test]
    fn a_report_reads_from_who_to_the_words() {
        let (report, _) = sample::report();
        sample::assert_expected("table.txt", &table(&report, 72));
    }

    #[test]
    fn lines_keep_to_the_width() {
        let (report, _) = sample::report();
        for width in [40, 60, 100] {
            let widest = table(&report, width).lines().map(UnicodeWidthStr::width).max();
            assert!(widest <= Some(width), "{widest:?} columns in {width}");
        }
        assert!(table(&report, 0).lines().count() > 10);
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_not_done() {
        let shown = table(&sample::hostile().0, 80);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
        assert!(!shown.contains(['\u{202e}', '\u{2066}']));
        assert!(shown.contains("<script>"));
    }

    #[test]
    fn an_empty_report_says_so() {
        assert_eq!(table(&CodedReport::default(), 80), "# \n  no events\n\n");
    }
}
