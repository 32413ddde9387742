//! Reads back what is said of cost, the three marks, contested questions and what is not to be concluded.

use swplab::analysis::run::answer::{Elsewhere, Grades, Mark, Measure};
use swplab::indicator::{Better, HEADLINES};
use swplab::statistics::{Paired, Summary};

use super::checker::{Real, is_of_all};
use super::drawn::Drawn;
use super::reading::{after, counted, ensure, last, leading_number, near, number_after, pounds, told_text};

/// Pounds told against what they are.
fn is_worth(told: &str, real: f64, text: &str) -> Result<(), String> {
    let told = pounds(told).ok_or_else(|| format!("no pounds: {told}: {text}"))?;
    near(told, real, 0.06, text).or_else(|_| ensure((told - real).abs() < 0.51, text))
}

/// What children would do of whom a measure is a share.
fn verb(id: &str) -> &'static str {
    match id {
        "same_worker_all_year" => "keep the same case holder",
        "placements_3plus" => "three or more placements",
        _ => "nothing of the kind",
    }
}

impl Drawn {
    fn total(&self, arm: &str) -> Option<Real> {
        self.real_of(&self.totals, arm)
    }

    fn of_all(&self, id: &str, arm: &str) -> Option<Real> {
        let (_, columns) = self.whole.iter().find(|(measure, _)| measure.id == id)?;
        self.real_of(columns, arm)
    }

    /// Pounds a year of a mean of whole cost.
    fn a_year(&self, million: f64) -> f64 {
        1e6 * million / self.facts.years
    }

    /// The sentence on cost.
    pub fn cost(&self, text: &str) -> Result<(), String> {
        // The dearest of the others may be named behind it.
        let own = text.split("; the dearest").next().and_then(|head| head.split("; the cheapest").next());
        let arm = self.arm_in(own.unwrap_or(text))?;
        let real = self.real("Cost", arm).ok_or_else(|| format!("no cost: {text}"))?;
        // GDP deflator, 100 and 103.2 in 2024 and 2025 over 69.1 and 70.8 in 2010 and 2011: 100.8 ÷ 69.5.
        let prices = "in prices of 2010 to 2011 (times 1.45 in those of 2024 to 2025)";
        ensure(text.contains(prices), "no prices")?;
        self.dearest(text, arm, &real)?;
        self.cheapest(text, arm)?;
        if text.contains("the same as with") {
            ensure(
                text.contains("by construction") == (self.facts.acts_on.is_some() && real.values.len() > 1),
                text,
            )?;
            return ensure(real.is_same || text.contains("in that history") && real.values == [0.0], text);
        }
        ensure(text.contains("on average") == (real.values.len() > 1), &format!("on average: {text}"))?;
        let (head, _) = text.rsplit_once(", in prices").ok_or(text)?;
        let (is_told, items) = match after(head, "told apart from chance: on average it is ") {
            Some(items) => (false, items),
            None => (true, head.split_once(" is ").ok_or(head)?.1),
        };
        let items = items.replace(" on average", "");
        let (mut own, mut all, mut is_pulled) = (0, 0, false);
        for item in items.split("; ").filter(|item| {
            !["one history", "the dearest", "the cheapest"].iter().any(|no| item.starts_with(no))
        }) {
            let item = item.trim_start_matches("is ");
            let is_of_all = item.contains("for the whole authority");
            let found = if is_of_all {
                all += 1;
                ensure(item.contains("care leavers included") != self.facts.whole.is_empty(), item)?;
                let total = self.whole_total(arm).ok_or(item)?;
                let is_same_number = self.same_number(arm).is_some();
                ensure(item.contains(" at the same number of children") == is_same_number, item)?;
                self.whole_cost(item, &total)?;
                self.surplus(item, arm, &total)?;
                self.at_last(item, &total)?;
                total
            } else {
                own += 1;
                self.own_cost(item, arm)?
            };
            let head = item.split(", though in ").next().unwrap_or(item);
            let head = head.split(", the middle history ").next().unwrap_or(head);
            let is_clear = !head.contains("not told apart");
            let is_so = if is_told {
                is_clear == (found.is_apart || found.is_same || found.values.len() == 1)
            } else {
                !found.is_apart
            };
            ensure(is_so, &format!("told apart or not: {text}"))?;
            if found.values.len() > 1 && (!is_clear || !is_told) {
                self.alone(head, &found)?;
            }
            // Two amounts of one money have one middle history.
            if is_pulled && self.facts.whole.is_empty() {
                ensure(!item.contains("middle"), &format!("said twice: {text}"))?;
            } else {
                is_pulled |= self.pulled(item, &found, is_of_all)?;
            }
        }
        let total =
            if self.facts.whole.is_empty() { self.total(arm) } else { self.of_all("cost_total", arm) };
        ensure(own == 1 && all == usize::from(total.is_some()), &format!("what is told of: {text}"))
    }

    /// Everybody's whole cost as it was counted.
    fn counted_total(&self, arm: &str) -> Option<Real> {
        if self.facts.whole.is_empty() { self.total(arm) } else { self.of_all("cost_total", arm) }
    }

