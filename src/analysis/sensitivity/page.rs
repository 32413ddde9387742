//! The page of a sensitivity analysis, from its tables alone.

use std::path::Path;

use super::ending::{acting, assumption, decimals, leading, question, sentences, taken_on};
use super::rows::{AnswerRow, EffectRow, MeanRow, ShareRow};
use super::tables::Told;
use crate::chart::{
    Heading, IntervalRow, Intervals, KeyMark, Panel, Panels, Point, Rounding, Section, Series,
};
use crate::report::words::{lower_first, percent};
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::file::read_table;
use crate::results::rows::IndicatorRow;
use crate::results::{Manifest, OutputError, OutputOptions};

/// Inputs that the figure of effects shows.
const SHOWN: usize = 20;

struct Read {
    manifest: Manifest,
    told: Told,
    indicator: IndicatorRow,
}

impl Read {
    fn source(&self) -> String {
        format!(
            "Source: swplab {} sensitivity of scenario {}.",
            self.manifest.swplab_version, self.manifest.scenario
        )
    }

    fn rounding(&self) -> Rounding {
        Rounding { decimals: decimals(&self.told), ..Rounding::default() }
    }
}

fn label(effect: &EffectRow) -> String {
    let grade = if effect.grade.is_empty() { String::new() } else { format!(", grade {}", effect.grade) };
    format!("{} ({}{grade})", effect.title.trim_end_matches('.'), effect.input)
}

fn means(read: &Read) -> Option<Figure> {
    let told = &read.told;
    let print = read.rounding();
    let rows = taken_on(told);
    let first = leading(told);
    let title = match first.first().map(|row| lower_first(row.title.trim_end_matches('.'))) {
        Some(title) => format!("Of what was taken on the difference turns most on {title}"),
        None => "The largest mean effects are not told apart from one another".to_owned(),
    };
    let grade =
        |row: &MeanRow| if row.grade.is_empty() { String::new() } else { format!(", grade {}", row.grade) };
    let label = |row: &MeanRow| format!("{} ({}{})", row.title.trim_end_matches('.'), row.input, grade(row));
    let row = |row: &&MeanRow| IntervalRow {
        label: format!("{}: {} to {}", label(row), row.from, row.to),
        mid: row.mean.unwrap_or(f64::NAN),
        low: row.mean_low.unwrap_or(f64::NAN),
        high: row.mean_high.unwrap_or(f64::NAN),
        colour: usize::from(row.grade != "D" && row.kind == "quantity"),
    };
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| print.print(value));
    let span = |low, high| format!("{} to {}", number(low), number(high));
    rows.first()?;
    Some(Figure {
        heading: Heading {
            id: "means".to_owned(),
            title,
            subtitle: format!(
                "{}: mean change as an input goes from one end of its range to the other, in {}, with 95% intervals that hold together; up to {} histories",
                question(told),
                read.indicator.unit,
                told.answer.histories
            ),
            source: format!("All else is as each history draws it. {}", read.source()),
            description: "Dots with intervals on both sides of nought, the largest effect first. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section { title: "Taken on".to_owned(), rows: rows.iter().map(row).collect() }],
            axis: format!("Mean change, {}", read.indicator.unit),
            rounding: print.clone(),
            sides: ("lowers the difference".to_owned(), "raises it".to_owned()),
        }),
        data: Table {
            caption: "Mean effects, the largest first".to_owned(),
            header: ["Input", "From", "To", "Mean", "95% interval", "Histories", "All at once", "95% interval"]
                .map(str::to_owned)
                .to_vec(),
            rows: told
                .means
                .iter()
                .take(SHOWN)
                .map(|row| {
                    let own = if row.histories > 0 { span(row.mean_low, row.mean_high) } else { String::new() };
                    vec![
                        label(row),
                        row.from.clone(),
                        row.to.clone(),
                        number(row.mean),
                        own,
                        row.histories.to_string(),
                        number(row.all_mean),
                        row.all_mean.map_or_else(String::new, |_| span(row.all_low, row.all_high)),
                    ]
                })
                .collect(),
        },
    })
}

