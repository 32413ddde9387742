//! The first page: question, answer, how sure, on what it rests, what not to conclude, and one chart.

use super::load::Tables;
use super::{scope, source};
use crate::analysis::run::answer::rows::Rows;
use crate::analysis::run::answer::{Answer, Effect, Facts, Finding, named};
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section, arm_colour, number};
use crate::report::html::{Figure, Page, Table, escape};
use crate::report::words::{counted, difference_rounding, difference_unit, listed, lower_first, range};

/// What the answer is made of, from the tables.
pub(super) fn facts(tables: &Tables) -> (Facts, String) {
    let outcomes: Vec<String> = tables.outcomes().iter().map(|one| one.indicator.clone()).collect();
    let level = |unit: &str, id: &str| tables.level(0, unit, id).and_then(|row| row.mean);
    let rows = Rows {
        arms: &tables.manifest.arms,
        histories: tables.manifest.replications,
        outcomes: &outcomes,
        indicators: &tables.indicators,
        units: &tables.units,
        differences: &tables.differences,
        gains: &tables.gains,
        assumptions: &tables.assumptions,
        contested: &tables.contested,
        hypotheses: &tables.manifest.hypotheses,
        level: &level,
    };
    let unit = rows.unit().map_or_else(|| "authority".to_owned(), |unit| unit.unit.clone());
    (rows.facts(), unit)
}

/// A day as people write it: `31 March 2011`.
fn day(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<usize> = iso.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month @ 1..=12, day] => format!("{day} {} {year}", MONTHS[month - 1]),
        _ => iso.to_owned(),
    }
}

/// The question, and where and when it is asked, above everything else.
pub(super) fn lead(tables: &Tables) -> String {
    let manifest = &tables.manifest;
    let place = match manifest.places.len() {
        0 => String::new(),
        1..=4 => format!("{}. ", listed(&manifest.places)),
        many => format!("{many} authorities. "),
    };
    let whole = tables.units.iter().find(|unit| unit.unit == "authority").and_then(|unit| unit.children);
    let children = whole
        .map_or_else(String::new, |n| format!("{} children looked after on the first day. ", number(n, 0)));
    format!(
        "<p class=\"inset\">{}</p>\n<p class=\"place\">{}</p>",
        escape(&manifest.question),
        escape(&format!(
            "{place}{children}{} from {}, lived in {} of each option; a simulation.",
            counted(manifest.horizon_years as usize, "year"),
            day(&manifest.start),
            if manifest.replications == 1 {
                "1 history".to_owned()
            } else {
                format!("{} possible histories", number(manifest.replications as f64, 0))
            },
        ))
    )
}

/// The first page.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    page.section("answer", "The answer");
    if tables.arms() < 2 {
        page.paragraph("This study has one arm, so there is nothing to compare it with.");
        page.contents_here();
        return;
    }
    let Answer { sentences, sure, rests, not, marks } = facts.answer();
    let chart = figure(tables, facts, unit);
    page.first();
    page.answer(&sentences);
    page.beside(chart);
    page.marks(&marks.map(|mark| (mark.title, mark.level, mark.words)));
    let [chance, unknown, contested] = sure;
    page.heading("How sure this is");
    page.named_list(&[
        ("Chance.".to_owned(), chance),
        ("What is not known.".to_owned(), unknown),
        ("What is contested.".to_owned(), contested),
        ("What it rests on.".to_owned(), rests),
    ]);
    page.heading("What not to conclude");
    let mut not = not;
    not.extend(super::opening::not_the_end(tables, unit).into_iter().take(usize::from(not.len() < 3)));
    page.list(&not);
    if !tables.manifest.failures.is_empty() {
        page.inset(&format!(
            "{} failed and are left out of every figure here. They are listed in the manifest.",
            counted(tables.manifest.failures.len(), "run")
        ));
    }
    page.contents_here();
}

