//! What the checker says of faulty tables: place, message and hint, all in one run.

use chancery_knowledge::{Answer, Tables, World, check};
use jiff::civil::date;

const HEADER: &str = "body,office,scope,person,title,start,end,status,source,confidence,note\n";

/// The faults of the embedded tables with one more laid over them, as text.
fn faults(path: &'static str, text: &str) -> Vec<String> {
    check(&Tables::embedded().with(path, text.to_owned())).iter().map(ToString::to_string).collect()
}

fn offices(rows: &str) -> Vec<String> {
    faults("offices/extra.csv", &format!("{HEADER}{rows}"))
}

/// The one fault of some rows begins so.
#[track_caller]
fn only(faults: &[String], begins: &str, hint: &str) {
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].starts_with(begins), "{}", faults[0]);
    assert!(faults[0].contains(hint), "{}", faults[0]);
}

#[test]
fn a_term_that_overlaps_another_is_told_with_both_places() {
    only(
        &offices(
            "FJI,foreign_minister,,Ratu Example,,2007-01-01,2007-06-01,,recalled,high,\nFJI,foreign_minister,,Adi Example,,2007-05-01,2007-08-01,,recalled,high,\n",
        ),
        "offices/extra.csv:3: Adi Example (2007-05-01..2007-08-01) and Ratu Example (2007-01-01..2007-06-01) are foreign minister of FJI at once",
        "end the earlier term (offices/extra.csv:2)",
    );
}

#[test]
fn terms_may_run_together_where_the_rows_say_so() {
    for status in ["shared", "rival", "acting"] {
        let rows = format!(
            "TON,interior_minister,,Siale One,,2007-01-01,2007-06-01,,recalled,high,\nTON,interior_minister,,Siale Two,,2007-05-01,2007-08-01,{status},recalled,high,\n"
        );
        assert_eq!(offices(&rows), Vec::<String>::new(), "{status}");
    }
}

#[test]
fn dates_too_coarse_to_tell_are_no_overlap() {
    let rows = "TON,interior_minister,,Siale One,,2005,2007,,recalled,medium,\nTON,interior_minister,,Siale Two,,2007,2009,,recalled,medium,\n";
    assert_eq!(offices(rows), Vec::<String>::new());
}

#[test]
fn every_fault_of_a_table_is_reported_in_one_run() {
    let found = offices(
        "XXX,foreign_minister,,A Person,,2001,2002,,recalled,high,\n\
         TON,chief_whip,,A Person,,2001,2002,,recalled,high,\n\
         TON,interior_minister,,A Person,,2003,2002,,recalled,high,\n\
         TON,interior_minister,,B Person,,May 2003,2004,,recalled,high,\n\
         TON,interior_minister,,C Person,,2005,2006,retired,recalled,high,\n\
         TON,interior_minister,,D Person,,2007,2008,,recalled,certain,\n\
         TON,interior_minister,,E Person,,2009,,,recalled,high,\n\
         TON,interior_minister,,F Person,,2010,2011,,,high,\n\
         TON,interior_minister,,,,2012,2013,,recalled,high,\n\
         TON,interior_minister,,G Person,,2014\n",
    );
    let begins: Vec<&str> =
        found.iter().filter_map(|fault| fault.split_once("\n").map(|(first, _)| first)).collect();
    assert_eq!(
        begins,
        [
            "offices/extra.csv:2: no country or organisation `XXX`",
            "offices/extra.csv:3: no office `chief_whip`",
            "offices/extra.csv:4: the period 2003..2002 ends before it starts",
            "offices/extra.csv:5: `May 2003` is not a date",
            "offices/extra.csv:6: `retired` is not a status",
            "offices/extra.csv:7: `certain` is not a confidence",
            "offices/extra.csv:8: a term without start or end",
            "offices/extra.csv:9: a term without source",
            "offices/extra.csv:10: a vacancy with a person, or a term without one",
            "offices/extra.csv:11: 6 cells where the header has 11",
        ]
    );
}

