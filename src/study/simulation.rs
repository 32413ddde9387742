//! The experiment that the program runs: the arms of a scenario, or the cells of a sweep, on the
//! same children with the same luck.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::course::{Course, reachable};
use super::experiment::{Beginning, Experiment, History, Shape};
use super::fates::{bid_rows, contract_rows};
use super::futures::FutureRow;
use super::life::Life;
use super::parts;
use super::persons::COUNTED;
use super::remit::Remit;
use super::standing;
use super::trunk::Trunks;
use super::units::units;
use crate::arrangement::Practice;
use crate::calendar::{first_year, year_label};
use crate::evidence::{Evidence, Hypotheses, Key, code_of};
use crate::indicator::{Group, HEADLINES, INDICATORS, Indicator, Measurement};
use crate::model::month::{Own, Process};
use crate::model::settings::Settings;
use crate::model::start::Carried;
use crate::model::world::World;
use crate::scenario::{Alternative, Arm, Scenario};

/// Arms ready to be lived, replication by replication.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub(super) shape: Shape,
    pub(super) seed: u64,
    pub(super) arms: Vec<Alternative>,
    /// What stands in the place of replications.
    pub(super) rows: Option<Arc<[FutureRow]>>,
    /// The place of each authority in the addresses of draws.
    pub(super) luck: Vec<u16>,
    pub(super) groups: Vec<Group>,
    /// Authorities whose worlds do not touch those of the others.
    pub(super) parts: Vec<Range<usize>>,
    pub(super) months: u32,
    /// A caller's own processes.
    pub(super) own: Vec<Own>,
    pub(super) first_year: u32,
    /// How many more changes of case holder, and moves, a year matter.
    least: [f64; COUNTED.len()],
}

/// What the arms of a replication begin with.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The first world of each part.
    pub parts: Vec<World>,
    /// What carries each authority's stock in it.
    pub carried: Vec<Carried>,
    /// Who holds the places of a service, were it there.
    pub remit: Remit,
    /// What arms share before they differ.
    pub(super) trunks: Trunks,
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

    /// The codes of an arm's authorities in the published tables; none for a file of the user's.
    pub(super) fn codes(&self, arm: usize) -> Vec<Option<String>> {
        self.arms[arm].authorities.iter().map(|one| code_of(&one.profile)).collect()
    }

    /// The same, measuring indicators of the caller's own besides those that are declared.
    ///
    /// # Panics
    /// When an id is taken.
    pub fn measuring(mut self, own: &[Indicator]) -> Simulation {
        for indicator in own {
            assert!(!self.shape.indicators.contains(indicator), "an indicator is called {}", indicator.id);
            self.shape.indicators.push(*indicator);
        }
        self
    }

    /// The same with a process of the caller's own in each month of every arm, after the step of that title in
    /// [`STEPS`](crate::model::month::STEPS). Children and staff keep their draws, so the difference from the
    /// simulation without it is what it does.
    ///
    /// # Panics
    /// When no step is called so.
    pub fn with_process(mut self, after: &str, process: Process) -> Simulation {
        self.own.push(Own::after(after, process));
        self
    }

    /// The same, keeping every unit and year of authorities that are lived each by itself.
    pub fn keeping_authority_years(mut self) -> Simulation {
        self.shape.kept_by_authority = (self.shape.units.len(), self.shape.years.len());
        self
    }

    fn new(scenario: &Scenario, arms: &[Arm]) -> Simulation {
        let practices = arms.iter().map(|arm| arm.alternative.practices.len()).max().unwrap_or(0);
        let authorities = scenario.arms[0].alternative.authorities.len();
        let mut groups = vec![Group::Whole, Group::Remit, Group::Served, Group::Eligible, Group::InHouse];
        groups.extend((0..practices).map(|k| Group::Provider(authorities + k)));
        let quantities = Evidence::embedded().quantities().iter().filter(|quantity| quantity.is_of_studies());
        let first_year = first_year(&scenario.start);
        let arms_alone: Vec<Alternative> = arms.iter().map(|arm| arm.alternative.clone()).collect();
        let hypotheses = Hypotheses::embedded().all().iter();
        let parts = parts::parts(&reachable(&arms_alone));
        let years = scenario.horizon_years as usize;
        let places = scenario.arms[0].alternative.authorities.iter();
        Simulation {
            shape: Shape {
                places: places.clone().map(|one| one.figures.name.clone()).collect(),
                // What published figures are compared with.
                kept_by_authority: (1, years.min(2)),
                arms: arms.iter().map(|arm| arm.name.clone()).collect(),
                units: units(arms),
                authorities: by_themselves(&scenario.arms[0].alternative, &parts),
                years: (0..scenario.horizon_years).map(|year| year_label(first_year, year)).collect(),
                indicators: INDICATORS.to_vec(),
                quantities: quantities
                    .map(|quantity| quantity.id.clone())
                    .chain(entries(&arms_alone).map(|key| Evidence::embedded().written(key)))
                    .collect(),
                hypotheses: hypotheses.map(|hypothesis| hypothesis.id.clone()).collect(),
            },
            seed: scenario.seed,
            luck: places.map(|one| one.place).collect(),
            groups,
            parts,
            months: scenario.horizon_years * 12,
            own: Vec::new(),
            rows: None,
            least: [least(&arms_alone, "matters.worker-changes"), 0.0],
            first_year,
            arms: arms_alone,
        }
    }
}

