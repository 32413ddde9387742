//! What the model was built with in the report: facts of the pilots, and calibrations of the baselines.

use super::lines::{in_words, lines, named, passed, section};
use super::rows::CardRow;
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section};
use crate::report::{Figure, Page};

/// The facts of the pilots.
pub(super) fn pilots(page: &mut Page, card: &[CardRow]) {
    let rows = section(card, "fitted", "pilots");
    let Some(table) = lines(&rows, "Facts of the pilots and of authorities' services") else {
        return;
    };
    page.section("pilots", "Fitted: facts of the pilots");
    let mut ids: Vec<&str> = rows.iter().map(|row| row.row.as_str()).collect();
    ids.dedup();
    let holds = |id: &&&str| rows.iter().all(|row| row.row != **id || row.passes);
    let held = ids.iter().filter(holds).count();
    page.paragraph(&format!("{held} of {} facts hold. They are what the evidence review lists for the fit: the model was built with them in view, and some of its sizes were set so that they hold, so a pass is no prediction. A sign must be right in 80% of the runs; a value must lie within the tolerance on average over the runs. Most were observed in the first year after opening and are read there.", ids.len()));
    page.paragraph("Interval: of a value the middle 80% of the runs, of a share its 95% interval. What stands after ± is half of the 95% interval of the simulated figure.");
    page.table(&table);
    page.fold("What else was seen, and where it is read");
    let notes: Vec<(String, String)> =
        rows.iter().map(|row| (format!("{}:", named(row)), format!("{}.", row.note))).collect();
    page.named_list(&notes);
    page.unfold();
}

/// The calibrations of the baselines, fitted and held out in one figure each.
pub(super) fn baselines(page: &mut Page, card: &[CardRow]) {
    let rows: Vec<&CardRow> = card.iter().filter(|row| row.section == "baselines").collect();
    if rows.is_empty() {
        return;
    }
    page.section("baselines", "Fitted and held out: the baselines of England");
    let of = |part: &str| {
        let of = rows.iter().filter(|row| row.part == part);
        passed(&of.copied().collect::<Vec<_>>())
    };
    let ((fit, all_fit), (held, all_held)) = (of("fitted"), of("held out"));
    page.paragraph(&format!("Each baseline that the program carries is lived again over the rows of its posterior and set beside the figures to which it was calibrated and those that were held out of the calibration. {fit} of {all_fit} that were fitted and {held} of {all_held} that were held out lie within one tolerance: the standard deviation of the figure and the stated discrepancy of the model together."));
    let mut names: Vec<&str> = rows.iter().map(|row| baseline(row)).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let of: Vec<&CardRow> = rows.iter().filter(|row| baseline(row) == name).copied().collect();
        page.figure(figure(name, &of));
    }
}

fn baseline(row: &CardRow) -> &str {
    row.row.split(": ").next().unwrap_or_default()
}

fn figure(name: &str, rows: &[&CardRow]) -> Figure {
    let part = |part: &str, title: &str, colour| Section {
        title: title.to_owned(),
        rows: rows
            .iter()
            .filter(|row| row.part == part)
            .map(|row| {
                let tolerance = row.most.zip(row.least).map(|(most, least)| (most - least) / 2.0);
                let off = |value: Option<f64>| match (value, row.observed, tolerance) {
                    (Some(value), Some(observed), Some(tolerance)) => (value - observed) / tolerance,
                    _ => f64::NAN,
                };
                IntervalRow {
                    label: row.target.clone(),
                    mid: off(row.simulated),
                    low: off(row.low),
                    high: off(row.high),
                    colour,
                }
            })
            .collect(),
    };
    let (near, all) = passed(rows);
    let named = in_words(name);
    let caption = format!("Targets of {named}: fitted first, then held out");
    Figure {
        heading: Heading {
            id: format!("baseline-{name}"),
            title: format!("{named}: {near} of {all} targets lie within one tolerance of their figure"),
            subtitle: "Simulated less published in tolerances, mean and 5 to 95% over the rows of the posterior, each the mean of several histories".to_owned(),
            source: "Published figures: Department for Education; evidence/targets names each.".to_owned(),
            description: "One dot for each target with its interval about zero. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![
                part("fitted", "Fitted", 0),
                part("held out", "Held out", 2),
            ],
            axis: "Simulated less published, in tolerances".to_owned(),
            rounding: Rounding {
                before: String::new(),
                decimals: 1,
                after: String::new(),
            },
            sides: ("simulated too low".to_owned(), "too high".to_owned()),
        }),
        data: lines(rows, &caption).unwrap_or_else(|| crate::report::Table {
            caption,
            header: Vec::new(),
            rows: Vec::new(),
        }),
    }
}
