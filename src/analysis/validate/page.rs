//! The report of a validation, from its tables alone.

use std::path::Path;

use super::ending::SECTIONS;
use super::lines::{failed, lines, number, passed, range, section};
use super::rows::{
    AgreementRow, AheadScoreRow, CardRow, CentreRow, DriftRow, ForecastRow, LastingRow, ShareRow, TotalRow,
    TripRow,
};
use crate::analysis::validate::target;
use crate::analysis::validate::{page_built, page_measured};
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section};
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::results::file::read_table;
use crate::results::manifest::Manifest;

/// Misses that the report lists; forecasts.csv holds all.
const LISTED: usize = 40;

fn title(indicator: &str) -> String {
    target(indicator).map_or_else(|| indicator.to_owned(), |target| target.title.to_owned())
}

/// The totals of a look.
fn scores(rows: &[TotalRow], look: &str, caption: &str) -> Table {
    let header = [
        "Target, years",
        "Areas",
        "Inside 80%",
        "CRPS",
        "No change",
        "Trend",
        "No change, spread",
        "Trend, spread",
        "As authorities were",
        "Observed less predicted",
    ];
    let of = rows.iter().filter(|row| row.look == look);
    Table {
        caption: caption.to_owned(),
        header: header.iter().map(|head| (*head).to_owned()).collect(),
        rows: of
            .map(|row| {
                vec![
                    format!("{}, {}", title(&row.indicator), row.years),
                    row.areas.to_string(),
                    format!("{}%", number(row.coverage.map(|share| 100.0 * share))),
                    number(row.crps),
                    number(row.no_change),
                    number(row.trend),
                    number(row.no_change_spread),
                    number(row.trend_spread),
                    number(row.climate),
                    number(row.bias),
                ]
            })
            .collect(),
    }
}

/// Coverage as a chart.
fn coverage(rows: &[TotalRow], manifest: &Manifest) -> Figure {
    let of: Vec<&TotalRow> =
        rows.iter().filter(|row| row.look == "back-cast" && row.years == "all").collect();
    let inside = |row: &&&TotalRow| row.coverage.is_some_and(|share| (0.7..=0.9).contains(&share));
    let good = of.iter().filter(inside).count();
    let dot = |row: &&TotalRow| IntervalRow {
        label: title(&row.indicator),
        mid: 100.0 * row.coverage.unwrap_or(f64::NAN),
        low: 100.0 * row.coverage_low.unwrap_or(f64::NAN),
        high: 100.0 * row.coverage_high.unwrap_or(f64::NAN),
        colour: 0,
    };
    Figure {
        heading: Heading {
            id: "coverage".to_owned(),
            title: format!(
                "{good} of {} targets have 70 to 90% of the authorities inside their 80% interval",
                of.len()
            ),
            subtitle: format!(
                "Authorities and years inside the 80% interval of the back-cast, per cent, with the 95% band of chance, {} replications",
                manifest.replications
            ),
            source: "Published figures: Department for Education.".to_owned(),
            description: "One dot for each target. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section { title: String::new(), rows: of.iter().map(dot).collect() }],
            axis: "Inside the 80% interval, per cent".to_owned(),
            rounding: Rounding { before: String::new(), decimals: 0, after: "%".to_owned() },
            sides: (String::new(), String::new()),
        }),
        data: scores(rows, "back-cast", "Back-cast: coverage and mean scores"),
    }
}

fn misses(rows: &[ForecastRow]) -> Table {
    let outside = |row: &&ForecastRow| row.look == "back-cast" && !row.inside;
    let beyond = |row: &ForecastRow| {
        let (low, high) = (row.low.unwrap_or(f64::NAN), row.high.unwrap_or(f64::NAN));
        let observed = row.observed.unwrap_or(f64::NAN);
        let out = if observed > high { observed - high } else { low - observed };
        out / (high - low).max(0.1)
    };
    let mut of: Vec<&ForecastRow> = rows.iter().filter(outside).collect();
    of.sort_by(|a, b| beyond(b).total_cmp(&beyond(a)));
    Table {
        caption: format!(
            "The {LISTED} areas furthest outside their interval; forecasts.csv holds all {}",
            of.len()
        ),
        header: ["Area", "Target", "Year", "Start", "80% interval", "Observed", "Why"]
            .map(str::to_owned)
            .to_vec(),
        rows: of
            .iter()
            .take(LISTED)
            .map(|row| {
                vec![
                    row.area.clone(),
                    title(&row.indicator),
                    row.year.to_string(),
                    number(row.start),
                    range(row.low, row.high),
                    number(row.observed),
                    row.reason.clone(),
                ]
            })
            .collect(),
    }
}

