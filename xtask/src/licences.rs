//! Every dependency's licence is one that asks for no more than its own text to be passed on.

use std::process::Command;

use anyhow::Context;
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::tree::root;

/// Licences under which a dependency is taken, by SPDX identifier.
const ACCEPTED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// A dependency taken in spite of what its manifest says or leaves out.
pub(crate) struct LicenceException {
    /// The crate.
    pub(crate) name: &'static str,
    /// Why it may be used.
    pub(crate) reason: &'static str,
}

/// A package as `cargo metadata` has it.
#[derive(Deserialize)]
pub(crate) struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for members of the workspace.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// All packages of the lock file, those of other platforms and of tests included.
pub(crate) fn dependencies() -> anyhow::Result<Vec<Package>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .context("cargo could not be started")?;
    anyhow::ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    Ok(metadata.packages)
}

/// Faults of the dependencies among `packages`.
pub(crate) fn check(packages: &[Package], exceptions: &[LicenceException]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = vec![false; exceptions.len()];
    for package in packages.iter().filter(|package| package.source.is_some()) {
        let Some(fault) = fault_of(package) else { continue };
        match exceptions.iter().position(|exception| exception.name == package.name) {
            Some(at) => used[at] = true,
            None => faults.push(format!("{} {}: {fault}", package.name, package.version)),
        }
    }
    for (exception, used) in exceptions.iter().zip(used) {
        if !used {
            faults.push(format!(
                "xtask/src/allowed.rs: {} needs no licence exception any more ({})",
                exception.name, exception.reason
            ));
        }
    }
    faults
}

fn fault_of(package: &Package) -> Option<String> {
    let Some(text) = &package.license else {
        return Some("states no licence; read it and give the reason in xtask/src/allowed.rs".to_owned());
    };
    match Expression::parse_mode(text, ParseMode::LAX) {
        Ok(expression) if expression.evaluate(is_accepted) => None,
        Ok(_) => Some(format!("licence {text} is not accepted; see xtask/src/licences.rs")),
        Err(error) => Some(format!("licence {text:?} cannot be read: {}", error.reason)),
    }
}

/// An addition (`WITH …`) only ever permits more, so the licence alone decides.
fn is_accepted(requirement: &LicenseReq) -> bool {
    requirement.license.id().is_some_and(|id| ACCEPTED.contains(&id.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(ToOwned::to_owned),
            source: Some("registry".to_owned()),
        }
    }

    fn faults(license: Option<&str>) -> Vec<String> {
        check(&[package("a", license)], &[])
    }

    #[test]
    fn a_choice_needs_one_accepted_side_and_a_sum_needs_all() {
        for good in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(faults(Some(good)).is_empty(), "{good}");
        }
        for bad in ["GPL-3.0-only", "MIT AND AGPL-3.0-or-later", "LicenseRef-ours", "as you like it"] {
            assert_eq!(faults(Some(bad)).len(), 1, "{bad}");
        }
        assert_eq!(faults(None).len(), 1);
    }

    #[test]
    fn members_of_the_workspace_are_not_asked() {
        let member = Package { source: None, ..package("ours", None) };
        assert!(check(&[member], &[]).is_empty());
    }

    #[test]
    fn an_exception_covers_its_crate_and_must_be_needed() {
        let exceptions = [LicenceException { name: "a", reason: "read by hand" }];
        assert!(check(&[package("a", None)], &exceptions).is_empty());
        assert_eq!(check(&[package("b", None)], &exceptions).len(), 2);
    }
}
