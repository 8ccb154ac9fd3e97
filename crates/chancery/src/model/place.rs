//! Where models live.
//!
//! `CHANCERY_MODEL`, where set, is the model folder and nothing else is tried. Otherwise models lie under
//! `$XDG_DATA_HOME/chancery/models`, and without that variable under `~/.local/share/chancery/models`, on Linux and
//! macOS alike, so that one set of instructions serves both (crate `etcetera`, strategy of command-line tools).

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::pins::{EN_CORE_WEB_SM, Pinned};
use crate::failure::Failure;

/// The variable that names a model folder outright.
pub(crate) const VARIABLE: &str = "CHANCERY_MODEL";

const INSTALL: &str = "run `chancery model install`";

/// The places where a model may be.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// Value of `CHANCERY_MODEL`, if set and not empty.
    pub(crate) given: Option<PathBuf>,
    /// The folder that holds one folder for each installed model.
    pub(crate) models: PathBuf,
}

/// A model folder and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// Named by `CHANCERY_MODEL`.
    Given(PathBuf),
    /// Installed in the data folder.
    Installed(PathBuf),
}

impl Found {
    pub(crate) fn folder(&self) -> &Path {
        match self {
            Self::Given(folder) | Self::Installed(folder) => folder,
        }
    }
}

impl Places {
    /// As the environment of this run says.
    pub(crate) fn from_environment() -> Result<Self, Failure> {
        let given = env::var_os(VARIABLE).filter(not_empty).map(PathBuf::from);
        let strategy = etcetera::choose_base_strategy().map_err(|cause| {
            Failure::new("no folder for the user's data is known")
                .because(cause)
                .hint("set HOME, or set XDG_DATA_HOME to a folder that you can write to")
        })?;
        Ok(Self { given, models: strategy.data_dir().join("chancery").join("models") })
    }

    /// Where `model` is put on installation.
    pub(crate) fn target(&self, model: &Pinned) -> PathBuf {
        self.models.join(model.folder())
    }

    /// The folder to load: cheap, so that it can run at each start. An installed model is checked for the presence
    /// and size of each file; hashes are checked on installation and by `chancery doctor`.
    pub(crate) fn find(&self, model: &Pinned) -> Result<Found, Failure> {
        if let Some(folder) = &self.given {
            if folder.join("config.cfg").is_file() {
                return Ok(Found::Given(folder.clone()));
            }
            return Err(Failure::new(format!(
                "{VARIABLE} names {}, which is no model folder: it has no config.cfg",
                folder.display()
            ))
            .hint(format!("point {VARIABLE} at a folder with a config.cfg, or unset it and {INSTALL}")));
        }
        let folder = self.target(model);
        if !folder.is_dir() {
            return Err(Failure::new(format!(
                "model {} {} is not installed: there is no {}",
                model.name,
                model.version,
                folder.display()
            ))
            .hint(INSTALL));
        }
        for pin in model.pins {
            let path = folder.join(pin.path);
            let size = path.metadata().ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
            if size != Some(pin.size) {
                let fault = match size {
                    None => "is missing".to_owned(),
                    Some(size) => format!("has {size} bytes and not {}", pin.size),
                };
                return Err(Failure::new(format!(
                    "the installed model is damaged: {} {fault}",
                    path.display()
                ))
                .hint(format!("{INSTALL} to mend it")));
            }
        }
        Ok(Found::Installed(folder))
    }
}

fn not_empty(value: &OsString) -> bool {
    !value.is_empty()
}

/// The folder of the model to load, as the environment says.
pub(crate) fn find_model() -> Result<PathBuf, Failure> {
    let found = Places::from_environment()?.find(&EN_CORE_WEB_SM)?;
    Ok(found.folder().to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::fixture::{FAKE, write_model};
    use super::*;

    fn places(root: &Path) -> Places {
        Places { given: None, models: root.join("models") }
    }

    fn text(error: Failure) -> (String, String) {
        let error = anyhow::Error::new(error);
        (format!("{error:#}"), Failure::hint_of(&error).unwrap_or_default().to_owned())
    }

    #[test]
    fn without_a_model_the_error_names_the_folder_and_the_command() {
        let root = tempfile::tempdir().unwrap();
        let (message, hint) = text(places(root.path()).find(&FAKE).unwrap_err());
        assert!(message.contains("model xx_fake 1.0.0 is not installed"), "{message}");
        assert!(message.contains(&root.path().join("models").join("xx_fake-1.0.0").display().to_string()));
        assert_eq!(hint, "run `chancery model install`");
    }

    #[test]
    fn a_shortened_or_missing_file_is_a_damaged_model() {
        let root = tempfile::tempdir().unwrap();
        let places = places(root.path());
        let target = places.target(&FAKE);
        write_model(&target);
        assert_eq!(places.find(&FAKE).unwrap(), Found::Installed(target.clone()));
        fs::write(target.join("ner/model"), b"fak").unwrap();
        let (message, hint) = text(places.find(&FAKE).unwrap_err());
        assert!(message.contains("damaged") && message.contains("has 3 bytes and not 12"), "{message}");
        assert_eq!(hint, "run `chancery model install` to mend it");
        fs::remove_file(target.join("ner/model")).unwrap();
        assert!(text(places.find(&FAKE).unwrap_err()).0.contains("is missing"));
    }

    #[test]
    fn a_given_folder_wins_and_never_falls_back() {
        let root = tempfile::tempdir().unwrap();
        let mut places = places(root.path());
        write_model(&places.target(&FAKE));
        let given = root.path().join("mine");
        places.given = Some(given.clone());
        assert!(text(places.find(&FAKE).unwrap_err()).0.contains("CHANCERY_MODEL names"));
        fs::create_dir(&given).unwrap();
        fs::write(given.join("config.cfg"), "").unwrap();
        assert_eq!(places.find(&FAKE).unwrap(), Found::Given(given));
    }
}
