//! The noise that a cohort of this size has, and what pairing saves.

use super::load::Tables;
use super::verdict::finding;
use crate::analysis::run::answer::Finding;
use crate::chart::number;
use crate::report::html::{Page, Table};
use crate::report::words::{difference_rounding, listed, size};

/// Cohorts in each of two groups that an evaluation needs to see a difference four times in five at the
/// 5% level, if it has one year's figure of each: 2(1.96 + 0.84)²(sd ÷ difference)².
fn cohorts_needed(sd: f64, difference: f64) -> f64 {
    let z = crate::statistics::normal_quantile(0.975) + crate::statistics::normal_quantile(0.8);
    (2.0 * z * z * sd * sd / (difference * difference)).ceil()
}

fn table(tables: &Tables, unit: &str, title: &str) -> Table {
    let rows = tables
        .headlines()
        .into_iter()
        .filter_map(|indicator| {
            let noise = tables.noise.iter().find(|n| n.unit == unit && n.indicator == indicator.indicator)?;
            let sd = noise.year_sd?;
            let print = difference_rounding(indicator, Some(sd));
            let found = tables
                .farthest_arm(unit, &indicator.indicator)
                .filter(|arm| finding(tables, *arm, unit, &indicator.indicator) == Finding::Apart)
                .and_then(|arm| tables.difference(arm, unit, &indicator.indicator));
            let (effect, needed) = match found {
                Some(d) => {
                    let mean = d.mean?;
                    let needed = cohorts_needed(sd, mean);
                    (
                        format!(
                            "{} ({})",
                            difference_rounding(indicator, tables.grain(unit, &indicator.indicator))
                                .print(mean),
                            d.arm
                        ),
                        if needed > 10_000.0 {
                            "more than 10,000".to_owned()
                        } else {
                            number(needed.max(2.0), 0)
                        },
                    )
                }
                None => ("Not told apart from none".to_owned(), "Cannot be said".to_owned()),
            };
            Some(vec![
                format!("{} ({})", indicator.title, indicator.unit),
                crate::report::words::rounding(indicator).print(noise.level.unwrap_or(f64::NAN)),
                format!("± {}", print.print(1.96 * sd)),
                effect,
                needed,
            ])
        })
        .collect();
    Table {
        caption: format!("{title}: one year's figure and its noise"),
        header: [
            "Measure",
            "Level",
            "Noise of one year's figure (95%)",
            "Average difference of the option that stands out most",
            "Cohorts like this in each of two groups to see it in one year",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

fn pairing(tables: &Tables, unit: &str, title: &str) -> Table {
    let mut header = vec!["Measure".to_owned()];
    header.extend((1..tables.arms()).map(|a| tables.arm(a).to_owned()));
    Table {
        caption: format!("{title}: variance of a difference with independent luck ÷ with the same luck"),
        header,
        rows: tables
            .headlines()
            .into_iter()
            .map(|indicator| {
                let mut row = vec![indicator.title.clone()];
                row.extend((1..tables.arms()).map(|arm| {
                    tables.difference(arm, unit, &indicator.indicator).map_or_else(
                        || "Not defined".to_owned(),
                        |d| match d.variance_ratio {
                            Some(ratio) => number(ratio, 1),
                            None => "No difference varies".to_owned(),
                        },
                    )
                }));
                row
            })
            .collect(),
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("noise", "What a cohort of this size can show");
    let sizes: Vec<String> = tables
        .units
        .iter()
        .filter_map(|u| {
            Some(format!("{} {}", crate::report::words::lower_first(&u.title), number(u.children?, 0)))
        })
        .collect();
    page.paragraph(&format!(
        "Looked-after children on the first day, on average over histories: {}. One year's figure for so few children moves by chance alone, and an evaluation that compares two such cohorts sees that noise, not the paired difference of a simulation.",
        listed(&sizes)
    ));
    for unit in tables.answer_units() {
        let table = table(tables, &unit.unit, &unit.title);
        if !table.rows.is_empty() {
            page.table(&table);
        }
    }
    if tables.arms() < 2 {
        return;
    }
    if let Some(d) =
        tables.answer_units().first().and_then(|u| tables.difference(1, &u.unit, "worker_changes"))
    {
        let indicator = tables.headlines().into_iter().find(|i| i.indicator == "worker_changes");
        if let (Some(half), Some(indicator)) = (d.half_width, indicator) {
            page.paragraph(&format!(
                "With {} histories, the smallest average difference in changes of case holder that would show for {} is {}. differences.csv gives it for every measure as half_width.",
                d.n,
                d.arm,
                size(indicator, half, Some(half))
            ));
        }
    }
    page.paragraph("All options share the children, their luck and the assumptions of a history. A ratio of 10 means that without this the study would need 10 times as many histories for the same precision; a ratio near 1 means that sharing luck did not help.");
    for unit in tables.answer_units() {
        page.table(&pairing(tables, &unit.unit, &unit.title));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_effect_of_half_a_standard_deviation_needs_63_a_group() {
        assert_eq!(super::cohorts_needed(1.0, 0.5), 63.0);
    }
}
