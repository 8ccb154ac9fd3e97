//! Clauses in writing: one line each for tests, a block each for people.
//!
//! The line: `lemma(subj: word, obj: word, with: word; time: word) past passive plan not < urge complement
//! @said:minister`. Words are head words, in order of role and text. `=` before a word marks one that is
//! understood or restored, not written at this predicate. What is not there is left out.

use std::fmt::{self, Write};

use chancery_nlp::Doc;

use super::Clauses;
use super::clause::{AttributionKind, Clause, Relation, Role, SettingKind, Via};
use super::mood::{Form, ModalKind, NegationKind, Tense};

/// One clause on one line.
#[must_use]
pub fn line(doc: &Doc, clauses: &Clauses, clause: &Clause) -> String {
    let mut out = clause.predicate.lemma.clone();
    out.push('(');
    let mut separator = "";
    for p in &clause.participants {
        let understood = if p.via == Via::Own { "" } else { "=" };
        let _ = write!(out, "{separator}{}: {understood}{}", role(p.role), doc.word(p.head as usize));
        separator = ", ";
    }
    separator = if separator.is_empty() { "; " } else { " ; " }.trim_start_matches(' ');
    for s in &clause.settings {
        let _ = write!(out, "{separator}{}: {}", setting(s.kind), doc.word(s.head as usize));
        separator = ", ";
    }
    out.push(')');
    for word in flags(clause) {
        out.push(' ');
        out.push_str(&word);
    }
    if let Some(link) = clause.link
        && let Some(above) = clauses.get(link.clause)
    {
        let _ = write!(out, " < {} {}", above.predicate.lemma, relation(link.relation));
    }
    for a in &clause.attribution {
        let _ = write!(out, " @{}", doc.word(a.cue as usize));
        if let Some(source) = a.source {
            let _ = write!(out, ":{}", doc.word(source.head as usize));
        }
    }
    out
}

/// All clauses, a block each: predicate, roles and settings with their whole phrases, tense, modality,
/// polarity, embedding and attribution.
///
/// # Errors
/// Those of the writer.
pub fn write_readable(doc: &Doc, clauses: &Clauses, out: &mut impl Write) -> fmt::Result {
    let words = |span: chancery_record::Span<chancery_record::Token>| {
        doc.words(span.range()).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut sentence = None;
    for (number, clause) in clauses.all().iter().enumerate() {
        if sentence != Some(clause.sentence) {
            sentence = Some(clause.sentence);
            let range = doc.sentences()[clause.sentence as usize].clone();
            let text = doc.words(range).split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "{}{text}\n", if number == 0 { "" } else { "\n" })?;
        }
        writeln!(out, "  {:<4} {}   [{}]", number, clause.predicate.lemma, words(clause.predicate.span))?;
        for p in &clause.participants {
            let via = match p.via {
                Via::Own => "",
                Via::Antecedent => "  (antecedent)",
                Via::Control => "  (understood)",
                Via::Shared => "  (shared)",
            };
            write!(out, "       {:<12} {}{via}", role(p.role), words(p.span))?;
            for apposition in &p.appositions {
                write!(out, "  = {}", words(apposition.span))?;
            }
            writeln!(out)?;
        }
        for s in &clause.settings {
            writeln!(out, "       {:<12} {}", setting(s.kind), words(s.span))?;
        }
        let mut flags: Vec<String> = flags(clause);
        if flags.is_empty() {
            flags.push("no tense".to_owned());
        }
        writeln!(out, "       {:<12} {}", "is", flags.join(" "))?;
        for m in &clause.modality {
            writeln!(out, "       {:<12} {}", modal(m.kind), doc.word(m.cue as usize))?;
        }
        for n in &clause.negations {
            writeln!(out, "       {:<12} {}", negation(n.kind), doc.word(n.cue as usize))?;
        }
        if let Some(link) = clause.link
            && let Some(above) = clauses.get(link.clause)
        {
            let marker = link.marker.map_or(String::new(), |m| format!(" by `{}`", doc.word(m as usize)));
            writeln!(
                out,
                "       {:<12} {} {}{marker}",
                relation(link.relation),
                link.clause,
                above.predicate.lemma
            )?;
        }
        for a in &clause.attribution {
            let source = a.source.map_or("nobody named".to_owned(), |s| words(s.span));
            writeln!(out, "       {:<12} {source}, `{}`", attribution(a.kind), doc.word(a.cue as usize))?;
        }
        if let Some(quotation) = clause.quotation {
            writeln!(out, "       {:<12} {quotation}", "quoted")?;
        }
    }
    Ok(())
}

fn flags(clause: &Clause) -> Vec<String> {
    let mut flags = Vec::new();
    let mut flag = |on: bool, word: &str| {
        if on {
            flags.push(word.to_owned());
        }
    };
    flag(clause.form == Form::Infinitive, "inf");
    flag(clause.form == Form::Ing, "ing");
    flag(clause.form == Form::Participle, "part");
    flag(clause.form == Form::Nominal, "noun");
    flag(clause.tense == Tense::Past, "past");
    flag(clause.tense == Tense::Present, "pres");
    flag(clause.tense == Tense::Future, "fut");
    flag(clause.aspect.perfect, "perf");
    flag(clause.aspect.progressive, "prog");
    flag(clause.passive, "passive");
    for m in &clause.modality {
        let word = modal(m.kind);
        if !flags.iter().any(|f| f == word) {
            flags.push(word.to_owned());
        }
    }
    flags.extend(clause.negations.iter().map(|n| negation(n.kind).to_owned()));
    flags
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Subject => "subj",
        Role::Object => "obj",
        Role::IndirectObject => "iobj",
        Role::Attribute => "attr",
        Role::Modifier => "mod",
        Role::Oblique(name) => name,
    }
}

fn setting(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Time => "time",
        SettingKind::Place => "place",
        SettingKind::Manner => "manner",
    }
}

fn modal(kind: ModalKind) -> &'static str {
    match kind {
        ModalKind::Future => "future",
        ModalKind::Plan => "plan",
        ModalKind::Commitment => "commitment",
        ModalKind::Offer => "offer",
        ModalKind::Demand => "demand",
        ModalKind::Threat => "threat",
        ModalKind::Wish => "wish",
        ModalKind::Attempt => "attempt",
        ModalKind::Expectation => "expectation",
        ModalKind::Possibility => "possibility",
        ModalKind::Ability => "ability",
        ModalKind::Obligation => "obligation",
        ModalKind::Permission => "permission",
        ModalKind::Conditional => "conditional",
        ModalKind::Condition => "condition",
        ModalKind::Contingent => "contingent",
        ModalKind::Purpose => "purpose",
        ModalKind::Question => "question",
        ModalKind::Imperative => "imperative",
    }
}

fn negation(kind: NegationKind) -> &'static str {
    match kind {
        NegationKind::Not => "not",
        NegationKind::Unrealised => "unrealised",
        NegationKind::Denied => "denied",
    }
}

fn relation(relation: Relation) -> String {
    match relation {
        Relation::Complement => "complement".to_owned(),
        Relation::Argument(filled) => format!("arg({})", role(filled)),
        Relation::Within => "within".to_owned(),
        Relation::Adverbial => "adverbial".to_owned(),
        Relation::Relative => "relative".to_owned(),
        Relation::Conjunct => "conjunct".to_owned(),
        Relation::Parataxis => "parataxis".to_owned(),
    }
}

fn attribution(kind: AttributionKind) -> &'static str {
    match kind {
        AttributionKind::Reported => "reported by",
        AttributionKind::According => "according to",
        AttributionKind::Hearsay => "hearsay",
    }
}
