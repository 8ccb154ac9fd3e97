//! Everything that the tables say, ready to be asked.

mod phrases;

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::agent::{read_agents, read_loaded_words};
use crate::answer::answer;
use crate::body::{read_countries, read_organisations, read_outlets};
use crate::check;
use crate::fold::Folder;
use crate::given::read_given_names;
use crate::office::{TermRow, read_kinds, read_terms};
use crate::people::read_peoples;
use crate::table::each_row;
use crate::title::read_titles;
use crate::{
    Agent, AgentId, Answer, Body, Country, CountryId, Entry, Error, Fault, Gazette, LoadedWord, LoadedWordId,
    OfficeKind, OfficeKindId, Organisation, OrganisationId, Outlet, OutletId, People, PeopleId, Period,
    Person, PersonId, PersonName, Post, ScopeId, Tables, Term, TermId, Title, TitleId,
};

/// Countries, organisations, outlets, offices and persons through time.
///
/// ```
/// use chancery_knowledge::{Answer, World};
/// use jiff::civil::date;
///
/// let world = World::embedded();
/// let iran = world.body("IRN").unwrap();
/// let post = world.post("foreign minister", iran).unwrap();
/// let Answer::Held(term) = world.holder(post, date(2023, 1, 16)) else { panic!() };
/// assert_eq!(world.holder_name(term), "Hossein Amir-Abdollahian");
/// ```
#[derive(Debug)]
pub struct World {
    countries: Vec<Country>,
    organisations: Vec<Organisation>,
    outlets: Vec<Outlet>,
    kinds: Vec<OfficeKind>,
    terms: Vec<Term>,
    posts: FxHashMap<Post, Range<u32>>,
    persons: Vec<Person>,
    titles: Vec<Title>,
    agents: Vec<Agent>,
    loaded_words: Vec<LoadedWord>,
    peoples: Vec<People>,
    given_names: FxHashMap<Box<str>, bool>,
    scopes: Vec<Box<str>>,
    codes: FxHashMap<Box<str>, Body>,
    gazette: Gazette,
    pub(crate) preferences: FxHashMap<Box<str>, Box<str>>,
}

/// Interns scopes.
#[derive(Default)]
struct Scopes {
    texts: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, ScopeId>,
}

impl Scopes {
    fn id(&mut self, text: &str) -> ScopeId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = ScopeId::from_index(self.texts.len());
        self.texts.push(text.into());
        self.ids.insert(text.into(), id);
        id
    }
}

impl World {
    /// The world of the embedded tables.
    ///
    /// # Panics
    /// Never: a test loads the same tables.
    #[must_use]
    pub fn embedded() -> Self {
        match Self::load(&Tables::embedded()) {
            Ok(world) => world,
            Err(error) => panic!("the embedded tables are faulty: {error}"),
        }
    }

