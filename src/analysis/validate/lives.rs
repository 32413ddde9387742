//! Lives every authority alone, replication by replication, with the nation set to its figures of the
//! start, and reduces each area to its yearly indicators.

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use crate::evidence::{Evidence, LEVELS, Level};
use crate::indicator::{Indicator, Measurement, Readings, numbers, placements, relationship, workforce};
use crate::model::settings::Settings;
use crate::study::{Failure, Runner, Simulation, StudyError, quietly};

/// England's figures of the start to which each replication is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchors {
    /// Children looked after at the end of the first year, as a share of the start.
    pub growth: Option<f64>,
    /// Three or more placements, per cent.
    pub three_placements: Option<f64>,
    /// Turnover, per cent.
    pub turnover: Option<f64>,
    /// Vacancy rate, per cent.
    pub vacancy: Option<f64>,
    /// Agency worker rate, per cent.
    pub agency: Option<f64>,
    /// Three or more case holders in the year, per cent.
    pub three_workers: Option<f64>,
}

/// Number of anchors.
pub const ANCHORS: usize = 6;

/// Rounds in which a replication is set to the anchors; the last only measures.
const ROUNDS: u32 = 3;
/// Replications in which authorities are balanced before any is lived: their own numbers, far from those lived.
const BALANCING: u32 = 8;
const FIRST_BALANCING: u32 = 1_000_000;
/// Rounds of it; the first sets the nation.
const BALANCING_ROUNDS: u32 = 4;
/// How the logarithm of two years' stock answers to that of entries.
const TWO_YEARS_RESPONSE: f64 = 0.5;
/// Variance of the logarithm of an authority's entries that balancing looks for.
const IMBALANCE: f64 = 0.03;
/// Months of a round: long enough for a whole workforce year.
const PILOT_MONTHS: u32 = 24;
/// Most that one round may move a level, as a logarithm.
const MOST: f64 = 0.7;
/// How the logarithm of a first year's stock answers to that of entries.
const STOCK_RESPONSE: f64 = 0.3;
/// How the logit of three or more case holders answers to the logarithm of hand-overs, of which most
/// have other causes.
const HAND_OVERS_RESPONSE: f64 = 0.35;

/// One replication: the factors that set the nation, and yearly indicators.
#[derive(Clone, Debug)]
pub struct Life {
    /// Factor on each level that sets the nation to its figures of the start.
    pub centre: [f64; LEVELS],
    /// What the nation's anchored figures were at these factors: growth, placements, turnover, vacancy, agency,
    /// case holders.
    pub anchored: [f64; ANCHORS],
    /// By area, then year.
    pub areas: Vec<Vec<Readings>>,
    /// Case holders in post on 30 September, by area and year.
    pub in_post: Vec<Vec<f64>>,
    /// The nation, by year.
    pub nation: Vec<Readings>,
}

/// Moves the centre of the levels; `own` are factors on authorities' entries, from `first` on.
fn set(settings: &mut Settings, first: usize, (centre, own): (&[f64; LEVELS], &[f64]), moves: bool) {
    for (k, local) in settings.authorities.iter_mut().enumerate() {
        let balance = own.get(first + k).copied().unwrap_or(1.0);
        let mut centre = *centre;
        centre[Level::Entries as usize] *= balance;
        let entries = centre[Level::Entries as usize];
        local.entries *= entries;
        local.entries_ceiling *= entries;
        for (level, factor) in local.levels.iter_mut().zip(&centre) {
            *level *= factor;
        }
        let mut yearly = local.yearly.to_vec();
        for levels in &mut yearly {
            for (level, factor) in levels.iter_mut().zip(&centre) {
                *level *= factor;
            }
        }
        // Setting the nation to its figures of the start asks what it would be if nothing moved.
        local.yearly = if moves { yearly.into() } else { Default::default() };
    }
}

fn joined<'a>(mut measurements: impl Iterator<Item = &'a Measurement>) -> Option<Measurement> {
    let mut all = measurements.next()?.clone();
    measurements.for_each(|measurement| all.join(measurement));
    Some(all)
}