    /// Everybody's whole cost at the same number of children, of every option of which that number does not move, where of one the
    /// counted one is not told apart and that of a child-year is.
    fn same_number(&self, arm: &str) -> Option<Real> {
        let is_open = |total: Real| !total.is_apart && !total.is_same && total.values.len() > 1;
        let is_hidden =
            |arm: &String| self.counted_total(arm).is_some_and(is_open) && self.by_number(arm).is_some();
        self.facts.arms.iter().any(is_hidden).then(|| self.by_number(arm)).flatten()
    }

    /// The cost of a child-year of everybody times their number, where that does not move.
    fn by_number(&self, arm: &str) -> Option<Real> {
        let (each, moved, children) = if self.facts.whole.is_empty() {
            (self.real("Cost", arm), &self.children, self.facts.group.at_a_time)
        } else {
            (self.of_all("cost_per_child_year", arm), &self.whole_children, self.facts.whole_at_a_time)
        };
        let (each, _) = (each.filter(|each| each.is_apart)?, self.counted_total(arm)?);
        let moves = self.real_of(moved, arm).is_some_and(|real| real.is_apart);
        let times = children.filter(|_| !moves)? * self.facts.years / 1e6;
        let values: Vec<f64> = each.values.iter().map(|value| times * value).collect();
        let summary = Paired::of(&vec![0.0; values.len()], &values).summary;
        Some(Real { values, summary, ..each })
    }

    /// Everybody's whole cost: one estimate of one money.
    fn whole_total(&self, arm: &str) -> Option<Real> {
        self.same_number(arm).or_else(|| self.counted_total(arm))
    }

    /// What practices are paid beyond what they spend, where it is a good part of what everybody pays more or less.
    fn surplus(&self, item: &str, arm: &str, total: &Real) -> Result<(), String> {
        let known = self.facts.surplus.iter().find(|(own, _)| own == arm).map(|(_, surplus)| *surplus);
        let mean = self.a_year(total.summary.mean);
        let is_told = |surplus: &f64| surplus.abs() >= 0.25 * mean.abs() && surplus.abs() > 0.5;
        let known = known.filter(is_told).filter(|_| !total.is_same);
        ensure(item.contains("practices") == known.is_some(), &format!("surplus: {item}"))?;
        let Some(surplus) = known else { return Ok(()) };
        let words = match () {
            () if surplus < 0.0 => [", after counting some ", " less that practices keep"],
            () if surplus <= mean => [", ", " of it practices\u{2019} surplus"],
            () => [", after counting some ", " more that practices keep"],
        };
        let (head, _) = item.split_once(words[1]).ok_or(item)?;
        let (_, told) = head.rsplit_once(words[0]).ok_or(item)?;
        is_worth(&format!("{told} more"), surplus.abs(), item)
    }

    /// What the last year does to the contrary of the whole.
    fn at_last(&self, item: &str, total: &Real) -> Result<(), String> {
        let mean = total.summary.mean;
        let last =
            self.facts.cost_last.filter(|last| last * mean < 0.0 && last.abs() >= 0.5 && total.is_apart);
        let said = after(item, ", but in the last year ");
        ensure(said.is_some() == last.is_some(), &format!("last year: {item}"))?;
        let (Some(said), Some(last)) = (said, last) else { return Ok(()) };
        is_worth(said, last, item)
    }

    /// The option that costs everybody least, where its interval lies below nothing more and below the one that is told.
    fn cheapest(&self, text: &str, arm: &str) -> Result<(), String> {
        let others = self.facts.arms.iter().filter(|other| other.as_str() != arm);
        let told = others.filter_map(|other| self.whole_total(other)).filter(|real| real.is_apart);
        let least = told
            .filter(|real| real.summary.mean < 0.0)
            .min_by(|a, b| a.summary.mean.total_cmp(&b.summary.mean));
        let own = self.whole_total(arm).map_or(0.0, |own| own.summary.mean).min(0.0);
        let least = least.filter(|least| least.summary.high < own);
        let said = after(text, "; the cheapest option is ");
        ensure(said.is_some() == least.is_some(), &format!("the cheapest: {text}"))?;
        let (Some(said), Some(least)) = (said, least) else { return Ok(()) };
        let named = self.whole_total(self.arm_in(said)?).ok_or(said)?;
        ensure(named.summary.mean <= least.summary.mean, text)?;
        let pounds = after(said, "\u{201d}, ").ok_or(said)?;
        is_worth(pounds, self.a_year(least.summary.mean), text)
    }

    /// A child-year of everybody with the arm of whose cost is told.
    fn each_of_all(&self) -> Option<Real> {
        let arm = &self.facts.cost()?.arm;
        if self.facts.whole.is_empty() {
            self.real("Cost", arm)
        } else {
            self.of_all("cost_per_child_year", arm)
        }
    }

