//! What the page of a simulated evaluation reads, and the tables on it.

use super::rows::{FoundLine, MeasureRow, PlausibilityRow, QuantityRow, ReadingLine, SiteLine, WindowLine};
use super::words::{against, chance, signed};
use crate::analysis::observe::READINGS;
use crate::chart::number;
use crate::report::Table;
use crate::results::manifest::Manifest;

/// Everything on the page.
pub(super) struct Read {
    pub(super) manifest: Manifest,
    pub(super) measures: Vec<MeasureRow>,
    pub(super) found: Vec<FoundLine>,
    pub(super) plausible: Vec<PlausibilityRow>,
    pub(super) readings: Vec<ReadingLine>,
    pub(super) windows: Vec<WindowLine>,
    pub(super) sites: Vec<SiteLine>,
    pub(super) quantities: Vec<QuantityRow>,
    pub(super) lead: String,
    /// Window that the scenario looks at.
    pub(super) window: String,
}

impl Read {
    pub(super) fn measure(&self, id: &str) -> Option<&MeasureRow> {
        self.measures.iter().find(|measure| measure.measure == id)
    }

    pub(super) fn title(&self, id: &str) -> String {
        self.measure(id).map_or_else(|| id.to_owned(), |m| format!("{} ({})", m.title, m.unit))
    }

    pub(super) fn print(&self, id: &str, value: Option<f64>) -> String {
        let decimals = self.measure(id).map_or(2, |measure| measure.decimals + 1);
        value.map_or_else(|| "not defined".to_owned(), |v| signed(v, decimals))
    }

    pub(super) fn leading(&self, window: &str) -> Vec<&FoundLine> {
        let rows = self.found.iter();
        rows.filter(|row| row.window == window && row.comparator == self.lead).collect()
    }

    /// Id and title of a hypothesis.
    pub(super) fn question(&self, id: &str) -> String {
        let known = self.manifest.hypotheses.iter().find(|known| known.id == id);
        known.map_or_else(|| id.to_owned(), |known| format!("{id} {}:", known.title))
    }

    pub(super) fn source(&self) -> String {
        let hash: String = self.manifest.scenario_blake3.chars().take(8).collect();
        format!(
            "Source: swplab {} simulation of scenario {} ({hash}).",
            self.manifest.swplab_version, self.manifest.scenario
        )
    }
}

