//! Reads sentences back against the raw differences. It shares no code with what wrote them, but for statistics.

use swplab::analysis::run::answer::Contracts;
use swplab::indicator::Better;
use swplab::statistics::{Paired, Summary, quantile, sorted};

use super::drawn::Drawn;
use super::reading::{after, ensure, last, leading_number, near, number_after, pounds, told_text};

/// What the raw differences of an arm say.
struct Real {
    values: Vec<f64>,
    summary: Summary,
    is_apart: bool,
    is_same: bool,
}

impl Drawn {
    fn real(&self, title: &str, arm: &str) -> Option<Real> {
        let (_, columns) = self.raw.iter().find(|(measure, _)| measure.title.eq_ignore_ascii_case(title))?;
        let (_, raw) = columns.iter().find(|(name, _)| name == arm)?;
        let values: Vec<f64> = raw.iter().copied().filter(|value| value.is_finite()).collect();
        let summary = Paired::of(&vec![0.0; values.len()], &values).summary;
        let read = (self.raw.len() * self.facts.arms.len()) as f64;
        let is_same = values.iter().all(|value| *value == 0.0);
        let is_apart = values.len() > 1 && !is_same && summary.p_value() * read < 0.05 && summary.mean != 0.0;
        (!values.is_empty()).then_some(Real { values, summary, is_apart, is_same })
    }

    /// Title of the first outcome that has any value.
    fn first(&self) -> Option<&str> {
        let has = |title: &str| self.facts.arms.iter().any(|arm| self.real(title, arm).is_some());
        self.raw.iter().map(|(measure, _)| measure.title.as_str()).find(|title| has(title))
    }

    fn unit(&self, title: &str) -> (&str, Better, f64) {
        let (measure, _) =
            self.raw.iter().find(|(measure, _)| measure.title.eq_ignore_ascii_case(title)).unwrap();
        let per = match measure.unit.as_str() {
            "per 100 child-years" => 0.01,
            _ => 1.0,
        };
        (&measure.unit, measure.better, per)
    }

