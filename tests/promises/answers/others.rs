//! Reads back what is said of other outcomes and of other arms.

use swplab::indicator::Better;

use super::checker::Real;
use super::drawn::Drawn;
use super::reading::{after, ensure, last, leading_number, near, number_after};
use swplab::analysis::run::answer::{Measure, Turned};

/// A part of a sentence as it stands behind others.
fn lower_first(part: &str) -> String {
    let mut letters = part.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `better`, `worse` or `different`, by the mean alone.
fn side(better: Better, mean: f64) -> &'static str {
    match (better, mean > 0.0) {
        (Better::Neither, _) => "different",
        (Better::Higher, true) | (Better::Lower, false) => "better",
        _ => "worse",
    }
}

impl Drawn {
    fn least(&self, id: &str) -> Option<f64> {
        self.facts.effects.iter().find(|one| one.measure.id == id).and_then(|one| one.matters)
    }

    /// Whether the words of a list are those of an outcome in it.
    fn holds(&self, words: &str, id: &str, better: Better, real: &Real) -> bool {
        let mean = real.summary.mean;
        let least = self.least(id);
        let is_moved = real.is_apart && !self.facts.by_design.contains(&id.to_owned());
        let is_built = self.facts.acts_on.as_ref().is_some_and(|only| only != id);
        match words {
            "known from one history" => real.values.len() == 1,
            "the same in every history" => real.is_same && real.values.len() > 1 && !is_built,
            "the same by construction" => real.is_same && real.values.len() > 1 && is_built,
            "not told apart from no difference" => !real.is_apart && !real.is_same,
            "moved by design" => real.is_apart && !is_moved,
            word if word.ends_with(" by less than matters on average") => {
                let word = word.trim_end_matches(" by less than matters on average");
                let is_side = word == side(better, mean) || word == "moved" && better == Better::Neither;
                is_moved && is_side && least.is_some_and(|least| mean.abs() < least)
            }
            word => match word.strip_suffix(", though nobody has said how much matters") {
                Some(word) => is_moved && least.is_none() && word == side(better, mean),
                None => {
                    is_moved
                        && word == side(better, mean)
                        && least.map_or(better == Better::Neither, |least| mean.abs() >= least)
                }
            },
        }
    }

    /// The list of other outcomes.
    pub fn others(&self, text: &str) -> Result<(), String> {
        // Other arms may be named behind it.
        let arm = self.arm_in(text.split('\u{201d}').next().unwrap_or(text))?;
        let lists = after(text, &format!("with \u{201c}{arm}\u{201d}, "))
            .ok_or_else(|| text.to_owned())?
            .trim_end_matches('.');
        let mut named = 0;
        for part in lists.split("; ") {
            if let Some(beside) = part.strip_prefix("but with ") {
                self.beside(beside, arm)?;
                ensure(beside.contains(", by more than matters:") != self.matters(arm), text)?;
                continue;
            }
            if let Some((words, names)) = part.split_once(": ").filter(|(words, _)| {
                words.starts_with("not chosen, but worse by more than 5% of its level")
                    || words.starts_with("worse by more than 5% of its level if read alone")
            }) {
                self.worse(words, names)?;
                continue;
            }
            let (words, names) = part.split_once(": ").ok_or_else(|| part.to_owned())?;
            for (measure, _) in &self.raw {
                let own = measure.title.to_lowercase();
                if !names.to_lowercase().contains(&own) {
                    continue;
                }
                named += 1;
                let real = self.real(&measure.title, arm).ok_or_else(|| format!("{own} has no value"))?;
                let holds = self.holds(words, &measure.id, measure.better, &real);
                ensure(holds, &format!("{own} is not {words}: {text}"))?;
            }
        }
        let first = self.first();
        let all = self.raw.iter().take(self.raw.len() - 1).filter(|(measure, _)| {
            Some(measure.title.as_str()) != first && self.real(&measure.title, arm).is_some()
        });
        // What an outcome that is set brings with it stands in the sentence before.
        let is_set = |title: &str| self.facts.by_design.contains(&self.id(title));
        let is_apart = |title: &str| self.real(title, arm).is_some_and(|real| real.is_apart);
        let brought = first.is_some_and(|first| is_set(first) && is_apart(first))
            && all.clone().any(|(measure, _)| is_apart(&measure.title) && !is_set(&measure.title));
        let named = named + usize::from(brought);
        ensure(named == all.count(), &format!("{named} outcomes are named: {text}"))
    }

