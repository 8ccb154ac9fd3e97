//! How answers of the archive are printed: aligned tables, comma-separated values, small charts.

use std::io::{self, Write};

use chancery_archive::{
    ActorLine, Change, Dossier, Dyad, EventLine, FormatLine, OccurrenceLine, ReportLine, StatementLine,
    Tally, TimelineLine, harmless,
};

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Layout {
    Table,
    Csv,
    Jsonl,
}

/// A table of text.
pub(crate) struct Table {
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Widest cell of an aligned table, in characters; the last column is never cut.
const WIDEST: usize = 40;

impl Table {
    fn new<const N: usize>(head: [&'static str; N], rows: impl IntoIterator<Item = [String; N]>) -> Self {
        Self { head: head.to_vec(), rows: rows.into_iter().map(|row| row.to_vec()).collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn write_csv(&self, out: impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.head)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()))?;
        }
        writer.flush()
    }

    pub(crate) fn write_aligned(&self, out: &mut impl Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let head: Vec<String> = self.head.iter().map(|name| (*name).to_owned()).collect();
        let last = head.len().saturating_sub(1);
        let rows: Vec<Vec<String>> = std::iter::once(&head)
            .chain(&self.rows)
            .map(|row| {
                let cells = row.iter().enumerate();
                cells.map(|(at, cell)| if at == last { cell.clone() } else { cut(cell) }).collect()
            })
            .collect();
        let mut widths = vec![0; head.len()];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in &rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width + 2 - cell.chars().count().min(*width)));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn cut(cell: &str) -> String {
    if cell.chars().count() <= WIDEST {
        return cell.to_owned();
    }
    cell.chars().take(WIDEST - 1).chain(['…']).collect()
}