/// What is true and what is seen, by measure.
pub(super) fn found_table(read: &Read, window: &str, comparator: &str) -> Table {
    let rows = read.found.iter().filter(|row| row.window == window && row.comparator == comparator);
    Table {
        caption: format!(
            "Practices against {}, window {window}: what is true and what is seen",
            against(comparator)
        ),
        header: [
            "Measure",
            "True difference",
            "95% interval of its mean",
            "In standard deviations",
            "Standard error of an evaluation",
            "Chance of being called different",
            "The same by the t test over sites",
            "Wrong sign, of those called different",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows
            .map(|row| {
                let print = |value| read.print(&row.measure, value);
                vec![
                    read.title(&row.measure),
                    print(row.true_difference),
                    format!("{} to {}", print(row.true_low), print(row.true_high)),
                    row.true_effect.map_or_else(String::new, |v| signed(v, 2)),
                    row.error.map_or_else(String::new, |v| number(v, 2)),
                    chance(row.chance, row.chance_half_width),
                    chance(row.chance_by_site, row.by_site_half_width),
                    chance(row.wrong_sign, None),
                ]
            })
            .collect(),
    }
}

/// Each position against the measured nulls.
pub(super) fn nulls_table(read: &Read) -> Table {
    let rows: Vec<&PlausibilityRow> =
        read.plausible.iter().filter(|row| row.comparator == read.lead).collect();
    let mut nulls: Vec<&str> = Vec::new();
    for row in &rows {
        if !nulls.contains(&row.measure.as_str()) {
            nulls.push(&row.measure);
        }
    }
    let mut header = vec!["Position".to_owned(), "Replications".to_owned()];
    for id in &nulls {
        let title = read.measure(id).map_or("", |measure| &measure.title);
        header.push(format!("{title}: true effect and power"));
    }
    header.push("None of them seen".to_owned());
    header.push("Weight among the positions".to_owned());
    header.push("Verdict".to_owned());
    let lines = rows.chunks(nulls.len().max(1)).map(|position| {
        let first = position[0];
        let mut line =
            vec![format!("{}\n{}", read.question(&first.hypothesis), first.position), first.n.to_string()];
        line.extend(position.iter().map(|one| {
            format!(
                "{} SD\n{}",
                one.true_effect.map_or_else(String::new, |v| signed(v, 2)),
                chance(one.chance, one.chance_half_width)
            )
        }));
        line.push(chance(first.none_seen, first.none_half_width));
        line.push(chance(first.weight, None));
        let against: Vec<&str> = position
            .iter()
            .filter(|one| one.verdict == "implausible")
            .filter_map(|one| Some(read.measure(&one.measure)?.title.as_str()))
            .collect();
        line.push(if against.is_empty() {
            "compatible".to_owned()
        } else {
            format!("implausible: {}", against.join(", "))
        });
        line
    });
    Table {
        caption: format!(
            "Each position against the measured nulls, practices against {}, window {}",
            against(&read.lead),
            read.window
        ),
        header,
        rows: lines.collect(),
    }
}

/// How often each reading of no difference is right.
pub(super) fn readings_table(read: &Read) -> Table {
    let rows = read.readings.iter().filter(|row| row.window == read.window && row.comparator == read.lead);
    let mut header = vec!["Measure".to_owned(), "No difference found".to_owned()];
    header.extend(READINGS.iter().map(|r| format!("{} is right", r.name)));
    Table {
        caption: "Where no difference was found: how often each reading of it is right".to_owned(),
        header,
        rows: rows
            .map(|row| {
                vec![
                    read.title(&row.measure),
                    chance(row.no_difference, None),
                    chance(row.equal_good, None),
                    chance(row.no_added_value, None),
                    chance(row.underpowered, None),
                ]
            })
            .collect(),
    }
}

/// Both windows side by side.
pub(super) fn windows_table(read: &Read) -> Table {
    let rows = read.windows.iter().filter(|row| row.comparator == read.lead);
    Table {
        caption: "The true difference in the first window and once the practices have settled".to_owned(),
        header: [
            "Measure",
            "Replications",
            "Window year-1",
            "Window steady-state",
            "Replications in which the sign changes",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows
            .map(|row| {
                let with = |value: Option<f64>, half: Option<f64>| {
                    let decimals = read.measure(&row.measure).map_or(2, |m| m.decimals + 1);
                    let half = half.map_or_else(String::new, |h| number(h, decimals));
                    format!("{}\u{a0}±\u{a0}{half}", read.print(&row.measure, value))
                };
                vec![
                    read.title(&row.measure),
                    row.n.to_string(),
                    with(row.early, row.early_half_width),
                    with(row.settled, row.settled_half_width),
                    chance(row.sign_changes, None),
                ]
            })
            .collect(),
    }
}

/// One evaluation, site by site.
pub(super) fn example_table(read: &Read) -> Table {
    let first = read.manifest.first_replication;
    let wanted: Vec<&str> = read
        .measures
        .iter()
        .filter(|measure| measure.measured_null || measure.measure == "caseload")
        .map(|measure| measure.measure.as_str())
        .collect();
    let rows = read.sites.iter().filter(|row| {
        row.replication == first
            && row.window == read.window
            && row.answers > 0
            && wanted.contains(&row.measure.as_str())
    });
    Table {
        caption: format!("One evaluation: the first of replication {first}, site by site"),
        header: ["Site and group", "Measure", "Answers", "True value", "Observed mean"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows
            .map(|row| {
                let decimals = read.measure(&row.measure).map_or(2, |m| m.decimals + 1);
                let print = |v: Option<f64>| v.map_or_else(String::new, |v| number(v, decimals));
                vec![
                    format!("{}: {}", row.practice, row.group),
                    read.title(&row.measure),
                    row.answers.to_string(),
                    print(row.true_value),
                    print(row.observed),
                ]
            })
            .collect(),
    }
}