fn effects(read: &Read) -> Figure {
    let told = &read.told;
    let print = read.rounding();
    let luck: Vec<&EffectRow> = told.effects.iter().filter(|effect| effect.kind == "luck").collect();
    let shown: Vec<&EffectRow> = acting(told).take(SHOWN).collect();
    let row = |effect: &&EffectRow| IntervalRow {
        label: label(effect),
        mid: effect.size.unwrap_or(f64::NAN),
        low: effect.size_low.unwrap_or(f64::NAN),
        high: effect.size_high.unwrap_or(f64::NAN),
        colour: if effect.kind == "luck" {
            4
        } else {
            usize::from(effect.grade != "D" && effect.kind == "quantity")
        },
    };
    let number =
        |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), |value| print.print(value));
    let title = if shown.is_empty() {
        "Nothing that is not known moves the difference"
    } else {
        "What one step of one input does in single histories"
    };
    Figure {
        heading: Heading {
            id: "effects".to_owned(),
            title: title.to_owned(),
            subtitle: format!(
                "{}: mean size of the effect of a step over half of a range, in {}, with 95% intervals; {} trajectories",
                question(told),
                read.indicator.unit,
                told.answer.trajectories
            ),
            source: format!("Sizes say which input to look at, not what it explains. {}", read.source()),
            description: "Dots with intervals from nought, the largest effect first; luck stands apart at the end. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![
                Section { title: "What is not known".to_owned(), rows: shown.iter().map(row).collect() },
                Section { title: "What no evidence tells".to_owned(), rows: luck.iter().map(row).collect() },
            ],
            axis: format!("Mean size of the effect, {}", read.indicator.unit),
            rounding: print.clone(),
            sides: (String::new(), "moves the difference more".to_owned()),
        }),
        data: Table {
            caption: "Elementary effects, the largest first".to_owned(),
            header: ["Input", "Grade", "Range", "Mean size", "95% interval", "Mean", "Spread", "Among the first"]
                .map(str::to_owned)
                .to_vec(),
            rows: told
                .effects
                .iter()
                .filter(|effect| effect.moves)
                .map(|effect| {
                    vec![
                        label(effect),
                        effect.grade.clone(),
                        effect.range.clone(),
                        number(effect.size),
                        format!("{} to {}", number(effect.size_low), number(effect.size_high)),
                        format!("{} ({} to {})", number(effect.mean), number(effect.mean_low), number(effect.mean_high)),
                        number(effect.spread),
                        percent(Some(effect.among_the_first)),
                    ]
                })
                .collect(),
        },
    }
}

/// Shares in hundredths, as the charts show them.
fn hundred(value: Option<f64>) -> f64 {
    value.map_or(f64::NAN, |value| 100.0 * value)
}

fn whole(read: &Read) -> Vec<&ShareRow> {
    read.told.shares.iter().filter(|share| share.year.is_empty()).collect()
}

fn shares(read: &Read) -> Figure {
    let rows = whole(read);
    let named = |share: &ShareRow| {
        let effect = read.told.effects.iter().find(|effect| effect.input == share.set);
        match (share.kind.as_str(), effect) {
            ("input", Some(effect)) => label(effect),
            ("group", _) => format!("{} ({} inputs)", share.set, share.inputs),
            _ => "luck".to_owned(),
        }
    };
    let section = |title: &str, of: &dyn Fn(&ShareRow) -> [Option<f64>; 3]| Section {
        title: title.to_owned(),
        rows: rows
            .iter()
            .map(|share| {
                let [mid, low, high] = of(share).map(hundred);
                let colour = match share.kind.as_str() {
                    "input" => 1,
                    "group" => 0,
                    _ => 4,
                };
                IntervalRow { label: named(share), mid, low, high, colour }
            })
            .collect(),
    };
    let cell = |value: Option<f64>| format!("{:.1}", hundred(value));
    let title = match assumption(&read.told).first() {
        Some(_) if rows.len() > 1 => {
            "What goes if something is known, and what is left if it alone is not".to_owned()
        }
        _ => "Nothing but luck moves the difference".to_owned(),
    };
    Figure {
        heading: Heading {
            id: "shares".to_owned(),
            title,
            subtitle: format!(
                "{}: shares of the variance between possible worlds, %, with 95% intervals over {} rows drawn again. By chance alone an input without effect shows up to {} in the first",
                question(&read.told),
                read.told.answer.rows,
                percent(read.told.answer.floor)
            ),
            source: format!("Groups are varied as one. Shares are shown as they come out; small ones below nought are chance. {}", read.source()),
            description: "Dots with intervals in two sections: first and total shares of single inputs, groups and luck. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![
                section("Goes if it is known (first index)", &|s| [s.first, s.first_low, s.first_high]),
                section("Is left if it alone is not known (total index)", &|s| [s.total, s.total_low, s.total_high]),
            ],
            axis: "Share of the variance of the difference, %".to_owned(),
            rounding: Rounding::default(),
            sides: (String::new(), "more".to_owned()),
        }),
        data: Table {
            caption: "Shares of the variance, %".to_owned(),
            header: ["Inputs", "Kind", "First", "95% interval", "Total", "95% interval"].map(str::to_owned).to_vec(),
            rows: rows
                .iter()
                .map(|share| {
                    vec![
                        named(share),
                        share.kind.clone(),
                        cell(share.first),
                        format!("{} to {}", cell(share.first_low), cell(share.first_high)),
                        cell(share.total),
                        format!("{} to {}", cell(share.total_low), cell(share.total_high)),
                    ]
                })
                .collect(),
        },
    }
}