    /// Of what was not chosen how many are told apart with the arm that is told, and which way.
    pub fn not_chosen(&self, said: &str) -> Result<(), String> {
        let [better, worse, neither, of] = self.facts.not_chosen.ok_or(said)?;
        let apart = better + worse + neither;
        let is_part = said.contains(" measures not chosen (of these young people), read together, ");
        ensure(is_part != self.facts.whole.is_empty() && said.contains(" measures not chosen"), said)?;
        let told = after(said, ", read together, ").ok_or(said)?;
        ensure(number_after(said, "Of ")? as usize == of, said)?;
        ensure(leading_number(told).unwrap_or(0.0) as usize == apart, said)?;
        ensure(told.starts_with("none") == (apart == 0), said)?;
        for (many, words) in [(better, "better"), (worse, "worse"), (neither, "neither")] {
            let is_said = ["(", ", ", " and "].iter().any(|to| told.contains(&format!("{to}{many} {words}")));
            ensure(is_said == (many > 0) && told.contains(words) == (many > 0), said)?;
        }
        let names = &self.facts.worse_named;
        ensure(names.iter().all(|title| told.contains(title.as_str())), said)?;
        let arm = self.facts.told().map_or("", |told| told.arm.as_str());
        ensure(said.ends_with(&format!(" with \u{201c}{arm}\u{201d}.")), said)?;
        ensure(told.contains("worse, among these ") == (!names.is_empty() && names.len() < worse), said)
    }

    /// Whether an arm moves any outcome but cost by what matters.
    fn matters(&self, arm: &str) -> bool {
        self.raw.iter().take(self.raw.len() - 1).any(|(measure, _)| {
            let is_large = |real: Real| {
                real.is_apart && self.least(&measure.id).is_some_and(|least| real.summary.mean.abs() >= least)
            };
            let is_set = self.facts.by_design.contains(&measure.id);
            !is_set && self.real(&measure.title, arm).is_some_and(is_large)
        })
    }

    /// Single years that are the contrary, of the outcome that is told, where it is told apart, and of others.
    pub fn contrary_years(&self) -> Vec<(&Measure, &Turned)> {
        let Some(told) = self.facts.told().filter(|told| told.n > 1) else { return Vec::new() };
        let is_apart = self.real(&told.measure.title, &told.arm).is_some_and(|real| real.is_apart);
        let own = self.facts.turned.iter().filter(|turned| is_apart && !turned.years.is_empty());
        let others = self.facts.turned_others.iter().map(|(measure, turned)| (measure, turned));
        own.map(|turned| (&told.measure, turned)).chain(others).collect()
    }

    /// Chosen outcomes of the arm that is told that turn between the first year and the last.
    pub fn crossed_outcomes(&self) -> Vec<(&Measure, [f64; 2])> {
        let Some(told) = self.facts.told().filter(|told| told.n > 1) else { return Vec::new() };
        let of = |(id, ends): &(String, [f64; 2])| {
            let effects = self.facts.effects.iter().filter(|one| one.arm == told.arm);
            effects.map(|one| &one.measure).find(|measure| measure.id == *id).map(|measure| (measure, *ends))
        };
        self.facts.crossed.iter().filter_map(of).collect()
    }

