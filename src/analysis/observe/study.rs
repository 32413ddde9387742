//! The evaluation of a programme, repeated on every simulated world with its real design.

use std::ops::Range;

use super::evaluation::{Answers, Evaluator, comparators, difference};
use super::measures::{MEASURE_COUNT, MEASURES, Values};
use super::scene::{GROUPS, Group, SiteSeen, WINDOWS, truth};
use super::work::{Offered, Programme};
use crate::evidence::Hypotheses;
use crate::indicator::Better;
use crate::scenario::{Comparator, Observation};
use crate::study::{Failure, Runner, StudyError};

/// What the evaluations of one replication found in one measure against one comparator in one window.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundRow {
    /// Replication.
    pub replication: u32,
    /// Position in [`WINDOWS`].
    pub window: usize,
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// Sites whose practice was open on the day.
    pub sites: usize,
    /// Practices less comparator, true values, mean of the sites.
    pub true_difference: f64,
    /// Standard deviation of the comparator's answers in the first evaluation.
    pub sd: f64,
    /// The first evaluation's difference, standard error and verdict, with site effects.
    pub observed: (f64, f64, bool),
    /// The same by the t test over sites.
    pub by_site: (f64, f64, bool),
    /// Evaluations that could say anything.
    pub evaluations: u32,
    /// Of these, those that called the difference different from none.
    pub different: u32,
    /// The same by the t test over sites.
    pub different_by_site: u32,
    /// Of those different, with the wrong sign.
    pub wrong_sign: u32,
    /// Of those not different: the three readings of H4 that are right, in the order of
    /// [`super::READINGS`].
    pub readings_right: [u32; 3],
}

/// True value and answers of one group at one site in the first evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteRow {
    /// Replication.
    pub replication: u32,
    /// Position in [`WINDOWS`].
    pub window: usize,
    /// Site, from 0.
    pub site: usize,
    /// Practice, as a position in the scenario.
    pub practice: usize,
    /// Whose answers.
    pub group: Group,
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// True value: what everybody there would say on average.
    pub true_value: f64,
    /// Answers.
    pub answers: f64,
    /// Mean of the answers.
    pub observed: f64,
    /// Their standard deviation.
    pub sd: f64,
}

/// All that the evaluations found.
#[derive(Clone, Debug)]
pub struct ObserveResults {
    /// The arm that was observed.
    pub arm: String,
    /// The design.
    pub design: Observation,
    /// Window that the scenario looks at, as a position in [`WINDOWS`].
    pub window: usize,
    /// Practices evaluated.
    pub sites: usize,
    /// Names of the practices.
    pub practices: Vec<String>,
    /// Chance of being seen from which a position contradicts a measured null.
    pub implausible: f64,
    /// First replication.
    pub first_replication: u32,
    /// Replications asked for.
    pub replications: usize,
    /// Findings, by replication, window, comparator, measure.
    pub found: Vec<FoundRow>,
    /// Sites of the first evaluation of each replication.
    pub site_rows: Vec<SiteRow>,
    /// Of each replication, window and comparator: the share of evaluations in which none of the
    /// measures of the measured nulls was called different.
    pub nulls: Vec<(u32, usize, Comparator, f64)>,
    /// Ids of the hypotheses.
    pub hypotheses: Vec<String>,
    /// Positions by replication: number, then one name for each hypothesis.
    pub positions: Vec<(u32, Vec<String>)>,
    /// Replications that failed.
    pub failures: Vec<Failure>,
}

/// What one replication found.
struct Found {
    rows: Vec<FoundRow>,
    sites: Vec<SiteRow>,
    nulls: Vec<(u32, usize, Comparator, f64)>,
    positions: Vec<String>,
}

