//! What it costs, in a sentence.

use super::effect::{Effect, Finding, Weight};
use super::numbers::{of_histories, pounds, times};
use super::{Facts, Mark, named};
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_TOTAL};
use crate::report::words::{listed, lower_first, upper_first};

/// An end of an interval: `£315 less`, `£15 more`, `£0`.
fn end(value: f64) -> String {
    if pounds(value) == "£0" { pounds(value) } else { sided(value) }
}

/// Pounds with their side: `£315 less`, `£15 more`, `no more`.
fn sided(value: f64) -> String {
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

/// Share of an average below which a middle history is said to be no such history.
const QUARTER: f64 = 0.25;

impl Facts {
    /// Pounds a year of an effect on whole cost, which is in million pounds over the study.
    fn a_year(&self, million: f64) -> Option<f64> {
        (self.years > 0.0 && million.is_finite()).then(|| 1e6 * million / self.years)
    }

    /// The whole cost of the whole authority with the arm that is told.
    pub fn authority_total(&self) -> Option<&Effect> {
        self.total_of(&self.cost()?.arm)
    }

    /// The whole cost of the whole authority with an arm.
    fn total_of(&self, arm: &str) -> Option<&Effect> {
        let all = if self.whole.is_empty() { &self.totals } else { &self.whole };
        all.iter().find(|one| one.arm == *arm && one.measure.id == COST_TOTAL.id)
    }

    /// Pounds a year, with the interval where it is asked for: `£29,000 more a year`.
    fn yearly(&self, total: &Effect, with_interval: bool) -> Option<String> {
        if total.finding() == Finding::Same {
            return Some("the same in every history".to_owned());
        }
        let mean = self.a_year(total.mean?)?;
        let interval = total.interval.filter(|_| with_interval).and_then(|[low, high]| {
            Some(format!(" (95% interval {} to {})", end(self.a_year(low)?), end(self.a_year(high)?)))
        });
        Some(format!("{} a year{}", sided(mean), interval.unwrap_or_default()))
    }

    /// What the arm that is told costs: a year, a child, of the whole authority, and in whose prices. Nothing where cost is not
    /// defined.
    pub(super) fn in_pounds(&self) -> Option<String> {
        let cost = self.cost()?;
        let mean = cost.mean.filter(|mean| mean.is_finite())?;
        let prices = self.in_prices();
        let arm = named(&cost.arm);
        let is_one = cost.finding() == Finding::One;
        if is_one && mean == 0.0 {
            return Some(format!(
                "Cost with {arm} is the same as with {} in that history{}, {prices}.",
                named(&self.first),
                self.dearest(cost)
            ));
        }
        if cost.finding() == Finding::Same {
            let built = if self.acts_on.is_some() { ", by construction" } else { "" };
            return Some(format!(
                "Cost with {arm} is the same as with {} in every one of {} histories{built}{}, {prices}.",
                named(&self.first),
                cost.n,
                self.dearest(cost)
            ));
        }
        let interval = cost
            .interval
            .map_or_else(String::new, |[low, high]| format!(" (95% interval {} to {})", end(low), end(high)));
        let each = format!("{} a child and year{interval}", sided(mean));
        let on_average = if is_one { "" } else { " on average" };
        let luck = if is_one { "; one history cannot tell this from luck" } else { "" };
        let own = self.totals.iter().find(|one| one.arm == cost.arm);
        let all = &self.everybody;
        let mut items: Vec<(String, &Effect)> = Vec::new();
        if self.whole.is_empty() {
            if let Some((total, said)) = own.and_then(|own| Some((own, self.yearly(own, true)?))) {
                items.push((format!("{said} for {all}"), total));
            }
            items.push((each, cost));
        } else {
            let is_told = |own: &&Effect| matches!(own.finding(), Finding::Apart | Finding::One);
            let total = own.filter(is_told).and_then(|own| self.yearly(own, false));
            let total = total.map_or_else(String::new, |said| format!("{said} and "));
            items.push((format!("{total}{each} for these young people"), cost));
            items.extend(
                self.of_all().map(|(said, found, sum)| {
                    (format!("{said} for {all}, care leavers included{sum}"), found)
                }),
            );
        }
        if items.iter().all(|(_, found)| found.finding() == Finding::NotApart) {
            let items: Vec<String> =
                items.into_iter().map(|(said, found)| said + &found.taken_alone()).collect();
            return Some(format!(
                "With {arm} no difference in cost is told apart from chance: on average it is {}{}, {prices}.",
                items.join("; "),
                self.dearest(cost)
            ));
        }
        // Of pounds a year and of a child that stand together the last alone may be unclear.
        let clause = |said: &str, found: &Effect| match unclear(found) {
            unclear if said.contains(" a year and ") => unclear.replacen(", ", ", the latter ", 1),
            unclear => unclear,
        };
        let items: Vec<String> =
            items.iter().map(|(said, found)| format!("{said}{}", clause(said, found))).collect();
        Some(format!(
            "With {arm} cost{on_average} is {}{}{}{luck}, {prices}.",
            items.join("; "),
            self.pulled(cost),
            self.dearest(cost)
        ))
    }

    /// What lies between the pounds of a child-year and those of all, where both are told and the one times the children is not the
    /// other: how many children there are.
    pub fn children_in_the_sum(&self) -> Option<String> {
        let pair = if self.whole.is_empty() {
            self.cost()
                .zip(self.authority_total())
                .map(|told| (told, &self.children, self.group.at_a_time, ""))
        } else {
            let each = self.authority_each().filter(|each| each.finding() == Finding::Apart);
            let sum = self.authority_total().filter(|total| total.finding() == Finding::NotApart);
            each.zip(sum)
                .map(|told| (told, &self.whole_children, self.whole_at_a_time, self.everybody.as_str()))
        };
        let ((each, total), moved, children, of_whom) = pair?;
        let moved = moved.iter().find(|one| one.arm == each.arm)?;
        let (sum, product) = (self.a_year(total.mean?)?, each.mean? * children?);
        let (more, child) = (moved.mean?, each.level?);
        let is_near = |product: f64| (product - sum).abs() <= NEAR * sum.abs().max(product.abs());
        // What the children who are more or fewer cost has to be what is missing, at least for the most part.
        let rest = product + more * (child + each.mean?) - sum;
        if is_near(product) || rest.abs() > 0.5 * (product - sum).abs() {
            return None;
        }
        // In child-years, as the pounds are counted, and not as the children of the days that were counted.
        let more = (sum - product) / (child + each.mean?);
        let side = if more < 0.0 { "fewer" } else { "more" };
        let unclear = if moved.finding() == Finding::NotApart { ", not told apart from none" } else { "" };
        let of_whom = if of_whom.is_empty() { String::new() } else { format!(" of {of_whom}") };
        Some(format!(
            "What all of them cost moves with their number too: with {} there are {} children{of_whom} {side} at a time{unclear}, {} a year each.",
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
                    .and_then(|total| Some((self.yearly(total, false)?, unclear(total))))
                    .map_or_else(String::new, |(said, unclear)| {
                        format!(" and {said} for {}{unclear}", self.everybody)
                    })
            ),
            None => String::new(),
        }
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

    /// Pounds of the whole authority: by the year where that is told apart, else by the child where that is, else by the year; and
    /// behind those by the child what the year comes to, which is not told apart.
    fn of_all(&self) -> Option<(String, &Effect, String)> {
        let total = self.authority_total()?;
        let a_year = self.yearly(total, true)?;
        let each = self.authority_each().filter(|each| each.finding() == Finding::Apart);
        let Some(each) = each.filter(|_| total.finding() == Finding::NotApart) else {
            return Some((a_year, total, String::new()));
        };
        let mean = each.mean?;
        let [low, high] = each.interval?;
        let is_alike = total.mean.is_some_and(|total| total * mean > 0.0);
        let a_year = self.yearly(total, false).filter(|_| is_alike);
        let a_year = a_year.map_or_else(String::new, |said| format!(" (the sum, {said}{})", unclear(total)));
        let said = format!("{} a child and year (95% interval {} to {})", sided(mean), end(low), end(high));
        Some((said, each, a_year))
    }

    /// The cost of a child-year of the whole authority with the arm that is told, where the group is a part of it.
    fn authority_each(&self) -> Option<&Effect> {
        let arm = &self.cost()?.arm;
        self.whole.iter().find(|one| one.arm == *arm && one.measure.id == COST_PER_CHILD_YEAR.id)
    }

    /// `in prices of 2010 to 2011, not today’s`.
    fn in_prices(&self) -> String {
        let dated = if self.prices.starts_with("prices") { ", not today\u{2019}s" } else { "" };
        format!("in {}{dated}", self.prices)
    }

    /// Where most histories have the other side than the average: which, by how much in the middle, and what pulls.
    fn pulled(&self, cost: &Effect) -> String {
        let far_from = |median: &f64| cost.mean.is_some_and(|mean| median.abs() < QUARTER * mean.abs());
        let is_told = cost.finding() == Finding::Apart && cost.most_are().is_none();
        if let Some(median) = cost.median.filter(far_from).filter(|_| is_told) {
            return format!("; the middle history has {}: a few pull the average", sided(median));
        }
        // A middle history that costs the same to the pound says nothing of the other side.
        let median = cost.median.filter(|median| pounds(*median) != "£0");
        let Some(((share, side), median)) = cost.most_are().zip(median) else { return String::new() };
        let side = if side == "higher" { "more" } else { "less" };
        let far = if side == "more" { cost.better } else { cost.worse };
        let (contrary, way) = if side == "more" { ("less", "down") } else { ("more", "up") };
        let pull = match far.zip(cost.matters).filter(|(far, _)| *far > 0.0) {
            Some((far, least)) => format!(
                "{} with over {} {contrary} pull the average {way}",
                of_histories(far, cost.n),
                pounds(least)
            ),
            None => format!("a few with {contrary} pull the average {way}"),
        };
        format!(
            "; yet in {} histories a child and year costs {side}, {} in the middle one, and {pull}",
            of_histories(share, cost.n),
            sided(median)
        )
    }

    /// The mark of cost.
    pub(super) fn cost_mark(&self) -> Mark {
        let (level, words) = self.cost_in_words();
        let is_told = |one: &&Effect| one.finding() == Finding::Apart;
        let total = self.authority_total();
        let each = self.authority_each().filter(is_told);
        // Where the sum is not told apart, what a child-year of all children costs more may be.
        let a_child = || each.and_then(|each| Some(format!("{} a child and year", sided(each.mean?))));
        let said = total.filter(is_told).and_then(|total| self.yearly(total, false)).or_else(a_child);
        let words = match said {
            Some(said) if self.whole.is_empty() => format!("{words} In all {said}."),
            Some(said) => format!("{words} For {} {said}.", self.everybody),
            None => words,
        };
        let contrary = self.cost().filter(|cost| cost.finding() == Finding::Apart).and_then(Effect::most_are);
        let words = match contrary {
            Some((_, side)) => {
                format!("{words} Yet in most histories {}.", if side == "higher" { "more" } else { "less" })
            }
            None => words,
        };
        Mark { title: "Cost", level: level.max(each.and_then(steps)), words }
    }

    fn cost_in_words(&self) -> (Option<usize>, String) {
        let Some(cost) = self.cost().filter(|cost| cost.finding() != Finding::Undefined) else {
            return (None, "Cost was not measured.".to_owned());
        };
        let each = format!("{} a child and year", upper_first(&sided(cost.mean.unwrap_or(0.0))));
        let least = cost.matters.unwrap_or(0.0);
        match (cost.finding(), cost.weight()) {
            (Finding::Same, _) => (Some(0), "No difference in any history.".to_owned()),
            (Finding::One, _) if cost.mean == Some(0.0) => (None, "The same in one history.".to_owned()),
            (Finding::One, _) => (None, format!("{each} in one history.")),
            (Finding::Apart, Weight::Small | Weight::Below) => {
                (Some(1), format!("{each}, below the {} that we take to matter.", pounds(least)))
            }
            (Finding::Apart, _) => (steps(cost), format!("{each}.")),
            _ if self.whole.is_empty() => (Some(0), "Not told apart from no difference.".to_owned()),
            _ => (Some(0), "Of these young people not told apart from no difference.".to_owned()),
        }
    }

    /// The mark of size.
    pub(super) fn size_mark(&self) -> Mark {
        let (level, words) = match self.carried() {
            None => (None, "Nothing is defined."),
            Some(told) => match told.finding() {
                Finding::Undefined => (None, "Not defined."),
                Finding::One => (None, "One history: size and luck cannot be parted."),
                Finding::Same => (Some(0), "No difference in any history."),
                Finding::NotApart => (Some(0), "Not told apart from no difference."),
                Finding::Apart if self.is_by_design(told) => (None, "The option sets this itself."),
                Finding::Apart => self.size_in_words(told),
            },
        };
        let outweighed = self.told().filter(|told| self.is_outweighed(told));
        let elsewhere = outweighed.map_or_else(Vec::new, |told| {
            // Of the outcome that is told itself too, where an arm counts that is not told for another lever.
            let more = self.leading().iter().filter(|one| one.counts() && one.arm != told.arm);
            let more = more.filter(|one| !self.is_by_design(one)).take(1);
            more.chain(self.beside(told)).collect()
        });
        let elsewhere = elsewhere.first().map_or_else(String::new, |first| {
            let own = elsewhere.iter().filter(|one| one.arm == first.arm);
            let titles: Vec<String> = own.map(|one| lower_first(&one.measure.title)).collect();
            format!(" {} moves {} by more than matters on average.", named(&first.arm), listed(&titles))
        });
        let of = self.carried_title().map_or_else(String::new, |title| format!("Of {title}. "));
        Mark { title: "Size of effect", level, words: format!("{of}{words}{elsewhere}") }
    }

    fn size_in_words(&self, told: &Effect) -> (Option<usize>, &'static str) {
        let reaches_below = |least: f64| {
            told.interval
                .is_some_and(|ends| ends.iter().any(|end| end.abs() < least) || ends[0] * ends[1] < 0.0)
        };
        match (told.weight(), steps(told)) {
            (Weight::Unrated, _) => (None, "Told apart; nobody has said how much of this would matter."),
            (Weight::Small, _) => (Some(1), "Too small to matter, on average."),
            (Weight::Below, _) => {
                (Some(1), "On average below what we take to matter, though its interval reaches beyond.")
            }
            (_, Some(2)) if told.matters.is_some_and(reaches_below) => {
                (Some(2), "About as large as the smallest that matters: its interval reaches below.")
            }
            (_, Some(2)) => (Some(2), "Small: one to two times the smallest that matters."),
            (_, Some(3)) if told.matters.is_some_and(|least| reaches_below(2.0 * least)) => (
                Some(3),
                "On average two to four times the smallest that matters: its interval reaches below.",
            ),
            (_, Some(3)) => (Some(3), "Moderate: two to four times the smallest that matters."),
            (_, Some(4)) if told.matters.is_some_and(|least| reaches_below(4.0 * least)) => (
                Some(4),
                "On average four to eight times the smallest that matters: its interval reaches below.",
            ),
            (_, Some(4)) => (Some(4), "Large: four to eight times the smallest that matters."),
            (_, level) => (level, "Very large: more than eight times the smallest that matters."),
        }
    }
}

/// How many of five the average is in steps of what matters; none where nothing says what matters.
fn steps(effect: &Effect) -> Option<usize> {
    let mean = effect.mean.unwrap_or(0.0).abs();
    effect.matters.filter(|least| *least > 0.0).map(|least| match mean / least {
        ..1.0 => 1,
        ..2.0 => 2,
        ..4.0 => 3,
        ..8.0 => 4,
        _ => 5,
    })
}
