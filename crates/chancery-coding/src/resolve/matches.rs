//! The phrases of the tables in one text, and which of their meanings it leaves.

use chancery_knowledge::{
    Body, CountryId, CountryName, Entry, OrganisationId, OrganisationKind, PersonName, Sector, World,
};
use chancery_nlp::Doc;
use chancery_record::{Span, Token};

/// What the tables find in a text, by token.
#[derive(Debug, Clone)]
pub(super) struct Matches {
    /// Phrases by their first token, the longest first.
    by_start: Vec<Vec<(u32, Vec<Entry>)>>,
}

impl Matches {
    pub(super) fn find(doc: &Doc, world: &World) -> Self {
        let mut by_start = vec![Vec::new(); doc.len()];
        for found in world.gazette().scan_all((0..doc.len()).map(|t| doc.word(t))) {
            let (start, end) = (found.tokens.start as usize, found.tokens.end);
            let entries = found.entries.into_iter().map(|entry| who_is_meant(world, entry)).collect();
            if let Some(slot) = by_start.get_mut(start) {
                slot.push((end, entries));
            }
        }
        let mut matches = Self { by_start };
        matches.leave_out_namesakes(doc, world);
        matches.settle_organisations(world);
        matches.leave_out_parts();
        matches
    }

    /// Leaves out countries where their name is that of a part of another, as "Georgia" is in a text on Atlanta, and
    /// capitals in the names of counties and streets: "Nassau County".
    fn leave_out_namesakes(&mut self, doc: &Doc, world: &World) {
        let has = |word: &str| (0..doc.len()).any(|t| doc.word(t) == word);
        let is_state_of_usa = (has("Atlanta") || has("Ga.")) && !has("Tbilisi") && !has("Georgian");
        for (start, found) in self.by_start.iter_mut().enumerate() {
            for (end, entries) in found {
                let is_georgia = is_state_of_usa && doc.words(start..*end as usize) == "Georgia";
                let is_county = (*end as usize) < doc.len()
                    && matches!(doc.word(*end as usize), "County" | "Street" | "Avenue" | "Road");
                entries.retain(|e| match e {
                    Entry::Country(id, CountryName::Name) => {
                        !(is_georgia && world.code(Body::Country(*id)) == "GEO")
                    }
                    Entry::Country(_, CountryName::Capital) => !is_county,
                    _ => true,
                });
            }
        }
    }

    /// Leaves out countries inside the name of an organisation: the "Islamic State of Iraq and the Levant" says
    /// nothing of Iraq.
    fn leave_out_parts(&mut self) {
        let mut reach = 0;
        for start in 0..self.by_start.len() {
            let longest = self.by_start[start]
                .iter()
                .filter(|(_, entries)| entries.iter().any(|e| matches!(e, Entry::Organisation(_))))
                .map(|(end, _)| *end as usize)
                .max();
            let inside = reach.max(longest.unwrap_or(0));
            for (end, entries) in &mut self.by_start[start] {
                let is_whole = longest == Some(*end as usize) && reach < *end as usize;
                if (*end as usize) <= inside && !is_whole {
                    entries.retain(|e| !matches!(e, Entry::Country(..)));
                }
            }
            reach = inside;
        }
    }