impl Experiment for Simulation {
    type World = Begun;

    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn begin(&self, replication: u32) -> Result<Beginning<Begun>, String> {
        let (mut beginning, plain) = self.listed(replication, self.plain_arm(replication));
        beginning.world.trunks = self.trunks(&beginning.world, replication);
        if let Some((arm, life)) = plain {
            beginning.world.trunks.keep(arm, life);
        }
        Ok(beginning)
    }

    fn identity(&self) -> Option<[u8; 16]> {
        // Nobody can tell one process or indicator of a caller's from another.
        if !self.own.is_empty() || !self.own_indicators().is_empty() {
            return None;
        }
        let mut told = blake3::Hasher::new();
        let own = (self.seed, self.months, self.first_year, &self.luck, self.shape.kept_by_authority);
        told.update(&serde_json::to_vec(&(own, &self.arms)).ok()?);
        for row in self.rows.iter().flat_map(|rows| rows.iter()) {
            told.update(&row.luck.to_le_bytes());
            told.update(&serde_json::to_vec(&row.arms.as_deref()).ok()?);
            let known = &row.known;
            for number in [known.posterior].iter().chain(&known.quantities).chain(&known.hypotheses) {
                told.update(&number.to_le_bytes());
            }
        }
        told.finalize().as_bytes()[..16].try_into().ok()
    }

    fn least(&self) -> [f64; COUNTED.len()] {
        self.least
    }

    fn live(
        &self,
        beginning: &Beginning<Begun>,
        replication: u32,
        arm: usize,
        stop: &AtomicBool,
    ) -> Result<History, String> {
        let settings = self.settings_in(&beginning.world, replication, arm);
        self.live_under(settings, &beginning.world, (replication, arm), stop)
    }
}

impl Simulation {
    /// The plain numbers of an arm in what its replication begins with.
    pub(super) fn settings_in(&self, begun: &Begun, replication: u32, arm: usize) -> Settings {
        self.settings_carrying(&begun.carried, replication, arm)
    }

    /// The same, of what carries each authority's stock.
    pub(super) fn settings_carrying(&self, carried: &[Carried], replication: u32, arm: usize) -> Settings {
        let draws = self.draws(replication);
        let arms = self.arms_of(replication);
        let (parameters, positions) = self.known(&draws, replication, &arms[arm]);
        self.prepared(&draws, (arms, &arms[arm]), &parameters, &positions, Some(carried))
    }

