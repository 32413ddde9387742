//! What a forecast says: sentences made from its numbers alone, for the terminal and for the page.

use super::Found;
use super::count::SERIES;
use crate::chart::number;
use crate::statistics::{quantile, sorted};

/// Histories below which a band is not told: its ends would be single histories.
pub(super) const LEAST: usize = 20;

/// How far, as a share, children looked after may go in the first year before it is told: in nine of ten years
/// since 2011 an authority of 100 or more children stayed within it (`evidence/authorities/flows-2011-2025.csv`).
const FAR: f64 = 0.13;

/// Whether the first year leaves the published stock so far that the flows do not carry it, in a sentence.
pub(super) fn first_year(place: &str, now: Option<f64>, first: &Last) -> Option<String> {
    let now = now.filter(|now| *now > 0.0)?;
    if first.n < LEAST || (first.q50 / now - 1.0).abs() <= FAR {
        return None;
    }
    Some(format!(
        "Take care: in its first year alone {place} goes from {} published to {} here. Its published starts and ends do not carry its stock in the model, so the later years are to be read with the same care.",
        number(now, 0),
        number(first.q50, 0)
    ))
}

/// A series at the end of a forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Last {
    pub(super) n: usize,
    pub(super) q10: f64,
    pub(super) q25: f64,
    pub(super) q50: f64,
    pub(super) q75: f64,
    pub(super) q90: f64,
}

/// How children looked after at the end compare with those of the last published day, in a sentence.
pub(super) fn children(place: &str, now: Option<f64>, year: u32, last: &Last) -> String {
    let whole = |value: f64| number(value, 0);
    if last.n == 0 {
        return format!("No history of {place} came to its end, so nothing can be said.");
    }
    let median = format!("{} children on 31 March {year}", whole(last.q50));
    if last.n < LEAST {
        return match last.n {
            1 => format!(
                "{place} looks after {median} in the one history that was lived: it says nothing of how sure that is."
            ),
            n => format!(
                "{place} looks after {median} in the middle of {n} histories: too few to say how sure that is."
            ),
        };
    }
    let band = format!(
        "in 8 of 10 possible histories there are {} to {}, in 5 of 10 {} to {}",
        whole(last.q10),
        whole(last.q90),
        whole(last.q25),
        whole(last.q75)
    );
    let compared = now.map_or_else(String::new, |now| {
        let more = if last.q50 > now { "more" } else { "fewer" };
        let words = if now < last.q10 || last.q90 < now {
            format!("{more} than today's {} in at least 9 of 10", whole(now))
        } else if now < last.q25 || last.q75 < now {
            format!("probably {more} than today's {}", whole(now))
        } else {
            format!(
                "today's {} lies in the middle half, so that neither more nor fewer is foreseen",
                whole(now)
            )
        };
        format!(" ({words})")
    });
    format!("{place} looks after about {median}: {band}{compared}.")
}

/// What is said on the terminal.
pub(super) fn of(found: &Found) -> String {
    let Some(at) = (found.years as usize).checked_sub(1) else { return String::new() };
    let year_at = |series: usize, at: usize| {
        let values = found.histories.iter().filter_map(|years| Some(years.get(at)?.of(&SERIES[series])));
        let rising = sorted(&values.collect::<Vec<_>>());
        let [q10, q25, q50, q75, q90] = [0.1, 0.25, 0.5, 0.75, 0.9].map(|p| quantile(&rising, p));
        Last { n: rising.len(), q10, q25, q50, q75, q90 }
    };
    let last = |series: usize| year_at(series, at);
    let now = found.published.last().filter(|one| one.year == found.begins).and_then(|one| one.children);
    let year = found.begins + found.years;
    let mut text = children(&found.place, now, year, &last(0)) + "\n";
    if let Some(warning) = first_year(&found.place, now, &year_at(0, 0)) {
        text += &format!("{warning}\n");
    }
    for (series, own) in SERIES.iter().enumerate().skip(1) {
        let last = last(series);
        if last.n < LEAST {
            continue;
        }
        let print = |value: f64| format!("{}{}", own.before, number(value, own.decimals));
        text += &format!(
            "{}, {year}: {} {} (8 of 10: {} to {})\n",
            own.title,
            print(last.q50),
            own.unit,
            print(last.q10),
            print(last.q90)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(n: usize, q: [f64; 5]) -> Last {
        let [q10, q25, q50, q75, q90] = q;
        Last { n, q10, q25, q50, q75, q90 }
    }

    #[test]
    fn the_sentence_claims_no_more_than_the_bands_hold() {
        let bands = [90.0, 95.0, 100.0, 105.0, 110.0];
        let said = |now, n| children("Kent", now, 2030, &last(n, bands));
        assert!(said(Some(80.0), 400).contains("more than today's 80 in at least 9 of 10"));
        assert!(said(Some(120.0), 400).contains("fewer than today's 120 in at least 9 of 10"));
        assert!(said(Some(92.0), 400).contains("probably more than today's 92"));
        assert!(said(Some(108.0), 400).contains("probably fewer"));
        for held in [95.0, 100.0, 105.0] {
            assert!(said(Some(held), 400).contains("neither more nor fewer"));
        }
        assert!(!said(None, 400).contains("today"));
        assert!(said(Some(80.0), 19).contains("too few") && !said(Some(80.0), 19).contains("of 10"));
        assert!(said(Some(80.0), 1).contains("the one history") && !said(Some(80.0), 1).contains("of 10"));
        assert!(said(None, 0).contains("nothing can be said"));
        let far = |now, n| first_year("Kent", now, &last(n, bands));
        assert!(far(Some(120.0), 400).is_some_and(|said| said.contains("from 120 published to 100")));
        for near in [Some(113.0), Some(89.0), None] {
            assert_eq!(far(near, 400), None);
        }
        assert_eq!(far(Some(120.0), 19), None);
    }
}
