//! Options judged over futures: harm, regret, what is kept, what is dominated, and the cheapest that keeps it often enough.

use crate::statistics::{Interval, Summary, finite, mean, quantile, sorted, wilson};

/// What every option gave in every future, its luck averaged out; the first option is the reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Names of the options.
    pub options: Vec<String>,
    /// The figure by option and future, signed so that more is better.
    pub worth: Vec<Vec<f64>>,
    /// The same less the reference's, by option and history (future and luck).
    pub gains: Vec<Vec<f64>>,
    /// Cost by option and future; undefined where it is not known.
    pub cost: Vec<Vec<f64>>,
    /// Whether what is to be kept is kept, by option and future.
    pub keeps: Vec<Vec<bool>>,
}

/// What is said of one option.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Gain against the reference over futures.
    pub gain: Summary,
    /// Share of histories in which it is worse than the reference, with its 95% interval.
    pub harm: (f64, Interval),
    /// Share of histories in which it is exactly like the reference.
    pub same: f64,
    /// Mean, 95th percentile and largest regret over futures.
    pub regret: [f64; 3],
    /// Share of futures in which no other option is better.
    pub best: f64,
    /// Futures in which what is to be kept is kept, of how many, and the 95% interval of the share.
    pub keeps: (usize, usize, Interval),
    /// Mean cost above the reference's.
    pub extra_cost: f64,
    /// An option that is better in the mean and costs no more, and the share of futures in which it is both.
    pub dominated_by: Option<(usize, f64)>,
}

/// What comes of looking for the cheapest option that keeps what is to be kept often enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sought {
    /// An option, and whether its interval lies wholly at or above what is asked.
    Found(usize, bool),
    /// Options keep it often enough, but each costs more than the budget; the cheapest of them.
    BeyondBudget(usize),
    /// None keeps it often enough; the one that does most often.
    NotReachable(usize),
}

/// Two costs or worths that differ by less are alike.
const ALIKE: f64 = 1e-9;

impl Judged {
    fn futures(&self) -> Vec<usize> {
        let count = self.worth.first().map_or(0, Vec::len);
        (0..count).filter(|future| self.worth.iter().all(|option| option[*future].is_finite())).collect()
    }

    /// By option, how much worse it is in each future than the best option there.
    pub fn regrets(&self) -> Vec<Vec<f64>> {
        let futures = self.futures();
        let best = |future: usize| self.worth.iter().map(|own| own[future]).fold(f64::NEG_INFINITY, f64::max);
        self.worth
            .iter()
            .map(|own| futures.iter().map(|future| best(*future) - own[*future]).collect())
            .collect()
    }

    /// Every option judged.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let (futures, regrets) = (self.futures(), self.regrets());
        let means = |of: &[Vec<f64>]| -> Vec<f64> {
            of.iter().map(|own| mean(&finite(&futures.iter().map(|f| own[*f]).collect::<Vec<_>>()))).collect()
        };
        let (worth, cost) = (means(&self.worth), means(&self.cost));
        (0..self.options.len())
            .map(|option| {
                let gains: Vec<f64> =
                    futures.iter().map(|f| self.worth[option][*f] - self.worth[0][*f]).collect();
                let histories = finite(&self.gains[option]);
                let count = |is: fn(&f64) -> bool| histories.iter().filter(|gain| is(gain)).count();
                let (worse, same) = (count(|gain| *gain < 0.0), count(|gain| *gain == 0.0));
                let share = |some: usize, of: usize| if of == 0 { f64::NAN } else { some as f64 / of as f64 };
                let rising = sorted(&regrets[option]);
                let kept = futures.iter().filter(|f| self.keeps[option][**f]).count();
                let best = regrets[option].iter().filter(|regret| **regret <= ALIKE).count();
                let beats = |other: usize| {
                    let (gain, spared) = (worth[other] - worth[option], cost[option] - cost[other]);
                    other != option && gain >= 0.0 && spared >= -ALIKE && (gain > ALIKE || spared > ALIKE)
                };
                let dominating = (0..self.options.len()).filter(|other| beats(*other));
                let dominating = dominating.max_by(|a, b| worth[*a].total_cmp(&worth[*b]));
                let both = |other: usize| {
                    let is = |f: &&usize| {
                        self.worth[other][**f] >= self.worth[option][**f]
                            && self.cost[other][**f] <= self.cost[option][**f] + ALIKE
                    };
                    share(futures.iter().filter(is).count(), futures.len())
                };
                Verdict {
                    gain: Summary::of(&gains),
                    harm: (share(worse, histories.len()), wilson(worse, histories.len(), 0.95)),
                    same: share(same, histories.len()),
                    regret: [mean(&regrets[option]), quantile(&rising, 0.95), quantile(&rising, 1.0)],
                    best: share(best, futures.len()),
                    keeps: (kept, futures.len(), wilson(kept, futures.len(), 0.95)),
                    extra_cost: cost[option] - cost[0],
                    dominated_by: dominating.map(|other| (other, both(other))),
                }
            })
            .collect()
    }
}

