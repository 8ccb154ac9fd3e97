//! Reading the model's MessagePack files.

use rmpv::Value;

use crate::Error;

/// Reads the one value that `bytes` hold. `file` names them in errors.
pub(crate) fn read(file: &str, mut bytes: &[u8]) -> Result<Value, Error> {
    let value = rmpv::decode::read_value(&mut bytes)
        .map_err(|error| Error::malformed(file, "the whole file", format!("not MessagePack: {error}")))?;
    if bytes.is_empty() {
        Ok(value)
    } else {
        Err(Error::malformed(file, "the file's end", format!("{} bytes too many", bytes.len())))
    }
}

/// The pairs of a map. `place` names it in errors.
pub(crate) fn map<'v>(file: &str, place: &str, value: &'v Value) -> Result<&'v [(Value, Value)], Error> {
    match value {
        Value::Map(pairs) => Ok(pairs),
        _ => Err(Error::malformed(file, place, "a map was expected")),
    }
}

/// The items of an array. `place` names it in errors.
pub(crate) fn array<'v>(file: &str, place: &str, value: &'v Value) -> Result<&'v [Value], Error> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err(Error::malformed(file, place, "an array was expected")),
    }
}

/// A text. `place` names it in errors.
pub(crate) fn text<'v>(file: &str, place: &str, value: &'v Value) -> Result<&'v str, Error> {
    value.as_str().ok_or_else(|| Error::malformed(file, place, "a text was expected"))
}

/// The value under a text key of a map's pairs.
pub(crate) fn get<'v>(pairs: &'v [(Value, Value)], key: &str) -> Option<&'v Value> {
    pairs.iter().find(|(held, _)| held.as_str() == Some(key)).map(|(_, value)| value)
}
