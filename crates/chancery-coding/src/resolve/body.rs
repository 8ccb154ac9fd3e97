//! States, their parts and organisations by name, and whom they act for.

use chancery_knowledge::{Body, CountryName, Denotes, OrganisationKind, Sector};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::cast::Key;
use super::group::{AgentSaid, Found};
use super::phrase::Phrase;

impl Resolver<'_> {
    /// "the state of Jalisco", "the German state of Hesse" as a party: the authorities of a part of a state.
    pub(super) fn part_of_state(&mut self, phrase: &Phrase, words: &str, lemma: &str) -> Option<Found> {
        let head = phrase.head as usize;
        let doc = self.doc;
        if !matches!(lemma, "state" | "province" | "territory" | "commonwealth") || self.is_place(head) {
            return None;
        }
        let of = doc.children_by(head, &["prep"]).find(|&t| doc.word(t) == "of")?;
        let name = doc
            .children_by(of, &["pobj"])
            .find(|&t| doc.pos(t) == "PROPN" && self.actors_at[t].is_empty())?;
        let before = phrase.bodies.iter().find(|n| n.at.end <= phrase.head + 1).map(|n| n.body);
        let country = before.or_else(|| self.country_of_place(name, 0))?;
        let said = AgentSaid {
            word: lemma.to_owned(),
            sector: Sector::Gov,
            denotes: Denotes::Body,
            is_plural: false,
        };
        let name = doc.word(name);
        let key = Key::Group(format!("{lemma} of {name}").to_lowercase(), format!("{country:?}"));
        let why = "a part of the state";
        let actor =
            self.enter_group(key, &format!("{words} of {name}"), ActorKind::Body, Some(country), &said, why);
        let reason = format!("{words} of {name}: a part of {}", self.world.name(country));
        Some((MentionKind::Description, vec![actor], reason))
    }

    /// The actor that a state or organisation is.
    pub(super) fn body_actor(&mut self, body: Body, by: Option<CountryName>) -> ActorId {
        let world = self.world;
        let (mut body, mut acts_for) = (body, Some(body));
        let mut kind = ActorKind::State;
        let mut sector = Some(Sector::Gov);
        let mut reasons = vec![match by {
            Some(CountryName::Capital | CountryName::Seat) => "the seat of its government".to_owned(),
            _ => "by name".to_owned(),
        }];
        let mut organisation = None;
        if let Body::Organisation(id) = body {
            let id = self.on.map_or(id, |on| world.by_then(id, on));
            body = Body::Organisation(id);
            organisation = Some(id);
            let row = world.organisation(id);
            sector = Some(row.sector);
            kind = match row.kind {
                OrganisationKind::ArmedGroup => ActorKind::ArmedGroup,
                OrganisationKind::StateBody => ActorKind::Body,
                _ => ActorKind::Organisation,
            };
            // A group acts in a country; where it is at home in several, the report has to say in which.
            acts_for = match row.kind {
                OrganisationKind::Igo | OrganisationKind::Alliance | OrganisationKind::Format => {
                    Some(self.country_of(body))
                }
                _ => match row.countries[..] {
                    [] => Some(body),
                    [one] => Some(Body::Country(one)),
                    ref several => {
                        let among = |b: &Body| several.iter().any(|c| Body::Country(*c) == *b);
                        let here = self.only_country_of_sentence().filter(among);
                        let chosen = here.or_else(|| self.only_country_among(several));
                        let main = Body::Country(several[0]);
                        reasons.push(match chosen {
                            Some(one) => format!("active in several states; here {}", world.name(one)),
                            None => format!(
                                "active in several states; in which here, the text does not say; mostly {}",
                                world.name(main)
                            ),
                        });
                        Some(chosen.unwrap_or(main))
                    }
                },
            };
        }
        let name = world.name(body).to_owned();
        self.cast.enter(Key::body(body), || Actor {
            name,
            kind,
            person: None,
            organisation,
            acts_for,
            sector,
            office: None,
            is_known: true,
            is_plural: false,
            reasons,
        })
    }

    /// The state that a body belongs to, where it has one and is not international; what is part of an
    /// organisation acts for the whole.
    pub(super) fn country_of(&self, body: Body) -> Body {
        let Body::Organisation(id) = body else { return body };
        let row = self.world.organisation(id);
        if let Some(whole) = row.part_of {
            return Body::Organisation(whole);
        }
        match row.kind {
            OrganisationKind::Igo | OrganisationKind::Alliance | OrganisationKind::Format => body,
            _ => row.countries.first().map_or(body, |c| Body::Country(*c)),
        }
    }
}