fn or_blank(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// Days for a person: a whole year or month by its name.
fn days(when: &str) -> String {
    let Some((first, last)) = when.split_once('/') else { return when.to_owned() };
    let last_days = ["31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"];
    let month = first.get(5..7).and_then(|month| month.parse::<usize>().ok()).unwrap_or(0);
    let is_end = |day: &str| {
        last_days.get(month.wrapping_sub(1)).is_some_and(|end| *end == day) || (month == 2 && day == "29")
    };
    match (first.get(..4), first.get(4..), last.get(4..)) {
        (Some(year), Some("-01-01"), Some("-12-31")) if last.starts_with(year) => year.to_owned(),
        (Some(_), Some(day), _) if day.ends_with("-01") && first.get(..7) == last.get(..7) => {
            match (last.get(8..), first.get(..7)) {
                (Some(end), Some(month)) if is_end(end) => month.to_owned(),
                _ => format!("{first} to {last}"),
            }
        }
        _ => format!("{first} to {last}"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(parties: &[chancery_record::Participant]) -> String {
    let names = parties.iter().map(|party| match (&party.name, &party.country) {
        (Some(_), Some(country)) => format!("{} ({country})", one_line(party.label())),
        _ => one_line(party.label()),
    });
    names.collect::<Vec<_>>().join(", ")
}

pub(crate) fn events(lines: &[EventLine]) -> Table {
    Table::new(
        ["id", "day", "type", "status", "source", "target", "report", "evidence"],
        lines.iter().map(|line| {
            let event = &line.event;
            let days = event.when.as_ref().and_then(|when| when.days);
            [
                line.id.clone(),
                days.map(|days| days.first().to_string()).unwrap_or_default(),
                event.event_type.name().to_owned(),
                event.status.name().to_owned(),
                names(&event.source),
                names(&event.target),
                line.report.clone(),
                event.evidence.first().map(|words| one_line(&words.text)).unwrap_or_default(),
            ]
        }),
    )
}

pub(crate) fn occurrences(lines: &[OccurrenceLine]) -> Table {
    Table::new(
        ["id", "when", "type", "status", "reports", "independent", "what"],
        lines.iter().map(|line| {
            let differs: Vec<&str> = line.contradictions.iter().map(|one| one.about.as_str()).collect();
            let differs = if differs.is_empty() {
                String::new()
            } else {
                format!(" [reports differ: {}]", differs.join(", "))
            };
            [
                line.id.clone(),
                line.when.as_deref().map(days).unwrap_or_default(),
                line.r#type.clone(),
                line.status.clone(),
                line.reports.len().to_string(),
                line.independent.to_string(),
                format!("{}{differs}", line.sentence),
            ]
        }),
    )
}

pub(crate) fn statements(lines: &[StatementLine]) -> Table {
    Table::new(
        ["id", "published", "report", "speaker", "cue", "content"],
        lines.iter().map(|line| {
            let statement = &line.statement;
            let content: Vec<String> = statement.content.iter().map(|words| one_line(&words.text)).collect();
            [
                line.id.clone(),
                or_blank(line.published.as_ref()),
                line.report.clone(),
                statement.speaker.as_ref().map(|speaker| one_line(speaker.label())).unwrap_or_default(),
                statement.cue.as_ref().map(|cue| one_line(&cue.text)).unwrap_or_default(),
                content.join(" … "),
            ]
        }),
    )
}

pub(crate) fn reports(lines: &[ReportLine]) -> Table {
    Table::new(
        ["published", "outlet", "report", "events", "revisions", "shares with", "headline"],
        lines.iter().map(|line| {
            [
                or_blank(line.published.as_ref()),
                or_blank(line.outlet.as_ref()),
                line.report.clone(),
                line.events.to_string(),
                line.revisions.to_string(),
                line.shares_with.to_string(),
                or_blank(line.headline.as_ref()),
            ]
        }),
    )
}

pub(crate) fn actors(lines: &[ActorLine]) -> Table {
    Table::new(
        ["actor", "for", "kind", "acts in", "acted on in"],
        lines.iter().map(|line| {
            [
                line.name.clone(),
                line.country.clone(),
                line.kind.clone(),
                line.source.to_string(),
                line.target.to_string(),
            ]
        }),
    )
}

pub(crate) fn formats(lines: &[FormatLine]) -> Table {
    Table::new(
        ["format", "occurrences", "reports", "independent", "first", "last", "participants"],
        lines.iter().map(|line| {
            let codes: Vec<String> =
                line.participants.iter().map(|(code, n)| format!("{code} {n}")).collect();
            [
                line.format.clone(),
                line.occurrences.to_string(),
                line.reports.to_string(),
                line.independent.to_string(),
                or_blank(line.first.as_ref()),
                or_blank(line.last.as_ref()),
                codes.join(", "),
            ]
        }),
    )
}

pub(crate) fn timeline(lines: &[TimelineLine]) -> Table {
    let most = lines.iter().map(|line| line.total).max().unwrap_or(0);
    Table::new(
        ["month", "occurrences", "reports", "independent", ""],
        lines.iter().map(|line| {
            [
                line.month.clone(),
                line.total.to_string(),
                line.reports.to_string(),
                line.independent.to_string(),
                bar(line.total, most),
            ]
        }),
    )
}

/// A bar of at most forty signs.
fn bar(n: u64, most: u64) -> String {
    let length = usize::try_from(n * 40 / most.max(1)).unwrap_or(0).max(usize::from(n > 0));
    "█".repeat(length)
}

/// A row with the three counts of a tally in its midst.
fn with_counts<const BEFORE: usize, const AFTER: usize, const ALL: usize>(
    before: [String; BEFORE],
    tally: Tally,
    after: [String; AFTER],
) -> [String; ALL] {
    let counts = [tally.occurrences, tally.reports, tally.independent].map(|n| n.to_string());
    let mut cells = before.into_iter().chain(counts).chain(after);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

pub(crate) fn changes(lines: &[Change]) -> Table {
    Table::new(
        ["change", "id", "now", "report", "about", "what"],
        lines.iter().map(|line| {
            let differs =
                line.about.iter().map(|field| match (line.before.get(field), line.after.get(field)) {
                    (None, None) => field.clone(),
                    (x, y) => format!("{field}: {} > {}", brief(x), brief(y)),
                });
            [
                line.change.to_owned(),
                line.id.clone(),
                line.now.join(", "),
                or_blank(line.report.as_ref()),
                differs.collect::<Vec<_>>().join("; "),
                line.sentence.clone(),
            ]
        }),
    )
}

/// A field of a record for a person: text without its quotation marks.
fn brief(value: Option<&serde_json::Value>) -> String {
    match value {
        None | Some(serde_json::Value::Null) => "nothing".to_owned(),
        Some(serde_json::Value::String(text)) => one_line(text),
        Some(other) => other.to_string(),
    }
}

pub(crate) fn dossier(dossier: &Dossier) -> Vec<(String, Table)> {
    let acts = |counts: &std::collections::BTreeMap<String, Tally>| {
        let rows: Vec<[String; 4]> =
            counts.iter().map(|(name, tally)| with_counts([name.clone()], *tally, [])).collect();
        Table::new(["type", "occurrences", "reports", "independent"], rows)
    };
    vec![
        (
            format!("{}: in all", dossier.actor),
            Table::new(["occurrences", "reports", "independent"], [with_counts([], dossier.total, [])]),
        ),
        (
            "offices, as reports name them".to_owned(),
            Table::new(
                ["name", "office", "first", "last"],
                dossier.offices.iter().map(|one| {
                    [
                        one.name.clone(),
                        one.office.clone(),
                        or_blank(one.first.as_ref()),
                        or_blank(one.last.as_ref()),
                    ]
                }),
            ),
        ),
        (
            "meetings".to_owned(),
            Table::new(
                ["with", "meetings", "reports", "independent", "last"],
                dossier
                    .meetings
                    .iter()
                    .map(|one| with_counts([one.with.clone()], one.tally, [or_blank(one.last.as_ref())])),
            ),
        ),
        ("what it does".to_owned(), acts(&dossier.acts)),
        ("what is done to it".to_owned(), acts(&dossier.bears)),
        (
            "statements by topic".to_owned(),
            Table::new(
                ["topic", "statements", "for example"],
                dossier
                    .topics
                    .iter()
                    .map(|one| [one.word.clone(), one.statements.to_string(), one.example.clone()]),
            ),
        ),
        (
            "how outlets name it".to_owned(),
            Table::new(
                ["outlet", "times", "words"],
                dossier
                    .namings
                    .iter()
                    .map(|one| [one.outlet.clone(), one.times.to_string(), one.words.clone()]),
            ),
        ),
    ]
}

pub(crate) fn dyad(dyad: &Dyad) -> Vec<(String, Table)> {
    vec![
        (
            format!("{} and {}: cooperation (+) and conflict (−) by month", dyad.a, dyad.b),
            Table::new(
                ["month", "score", "occurrences", "reports", "independent", "-10        0        +10"],
                dyad.months.iter().map(|one| {
                    let turn = if dyad.turning_points.contains(&one.month) { " turning point" } else { "" };
                    with_counts(
                        [one.month.clone(), format!("{:+.1}", one.score)],
                        one.tally,
                        [format!("{}{turn}", scale(one.score))],
                    )
                }),
            ),
        ),
        (
            "firsts".to_owned(),
            Table::new(
                ["day", "type", "occurrence", "reports", "independent", "what"],
                dyad.firsts.iter().map(|one| {
                    [
                        one.day.clone(),
                        one.r#type.clone(),
                        one.id.clone(),
                        one.reports.to_string(),
                        one.independent.to_string(),
                        one.sentence.clone(),
                    ]
                }),
            ),
        ),
    ]
}

/// A bar to the left or right of a middle line, one sign a point.
fn scale(score: f64) -> String {
    let filled = |on: bool| if on { '█' } else { ' ' };
    let left = (0..10).map(|at| filled(score <= f64::from(at - 10) + 0.5));
    let right = (0..10).map(|at| filled(score >= f64::from(at) + 0.5));
    left.chain(['│']).chain(right).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_long_cells_cut() {
        let long = "a".repeat(60);
        let table = Table::new(["x", "y"], [[long, "1".to_owned()], ["é".to_owned(), "2".to_owned()]]);
        let mut out = Vec::new();
        table.write_aligned(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let at = |line: &str| line.chars().position(|c| matches!(c, '1' | '2'));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), at(lines[1]), at(lines[2])), (3, Some(42), Some(42)));
    }

    #[test]
    fn whole_months_and_years_have_short_names() {
        assert_eq!(days("2018-11-01/2018-11-30"), "2018-11");
        assert_eq!(days("2024-02-01/2024-02-29"), "2024-02");
        assert_eq!(days("1973-01-01/1973-12-31"), "1973");
        assert_eq!(days("2019-01-01/2019-01-21"), "2019-01-01 to 2019-01-21");
        assert_eq!(days("2019-01-05"), "2019-01-05");
    }

    #[test]
    fn the_scale_leans_to_its_side() {
        assert_eq!(scale(-2.0), "        ██│          ");
        assert_eq!(scale(3.0), "          │███       ");
        assert_eq!(scale(0.2), "          │          ");
    }
}
