//! Charts and report of a study, from the tables of its results directory alone.

mod accounts;
mod answer;
mod assumptions;
mod authorities;
mod bids;
pub(crate) mod by_year;
pub(super) mod chain;
mod contested;
mod contracts;
mod costs;
mod differences;
mod first_year;
mod gains;
mod journey;
mod levels;
pub(crate) mod limits;
mod load;
mod noise;
mod opening;
mod options;
mod positions;
mod posterior;
mod providers;
mod services;
mod teams;
mod turning;
mod verdict;
mod why;
mod years;

use std::path::Path;

use crate::analysis::run::answer::Facts;
use crate::report::{Page, save};
use crate::results::{Manifest, OutputError, OutputOptions};
use load::Tables;

pub(crate) use answer::day;
pub(crate) use verdict::QUANTILES;

/// Draws every chart and the page.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let tables = Tables::read(directory, manifest, options)?;
    let mut page = Page::default();
    let (facts, unit) = answer::facts(&tables);
    answer::write(&mut page, &tables, &facts, &unit);
    options::write(&mut page, &tables, &facts, &unit);
    why::write(&mut page, &tables, &facts, &unit);
    gains::brief(&mut page, &tables, &facts);
    first_year::brief(&mut page, &tables, &facts);
    by_year::brief(&mut page, &tables, &facts, &unit);
    if teams::lead(&tables) {
        teams::write(&mut page, &tables, &facts);
    }
    costs::brief(&mut page, &tables, &facts);
    contracts::brief(&mut page, &tables);
    limits::brief(&mut page, &tables);
    limits::repeat(&mut page, &tables);
    page.appendix();
    appendix(&mut page, &tables, &facts);
    save(directory, &page, &tables.manifest.title, &answer::lead(&tables), options)
}

/// Everything else, each part to be opened.
fn appendix(page: &mut Page, tables: &Tables, facts: &Facts) {
    levels::write(page, tables);
    differences::write(page, tables);
    opening::write(page, tables);
    gains::write(page, tables);
    why::appendix(page, tables);
    journey::write(page, tables);
    first_year::write(page, tables);
    authorities::write(page, tables);
    years::write(page, tables);
    contracts::write(page, tables);
    bids::write(page, tables);
    if !teams::lead(tables) {
        teams::write(page, tables, facts);
    }
    providers::write(page, tables);
    costs::write(page, tables);
    positions::write(page, tables);
    assumptions::write(page, tables);
    noise::write(page, tables);
    limits::write(page, tables);
}

/// The words under every figure.
fn source(tables: &Tables) -> String {
    format!(
        "Source: swplab {}, {} ({}).",
        tables.manifest.swplab_version,
        tables.manifest.scenario,
        tables.manifest.scenario_blake3.chars().take(8).collect::<String>(),
    )
}

/// Population, period and number, for subtitles.
fn scope(tables: &Tables, unit: &str) -> String {
    let title = tables.units.iter().find(|u| u.unit == unit).map_or(unit, |u| u.title.as_str());
    let manifest = &tables.manifest;
    scope_of(title, &manifest.years, manifest.horizon_years, manifest.replications)
}

/// The same of a unit by its title.
pub(crate) fn scope_of(title: &str, years: &[String], horizon: u32, replications: usize) -> String {
    let period = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => {
            format!(
                "{} to {}",
                first.split(' ').next().unwrap_or(first),
                last.rsplit(' ').next().unwrap_or(last)
            )
        }
        (Some(only), _) => only.clone(),
        _ => format!("{horizon} years"),
    };
    let histories =
        if replications == 1 { "1 history".to_owned() } else { format!("{replications} histories") };
    format!("{title}, {period}, {histories}")
}