    /// What of the arm that is told goes beyond another that sets a part of the same.
    pub fn beyond_a_part(&self, text: &str) -> Result<(), String> {
        let within = self.facts.within.as_ref().ok_or(text)?;
        let told = self.facts.carried().ok_or(text)?;
        let begins =
            format!("\u{201c}{}\u{201d} sets what \u{201c}{}\u{201d} sets, and more: ", told.arm, within.arm);
        let said = text.strip_prefix(&begins).ok_or(text)?;
        let [low, high] = within.interval;
        for (mark, real) in [("comes to ", within.mean), ("95% interval ", low), (" to ", high)] {
            let said = if mark == " to " { after(said, "95% interval ").ok_or(text)? } else { said };
            let rest = after(said, mark).ok_or(text)?;
            let size = leading_number(rest).ok_or(rest)?;
            near(size, real, 0.06, text)
                .or_else(|_| ensure((size - real).abs() < 0.51 * last(rest), text))?;
        }
        let (part, whole) = said.split_once("; all that it sets, to ").ok_or(text)?;
        let size = leading_number(whole).ok_or(text)?;
        let real = told.mean.ok_or(text)?;
        near(size, real, 0.06, text).or_else(|_| ensure((size - real).abs() < 0.51 * last(whole), text))?;
        let is_unclear = |said: &str| said.contains("not told apart from nothing");
        ensure(is_unclear(part) == (low <= 0.0 && high >= 0.0), text)?;
        let real = self.real(&told.measure.title, &told.arm).ok_or(text)?;
        ensure(is_unclear(whole) != real.is_apart, text)
    }

    /// Which arms change something during the run, and how often what waits came.
    pub fn later(&self, text: &str) -> Result<(), String> {
        let is_named = |arm: &String| text.contains(&format!("\u{201c}{arm}\u{201d}"));
        let wrong = self.facts.arms.iter().find(|arm| is_named(arm) != self.facts.changing.contains(arm));
        ensure(wrong.is_none(), text)?;
        ensure(text.matches(" waits until ").count() == self.facts.waiting.len(), text)?;
        for one in &self.facts.waiting {
            let begins = format!("\u{201c}{}\u{201d} waits until {}: that ", one.arm, one.condition);
            let said = after(text, &begins).ok_or(text)?;
            let (came, lived) = (one.came, one.lived);
            let often = match came {
                0 if lived == 1 => "did not come in the one history that was lived".to_owned(),
                _ if lived == 1 => "came in the one history that was lived".to_owned(),
                0 => format!("came in none of {lived} histories"),
                came if came == lived => format!("came in all {lived} histories"),
                came => format!("came in {came} of {lived} histories"),
            };
            ensure(said.starts_with(&often), text)?;
            ensure(said.contains("nothing was changed") == (came < lived && lived > 1), text)?;
            let middle = after(said, ", in half of those within ").and_then(leading_number);
            let is_at_once = one.middle.is_some_and(|years| years < 0.05);
            ensure(middle.is_some() == (came >= 10 && !is_at_once), text)?;
            ensure(said.contains(", in half of those on the first day") == (came >= 10 && is_at_once), text)?;
        }
        Ok(())
    }

    /// What is told of single years.
    pub fn single_years(&self, text: &str) -> Result<(), String> {
        let all = self.contrary_years();
        let clock = ". Years are from the first day, not from the opening.";
        ensure(text.ends_with(clock) == self.facts.opens, &format!("which years: {text}"))?;
        let text = text.trim_end_matches(clock);
        let parts: Vec<&str> = text.trim_end_matches('.').split("; ").collect();
        let crossed = self.crossed_outcomes();
        let many = all.len() + crossed.len();
        ensure(parts.len() == many, &format!("{} of {many} years: {text}", parts.len()))?;
        for ((measure, [first, end]), part) in crossed.iter().zip(&parts[all.len()..]) {
            let part = part.to_lowercase();
            let word = |mean: f64| match self::side(measure.better, mean) {
                "different" if mean > 0.0 => "higher",
                "different" => "lower",
                word => word,
            };
            let arm = self.facts.told().map_or("", |told| told.arm.as_str());
            let begins = format!(
                "{} with \u{201c}{}\u{201d} is {} in the first year, by ",
                measure.title.to_lowercase(),
                arm.to_lowercase(),
                word(*first)
            );
            ensure(part.starts_with(&begins), &part)?;
            let size = number_after(&part, ", by ")?;
            ensure((size - first.abs()).abs() < 0.051, &part)?;
            let rest = after(&part, ", and ").ok_or(&*part)?;
            ensure(rest.starts_with(&format!("{} in the last", word(*end))), &part)?;
            let size = number_after(rest, ", by ")?;
            ensure((size - end.abs()).abs() < 0.051, &part)?;
        }
        let arm = self.facts.told().map_or("", |told| told.arm.as_str());
        all.into_iter().zip(parts).try_for_each(|(of, part)| {
            ensure(part.contains(&format!(" with \u{201c}{arm}\u{201d} is ")), part)?;
            Self::turned(of, &lower_first(part))
        })
    }

