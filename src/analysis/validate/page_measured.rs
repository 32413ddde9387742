//! What is measured of first years, forecasts and persistence in the report.

use super::lines::{lines, number, passed, section};
use super::rows::{AgreementRow, AheadScoreRow, CardRow, DriftRow, LastingRow, ShareRow, TripRow};
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section, number as written};
use crate::report::{Figure, Page, Table};

/// A table of one cell for each row and column, both in the order in which they come.
fn matrix(caption: &str, first: &str, cells: &[(String, String, String)]) -> Table {
    let (mut rows, mut columns): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (row, column, _) in cells {
        if !rows.contains(&row.as_str()) {
            rows.push(row);
        }
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    let cell = |row: &str, column: &str| {
        let found = cells.iter().find(|(own, at, _)| own == row && at == column);
        found.map_or_else(String::new, |(.., text)| text.clone())
    };
    Table {
        caption: caption.to_owned(),
        header: std::iter::once(first).chain(columns.iter().copied()).map(str::to_owned).collect(),
        rows: rows
            .iter()
            .map(|row| {
                let own = columns.iter().map(|column| cell(row, column));
                std::iter::once((*row).to_owned()).chain(own).collect()
            })
            .collect(),
    }
}

fn signed(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(String::new, |value| {
        format!("{}{}", if value > 0.0 { "+" } else { "" }, written(value, decimals))
    })
}

/// The first year of every start.
pub(super) fn first_year(page: &mut Page, card: &[CardRow], rows: &[AgreementRow], shares: &[ShareRow]) {
    let of_card = section(card, "held out", "first year");
    if of_card.is_empty() {
        return;
    }
    let (held, all) = passed(&of_card);
    let most = rows.iter().map(|row| row.authorities).max().unwrap_or(0);
    page.section("first-year", "Every authority's first year");
    page.paragraph(&format!("Each authority of 100 or more children begins in its published figures of each start year and is lived for two years, alone, without a practice, over the posterior of the year or of the nearest that has one; up to {most} authorities a figure. {held} of {all} lines pass. Against the start's own year it is asked whether an authority gives its own figures back: the mean over authorities may be off by at most 4% of the level. What the first day was given (children, caseload) would be an echo there; it is asked of the next year instead, of which the start knows nothing. Of the next year it is asked too whether the middle 80% of an authority's histories hold what was published, in 70 to 90% of authorities."));
    let bias = |against: &str| -> Vec<(String, String, String)> {
        let of = rows.iter().filter(|row| row.against == against);
        of.map(|row| {
            let echo = if row.echo { " (echo)" } else { "" };
            let text = format!(
                "{} → {}\n{}%{echo}",
                number(row.published),
                number(row.simulated),
                signed(row.bias, 1)
            );
            (format!("{}, {}", row.title, row.unit), row.start.to_string(), text)
        })
        .collect()
    };
    page.figure(biases(rows));
    page.table(&matrix(
        "Against the start's own year: published mean over authorities, simulated mean, difference in % of the level",
        "Figure",
        &bias("its own year"),
    ));
    page.table(&matrix(
        "Against the next year, of which the start knows nothing: the same",
        "Figure",
        &bias("the next year"),
    ));
    let inside: Vec<(String, String, String)> = rows
        .iter()
        .filter(|row| row.coverage.is_some())
        .map(|row| {
            let text = format!(
                "{}\n{} to {}",
                written(row.coverage.unwrap_or(f64::NAN), 0),
                written(row.coverage_low.unwrap_or(f64::NAN), 0),
                written(row.coverage_high.unwrap_or(f64::NAN), 0)
            );
            (row.title.clone(), row.start.to_string(), text)
        })
        .collect();
    page.table(&matrix(
        "Authorities whose figure of the next year lies inside the middle 80% of their histories, %, with the 95% band of chance",
        "Figure",
        &inside,
    ));
    let moved: Vec<(String, String, String)> = shares
        .iter()
        .map(|row| {
            let text = format!(
                "{} → {} → {}\n{} of {}",
                number(row.published),
                number(row.after_one),
                number(row.after_two),
                row.beyond,
                row.authorities
            );
            (row.title.clone(), row.start.to_string(), text)
        })
        .collect();
    page.fold("Shares of placement types and ages, and every line of the card");
    page.table(&matrix(
        "Mean share over authorities, %: on the first day, after one year, after two; authorities whose own mean moves by more than 3 points",
        "Children",
        &moved,
    ));
    if let Some(table) = lines(&of_card, "The lines of the card") {
        page.table(&table);
    }
    page.unfold();
}

/// Bias of what is bounded, by start.
fn biases(rows: &[AgreementRow]) -> Figure {
    let bounded: Vec<&AgreementRow> = rows.iter().filter(|row| row.bounded).collect();
    let good = bounded.iter().filter(|row| row.bias.is_some_and(|bias| bias.abs() <= 4.0)).count();
    let mut starts: Vec<u32> = bounded.iter().map(|row| row.start).collect();
    starts.dedup();
    let dot = |row: &&&AgreementRow| {
        let (mid, half) = (row.bias.unwrap_or(f64::NAN), row.half_width.unwrap_or(f64::NAN));
        IntervalRow { label: row.title.clone(), mid, low: mid - half, high: mid + half, colour: 0 }
    };
    let table = bounded.iter().map(|row| {
        vec![
            row.start.to_string(),
            row.title.clone(),
            row.against.clone(),
            row.authorities.to_string(),
            number(row.published),
            number(row.simulated),
            signed(row.bias, 1),
        ]
    });
    Figure {
        heading: Heading {
            id: "first-year-bias".to_owned(),
            title: format!("{good} of {} figures are off by at most 4% of their level", bounded.len()),
            subtitle: "Mean over authorities of simulated less published, in % of the published level, with the 95% interval as authorities differ; by start year".to_owned(),
            source: "Published figures: Department for Education.".to_owned(),
            description: "One dot for each figure and start year. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: starts
                .iter()
                .map(|start| Section {
                    title: start.to_string(),
                    rows: bounded.iter().filter(|row| row.start == *start).map(|row| dot(&row)).collect(),
                })
                .collect(),
            axis: "Simulated less published, % of the level".to_owned(),
            rounding: Rounding { before: String::new(), decimals: 0, after: "%".to_owned() },
            sides: ("model below".to_owned(), "model above".to_owned()),
        }),
        data: Table {
            caption: "What is bounded".to_owned(),
            header: ["Start", "Figure", "Against", "Authorities", "Published", "Simulated", "Off, %"]
                .map(str::to_owned)
                .to_vec(),
            rows: table.collect(),
        },
    }
}

