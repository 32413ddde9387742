//! The marks of size and of cost: how many of five, and in words. That of evidence stands with what an answer rests on.

use super::cost::sided;
use super::effect::{Effect, Finding, Weight};
use super::numbers::pounds;
use super::{Facts, Mark, named};
use crate::report::words::{listed, lower_first, upper_first};

impl Facts {
    /// The mark of cost.
    pub(super) fn cost_mark(&self) -> Mark {
        let (level, words) = self.cost_in_words();
        let is_told = |one: &&Effect| one.finding() == Finding::Apart;
        let total = self.authority_total();
        let total = total.as_ref().filter(is_told);
        let each = self.authority_each().filter(is_told);
        let words = match total.and_then(|total| self.yearly(total, false)) {
            Some(said) if self.whole.is_empty() => format!("{words} In all {said}."),
            Some(said) => format!("{words} For {} {said}.", self.everybody),
            None => words,
        };
        let cost = self.cost().filter(is_told);
        let contrary = total.and_then(Effect::most_are).or_else(|| cost.and_then(Effect::most_are));
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
            _ if cost.is_of_few() => (None, format!("{} histories are too few to tell.", cost.n)),
            _ if self.whole.is_empty() => (Some(0), "Not told apart from no difference.".to_owned()),
            _ => (Some(0), "For these young people not told apart from no difference.".to_owned()),
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
                Finding::NotApart if told.is_of_few() => (None, "Too few histories to tell."),
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
        let beside = self.by_more_than_matters().unwrap_or_default();
        Mark { title: "Size of effect", level, words: format!("{of}{words}{elsewhere}{beside}") }
    }

    /// Where nobody has said how much of the outcome that is told would matter: other outcomes of the same arm that move by more than
    /// matters.
    fn by_more_than_matters(&self) -> Option<String> {
        let told = self.carried().filter(|told| told.finding() == Finding::Apart)?;
        if told.weight() != Weight::Unrated || self.is_by_design(told) {
            return None;
        }
        let is_more =
            |one: &&Effect| one.arm == told.arm && one.counts() && !one.is_cost() && !self.is_by_design(one);
        let titles: Vec<String> =
            self.effects.iter().filter(is_more).map(|one| lower_first(&one.measure.title)).collect();
        (!titles.is_empty()).then(|| format!(" By more than matters: {}.", listed(&titles)))
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