    /// Whether heads of cost go both ways by more than their sum.
    pub fn has_heads(&self) -> bool {
        let sum = |more: bool| -> f64 {
            let own = self.facts.heads.iter().filter(|(_, by)| (*by > 0.0) == more);
            own.map(|(_, by)| by.abs()).sum()
        };
        let all = self.each_of_all().filter(|each| each.values.len() > 1);
        all.is_some_and(|all| sum(true) > all.summary.mean.abs() && sum(false) > all.summary.mean.abs())
    }

    /// The heads that rise and those that fall, the largest of each.
    pub fn heads(&self, text: &str) -> Result<(), String> {
        let (up, down) = text.split_once("; less for ").ok_or(text)?;
        let up = after(up, ": more for ").ok_or(text)?;
        for (said, more) in [(up, true), (down, false)] {
            let own = self.facts.heads.iter().filter(|(_, by)| (*by > 0.0) == more).take(2);
            let wanted: Vec<&(String, f64)> = own.collect();
            ensure(said.matches('£').count() == wanted.len(), text)?;
            for (title, by) in wanted {
                let pounds = after(said, &format!("{title} (")).ok_or(text)?;
                is_worth(&format!("{} more", pounds.split(')').next().unwrap_or("")), by.abs(), text)?;
            }
        }
        Ok(())
    }

    /// What has no price here.
    pub fn without_price(&self, text: &str) -> Result<(), String> {
        let free = &self.facts.free;
        let all = free.iter().all(|one| text.to_lowercase().contains(one));
        ensure(all && text.contains(" cost nothing here") == (free.len() > 1), text)
    }

    /// The dearest option, where it is another that is told apart and costs more than the told one by more than matters.
    fn dearest(&self, text: &str, arm: &str, own: &Real) -> Result<(), String> {
        let is_told = |real: &Real| real.is_apart || real.values.len() == 1;
        let others = self.facts.arms.iter().filter(|other| other.as_str() != arm);
        let known = others.filter_map(|other| Some((other, self.real("Cost", other).filter(is_told)?)));
        let most = known.max_by(|a, b| a.1.summary.mean.total_cmp(&b.1.summary.mean));
        let base = if is_told(own) { own.summary.mean } else { 0.0 };
        let least = if is_told(own) || own.is_same { 500.0 } else { 0.0 };
        let most = most.filter(|(_, real)| real.summary.mean > 0.0 && real.summary.mean - base > least);
        let said = after(text, "; the dearest option is ")
            .map(|said| said.split("; the cheapest").next().unwrap_or(said));
        ensure(said.is_some() == most.is_some(), &format!("the dearest: {text}"))?;
        let (Some(said), Some((_, real))) = (said, most) else { return Ok(()) };
        let pounds = after(said, "\u{201d}, ").ok_or(said)?;
        // Of two that cost the very same either may be named.
        let named = self.real("Cost", self.arm_in(said)?).ok_or(said)?;
        ensure(named.summary.mean >= real.summary.mean && is_told(&named), text)?;
        is_worth(pounds, real.summary.mean, text)?;
        self.dearest_in_all(said, self.arm_in(said)?)
    }

    /// What the dearest option costs the whole authority, and whether chance could make it.
    fn dearest_in_all(&self, said: &str, arm: &str) -> Result<(), String> {
        let said = said.split(';').next().unwrap_or(said).split(", in prices").next().unwrap_or(said);
        let total = self.whole_total(arm);
        let moved = if self.facts.whole.is_empty() { &self.children } else { &self.whole_children };
        let moved = self.real_of(moved, arm).filter(|real| real.is_apart || real.values.len() == 1);
        let moved = moved.map(|real| real.summary.mean).filter(|mean| mean.abs() >= 0.5);
        ensure(said.contains(" at a time") == moved.is_some(), &format!("how many children: {said}"))?;
        if let Some(moved) = moved {
            near(number_after(said, ", with ")?, moved.abs(), 0.06, said)?;
            ensure(said.contains(" fewer at a time") == (moved < 0.0), said)?;
        }
        let in_all = said.split_once(" a child and year").and_then(|(_, rest)| after(rest, " and "));
        ensure(in_all.is_some() == total.is_some(), &format!("in all: {said}"))?;
        let (Some(in_all), Some(total)) = (in_all, total) else { return Ok(()) };
        ensure(in_all.contains(" for the whole authority"), said)?;
        let could_be_chance = !total.is_apart && !total.is_same && total.values.len() > 1;
        ensure(in_all.contains("not told apart") == could_be_chance, &format!("told apart or not: {said}"))?;
        if total.is_same && total.values.len() > 1 {
            return ensure(in_all.starts_with("the same in every history"), said);
        }
        if total.values.len() > 1 {
            self.alone(in_all, &total)?;
        }
        is_worth(in_all, self.a_year(total.summary.mean), said)
    }

