//! Attributes set by rules over tags, relations and words: parts of speech, features, some lemmas.
//!
//! A rule has patterns of one or more tokens in a row, and the attributes that one of the matched tokens is
//! given. All rules look at the tokens as they were; where two set the same attribute of a token, the later
//! rule prevails. Source: `spacy/pipeline/attributeruler.py` and `spacy/matcher/matcher.pyx` (3.8).

use foldhash::quality::FixedState;
use hashbrown::HashMap;

use crate::hash::string_id;
use crate::lexeme::Lexeme;
use crate::morphology::normal_form;
use crate::msgpack::Value;
use crate::pattern::{Pattern, Scratch};
use crate::{Error, msgpack};

const FILE: &str = "attribute_ruler/patterns";

/// What the rules look at in a token.
#[derive(Debug, Clone, Copy)]
pub struct RuledToken<'t> {
    /// Its word type.
    pub lexeme: &'t Lexeme,
    /// Its text.
    pub text: &'t str,
    /// Its text in lower case.
    pub lower: &'t str,
    /// The string id of its fine-grained tag; 0 without one.
    pub tag: u64,
    /// The string id of its dependency relation; 0 without one.
    pub dep: u64,
}

/// What the rules set on a token; none where no rule did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attributes<'r> {
    /// The fine-grained tag.
    pub tag: Option<&'r str>,
    /// The part of speech (`NOUN`, ...).
    pub pos: Option<&'r str>,
    /// The features in normal form; empty if the rule says that there are none.
    pub morph: Option<&'r str>,
    /// The lemma.
    pub lemma: Option<&'r str>,
    /// The dependency relation.
    pub dep: Option<&'r str>,
}

/// An attribute ruler. Immutable: share it between threads.
#[derive(Debug)]
pub struct AttributeRuler {
    rules: Vec<Rule>,
    patterns: Vec<Vec<Spec>>,
    /// Numbers of patterns by what their first token must be, so that most are never tried.
    by_tag_and_lower: HashMap<(u64, u64), Vec<usize>, FixedState>,
    by_tag: HashMap<u64, Vec<usize>, FixedState>,
    by_lower: HashMap<u64, Vec<usize>, FixedState>,
    others: Vec<usize>,
    /// By pattern.
    rule_of: Vec<usize>,
}

/// What a rule sets, and on which token of a match.
#[derive(Debug)]
struct Rule {
    index: i64,
    /// By setting, in the order of `SETTINGS`.
    values: [Option<String>; 5],
}

/// The attributes that a rule can set.
const SETTINGS: [&str; 5] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"];
const MORPH: usize = 2;

/// What one token must be.
#[derive(Debug, Default)]
struct Spec(Vec<Test>);

#[derive(Debug)]
struct Test {
    attribute: Attribute,
    condition: Condition,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Tag,
    Dep,
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    IsSpace,
}

#[derive(Debug)]
enum Condition {
    Is(u64),
    In(Vec<u64>),
    NotIn(Vec<u64>),
    /// A pattern to be found in the text, lower-case or not as the attribute says.
    Regex(Box<Pattern>),
}

impl AttributeRuler {
    /// Reads the model's `attribute_ruler/patterns` (MessagePack: a list of `patterns`, `attrs`, `index`).
    ///
    /// # Errors
    ///
    /// If the file is not what spaCy writes there, or a pattern uses an attribute, an operator or a
    /// predicate that is not supported. Supported are `TAG`, `DEP`, `ORTH`, `TEXT`, `LOWER`, `NORM`,
    /// `PREFIX`, `SUFFIX`, `SHAPE` and `IS_SPACE`, with a value, `IN`, `NOT_IN`, and for the texts `REGEX`.
    pub fn read(patterns: &[u8]) -> Result<Self, Error> {
        let value = msgpack::read(FILE, patterns)?;
        let mut read = Self {
            rules: Vec::new(),
            patterns: Vec::new(),
            by_tag_and_lower: HashMap::default(),
            by_tag: HashMap::default(),
            by_lower: HashMap::default(),
            others: Vec::new(),
            rule_of: Vec::new(),
        };
        for (number, rule) in msgpack::array(FILE, "the whole file", &value)?.iter().enumerate() {
            read.add_rule(&format!("rule {number}"), rule)?;
        }
        Ok(read)
    }

