//! Blocks: the paragraphs or lines of a plain text.
//!
//! Hard-wrapped texts are recognised by their lines: most of them end where the first word of the
//! next would not have fitted. There a line that ends early ends its paragraph. In other texts a line
//! is a paragraph, unless it stops inside a sentence and the next line goes on in lower case.

use std::borrow::Cow;
use std::ops::Range;

use chancery_record::SegmentKind;

/// What parts a block from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: both come from one paragraph.
    Inline,
    /// A line end.
    Line,
    /// An empty line, or the markup of a page.
    Blank,
}

/// What is known of a block before its words are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hint {
    /// What the markup or the batch says it is.
    pub(crate) role: Option<(SegmentKind, Cow<'static, str>)>,
    /// Whether the page extractor took it for the article's text.
    pub(crate) extracted: bool,
    /// Whether the markup makes it a heading.
    pub(crate) heading: bool,
    /// Share of its characters inside links, 0 to 1.
    pub(crate) link_share: f32,
}

/// A stretch of text that is judged as one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    /// Bytes of the view, without white space around.
    pub(crate) range: Range<usize>,
    /// What parts it from the block before.
    pub(crate) gap: Gap,
    /// What is known beforehand.
    pub(crate) hint: Hint,
}

/// The blocks of a plain text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let blank_before = n == 0 || text[lines[n - 1].end..line.start].matches('\n').count() > 1;
        if n > 0
            && !blank_before
            && goes_on(text, &lines[n - 1], line, width)
            && let Some(last) = blocks.last_mut()
        {
            last.range.end = line.end;
            continue;
        }
        let gap = if blank_before { Gap::Blank } else { Gap::Line };
        blocks.push(Block { range: line.clone(), gap, hint: Hint::default() });
    }
    blocks
}

/// Lines with something on them, trimmed.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{0c}']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let lead = line.len() - line.trim_start().len();
            lines.push(start + lead..start + lead + trimmed.len());
        }
        start += line.len();
    }
    lines
}

/// The width a text was wrapped at, in characters, if it was.
///
/// At least four fifths of the lines that do not stand before an empty line must be too full for the
/// next word, and the width must be that of a page or a mail, 45 to 200.
fn wrap_width(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let chars = |range: &Range<usize>| text[range.clone()].chars().count();
    let width = lines.iter().map(chars).max()?;
    if !(45..=200).contains(&width) {
        return None;
    }
    let mut full = 0;
    let mut all = 0;
    for pair in lines.windows(2) {
        if text[pair[0].end..pair[1].start].matches('\n').count() > 1 {
            continue;
        }
        all += 1;
        full += usize::from(is_full(text, &pair[0], &pair[1], width));
    }
    (all >= 4 && full * 5 >= all * 4).then_some(width)
}

/// Whether the first word of `next` would not have fitted behind `line`.
fn is_full(text: &str, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let word = text[next.clone()].split_whitespace().next().unwrap_or("");
    text[line.clone()].chars().count() + 1 + word.chars().count() > width
}

fn goes_on(text: &str, line: &Range<usize>, next: &Range<usize>, width: Option<usize>) -> bool {
    let (line_text, next_text) = (&text[line.clone()], &text[next.clone()]);
    if is_list_item(next_text) {
        return false;
    }
    if let Some(width) = width {
        return is_full(text, line, next, width);
    }
    let open = !line_text.ends_with(['.', '!', '?', ':', ';', '…', '"', '”', '’', '\'', ')', ']', '|', '»']);
    let lower = next_text.chars().next().is_some_and(char::is_lowercase);
    let broken = line_text.ends_with(',') || ends_in_function_word(line_text);
    let long_enough = line_text.split_whitespace().count() >= 3;
    let joins = open && long_enough && (lower || (broken && line_text.split_whitespace().count() >= 5));
    joins && super::cue::cue(line_text).is_none() && super::cue::cue(next_text).is_none()
}

fn is_list_item(text: &str) -> bool {
    text.starts_with(['•', '*', '·', '▪', '●', '►', '–', '—']) || text.starts_with("- ")
}

/// Articles, prepositions and the like, with which no line ends that is whole.
pub(crate) fn ends_in_function_word(text: &str) -> bool {
    const WORDS: [&str; 33] = [
        "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but",
        "that", "which", "who", "its", "their", "his", "her", "as", "between", "against", "into", "is",
        "are", "was", "were", "has", "have", "will",
    ];
    text.rsplit(char::is_whitespace).next().is_some_and(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        blocks(text).into_iter().map(|block| &text[block.range]).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(
            read("One is here.\nTwo is there.\n\nThree."),
            ["One is here.", "Two is there.", "Three."]
        );
    }

    #[test]
    fn a_line_that_stops_inside_a_sentence_is_joined() {
        assert_eq!(
            read("The minister of Togo met\nher counterpart in Lomé.\nThey left."),
            ["The minister of Togo met\nher counterpart in Lomé.", "They left."]
        );
        assert_eq!(read("Envoys in Oslo\nTalks stall"), ["Envoys in Oslo", "Talks stall"]);
    }

    #[test]
    fn wrapped_text_is_joined_and_short_lines_end_paragraphs() {
        let text = "The president of the republic told the assembly\nthat the army would leave the northern province\nbefore the rains\nOfficials in the capital gave no further details\nof the plan, which neighbours had asked for long\nago and which the envoy of the union had welcomed\nas a step.";
        let blocks = read(text);
        assert_eq!(blocks.len(), 2);
        assert!(blocks[1].starts_with("Officials"));
    }
}
