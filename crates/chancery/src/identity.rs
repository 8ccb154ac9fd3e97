//! What records are made with, as hashes, for an archive to tell one coding from another.

use std::path::{Path, PathBuf};
use std::{fs, io};

use chancery_archive::Coder;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::coding::TableArgs;

/// The coder of this program with this model and these tables. `settings` are others that change records.
pub(crate) fn coder(model: &Path, tables: &TableArgs, settings: &serde_json::Value) -> io::Result<Coder> {
    let overlays = [("lexicon", &tables.lexicon), ("data", &tables.data)];
    let mut laid_over = serde_json::Map::new();
    for (name, folder) in overlays {
        if let Some(folder) = folder {
            laid_over.insert(name.to_owned(), json!(digest(folder)?));
        }
    }
    Ok(Coder {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: digest(model)?,
        tables: env!("CHANCERY_TABLES").to_owned(),
        settings: json!({"laid_over": laid_over, "said": settings}).to_string(),
    })
}

/// SHA-256 over the names and contents of a folder's files.
fn digest(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    gather(folder, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap_or(&file);
        let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        let bytes = fs::read(&file)?;
        hash.update(name.join("/"));
        hash.update([0]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coder_is_told_by_model_tables_and_settings() {
        let folder = tempfile::tempdir().unwrap();
        let model = folder.path().join("model");
        fs::create_dir_all(model.join("parser")).unwrap();
        fs::write(model.join("parser/weights"), "1").unwrap();
        let none = TableArgs { lexicon: None, data: None };
        let first = coder(&model, &none, &json!({})).unwrap();
        assert_eq!(first, coder(&model, &none, &json!({})).unwrap());
        assert_eq!(first.tables.len(), 64);
        assert_ne!(first, coder(&model, &none, &json!({"published": "2024-01-01"})).unwrap());
        let laid_over = TableArgs { lexicon: Some(model.clone()), data: None };
        assert_ne!(first, coder(&model, &laid_over, &json!({})).unwrap());
        fs::write(model.join("parser/weights"), "2").unwrap();
        assert_ne!(first.model, coder(&model, &none, &json!({})).unwrap().model);
    }
}
