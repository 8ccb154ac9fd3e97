//! Spaces, line ends, hyphens at line ends, quotation marks: one form of each.
//!
//! Typographic quotes become ASCII ones because the parser's training text has mostly those; the map
//! back to the raw text keeps what was written.

use std::ops::Range;

use chancery_record::{Repair, RepairKind};

use crate::mapped::{Edit, Mapped};

/// The text with single spaces and ASCII quotes, on one line.
pub(crate) fn normalised(mapped: &Mapped, repairs: &mut Vec<Repair>) -> Mapped {
    let dehyphenated = mapped.edited(&hyphen_edits(mapped.text()), repairs);
    dehyphenated.edited(&edits(dehyphenated.text()), repairs)
}

/// A soft hyphen anywhere, or a hyphen between lower-case letters at the end of a line.
///
/// `pre-\nvious` becomes `previous`, but `anti-\nterror` would lose its hyphen too, so the hyphen is
/// kept after the usual combining forms.
fn hyphen_edits(text: &str) -> Vec<Edit> {
    const COMBINING: [&str; 22] = [
        "anti", "pro", "non", "post", "inter", "intra", "multi", "co", "ex", "self", "cease", "mid",
        "counter", "semi", "cross", "vice", "long", "short", "high", "low", "two", "three",
    ];
    let mut edits = Vec::new();
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('-') {
        let after = &text[at + 1..];
        let rest = after.trim_start_matches([' ', '\t', '\r']);
        let Some(line) = rest.strip_prefix('\n') else { continue };
        let next = line.trim_start();
        let before_is_lower = at > 0 && bytes[at - 1].is_ascii_lowercase();
        if !before_is_lower
            || !next.starts_with(|c: char| c.is_lowercase())
            || line.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
        {
            continue;
        }
        let word_start = text[..at]
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let next_start = text.len() - next.len();
        let keep = COMBINING.contains(&text[word_start..at].to_lowercase().as_str());
        let range = if keep { at + 1..next_start } else { at..next_start };
        edits.push(Edit { range, with: "", kind: RepairKind::Dehyphenated });
    }
    edits
}

/// What a run of white space, an invisible character or a quote becomes.
fn edits(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut space: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_whitespace() || is_control(c) {
            match &mut space {
                Some(run) => run.end = end,
                None => space = Some(at..end),
            }
            continue;
        }
        flush_space(text, space.take(), &mut edits);
        if is_invisible(c) {
            edits.push(Edit { range: at..end, with: "", kind: RepairKind::Spaces });
        } else if let Some(with) = plain_quote(c) {
            edits.push(Edit { range: at..end, with, kind: RepairKind::Quotes });
        }
    }
    flush_space(text, space.take(), &mut edits);
    edits
}

fn flush_space(text: &str, run: Option<Range<usize>>, edits: &mut Vec<Edit>) {
    let Some(run) = run else { return };
    let was = &text[run.clone()];
    if was != " " {
        let kind = if was.contains('\n') { RepairKind::Unwrapped } else { RepairKind::Spaces };
        edits.push(Edit { range: run, with: " ", kind });
    }
}

fn is_control(c: char) -> bool {
    c.is_control()
}

/// Zero-width and directional characters, soft hyphen, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn plain_quote(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' => "\"",
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' | 'ʼ' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        normalised(&Mapped::identity(text), &mut Vec::new()).text().to_owned()
    }

    #[test]
    fn spaces_quotes_and_invisible_characters() {
        assert_eq!(clean("Oslo\u{a0}said  it\u{200b} “would\tact”"), "Oslo said it \"would act\"");
        assert_eq!(clean("Malawi’s envoy"), "Malawi's envoy");
    }

    #[test]
    fn hyphens_at_line_ends() {
        assert_eq!(clean("the pre-\nvious talks"), "the previous talks");
        assert_eq!(clean("the anti-\nterror law"), "the anti-terror law");
        assert_eq!(clean("Bosnia-\nHerzegovina"), "Bosnia- Herzegovina");
        assert_eq!(clean("so-\n\ncalled"), "so- called");
    }
}
