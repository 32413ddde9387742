//! Combinations of some values, on the same children with the same luck: summaries by cell, no values by
//! replication, so that neither memory nor files grow with the replications.

mod answer;
mod cost;
mod finding;
mod limits;
mod opening;
mod page;
mod page_points;
mod read;
mod rows;
mod simulate;
mod tables;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::design::{self, Cells};
use super::run::tables::{indicator_rows, unit_rows};
use super::{Analysis, Input, Loaded, Need, Refusal, need};
use crate::indicator::INDICATORS;
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::{Arm, Design, Factor, Layout, USUAL_POINTS};
use crate::study::{Checkpoint, Runner, Simulation, StudyError};

pub use super::design::{MOST_CELLS, full_factorial};
pub use simulate::{CellSummary, SweepResults, sweep};

/// A sweep.
pub struct Sweep {
    loaded: Loaded,
    request: Request,
    design: Cells,
    /// The cells as arms.
    arms: Vec<Arm>,
    /// What is to be said of the scenario before anybody believes it, in sentences.
    warnings: Vec<String>,
}

/// What is asked of a sweep.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// What to vary and its values, or a range FROM..TO; repeat for more factors. Replaces those of the [sweep] table
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=A,B,C", value_parser = design::arguments::factor))]
    pub vary: Vec<Factor>,
    /// How cells are laid out; as [sweep] says, or every combination, if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "LAYOUT"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design: Option<Layout>,
    /// Points of a design that is no full factorial
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=65535)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// The arm that the cells change; the first if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "ARM"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
}

impl Request {
    /// The design that is asked for, with what is left open taken from the scenario.
    fn design(&self, written: &Design) -> Design {
        Design {
            layout: self.design.unwrap_or(written.layout),
            points: self.points.or(written.points),
            base: self.base.clone().or_else(|| written.base.clone()),
        }
    }
}

impl Analysis for Sweep {
    const KIND: &'static str = "sweep";
    const COMMAND: &'static str = "sweep";
    const ABOUT: &'static str =
        "Run every combination of some values on the same children with the same luck";

