//! Distributions of the paired difference.

use super::load::Tables;
use super::verdict::{Verdict, verdict};
use super::{scope, source};
use crate::chart::{Heading, Ridge, Ridges, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{
    difference_rounding, difference_unit, direction, lower_first, percent, range, size,
};
use crate::results::rows::IndicatorRow;

/// The finding on one measure: the arm that stands out most.
fn title(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> String {
    let Some((arm, d)) = tables
        .farthest_arm(unit, &indicator.indicator)
        .and_then(|a| tables.difference(a, unit, &indicator.indicator).map(|d| (a, d)))
    else {
        return format!("{}: not defined here", indicator.title);
    };
    let mean = d.mean.unwrap_or(0.0);
    let zero_inside = d.q05.unwrap_or(0.0) <= 0.0 && d.q95.unwrap_or(0.0) >= 0.0;
    match verdict(d) {
        Verdict::Same => format!("{}: the same in every arm and replication", indicator.title),
        Verdict::NotApart => {
            format!("{}: no difference from {} is told apart from chance", indicator.title, tables.arm(0))
        }
        Verdict::Apart => format!(
            "{}: {} by {} on average with {}, {}",
            indicator.title,
            direction(mean),
            size(indicator, mean, tables.grain(unit, &indicator.indicator)),
            tables.arm(arm),
            if zero_inside {
                "though the middle 90% of histories hold no difference too"
            } else {
                "and of one sign in the middle 90% of histories"
            }
        ),
    }
}

fn figure(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> Figure {
    let mut rows = Vec::new();
    let mut data = Vec::new();
    let half = tables.grain(unit, &indicator.indicator);
    for arm in 1..tables.arms() {
        let Some(d) = tables.difference(arm, unit, &indicator.indicator) else {
            continue;
        };
        let first = tables.values(0, unit, &indicator.indicator);
        let values =
            tables.values(arm, unit, &indicator.indicator).iter().zip(first).map(|(a, b)| a - b).collect();
        let equal = match d.share_equal {
            Some(share) if share > 0.0 => format!(", the same in {}", percent(d.share_equal)),
            _ => String::new(),
        };
        rows.push(Ridge {
            label: d.arm.clone(),
            note: format!(
                "lower in {}{equal}, higher in {}",
                percent(d.share_lower),
                percent(d.share_higher)
            ),
            colour: arm_colour(arm),
            values,
        });
        let print = difference_rounding(indicator, half);
        data.push(vec![
            d.arm.clone(),
            d.n.to_string(),
            print.print(d.mean.unwrap_or(f64::NAN)),
            range(&print, d.ci_low, d.ci_high),
            print.print(d.q50.unwrap_or(f64::NAN)),
            range(&print, d.q05, d.q95),
            percent(d.share_lower),
            percent(d.share_equal),
            percent(d.share_higher),
            print.print(d.half_width.unwrap_or(f64::NAN)),
        ]);
    }
    let print = difference_rounding(indicator, half);
    Figure {
        heading: Heading {
            id: format!("difference-{unit}-{}", indicator.indicator).replace('_', "-"),
            title: title(tables, unit, indicator),
            subtitle: format!(
                "{}: difference against {} in the same replication, {}. {}",
                indicator.title,
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: source(tables),
            description: format!(
                "One histogram for each arm of the difference in {} against {}, with a line at no difference. {}",
                lower_first(&indicator.title),
                tables.arm(0),
                rows.iter().map(|r| format!("{}: {}.", r.label, r.note)).collect::<Vec<_>>().join(" ")
            ),
        },
        drawing: Box::new(Ridges {
            rows,
            axis: format!("Difference against {}, {}", tables.arm(0), difference_unit(indicator)),
            rounding: print,
            zero: Some(("lower".to_owned(), "higher".to_owned())),
        }),
        data: Table {
            caption: format!(
                "{}: difference against {}, {}",
                indicator.title,
                tables.arm(0),
                difference_unit(indicator)
            ),
            header: [
                "Arm",
                "Replications",
                "Mean",
                "95% interval of the mean",
                "Median",
                "Middle 90%",
                "Lower",
                "The same",
                "Higher",
                "Smallest mean difference that would show",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: data,
        },
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.arms() < 2 {
        return;
    }
    page.section("differences", "Differences, replication by replication");
    page.paragraph(&format!(
        "Each value is one arm less {} for the same children, the same luck and the same assumptions. Bars at the left of the upright line mean lower, at the right higher; replications without any difference stand as a grey bar on it, cut at the height of the others, and are counted beside the arm's name. The line under the bars holds the middle 90%, the mark on it is the median.",
        tables.arm(0)
    ));
    for indicator in tables.headlines() {
        page.figure(figure(tables, "authority", indicator));
    }
    for unit in tables.answer_units().into_iter().filter(|unit| unit.kind == "cohort") {
        page.heading(&unit.title);
        page.paragraph("The same children in every arm, whoever serves them: here an effect of the service should show most.");
        for indicator in tables.headlines() {
            page.figure(figure(tables, &unit.unit, indicator));
        }
    }
}