    /// Leaves out parties of countries of which the text does not speak: many a country has a Labour Party.
    /// Of several organisations of one name, keeps the one whose country the text names, if only one's is.
    fn settle_organisations(&mut self, world: &World) {
        let mut countries: Vec<CountryId> = Vec::new();
        for entry in self.by_start.iter().flatten().flat_map(|(_, entries)| entries) {
            match entry {
                Entry::Country(id, _) => countries.push(*id),
                Entry::Person(id, PersonName::Full) => countries.extend(world.person(*id).country),
                Entry::Organisation(id) if world.organisation(*id).kind != OrganisationKind::Party => {
                    countries.extend(&world.organisation(*id).countries);
                }
                _ => {}
            }
        }
        countries.sort_unstable();
        countries.dedup();
        let is_home = |id: &OrganisationId| {
            world.organisation(*id).countries.iter().any(|c| countries.binary_search(c).is_ok())
        };
        for (_, entries) in self.by_start.iter_mut().flatten() {
            let of = |e: &Entry| if let Entry::Organisation(id) = e { Some(*id) } else { None };
            entries.retain(|e| {
                of(e).is_none_or(|id| {
                    let row = world.organisation(id);
                    row.kind != OrganisationKind::Party
                        || row.sector != Sector::Pty
                        || row.countries.is_empty()
                        || is_home(&id)
                })
            });
            let several: Vec<OrganisationId> = entries.iter().filter_map(of).collect();
            let at_home: Vec<OrganisationId> = several.iter().copied().filter(is_home).collect();
            if let (true, [one]) = (several.len() > 1, &at_home[..]) {
                entries.retain(|e| of(e).is_none_or(|id| id == *one));
            }
        }
    }

    /// Whether a longer name of a body or person holds these words: "Fateh" in "Jabhat Fateh al-Sham".
    pub(super) fn is_part_of_longer(&self, span: Span<Token>) -> bool {
        let from = (span.start as usize).saturating_sub(6);
        (from..=span.start as usize).any(|start| {
            self.by_start[start].iter().any(|(end, entries)| {
                *end >= span.end
                    && *end as usize - start > span.len() as usize
                    && entries.iter().any(|e| {
                        matches!(
                            e,
                            Entry::Organisation(_)
                                | Entry::Outlet(_)
                                | Entry::Country(_, CountryName::Name)
                                | Entry::Person(_, PersonName::Full)
                        )
                    })
            })
        })
    }

    /// Whether a longer name holds this word and the word that governs it: "People" in "People's Protection
    /// Units".
    pub(super) fn is_within_longer(&self, doc: &Doc, token: usize) -> bool {
        let from = token.saturating_sub(8);
        let governor = doc.head(token);
        governor != token
            && (from..=token).any(|start| {
                self.by_start[start].iter().any(|(end, entries)| {
                    *end as usize > token
                        && (start..*end as usize).contains(&governor)
                        && entries.iter().any(|e| matches!(e, Entry::Organisation(_) | Entry::Outlet(_)))
                })
            })
    }

    /// Whether a word is inside a title, not its head: "State" in "Secretary of State".
    pub(super) fn is_inside_title(&self, doc: &Doc, token: usize) -> bool {
        let outer = doc.head(doc.head(token));
        doc.dep(token) == "pobj"
            && (token.saturating_sub(4)..token).any(|start| {
                start <= outer
                    && self.by_start[start].iter().any(|(end, entries)| {
                        *end as usize > token && entries.iter().any(|e| matches!(e, Entry::Title { .. }))
                    })
            })
    }

    pub(super) fn end_of_text(&self) -> u32 {
        self.by_start.len() as u32
    }

    /// Whether the text names a body anywhere.
    pub(super) fn names(&self, body: Body) -> bool {
        self.by_start.iter().flatten().any(|(_, entries)| entries.iter().any(|e| e.body() == Some(body)))
    }

    /// Phrases that lie wholly in `span`, longest first at each start.
    pub(super) fn within(&self, span: Span<Token>) -> impl Iterator<Item = (Span<Token>, &[Entry])> {
        (span.start..span.end).flat_map(move |start| {
            self.by_start[start as usize]
                .iter()
                .filter(move |(end, _)| *end <= span.end)
                .map(move |(end, entries)| (Span::new(start, *end), &entries[..]))
        })
    }
}

/// Whom a phrase of the tables means: a loaded word its state or organisation.
fn who_is_meant(world: &World, entry: Entry) -> Entry {
    match entry {
        Entry::LoadedWord(id) => match world.loaded_word(id).means {
            Some(Body::Country(id)) => Entry::Country(id, CountryName::Name),
            Some(Body::Organisation(id)) => Entry::Organisation(id),
            None => entry,
        },
        other => other,
    }
}
