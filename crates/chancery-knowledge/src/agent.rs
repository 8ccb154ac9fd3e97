//! Agent words, which make a noun phrase an actor, and loaded words, which name an actor with a judgement.
//!
//! Both tables are our own. Sectors are PLOVER's.

use crate::body::ids;
use crate::table::{Tables, each_row};
use crate::{Body, Fault, OfficeKindId, Sector};

ids! {
    /// A row of `agents.csv`.
    AgentId,
    /// A row of `loaded_words.csv`.
    LoadedWordId,
}

/// What an agent word denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Denotes {
    /// A human being: "envoy".
    Person,
    /// Several: "troops", "delegation".
    Group,
    /// A corporate body: "ministry".
    Body,
    /// A thing that people act with: "helicopter". Stands for those whose it is, where the words say whose.
    Instrument,
}

/// A noun or compound that makes a noun phrase an actor.
#[derive(Debug, Clone)]
pub struct Agent {
    /// The singular.
    pub word: Box<str>,
    /// The plural; the same as the singular where the noun has one form.
    pub plural: Box<str>,
    /// What it denotes.
    pub denotes: Denotes,
    /// The sector of an actor so called.
    pub sector: Sector,
    /// The office that the word means when a state or organisation stands with it.
    pub office: Option<OfficeKindId>,
}

/// A word that names an actor with a judgement: "Zionist entity". Kept as the report's naming.
#[derive(Debug, Clone)]
pub struct LoadedWord {
    /// The phrase.
    pub phrase: Box<str>,
    /// Who is meant; nobody in particular where the word fits many ("Takfiri").
    pub means: Option<Body>,
    /// `hostile`, `friendly` or `neutral`.
    pub stance: Box<str>,
    /// Who uses it.
    pub used_by: Box<str>,
    /// What else there is to know.
    pub note: Box<str>,
}

pub(crate) fn read_agents(
    tables: &Tables,
    kind_of: impl Fn(&str) -> Option<OfficeKindId>,
    faults: &mut Vec<Fault>,
) -> Vec<Agent> {
    const COLUMNS: [&str; 5] = ["word", "plural", "denotes", "sector", "office"];
    let mut agents: Vec<Agent> = Vec::with_capacity(1_400);
    let mut at = rustc_hash::FxHashMap::default();
    each_row(tables, "agents.csv", &COLUMNS, faults, |row, faults| {
        let denotes = match row.get(2) {
            "person" => Denotes::Person,
            "group" => Denotes::Group,
            "body" => Denotes::Body,
            "instrument" => Denotes::Instrument,
            other => {
                faults.push(row.fault(
                    format!("`{other}` is not what an agent denotes"),
                    "an agent denotes a person, a group, a body or an instrument",
                ));
                return;
            }
        };
        let Some(sector) = Sector::from_code(row.get(3)) else {
            faults.push(row.fault(format!("`{}` is not a sector", row.get(3)), Sector::hint()));
            return;
        };
        let office = kind_of(row.get(4));
        if office.is_none() && !row.get(4).is_empty() {
            faults.push(
                row.fault(
                    format!("no office `{}`", row.get(4)),
                    "use a code of office_kinds.csv, or add one",
                ),
            );
        }
        if row.get(0).is_empty() || row.get(1).is_empty() {
            faults.push(row.fault(
                "an agent word without singular or plural".to_owned(),
                "repeat the word where it has one form only",
            ));
            return;
        }
        let agent = Agent { word: row.get(0).into(), plural: row.get(1).into(), denotes, sector, office };
        match at.get(row.get(0)) {
            Some(&index) => {
                let known: &mut Agent = &mut agents[index];
                *known = agent;
            }
            None => {
                at.insert(agent.word.clone(), agents.len());
                agents.push(agent);
            }
        }
    });
    agents
}

pub(crate) fn read_loaded_words(
    tables: &Tables,
    body_of: impl Fn(&str) -> Option<Body>,
    faults: &mut Vec<Fault>,
) -> Vec<LoadedWord> {
    const COLUMNS: [&str; 5] = ["phrase", "means", "stance", "used_by", "note"];
    let mut words: Vec<LoadedWord> = Vec::with_capacity(128);
    each_row(tables, "loaded_words.csv", &COLUMNS, faults, |row, faults| {
        let means = body_of(row.get(1));
        if means.is_none() && !row.get(1).is_empty() {
            faults.push(row.fault(
                format!("no country or organisation `{}`", row.get(1)),
                "use a code of countries.csv or organisations.csv, or leave the cell empty",
            ));
        }
        if !matches!(row.get(2), "hostile" | "friendly" | "neutral") {
            faults.push(row.fault(
                format!("`{}` is not a stance", row.get(2)),
                "stance is hostile, friendly or neutral",
            ));
        }
        let word = LoadedWord {
            phrase: row.get(0).into(),
            means,
            stance: row.get(2).into(),
            used_by: row.get(3).into(),
            note: row.get(4).into(),
        };
        match words.iter_mut().find(|known| known.phrase == word.phrase) {
            Some(known) => *known = word,
            None => words.push(word),
        }
    });
    words
}
