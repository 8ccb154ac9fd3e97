//! Small closed word classes of reference: pronouns, honorifics, words that point back.

/// Closed classes, asked by lower-case word.
pub(super) struct Lexical;

/// Prepositions of place and way.
pub(super) fn is_locative(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "at"
            | "to"
            | "from"
            | "near"
            | "outside"
            | "around"
            | "through"
            | "via"
            | "into"
            | "toward"
            | "towards"
            | "across"
            | "over"
            | "inside"
            | "within"
            | "throughout"
            | "along"
            | "off"
            | "on"
            | "onto"
    )
}

/// Whether a name is that of an idea or a paper, which does nothing: "Brexit", "Marxism", "the Clean Air Act".
pub(super) fn is_name_of_idea(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let is_doctrine =
        ["exit", "ism", "gate"].iter().any(|end| last.len() > end.len() + 1 && last.ends_with(end));
    is_doctrine && !name.contains(' ')
        || matches!(
            last.as_str(),
            "act"
                | "bill"
                | "law"
                | "treaty"
                | "constitution"
                | "article"
                | "amendment"
                | "protocol"
                | "directive"
                | "decree"
                | "resolution"
                | "declaration"
                | "referendum"
                | "accord"
                | "agreement"
        )
        // "the Orange Order" is a brotherhood.
        || last == "order" && (!name.contains(' ') || name.to_lowercase().ends_with("executive order"))
}

/// Whether one word of so many letters is the other with one letter wrong, missing or too many, or two that changed
/// places.
pub(super) fn is_slip(one: &str, other: &str, shortest: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a == b || a.len().min(b.len()) < shortest || a.first() != b.first() {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => *a == b[1..],
        std::cmp::Ordering::Greater => a[1..] == *b,
        std::cmp::Ordering::Equal => {
            let is_swapped = a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
            a[1..] == b[1..] || is_swapped
        }
    }
}

/// Particles that make the name after them one's father's: "Karim bin Rezai" is not Rezai.
pub(super) fn is_patronymic(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "bin" | "ibn" | "ben" | "bint" | "ould" | "ag" | "uld")
}

/// Verbs of going somewhere.
pub(super) fn is_motion(lemma: &str) -> bool {
    matches!(
        lemma,
        "travel"
            | "fly"
            | "go"
            | "come"
            | "return"
            | "flee"
            | "head"
            | "move"
            | "march"
            | "drive"
            | "sail"
            | "arrive"
            | "depart"
            | "leave"
            | "escape"
            | "journey"
            | "walk"
            | "cross"
            | "emigrate"
            | "visit"
            | "trip"
            | "flight"
            | "travels"
    )
}

/// Adjectives of more than one country, or of another than the place's.
pub(crate) fn is_of_region(word: &str) -> bool {
    matches!(
        word,
        "european"
            | "african"
            | "asian"
            | "arab"
            | "western"
            | "eastern"
            | "gulf"
            | "balkan"
            | "nordic"
            | "baltic"
            | "caribbean"
            | "pacific"
            | "muslim"
            | "islamic"
            | "christian"
            | "jewish"
            | "international"
            | "foreign"
            | "regional"
            | "multinational"
            | "global"
            | "allied"
            | "coalition"
            | "un"
            | "u.n."
            | "world"
            | "latin"
    )
}

/// Nouns of parts of the earth, which "of" joins to their name or their country.
pub(super) fn is_area(lemma: &str) -> bool {
    matches!(
        lemma,
        "city"
            | "town"
            | "village"
            | "capital"
            | "province"
            | "region"
            | "district"
            | "area"
            | "part"
            | "east"
            | "west"
            | "north"
            | "south"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "outskirt"
            | "outskirts"
            | "suburb"
            | "countryside"
            | "coast"
            | "island"
            | "centre"
            | "center"
            | "heart"
            | "state"
            | "port"
            | "camp"
            | "neighbourhood"
            | "neighborhood"
            | "territory"
            | "enclave"
            | "stronghold"
            | "quarter"
            | "county"
            | "most"
            | "rest"
            | "side"
            | "street"
            | "republic"
            | "valley"
            | "peninsula"
            | "municipality"
            | "resort"
            | "interior"
    )
}

