//! Pages and sentences made from tables alone; the figures of a page become charts beside it.

pub(crate) mod html;
mod pictures;
mod references;
pub(crate) mod words;

use std::path::Path;

use crate::results::{Job, OutputError, OutputOptions, file};
use pictures::Pictures;

pub(crate) use html::{Figure, Page, Table, escape};
pub(crate) use words::{difference_rounding, difference_unit, direction, range, rounding, size};

/// Draws and writes charts and page.
pub(crate) fn save(
    directory: &Path,
    page: &Page,
    title: &str,
    lead: &str,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let charts = directory.join("charts");
    std::fs::create_dir_all(&charts).map_err(OutputError::cannot_write(&charts))?;
    let pictures = Pictures::new(options);
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
    let drawn: Result<Vec<String>, OutputError> = options.side_by_side(jobs.collect()).into_iter().collect();
    file::write(&directory.join("report.html"), page.finish(title, lead, &drawn?).as_bytes())
}
