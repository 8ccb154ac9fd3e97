//! `chancery place`: where a name lies.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_knowledge::places::Places;

use crate::failure::Failure;

/// Arguments of `chancery place`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The name, in any case and spelling of diacritics.
    name: String,
    /// A country the name is sought in or near (ISO 3166-1 alpha-3); may be given again.
    #[arg(long, value_name = "ISO3")]
    near: Vec<String>,
    /// Most rows to print.
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// A folder with `places_countries.csv`, `places_regions.csv` or `places_features.csv`, laid over the
    /// embedded ones.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// How to print the rows.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// One row a line, best first.
    Text,
    /// One JSON object a line.
    Json,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let near: Vec<String> = args.near.iter().map(|c| c.to_uppercase()).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let own;
    let places = match &args.data {
        None => Places::embedded(),
        Some(folder) => {
            let (places, faults) = Places::with_folder(folder)?;
            faults.iter().for_each(|fault| eprintln!("error: {fault}"));
            if !faults.is_empty() {
                let failure = Failure::new(format!("{} fault(s) in the tables of places", faults.len()));
                return Err(failure
                    .hint("`chancery knowledge check --data DIR` reports every table's")
                    .into());
            }
            own = places;
            &own
        }
    };
    if let Some(unknown) = near.iter().find(|code| !places.has_country(code)) {
        let failure = Failure::new(format!("`{unknown}` is no country"));
        return Err(failure.hint("use a code of ISO 3166-1 alpha-3, as LBN").into());
    }
    let ranked = places.rank(&args.name, &near);
    if ranked.is_empty() {
        eprintln!("error: no place is called `{}`", args.name);
        eprintln!(
            "hint: the gazetteer has places over 500 people, divisions, countries and the features of places_features.csv"
        );
        return Ok(ExitCode::from(1));
    }
    let mut out = io::stdout().lock();
    for (key, confidence) in ranked.into_iter().take(args.limit) {
        let place = places.place(key);
        match args.format {
            Format::Text => {
                let around: Vec<&str> = place.region.into_iter().chain(place.country).collect();
                let id = place.geonameid.map_or_else(|| "-".to_owned(), |id| id.to_string());
                writeln!(
                    out,
                    "{}, {}  {}  {:.4} {:.4}  population {}  geonames {}  confidence {:.2}  ({})",
                    place.name,
                    around.join(", "),
                    place.kind,
                    place.lat,
                    place.lon,
                    place.population,
                    id,
                    confidence,
                    place.source
                )?;
            }
            Format::Json => {
                let row = serde_json::json!({
                    "name": place.name, "kind": place.kind.name(), "country": place.country, "region": place.region,
                    "lat": place.lat, "lon": place.lon, "population": place.population,
                    "geonameid": place.geonameid, "confidence": (confidence * 1000.0).round() / 1000.0,
                    "source": place.source,
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