/// Words that join a state to what is not its own: "US-backed", "Russian-made".
pub(super) fn is_only_related(participle: &str) -> bool {
    matches!(
        participle,
        "backed"
            | "made"
            | "built"
            | "supplied"
            | "funded"
            | "sponsored"
            | "trained"
            | "allied"
            | "supported"
            | "armed"
            | "occupied"
            | "style"
            | "designed"
            | "speaking"
            | "controlled"
            | "held"
            | "brokered"
            | "mediated"
            | "born"
            | "imposed"
            | "friendly"
            | "linked"
            | "aligned"
            | "inspired"
            | "financed"
            | "equipped"
    )
}

/// Verbs and nouns of taking away, whose "from" says whence.
pub(super) fn is_removal(lemma: &str) -> bool {
    matches!(
        lemma,
        "withdraw"
            | "withdrawal"
            | "pull"
            | "pullout"
            | "remove"
            | "removal"
            | "evacuate"
            | "evacuation"
            | "expel"
            | "expulsion"
            | "deport"
            | "flee"
            | "return"
            | "escape"
            | "retreat"
            | "oust"
            | "drive"
            | "free"
    )
}

/// Verbs by which a state has its forces somewhere: their object is its own.
pub(super) fn is_posting(lemma: &str) -> bool {
    matches!(
        lemma,
        "contribute"
            | "send"
            | "deploy"
            | "redeploy"
            | "withdraw"
            | "pull"
            | "keep"
            | "station"
            | "dispatch"
            | "mass"
            | "recall"
            | "commit"
            | "mobilise"
            | "mobilize"
            | "rotate"
            | "maintain"
            | "move"
            | "reinforce"
            | "offer"
            | "bring"
            | "lose"
            | "order"
            | "place"
            | "put"
    )
}

/// Nouns for what stands to another: a possessor has them, and they are not of it.
pub(super) fn is_relational(lemma: &str) -> bool {
    matches!(
        lemma,
        "ally"
            | "rival"
            | "enemy"
            | "foe"
            | "neighbour"
            | "neighbor"
            | "partner"
            | "opponent"
            | "critic"
            | "adversary"
            | "counterpart"
            | "supporter"
            | "backer"
            | "proxy"
            | "predecessor"
            | "successor"
            | "friend"
            | "victim"
            | "target"
            | "donor"
            | "guest"
            | "host"
            | "interlocutor"
            | "patron"
            | "sponsor"
    )
}

/// Nouns that can stand for an organisation named before: "the group".
pub(super) fn is_word_for_group(lemma: &str) -> bool {
    matches!(
        lemma,
        "group"
            | "organisation"
            | "organization"
            | "movement"
            | "militia"
            | "faction"
            | "network"
            | "alliance"
            | "party"
            | "bloc"
            | "coalition"
            | "force"
    )
}

/// Nouns for armed men without a state, alike enough to point back to each other.
pub(super) fn is_word_for_armed_men(lemma: &str) -> bool {
    matches!(
        lemma,
        "militant"
            | "rebel"
            | "insurgent"
            | "terrorist"
            | "fighter"
            | "jihadist"
            | "jihadi"
            | "guerrilla"
            | "gunman"
            | "extremist"
            | "separatist"
            | "militiaman"
    )
}

/// Prepositions that say where something happens, not whither.
pub(super) fn is_setting(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "at"
            | "near"
            | "inside"
            | "across"
            | "outside"
            | "around"
            | "throughout"
            | "on"
            | "within"
            | "off"
            | "along"
    )
}

/// Verbs whose parties come from different states where they are people in office.
pub(crate) fn is_encounter(verb: &str) -> bool {
    matches!(verb, "host" | "receive" | "welcome" | "greet" | "meet" | "visit" | "fete")
}

/// Nouns that only ever point to a state named before.
pub(super) fn is_word_for_state(lemma: &str) -> bool {
    matches!(lemma, "country" | "nation" | "state" | "kingdom" | "republic" | "homeland")
}

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PronounKind {
    /// One human being.
    Person,
    /// A state, body or thing.
    Thing,
    /// Several, or a body taken as its people.
    Many,
    /// The speaker.
    Speaker,
    /// The speaker and his side.
    SpeakersSide,
}

