//! Distributions of the paired difference.

use super::load::Tables;
use super::verdict::{effects, title};
use super::{scope, source};
use crate::analysis::run::answer::{Finding, named};
use crate::chart::{Heading, Ridge, Ridges, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{difference_rounding, difference_unit, listed, lower_first, percent, range};
use crate::results::rows::IndicatorRow;

fn figure(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> Figure {
    let mut rows = Vec::new();
    let mut data = Vec::new();
    let half = tables.grain(unit, &indicator.indicator);
    let mut most = 0;
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
        let print = difference_rounding(indicator, half);
        let note = match d.n {
            1 => print.print(d.mean.unwrap_or(f64::NAN)),
            _ => format!("lower in {}{equal}, higher in {}", percent(d.share_lower), percent(d.share_higher)),
        };
        most = most.max(d.n);
        rows.push(Ridge { label: d.arm.clone(), note, colour: arm_colour(arm), values });
        let cells = [
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
        ];
        data.push(cells.to_vec());
    }
    // One history has one difference, and no spread.
    let columns = if most == 1 { 3 } else { 10 };
    data.iter_mut().for_each(|cells| cells.truncate(columns));
    let header = [
        "Option",
        "Histories",
        if most == 1 { "Difference" } else { "Mean" },
        "95% interval of the mean",
        "Median",
        "Middle 90%",
        "Lower",
        "The same",
        "Higher",
        "Smallest mean difference that would show",
    ];
    let print = difference_rounding(indicator, half);
    Figure {
        heading: Heading {
            id: format!("difference-{unit}-{}", indicator.indicator).replace('_', "-"),
            title: title(tables, unit, indicator),
            subtitle: format!(
                "{}: difference against {} in the same history, {}. {}",
                indicator.title,
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: source(tables),
            description: format!(
                "One histogram for each option of the difference in {} against {}, with a line at no difference. {}",
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
            header: header[..columns].iter().map(|head| (*head).to_owned()).collect(),
            rows: data,
        },
    }
}

/// The figure of each measure that is defined for a unit, and in words which are not.
fn figures(page: &mut Page, tables: &Tables, unit: &str) {
    let is_defined = |indicator: &&IndicatorRow| {
        effects(tables, unit, indicator).iter().any(|effect| effect.finding() != Finding::Undefined)
    };
    let (defined, others): (Vec<_>, Vec<_>) = tables.headlines().into_iter().partition(is_defined);
    for indicator in defined {
        page.figure(figure(tables, unit, indicator));
    }
    if !others.is_empty() {
        let titles: Vec<String> = others.iter().map(|one| lower_first(&one.title)).collect();
        page.paragraph(&format!("Not defined for this group of children: {}.", listed(&titles)));
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.arms() < 2 {
        return;
    }
    page.section("differences", "Differences, history by history");
    let first = named(tables.arm(0));
    if tables.manifest.replications == 1 {
        page.paragraph(&format!(
            "Each value is one option less {first} for the same children, the same luck and the same assumptions, in the one history that was lived. Nothing tells an effect from luck there."
        ));
    } else {
        page.paragraph(&format!(
            "Each value is one option less {first} for the same children, the same luck and the same assumptions. Bars at the left of the upright line mean lower, at the right higher; histories without any difference stand as a grey bar on it, cut at the height of the others, and are counted beside the option\u{2019}s name. The line under the bars holds the middle 90%, the mark on it is the median. A title tells an average apart from chance at 5 in 100 with the number of differences allowed for that are read together: the headlines of a group with every option by Holm (p_adjusted in differences.csv), of other measures p times the outcomes of the study and its options. So the 95% interval of a mean may leave out no difference that is not told apart."
        ));
    }
    figures(page, tables, "authority");
    for unit in tables.answer_units().into_iter().filter(|unit| unit.kind == "cohort") {
        page.heading(&unit.title);
        page.paragraph("The same children in every option, whoever serves them: here an effect of the service should show most.");
        figures(page, tables, &unit.unit);
    }
}
