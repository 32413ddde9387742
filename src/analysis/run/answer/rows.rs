//! From rows of the tables to what an answer is made of.

use super::elsewhere::TWENTIETH;
use super::levers::{acts_on, apart_in};
use super::numbers::prices;
use super::{Apart, Effect, Facts, Finding, Grades, Group, HeldYear, Measure, Reach, Turned, WHOLE};
use crate::analysis::names;
use crate::analysis::run::contested::rows::ContestedRow;
use crate::analysis::run::gain_rows::GainRow;
use crate::analysis::run::outcomes;
use crate::analysis::run::rows::{AssumptionRow, ChangeRow, DifferenceRow, ExposureRow, YearDifferenceRow};
use crate::analysis::run::tables::ENDS;
use crate::indicator::contract::{CONTRACT_RUNNING, HELD_BY_PRACTICE};
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_SURPLUS, COST_TOTAL};
use crate::indicator::numbers::{CARE_LEAVERS, CHILDREN};
use crate::report::words::lower_first;
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::{ArmMeta, HypothesisMeta};
use crate::statistics::{Paired, Summary, finite, mean};

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
    /// Changes during the run.
    pub(crate) changes: &'a [ChangeRow],
    pub(crate) assumptions: &'a [AssumptionRow],
    pub(crate) contested: &'a [ContestedRow],
    pub(crate) hypotheses: &'a [HypothesisMeta],
    /// Years of the study.
    pub(crate) years: usize,
    pub(crate) exposure: &'a [ExposureRow],
    pub(crate) by_year: &'a [YearDifferenceRow],
    /// Mean level of the first arm, by unit and indicator.
    pub(crate) level: &'a dyn Fn(&str, &str) -> Option<f64>,
    /// Mean levels by year, by position of the arm, unit and indicator; empty where years are not kept.
    pub(crate) yearly: &'a dyn Fn(usize, &str, &str) -> Years,
    /// Values by history, by position of the arm, unit and indicator; `NaN` where not defined.
    pub(crate) values: &'a dyn Fn(usize, &str, &str) -> Vec<f64>,
}

