//! Which language a report is in: the crate `whatlang` on its body, else what its metadata says.

use std::borrow::Cow;

use chancery_record::{Language, Provenance};
use whatlang::Lang;

/// Shortest text, in letters, that the detector's word is taken for against the metadata.
const LONG_ENOUGH: usize = 120;

/// The language of a body, given what metadata says.
pub(crate) fn language(body: &str, said: &[(Provenance, String)]) -> Language {
    let said = said.iter().find_map(|(from, value)| Some((from, code(value)?)));
    let letters = body.chars().filter(|c| c.is_alphabetic()).count();
    let guess = whatlang::detect(&body[..body.char_indices().nth(4000).map_or(body.len(), |(at, _)| at)]);
    let english = reads_as_english(body);
    match (guess, said) {
        _ if english => Language { code: Cow::Borrowed("en"), from: Provenance::Text },
        (Some(guess), _) if letters >= LONG_ENOUGH && guess.is_reliable() => {
            Language { code: iso_639(guess.lang()), from: Provenance::Text }
        }
        (_, Some((from, code))) => Language { code: Cow::Owned(code), from: from.clone() },
        (Some(guess), None) if guess.is_reliable() || letters >= LONG_ENOUGH => {
            Language { code: iso_639(guess.lang()), from: Provenance::Text }
        }
        _ => Language { code: Cow::Borrowed("und"), from: Provenance::Text },
    }
}

/// Whether one word in seven is among the commonest English function words, none of which is common
/// in another language in this spelling. The detector works on letter triples and errs on short texts
/// full of foreign names; these words do not.
fn reads_as_english(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "the", "of", "and", "to", "that", "with", "was", "said", "for", "has", "have", "by", "from", "been",
        "their", "which", "would", "were", "after", "this", "its", "his", "they", "between", "is", "are",
    ];
    let (mut all, mut function) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(600) {
        all += 1;
        function += usize::from(WORDS.contains(&word.to_lowercase().as_str()));
    }
    all >= 5 && function >= 2 && function * 7 >= all
}

/// ISO 639-1 of a code, tag, locale or English name, as metadata writes it.
fn code(value: &str) -> Option<String> {
    let value = value.trim().to_lowercase();
    let head = value.split(['-', '_', ',', ';', ' ']).next()?;
    if head.len() == 2 && head.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(head.to_owned());
    }
    let lang = Lang::from_code(head)
        .or_else(|| Lang::all().iter().copied().find(|lang| lang.eng_name().eq_ignore_ascii_case(head)))?;
    Some(iso_639(lang).into_owned())
}

/// The code that outputs use: ISO 639-1, or ISO 639-3 where there is none (Library of Congress lists).
fn iso_639(lang: Lang) -> Cow<'static, str> {
    Cow::Borrowed(match lang {
        Lang::Eng => "en",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Tur => "tr",
        Lang::Rus => "ru",
        Lang::Heb => "he",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Hin => "hi",
        Lang::Urd => "ur",
        Lang::Ukr => "uk",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Ell => "el",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Aze => "az",
        Lang::Uzb => "uz",
        Lang::Tuk => "tk",
        Lang::Ben => "bn",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Mar => "mr",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Kan => "kn",
        Lang::Mal => "ml",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Ori => "or",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Jav => "jv",
        Lang::Tgl => "tl",
        Lang::Mya => "my",
        Lang::Khm => "km",
        Lang::Amh => "am",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Cat => "ca",
        Lang::Lat => "la",
        Lang::Epo => "eo",
        Lang::Yid => "yi",
        Lang::Bel => "be",
        other => other.code(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_english_with_foreign_names_is_english() {
        let text = "Nursultan Tokayev met Kurmanbek Zhaparov in Bishkek, the press service said.";
        assert_eq!(language(text, &[]).code, "en");
    }

    #[test]
    fn other_languages_are_named() {
        let german = "Der Außenminister hat am Montag in Berlin mit seinem Amtskollegen über die Lage im Sudan gesprochen. Die Gespräche sollen am Dienstag fortgesetzt werden.";
        assert_eq!(language(german, &[(Provenance::JsonLd, "en".to_owned())]).code, "de");
    }

    #[test]
    fn metadata_speaks_where_the_text_is_too_short() {
        let said = [(Provenance::Column("language".to_owned()), "eng".to_owned())];
        assert_eq!(language("Oslo.", &said).code, "en");
        assert_eq!(language("", &[]).code, "und");
    }
}