    type Request = Request;
    type Found = SweepResults;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Sweep, Refusal> {
        let loaded = input.scenario(&[])?;
        let factors =
            if request.vary.is_empty() { loaded.scenario.sweep.clone() } else { request.vary.clone() };
        let asked = request.design(&loaded.scenario.design);
        let base = loaded.arm(asked.base.as_deref())?;
        let design = design::cells(&factors, &asked, loaded.scenario.seed);
        let design = design.map_err(|fault| Refusal::error(&fault))?;
        let arms = loaded.cells(input, base, &design.factors, &design.cells)?;
        design::refuse_idle(input, &loaded, base, (&design.factors, &arms))?;
        request.design = Some(asked.layout);
        request.points = (asked.layout != Layout::Factorial).then(|| asked.points.unwrap_or(USUAL_POINTS));
        request.base = Some(loaded.scenario.arms[base].name.clone());
        let warnings = limits::warnings(&design, &arms, (loaded.scenario.horizon_years, &input.remarks));
        Ok(Sweep { loaded, request, design, arms, warnings })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-sweep", self.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        let units = need::units(&self.arms) as f64;
        let summaries = self.arms.len() as f64 * units * INDICATORS.len() as f64;
        let numbers = simulate::numbers(self.loaded.scenario.replications) * summaries;
        Need::of(&self.arms, numbers, 3.0 * summaries, "fewer values of what is varied")
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<SweepResults, StudyError> {
        let scenario = &self.loaded.scenario;
        let simulation = Simulation::of_cells(scenario, &self.arms);
        let Cells { factors, cells } = self.design.clone();
        sweep(&simulation, (factors, cells), 0..scenario.replications, runner)
    }

    fn tables(
        &self,
        found: &SweepResults,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        tables::write_all(directory, found, options)
    }

    fn manifest(&self, found: &SweepResults) -> Manifest {
        let profiles = self.loaded.profiles(&self.arms);
        let idle = limits::idle(found);
        let warnings = self.warnings.iter().cloned().chain(idle).collect();
        let manifest = Manifest::of(&self.loaded.scenario, &self.arms, profiles);
        Manifest { warnings, ..of_found(manifest, found) }
    }

    fn ending(&self, found: &SweepResults) -> String {
        let request = serde_json::to_value(&self.request).unwrap_or_default();
        let read = read::Read::new(
            Manifest { request, ..self.manifest(found) },
            indicator_rows(&found.indicators),
            unit_rows(&found.units),
            tables::rows(found),
        );
        opening::told(&read).into_iter().map(|sentence| sentence + "\n").collect()
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }

    fn request_of_version_1(manifest: &mut Manifest) -> Request {
        Request { vary: manifest.factors.clone(), ..Request::default() }
    }
}

/// A manifest with the factors and counts of what was found.
fn of_found(manifest: Manifest, found: &SweepResults) -> Manifest {
    Manifest {
        factors: found.factors.clone(),
        first_replication: found.first_replication,
        replications: found.replications,
        child_months: found.child_months,
        failures: failures(&found.failures, |cell| format!("cell {cell}")),
        ..manifest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{manifest, testing};

    fn factor(path: &str, levels: &[&str]) -> Factor {
        Factor { path: path.to_owned(), levels: levels.iter().map(|level| (*level).to_owned()).collect() }
    }

    /// Two factors, 5 by 3 levels, the second of which bends the effect of the first, and perhaps a third.
    fn written(third: Option<Factor>) -> testing::Directory {
        let terms = factor("contract.term_years", &["2", "3", "5", "7", "10"]);
        let mut factors = vec![terms, factor("contract.review_months", &["3", "6", "12"])];
        factors.extend(third);
        let units = testing::study(2).units;
        let cells = full_factorial(&factors).unwrap();
        let mut summaries = Vec::new();
        for (at, levels) in cells.iter().enumerate() {
            for unit in &units {
                for _ in INDICATORS {
                    let effect = -0.01 * levels[0] as f64 * (1.0 + 0.5 * levels[1] as f64);
                    let spread = if at == 0 { 0.0 } else { 0.03 };
                    let mut summary = CellSummary::default();
                    for z in [-1.64, 0.0, 1.64] {
                        let reference = 0.9 + z * (0.12 - spread);
                        let value = reference + effect + z * spread;
                        summary.add(value, unit.is_paired().then_some(reference));
                    }
                    summaries.push(summary);
                }
            }
        }
        let found = SweepResults {
            factors,
            cells,
            first_replication: 0,
            replications: 100,
            units,
            indicators: INDICATORS.to_vec(),
            summaries,
            failures: Vec::new(),
            child_months: 1_000_000,
        };
        let directory = testing::directory();
        let files = tables::write_all(&directory, &found, OutputOptions::default()).unwrap();
        let kind = Sweep::KIND.to_owned();
        let whole = Manifest { kind, files, ..of_found(testing::manifest(), &found) };
        manifest::write(&directory, &whole).unwrap();
        crate::analysis::report(&directory, OutputOptions::default()).unwrap();
        directory
    }

    #[test]
    fn a_third_factor_gives_a_map_for_each_of_its_levels_titled_with_what_is_held() {
        let directory = written(Some(factor("practice.size", &["60", "148"])));
        let page = std::fs::read_to_string(directory.join("report.html")).unwrap();
        for level in ["60", "148"] {
            assert!(
                page.contains(&format!(
                    "With {level} young people served at the start: Changes of case holder"
                ))
            );
        }
        for chart in ["map-worker-changes", "map-worker-changes-2", "response-turnover-2"] {
            assert!(directory.join(format!("charts/{chart}.svg")).exists(), "{chart}");
        }
        assert!(!directory.join("charts/map-worker-changes-3.svg").exists());
    }

    #[test]
    fn a_sweep_is_written_and_its_page_drawn_from_the_table_alone() {
        let directory = written(None);
        let page = std::fs::read_to_string(directory.join("report.html")).unwrap();
        assert!(page.contains("contract.review_months"));
        assert!(!page.contains("NaN"));
        assert!(directory.join("charts/map-worker-changes.svg").exists());
    }
}
