//! The first page: question, answer, how sure, on what it rests, what not to conclude, and one chart.

use super::load::Tables;
use super::verdict::QUANTILES;
use super::{scope, source};
use crate::analysis::run::answer::rows::Rows;
use crate::analysis::run::answer::{Answer, Effect, Facts, Finding, Turning, Weight, named};
use crate::analysis::run::rows::FirstYearRow;
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section, arm_colour, number};
use crate::evidence::Figure as Published;
use crate::report::html::{Figure, Page, Table, escape};
use crate::report::words::{counted, difference_rounding, difference_unit, listed, lower_first, range};

/// What the answer is made of, from the tables.
pub(super) fn facts(tables: &Tables) -> (Facts, String) {
    let outcomes: Vec<String> = tables.outcomes().iter().map(|one| one.indicator.clone()).collect();
    let level = |unit: &str, id: &str| tables.level(0, unit, id).and_then(|row| row.mean);
    let values = |arm: usize, unit: &str, id: &str| tables.values(arm, unit, id).to_vec();
    let yearly = |arm: usize, unit: &str, id: &str| -> Vec<(String, f64)> {
        let of = |year: &String| {
            let row = super::years::row(tables, arm, unit, id, year)?;
            Some((year.clone(), row.mean?))
        };
        tables.manifest.years.iter().filter_map(of).collect()
    };
    let rows = Rows {
        arms: &tables.manifest.arms,
        histories: tables.manifest.replications,
        outcomes: &outcomes,
        indicators: &tables.indicators,
        units: &tables.units,
        differences: &tables.differences,
        gains: &tables.gains,
        changes: &tables.changes,
        assumptions: &tables.assumptions,
        contested: &tables.contested,
        hypotheses: &tables.manifest.hypotheses,
        years: tables.manifest.horizon_years as usize,
        exposure: &tables.exposure,
        by_year: &tables.by_year,
        level: &level,
        yearly: &yearly,
        values: &values,
    };
    let unit = rows.unit().map_or_else(|| "authority".to_owned(), |unit| unit.unit.clone());
    let by_lot = super::turning::by_lot(tables);
    let facts = rows.facts();
    let contrary = facts.carried().map_or_else(Vec::new, |told| super::gains::contrary(tables, told));
    let seen = facts.carried().map_or_else(Vec::new, |told| super::turning::seen(tables, &unit, told, 1));
    let only_where = only_where(tables, &facts, &unit);
    (Facts { by_lot, contrary, seen, only_where, ..facts }, unit)
}

/// Other outcomes of the arm that is told that matter on average, and under some positions on the question on which they turn most
/// clearly do not.
fn only_where(tables: &Tables, facts: &Facts, unit: &str) -> Vec<Turning> {
    let Some(carried) = facts.carried() else { return Vec::new() };
    let own = || facts.effects.iter().filter(|one| one.arm == carried.arm && !facts.is_by_design(one));
    let others = own().filter(|one| one.measure.id != carried.measure.id);
    let counts = |one: &&Effect| one.finding() == Finding::Apart && one.weight() == Weight::Matters;
    let first = |one: &Effect| super::turning::seen(tables, unit, one, own().count()).into_iter().next();
    let is_split =
        |one: &Turning| one.matters.is_some_and(|least| one.means.iter().any(|(_, mean)| mean.abs() < least));
    others.filter(counts).filter_map(first).filter(is_split).collect()
}

/// Authorities up to which each is named above the answer.
const NAMED: usize = 12;

/// A day as people write it: `31 March 2011`.
pub(crate) fn day(iso: &str) -> String {
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
        1..=NAMED => format!("{}. ", listed(&manifest.places)),
        many => format!("{many} authorities. "),
    };
    let place = place + &served(&manifest.served);
    let children = children_looked_after(tables);
    let children = children.map_or_else(String::new, |children| format!(": {children}"));
    format!(
        "<p class=\"inset\">{}</p>\n<p class=\"place\">{}</p>",
        escape(&manifest.question),
        escape(&format!(
            "{place}{}{children}; {} from then, lived in {} of each option; a simulation.",
            day(&manifest.start),
            counted(manifest.horizon_years as usize, "year"),
            if manifest.replications == 1 {
                "1 history".to_owned()
            } else {
                format!("{} possible histories", number(manifest.replications as f64, 0))
            },
        ))
    )
}

/// Which authorities have a service with some option, where others have none.
fn served(of: &[String]) -> String {
    match of {
        [] => String::new(),
        few if few.len() <= NAMED => format!("Practices in {}, none in the others. ", listed(few)),
        many => format!("Practices in {} of them. ", many.len()),
    }
}

/// Children looked after on the first day: as published where every authority begins in the figures of that day, else as simulated.
fn children_looked_after(tables: &Tables) -> Option<String> {
    let manifest = &tables.manifest;
    let is_stock = |row: &&FirstYearRow| row.figure == Published::Stock.key();
    let stocks: Vec<&FirstYearRow> = tables.first_year.iter().filter(is_stock).collect();
    let is_of_the_day =
        |row: &&FirstYearRow| manifest.start.starts_with(&format!("{}-03-31", row.published_year));
    let is_published =
        !stocks.is_empty() && stocks.len() == manifest.places.len() && stocks.iter().all(is_of_the_day);
    if is_published {
        let sum = stocks.iter().map(|row| row.published).sum();
        return Some(format!("{} children looked after", number(sum, 0)));
    }
    let whole = tables.units.iter().find(|unit| unit.unit == "authority").and_then(|unit| unit.children)?;
    Some(format!("{} children looked after, as simulated", number(whole, 0)))
}

