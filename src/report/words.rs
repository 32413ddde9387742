//! Numbers and chances in words.

use crate::chart::{Rounding, number};
use crate::indicator::Unit;
use crate::results::rows::IndicatorRow;

/// The one table of words for chances: upper limit of the share, and the words.
pub(crate) const LIKELIHOOD: [(f64, &str, &str); 7] = [
    (0.05, "a remote chance", "under 5 in 100"),
    (0.20, "highly unlikely", "5 to 19 in 100"),
    (0.40, "unlikely", "20 to 39 in 100"),
    (0.60, "about as likely as not", "40 to 59 in 100"),
    (0.80, "likely", "60 to 79 in 100"),
    (0.95, "highly likely", "80 to 94 in 100"),
    (f64::INFINITY, "almost certain", "95 in 100 or more"),
];

/// The words for a chance.
pub(crate) fn likelihood(share: f64) -> &'static str {
    LIKELIHOOD.iter().find(|(limit, _, _)| share < *limit).map_or("almost certain", |(_, words, _)| words)
}

/// A share as a whole percentage, halves rounded alike whatever way the share was come by.
pub(crate) fn percent(share: Option<f64>) -> String {
    let whole = |share: f64| format!("{}%", number(libm::round(1e10 * share) / 1e8, 0));
    share.map_or_else(|| "not defined".to_owned(), whole)
}

/// How levels of an indicator are printed.
pub(crate) fn rounding(indicator: &IndicatorRow) -> Rounding {
    let (before, after) = match indicator.unit() {
        Unit::MillionPounds => ("£", " million"),
        Unit::ThousandPounds => ("£", " thousand"),
        Unit::Pounds(_) => ("£", ""),
        Unit::Percent(_) => ("", "%"),
        Unit::Plain(_) => ("", ""),
    };
    Rounding { before: before.to_owned(), decimals: indicator.decimals, after: after.to_owned() }
}

/// How differences of an indicator are printed: a percentage differs by percentage points, and small
/// intervals get up to two decimals more.
pub(crate) fn difference_rounding(indicator: &IndicatorRow, half_width: Option<f64>) -> Rounding {
    let mut rounding = rounding(indicator);
    if matches!(indicator.unit(), Unit::Percent(_)) {
        rounding.after = String::new();
    }
    rounding.decimals = difference_decimals(indicator.decimals, half_width);
    rounding
}

/// Decimals of differences whose widest half-interval is given, of an indicator with so many: a small interval gets up
/// to two more, so that what is told apart from nothing is not printed as nothing.
pub(crate) fn difference_decimals(decimals: usize, half_width: Option<f64>) -> usize {
    let is_coarse = |at: &usize| half_width.is_some_and(|h| h > 0.0 && h * libm::pow(10.0, *at as f64) < 1.5);
    let most = decimals + 2;
    (decimals..most).find(|at| !is_coarse(at)).unwrap_or(most)
}

/// Decimals of a difference that is told apart, as many as usual or up to three more: so that one below 1 has two figures, and none is
/// printed as the smallest that matters where it is not.
pub(crate) fn telling_decimals(usual: usize, value: f64, least: Option<f64>) -> usize {
    let size = value.abs();
    let is_telling = |decimals: &usize| {
        let times = libm::pow(10.0, *decimals as f64);
        let has_two = size == 0.0 || size >= 1.0 || size * times >= 9.5;
        let is_least = |least: f64| size != least && number(size, *decimals) == number(least, *decimals);
        has_two && !least.is_some_and(is_least)
    };
    (usual..usual + 3).find(is_telling).unwrap_or(usual + 3)
}

/// A number as charts and page print it, with the plain minus of a terminal.
pub(crate) fn plain(value: f64, decimals: usize) -> String {
    number(value, decimals).replace('\u{2212}', "-")
}

/// A number with as many decimals as it needs, at most six: `0.05`, `500`.
pub(crate) fn shortest(value: f64) -> String {
    let said = plain(value, 6);
    said.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A difference on the terminal: with its sign, of which nothing has none.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let said = plain(value, decimals);
    let is_above = value > 0.0 && !is_nought(&said);
    if is_above { format!("+{said}") } else { said }
}

