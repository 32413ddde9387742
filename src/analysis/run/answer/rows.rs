//! From rows of the tables to what an answer is made of.

use super::{Contested, Effect, Facts, Finding, Grades, Group, Measure};
use crate::analysis::run::assumptions::assumptions;
use crate::analysis::run::contested::Contested as Contests;
use crate::analysis::run::contested::rows::ContestedRow;
use crate::analysis::run::gain_rows::GainRow;
use crate::analysis::run::matters::Matters;
use crate::analysis::run::outcomes;
use crate::analysis::run::rows::{AssumptionRow, DifferenceRow};
use crate::analysis::run::tables::{assumption_rows, difference_rows, gains, indicator_rows, unit_rows};
use crate::indicator::indicator;
use crate::indicator::money::COST_PER_CHILD_YEAR;
use crate::report::words::{lower_first, shortest};
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::table::cell;
use crate::results::{ArmMeta, HypothesisMeta};
use crate::scenario::Scenario;
use crate::statistics::{Summary, finite, mean};
use crate::study::{ArmId, Results};

/// Rows of a study, from its tables or from its results.
pub(crate) struct Rows<'a> {
    /// Arms; the first is that against which the others stand.
    pub(crate) arms: &'a [ArmMeta],
    pub(crate) histories: usize,
    /// Ids of the outcomes that lead, in order.
    pub(crate) outcomes: &'a [String],
    pub(crate) indicators: &'a [IndicatorRow],
    pub(crate) units: &'a [UnitRow],
    pub(crate) differences: &'a [DifferenceRow],
    pub(crate) gains: &'a [GainRow],
    pub(crate) assumptions: &'a [AssumptionRow],
    pub(crate) contested: &'a [ContestedRow],
    pub(crate) hypotheses: &'a [HypothesisMeta],
    /// Mean level of the first arm, by unit and indicator.
    pub(crate) level: &'a dyn Fn(&str, &str) -> Option<f64>,
}

