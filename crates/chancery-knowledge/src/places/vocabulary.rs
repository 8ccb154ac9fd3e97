//! Words around place names that tell what the name stands for there. Written for this project.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Candidate, Places};

type WordSet = LazyLock<HashSet<&'static str>>;

macro_rules! word_set {
    ($words:expr) => {
        LazyLock::new(|| $words.split(' ').collect())
    };
}

/// Nouns for a kind of place: "the town of Zabadani", "Idlib province".
pub(super) fn is_place_noun(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "town towns city cities village villages hamlet province provinces state states region regions \
    district districts county counties governorate governorates municipality suburb suburbs neighborhood \
    neighbourhood island islands peninsula port capital outskirts prefecture oblast canton department \
    parish township settlement enclave exclave camp camps countryside border valley river coast \
    mountains desert territory subdistrict borough commune emirate barangay barangays area areas airport \
    airbase crossing strait highlands"
    );
    WORDS.contains(word)
}

/// Nouns and adverbs of place that "of" joins to a name: "north of", "parts of", "people of".
pub(super) fn joins_with_of(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "north south east west northeast northwest southeast southwest parts part centre center heart edge \
    residents people rest most miles km kilometers kilometres invasion siege liberation occupation mayor \
    governor government president inhabitants shores control out half republic kingdom much all banks \
    skies streets bombing battle square squares beaches bridge defenders fall capture conquest ruins \
    harbour harbor soil waters citizens north-east north-west south-east south-west interior population \
    breadth length king emir sultan queen"
    );
    is_place_noun(word) || WORDS.contains(word)
}

/// Prepositions that put something somewhere, and verbs whose object is a place.
pub(super) fn is_locative(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "in at near from to into around outside inside across towards toward throughout via between within \
    through over leaving visited entered reached left took retook recaptured captured seized bombed \
    shelled besieged stormed raided attacked held shook struck hit liberated surrounded evacuated fled \
    controls controlled defended overran occupied invaded occupies crossed toured pounded beyond off \
    against"
    );
    WORDS.contains(word)
}

/// Words that may stand between a preposition or place noun and the name: "in the far northern X".
pub(super) fn may_intervene(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "the northern southern eastern western central north south east west northeastern northwestern \
    southeastern southwestern northeast northwest southeast southwest upper lower greater downtown \
    nearby neighboring neighbouring far rural regional remote inner outer mainland war-torn besieged \
    occupied sub saharan - coastal both mid"
    );
    WORDS.contains(word)
}

/// Nouns that a place lends its name to without being meant: a virus, a treaty, a newspaper.
pub(super) fn is_named_after(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "virus viruses ebolavirus disease syndrome fever flu hemorrhagic haemorrhagic strain strains \
    encephalitis agreement agreements accord accords convention conventions treaty protocol protocols \
    declaration memorandum charter initiative act times post herald tribune gazette journal telegraph \
    chronicle examiner globe university college bank united fc cup marathon airlines airways daily news \
    press"
    );
    WORDS.contains(word)
}

/// Diseases and their carriers, named after the places where they were first seen.
pub(super) fn is_malady(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "virus viruses ebolavirus disease syndrome fever flu hemorrhagic haemorrhagic strain encephalitis"
    );
    WORDS.contains(word)
}

/// Heads of public bodies: a place before one is the place that it serves ("the California
/// Department of Health", "the U.S. Army").
pub(super) fn is_public_body(word: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "department departments ministry army navy police government embassy center centers centre centres \
    food environmental national federal force forces council court parliament senate congress authority \
    board agency administration commission committee school district hospital unified supreme hall \
    consulate cabinet coast marine marines military treasury state secretary health central provincial \
    regional defense defence foreign interior mission delegation airport international house assembly \
    agriculture security justice fisheries pollution republican democratic legislature sheriff city \
    county sanitation municipality governorate operations"
    );
    WORDS.contains(word)
}