    /// An outcome that does the contrary in single years.
    fn turned((measure, turned): (&Measure, &Turned), part: &str) -> Result<(), String> {
        ensure(part.to_lowercase().contains(&measure.title.to_lowercase()), part)?;
        let (year, mean) = turned.years[0];
        let side = match side(measure.better, mean) {
            "different" if mean > 0.0 => "higher",
            "different" => "lower",
            word => word,
        };
        ensure(part.contains(&format!("\u{201d} is {side}")), part)?;
        ensure(part.contains(" of the study "), part)?;
        let end = after(part, ", and in the last ");
        ensure(end.is_some() == turned.last.is_some(), &format!("the last year: {part}"))?;
        if let Some((end, mean)) = end.zip(turned.last) {
            let word = match self::side(measure.better, mean) {
                "different" if mean > 0.0 => "higher",
                "different" => "lower",
                word => word,
            };
            ensure(end.starts_with(&format!("{word}, by ")), part)?;
            let told = number_after(end, ", by ")?;
            let digit = last(after(end, ", by ").unwrap_or(""));
            near(told, mean.abs(), 0.06, part)
                .or_else(|_| ensure((told - mean.abs()).abs() < 0.51 * digit, part))?;
        }
        if turned.years.len() > 3 {
            return ensure(
                part.starts_with(&format!("in {} of {} years", turned.years.len(), turned.of)),
                part,
            );
        }
        let (one, more) = (format!("in year {year} "), format!("in years {year}"));
        ensure(part.starts_with(&one) || turned.years.len() > 1 && part.starts_with(&more), part)?;
        let told = number_after(part, ", by ")?;
        let digit = last(after(part, ", by ").unwrap_or(""));
        near(told, mean.abs(), 0.06, part).or_else(|_| ensure((told - mean.abs()).abs() < 0.51 * digit, part))
    }

    /// What is worse beside the outcomes, told apart or only if it were read alone.
    fn worse(&self, words: &str, names: &str) -> Result<(), String> {
        let is_apart = words.starts_with("not chosen");
        ensure(is_apart || words.ends_with("but not told apart as one of 12"), words)?;
        let mut named = 0;
        for one in &self.facts.beside {
            let p = one.p.ok_or("no p-value")?;
            let Some(rest) = after(&names.to_lowercase(), &format!("{} (", one.measure.title.to_lowercase()))
                .map(str::to_owned)
            else {
                ensure((p < 0.05) != is_apart, &format!("not named: {names}"))?;
                continue;
            };
            named += 1;
            ensure((p < 0.05) == is_apart, &format!("told apart or not: {words}"))?;
            let mean = one.mean.ok_or("no mean")?;
            let size = leading_number(&rest).ok_or(names)?;
            near(size, mean, 0.06, names)
                .or_else(|_| ensure((size - mean).abs() < 0.51 * last(&rest), names))?;
            // What turns is told with both ends.
            let crossed = self.facts.crossed.iter().find(|(id, _)| *id == one.measure.id);
            let own = rest.split(')').next().unwrap_or(&rest);
            let ends = after(own, " on average, ");
            ensure(ends.is_some() == crossed.is_some(), names)?;
            if let Some((ends, (_, [first, end]))) = ends.zip(crossed) {
                let said = [leading_number(ends), number_after(ends, " first year and ").ok()];
                for (told, real) in said.into_iter().zip([first, end]) {
                    ensure(told.is_some_and(|told| (told - real).abs() < 0.051), names)?;
                }
            }
        }
        ensure(named > 0, names)
    }