/// Forecasts two years ahead.
pub(super) fn forecasts(page: &mut Page, card: &[CardRow], rows: &[AheadScoreRow]) {
    let of_card = section(card, "held out", "forecasts");
    let Some(first) = rows.first() else { return };
    let (held, all) = passed(&of_card);
    page.section("forecasts", "Held out: forecasts two years ahead");
    page.paragraph(&format!("{} authorities begin in their figures of 31 March {}, of which nothing later is known, as `swplab forecast` would have begun; what was published since stands beside the forecast. \"Last value\" and \"trend\" (the last value and the slope of the five years before it) are distributions too: normal, as wide as the same rule erred in the years before the origin among authorities of like size. {held} of {all} lines pass.", first.authorities, first.year - 1));
    let table = rows.iter().map(|row| {
        vec![
            format!("{}, {}", row.title, row.year),
            row.forecaster.clone(),
            number(row.crps),
            written(row.inside_half.unwrap_or(f64::NAN), 0),
            written(row.inside_most.unwrap_or(f64::NAN), 0),
            signed(row.error, 1),
        ]
    });
    page.table(&Table {
        caption: "Mean score in % of the value at the origin (smaller is better); authorities inside the middle 50 and 80%; published less median, % of the value at the origin".to_owned(),
        header: ["Figure, year", "Forecast", "Score", "Inside 50%", "Inside 80%", "Off, %"]
            .map(str::to_owned)
            .to_vec(),
        rows: table.collect(),
    });
    page.fold("Every line of the card");
    if let Some(table) = lines(&of_card, "Forecasts on the card") {
        page.table(&table);
    }
    page.unfold();
}