/// Evaluates a programme in every replication.
///
/// # Errors
/// When the work is stopped before its end.
pub fn observe(
    programme: &Programme,
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<ObserveResults, StudyError> {
    let mut results = ObserveResults {
        arm: programme.arm_name.clone(),
        design: programme.design.clone(),
        window: programme.window(),
        sites: programme.sites(),
        practices: programme.practices(),
        implausible: programme.implausible(),
        first_replication: replications.start,
        replications: replications.len(),
        found: Vec::new(),
        site_rows: Vec::new(),
        nulls: Vec::new(),
        hypotheses: Hypotheses::embedded().all().iter().map(|hypothesis| hypothesis.id.clone()).collect(),
        positions: Vec::new(),
        failures: Vec::new(),
    };
    let failures = runner.replications(
        replications.clone(),
        |replication| {
            let offered = programme.offered(replication, runner.stop())?;
            Ok(evaluate(programme, replication, &offered))
        },
        |replication, one| {
            results.found.extend(one.rows);
            results.site_rows.extend(one.sites);
            results.nulls.extend(one.nulls);
            results.positions.push((replication, one.positions));
        },
    )?;
    results.failures = failures;
    Ok(results)
}

fn evaluate(programme: &Programme, replication: u32, offered: &Offered) -> Found {
    let evaluator = Evaluator {
        sites: &offered.sites,
        design: &programme.design,
        instrument: &offered.instrument,
        draws: &offered.draws,
    };
    let names = offered.positions.names();
    let mut found = Found {
        rows: Vec::new(),
        sites: Vec::new(),
        nulls: Vec::new(),
        positions: names.iter().map(|(_, name)| (*name).to_owned()).collect(),
    };
    for window in 0..WINDOWS.len() {
        let truths = Truths::of(&offered.sites, window, &evaluator);
        let evaluations: Vec<Vec<Answers>> =
            (0..programme.design.evaluations).map(|number| evaluator.answers(window, number)).collect();
        add_sites(&mut found, (replication, window), offered, &truths, &evaluations[0]);
        for comparator in comparators(&programme.design) {
            let mut none = vec![true; evaluations.len()];
            for (measure, about) in MEASURES.iter().enumerate() {
                let (true_difference, sites) = truths.difference(comparator, measure);
                let mut row = FoundRow {
                    replication,
                    window,
                    comparator,
                    measure,
                    sites,
                    true_difference,
                    sd: f64::NAN,
                    observed: (f64::NAN, f64::NAN, false),
                    by_site: (f64::NAN, f64::NAN, false),
                    evaluations: 0,
                    different: 0,
                    different_by_site: 0,
                    wrong_sign: 0,
                    readings_right: [0; 3],
                };
                for (number, answers) in evaluations.iter().enumerate() {
                    let estimates = difference(answers, comparator, measure);
                    let sd = comparator_sd(answers, comparator, measure);
                    let [mixed, by_site] = estimates;
                    if number == 0 {
                        row.sd = sd;
                        row.observed = (mixed.difference, mixed.error, mixed.is_different());
                        row.by_site = (by_site.difference, by_site.error, by_site.is_different());
                    }
                    if mixed.difference.is_nan() {
                        continue;
                    }
                    row.evaluations += 1;
                    row.different_by_site += u32::from(by_site.is_different());
                    if mixed.is_different() {
                        row.different += 1;
                        row.wrong_sign += u32::from(mixed.difference * true_difference < 0.0);
                        none[number] &= !about.is_null;
                    } else {
                        let gain = match about.better {
                            Better::Lower => -true_difference / sd,
                            Better::Higher | Better::Neither => true_difference / sd,
                        };
                        for (right, is_right) in
                            row.readings_right.iter_mut().zip(are_right(gain, offered.instrument.margin))
                        {
                            *right += u32::from(is_right);
                        }
                    }
                }
                found.rows.push(row);
            }
            let all = none.iter().filter(|none| **none).count() as f64 / none.len() as f64;
            found.nulls.push((replication, window, comparator, all));
        }
    }
    found
}

/// Which readings of "no difference" (H4) are right of a true gain in standard deviations: equally good
/// unless worse by more than the margin; no added value unless better by more than the margin;
/// underpowered where a difference of more than the margin, either way, was missed.
fn are_right(gain: f64, margin: f64) -> [bool; 3] {
    [gain > -margin, gain < margin, gain.abs() >= margin]
}

/// Standard deviation of the answers with which practices are compared, all sites together; of a share
/// with one more yes and one more no, so that a few answers that agree have a spread.
pub(super) fn comparator_sd(all: &[Answers], comparator: Comparator, measure: usize) -> f64 {
    let sums = all
        .iter()
        .map(|answers| super::evaluation::compared(answers, comparator, measure))
        .fold(super::Sums::default(), super::Sums::with);
    if MEASURES[measure].is_share() { sums.share_sd() } else { sums.sd() }
}

/// True values by site and group.
pub(super) struct Truths {
    by_site: Vec<[Values; 3]>,
}

impl Truths {
    pub fn of(sites: &[SiteSeen], window: usize, evaluator: &Evaluator<'_>) -> Truths {
        let of = |site| GROUPS.map(|group| truth(site, window, group, evaluator.instrument));
        Truths { by_site: sites.iter().map(of).collect() }
    }

    /// True values of the practices, mean of the sites where they are defined.
    pub fn of_practices(&self) -> Values {
        let mut sums = [(0.0, 0.0); MEASURE_COUNT];
        for groups in &self.by_site {
            for (sum, value) in sums.iter_mut().zip(groups[Group::Practice as usize]) {
                if !value.is_nan() {
                    sum.0 += value;
                    sum.1 += 1.0;
                }
            }
        }
        sums.map(|(sum, sites)| sum / sites)
    }

    /// Practices less comparator, mean of the sites where both are defined, and their number.
    pub fn difference(&self, comparator: Comparator, measure: usize) -> (f64, usize) {
        let mut sum = 0.0;
        let mut sites = 0;
        for groups in &self.by_site {
            let value = |group: Group| groups[group as usize][measure];
            let other = match comparator {
                Comparator::Host => value(Group::Host),
                Comparator::Comparison => value(Group::Comparison),
                Comparator::Both => 0.5 * (value(Group::Host) + value(Group::Comparison)),
            };
            let difference = value(Group::Practice) - other;
            if !difference.is_nan() {
                sum += difference;
                sites += 1;
            }
        }
        (sum / sites as f64, sites)
    }
}

fn add_sites(
    found: &mut Found,
    (replication, window): (u32, usize),
    offered: &Offered,
    truths: &Truths,
    answers: &[Answers],
) {
    for (site, seen) in offered.sites.iter().enumerate() {
        for group in GROUPS {
            for measure in 0..MEASURE_COUNT {
                let sums = &answers[site][group as usize][measure];
                let true_value = truths.by_site[site][group as usize][measure];
                if true_value.is_nan() && sums.n == 0.0 {
                    continue;
                }
                found.sites.push(SiteRow {
                    replication,
                    window,
                    site,
                    practice: seen.practice,
                    group,
                    measure,
                    true_value,
                    answers: sums.n,
                    observed: sums.mean(),
                    sd: sums.sd(),
                });
            }
        }
    }
}