    /// Lives an arm under its plain numbers.
    ///
    /// # Errors
    /// When `stop` is set on the way.
    pub(super) fn live_under(
        &self,
        settings: Settings,
        begun: &Begun,
        (replication, arm): (u32, usize),
        stop: &AtomicBool,
    ) -> Result<History, String> {
        let all_draws = self.draws(replication);
        let arms = self.arms_of(replication);
        let alternative = &arms[arm];
        let Begun { parts: worlds, carried, remit, trunks } = begun;
        let fork = trunks.fork(arm);
        let mut all: Option<Measurement> = None;
        let mut authorities = Vec::new();
        let (mut exposure, mut since_opening) = (Vec::new(), Vec::new());
        let (mut authority_years, mut standing) = (Vec::new(), Vec::new());
        let (mut contracts, mut bids, mut books) = (Vec::new(), Vec::new(), Vec::new());
        let (mut everybody, mut child_months, mut came) = (Vec::new(), 0, Vec::new());
        for (part, first) in self.parts.iter().zip(worlds) {
            let mut settings = parts::settings(&settings, part);
            let prepare = |later: &Alternative| {
                let (parameters, positions) = self.known(&all_draws, replication, later);
                let whole = self.prepared(&all_draws, (arms, later), &parameters, &positions, Some(carried));
                parts::settings(&whole, part)
            };
            let draws = all_draws.of_places(&self.luck[part.clone()]);
            let mut life = self.first_day(first, (alternative, &settings), remit, &draws);
            let mut course = Course::of(alternative, &prepare);
            if let Some(fork) = fork {
                life = fork.taken_up(&life, &mut course);
                (0..life.world.month).for_each(|month| settings.begin_month(month));
            }
            let most = self.months - life.world.month;
            life.go_on((&mut settings, Some(&mut course)), &draws, &self.own, (most, stop))?;
            // A change on a date comes in every part in the same month, and a condition keeps all in one.
            came = course.came().map(|month| month.map_or(f64::INFINITY, f64::from)).to_vec();
            let Life { world, counts } = life;
            for place in 0..part.len() {
                let cells = place * standing::CELLS..(place + 1) * standing::CELLS;
                standing.extend(counts.days.iter().flat_map(|day| &day[cells.clone()]));
            }
            // With a service there is one part only; without, nothing begins or ends.
            (exposure, since_opening) = (counts.followed.exposure(), counts.followed.by_year());
            let measurement = counts.measurement;
            if self.parts.len() > 1 {
                // The first group is everybody.
                let horizon = measurement.over_the_horizon();
                authorities.extend(HEADLINES.iter().map(|headline| horizon.of(headline)));
                let (units, years) = self.shape.kept_by_authority;
                let wide = self.shape.indicators.len();
                let yearly = measurement.yearly();
                let kept = yearly.chunks(self.shape.years.len() * wide).take(units);
                authority_years.extend(kept.flat_map(|unit| &unit[..years * wide]));
            }
            match &mut all {
                None => all = Some(measurement),
                Some(all) => all.join(&measurement),
            }
            contracts.extend(contract_rows(&world, alternative));
            bids.extend(bid_rows(&world, alternative));
            books.extend(counts.books.finish());
            everybody.extend(counts.persons.finish());
            child_months += world.child_months;
        }
        let measurement = all.ok_or("a scenario has an authority")?;
        let (horizon, yearly) = (measurement.horizon(), measurement.yearly());
        Ok(History {
            horizon,
            yearly,
            authorities,
            authority_years,
            exposure,
            since_opening,
            standing,
            contracts,
            bids,
            books,
            persons: everybody,
            gains: Vec::new(),
            came,
            child_months,
            lived_child_months: child_months - fork.map_or(0, |fork| fork.months_of_others()),
        })
    }
}

/// The smallest difference that matters, as the first arm sets it.
fn least(arms: &[Alternative], id: &str) -> f64 {
    let set = arms.first().and_then(|arm| arm.parameters.get(id)).map(|set| set.value);
    let quantity = || Evidence::embedded().quantities().iter().find(|quantity| quantity.id == id);
    set.or_else(|| quantity().map(|quantity| quantity.value)).unwrap_or(0.0)
}

/// Names of the authorities, where each is a part of its own and there are several.
fn by_themselves(first: &Alternative, parts: &[Range<usize>]) -> Vec<String> {
    if parts.len() < 2 {
        return Vec::new();
    }
    first.authorities.iter().map(|one| one.figures.name.clone()).collect()
}

impl Simulation {
    /// The services whose places the remit follows, with their positions: the practices that hold cases of the first arm
    /// that has one.
    pub(super) fn services(&self) -> impl Iterator<Item = (&Practice, usize)> {
        let serves = |(practice, _): &(&Practice, usize)| !practice.reviews_only();
        let of = |arm: &Alternative| arm.practices.iter().zip(0..).any(|practice| serves(&practice));
        let first = self.arms.iter().find(|arm| of(arm));
        first.into_iter().flat_map(|arm| arm.practices.iter().zip(0..)).filter(serves)
    }

    /// Months of the study.
    pub fn months(&self) -> u32 {
        self.months
    }

    /// Children on the first day of the first arm, all authorities together.
    pub(crate) fn children_at_start(&self) -> f64 {
        let authorities = self.arms[0].authorities.iter();
        authorities.flat_map(|authority| authority.figures.ages).sum()
    }

    /// The same authority by authority.
    pub(crate) fn children_by_authority(&self) -> Vec<f64> {
        let authorities = self.arms[0].authorities.iter();
        authorities.map(|authority| authority.figures.ages.iter().sum()).collect()
    }

    /// The groups of the units; a practice that this arm lacks is a provider that serves nobody.
    pub(super) fn groups_of(&self, arm: &Alternative) -> Vec<Group> {
        let providers = arm.authorities.len() + arm.practices.len();
        let known = |group: &Group| !matches!(group, Group::Provider(k) if *k >= providers);
        self.groups
            .iter()
            .map(|group| if known(group) { *group } else { Group::Provider(usize::MAX) })
            .collect()
    }
}

/// Single entries of tables that a posterior gives, which are values of a replication like quantities.
pub(super) fn entries(arms: &[Alternative]) -> impl Iterator<Item = Key> + '_ {
    let posterior = arms.first().and_then(|arm| arm.posterior.as_ref());
    let keys = posterior.into_iter().flat_map(|posterior| posterior.keys());
    keys.copied().filter(|key| key.band.is_some())
}
