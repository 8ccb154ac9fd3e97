//! Tables as texts: the embedded ones, and those of a folder laid over them.
//!
//! A table is comma-separated with a header line. Which table a file is, its path says: `countries.csv`,
//! `offices/asia.csv` and so on. A row of a folder replaces the embedded row with the same key and is
//! added where there is none, so a folder needs to hold only what differs.

use std::borrow::Cow;
use std::path::Path;

use crate::{Error, Fault};

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../data/world/", $path)))),*]
    };
}

const EMBEDDED: [(&str, &str); 20] = embedded![
    "agents.csv",
    "countries.csv",
    "given_names.csv",
    "loaded_words.csv",
    "name_variants.csv",
    "office_kinds.csv",
    "offices/africa.csv",
    "offices/ambassadors.csv",
    "offices/americas.csv",
    "offices/asia.csv",
    "offices/europe.csv",
    "offices/middle_east.csv",
    "offices/oceania.csv",
    "offices/organisations.csv",
    "organisations.csv",
    "outlets.csv",
    "peoples.csv",
    "persons.csv",
    "preferences.csv",
    "titles.csv",
];

/// One table's text.
#[derive(Debug, Clone)]
pub struct Table {
    /// Path relative to the folder of tables, with `/`.
    pub path: Cow<'static, str>,
    /// The whole text.
    pub text: Cow<'static, str>,
}

/// All tables that a [`World`](crate::World) is made of, later ones overriding earlier ones.
#[derive(Debug, Clone)]
pub struct Tables(Vec<Table>);

impl Tables {
    /// The tables embedded in the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self(EMBEDDED.map(|(path, text)| Table { path: path.into(), text: text.into() }).into())
    }

    /// No tables; add them with [`Tables::with`].
    #[must_use]
    pub fn empty() -> Self {
        Self(Vec::new())
    }

    /// These tables with one more laid over them.
    #[must_use]
    pub fn with(mut self, path: impl Into<Cow<'static, str>>, text: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Table { path: path.into(), text: text.into() });
        self
    }

    /// These tables with those of a folder laid over them: the files named in the crate's documentation,
    /// and every `*.csv` in its `offices` folder, in the order of their names.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be read.
    #[expect(
        clippy::disallowed_methods,
        reason = "a folder of tables is given by name; embedded ones need no file"
    )]
    pub fn with_folder(mut self, folder: &Path) -> Result<Self, Error> {
        let mut found = Vec::new();
        for (below, dir) in [("", folder.to_path_buf()), ("offices/", folder.join("offices"))] {
            if !below.is_empty() && !dir.is_dir() {
                continue;
            }
            for entry in std::fs::read_dir(&dir).map_err(|cause| Error::read(&dir, cause))? {
                let name = entry.map_err(|cause| Error::read(&dir, cause))?.file_name();
                let path = format!("{below}{}", name.to_string_lossy());
                let known = EMBEDDED.iter().any(|(known, _)| *known == path);
                if known || (!below.is_empty() && path.ends_with(".csv")) {
                    found.push((path, dir.join(name)));
                }
            }
        }
        found.sort();
        for (path, file) in found {
            let text = std::fs::read_to_string(&file).map_err(|cause| Error::read(&file, cause))?;
            self = self.with(path, text);
        }
        Ok(self)
    }

    /// The tables of one kind, in order: those whose path is `path`, or lies in it where it ends in `/`.
    pub(crate) fn of<'t>(&'t self, path: &'t str) -> impl Iterator<Item = &'t Table> {
        self.0.iter().filter(move |table| {
            if path.ends_with('/') { table.path.starts_with(path) } else { table.path == path }
        })
    }
}

/// One row of a table, its cells in the order of the columns asked for.
pub(crate) struct Row<'r> {
    pub(crate) file: &'r str,
    pub(crate) line: u64,
    record: &'r csv::StringRecord,
    order: &'r [usize],
}

impl<'r> Row<'r> {
    /// The cell of the column at `column` among those asked for, trimmed; empty where the row is short.
    pub(crate) fn get(&self, column: usize) -> &'r str {
        self.record.get(self.order[column]).unwrap_or("").trim()
    }

    /// The parts of a cell that lists several, divided by `|`.
    pub(crate) fn list(&self, column: usize) -> impl Iterator<Item = &'r str> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// A fault at this row.
    pub(crate) fn fault(&self, message: String, hint: impl Into<String>) -> Fault {
        Fault { file: self.file.to_owned(), line: self.line, message, hint: hint.into() }
    }
}

/// Reads every row of the tables at `path`; a table with another header is a fault and is skipped.
pub(crate) fn each_row(
    tables: &Tables,
    path: &str,
    columns: &[&str],
    faults: &mut Vec<Fault>,
    mut row: impl FnMut(&Row<'_>, &mut Vec<Fault>),
) {
    for table in tables.of(path) {
        let file: &str = &table.path;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.text.as_bytes());
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            Err(error) => {
                faults.push(unreadable(file, 1, &error));
                continue;
            }
        };
        let place =
            |line, message: String, hint: String| Fault { file: file.to_owned(), line, message, hint };
        let mut order = Vec::with_capacity(columns.len());
        for column in columns {
            match header.iter().position(|name| name.trim() == *column) {
                Some(at) => order.push(at),
                None => faults.push(place(
                    1,
                    format!("no column `{column}`"),
                    format!("the header is `{}`", columns.join(",")),
                )),
            }
        }
        for unknown in header.iter().filter(|name| !columns.contains(&name.trim())) {
            faults.push(place(
                1,
                format!("unknown column `{unknown}`"),
                format!("the header is `{}`", columns.join(",")),
            ));
        }
        if order.len() != columns.len() {
            continue;
        }
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() != header.len() {
                        faults.push(place(
                            line,
                            format!("{} cells where the header has {}", record.len(), header.len()),
                            "put a cell with a comma in it between double quotes".to_owned(),
                        ));
                        continue;
                    }
                    row(&Row { file, line, record: &record, order: &order }, faults);
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    faults.push(unreadable(file, line, &error));
                    break;
                }
            }
        }
    }
}

fn unreadable(file: &str, line: u64, error: &csv::Error) -> Fault {
    Fault {
        file: file.to_owned(),
        line,
        message: format!("not a readable table: {error}"),
        hint: "tables are UTF-8 and comma-separated".to_owned(),
    }
}
