//! The table of actions of a transition system, from the model's `moves` file
//! (`spacy/pipeline/_parser_internals/transition_system.pyx`, `initialize_actions`).

use std::collections::BTreeMap;

use rmpv::Value;

use crate::error::{Error, Result};

/// One action: what it does, and the label it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    /// The number of the action type in the file.
    pub(crate) action: u8,
    /// Empty for actions without a label.
    pub(crate) label: String,
}

/// Reads the actions in the order of the network's outputs: by action type, then by falling
/// frequency, labels of equal frequency in falling order; labels added later (negative frequency)
/// after all others, each with all its action types at once.
pub(crate) fn read(mut bytes: &[u8]) -> Result<Vec<Move>> {
    let corrupt = |what: &str| Error::damaged(format!("is not a table of actions ({what})"));
    let value = rmpv::decode::read_value(&mut bytes).map_err(|e| corrupt(&e.to_string()))?;
    let json = value
        .as_map()
        .and_then(|map| map.iter().find(|(k, _)| k.as_str() == Some("moves")))
        .and_then(|(_, v)| Value::as_str(v))
        .ok_or_else(|| corrupt("no `moves`"))?;
    let table: BTreeMap<String, BTreeMap<String, i64>> =
        serde_json::from_str(json).map_err(|e| corrupt(&e.to_string()))?;
    let mut moves = Vec::new();
    let mut added: Vec<(i64, String)> = Vec::new();
    let mut actions_of: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (action, labels) in table {
        let action: u8 = action.parse().map_err(|_| corrupt("an action type that is not a number"))?;
        let mut labels: Vec<(i64, String)> = labels.into_iter().map(|(label, n)| (n, label)).collect();
        labels.sort();
        for (n, label) in labels.into_iter().rev() {
            if n < 0 {
                actions_of.entry(label.clone()).or_default().push(action);
                added.push((n, label));
            } else {
                moves.push(Move { action, label });
            }
        }
    }
    // A label's first turn brings all its actions.
    added.sort();
    for (_, label) in added.into_iter().rev() {
        let actions = actions_of.remove(&label).unwrap_or_default();
        moves.extend(actions.into_iter().map(|action| Move { action, label: label.clone() }));
    }
    Ok(moves)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(json: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &Value::Map(vec![("moves".into(), json.into())])).unwrap();
        bytes
    }

    #[test]
    fn frequent_labels_come_first_and_later_ones_last() {
        let moves = read(&file(r#"{"1":{"b":2,"c":2,"a":9,"late":-1},"0":{"":5}}"#)).unwrap();
        let shown: Vec<String> = moves.iter().map(|m| format!("{}{}", m.action, m.label)).collect();
        assert_eq!(shown, ["0", "1a", "1c", "1b", "1late"]);
        let moves = read(&file(r#"{"0":{"x":-2,"y":-1,"":5},"1":{"x":-1,"y":-3}}"#)).unwrap();
        let shown: Vec<String> = moves.iter().map(|m| format!("{}{}", m.action, m.label)).collect();
        assert_eq!(shown, ["0", "0y", "1y", "0x", "1x"]);
    }

    #[test]
    fn other_bytes_are_corrupt() {
        assert!(read(b"").unwrap_err().is_malformed());
        assert!(read(&file("[]")).unwrap_err().is_malformed());
    }
}
