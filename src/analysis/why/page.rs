//! The page of a chain, from its tables alone.

use std::path::Path;

use super::ending::{decimals, link, question, sentences};
use super::rows::{ChainRow, LinkRow};
use super::tables::{REMAINDER, Told, WHOLE};
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section};
use crate::report::words::percent;
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::file::read_table;
use crate::results::rows::IndicatorRow;
use crate::results::{Manifest, OutputError, OutputOptions};

fn number(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

fn row(link: &LinkRow) -> IntervalRow {
    IntervalRow {
        label: link.title.clone(),
        mid: number(link.mean),
        low: number(link.ci_low),
        high: number(link.ci_high),
        colour: match link.channel.as_str() {
            WHOLE => 0,
            REMAINDER => 4,
            _ => 1,
        },
    }
}

fn chain(told: &Told, manifest: &Manifest, unit: &str) -> Figure {
    let print = Rounding { decimals: decimals(told), ..Rounding::default() };
    let ends = [WHOLE, REMAINDER];
    let channels = || told.links.iter().filter(|link| link.moves && !ends.contains(&link.channel.as_str()));
    let of = |key: &str| link(told, key).map(row).into_iter().collect();
    let largest = channels().next().filter(|link| link.share.is_some());
    let title = largest.map_or_else(
        || "No channel is told apart from chance".to_owned(),
        |link| format!("Most passes through {}", link.title),
    );
    let cell =
        |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), |value| print.print(value));
    let cells = |link: &LinkRow| {
        let interval = format!("{} to {}", cell(link.ci_low), cell(link.ci_high));
        [&link.title, &cell(link.mean), &interval, &percent(link.share), &link.closed, &link.grades]
            .map(String::clone)
            .to_vec()
    };
    Figure {
        heading: Heading {
            id: "chain".to_owned(),
            title,
            subtitle: format!(
                "{}, {unit}: what each channel adds, averaged over every order of opening them, with 95% intervals over {} histories",
                question(told),
                told.answer.histories
            ),
            source: format!("Source: swplab {} chain of scenario {}.", manifest.swplab_version, manifest.scenario),
            description: "Dots with intervals about nought: the whole difference, then the channels, the largest first, then what no channel carries. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![
                Section { title: "The whole".to_owned(), rows: of(WHOLE) },
                Section { title: "Through each channel".to_owned(), rows: channels().map(row).collect() },
                Section { title: "Through none".to_owned(), rows: of(REMAINDER) },
            ],
            axis: format!("Part of the difference, {unit}"),
            rounding: print.clone(),
            sides: ("less".to_owned(), "more".to_owned()),
        }),
        data: Table {
            caption: "The links of the chain".to_owned(),
            header: ["Through", "Part", "95% interval", "Share", "Assumed while it is closed", "Quantities by grade"]
                .map(str::to_owned)
                .to_vec(),
            rows: told.links.iter().map(cells).collect(),
        },
    }
}

/// Draws charts and page.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let damaged = |message: &str| OutputError::Damaged {
        path: directory.join("difference.csv"),
        line: 1,
        message: message.to_owned(),
    };
    let mut answers: Vec<ChainRow> = read_table(directory, &manifest.files)?;
    let answer = answers.pop().ok_or_else(|| damaged("it has no row"))?;
    let indicators: Vec<IndicatorRow> = read_table(directory, &manifest.files)?;
    let indicator = indicators.into_iter().find(|one| one.indicator == answer.indicator);
    let indicator = indicator.ok_or_else(|| damaged("its indicator is not listed"))?;
    let told = Told { answer, links: read_table(directory, &manifest.files)? };
    let mut page = Page::default();
    page.section("answer", "Why the arms differ");
    page.list(&sentences(&told));
    page.contents_here();
    page.section("links", "The links of the chain");
    page.paragraph("A channel is closed in both arms at once, on the same children with the same luck: what then differs passes through the others. What one channel adds depends on which are open beside it, so it is averaged over every order in which they may be opened; the links and what no channel carries add up to the whole difference.");
    page.figure(chain(&told, &manifest, &indicator.unit));
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("A chain says how the model comes to its answer, not how the world would. Closing a channel changes both arms, and how each begins. A link rests on the quantities that are set while it is closed: where they are of grade D, it is an assumption that is taken apart. chain.csv has the difference for every set of open channels.");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&manifest.scenario_as_written);
    page.unfold();
    let lead = format!("<p class=\"inset\">{}</p>", escape(&manifest.question));
    save(directory, &page, &manifest.title, &lead, options)
}