/// The chart that carries the answer: the first outcome with every arm, average and where nine histories of ten lie; none where nothing
/// differs.
fn figure(tables: &Tables, facts: &Facts, unit: &str) -> Option<Figure> {
    let differs = |one: &Effect| {
        one.finding() != Finding::Same && !(one.finding() == Finding::One && one.mean == Some(0.0))
    };
    let told = facts.told().filter(|told| differs(told))?;
    let indicator = tables.indicators.iter().find(|one| one.indicator == told.measure.id)?;
    let effects: Vec<&Effect> =
        facts.effects.iter().filter(|effect| effect.measure.id == told.measure.id).collect();
    let print = difference_rounding(indicator, tables.grain(unit, &indicator.indicator));
    let colour =
        |effect: &Effect| (1..tables.arms()).find(|arm| tables.arm(*arm) == effect.arm).map_or(0, arm_colour);
    let row = |effect: &&Effect, ends: Option<[f64; 2]>, label: String| {
        let mid = effect.mean?;
        let [low, high] = ends.unwrap_or([mid; 2]);
        Some(IntervalRow { label, mid, low, high, colour: colour(effect) })
    };
    let averages: Vec<IntervalRow> =
        effects.iter().filter_map(|effect| row(effect, effect.interval, effect.arm.clone())).collect();
    let is_one = told.finding() == Finding::One;
    let header = ["Arm", "Histories", "Average", "95% interval of the average", "Middle 90% of histories"];
    // One history has neither an interval nor a middle.
    let header = if is_one { &header[..3] } else { &header[..] };
    let data = effects.iter().map(|effect| cells(effect, &print)[..header.len()].to_vec()).collect();
    Some(Figure {
        heading: Heading {
            id: format!("answer-{unit}-{}", told.measure.id).replace('_', "-"),
            title: facts.chart_title(),
            subtitle: format!(
                "{}: {} from {}{}, {}. {}",
                indicator.title,
                if is_one { "difference" } else { "average difference" },
                named(&facts.first),
                if is_one { "" } else { " with its 95% interval" },
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: format!("{}{}", only_alone(&effects), source(tables)),
            description: format!(
                "Dots with intervals about a line at no difference in {}, an arm a row. The values are in the table.",
                lower_first(&indicator.title)
            ),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section { title: String::new(), rows: averages }],
            axis: format!("Difference from {}, {}", named(&facts.first), difference_unit(indicator)),
            rounding: print,
            sides: ("lower".to_owned(), "higher".to_owned()),
        }),
        data: Table {
            caption: format!(
                "{}: difference from {}, {}",
                indicator.title,
                named(&facts.first),
                difference_unit(indicator)
            ),
            header: header.iter().map(|head| (*head).to_owned()).collect(),
            rows: data,
        },
    })
}

/// What is said below the chart of arms whose interval leaves out no difference and that are not told apart all the same.
fn only_alone(effects: &[&Effect]) -> String {
    let of: Vec<&&Effect> = effects.iter().filter(|effect| effect.is_apart_only_alone()).collect();
    let Some(one) = of.first() else { return String::new() };
    format!(
        "Not told apart, though {} {} the line: {}. {} differences are read together, and about 1 in 20 such intervals misses it by chance alone. ",
        if of.len() == 1 { "its interval" } else { "their intervals" },
        if of.len() == 1 { "misses" } else { "miss" },
        listed(&of.iter().map(|effect| named(&effect.arm)).collect::<Vec<_>>()),
        one.read
    )
}

fn cells(effect: &Effect, print: &Rounding) -> Vec<String> {
    let pair = |ends: Option<[f64; 2]>| range(print, ends.map(|[low, _]| low), ends.map(|[_, high]| high));
    vec![
        effect.arm.clone(),
        effect.n.to_string(),
        print.print(effect.mean.unwrap_or(f64::NAN)),
        pair(effect.interval),
        pair(effect.middle),
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_written_out() {
        assert_eq!(super::day("2011-03-31"), "31 March 2011");
        assert_eq!(super::day("soon"), "soon");
    }
}
