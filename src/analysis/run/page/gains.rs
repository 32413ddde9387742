//! Who gains and who loses: how many children are better and worse off, and which kinds of children differ from all.

use super::load::Tables;
use super::verdict::finding;
use super::{scope, source};
use crate::analysis::run::answer::{Effect, Facts, Finding, named};
use crate::analysis::run::gain_rows::GainRow;
use crate::analysis::run::rows::DifferenceRow;
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{
    difference_rounding, difference_unit, listed, lower_first, percent, range, shortest, telling_decimals,
};
use crate::results::rows::IndicatorRow;
use crate::statistics::{Summary, student_quantile};
use crate::study::{COUNTED, WAYS};
use crate::terms::PlacementType;

/// Kinds that a sentence names, those farthest from all together first.
const KINDS: usize = 1;
/// Children in a history below which no sentence tells of a kind.
const FEWEST: f64 = 5.0;

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

/// A kind below its way, in a table or beside a line of a chart.
fn kind_in_words(way: &str, kind: &str) -> String {
    let of_placement = PlacementType::ALL.into_iter().find(|known| way == "placement" && known.key() == kind);
    match (way, kind) {
        ("unaccompanied", "yes") => "unaccompanied".to_owned(),
        ("unaccompanied", _) => "not unaccompanied".to_owned(),
        _ => of_placement.map_or_else(|| kind.replace(['-', '_'], " "), |known| known.words().to_owned()),
    }
}

/// Children of a kind, in a sentence: `unaccompanied children`, `children who came into care at 16 and over`.
fn children_of(way: &str, kind: &str) -> String {
    let words = kind_in_words(way, kind);
    match way {
        "unaccompanied" if kind == "yes" => "unaccompanied children".to_owned(),
        "unaccompanied" => "children who are not unaccompanied".to_owned(),
        "age_at_entry" => {
            let at = if words.starts_with("under") { "" } else { "at " };
            format!("children who came into care {at}{words}")
        }
        "placement" => format!("children {words}"),
        "time_in_care" => format!("children in care for {words}"),
        _ => "all children".to_owned(),
    }
}

/// Rows of an arm and an indicator.
fn rows<'a>(tables: &'a Tables, arm: usize, indicator: &'a str) -> impl Iterator<Item = &'a GainRow> {
    let name = tables.arm(arm);
    tables.gains.iter().filter(move |row| row.arm == name && row.indicator == indicator)
}

/// Whether the average of one kind differs from that of all by more than chance would, so many kinds being read together. That all
/// contain the kind makes the two more alike than is allowed for here, so that too little is told rather than too much.
fn differs(kind: &GainRow, all: &GainRow, kinds: usize) -> bool {
    let error = |row: &GainRow| {
        let t = student_quantile(0.975, row.n.checked_sub(1).filter(|df| *df > 0)? as f64);
        Some((row.ci_high? - row.ci_low?) / (2.0 * t))
    };
    let (Some(one), Some(other), Some(mean), Some(whole)) = (error(kind), error(all), kind.mean, all.mean)
    else {
        return false;
    };
    let n = kind.n as f64;
    let sd = (n * (one * one + other * other)).sqrt();
    Summary::from_moments(kind.n, mean - whole, sd).p_value() * (kinds as f64) < 0.05
}

/// Kinds with children enough to be told of, and those of them that differ from all together, the farthest first.
fn kinds<'a>(tables: &'a Tables, arm: usize, indicator: &'a str) -> (usize, Vec<&'a GainRow>) {
    let Some(all) = rows(tables, arm, indicator).find(|row| row.by == "all") else {
        return (0, Vec::new());
    };
    let told = |row: &&GainRow| row.by != "all" && row.children.is_some_and(|n| n >= FEWEST);
    let of: Vec<&GainRow> = rows(tables, arm, indicator).filter(told).collect();
    let mut apart: Vec<&GainRow> = of.iter().copied().filter(|row| differs(row, all, of.len())).collect();
    let far = |row: &GainRow| (row.mean.unwrap_or(0.0) - all.mean.unwrap_or(0.0)).abs();
    apart.sort_by(|a, b| far(b).total_cmp(&far(a)));
    (of.len(), apart)
}

