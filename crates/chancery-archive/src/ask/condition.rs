//! Filters as conditions of SQL on the rows `event`, `member`, `occurrence`, `revision`.

use chancery_record::wire;
use rusqlite::types::Value;

use super::{Field, Filter, Term};
use crate::fold::fold;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Events,
    Occurrences,
    Statements,
    Reports,
}

/// A condition with its parameters, in order.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Condition {
    fn any(&mut self, values: &[String], mut one: impl FnMut(&mut Self, &str)) {
        self.sql.push('(');
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.sql.push_str(" OR ");
            }
            one(self, value);
        }
        self.sql.push(')');
    }

    fn push(&mut self, sql: &str, values: &[&str]) {
        self.sql.push_str(sql);
        self.values.extend(values.iter().map(|value| Value::Text((*value).to_owned())));
    }
}

/// The condition that all terms make; true without terms. Every field can be asked of every list: what a
/// statement or a report does not have itself holds where it holds for an event of the same report.
pub(crate) fn condition(filter: &Filter, asked: Asked) -> Condition {
    let mut whole = Condition { sql: "1".to_owned(), values: Vec::new() };
    for term in &filter.terms {
        whole.sql.push_str(if term.is_negated { " AND NOT " } else { " AND " });
        match asked {
            Asked::Events => of_event(&mut whole, term),
            Asked::Occurrences => of_occurrence(&mut whole, term),
            Asked::Statements => of_statement(&mut whole, term),
            Asked::Reports => of_report(&mut whole, term),
        }
    }
    whole
}

/// On `event`, `member`, `occurrence`, `revision`.
fn of_event(condition: &mut Condition, term: &Term) {
    condition.any(&term.values, |condition, value| match term.field {
        Field::Actor => party(condition, "event.id", value, "side IN ('s', 't')"),
        Field::Source => party(condition, "event.id", value, "side = 's'"),
        Field::Target => party(condition, "event.id", value, "side = 't'"),
        Field::Type => condition.push("event.type = ?", &[value]),
        Field::Mode => condition.push("event.mode = ?", &[value]),
        Field::Status => condition.push("event.status = ?", &[value]),
        Field::By => {
            condition.sql.push('(');
            party(condition, "event.id", value, "side = 'v'");
            condition
                .push(" OR revision.credit LIKE ? OR revision.outlet LIKE ?)", &[&like(value), &like(value)]);
        }
        Field::Outlet => condition.push("revision.outlet LIKE ?", &[&like(value)]),
        Field::Format => condition.push("event.format LIKE ?", &[&like(&fold(value))]),
        Field::Object => condition.push("event.object_class = ?", &[value]),
        Field::Place => condition.push(
            "event.id IN (SELECT id FROM event WHERE place IN
               (SELECT DISTINCT place FROM event WHERE place IS NOT NULL AND place LIKE ?)
             UNION ALL SELECT id FROM event WHERE place_country = ?)",
            &[&like(&fold(value)), &value.to_uppercase()],
        ),
        Field::Since => condition.push("coalesce(event.last_day, revision.published) >= ?", &[value]),
        Field::Until => condition.push("coalesce(event.first_day, revision.published) <= ?", &[value]),
        Field::Text => {
            condition.push("revision.id IN (SELECT rowid FROM words WHERE words MATCH ?)", &[&phrase(value)]);
        }
        Field::Id => condition.push(
            "(event.key LIKE ? OR occurrence.key LIKE ?)",
            &[&format!("{value}%"), &format!("{value}%")],
        ),
        Field::MinIndependent => number(condition, "occurrence.n_independent >= ?", value),
        Field::MinReports => number(condition, "occurrence.n_reports >= ?", value),
    });
}

/// On `occurrence`; a term on events holds where it holds for one of the members.
fn of_occurrence(condition: &mut Condition, term: &Term) {
    match term.field {
        Field::Type
        | Field::Status
        | Field::Since
        | Field::Until
        | Field::Id
        | Field::MinIndependent
        | Field::MinReports => condition.any(&term.values, |condition, value| match term.field {
            Field::Type => condition.push("occurrence.type = ?", &[value]),
            Field::Status => condition.push("occurrence.status = ?", &[value]),
            Field::Since => condition.push("occurrence.last_day >= ?", &[value]),
            Field::Until => condition.push("occurrence.first_day <= ?", &[value]),
            Field::MinIndependent => number(condition, "occurrence.n_independent >= ?", value),
            Field::MinReports => number(condition, "occurrence.n_reports >= ?", value),
            _ => condition.push(
                "(occurrence.key LIKE ? OR occurrence.id IN (SELECT member.occurrence FROM event
                   JOIN member ON member.event = event.id WHERE event.key >= ? AND event.key < ? || 'g'))",
                &[&format!("{value}%"), value, value],
            ),
        }),
        // Each in the fewest tables: an archive is asked for actors and words most.
        Field::Actor | Field::Source | Field::Target => {
            let side = match term.field {
                Field::Source => "side = 's'",
                Field::Target => "side = 't'",
                _ => "side IN ('s', 't')",
            };
            condition.sql.push_str("occurrence.id IN (SELECT member.occurrence FROM member WHERE ");
            condition.any(&term.values, |condition, value| party(condition, "member.event", value, side));
            condition.sql.push(')');
        }
        Field::Text => {
            condition.sql.push_str(
                "occurrence.id IN (SELECT member.occurrence FROM coding JOIN event ON event.coding = coding.id
                 JOIN member ON member.event = event.id WHERE ",
            );
            condition.any(&term.values, |condition, value| {
                let words = "coding.revision IN (SELECT rowid FROM words WHERE words MATCH ?)";
                condition.push(words, &[&phrase(value)]);
            });
            condition.sql.push(')');
        }
        _ => {
            condition.sql.push_str(
                "occurrence.id IN (SELECT member.occurrence FROM member JOIN event ON event.id = member.event
                 JOIN shown ON shown.coding = event.coding JOIN revision ON revision.id = shown.revision WHERE ",
            );
            of_event(condition, term);
            condition.sql.push(')');
        }
    }
}