fn logit(percent: f64) -> f64 {
    let share = (percent / 100.0).clamp(0.001, 0.999);
    libm::log(share / (1.0 - share))
}

/// What the nation's anchored figures are in a round.
fn measured(nation: &[Readings], children: f64) -> [f64; ANCHORS] {
    let of =
        |year: usize, indicator: &Indicator| nation.get(year).map_or(f64::NAN, |year| year.of(indicator));
    [
        of(0, &numbers::CHILDREN) / children,
        of(0, &placements::PLACEMENTS_3PLUS),
        of(1, &workforce::TURNOVER),
        of(0, &workforce::VACANCY),
        of(0, &workforce::AGENCY),
        // The first year's count begins with the holders of the first day, as every later year's does.
        of(1, &relationship::WORKERS_3PLUS),
    ]
}

/// How the logit of three or more placements answers to the logarithm of moves.
fn moves_response() -> f64 {
    let measured = Evidence::embedded().find("local.moves.response");
    measured.map_or(1.0, |quantity| quantity.values[0])
}

/// The next centre, from what was measured at this one.
fn next(centre: &mut [f64; LEVELS], anchors: &Anchors, measured: [f64; ANCHORS], cover_share: f64) {
    let mut step = |level: Level, by: Option<f64>| {
        if let Some(by) = by.filter(|by| by.is_finite()) {
            centre[level as usize] *= libm::exp(by.clamp(-MOST, MOST));
        }
    };
    let [growth, three, turnover, vacancy, agency, workers] = measured;
    let entries = anchors.growth.map(|wanted| libm::log(wanted / growth) / STOCK_RESPONSE);
    step(Level::Entries, entries);
    let moves = anchors.three_placements.map(|wanted| (logit(wanted) - logit(three)) / moves_response());
    step(Level::Moves, moves);
    let leaving = anchors.turnover.map(|wanted| libm::log(wanted / turnover));
    step(Level::Leaving, leaving);
    // A post is vacant in proportion to how many leave and for how long it stays so.
    let vacant = anchors.vacancy.map(|wanted| logit(wanted) - logit(vacancy));
    step(Level::Vacancy, vacant.map(|vacant| vacant - leaving.unwrap_or(0.0)));
    let cover = anchors.agency.map(|wanted| logit(wanted) - logit(agency) - vacant.unwrap_or(0.0));
    // The share covered can rise by little and fall by much for the same odds.
    step(Level::Cover, cover.map(|cover| cover / (1.0 - cover_share)));
    let hand_overs =
        anchors.three_workers.map(|wanted| (logit(wanted) - logit(workers)) / HAND_OVERS_RESPONSE);
    step(Level::HandOvers, hand_overs);
}

/// Where a replication begins to be set to the anchors: what balancing found.
#[derive(Clone, Debug)]
struct Balance {
    centre: [f64; LEVELS],
    own: Vec<f64>,
}

/// One round: how the nation stands, and each authority's stock after two years as a share of the start.
fn round(
    (simulation, whole): (&Simulation, &Settings),
    replication: u32,
    centre: &[f64; LEVELS],
    own: &[f64],
    stop: &AtomicBool,
) -> Result<([f64; ANCHORS], Vec<f64>), String> {
    let months = (PILOT_MONTHS, stop);
    let measurements = simulation.by_authority(whole, replication, months, |first, settings| {
        set(settings, first, (centre, own), false);
    })?;
    let nation = joined(measurements.iter()).map_or_else(Vec::new, |nation| nation.by_year());
    let grown = measurements.iter().zip(simulation.children_by_authority()).map(|(measurement, start)| {
        let years = measurement.by_year();
        years.last().map_or(f64::NAN, |year| year.of(&numbers::CHILDREN) / start)
    });
    Ok((measured(&nation, simulation.children_at_start()), grown.collect()))
}