/// Persistence.
pub(super) fn persistence(page: &mut Page, card: &[CardRow], rows: &[LastingRow]) {
    let of_card = section(card, "fitted", "persistence");
    if of_card.is_empty() {
        return;
    }
    let (held, all) = passed(&of_card);
    page.section("persistence", "Fitted: how instability lasts");
    page.paragraph(&format!("England's average authority of each start is lived for six years; the same children are followed from one 31 March to the next. {held} of {all} figures lie within their tolerance."));
    if let Some(table) = lines(&of_card, "The same children over two and three years") {
        page.table(&table);
    }
    let open: Vec<String> = rows
        .iter()
        .filter(|row| row.observed.is_none())
        .map(|row| {
            format!(
                "{}, {}: {} {} simulated; {}.",
                row.title,
                row.start,
                number(row.simulated),
                row.unit,
                row.source
            )
        })
        .collect();
    page.list(&open);
}

/// The round trip.
pub(super) fn round_trip(page: &mut Page, card: &[CardRow], rows: &[TripRow]) {
    let of_card = section(card, "fitted", "round trip");
    if of_card.is_empty() {
        return;
    }
    page.section("round-trip", "Fitted: an authority written, read and lived on");
    page.paragraph("An authority is lived for six years, written as a return, and read again as a profile. What the world that was written goes on to in the two years after is set beside what the profile goes on to, in as many histories as the manifest says. All quantities are held, so that only luck and what a return carries differ. An indicator that is off the same way with every seed, and by more than chance leaves of the mean of the seeds, is a fault of the trip.");
    if let Some(table) = lines(&of_card, "Authorities there and back") {
        page.table(&table);
    }
    let mut far: Vec<&TripRow> =
        rows.iter().filter(|row| row.off.is_some_and(|off| off.abs() > 2.0)).collect();
    far.sort_by(|a, b| b.off.unwrap_or(0.0).abs().total_cmp(&a.off.unwrap_or(0.0).abs()));
    page.fold("Every indicator that is off by more than two standard errors");
    page.table(&Table {
        caption: format!("{} of {} comparisons", far.len(), rows.len()),
        header: ["Authority, seed", "Indicator", "Original", "Run on", "Off, standard errors"]
            .map(str::to_owned)
            .to_vec(),
        rows: far
            .iter()
            .map(|row| {
                vec![
                    format!("{}, {}", row.authority, row.seed),
                    row.title.clone(),
                    number(row.original),
                    number(row.run_on),
                    signed(row.off, 1),
                ]
            })
            .collect(),
    });
    page.unfold();
}

/// Years in which nothing happens.
pub(super) fn balance(page: &mut Page, card: &[CardRow], rows: &[DriftRow]) {
    let of_card = section(card, "fitted", "balance");
    let Some(years) = rows.iter().map(|row| row.year).max() else { return };
    let (held, all) = passed(&of_card);
    page.section("balance", "Fitted: ten years in which nothing happens");
    page.paragraph(&format!("Average and named authorities begin balanced (`baseline = \"balanced\"`) and are lived for {years} years without a practice. {held} of {all} measures never move by more than 3% of where they began (half a point for shares under 10%) beyond the interval that the histories leave. A measure of a day is compared with the first day, one of a year with the first year that has it."));
    let change = |year: u32| -> Vec<(String, String, String)> {
        let of = rows.iter().filter(move |row| row.year == year);
        of.map(|row| {
            let points = if row.most < 1.0 { " points" } else { "%" };
            let text = format!(
                "{} → {}\n{}{points} ± {}",
                number(row.first),
                number(row.mean),
                signed(row.change, 1),
                number(row.half_width)
            );
            (format!("{}, {}", row.title, row.unit), row.place.clone(), text)
        })
        .collect()
    };
    page.table(&matrix(
        &format!("At first, and {years} years later: change with its 95% interval"),
        "Measure",
        &change(years),
    ));
    page.fold("Half way, and the year in which each is furthest off");
    page.table(&matrix(&format!("At first, and {} years later", years / 2), "Measure", &change(years / 2)));
    if let Some(table) = lines(&of_card, "The lines of the card") {
        page.table(&table);
    }
    page.unfold();
}
