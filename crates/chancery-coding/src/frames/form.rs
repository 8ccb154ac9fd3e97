//! The tables as they are written, and what is made of them.

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_knowledge::Sector;
use chancery_record::{Context, EventType, Mode, QuadClass, Status};
use serde::Deserialize;
use toml::{Spanned, Value};

use super::path::step;
use super::{
    ActorSort, Code, Constraint, Example, Expected, Fault, Frame, Lexicon, Path, Pattern, Step, Test,
};
use crate::clauses::ModalKind;

/// The table of word lists.
pub(super) const WORDS: &str = "words.toml";

pub(super) type Words = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameForm {
    r#type: Spanned<String>,
    mode: Option<Spanned<String>>,
    cameo: Option<Spanned<String>>,
    #[serde(default)]
    context: Vec<Spanned<String>>,
    class: Option<String>,
    gloss: String,
    basis: String,
    #[serde(default)]
    pattern: Vec<Spanned<PatternForm>>,
    #[serde(default)]
    example: Vec<Spanned<ExampleForm>>,
    #[serde(default)]
    near_miss: Vec<Spanned<NearMissForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternForm {
    #[serde(default)]
    verb: Vec<Spanned<String>>,
    #[serde(default)]
    noun: Vec<Spanned<String>>,
    #[serde(default)]
    phrase: Vec<Spanned<String>>,
    #[serde(default)]
    adjective: Vec<Spanned<String>>,
    #[serde(default)]
    source: Vec<Spanned<String>>,
    #[serde(default)]
    target: Vec<Spanned<String>>,
    #[serde(default)]
    object: Vec<Spanned<String>>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    needs: toml::Table,
    #[serde(default)]
    unless: toml::Table,
    source_required: Option<bool>,
    #[serde(default)]
    target_required: bool,
    #[serde(default)]
    keeps_content: bool,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    priority: u8,
    status: Option<Spanned<String>>,
    mode: Option<Spanned<String>>,
    cameo: Option<Spanned<String>>,
    context: Option<Vec<Spanned<String>>>,
    class: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleForm {
    text: String,
    source: Option<Vec<String>>,
    target: Option<Vec<String>>,
    status: Option<Spanned<String>>,
    mode: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NearMissForm {
    text: String,
}

/// The lists of words that patterns call by `@name`; a later table's list replaces an earlier one's.
pub(super) fn words(tables: &[(&str, &str)], faults: &mut Vec<Fault>) -> Words {
    let mut words = Words::new();
    for (name, text) in tables.iter().filter(|(name, _)| *name == WORDS) {
        match toml::from_str::<Words>(text) {
            Ok(lists) => words.extend(lists),
            Err(error) => faults.push(malformed(name, text, &error)),
        }
    }
    words
}

pub(super) fn malformed(name: &str, text: &str, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |span| line_of(text, span.start));
    let hint = "the lexicon's README shows every key and its shape";
    Fault { file: name.to_owned(), line, what: error.message().to_owned(), hint: hint.to_owned() }
}

pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count()
}

/// Reads one table into the lexicon, or tells all that is wrong with it.
pub(super) fn add_frame(
    lexicon: &mut Lexicon,
    name: &str,
    text: &str,
    words: &Words,
    faults: &mut Vec<Fault>,
) {
    let form: FrameForm = match toml::from_str(text) {
        Ok(form) => form,
        Err(error) => return faults.push(malformed(name, text, &error)),
    };
    let mut table = Table { name, text, words, faults: Vec::new() };
    let patterns = table.patterns(&form, lexicon.frames.len());
    let examples = table.examples(&form);
    if !table.faults.is_empty() {
        return faults.append(&mut table.faults);
    }
    for (form, pattern) in form.pattern.iter().zip(patterns) {
        let number = lexicon.patterns.len() as u32;
        let form = form.get_ref();
        for (index, given) in [
            (&mut lexicon.verbs, &form.verb),
            (&mut lexicon.nouns, &form.noun),
            (&mut lexicon.phrases, &form.phrase),
            (&mut lexicon.adjectives, &form.adjective),
        ] {
            for word in expand(given.iter().map(|w| w.get_ref().as_str()), words) {
                let numbers = index.entry(word).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        lexicon.patterns.push(pattern);
    }
    lexicon.frames.push(Frame {
        id: name.trim_end_matches(".toml").into(),
        gloss: form.gloss.into(),
        basis: form.basis.into(),
        examples,
    });
}

/// The words with `@name` replaced by its list; an unknown list gives nothing.
fn expand<'a>(given: impl Iterator<Item = &'a str>, words: &Words) -> Vec<Box<str>> {
    let mut out = Vec::new();
    for word in given {
        match word.strip_prefix('@') {
            Some(list) => {
                out.extend(words.get(list).into_iter().flatten().map(|w| w.to_lowercase().into_boxed_str()));
            }
            None => out.push(word.to_lowercase().into_boxed_str()),
        }
    }
    out
}

struct Table<'a> {
    name: &'a str,
    text: &'a str,
    words: &'a Words,
    faults: Vec<Fault>,
}

impl Table<'_> {
    fn fault(&mut self, at: usize, what: String, hint: &str) {
        let (file, line) = (self.name.to_owned(), line_of(self.text, at));
        self.faults.push(Fault { file, line, what, hint: hint.to_owned() });
    }

    /// The line of a key's word inside a pattern, since tables of constraints carry no place.
    fn seek(&self, within: &Range<usize>, word: &str) -> usize {
        let part = self.text.get(within.clone()).unwrap_or("");
        within.start + part.find(word).unwrap_or(0)
    }

    fn patterns(&mut self, form: &FrameForm, frame: usize) -> Vec<Pattern> {
        let folder = self.name.split('/').next().unwrap_or("");
        let given = &form.r#type;
        let Some(event_type) = EventType::from_name(given.get_ref()) else {
            let hint = "one of PLOVER's sixteen, in capitals";
            self.fault(given.span().start, format!("`{}` is no event type", given.get_ref()), hint);
            return Vec::new();
        };
        if !given.get_ref().eq_ignore_ascii_case(folder) {
            let what = format!("`{}` stands in the folder `{folder}`", given.get_ref());
            self.fault(given.span().start, what, "move the file or change the type");
        }
        if form.pattern.is_empty() {
            self.fault(0, "a frame without a pattern".to_owned(), "add a [[pattern]]");
        }
        let base = Code {
            event_type,
            mode: self.mode(event_type, form.mode.as_ref()),
            cameo: self.cameo(form.cameo.as_ref()),
            contexts: self.contexts(&form.context),
            class: form.class.as_deref().map(Into::into),
            status: None,
        };
        form.pattern.iter().map(|p| self.pattern(p, &base, frame)).collect()
    }

    fn pattern(&mut self, form: &Spanned<PatternForm>, base: &Code, frame: usize) -> Pattern {
        let (at, form) = (form.span(), form.get_ref());
        let mut code = base.clone();
        if form.mode.is_some() {
            code.mode = self.mode(base.event_type, form.mode.as_ref());
        }
        if form.cameo.is_some() {
            code.cameo = self.cameo(form.cameo.as_ref());
        }
        if let Some(contexts) = &form.context {
            code.contexts = self.contexts(contexts);
        }
        if let Some(class) = &form.class {
            code.class = Some(class.as_str().into());
        }
        code.status = form.status.as_ref().and_then(|s| self.status(s));
        let lists = [&form.verb, &form.noun, &form.phrase, &form.adjective];
        if lists.iter().all(|l| l.is_empty()) {
            let hint = "add verb, noun, phrase or adjective";
            self.fault(at.start, "a pattern without a predicate".to_owned(), hint);
        }
        for word in lists.into_iter().flatten() {
            self.check_list(word.get_ref(), word.span().start);
        }
        let mut constraints = Vec::new();
        for (table, wanted, key) in [(&form.needs, true, "needs"), (&form.unless, false, "unless")] {
            self.constraints(table, &mut Vec::new(), wanted, &at, key, &mut constraints);
        }
        let of_words =
            matches!(base.event_type.quad_class(), QuadClass::VerbalCooperation | QuadClass::VerbalConflict);
        Pattern {
            frame,
            place: format!("{}:{}", self.name, line_of(self.text, at.start)).into(),
            code,
            source: self.paths(&form.source),
            target: self.paths(&form.target),
            object: self.paths(&form.object),
            mutual: form.mutual,
            constraints,
            source_required: form.source_required.unwrap_or(of_words),
            target_required: form.target_required,
            keeps_content: form.keeps_content,
            negated: form.negated,
            priority: form.priority,
        }
    }

    fn mode(&mut self, of: EventType, given: Option<&Spanned<String>>) -> Option<Mode> {
        let given = given?;
        let found = Mode::find(of, given.get_ref());
        if found.is_none() {
            let known: Vec<&str> = Mode::all().filter(|m| m.of() == of).map(Mode::name).collect();
            let hint =
                format!("{of} has: {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") });
            self.fault(given.span().start, format!("`{}` is no mode of {of}", given.get_ref()), &hint);
        }
        found
    }

    fn cameo(&mut self, given: Option<&Spanned<String>>) -> Option<Box<str>> {
        let given = given?;
        let code = given.get_ref();
        let is_code = (2..=4).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_digit())
            && code
                .get(..2)
                .and_then(|root| root.parse().ok())
                .is_some_and(|root: u8| (1..=20).contains(&root));
        if !is_code {
            let hint = "two to four digits beginning with 01 to 20";
            self.fault(given.span().start, format!("`{code}` is no CAMEO code"), hint);
        }
        Some(code.as_str().into())
    }

    fn contexts(&mut self, given: &[Spanned<String>]) -> Vec<Context> {
        let mut found = Vec::new();
        for name in given {
            match Context::from_name(name.get_ref()) {
                Some(context) => found.push(context),
                None => {
                    let hint = "PLOVER's contexts are written with underscores: `human_rights`";
                    self.fault(name.span().start, format!("`{}` is no context", name.get_ref()), hint);
                }
            }
        }
        found.sort_by_key(|c| Context::ALL.iter().position(|known| known == c));
        found.dedup();
        found
    }

    fn status(&mut self, given: &Spanned<String>) -> Option<Status> {
        let found = Status::from_name(given.get_ref());
        if found.is_none() {
            let hint = "actual, planned, proposed, hypothetical or denied";
            self.fault(given.span().start, format!("`{}` is no status", given.get_ref()), hint);
        }
        found
    }

    fn paths(&mut self, given: &[Spanned<String>]) -> Vec<Path> {
        let mut found = Vec::new();
        for text in given {
            match Path::parse(text.get_ref()) {
                Ok(path) => found.push(path),
                Err(step) => self.no_step(&step, text.span().start),
            }
        }
        found
    }

    fn no_step(&mut self, step: &str, at: usize) {
        let hint = "a role, a preposition, complement, purpose, adverbial, content or context";
        self.fault(at, format!("`{step}` is no step of a path"), hint);
    }

    fn check_list(&mut self, word: &str, at: usize) {
        if let Some(list) = word.strip_prefix('@')
            && !self.words.contains_key(list)
        {
            self.fault(at, format!("no list `@{list}`"), "lists stand in words.toml");
        }
    }

    /// Reads `needs.object.word = […]`: tables are steps, the innermost key is the test.
    fn constraints(
        &mut self,
        table: &toml::Table,
        steps: &mut Vec<Step>,
        wanted: bool,
        at: &Range<usize>,
        word: &str,
        out: &mut Vec<Constraint>,
    ) {
        for (key, value) in table {
            if let Value::Table(inner) = value {
                let depth = steps.len();
                let names = key.split('.').filter(|name| *name != "self");
                let mut all_known = true;
                for name in names {
                    match step(name) {
                        Ok(step) => steps.push(step),
                        Err(name) => {
                            all_known = false;
                            let place = self.seek(at, &name);
                            self.no_step(&name, place);
                        }
                    }
                }
                if all_known {
                    self.constraints(inner, steps, wanted, at, key, out);
                }
                steps.truncate(depth);
                continue;
            }
            match self.test(key, value, at) {
                Ok(test) => out.push(Constraint { path: steps.clone(), test, wanted }),
                Err(what) => {
                    let place = self.seek(at, key);
                    let hint = format!(
                        "under `{word}`: word, within, actor, type, modality, negative, passive, present or absent"
                    );
                    self.fault(place, what, &hint);
                }
            }
        }
    }

    fn test(&mut self, key: &str, value: &Value, at: &Range<usize>) -> Result<Test, String> {
        let flag = || value.as_bool().ok_or_else(|| format!("`{key}` wants true or false"));
        let names = || -> Result<Vec<&str>, String> {
            let list = value.as_array().ok_or_else(|| format!("`{key}` wants a list"))?;
            list.iter().map(|v| v.as_str().ok_or_else(|| format!("`{key}` wants a list of words"))).collect()
        };
        Ok(match key {
            "word" | "within" => {
                let names = names()?;
                for name in &names {
                    let place = self.seek(at, name);
                    self.check_list(name, place);
                }
                let words = expand(names.into_iter(), self.words);
                if key == "word" { Test::Word(words) } else { Test::Within(words) }
            }
            "actor" => Test::Actor(names()?.into_iter().map(actor_sort).collect::<Result<_, _>>()?),
            "type" => {
                let mut types = Vec::new();
                for name in names()? {
                    types.extend(types_of(name)?);
                }
                Test::Type(types)
            }
            "modality" => {
                let mut kinds = Vec::new();
                for name in names()? {
                    let read = ModalKind::deserialize(Value::String(name.to_owned()));
                    kinds.push(read.map_err(|_| format!("`{name}` is no modality"))?);
                }
                Test::Modality(kinds)
            }
            "negative" => Test::Negative(flag()?),
            "passive" => Test::Passive(flag()?),
            "present" => Test::Present(flag()?),
            "absent" => Test::Present(!flag()?),
            _ => return Err(format!("`{key}` is no test")),
        })
    }

    fn examples(&mut self, form: &FrameForm) -> Vec<Example> {
        let example = |line, text: &str, expected| Example {
            file: self.name.into(),
            line,
            text: text.into(),
            expected,
        };
        let mut found = Vec::new();
        let mut statuses = Vec::new();
        for given in &form.example {
            let codes = |list: &Option<Vec<String>>| -> Option<Vec<Box<str>>> {
                Some(list.as_ref()?.iter().map(|c| c.as_str().into()).collect())
            };
            let line = line_of(self.text, given.span().start);
            let given = given.get_ref();
            statuses.extend(given.status.as_ref());
            let expected = Expected {
                source: codes(&given.source),
                target: codes(&given.target),
                status: given.status.as_ref().and_then(|s| Status::from_name(s.get_ref())),
                mode: given.mode.as_deref().map(Into::into),
            };
            found.push(example(line, &given.text, Some(expected)));
        }
        for given in &form.near_miss {
            found.push(example(line_of(self.text, given.span().start), &given.get_ref().text, None));
        }
        for status in statuses {
            self.status(status);
        }
        if form.example.is_empty() || form.near_miss.is_empty() {
            let hint = "each frame has at least one [[example]] that it must find and one [[near_miss]]";
            self.fault(0, "a frame without an example or near miss".to_owned(), hint);
        }
        found
    }
}