impl Rows<'_> {
    /// The unit of the answer: the remit where there is one and the first outcome has a value of it, else the whole authority.
    pub(crate) fn unit(&self) -> Option<&UnitRow> {
        let has = |unit: &&UnitRow| {
            let mut outcomes = self.outcomes.iter().filter(|id| self.indicator(id).is_some());
            outcomes.next().is_some_and(|id| {
                self.differences.iter().any(|row| row.unit == unit.unit && row.indicator == *id && row.n > 0)
            })
        };
        let known = |id: &str| self.units.iter().find(|unit| unit.unit == id && unit.children != Some(0.0));
        let remit = known("remit").or_else(|| known("cohort_served"));
        remit.filter(has).or_else(|| known("authority"))
    }

    fn indicator(&self, id: &str) -> Option<&IndicatorRow> {
        self.indicators.iter().find(|indicator| indicator.indicator == id)
    }

    fn effects(&self, unit: &str, id: &str) -> Vec<Effect> {
        let Some(indicator) = self.indicator(id) else { return Vec::new() };
        let others = self.arms.iter().skip(1);
        let rows = others.filter_map(|arm| {
            self.differences
                .iter()
                .find(|row| row.arm == arm.name && row.unit == unit && row.indicator == id && row.n > 0)
        });
        rows.map(|row| effect(indicator, row, (self.level)(unit, id), self.read(unit, row))).collect()
    }

    /// How many differences are read together with one of a unit: the headlines, or the outcomes that lead, in every arm.
    fn read(&self, unit: &str, row: &DifferenceRow) -> usize {
        if row.p_adjusted.is_some() {
            return self
                .differences
                .iter()
                .filter(|row| row.unit == unit && row.p_adjusted.is_some())
                .count();
        }
        self.outcomes.len().max(1) * self.arms.len().saturating_sub(1).max(1)
    }

    /// What the answer is made of.
    pub(crate) fn facts(&self) -> Facts {
        let unit = self.unit();
        let id = unit.map_or("authority", |unit| unit.unit.as_str());
        let mut facts = Facts {
            first: self.arms.first().map_or_else(String::new, |arm| arm.name.clone()),
            arms: self.arms.iter().skip(1).map(|arm| arm.name.clone()).collect(),
            histories: self.histories,
            group: unit.map_or_else(Group::default, group),
            effects: self.outcomes.iter().flat_map(|outcome| self.effects(id, outcome)).collect(),
            costs: self.effects(id, COST_PER_CHILD_YEAR.id),
            prices: self.prices(),
            lever: self.lever(),
            ..Facts::default()
        };
        let Some((outcome, arm)) = facts.told().map(|told| (told.measure.id.clone(), told.arm.clone()))
        else {
            return facts;
        };
        let told = self.arms.iter().find(|one| one.name == arm);
        let differ = told.zip(self.arms.first()).map(|(arm, first)| apart_in(first, arm)).unwrap_or_default();
        facts.unmeasured = outcomes::unmeasured(differ.into_iter());
        facts.grades = self.grades(&outcome);
        facts.contested = self.contested(&outcome, id, &arm);
        let counted =
            |row: &&GainRow| row.by == "all" && row.indicator == outcome && row.arm == arm && row.unit == id;
        facts.worse_off = self.gains.iter().find(counted).and_then(|row| row.worse_off);
        facts
    }

    /// Arms that change a field which most arms change.
    fn lever(&self) -> Vec<String> {
        let others = || self.arms.iter().skip(1);
        let count =
            |path: &str| others().filter(|arm| arm.changes.iter().any(|(own, _)| own == path)).count();
        let most = others().flat_map(|arm| &arm.changes).map(|(path, _)| count(path)).max().unwrap_or(0);
        let has = |arm: &&ArmMeta| arm.changes.iter().any(|(path, _)| count(path) == most);
        others().filter(has).map(|arm| arm.name.clone()).collect()
    }

    fn prices(&self) -> String {
        let level =
            self.assumptions.iter().find(|row| row.id == "money.price-level").and_then(|row| row.value);
        match level.filter(|level| level.is_finite() && *level != 1.0) {
            None => "prices of 2010 to 2011".to_owned(),
            Some(level) => format!("{} times the prices of 2010 to 2011", shortest(level)),
        }
    }

    /// Quantities behind an outcome; of one that is no headline all that the model has.
    fn grades(&self, outcome: &str) -> Grades {
        let is_headline = self.indicator(outcome).is_some_and(|indicator| indicator.headline > 0);
        let is_behind =
            |row: &&AssumptionRow| !is_headline || row.headlines.split("; ").any(|one| one == outcome);
        let behind: Vec<&AssumptionRow> = self.assumptions.iter().filter(is_behind).collect();
        Grades(["A", "B", "C", "D"].map(|grade| behind.iter().filter(|row| row.grade == grade).count()))
    }

    /// What was found on open questions, if they were asked of this outcome with this arm.
    fn contested(&self, outcome: &str, unit: &str, arm: &str) -> Option<Contested> {
        let is_of = |row: &&ContestedRow| row.indicator == outcome && row.unit == unit && row.arm == arm;
        let rows: Vec<&ContestedRow> = self.contested.iter().filter(is_of).collect();
        rows.first()?;
        let questions = |is: &dyn Fn(&ContestedRow) -> bool| -> usize {
            let mut ids: Vec<&str> =
                rows.iter().filter(|row| is(row)).map(|row| row.hypothesis.as_str()).collect();
            ids.dedup();
            ids.len()
        };
        let told = rows.iter().filter(|row| row.stage == "told" && row.contrast.is_some());
        let size = |row: &ContestedRow| row.contrast.unwrap_or(0.0).abs();
        let strongest = told.clone().max_by(|a, b| size(a).total_cmp(&size(b)));
        let sign = |row: &ContestedRow| match () {
            () if row.ci_low.is_some_and(|low| low > 0.0) => 1,
            () if row.ci_high.is_some_and(|high| high < 0.0) => -1,
            () => 0,
        };
        let flips = told.clone().any(|row| {
            let against =
                rows.iter().find(|other| other.hypothesis == row.hypothesis && other.position == row.against);
            against.is_some_and(|against| sign(row) * sign(against) < 0)
        });
        let title = |row: &&ContestedRow| {
            let known = self.hypotheses.iter().find(|known| known.id == row.hypothesis);
            known.map_or_else(
                || row.hypothesis.clone(),
                |known| format!("{} ({})", known.id, lower_first(&known.title)),
            )
        };
        Some(Contested {
            asked: questions(&|_| true),
            told: questions(&|row| row.stage == "told" && row.contrast.is_some()),
            strongest: strongest.map(title),
            flips,
        })
    }
}