/// Given names that are also countries: before a surname they are no country.
pub(super) fn is_given_name(folded: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "chad jordan georgia israel china india kenya malta cuba america asia ireland holland france cyprus \
    paris london sydney victoria florence milan austin dallas houston jackson virginia carolina dakota \
    montana savannah charlotte madison lincoln santiago sofia adelaide vienna brooklyn chelsea devon \
    kent regina lourdes troy tyler warren wayne"
    );
    WORDS.contains(folded)
}

/// Ordinary words that some village also bears: only a place noun or a qualifier makes them places.
pub(super) fn is_ordinary(folded: &str) -> bool {
    static WORDS: WordSet = word_set!(
        "of the a an and in on at to by for he she it we they i you this that these those but or as is no not \
    president minister ministry general colonel police army government parliament council senate \
    congress house court union republic federation state states united democratic national international \
    central north south east west northern southern eastern western monday tuesday wednesday thursday \
    friday saturday sunday january february march april may june july august september october november \
    december god islam christian allah king queen prince university college school hospital center \
    centre institute department bank party front brigade force forces guard security foreign defense \
    defence interior justice health human rights watch media news agency press times post mr mrs ms dr \
    sir lord lady world earth new old great green red black white blue many most all some one two three \
    first second last spring summer autumn winter english french german church street road park square \
    bay hotel club best same here there why what when where who how my our his her their its if so also \
    since after before while both other others such part can will are was be do did has have had from \
    with more less only over under about into out up down then than now yet secretary director governor \
    mayor ambassador envoy spokesman spokeswoman chairman miss deputy chief region province district \
    county city town village island capital ebola internet web covid commission committee agriculture \
    resources environment natural service services office board law act treaty"
    );
    WORDS.contains(folded)
}

const PREFIXES: [&str; 14] = [
    "city of ",
    "town of ",
    "village of ",
    "province of ",
    "state of ",
    "county of ",
    "district of ",
    "region of ",
    "governorate of ",
    "republic of ",
    "port of ",
    "island of ",
    "greater ",
    "municipality of ",
];
const SUFFIXES: [&str; 28] = [
    " province",
    " state",
    " region",
    " district",
    " county",
    " governorate",
    " city",
    " town",
    " village",
    " international airport",
    " airport",
    " air base",
    " airbase",
    " naval base",
    " river",
    " valley",
    " island",
    " islands",
    " bay",
    " prefecture",
    " parish",
    " oblast",
    " peninsula",
    " city council",
    " camp",
    " border",
    " refugee camp",
    " municipality",
];
const DIRECTIONS: [&str; 22] = [
    "northern ",
    "southern ",
    "eastern ",
    "western ",
    "north ",
    "south ",
    "east ",
    "west ",
    "central ",
    "upper ",
    "lower ",
    "northeastern ",
    "northwestern ",
    "southeastern ",
    "southwestern ",
    "northeast ",
    "northwest ",
    "southeast ",
    "southwest ",
    "downtown ",
    "mid ",
    "mainland ",
];

/// The candidates of a phrase: of the phrase itself, else without a generic word ("Sumatra Province",
/// "City of Aden"), else without a direction ("Eastern Aleppo").
pub(super) fn candidates(places: &Places, phrase: &str) -> Vec<Candidate> {
    let whole = places.lookup(phrase);
    if !whole.is_empty() {
        return whole;
    }
    let key = super::fold_name(phrase);
    let shorter = [
        PREFIXES.iter().find_map(|p| key.strip_prefix(p)),
        SUFFIXES.iter().find_map(|s| key.strip_suffix(s)),
        DIRECTIONS.iter().find_map(|d| key.strip_prefix(d)),
    ];
    let found =
        shorter.into_iter().flatten().map(|rest| places.lookup_folded(rest, false)).find(|f| !f.is_empty());
    found.unwrap_or_default()
}