    /// The world of some tables.
    ///
    /// # Errors
    /// If a table is faulty; the error has every fault. [`check`](crate::check()) finds more: names that
    /// two bodies claim and the like, which do not hinder use.
    pub fn load(tables: &Tables) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let world = Self::read(tables, &mut faults);
        check::overlaps(&world, &mut faults);
        if faults.is_empty() {
            return Ok(world);
        }
        faults.sort();
        faults.dedup();
        Err(Error::faults(faults))
    }

    pub(crate) fn read(tables: &Tables, faults: &mut Vec<Fault>) -> Self {
        let countries = read_countries(tables, faults);
        let organisations = read_organisations(tables, &countries, faults);
        let codes: FxHashMap<Box<str>, Body> = countries
            .iter()
            .enumerate()
            .map(|(index, country)| (country.code.clone(), Body::Country(CountryId::from_index(index))))
            .chain(organisations.iter().enumerate().map(|(index, organisation)| {
                (organisation.code.clone(), Body::Organisation(OrganisationId::from_index(index)))
            }))
            .collect();
        let body_of = |code: &str| codes.get(code).copied();
        let outlets = read_outlets(tables, body_of, faults);
        let kinds = read_kinds(tables, faults);
        let kind_ids: FxHashMap<&str, OfficeKindId> = kinds
            .iter()
            .enumerate()
            .map(|(index, kind)| (&*kind.code, OfficeKindId::from_index(index)))
            .collect();
        let kind_of = |code: &str| kind_ids.get(code).copied();
        let mut scopes = Scopes::default();
        scopes.id("");
        let rows = read_terms(tables, body_of, kind_of, faults);
        let titles = read_titles(tables, body_of, kind_of, |scope| scopes.id(scope), faults);
        let agents = read_agents(tables, kind_of, faults);
        let loaded_words = read_loaded_words(tables, body_of, faults);
        let peoples = read_peoples(tables, body_of, faults);
        let given_names = read_given_names(tables, faults);
        let (terms, persons) = people(rows, &mut scopes, tables, faults);
        let mut world = Self {
            posts: posts_of(&terms),
            countries,
            organisations,
            outlets,
            kinds,
            terms,
            persons,
            titles,
            agents,
            loaded_words,
            peoples,
            given_names,
            scopes: scopes.texts,
            codes,
            gazette: Gazette::new(Folder::read(tables, faults)),
            preferences: FxHashMap::default(),
        };
        world.fill_gazette();
        world.read_preferences(tables, faults);
        world
    }

    /// The country or organisation of a code.
    #[must_use]
    pub fn body(&self, code: &str) -> Option<Body> {
        self.codes.get(code).copied()
    }

    /// The code of a country or organisation.
    #[must_use]
    pub fn code(&self, body: Body) -> &str {
        match body {
            Body::Country(id) => &self.country(id).code,
            Body::Organisation(id) => &self.organisation(id).code,
        }
    }

    /// The name of a country or organisation.
    #[must_use]
    pub fn name(&self, body: Body) -> &str {
        match body {
            Body::Country(id) => &self.country(id).name,
            Body::Organisation(id) => &self.organisation(id).name,
        }
    }

    /// When a country or organisation existed under that name.
    #[must_use]
    pub fn period(&self, body: Body) -> Period {
        match body {
            Body::Country(id) => self.country(id).period,
            Body::Organisation(id) => self.organisation(id).period,
        }
    }

    /// The post that a title means when said of `body`: of "foreign minister" and Iran, Iran's foreign
    /// minister. None where the title is not said of such a body, or fits no post of it.
    #[must_use]
    pub fn post(&self, title: &str, body: Body) -> Option<Post> {
        let id = self.title_for(&self.gazette.look_up_any_case(title), body)?;
        let title = self.title(id);
        Some(Post { body: title.body.unwrap_or(body), kind: title.kind, scope: title.scope })
    }

    /// Of the meanings of a phrase, the title that fits `body` best.
    #[must_use]
    pub fn title_for(&self, entries: &[Entry], body: Body) -> Option<TitleId> {
        entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Title { title, .. } => Some((self.title(*title).fit(body)?, *title)),
                _ => None,
            })
            .max_by_key(|(fit, title)| (*fit, std::cmp::Reverse(*title)))
            .map(|(_, title)| title)
    }

    /// The scope of a name: the code of a body, or a word such as `middle_east`.
    #[must_use]
    pub fn scope(&self, text: &str) -> Option<ScopeId> {
        self.scopes.iter().position(|known| **known == *text).map(ScopeId::from_index)
    }

    /// The text of a scope; empty for none.
    #[must_use]
    pub fn scope_text(&self, scope: ScopeId) -> &str {
        &self.scopes[scope.index()]
    }

    /// Who held a post on a day.
    #[must_use]
    pub fn holder(&self, post: Post, on: Date) -> Answer {
        let terms = self.terms_of(post).map(|id| (id, self.term(id)));
        answer(terms, self.kind(post.kind).is_single, on)
    }

    /// Who held a post through all days from `first` to `last`: one holder only where one held it on all.
    #[must_use]
    pub fn holder_throughout(&self, post: Post, first: Date, last: Date) -> Answer {
        let at_first = self.holder(post, first);
        if first >= last {
            return at_first;
        }
        let at_last = self.holder(post, last);
        if at_first == at_last && at_first.certain().is_some() {
            return at_first;
        }
        let terms: Vec<TermId> = self
            .terms_of(post)
            .filter(|id| {
                let period = self.term(*id).period;
                period.start.first <= last && period.over_by().is_none_or(|end| end >= first)
            })
            .collect();
        if terms.is_empty() { Answer::Unknown } else { Answer::Uncertain(terms) }
    }

    /// Every term of a post, by start.
    pub fn terms_of(&self, post: Post) -> impl Iterator<Item = TermId> + use<> {
        self.posts.get(&post).cloned().unwrap_or(0..0).map(TermId)
    }

    /// The display name of a term's holder; empty where the post was vacant.
    #[must_use]
    pub fn holder_name(&self, term: TermId) -> &str {
        self.term(term).person.map_or("", |person| &self.person(person).name)
    }

    /// The terms of a person that cover a day, surely or perhaps.
    pub fn held_on(&self, person: PersonId, on: Date) -> impl Iterator<Item = TermId> {
        self.person(person)
            .terms
            .iter()
            .copied()
            .filter(move |id| self.term(*id).period.standing(on) != crate::Standing::Outside)
    }

    /// Whom a name may mean: full names before short ones.
    #[must_use]
    pub fn persons_named(&self, name: &str) -> Vec<(PersonId, PersonName)> {
        let mut found: Vec<_> = self
            .gazette
            .look_up_any_case(name)
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::Person(person, by) => Some((person, by)),
                _ => None,
            })
            .collect();
        found.sort_by_key(|(person, by)| (*by, *person));
        found.dedup_by_key(|(person, _)| *person);
        found
    }

    /// The organisation that a group under some name had become by a day, through its successors.
    #[must_use]
    pub fn by_then(&self, organisation: OrganisationId, on: Date) -> OrganisationId {
        let mut at = organisation;
        for _ in 0..8 {
            let row = self.organisation(at);
            match (row.successor, row.period.over_by()) {
                (Some(next), Some(end)) if end <= on => at = next,
                _ => break,
            }
        }
        at
    }

    /// The phrases of all tables.
    #[must_use]
    pub fn gazette(&self) -> &Gazette {
        &self.gazette
    }

    /// A country by its row.
    #[must_use]
    pub fn country(&self, id: CountryId) -> &Country {
        &self.countries[id.index()]
    }

    /// An organisation by its row.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> &Organisation {
        &self.organisations[id.index()]
    }

    /// An outlet by its row.
    #[must_use]
    pub fn outlet(&self, id: OutletId) -> &Outlet {
        &self.outlets[id.index()]
    }

    /// The outlet of a web domain, with or without what stands before it.
    #[must_use]
    pub fn outlet_of_domain(&self, domain: &str) -> Option<OutletId> {
        self.outlets
            .iter()
            .position(|outlet| {
                !outlet.domain.is_empty()
                    && domain
                        .strip_suffix(&*outlet.domain)
                        .is_some_and(|before| before.is_empty() || before.ends_with('.'))
            })
            .map(OutletId::from_index)
    }

    /// A kind of office by its row.
    #[must_use]
    pub fn kind(&self, id: OfficeKindId) -> &OfficeKind {
        &self.kinds[id.index()]
    }

    /// A kind of office by its code.
    #[must_use]
    pub fn kind_of_code(&self, code: &str) -> Option<OfficeKindId> {
        self.kinds.iter().position(|kind| *kind.code == *code).map(OfficeKindId::from_index)
    }

    /// A term by its row.
    #[must_use]
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.index()]
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> &Person {
        &self.persons[id.index()]
    }

    /// A title by its row.
    #[must_use]
    pub fn title(&self, id: TitleId) -> &Title {
        &self.titles[id.index()]
    }

    /// An agent word by its row.
    #[must_use]
    pub fn agent(&self, id: AgentId) -> &Agent {
        &self.agents[id.index()]
    }

    /// A loaded word by its row.
    #[must_use]
    pub fn loaded_word(&self, id: LoadedWordId) -> &LoadedWord {
        &self.loaded_words[id.index()]
    }

    /// Whether a given name tells a woman; nothing where it tells neither woman nor man.
    #[must_use]
    pub fn is_womans_name(&self, given: &str) -> Option<bool> {
        self.given_names.get(given.to_lowercase().as_str()).copied()
    }

    /// A people by its row.
    #[must_use]
    pub fn people(&self, id: PeopleId) -> &People {
        &self.peoples[id.index()]
    }

    /// Every country, in the order of the table.
    pub fn countries(&self) -> impl Iterator<Item = (CountryId, &Country)> {
        self.countries.iter().enumerate().map(|(index, row)| (CountryId::from_index(index), row))
    }

    /// Every organisation, in the order of the table.
    pub fn organisations(&self) -> impl Iterator<Item = (OrganisationId, &Organisation)> {
        self.organisations.iter().enumerate().map(|(index, row)| (OrganisationId::from_index(index), row))
    }

    /// Every term, by post and start.
    pub fn terms(&self) -> impl Iterator<Item = (TermId, &Term)> {
        self.terms.iter().enumerate().map(|(index, row)| (TermId::from_index(index), row))
    }

    /// Every person, by name.
    pub fn persons(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.persons.iter().enumerate().map(|(index, row)| (PersonId::from_index(index), row))
    }

    fn read_preferences(&mut self, tables: &Tables, faults: &mut Vec<Fault>) {
        each_row(tables, "preferences.csv", &["phrase", "prefer", "reason"], faults, |row, faults| {
            let (phrase, prefer) = (row.get(0), row.get(1));
            let words = self.gazette.fold(phrase.split_whitespace());
            let key: Vec<&str> = words.as_slice().iter().map(|word| words.text(word)).collect();
            self.preferences.insert(key.join(" ").into(), prefer.into());
            if prefer == "context" {
                return;
            }
            let body = self.codes.get(prefer).copied();
            let persons = &self.persons;
            let outlets = &self.outlets;
            let is_preferred = |entry: Entry| match entry {
                Entry::Person(person, _) => *persons[person.index()].key == *prefer,
                Entry::Outlet(outlet) => *outlets[outlet.index()].name == *prefer,
                entry => entry.body().is_some() && entry.body() == body,
            };
            if !self.gazette.prefer(phrase, is_preferred) {
                faults.push(row.fault(
                    format!("`{phrase}` does not mean `{prefer}` in any table"),
                    "prefer takes a code, a person's or outlet's name, or `context`",
                ));
            }
        });
    }
}

