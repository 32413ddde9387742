//! What it costs, in a sentence.

use super::effect::{Effect, Finding};
use super::numbers::{of_histories, pounds, times};
use super::{Facts, named};
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_TOTAL};
use crate::report::words::{listed, upper_first};

/// An end of an interval: `£315 less`, `£15 more`, `£0`.
fn end(value: f64) -> String {
    if pounds(value) == "£0" { pounds(value) } else { sided(value) }
}

/// Pounds with their side: `£315 less`, `£15 more`, `no more`.
pub(super) fn sided(value: f64) -> String {
    match pounds(value) {
        said if said == "£0" => "no more".to_owned(),
        said if value < 0.0 => format!("{said} less"),
        said => format!("{said} more"),
    }
}

/// What stands behind pounds that are not told apart.
fn unclear(cost: &Effect) -> String {
    match cost.finding() {
        Finding::NotApart if cost.is_apart_only_alone() => {
            format!(", as one of {} read together not told apart from no difference", cost.of_so_many())
        }
        Finding::NotApart => ", not told apart from no difference".to_owned(),
        _ => String::new(),
    }
}

/// How far the sum and a child-year times the children may lie apart as a share before it is told what lies between them: both are
/// rounded to three figures, and children differ by history.
const NEAR: f64 = 0.015;

/// Children more or fewer at a time that are told beside what an option costs.
const SOME: f64 = 0.5;

/// Share of an average below which a middle history is said to be no such history, and from which the surplus of practices is said to
/// be a part of it.
const QUARTER: f64 = 0.25;

/// Standard errors of a share of histories about a half beyond which it is more than chance makes.
const ERRORS: f64 = 1.96;

/// Heads of cost that are named on either side.
const HEADS: usize = 2;

/// What a cost is told by.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// A child and year, in pounds.
    Child,
    /// A year of all, in million pounds over the study.
    Year,
}

impl Facts {
    /// Pounds a year of an effect on whole cost, which is in million pounds over the study.
    fn a_year(&self, million: f64) -> Option<f64> {
        (self.years > 0.0 && million.is_finite()).then(|| 1e6 * million / self.years)
    }

    /// The whole cost of the whole authority with the arm that is told.
    pub fn authority_total(&self) -> Option<Effect> {
        self.total_of(&self.cost()?.arm)
    }

    /// The whole cost of the whole authority with an arm, as it was counted.
    fn counted_total(&self, arm: &str) -> Option<&Effect> {
        let all = if self.whole.is_empty() { &self.totals } else { &self.whole };
        all.iter().find(|one| one.arm == *arm && one.measure.id == COST_TOTAL.id)
    }

    /// The whole cost of the whole authority with an arm: one estimate of one money. Where chance in how many children there are hides
    /// what a child-year of all of them shows, it is that times their number.
    pub(crate) fn total_of(&self, arm: &str) -> Option<Effect> {
        self.at_same_number(arm).or_else(|| self.counted_total(arm).cloned())
    }

    /// The whole cost at the same number of children, where of some option the counted one is not told apart and that of a child-year
    /// is; then of every option of which that of a child-year is told apart and the number of children is not, so that options are counted alike.
    pub(crate) fn at_same_number(&self, arm: &str) -> Option<Effect> {
        let is_hidden = |arm: &String| {
            let total = self.counted_total(arm).is_some_and(|one| one.finding() == Finding::NotApart);
            total && self.by_number(arm).is_some()
        };
        self.arms.iter().any(is_hidden).then(|| self.by_number(arm)).flatten()
    }

