//! The answer first: what differs, for whom, by how much, how sure, and on what it turns.

use super::html::{Page, Table, escape};
use super::load::Tables;
use super::positions::turning_points;
use super::words::{
    LIKELIHOOD, Verdict, difference_rounding, difference_unit, direction, goodness, likelihood,
    listed, lower_first, percent, range, size, verdict,
};
use crate::output::rows::{DifferenceRow, IndicatorRow};

/// The question, above the contents.
pub(super) fn lead(tables: &Tables) -> String {
    format!(
        "<p class=\"inset\">{}</p>",
        escape(&tables.manifest.question)
    )
}

/// A headline with its difference.
type Found<'a> = (&'a IndicatorRow, &'a DifferenceRow);

fn found<'a>(tables: &'a Tables, arm: usize, unit: &str) -> Vec<Found<'a>> {
    tables
        .headlines()
        .into_iter()
        .filter_map(|i| tables.difference(arm, unit, &i.indicator).map(|d| (i, d)))
        .collect()
}

/// One sentence or two on an arm and a unit.
fn sentence(found: &[Found]) -> String {
    let named = |kind: Verdict, good: &str| -> Vec<String> {
        found
            .iter()
            .filter(|(_, d)| verdict(d) == kind)
            .filter(|(i, d)| good == "any" || goodness(i, d.mean.unwrap_or(0.0)) == good)
            .map(|(i, d)| {
                let mean = d.mean.unwrap_or(0.0);
                if kind == Verdict::Apart {
                    format!(
                        "{} {} by {} on average",
                        lower_first(&i.title),
                        direction(mean),
                        size(i, mean, d.half_width)
                    )
                } else {
                    lower_first(&i.title)
                }
            })
            .collect()
    };
    let mut said = Vec::new();
    for (good, word) in [("better", "Better"), ("worse", "Worse"), ("", "Different")] {
        let names = named(Verdict::Apart, good);
        if !names.is_empty() {
            said.push(format!("{word}: {}.", listed(&names)));
        }
    }
    let not = named(Verdict::NotApart, "any");
    if said.is_empty() && !not.is_empty() {
        said.push("The simulation does not tell this arm apart from the first on any headline measure that it moves.".to_owned());
    } else if !not.is_empty() {
        said.push(format!(
            "Not told apart from no difference: {}.",
            listed(&not)
        ));
    }
    let same = named(Verdict::Same, "any");
    if !same.is_empty() {
        said.push(format!(
            "Exactly the same in every replication: {}.",
            listed(&same)
        ));
    }
    said.join(" ")
}

/// How often the averages hold in a single authority.
fn single_authority(tables: &Tables) -> String {
    let mut inside = 0;
    let mut all = 0;
    for unit in tables.answer_units() {
        for arm in 1..tables.arms() {
            for (_, d) in found(tables, arm, &unit.unit) {
                if verdict(d) == Verdict::Apart {
                    all += 1;
                    let spans = d.q05.unwrap_or(0.0) <= 0.0 && d.q95.unwrap_or(0.0) >= 0.0;
                    inside += usize::from(spans);
                }
            }
        }
    }
    if all == 0 {
        "No average difference on a headline measure is told apart from none. That is not evidence that the arms are alike: the tables below give the smallest difference that this many replications could have shown.".to_owned()
    } else if inside == all {
        format!(
            "These are averages. In one authority with its own luck, the difference can go either way: for all {all} differences that are told apart from none, the middle 90% of replications includes no difference."
        )
    } else {
        format!(
            "These are averages. In one authority with its own luck, {inside} of the {all} differences that are told apart from none can still go either way: the middle 90% of replications includes no difference."
        )
    }
}

