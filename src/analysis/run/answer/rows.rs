//! From rows of the tables to what an answer is made of.

use super::numbers::prices;
use super::sure::QUANTILES;
use super::{Apart, Effect, Facts, Finding, Grades, Group, Measure, Reach, Turned, WHOLE};
use crate::analysis::run::assumptions::assumptions;
use crate::analysis::run::contested::Contested as Contests;
use crate::analysis::run::contested::rows::ContestedRow;
use crate::analysis::run::gain_rows::GainRow;
use crate::analysis::run::matters::Matters;
use crate::analysis::run::outcomes;
use crate::analysis::run::rows::{AssumptionRow, DifferenceRow, ExposureRow, YearDifferenceRow};
use crate::analysis::run::tables::{
    assumption_rows, difference_rows, exposure, gains, indicator_rows, unit_rows, year_rows,
};
use crate::indicator::contract::HELD_BY_PRACTICE;
use crate::indicator::indicator;
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_TOTAL};
use crate::indicator::numbers::CHILDREN;
use crate::report::words::lower_first;
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::table::cell;
use crate::results::{ArmMeta, HypothesisMeta};
use crate::scenario::Scenario;
use crate::statistics::{Paired, Summary, finite, mean, quantile, sorted};
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
    /// Years of the study.
    pub(crate) years: usize,
    pub(crate) exposure: &'a [ExposureRow],
    pub(crate) by_year: &'a [YearDifferenceRow],
    /// Mean level of the first arm, by unit and indicator.
    pub(crate) level: &'a dyn Fn(&str, &str) -> Option<f64>,
    /// Values by history, by position of the arm, unit and indicator; `NaN` where not defined.
    pub(crate) values: &'a dyn Fn(usize, &str, &str) -> Vec<f64>,
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
        let levels = self.levels(unit, id);
        rows.map(|row| Effect {
            levels,
            ..effect(indicator, row, (self.level)(unit, id), self.read(unit, row))
        })
        .collect()
    }

    /// Between which levels nine histories of ten lie with the first arm.
    fn levels(&self, unit: &str, id: &str) -> Option<[f64; 2]> {
        let values = sorted(&finite(&(self.values)(0, unit, id)));
        (values.len() >= QUANTILES).then(|| [0.05, 0.95].map(|share| quantile(&values, share)))
    }

    /// Of the paired measures that were not chosen, how many are told apart with an arm, all of them being read together.
    fn not_chosen(&self, arm: &str, unit: &str) -> Option<[usize; 2]> {
        let is_chosen = |row: &DifferenceRow| {
            let ids = self.outcomes.iter().map(String::as_str).chain([COST_TOTAL.id]);
            ids.into_iter().any(|id| id == row.indicator)
        };
        let is_other =
            |row: &&DifferenceRow| row.arm == arm && row.unit == unit && row.n > 1 && !is_chosen(row);
        let others: Vec<&DifferenceRow> = self.differences.iter().filter(is_other).collect();
        let is_apart = |row: &&&DifferenceRow| own_p(row, others.len()).is_some_and(|p| p < 0.05);
        (!others.is_empty()).then(|| [others.iter().filter(is_apart).count(), others.len()])
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
            years: self.years as f64,
            everybody: self.everybody(),
            group: unit.map_or_else(Group::default, |unit| Group {
                whom: whom(unit),
                at_a_time: self.at_a_time(&unit.unit),
            }),
            totals: self.effects(id, COST_TOTAL.id),
            children: self.effects(id, CHILDREN.id),
            by_design: self.by_design(),
            effects: self.outcomes.iter().flat_map(|outcome| self.effects(id, outcome)).collect(),
            costs: self.effects(id, COST_PER_CHILD_YEAR.id),
            prices: prices(self.assumed("money.price-level")),
            lever: self.lever(),
            ..Facts::default()
        };
        if id != "authority" {
            let total = [COST_TOTAL.id.to_owned()];
            let mut ids: Vec<&String> = self.outcomes.iter().chain(&total).collect();
            ids.dedup();
            facts.whole = ids.into_iter().flat_map(|outcome| self.effects("authority", outcome)).collect();
            facts.whole_children = self.effects("authority", CHILDREN.id);
            facts.whole_at_a_time = self.at_a_time("authority");
        }
        let Some((outcome, arm)) = facts.told().map(|told| (told.measure.id.clone(), told.arm.clone()))
        else {
            return facts;
        };
        let told = self.arms.iter().find(|one| one.name == arm);
        let differ = told.zip(self.arms.first()).map(|(arm, first)| apart_in(first, arm)).unwrap_or_default();
        facts.unmeasured = outcomes::unmeasured(differ.iter().copied());
        facts.grades = self.grades(&outcome);
        facts.contested = self.contested(&outcome, id, &arm);
        let counted =
            |row: &&GainRow| row.by == "all" && row.indicator == outcome && row.arm == arm && row.unit == id;
        facts.off = self.gains.iter().find(counted).and_then(|row| Some([row.better_off?, row.worse_off?]));
        facts.is_traced = self.is_traced(&outcome);
        facts.acts_on = acts_on(&differ);
        facts.turned = facts.told().and_then(|told| self.turned(told, id));
        facts.turned_others = self.turned_others(&facts, &outcome, &arm, id);
        facts.beside = self.beside(&arm, id);
        facts.beside.retain(|one| !facts.by_design.contains(&one.measure.id));
        facts.not_chosen = self.not_chosen(&arm, id);
        facts.spread = self.assumed(SPREAD);
        facts.leavers = (id != "authority").then(|| (self.level)(id, CARE_LEAVERS)).flatten();
        facts.reach = self.reach(&arm, id);
        facts.apart = self.apart(&facts, id);
        facts
    }

    /// Children of a unit at a time, on average over the years of the study.
    fn at_a_time(&self, unit: &str) -> Option<f64> {
        let first = &self.arms.first()?.name;
        let row = self.exposure.iter().find(|row| row.arm == *first && row.unit == unit);
        let lived = row.and_then(|row| Some(row.child_years? / self.years as f64));
        lived.or_else(|| (self.level)(unit, "children")).filter(|n| n.is_finite() && *n > 0.0)
    }

    /// Everybody, in words.
    fn everybody(&self) -> String {
        match self.units.iter().find(|unit| unit.unit == "authority") {
            Some(unit) if unit.title.starts_with("All") => lower_first(&unit.title),
            _ => WHOLE.to_owned(),
        }
    }

    /// Outcomes that an arm sets, by a field of its own or one that changes during the run.
    fn by_design(&self) -> Vec<String> {
        let sets = |field: &str| self.arms.iter().any(|arm| fields(arm).contains(&field));
        SETS.iter().filter(|(field, _)| sets(field)).map(|(_, outcome)| (*outcome).to_owned()).collect()
    }

    /// How much of a unit a practice holds with an arm.
    fn reach(&self, arm: &str, unit: &str) -> Option<Reach> {
        let at = self.arms.iter().position(|one| one.name == arm)?;
        let held = finite(&(self.values)(at, unit, HELD_BY_PRACTICE.id));
        let never = held.iter().filter(|held| **held == 0.0).count() as f64 / held.len() as f64;
        (!held.is_empty()).then(|| Reach { held: mean(&held) / 100.0, never })
    }

    /// Single years in which an effect has the other side and is told apart, so many years being read together.
    fn turned(&self, told: &Effect, unit: &str) -> Option<Turned> {
        let rows = |clock: &str| -> Vec<&YearDifferenceRow> {
            let is_of = |row: &&YearDifferenceRow| {
                row.clock == clock
                    && row.arm == told.arm
                    && row.unit == unit
                    && row.indicator == told.measure.id
            };
            self.by_year.iter().filter(is_of).collect()
        };
        let opening = if self.exposure.is_empty() { Vec::new() } else { rows("opening") };
        let since_opening = !opening.is_empty();
        let rows = if since_opening { opening } else { rows("calendar") };
        let side = told.mean?;
        let is_turned = |row: &YearDifferenceRow| -> Option<f64> {
            let (mean, half) = (row.mean?, (row.ci_high? - row.ci_low?) / 2.0);
            let one = Summary::from_moments(row.n, mean, 1.0).half_width();
            let p = Summary::from_moments(row.n, mean, half / one).p_value() * rows.len() as f64;
            (mean * side < 0.0 && half > 0.0 && p < 0.05).then_some(mean)
        };
        let years: Vec<(usize, f64)> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((at + 1, is_turned(row)?))).collect();
        Some(Turned { since_opening, years, of: rows.len() })
    }

    /// Other outcomes of the arm that is told that are told apart and have the other side in single years.
    fn turned_others(&self, facts: &Facts, outcome: &str, arm: &str, unit: &str) -> Vec<(Measure, Turned)> {
        let is_other = |one: &&Effect| {
            let is_own = one.arm == arm && one.measure.id != outcome && !one.is_cost();
            is_own && one.finding() == Finding::Apart && !facts.is_by_design(one)
        };
        let others = facts.effects.iter().filter(is_other);
        let turned = others.filter_map(|one| Some((one.measure.clone(), self.turned(one, unit)?)));
        turned.filter(|(_, turned)| !turned.years.is_empty()).collect()
    }

    /// What an arm makes worse of children and case holders beside the outcomes that lead: by more than a twentieth of its level, told
    /// apart or told apart if it were read alone, the farthest first. All that is looked at is read together.
    fn beside(&self, arm: &str, unit: &str) -> Vec<Effect> {
        let ids = || BESIDE.iter().filter(|id| !self.outcomes.iter().any(|one| one == *id));
        let read = ids().count();
        let of_arm = |row: &&DifferenceRow| row.arm == arm && row.unit == unit && row.n > 1;
        let mut found: Vec<(f64, Effect)> = ids()
            .filter_map(|id| {
                let indicator = self.indicator(id)?;
                let mut rows = self.differences.iter().filter(of_arm);
                let row = rows.find(|row| row.indicator == *id)?;
                let level = (self.level)(unit, id).filter(|level| *level > 0.0)?;
                let effect = Effect { p: own_p(row, read), ..effect(indicator, row, Some(level), read) };
                let part = effect.mean?.abs() / level;
                let is_told = effect.finding() == Finding::Apart || effect.is_apart_only_alone();
                let is_worse = is_told && part > TWENTIETH && effect.goodness() == "worse";
                is_worse.then_some((part, effect))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().map(|(_, effect)| effect).take(TOLD_BESIDE).collect()
    }

    /// A quantity as the study sets it.
    fn assumed(&self, id: &str) -> Option<f64> {
        self.assumptions.iter().find(|row| row.id == id)?.value.filter(|value| value.is_finite())
    }

    /// The two other arms that lie furthest apart on the first outcome.
    fn apart(&self, facts: &Facts, unit: &str) -> Option<Apart> {
        let leading = facts.leading();
        let mean = |one: &&Effect| one.mean.unwrap_or(f64::NAN);
        let low = leading.iter().min_by(|a, b| mean(a).total_cmp(&mean(b)))?;
        let high = leading.iter().max_by(|a, b| mean(a).total_cmp(&mean(b)))?;
        let place = |effect: &Effect| self.arms.iter().position(|arm| arm.name == effect.arm);
        let values = |effect: &Effect| Some((self.values)(place(effect)?, unit, &effect.measure.id));
        let paired = Paired::of(&values(low)?, &values(high)?).summary;
        (low.arm != high.arm && paired.n > 1 && paired.mean != 0.0).then(|| Apart {
            arms: [low.arm.clone(), high.arm.clone()],
            mean: paired.mean,
            interval: [paired.low, paired.high],
        })
    }

    /// Whether it is known which numbers can move an outcome.
    fn is_traced(&self, outcome: &str) -> bool {
        self.indicator(outcome).is_some_and(|indicator| indicator.headline > 0)
    }

    /// Arms that change a field which most arms change.
    fn lever(&self) -> Vec<String> {
        let others = || self.arms.iter().skip(1);
        let count = |path: &str| others().filter(|arm| fields(arm).contains(&path)).count();
        let most = others().flat_map(fields).map(count).max().unwrap_or(0);
        let has = |arm: &&ArmMeta| fields(arm).into_iter().any(|path| count(path) == most);
        others().filter(has).map(|arm| arm.name.clone()).collect()
    }

    /// Quantities behind an outcome; of one that is no headline all that the model has.
    fn grades(&self, outcome: &str) -> Grades {
        let is_traced = self.is_traced(outcome);
        let is_behind =
            |row: &&AssumptionRow| !is_traced || row.headlines.split("; ").any(|one| one == outcome);
        let behind: Vec<&AssumptionRow> = self.assumptions.iter().filter(is_behind).collect();
        Grades(["A", "B", "C", "D"].map(|grade| behind.iter().filter(|row| row.grade == grade).count()))
    }
}

/// The fields that an arm sets, those among them that it sets during the run.
fn fields(arm: &ArmMeta) -> Vec<&str> {
    let mut all = Vec::new();
    for (path, value) in &arm.changes {
        if path == "change" {
            let is_field = |word: &&str| word.contains('.') && !word.contains(' ');
            all.extend(value.split('"').filter(is_field));
        } else {
            all.push(path.as_str());
        }
    }
    all
}

/// What is looked at beside the outcomes that lead: what may get worse for children and for those who work with them.
const BESIDE: [&str; 12] = [
    "worker_changes",
    "same_worker_all_year",
    "direct_hours",
    "placements_3plus",
    "disruptions",
    "moves",
    "decision_wait",
    "turnover",
    "vacancy",
    "agency",
    "caseload",
    "absence",
];
/// What counts care leavers with a case holder.
const CARE_LEAVERS: &str = "care_leavers";
/// Share of its level above which what is worse beside the outcomes is told, as what matters is a convention of a twentieth.
const TWENTIETH: f64 = 0.05;
/// How many of them are told.
const TOLD_BESIDE: usize = 3;
/// The quantity that says how far organisations differ in culture on the first day.
const SPREAD: &str = "culture.authority-spread";

/// Fields that set an outcome itself: that it moves is no finding.
const SETS: [(&str, &str); 2] = [("in_house.caseload", "caseload"), ("in_house.vacancies_held", "vacancy")];

/// Fields that act on one outcome alone, whatever else is measured.
const ACT_ON: [(&str, &str); 1] = [("practice.consultation", "satisfaction")];

/// The one outcome on which fields act, if each of them acts on it alone.
fn acts_on(fields: &[&str]) -> Option<String> {
    let of = |field: &&str| ACT_ON.iter().find(|(own, _)| own == field).map(|(_, outcome)| *outcome);
    let found: Option<Vec<&str>> = fields.iter().map(of).collect();
    let found = found?;
    let first = *found.first()?;
    found.iter().all(|one| *one == first).then(|| first.to_owned())
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

/// Unit, arm and indicator of every difference whose interval leaves out none and that is not told apart all the same.
pub(crate) fn only_alone(results: &Results, scenario: &Scenario) -> Vec<[String; 3]> {
    with_rows(results, scenario, &Contests::default(), |rows| {
        let units = rows.units.iter().filter(|unit| unit.paired);
        let effects = units.flat_map(|unit| {
            let of = |id: &IndicatorRow| rows.effects(&unit.unit, &id.indicator);
            rows.indicators.iter().flat_map(of).map(|effect| (unit.unit.clone(), effect)).collect::<Vec<_>>()
        });
        let alone = effects.filter(|(_, effect)| effect.is_apart_only_alone());
        alone.map(|(unit, effect)| [unit, effect.arm, effect.measure.id]).collect()
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
    let values = |arm: usize, unit: &str, id: &str| -> Vec<f64> {
        let found = results.unit(unit).zip(indicator(id));
        found.map_or_else(Vec::new, |(unit, indicator)| results.values(ArmId(arm), unit, indicator))
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
        hypotheses: &crate::results::manifest::hypotheses(),
        years: results.years.len(),
        exposure: &exposure(results),
        by_year: &year_rows(results),
        level: &level,
        values: &values,
    })
}

/// Who a unit is, in the plural.
fn whom(unit: &UnitRow) -> String {
    match unit.unit.as_str() {
        "remit" => "young people whom the service is for".to_owned(),
        "cohort_served" => "young people first served by the practice".to_owned(),
        "authority" => "children looked after".to_owned(),
        _ => lower_first(&unit.title),
    }
}

/// The p-value of a row by itself, times as many as are read together.
fn own_p(row: &DifferenceRow, read: usize) -> Option<f64> {
    let p = Summary::from_moments(row.n, row.mean?, row.sd?).p_value();
    (row.n > 1 && !p.is_nan()).then(|| (p * read as f64).min(1.0))
}

/// The effect of a row of the table, which is read together with so many others.
pub(crate) fn effect(
    indicator: &IndicatorRow,
    row: &DifferenceRow,
    level: Option<f64>,
    read: usize,
) -> Effect {
    let pair = |low: Option<f64>, high: Option<f64>| Some([low?, high?]);
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
        levels: None,
        n: row.n,
        mean: row.mean,
        interval: pair(row.ci_low, row.ci_high).filter(|_| row.n > 1),
        middle: pair(row.q05, row.q95),
        p: row.p_adjusted.or_else(|| own_p(row, read)),
        read,
        median: row.q50,
        higher: row.share_higher,
        lower: row.share_lower,
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
