//! What practices have and do, year by year: posts, caseload, account, grade.

use super::load::Tables;
use super::source;
use crate::analysis::run::answer::{named, pounds};
use crate::analysis::run::rows::ProviderRow;
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Rounding, Series, arm_colour, number};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::listed;

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
    Drawn {
        key: "account",
        title: "Account at the year's end",
        over: 1e3,
        decimals: 0,
        unit: "thousand pounds",
    },
    Drawn {
        key: "grade",
        title: "Grade of the authority's last inspection, from 1, inadequate, to 4, outstanding",
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

/// Posts of the authorities' own teams with an arm and with the first, how many more are filled, and what stands vacant in the first
/// year and in the last; nothing where there are practices, to which posts pass, or where the difference is less than a post.
pub(super) fn posts(tables: &Tables, arm: &str) -> Option<String> {
    let years = &tables.manifest.years;
    let of = |arm: &str, measure: &str, year: &str| -> f64 {
        let is_of = |row: &&ProviderRow| row.arm == arm && row.measure == measure && row.year == *year;
        tables.providers.iter().filter(is_of).filter_map(|row| row.mean).sum()
    };
    let mean = |arm: &str, measure: &str| {
        years.iter().map(|year| of(arm, measure, year)).sum::<f64>() / years.len() as f64
    };
    let first = tables.arm(0);
    let [own, usual] = [arm, first].map(|arm| mean(arm, "posts"));
    if !practices(tables).is_empty() || (own - usual).abs() < 1.0 {
        return None;
    }
    let filled = mean(arm, "filled") - mean(first, "filled");
    let vacant = |arm: &str, year: &str| {
        format!("{}%", number(100.0 * (1.0 - of(arm, "filled", year) / of(arm, "posts", year)), 0))
    };
    let whole = |posts: f64| number(posts, if usual < 100.0 { 1 } else { 0 });
    let in_year = |year: &str| format!("{} and not {}", vacant(arm, year), vacant(first, year));
    let (begins, ends) = (years.first()?, years.last()?);
    let at_last = if begins == ends { String::new() } else { format!(", and {} in {ends}", in_year(ends)) };
    Some(format!(
        "With {} there are {} posts for case holders on average and not {}, and {} {} of them are filled; over the months of {begins} {} of posts stand vacant{at_last}.",
        named(arm),
        whole(own),
        whole(usual),
        whole(filled.abs()),
        if filled < 0.0 { "fewer" } else { "more" },
        in_year(begins)
    ))
}

/// Share of a practice's income of a year by which its accounts have to lie apart to be told.
const APART: f64 = 0.1;

/// What the account of the one practice holds at the end of the last year with each arm, where arms lie apart in it; nothing of several
/// practices.
pub(super) fn account(tables: &Tables) -> Option<String> {
    let names = practices(tables);
    let [practice] = names[..] else { return None };
    let last = tables.manifest.years.last()?;
    let of = |arm: usize, key: &str| {
        let row = found(tables, arm, practice, last, key)?;
        Some((row.mean?, row.n))
    };
    let all: Vec<(usize, f64, usize)> =
        (0..tables.arms()).filter_map(|arm| of(arm, "account").map(|(mean, n)| (arm, mean, n))).collect();
    let ends = all.iter().fold([f64::INFINITY, f64::NEG_INFINITY], |ends, (_, mean, _)| {
        [ends[0].min(*mean), ends[1].max(*mean)]
    });
    let income =
        (0..tables.arms()).filter_map(|arm| of(arm, "income")).map(|(mean, _)| mean).reduce(f64::max)?;
    if tables.manifest.replications < 2 || all.len() < 2 || ends[1] - ends[0] < APART * income {
        return None;
    }
    let said = all.iter().map(|(arm, mean, n)| {
        let sign = if *mean < 0.0 { "\u{2212}" } else { "" };
        format!("{sign}{} with {} (in {n})", pounds(*mean), named(tables.arm(*arm)))
    });
    Some(format!(
        "At the end of {last} {practice} has on its account, on average of the histories in which it then serves: {}.",
        listed(&said.collect::<Vec<_>>())
    ))
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
        let mut served = years.iter().filter_map(|year| Some((year, value(arm, year)?)));
        if let Some(first) = served.next() {
            let last = served.next_back().unwrap_or(first);
            said.push((tables.arm(arm).to_owned(), first, last));
        }
        let colour = arm_colour(arm);
        let line = Series { label: String::new(), colour, points, step: false, marked: true, band: true };
        let title = tables.arm(arm).to_owned();
        panels.push(Panel { title, series: vec![line], points_of_interest: Vec::new() });
    }
    let print = |value: f64| number(value, drawn.decimals);
    let is_one = tables.manifest.replications == 1;
    let (arm, first, last) = said.first()?;
    // The histories in which it serves at the end are others than at the beginning: the two are no course of one practice.
    let end = |(year, row): &(&String, &ProviderRow)| {
        let mean = row.mean.map_or_else(|| "not defined".to_owned(), |mean| print(mean / drawn.over));
        let of = if row.n == 1 { "1 history".to_owned() } else { format!("{} histories", row.n) };
        format!("{mean} {} in {year} ({of})", drawn.unit)
    };
    let ends = |first: &(&String, &ProviderRow), last: &(&String, &ProviderRow)| {
        if first.0 == last.0 { end(first) } else { format!("{}, {}", end(first), end(last)) }
    };
    let mut header = vec!["Year".to_owned()];
    header.extend((0..tables.arms()).map(|arm| tables.arm(arm).to_owned()));
    let cells = |year: &String| {
        let of_arm = |arm: usize| {
            let row = value(arm, year);
            let told = row.and_then(|row| {
                let over = |value: Option<f64>| Some(print(value? / drawn.over));
                let mean = over(row.mean)?;
                Some(if row.n == 1 {
                    mean
                } else {
                    format!("{mean} ({} to {})", over(row.q10)?, over(row.q90)?)
                })
            });
            told.unwrap_or_else(|| "Does not serve".to_owned())
        };
        std::iter::once(year.clone()).chain((0..tables.arms()).map(of_arm)).collect()
    };
    Some(Figure {
        heading: Heading {
            id: format!("providers-{at}-{}", drawn.key),
            title: format!("{}, {}, with {}: {}", drawn.title, practice, named(arm), ends(first, last)),
            subtitle: format!(
                "{}, {}, by year, {practice}, in the histories in which it serves then",
                drawn.title, drawn.unit
            ),
            source: if is_one {
                source(tables)
            } else {
                format!(
                    "Mean with the middle 80% of the histories in which it serves in the year, which are fewer or others from year to year. {}",
                    source(tables)
                )
            },
            description: format!(
                "One panel for each option. {}",
                said.iter()
                    .map(|(arm, first, last)| format!("{arm}: {}.", ends(first, last)))
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
            key: vec![(KeyMark::Band(arm_colour(0)), "middle 80% of histories".to_owned())],
        }),
        data: Table {
            caption: format!(
                "{}, {}, of {practice}{}",
                drawn.title,
                drawn.unit,
                if is_one { "" } else { ": mean (middle 80%)" }
            ),
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
        "A practice looks at its cases, its account and its people every quarter: it hires and lets posts go, refuses referrals beyond what its people can hold, and asks for a price at a review. Averages are over the histories in which it serves in the year, so that a line over the years is not the course of one practice.",
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
