//! Charts and report of a study, from the tables of its results directory alone.

mod answer;
mod assumptions;
mod authorities;
mod contracts;
mod costs;
mod differences;
mod html;
mod levels;
mod limits;
mod load;
mod noise;
mod positions;
mod posterior;
mod turning;
mod words;
mod years;

use std::path::Path;

use super::error::OutputError;
use super::file;
use super::making::{Job, Making};
use super::pictures::Pictures;
use load::Tables;

pub(super) use html::{Figure, Page, Table, escape};
pub(super) use words::{difference_rounding, difference_unit, direction, range, rounding, size};

/// Draws every chart and the page.
pub(super) fn study(directory: &Path, making: Making) -> Result<(), OutputError> {
    let tables = Tables::read(directory, making)?;
    let mut page = Page::default();
    answer::write(&mut page, &tables);
    levels::write(&mut page, &tables);
    differences::write(&mut page, &tables);
    authorities::write(&mut page, &tables);
    years::write(&mut page, &tables);
    contracts::write(&mut page, &tables);
    costs::write(&mut page, &tables);
    positions::write(&mut page, &tables);
    assumptions::write(&mut page, &tables);
    noise::write(&mut page, &tables);
    limits::write(&mut page, &tables);
    save(directory, &page, &tables.manifest.title, &answer::lead(&tables), making)
}

/// Draws and writes charts and page.
pub(super) fn save(
    directory: &Path,
    page: &Page,
    title: &str,
    lead: &str,
    making: Making,
) -> Result<(), OutputError> {
    let charts = directory.join("charts");
    std::fs::create_dir_all(&charts).map_err(OutputError::cannot_write(&charts))?;
    let pictures = Pictures::new(making);
    let (charts, pictures) = (&charts, &pictures);
    let jobs = page.drawings().map(|draw| -> Job<'_, _> {
        Box::new(move || {
            let drawn = draw();
            for (name, document) in &drawn.charts {
                pictures.write(charts, name, document)?;
                let path = charts.join(format!("{name}.svg"));
                file::write_drawn(&path, document.as_bytes())?;
            }
            Ok(drawn.html)
        })
    });
    let drawn: Result<Vec<String>, OutputError> = making.side_by_side(jobs.collect()).into_iter().collect();
    file::write(&directory.join("report.html"), page.finish(title, lead, &drawn?).as_bytes())
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
