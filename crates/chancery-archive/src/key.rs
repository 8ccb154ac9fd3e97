//! Names of events and occurrences, made from content: the same record has the same name in every
//! archive, whatever was read before it.

use chancery_record::{Event, Statement, wire};
use sha2::{Digest, Sha256};

/// Hexadecimal digits of a key: 64 bits, so that a million events clash with a chance of one in forty
/// million.
const KEY_BYTES: usize = 8;

/// The key of `event` in the state `content` of a report: of all that the record says, without the id
/// that the coder gave it. `nth` tells apart events of one revision that say the same.
pub(crate) fn of_event(report: &str, content: &str, event: &Event, nth: usize) -> String {
    let nameless = Event { id: String::new(), ..event.clone() };
    digest("e", &[report, content, &wire::text_from_event(&nameless), &nth.to_string()])
}

/// The key of `statement`, as [`of_event`].
pub(crate) fn of_statement(report: &str, content: &str, statement: &Statement, nth: usize) -> String {
    let nameless = Statement { id: String::new(), ..statement.clone() };
    digest("s", &[report, content, &wire::text_from_statement(&nameless), &nth.to_string()])
}

/// The key of the occurrence whose first event has the key `first`.
pub(crate) fn of_occurrence(first: &str) -> String {
    format!("o{}", first.strip_prefix('e').unwrap_or(first))
}

/// The key of the event that an occurrence is named after.
pub(crate) fn first_event(occurrence: &str) -> String {
    format!("e{}", occurrence.strip_prefix('o').unwrap_or(occurrence))
}

/// The digest of parts, each closed off from the next.
pub(crate) fn digest(prefix: &str, parts: &[&str]) -> String {
    let hash = sum(parts);
    let digits: String = hash[..KEY_BYTES].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{prefix}{digits}")
}

/// SHA-256 of parts, each closed off from the next, in hexadecimal.
pub(crate) fn long_digest(parts: &[&str]) -> String {
    sum(parts).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sum(parts: &[&str]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrence_names_its_first_event() {
        for event in ["e0123456789abcdef", "eee23456789abcdef", "eeeeeeeeeeeeeeeee"] {
            let occurrence = of_occurrence(event);
            assert_eq!(occurrence.len(), event.len());
            assert_eq!(first_event(&occurrence), event);
        }
    }

    #[test]
    fn parts_are_closed_off_from_each_other() {
        assert_ne!(digest("e", &["ab", "c"]), digest("e", &["a", "bc"]));
    }
}
