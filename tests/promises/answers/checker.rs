//! Reads sentences back against the raw differences. It shares no code with what wrote them, but for statistics.

use swplab::analysis::run::answer::{Answer, Contracts, Elsewhere, HeldYear};
use swplab::indicator::{Better, HEADLINES, Subject, indicator};
use swplab::statistics::{Paired, Summary, quantile, sorted};

use super::drawn::{Columns, Drawn};
use super::reading::{after, counted, ensure, last, leading_number, near, number_after, told_text};

/// What the raw differences of an arm say.
pub struct Real {
    pub values: Vec<f64>,
    pub summary: Summary,
    pub is_apart: bool,
    pub is_same: bool,
    /// Whether what is read together with it are the headlines.
    pub is_headline: bool,
}

impl Real {
    /// The share of histories on the other side than the mean.
    pub fn against(&self) -> f64 {
        let is_against = |value: &&f64| **value * self.summary.mean < 0.0;
        self.values.iter().filter(is_against).count() as f64 / self.values.len() as f64
    }
}

impl Drawn {
    pub fn real(&self, title: &str, arm: &str) -> Option<Real> {
        let (_, columns) = self.raw.iter().find(|(measure, _)| measure.title.eq_ignore_ascii_case(title))?;
        let is_headline = HEADLINES.iter().any(|headline| headline.title.eq_ignore_ascii_case(title));
        Some(Real { is_headline, ..self.real_of(columns, arm)? })
    }

    /// What the raw differences of an arm say, of some columns.
    pub fn real_of(&self, columns: &Columns, arm: &str) -> Option<Real> {
        let (_, raw) = columns.iter().find(|(name, _)| name == arm)?;
        let values: Vec<f64> = raw.iter().copied().filter(|value| value.is_finite()).collect();
        let summary = Paired::of(&vec![0.0; values.len()], &values).summary;
        let read = (self.raw.len() * self.facts.arms.len()) as f64;
        let is_same = values.iter().all(|value| *value == 0.0);
        let is_apart = values.len() > 1 && !is_same && summary.p_value() * read < 0.05 && summary.mean != 0.0;
        (!values.is_empty()).then_some(Real { values, summary, is_apart, is_same, is_headline: false })
    }

    /// Title of the first outcome that has any value.
    pub fn first(&self) -> Option<&str> {
        let has = |title: &str| self.facts.arms.iter().any(|arm| self.real(title, arm).is_some());
        self.raw.iter().map(|(measure, _)| measure.title.as_str()).find(|title| has(title))
    }

    pub fn unit(&self, title: &str) -> (&str, Better, f64) {
        let (measure, _) =
            self.raw.iter().find(|(measure, _)| measure.title.eq_ignore_ascii_case(title)).unwrap();
        let per = match measure.unit.as_str() {
            "per 100 child-years" => 0.01,
            _ => 1.0,
        };
        (&measure.unit, measure.better, per)
    }

