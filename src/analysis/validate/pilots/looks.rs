//! The worlds in which facts of the pilots are looked for. Each is lived once and read by several rows.

use super::scenarios;
use crate::analysis::observe::{ObserveResults, Programme, observe};
use crate::model::world::World;
use crate::scenario::Scenario;
use crate::study::{Failure, Results, Runner, Simulation, StudyError, run};

/// A world, or several, that is lived for some rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The evaluation of the five practices with hosts and comparison authorities.
    Evaluation,
    /// Each practice alone with its host, and the same children without it.
    Sites,
    /// The five practices under the same quantities and positions.
    FirstWave,
    /// The six selected sites before they open.
    Selected,
    /// The company for profit.
    Spirit,
    /// The company of two councils.
    Company,
    /// The service for those of 16 and over.
    Kent,
    /// The staff-led practice.
    Evolve,
    /// An average authority without a practice.
    Average,
}

impl Look {
    /// All looks.
    pub const ALL: [Look; 9] = [
        Look::Evaluation,
        Look::Sites,
        Look::FirstWave,
        Look::Selected,
        Look::Spirit,
        Look::Company,
        Look::Kent,
        Look::Evolve,
        Look::Average,
    ];

    /// What is lived, in words.
    pub fn title(self) -> &'static str {
        match self {
            Look::Evaluation => "scenarios/first-wave.toml as an evaluation sees it",
            Look::Sites => "each practice of scenarios/first-wave.toml with its host, and without it",
            Look::FirstWave => "the practices of scenarios/first-wave.toml, opened",
            Look::Selected => {
                "the practices of scenarios/first-wave.toml and scenarios/sandwell.toml from their selection"
            }
            Look::Spirit => "scenarios/in-the-spirit.toml",
            Look::Company => "scenarios/achieving-for-children.toml",
            Look::Kent => "scenarios/kent.toml",
            Look::Evolve => "scenarios/evolve-yp.toml",
            Look::Average => "the average authority of 2011 without a practice",
        }
    }

    /// Replications where `each` is the usual number: rare events, and shares of a handful of staff, need more.
    fn replications(self, each: u32) -> u32 {
        match self {
            Look::Selected | Look::Spirit | Look::Company => 3 * each,
            _ => each,
        }
    }

    /// Runs in all.
    fn runs(self, each: u32) -> u64 {
        match self {
            Look::Sites => 2 * scenarios::SITES as u64 * u64::from(each),
            _ => u64::from(self.replications(each)),
        }
    }
}

/// What was lived so far.
#[derive(Clone, Debug)]
pub struct Lives {
    /// Usual number of replications.
    pub replications: u32,
    /// Replications that failed, by look.
    pub failures: Vec<(Look, Failure)>,
    lived: Vec<Look>,
    evaluation: Option<ObserveResults>,
    studies: Vec<(Look, Vec<Results>)>,
    watched: Vec<(Look, Vec<Vec<f64>>)>,
}

impl Lives {
    /// Nothing is lived yet.
    pub fn new(replications: u32) -> Lives {
        Lives {
            replications,
            failures: Vec::new(),
            lived: Vec::new(),
            evaluation: None,
            studies: Vec::new(),
            watched: Vec::new(),
        }
    }

    /// Lives those of some looks that were not lived yet.
    ///
    /// # Errors
    /// When the work is stopped before its end.
    pub fn live(&mut self, looks: &[Look], runner: &Runner<'_>) -> Result<(), StudyError> {
        let missing = looks.iter().filter(|look| !self.lived.contains(look));
        let missing: Vec<Look> = missing.copied().collect();
        let total = missing.iter().map(|look| look.runs(self.replications)).sum();
        let runner = runner.counting("runs of the pilots", total);
        for look in missing {
            self.one(look, &runner)?;
            self.lived.push(look);
        }
        Ok(())
    }

