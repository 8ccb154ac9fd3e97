//! States and organisations by name, and whom they act for.

use chancery_knowledge::{Body, CountryName, OrganisationKind, Sector};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind};
use super::cast::Key;

impl Resolver<'_> {
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
