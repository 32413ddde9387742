//! The size of an average in words, as far as can be in natural frequencies.

use super::numbers::times;
use super::{Effect, Facts, Finding, Group};
use crate::chart::number;
use crate::report::words::{counted, lower_first, plain};

/// Measures that are shares of children: of whom, and what they would do.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("same_worker_all_year", "looked after all year", "keep the same case holder all year"),
    ("placements_3plus", "looked after on 31 March", "have three or more placements in the year"),
    ("workers_3plus", "looked after on 31 March", "have three or more case holders in the year"),
];

/// Minutes in an hour.
const MINUTES: f64 = 60.0;

impl Facts {
    /// `73 at a time on average over 14 years`; of one history there is no average.
    fn at_a_time(&self, effect: &Effect, children: f64) -> String {
        let average = if effect.finding() == Finding::One { "" } else { " on average" };
        let years = counted(self.years as usize, "year");
        format!("{} at a time{average} over {years}", number(children, 0))
    }

    /// An average in natural frequencies, as far as the measure and the group have them.
    pub(super) fn in_words(&self, effect: &Effect) -> String {
        let mean = effect.mean.unwrap_or(0.0);
        let Group { whom, at_a_time } = &self.group;
        let more = |value: f64| if value < 0.0 { "fewer" } else { "more" };
        let title = lower_first(&effect.measure.title);
        if mean == 0.0 {
            let average = if effect.finding() == Finding::One { "" } else { " on average" };
            return format!("no difference{average} in {title}");
        }
        let decimals = effect.decimals();
        let level = effect.level.filter(|level| level.is_finite());
        let levels = level.map(|level| (plain(level + mean, decimals), plain(level, decimals)));
        let per_child = match effect.measure.unit.as_str() {
            "per child-year" => Some(1.0),
            "per 100 child-years" => Some(0.01),
            _ => None,
        };
        if let (Some(per), Some(children)) = (per_child, at_a_time.filter(|n| n.is_finite() && *n >= 0.5)) {
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
        let zero = effect.measure.zero().map_or_else(String::new, |what| format!("; {what} has 0"));
        let levels =
            levels.map_or_else(String::new, |(then, before)| format!(" ({then} and not {before}{zero})"));
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
