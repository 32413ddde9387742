//! What practices have and do, year by year: posts, caseload, account, grade.

use super::load::Tables;
use super::source;
use crate::analysis::run::rows::ProviderRow;
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Rounding, Series, arm_colour, number};
use crate::report::html::{Figure, Page, Table};

/// A measure that is drawn: its key, its words, what its values are divided by, decimals, unit.
struct Drawn {
    key: &'static str,
    title: &'static str,
    over: f64,
    decimals: usize,
    unit: &'static str,
}

const DRAWN: [Drawn; 4] = [
    Drawn { key: "posts", title: "Posts for case holders", over: 1.0, decimals: 1, unit: "posts" },
    Drawn {
        key: "caseload",
        title: "Cases for each case holder at work",
        over: 1.0,
        decimals: 1,
        unit: "cases",
    },
    Drawn { key: "account", title: "Account at the year's end", over: 1e3, decimals: 0, unit: "£ thousand" },
    Drawn {
        key: "grade",
        title: "Grade of the authority's last inspection, 1 to 4",
        over: 1.0,
        decimals: 2,
        unit: "of 4",
    },
];

/// Practices of the arms, by name; the authorities' own teams are in other figures.
fn practices(tables: &Tables) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for row in tables.providers.iter().filter(|row| row.measure == "account") {
        if !names.contains(&row.provider.as_str()) {
            names.push(&row.provider);
        }
    }
    names
}

fn found<'a>(
    tables: &'a Tables,
    arm: usize,
    practice: &str,
    year: &str,
    key: &str,
) -> Option<&'a ProviderRow> {
    let here = |row: &&ProviderRow| {
        row.arm == tables.arm(arm) && row.provider == practice && row.year == year && row.measure == key
    };
    tables.providers.iter().find(here)
}

fn figure(tables: &Tables, at: usize, practice: &str, drawn: &Drawn) -> Option<Figure> {
    let years = &tables.manifest.years;
    let value = |arm: usize, year: &str| found(tables, arm, practice, year, drawn.key);
    let mut panels = Vec::new();
    let mut said = Vec::new();
    for arm in 0..tables.arms() {
        let points: Vec<Point> = (years.iter().enumerate())
            .filter_map(|(x, year)| {
                let row = value(arm, year)?;
                let over = |value: f64| value / drawn.over;
                let (y, low, high) = (over(row.mean?), over(row.q10?), over(row.q90?));
                Some(Point { x: x as f64, y, low, high })
            })
            .collect();
        let ends = points.first().zip(points.last());
        if let Some((first, last)) = ends {
            said.push((tables.arm(arm).to_owned(), first.y, last.y));
        }
        let colour = arm_colour(arm);
        let line = Series { label: String::new(), colour, points, step: false, marked: true, band: true };
        let title = tables.arm(arm).to_owned();
        panels.push(Panel { title, series: vec![line], points_of_interest: Vec::new() });
    }
    let print = |value: f64| number(value, drawn.decimals);
    let (arm, first, last) = said.first()?;
    let mut header = vec!["Year".to_owned()];
    header.extend((0..tables.arms()).map(|arm| tables.arm(arm).to_owned()));
    let cells = |year: &String| {
        let of_arm = |arm: usize| {
            let row = value(arm, year);
            let told = row.and_then(|row| {
                let over = |value: Option<f64>| Some(print(value? / drawn.over));
                Some(format!("{} ({} to {})", over(row.mean)?, over(row.q10)?, over(row.q90)?))
            });
            told.unwrap_or_else(|| "Does not serve".to_owned())
        };
        std::iter::once(year.clone()).chain((0..tables.arms()).map(of_arm)).collect()
    };
    Some(Figure {
        heading: Heading {
            id: format!("providers-{at}-{}", drawn.key),
            title: format!(
                "{}: {} goes from {} to {} {} with {arm}",
                drawn.title,
                practice,
                print(*first),
                print(*last),
                drawn.unit
            ),
            subtitle: format!(
                "{}, {}, by year in which it serves. {practice}, {}",
                drawn.title,
                drawn.unit,
                crate::report::words::counted(tables.manifest.replications, "replication")
            ),
            source: format!(
                "Mean with the middle 80% of the replications in which it serves. {}",
                source(tables)
            ),
            description: format!(
                "One panel for each arm. {}",
                said.iter()
                    .map(|(arm, first, last)| format!("{arm}: from {} to {}.", print(*first), print(*last)))
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
        },
        drawing: Box::new(Panels {
            panels,
            y_title: format!("{}, {}", drawn.title, drawn.unit),
            x_title: "Financial year that ends on 31 March".to_owned(),
            x_labels: years
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 3 == (years.len() + 2) % 3)
                .map(|(at, year)| (at as f64, year.rsplit(' ').next().unwrap_or(year).to_owned()))
                .collect(),
            rounding: Rounding { decimals: drawn.decimals, ..Rounding::default() },
            y_limits: None,
            key: vec![(KeyMark::Band(arm_colour(0)), "middle 80% of replications".to_owned())],
        }),
        data: Table {
            caption: format!("{}, {}, of {practice}: mean (middle 80%)", drawn.title, drawn.unit),
            header,
            rows: years.iter().map(cells).collect(),
        },
    })
}

/// Writes the section, where a practice stands.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let practices = practices(tables);
    if practices.is_empty() {
        return;
    }
    page.section("providers", "What the practice has and does");
    page.paragraph(
        "A practice looks at its cases, its account and its people every quarter: it hires and lets posts go, refuses referrals beyond what its people can hold, and asks for a price at a review. Averages are over the replications in which it still serves.",
    );
    // Of many practices the first stand for the others; the table has all.
    for (at, practice) in practices.iter().take(3).enumerate() {
        for drawn in &DRAWN {
            if let Some(figure) = figure(tables, at, practice, drawn) {
                page.figure(figure);
            }
        }
    }
}