/// Kinds of children on whose average an effect has the other side than on that of all: told apart from all, and by their own interval
/// from none; each with its average, the farthest first.
pub(super) fn contrary(tables: &Tables, told: &Effect) -> Vec<(String, f64)> {
    let arm = (1..tables.arms()).find(|arm| tables.arm(*arm) == told.arm);
    let Some((arm, whole)) = arm.zip(told.mean) else { return Vec::new() };
    let is_contrary = |row: &&GainRow| match row.ci_low.zip(row.ci_high) {
        Some((low, high)) => whole < 0.0 && low > 0.0 || whole > 0.0 && high < 0.0,
        None => false,
    };
    let found = kinds(tables, arm, &told.measure.id).1.into_iter().filter(is_contrary);
    found.filter_map(|row| Some((children_of(&row.by, &row.kind), row.mean?))).collect()
}

/// How many children of an arm are better and worse off, in a sentence.
fn counted(tables: &Tables, arm: usize, least: f64) -> Option<String> {
    let row = rows(tables, arm, COUNTED[0]).find(|row| row.by == "all")?;
    Some(format!(
        "of {} children {} have fewer changes of case holder a year than with {} by more than {}, {} have more, and for {} it does not matter{}.",
        crate::chart::number(row.children?, 0),
        percent(row.better_off),
        named(tables.arm(0)),
        shortest(least),
        percent(row.worse_off),
        percent(row.no_matter),
        if tables.manifest.replications == 1 { ", in one history" } else { "" }
    ))
}

/// How differences of kinds are printed: as finely as the average of all children needs.
fn rounded(indicator: &IndicatorRow, all: &GainRow, row: Option<&DifferenceRow>) -> Rounding {
    let half = all.ci_high.zip(all.ci_low).map(|(high, low)| (high - low) / 2.0);
    let mut print = difference_rounding(indicator, half);
    if let Some(mean) = all.mean.filter(|mean| half.is_some_and(|half| mean.abs() > half)) {
        print.decimals = telling_decimals(print.decimals, mean, row.and_then(|row| row.matters));
    }
    print
}