fn actor_sort(name: &str) -> Result<ActorSort, String> {
    Ok(match name {
        "any" => ActorSort::Any,
        "person" => ActorSort::Person,
        "state" => ActorSort::State,
        "body" => ActorSort::Body,
        "organisation" => ActorSort::Organisation,
        "armed" => ActorSort::Armed,
        "people" => ActorSort::People,
        code => {
            ActorSort::Sector(Sector::from_code(code).ok_or_else(|| format!("`{code}` is no sort of actor"))?)
        }
    })
}

/// A type by name, or a class of types: `@conflict`.
fn types_of(name: &str) -> Result<Vec<EventType>, String> {
    let class = |wanted: &[QuadClass]| {
        EventType::ALL.iter().copied().filter(|t| wanted.contains(&t.quad_class())).collect::<Vec<_>>()
    };
    use QuadClass::{MaterialConflict, MaterialCooperation, VerbalConflict, VerbalCooperation};
    Ok(match name {
        "@verbal-cooperation" => class(&[VerbalCooperation]),
        "@material-cooperation" => class(&[MaterialCooperation]),
        "@verbal-conflict" => class(&[VerbalConflict]),
        "@material-conflict" => class(&[MaterialConflict]),
        "@cooperation" => class(&[VerbalCooperation, MaterialCooperation]),
        "@conflict" => class(&[VerbalConflict, MaterialConflict]),
        one => vec![EventType::from_name(one).ok_or_else(|| format!("`{one}` is no event type"))?],
    })
}
