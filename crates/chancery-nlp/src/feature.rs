//! The token attributes that an embedding can be asked to look at (`spacy/attrs.pyx`).

use crate::error::{Error, Result};

/// An attribute whose 64-bit value is hashed into an embedding table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    /// The normal form.
    Norm,
    /// The lower-case form.
    Lower,
    /// The text itself.
    Orth,
    /// The first character.
    Prefix,
    /// The last three characters.
    Suffix,
    /// Letter case and digits.
    Shape,
    /// Whether a space follows.
    Spacy,
    /// Whether the token is white space.
    IsSpace,
}

impl Feature {
    /// The feature of that name in a configuration.
    pub(crate) fn by_name(name: &str) -> Result<Self> {
        Ok(match name {
            "NORM" => Self::Norm,
            "LOWER" => Self::Lower,
            "ORTH" => Self::Orth,
            "PREFIX" => Self::Prefix,
            "SUFFIX" => Self::Suffix,
            "SHAPE" => Self::Shape,
            "SPACY" => Self::Spacy,
            "IS_SPACE" => Self::IsSpace,
            _ => {
                return Err(Error::not_run(format!(
                    "the model embeds the attribute {name}, which is not run"
                )));
            }
        })
    }
}