/// The fields in which an arm differs from the first: what either sets and the other does not set to the same.
fn apart_in<'a>(first: &'a ArmMeta, arm: &'a ArmMeta) -> Vec<&'a str> {
    let differs = |(one, other): (&'a ArmMeta, &ArmMeta)| -> Vec<&'a str> {
        one.changes.iter().filter(|set| !other.changes.contains(set)).map(|(path, _)| path.as_str()).collect()
    };
    let mut paths = differs((arm, first));
    paths.extend(differs((first, arm)));
    paths
}

/// What the answer of a run is made of, before any table is written.
pub(crate) fn of_results(results: &Results, scenario: &Scenario, contested: &Contests) -> Facts {
    with_rows(results, scenario, contested, |rows| rows.facts())
}

/// The difference that the answer of a run tells first: position of the arm, ids of unit and indicator, and its mean; nothing where it
/// does not differ or one history was lived.
pub(crate) fn told_first(results: &Results, scenario: &Scenario) -> Option<(usize, String, String, f64)> {
    with_rows(results, scenario, &Contests::default(), |rows| {
        let facts = rows.facts();
        let told =
            facts.told().filter(|told| matches!(told.finding(), Finding::Apart | Finding::NotApart))?;
        let arm = rows.arms.iter().position(|arm| arm.name == told.arm)?;
        Some((arm, rows.unit()?.unit.clone(), told.measure.id.clone(), told.mean?))
    })
}

fn with_rows<T>(
    results: &Results,
    scenario: &Scenario,
    contested: &Contests,
    read: impl FnOnce(&Rows<'_>) -> T,
) -> T {
    let arms: Vec<ArmMeta> = scenario
        .arms
        .iter()
        .map(|arm| ArmMeta { name: arm.name.clone(), changes: arm.changes.clone() })
        .collect();
    let outcomes: Vec<String> = outcomes::leading(scenario).iter().map(|one| one.id.to_owned()).collect();
    let level = |unit: &str, id: &str| {
        let values = results.values(ArmId(0), results.unit(unit)?, indicator(id)?);
        cell(mean(&finite(&values)))
    };
    read(&Rows {
        arms: &arms,
        histories: results.replications,
        outcomes: &outcomes,
        indicators: &indicator_rows(&results.indicators),
        units: &unit_rows(&results.units),
        differences: &difference_rows(results, &Matters::of(&scenario.arms)),
        gains: &gains::rows(results),
        assumptions: &assumption_rows(results, &assumptions(&scenario.arms)),
        contested: &contested.rows,
        hypotheses: &[],
        level: &level,
    })
}

fn group(unit: &UnitRow) -> Group {
    let whom = match unit.unit.as_str() {
        "remit" => "young people whom the service is for".to_owned(),
        "cohort_served" => "young people first served by the practice".to_owned(),
        "authority" => "children looked after".to_owned(),
        _ => lower_first(&unit.title),
    };
    Group { whom, children: unit.children.filter(|children| *children > 0.0) }
}

/// The effect of a row of the table, which is read together with so many others.
pub(crate) fn effect(
    indicator: &IndicatorRow,
    row: &DifferenceRow,
    level: Option<f64>,
    read: usize,
) -> Effect {
    let pair = |low: Option<f64>, high: Option<f64>| Some([low?, high?]);
    let own = || {
        let summary = Summary::from_moments(row.n, row.mean?, row.sd?);
        let p = summary.p_value();
        (row.n > 1 && !p.is_nan()).then(|| (p * read as f64).min(1.0))
    };
    Effect {
        measure: Measure {
            id: indicator.indicator.clone(),
            title: indicator.title.clone(),
            unit: indicator.unit.clone(),
            better: indicator.better,
            decimals: indicator.decimals,
        },
        arm: row.arm.clone(),
        level,
        n: row.n,
        mean: row.mean,
        interval: pair(row.ci_low, row.ci_high).filter(|_| row.n > 1),
        middle: pair(row.q05, row.q95),
        p: row.p_adjusted.or_else(own),
        read,
        equal: row.share_equal,
        matters: row.matters,
        better: row.chance_better,
        worse: row.chance_worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(set: &[(&str, &str)]) -> ArmMeta {
        let changes = set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
        ArmMeta { name: String::new(), changes }
    }

    #[test]
    fn an_arm_differs_from_the_first_in_what_either_sets() {
        let term = ("contract.term_years", "10");
        assert_eq!(apart_in(&arm(&[]), &arm(&[term])), ["contract.term_years"]);
        // Beside no practice a long contract is first of all a practice.
        assert_eq!(apart_in(&arm(&[("practice", "[]")]), &arm(&[term])), ["contract.term_years", "practice"]);
        assert!(apart_in(&arm(&[term]), &arm(&[term])).is_empty());
    }
}
