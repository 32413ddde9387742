//! The page of a decision, from its tables alone.

use std::path::Path;

use super::ending::{decimals, figure, information, sentences, sought, worth_knowing};
use super::page_boxes;
use super::rows::{DecisionRow, OptionRow};
use super::tables::Told;
use crate::chart::{Bar, Bars, Heading, IntervalRow, Intervals, Rounding, Section};
use crate::report::words::{percent, plain};
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::file::read_table;
use crate::results::rows::IndicatorRow;
use crate::results::{Manifest, OutputError, OutputOptions};

/// Inputs that the figure of information shows.
const SHOWN: usize = 15;

pub(super) struct Read {
    pub(super) manifest: Manifest,
    pub(super) told: Told,
    indicator: IndicatorRow,
}

impl Read {
    pub(super) fn source(&self) -> String {
        format!(
            "Source: swplab {} decision on scenario {}.",
            self.manifest.swplab_version, self.manifest.scenario
        )
    }

    fn rounding(&self, more: usize) -> Rounding {
        Rounding { decimals: decimals(&self.told) + more, ..Rounding::default() }
    }

    fn scope(&self) -> String {
        let decision = &self.told.decision;
        format!("{} futures, {} lucks each", decision.futures, decision.lucks)
    }

    fn first(&self) -> &str {
        self.told.options.first().map_or("", |option| option.option.as_str())
    }
}

fn number(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

fn whole_table(read: &Read) -> Table {
    let print = read.rounding(0);
    let cell =
        |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), |value| print.print(value));
    Table {
        caption: format!("Options, {}", read.scope()),
        header: [
            "Option",
            "Difference",
            "Middle 90% of futures",
            "Worse in",
            "Regret, mean",
            "Regret, most",
            "Best in",
            "Keeps in",
            "£ a child-year more",
            "Dominated by",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: (read.told.options.iter())
            .map(|option| {
                vec![
                    option.option.clone(),
                    cell(option.difference),
                    format!("{} to {}", cell(option.difference_q05), cell(option.difference_q95)),
                    percent(option.harm),
                    cell(option.regret),
                    cell(option.regret_most),
                    percent(option.best),
                    percent(option.keeps),
                    plain(number(option.extra_cost), 0),
                    option.dominated_by.clone(),
                ]
            })
            .collect(),
    }
}

fn gains(read: &Read) -> Figure {
    let row = |option: &OptionRow| IntervalRow {
        label: option.option.clone(),
        mid: number(option.difference),
        low: number(option.difference_q05),
        high: number(option.difference_q95),
        colour: 0,
    };
    let worst = read.told.options.iter().skip(1).max_by(|a, b| number(a.harm).total_cmp(&number(b.harm)));
    Figure {
        heading: Heading {
            id: "gains".to_owned(),
            title: worst.map_or_else(String::new, |option| {
                format!(
                    "\"{}\" does harm most often: in {} of histories",
                    option.option,
                    percent(option.harm)
                )
            }),
            subtitle: format!(
                "Difference in {} against \"{}\", {}: mean, and the middle 90% of {}",
                figure(&read.told),
                read.first(),
                read.indicator.unit,
                read.scope()
            ),
            source: read.source(),
            description:
                "Dots with intervals about nought, one for each option. The values are in the table."
                    .to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section {
                title: String::new(),
                rows: read.told.options.iter().skip(1).map(row).collect(),
            }],
            axis: format!("Difference, {}", read.indicator.unit),
            rounding: read.rounding(0),
            sides: ("lower".to_owned(), "higher".to_owned()),
        }),
        data: whole_table(read),
    }
}

fn kept(read: &Read) -> Figure {
    let row = |option: &OptionRow| IntervalRow {
        label: option.option.clone(),
        mid: 100.0 * number(option.keeps),
        low: 100.0 * option.keeps_low,
        high: 100.0 * option.keeps_high,
        colour: usize::from(number(option.keeps) < read.told.decision.wanted),
    };
    Figure {
        heading: Heading {
            id: "kept".to_owned(),
            title: sought(&read.told),
            subtitle: format!(
                "Share of futures in which each option stays {}, %, with 95% intervals; asked is {}",
                read.told.decision.keep,
                percent(Some(read.told.decision.wanted))
            ),
            source: read.source(),
            description: "Dots with intervals from nought to a hundred, one for each option. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section { title: String::new(), rows: read.told.options.iter().map(row).collect() }],
            axis: "Share of futures, %".to_owned(),
            rounding: Rounding::default(),
            sides: (String::new(), "more often".to_owned()),
        }),
        data: whole_table(read),
    }
}