/// The unit of a level in words, for axes and subtitles.
pub(crate) fn unit_words(indicator: &IndicatorRow) -> String {
    indicator.unit.clone()
}

/// The unit of a difference in words.
pub(crate) fn difference_unit(indicator: &IndicatorRow) -> String {
    match indicator.unit() {
        Unit::Percent(_) => "percentage points".to_owned(),
        unit => unit.to_string(),
    }
}

/// A title inside a sentence.
pub(crate) fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A text with a capital at its beginning.
pub(crate) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The size of a difference with its unit: `0.02 per child-year`, `£312 per child-year`.
pub(crate) fn size(indicator: &IndicatorRow, value: f64, half_width: Option<f64>) -> String {
    format!("{}{}", difference_rounding(indicator, half_width).print(value.abs()), after(indicator))
}

/// The unit behind a printed difference, with the blank before it; of pounds what they are for.
pub(crate) fn after(indicator: &IndicatorRow) -> String {
    match indicator.unit() {
        Unit::MillionPounds | Unit::ThousandPounds => String::new(),
        Unit::Pounds(per) => format!(" {per}"),
        Unit::Percent(_) => " percentage points".to_owned(),
        Unit::Plain(unit) => format!(" {unit}"),
    }
}

/// `higher` or `lower`.
pub(crate) fn direction(value: f64) -> &'static str {
    if value > 0.0 { "higher" } else { "lower" }
}

/// Whether a printed number has no figure but noughts.
fn is_nought(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// A range as printed: `0.1 to 0.3`; with one or two decimals more where an end that is not nought would be
/// printed as nought; a part of a pound is none.
pub(crate) fn range(rounding: &Rounding, low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => {
            let is_lost = |decimals: usize, end: f64| end != 0.0 && is_nought(&number(end, decimals));
            let usual = rounding.decimals;
            let is_pounds = !rounding.before.is_empty();
            let keeps = |decimals: &usize| is_pounds || !is_lost(*decimals, low) && !is_lost(*decimals, high);
            let decimals = (usual..=usual + 2).find(keeps).unwrap_or(usual);
            let rounding = Rounding { decimals, ..rounding.clone() };
            format!("{} to {}", rounding.print(low), rounding.print(high))
        }
        _ => "not defined".to_owned(),
    }
}

/// Names in a sentence: `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// So many of a thing.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chance_has_one_word() {
        assert_eq!(likelihood(0.0), "a remote chance");
        assert_eq!(likelihood(0.05), "highly unlikely");
        assert_eq!(likelihood(0.5), "about as likely as not");
        assert_eq!(likelihood(0.95), "almost certain");
        assert_eq!(likelihood(1.0), "almost certain");
    }

    #[test]
    fn a_difference_has_a_sign_and_nothing_has_none() {
        assert_eq!(signed(0.314, 2), "+0.31");
        assert_eq!(signed(-1234.56, 1), "-1,234.6");
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(signed(0.001, 2), "0.00");
    }

    #[test]
    fn a_number_has_no_more_decimals_than_it_needs() {
        assert_eq!([0.05, 500.0, 1_200.5, 0.0].map(shortest), ["0.05", "500", "1,200.5", "0"]);
    }

    #[test]
    fn a_difference_has_two_figures_and_is_not_printed_as_what_matters() {
        assert_eq!(telling_decimals(2, 0.0649, Some(0.05)), 3);
        assert_eq!(telling_decimals(2, -0.24951, Some(0.25)), 4);
        assert_eq!(telling_decimals(2, -0.2471, Some(0.25)), 3);
        assert_eq!(telling_decimals(2, 0.25, Some(0.25)), 2);
        assert_eq!((telling_decimals(0, 8.0, None), telling_decimals(0, 499.7, Some(500.0))), (0, 1));
    }

    #[test]
    fn one_thing_has_no_plural() {
        assert_eq!((counted(1, "run"), counted(2, "run")), ("1 run".into(), "2 runs".into()));
    }

    #[test]
    fn lists_read_as_sentences() {
        let names = |n: &[&str]| n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(listed(&names(&["a", "b", "c"])), "a, b and c");
        assert_eq!(listed(&names(&["a"])), "a");
    }
}