    /// Where a child-year and the sum are told and the one times the children is not the other: how many children more or fewer
    /// there are, and what one costs. Nothing else lies between them.
    pub fn between_child_and_sum(&self, text: &str) -> Result<(), String> {
        let arm = self.arm_in(text)?;
        let said = after(text, " too: with ").ok_or(text)?;
        ensure(self.facts.whole.is_empty() && self.same_number(arm).is_none(), text)?;
        let real = self.real_of(&self.children, arm).ok_or(text)?;
        let mean = real.summary.mean;
        let told = number_after(said, "there are ")?;
        near(told, mean.abs(), 0.06, text)?;
        let child = said.split_once('£').and_then(|(_, rest)| leading_number(rest)).ok_or(text)?;
        let accounts = self.total(arm).zip(self.real("Cost", arm)).zip(self.facts.group.at_a_time);
        if let Some(((sum, each), children)) = accounts {
            let (sum, each) = (self.a_year(sum.summary.mean), each.summary.mean);
            // Children of the days that are counted are no child-years, but most of what lies between.
            let between = (sum - each * children).abs();
            let theirs = told * (child + each).abs();
            ensure((theirs - between).abs() <= 0.56 * between.max(theirs), text)?;
        }
        ensure(said.contains(" fewer at a time") == (mean < 0.0), text)?;
        let could_be_chance = !real.is_apart && !real.is_same && real.values.len() > 1;
        ensure(said.contains("not told apart") == could_be_chance, text)
    }

    /// The cost of a child and year of the group, and a year where that is told apart.
    fn own_cost(&self, item: &str, arm: &str) -> Result<Real, String> {
        let real = self.real("Cost", arm).ok_or(item)?;
        let each = match item.split_once(" a year and ") {
            Some((total, each)) => {
                let own = self.total(arm).ok_or(item)?;
                ensure(own.is_apart || own.values.len() == 1, item)?;
                is_worth(total, self.a_year(own.summary.mean), item)?;
                each
            }
            None => item,
        };
        ensure(each.contains(" a child and year"), item)?;
        is_worth(each, real.summary.mean, item)?;
        self.ends(each, &real, 1.0)?;
        Ok(real)
    }

    /// Pounds a year with their interval, or that they are the same in every history.
    fn whole_cost(&self, item: &str, total: &Real) -> Result<(), String> {
        if item.starts_with("the same in every history") || total.is_same {
            return ensure(
                item.starts_with("the same in every history") == total.is_same || total.values.len() == 1,
                item,
            );
        }
        is_worth(item, self.a_year(total.summary.mean), item)?;
        self.ends(item, total, 1e6 / self.facts.years)
    }

    /// Where the middle history, or most histories, have another side than the average, or the middle one hardly any of it: said of the
    /// same money by the same unit. Whether anything was said.
    fn pulled(&self, text: &str, real: &Real, is_a_year: bool) -> Result<bool, String> {
        let (n, mean) = (real.values.len(), real.summary.mean);
        let mut rising = real.values.clone();
        rising.sort_by(f64::total_cmp);
        let median = if n % 2 == 1 { rising[n / 2] } else { (rising[n / 2 - 1] + rising[n / 2]) / 2.0 };
        let is_other = n > 1 && (real.against() > 0.5 || median * mean < 0.0);
        // Told apart, or so if it were read alone.
        let is_told = real.is_apart || real.summary.low > 0.0 || real.summary.high < 0.0;
        let is_few = n > 1 && !is_other && is_told && median.abs() < 0.25 * mean.abs();
        let times = if is_a_year { self.a_year(1.0) } else { 1.0 };
        let (pounds, per) = (times * median, if is_a_year { " a year" } else { " a child and year" });
        let is_nothing = pounds.abs() <= 0.5;
        let is_most =
            real.against() > 0.5 && (real.is_apart || real.against() > 0.5 + 1.96 * 0.5 / (n as f64).sqrt());
        let middle = after(text, ", the middle history ");
        let expected = is_few || is_other && !is_most && !is_nothing;
        ensure(middle.is_some() == expected, &format!("the middle one: {text}"))?;
        if let Some(middle) = middle {
            ensure(middle.contains(": a few pull the average") == is_few, text)?;
            ensure(is_nothing || middle.contains(per), &format!("by what: {text}"))?;
            is_worth(middle, pounds, text)?;
        }
        let yet = after(text, ", though in ");
        ensure(yet.is_some() == (is_other && is_most && !is_nothing), &format!("though: {text}"))?;
        let Some(yet) = yet else { return Ok(middle.is_some()) };
        counted(yet, real.against(), n)?;
        let up = mean < 0.0;
        let side = if up { " histories it costs more, £" } else { " histories it costs less, £" };
        let (told, pull) =
            after(yet, side).and_then(|rest| rest.split_once(" in the middle one: ")).ok_or(yet)?;
        ensure(told.ends_with(per), &format!("by what: {text}"))?;
        let told = told.strip_suffix(per).ok_or(told)?;
        is_worth(&format!("£{told} more"), pounds.abs(), text)?;
        ensure(pull.ends_with(if up { "the average down" } else { "the average up" }), text)?;
        let is_far = |value: &&f64| !is_a_year && if up { **value < -500.0 } else { **value > 500.0 };
        let far = real.values.iter().filter(is_far).count() as f64 / n as f64;
        if pull.contains(" with over ") {
            counted(pull, far, n)?
        } else {
            ensure(far == 0.0, text)?
        }
        Ok(true)
    }

