//! Options that nothing speaks for: another one is worse in no outcome that leads and costs no more, and is better in one. One that does
//! more without a price is not set against others: what it costs is not known.

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
    /// another, and in none as worse, all pairs and outcomes being read together. Each other stands behind the first option of which
    /// this is so that does not stand behind one itself, if there is one. The first arm is an option too.
    pub(super) fn dominant(&self, unit: &str) -> Vec<Dominant> {
        let is_cost = |id: &str| [COST_PER_CHILD_YEAR.id, COST_TOTAL.id].contains(&id);
        let leading = self.outcomes.iter().filter(|id| !is_cost(id)).map(|id| (id.as_str(), unit));
        let costs = [(COST_PER_CHILD_YEAR.id, unit), (COST_TOTAL.id, "authority")];
        let known = leading.chain(costs).filter_map(|(id, unit)| Some((self.indicator(id)?, unit)));
        let compared: Vec<_> = known.filter(|(one, _)| one.better != Better::Neither).collect();
        let arms = self.arms.len();
        if compared.len() <= costs.len() || self.histories < FEWEST || arms < 3 {
            return Vec::new();
        }
        let values: Vec<Vec<Vec<f64>>> = (0..arms)
            .map(|arm| compared.iter().map(|(one, unit)| (self.values)(arm, unit, &one.indicator)).collect())
            .collect();
        let read = (arms * (arms - 1) / 2 * compared.len()) as f64;
        // Of an outcome: whether the other is better, worse, or neither; none where it has no value of both.
        let stands = |arm: usize, other: usize, at: usize| -> Option<i8> {
            let moved: Summary = Paired::of(&values[arm][at], &values[other][at]).summary;
            let is_apart = moved.n > 1 && moved.p_value() * read < LEVEL;
            let side = if (moved.mean > 0.0) == (compared[at].0.better == Better::Higher) { 1 } else { -1 };
            (moved.n > 0).then_some(if is_apart { side } else { 0 })
        };
        let is_behind = |arm: usize, other: usize| {
            let differ = apart_in(&self.arms[arm], &self.arms[other]);
            let all: Vec<Option<i8>> = (0..compared.len()).map(|at| stands(arm, other, at)).collect();
            // What one of the two has no figure of cannot be set against the other.
            outcomes::without_price(differ.iter().copied()).is_empty()
                && all.iter().all(|one| matches!(one, Some(0 | 1)))
                && all.contains(&Some(1))
        };
        let before: Vec<Vec<usize>> = (0..arms)
            .map(|arm| (0..arms).filter(|other| *other != arm && is_behind(arm, *other)).collect())
            .collect();
        let first = |arm: usize| {
            let free = before[arm].iter().find(|other| before[**other].is_empty());
            free.or(before[arm].first()).copied()
        };
        let of = |by: usize| {
            let others = (0..arms).filter(|arm| first(*arm) == Some(by));
            let others: Vec<String> = others.map(|arm| self.arms[arm].name.clone()).collect();
            let arm = self.arms[by].name.clone();
            (!others.is_empty()).then_some(Dominant { arm, others, of: compared.len() })
        };
        (0..arms).filter_map(of).collect()
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
            "In some of these {} and worse in none, by more than chance would, {}.",
            counted(of, "outcome"),
            said.join("; ")
        ))
    }
}