/// Sets the nation, and each authority's entries so that its stock goes as the nation's: a year's starts
/// and ceases do not close with the model's own leavers, and what does not close is no forecast.
fn balance(simulation: &Simulation, anchors: &Anchors, runner: &Runner<'_>) -> Result<Balance, String> {
    let authorities = simulation.children_by_authority();
    let mut found = Balance { centre: [1.0; LEVELS], own: vec![1.0; authorities.len()] };
    let Some(growth) = anchors.growth else {
        return Ok(found);
    };
    let prepared = |k: u32| simulation.settings(FIRST_BALANCING + k, 0);
    let wholes = runner.map((0..BALANCING).collect(), prepared);
    for step in 0..BALANCING_ROUNDS {
        let one = |k: u32| {
            let world = (simulation, &wholes[k as usize]);
            round(world, FIRST_BALANCING + k, &found.centre, &found.own, runner.stop())
        };
        let rounds = runner.map((0..BALANCING).collect(), one);
        let rounds = rounds.into_iter().collect::<Result<Vec<_>, String>>()?;
        let count = rounds.len() as f64;
        let nation: [f64; ANCHORS] =
            std::array::from_fn(|at| rounds.iter().map(|one| one.0[at]).sum::<f64>() / count);
        next(&mut found.centre, anchors, nation, wholes[0].workforce.cover_share);
        if step == 0 {
            continue;
        }
        for (k, own) in found.own.iter_mut().enumerate() {
            let logs: Vec<f64> = rounds.iter().map(|one| libm::log(one.1[k].max(0.1))).collect();
            let grown = logs.iter().sum::<f64>() / count;
            let spread = logs.iter().map(|log| (log - grown) * (log - grown)).sum::<f64>() / (count - 1.0);
            let wanted = (2.0 * libm::log(growth) - grown) / TWO_YEARS_RESPONSE;
            // Drawn to the nation as far as eight histories of a small authority are unreliable.
            let error = spread / count / (TWO_YEARS_RESPONSE * TWO_YEARS_RESPONSE);
            *own *= libm::exp((wanted * IMBALANCE / (IMBALANCE + error)).clamp(-MOST, MOST));
        }
    }
    Ok(found)
}

/// One replication.
fn live(
    simulation: &Simulation,
    areas: &[Vec<usize>],
    anchors: &Anchors,
    begun: &Balance,
    replication: u32,
    stop: &AtomicBool,
) -> Result<Life, String> {
    let (mut centre, own) = (begun.centre, &begun.own);
    let mut anchored = [f64::NAN; ANCHORS];
    let whole = simulation.settings(replication, 0);
    for step in 0..ROUNDS {
        anchored = round((simulation, &whole), replication, &centre, own, stop)?.0;
        if step + 1 < ROUNDS {
            next(&mut centre, anchors, anchored, whole.workforce.cover_share);
        }
    }
    let months = (simulation.months(), stop);
    let measurements = simulation.by_authority(&whole, replication, months, |first, settings| {
        set(settings, first, (&centre, own), true);
    })?;
    let area = |members: &Vec<usize>| {
        let members = members.iter().filter_map(|k| measurements.get(*k));
        joined(members).map_or_else(Default::default, |area| (area.by_year(), area.in_post()))
    };
    let (areas, in_post) = areas.iter().map(area).unzip();
    Ok(Life {
        centre,
        anchored,
        areas,
        in_post,
        nation: joined(measurements.iter()).map_or_else(Vec::new, |nation| nation.by_year()),
    })
}

/// Lives some replications. Also those that failed.
///
/// # Errors
/// When the work is stopped before its end.
pub(super) fn lives(
    simulation: &Simulation,
    areas: &[Vec<usize>],
    anchors: &Anchors,
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<(Vec<Life>, Vec<Failure>), StudyError> {
    let runner = runner.counting("replications of the back-cast", replications.len() as u64);
    let begun = match quietly(|| balance(simulation, anchors, &runner)) {
        Ok(begun) => begun,
        Err(_) if runner.is_stopped() => return Err(StudyError::Interrupted),
        Err(reason) => return Err(StudyError::NotSet { reason }),
    };
    let mut lives = Vec::with_capacity(replications.len());
    let one = |replication| live(simulation, areas, anchors, &begun, replication, runner.stop());
    let failures = runner.replications(replications, one, |_, life| lives.push(life))?;
    Ok((lives, failures))
}
