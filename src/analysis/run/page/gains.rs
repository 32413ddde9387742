//! Who gains and who loses: how many children are better and worse off, and which kinds of children differ from all.

use super::load::Tables;
use super::verdict::{Verdict, verdict};
use super::{scope, source};
use crate::analysis::run::answer::{Facts, named};
use crate::analysis::run::gain_rows::GainRow;
use crate::chart::{Heading, IntervalRow, Intervals, Section, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{
    difference_rounding, difference_unit, listed, lower_first, percent, range, shortest,
};
use crate::results::rows::IndicatorRow;
use crate::study::{COUNTED, WAYS};

/// Kinds that a sentence names, those farthest from all together first.
const KINDS: usize = 4;

/// A way of telling kinds apart, in words.
fn way_in_words(way: &str) -> &str {
    match way {
        "age_at_entry" => "Age when this period of care began",
        "placement" => "Placement",
        "time_in_care" => "Time in care",
        "unaccompanied" => "Unaccompanied asylum-seeking children",
        _ => "All",
    }
}

fn kind_in_words(kind: &str) -> String {
    kind.replace(['-', '_'], " ")
}

/// Rows of an arm and an indicator.
fn rows<'a>(tables: &'a Tables, arm: usize, indicator: &'a str) -> impl Iterator<Item = &'a GainRow> {
    let name = tables.arm(arm);
    tables.gains.iter().filter(move |row| row.arm == name && row.indicator == indicator)
}

/// Whether the interval of one average lies beyond that of another.
fn is_beyond(one: [Option<f64>; 2], other: [Option<f64>; 2]) -> bool {
    match (one, other) {
        ([Some(low), Some(high)], [Some(least), Some(most)]) => high < least || low > most,
        _ => false,
    }
}

/// How many children of an arm are better and worse off, in a sentence.
fn counted(tables: &Tables, arm: usize, least: f64) -> Option<String> {
    let row = rows(tables, arm, COUNTED[0]).find(|row| row.by == "all")?;
    Some(format!(
        "of {} children {} have fewer changes of case holder a year than with {} by more than {}, {} have more, and for {} it does not matter.",
        crate::chart::number(row.children?, 0),
        percent(row.better_off),
        tables.arm(0),
        shortest(least),
        percent(row.worse_off),
        percent(row.no_matter)
    ))
}

/// Which kinds differ from all children together.
fn apart(tables: &Tables, arm: usize, indicator: &IndicatorRow) -> Option<String> {
    let all = rows(tables, arm, &indicator.indicator).find(|row| row.by == "all")?;
    let print =
        difference_rounding(indicator, all.ci_high.zip(all.ci_low).map(|(high, low)| (high - low) / 2.0));
    let differs =
        |row: &&GainRow| row.by != "all" && is_beyond([row.ci_low, row.ci_high], [all.ci_low, all.ci_high]);
    let mut kinds: Vec<&GainRow> = rows(tables, arm, &indicator.indicator).filter(differs).collect();
    let far = |row: &GainRow| (row.mean.unwrap_or(0.0) - all.mean.unwrap_or(0.0)).abs();
    kinds.sort_by(|a, b| far(b).total_cmp(&far(a)));
    let named: Vec<String> = kinds
        .into_iter()
        .map(|row| {
            format!(
                "{}: {} ({}; {})",
                lower_first(way_in_words(&row.by)),
                kind_in_words(&row.kind),
                print.print(row.mean.unwrap_or(f64::NAN)),
                range(&print, row.ci_low, row.ci_high)
            )
        })
        .collect();
    // One history has no intervals, and where nobody differs there is nothing to say of kinds.
    if all.ci_low.is_none() || all.better_off == Some(0.0) && all.worse_off == Some(0.0) {
        return None;
    }
    let mean = print.print(all.mean?);
    Some(match named.len() {
        0 => format!("No kind of children differs from all together ({mean}) beyond the intervals of both."),
        all => {
            let more = all.saturating_sub(KINDS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let named: Vec<String> = named.into_iter().take(KINDS).collect();
            let named = if more.is_empty() { listed(&named) } else { named.join(", ") };
            format!("Apart from all together ({mean}), beyond the intervals of both: {named}{more}.")
        }
    })
}

fn figure(tables: &Tables, arm: usize, unit: &str, indicator: &IndicatorRow) -> Option<Figure> {
    let all: Vec<&GainRow> = rows(tables, arm, &indicator.indicator).collect();
    let whole = all.iter().find(|row| row.by == "all")?;
    let half = whole.ci_high.zip(whole.ci_low).map(|(high, low)| (high - low) / 2.0);
    let print = difference_rounding(indicator, half);
    let dot = |row: &&&GainRow| IntervalRow {
        label: kind_in_words(&row.kind),
        mid: row.mean.unwrap_or(f64::NAN),
        low: row.ci_low.unwrap_or(f64::NAN),
        high: row.ci_high.unwrap_or(f64::NAN),
        colour: arm_colour(usize::from(row.by != "all")),
    };
    let section = |(way, _): &(&str, &[&str])| Section {
        title: if *way == "all" { String::new() } else { way_in_words(way).to_owned() },
        rows: all.iter().filter(|row| row.by == *way && row.ci_low.is_some()).map(|row| dot(&row)).collect(),
    };
    let sections: Vec<Section> =
        WAYS.iter().map(section).filter(|section| !section.rows.is_empty()).collect();
    let line = |row: &&GainRow| {
        vec![
            way_in_words(&row.by).to_owned(),
            kind_in_words(&row.kind),
            row.children.map_or_else(String::new, |children| crate::chart::number(children, 0)),
            print.print(row.level.unwrap_or(f64::NAN)),
            format!(
                "{} ({})",
                print.print(row.mean.unwrap_or(f64::NAN)),
                range(&print, row.ci_low, row.ci_high)
            ),
            percent(row.better_off),
            percent(row.no_matter),
            format!("{} ({} to {})", percent(row.worse_off), percent(row.worse_low), percent(row.worse_high)),
        ]
    };
    let header =
        ["Children by", "Kind", "Children", "Level", "Difference", "Better off", "No matter", "Worse off"];
    Some(Figure {
        heading: Heading {
            id: format!("who-gains-{}", indicator.indicator).replace('_', "-"),
            title: format!(
                "{}: {} of children are better off and {} worse off with {}",
                indicator.title,
                percent(whole.better_off),
                percent(whole.worse_off),
                named(tables.arm(arm))
            ),
            subtitle: format!(
                "{}: mean difference of {} against {} with its 95% interval, {}, by kind of child. {}",
                indicator.title,
                tables.arm(arm),
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: format!("One arm is shown; who-gains.csv holds the others. {}", source(tables)),
            description: format!(
                "Dots with intervals about a line at no difference in {}, for all children and by kind.",
                lower_first(&indicator.title)
            ),
        },
        drawing: Box::new(Intervals {
            sections,
            axis: format!("Difference against {}, {}", tables.arm(0), difference_unit(indicator)),
            rounding: print.clone(),
            sides: ("lower".to_owned(), "higher".to_owned()),
        }),
        data: Table {
            caption: format!(
                "{}: {} against {}, by kind of child",
                indicator.title,
                tables.arm(arm),
                tables.arm(0)
            ),
            header: header.map(str::to_owned).to_vec(),
            rows: all.iter().map(line).collect(),
        },
    })
}

/// How many gain and lose with each arm, and the chart of the first measure with the arm that the answer tells.
pub(super) fn brief(page: &mut Page, tables: &Tables, facts: &Facts) {
    let Some(unit) = tables.gains.first().map(|row| row.unit.clone()).filter(|_| tables.arms() > 1) else {
        return;
    };
    let least = tables.difference(1, &unit, COUNTED[0]).and_then(|row| row.matters).unwrap_or(0.0);
    let line = |arm: usize| {
        let row = rows(tables, arm, COUNTED[0]).find(|row| row.by == "all")?;
        let shares = [row.better_off, row.no_matter, row.worse_off].map(percent);
        Some(std::iter::once(tables.arm(arm).to_owned()).chain(shares).collect())
    };
    let lines: Vec<Vec<String>> = (1..tables.arms()).filter_map(line).collect();
    if lines.is_empty() {
        return;
    }
    page.section("who-gains", "Who gains and who loses");
    page.paragraph("Each child is compared with herself in the first arm, with the same luck.");
    page.table(&Table {
        caption: format!(
            "Children with fewer or more changes of case holder a year than with {}, by more than {}",
            named(tables.arm(0)),
            shortest(least)
        ),
        header: ["Arm", "Better off", "No matter", "Worse off"].map(str::to_owned).to_vec(),
        rows: lines,
    });
    let indicator = tables.indicators.iter().find(|indicator| indicator.indicator == COUNTED[0]);
    let told = facts.told().and_then(|told| (1..tables.arms()).find(|arm| tables.arm(*arm) == told.arm));
    let told = indicator
        .and_then(|indicator| Some((indicator, told.or_else(|| tables.farthest_arm(&unit, COUNTED[0]))?)));
    let Some((indicator, arm)) = told else { return };
    if let Some(said) = apart(tables, arm, indicator) {
        page.paragraph(&format!("{} with {}. {said}", indicator.title, named(tables.arm(arm))));
    }
    let is_apart =
        tables.difference(arm, &unit, COUNTED[0]).is_some_and(|row| verdict(row) == Verdict::Apart);
    if let Some(figure) = figure(tables, arm, &unit, indicator).filter(|_| is_apart) {
        page.figure(figure);
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let Some(unit) = tables.gains.first().map(|row| row.unit.clone()).filter(|_| tables.arms() > 1) else {
        return;
    };
    page.section("who-gains", "Who gains and who loses");
    page.paragraph("Each child is compared with herself in the first arm, with the same luck: how many changes she has a year while she is counted. Much of what befalls a single child turns on small things, so some are worse off even where most or all gain on average. Kinds are those of the day on which a child is first counted.");
    let least = tables.difference(1, &unit, COUNTED[0]).and_then(|row| row.matters).unwrap_or(0.0);
    let items: Vec<(String, String)> = (1..tables.arms())
        .filter_map(|arm| Some((format!("With {}", tables.arm(arm)), counted(tables, arm, least)?)))
        .collect();
    page.named_list(&items);
    for id in COUNTED {
        let Some(indicator) = tables.indicators.iter().find(|indicator| indicator.indicator == id) else {
            continue;
        };
        let Some(arm) = tables.farthest_arm(&unit, id) else { continue };
        if let Some(said) = apart(tables, arm, indicator) {
            page.paragraph(&format!("{} with {}. {said}", indicator.title, tables.arm(arm)));
        }
        if let Some(figure) = figure(tables, arm, &unit, indicator) {
            page.figure(figure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_beyond;

    #[test]
    fn a_kind_is_apart_where_its_interval_lies_beyond_that_of_all() {
        let all = [Some(-0.04), Some(-0.02)];
        assert!(is_beyond([Some(-0.2), Some(-0.05)], all));
        assert!(is_beyond([Some(0.0), Some(0.1)], all));
        assert!(!is_beyond([Some(-0.2), Some(-0.03)], all));
        assert!(!is_beyond([None, Some(-0.05)], all));
    }
}
