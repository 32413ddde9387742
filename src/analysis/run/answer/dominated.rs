//! Options that nothing speaks for: another one costs no more and is worse in no outcome that leads, and better in one. One that does
//! more without a price is not set against others: what it costs is not known.

use super::levers::apart_in;
use super::rows::Rows;
use super::{Facts, named};
use crate::analysis::run::outcomes;
use crate::indicator::Better;
use crate::indicator::money::COST_TOTAL;
use crate::report::words::{counted, listed, lower_first};
use crate::statistics::{Paired, Summary};

/// Histories below which options are not set against each other.
const FEWEST: usize = 20;
/// Chance of an error in all comparisons together.
const LEVEL: f64 = 0.05;

/// An option and another that does better.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dominated {
    /// Name of the option.
    pub arm: String,
    /// Name of the one that does better.
    pub by: String,
    /// Titles of the outcomes in which it does, as they stand in a sentence; the cost of everybody may be one.
    pub better: Vec<String>,
    /// Outcomes that were compared, the cost of everybody among them.
    pub of: usize,
}

impl Rows<'_> {
    /// Of each option the first other one, in their order, beside which nothing speaks for it: in some outcome that leads, or in the cost
    /// of everybody, the other is told apart as better, and in none as worse, all pairs and outcomes being read together. The first arm
    /// is an option too.
    pub(super) fn dominated(&self, facts: &Facts, unit: &str) -> Vec<Dominated> {
        let known = self.outcomes.iter().filter_map(|id| self.indicator(id));
        let sided = known.filter(|one| one.better != Better::Neither);
        let whole = self.indicator(COST_TOTAL.id).map(|one| (one, "authority"));
        let own: Vec<_> =
            sided.filter(|one| !one.indicator.starts_with("cost_")).map(|one| (one, unit)).collect();
        if own.is_empty() || whole.is_none() || self.histories < FEWEST || self.arms.len() < 3 {
            return Vec::new();
        }
        let compared: Vec<_> = own.into_iter().chain(whole).collect();
        let values: Vec<Vec<Vec<f64>>> = (0..self.arms.len())
            .map(|arm| compared.iter().map(|(one, unit)| (self.values)(arm, unit, &one.indicator)).collect())
            .collect();
        let pairs = self.arms.len() * (self.arms.len() - 1) / 2;
        let read = (pairs * compared.len()) as f64;
        // Of an outcome: whether the other is better, worse, or neither; none where it has no value of both.
        let stands = |arm: usize, other: usize, at: usize| -> Option<i8> {
            let moved: Summary = Paired::of(&values[arm][at], &values[other][at]).summary;
            let is_apart = moved.n > 1 && (moved.p_value() * read < LEVEL);
            let is_better = (moved.mean > 0.0) == (compared[at].0.better == Better::Higher);
            (moved.n > 0).then_some(if !is_apart {
                0
            } else if is_better {
                1
            } else {
                -1
            })
        };
        let beside = |arm: usize, other: usize| -> Option<Dominated> {
            let differ = apart_in(&self.arms[arm], &self.arms[other]);
            if !outcomes::without_price(differ.iter().copied()).is_empty() {
                return None;
            }
            let all: Vec<Option<i8>> = (0..compared.len()).map(|at| stands(arm, other, at)).collect();
            // What one of the two has no figure of cannot be set against the other.
            if all.iter().any(|one| !matches!(one, Some(0 | 1))) || all.iter().all(|one| *one == Some(0)) {
                return None;
            }
            let better = all.iter().zip(&compared).filter(|(one, _)| **one == Some(1));
            let title = |of: &str, title: &str| {
                if of == COST_TOTAL.id {
                    format!("the cost of {}", facts.everybody)
                } else {
                    lower_first(title)
                }
            };
            Some(Dominated {
                arm: self.arms[arm].name.clone(),
                by: self.arms[other].name.clone(),
                better: better.map(|(_, (one, _))| title(&one.indicator, &one.title)).collect(),
                of: compared.len(),
            })
        };
        let others = |arm: usize| (0..self.arms.len()).filter(move |other| *other != arm);
        (0..self.arms.len()).filter_map(|arm| others(arm).find_map(|other| beside(arm, other))).collect()
    }
}

impl Facts {
    /// Options that nothing speaks for, in a sentence.
    pub fn of_dominated(&self) -> Option<String> {
        let one = |it: &Dominated| {
            format!("{} does better than {} in {}", named(&it.by), named(&it.arm), listed(&it.better))
        };
        let said: Vec<String> = self.dominated.iter().map(one).collect();
        let of = self.dominated.first()?.of;
        Some(format!(
            "Nothing of these {} speaks for {}: {}, and in none worse, by more than chance would.",
            counted(of, "outcome"),
            listed(&self.dominated.iter().map(|it| named(&it.arm)).collect::<Vec<_>>()),
            said.join("; ")
        ))
    }
}