fn over_time(read: &Read) -> Option<Figure> {
    let years = &read.manifest.years;
    let of_set = |set: &str| -> Vec<Point> {
        let rows = read.told.shares.iter().filter(|share| !share.year.is_empty() && share.set == set);
        rows.filter_map(|share| {
            let x = years.iter().position(|year| *year == share.year)? as f64;
            Some(Point {
                x,
                y: hundred(share.total),
                low: hundred(share.total_low),
                high: hundred(share.total_high),
            })
        })
        .collect()
    };
    let panels: Vec<Panel> = whole(read)
        .iter()
        .filter(|share| share.kind != "input")
        .map(|share| Panel {
            title: share.set.clone(),
            series: vec![Series {
                label: String::new(),
                colour: 0,
                points: of_set(&share.set),
                step: false,
                marked: true,
                band: true,
            }],
            points_of_interest: Vec::new(),
        })
        .filter(|panel| panel.series[0].points.len() > 1)
        .collect();
    if panels.is_empty() {
        return None;
    }
    let data = read.told.shares.iter().filter(|share| !share.year.is_empty());
    Some(Figure {
        heading: Heading {
            id: "over-time".to_owned(),
            title: "What the difference of each year is owed to".to_owned(),
            subtitle: format!(
                "{}: share of the variance of each year that is left if a group alone is not known, %, with 95% intervals",
                question(&read.told)
            ),
            source: format!("Years in which nothing differs have no share. {}", read.source()),
            description: "A panel for each group and for luck, a line with its band by year. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Panels {
            panels,
            y_title: "Share of the variance, %".to_owned(),
            x_title: "Year".to_owned(),
            x_labels: (0..years.len()).step_by(years.len().div_ceil(5).max(1)).map(|at| (at as f64, years[at][..4].to_owned())).collect(),
            rounding: Rounding::default(),
            y_limits: Some((0.0, 110.0)),
            key: vec![(KeyMark::Line(0), "total index".to_owned()), (KeyMark::Band(0), "95% interval".to_owned())],
        }),
        data: Table {
            caption: "Shares of the variance by year, %".to_owned(),
            header: ["Inputs", "Year", "First", "Total"].map(str::to_owned).to_vec(),
            rows: data
                .map(|share| {
                    let cell = |value| format!("{:.1}", hundred(value));
                    vec![share.set.clone(), share.year.clone(), cell(share.first), cell(share.total)]
                })
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
    let mut answers: Vec<AnswerRow> = read_table(directory, &manifest.files)?;
    let damaged = |message: &str| OutputError::Damaged {
        path: directory.join("answer.csv"),
        line: 1,
        message: message.to_owned(),
    };
    let answer = answers.pop().ok_or_else(|| damaged("it has no row"))?;
    let indicators: Vec<IndicatorRow> = read_table(directory, &manifest.files)?;
    let indicator = indicators.into_iter().find(|one| one.indicator == answer.indicator);
    let read = Read {
        indicator: indicator.ok_or_else(|| damaged("its indicator is not listed"))?,
        told: Told {
            answer,
            means: read_table(directory, &manifest.files)?,
            effects: read_table(directory, &manifest.files)?,
            shares: read_table(directory, &manifest.files)?,
        },
        manifest,
    };
    let mut page = Page::default();
    page.section("answer", "On what the answer turns");
    page.list(&sentences(&read.told));
    page.contents_here();
    if let Some(figure) = means(&read) {
        page.section("means", "Which inputs come first");
        page.paragraph("All inputs at once were put to one end of their ranges by lot and, in a second life of the same children with the same luck, to the other; those with the largest effects were then moved one at a time in other histories, all else being as each history draws it. Ranges are part of the answer: an input with a narrow range can move little.");
        page.figure(figure);
    }
    page.section("screening", "What single histories do");
    page.paragraph("Each input was moved over half of its range at several places of all the others, on the same children with the same luck. An input without effect has an effect of exactly nought. What one step moves in a single history is mostly chance, which a mean takes out: these sizes say what acts, not what comes first.");
    page.figure(effects(&read));
    if !whole(&read).is_empty() {
        page.section("shares", "How much is owed to what");
        page.paragraph("The variance of the difference between possible worlds is divided among what makes them differ. What goes if something is known (the first index) and what is left if it alone is not known (the total index) are apart where things act together. Luck belongs to the row of the design and is an input of its own.");
        page.figure(shares(&read));
        if let Some(figure) = over_time(&read) {
            page.figure(figure);
        }
    }
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("This is a simulation. Shares are of what the stated ranges allow: a range that is too narrow hides what is owed to it. What is written into the model's form, and not varied, has no share here. design.csv holds every run with its place in the design.");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&read.manifest.scenario_as_written);
    page.unfold();
    let lead = format!("<p class=\"inset\">{}</p>", escape(&read.manifest.question));
    save(directory, &page, &read.manifest.title, &lead, options)
}