    /// What another arm does more: told apart, as large as matters, the largest of its outcome; and the arm that is told does not.
    fn beside(&self, said: &str, told: &str) -> Result<(), String> {
        let arm = self.arm_in(said)?;
        for (measure, _) in &self.raw {
            let Some(rest) =
                after(&said.to_lowercase(), &format!("{} ", measure.title.to_lowercase())).map(str::to_owned)
            else {
                continue;
            };
            let least = self.least(&measure.id).ok_or_else(|| format!("nothing matters: {said}"))?;
            let size = leading_number(&rest).ok_or(said)?;
            let real = self.real(&measure.title, arm).ok_or(said)?;
            let mean = real.summary.mean;
            near(size, mean, 0.06, said)
                .or_else(|_| ensure((size - mean).abs() < 0.51 * last(&rest), said))?;
            ensure(real.is_apart && mean.abs() >= least, &format!("does not matter: {said}"))?;
            let counts = |real: &Real| real.is_apart && real.summary.mean.abs() >= least;
            ensure(!self.real(&measure.title, told).is_some_and(|own| counts(&own)), said)?;
            for other in &self.facts.arms {
                let other = self.real(&measure.title, other);
                let is_larger =
                    other.is_some_and(|one| counts(&one) && one.summary.mean.abs() > mean.abs() + 1e-12);
                ensure(!is_larger, &format!("another does more: {said}"))?;
            }
        }
        Ok(())
    }

    /// The other arms on the first outcome, each with its size or their ends.
    pub fn alternatives(&self, text: &str) -> Result<(), String> {
        let first = self.first().ok_or("nothing is defined")?;
        let told = self.facts.told().ok_or("nothing is told")?.arm.as_str();
        let title = self.carried(told).ok_or("nothing carries it")?;
        let by = format!(", by {}", first.to_lowercase());
        ensure(!text.contains(" comes first as ") || text.contains(&by) == (title != first), text)?;
        let of = |arm: &str| self.real(title, arm);
        let others: Vec<&String> =
            self.facts.arms.iter().filter(|arm| arm.as_str() != told && of(arm).is_some()).collect();
        let lists = text.split_once(": ").ok_or(text)?.1;
        let mut words = "";
        let mut named = 0;
        for part in lists.split("; ") {
            if part.contains(" comes first as ") {
                continue;
            }
            let (own, names) = part.split_once(": ").unwrap_or(("", part));
            words = if own.is_empty() { words } else { own };
            for arm in &others {
                let Some(rest) = after(names, &format!("\u{201c}{arm}\u{201d} ")) else { continue };
                named += 1;
                let real = of(arm).ok_or(part)?;
                let (size, mean) = (leading_number(rest).ok_or(rest)?, real.summary.mean);
                near(size, mean, 0.06, text)
                    .or_else(|_| ensure((size - mean).abs() < 0.51 * last(rest), text))?;
                let least = self
                    .facts
                    .effects
                    .iter()
                    .find(|one| one.measure.title == title)
                    .and_then(|one| one.matters);
                let is_below = least.is_some_and(|least| mean.abs() < least);
                let is_so = match words {
                    small if small.starts_with("less than the ") => {
                        number_after(small, "less than the ").ok() == least && real.is_apart && is_below
                    }
                    "not told apart" => !real.is_apart && !real.is_same && real.values.len() > 1,
                    "the same in every history" => real.is_same && real.values.len() > 1,
                    _ => real.is_apart && !is_below || real.values.len() == 1,
                };
                ensure(is_so, &format!("{arm} is not {words:?}: {text}"))?;
            }
        }
        ensure(named == others.len(), &format!("{named} of {} are named: {text}", others.len()))?;
        match text.contains(" comes first as ") && !text.contains("as the first in the scenario") {
            true => self.comes_first(text, first, told),
            false => Ok(()),
        }
    }

