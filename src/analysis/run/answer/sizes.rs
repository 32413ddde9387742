//! The size of an average in words, as far as can be in natural frequencies.

use super::numbers::{hundredth, times};
use super::{Effect, Facts, Finding, Group, named};
use crate::chart::number;
use crate::indicator::{Subject, indicator};
use crate::report::words::{counted, lower_first, plain};

/// Measures that are shares of children: of whom, and what they would do.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("same_worker_all_year", "looked after all year", "keep the same case holder all year"),
    ("placements_3plus", "looked after on 31 March", "have three or more placements in the year"),
    ("workers_3plus", "looked after on 31 March", "have three or more case holders in the year"),
];

/// Subjects of outcomes that are of children.
const OF_CHILDREN: [Subject; 3] = [Subject::Placements, Subject::Relationship, Subject::LeavingCare];

/// Minutes in an hour.
const MINUTES: f64 = 60.0;

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
        let is_counted =
            effect.measure.unit.ends_with("child-years") || effect.measure.unit == "per child-year";
        let children = self.group.at_a_time.filter(|n| n.is_finite() && *n >= 0.5);
        match children.filter(|_| is_of_children && !is_counted && effect.mean != Some(0.0)) {
            Some(children) => {
                format!(", for the {}, {}", self.group.whom, self.at_a_time(effect, children))
            }
            None => String::new(),
        }
    }

    /// What a move on an index comes to by what the model itself knows: of the way to an ordinary authority, or to the end of the scale.
    fn of_the_way(effect: &Effect, level: f64, mean: f64) -> String {
        let percent = |share: f64| hundredth(share.abs());
        let zero = effect.measure.zero().map(|what| {
            // Of a way that is gone and not passed.
            let way = (level * mean < 0.0 && mean.abs() <= level.abs())
                .then(|| format!(", and this is {}% of the way there", percent(mean / level)));
            format!("; {what} has 0{}", way.unwrap_or_default())
        });
        zero.unwrap_or_else(|| match effect.measure.scale() {
            Some("0 to 1") if mean > 0.0 && level < 1.0 && mean <= 1.0 - level => {
                format!(": {}% of what it lacked of 1", percent(mean / (1.0 - level)))
            }
            Some("0 to 1") if mean < 0.0 && level > 0.0 && mean.abs() <= level => {
                format!(": {}% of it gone", percent(mean / level))
            }
            _ => String::new(),
        })
    }

    /// How a move on the index of culture stands to how organisations differ: `, 1.4 times the spread between organisations`.
    fn beside_the_spread(&self, effect: &Effect, mean: f64) -> String {
        match self.spread.filter(|spread| effect.measure.zero().is_some() && *spread > 0.0) {
            Some(spread) => format!(
                ", {} times the spread between organisations that the model begins with (about {}, an assumption)",
                times(mean / spread),
                plain(spread, 2)
            ),
            None => String::new(),
        }
    }

    /// How a move on an index with ends stands to how far apart histories lie without it.
    fn beside_histories(&self, effect: &Effect, mean: f64) -> String {
        let [low, high] = match effect.levels.filter(|_| effect.measure.scale().is_some()) {
            Some(ends) if ends[1] > ends[0] => ends,
            _ => return String::new(),
        };
        format!(
            ", {}% of how far apart the middle 90 of 100 histories lie with {} ({} to {})",
            times(100.0 * mean / (high - low)),
            named(&self.first),
            plain(low, effect.measure.decimals.min(2)),
            plain(high, effect.measure.decimals.min(2))
        )
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
        let way = level.map_or_else(String::new, |level| Self::of_the_way(effect, level, mean));
        let levels =
            levels.map_or_else(String::new, |(then, before)| format!(" ({then} and not {before}{way})"));
        let spread = self.beside_the_spread(effect, mean) + &self.beside_histories(effect, mean);
        let minutes = match effect.measure.unit.as_str() {
            "hours per child and month" if (1.5..60.0).contains(&(MINUTES * mean.abs())) => {
                format!(", {} minutes", number(MINUTES * mean.abs(), 0))
            }
            _ => String::new(),
        };
        format!(
            "{title} would be {higher} by {}{}{minutes}{levels}{spread}",
            plain(mean.abs(), decimals),
            effect.measure.after()
        )
    }
}
