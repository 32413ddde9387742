//! What happens beside the outcomes that lead: to other children of the authority, and to what was not chosen.

use super::rows::{Rows, effect, own_p};
use super::{Effect, Facts, Finding, Group, WHOLE};
use crate::analysis::run::rows::DifferenceRow;
use crate::indicator::money::COST_TOTAL;
use crate::report::words::lower_first;
use crate::statistics::Paired;

/// An effect on other children than those of whom the answer tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// Who they are: the rest of the authority where that can be reckoned, else all of it.
    pub group: Group,
    /// What the arm does to them.
    pub effect: Effect,
}

impl Elsewhere {
    /// Whether it is of all children of the authority, those of whom the answer tells among them.
    pub fn is_of_all(&self) -> bool {
        self.group.whom.starts_with(OF_ALL)
    }
}

/// What begins the name of all children of an authority.
const OF_ALL: &str = "children of ";

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
/// Share of its level above which what is worse beside the outcomes is told, as what matters is a convention of a twentieth.
pub(super) const TWENTIETH: f64 = 0.05;
/// How many of them are told.
const TOLD_BESIDE: usize = 3;

/// How many measures that were not chosen and are worse are named.
const NAMED_WORSE: usize = 2;

/// Units of measures that are so much for each child-year or child-month, so that those of a whole and a part give those of the rest.
const FOR_EACH: [&str; 3] = ["per child-year", "per 100 child-years", "hours per child and month"];

impl Rows<'_> {
    /// What an arm makes worse of children and case holders beside the outcomes that lead: by more than a twentieth of its level, told
    /// apart or told apart if it were read alone, the farthest first. All that is looked at is read together.
    pub(super) fn beside(&self, arm: &str, unit: &str) -> Vec<Effect> {
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

    /// Of the paired measures that were not chosen, all of them being read together, how many an arm makes better and worse and moves
    /// where no direction is good, told apart; how many there are; and which of those made worse stand out most, what is not money first.
    pub(super) fn not_chosen(&self, arm: &str, unit: &str) -> Option<([usize; 4], Vec<String>)> {
        let is_chosen = |row: &DifferenceRow| {
            let ids = self.outcomes.iter().map(String::as_str).chain([COST_TOTAL.id]);
            ids.into_iter().any(|id| id == row.indicator)
        };
        let is_other =
            |row: &&DifferenceRow| row.arm == arm && row.unit == unit && row.n > 1 && !is_chosen(row);
        let others: Vec<&DifferenceRow> = self.differences.iter().filter(is_other).collect();
        let is_apart = |row: &&&DifferenceRow| own_p(row, others.len()).is_some_and(|p| p < 0.05);
        let mut counts = [0, 0, 0, others.len()];
        let mut worse = Vec::new();
        for row in others.iter().filter(is_apart) {
            let effect = self.indicator(&row.indicator).map(|one| effect(one, row, None, 1));
            counts[match effect.as_ref().map(Effect::goodness) {
                Some("better") => 0,
                Some("worse") => 1,
                _ => 2,
            }] += 1;
            worse.extend(effect.filter(|effect| effect.goodness() == "worse"));
        }
        let is_head = |one: &Effect| one.measure.id.starts_with("cost_");
        worse.sort_by(|a, b| is_head(a).cmp(&is_head(b)).then(b.strength().total_cmp(&a.strength())));
        let named = worse.iter().take(NAMED_WORSE).map(|one| lower_first(&one.measure.title)).collect();
        (!others.is_empty()).then_some((counts, named))
    }

    /// Where other children of the authority are moved against those of whom the answer tells, or by what matters where these are not:
    /// told apart, all arms and outcomes being read together, that of the arm that is told first and then those farthest from chance.
    pub(super) fn elsewhere(&self, facts: &Facts, unit: &str) -> Vec<Elsewhere> {
        let told = facts.told().map_or("", |told| told.arm.as_str());
        let first = facts.carried().map(|carried| carried.measure.id.as_str());
        let of = |own: &Effect| {
            let found = self.of_the_rest(own, facts, unit).or_else(|| {
                let effect = facts.whole.iter().find(|one| is_pair(one, own))?.clone();
                let group =
                    Group { whom: format!("{OF_ALL}{}", facts.everybody), at_a_time: facts.whole_at_a_time };
                Some(Elsewhere { group, effect })
            })?;
            let (a, b) = (own.mean?, found.effect.mean?);
            // What is better for others, and less than matters, with an option that the answer does not tell is no news.
            let is_news = own.arm == told || found.effect.goodness() != "better";
            let is_against = own.finding() == Finding::Apart && a * b < 0.0 && is_news;
            let is_alone = found.effect.counts() && !(own.counts() && a * b > 0.0);
            // Of the outcome that is told, with the arm that is told, others are told whichever way.
            let is_told = own.arm == told && Some(own.measure.id.as_str()) == first;
            (found.effect.finding() == Finding::Apart && (is_against || is_alone || is_told)).then_some(found)
        };
        let chosen = facts.effects.iter().filter(|one| !one.is_cost() && !facts.is_by_design(one));
        let mut found: Vec<Elsewhere> = chosen.filter_map(of).collect();
        found.sort_by(|a, b| {
            let rank = |one: &Elsewhere| (one.effect.arm != told, -one.effect.strength());
            let (a, b) = (rank(a), rank(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        found
    }

    /// The effect on the children of the authority who are not of a unit, history by history from those of both: of what is so much for
    /// each child-year, the share of the child-years being that of all histories together.
    fn of_the_rest(&self, own: &Effect, facts: &Facts, unit: &str) -> Option<Elsewhere> {
        let whole = facts.whole.iter().find(|one| is_pair(one, own))?;
        let (part, all) = facts.group.at_a_time.zip(facts.whole_at_a_time)?;
        let share = part / all;
        if !FOR_EACH.contains(&own.measure.unit.as_str()) || share >= 1.0 {
            return None;
        }
        let rest = |all: f64, part: f64| (all - share * part) / (1.0 - share);
        let arm = self.arms.iter().position(|arm| arm.name == own.arm)?;
        let values = |arm: usize| -> Vec<f64> {
            let of = |unit: &str| (self.values)(arm, unit, &own.measure.id);
            of("authority").into_iter().zip(of(unit)).map(|(all, part)| rest(all, part)).collect()
        };
        let summary = Paired::of(&values(0), &values(arm)).summary;
        let p = (summary.p_value() * own.read as f64).min(1.0);
        let others = if facts.everybody == WHOLE {
            "other children of the authority"
        } else {
            "other children of the authorities"
        };
        Some(Elsewhere {
            group: Group { whom: others.to_owned(), at_a_time: Some(all - part) },
            effect: Effect {
                level: whole.level.zip(own.level).map(|(all, part)| rest(all, part)),
                n: summary.n,
                mean: Some(summary.mean),
                interval: (summary.n > 1).then_some([summary.low, summary.high]),
                p: (!p.is_nan()).then_some(p),
                equal: Some(f64::from(u8::from(summary.mean == 0.0 && summary.sd == 0.0))),
                middle: None,
                median: None,
                higher: None,
                lower: None,
                better: None,
                worse: None,
                ..whole.clone()
            },
        })
    }
}

/// Whether two effects are of one arm and one outcome.
fn is_pair(one: &Effect, other: &Effect) -> bool {
    one.arm == other.arm && one.measure.id == other.measure.id
}
