//! Which phrases the rows of the tables are found by, and how those must be written.

use super::World;
use crate::fold::Words;
use crate::gazette::Case;
use crate::person::short_names;
use crate::{
    AgentId, CountryId, CountryName, Entry, Gazette, LoadedWordId, OrganisationId, OrganisationKind,
    OutletId, PeopleId, PersonId, PersonName, TitleId,
};

impl World {
    /// Puts the phrases of every table into the gazette.
    pub(super) fn fill_gazette(&mut self) {
        let mut gazette = std::mem::take(&mut self.gazette);
        let (mut words, mut joined) = (Words::default(), Words::default());
        for (index, country) in self.countries.iter().enumerate() {
            for (name, by) in &country.names {
                let entry = Entry::Country(CountryId::from_index(index), *by);
                let case = if *by == CountryName::Name { case_of(name) } else { Case::Name };
                gazette.add(name, entry, case, &mut words);
            }
        }
        for (index, organisation) in self.organisations.iter().enumerate() {
            let entry = Entry::Organisation(OrganisationId::from_index(index));
            for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
                gazette.add(name, entry, case_of(name), &mut words);
                if organisation.kind == OrganisationKind::ArmedGroup {
                    gazette.add_folded(&words, entry, Case::Name, |word| word != "al");
                }
            }
        }
        for (index, outlet) in self.outlets.iter().enumerate() {
            let entry = Entry::Outlet(OutletId::from_index(index));
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                gazette.add(name, entry, case_of(name), &mut words);
            }
        }
        let given: rustc_hash::FxHashSet<&str> =
            self.persons.iter().filter_map(|person| person.name.split_whitespace().next()).collect();
        for (index, person) in self.persons.iter().enumerate() {
            let full = Entry::Person(PersonId::from_index(index), PersonName::Full);
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                gazette.add(name, full, Case::Name, &mut words);
                if words.as_slice().len() > 2 {
                    add_without_articles(&mut gazette, &words, full);
                }
                if let Some((first, last)) = name.rsplit_once(' ').filter(|(_, last)| last.contains('-')) {
                    gazette.folder.fold_phrase(last, &mut words);
                    let compact: String = words.as_slice().iter().map(|word| words.text(word)).collect();
                    gazette.add(&format!("{first} {compact}"), full, Case::Name, &mut joined);
                }
            }
            let short = Entry::Person(PersonId::from_index(index), PersonName::Short);
            let country = person.country.map_or("", |id| &*self.countries[id.index()].code);
            let by_rule = short_names(&person.name, country, |word| given.contains(word));
            for name in by_rule.iter().map(String::as_str).chain(person.short.iter().map(|name| &**name)) {
                gazette.add(name, short, Case::Name, &mut words);
                if words.as_slice().len() > 1 {
                    gazette.add_folded(&words, short, Case::Name, |word| word != "al");
                    if name.contains('-') {
                        gazette.add_joined(&words, short, Case::Name, &mut joined);
                    }
                }
            }
        }
        for (index, title) in self.titles.iter().enumerate() {
            let title_id = TitleId::from_index(index);
            let case = if title.phrase.len() < 4 { Case::Capitals } else { Case::Any };
            gazette.add(&title.phrase, Entry::Title { title: title_id, is_plural: false }, case, &mut words);
            gazette.add(&title.plural(), Entry::Title { title: title_id, is_plural: true }, case, &mut words);
        }
        for (index, agent) in self.agents.iter().enumerate() {
            let id = AgentId::from_index(index);
            let case = case_of_common_noun(&agent.word);
            gazette.add(&agent.word, Entry::Agent { agent: id, is_plural: false }, case, &mut words);
            if agent.plural != agent.word {
                gazette.add(&agent.plural, Entry::Agent { agent: id, is_plural: true }, case, &mut words);
            }
        }
        for (index, row) in self.peoples.iter().enumerate() {
            let people = PeopleId::from_index(index);
            for name in [&row.one, &row.many] {
                gazette.add(name, Entry::People { people, is_adjective: false }, Case::Name, &mut words);
            }
            for name in &row.adjectives {
                gazette.add(name, Entry::People { people, is_adjective: true }, Case::Name, &mut words);
            }
        }
        for (index, word) in self.loaded_words.iter().enumerate() {
            let entry = Entry::LoadedWord(LoadedWordId::from_index(index));
            gazette.add(&word.phrase, entry, Case::Any, &mut words);
        }
        self.gazette = gazette;
    }
}

/// Short names in capitals count only in capitals; others as names.
fn case_of(name: &str) -> Case {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    let is_acronym = letters.clone().count() < 6 && letters.clone().all(char::is_uppercase);
    if is_acronym && !name.contains(' ') { Case::Capitals } else { Case::Name }
}

/// "MP" and "NGO" count only in capitals ("NGOs" too), "UN envoy" and other nouns in any case.
fn case_of_common_noun(word: &str) -> Case {
    if word.len() < 4 && word.chars().all(char::is_uppercase) { Case::Name } else { Case::Any }
}

/// Adds a name with some or all of its articles left out: "Bashar Assad", "Sabah Khalid al-Sabah".
fn add_without_articles(gazette: &mut Gazette, words: &Words, entry: Entry) {
    let articles = words.as_slice().iter().filter(|word| words.text(word) == "al").count();
    for left_out in 1u32..1 << articles.min(3) {
        let article = std::cell::Cell::new(0);
        gazette.add_folded(words, entry, Case::Name, |word| {
            if word != "al" {
                return true;
            }
            let nth = article.replace(article.get() + 1);
            left_out & (1 << nth) == 0
        });
    }
}
