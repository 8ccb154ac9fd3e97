//! Reading the model's `tokenizer` file: five patterns, the exceptions, one switch.

use super::lexicon::{Lexicon, Piece};
use super::special::{Matcher, Specials};
use super::{Patterns, Tokenizer};
use crate::hash::string_id;
use crate::lexeme::Norms;
use crate::msgpack::Value;
use crate::pattern::Pattern;
use crate::{Error, msgpack};

const FILE: &str = "tokenizer";

/// The attributes that an exception's token may have, by id and name (`spacy/attrs.pxd`).
const ORTH: (u64, &str) = (65, "ORTH");
const NORM: (u64, &str) = (67, "NORM");

impl Tokenizer {
    /// Reads a tokenizer from the model's own files.
    ///
    /// `tokenizer` is the content of the model's file of that name (MessagePack: the five patterns in
    /// Python's syntax, the exceptions); `lookups` that of `vocab/lookups.bin` (the norm table).
    ///
    /// # Errors
    ///
    /// If a file is not what spaCy writes there, or a pattern uses a construct that is not supported.
    pub fn read(tokenizer: &[u8], lookups: &[u8]) -> Result<Self, Error> {
        let norms = Norms::read(lookups)?;
        let value = msgpack::read(FILE, tokenizer)?;
        let fields = msgpack::map(FILE, "the whole file", &value)?;
        let patterns = Patterns {
            prefix: pattern(fields, "prefix_search")?,
            suffix: pattern(fields, "suffix_search")?,
            infix: pattern(fields, "infix_finditer")?,
            token: pattern(fields, "token_match")?,
            url: pattern(fields, "url_match")?,
        };
        let faster_heuristics = match msgpack::get(fields, "faster_heuristics") {
            None => true,
            Some(Value::Boolean(truth)) => *truth,
            Some(_) => {
                return Err(Error::malformed(FILE, "faster_heuristics", "true or false was expected"));
            }
        };
        let exceptions = match msgpack::get(fields, "exceptions") {
            None => Vec::new(),
            Some(value) => exceptions(msgpack::map(FILE, "exceptions", value)?)?,
        };

        let mut tokenizer =
            Self { patterns, specials: Specials::default(), norms, blank: Lexicon::new(super::LIMIT) };
        // The matcher comes first: a type's entry in the lexicon says whether it can open a special case.
        let matcher = tokenizer.matcher(&exceptions, faster_heuristics);
        tokenizer.specials.set_matcher(matcher);
        let mut blank = Lexicon::new(super::LIMIT);
        let mut specials = Vec::with_capacity(exceptions.len());
        for exception in &exceptions {
            let pieces: Vec<Piece> = exception
                .tokens
                .iter()
                .map(|(orth, norm)| Piece {
                    len: orth.len(),
                    lexeme: match norm {
                        Some(norm) => blank.add_with_norm(orth, string_id(norm), &tokenizer),
                        None => blank.intern(orth, &tokenizer),
                    },
                })
                .collect();
            specials.push(pieces);
        }
        for (exception, pieces) in exceptions.iter().zip(specials) {
            tokenizer.specials.insert(exception.text, pieces);
        }
        blank.settle();
        tokenizer.blank = blank;
        Ok(tokenizer)
    }

    /// The exceptions that tokenizing by affixes alone would cut up, as the words it would cut them into.
    fn matcher(&self, exceptions: &[Exception<'_>], faster_heuristics: bool) -> Matcher {
        let mut matcher = Matcher::default();
        let mut lexicon = Lexicon::new(usize::MAX);
        let mut tokens = Vec::new();
        for exception in exceptions {
            let text = exception.text;
            let scratch = &mut lexicon.room.scratch;
            let is_cut = !faster_heuristics
                || text.contains(' ')
                || self.patterns.prefix_len(text, scratch) > 0
                || self.patterns.suffix_len(text, scratch) > 0
                || self.patterns.has_infix(text, scratch);
            if !is_cut {
                continue;
            }
            tokens.clear();
            self.tokenize_by_affixes(text, false, &mut lexicon, &mut tokens);
            // Replacing a token by itself changes nothing.
            let is_idle = tokens.len() == 1 && matches!(exception.tokens[..], [(_, None)]);
            if !is_idle {
                matcher.insert(tokens.iter().map(|token| lexicon.lexeme(token.lexeme).orth));
            }
        }
        matcher
    }
}

fn pattern(fields: &[(Value<'_>, Value<'_>)], name: &str) -> Result<Option<Pattern>, Error> {
    match msgpack::get(fields, name) {
        None | Some(Value::Nil) => Ok(None),
        Some(value) => Pattern::new(msgpack::text(FILE, name, value)?).map(Some).map_err(|error| {
            Error::unsupported(FILE, format!("{name}, character {}", error.offset), error.construct)
        }),
    }
}

/// One exception: its text and its tokens, each with the norm it may be given.
struct Exception<'v> {
    text: &'v str,
    tokens: Vec<(&'v str, Option<&'v str>)>,
}

fn exceptions<'v>(pairs: &'v [(Value<'_>, Value<'_>)]) -> Result<Vec<Exception<'v>>, Error> {
    let mut exceptions = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let text = msgpack::text(FILE, "exceptions", key)?;
        let place = format!("exceptions, {text:?}");
        let mut tokens = Vec::new();
        for token in msgpack::array(FILE, &place, value)? {
            tokens.push(exception_token(&place, msgpack::map(FILE, &place, token)?)?);
        }
        let joined: String = tokens.iter().map(|&(orth, _)| orth).collect();
        if joined != text || tokens.is_empty() || tokens.iter().any(|(orth, _)| orth.is_empty()) {
            return Err(Error::malformed(FILE, place, "its tokens do not add up to its text"));
        }
        exceptions.push(Exception { text, tokens });
    }
    Ok(exceptions)
}

fn exception_token<'v>(
    place: &str,
    attributes: &'v [(Value<'_>, Value<'_>)],
) -> Result<(&'v str, Option<&'v str>), Error> {
    let mut orth = None;
    let mut norm = None;
    for (key, value) in attributes {
        let is = |(id, name)| key.as_u64() == Some(id) || msgpack::as_text(key) == Some(name);
        let text = msgpack::text(FILE, place, value);
        if is(ORTH) {
            orth = Some(text?);
        } else if is(NORM) {
            // spaCy takes an empty norm for none.
            norm = Some(text?).filter(|norm| !norm.is_empty());
        } else {
            return Err(Error::unsupported(FILE, place, format!("the token attribute {key}")));
        }
    }
    let orth = orth.ok_or_else(|| Error::malformed(FILE, place, "a token has no ORTH"))?;
    Ok((orth, norm))
}
