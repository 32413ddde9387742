//! Charts and report of a study, from the tables of its results directory alone.

mod answer;
mod assumptions;
mod authorities;
mod bids;
mod contested;
mod contracts;
mod costs;
mod differences;
mod first_year;
mod gains;
mod levels;
mod limits;
mod load;
mod noise;
mod opening;
mod positions;
mod posterior;
mod providers;
mod turning;
mod verdict;
mod years;

use std::path::Path;

use crate::report::{Page, save};
use crate::results::{Manifest, OutputError, OutputOptions};
use load::Tables;

/// Draws every chart and the page.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let tables = Tables::read(directory, manifest, options)?;
    let mut page = Page::default();
    answer::write(&mut page, &tables);
    levels::write(&mut page, &tables);
    differences::write(&mut page, &tables);
    opening::write(&mut page, &tables);
    gains::write(&mut page, &tables);
    first_year::write(&mut page, &tables);
    authorities::write(&mut page, &tables);
    years::write(&mut page, &tables);
    contracts::write(&mut page, &tables);
    bids::write(&mut page, &tables);
    providers::write(&mut page, &tables);
    costs::write(&mut page, &tables);
    positions::write(&mut page, &tables);
    assumptions::write(&mut page, &tables);
    noise::write(&mut page, &tables);
    limits::write(&mut page, &tables);
    save(directory, &page, &tables.manifest.title, &answer::lead(&tables), options)
}

/// The words under every figure.
fn source(tables: &Tables) -> String {
    format!(
        "Source: swplab {} simulation of scenario {} ({}).",
        tables.manifest.swplab_version,
        tables.manifest.scenario,
        tables.manifest.scenario_blake3.chars().take(8).collect::<String>(),
    )
}

/// Population, period and number, for subtitles.
fn scope(tables: &Tables, unit: &str) -> String {
    let title = tables.units.iter().find(|u| u.unit == unit).map_or(unit, |u| u.title.as_str());
    let manifest = &tables.manifest;
    let period = match (manifest.years.first(), manifest.years.last()) {
        (Some(first), Some(last)) if first != last => {
            format!(
                "{} to {}",
                first.split(' ').next().unwrap_or(first),
                last.rsplit(' ').next().unwrap_or(last)
            )
        }
        (Some(only), _) => only.clone(),
        _ => format!("{} years", manifest.horizon_years),
    };
    format!("{title}, {period}, {} replications", manifest.replications)
}