fn cell((indicator, d): &Found) -> String {
    let rounding = difference_rounding(indicator, d.half_width);
    let mean = d.mean.unwrap_or(0.0);
    let mut lines = vec![format!(
        "{} ({})",
        rounding.print(mean),
        range(&rounding, d.ci_low, d.ci_high)
    )];
    match verdict(d) {
        Verdict::Same => return "No difference in any replication".to_owned(),
        Verdict::Apart => lines.push(format!("Middle 90%: {}", range(&rounding, d.q05, d.q95))),
        Verdict::NotApart => {
            lines.push(format!("Middle 90%: {}", range(&rounding, d.q05, d.q95)));
            lines.push("Average not told apart from none".to_owned());
        }
    }
    if let (Some(better), Some(worse)) = (d.chance_better, d.chance_worse) {
        let words = likelihood(better);
        let phrase = if words.starts_with("a remote") {
            format!("{words} of being better")
        } else {
            format!("{words} to be better")
        };
        lines.push(format!(
            "{}{}: better in {}, worse in {}",
            phrase[..1].to_uppercase(),
            &phrase[1..],
            percent(Some(better)),
            percent(Some(worse))
        ));
    }
    lines.join("\n")
}

fn unit_table(tables: &Tables, unit: &str, title: &str) -> Table {
    let mut header = vec!["Measure".to_owned()];
    header.extend((1..tables.arms()).map(|a| tables.arm(a).to_owned()));
    let rows = tables
        .headlines()
        .into_iter()
        .map(|indicator| {
            let better = match indicator.better.as_str() {
                "neither" => String::new(),
                better => format!("; {better} is better"),
            };
            let mut row = vec![format!(
                "{}\n({}{better})",
                indicator.title,
                difference_unit(indicator)
            )];
            for arm in 1..tables.arms() {
                let d = tables.difference(arm, unit, &indicator.indicator);
                row.push(d.map_or_else(|| "Not defined".to_owned(), |d| cell(&(indicator, d))));
            }
            row
        })
        .collect();
    Table {
        caption: format!(
            "{title}: average difference against {}, with the 95% interval of that average in brackets",
            tables.arm(0)
        ),
        header,
        rows,
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("answer", "The answer");
    if tables.arms() < 2 {
        page.paragraph("This study has one arm, so there is nothing to compare it with.");
        return;
    }
    page.paragraph(&format!(
        "Each arm is compared with {} on the same children with the same luck, {} times; each time with another set of values for what is not known.",
        tables.arm(0),
        tables.manifest.replications
    ));
    for unit in tables.answer_units() {
        page.heading(&match unit.children {
            Some(n) => format!(
                "{} ({} looked-after children on the first day)",
                unit.title,
                crate::chart::number(n, 0)
            ),
            None => unit.title.clone(),
        });
        let items: Vec<(String, String)> = (1..tables.arms())
            .map(|arm| {
                (
                    format!("{} instead of {}.", tables.arm(arm), tables.arm(0)),
                    sentence(&found(tables, arm, &unit.unit)),
                )
            })
            .collect();
        page.named_list(&items);
    }
    page.heading("How sure this is");
    page.paragraph(&single_authority(tables));
    page.paragraph("“Told apart” means that the average difference would arise less than one time in 20 if there were none, allowing for the number of arms and measures looked at together. It says that enough replications were run, not that the model is right.");
    if !tables.manifest.failures.is_empty() {
        page.inset(&format!(
            "{} runs failed and are left out of every figure here. They are listed in the manifest.",
            tables.manifest.failures.len()
        ));
    }
    page.heading("What the answer turns on");
    for said in turning_points(tables) {
        page.paragraph(&said);
    }
    for unit in tables.answer_units() {
        page.table(&unit_table(tables, &unit.unit, &unit.title));
    }
    page.fold("Words for chances used in this report");
    page.table(&Table {
        caption: "Words for chances: the share of replications in which the arm does better"
            .to_owned(),
        header: vec!["Words".to_owned(), "Share of replications".to_owned()],
        rows: LIKELIHOOD
            .iter()
            .map(|(_, words, share)| vec![(*words).to_owned(), (*share).to_owned()])
            .collect(),
    });
    page.unfold();
}
