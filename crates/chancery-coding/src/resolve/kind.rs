//! What an organisation is whose name says so in words: "Lobito Police Department", "University of Gondar", and
//! after which town it is named.

use chancery_knowledge::Sector;

/// The sector that the words of a name are certain to tell.
///
/// "Bank of Norway" is a central bank and "Bank of America" none, an "army" may be the state's or rebels', so these
/// words tell nothing.
pub(super) fn sector_of_name(name: &str) -> Option<Sector> {
    let lower = name.to_lowercase().replace('’', "'");
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let words: Vec<&str> = lower.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    // What a name is stands before "of" or at its end: "University of Oulu", "Oulu University".
    let until_of = words.iter().position(|w| matches!(*w, "of" | "for")).unwrap_or(words.len());
    let stem = words[..until_of].join(" ");
    let ends = |ending: &str| {
        [stem.as_str(), lower].iter().any(|whole| {
            whole.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        })
    };
    let found = KINDS.iter().find(|(endings, _)| endings.iter().any(|ending| ends(ending)));
    if let Some((_, sector)) = found {
        return Some(*sector);
    }
    // "the Porters' Union", "Union of Textile Workers": of those who work.
    let is_union =
        words.iter().any(|w| matches!(*w, "union" | "unions" | "syndicate" | "federation" | "confederation"));
    let of_workers = words.iter().any(|w| {
        w.ends_with("s'") || matches!(*w, "workers" | "worker's" | "employees" | "labour" | "labor")
    });
    (is_union && of_workers).then_some(Sector::Lab)
}

/// Ends of names, with the sector that they tell.
const KINDS: [(&[&str], Sector); 14] = [
    (
        &[
            "liberation front",
            "liberation army",
            "liberation movement",
            "liberation forces",
            "resistance army",
            "resistance front",
            "revolutionary army",
            "militia",
            "martyrs brigade",
            "martyrs' brigades",
        ],
        Sector::Reb,
    ),
    (
        &[
            "police",
            "police department",
            "police service",
            "police force",
            "police office",
            "constabulary",
            "gendarmerie",
            "sheriff's office",
            "sheriff's department",
        ],
        Sector::Cop,
    ),
    (&["university", "college", "polytechnic", "institute of technology"], Sector::Edu),
    (&["trades union congress", "trade union congress", "labour congress", "labor congress"], Sector::Lab),
    (&["federation of labour", "federation of labor", "federation of trade unions"], Sector::Lab),
    (&["central bank", "reserve bank", "ministry", "city council", "town council", "city hall"], Sector::Gov),
    (
        &[
            "supreme court",
            "high court",
            "constitutional court",
            "district court",
            "court",
            "tribunal",
            "prosecutor's office",
        ],
        Sector::Jud,
    ),
    (&["parliament", "senate", "national assembly", "house of representatives"], Sector::Leg),
    (&["hospital", "clinic", "medical center", "medical centre"], Sector::Med),
    (&["church", "diocese", "archdiocese", "patriarchate", "synod"], Sector::Rel),
    (&["party"], Sector::Pty),
    (
        &["foundation", "human rights", "human rights watch", "rights group", "red crescent", "red cross"],
        Sector::Ngo,
    ),
    (
        &[
            "inc",
            "inc.",
            "ltd",
            "ltd.",
            "corp",
            "corp.",
            "plc",
            "airlines",
            "airways",
            "motors",
            "holdings",
            "chamber of commerce",
        ],
        Sector::Bus,
    ),
    (&["news agency", "television", "radio", "newspaper"], Sector::Jrn),
];

/// The words of a name between which a town stands, and no other place: "Oulu" of "University of Oulu" and of
/// "Oulu Police Department".
pub(super) fn town_of_name(name: &str, sector: Sector) -> Option<&str> {
    if !matches!(sector, Sector::Edu | Sector::Cop | Sector::Med | Sector::Jud | Sector::Gov) {
        return None;
    }
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    if let Some((before, town)) = name.split_once(" of ") {
        return sector_of_name(before).map(|_| town);
    }
    // "Oulu" of "Oulu Police Department": what stands before the words for its kind.
    let is_kind = |words: &str| KINDS.iter().any(|(kinds, of)| *of == sector && kinds.contains(&words));
    let mut ends = name.match_indices(' ').map(|(at, _)| at);
    ends.find(|&at| is_kind(&name[at + 1..].to_lowercase())).map(|at| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_are() {
        for (name, sector) in [
            ("Tamar Liberation Front", Sector::Reb),
            ("Lobito Police Department", Sector::Cop),
            ("the University of Gondar", Sector::Edu),
            ("Oulu University", Sector::Edu),
            ("Porters' Union", Sector::Lab),
            ("Union of Textile Workers", Sector::Lab),
            ("Federation of Mine Workers", Sector::Lab),
            ("Workers' Party", Sector::Pty),
            ("Reserve Bank of Fiji", Sector::Gov),
            ("Olsen Foundation", Sector::Ngo),
            ("Supreme Court of Chad", Sector::Jud),
        ] {
            assert_eq!(sector_of_name(name), Some(sector), "{name}");
        }
    }

    #[test]
    fn names_that_may_be_either_say_nothing() {
        for name in
            ["Northern Army", "Bank of Scotland", "Student Union", "Human Rights Commission", "Orient"]
        {
            assert_eq!(sector_of_name(name), None, "{name}");
        }
    }

    #[test]
    fn bodies_of_towns_name_them() {
        assert_eq!(town_of_name("the University of Gondar", Sector::Edu), Some("Gondar"));
        assert_eq!(town_of_name("Lobito Police Department", Sector::Cop), Some("Lobito"));
        assert_eq!(town_of_name("Delhi High Court", Sector::Jud), Some("Delhi"));
        assert_eq!(town_of_name("Ribeirao Preto Police", Sector::Cop), Some("Ribeirao Preto"));
        assert_eq!(town_of_name("Olsen Foundation", Sector::Ngo), None);
    }
}