    fn add_rule(&mut self, place: &str, value: &Value<'_>) -> Result<(), Error> {
        let fields = msgpack::map(FILE, place, value)?;
        let field = |name: &str| {
            msgpack::get(fields, name)
                .ok_or_else(|| Error::malformed(FILE, place, format!("it has no {name}")))
        };
        let index = match msgpack::get(fields, "index") {
            None => 0,
            Some(index) => msgpack::as_i64(index)
                .ok_or_else(|| Error::malformed(FILE, place, "its index is not a whole number"))?,
        };
        let values = settings(place, msgpack::map(FILE, place, field("attrs")?)?)?;
        let rule = self.rules.len();
        self.rules.push(Rule { index, values });
        for pattern in msgpack::array(FILE, place, field("patterns")?)? {
            let specs = msgpack::array(FILE, place, pattern)?
                .iter()
                .map(|spec| Spec::read(place, spec))
                .collect::<Result<Vec<_>, _>>()?;
            let len = i64::try_from(specs.len()).unwrap_or(i64::MAX);
            if !(-len..len).contains(&index) {
                return Err(Error::malformed(FILE, place, "its index lies outside its pattern"));
            }
            self.add_pattern(rule, specs);
        }
        Ok(())
    }

    fn add_pattern(&mut self, rule: usize, specs: Vec<Spec>) {
        let pattern = self.patterns.len();
        let keys = |attribute| specs.first().and_then(|spec| spec.keys(attribute));
        match (keys(Attribute::Tag), keys(Attribute::Lower)) {
            (Some(tags), Some(lowers)) => {
                for &tag in tags {
                    for &lower in lowers {
                        self.by_tag_and_lower.entry((tag, lower)).or_default().push(pattern);
                    }
                }
            }
            (Some(tags), None) => {
                for &tag in tags {
                    self.by_tag.entry(tag).or_default().push(pattern);
                }
            }
            (None, Some(lowers)) => {
                for &lower in lowers {
                    self.by_lower.entry(lower).or_default().push(pattern);
                }
            }
            (None, None) => self.others.push(pattern),
        }
        self.patterns.push(specs);
        self.rule_of.push(rule);
    }

    /// How many tokens to each side can have a part in what a token is given.
    #[must_use]
    pub fn reach(&self) -> usize {
        self.patterns.iter().map(Vec::len).max().unwrap_or(0).saturating_sub(1)
    }

