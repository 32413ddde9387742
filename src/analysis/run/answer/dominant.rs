//! Options that nothing speaks for: another one is worse in no outcome that leads and costs no more, and is better in one, by as much as
//! matters. One that does more without a price is not set against others: what it costs is not known. Nor does an outcome count that an
//! option sets itself.

use super::levers::apart_in;
use super::rows::Rows;
use super::{Facts, named};
use crate::analysis::run::outcomes;
use crate::indicator::Better;
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_TOTAL};
use crate::report::words::{counted, listed};
use crate::statistics::{Paired, Summary};

/// Histories below which options are not set against each other.
const FEWEST: usize = 20;
/// Chance of an error in all comparisons together.
const LEVEL: f64 = 0.05;

/// An option and others that it does better than.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dominant {
    /// Name of the option.
    pub arm: String,
    /// Names of the others.
    pub others: Vec<String>,
    /// Outcomes that were compared, of cost that of a child-year and that of everybody among them.
    pub of: usize,
}

impl Rows<'_> {
    /// Options beside which nothing speaks for others: in some outcome that leads, or in cost, an option is told apart as better than
    /// another, on average by as much as matters where that is stated, and in none as worse by whatever, all pairs and outcomes being read
    /// together. Each other stands behind the first option of which this is so that does not stand behind one itself, if there is one.
    /// The first arm is an option too.
    pub(super) fn dominant(&self, unit: &str) -> Vec<Dominant> {
        let is_cost = |id: &str| [COST_PER_CHILD_YEAR.id, COST_TOTAL.id].contains(&id);
        let by_design = self.by_design();
        let is_free = |id: &&String| !is_cost(id) && !by_design.contains(id);
        let leading = self.outcomes.iter().filter(is_free).map(|id| (id.as_str(), unit));
        let costs = [(COST_PER_CHILD_YEAR.id, unit), (COST_TOTAL.id, "authority")];
        let known = leading.chain(costs).filter_map(|(id, unit)| Some((self.indicator(id)?, unit)));
        let compared: Vec<_> = known.filter(|(one, _)| one.better != Better::Neither).collect();
        let (arms, of) = (self.arms.len(), compared.len());
        if of <= costs.len() || self.histories < FEWEST || arms < 3 {
            return Vec::new();
        }
        let read = (arms * (arms - 1) / 2 * of) as f64;
        // Whether an arm is told apart as worse than another in something, by what matters; and whether nothing is better, or not defined in one of them.
        let mut is_worse = vec![vec![false; arms]; arms];
        let mut is_behind = vec![vec![true; arms]; arms];
        for (outcome, unit) in compared {
            let rows = || self.differences.iter().filter(|row| row.indicator == outcome.indicator);
            let least = rows().find_map(|row| row.matters).unwrap_or(0.0);
            let values: Vec<Vec<f64>> =
                (0..arms).map(|arm| (self.values)(arm, unit, &outcome.indicator)).collect();
            for (arm, other) in (0..arms).flat_map(|arm| (0..arms).map(move |other| (arm, other))) {
                let moved: Summary = Paired::of(&values[arm], &values[other]).summary;
                let is_apart = moved.n > 1 && moved.p_value() * read < LEVEL;
                let is_better = (moved.mean > 0.0) == (outcome.better == Better::Higher);
                is_worse[arm][other] |= is_apart && is_better && moved.mean.abs() >= least;
                is_behind[arm][other] &= moved.n > 0 && (is_better || !is_apart);
            }
        }
        let is_behind = |arm: usize, other: usize| {
            let differ = apart_in(&self.arms[arm], &self.arms[other]);
            is_worse[arm][other]
                && is_behind[arm][other]
                && outcomes::without_price(differ.iter().copied()).is_empty()
        };
        let before: Vec<Vec<usize>> = (0..arms)
            .map(|arm| (0..arms).filter(|other| *other != arm && is_behind(arm, *other)).collect())
            .collect();
        let first = |arm: usize| {
            let free = before[arm].iter().find(|other| before[**other].is_empty());
            free.or(before[arm].first()).copied()
        };
        let told = |by: usize| {
            let others = (0..arms).filter(|arm| first(*arm) == Some(by));
            let others: Vec<String> = others.map(|arm| self.arms[arm].name.clone()).collect();
            let arm = self.arms[by].name.clone();
            (!others.is_empty()).then_some(Dominant { arm, others, of })
        };
        (0..arms).filter_map(told).collect()
    }
}

impl Facts {
    /// Options that nothing speaks for, in a sentence.
    pub fn of_dominant(&self) -> Option<String> {
        let of = self.dominant.first()?.of;
        let than = |it: &Dominant| {
            let others: Vec<String> = it.others.iter().map(|other| named(other)).collect();
            format!("{} does better than {}", named(&it.arm), listed(&others))
        };
        let said: Vec<String> = self.dominant.iter().map(than).collect();
        Some(format!(
            "By more than chance, and by what matters where that is stated: {}, in some of the {} that are compared here and in none worse.",
            said.join("; "),
            counted(of, "outcome"),
        ))
    }
}
