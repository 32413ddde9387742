//! Options that nothing speaks for: another one is worse in no outcome that leads and costs no more, and is better in one, by as much as
//! matters. One that does more without a price is not set against others: what it costs is not known. Nor does an outcome count that an
//! option sets itself.

use super::elsewhere::TWENTIETH;
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
/// The unit of everybody.
const EVERYBODY: &str = "authority";
/// Chance of an error in all comparisons together.
const LEVEL: f64 = 0.05;

/// Options that each do better than others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dominant {
    /// Their names.
    pub arms: Vec<String>,
    /// Names of the others.
    pub others: Vec<String>,
    /// Outcomes that were compared, of cost that of a child-year and that of everybody among them; where the answer tells of a part of
    /// the children, each of them and of everybody.
    pub of: usize,
    /// Whether it tells of a part.
    pub is_part: bool,
}

impl Rows<'_> {
    /// Options beside which nothing speaks for others: in some outcome that leads, of the unit or of everybody, or in cost, an option
    /// is told apart as better than another, on average by as much as matters, and in none as worse by whatever, all pairs and outcomes
    /// being read together. Where nobody has said how much matters it is a twentieth of the level; a sum of money counts as it is. Each
    /// other is told with all options of which this is so, those that stand behind none themselves, if there are any. The first arm is
    /// an option too.
    pub(super) fn dominant(&self, unit: &str) -> Vec<Dominant> {
        let is_cost = |id: &str| [COST_PER_CHILD_YEAR.id, COST_TOTAL.id].contains(&id);
        let by_design = self.by_design();
        let is_free = |id: &&String| !is_cost(id) && !by_design.contains(id);
        // What is better for those whom a service is for may be worse for everybody.
        let units: &[&str] = if unit == EVERYBODY { &[EVERYBODY] } else { &[unit, EVERYBODY] };
        let free: Vec<&str> = self.outcomes.iter().filter(is_free).map(String::as_str).collect();
        let leading = units.iter().flat_map(|unit| free.iter().map(|id| (*id, *unit)));
        let costs = [(COST_PER_CHILD_YEAR.id, unit), (COST_TOTAL.id, EVERYBODY)];
        let known = leading.chain(costs).filter_map(|(id, unit)| Some((self.indicator(id)?, unit)));
        let compared: Vec<_> = known.filter(|(one, _)| one.better != Better::Neither).collect();
        let (arms, of) = (self.arms.len(), compared.len());
        if of <= costs.len() || self.histories < FEWEST || arms < 3 {
            return Vec::new();
        }
        let read = (arms * (arms - 1) / 2 * of) as f64;
        // Whether an arm is told apart as worse than another in something, by what matters; and whether nothing is better, or not defined
        // in one of them.
        let mut is_worse = vec![vec![false; arms]; arms];
        let mut is_behind = vec![vec![true; arms]; arms];
        for (outcome, unit) in compared {
            let rows = || self.differences.iter().filter(|row| row.indicator == outcome.indicator);
            let least =
                rows().find_map(|row| row.matters).unwrap_or_else(|| match outcome.indicator.as_str() {
                    id if is_cost(id) => 0.0,
                    id => TWENTIETH * (self.level)(unit, id).unwrap_or(0.0).abs(),
                });
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
        // Those that stand behind the same ones are told together.
        let mut told: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for arm in (0..arms).filter(|arm| !before[*arm].is_empty()) {
            let all = before[arm].iter().copied();
            let free: Vec<usize> = all.filter(|by| before[*by].is_empty()).collect();
            let by = if free.is_empty() { before[arm].clone() } else { free };
            match told.iter_mut().find(|(of, _)| *of == by) {
                Some((_, others)) => others.push(arm),
                None => told.push((by, vec![arm])),
            }
        }
        let names = |of: &[usize]| of.iter().map(|arm| self.arms[*arm].name.clone()).collect();
        told.iter()
            .map(|(by, others)| Dominant {
                arms: names(by),
                others: names(others),
                of,
                is_part: units.len() > 1,
            })
            .collect()
    }
}

impl Facts {
    /// Options that nothing speaks for, in a sentence.
    pub fn of_dominant(&self) -> Option<String> {
        let Dominant { of, is_part, .. } = *self.dominant.first()?;
        let than = |it: &Dominant| {
            let names = |of: &[String]| listed(&of.iter().map(|arm| named(arm)).collect::<Vec<_>>());
            let does = if it.arms.len() > 1 { "each do" } else { "does" };
            format!("{} {does} better than {}", names(&it.arms), names(&it.others))
        };
        let said: Vec<String> = self.dominant.iter().map(than).collect();
        Some(format!(
            "By more than chance and as much as matters (else by a twentieth, in sums of money by any difference): {}, in some of the {} compared here{}, and in none worse.",
            said.join("; "),
            counted(of, "outcome"),
            if is_part { ", of these young people and of everybody" } else { "" },
        ))
    }
}