    /// The two arms furthest apart, and by how much.
    pub fn furthest(&self, text: &str) -> Result<(), String> {
        let title = self.first().ok_or(text)?;
        let rest = after(text, "the two furthest apart, differ by ").ok_or(text)?;
        let mut means: Vec<(f64, &String)> = self
            .facts
            .arms
            .iter()
            .filter_map(|arm| Some((self.real(title, arm)?.summary.mean, arm)))
            .collect();
        means.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (_, columns) = self.raw.iter().find(|(measure, _)| measure.title == title).ok_or(text)?;
        let of = |arm: &String| columns.iter().find(|(name, _)| name == arm).map(|(_, raw)| raw.clone());
        let (low, high) = (means[0].1, means[means.len() - 1].1);
        let head = text.split(", the two furthest").next().unwrap_or("");
        ensure(head.contains(low.as_str()) && head.contains(high.as_str()), text)?;
        let found = of(low).zip(of(high)).ok_or(text)?;
        let differences: Vec<f64> =
            found.0.iter().zip(&found.1).map(|(a, b)| b - a).filter(|v| v.is_finite()).collect();
        let mean = differences.iter().sum::<f64>() / differences.len() as f64;
        let size = leading_number(rest).ok_or(rest)?;
        near(size, mean.abs(), 0.06, text)
            .or_else(|_| ensure((size - mean.abs()).abs() < 0.51 * last(rest), text))?;
        let (low, high) = (number_after(rest, "interval ")?, number_after(rest, " to ")?);
        let least =
            self.facts.effects.iter().find(|one| one.measure.title == title).and_then(|one| one.matters);
        let is_small = least.is_some_and(|least| mean.abs() < least) && !text.contains(", not told apart)");
        ensure(
            rest.contains("; told apart, but less than the ") == is_small,
            &format!("apart, but small: {text}"),
        )?;
        ensure(
            low <= high
                && (text.contains(", not told apart)") == (low <= 0.0 && high >= 0.0) || low * high == 0.0),
            text,
        )
    }

    /// The arm that is told is the largest that is told apart, or has most of its own half-intervals where it is not, of those that pull
    /// the same lever where only these are meant.
    fn comes_first(&self, text: &str, title: &str, told: &str) -> Result<(), String> {
        let strength = |arm: &str| {
            let real = self.real(title, arm).filter(|real| real.is_apart)?;
            Some(real.summary.mean.abs())
        };
        let is_apart = strength(told).is_some();
        ensure(text.contains("as the largest told apart") == is_apart, &format!("as what: {text}"))?;
        ensure(text.contains("stands out most from chance") != is_apart, &format!("as what: {text}"))?;
        let matter = " of those that move a chosen outcome by what matters";
        let of_lever = |arm: &&String| {
            !text.contains("among those that differ in contract.term_years") || self.facts.lever.contains(arm)
        };
        let is_meant = |arm: &&String| of_lever(arm) && (self.matters(arm) || !self.matters(told));
        let mut others = self.facts.arms.iter().filter(|arm| strength(arm).is_some());
        let some_do_not = others.any(|arm| !self.matters(arm));
        ensure(text.contains(matter) == (self.matters(told) && some_do_not), &format!("matters: {text}"))?;
        let mut rivals = self.facts.arms.iter().filter(of_lever).filter(|arm| strength(arm).is_some());
        let is_first = self.matters(told) || !rivals.any(|arm| self.matters(arm));
        ensure(is_first, &format!("another matters: {text}"))?;
        let own = strength(told).unwrap_or(0.0);
        let most =
            self.facts.arms.iter().filter(is_meant).filter_map(|arm| strength(arm)).fold(0.0, f64::max);
        ensure(own >= most * (1.0 - 1e-9), &format!("{told} is not the largest: {text}"))
    }
}
