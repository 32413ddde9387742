//! Evaluation: practices, hosts and comparison authorities of a simulated programme are watched through a window,
//! staff answer a survey, children are interviewed, and the answers are compared as an evaluation compares them.
//!
//! Nothing here changes what happens in a simulated world: it is watched, and whom it asks is drawn under
//! purposes of its own: a test holds an observed world against one that nobody watches. Its quantities,
//! `observation.*`, are drawn for it alone; a run neither draws nor lists them. H4 (the reading of no difference)
//! and H17 (the window) act here and nowhere else.

mod ending;
mod estimate;
mod evaluation;
mod measures;
mod page;
mod page_tables;
mod power;
mod power_page;
mod request;
mod rows;
mod scene;
mod study;
mod summary;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod work;

use std::path::Path;

pub use estimate::{Estimate, Sums, by_site, mixed};
pub use measures::{Answer, Asked, MEASURE_COUNT, MEASURES, Measure};
pub use power::{PowerResults, PowerRow, TESTS, power};
pub use request::{Design, Effects};
pub use scene::{GROUPS, Group, WINDOWS};
pub use study::{FoundRow, ObserveResults, SiteRow, observe};
pub use summary::{
    FoundSummary, PositionFound, READINGS, Reading, ReadingRow, WindowRow, found, plausibility, readings,
    windows,
};
use work::NEXT_WORLD;
pub use work::Programme;

use super::{Analysis, Input, Loaded, Need, Refusal};
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::Arm;
use crate::study::{Checkpoint, Failure, Runner, StudyError};

/// A simulated evaluation.
pub struct Observe {
    observed: Observed,
    request: Design,
}

/// A study of what the design of an evaluation can see.
pub struct Power {
    observed: Observed,
    request: Effects,
}

/// A scenario and its programme that is evaluated.
struct Observed {
    loaded: Loaded,
    programme: Programme,
}

impl Observed {
    /// Reads a scenario with a design, and fills in what the design leaves to it.
    fn prepare(input: &mut Input, design: &mut Design) -> Result<Observed, Refusal> {
        let loaded = input.scenario(&design.settings())?;
        if loaded.scenario.replications > NEXT_WORLD {
            return Err(Refusal(vec![format!(
                "error: an evaluation is simulated at most {NEXT_WORLD} times: take fewer --replications"
            )]));
        }
        let has_practice = |arm: &Arm| !arm.alternative.practices.is_empty();
        let arm = match design.arm.as_deref() {
            None => loaded.scenario.arms.iter().position(has_practice).unwrap_or(0),
            asked => loaded.arm(asked)?,
        };
        let programme = Programme::new(&loaded.scenario, arm).map_err(|fault| Refusal::error(&fault))?;
        design.arm = Some(programme.arm_name.clone());
        design.window = Some(WINDOWS[programme.window()].to_owned());
        design.reading = programme.reading().map(str::to_owned);
        Ok(Observed { loaded, programme })
    }

    /// What the worlds need, and so many rows of each.
    fn need(&self, rows: f64) -> Need {
        let scenario = &self.loaded.scenario;
        let all = f64::from(scenario.replications) * rows;
        // Every world offers its sites: what is seen of each person in two windows.
        let people = f64::from(self.programme.design.staff + self.programme.design.children);
        let less = "fewer --replications, --sites or --staff";
        Need::of(&scenario.arms, 8.0 * all + 16.0 * people * self.programme.sites() as f64, all, less)
    }

    fn replications(&self) -> std::ops::Range<u32> {
        0..self.loaded.scenario.replications
    }

    fn manifest(&self, failed: &[Failure]) -> Manifest {
        let scenario = &self.loaded.scenario;
        Manifest {
            replications: self.replications().len(),
            failures: failures(failed, |_| self.programme.arm_name.clone()),
            ..Manifest::of(scenario, &scenario.arms, self.loaded.profiles(&scenario.arms))
        }
    }
}

impl Analysis for Observe {
    const KIND: &'static str = "observation";
    const COMMAND: &'static str = "observe";
    const ABOUT: &'static str =
        "Evaluate the practices of a scenario as an evaluation would: samples, noise, non-response";

    type Request = Design;
    type Found = ObserveResults;

    fn prepare(input: &mut Input, mut request: Design) -> Result<Observe, Refusal> {
        Ok(Observe { observed: Observed::prepare(input, &mut request)?, request })
    }

    fn request(&self) -> &Design {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-observation", self.observed.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        // By window, comparator and measure, and by site as well.
        let sites = self.observed.programme.sites();
        self.observed.need((WINDOWS.len() * MEASURES.len() * (3 + 3 * sites)) as f64)
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<ObserveResults, StudyError> {
        observe(&self.observed.programme, self.observed.replications(), runner)
    }

    fn tables(
        &self,
        found: &ObserveResults,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        tables::of_observation(directory, found, options)
    }

    fn manifest(&self, found: &ObserveResults) -> Manifest {
        self.observed.manifest(&found.failures)
    }

    fn ending(&self, found: &ObserveResults) -> String {
        ending::of_observation(found)
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }

    fn request_of_version_1(manifest: &mut Manifest) -> Design {
        Design::of_version_1(manifest)
    }
}

impl Analysis for Power {
    const KIND: &'static str = "power";
    const COMMAND: &'static str = "power";
    const ABOUT: &'static str =
        "Show which effects the design of an evaluation can see, and how often it errs";

    type Request = Effects;
    type Found = PowerResults;

    fn prepare(input: &mut Input, mut request: Effects) -> Result<Power, Refusal> {
        request.refuse_beyond_limits()?;
        Ok(Power { observed: Observed::prepare(input, &mut request.design)?, request })
    }

    fn request(&self) -> &Effects {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-power", self.observed.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        // Rows do not grow with the worlds, which are added up.
        self.observed.need(1.0)
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<PowerResults, StudyError> {
        power(&self.observed.programme, &self.request.effect, self.observed.replications(), runner)
    }

    fn tables(
        &self,
        found: &PowerResults,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        tables::of_power(directory, found, options)
    }

    fn manifest(&self, found: &PowerResults) -> Manifest {
        self.observed.manifest(&found.failures)
    }

    fn ending(&self, found: &PowerResults) -> String {
        ending::of_power(found)
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        power_page::report(directory, manifest, options)
    }

    fn request_of_version_1(manifest: &mut Manifest) -> Effects {
        Effects::of_version_1(manifest)
    }
}