impl Lexical {
    pub(super) fn pronoun(word: &str) -> Option<PronounKind> {
        Some(match word {
            "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => PronounKind::Person,
            "it" | "its" | "itself" => PronounKind::Thing,
            "they" | "them" | "their" | "theirs" | "themselves" => PronounKind::Many,
            "i" | "me" | "my" | "mine" | "myself" => PronounKind::Speaker,
            "we" | "us" | "our" | "ours" | "ourselves" => PronounKind::SpeakersSide,
            _ => return None,
        })
    }

    pub(super) fn is_female(word: &str) -> bool {
        matches!(word, "she" | "her" | "hers" | "herself" | "mrs" | "mrs." | "ms" | "ms." | "madam")
    }

    pub(super) fn is_male(word: &str) -> bool {
        matches!(word, "he" | "him" | "his" | "himself" | "mr" | "mr." | "sir")
    }

    /// Whether a word says that somebody is a woman; nothing where it says neither.
    pub(super) fn gender(word: &str) -> Option<bool> {
        let is_woman = Self::is_female(word)
            || matches!(
                word,
                "queen"
                    | "princess"
                    | "woman"
                    | "girl"
                    | "mother"
                    | "sister"
                    | "daughter"
                    | "wife"
                    | "widow"
                    | "actress"
                    | "spokeswoman"
                    | "chairwoman"
                    | "businesswoman"
                    | "congresswoman"
                    | "policewoman"
                    | "empress"
                    | "duchess"
                    | "lady"
                    | "niece"
                    | "aunt"
                    | "nun"
                    | "miss"
            );
        let is_man = Self::is_male(word)
            || matches!(
                word,
                "king"
                    | "prince"
                    | "man"
                    | "boy"
                    | "father"
                    | "brother"
                    | "son"
                    | "husband"
                    | "spokesman"
                    | "chairman"
                    | "businessman"
                    | "congressman"
                    | "policeman"
                    | "emperor"
                    | "sultan"
                    | "emir"
                    | "sheikh"
                    | "pope"
                    | "imam"
                    | "ayatollah"
                    | "lord"
                    | "uncle"
                    | "nephew"
                    | "archbishop"
                    | "cardinal"
                    | "mullah"
                    | "duke"
            );
        (is_woman || is_man).then_some(is_woman)
    }

    pub(super) fn is_honorific(word: &str) -> bool {
        matches!(
            word.trim_end_matches('.'),
            "Mr" | "Mrs"
                | "Ms"
                | "Miss"
                | "Dr"
                | "Prof"
                | "Sir"
                | "Lord"
                | "Lady"
                | "Sheikh"
                | "Sayyid"
                | "Seyed"
                | "Hojatoleslam"
                | "Ayatollah"
                | "Mullah"
                | "Gen"
                | "Lt"
                | "Col"
                | "Maj"
                | "Capt"
                | "Brig"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Hon"
                | "HE"
                | "General"
                | "Colonel"
                | "Major"
                | "Captain"
                | "Lieutenant"
                | "Brigadier"
                | "Admiral"
                | "Senator"
                | "Governor"
                | "King"
                | "Queen"
                | "Prince"
                | "Princess"
                | "Emir"
                | "Sultan"
                | "Pope"
                | "Archbishop"
                | "Cardinal"
                | "Bishop"
        )
    }

    pub(super) fn is_former(word: &str) -> bool {
        matches!(word, "former" | "ex" | "then" | "ousted" | "deposed" | "late" | "outgoing" | "ex-")
    }

    /// Nouns that stand for parties just named.
    pub(super) fn points_to_parties(lemma: &str) -> bool {
        matches!(
            lemma,
            "side"
                | "party"
                | "country"
                | "state"
                | "nation"
                | "neighbour"
                | "neighbor"
                | "government"
                | "capital"
                | "ally"
                | "rival"
                | "leader"
                | "minister"
                | "diplomat"
                | "president"
                | "official"
                | "counterpart"
                | "guarantor"
                | "delegation"
                | "power"
                | "man"
                | "pair"
                | "two"
                | "duo"
                | "latter"
                | "former"
        )
    }

    pub(super) fn small_number(word: &str) -> Option<u32> {
        Some(match word {
            "one" | "1" => 1,
            "two" | "2" => 2,
            "three" | "3" => 3,
            "four" | "4" => 4,
            "five" | "5" => 5,
            "six" | "6" => 6,
            _ => return None,
        })
    }
}