    /// The interval of pounds.
    fn ends(&self, text: &str, real: &Real, times: f64) -> Result<(), String> {
        let Some((low, high)) = after(text, "interval ").and_then(|both| both.split_once(" to ")) else {
            return ensure(real.values.len() == 1, text);
        };
        is_worth(low, times * real.summary.low, text)?;
        is_worth(high, times * real.summary.high, text)
    }

    /// The three marks: dots of size by what matters alone, and no verdict on cost that is silent of the whole authority.
    pub fn marks(&self, marks: &[Mark; 3]) -> Result<(), String> {
        let [size, cost, evidence] = marks;
        // Where it was not traced which numbers act on the outcome, those that are counted are of the whole model.
        // By the numbers by which the option acts, where they are known and the outcome's are not.
        let acting = self.facts.acting.filter(|_| !self.facts.is_traced && self.facts.unmeasured.is_none());
        ensure(evidence.words.contains(" option acts ") == acting.is_some(), &evidence.words)?;
        if let Some(Grades([a, b, c, d])) = acting {
            let expected = match d {
                d if a + b + c == 0 => (1, if d == 1 { "one number" } else { "all " }),
                d if 2 * d > a + b + c + d => (2, "most of"),
                _ => (3, "at most half of"),
            };
            ensure(
                evidence.level == Some(expected.0) && evidence.words.contains(expected.1),
                &evidence.words,
            )?;
        }
        let counts = evidence.words.contains("numbers") && acting.is_none();
        let is_of_all = evidence.words.contains("whole model");
        ensure(!counts || is_of_all != self.facts.is_traced, &evidence.words)?;
        let arm = self.facts.told().map_or("", |told| told.arm.as_str());
        let carried = self.carried(arm);
        let is_another = carried != self.first();
        let begins = carried.map(|title| format!("Of {}. ", title.to_lowercase()));
        ensure(is_another == begins.is_some_and(|begins| size.words.starts_with(&begins)), &size.words)?;
        let told = self
            .facts
            .effects
            .iter()
            .find(|one| one.arm == arm && Some(one.measure.title.as_str()) == carried);
        if let Some(told) = told {
            let real = self.real(&told.measure.title, &told.arm).ok_or("no value")?;
            let is_rated = real.is_apart && !self.facts.by_design.contains(&told.measure.id);
            let dots = told.matters.filter(|_| is_rated).map(|least| match real.summary.mean.abs() / least {
                ..2.0 if real.summary.mean.abs() < least => 1,
                ..2.0 => 2,
                ..4.0 => 3,
                ..8.0 => 4,
                _ => 5,
            });
            let dots = match real.values.len() {
                2..10 if !real.is_apart && !real.is_same => None,
                2.. if !real.is_apart => Some(0),
                _ => dots,
            };
            let is_known = self.real("Cost", arm).is_some();
            let is_contrary = |real: &Real| is_known && real.is_apart && real.against() > 0.5;
            let contrary =
                self.whole_total(arm).filter(is_contrary).or(self.real("Cost", arm).filter(is_contrary));
            ensure(cost.words.contains(" Yet in most histories ") == contrary.is_some(), &cost.words)?;
            ensure(size.level == dots, &format!("{:?} is not {dots:?}: {}", size.level, size.words))?;
        }
        let Some(arm) = self.facts.cost().map(|cost| cost.arm.clone()) else { return Ok(()) };
        let all = self.whole_total(&arm);
        let Some(all) = all.filter(|all| all.is_apart) else { return Ok(()) };
        let said = after(
            &cost.words,
            if self.facts.whole.is_empty() { "In all " } else { "For the whole authority " },
        );
        is_worth(
            said.ok_or_else(|| format!("silent of the authority: {}", cost.words))?,
            self.a_year(all.summary.mean),
            &cost.words,
        )
    }