fn posts_of(terms: &[Term]) -> FxHashMap<Post, Range<u32>> {
    let mut posts: FxHashMap<Post, Range<u32>> = FxHashMap::default();
    posts.reserve(4_000);
    for (index, term) in terms.iter().enumerate() {
        let index = TermId::from_index(index).0;
        posts.entry(term.post).and_modify(|range| range.end = index + 1).or_insert(index..index + 1);
    }
    posts
}

/// Gives each row its person, and orders rows by post and start.
fn people(
    mut rows: Vec<TermRow>,
    scopes: &mut Scopes,
    tables: &Tables,
    faults: &mut Vec<Fault>,
) -> (Vec<Term>, Vec<Person>) {
    for row in &mut rows {
        row.term.post.scope = scopes.id(&row.scope);
    }
    // A later table's row takes the place of an earlier one with the same post, person and start.
    rows.sort_by(|a, b| {
        (a.term.post, a.term.period.start.first, &a.person).cmp(&(
            b.term.post,
            b.term.period.start.first,
            &b.person,
        ))
    });
    let mut kept: Vec<TermRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let same = |other: &TermRow| {
            other.term.post == row.term.post
                && other.person == row.person
                && other.term.period.start == row.term.period.start
        };
        match kept.last_mut().filter(|last| same(last)) {
            Some(last) if last.term.file == row.term.file => faults.push(Fault {
                file: row.term.file.to_string(),
                line: row.term.line.max(last.term.line),
                message: format!("`{}` has this office from {} twice", row.person, row.term.period.start),
                hint: "keep one of the two rows".to_owned(),
            }),
            Some(last) => *last = row,
            None => kept.push(row),
        }
    }
    kept.retain(|row| !row.is_withdrawn);

    let mut persons: Vec<Person> = Vec::with_capacity(6_000);
    let mut ids: FxHashMap<Box<str>, PersonId> = FxHashMap::default();
    let mut by_name: Vec<&str> =
        kept.iter().map(|row| &*row.person).filter(|name| !name.is_empty()).collect();
    by_name.sort_unstable();
    by_name.dedup();
    for key in by_name {
        ids.insert(key.into(), PersonId::from_index(persons.len()));
        persons.push(Person {
            name: key.split_once('#').map_or(key, |(name, _)| name).into(),
            key: key.into(),
            aliases: Vec::new(),
            short: Vec::new(),
            country: None,
            terms: Vec::new(),
        });
    }
    each_row(tables, "persons.csv", &["name", "aliases", "short", "note"], faults, |row, faults| {
        let Some(id) = ids.get(row.get(0)) else {
            faults.push(row.fault(
                format!("no office has a holder `{}`", row.get(0)),
                "spell the name as the offices' tables do, or add a term for the person",
            ));
            return;
        };
        let person = &mut persons[id.index()];
        person.aliases = row.list(1).map(Into::into).collect();
        person.short = row.list(2).map(Into::into).collect();
    });
    let mut terms: Vec<Term> = Vec::with_capacity(kept.len());
    for row in kept {
        let mut term = row.term;
        term.person = ids.get(&row.person).copied();
        if let Some(person) = term.person.map(|id| &mut persons[id.index()]) {
            person.terms.push(TermId::from_index(terms.len()));
            if let (Body::Country(country), None) = (term.post.body, person.country) {
                person.country = Some(country);
            }
        }
        terms.push(term);
    }
    for person in &mut persons {
        person.terms.sort_by_key(|id| (terms[id.index()].period.start.first, *id));
    }
    (terms, persons)
}
