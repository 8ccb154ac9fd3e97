//! How a parse is printed.

use std::borrow::Cow;
use std::io::{self, Write};

use chancery_nlp::Doc;
use serde_json::{Value, json};

/// A table: sentences apart, columns aligned.
pub(crate) fn write_table(doc: &Doc, id: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {id}")?;
    for sentence in doc.sentences() {
        let rows: Vec<[String; 8]> = sentence.clone().map(|token| row(doc, token, sentence.start)).collect();
        let mut widths = [0; 8];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        writeln!(out)?;
        for row in &rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width + 2 - cell.chars().count()));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    writeln!(out)
}

fn row(doc: &Doc, token: usize, from: usize) -> [String; 8] {
    let word = doc.word(token);
    let shown = if doc.is_space(token) { word.escape_default().to_string() } else { word.to_owned() };
    let (iob, kind) = doc.entity_tag(token);
    [
        (token - from + 1).to_string(),
        shown,
        doc.lemma(token).escape_debug().to_string(),
        doc.tag(token).to_owned(),
        doc.pos(token).to_owned(),
        if doc.is_root(token) { "0".into() } else { (doc.head(token) + 1).saturating_sub(from).to_string() },
        doc.dep(token).to_owned(),
        if iob == "O" { String::new() } else { format!("{iob}-{kind}") },
    ]
}

/// CoNLL-U: UPOS and Penn tags, spaCy's dependency labels, entities in MISC. White space tokens,
/// which CoNLL-U does not know, are left out, and what hangs on them hangs on the root.
pub(crate) fn write_conllu(doc: &Doc, id: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", one_line(id))?;
    for (number, sentence) in doc.sentences().iter().enumerate() {
        let words: Vec<usize> = sentence.clone().filter(|&t| !doc.is_space(t)).collect();
        if words.is_empty() {
            continue;
        }
        writeln!(out, "# sent_id = {}", number + 1)?;
        writeln!(out, "# text = {}", one_line(doc.words(words[0]..words[words.len() - 1] + 1)))?;
        let number_of = |token: usize| words.binary_search(&token).map_or(0, |at| at + 1);
        for &token in &words {
            let misc = misc(doc, token);
            let head = if doc.is_root(token) { 0 } else { number_of(doc.head(token)) };
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{}",
                number_of(token),
                one_line(doc.word(token)),
                or_blank(doc.lemma(token)),
                or_blank(doc.pos(token)),
                or_blank(doc.tag(token)),
                or_blank(doc.morph(token)),
                or_blank(doc.dep(token)),
                or_blank(&misc),
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn or_blank(text: &str) -> Cow<'_, str> {
    if text.is_empty() { Cow::Borrowed("_") } else { one_line(text) }
}

/// The last column: whether no space follows, and the entity.
fn misc(doc: &Doc, token: usize) -> String {
    let space = if doc.has_space_after(token) { "" } else { "SpaceAfter=No" };
    match doc.entity_tag(token) {
        ("O", _) => space.to_owned(),
        (iob, kind) if space.is_empty() => format!("NER={iob}-{kind}"),
        (iob, kind) => format!("{space}|NER={iob}-{kind}"),
    }
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(text.replace(['\n', '\r', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// One JSON object: `id`, `text`, and tokens with the fields of spaCy's annotation. `start` and
/// `end` count Unicode code points, `bstart` and `bend` UTF-8 bytes; `head` is a token number, a
/// root's its own.
pub(crate) fn write_jsonl(doc: &Doc, id: &str, out: &mut impl Write) -> io::Result<()> {
    let bounds: Vec<usize> = (0..doc.len()).flat_map(|t| [doc.bytes(t).start, doc.bytes(t).end]).collect();
    let chars = doc.char_offsets(&bounds);
    let tokens: Vec<Value> = (0..doc.len())
        .map(|token| {
            let (iob, kind) = doc.entity_tag(token);
            json!({
                "i": token,
                "start": chars[2 * token],
                "end": chars[2 * token + 1],
                "bstart": bounds[2 * token],
                "bend": bounds[2 * token + 1],
                "text": doc.word(token),
                "tag": doc.tag(token),
                "pos": doc.pos(token),
                "lemma": doc.lemma(token),
                "dep": doc.dep(token),
                "head": doc.head(token),
                "ent_iob": iob,
                "ent_type": kind,
                "is_sent_start": doc.starts_sentence(token),
                "morph": doc.morph(token),
            })
        })
        .collect();
    serde_json::to_writer(&mut *out, &json!({"id": id, "text": doc.text(), "tokens": tokens}))?;
    writeln!(out)
}
