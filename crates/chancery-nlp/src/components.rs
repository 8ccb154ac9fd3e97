//! Which pipelines can be run: the components, their order, and the settings that change an answer.

use crate::error::{Error, Result};
use crate::model::config::Config;

/// The components that are run, in the order in which spaCy runs them.
const COMPONENTS: [&str; 6] = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"];

/// Fails, and names what is in the way, if the pipeline asks for more than this program does. The
/// architectures of the models are checked where they are read.
pub(crate) fn check(config: &Config) -> Result<()> {
    let disabled = config.strings("nlp", "disabled").unwrap_or_default();
    let pipeline: Vec<String> =
        config.strings("nlp", "pipeline")?.into_iter().filter(|c| !disabled.contains(c)).collect();
    if config.string("nlp", "lang")? != "en" {
        return Err(Error::not_run("[nlp] lang is not `en`: only English pipelines are run"));
    }
    check_tokenizer(config)?;
    for component in &pipeline {
        let section = format!("components.{component}");
        if !COMPONENTS.contains(&component.as_str()) {
            return Err(Error::not_run(format!(
                "the pipeline has a component `{component}`, which is not run"
            )));
        }
        if !config.has(&section) {
            return Err(Error::damaged(format!(
                "the pipeline names `{component}`, but there is no [{section}]"
            )));
        }
        let factory = config.string(&section, "factory")?;
        if factory != *component {
            return Err(Error::not_run(format!("[{section}] is made by `{factory}`, which is not run")));
        }
    }
    let order: Vec<&str> = COMPONENTS.into_iter().filter(|c| pipeline.iter().any(|p| p == c)).collect();
    if order.len() < COMPONENTS.len() {
        let missing: Vec<&str> = COMPONENTS.into_iter().filter(|c| !order.contains(c)).collect();
        return Err(Error::not_run(format!("the pipeline has no {}", missing.join(", "))));
    }
    if order != pipeline {
        return Err(Error::not_run(format!(
            "the pipeline runs {}; this program runs {}, all of them, in this order",
            pipeline.join(", "),
            COMPONENTS.join(", ")
        )));
    }
    check_lemmatizer(config)
}

fn check_tokenizer(config: &Config) -> Result<()> {
    let kind = if config.has("nlp.tokenizer") {
        config.string("nlp.tokenizer", "@tokenizers")?
    } else {
        config.get("nlp", "tokenizer")?["@tokenizers"].as_str().unwrap_or_default().to_owned()
    };
    if kind == "spacy.Tokenizer.v1" {
        return Ok(());
    }
    Err(Error::not_run(format!(
        "[nlp] asks for the tokenizer `{kind}`; this program runs spacy.Tokenizer.v1"
    )))
}

fn check_lemmatizer(config: &Config) -> Result<()> {
    let mode = config.string("components.lemmatizer", "mode")?;
    if mode != "rule" {
        return Err(Error::not_run(format!(
            "[components.lemmatizer] has mode `{mode}`; this program runs `rule`"
        )));
    }
    if config.bool("components.lemmatizer", "overwrite")? {
        return Err(Error::not_run("[components.lemmatizer] has overwrite = true, which is not run"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
[nlp]
lang = "en"
pipeline = ["tok2vec","tagger","parser","senter","attribute_ruler","lemmatizer","ner"]
disabled = ["senter"]
tokenizer = {"@tokenizers":"spacy.Tokenizer.v1"}
[components.tok2vec]
factory = "tok2vec"
[components.tagger]
factory = "tagger"
[components.parser]
factory = "parser"
[components.attribute_ruler]
factory = "attribute_ruler"
[components.lemmatizer]
factory = "lemmatizer"
mode = "rule"
overwrite = false
[components.ner]
factory = "ner"
"#;

    fn check_with(from: &str, to: &str) -> Result<()> {
        assert!(SOUND.contains(from), "{from}");
        check(&Config::read(SOUND.replacen(from, to, 1).as_bytes()).unwrap())
    }

    #[test]
    fn a_sound_pipeline_passes() {
        check_with("en", "en").unwrap();
    }

    #[test]
    fn what_is_not_run_is_named() {
        for (from, to, named) in [
            ("\"en\"", "\"de\"", "lang"),
            ("\"tok2vec\",", "\"transformer\",", "`transformer`"),
            ("disabled = [\"senter\"]", "disabled = []", "`senter`"),
            ("\"ner\"]", "\"ner\",\"entity_ruler\"]", "`entity_ruler`"),
            ("factory = \"ner\"", "factory = \"beam_ner\"", "`beam_ner`"),
            (",\"ner\"]", "]", "no ner"),
            ("\"tagger\",\"parser\"", "\"parser\",\"tagger\"", "in this order"),
            ("spacy.Tokenizer.v1", "mine.Tokenizer.v1", "`mine.Tokenizer.v1`"),
            ("\"rule\"", "\"lookup\"", "`lookup`"),
            ("overwrite = false", "overwrite = true", "overwrite"),
        ] {
            let error = check_with(from, to).unwrap_err();
            assert!(error.is_unsupported() && error.to_string().contains(named), "{to}: {error}");
        }
        let error = check_with("[components.tagger]", "[components.other]").unwrap_err();
        assert!(error.is_malformed() && error.to_string().contains("[components.tagger]"), "{error}");
    }
}