#[test]
fn a_table_with_another_header_is_told_what_the_header_is() {
    let found = faults("agents.csv", "noun,plural,denotes,sector,office\nenvoy,envoys,person,GOV,\n");
    assert!(found.iter().any(|fault| fault.starts_with("agents.csv:1: no column `word`")), "{found:#?}");
    assert!(found.iter().any(|fault| fault.starts_with("agents.csv:1: unknown column `noun`")), "{found:#?}");
}

#[test]
fn words_and_titles_are_checked_against_the_other_tables() {
    only(
        &faults(
            "agents.csv",
            "word,plural,denotes,sector,office\nharbourmaster,harbourmasters,person,SEA,\n",
        ),
        "agents.csv:2: `SEA` is not a sector",
        "sectors are AGR BUS",
    );
    only(
        &faults("titles.csv", "phrase,office,of,body,scope\nharbour minister,harbour_minister,state,,\n"),
        "titles.csv:2: no office `harbour_minister`",
        "office_kinds.csv",
    );
    only(
        &faults("persons.csv", "name,aliases,short,note\nNobody Atall,N. Atall,,\n"),
        "persons.csv:2: no office has a holder `Nobody Atall`",
        "add a term for the person",
    );
    only(
        &faults("loaded_words.csv", "phrase,means,stance,used_by,note\nthe grumblers,FRA,cross,nobody,\n"),
        "loaded_words.csv:2: `cross` is not a stance",
        "hostile, friendly or neutral",
    );
}

#[test]
fn a_name_that_two_claim_needs_a_preference() {
    let rows = "code,kind,sector,name,aliases,country,start,end,successor,part_of,source,note\n\
                NEWGROUP,armed_group,REB,Sahel Falcons,Boko Haram,NER,2020,,,,recalled,\n";
    let claimed = "preferences.csv:0: `boko haram` is claimed by BOKOHARAM and NEWGROUP";
    let found = faults("organisations.csv", rows);
    assert!(found.iter().any(|fault| fault.starts_with(claimed)), "{found:#?}");
    let preferred = Tables::embedded()
        .with("organisations.csv", rows)
        .with("preferences.csv", "phrase,prefer,reason\nBoko Haram,BOKOHARAM,the older\n");
    assert_eq!(check(&preferred), []);
}

#[test]
fn a_row_laid_over_another_takes_its_place_and_withdrawn_takes_it_away() {
    let row = |end: &str, status: &str| {
        format!(
            "{HEADER}FRA,foreign_minister,,Jean-Yves Le Drian,,2017-05-17,{end},{status},recalled,high,\n"
        )
    };
    let on = date(2018, 6, 1);
    let answer = |text: String| {
        let world = World::load(&Tables::embedded().with("offices/mine.csv", text)).unwrap();
        let post = world.post("foreign minister", world.body("FRA").unwrap()).unwrap();
        world.holder(post, on)
    };
    assert!(matches!(answer(row("2022-05-20", "")), Answer::Held(_)));
    assert_eq!(answer(row("2018-05-20", "")), Answer::Unknown);
    assert_eq!(answer(row("2022-05-20", "withdrawn")), Answer::Unknown);
}

#[test]
fn a_folder_is_read_in_place_of_nothing_else() {
    let folder = std::env::temp_dir().join(format!("chancery-tables-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("offices")).unwrap();
    std::fs::write(folder.join("notes.txt"), "not a table").unwrap();
    std::fs::write(
        folder.join("offices/mine.csv"),
        format!("{HEADER}TON,justice_minister,,Siale Tester,,2007-01-01,2008-01-01,,recalled,high,\n"),
    )
    .unwrap();
    let world = World::load(&Tables::embedded().with_folder(&folder).unwrap()).unwrap();
    assert_eq!(world.persons_named("Siale Tester").len(), 1);
    std::fs::remove_dir_all(&folder).unwrap();
    let missing = Tables::embedded().with_folder(&folder).unwrap_err();
    assert!(missing.is_io());
    assert!(missing.to_string().contains("chancery-tables-"), "{missing}");
}
