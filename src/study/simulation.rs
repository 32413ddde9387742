//! The experiment that the program runs: the arms of a scenario, or the cells of a sweep, on the
//! same children with the same luck.

use std::sync::atomic::AtomicBool;

use super::experiment::{Beginning, Experiment, History, Shape};
use super::placeholder;
use super::results::{Unit, UnitKind};
use super::uncertainty;
use crate::calendar::{first_year, year_label};
use crate::draws::Draws;
use crate::evidence::{Evidence, Hypotheses};
use crate::scenario::{Alternative, Arm, Scenario};

/// Arms ready to be lived, replication by replication.
#[derive(Clone, Debug)]
pub struct Simulation {
    shape: Shape,
    seed: u64,
    arms: Vec<Alternative>,
}

impl Simulation {
    /// The arms of a scenario.
    pub fn of_arms(scenario: &Scenario) -> Simulation {
        Simulation::new(scenario, &scenario.arms)
    }

    /// Cells in place of the scenario's own arms; seed, first day and horizon stay the scenario's.
    pub fn of_cells(scenario: &Scenario, cells: &[Arm]) -> Simulation {
        Simulation::new(scenario, cells)
    }

    fn new(scenario: &Scenario, arms: &[Arm]) -> Simulation {
        let quantities = Evidence::embedded().quantities().iter();
        let first_year = first_year(&scenario.start);
        let hypotheses = Hypotheses::embedded().all().iter();
        Simulation {
            shape: Shape {
                arms: arms.iter().map(|arm| arm.name.clone()).collect(),
                units: units(arms),
                years: (0..scenario.horizon_years)
                    .map(|year| year_label(first_year, year))
                    .collect(),
                quantities: quantities.map(|quantity| quantity.id.clone()).collect(),
                hypotheses: hypotheses.map(|hypothesis| hypothesis.id.clone()).collect(),
            },
            seed: scenario.seed,
            arms: arms.iter().map(|arm| arm.alternative.clone()).collect(),
        }
    }
}

impl Experiment for Simulation {
    type World = ();

    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn begin(&self, replication: u32) -> Result<Beginning<()>, String> {
        let draws = Draws::new(self.seed, replication);
        let reference = &self.arms[0];
        let positions = uncertainty::positions(&draws, reference);
        Ok(Beginning {
            world: (),
            parameters: uncertainty::parameters(&draws, reference).values().to_vec(),
            positions: positions
                .names()
                .iter()
                .map(|(_, name)| (*name).to_owned())
                .collect(),
            children: vec![100.0; self.shape.units.len()],
        })
    }

    fn live(
        &self,
        _beginning: &Beginning<()>,
        replication: u32,
        arm: usize,
        stop: &AtomicBool,
    ) -> Result<History, String> {
        let draws = Draws::new(self.seed, replication);
        Ok(placeholder::history(
            &self.shape,
            &draws,
            &self.arms[arm],
            stop,
        ))
    }
}

/// The whole authority, the two fixed cohorts, then whoever serves.
fn units(arms: &[Arm]) -> Vec<Unit> {
    let unit = |id: &str, title: &str, kind| Unit {
        id: id.to_owned(),
        title: title.to_owned(),
        kind,
        children: f64::NAN,
    };
    let mut units = vec![
        unit("authority", "Whole authority", UnitKind::Whole),
        unit(
            "cohort_served",
            "Children first served by the practice",
            UnitKind::Cohort,
        ),
        unit(
            "cohort_eligible",
            "Children eligible for the practice",
            UnitKind::Cohort,
        ),
        unit(
            "in_house",
            "Children served by the authority's own teams",
            UnitKind::Provider,
        ),
    ];
    let practices = arms
        .iter()
        .map(|arm| arm.alternative.practices.len())
        .max()
        .unwrap_or(0);
    for practice in 0..practices {
        let id = if practice == 0 {
            "practice".to_owned()
        } else {
            format!("practice_{}", practice + 1)
        };
        let named = arms
            .iter()
            .find_map(|arm| arm.alternative.practices.get(practice));
        let title = named.map_or_else(String::new, |named| {
            format!("Children served by {}", named.name)
        });
        units.push(unit(&id, &title, UnitKind::Provider));
    }
    units
}
