//! The answer first: what differs, for whom, by how much, how sure, and on what it turns.

use super::load::Tables;
use super::turning::turning_points;
use super::verdict::{Verdict, is_too_small, verdict};
use crate::analysis::run::rows::DifferenceRow;
use crate::chart::{Rounding, number};
use crate::indicator::Better;
use crate::report::html::{Page, Table, escape};
use crate::report::words::{
    LIKELIHOOD, difference_rounding, difference_unit, direction, goodness, likelihood, listed, lower_first,
    percent, range, shortest, size,
};
use crate::results::rows::IndicatorRow;

/// The question, above the contents.
pub(super) fn lead(tables: &Tables) -> String {
    format!("<p class=\"inset\">{}</p>", escape(&tables.manifest.question))
}

/// A headline with its difference and what is needed to print it.
struct Found<'a> {
    indicator: &'a IndicatorRow,
    row: &'a DifferenceRow,
    grain: Option<f64>,
    /// Mean level of the first arm.
    level: f64,
}

impl Found<'_> {
    fn mean(&self) -> f64 {
        self.row.mean.unwrap_or(0.0)
    }

    /// Size of the mean difference as a share of the level of the first arm.
    fn relative(&self) -> f64 {
        (self.mean() / self.level).abs()
    }

    /// `changes of case holder lower by 0.02 per child-year (2% of its level)`.
    fn words(&self) -> String {
        let relative = 100.0 * self.relative();
        let share = match relative {
            r if !r.is_finite() => String::new(),
            r if r < 0.1 => " (under 0.1% of its level)".to_owned(),
            r if r < 2.0 => format!(" ({}% of its level)", number(r, 1)),
            r => format!(" ({}% of its level)", number(r, 0)),
        };
        format!(
            "{} {} by {}{share}",
            lower_first(&self.indicator.title),
            direction(self.mean()),
            size(self.indicator, self.mean(), self.grain)
        )
    }
}

fn found<'a>(tables: &'a Tables, arm: usize, unit: &str) -> Vec<Found<'a>> {
    tables
        .headlines()
        .into_iter()
        .filter_map(|indicator| {
            Some(Found {
                indicator,
                row: tables.difference(arm, unit, &indicator.indicator)?,
                grain: tables.grain(unit, &indicator.indicator),
                level: tables.level(0, unit, &indicator.indicator).and_then(|l| l.mean).unwrap_or(f64::NAN),
            })
        })
        .collect()
}

/// One sentence or two on an arm and a unit.
fn sentence(found: &[Found]) -> String {
    let titles = |kind: Verdict| -> Vec<String> {
        found.iter().filter(|f| verdict(f.row) == kind).map(|f| lower_first(&f.indicator.title)).collect()
    };
    let mut said = Vec::new();
    for (good, word) in [("better", "better"), ("worse", "worse"), ("", "different")] {
        let names: Vec<String> = found
            .iter()
            .filter(|f| verdict(f.row) == Verdict::Apart && goodness(f.indicator, f.mean()) == good)
            .map(Found::words)
            .collect();
        if !names.is_empty() {
            said.push(format!("On average {word}: {}.", listed(&names)));
        }
    }
    let not = titles(Verdict::NotApart);
    if said.is_empty() && !not.is_empty() {
        said.push("Not told apart on any headline measure.".to_owned());
    } else if !not.is_empty() {
        said.push(format!("Not told apart from no difference: {}.", listed(&not)));
    }
    let small: Vec<String> =
        found.iter().filter(|f| is_too_small(f.row)).map(|f| lower_first(&f.indicator.title)).collect();
    if !small.is_empty() {
        said.push(format!("On average too small to matter: {}.", listed(&small)));
    }
    let same = titles(Verdict::Same);
    if !same.is_empty() {
        said.push(format!("Exactly the same in every replication: {}.", listed(&same)));
    }
    said.join(" ")
}

/// The answer on one unit in two sentences: how many differences are told apart, and how large they are.
fn brief(tables: &Tables, unit: &str, title: &str) -> String {
    let all: Vec<Found> = (1..tables.arms()).flat_map(|arm| found(tables, arm, unit)).collect();
    let mut apart: Vec<&Found> = all.iter().filter(|f| verdict(f.row) == Verdict::Apart).collect();
    apart.sort_by(|a, b| b.relative().total_cmp(&a.relative()));
    let Some(first) = apart.first() else {
        return format!(
            "{title}: none of the {} differences between the arms and {} is told apart from no difference.",
            all.len(),
            tables.arm(0)
        );
    };
    let opposite = match first.row.chance_better.zip(first.row.chance_worse) {
        Some((better, worse)) => {
            let (same, other) = if goodness(first.indicator, first.mean()) == "better" {
                ("better", worse)
            } else {
                ("worse", better)
            };
            let by = first.row.matters.map_or_else(String::new, |least| {
                format!(", by more than {},", size(first.indicator, least, Some(least)))
            });
            format!(
                " It is {same} on average, yet the opposite{by} in {} of replications.",
                percent(Some(other))
            )
        }
        None => String::new(),
    };
    format!(
        "{title}: {} of {} differences are told apart from no difference. The largest, as a share of its level: with {}, {}.{opposite}",
        apart.len(),
        all.len(),
        first.row.arm,
        first.words()
    )
}

