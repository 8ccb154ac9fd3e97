//! Planned events as an iCalendar (RFC 5545): whole days, one entry each.

use std::io::Write;

use chancery_record::Status;
use jiff::ToSpan;

use super::Losses;
use super::row::Row;
use crate::error::Result;

/// Longest line in bytes, without its end.
const LINE: usize = 75;

pub(super) fn ics(rows: &[Row], out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    for line in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//planned events//EN", "CALSCALE:GREGORIAN"]
    {
        write_line(out, line)?;
    }
    for row in rows {
        if row.status != Status::Planned {
            losses.lose("record left out: not planned");
            continue;
        }
        let Some(days) = row.days else {
            losses.lose("record left out: no day is known");
            continue;
        };
        losses.written += 1;
        losses.rows += 1;
        losses.lose("parties, object and attribution, but for the sentence");
        let compact = |day: jiff::civil::Date| day.to_string().replace('-', "");
        write_line(out, "BEGIN:VEVENT")?;
        write_line(out, &format!("UID:{}@chancery", row.id))?;
        let stamp: String = row.learned.chars().filter(|c| !matches!(c, '-' | ':')).collect();
        write_line(out, &format!("DTSTAMP:{stamp}"))?;
        write_line(out, &format!("DTSTART;VALUE=DATE:{}", compact(days.first())))?;
        // The end is the day after the last.
        write_line(out, &format!("DTEND;VALUE=DATE:{}", compact(days.last().saturating_add(1.day()))))?;
        write_line(out, &format!("SUMMARY:{}", escaped(&row.sentence)))?;
        if let Some(place) = row.event.place.as_ref() {
            let name = place.name.as_deref().unwrap_or(&place.words.text);
            write_line(out, &format!("LOCATION:{}", escaped(name)))?;
        }
        let told = format!(
            "{} reports, {} independent: {}",
            row.n_reports,
            row.n_independent,
            row.reports.join(", ")
        );
        write_line(out, &format!("DESCRIPTION:{}", escaped(&told)))?;
        if let Some(url) = row.urls.first() {
            write_line(out, &format!("URL:{url}"))?;
        }
        write_line(out, "STATUS:TENTATIVE")?;
        write_line(out, "END:VEVENT")?;
    }
    write_line(out, "END:VCALENDAR")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\n', '\r'], " ")
}

/// Lines end in CR LF and are folded before they pass [`LINE`] bytes, between characters.
fn write_line(out: &mut impl Write, line: &str) -> Result<()> {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.write_all(b"\r\n ")?;
            length = 1;
        }
        write!(out, "{c}")?;
        length += c.len_utf8();
    }
    out.write_all(b"\r\n")?;
    Ok(())
}
