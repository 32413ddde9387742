//! The size of an average in words, as far as can be in natural frequencies.

use super::numbers::{hundredth, times};
use super::{Effect, Elsewhere, Facts, Finding, Group, Measure, named};
use crate::chart::number;
use crate::indicator::{Subject, indicator};
use crate::report::words::{counted, listed, lower_first, plain, upper_first};

/// Measures that are shares of children: of whom, and what they would do.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("same_worker_all_year", "looked after all year", "keep the same case holder all year"),
    ("placements_3plus", "looked after on 31 March", "have three or more placements in the year"),
    ("workers_3plus", "looked after on 31 March", "have three or more case holders in the year"),
];

/// Subjects of outcomes that are of children.
const OF_CHILDREN: [Subject; 3] = [Subject::Placements, Subject::Relationship, Subject::LeavingCare];

/// Effects on other children that are told.
const TOLD: usize = 2;

/// Minutes in an hour.
const MINUTES: f64 = 60.0;

/// How much of one a measure counts for each child and year; none of other measures.
fn for_each(measure: &Measure) -> Option<f64> {
    match measure.unit.as_str() {
        "per child-year" => Some(1.0),
        "per 100 child-years" => Some(0.01),
        _ => None,
    }
}

impl Group {
    /// How many they are at a time, where that is known and they are any.
    fn known(&self) -> Option<f64> {
        self.at_a_time.filter(|n| n.is_finite() && *n >= 0.5)
    }
}

impl Facts {
    /// `73 at a time on average over 14 years`; of one history there is no average.
    fn at_a_time(&self, effect: &Effect, children: f64) -> String {
        let average = if effect.finding() == Finding::One { "" } else { " on average" };
        let years = counted(self.years as usize, "year");
        format!("{} at a time{average} over {years}", number(children, 0))
    }

    /// Of whom an outcome of children tells that is no count of what befalls them: `, for the children looked after, 434 at a time`.
    pub(super) fn of_whom(&self, effect: &Effect) -> String {
        let is_of_children =
            indicator(&effect.measure.id).is_some_and(|of| OF_CHILDREN.contains(&of.subject));
        if is_of_children { self.of_group(effect, &self.group) } else { String::new() }
    }

    fn of_group(&self, effect: &Effect, group: &Group) -> String {
        let is_told = for_each(&effect.measure).is_some() || effect.mean == Some(0.0);
        group.known().filter(|_| !is_told).map_or_else(String::new, |children| {
            format!(", for the {}, {}", group.whom, self.at_a_time(effect, children))
        })
    }

    /// What arms do to other children of the authority against what they do to the group, or by what matters: two of them at most, each
    /// with its interval and side; arms of which the same is to be said are named together.
    pub fn of_others(&self) -> Option<String> {
        self.of_elsewhere(|one| !one.is_of_all())
    }

    /// The same of all children of the authority together, where those of the others alone cannot be reckoned.
    pub fn of_all_children(&self) -> Option<String> {
        self.of_elsewhere(Elsewhere::is_of_all)
    }

    fn of_elsewhere(&self, is_of: impl Fn(&Elsewhere) -> bool) -> Option<String> {
        let mut said: Vec<(Vec<String>, String)> = Vec::new();
        for Elsewhere { group, effect } in self.elsewhere.iter().filter(|one| is_of(one)) {
            let side = effect.goodness();
            let side = if side.is_empty() { String::new() } else { format!(", {side}") };
            let interval =
                effect.interval_words().map_or_else(String::new, |ends| format!("; 95% interval {ends}"));
            // The years are said of those of whom the answer tells.
            let over = format!(" on average over {}", counted(self.years as usize, "year"));
            let size = self.in_words_of(effect, group) + &self.of_group(effect, group);
            let words = size.replacen(&over, "", 1)
                + &side
                + &effect.below()
                + &interval
                + &self.of_both(effect, group);
            match said.iter_mut().find(|(_, known)| *known == words) {
                Some((arms, _)) => arms.push(named(&effect.arm)),
                None => said.push((vec![named(&effect.arm)], words)),
            }
        }
        let more = said.len().saturating_sub(TOLD);
        let told: Vec<String> =
            said.iter().take(TOLD).map(|(arms, words)| format!("with {} {words}", listed(arms))).collect();
        let more = if more > 0 { format!("; and {more} more such differences") } else { String::new() };
        (!told.is_empty()).then(|| format!("{}{more}.", upper_first(&told.join("; "))))
    }

