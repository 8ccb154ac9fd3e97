//! `chancery doctor`: what is installed, whether it is whole, and what this machine offers.

use std::io::{self, Write};
use std::process::ExitCode;

use chancery_nlp::Backend;

use crate::model::{self, EN_CORE_WEB_SM, Found, Places, State};

pub(crate) fn run() -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    writeln!(out, "chancery  {}", env!("CARGO_PKG_VERSION"))?;
    let is_whole = write_model(&mut out)?;
    let features: Vec<_> = cpu_features()
        .iter()
        .map(|(name, has)| format!("{name} {}", if *has { "yes" } else { "no" }))
        .collect();
    writeln!(out, "cpu       {}: {}", std::env::consts::ARCH, features.join(", "))?;
    let kernels: Vec<_> = Backend::available().into_iter().map(Backend::name).collect();
    writeln!(out, "kernels   {} in use; {} can be chosen", Backend::detect().name(), kernels.join(", "))?;
    for (name, version) in model::tools() {
        writeln!(out, "tool      {name}: {}", version.as_deref().unwrap_or("not found"))?;
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Prints where the model is and the state of each of its files; whether it can be used.
fn write_model(out: &mut impl Write) -> anyhow::Result<bool> {
    let places = Places::from_environment()?;
    let (name, version) = (EN_CORE_WEB_SM.name, EN_CORE_WEB_SM.version);
    let (folder, how) = match (&places.given, places.find(&EN_CORE_WEB_SM)) {
        (Some(given), Err(_)) => (given.clone(), "CHANCERY_MODEL"),
        (_, Ok(Found::Given(folder))) => (folder, "CHANCERY_MODEL"),
        _ => (places.target(&EN_CORE_WEB_SM), "data folder"),
    };
    if !folder.is_dir() {
        writeln!(out, "model     {name} {version} not found: no {} ({how})", folder.display())?;
        eprintln!("hint: run `chancery model install`");
        return Ok(false);
    }
    writeln!(out, "model     {name} {version} in {} ({how})", folder.display())?;
    let mut n_bad = 0;
    for (path, state) in model::check(&folder, &EN_CORE_WEB_SM) {
        let word = match &state {
            State::Sound => "ok".to_owned(),
            State::Missing => "missing".to_owned(),
            State::Size(size) => format!("bad: {size} bytes"),
            State::Hash(hash) => format!("bad: SHA-256 {hash}"),
            State::Unreadable(error) => format!("unreadable: {error}"),
        };
        n_bad += usize::from(state != State::Sound);
        writeln!(out, "  {path:<28} {word}")?;
    }
    if n_bad > 0 && places.given.is_some() {
        eprintln!(
            "note: CHANCERY_MODEL names another model than the pinned one; results may differ from those tested"
        );
    } else if n_bad > 0 {
        eprintln!("hint: run `chancery model install` to mend it");
    }
    Ok(n_bad == 0)
}

/// The vector extensions that matter to the kernels, and whether this processor has them.
fn cpu_features() -> Vec<(&'static str, bool)> {
    #[cfg(target_arch = "x86_64")]
    return vec![
        ("avx2", std::is_x86_feature_detected!("avx2")),
        ("fma", std::is_x86_feature_detected!("fma")),
        ("avx512f", std::is_x86_feature_detected!("avx512f")),
    ];
    #[cfg(target_arch = "aarch64")]
    return vec![("neon", std::arch::is_aarch64_feature_detected!("neon"))];
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    Vec::new()
}