    /// What is told of other children, each arm and outcome with its size, side, interval and number of children.
    pub fn of_others(&self, text: &str, is_all: bool) -> Result<(), String> {
        let mut found = 0;
        let is_of = |one: &&Elsewhere| is_of_all(one) == is_all;
        for said in text.split("; and ").next().unwrap_or(text).split("; with ") {
            let said = said.trim_start_matches("With ");
            let arms: Vec<&String> = self
                .facts
                .arms
                .iter()
                .filter(|arm| said.contains(&format!("\u{201c}{arm}\u{201d}")))
                .collect();
            let named = |measure: &Measure| {
                said.contains(&measure.title.to_lowercase()) || said.contains(verb(&measure.id))
            };
            let (measure, columns) = self.elsewhere.iter().find(|(measure, _)| named(measure)).ok_or(said)?;
            ensure(!arms.is_empty(), said)?;
            for arm in arms {
                let real = self.real_of(columns, arm).ok_or(said)?;
                let is_here = |one: &Elsewhere| one.effect.arm == *arm && one.effect.measure.id == measure.id;
                let is_told = self.facts.elsewhere.iter().filter(is_of).any(is_here);
                ensure(is_told, &format!("of other children: {said}"))?;
                ensure(real.is_apart, &format!("not told apart: {said}"))?;
                let (mean, unit) = (real.summary.mean, self.unit(&measure.title));
                let is_better = (mean > 0.0) == (unit.1 == Better::Higher);
                let is_rated = unit.1 != Better::Neither;
                ensure(said.contains(", better") == (is_rated && is_better), &format!("side: {said}"))?;
                ensure(said.contains(", worse") == (is_rated && !is_better), &format!("side: {said}"))?;
                self.below(said, &measure.title, &real)?;
                let counted = after(said, "about ").and_then(|rest| rest.split(' ').nth(1));
                let is_up = counted == Some("more") || said.contains("would be higher");
                ensure(is_up == (mean > 0.0), &format!("which way: {said}"))?;
                if let Some(about) =
                    after(said, "about ").filter(|_| said.contains(" a year among the other children"))
                {
                    near(leading_number(about).ok_or(said)?, mean.abs() * unit.2 * 655.4, 0.06, said)?;
                }
                let ends = after(said, "95% interval ").ok_or(said)?;
                let (low, high) = (leading_number(ends).ok_or(said)?, number_after(ends, " to ")?);
                for (told, end) in [(low, real.summary.low), (high, real.summary.high)] {
                    near(told, end, 0.06, said)
                        .or_else(|_| ensure((told - end).abs() < 0.51 * last(ends), said))?;
                }
                self.of_both(said, measure, arm)?;
                found += 1;
            }
        }
        let more = number_after(text, "; and ").unwrap_or(0.0) as usize;
        let all = self.facts.elsewhere.iter().filter(is_of).count();
        ensure(
            if more == 0 { found == all } else { found + more <= all },
            &format!("{found} and {more} of {all}: {text}"),
        )
    }

    /// What the rest of the children and those of whom the answer tells come to together.
    fn of_both(&self, said: &str, measure: &Measure, arm: &str) -> Result<(), String> {
        let is_rest = measure.unit.contains("child-year") || measure.id == "direct_hours";
        let both = self.whole.iter().find(|(known, _)| is_rest && known.id == measure.id);
        let both =
            both.and_then(|(_, columns)| self.real_of(columns, arm)).filter(|real| real.values.len() > 1);
        let is_headline = HEADLINES.iter().any(|headline| headline.id == measure.id);
        let both = both.map(|both| Real { is_headline, ..both });
        let told = after(said, "; over all children together ");
        ensure(told.is_some() == both.is_some(), &format!("together: {said}"))?;
        let (Some(told), Some(both)) = (told, both) else { return Ok(()) };
        ensure(told.starts_with("not told apart") == (!both.is_apart && !both.is_same), said)?;
        ensure(told.starts_with("the same") == both.is_same, said)?;
        if !both.is_apart {
            return self.alone(told, &both);
        }
        let (size, mean) = (leading_number(told).ok_or(told)?, both.summary.mean);
        ensure(told.contains(" lower") == (mean < 0.0), said)?;
        near(size, mean.abs(), 0.06, said)
            .or_else(|_| ensure((size - mean.abs()).abs() < 0.51 * last(told), said))
    }