    /// What other children of the authority see with the same arm, where it is the contrary, or the same and more of it than those see of
    /// whom the answer tells; to stand behind an effect: `, and about 15 more among the other children`.
    pub(super) fn against_others(&self, effect: &Effect) -> String {
        let Some(Elsewhere { group, effect: other }) =
            self.contrary_elsewhere(effect).or_else(|| self.more_of_it_elsewhere(effect))
        else {
            return String::new();
        };
        let mean = other.mean.unwrap_or(0.0);
        let whose = &group.whom;
        match for_each(&other.measure).zip(group.known()) {
            Some((per, children)) => {
                let side = if mean < 0.0 { "fewer" } else { "more" };
                format!(", and about {} {side} among the {whose}", times(mean * per * children))
            }
            None => format!(", and {} for the {whose}", other.size_and_side()),
        }
    }

    /// What other children see to the same side, where it befalls more of them: an option that is for all reaches them too.
    fn more_of_it_elsewhere(&self, effect: &Effect) -> Option<&Elsewhere> {
        let count =
            |effect: &Effect, group: &Group| Some(effect.mean? * for_each(&effect.measure)? * group.known()?);
        let own = count(effect, &self.group)?;
        let is_of = |one: &&Elsewhere| {
            let is_pair = one.effect.arm == effect.arm && one.effect.measure.id == effect.measure.id;
            let other = count(&one.effect, &one.group).filter(|_| is_pair && !one.is_of_all());
            other.is_some_and(|other| other * own > 0.0 && other.abs() > own.abs())
        };
        self.elsewhere.iter().find(is_of)
    }

    /// What those of whom the answer tells see and what others see of the contrary, and both together.
    pub(super) fn gain_and_loss(&self, own: &Effect) -> String {
        let Some(other) = self.contrary_elsewhere(own) else { return String::new() };
        let size = |effect: &Effect, group: &Group| match for_each(&effect.measure).zip(group.known()) {
            Some((per, children)) => {
                let mean = effect.mean.unwrap_or(0.0);
                format!(
                    "{} {} a year",
                    times(mean * per * children),
                    if mean < 0.0 { "fewer" } else { "more" }
                )
            }
            None => effect.size_and_side(),
        };
        format!(
            "these young people see {}, and the {} {}{}",
            size(own, &self.group),
            other.group.whom,
            size(&other.effect, &other.group),
            self.of_both(&other.effect, &other.group)
        )
    }

    /// What other children of the authority see of the contrary.
    pub(super) fn contrary_elsewhere(&self, effect: &Effect) -> Option<&Elsewhere> {
        let is_of = |one: &&Elsewhere| {
            let is_pair = one.effect.arm == effect.arm && one.effect.measure.id == effect.measure.id;
            is_pair && one.effect.mean.zip(effect.mean).is_some_and(|(a, b)| a * b < 0.0)
        };
        self.elsewhere.iter().find(is_of)
    }

