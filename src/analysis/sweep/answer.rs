//! What a sweep says, a sentence an outcome, before any chart: which cells are told apart from the first once all that are read
//! together are allowed for.

use super::names;
use crate::analysis::sweep::rows::CellRow;
use crate::report::words::{counted, difference_rounding, listed};
use crate::report::{direction, range, size};
use crate::results::rows::IndicatorRow;
use crate::statistics::Summary;

/// Histories below which a sweep is called a quick look.
const FEW: usize = 100;

/// Whether the mean difference of a cell is told apart from none, being one of so many that are read together.
pub(super) fn is_apart(row: &CellRow, together: usize) -> bool {
    let (Some(mean), Some(sd)) = (row.difference_mean, row.difference_sd) else { return false };
    let summary = Summary::from_moments(row.difference_n, mean, sd);
    row.difference_n > 1 && mean != 0.0 && summary.p_value() * (together.max(1) as f64) < 0.05
}

/// The levels of a cell in words.
pub(super) fn levels(row: &CellRow) -> String {
    if row.levels.is_empty() {
        format!("cell {}", row.cell)
    } else {
        let words = row.levels.split(';').map(|level| match level.split_once('=') {
            Some((path, level)) => names::at(path, level),
            None => level.to_owned(),
        });
        listed(&words.collect::<Vec<_>>())
    }
}

fn far(row: &CellRow) -> f64 {
    row.difference_mean.unwrap_or(0.0).abs()
}

fn farthest<'a>(rows: &[&'a CellRow]) -> Option<&'a CellRow> {
    rows.iter().copied().max_by(|a, b| far(a).total_cmp(&far(b)))
}

/// What an outcome does over the cells, of which the first is that against which the others stand; nothing where it is not defined.
pub(super) fn sentence(indicator: &IndicatorRow, rows: &[&CellRow], together: usize) -> Option<String> {
    let others: Vec<&CellRow> =
        rows.iter().copied().filter(|row| row.cell > 0 && row.difference_mean.is_some()).collect();
    let largest = farthest(&others)?;
    let all = counted(others.len(), "other cell");
    let title = &indicator.title;
    if far(largest) == 0.0 {
        return Some(format!("{title}: on average the same in every one of {all} as in the first."));
    }
    let told: Vec<&CellRow> = others.iter().copied().filter(|row| is_apart(row, together)).collect();
    let shown = farthest(&told).unwrap_or(largest);
    let mean = shown.difference_mean?;
    let half = shown.difference_high.zip(shown.difference_low).map(|(high, low)| (high - low) / 2.0);
    let is_wide = half.filter(|half| half.is_finite());
    let interval = is_wide.map_or_else(String::new, |_| {
        let print = difference_rounding(indicator, half);
        // One that leaves out no difference and is not told apart says why.
        let is_beyond = shown.difference_low.is_some_and(|low| low > 0.0)
            || shown.difference_high.is_some_and(|high| high < 0.0);
        let alone = if is_beyond && told.is_empty() {
            format!(", too near to none for one of {together} differences that are read together")
        } else {
            String::new()
        };
        format!(" (95% interval {}{alone})", range(&print, shown.difference_low, shown.difference_high))
    });
    let where_to =
        format!("{} by {} at {}{interval}", direction(mean), size(indicator, mean, half), levels(shown));
    Some(match told.len() {
        _ if largest.difference_n < 2 => {
            format!("{title}: {where_to} in the one history that was lived, which cannot tell it from luck.")
        }
        0 => format!(
            "{title}: none of {all} is told apart from the first; the largest difference is {where_to}."
        ),
        some => {
            format!("{title}: {some} of {all} told apart from the first; the largest of them is {where_to}.")
        }
    })
}