    fn one(&mut self, look: Look, runner: &Runner<'_>) -> Result<(), StudyError> {
        match look {
            Look::Evaluation => self.evaluate(runner),
            Look::Sites => self.study(look, &scenarios::sites(), runner),
            Look::FirstWave => self.study(look, &[scenarios::first_wave()], runner),
            Look::Selected => self.study(look, &[scenarios::selected()], runner),
            Look::Spirit => self.study(look, &[scenarios::spirit()], runner),
            Look::Company => self.study(look, &[scenarios::company()], runner),
            Look::Evolve => self.study(look, &[scenarios::evolve()], runner),
            Look::Kent => self.watch(look, &scenarios::kent(), super::services::growth, runner),
            Look::Average => self.watch(look, &scenarios::average(), super::services::year_of_care, runner),
        }
    }

    fn evaluate(&mut self, runner: &Runner<'_>) -> Result<(), StudyError> {
        let programme = Programme::new(&scenarios::evaluation(), 0)?;
        let results = observe(&programme, 0..Look::Evaluation.replications(self.replications), runner)?;
        self.failed(Look::Evaluation, results.failures.clone());
        self.evaluation = Some(results);
        Ok(())
    }

    fn study(&mut self, look: Look, scenarios: &[Scenario], runner: &Runner<'_>) -> Result<(), StudyError> {
        let mut all = Vec::with_capacity(scenarios.len());
        for scenario in scenarios {
            let replications = look.replications(self.replications);
            let results = run(&Simulation::of_arms(scenario), 0..replications, runner)?;
            self.failed(look, results.failures.clone());
            all.push(results);
        }
        self.studies.push((look, all));
        Ok(())
    }

    /// Lives the first arm and keeps some numbers of each replication: one list for each number.
    fn watch<W: Watch>(
        &mut self,
        look: Look,
        scenario: &Scenario,
        watch: fn() -> W,
        runner: &Runner<'_>,
    ) -> Result<(), StudyError> {
        let simulation = Simulation::of_arms(scenario);
        let mut columns: Vec<Vec<f64>> = Vec::new();
        let failures = runner.replications(
            0..look.replications(self.replications),
            |replication| {
                let mut seen = watch();
                let world = simulation.watched((replication, replication), 0, runner.stop(), |world| {
                    seen.month(world);
                    true
                })?;
                Ok(seen.numbers(&world))
            },
            |_, numbers: Vec<f64>| {
                columns.resize(numbers.len(), Vec::new());
                for (column, number) in columns.iter_mut().zip(numbers) {
                    column.push(number);
                }
            },
        )?;
        self.failed(look, failures);
        self.watched.push((look, columns));
        Ok(())
    }

    fn failed(&mut self, look: Look, failures: Vec<Failure>) {
        let failures = failures.into_iter().map(|failure| (look, failure));
        self.failures.extend(failures);
    }

    /// The evaluation; a row that reads it names it among its looks.
    pub fn evaluation(&self) -> &ObserveResults {
        let lived = self.evaluation.as_ref();
        lived.expect("a row names the looks that it reads")
    }

    /// The studies of a look.
    pub fn studies(&self, look: Look) -> &[Results] {
        let lived = self.studies.iter().find(|(lived, _)| *lived == look);
        &lived.expect("a row names the looks that it reads").1
    }

    /// The only study of a look.
    pub fn study_of(&self, look: Look) -> &Results {
        &self.studies(look)[0]
    }

    /// A number that was watched, by replication; none where all failed.
    pub fn watched(&self, look: Look, number: usize) -> &[f64] {
        let lived = self.watched.iter().find(|(lived, _)| *lived == look);
        let columns = &lived.expect("a row names the looks that it reads").1;
        columns.get(number).map_or(&[], Vec::as_slice)
    }
}

/// Watches one world month by month for some numbers.
pub trait Watch {
    /// Sees the world of the first day and of the end of each month.
    fn month(&mut self, world: &World);

    /// The numbers, at the end.
    fn numbers(&self, world: &World) -> Vec<f64>;
}