/// How often the averages hold in a single authority.
fn single_authority(tables: &Tables) -> String {
    let mut inside = 0;
    let mut all = 0;
    for unit in tables.answer_units() {
        for arm in 1..tables.arms() {
            for Found { row: d, .. } in found(tables, arm, &unit.unit) {
                if verdict(d) == Verdict::Apart {
                    all += 1;
                    let spans = d.q05.unwrap_or(0.0) <= 0.0 && d.q95.unwrap_or(0.0) >= 0.0;
                    inside += usize::from(spans);
                }
            }
        }
    }
    let whole = tables.units.iter().find(|unit| unit.unit == "authority");
    let one = match whole.is_none_or(|unit| unit.title == "Whole authority") {
        true => "one authority with its own luck",
        false => "one possible history",
    };
    if all == 0 {
        "No average difference on a headline measure is told apart from none. That is not evidence that the arms are alike: the tables below give the smallest difference that this many replications could have shown.".to_owned()
    } else if inside == all {
        format!(
            "These are averages. In {one}, the difference can go either way: for all {all} differences that are told apart from none, the middle 90% of replications includes no difference."
        )
    } else {
        format!(
            "These are averages. In {one}, {inside} of the {all} differences that are told apart from none can still go either way: the middle 90% of replications includes no difference."
        )
    }
}

fn cell(d: &DifferenceRow, rounding: &Rounding) -> String {
    let mean = d.mean.unwrap_or(0.0);
    let mut lines = vec![format!("{} ({})", rounding.print(mean), range(rounding, d.ci_low, d.ci_high))];
    match verdict(d) {
        Verdict::Same => return "No difference in any replication".to_owned(),
        Verdict::Apart => lines.push(format!("Middle 90%: {}", range(rounding, d.q05, d.q95))),
        Verdict::NotApart => {
            lines.push(format!("Middle 90%: {}", range(rounding, d.q05, d.q95)));
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
        let by = d.matters.map_or_else(String::new, |least| format!(" by more than {}", shortest(least)));
        let between = match d.chance_no_matter {
            Some(share) => format!("no matter in {}, ", percent(Some(share))),
            None => String::new(),
        };
        lines.push(format!(
            "{}{}{by}: better in {}, {between}worse in {}",
            phrase[..1].to_uppercase(),
            &phrase[1..],
            percent(Some(better)),
            percent(Some(worse))
        ));
    }
    if is_too_small(d) {
        lines.push("Average too small to matter".to_owned());
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
            let better = match indicator.better {
                Better::Neither => "",
                Better::Higher => "; higher is better",
                Better::Lower => "; lower is better",
            };
            let mut row = vec![format!("{}\n({}{better})", indicator.title, difference_unit(indicator))];
            let grain = tables.grain(unit, &indicator.indicator);
            let rounding = difference_rounding(indicator, grain);
            for arm in 1..tables.arms() {
                let d = tables.difference(arm, unit, &indicator.indicator);
                row.push(d.map_or_else(|| "Not defined".to_owned(), |d| cell(d, &rounding)));
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

/// By which rule replications were added, where one was asked for.
fn stopped(tables: &Tables) -> Option<String> {
    let wishes = tables.manifest.request.get("until")?.as_array()?;
    let wishes: Vec<String> = wishes.iter().filter_map(|wish| Some(wish.as_str()?.to_owned())).collect();
    Some(format!(
        "Replications were added until every difference from {} was known as well as was asked ({}), or as many were there as it might take: {}.",
        tables.arm(0),
        listed(&wishes),
        tables.manifest.replications
    ))
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("answer", "The answer");
    if tables.arms() < 2 {
        page.paragraph("This study has one arm, so there is nothing to compare it with.");
        page.contents_here();
        return;
    }
    page.paragraph(&format!(
        "Each arm is compared with {} on the same children with the same luck, {} times; each time with another set of values for what is not known.",
        tables.arm(0),
        tables.manifest.replications
    ));
    page.heading("In short");
    let turning = turning_points(tables);
    let mut briefs: Vec<String> =
        tables.answer_units().iter().map(|u| brief(tables, &u.unit, &u.title)).collect();
    briefs.extend(turning.first().cloned());
    page.list(&briefs);
    page.paragraph(&single_authority(tables));
    for said in super::opening::warnings(tables) {
        page.inset(&said);
    }
    page.contents_here();
    for unit in tables.answer_units() {
        let day = if unit.unit == "remit" { "on the planned opening day" } else { "on the first day" };
        page.heading(&match unit.children {
            Some(n) => format!("{} ({} looked-after children {day})", unit.title, number(n, 0)),
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
    page.paragraph("“Told apart” means that the average difference would arise less than one time in 20 if there were none, allowing for the number of arms and measures looked at together. It says that enough replications were run, not that the model is right.");
    if let Some(said) = stopped(tables) {
        page.paragraph(&said);
    }
    page.paragraph("“Better” and “worse” in single histories count differences larger than the smallest that matters, “no matter” the others; an average is “too small to matter” if its whole interval lies within that size. How large a difference has to be to matter is an assumption, which a scenario may set under [parameters] with its reason; it is listed among the assumptions as matters.*.");
    if !tables.manifest.failures.is_empty() {
        page.inset(&format!(
            "{} runs failed and are left out of every figure here. They are listed in the manifest.",
            tables.manifest.failures.len()
        ));
    }
    page.heading("What the answer turns on");
    for said in &turning {
        page.paragraph(said);
    }
    for unit in tables.answer_units() {
        page.table(&unit_table(tables, &unit.unit, &unit.title));
    }
    page.fold("Words for chances used in this report");
    page.table(&Table {
        caption: "Words for chances: the share of replications in which the arm does better".to_owned(),
        header: vec!["Words".to_owned(), "Share of replications".to_owned()],
        rows: LIKELIHOOD
            .iter()
            .map(|(_, words, share)| vec![(*words).to_owned(), (*share).to_owned()])
            .collect(),
    });
    page.unfold();
}
