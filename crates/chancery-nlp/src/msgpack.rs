//! Reading the model's MessagePack files, in place: texts are borrowed from the file's bytes.

use rmpv::ValueRef;

use crate::Error;

/// A value of a file.
pub(crate) type Value<'b> = ValueRef<'b>;

/// How deep values may nest; a model's nest no deeper than seven. A file must not be able to
/// exhaust the stack.
const DEEPEST: usize = 64;

/// Reads the one value that `bytes` hold. `file` names them in errors.
pub(crate) fn read<'b>(file: &str, mut bytes: &'b [u8]) -> Result<Value<'b>, Error> {
    let value = rmpv::decode::read_value_ref_with_max_depth(&mut bytes, DEEPEST)
        .map_err(|error| Error::malformed(file, "the whole file", format!("not MessagePack: {error}")))?;
    if bytes.is_empty() {
        Ok(value)
    } else {
        Err(Error::malformed(file, "the file's end", format!("{} bytes too many", bytes.len())))
    }
}

/// The pairs of a map. `place` names it in errors.
pub(crate) fn map<'v, 'b>(
    file: &str,
    place: &str,
    value: &'v Value<'b>,
) -> Result<&'v [(Value<'b>, Value<'b>)], Error> {
    match value {
        Value::Map(pairs) => Ok(pairs),
        _ => Err(Error::malformed(file, place, "a map was expected")),
    }
}

/// The items of an array. `place` names it in errors.
pub(crate) fn array<'v, 'b>(file: &str, place: &str, value: &'v Value<'b>) -> Result<&'v [Value<'b>], Error> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err(Error::malformed(file, place, "an array was expected")),
    }
}

/// A text. `place` names it in errors.
pub(crate) fn text<'v>(file: &str, place: &str, value: &'v Value<'_>) -> Result<&'v str, Error> {
    as_text(value).ok_or_else(|| Error::malformed(file, place, "a text was expected"))
}

/// The text that a value is.
pub(crate) fn as_text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    if let Value::String(text) = value { text.as_str() } else { None }
}

/// The whole number that a value is.
pub(crate) fn as_i64(value: &Value<'_>) -> Option<i64> {
    if let Value::Integer(number) = value { number.as_i64() } else { None }
}

/// The value under a text key of a map's pairs.
pub(crate) fn get<'v, 'b>(pairs: &'v [(Value<'b>, Value<'b>)], key: &str) -> Option<&'v Value<'b>> {
    pairs.iter().find(|(held, _)| as_text(held) == Some(key)).map(|(_, value)| value)
}