fn regrets(read: &Read) -> Figure {
    let mut rows: Vec<&OptionRow> = read.told.options.iter().collect();
    rows.sort_by(|a, b| number(a.regret).total_cmp(&number(b.regret)));
    let title = rows.first().map_or_else(String::new, |least| {
        format!("\"{}\" is regretted least: it is best in {} of futures", least.option, percent(least.best))
    });
    Figure {
        heading: Heading {
            id: "regret".to_owned(),
            title,
            subtitle: format!(
                "How much worse each option is than the best in the same future, {}: mean as a bar, 95th percentile as a mark. {}",
                read.indicator.unit,
                read.scope()
            ),
            source: format!("Against these options alone. {}", read.source()),
            description:
                "Bars from nought, the option that is regretted least first. The values are in the table."
                    .to_owned(),
        },
        drawing: Box::new(Bars {
            rows: (rows.iter())
                .map(|option| Bar {
                    label: option.option.clone(),
                    value: number(option.regret),
                    floor: number(option.regret_q95),
                    colour: 0,
                })
                .collect(),
            axis: format!("Regret, {}", read.indicator.unit),
            rounding: read.rounding(0),
            floor_title: "95th percentile over futures".to_owned(),
        }),
        data: whole_table(read),
    }
}

fn worth(read: &Read) -> Option<Figure> {
    let rows = read.told.information.iter().filter(|row| number(row.value) > 0.0).take(SHOWN);
    let rows: Vec<_> = rows.collect();
    let first = rows.first()?;
    let print = read.rounding(1);
    let is_told = worth_knowing(&read.told).next().is_some();
    let label = |row: &super::rows::InformationRow| {
        let grade = if row.grade.is_empty() { String::new() } else { format!(", grade {}", row.grade) };
        format!("{} ({}{grade})", row.title.trim_end_matches('.'), row.input)
    };
    Some(Figure {
        heading: Heading {
            id: "information".to_owned(),
            title: if is_told {
                format!("Worth knowing first: {}", label(first))
            } else {
                "No single thing is worth more than chance would show".to_owned()
            },
            subtitle: format!(
                "Value of knowing one input before one decides, {} of {}. {}",
                read.indicator.unit,
                figure(&read.told),
                read.scope()
            ),
            source: format!("By regression of the differences between options, less what the same inputs give in an order that means nothing. {}", read.source()),
            description: "Bars from nought, the input of most worth first, each with what chance would show. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Bars {
            rows: (rows.iter())
                .map(|row| Bar { label: label(row), value: number(row.value), floor: number(read.told.decision.floor), colour: usize::from(row.grade != "D") })
                .collect(),
            axis: format!("Value, {}", read.indicator.unit),
            rounding: print.clone(),
            floor_title: "what the strongest of as many inputs without effect would show".to_owned(),
        }),
        data: Table {
            caption: "Value of information, the most first".to_owned(),
            header: ["Input", "Grade", "Range", "Value"].map(str::to_owned).to_vec(),
            rows: (rows.iter())
                .map(|row| vec![label(row), row.grade.clone(), row.range.clone(), print.print(number(row.value))])
                .collect(),
        },
    })
}

/// Draws charts and page.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let damaged = |message: &str| OutputError::Damaged {
        path: directory.join("decision.csv"),
        line: 1,
        message: message.to_owned(),
    };
    let mut decisions: Vec<DecisionRow> = read_table(directory, &manifest.files)?;
    let decision = decisions.pop().ok_or_else(|| damaged("it has no row"))?;
    let indicators: Vec<IndicatorRow> = read_table(directory, &manifest.files)?;
    let indicator = indicators.into_iter().find(|one| one.indicator == decision.indicator);
    let read = Read {
        indicator: indicator.ok_or_else(|| damaged("its indicator is not listed"))?,
        told: Told {
            decision,
            options: read_table(directory, &manifest.files)?,
            boxes: read_table(directory, &manifest.files)?,
            information: read_table(directory, &manifest.files)?,
        },
        manifest,
    };
    let mut page = Page::default();
    page.section("answer", "Which option");
    page.list(&sentences(&read.told));
    page.contents_here();
    page.section("options", "What each option brings");
    page.figure(gains(&read));
    page.figure(regrets(&read));
    page.section("kept", "What is kept, how often, at what cost");
    page.figure(kept(&read));
    page_boxes::section(&read, &mut page);
    page.section("information", "What is worth knowing first");
    page.paragraph(&information(&read.told));
    if let Some(figure) = worth(&read) {
        page.figure(figure);
    }
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("This is a simulation. Futures are drawn evenly from the stated ranges: a share of futures is no forecast of how likely something is, but of how much of what is held possible it covers. Ranges and grades stand in information.csv, and design.csv says what holds in each future.");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&read.manifest.scenario_as_written);
    page.unfold();
    let lead = format!("<p class=\"inset\">{}</p>", escape(&read.manifest.question));
    save(directory, &page, &read.manifest.title, &lead, options)
}
