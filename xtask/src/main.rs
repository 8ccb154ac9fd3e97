//! `cargo xtask tidy`: checks of the repository itself that no compiler makes.
//!
//! Exit codes: 0 tidy, 1 faults found, 2 could not run.
#![forbid(unsafe_code)]

mod allowed;
mod licences;
mod manifests;
mod sources;
mod tree;

use std::process::ExitCode;

use tree::Tree;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments != ["tidy"] {
        eprintln!("usage: cargo xtask tidy");
        return ExitCode::from(2);
    }
    match tidy() {
        Ok(faults) if faults.is_empty() => {
            println!("tidy: no faults");
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            for fault in &faults {
                eprintln!("error: {fault}");
            }
            eprintln!("tidy: {} faults", faults.len());
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Every fault of the working tree, as `path:line: what and what to do`, sorted.
fn tidy() -> anyhow::Result<Vec<String>> {
    let tree = Tree::of_repository()?;
    let mut faults = sources::check(&tree, &allowed::SOURCES);
    faults.extend(manifests::check(&tree));
    faults.extend(licences::check(&licences::dependencies()?, allowed::LICENCES));
    faults.sort();
    Ok(faults)
}
