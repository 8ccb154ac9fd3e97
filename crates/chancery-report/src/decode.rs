//! Bytes to text: byte order mark, charset label, `<meta>`, then a detector.
//!
//! What is valid UTF-8 is UTF-8, whatever a label says; a label is believed otherwise.

use chancery_record::Note;
use encoding_rs::Encoding;

/// Decodes a text; `label` is what a protocol or container says of its encoding.
///
/// The notes say which encoding it was, where it was not UTF-8, and how many characters could not be
/// decoded.
pub(crate) fn decoded(bytes: &[u8], label: Option<&str>) -> (String, Vec<Note>) {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return with(&bytes[skip..], encoding, "byte order mark");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Vec::new());
    }
    if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        return with(bytes, encoding, "charset label");
    }
    if let Some(encoding) = meta_label(bytes) {
        return with(bytes, encoding, "meta element");
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return with(bytes, encoding, "its zero bytes");
    }
    if nearly_utf8(bytes) {
        return with(bytes, encoding_rs::UTF_8, "most of its bytes");
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    with(bytes, detector.guess(None, chardetng::Utf8Detection::Deny), "detector")
}

/// The bytes of a text, where decoding changed them.
pub(crate) fn unlike(bytes: Vec<u8>, text: &str) -> Option<Vec<u8>> {
    (bytes != text.as_bytes()).then_some(bytes)
}

fn with(bytes: &[u8], encoding: &'static Encoding, why: &str) -> (String, Vec<Note>) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if encoding != encoding_rs::UTF_8 || why == "most of its bytes" {
        notes.push(Note::new(format!("decoded as {} by {why}", encoding.name())));
    }
    let lost = text.matches('\u{fffd}').count();
    if lost > 0 {
        notes.push(Note::new(format!("{lost} characters could not be decoded")));
    }
    (text.into_owned(), notes)
}

/// UTF-8 with at most one broken sequence in a hundred that are not ASCII: a cut or damaged file.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 100
}

/// The charset that a `<meta>` element or an XML declaration names in the first kilobytes.
fn meta_label(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| {
        head.find("encoding=").filter(|_| head.trim_start().starts_with("<?xml")).map(|at| at + 9)
    })?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A page that could be read this far is not UTF-16, as the HTML standard has it.
    Some(if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        encoding_rs::UTF_8
    } else {
        encoding
    })
}

/// UTF-16 without a mark: every second byte of Latin text is zero.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2048) & !1];
    if head.len() < 16 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    match (zeros(0) * 10 >= half * 8, zeros(1) * 10 >= half * 8) {
        (false, true) => Some(encoding_rs::UTF_16LE),
        (true, false) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are no text at all: more than one in ten is a control character.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if Encoding::for_bom(head).is_some() || utf16_by_zeros(head).is_some() {
        return false;
    }
    let control = head
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    control * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_where_they_are_not_the_texts_own() {
        assert_eq!(unlike(b"Oslo".to_vec(), "Oslo"), None);
        assert_eq!(unlike(b"\xef\xbb\xbfOslo".to_vec(), "Oslo").unwrap().len(), 7);
    }

    #[test]
    fn labels_meta_marks_and_the_detector() {
        let latin = b"<meta charset='iso-8859-9'><p>Erdo\xf0an</p>";
        assert!(decoded(latin, None).0.contains("Erdoğan"));
        assert!(decoded(b"Erdo\xf0an", Some("windows-1254")).0.contains("Erdoğan"));
        assert_eq!(decoded(b"\xff\xfeH\0i\0", None).0, "Hi");
        let (text, notes) = decoded(
            "L’ambassadeur a quitté la réunion à Genève"
                .replace('’', "'")
                .chars()
                .map(|c| c as u8)
                .collect::<Vec<_>>()
                .as_slice(),
            None,
        );
        assert!(text.contains("quitté"), "{text}");
        assert!(notes[0].message.contains("windows-1252"));
    }

    #[test]
    fn what_is_valid_utf8_is_utf8_whatever_the_label() {
        assert_eq!(decoded("Kyïv".as_bytes(), Some("iso-8859-1")).0, "Kyïv");
    }

    #[test]
    fn undecodable_characters_are_counted() {
        let mut bytes = "Ünïcödé ".repeat(60).into_bytes();
        bytes.push(0xff);
        assert!(decoded(&bytes, None).1.iter().any(|note| note.message.starts_with("1 characters")));
    }
}