/// How many of the misses have each reason.
fn reasons(rows: &[ForecastRow]) -> Vec<String> {
    let outside: Vec<&ForecastRow> =
        rows.iter().filter(|row| row.look == "back-cast" && !row.inside).collect();
    let mut known: Vec<&str> = outside.iter().map(|row| row.reason.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let count = |reason: &str| outside.iter().filter(|row| row.reason == reason).count();
    known.iter().map(|reason| format!("{} of {}: {reason}.", count(reason), outside.len())).collect()
}

/// Draws charts and page.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let files = &manifest.files;
    let card: Vec<CardRow> = read_table(directory, files)?;
    let totals: Vec<TotalRow> = read_table(directory, files)?;
    let forecasts: Vec<ForecastRow> = read_table(directory, files)?;
    let centres: Vec<CentreRow> = read_table(directory, files)?;
    let mut page = Page::default();
    answer(&mut page, &card);
    page.contents_here();
    page_built::pilots(&mut page, &card);
    at_the_start(&mut page, &card, &centres);
    page_built::baselines(&mut page, &card);
    page_measured::persistence(&mut page, &card, &read_table::<LastingRow>(directory, files)?);
    page_measured::round_trip(&mut page, &card, &read_table::<TripRow>(directory, files)?);
    page_measured::balance(&mut page, &card, &read_table::<DriftRow>(directory, files)?);
    let (agreements, shares) =
        (read_table::<AgreementRow>(directory, files)?, read_table::<ShareRow>(directory, files)?);
    page_measured::first_year(&mut page, &card, &agreements, &shares);
    page_measured::forecasts(&mut page, &card, &read_table::<AheadScoreRow>(directory, files)?);
    if !totals.is_empty() {
        areas(&mut page, &card, &totals, &forecasts, &manifest);
    }
    if let Some(table) = lines(&section(&card, "held out", "later back-casts"), "Coverage and scores") {
        page.section("later", "Held out: back-casts from 2022 and 2023");
        page.table(&table);
        for start in ["back-cast from 2022", "back-cast from 2023"] {
            page.table(&scores(&totals, start, start));
        }
    }
    if let Some(table) = lines(&section(&card, "held out", "long look"), "One long look") {
        page.section("long-look", "Held out: one long look");
        page.table(&table);
        page.table(&scores(&totals, "long look", "Long look: coverage and mean scores"));
    }
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("card.csv holds the score card, forecasts.csv every area and year, totals.csv the mean scores, unpublished.csv the areas and years without a published figure, centres.csv the factors that set England; dictionary.csv says what the columns mean.");
    page.code("swplab validate\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&manifest.scenario_as_written);
    page.unfold();
    if !manifest.sources.is_empty() {
        page.heading("Sources of data");
        page.list(&manifest.sources);
    }
    let lead = format!("<p class=\"inset\">{}</p>", escape(&manifest.question));
    save(directory, &page, &manifest.title, &lead, options)
}

/// The back-cast: England and every authority.
fn areas(
    page: &mut Page,
    card: &[CardRow],
    totals: &[TotalRow],
    forecasts: &[ForecastRow],
    manifest: &Manifest,
) {
    page.section("nation", "Held out: England");
    let held_out = |name: &str, caption: &str| lines(&section(card, "held out", name), caption);
    if let Some(table) = held_out("nation", "England, year by year: passes if the interval holds it") {
        page.table(&table);
    }
    page.section("areas", "Held out: every authority");
    page.paragraph("Every authority begins in its figures of the start; its levels move as authorities' figures moved before the start. A score is the continuous ranked probability score: for a point the absolute error, for a distribution less if its spread is honest. Stability and vacancy must score below \"no change\"; the other targets at most 5% above the best simple forecast, first among points, then with those that have a spread.");
    page.figure(coverage(totals, manifest));
    for (name, caption) in [
        ("coverage", "Areas inside their 80% interval (observed: what it should hold)"),
        (
            "score",
            "Scores against simple forecasts that are points (observed: the score of the simple forecast)",
        ),
        (
            "score with a spread",
            "Scores against simple forecasts with a spread too (observed: the score of the simple forecast)",
        ),
    ] {
        if let Some(table) = held_out(name, caption) {
            page.table(&table);
        }
    }
    page.heading("Authorities outside their interval");
    page.list(&reasons(forecasts));
    page.fold("The furthest");
    page.table(&misses(forecasts));
    page.unfold();
    page.section("patterns", "Held out: patterns");
    if let Some(table) = held_out("pattern", "Signs, orders and shapes") {
        page.table(&table);
    }
}

fn answer(page: &mut Page, card: &[CardRow]) {
    page.section(
        "answer",
        "How well the model does what it was built for, and predicts what it was not fitted to",
    );
    let of = |part: &str| -> Vec<&CardRow> { card.iter().filter(|row| row.part == part).collect() };
    let (fitted, held_out) = (of("fitted"), of("held out"));
    let ((held, all_held), (fit, all_fit)) = (passed(&held_out), passed(&fitted));
    page.inset(&format!("{held} of {all_held} targets that the model was not fitted to pass, and {fit} of {all_fit} that it was set to or built with in view."));
    let table = SECTIONS.iter().flat_map(|(name, title)| {
        let parts = [("fitted", "set to it, or built with it in view"), ("held out", "not fitted to it")];
        parts.map(|(part, words)| (section(card, part, name), *title, words))
    });
    let table = table.filter(|(rows, ..)| !rows.is_empty()).map(|(rows, title, words)| {
        let (held, all) = passed(&rows);
        vec![title.to_owned(), words.to_owned(), format!("{held} of {all}")]
    });
    page.table(&Table {
        caption: "What was looked at".to_owned(),
        header: ["Part", "The model was", "Pass"].map(str::to_owned).to_vec(),
        rows: table.collect(),
    });
    for (title, rows) in [
        ("Where it fails in what it was not fitted to", &held_out),
        ("Where it fails in what it was set to or built with", &fitted),
    ] {
        let failed = failed(rows);
        if !failed.is_empty() {
            page.fold(title);
            page.list(&failed);
            page.unfold();
        }
    }
}

/// What each replication of the back-cast is set to.
fn at_the_start(page: &mut Page, card: &[CardRow], centres: &[CentreRow]) {
    if centres.is_empty() && section(card, "fitted", "nation").is_empty() {
        return;
    }
    page.section("fitted", "Fitted: England at the start of the back-cast");
    page.paragraph("Each replication sets England as a whole to these figures of the start. Nothing later is used. The factors say how far the rates of the scenario had to be moved for it.");
    if let Some(table) = lines(&section(card, "fitted", "nation"), "What the back-cast was set to") {
        page.table(&table);
    }
    let factors: Vec<String> =
        centres.iter().map(|row| format!("{}: times {:.2}.", row.title, row.factor)).collect();
    page.list(&factors);
}