/// Years with a value of each.
pub(crate) type Years = Vec<(String, f64)>;

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

    pub(super) fn indicator(&self, id: &str) -> Option<&IndicatorRow> {
        self.indicators.iter().find(|indicator| indicator.indicator == id)
    }

    pub(super) fn effects(&self, unit: &str, id: &str) -> Vec<Effect> {
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
        let (lever_fields, lever) = self.lever();
        let mut facts = Facts {
            lever_fields: lever_fields.iter().map(|path| lower_first(&names::name(path))).collect(),
            lever,
            first: self.arms.first().map_or_else(String::new, |arm| arm.name.clone()),
            arms: self.arms.iter().skip(1).map(|arm| arm.name.clone()).collect(),
            changing: self.changing(),
            waiting: self.waiting(),
            histories: self.histories,
            years: self.years as f64,
            everybody: self.everybody(),
            group: unit.map_or_else(Group::default, |unit| Group {
                whom: whom(unit, self.services() > 1),
                at_a_time: self.at_a_time(&unit.unit),
            }),
            totals: self.effects(id, COST_TOTAL.id),
            children: self.effects(id, CHILDREN.id),
            by_design: self.by_design(),
            effects: self.outcomes.iter().flat_map(|outcome| self.effects(id, outcome)).collect(),
            costs: self.effects(id, COST_PER_CHILD_YEAR.id),
            surplus: self.surplus(),
            prices: prices(self.assumed("money.price-level")),
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
        let Some((outcome, arm)) = facts.carried().map(|told| (told.measure.id.clone(), told.arm.clone()))
        else {
            return facts;
        };
        let told = self.arms.iter().find(|one| one.name == arm);
        let differ = told.zip(self.arms.first()).map(|(arm, first)| apart_in(first, arm)).unwrap_or_default();
        facts.unmeasured = outcomes::unmeasured(differ.iter().copied());
        facts.grades = self.grades(&outcome);
        facts.acting = outcomes::acting(differ.iter().copied()).map(|all| {
            Grades(["A", "B", "C", "D"].map(|own| all.iter().filter(|one| one.grade.letter() == own).count()))
        });
        facts.free = outcomes::without_price(differ.iter().copied());
        facts.heads = self.heads(&arm);
        facts.cost_last = self.cost_last(&arm);
        facts.put_in = outcomes::put_in(differ.iter().copied()).map(str::to_owned);
        facts.contested = self.contested(&outcome, id, &arm);
        let counted =
            |row: &&GainRow| row.by == "all" && row.indicator == outcome && row.arm == arm && row.unit == id;
        facts.off = self.gains.iter().find(counted).and_then(|row| Some([row.better_off?, row.worse_off?]));
        facts.is_traced = self.is_traced(&outcome);
        facts.acts_on = acts_on(&differ);
        facts.turned = facts.told().and_then(|told| self.turned(told, id));
        facts.turned_others = self.turned_others(&facts, &arm, id);
        facts.turned_others.extend(self.turned_arm(&facts, id));
        facts.beside = self.beside(&arm, id);
        facts.beside.retain(|one| !facts.by_design.contains(&one.measure.id));
        let (counts, named) = self.not_chosen(&arm, id).unzip();
        (facts.not_chosen, facts.worse_named) = (counts, named.unwrap_or_default());
        facts.elsewhere = if id == "authority" { Vec::new() } else { self.elsewhere(&facts, id) };
        facts.leavers = (id != "authority").then(|| (self.level)(id, CARE_LEAVERS.id)).flatten();
        let has_years = |one: &&Effect| {
            self.by_year.iter().any(|row| row.clock == "calendar" && row.indicator == one.measure.id)
        };
        let of_arm = |one: &&Effect| one.arm == arm && one.finding() == Finding::Apart;
        let others = facts
            .effects
            .iter()
            .filter(of_arm)
            .filter(|one| !has_years(one) && !one.is_cost() && !facts.is_by_design(one));
        let looked_at: Vec<&Effect> = facts.beside.iter().chain(others).collect();
        let read = 2 * looked_at.len();
        facts.crossed = looked_at.into_iter().filter_map(|one| self.crossed(one, id, read)).collect();
        facts.reach = self.reach(&arm, id);
        facts.opens = !self.exposure.is_empty();
        facts.listed = (id == "remit").then(|| {
            let it = if self.services() > 1 { "them" } else { "it" };
            format!("as listed in a life without {it}")
        });
        facts.fading = (id == "remit").then(|| self.fading(&arm, id)).flatten();
        facts.apart = self.apart(&facts, id);
        facts.dominant = self.dominant(id);
        facts.within = facts.carried().and_then(|told| self.within(told, id));
        facts
    }

    /// What practices are paid beyond what they spend with each arm and not with the first, of everybody, pounds a year: of each history
    /// the share of its cost that is surplus, times that cost.
    fn surplus(&self) -> Vec<(String, f64)> {
        let of = |arm: usize| -> Vec<f64> {
            let values = |id: &str| (self.values)(arm, "authority", id);
            let (surplus, each, total) =
                (values(COST_SURPLUS.id), values(COST_PER_CHILD_YEAR.id), values(COST_TOTAL.id));
            let year = 1e6 / self.years as f64;
            let all = surplus.iter().zip(&each).zip(&total);
            all.map(|((surplus, each), total)| surplus / each * total * year).collect()
        };
        let first = of(0);
        let arms = self.arms.iter().enumerate().skip(1);
        let moved = arms.map(|(at, arm)| (arm.name.clone(), Paired::of(&first, &of(at)).summary.mean));
        moved.filter(|(_, mean)| mean.is_finite()).collect()
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

    /// How much of a unit a practice holds with an arm.
    fn reach(&self, arm: &str, unit: &str) -> Option<Reach> {
        let at = self.arms.iter().position(|one| one.name == arm)?;
        let held = finite(&(self.values)(at, unit, HELD_BY_PRACTICE.id));
        let never = held.iter().filter(|held| **held == 0.0).count() as f64 / held.len() as f64;
        (!held.is_empty()).then(|| Reach { held: mean(&held) / 100.0, never })
    }

    /// How many services there are.
    fn services(&self) -> usize {
        let is_service = |unit: &&UnitRow| unit.kind == "provider" && unit.unit.starts_with("practice");
        self.units.iter().filter(is_service).count()
    }

    /// How much of a unit a practice holds with an arm in the year in which it holds most, and in the last.
    fn fading(&self, arm: &str, unit: &str) -> Option<[HeldYear; 2]> {
        let at = self.arms.iter().position(|one| one.name == arm)?;
        let held = (self.yearly)(at, unit, HELD_BY_PRACTICE.id);
        // Of several services some contract nearly always runs.
        let running = match self.services() {
            1 => (self.yearly)(at, "authority", CONTRACT_RUNNING.id),
            _ => Vec::new(),
        };
        let of = |(year, held): &(String, f64)| {
            let running = running.iter().find(|(own, _)| own == year).map(|(_, share)| share / 100.0);
            HeldYear { year: year.clone(), held: held / 100.0, running }
        };
        let most = held.iter().reduce(|most, own| if own.1 > most.1 { own } else { most })?;
        (most.1 > 0.0).then(|| [of(most), of(held.last().unwrap_or(most))])
    }

    /// What an effect does in the first year and in the last, where the two have different sides, each told apart as one of so many
    /// that are read together, and each by more than matters or else by more than a twentieth of its level.
    fn crossed(&self, effect: &Effect, unit: &str, read: usize) -> Option<(String, [f64; 2])> {
        let is_of = |row: &&YearDifferenceRow| {
            let is_pair = row.arm == effect.arm && row.indicator == effect.measure.id;
            is_pair && row.clock == ENDS && row.unit == unit
        };
        let rows: Vec<&YearDifferenceRow> = self.by_year.iter().filter(is_of).collect();
        let levels = (self.yearly)(0, unit, &effect.measure.id);
        let much = |row: &YearDifferenceRow| -> Option<f64> {
            let (_, level) = levels.iter().find(|(year, _)| *year == row.year)?;
            let least = effect.matters.unwrap_or(TWENTIETH * level.abs());
            apart_in_year(row, read).filter(|size| size.abs() > least)
        };
        let [first, last] = [rows.first()?, rows.last()?].map(|row| much(row));
        let ends = [first?, last?];
        (ends[0] * ends[1] < 0.0).then(|| (effect.measure.id.clone(), ends))
    }

    /// Single years in which an effect has the other side and is told apart, so many years being read together.
    fn turned(&self, told: &Effect, unit: &str) -> Option<Turned> {
        // All outcomes by one clock: that since the opening few of them have.
        let is_of = |row: &&YearDifferenceRow| {
            let is_pair = row.arm == told.arm && row.indicator == told.measure.id;
            is_pair && row.clock == "calendar" && row.unit == unit
        };
        let rows: Vec<&YearDifferenceRow> = self.by_year.iter().filter(is_of).collect();
        let apart = |row: &YearDifferenceRow| apart_in_year(row, rows.len());
        // What is not told apart on average has no side to be contrary to: the first year that is told apart begins.
        let side = match told.finding() {
            Finding::NotApart => -rows.iter().find_map(|row| apart(row))?,
            _ => told.mean?,
        };
        let is_turned = |row: &YearDifferenceRow| apart(row).filter(|mean| mean * side < 0.0);
        let years: Vec<(usize, f64)> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((at + 1, is_turned(row)?))).collect();
        let begins = years.first().filter(|(year, _)| *year == 1);
        let last = begins.and_then(|(_, first)| apart(rows.last()?).filter(|last| first * last < 0.0));
        Some(Turned { years, of: rows.len(), last })
    }

    /// Other outcomes of the arm that is told that are told apart and have the other side in single years, unless that is only better
    /// there: single good years of what is worse would flatter, but for a last year that is better by what matters.
    fn turned_others(&self, facts: &Facts, arm: &str, unit: &str) -> Vec<(Measure, Turned)> {
        let outcome = facts.told().map_or("", |told| told.measure.id.as_str());
        let is_other = |one: &&Effect| {
            let is_own = one.arm == arm && one.measure.id != outcome && !one.is_cost();
            is_own && matches!(one.finding(), Finding::Apart | Finding::NotApart) && !facts.is_by_design(one)
        };
        let others = facts.effects.iter().filter(is_other);
        let turned = others.filter_map(|one| Some((one, self.turned(one, unit)?)));
        let is_told = |(one, turned): &(&Effect, Turned)| {
            // Of what is not told apart on average a year counts by what matters alone.
            if one.finding() == Finding::NotApart {
                let counts = |(_, mean): &(usize, f64)| one.matters.is_some_and(|least| mean.abs() >= least);
                return turned.years.iter().any(counts);
            }
            let ends = turned.years.last().filter(|(year, _)| *year == turned.of);
            let ends_well =
                ends.is_some_and(|(_, last)| one.matters.is_some_and(|least| last.abs() >= least));
            !turned.years.is_empty() && (one.goodness() != "worse" || ends_well)
        };
        // What turns in the very years in which the outcome that is told does says nothing more.
        let is_more = |(_, turned): &(&Effect, Turned)| {
            let years = |of: &Turned| of.years.iter().map(|(year, _)| *year).collect::<Vec<_>>();
            facts.turned.as_ref().is_none_or(|own| own.years.is_empty() || years(own) != years(turned))
        };
        turned.filter(is_told).filter(is_more).map(|(one, turned)| (one.measure.clone(), turned)).collect()
    }

    /// The other arm that does most to the contrary in the first year, where the one that is told does not do so in the same years: its
    /// measure is named with it.
    fn turned_arm(&self, facts: &Facts, unit: &str) -> Option<(Measure, Turned)> {
        let told = facts.told()?;
        let years = |of: &Turned| of.years.iter().map(|(year, _)| *year).collect::<Vec<_>>();
        let own = facts.turned.as_ref().map(years).unwrap_or_default();
        let is_other = |one: &&Effect| {
            let is_same = one.measure.id == told.measure.id && one.arm != told.arm;
            is_same && one.finding() == Finding::Apart && !facts.is_by_design(one)
        };
        let others = facts.effects.iter().filter(is_other);
        let turned = others.filter_map(|one| Some((one, self.turned(one, unit)?)));
        let begins = turned.filter(|(_, turned)| turned.years.first().is_some_and(|(year, _)| *year == 1));
        let size = |of: &(&Effect, Turned)| of.1.years[0].1.abs();
        let most = begins
            .filter(|(_, turned)| years(turned) != own)
            .reduce(|most, one| if size(&one) > size(&most) { one } else { most });
        most.map(|(one, turned)| {
            let title = format!("{} with {}", one.measure.title, super::named(&one.arm));
            (Measure { title, ..one.measure.clone() }, turned)
        })
    }

    /// Heads of what a child-year of everybody costs that are told apart with an arm, each by itself, the largest first: in words, and by
    /// how many pounds.
    fn heads(&self, arm: &str) -> Vec<(String, f64)> {
        let is_head = |row: &&DifferenceRow| {
            let id = row.indicator.as_str();
            let is_sum = [COST_PER_CHILD_YEAR.id, COST_TOTAL.id].contains(&id);
            row.unit == "authority" && row.arm == arm && id.starts_with("cost_") && !is_sum
        };
        let rows: Vec<&DifferenceRow> = self.differences.iter().filter(is_head).collect();
        let is_apart = |row: &&&DifferenceRow| own_p(row, 1).is_some_and(|p| p < 0.05);
        let named = |row: &&DifferenceRow| {
            let title = &self.indicator(&row.indicator)?.title;
            Some((lower_first(title.strip_prefix("Cost of ").unwrap_or(title)), row.mean?))
        };
        let mut heads: Vec<(String, f64)> = rows.iter().filter(is_apart).filter_map(named).collect();
        heads.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        heads
    }

    /// By how many pounds a child-year of everybody differs in the last year, where that is told apart by itself.
    fn cost_last(&self, arm: &str) -> Option<f64> {
        let is_of = |row: &&YearDifferenceRow| {
            let is_cost = row.indicator == COST_PER_CHILD_YEAR.id && row.clock == "calendar";
            is_cost && row.arm == arm && row.unit == "authority"
        };
        apart_in_year(self.by_year.iter().rfind(is_of)?, 1)
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

    /// Quantities behind an outcome; of one that is no headline all that the model has.
    fn grades(&self, outcome: &str) -> Grades {
        let is_traced = self.is_traced(outcome);
        let is_behind =
            |row: &&AssumptionRow| !is_traced || row.headlines.split("; ").any(|one| one == outcome);
        let behind: Vec<&AssumptionRow> = self.assumptions.iter().filter(is_behind).collect();
        Grades(["A", "B", "C", "D"].map(|grade| behind.iter().filter(|row| row.grade == grade).count()))
    }
}

/// Who a unit is, in the plural, of one service or of many.
fn whom(unit: &UnitRow, many: bool) -> String {
    match unit.unit.as_str() {
        "remit" if many => "young people whom the services are for".to_owned(),
        "remit" => "young people whom the service is for".to_owned(),
        "cohort_served" => "young people first served by the practice".to_owned(),
        "authority" => "children looked after".to_owned(),
        _ => lower_first(&unit.title),
    }
}

/// The mean of a year's difference, where it is told apart as one of so many that are read together.
fn apart_in_year(row: &YearDifferenceRow, read: usize) -> Option<f64> {
    let (mean, half) = (row.mean?, (row.ci_high? - row.ci_low?) / 2.0);
    let one = Summary::from_moments(row.n, mean, 1.0).half_width();
    let p = Summary::from_moments(row.n, mean, half / one).p_value() * read as f64;
    (half > 0.0 && p < 0.05).then_some(mean)
}

/// The p-value of a row by itself, times as many as are read together.
pub(super) fn own_p(row: &DifferenceRow, read: usize) -> Option<f64> {
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
