//! An occurrence as a citation: with its reports, the passages that tell of it, and the archive's version.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::ask::one_line;
use crate::error::Result;
use crate::{Archive, OccurrenceLine};

/// A style of citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A BibTeX entry.
    Bibtex,
    /// CSL-JSON, as Zotero and pandoc read it.
    Csl,
    /// RIS, as reference managers read it.
    Ris,
    /// A paragraph of text.
    Text,
}

impl Archive {
    /// The occurrence that `name` means, as a citation with the archive's [`version`](Self::version). `version` is the program's.
    ///
    /// # Errors
    /// Where nothing or more than one is meant.
    pub fn cite(&self, name: &str, style: Style, version: &str) -> Result<String> {
        let line = self.occurrence(name)?;
        let digest = self.version()?;
        let state = format!("Chancery {version}, archive {}", &digest[..16]);
        Ok(match style {
            Style::Bibtex => bibtex(&line, &state),
            Style::Csl => csl(&line, &state),
            Style::Ris => ris(&line, &state),
            Style::Text => text(&line, &state),
        })
    }
}

fn learned(line: &OccurrenceLine) -> &str {
    line.told
        .iter()
        .map(|told| told.learned.as_str())
        .max()
        .and_then(|time| time.get(..10))
        .unwrap_or_default()
}

fn year(line: &OccurrenceLine) -> Option<&str> {
    line.when.as_deref()?.get(..4)
}

/// Each report: outlet, headline, day, address.
fn reports(line: &OccurrenceLine) -> Vec<String> {
    let mut seen = Vec::new();
    for told in &line.told {
        let name = told.headline.as_ref().unwrap_or(&told.report);
        let parts = [told.outlet.as_ref(), Some(name), told.published.as_ref(), told.url.as_ref()];
        let shown = parts.into_iter().flatten().map(|part| one_line(part)).collect::<Vec<_>>().join(", ");
        if !seen.contains(&shown) {
            seen.push(shown);
        }
    }
    seen
}

/// Each passage with its report.
fn passages(line: &OccurrenceLine) -> Vec<String> {
    let passages = line.told.iter().filter_map(|told| Some((told, told.event.evidence.first()?)));
    passages.map(|(told, words)| format!("“{}” ({})", one_line(&words.text), told.report)).collect()
}

fn count(line: &OccurrenceLine) -> String {
    let s = if line.reports.len() == 1 { "" } else { "s" };
    format!("{} report{s}, {} independent", line.reports.len(), line.independent)
}

fn bibtex(line: &OccurrenceLine, state: &str) -> String {
    let mut entry = format!("@misc{{{},\n", line.id);
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(entry, "  {name} = {{{}}},", tex(value));
    };
    field("title", &line.sentence);
    if let Some(year) = year(line) {
        field("year", year);
    }
    field("howpublished", &format!("{state}, occurrence {}", line.id));
    let note = format!(
        "{}. Reports: {}. Passages: {}",
        count(line),
        reports(line).join("; "),
        passages(line).join("; ")
    );
    field("note", &note);
    field("urldate", learned(line));
    entry.push_str("}\n");
    entry
}

/// TeX's special characters.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '{' | '}' => {}
            '\\' => escaped.push_str("\\textbackslash "),
            '~' => escaped.push_str("\\textasciitilde "),
            '^' => escaped.push_str("\\textasciicircum "),
            c => escaped.push(c),
        }
    }
    escaped
}

fn csl(line: &OccurrenceLine, state: &str) -> String {
    let parts = |day: &str| -> Value {
        json!(day.split('-').filter_map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>())
    };
    let mut item = json!({
        "id": line.id,
        "type": "dataset",
        "title": line.sentence,
        "publisher": state,
        "number": line.id,
        "note": format!("{}. Reports: {}. Passages: {}", count(line), reports(line).join("; "), passages(line).join("; ")),
        "accessed": {"date-parts": [parts(learned(line))]},
    });
    if let Some(when) = &line.when {
        let days: Vec<Value> = when.split('/').map(parts).collect();
        item["issued"] = json!({"date-parts": days});
    }
    format!("{}\n", json!([item]))
}

fn ris(line: &OccurrenceLine, state: &str) -> String {
    let mut entry = String::from("TY  - DATA\r\n");
    let mut field = |tag: &str, value: &str| {
        let _ = write!(entry, "{tag}  - {}\r\n", one_line(value));
    };
    field("ID", &line.id);
    field("TI", &line.sentence);
    if let Some(when) = &line.when {
        let first = when.split('/').next().unwrap_or_default();
        field("PY", first.get(..4).unwrap_or_default());
        field("DA", &first.replace('-', "/"));
    }
    field("PB", state);
    field("N1", &count(line));
    for report in reports(line) {
        field("N1", &report);
    }
    for passage in passages(line) {
        field("AB", &passage);
    }
    field("ER", "");
    entry
}

fn text(line: &OccurrenceLine, state: &str) -> String {
    let mut text = format!("{}. {} [{}]. {state}, {}.\n", line.sentence, count(line), line.id, learned(line));
    for (report, passage) in reports(line).iter().zip(passages(line)) {
        let _ = writeln!(text, "  {report}: {passage}");
    }
    text
}