    /// What the rules set, token by token.
    #[must_use]
    pub fn annotate(&self, tokens: &[RuledToken<'_>]) -> Vec<Attributes<'_>> {
        // By token and attribute: the prevailing rule's number plus one, 0 for none.
        let mut prevailing = vec![[0u32; SETTINGS.len()]; tokens.len()];
        let mut scratch = Scratch::default();
        for (start, token) in tokens.iter().enumerate() {
            let candidates = [
                self.by_tag.get(&token.tag),
                self.by_tag_and_lower.get(&(token.tag, token.lexeme.lower)),
                self.by_lower.get(&token.lexeme.lower),
                Some(&self.others),
            ];
            for &pattern in candidates.into_iter().flatten().flatten() {
                let specs = &self.patterns[pattern];
                let Some(span) = tokens.get(start..start + specs.len()) else { continue };
                if !specs.iter().zip(span).all(|(spec, token)| spec.matches(token, &mut scratch)) {
                    continue;
                }
                let number = self.rule_of[pattern];
                let rule = &self.rules[number];
                let offset = if rule.index < 0 { rule.index + span.len() as i64 } else { rule.index };
                let setters = &mut prevailing[start + offset as usize];
                for (setter, value) in setters.iter_mut().zip(&rule.values) {
                    if value.is_some() {
                        *setter = (*setter).max(number as u32 + 1);
                    }
                }
            }
        }
        let value = |setters: &[u32; SETTINGS.len()], setting: usize| {
            let rule = setters[setting].checked_sub(1)?;
            self.rules[rule as usize].values[setting].as_deref()
        };
        prevailing
            .iter()
            .map(|setters| Attributes {
                tag: value(setters, 0),
                pos: value(setters, 1),
                morph: value(setters, MORPH),
                lemma: value(setters, 3),
                dep: value(setters, 4),
            })
            .collect()
    }
}

fn settings(
    place: &str,
    pairs: &[(Value<'_>, Value<'_>)],
) -> Result<[Option<String>; SETTINGS.len()], Error> {
    let mut values = [const { None }; SETTINGS.len()];
    for (key, value) in pairs {
        let name = msgpack::text(FILE, place, key)?;
        let value = msgpack::text(FILE, place, value)?;
        let Some(setting) = SETTINGS.iter().position(|setting| name.eq_ignore_ascii_case(setting)) else {
            return Err(Error::unsupported(FILE, place, format!("setting the attribute {name}")));
        };
        values[setting] = Some(if setting == MORPH { normal_form(value) } else { value.to_owned() });
    }
    Ok(values)
}

impl Spec {
    fn read(place: &str, value: &Value<'_>) -> Result<Self, Error> {
        let mut tests = Vec::new();
        for (key, value) in msgpack::map(FILE, place, value)? {
            let name = msgpack::text(FILE, place, key)?;
            let attribute = match name.to_ascii_uppercase().as_str() {
                "TAG" => Attribute::Tag,
                "DEP" => Attribute::Dep,
                "ORTH" | "TEXT" => Attribute::Orth,
                "LOWER" => Attribute::Lower,
                "NORM" => Attribute::Norm,
                "PREFIX" => Attribute::Prefix,
                "SUFFIX" => Attribute::Suffix,
                "SHAPE" => Attribute::Shape,
                "IS_SPACE" => Attribute::IsSpace,
                _ => return Err(Error::unsupported(FILE, place, format!("the attribute {name}"))),
            };
            if let Value::Map(predicates) = value {
                for (predicate, argument) in predicates {
                    let predicate = msgpack::text(FILE, place, predicate)?;
                    tests.push(Test {
                        attribute,
                        condition: condition(place, attribute, predicate, argument)?,
                    });
                }
            } else {
                tests.push(Test { attribute, condition: Condition::Is(attribute_value(place, value)?) });
            }
        }
        Ok(Self(tests))
    }

    /// The values of which the attribute must have one; none if the spec does not say so.
    fn keys(&self, attribute: Attribute) -> Option<&[u64]> {
        self.0.iter().filter(|test| test.attribute == attribute).find_map(|test| match &test.condition {
            Condition::Is(value) => Some(std::slice::from_ref(value)),
            Condition::In(values) => Some(values.as_slice()),
            Condition::NotIn(_) | Condition::Regex(_) => None,
        })
    }

    fn matches(&self, token: &RuledToken<'_>, scratch: &mut Scratch) -> bool {
        self.0.iter().all(|Test { attribute, condition }| {
            let lexeme = token.lexeme;
            let value = match attribute {
                Attribute::Tag => token.tag,
                Attribute::Dep => token.dep,
                Attribute::Orth => lexeme.orth,
                Attribute::Lower => lexeme.lower,
                Attribute::Norm => lexeme.norm,
                Attribute::Prefix => lexeme.prefix,
                Attribute::Suffix => lexeme.suffix,
                Attribute::Shape => lexeme.shape,
                Attribute::IsSpace => u64::from(lexeme.is_space),
            };
            match condition {
                Condition::Is(expected) => value == *expected,
                Condition::In(expected) => expected.contains(&value),
                Condition::NotIn(expected) => !expected.contains(&value),
                Condition::Regex(pattern) => {
                    let text = if *attribute == Attribute::Orth { token.text } else { token.lower };
                    pattern.find(text, scratch).is_some()
                }
            }
        })
    }
}

fn condition(
    place: &str,
    attribute: Attribute,
    predicate: &str,
    argument: &Value<'_>,
) -> Result<Condition, Error> {
    let values = || {
        msgpack::array(FILE, place, argument)?
            .iter()
            .map(|value| attribute_value(place, value))
            .collect::<Result<Vec<u64>, Error>>()
    };
    match predicate {
        "IN" => values().map(Condition::In),
        "NOT_IN" => values().map(Condition::NotIn),
        "REGEX" if matches!(attribute, Attribute::Orth | Attribute::Lower) => {
            Pattern::new(msgpack::text(FILE, place, argument)?)
                .map(|pattern| Condition::Regex(Box::new(pattern)))
                .map_err(|error| Error::unsupported(FILE, place, error.to_string()))
        }
        _ => Err(Error::unsupported(FILE, place, format!("the predicate {predicate} on this attribute"))),
    }
}

/// A value as the matcher compares it: a text by its id, a truth value as 0 or 1.
fn attribute_value(place: &str, value: &Value<'_>) -> Result<u64, Error> {
    match value {
        Value::Boolean(truth) => Ok(u64::from(*truth)),
        Value::Integer(number) => {
            number.as_u64().ok_or_else(|| Error::malformed(FILE, place, format!("{number} is no value")))
        }
        _ => msgpack::text(FILE, place, value).map(string_id),
    }
}

#[cfg(test)]
mod tests {
    use rmpv::Value;

    use super::*;
    use crate::character::lower;
    use crate::lexeme::Norms;

    type TokenSpec<'a> = &'a [(&'a str, Value)];
    /// Pattern, attributes, index.
    type RuleSpec<'a> = (&'a [TokenSpec<'a>], &'a [(&'a str, &'a str)], i64);

    fn ruler(rules: &[RuleSpec<'_>]) -> Result<AttributeRuler, Error> {
        let text = |text: &str| Value::from(text);
        let rules = rules
            .iter()
            .map(|(pattern, attrs, index)| {
                let pattern = pattern
                    .iter()
                    .map(|spec| Value::Map(spec.iter().map(|(k, v)| (text(k), v.clone())).collect()))
                    .collect();
                let attrs = attrs.iter().map(|&(k, v)| (text(k), text(v))).collect();
                Value::Map(vec![
                    (text("patterns"), Value::Array(vec![Value::Array(pattern)])),
                    (text("attrs"), Value::Map(attrs)),
                    (text("index"), Value::from(*index)),
                ])
            })
            .collect();
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &Value::Array(rules)).unwrap();
        AttributeRuler::read(&bytes)
    }

    fn is(text: &str) -> Value {
        Value::from(text)
    }

    fn predicate(name: &str, values: &[&str]) -> Value {
        Value::Map(vec![(is(name), Value::Array(values.iter().map(|&value| is(value)).collect()))])
    }

    /// Tokens of word, tag and relation.
    fn annotate(ruler: &AttributeRuler, words: &[(&str, &str, &str)]) -> Vec<[Option<String>; 3]> {
        let norms = Norms::default();
        let lowers: Vec<String> = words.iter().map(|(text, ..)| lower(text)).collect();
        let lexemes: Vec<Lexeme> = words
            .iter()
            .zip(&lowers)
            .map(|((text, ..), lower)| Lexeme::new(text, lower, &norms, &mut String::new()))
            .collect();
        let tokens: Vec<RuledToken<'_>> = words
            .iter()
            .enumerate()
            .map(|(i, &(text, tag, dep))| RuledToken {
                lexeme: &lexemes[i],
                text,
                lower: &lowers[i],
                tag: string_id(tag),
                dep: string_id(dep),
            })
            .collect();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        ruler
            .annotate(&tokens)
            .iter()
            .map(|set| [owned(set.pos), owned(set.morph), owned(set.lemma)])
            .collect()
    }

    fn set(pos: Option<&str>, morph: Option<&str>, lemma: Option<&str>) -> [Option<String>; 3] {
        [pos, morph, lemma].map(|text| text.map(str::to_owned))
    }

    #[test]
    fn later_rules_prevail_attribute_by_attribute() {
        let ruler = ruler(&[
            (&[&[("TAG", is("VBZ"))]], &[("POS", "VERB"), ("MORPH", "Tense=Pres|Number=Sing")], 0),
            (&[&[("LOWER", predicate("IN", &["is", "has"])), ("TAG", is("VBZ"))]], &[("POS", "AUX")], 0),
            (&[&[("TAG", is("VBZ"))]], &[("MORPH", "_")], 0),
        ])
        .unwrap();
        assert_eq!(
            annotate(&ruler, &[("Has", "VBZ", ""), ("runs", "VBZ", ""), ("Has", "NN", "")]),
            [set(Some("AUX"), Some(""), None), set(Some("VERB"), Some(""), None), set(None, None, None)]
        );
    }

    #[test]
    fn a_rule_can_set_another_token_of_its_match() {
        let rules =
            |index| ruler(&[(&[&[("LOWER", is("let"))], &[("LOWER", is("'s"))]], &[("LEMMA", "us")], index)]);
        for index in [1, -1] {
            let ruler = rules(index).unwrap();
            let none = || set(None, None, None);
            assert_eq!(
                annotate(&ruler, &[("Let", "", ""), ("'s", "", ""), ("let", "", "")]),
                [none(), set(None, None, Some("us")), none()]
            );
        }
        assert!(rules(2).unwrap_err().is_malformed());
    }

    #[test]
    fn predicates_test_relations_texts_and_space() {
        let ruler = ruler(&[
            (&[&[("DEP", predicate("NOT_IN", &["det", ""]))]], &[("POS", "PRON")], 0),
            (&[&[("LOWER", Value::Map(vec![(is("REGEX"), is("^n'?t$"))]))]], &[("LEMMA", "not")], 0),
            (&[&[("IS_SPACE", Value::from(true))]], &[("POS", "SPACE")], 0),
        ])
        .unwrap();
        assert_eq!(
            annotate(
                &ruler,
                &[("that", "DT", "nsubj"), ("that", "DT", "det"), ("N't", "", ""), ("\n", "", "dep")]
            ),
            [
                set(Some("PRON"), None, None),
                set(None, None, None),
                set(None, None, Some("not")),
                set(Some("SPACE"), None, None)
            ]
        );
    }

    #[test]
    fn what_is_not_supported_is_named() {
        for (spec, named) in [
            (vec![("OP", is("+"))], "OP"),
            (vec![("LOWER", predicate("FUZZY", &["a"]))], "FUZZY"),
            (vec![("LIKE_NUM", Value::from(true))], "LIKE_NUM"),
        ] {
            let error = ruler(&[(&[&spec], &[("POS", "X")], 0)]).unwrap_err();
            assert!(error.is_unsupported());
            assert!(error.to_string().contains(named), "{error}");
            assert!(error.to_string().contains("rule 0"), "{error}");
        }
        let error = ruler(&[(&[&[("TAG", is("NN"))]], &[("NORM", "x")], 0)]).unwrap_err();
        assert!(error.to_string().contains("NORM"), "{error}");
    }
}