/// The first page.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    page.section("answer", "The answer");
    if tables.arms() < 2 {
        page.paragraph("This study has one arm, so there is nothing to compare it with.");
        page.contents_here();
        return;
    }
    let Answer { sentences, sure, rests, also, not, marks } = facts.answer();
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
    // What the question is of all about stands before that it is one average of many.
    if let Some(end) = super::opening::not_the_end(tables, unit) {
        not.insert(1.min(not.len()), end);
        not.truncate(3);
    }
    page.list(&not);
    if !tables.manifest.failures.is_empty() {
        page.inset(&format!(
            "{} failed and are left out of every figure here. They are listed in the manifest.",
            counted(tables.manifest.failures.len(), "run")
        ));
    }
    // What a reader of the first page can do without.
    let mut also: Vec<(String, String)> =
        also.into_iter().map(|(title, said)| (title.to_owned(), said)).collect();
    also.extend(
        facts
            .told()
            .and_then(|told| super::providers::posts(tables, &told.arm))
            .map(|said| ("Posts.".to_owned(), said)),
    );
    also.extend(
        super::providers::account(tables).map(|said| ("The practice\u{2019}s account.".to_owned(), said)),
    );
    if !also.is_empty() {
        page.heading("What goes with it");
        page.named_list(&also);
    }
    page.contents_here();
}

/// The chart that carries the answer: the first outcome with every arm, average and where nine histories of ten lie; none where nothing
/// differs.
fn figure(tables: &Tables, facts: &Facts, unit: &str) -> Option<Figure> {
    let differs = |one: &Effect| {
        one.finding() != Finding::Same && !(one.finding() == Finding::One && one.mean == Some(0.0))
    };
    let told = facts.carried().filter(|told| differs(told))?;
    let indicator = tables.indicators.iter().find(|one| one.indicator == told.measure.id)?;
    let effects: Vec<&Effect> =
        facts.effects.iter().filter(|effect| effect.measure.id == told.measure.id).collect();
    let mut print = difference_rounding(indicator, tables.grain(unit, &indicator.indicator));
    print.decimals =
        effects.iter().map(|one| super::options::told_decimals(one)).fold(print.decimals, usize::max);
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
    let header = match told.n {
        _ if is_one => &["Arm", "Histories", "Difference"],
        few if few < QUANTILES => &header[..4],
        _ => &header[..],
    };
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
        "Not told apart, though {} {} the line: {}. {} are read together, and about 1 in 20 such intervals misses it by chance alone. ",
        if of.len() == 1 { "its interval" } else { "their intervals" },
        if of.len() == 1 { "misses" } else { "miss" },
        listed(&of.iter().map(|effect| named(&effect.arm)).collect::<Vec<_>>()),
        one.of_so_many()
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
    use super::super::load::Tables;
    use crate::chart::number;
    use crate::results::manifest::read_manifest;
    use crate::results::{OutputOptions, testing};

    #[test]
    fn a_day_is_written_out() {
        assert_eq!(super::day("2011-03-31"), "31 March 2011");
        assert_eq!(super::day("soon"), "soon");
    }

    /// A column of a table by the rows' first columns, read as text by itself.
    fn cell(directory: &std::path::Path, table: &str, key: &[&str], column: &str) -> Option<f64> {
        let mut reader = csv::Reader::from_path(directory.join(table)).unwrap();
        let at = reader.headers().unwrap().iter().position(|head| head == column).unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let row = rows.iter().find(|row| key.iter().enumerate().all(|(place, key)| &row[place] == *key));
        row?[at].parse().ok()
    }

    /// Young people at a time, what a practice holds and pounds are those of the tables.
    #[test]
    fn what_the_answer_counts_is_read_off_the_tables() {
        let directory = testing::directory();
        let results = testing::study(60);
        crate::analysis::run::tests::write(&directory, &results).unwrap();
        let manifest = read_manifest(&directory).unwrap();
        let tables = Tables::read(&directory, manifest, OutputOptions::default()).unwrap();
        let (facts, unit) = super::facts(&tables);
        let (first, years) = (tables.arm(0).to_owned(), f64::from(tables.manifest.horizon_years));
        let lived =
            cell(&directory, "exposure.csv", &[&first, &unit], "child_years").map(|lived| lived / years);
        let counted = cell(&directory, "summary.csv", &[&first, &unit, "children"], "mean");
        let at_a_time = facts.group.at_a_time.unwrap();
        assert!((at_a_time - lived.or(counted).unwrap()).abs() < 1e-9);
        let told = facts.told().unwrap();
        for total in &facts.totals {
            let mean = cell(&directory, "differences.csv", &[&total.arm, &unit, "cost_total"], "mean");
            assert!(mean.is_some() && total.mean == mean);
        }
        for one in &facts.whole {
            let key = [one.arm.as_str(), "authority", &one.measure.id];
            assert_eq!(one.mean, cell(&directory, "differences.csv", &key, "mean"));
        }
        assert_eq!(facts.totals.len(), facts.arms.len());
        // Care leavers of the same places, whom no outcome of children counts, are told with their share.
        let leavers = cell(&directory, "summary.csv", &[&first, &unit, "care_leavers"], "mean").unwrap();
        assert_eq!((facts.leavers, unit.as_str()), (Some(leavers), "remit"));
        let share = number((100.0 * leavers / (leavers + at_a_time)).round_ties_even(), 0);
        let reaches = facts.reaches().unwrap();
        assert!(
            reaches.contains(&format!("Of 100 places on the list {share} are held by care leavers")),
            "{reaches}"
        );
        let held = cell(&directory, "summary.csv", &[&told.arm, &unit, "held_by_practice"], "mean").unwrap();
        assert!((100.0 * facts.reach.unwrap().held - held).abs() < 1e-6);
    }
}