/// The cheapest option that keeps what is to be kept in at least a share of the futures, within a budget. All options are
/// looked at: nothing says that more of something keeps it more often.
pub fn sought(verdicts: &[Verdict], wanted: f64, budget: f64) -> Option<Sought> {
    let share = |option: usize| verdicts[option].keeps.0 as f64 / verdicts[option].keeps.1.max(1) as f64;
    let cost = |option: usize| verdicts[option].extra_cost;
    let enough: Vec<usize> = (0..verdicts.len()).filter(|option| share(*option) >= wanted).collect();
    let cheapest = |among: &[usize]| among.iter().copied().min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
    let affordable: Vec<usize> =
        enough.iter().copied().filter(|option| cost(*option) <= budget || budget == f64::INFINITY).collect();
    if let Some(option) = cheapest(&affordable) {
        return Some(Sought::Found(option, verdicts[option].keeps.2.low >= wanted));
    }
    if let Some(option) = cheapest(&enough) {
        return Some(Sought::BeyondBudget(option));
    }
    (0..verdicts.len())
        .max_by(|a, b| share(*a).total_cmp(&share(*b)).then(b.cmp(a)))
        .map(Sought::NotReachable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three options in four futures, worked out by hand.
    fn table() -> Judged {
        let worth = vec![vec![1.0, 1.0, 1.0, 1.0], vec![3.0, 0.0, 2.0, 1.0], vec![0.5, 0.5, 0.5, 0.5]];
        let gains =
            worth.iter().map(|own| own.iter().zip(&worth[0]).map(|(own, first)| own - first).collect());
        Judged {
            options: ["as it is", "more", "less"].map(str::to_owned).to_vec(),
            gains: gains.collect(),
            cost: vec![vec![10.0; 4], vec![12.0; 4], vec![10.0; 4]],
            keeps: vec![vec![true, false, false, false], vec![true, true, true, false], vec![false; 4]],
            worth,
        }
    }

    #[test]
    fn a_table_with_a_known_answer_is_judged_so() {
        let table = table();
        let verdicts = table.verdicts();
        assert_eq!(
            table.regrets(),
            [vec![2.0, 0.0, 1.0, 0.0], vec![0.0, 1.0, 0.0, 0.0], vec![2.5, 0.5, 1.5, 0.5]]
        );
        let [first, more, less] = verdicts.as_slice() else { panic!("three options") };
        assert_eq!((first.gain.mean, first.harm.0, first.same), (0.0, 0.0, 1.0));
        assert_eq!((more.gain.mean, more.harm.0, more.same, more.best), (0.5, 0.25, 0.25, 0.75));
        assert_eq!((more.regret[0], more.regret[2], first.regret[0]), (0.25, 1.0, 0.75));
        assert_eq!((less.harm.0, less.best, less.extra_cost), (1.0, 0.0, 0.0));
        assert_eq!((first.dominated_by, more.dominated_by), (None, None));
        assert_eq!(less.dominated_by, Some((0, 1.0)));
        assert_eq!((more.keeps.0, more.keeps.1), (3, 4));
        assert_eq!(more.keeps.2, wilson(3, 4, 0.95));
    }

    #[test]
    fn the_cheapest_that_keeps_it_is_found_or_it_is_said_why_not() {
        let verdicts = table().verdicts();
        assert_eq!(sought(&verdicts, 0.75, f64::INFINITY), Some(Sought::Found(1, false)));
        assert_eq!(sought(&verdicts, 0.25, f64::INFINITY), Some(Sought::Found(0, false)));
        assert_eq!(sought(&verdicts, 0.75, 1.0), Some(Sought::BeyondBudget(1)));
        assert_eq!(sought(&verdicts, 0.9, 5.0), Some(Sought::NotReachable(1)));
        assert_eq!(sought(&[], 0.5, 0.0), None);
    }

    /// Regret is against what stands in the table: an option that is added can only raise it.
    #[test]
    fn an_option_more_never_lowers_a_regret() {
        let whole = table();
        let fewer = Judged {
            options: whole.options[..2].to_vec(),
            worth: whole.worth[..2].to_vec(),
            gains: whole.gains[..2].to_vec(),
            cost: whole.cost[..2].to_vec(),
            keeps: whole.keeps[..2].to_vec(),
        };
        for (fewer, whole) in fewer.regrets().iter().flatten().zip(whole.regrets().iter().flatten()) {
            assert!(fewer <= whole);
        }
    }
}
