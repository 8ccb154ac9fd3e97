//! The table of outlets, `data/world/outlet_domains.csv`, and how a domain or a name is found in it.
//!
//! Columns: `domain` (several parted by `|`; a domain covers its subdomains), `name`, `aliases`
//! (parted by `|`), `country` (ISO 3166-1 alpha-3, `UNO` for the United Nations), `kind` (agency,
//! newspaper, broadcaster, site), `state_owned` (yes, linked, public broadcaster, no). General
//! knowledge to autumn 2025; the list of agencies began as the one in Chancery's table of
//! organisations.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chancery_record::Outlet;

/// One outlet of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletEntry {
    /// Its domains, the main one first.
    pub domains: Vec<String>,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// `agency`, `newspaper`, `broadcaster` or `site`.
    pub kind: String,
    /// `yes`, `linked`, `public broadcaster`, `no`; empty where unknown.
    pub state_owned: String,
}

/// The table of outlets, by domain and by name.
#[derive(Debug, Clone, Default)]
pub struct Outlets {
    entries: Vec<OutletEntry>,
    by_domain: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Outlets {
    /// The table that comes with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Outlets> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Self::from_csv(include_str!("../../../data/world/outlet_domains.csv"))
                .expect("embedded table is well formed")
        })
    }

    /// Reads a table with the columns of the embedded one.
    ///
    /// # Errors
    /// The number of the first line that has other columns than the header names, or a domain that
    /// stands there twice.
    pub fn from_csv(text: &str) -> Result<Self, u64> {
        let mut table = Self::default();
        let mut rows = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        for row in rows.records() {
            let row = row.map_err(|error| error.position().map_or(0, csv::Position::line))?;
            let line = row.position().map_or(0, csv::Position::line);
            let field = |n: usize| row.get(n).unwrap_or("").trim();
            let list = |n: usize| {
                field(n).split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
            };
            let country = Some(field(3).to_owned()).filter(|country| !country.is_empty());
            let entry = OutletEntry {
                domains: list(0),
                name: field(1).to_owned(),
                aliases: list(2),
                country,
                kind: field(4).to_owned(),
                state_owned: field(5).to_owned(),
            };
            if row.len() != 6 || entry.name.is_empty() || entry.domains.is_empty() {
                return Err(line);
            }
            let n = table.entries.len();
            for domain in &entry.domains {
                if table.by_domain.insert(domain.clone(), n).is_some() {
                    return Err(line);
                }
            }
            // A name outranks an alias of another outlet; of two aliases the first stays.
            table.by_name.insert(name_key(&entry.name), n);
            table.entries.push(entry);
        }
        for (n, entry) in table.entries.iter().enumerate() {
            for alias in &entry.aliases {
                table.by_name.entry(name_key(alias)).or_insert(n);
            }
        }
        Ok(table)
    }

    /// The outlets, in the table's order.
    #[must_use]
    pub fn entries(&self) -> &[OutletEntry] {
        &self.entries
    }

    /// The outlet that a host belongs to: `www.bbc.co.uk`, `en.irna.ir`.
    #[must_use]
    pub fn by_host(&self, host: &str) -> Option<&OutletEntry> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&n) = self.by_domain.get(rest) {
                return Some(&self.entries[n]);
            }
            (_, rest) = rest.split_once('.')?;
        }
    }

    /// The outlet with this name or alias, without regard to case and a leading article.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&OutletEntry> {
        self.by_name.get(&name_key(name)).map(|&n| &self.entries[n])
    }

    /// The one outlet whose full name (or alias of two words and more) stands in the text; none where
    /// there are two.
    #[must_use]
    pub fn named_in(&self, text: &str) -> Option<&OutletEntry> {
        let text = format!(" {} ", words(text));
        let mut found: Option<&OutletEntry> = None;
        for entry in &self.entries {
            let names = std::iter::once(&entry.name).chain(&entry.aliases);
            let stands = names
                .map(|name| name_key(name))
                .filter(|key| key.contains(' '))
                .any(|key| text.contains(&format!(" {key} ")));
            if stands {
                if found.is_some() {
                    return None;
                }
                found = Some(entry);
            }
        }
        found
    }
}

impl OutletEntry {
    /// The outlet as a report has it.
    #[must_use]
    pub fn to_outlet(&self) -> Outlet {
        Outlet {
            name: self.name.clone(),
            domain: self.domains.first().cloned(),
            country: self.country.clone(),
            known: true,
        }
    }
}

fn name_key(name: &str) -> String {
    let words = words(name);
    words.strip_prefix("the ").map_or(words.clone(), str::to_owned)
}

/// Lower case, one space between words, punctuation gone.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric() && c != '+')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_names_resolve() {
        let outlets = Outlets::embedded();
        assert_eq!(outlets.by_host("www.bbc.co.uk").unwrap().name, "BBC");
        assert_eq!(outlets.by_host("en.irna.ir").unwrap().name, "IRNA");
        assert_eq!(outlets.by_name("the tehran times").unwrap().name, "Tehran Times");
        assert_eq!(outlets.by_name("AFP").unwrap().name, "Agence France-Presse");
        assert!(outlets.by_host("example.org").is_none());
    }

    #[test]
    fn an_outlet_named_in_a_notice() {
        let outlets = Outlets::embedded();
        assert_eq!(
            outlets.named_in("not the opinion of the Astana Times website").unwrap().name,
            "The Astana Times"
        );
        assert!(outlets.named_in("from Daily Sabah and Tehran Times").is_none());
    }

    #[test]
    fn faults_name_their_line() {
        assert_eq!(
            Outlets::from_csv(
                "domain,name,aliases,country,kind,state_owned\na.org,A,,,site,no\na.org,B,,,site,no\n"
            )
            .unwrap_err(),
            3
        );
    }

    #[test]
    fn the_embedded_table_keeps_its_codes() {
        for entry in Outlets::embedded().entries() {
            assert!(
                ["agency", "newspaper", "broadcaster", "site"].contains(&entry.kind.as_str()),
                "{}",
                entry.name
            );
            assert!(entry.country.as_ref().is_some_and(|country| country.len() == 3), "{}", entry.name);
            assert!(
                ["yes", "linked", "public broadcaster", "no"].contains(&entry.state_owned.as_str()),
                "{}",
                entry.name
            );
        }
    }
}
