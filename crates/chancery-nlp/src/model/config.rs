//! `config.cfg`: sections of keys with JSON values, and `${section:key}` for values kept elsewhere
//! (the format of Explosion's `confection`).

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, Result};

/// A pipeline's configuration.
#[derive(Debug, Default)]
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Config {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes).map_err(|e| Error::damaged(format!("is not UTF-8 ({e})")))?;
        let mut config = Self::default();
        let mut section = String::new();
        let mut last_key = None::<String>;
        for (i, line) in text.lines().enumerate() {
            let bare = line.trim();
            if bare.is_empty() || bare.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = bare.strip_prefix('[').and_then(|b| b.strip_suffix(']'))
                && !line.starts_with(char::is_whitespace)
            {
                section = name.to_owned();
                config.sections.entry(section.clone()).or_default();
                last_key = None;
            } else if let (true, Some(key)) = (line.starts_with(char::is_whitespace), &last_key) {
                let value = config.sections.get_mut(&section).and_then(|s| s.get_mut(key));
                if let Some(value) = value {
                    value.push(' ');
                    value.push_str(bare);
                }
            } else if let Some((key, value)) = bare.split_once('=') {
                let key = key.trim().to_owned();
                config
                    .sections
                    .entry(section.clone())
                    .or_default()
                    .insert(key.clone(), value.trim().to_owned());
                last_key = Some(key);
            } else {
                return Err(Error::damaged(format!(
                    "line {}: neither a section nor `key = value`: {bare}",
                    i + 1
                )));
            }
        }
        Ok(config)
    }

    /// Whether the section is there.
    pub(crate) fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// The value of a key, references followed.
    pub(crate) fn get(&self, section: &str, key: &str) -> Result<Value> {
        self.follow(section, key, 8)
    }

    fn follow(&self, section: &str, key: &str, depth: usize) -> Result<Value> {
        let raw = self
            .sections
            .get(section)
            .and_then(|s| s.get(key))
            .ok_or_else(|| Error::damaged(format!("[{section}] has no `{key}`")))?;
        if let Some((section, key)) =
            raw.strip_prefix("${").and_then(|r| r.strip_suffix('}')).and_then(|r| r.rsplit_once([':', '.']))
        {
            if depth == 0 {
                return Err(Error::damaged(format!("[{section}] {key}: references go in a circle")));
            }
            return self.follow(section, key, depth - 1);
        }
        serde_json::from_str(raw)
            .map_err(|e| Error::damaged(format!("[{section}] {key}: not a JSON value ({e}): {raw}")))
    }

    pub(crate) fn string(&self, section: &str, key: &str) -> Result<String> {
        self.get(section, key)?
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| Error::damaged(format!("[{section}] {key} should be a string")))
    }

    pub(crate) fn usize(&self, section: &str, key: &str) -> Result<usize> {
        self.get(section, key)?
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .ok_or_else(|| Error::damaged(format!("[{section}] {key} should be a whole number")))
    }

    pub(crate) fn bool(&self, section: &str, key: &str) -> Result<bool> {
        self.get(section, key)?
            .as_bool()
            .ok_or_else(|| Error::damaged(format!("[{section}] {key} should be true or false")))
    }

    pub(crate) fn strings(&self, section: &str, key: &str) -> Result<Vec<String>> {
        serde_json::from_value(self.get(section, key)?)
            .map_err(|e| Error::damaged(format!("[{section}] {key} should be a list of strings ({e})")))
    }

    /// Fails unless the section's architecture is `name` in one of `versions`.
    pub(crate) fn expect_architecture(&self, section: &str, name: &str, versions: &[&str]) -> Result<()> {
        let found = self.string(section, "@architectures")?;
        if versions.iter().any(|v| found == format!("{name}.{v}")) {
            return Ok(());
        }
        Err(Error::not_run(format!(
            "[{section}] asks for the architecture {found}; this program runs {name}.{}",
            versions.join(&format!(" and {name}."))
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_references_and_continuations() {
        let config = Config::read(
            b"[a]\nwidth = 96\nnames = [\"x\",\n  \"y\"]\n\n[a.b]\n@architectures = \"spacy.Tagger.v2\"\nw = ${a:width}\n",
        )
        .unwrap();
        assert_eq!(config.usize("a.b", "w").unwrap(), 96);
        assert_eq!(config.strings("a", "names").unwrap(), ["x", "y"]);
        assert!(config.expect_architecture("a.b", "spacy.Tagger", &["v1", "v2"]).is_ok());
        let error = config.expect_architecture("a.b", "spacy.Tok2Vec", &["v2"]).unwrap_err();
        assert!(error.is_unsupported() && error.to_string().contains("spacy.Tagger.v2"));
    }

    #[test]
    fn a_circle_ends() {
        let config = Config::read(b"[a]\nx = ${a:y}\ny = ${a:x}\n").unwrap();
        assert!(config.get("a", "x").unwrap_err().is_malformed());
    }

    #[test]
    fn a_bad_line_is_named() {
        assert!(Config::read(b"[a]\n\nnonsense\n").unwrap_err().to_string().contains("line 3"));
    }
}
