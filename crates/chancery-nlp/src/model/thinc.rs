//! A thinc model's bytes: a list of nodes with attributes and weights, in msgpack
//! (`thinc/model.py`, `Model.to_bytes`; arrays as `msgpack-numpy` writes them).

use std::collections::BTreeMap;

use rmpv::ValueRef;

use crate::error::{Error, Result};

/// How deep values may nest; a model's nest no deeper than five. A file must not be able to exhaust
/// the stack.
const DEEPEST: usize = 64;

/// The nodes of a model, in thinc's order (breadth first from the root).
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) nodes: Vec<Node>,
}

/// One layer.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) name: String,
    attrs: BTreeMap<String, rmpv::Value>,
    arrays: BTreeMap<String, Array>,
}

/// A row-major array of 32-bit floats.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Vec<f32>,
}

impl Network {
    pub(crate) fn read(mut bytes: &[u8]) -> Result<Self> {
        let value = rmpv::decode::read_value_ref_with_max_depth(&mut bytes, DEEPEST)
            .map_err(|e| Error::damaged(format!("is not a thinc model ({e})")))?;
        let nodes = list(&value, "nodes")?;
        let attrs = list(&value, "attrs")?;
        let params = list(&value, "params")?;
        if attrs.len() != nodes.len() || params.len() != nodes.len() {
            return Err(Error::damaged("nodes, attributes and weights differ in number"));
        }
        let nodes = nodes
            .iter()
            .zip(attrs.iter().zip(params))
            .map(|(node, (attrs, params))| Node::read(node, attrs, params))
            .collect::<Result<_>>()?;
        Ok(Self { nodes })
    }

    /// The nodes of that name, in order.
    pub(crate) fn named(&self, name: &'static str) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |n| n.name == name)
    }

    /// The one node of that name.
    pub(crate) fn only(&self, name: &'static str) -> Result<&Node> {
        let mut nodes = self.named(name);
        match (nodes.next(), nodes.next()) {
            (Some(node), None) => Ok(node),
            (None, _) => Err(Error::not_run(format!("the model has no layer `{name}`"))),
            _ => Err(Error::not_run(format!("the model has more than one layer `{name}`"))),
        }
    }
}

impl Node {
    fn read(node: &ValueRef<'_>, attrs: &ValueRef<'_>, params: &ValueRef<'_>) -> Result<Self> {
        let name = field(node, "name")
            .and_then(|v| as_str(v))
            .ok_or_else(|| Error::damaged("a layer has no name"))?
            .to_owned();
        let mut read = Self { name, attrs: BTreeMap::new(), arrays: BTreeMap::new() };
        for (key, value) in entries(attrs) {
            // Each attribute is msgpack inside msgpack.
            if let ValueRef::Binary(inner) = value
                && let Ok(value) = rmpv::decode::read_value_with_max_depth(&mut &inner[..], DEEPEST)
            {
                read.attrs.insert(key.to_owned(), value);
            }
        }
        for (key, value) in entries(params) {
            if !matches!(value, ValueRef::Nil) {
                let array = Array::read(value).map_err(|what| {
                    Error::damaged(format!("weights `{key}` of layer {}: {what}", read.name))
                })?;
                read.arrays.insert(key.to_owned(), array);
            }
        }
        Ok(read)
    }

    /// A whole-number attribute.
    pub(crate) fn attr(&self, key: &str) -> Result<u64> {
        self.attrs
            .get(key)
            .and_then(rmpv::Value::as_u64)
            .ok_or_else(|| Error::damaged(format!("layer {} has no number `{key}`", self.name)))
    }

    /// Weights with as many dimensions as `N`, and their shape.
    pub(crate) fn array<const N: usize>(&self, key: &str) -> Result<(&[f32], [usize; N])> {
        let array = self
            .arrays
            .get(key)
            .ok_or_else(|| Error::damaged(format!("layer {} has no weights `{key}`", self.name)))?;
        let shape = <[usize; N]>::try_from(&array.shape[..]).map_err(|_| {
            Error::not_run(format!("layer {}: weights `{key}` have shape {:?}", self.name, array.shape))
        })?;
        Ok((&array.data, shape))
    }
}

impl Array {
    fn read(value: &ValueRef<'_>) -> std::result::Result<Self, String> {
        let dtype = field(value, "type").and_then(as_str).ok_or("not an array")?;
        if dtype != "<f4" {
            return Err(format!("numbers of type {dtype} instead of <f4"));
        }
        let Some(ValueRef::Array(shape)) = field(value, "shape") else {
            return Err("no shape".into());
        };
        let shape: Vec<usize> = shape
            .iter()
            .map(|d| match d {
                ValueRef::Integer(n) => n.as_u64().and_then(|n| usize::try_from(n).ok()),
                _ => None,
            })
            .collect::<Option<_>>()
            .ok_or("a shape that is not of whole numbers")?;
        let Some(ValueRef::Binary(data)) = field(value, "data") else {
            return Err("no data".into());
        };
        let n = shape.iter().try_fold(1usize, |n, &d| n.checked_mul(d)).ok_or("an absurd shape")?;
        if n.checked_mul(4) != Some(data.len()) {
            return Err(format!("{} bytes for shape {shape:?}", data.len()));
        }
        let data = data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        Ok(Self { shape, data })
    }
}

fn as_str<'a>(value: &'a ValueRef<'_>) -> Option<&'a str> {
    match value {
        ValueRef::String(s) => s.as_str(),
        ValueRef::Binary(b) => std::str::from_utf8(b).ok(),
        _ => None,
    }
}

fn entries<'a, 'b>(value: &'a ValueRef<'b>) -> impl Iterator<Item = (&'a str, &'a ValueRef<'b>)> {
    let pairs = if let ValueRef::Map(pairs) = value { &pairs[..] } else { &[] };
    pairs.iter().filter_map(|(k, v)| Some((as_str(k)?, v)))
}

fn field<'a, 'b>(value: &'a ValueRef<'b>, key: &str) -> Option<&'a ValueRef<'b>> {
    entries(value).find(|(k, _)| *k == key).map(|(_, v)| v)
}

fn list<'a, 'b>(value: &'a ValueRef<'b>, key: &str) -> Result<&'a [ValueRef<'b>]> {
    match field(value, key) {
        Some(ValueRef::Array(items)) => Ok(items),
        _ => Err(Error::damaged(format!("has no list `{key}`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn truncated_and_foreign_bytes_are_corrupt() {
        for bytes in [&b""[..], b"\x84\xa5nodes", b"{}", b"\x81\xa5nodes\x90"] {
            assert!(Network::read(bytes).unwrap_err().is_malformed(), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes: Vec<u8>) {
            let _ = Network::read(&bytes);
        }
    }
}