    fn arm_in<'a>(&'a self, text: &str) -> Result<&'a str, String> {
        let arm = self.facts.arms.iter().find(|arm| text.contains(arm.as_str()));
        arm.map(String::as_str).ok_or_else(|| format!("no arm is named: {text}"))
    }

    /// How many of so many histories: `3 of 20 possible`.
    fn histories(
        &self,
        text: &str,
        mark: &str,
        real: &Real,
        is_counted: impl Fn(f64) -> bool,
    ) -> Result<(), String> {
        let rest = after(text, mark).ok_or_else(|| format!("no {mark:?}: {text}"))?;
        let n = real.values.len();
        let share = real.values.iter().filter(|value| is_counted(**value)).count() as f64 / n as f64;
        let (fewer, more) = (rest.starts_with("fewer than 1"), rest.starts_with("more than 99"));
        let of = number_after(rest, " of ")?;
        ensure(of == if n < 100 { n as f64 } else { 100.0 }, &format!("of {of} histories, of {n}"))?;
        if fewer || more {
            return ensure(
                if fewer { share > 0.0 && share < 0.005 } else { share > 0.995 && share < 1.0 },
                rest,
            );
        }
        let told = leading_number(rest).ok_or(rest)?;
        ensure((told - share * of).abs() <= 0.5 + 1e-9, &format!("{told} of {of}, is {share}: {text}"))
    }

    fn clause(&self, text: &str, title: &str, real: &Real) -> Result<(), String> {
        let Some(clause) = after(text, "; in ") else { return Ok(()) };
        let least =
            if clause.contains("by more than") { number_after(clause, "by more than ")? } else { 0.0 };
        let real_least =
            self.facts.effects.iter().find(|one| one.measure.title == title).and_then(|one| one.matters);
        ensure(least == real_least.unwrap_or(0.0), "what matters")?;
        let is_higher = match self.unit(title).1 {
            Better::Higher => true,
            Better::Lower => false,
            Better::Neither => return Err(format!("better where no direction is: {text}")),
        };
        let good = |value: f64| if is_higher { value > least } else { value < -least };
        let bad = |value: f64| if is_higher { value < -least } else { value > least };
        if let Some(none) = after(text, "; in none of ") {
            let all = leading_number(none).ok_or(none)? as usize;
            let is_none = real.values.iter().all(|value| !good(*value) && !bad(*value));
            return ensure(least > 0.0 && all == real.values.len() && is_none, text);
        }
        self.histories(text, "; in ", real, good)?;
        let behind = after(clause, "would be better").ok_or_else(|| clause.to_owned())?;
        self.histories(behind, ", in ", real, bad)?;
        ensure(behind.contains(" worse"), "worse")
    }

    /// The first sentence.
    pub fn effect(&self, text: &str) -> Result<(), String> {
        let Some(title) = self.first() else { return ensure(text.starts_with("No outcome"), text) };
        if text.starts_with("On ") && text.contains("none of") {
            for arm in &self.facts.arms {
                ensure(
                    self.real(title, arm).is_none_or(|real| !real.is_apart),
                    &format!("{arm} is apart: {text}"),
                )?;
            }
            let all = number_after(text, "none of ")? as usize;
            let defined = self.facts.arms.iter().filter(|arm| self.real(title, arm).is_some()).count();
            ensure(all == defined, text)?;
        }
        if text.contains("no difference between any of") {
            let same = |arm: &String| self.real(title, arm).is_none_or(|real| real.is_same);
            return ensure(self.facts.arms.iter().all(same), text);
        }
        if text.contains("came out the same with") {
            let alike = |arm: &String| self.real(title, arm).is_none_or(|real| real.values == [0.0]);
            return ensure(self.facts.arms.iter().all(alike), text);
        }
        let arm = self.arm_in(text)?;
        let real = self.real(title, arm).ok_or_else(|| format!("{arm} has no value: {text}"))?;
        let mean = real.summary.mean;
        if text.contains("no difference between") {
            let n = number_after(text, "any of ")?;
            return ensure(real.is_same && n as usize == real.values.len(), text);
        }
        if text.contains("told apart from chance") {
            ensure(!real.is_apart, text)?;
            self.alone(text, &real)?;
            let told = number_after(text, "on average ")?;
            near(told, mean, 0.06, text).or_else(|_| {
                ensure((told - mean).abs() < 0.51 * last(told_text(text, "on average ")), text)
            })?;
            return self.clause(text, title, &real);
        }
        match text.starts_with("In the one history") {
            true => ensure(real.values.len() == 1, text)?,
            false => ensure(real.is_apart, &format!("is not apart: {text}"))?,
        }
        self.size(text, title, mean)?;
        self.clause(text, title, &real)
    }

    /// An interval that leaves out no difference says in the same sentence why that is not enough; another does not.
    fn alone(&self, text: &str, real: &Real) -> Result<(), String> {
        let leaves_out = real.summary.low > 0.0 || real.summary.high < 0.0;
        let is_explained = text.contains("read together");
        ensure(is_explained == (leaves_out && !real.is_apart), &format!("read together: {text}"))?;
        if is_explained {
            let before = text.split(" differences ").next().unwrap_or("");
            let told = before.rsplit(' ').next().and_then(leading_number).ok_or(text)?;
            ensure(told as usize == self.raw.len() * self.facts.arms.len(), text)?;
        }
        Ok(())
    }

    fn size(&self, text: &str, title: &str, mean: f64) -> Result<(), String> {
        let (_, _, per) = self.unit(title);
        if text.contains("no difference on average") {
            return ensure(mean == 0.0, text);
        }
        let head = text.split("; in ").next().unwrap_or(text);
        let signed = |told: f64, up: &str, down: &str| match () {
            () if head.contains(down) => Ok(-told),
            () if head.contains(up) => Ok(told),
            () => Err(format!("no side: {text}")),
        };
        if text.contains(" a year among the ") {
            let children = self.facts.group.children.ok_or("children are not known")?;
            near(number_after(text, "a year among the ")?, children, 0.01, text)?;
            let told = signed(number_after(text, "about ")?, " more ", " fewer ")?;
            near(told, mean * per * children, 0.06, text)?;
            let level = number_after(text, " and not ")?;
            let inside = after(text, "whom").or_else(|| after(text, "looked after (")).unwrap_or(text);
            let then = leading_number(inside).ok_or_else(|| format!("no level: {text}"))?;
            return ensure(
                (then - level - mean).abs() <= 0.06 * mean.abs() + 1.02 * last(inside) + level.abs() * 1e-6,
                text,
            );
        }
        if let Some((of, verb)) = [("of 1,000 ", 10.0), ("of 100 ", 1.0)]
            .iter()
            .find(|(of, _)| text.contains(&format!("{of}children looked")))
            .copied()
        {
            let _ = of;
            let told = signed(number_after(text, "about ")?, " more ", " fewer ")?;
            return near(told, mean * verb, 0.06, text);
        }
        let side = after(text, "would be ").ok_or_else(|| format!("no size: {text}"))?;
        let told = number_after(side, " by ")?;
        let told = if side.starts_with("lower") { -told } else { told };
        near(told, mean, 0.06, text)
            .or_else(|_| ensure((told - mean).abs() <= 0.51 * last(told_text(side, " by ")), text))
    }

    /// The list of other outcomes, and the counts of arms.
    pub fn others(&self, text: &str) -> Result<(), String> {
        let arm = self.arm_in(text)?;
        let lists = after(text, &format!("with \u{201c}{arm}\u{201d}, "))
            .ok_or_else(|| text.to_owned())?
            .trim_end_matches('.');
        let mut named = 0;
        for part in lists.split("; ") {
            let (words, names) = part.split_once(": ").ok_or_else(|| part.to_owned())?;
            for (measure, _) in &self.raw {
                let own = measure.title.to_lowercase();
                if !names.to_lowercase().contains(&own) {
                    continue;
                }
                named += 1;
                let real = self.real(&measure.title, arm).ok_or_else(|| format!("{own} has no value"))?;
                let up = real.summary.mean > 0.0;
                let good = match measure.better {
                    Better::Neither => "different",
                    Better::Higher => {
                        if up {
                            "better"
                        } else {
                            "worse"
                        }
                    }
                    Better::Lower => {
                        if up {
                            "worse"
                        } else {
                            "better"
                        }
                    }
                };
                let holds = match words {
                    "known from one history" => real.values.len() == 1,
                    "the same in every history" => real.is_same && real.values.len() > 1,
                    "not told apart from no difference" => !real.is_apart && !real.is_same,
                    "moved by too little to matter" => {
                        let least = self.facts.effects.iter().find(|one| one.measure.id == measure.id);
                        let least = least.and_then(|one| one.matters).unwrap_or(0.0);
                        real.is_apart && real.summary.low.abs() < least && real.summary.high.abs() < least
                    }
                    word => real.is_apart && word == good,
                };
                ensure(holds, &format!("{own} is not {words}"))?;
            }
        }
        let first = self.first();
        let all = self.raw.iter().take(self.raw.len() - 1).filter(|(measure, _)| {
            Some(measure.title.as_str()) != first && self.real(&measure.title, arm).is_some()
        });
        ensure(named == all.count(), &format!("{named} outcomes are named: {text}"))
    }

    /// The counts of arms on the first outcome.
    pub fn alternatives(&self, text: &str) -> Result<(), String> {
        let title = self.first().ok_or("nothing is defined")?;
        let reals: Vec<Real> = self.facts.arms.iter().filter_map(|arm| self.real(title, arm)).collect();
        ensure(number_after(text, "Of ")? as usize == reals.len(), text)?;
        let direction = self.unit(title).1;
        let word = |real: &Real| match (real.is_same, real.is_apart, direction, real.summary.mean > 0.0) {
            _ if real.values.len() == 1 => "known from one history",
            (true, ..) => "the same",
            (_, false, ..) => "not told apart",
            (.., Better::Neither, _) => "different",
            (.., Better::Higher, true) | (.., Better::Lower, false) => "better",
            _ => "worse",
        };
        ensure(reals.iter().any(|real| real.is_apart), &format!("nothing to tell: {text}"))?;
        let said = text.rsplit_once(": ").ok_or(text)?.1.trim_end_matches('.');
        let mut sum = 0;
        for part in said.replace("), ", ")|").split('|') {
            let (head, names) = part.split_once(" (").unwrap_or((part, ""));
            // Without names several counts may stand in one part.
            for head in head.split(", ") {
                let (count, words) = head.split_once(' ').ok_or(part)?;
                let count = if count == "all" { reals.len() } else { count.parse().map_err(|_| part)? };
                ensure(reals.iter().filter(|real| word(real) == words).count() == count, part)?;
                sum += count;
            }
            let words = head.rsplit(", ").next().and_then(|head| head.split_once(' ')).ok_or(part)?.1;
            let of = |arm: &&String| names.contains(&format!("\u{201c}{arm}\u{201d}"));
            for arm in self.facts.arms.iter().filter(of) {
                let real = self.real(title, arm).ok_or_else(|| format!("{arm} has no value"))?;
                ensure(word(&real) == words, &format!("{arm} is not {words}: {text}"))?;
            }
            let named = self.facts.arms.iter().filter(of).count();
            let all = reals.iter().filter(|real| word(real) == words).count();
            ensure(names.is_empty() || named == all, &format!("{named} of {all} are named: {text}"))?;
        }
        ensure(sum == reals.len(), text)
    }

    /// The sentence on cost.
    pub fn cost(&self, text: &str) -> Result<(), String> {
        let arm = self.arm_in(text)?;
        let real = self.real("Cost", arm).ok_or_else(|| format!("no cost: {text}"))?;
        ensure(text.contains("prices of 2010 to 2011"), "no prices")?;
        if text.contains("the same as with") {
            return ensure(real.is_same, text);
        }
        if text.contains("in that history") {
            return ensure(real.values == [0.0], text);
        }
        let is_unclear = text.contains("not told apart") || text.contains("from luck");
        ensure(is_unclear != real.is_apart, text)?;
        if real.values.len() > 1 {
            self.alone(text, &real)?;
        }
        let mean = real.summary.mean;
        let is = after(text, "on average is ").ok_or(text)?;
        if is.starts_with("within £1 ") {
            ensure(mean.abs() < 0.5, text)?;
            return self.ends(text, &real);
        }
        let each = if let Some((whole, rest)) = is.split_once(" a year for the ") {
            let children = self.facts.group.children.ok_or("children")?;
            let told = pounds(whole.trim_start_matches("about ")).ok_or(whole)?;
            near(told, mean * children, 0.06, text)
                .or_else(|_| ensure((told - mean * children).abs() < 0.51, text))?;
            rest.split_once("looked after, ").ok_or(rest)?.1
        } else {
            is
        };
        let told = pounds(each).ok_or(each)?;
        near(told, mean, 0.06, text).or_else(|_| ensure((told - mean).abs() < 0.51, text))?;
        ensure(told != 0.0, &format!("about nothing: {text}"))?;
        self.ends(text, &real)
    }

    /// The interval of cost.
    fn ends(&self, text: &str, real: &Real) -> Result<(), String> {
        let Some((low, high)) = after(text, "interval ").and_then(|both| both.split_once(" to ")) else {
            return ensure(real.values.len() == 1, text);
        };
        for (told, end) in [(low, real.summary.low), (high, real.summary.high)] {
            let told = pounds(told).ok_or(told)?;
            near(told, end, 0.06, text).or_else(|_| ensure((told - end).abs() < 0.51, text))?;
        }
        Ok(())
    }

    /// The sentences on chance and on what is not known.
    pub fn sure(&self, chance: &str, unknown: &str, arm: &str) -> Result<(), String> {
        for text in [chance, unknown] {
            ensure(!text.contains("NaN") && !text.contains("inf"), text)?;
        }
        let Some(title) = self.first() else { return Ok(()) };
        let real = self.real(title, arm).ok_or("no value")?;
        if chance.starts_with("Over ") {
            ensure(number_after(chance, "Over ")? as usize == real.values.len(), chance)?;
            let ends = after(chance, "lies within ").ok_or(chance)?;
            let (low, high) = (leading_number(ends).ok_or(ends)?, number_after(ends, " to ")?);
            self.alone(chance, &real)?;
            for (told, end) in [(low, real.summary.low), (high, real.summary.high)] {
                near(told, end, 0.06, chance)
                    .or_else(|_| ensure((told - end).abs() < 0.51 * last(ends), chance))?;
            }
        } else if chance.starts_with("One history") {
            ensure(real.values.len() == 1, chance)?;
        } else {
            ensure(real.is_same, chance)?;
        }
        if unknown.contains("lie between") {
            let rising = sorted(&real.values);
            let (low, high) = (quantile(&rising, 0.05), quantile(&rising, 0.95));
            ensure(real.values.len() >= 20, "too few for quantiles")?;
            ensure(unknown.contains("either way") == (low < 0.0 && high > 0.0), unknown)?;
            let ends = after(unknown, "between ").ok_or(unknown)?;
            for (told, end) in
                [(leading_number(ends).ok_or(ends)?, low), (number_after(ends, " and ")?, high)]
            {
                near(told, end, 0.06, unknown)
                    .or_else(|_| ensure((told - end).abs() < 0.51 * last(ends), unknown))?;
            }
        } else {
            ensure(real.values.len() < 20, unknown)?;
        }
        Ok(())
    }

    /// What became of one arm's contracts.
    pub fn contracts(&self, text: &str) -> Result<(), String> {
        let head =
            text.split(if text.contains(" alike") { " alike" } else { "\u{201d}" }).next().unwrap_or(text);
        let named: Vec<&Contracts> = self.contracts.iter().filter(|of| head.contains(&of.arm)).collect();
        let of = *named.first().ok_or_else(|| format!("no arm is named: {text}"))?;
        // What is said of several holds of each.
        let rest = &text[head.len()..];
        let alone =
            |of: &Contracts| format!("With \u{201c}{}{}", of.arm, rest.replacen(" alike", "\u{201d}", 1));
        if named.len() > 1 {
            return named.iter().try_for_each(|of| self.contracts(&alone(of)));
        }
        let arm = &of.arm;
        if text.contains("no contract was awarded") {
            return ensure(of.awarded == 0, text);
        }
        ensure(
            of.awarded > 0 && number_after(text, &format!("{arm}\u{201d}, "))? as usize == of.awarded,
            text,
        )?;
        let opened = of.awarded - of.never_opened;
        let says = |many: &str, one: &str| text.contains(if of.awarded == 1 { one } else { many });
        ensure(says("all of them opened", "; it opened") == (of.never_opened == 0), text)?;
        ensure(says("none of them ever opened", "; it never opened") == (opened == 0), text)?;
        ensure(text.contains("contract-years") == (of.contract_years > 0.0), text)?;
        if text.contains("per 100") {
            let early: usize = of.early.iter().map(|(_, count)| count).sum();
            let rate = 100.0 * early as f64 / of.contract_years;
            let told =
                text.split(" per 100").next().and_then(|all| all.rsplit(' ').next()).and_then(leading_number);
            return near(told.ok_or(text)?, rate, 0.01, text)
                .or_else(|_| ensure((told.unwrap_or(0.0) - rate).abs() < 0.051, text));
        }
        Ok(())
    }
}
