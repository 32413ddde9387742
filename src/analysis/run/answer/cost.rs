//! What it costs, in a sentence.

use super::effect::{Effect, Finding};
use super::numbers::pounds;
use super::{Facts, Mark, named};
use crate::chart::number;

/// An end of an interval: `£315 less`, `£15 more`, `£0`.
fn end(value: f64) -> String {
    if pounds(value) == "£0" { pounds(value) } else { sided(value) }
}

/// Pounds with their side: `£315 less`, `£15 more`, `nothing`.
fn sided(value: f64) -> String {
    match pounds(value) {
        said if said == "£0" => "no more".to_owned(),
        said if value < 0.0 => format!("{said} less"),
        said => format!("{said} more"),
    }
}

impl Facts {
    /// What the arm that is told costs: a year in all, a child, and in whose prices. Nothing where cost is not defined.
    pub(super) fn in_pounds(&self) -> Option<String> {
        let cost = self.cost()?;
        let mean = cost.mean.filter(|mean| mean.is_finite())?;
        let prices = &self.prices;
        let arm = named(&cost.arm);
        if cost.finding() == Finding::One && mean == 0.0 {
            return Some(format!(
                "Cost with {arm} is the same as with {} in that history, at {prices}.",
                named(&self.first)
            ));
        }
        if cost.finding() == Finding::Same {
            return Some(format!(
                "Cost with {arm} is the same as with {} in every one of {} histories, at {prices}.",
                named(&self.first),
                cost.n
            ));
        }
        let interval = cost
            .interval
            .map_or_else(String::new, |[low, high]| format!(" (95% interval {} to {})", end(low), end(high)));
        let unclear = match cost.finding() {
            Finding::NotApart if cost.is_apart_only_alone() => format!(
                "; as one of {} differences that are read together it is not told apart from no difference",
                cost.read
            ),
            Finding::NotApart => "; that is not told apart from no difference".to_owned(),
            Finding::One => "; one history cannot tell this from luck".to_owned(),
            _ => String::new(),
        };
        if pounds(mean) == "£0" {
            return Some(format!(
                "With {arm} cost on average is within £1 a child and year of that with {}{interval}, at {prices}{unclear}.",
                named(&self.first)
            ));
        }
        let children = self.group.children.filter(|n| n.is_finite() && *n >= 0.5);
        let whole = children.map_or_else(String::new, |children| {
            format!(
                "about {} a year for the {} {}, ",
                sided(mean * children),
                number(children, 0),
                self.group.whom
            )
        });
        Some(format!(
            "With {arm} cost on average is {whole}{} a child and year{interval}, at {prices}{unclear}.",
            sided(mean)
        ))
    }

    /// The mark of cost.
    pub(super) fn cost_mark(&self) -> Mark {
        let found = self.cost().filter(|cost| cost.finding() != Finding::Undefined);
        let words = found.map_or_else(
            || (0, "Cost was not measured.".to_owned()),
            |cost| match cost.finding() {
                Finding::Same => (0, "No difference in any history.".to_owned()),
                Finding::One if cost.mean == Some(0.0) => (0, "The same in one history.".to_owned()),
                Finding::One => (
                    0,
                    format!("{} a child and year in one history.", capital(&sided(cost.mean.unwrap_or(0.0)))),
                ),
                Finding::Apart if cost.is_too_small() => (
                    1,
                    format!(
                        "{} a child and year: too little to matter.",
                        capital(&sided(cost.mean.unwrap_or(0.0)))
                    ),
                ),
                Finding::Apart => {
                    (level(cost), format!("{} a child and year.", capital(&sided(cost.mean.unwrap_or(0.0)))))
                }
                _ => (0, "Not told apart from no difference.".to_owned()),
            },
        );
        Mark { title: "Cost", level: words.0, words: words.1 }
    }

    /// The mark of size.
    pub(super) fn size_mark(&self) -> Mark {
        let (level, words) = match self.told() {
            None => (0, "Nothing is defined."),
            Some(told) => match told.finding() {
                Finding::Undefined => (0, "Not defined."),
                Finding::One => (0, "One history: size and luck cannot be parted."),
                Finding::Same => (0, "No difference in any history."),
                Finding::NotApart => (0, "Not told apart from no difference."),
                Finding::Apart if told.is_too_small() => (1, "Too small to matter, on average."),
                Finding::Apart => match level(told) {
                    0 | 1 => (1, "On average below what we say matters, though its interval reaches beyond."),
                    2 => (2, "Small: one to two times the smallest that matters."),
                    3 => (3, "Moderate: two to four times the smallest that matters."),
                    4 => (4, "Large: four to eight times the smallest that matters."),
                    5 => (5, "Very large: more than eight times the smallest that matters."),
                    _ => (2, "Told apart; nobody has said how much of this would matter."),
                },
            },
        };
        Mark { title: "Size of effect", level, words: words.to_owned() }
    }
}

/// How many of five the average is in steps of what matters; 6 where nothing says what matters.
fn level(effect: &Effect) -> usize {
    let mean = effect.mean.unwrap_or(0.0).abs();
    match effect.matters.filter(|least| *least > 0.0) {
        None => 6,
        Some(least) => match mean / least {
            ..1.0 => 1,
            ..2.0 => 2,
            ..4.0 => 3,
            ..8.0 => 4,
            _ => 5,
        },
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