    /// What the rest and those of whom the answer tells come to together, to stand behind what is said of the rest.
    fn of_both(&self, effect: &Effect, group: &Group) -> String {
        let is_pair = |one: &&Effect| one.arm == effect.arm && one.measure.id == effect.measure.id;
        let is_whole = group.at_a_time == self.whole_at_a_time;
        let Some(whole) = self.whole.iter().find(is_pair).filter(|_| !is_whole) else { return String::new() };
        let found = match whole.finding() {
            Finding::Apart => whole.size_and_side(),
            Finding::NotApart => format!("not told apart from no difference{}", whole.taken_alone()),
            Finding::Same => "the same".to_owned(),
            Finding::One | Finding::Undefined => return String::new(),
        };
        format!("; over all children together {found}")
    }

    /// What a move on an index comes to by what the model itself knows: of the way to an ordinary authority.
    fn of_the_way(effect: &Effect, level: f64, mean: f64) -> String {
        let percent = |share: f64| hundredth(share.abs());
        let zero = effect.measure.zero().map(|what| {
            // Of a way that is gone and not passed.
            let way = (level * mean < 0.0 && mean.abs() <= level.abs())
                .then(|| format!(", and this is {}% of the way there", percent(mean / level)));
            format!("; {what} has 0{}", way.unwrap_or_default())
        });
        zero.unwrap_or_default()
    }

    /// Whether an average of a measure is told in children or in what befalls so many of them.
    pub(super) fn is_counted(&self, effect: &Effect) -> bool {
        let is_of_people = PEOPLE.iter().any(|(id, ..)| *id == effect.measure.id);
        let is_of_all = for_each(&effect.measure).is_some() && self.group.known().is_some();
        effect.mean != Some(0.0) && (is_of_people || is_of_all)
    }

    /// An average in natural frequencies, as far as the measure and the group have them.
    pub(super) fn in_words(&self, effect: &Effect) -> String {
        self.in_words_of(effect, &self.group)
    }

    /// The same of any group.
    fn in_words_of(&self, effect: &Effect, group: &Group) -> String {
        let mean = effect.mean.unwrap_or(0.0);
        let whom = &group.whom;
        let more = |value: f64| if value < 0.0 { "fewer" } else { "more" };
        let title = lower_first(&effect.measure.title);
        if mean == 0.0 {
            let average = if effect.finding() == Finding::One { "" } else { " on average" };
            return format!("no difference{average} in {title}");
        }
        let decimals = effect.decimals();
        let level = effect.level.filter(|level| level.is_finite());
        let levels = level.map(|level| (plain(level + mean, decimals), plain(level, decimals)));
        if let (Some(per), Some(children)) = (for_each(&effect.measure), group.known()) {
            let levels = levels.map_or_else(String::new, |(then, before)| {
                format!(" ({then} {} and not {before})", effect.measure.unit)
            });
            return format!(
                "about {} {} {title} a year among the {whom}, {}{levels}",
                times(mean * per * children),
                more(mean),
                self.at_a_time(effect, children)
            );
        }
        if let Some((_, of, verb)) = PEOPLE.iter().find(|(id, ..)| *id == effect.measure.id) {
            let (of_so_many, count) = if mean.abs() < 0.95 { ("1,000", 10.0 * mean) } else { ("100", mean) };
            let whom = whom.split(' ').next().filter(|word| *word != "young").unwrap_or("young people");
            return format!(
                "of {of_so_many} {whom} {of}, about {} {} would {verb}",
                times(count),
                more(mean)
            );
        }
        let higher = if mean < 0.0 { "lower" } else { "higher" };
        let way = level.map_or_else(String::new, |level| Self::of_the_way(effect, level, mean));
        let levels =
            levels.map_or_else(String::new, |(then, before)| format!(" ({then} and not {before}{way})"));
        let minutes = match effect.measure.unit.as_str() {
            "hours per child and month" if (1.5..60.0).contains(&(MINUTES * mean.abs())) => {
                format!(", {} minutes", number(MINUTES * mean.abs(), 0))
            }
            _ => String::new(),
        };
        format!(
            "{title} would be {higher} by {}{}{minutes}{levels}",
            plain(mean.abs(), decimals),
            effect.measure.after()
        )
    }
}