    pub fn arm_in<'a>(&'a self, text: &str) -> Result<&'a str, String> {
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
        counted(rest, share, n)
    }

    fn clause(&self, text: &str, title: &str, real: &Real) -> Result<(), String> {
        if !text.contains("possible histories") {
            return Ok(());
        }
        let clause = after(text, "; in ").ok_or(text)?;
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
        if let Some(every) = after(text, "; in every one of ") {
            let all = leading_number(every).ok_or(every)? as usize;
            let is_put_in = self.facts.put_in.as_ref() == Some(&self.id(title))
                && !self.facts.by_design.contains(&self.id(title))
                && real.is_apart;
            // What the option brings with it and what it is put in to do are told apart.
            let brought = self.first() != Some(title);
            ensure(
                text.contains(", by design: its direction is put in") == (is_put_in && !brought),
                &format!("put in: {text}"),
            )?;
            return ensure(all == real.values.len() && real.values.iter().all(|value| good(*value)), text);
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
        if text.contains(", by design; nothing that comes with it") {
            let is_set = self.facts.by_design.contains(&self.id(title));
            ensure(is_set && !real.is_apart && real.values.len() > 1, text)?;
            let said = text.split(", by design;").next().unwrap_or(text);
            return self.size(said, title, mean, real.values.len());
        }
        if text.contains("told apart from chance") {
            ensure(!real.is_apart, text)?;
            let n = real.values.len();
            let all = format!("{n} histories are too few for a difference in ");
            ensure(text.contains(&all) == (n < 10) || text.contains("none of "), &format!("few: {text}"))?;
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
        self.besides(text, &real)?;
        let (id, is_apart) = (self.id(title), real.is_apart);
        let by_design = is_apart && self.facts.by_design.contains(&id);
        let is_set = text.replace(", by design: its direction is put in", "").contains(", by design");
        ensure(is_set == by_design, &format!("by design: {text}"))?;
        let (own, brought) =
            text.split_once("; with it ").map_or((text, None), |(own, brought)| (own, Some(brought)));
        // What others see of the contrary stands behind its own size.
        let alone = own.split(", and about ").next().unwrap_or(own);
        self.size(alone, title, mean, real.values.len())?;
        if !by_design {
            self.of_whom(own, title, mean, real.values.len())?;
            self.below(own, title, &real)?;
            let head = own.split("; ").find(|part| {
                part.contains(", and about ")
                    || part.contains(" for the other")
                    || part.contains(" for the children of the whole")
            });
            if real.is_apart {
                self.paid(head.unwrap_or(own), title, arm, mean)?;
            }
            self.clause(own, title, &real)?;
            return self.felt(text, brought, (title, arm), &real);
        }
        let Some(brought) = brought else { return Ok(()) };
        // What it brings is the first other outcome that is told apart.
        let others = self.raw[..self.raw.len() - 1].iter().map(|(measure, _)| measure.title.as_str());
        let mut found =
            others.filter(|other| *other != title && !self.facts.by_design.contains(&self.id(other)));
        let with = found.find(|other| self.real(other, arm).is_some_and(|real| real.is_apart)).ok_or(text)?;
        let real = self.real(with, arm).ok_or(text)?;
        self.size(brought, with, real.summary.mean, real.values.len())?;
        self.of_whom(brought, with, real.summary.mean, real.values.len())?;
        self.below(brought, with, &real)?;
        self.clause(brought, with, &real)
    }

    /// That an average which is told apart is less than matters, where it is.
    pub fn below(&self, text: &str, title: &str, real: &Real) -> Result<(), String> {
        let known = self.facts.effects.iter().chain(self.facts.elsewhere.iter().map(|one| &one.effect));
        let least = known.filter(|one| one.measure.title == title).find_map(|one| one.matters);
        let least = least.filter(|least| real.is_apart && real.summary.mean.abs() < *least);
        let said = after(text, ", less than the ");
        ensure(said.is_some() == least.is_some(), &format!("below what matters: {text}"))?;
        let (Some(said), Some(least)) = (said, least) else { return Ok(()) };
        ensure(leading_number(said) == Some(least), text)?;
        let reaches = real.summary.low.abs().max(real.summary.high.abs()) >= least;
        ensure(said.contains(", though its interval reaches beyond") == reaches, &format!("beyond: {text}"))
    }

    /// What other children see of the contrary, behind what those see of whom the answer tells.
    fn paid(&self, text: &str, title: &str, arm: &str, mean: f64) -> Result<(), String> {
        let id = self.id(title);
        let is_of = |one: &&Elsewhere| one.effect.arm == arm && one.effect.measure.id == id;
        let found = self.facts.elsewhere.iter().find(is_of);
        let other = found.and_then(|one| one.effect.mean);
        // To the same side it is told where it is counted and befalls more of the others.
        let is_more = |other: f64| {
            let (unit, _, per) = self.unit(title);
            let is_counted = unit == "per child-year" || unit == "per 100 child-years";
            let own = self.facts.group.at_a_time.map(|children| (mean * per * children).abs());
            let others = found.filter(|one| !is_of_all(one)).and_then(|one| one.group.at_a_time);
            let others = others.map(|children| (other * per * children).abs());
            is_counted && own.zip(others).is_some_and(|(own, others)| others > own)
        };
        let other = other.filter(|other| other * mean < 0.0 || other * mean > 0.0 && is_more(*other));
        let said = [
            " among the other children of the authority",
            " for the other children of the authority",
            " for the children of the whole authority",
        ]
        .iter()
        .find(|words| text.contains(**words));
        ensure(said.is_some() == other.is_some(), &format!("paid for: {text}"))?;
        let Some(other) = other else { return Ok(()) };
        if let Some(about) = text.rsplit(", and about ").next().filter(|_| text.contains(", and about ")) {
            let per = self.unit(title).2;
            near(leading_number(about).ok_or(text)?, other.abs() * per * 655.4, 0.06, text)?;
            return ensure(about.contains(" more among") == (other > 0.0), text);
        }
        let told = text.rsplit(", and ").next().ok_or(text)?;
        near(leading_number(told).ok_or(text)?, other.abs(), 0.06, text).or_else(|_| {
            ensure((leading_number(told).unwrap_or(0.0) - other.abs()).abs() < 0.51 * last(told), text)
        })?;
        ensure(told.contains(" higher") == (other > 0.0), text)
    }

    /// What a move on an index brings: the first other outcome that is told apart and counted by the child.
    fn felt(
        &self,
        text: &str,
        said: Option<&str>,
        (title, arm): (&str, &str),
        own: &Real,
    ) -> Result<(), String> {
        let unit = self.unit(title).0;
        let is_index = unit.starts_with("index") && own.is_apart;
        let people = ["same_worker_all_year", "placements_3plus", "workers_3plus"];
        let is_counted = |title: &str| {
            let unit = self.unit(title).0;
            let is_of_all = unit == "per child-year" || unit == "per 100 child-years";
            people.contains(&self.id(title).as_str()) || is_of_all && self.facts.group.at_a_time.is_some()
        };
        let others = self.raw[..self.raw.len() - 1].iter().map(|(measure, _)| measure.title.as_str());
        let mut found = others
            .filter(|other| *other != title && !self.facts.by_design.contains(&self.id(other)))
            .filter(|other| is_counted(other) && self.real(other, arm).is_some_and(|real| real.is_apart));
        let with = found.next().filter(|_| is_index);
        ensure(said.is_some() == with.is_some(), &format!("what it brings: {text}"))?;
        let (Some(said), Some(with)) = (said, with) else { return Ok(()) };
        let real = self.real(with, arm).ok_or(text)?;
        let alone = said.split(", and about ").next().unwrap_or(said);
        self.size(alone, with, real.summary.mean, real.values.len())?;
        let own = said.split("; ").next().unwrap_or(said);
        self.paid(own, with, arm, real.summary.mean)?;
        self.below(said, with, &real)
    }

    /// Of what the chart and how sure the answer is are: the first outcome, or where the option sets it itself another.
    pub fn carried(&self, arm: &str) -> Option<&str> {
        let first = self.first()?;
        let is_free = |title: &&str| !self.facts.by_design.contains(&self.id(title));
        if is_free(&first) {
            return Some(first);
        }
        let others = || {
            let titles = self.raw[..self.raw.len() - 1].iter().map(|(measure, _)| measure.title.as_str());
            titles.filter(is_free).filter(|title| self.real(title, arm).is_some())
        };
        let apart = others().find(|title| self.real(title, arm).is_some_and(|real| real.is_apart));
        apart.or_else(|| others().next()).or(Some(first))
    }

    pub fn id(&self, title: &str) -> String {
        let found = self.raw.iter().find(|(measure, _)| measure.title.eq_ignore_ascii_case(title));
        found.map_or_else(String::new, |(measure, _)| measure.id.clone())
    }

    /// What stands behind an effect: histories on the other side.
    fn besides(&self, text: &str, real: &Real) -> Result<(), String> {
        if real.values.len() < 2 {
            return Ok(());
        }
        let n = real.values.len();
        ensure(text.contains("; yet it is ") == (real.against() > 0.5), &format!("yet: {text}"))?;
        if let Some(yet) = after(text, "; yet it is ") {
            ensure(yet.starts_with("higher in ") == (real.summary.mean < 0.0), text)?;
            counted(yet.split_once(" in ").ok_or(yet)?.1, real.against(), n)?;
        }
        Ok(())
    }

    /// Whom the arm that is told reaches, and in how many histories nobody.
    pub fn reaches(&self, text: &str) -> Result<(), String> {
        let reach = self.facts.reach.filter(|reach| reach.held > 0.0).ok_or(text)?;
        let told = self.facts.told().ok_or(text)?;
        ensure(text.starts_with(&format!("With \u{201c}{}\u{201d} a practice holds ", told.arm)), text)?;
        if !text.contains("holds less than 1%") {
            let share = number_after(text, " a practice holds ")?;
            ensure((share - 100.0 * reach.held).abs() <= 0.5 + 1e-9, text)?;
        }
        // How much in single years, where that is known.
        let of_years = after(text, "% of the child-years of these young people: ");
        ensure(of_years.is_some() == self.facts.fading.is_some(), &format!("single years: {text}"))?;
        if let Some(([most, last], said)) = self.facts.fading.as_ref().zip(of_years) {
            let (one, other) = said.split_once(" and ").ok_or(text)?;
            for (of, said) in [(most, one), (last, other)] {
                let told = leading_number(said).ok_or(text)?;
                ensure((told - 100.0 * of.held).abs() <= 0.5 + 1e-9, text)?;
                ensure(
                    after(said, "% in ")
                        .is_some_and(|rest| rest.starts_with(&of.year.replace(" to 20", "/"))),
                    text,
                )?;
                let runs = said.split(')').next().filter(|head| head.contains(" ("));
                let runs = runs.and_then(|head| head.rsplit([' ', '(']).next()).and_then(leading_number);
                let real = of.running.map(|share| 100.0 * share);
                // A contract that runs less than is held tells nothing.
                let is_beside = |of: &HeldYear| of.running.is_some_and(|share| share >= of.held);
                let real = real.filter(|_| is_beside(most) && is_beside(last));
                ensure(runs.is_some() == real.is_some(), text)?;
                ensure((runs.unwrap_or(0.0) - real.unwrap_or(0.0)).abs() <= 0.5 + 1e-9, text)?;
            }
        }
        let never = text.split_once(" histories no service ever opens").map(|(head, _)| head);
        ensure(never.is_some() == (reach.never > 0.05), &format!("never: {text}"))?;
        let Some(never) = never else { return Ok(()) };
        counted(never.rsplit(" In ").next().ok_or(text)?, reach.never, told.n)
    }

    /// All that goes with an answer is told, and nothing that there is not.
    pub fn all_that_goes_with_it(&self, answer: &Answer) -> Result<(), String> {
        let says = |title: &str| answer.also.iter().any(|(own, _)| *own == title);
        let told = self.facts.told();
        let is_reached = self.facts.reach.is_some_and(|reach| reach.held > 0.0) && told.is_some();
        let all = [
            ("A part of it.", self.facts.within.is_some() && told.is_some()),
            ("Later on.", !self.facts.changing.is_empty()),
            ("Single years.", !self.contrary_years().is_empty() || !self.crossed_outcomes().is_empty()),
            ("What was not chosen.", self.facts.not_chosen.is_some() && told.is_some()),
            ("Other children.", self.facts.elsewhere.iter().any(|one| !is_of_all(one))),
            ("All children.", self.facts.elsewhere.iter().any(is_of_all)),
            ("Heads of cost.", self.has_heads()),
            ("Without a price.", !self.facts.free.is_empty()),
            ("Whom it reaches.", is_reached),
        ];
        let wrong = all.into_iter().find(|(title, is_there)| says(title) != *is_there);
        wrong.map_or(Ok(()), |(title, _)| Err(format!("{title} is told or not: {:?}", answer.also)))
    }

    /// Who the group is stands behind its first name, once.
    pub fn who_they_are(&self, sentences: &[String]) -> Result<(), String> {
        let all = sentences.join(" ");
        let whom = &self.facts.group.whom;
        let Some(listed) = self.facts.listed.as_ref().filter(|_| all.contains(whom.as_str())) else {
            return Ok(());
        };
        let said = format!("{whom} ({listed})");
        ensure(all.matches(listed.as_str()).count() == 1 && all.find(whom) == all.find(&said), &all)
    }

    /// An interval that leaves out no difference says in the same sentence why that is not enough; another does not.
    pub fn alone(&self, text: &str, real: &Real) -> Result<(), String> {
        let leaves_out = real.summary.low > 0.0 || real.summary.high < 0.0;
        let is_explained = text.contains("read together");
        ensure(is_explained == (leaves_out && !real.is_apart), &format!("read together: {text}"))?;
        if is_explained {
            let before = text.split(" differences ").next().unwrap_or("");
            let of_headlines = before.strip_suffix(" headline");
            ensure(of_headlines.is_some() == real.is_headline, &format!("which are read: {text}"))?;
            let told = of_headlines.unwrap_or(before).rsplit(' ').next();
            let told = told.and_then(leading_number).ok_or(text)?;
            ensure(told as usize == self.raw.len() * self.facts.arms.len(), text)?;
        }
        Ok(())
    }

    fn size(&self, text: &str, title: &str, mean: f64, n: usize) -> Result<(), String> {
        let (_, _, per) = self.unit(title);
        if text.contains("no difference on average in") || text.contains(": no difference in") {
            return ensure(mean == 0.0, text);
        }
        let head = text.split("; in ").next().unwrap_or(text);
        let signed = |told: f64, up: &str, down: &str| match () {
            () if head.contains(down) => Ok(-told),
            () if head.contains(up) => Ok(told),
            () => Err(format!("no side: {text}")),
        };
        if text.contains(" a year among them") {
            let told = signed(number_after(text, "about ")?, " more ", " fewer ")?;
            near(told, mean * per * self.facts.group.at_a_time.ok_or(text)?, 0.06, text)?;
            return self.levels(text, " (", mean);
        }
        if text.contains(" a year among the ") {
            let children = self.facts.group.at_a_time.ok_or("children are not known")?;
            near(number_after(text, "looked after, ")?, children, 0.01, text)?;
            ensure(text.contains(" at a time on average over ") == (n > 1), text)?;
            let behind = after(text, " at a time").ok_or(text)?;
            ensure(number_after(behind, " over ")? == self.facts.years, text)?;
            let told = signed(number_after(text, "about ")?, " more ", " fewer ")?;
            near(told, mean * per * children, 0.06, text)?;
            return self.levels(behind, " (", mean);
        }
        if let Some((_, verb)) = [("of 1,000 ", 10.0), ("of 100 ", 1.0)]
            .iter()
            .find(|(of, _)| text.contains(&format!("{of}children looked")))
            .copied()
        {
            let told = signed(number_after(text, "about ")?, " more ", " fewer ")?;
            return near(told, mean * verb, 0.06, text);
        }
        self.comes_to(text, title, mean)?;
        let side = after(text, "would be ").ok_or_else(|| format!("no size: {text}"))?;
        let told = number_after(side, " by ")?;
        let told = if side.starts_with("lower") { -told } else { told };
        if let Some((head, _)) = side.split_once(" minutes") {
            let minutes = head.rsplit(' ').next().and_then(leading_number).ok_or(head)?;
            ensure((minutes - 60.0 * mean.abs()).abs() < 0.51, text)?;
        }
        if text.contains(" and not ") {
            self.levels(text, " (", mean)?;
        }
        near(told, mean, 0.06, text)
            .or_else(|_| ensure((told - mean).abs() <= 0.51 * last(told_text(side, " by ")), text))
    }

    /// What a level of children is the level of: told where it is known how many they are, and of nothing else.
    fn of_whom(&self, text: &str, title: &str, mean: f64, n: usize) -> Result<(), String> {
        let known = indicator(&self.id(title)).ok_or(title)?;
        let is_counted =
            known.unit.to_string().ends_with("child-years") || text.contains(" a year among the ");
        let is_of_children =
            [Subject::Placements, Subject::Relationship, Subject::LeavingCare].contains(&known.subject);
        let children = self.facts.group.at_a_time.filter(|_| is_of_children && !is_counted && mean != 0.0);
        let is_counted = known.unit.to_string() == "per child-year";
        let children = children.filter(|_| !is_counted);
        let said = after(text, ", for the children looked after, ");
        ensure(said.is_some() == children.is_some(), &format!("of whom: {text}"))?;
        let (Some(said), Some(children)) = (said, children) else { return Ok(()) };
        let told = leading_number(said).ok_or(said)?;
        ensure((told - children).abs() <= 0.5, text)?;
        ensure(said.contains(" at a time on average over ") == (n > 1), text)?;
        ensure(said.contains(" at a time"), text)?;
        ensure(number_after(said, " over ")? == self.facts.years, text)
    }

    /// What a move on an index is said to come to: of the way to 0, of the scale, of the spread between organisations.
    fn comes_to(&self, text: &str, title: &str, mean: f64) -> Result<(), String> {
        let level =
            self.facts.effects.iter().find(|one| one.measure.title == title).and_then(|one| one.level);
        for (mark, of) in [("% of the way there", level)] {
            let Some((head, _)) = text.split_once(mark) else { continue };
            let told = head.rsplit(' ').next().and_then(leading_number).ok_or(head)?;
            let real = 100.0 * mean.abs() / of.ok_or(text)?.abs();
            ensure(mean < 0.0 && (told - real).abs() <= 0.5 + 1e-9, text)?;
        }
        Ok(())
    }

    /// The level with the arm and without it, which differ by the mean.
    fn levels(&self, text: &str, mark: &str, mean: f64) -> Result<(), String> {
        let level = number_after(text, " and not ")?;
        let inside = after(text, mark).unwrap_or(text);
        let then = leading_number(inside).ok_or_else(|| format!("no level: {text}"))?;
        ensure(
            (then - level - mean).abs() <= 0.06 * mean.abs() + 1.02 * last(inside) + level.abs() * 1e-6,
            text,
        )
    }

    /// The sentences on chance and on what is not known.
    pub fn sure(&self, chance: &str, unknown: &str, arm: &str) -> Result<(), String> {
        for text in [chance, unknown] {
            ensure(!text.contains("NaN") && !text.contains("inf"), text)?;
        }
        let Some(title) = self.carried(arm) else { return Ok(()) };
        let real = self.real(title, arm).ok_or("no value")?;
        let is_another = Some(title) != self.first() && real.values.len() > 1 && !real.is_same;
        let named = |text: &str| text.contains(&format!(" of {}", title.to_lowercase()));
        ensure(named(chance) == is_another, &format!("of what: {chance}"))?;
        if chance.starts_with("Over ") {
            ensure(number_after(chance, "Over ")? as usize == real.values.len(), chance)?;
            let ends = after(chance, "interval of ").ok_or(chance)?;
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
        ensure(says("; all opened", "; it opened") == (of.never_opened == 0), text)?;
        ensure(says("none of them ever opened", "; it never opened") == (opened == 0), text)?;
        ensure(text.contains("contract-years") == (of.contract_years > 0.0), text)?;
        if text.contains("per 100") {
            let early: usize = of.early.iter().map(|(_, count)| count).sum();
            let rate = 100.0 * early as f64 / of.contract_years;
            let told =
                text.split(" per 100").next().and_then(|all| all.rsplit(' ').next()).and_then(leading_number);
            near(told.ok_or(text)?, rate, 0.01, text)
                .or_else(|_| ensure((told.unwrap_or(0.0) - rate).abs() < 0.051, text))?;
            // Ends at a term are told as well, those that another organisation carried on apart.
            let ends = [(" not renewed", of.not_renewed), (" won by another", of.lost_tenders)];
            for (words, count) in ends {
                let told = text.split(words).next().filter(|head| head.len() < text.len());
                let told = told.map(|head| head.rsplit(' ').next().and_then(leading_number).unwrap_or(-1.0));
                ensure(told.unwrap_or(0.0) == count as f64, &format!("{count}{words}: {text}"))?;
            }
        }
        Ok(())
    }
}

/// Whether an effect is of all children of an authority, those of whom the answer tells among them.
pub fn is_of_all(one: &Elsewhere) -> bool {
    one.group.at_a_time != Some(655.4)
}