    /// What is told of contested questions.
    pub fn contested(&self, text: &str) -> Result<(), String> {
        let lot = self.facts.by_lot.as_ref().filter(|lot| lot.open > 0 && self.facts.contested.is_none());
        if let Some(lot) = lot.filter(|_| self.facts.histories >= 20) {
            let open = number_after(text, "; of ")? as usize;
            let words = ["none is seen", "one is seen", "2 are seen"][lot.seen.len()];
            ensure(open == lot.open && text.contains(words), text)?;
            return ensure(lot.seen.iter().all(|question| text.contains(question.as_str())), text);
        }
        self.only_where(text)?;
        let Some(asked) = self.facts.contested.as_ref().filter(|one| one.asked > 0) else { return Ok(()) };
        ensure(number_after(text, "Of ")? as usize == asked.asked, text)?;
        if asked.told == 0 {
            ensure(
                text.contains(&format!("{} histories", asked.tried[1])) && text.contains("none was seen"),
                text,
            )?;
            // What more histories show by their positions is no move that could have been missed.
            ensure(text.contains(" hold by lot it turns on ") != self.facts.seen.is_empty(), text)?;
            for one in &self.facts.seen {
                let said = after(text, &format!("{}, from ", one.question)).ok_or(text)?;
                let ends = [leading_number(said), after(said, ") to ").and_then(leading_number)];
                for (told, (_, mean)) in
                    ends.into_iter().zip([&one.means[0], &one.means[one.means.len() - 1]])
                {
                    let told = told.ok_or(said)?;
                    near(told, *mean, 0.06, text).or_else(|_| ensure((told - mean).abs() < 0.006, text))?;
                }
            }
            if !self.facts.seen.is_empty() {
                return Ok(());
            }
            let few = after(text, " of them on too few to say").is_some();
            ensure(few == (asked.few > 0 && asked.few < asked.asked), text)?;
            ensure(text.contains(", too few to say how far one") == (asked.few == asked.asked), text)?;
            ensure(
                text.contains("and of the others a move of up to ")
                    == (asked.few > 0 && asked.few < asked.asked),
                text,
            )?;
            let Some(real) = asked.missed else {
                return ensure(!text.contains("could have been missed"), text);
            };
            let missed = number_after(text, "a move of up to ")?;
            return near(missed, real, 0.06, text).or_else(|_| {
                ensure((missed - real).abs() < 0.51 * last(after(text, "up to ").unwrap_or("")), text)
            });
        }
        let arm = self.facts.told().map_or("", |told| told.arm.as_str());
        let carried = self.carried(arm);
        let own = self
            .facts
            .effects
            .iter()
            .find(|one| one.arm == arm && Some(one.measure.title.as_str()) == carried);
        let beside = own.and_then(|one| one.matters.or(one.mean));
        let others = self.facts.seen.iter().filter(|one| Some(&one.question) != asked.strongest.as_ref());
        let others: Vec<_> = others.collect();
        ensure(text.contains(" hold by lot it turns on ") != others.is_empty(), text)?;
        let lot = after(text, " hold by lot it turns on ").unwrap_or_default();
        ensure(others.iter().all(|one| lot.contains(&format!("{}, from ", one.question))), text)?;
        let is_hardly = asked.largest.zip(beside).is_some_and(|(size, beside)| size < beside.abs() / 10.0);
        ensure(text.contains(", though by less than a tenth of ") == is_hardly, &format!("how far: {text}"))?;
        if is_hardly {
            let is_rated = own.is_some_and(|one| one.matters.is_some());
            return ensure(text.contains("tenth of what matters") == is_rated, text);
        }
        let sizes = asked.sizes.as_ref().ok_or(text)?;
        for (mark, (position, size)) in [(", from ", &sizes[0]), (") to ", &sizes[1])] {
            let rest = after(text, mark).ok_or_else(|| format!("no sizes: {text}"))?;
            let told = leading_number(rest).ok_or(rest)?;
            near(told, *size, 0.06, text)
                .or_else(|_| ensure((told - size).abs() < 0.51 * last(rest), text))?;
            ensure(text.contains(&position.replace('-', " ")), text)?;
        }
        for (mark, unclear) in [(", from ", asked.unclear[0]), (") to ", asked.unclear[1])] {
            let own = after(text, mark).and_then(|rest| rest.split(')').next()).ok_or(text)?;
            ensure(own.contains(", not told apart") == unclear, &format!("told apart or not: {text}"))?;
        }
        Ok(())
    }

    /// Other outcomes whose average matters under some positions and not under others: each with the positions on either side.
    fn only_where(&self, text: &str) -> Result<(), String> {
        // Where the answer itself matters under some positions on the same question alone, it is not said again.
        let arm = self.facts.told().map_or("", |told| told.arm.as_str());
        let carried = self.carried(arm);
        let mut own = self.facts.effects.iter().filter(|one| one.arm == arm);
        let own = own.find(|one| Some(one.measure.title.as_str()) == carried).and_then(|one| one.matters);
        let found = self.facts.contested.as_ref();
        let is_split = found
            .and_then(|found| found.sizes.as_ref())
            .zip(own)
            .is_some_and(|(sizes, least)| sizes.iter().filter(|(_, size)| size.abs() < least).count() == 1);
        for one in &self.facts.only_where {
            let is_seen = found.is_some() && self.facts.seen.iter().any(|seen| seen.question == one.question);
            let is_told = is_seen
                || is_split && found.and_then(|found| found.strongest.as_ref()) == Some(&one.question);
            let mut title = one.title.clone();
            title[..1].make_ascii_uppercase();
            let least = one.matters.ok_or("nothing matters")?;
            let (yes, no): (Vec<_>, Vec<_>) = one.means.iter().partition(|(_, mean)| mean.abs() >= least);
            let said = after(text, &format!(" {title}: "));
            let expected = !is_told && !yes.is_empty() && !no.is_empty();
            ensure(said.is_some() == expected, &format!("only where: {text}"))?;
            let Some(said) = said else { continue };
            let is_fewer = yes.len() < no.len();
            let begins = if is_fewer { "as much as the " } else { "under the " };
            ensure(after(said, begins).and_then(leading_number) == Some(least), said)?;
            ensure(said.contains(" that matters only where ") == is_fewer, said)?;
            for (position, mean) in &one.means {
                let is_named = said.contains(&format!("\u{201c}{position}\u{201d} ("));
                ensure(is_named == ((mean.abs() >= least) == is_fewer), said)?;
            }
        }
        Ok(())
    }

