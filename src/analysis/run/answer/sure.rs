//! How sure an answer is: of chance, of what is not known, of what is contested.

use super::effect::Finding;
use super::{Facts, named};
use crate::report::words::{counted, lower_first, signed};

/// Histories below which quantiles of them are not told.
const QUANTILES: usize = 20;

/// What was found on open questions with each position forced on the same luck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contested {
    /// Open questions that were asked.
    pub asked: usize,
    /// Those that move the first outcome by more than chance would.
    pub told: usize,
    /// The one that moves it most, in words.
    pub strongest: Option<String>,
    /// Whether the sign turns on one of them.
    pub flips: bool,
}

impl Facts {
    /// One sentence on chance.
    pub(super) fn of_chance(&self) -> String {
        let Some(told) = self.told() else {
            return "Nothing is defined of which chance could be told.".to_owned();
        };
        let title = lower_first(&told.measure.title);
        match (told.finding(), told.interval_words()) {
            (Finding::Undefined, _) => "Nothing is defined of which chance could be told.".to_owned(),
            (Finding::One, _) => {
                "One history has a value, so that nothing can be said of chance: run at least 100.".to_owned()
            }
            (Finding::Same, _) => format!("No history of {} has any difference in {title}.", told.n),
            (_, Some(interval)) => format!(
                "Over {} histories the average difference in {title} with {} lies within {interval} (95% interval).{}",
                told.n,
                named(&told.arm),
                told.why_not_apart().map_or_else(String::new, |why| format!(" {why}"))
            ),
            (_, None) => format!("Of {} histories no interval of the average can be given.", told.n),
        }
    }

    /// One sentence on what is not known.
    pub(super) fn of_the_unknown(&self) -> String {
        let Some(told) = self.told().filter(|told| told.finding() != Finding::Undefined) else {
            return "Nothing is defined that could be spread.".to_owned();
        };
        match told.middle {
            Some([low, high]) if told.n >= QUANTILES && low.is_finite() && high.is_finite() => {
                let decimals = told.decimals();
                let either = if low < 0.0 && high > 0.0 { ", so it can go either way" } else { "" };
                format!(
                    "Each history draws other values for what is not known, and other luck: the middle 90 of 100 differences lie between {} and {}{either}.",
                    signed(low, decimals),
                    signed(high, decimals)
                )
            }
            _ => format!(
                "Each history draws other values for what is not known, and other luck; {} too few to tell how far they spread.",
                if told.n == 1 { "one is".to_owned() } else { format!("{} are", told.n) }
            ),
        }
    }

    /// One sentence on what is contested.
    pub(super) fn of_the_contested(&self) -> String {
        match &self.contested {
            None => "Positions on open questions were not forced on the same luck here.".to_owned(),
            Some(Contested { asked: 0, .. }) => {
                "No question that people contest is left open here.".to_owned()
            }
            Some(Contested { asked, told: 0, .. }) => format!(
                "Of {}, none moves the answer by more than chance would.",
                counted(*asked, "contested question")
            ),
            Some(Contested { asked, told, strongest, flips }) => format!(
                "Of {}, {told} {} the answer by more than chance would{}{}.",
                counted(*asked, "contested question"),
                if *told == 1 { "moves" } else { "move" },
                strongest.as_ref().map_or_else(String::new, |words| format!(", most of all {words}")),
                match (*flips, *told) {
                    (true, 1) => "; whether it is higher or lower turns on it",
                    (true, _) => "; whether it is higher or lower turns on one of them",
                    (false, 1) => "; whether it is higher or lower does not turn on it",
                    (false, _) => "; whether it is higher or lower turns on none of them",
                }
            ),
        }
    }
}