    /// The cost of a child-year of all times their number, where it is told apart and the number does not move by more than chance would.
    fn by_number(&self, arm: &str) -> Option<Effect> {
        let is_part = !self.whole.is_empty();
        let of = |all: &'_ [Effect], id: &str| -> Option<Effect> {
            all.iter().find(|one| one.arm == *arm && one.measure.id == id).cloned()
        };
        let (each, moved, children) = if is_part {
            (of(&self.whole, COST_PER_CHILD_YEAR.id), &self.whole_children, self.whole_at_a_time)
        } else {
            (of(&self.costs, COST_PER_CHILD_YEAR.id), &self.children, self.group.at_a_time)
        };
        let each = each.filter(|each| each.finding() == Finding::Apart)?;
        let total = self.counted_total(arm)?;
        let moved = moved.iter().find(|one| one.arm == *arm);
        if moved.is_some_and(|one| one.finding() == Finding::Apart) || self.years <= 0.0 {
            return None;
        }
        let times = children? * self.years / 1e6;
        let both = |ends: [f64; 2]| ends.map(|end| times * end);
        Some(Effect {
            measure: total.measure.clone(),
            level: total.level,
            mean: each.mean.map(|mean| times * mean),
            interval: each.interval.map(both),
            middle: each.middle.map(both),
            median: each.median.map(|median| times * median),
            matters: None,
            better: each.lower,
            worse: each.higher,
            ..each
        })
    }

    /// Pounds a year, with the interval where it is asked for: `£29,000 more a year`.
    pub(super) fn yearly(&self, total: &Effect, with_interval: bool) -> Option<String> {
        if total.finding() == Finding::Same {
            return Some("the same in every history".to_owned());
        }
        let mean = self.a_year(total.mean?)?;
        let interval = total.interval.filter(|_| with_interval).and_then(|[low, high]| {
            Some(format!(" (95% interval {} to {})", end(self.a_year(low)?), end(self.a_year(high)?)))
        });
        // How it was counted is said where the interval is.
        let number = if with_interval && self.at_same_number(&total.arm).as_ref() == Some(total) {
            " at the same number of children"
        } else {
            ""
        };
        Some(format!("{} a year{number}{}", sided(mean), interval.unwrap_or_default()))
    }

    /// What the arm that is told costs: a year, a child, of the whole authority, and in whose prices. Nothing where cost is not
    /// defined.
    pub(super) fn in_pounds(&self) -> Option<String> {
        let cost = self.cost()?;
        let mean = cost.mean.filter(|mean| mean.is_finite())?;
        let prices = format!("in {}", self.prices);
        let arm = named(&cost.arm);
        let is_one = cost.finding() == Finding::One;
        if is_one && mean == 0.0 {
            return Some(format!(
                "Cost with {arm} is the same as with {} in that history{}, {prices}.",
                named(&self.first),
                self.dearest(cost) + &self.cheapest(cost)
            ));
        }
        if cost.finding() == Finding::Same {
            let built = if self.acts_on.is_some() { ", by construction" } else { "" };
            return Some(format!(
                "Cost with {arm} is the same as with {} in every one of {} histories{built}{}, {prices}.",
                named(&self.first),
                cost.n,
                self.dearest(cost) + &self.cheapest(cost)
            ));
        }
        let interval = cost
            .interval
            .map_or_else(String::new, |[low, high]| format!(" (95% interval {} to {})", end(low), end(high)));
        let each = format!("{} a child and year{interval}", sided(mean));
        let on_average = if is_one { "" } else { " on average" };
        let luck = if is_one { "; one history cannot tell this from luck" } else { "" };
        let all = &self.everybody;
        let total = self.total_of(&cost.arm);
        let told_total = total.as_ref().and_then(|total| Some((total, self.yearly(total, true)?)));
        let mut items: Vec<(String, &Effect, By)> = Vec::new();
        if self.whole.is_empty() {
            if let Some((total, said)) = told_total {
                let surplus = self.of_surplus(total) + &self.at_last(total);
                items.push((format!("{said} for {all}{surplus}"), total, By::Year));
            }
            items.push((each, cost, By::Child));
        } else {
            let is_told = |own: &&Effect| matches!(own.finding(), Finding::Apart | Finding::One);
            let own = self.totals.iter().find(|one| one.arm == cost.arm).filter(is_told);
            let own = own.and_then(|own| self.yearly(own, false));
            let own = own.map_or_else(String::new, |said| format!("{said} and "));
            items.push((format!("{own}{each} for these young people"), cost, By::Child));
            items.extend(told_total.map(|(total, said)| {
                let surplus = self.of_surplus(total) + &self.at_last(total);
                (format!("{said} for {all}, care leavers included{surplus}"), total, By::Year)
            }));
        }
        let none_told = items.iter().all(|(_, found, _)| found.finding() == Finding::NotApart);
        // Of pounds a year and of a child that stand together the last alone may be unclear.
        let clause = |said: &str, found: &Effect| match unclear(found) {
            _ if none_told => found.taken_alone(),
            unclear if said.contains(" a year and ") => unclear.replacen(", ", ", the latter ", 1),
            unclear => unclear,
        };
        // Two amounts of one money have one middle history.
        let mut is_said = false;
        let mut said = Vec::new();
        for (words, found, by) in items {
            let pulled = if is_said && self.whole.is_empty() { None } else { self.pulled(found, by) };
            is_said |= pulled.is_some();
            said.push(format!("{words}{}{}", clause(&words, found), pulled.unwrap_or_default()));
        }
        let (said, dearest) = (said.join("; "), self.dearest(cost) + &self.cheapest(cost));
        Some(if none_told {
            let cannot = match cost.is_of_few() {
                true => format!("{} histories are too few for a difference in cost to be", cost.n),
                false => "no difference in cost is".to_owned(),
            };
            format!("With {arm} {cannot} told apart from chance: on average it is {said}{dearest}, {prices}.")
        } else {
            format!("With {arm} cost{on_average} is {said}{dearest}{luck}, {prices}.")
        })
    }

    /// `, but in the last year £22 more a child and year`: where everybody's cost has the other side at the end.
    fn at_last(&self, total: &Effect) -> String {
        let is_contrary =
            |last: &f64| total.mean.is_some_and(|mean| mean * last < 0.0) && pounds(*last) != "£0";
        let last = self.cost_last.filter(|last| total.finding() == Finding::Apart && is_contrary(last));
        last.map_or_else(String::new, |last| {
            format!(", but in the last year {} a child and year", sided(last))
        })
    }

    /// The heads of cost of which some rise and some fall by more than all of them together: what lies behind a sum that says little.
    pub(super) fn heads_of_cost(&self) -> Option<String> {
        let cost = self.cost()?;
        let all = if self.whole.is_empty() { Some(cost) } else { self.authority_each() };
        let all = all.filter(|all| all.n > 1)?.mean?;
        let side = |more: bool| self.heads.iter().filter(move |(_, pounds)| (*pounds > 0.0) == more);
        let sum = |more: bool| side(more).map(|(_, pounds)| pounds.abs()).sum::<f64>();
        if sum(true).min(sum(false)) <= all.abs() {
            return None;
        }
        let said = |more: bool| -> Vec<String> {
            side(more).take(HEADS).map(|(title, by)| format!("{title} ({})", pounds(by.abs()))).collect()
        };
        Some(format!(
            "With {} for {}, a child and year, the largest of those told apart by themselves: more for {}; less for {}.",
            named(&cost.arm),
            self.everybody,
            listed(&said(true)),
            listed(&said(false))
        ))
    }

    /// What the option sets that has no price here.
    pub(super) fn without_price(&self) -> Option<String> {
        let free: Vec<String> = self.free.iter().map(|one| (*one).to_owned()).collect();
        let them = if free.len() == 1 { "it" } else { "them" };
        let costs = if free.len() == 1 { "costs" } else { "cost" };
        (!free.is_empty()).then(|| {
            format!(
                "{} {costs} nothing here: the evidence has no price of {them}.",
                upper_first(&listed(&free))
            )
        })
    }

    /// What of the whole cost a year practices are paid beyond what they spend, where it is a good part: `, £42,000 of it practices’
    /// surplus`.
    fn of_surplus(&self, total: &Effect) -> String {
        let surplus = self.surplus.iter().find(|(arm, _)| *arm == total.arm).map(|(_, surplus)| *surplus);
        let Some((surplus, mean)) = surplus.zip(total.mean.and_then(|mean| self.a_year(mean))) else {
            return String::new();
        };
        if total.equal == Some(1.0)
            || !surplus.is_finite()
            || surplus.abs() < QUARTER * mean.abs()
            || pounds(surplus) == "£0"
        {
            return String::new();
        }
        let size = pounds(surplus);
        match () {
            () if surplus > 0.0 && surplus <= mean => {
                format!(", {size} of it practices\u{2019} surplus")
            }
            () if surplus > 0.0 => format!(", after counting some {size} more that practices keep"),
            () => format!(", after counting some {size} less that practices keep"),
        }
    }

    /// What lies between the pounds of a child-year and those of all, where both are told and the one times the children is not the
    /// other: how many children there are.
    pub fn children_in_the_sum(&self) -> Option<String> {
        // Of everybody one amount alone is told.
        let each = self.cost().filter(|_| self.whole.is_empty())?;
        let (total, moved, children) = (self.authority_total()?, &self.children, self.group.at_a_time);
        let moved = moved.iter().find(|one| one.arm == each.arm)?;
        let (sum, product) = (self.a_year(total.mean?)?, each.mean? * children?);
        let (more, child) = (moved.mean?, each.level?);
        let is_near = |product: f64| (product - sum).abs() <= NEAR * sum.abs().max(product.abs());
        // What the children who are more or fewer cost has to be what is missing, at least for the most part.
        let rest = product + more * (child + each.mean?) - sum;
        if is_near(product) || rest.abs() > 0.5 * (product - sum).abs() {
            return None;
        }
        let side = if more < 0.0 { "fewer" } else { "more" };
        let unclear = if moved.finding() == Finding::NotApart { ", not told apart from none" } else { "" };
        Some(format!(
            "What all of them cost moves with their number too: with {} there are {} children {side} at a time{unclear}, {} a year each.",
            named(&each.arm),
            times(more),
            pounds(child)
        ))
    }

    /// The dearest other option, where it costs more than the one that is told by more than matters, or that is told to cost more where
    /// of this nothing is told; to stand at a sentence's end.
    fn dearest(&self, cost: &Effect) -> String {
        let mean = |one: &Effect| one.mean.unwrap_or(f64::NEG_INFINITY);
        let is_told = |one: &&Effect| matches!(one.finding(), Finding::Apart | Finding::One);
        let others = self.costs.iter().filter(|one| one.arm != cost.arm).filter(is_told);
        let most = others.reduce(|most, one| if mean(one) > mean(most) { one } else { most });
        let (own, least) = match cost.finding() {
            Finding::NotApart => (0.0, 0.0),
            _ => (mean(cost), most.and_then(|most| most.matters).unwrap_or(0.0)),
        };
        match most.filter(|most| mean(most) > 0.0 && mean(most) - own > least) {
            Some(most) => format!(
                "; the dearest option is {}, {} a child and year{}{}",
                named(&most.arm),
                sided(mean(most)),
                self.with_fewer(&most.arm),
                self.total_of(&most.arm)
                    .and_then(|total| Some((self.yearly(&total, false)?, unclear(&total))))
                    .map_or_else(String::new, |(said, unclear)| {
                        format!(" and {said} for {}{unclear}", self.everybody)
                    })
            ),
            None => String::new(),
        }
    }

    /// The option that costs the whole authority least, where it is told to cost less and less than the one that is told by more than
    /// its interval; to stand at a sentence's end.
    fn cheapest(&self, cost: &Effect) -> String {
        let others = self.arms.iter().filter(|arm| **arm != cost.arm).filter_map(|arm| self.total_of(arm));
        let is_less =
            |one: &Effect| one.finding() == Finding::Apart && one.mean.is_some_and(|mean| mean < 0.0);
        let mean = |one: &Effect| one.mean.unwrap_or(f64::INFINITY);
        let least =
            others.filter(is_less).reduce(|least, one| if mean(&one) < mean(&least) { one } else { least });
        let own = self.total_of(&cost.arm).and_then(|own| own.mean).unwrap_or(0.0);
        let least = least.filter(|least| least.interval.is_some_and(|[_, high]| high < own.min(0.0)));
        least
            .and_then(|least| Some((named(&least.arm), self.yearly(&least, false)?)))
            .map_or_else(String::new, |(arm, said)| {
                format!("; the cheapest option is {arm}, {said} for {}", self.everybody)
            })
    }

    /// How many children more or fewer there are with an arm, where that is told and no trifle: `, with 6.8 children fewer at a time`.
    fn with_fewer(&self, arm: &str) -> String {
        let all = if self.whole.is_empty() { &self.children } else { &self.whole_children };
        let moved = all.iter().find(|one| one.arm == arm);
        let told = moved.filter(|one| matches!(one.finding(), Finding::Apart | Finding::One));
        let mean = told.and_then(|one| one.mean).filter(|mean| mean.abs() >= SOME);
        mean.map_or_else(String::new, |mean| {
            let side = if mean < 0.0 { "fewer" } else { "more" };
            format!(", with {} children {side} at a time", times(mean))
        })
    }

    /// The cost of a child-year of the whole authority with the arm that is told, where the group is a part of it.
    pub(super) fn authority_each(&self) -> Option<&Effect> {
        let arm = &self.cost()?.arm;
        self.whole.iter().find(|one| one.arm == *arm && one.measure.id == COST_PER_CHILD_YEAR.id)
    }

    /// Where the middle history, or most histories, have another side than the average, or the middle one hardly any of it: what they
    /// have, by what the average is told by.
    fn pulled(&self, cost: &Effect, by: By) -> Option<String> {
        let (mean, median) = (cost.mean?, cost.median?);
        let in_pounds = if by == By::Year { self.a_year(median)? } else { median };
        let size = pounds(in_pounds);
        let per = if by == By::Year { "a year" } else { "a child and year" };
        let sided = if size == "£0" { "no more".to_owned() } else { format!("{} {per}", sided(in_pounds)) };
        let most = cost.most_are();
        if cost.n < 2 || most.is_none() && median * mean >= 0.0 {
            let is_told = cost.finding() == Finding::Apart || cost.is_apart_only_alone();
            let is_few = is_told && median.abs() < QUARTER * mean.abs();
            return is_few.then(|| format!(", the middle history {sided}: a few pull the average"));
        }
        // A middle history that costs the same to the pound says nothing of the other side.
        if size == "£0" {
            return None;
        }
        // Where chance alone parts the histories so, the middle one is enough.
        let beyond = 0.5 + ERRORS * 0.5 / (cost.n as f64).sqrt();
        let is_beyond = |share: f64| cost.finding() == Finding::Apart || share > beyond;
        let Some((share, side)) = most.filter(|(share, _)| is_beyond(*share)) else {
            return Some(format!(", the middle history {sided}"));
        };
        let side = if side == "higher" { "more" } else { "less" };
        let far = if side == "more" { cost.better } else { cost.worse };
        let (contrary, way) = if side == "more" { ("less", "down") } else { ("more", "up") };
        let pull = match far.zip(cost.matters).filter(|(far, _)| *far > 0.0) {
            Some((far, least)) => format!(
                "{} with over {} {contrary} pull the average {way}",
                of_histories(far, cost.n),
                pounds(least)
            ),
            None => format!("a few with much {contrary} pull the average {way}"),
        };
        Some(format!(
            ", though in {} histories it costs {side}, {size} {per} in the middle one: {pull}",
            of_histories(share, cost.n)
        ))
    }
}