/// What is not to be concluded, the gravest first.
pub(super) fn not_to_conclude(replications: usize, together: usize) -> Vec<String> {
    let mut said = vec![
        "That an interval says how sure this is: whether the mechanisms are the right ones, and none is missing, is in no interval.".to_owned(),
        format!(
            "That the cell that looks best is best: {} read together, and some stand out by chance. Those that are called told apart here allow for all of them; the intervals in the charts do not.",
            if together == 1 { "1 difference is".to_owned() } else { format!("{together} differences are") }
        ),
    ];
    if replications < FEW {
        said.push(format!(
            "That this is the last word: {} a quick look, and {FEW} or more make an answer.",
            if replications == 1 {
                "1 history is".to_owned()
            } else {
                format!("{replications} histories are")
            }
        ));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::run::tables::indicator_rows;
    use crate::indicator::relationship::WORKER_CHANGES;

    fn row(cell: usize, n: usize, mean: Option<f64>, sd: f64) -> CellRow {
        let summary = Summary::from_moments(n, mean.unwrap_or(0.0), sd);
        let end = |value: f64| value.is_finite().then_some(value);
        CellRow {
            cell,
            levels: format!("contract.term_years={}", cell + 2),
            unit: "remit".to_owned(),
            indicator: WORKER_CHANGES.id.to_owned(),
            n,
            mean: Some(1.0),
            sd: Some(0.1),
            ci_low: None,
            ci_high: None,
            q05: None,
            q25: None,
            q50: None,
            q75: None,
            q95: None,
            difference_n: n,
            difference_mean: mean,
            difference_sd: Some(sd),
            difference_low: end(summary.low),
            difference_high: end(summary.high),
            difference_q05: None,
            difference_q50: None,
            difference_q95: None,
        }
    }

    fn said(rows: &[CellRow], together: usize) -> Option<String> {
        let indicator = indicator_rows(&[WORKER_CHANGES]).remove(0);
        sentence(&indicator, &rows.iter().collect::<Vec<_>>(), together)
    }

    #[test]
    fn each_sentence_says_what_its_cells_hold() {
        let first = || row(0, 100, Some(0.0), 0.0);
        let none = said(&[first(), row(1, 100, Some(0.01), 1.0), row(2, 100, Some(-0.02), 1.0)], 2).unwrap();
        assert!(none.contains("none of 2 other cells") && none.contains("lower by 0.0"), "{none}");
        assert!(none.contains("length of the contract 4 years"), "{none}");
        let some = said(&[first(), row(1, 100, Some(0.5), 0.1), row(2, 100, Some(-0.9), 9.0)], 2).unwrap();
        assert!(some.contains("1 of 2 other cells told apart") && some.contains("higher by 0.5"), "{some}");
        assert!(
            some.contains("length of the contract 3 years"),
            "the one that is told and not the largest: {some}"
        );
        let alone = said(&[first(), row(1, 100, Some(0.25), 1.0)], 40).unwrap();
        assert!(alone.contains("none of 1 other cell") && alone.contains("one of 40 differences"), "{alone}");
        assert!(!none.contains("read together") && !some.contains("read together"));
        let same = said(&[first(), row(1, 100, Some(0.0), 0.0)], 1).unwrap();
        assert!(same.contains("the same in every one of 1 other cell"), "{same}");
        let one = said(&[first(), row(1, 1, Some(0.5), f64::NAN)], 1).unwrap();
        assert!(one.contains("from luck") && !one.contains("NaN") && !one.contains("interval"), "{one}");
        assert_eq!(said(&[first(), row(1, 0, None, f64::NAN)], 1), None);
    }

    #[test]
    fn more_that_are_read_together_need_more_to_be_told() {
        // Two and a half standard errors: enough alone, not enough of forty.
        let row = row(1, 100, Some(0.25), 1.0);
        assert!(is_apart(&row, 1) && !is_apart(&row, 40));
        let all = not_to_conclude(12, 40);
        assert!(all.len() == 3 && all[1].contains("40 differences") && all[2].contains("12 histories"));
        assert_eq!(not_to_conclude(400, 1).len(), 2);
    }
}