/// Which kinds differ from all children together.
fn apart(tables: &Tables, arm: usize, indicator: &IndicatorRow) -> Option<String> {
    let all = rows(tables, arm, &indicator.indicator).find(|row| row.by == "all")?;
    let print = rounded(indicator, all, tables.difference(arm, &all.unit, &all.indicator));
    let (read, kinds) = kinds(tables, arm, &indicator.indicator);
    // One history has no intervals, and where nobody differs there is nothing to say of kinds.
    if all.ci_low.is_none() || read == 0 || all.better_off == Some(0.0) && all.worse_off == Some(0.0) {
        return None;
    }
    let named: Vec<String> = kinds
        .into_iter()
        .map(|row| {
            format!(
                "{} ({}; {})",
                children_of(&row.by, &row.kind),
                print.print(row.mean.unwrap_or(f64::NAN)),
                range(&print, row.ci_low, row.ci_high)
            )
        })
        .collect();
    let mean = print.print(all.mean?);
    Some(match named.len() {
        0 => format!(
            "None of the {read} kinds with {} children or more is told apart from all together ({mean}, counted child by child).",
            shortest(FEWEST)
        ),
        some => {
            let more = some.saturating_sub(KINDS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let named: Vec<String> = named.into_iter().take(KINDS).collect();
            let named = if more.is_empty() { listed(&named) } else { named.join(", ") };
            format!(
                "Of the {read} kinds with {} children or more {} told apart from all ({mean}, counted child by child): {named}{more}.",
                shortest(FEWEST),
                if some == 1 { "one is" } else { "these are" }
            )
        }
    })
}

/// What the chart of kinds shows.
fn title(tables: &Tables, arm: usize, indicator: &IndicatorRow, print: &Rounding) -> Option<String> {
    let all = rows(tables, arm, &indicator.indicator).find(|row| row.by == "all")?;
    let begins = format!("{} with {}", indicator.title, named(tables.arm(arm)));
    let mean = print.print(all.mean?);
    let (_, kinds) = kinds(tables, arm, &indicator.indicator);
    Some(match kinds.first() {
        None => format!("{begins}: no kind of children is told apart from all ({mean})"),
        Some(row) => format!(
            "{begins}: {mean} for all children, {} for {}",
            print.print(row.mean?),
            children_of(&row.by, &row.kind),
        ),
    })
}

fn figure(tables: &Tables, arm: usize, unit: &str, indicator: &IndicatorRow) -> Option<Figure> {
    // A kind with hardly a child in a history is in the table of the results alone.
    let is_there = |row: &&GainRow| row.by == "all" || row.children.is_some_and(|children| children >= 1.0);
    let all: Vec<&GainRow> = rows(tables, arm, &indicator.indicator).filter(is_there).collect();
    // One history has no intervals to draw.
    let whole = all.iter().find(|row| row.by == "all" && row.ci_low.is_some())?;
    let print = rounded(indicator, whole, tables.difference(arm, unit, &indicator.indicator));
    let dot = |row: &&&GainRow| IntervalRow {
        label: kind_in_words(&row.by, &row.kind),
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
            kind_in_words(&row.by, &row.kind),
            row.children.map_or_else(String::new, |children| crate::chart::number(children, 0)),
            print.print(row.level.unwrap_or(f64::NAN)),
            format!(
                "{} ({})",
                print.print(row.mean.unwrap_or(f64::NAN)),
                range(&print, row.ci_low, row.ci_high)
            ),
            percent(row.better_off),
            percent(row.no_matter),
            format!(
                "{} ({} to {})",
                percent(row.worse_off),
                percent(row.worse_low.map(|low| low.max(0.0))),
                percent(row.worse_high.map(|high| high.min(1.0)))
            ),
        ]
    };
    let header =
        ["Children by", "Kind", "Children", "Level", "Difference", "Better off", "No matter", "Worse off"];
    Some(Figure {
        heading: Heading {
            id: format!("who-gains-{}", indicator.indicator).replace('_', "-"),
            title: title(tables, arm, indicator, &print)?,
            subtitle: format!(
                "{}: mean difference of {} against {} with its 95% interval, {}, by kind of child. {}",
                indicator.title,
                tables.arm(arm),
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: format!(
                "Each interval is for itself. {}{}",
                if tables.arms() > 2 { "One option is shown; who-gains.csv holds the others. " } else { "" },
                source(tables)
            ),
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

/// What is followed child by child and leads; where no such outcome does, the first that is followed.
fn followed(tables: &Tables) -> &'static str {
    let leads = |outcome: &&IndicatorRow| COUNTED.into_iter().find(|id| *id == outcome.indicator);
    tables.outcomes().iter().find_map(leads).unwrap_or(COUNTED[0])
}

/// That the outcome which is told first is another than that of which children are compared, where it is.
fn not_followed(tables: &Tables, counted: &IndicatorRow) -> String {
    let first = tables.outcomes().first().map(|one| one.title.clone());
    first.filter(|title| *title != counted.title).map_or_else(String::new, |title| {
        format!(
            " {title} is not followed child by child, so who gains of it is not known: this counts {}.",
            lower_first(&counted.title)
        )
    })
}

/// How many gain and lose with each arm, and the chart of the first measure with the arm that the answer tells.
pub(super) fn brief(page: &mut Page, tables: &Tables, facts: &Facts) {
    let Some(unit) = tables.gains.first().map(|row| row.unit.clone()).filter(|_| tables.arms() > 1) else {
        return;
    };
    let id = followed(tables);
    let Some(indicator) = tables.indicators.iter().find(|indicator| indicator.indicator == id) else {
        return;
    };
    let least = tables.difference(1, &unit, id).and_then(|row| row.matters).unwrap_or(0.0);
    let line = |arm: usize| {
        let row = rows(tables, arm, id).find(|row| row.by == "all")?;
        let surplus = row.better_off.zip(row.worse_off).map(|(better, worse)| 100.0 * (better - worse));
        let mut cells = vec![
            tables.arm(arm).to_owned(),
            row.children.map_or_else(String::new, |children| crate::chart::number(children, 0)),
        ];
        cells.extend([row.better_off, row.no_matter, row.worse_off].map(percent));
        cells.push(surplus.map_or_else(String::new, |surplus| crate::chart::number(surplus, 0)));
        Some(cells)
    };
    let lines: Vec<Vec<String>> = (1..tables.arms()).filter_map(line).collect();
    if lines.is_empty() {
        return;
    }
    page.section("who-gains", "Who gains and who loses");
    page.paragraph(&format!(
        "Each child is compared with herself in {}{}.{}",
        named(tables.arm(0)),
        if tables.manifest.replications == 1 {
            ", in the one history that was lived. Luck alone makes some better and some worse off"
        } else {
            ". Luck alone makes some better and some worse off, so the last column says most"
        },
        not_followed(tables, indicator)
    ));
    page.table(&Table {
        caption: format!(
            "Children with fewer (better off) and more {} a year than with {}, by more than {}; rounded",
            lower_first(&indicator.title),
            named(tables.arm(0)),
            shortest(least)
        ),
        header: [
            "Option",
            "Children",
            "Better off",
            "No matter",
            "Worse off",
            "More better than worse, of 100",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: lines,
    });
    // An arm that moves nobody has no kinds to tell of.
    let moves = |arm: &usize| {
        let all = rows(tables, *arm, id).find(|row| row.by == "all");
        all.is_some_and(|row| row.better_off != Some(0.0) || row.worse_off != Some(0.0))
    };
    let told = facts.told().and_then(|told| (1..tables.arms()).find(|arm| tables.arm(*arm) == told.arm));
    let told = told.filter(moves);
    let Some(arm) = told.or_else(|| tables.farthest_arm(&unit, id)) else { return };
    if let Some(said) = apart(tables, arm, indicator) {
        page.paragraph(&format!("{} with {}. {said}", indicator.title, named(tables.arm(arm))));
    }
    let is_apart = finding(tables, arm, &unit, id) == Finding::Apart;
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
    page.paragraph(&format!("Each child is compared with herself in {}, with the same luck: how many changes she has a year while she is counted. Much of what befalls a single child turns on small things, so some are better and some worse off even where an option does nothing on average. Kinds are those of the day on which a child is first counted; of kinds with fewer than {FEWEST} children in a history no sentence tells.", named(tables.arm(0))));
    let least = tables.difference(1, &unit, COUNTED[0]).and_then(|row| row.matters).unwrap_or(0.0);
    let items: Vec<(String, String)> = (1..tables.arms())
        .filter_map(|arm| Some((format!("With {}", named(tables.arm(arm))), counted(tables, arm, least)?)))
        .collect();
    page.named_list(&items);
    for id in COUNTED {
        let Some(indicator) = tables.indicators.iter().find(|indicator| indicator.indicator == id) else {
            continue;
        };
        let Some(arm) = tables.farthest_arm(&unit, id) else { continue };
        if let Some(said) = apart(tables, arm, indicator) {
            page.paragraph(&format!("{} with {}. {said}", indicator.title, named(tables.arm(arm))));
        }
        if let Some(figure) = figure(tables, arm, &unit, indicator) {
            page.figure(figure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mean: f64, half: f64, n: usize) -> GainRow {
        GainRow {
            arm: String::new(),
            unit: String::new(),
            indicator: String::new(),
            by: String::new(),
            kind: String::new(),
            n,
            children: Some(9.0),
            level: None,
            mean: Some(mean),
            ci_low: Some(mean - half),
            ci_high: Some(mean + half),
            better_off: None,
            no_matter: None,
            worse_off: None,
            worse_low: None,
            worse_high: None,
        }
    }

    #[test]
    fn a_kind_differs_from_all_by_more_than_one_of_so_many_would_by_chance() {
        let all = row(-0.03, 0.01, 200);
        // Half-widths of 0.02 and 0.01 have a standard error of 0.0114 together: 2.2 of them are told of one kind and not of 17.
        let kind = row(-0.055, 0.02, 200);
        assert!(differs(&kind, &all, 1) && !differs(&kind, &all, 17));
        assert!(differs(&row(-0.08, 0.02, 200), &all, 17));
        assert!(!differs(&row(-0.08, f64::NAN, 200), &all, 17));
        assert!(!differs(&row(-0.08, 0.02, 1), &all, 17));
    }
}
