//! The embedded place tables are sound, and the archive has what the rest builds on.

use chancery_knowledge::places::{Kind, Passage, Places, Surroundings, Word};
use chancery_knowledge::places::{check, check_tables, find_mentions, fold_name, resolve};
use proptest::prelude::*;

#[test]
fn embedded_tables_have_no_faults() {
    let faults = check();
    assert!(faults.is_empty(), "{}", faults.iter().map(|f| format!("{f}\n")).collect::<String>());
}

#[test]
fn namesakes_rank_by_the_country_asked_for() {
    let places = Places::embedded();
    let first = |name: &str, near: &[&str]| {
        let ranked = places.rank(name, near);
        let (key, confidence) = ranked[0];
        assert!((0.0..=1.0).contains(&confidence));
        places.place(key).geonameid
    };
    assert_eq!(first("Tripoli", &["LBN"]), Some(266826));
    assert_eq!(first("Tripoli", &["LBY"]), Some(2210247));
    assert_eq!(first("tripoli", &[]), Some(2210247));
    assert_eq!(first("Georgia", &["GEO"]), Some(614540));
}

#[test]
fn rows_carry_country_region_and_source() {
    let places = Places::embedded();
    let (key, _) = places.rank("Aleppo", &["SYR"])[0];
    let aleppo = places.place(key);
    assert_eq!((aleppo.geonameid, aleppo.country, aleppo.kind), (Some(170063), Some("SYR"), Kind::Seat));
    assert!(aleppo.region.is_some() && aleppo.population > 1_000_000 && aleppo.source == "GeoNames");
    let (key, _) = places.rank("Al-Tanf", &[])[0];
    let tanf = places.place(key);
    assert_eq!((tanf.geonameid, tanf.kind, tanf.source), (None, Kind::Base, "general knowledge"));
}

#[test]
fn acronyms_answer_only_to_capitals() {
    let places = Places::embedded();
    assert!(
        places.knows("US")
            && places.knows("U.S.")
            && places.lookup("us").iter().all(|c| places.place(c.key).kind != Kind::Country)
    );
    assert!(!places.knows("EU") && !places.knows("UN"));
}

#[test]
fn a_table_with_a_faulty_row_loads_without_it() {
    let countries = include_str!("../../../data/world/places_countries.csv");
    let regions = include_str!("../../../data/world/places_regions.csv");
    let features = "name,aliases,kind,iso3,lat,lon,prominence,source\n\
                    Camp Zebra,,camp,SYR,35.5,36.5,5,here\n\
                    Camp Zulu,,camp,SYR,355,36.5,5,here\n";
    assert_eq!(check_tables(countries, regions, features).len(), 1);
    let (places, faults) = Places::with_tables(countries, regions, features);
    assert_eq!(faults[0].line, 3);
    assert!(places.knows("camp zebra") && !places.knows("Camp Zulu") && !places.knows("Zaatari camp"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_settles(name in "\\PC{0,24}") {
        let once = fold_name(&name);
        prop_assert_eq!(fold_name(&once), once);
    }

    #[test]
    fn any_words_are_read(
        text in "[A-Za-zé ,.'-]{0,60}",
        marks in proptest::collection::vec((0u32..70, 0u32..8, 0usize..4, any::<bool>()), 0..12),
    ) {
        let labels = ["", "GPE", "PERSON", "ORG"];
        let word = |m: &(u32, u32, usize, bool)| {
            Word { start: m.0, end: m.0 + m.1, tag: "NNP", entity: labels[m.2], begins: m.3 }
        };
        let words: Vec<Word<'_>> = marks.iter().map(word).collect();
        let passage = Passage { text: &text, words: &words };
        let mentions = find_mentions(Places::embedded(), &passage);
        let choices = resolve(Places::embedded(), &passage, &mentions, &Surroundings::default());
        prop_assert_eq!(mentions.len(), choices.len());
        for choice in choices {
            prop_assert!((0.0..=1.0).contains(&choice.confidence));
            prop_assert_eq!(choice.place.is_none(), choice.confidence == 0.0);
        }
    }
}

#[test]
fn a_folder_adds_and_replaces_rows_and_its_faults_are_its_own() {
    let folder = std::env::temp_dir().join(format!("chancery-places-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let header = "name,aliases,kind,iso3,lat,lon,prominence,source\n";
    let file = folder.join("places_features.csv");
    std::fs::write(&file, format!("{header}Camp Examplar,,camp,NER,17.5,8.5,5,own\n")).unwrap();
    let (places, faults) = Places::with_folder(&folder).unwrap();
    assert_eq!(faults, []);
    assert!(
        places.knows("Camp Examplar") && places.knows("Lyon") && !Places::embedded().knows("Camp Examplar")
    );
    std::fs::write(&file, format!("{header}Camp Examplar,,camp,QQQ,97.5,8.5,5,own\n")).unwrap();
    let (_, faults) = Places::with_folder(&folder).unwrap();
    assert!(
        faults.iter().all(|f| f.file == "places_features.csv" && f.line == 2) && !faults.is_empty(),
        "{faults:?}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(Places::with_folder(&folder).is_err());
}