    /// Kinds of children to whom it does the contrary on average.
    fn contrary_kinds(&self, text: &str) -> Result<(), String> {
        let arm = self.arm_in(text)?;
        let title = self.carried(arm).ok_or(text)?;
        let kinds: &[_] = match self.unit(title).1 {
            Better::Neither => &[],
            _ => &self.facts.contrary,
        };
        let said = after(text, "; on average it is ");
        ensure(said.is_some() != kinds.is_empty(), &format!("kinds: {text}"))?;
        let Some(said) = said else { return Ok(()) };
        let mean = self.real(title, arm).ok_or(text)?.summary.mean;
        let is_good = (mean > 0.0) == (self.unit(title).1 == Better::Higher);
        ensure(said.starts_with(if is_good { "worse for " } else { "better for " }), text)?;
        for (whom, own) in kinds.iter().take(2) {
            let told = number_after(said, &format!("{whom} ("))?;
            near(told, *own, 0.06, text).or_else(|_| {
                ensure((told - own).abs() < 0.51 * last(told_text(said, &format!("{whom} ("))), text)
            })?;
        }
        let more = after(said, "and ").and_then(leading_number).unwrap_or(0.0) as usize;
        ensure(more == kinds.len().saturating_sub(2), text)
    }

    /// How large an average could be and not be told apart: all that are read together are allowed for.
    fn missed(&self, text: &str) -> Result<(), String> {
        let arm = self.facts.told().map_or("", |told| told.arm.as_str());
        let title = self.carried(arm).ok_or(text)?;
        let real = self.real(title, arm).ok_or(text)?;
        ensure(!real.is_apart && text.to_lowercase().contains(&title.to_lowercase()), text)?;
        let size = number_after(text, " of up to ")?;
        // What is told apart as the first of those that are read together is larger than that.
        let Summary { n, mean, sd, .. } = real.summary;
        let read = self.raw.len() * self.facts.arms.len();
        let p = |size: f64| Summary::from_moments(n, size, sd).p_value() * read as f64;
        let step = last(after(text, " of up to ").unwrap_or("")).max(1e-4 * size);
        ensure(
            size > mean.abs() - step && p(size + step) <= 0.05 && p((size - step).max(1e-12)) >= 0.05,
            text,
        )
    }

    /// What is not to be concluded of everybody.
    pub fn not_to_conclude(&self, text: &str) -> Result<(), String> {
        if text.starts_with("That every child gains or loses alike") {
            return self.contrary_kinds(text);
        }
        if text.starts_with("That the options are alike") {
            return self.missed(text);
        }
        if text.contains(" is a gain for all: in ") {
            let arm = self.arm_in(text)?;
            let said = text.to_lowercase();
            let sees = after(text, " these young people see ").ok_or(text)?;
            let (own, other) = sees.split_once(", and the ").ok_or(text)?;
            let is_paid = self.facts.elsewhere.iter().any(|one| {
                // Both are told, each with its side, and they are contrary.
                let is_up = |said: &str| said.contains(" more a year") || said.contains(" higher");
                let other = other.split("; ").next().unwrap_or(other).trim_end_matches('.');
                let size = other.split(' ').find_map(leading_number);
                let per = self.unit(&one.effect.measure.title).2;
                let mean = one.effect.mean.unwrap_or(0.0);
                let real = if other.ends_with(" a year") { 655.4 * per * mean } else { mean };
                let is_size = size.is_some_and(|size| {
                    let last = size.abs().max(1e-9) * 0.06;
                    (size - real.abs()).abs() <= last.max(0.051 * real.abs())
                });
                is_up(own) != is_up(other) && is_up(other) == (mean > 0.0) && is_size
            }) && self.facts.elsewhere.iter().any(|one| {
                let own = self.real(&one.effect.measure.title, arm);
                let is_against = own.is_some_and(|own| {
                    own.is_apart && one.effect.mean.is_some_and(|mean| mean * own.summary.mean < 0.0)
                });
                one.effect.arm == arm && is_against && said.contains(&one.effect.measure.title.to_lowercase())
            });
            return ensure(is_paid, text);
        }
        let is_paid = text.starts_with("That it is a gain for all");
        if !is_paid && !text.starts_with("That the whole authority sees it") {
            return Ok(());
        }
        let arm = self.arm_in(text)?;
        let said = text.to_lowercase();
        let named = |title: &str| said.contains(&format!("{} with ", title.to_lowercase()));
        let (measure, columns) = self.whole.iter().find(|(measure, _)| named(&measure.title)).ok_or(text)?;
        let is_told = |one: &Elsewhere| one.effect.arm == arm && one.effect.measure.id == measure.id;
        ensure(!self.facts.elsewhere.iter().any(is_told), &format!("told of other children: {text}"))?;
        let own = self.real(&measure.title, arm).ok_or(text)?;
        let all = self.real_of(columns, arm).ok_or(text)?;
        ensure(own.is_apart && !all.is_apart, &format!("is apart: {text}"))?;
        ensure(all.summary.low <= 0.0 && all.summary.high >= 0.0, text)?;
        let part = self.facts.group.at_a_time.zip(self.facts.whole_at_a_time).map(|(part, all)| part / all);
        let alone = part.map(|part| part * own.summary.mean);
        let is_beyond = alone.is_some_and(|alone| alone < all.summary.low || alone > all.summary.high);
        ensure(all.is_same || is_paid == is_beyond, &format!("paid for: {text}"))
    }
}