/// On `statement` and `revision`.
fn of_statement(condition: &mut Condition, term: &Term) {
    let spoken = |condition: &mut Condition, value: &str| {
        condition.push(
            "(statement.country = ? OR statement.speaker IN
               (SELECT id FROM actor WHERE ' ' || folded || ' ' LIKE ?))",
            &[&value.to_uppercase(), &whole_words(value)],
        );
    };
    match term.field {
        Field::Actor | Field::Source => condition.any(&term.values, spoken),
        Field::By => condition.any(&term.values, |condition, value| {
            condition.sql.push('(');
            spoken(condition, value);
            condition
                .push(" OR revision.credit LIKE ? OR revision.outlet LIKE ?)", &[&like(value), &like(value)]);
        }),
        Field::Target => condition.any(&term.values, |condition, value| {
            condition.push(
                "(statement.addressee IS NOT NULL AND (statement.addressee LIKE ? OR EXISTS
                   (SELECT 1 FROM statement_record WHERE statement_record.statement = statement.id
                    AND json_extract(statement_record.record, '$.addressee.country') = ?)))",
                &[&like(value), &value.to_uppercase()],
            );
        }),
        Field::Text => condition.any(&term.values, |condition, value| {
            // The index of reports says where it can be at all.
            condition.push(
                "(revision.id IN (SELECT rowid FROM words WHERE words MATCH ?) AND EXISTS
                   (SELECT 1 FROM statement_record WHERE statement_record.statement = statement.id
                    AND tells(statement_record.record, ?)))",
                &[&phrase(value), &fold(value)],
            );
        }),
        Field::Id => {
            condition.any(&term.values, |condition, value| {
                condition.push("statement.key LIKE ?", &[&format!("{value}%")]);
            });
        }
        Field::Outlet | Field::Since | Field::Until => of_report(condition, term),
        _ => {
            condition.sql.push_str("statement.");
            of_events_of(condition, term);
        }
    }
}

/// On `revision`, `report` and `shown`.
fn of_report(condition: &mut Condition, term: &Term) {
    match term.field {
        Field::Outlet | Field::Text | Field::Since | Field::Until => {
            condition.any(&term.values, |condition, value| match term.field {
                Field::Outlet => condition.push("revision.outlet LIKE ?", &[&like(value)]),
                Field::Since => condition.push("revision.published >= ?", &[value]),
                Field::Until => condition.push("revision.published <= ?", &[value]),
                _ => condition
                    .push("revision.id IN (SELECT rowid FROM words WHERE words MATCH ?)", &[&phrase(value)]),
            });
        }
        Field::Id => condition.any(&term.values, |condition, value| {
            condition.push("(report.name = ? OR report.key LIKE ?)", &[value, &format!("{value}%")]);
        }),
        _ => {
            condition.sql.push_str("shown.");
            of_events_of(condition, term);
        }
    }
}

/// Behind the name of a table with codings: that an event of the coding fits.
fn of_events_of(condition: &mut Condition, term: &Term) {
    condition.sql.push_str(
        "coding IN (SELECT event.coding FROM event JOIN member ON member.event = event.id
         JOIN occurrence ON occurrence.id = member.occurrence JOIN revision ON revision.id = event.revision WHERE ",
    );
    of_event(condition, term);
    condition.sql.push(')');
}

/// That `event` (a column) has a party of this code or name on this side.
pub(super) fn party(condition: &mut Condition, event: &str, value: &str, side: &str) {
    let code = value.to_uppercase();
    condition.push(
        &format!(
            "{event} IN (SELECT event FROM participant WHERE country = ? AND {side}
             UNION ALL SELECT event FROM participant WHERE code = ? AND {side}
             UNION ALL SELECT event FROM participant WHERE {side} AND actor IN
               (SELECT id FROM actor WHERE ' ' || folded || ' ' LIKE ?))"
        ),
        &[&code, &code, &whole_words(value)],
    );
}

fn number(condition: &mut Condition, sql: &str, value: &str) {
    condition.sql.push_str(sql);
    condition.values.push(Value::Integer(value.parse().unwrap_or(0)));
}

fn like(value: &str) -> String {
    format!("%{value}%")
}

fn whole_words(value: &str) -> String {
    format!("% {} %", fold(value))
}

/// SQL's `tells(record, words)`: whether the content of a statement's record has these folded words in a row.
pub(crate) fn tells(record: &str, words: &str) -> bool {
    let Ok(statement) = wire::statement_from_text(record) else { return false };
    let content: Vec<String> = statement.content.iter().map(|words| fold(&words.text)).collect();
    format!(" {} ", content.join(" ")).contains(&format!(" {words} "))
}

/// The value as a phrase of FTS5, whatever signs it has.
fn phrase(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}
