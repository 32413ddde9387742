//! The report of what a design can see, from its tables alone.

use std::path::Path;

use super::rows::{MeasureRow, PowerLine, QuantityRow};
use super::words::{against, chance, design, ending, lead_of, quantities, signed};
use crate::analysis::observe::{Design, TESTS, WINDOWS};
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Rounding, Series, number};
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::results::file::read_table;
use crate::results::manifest::Manifest;

/// Everything on the page.
struct Read {
    manifest: Manifest,
    measures: Vec<MeasureRow>,
    rows: Vec<PowerLine>,
    quantities: Vec<QuantityRow>,
    comparators: Vec<String>,
    lead: String,
    window: String,
}

impl Read {
    fn of<'a>(
        &'a self,
        measure: &'a str,
        comparator: &'a str,
        test: &'a str,
    ) -> impl Iterator<Item = &'a PowerLine> + 'a {
        self.rows.iter().filter(move |row| {
            row.window == self.window
                && row.measure == measure
                && row.comparator == comparator
                && row.test == test
        })
    }

    /// The smallest effect looked for that is seen with 80 chances in 100.
    fn smallest_seen(&self, measure: &str) -> Option<f64> {
        self.of(measure, &self.lead, TESTS[0])
            .filter(|row| row.effect > 0.0 && row.power.unwrap_or(0.0) >= 0.8)
            .map(|row| row.effect)
            .reduce(f64::min)
    }
}

fn title(measure: &MeasureRow) -> String {
    format!("{} ({})", measure.title, measure.unit)
}

fn curves(read: &Read) -> Figure {
    let panel = |measure: &MeasureRow| Panel {
        title: measure.title.clone(),
        series: read
            .comparators
            .iter()
            .enumerate()
            .map(|(colour, comparator)| Series {
                label: String::new(),
                colour,
                points: read
                    .of(&measure.measure, comparator, TESTS[0])
                    .filter_map(|row| {
                        let (power, half) = (100.0 * row.power?, 100.0 * row.half_width.unwrap_or(0.0));
                        Some(Point { x: row.effect, y: power, low: power - half, high: power + half })
                    })
                    .collect(),
                step: false,
                marked: true,
                band: false,
            })
            .collect(),
        points_of_interest: Vec::new(),
    };
    let seen = read.measures.iter().filter(|measure| read.smallest_seen(&measure.measure).is_some()).count();
    let mut effects: Vec<f64> = read.rows.iter().map(|row| row.effect).collect();
    effects.sort_by(f64::total_cmp);
    effects.dedup();
    let largest = effects.last().copied().unwrap_or(0.0);
    Figure {
        heading: Heading {
            id: "power".to_owned(),
            title: format!(
                "An effect of {largest} standard deviations is seen with 80 chances in 100 in {seen} of {} measures",
                read.measures.len()
            ),
            subtitle: format!(
                "Chance that an effect is called different from none at 5%, by its size and by comparator, window {}, {} replications",
                read.window, read.manifest.replications
            ),
            source: source(&read.manifest),
            description: "One panel for each measure, one line for each comparator: the chance of being seen by size of the effect. The values are in the tables.".to_owned(),
        },
        drawing: Box::new(Panels {
            panels: read.measures.iter().map(panel).collect(),
            y_title: "Chance of being called different, per cent".to_owned(),
            x_title: "Effect, standard deviations".to_owned(),
            x_labels: effects.iter().map(|e| (*e, format!("{e}"))).collect(),
            rounding: Rounding {
                before: String::new(),
                decimals: 0,
                after: "%".to_owned(),
            },
            y_limits: Some((0.0, 100.0)),
            key: read
                .comparators
                .iter()
                .enumerate()
                .map(|(colour, comparator)| (KeyMark::Line(colour), comparator.clone()))
                .collect(),
        }),
        data: comparators_table(read),
    }
}

fn source(manifest: &Manifest) -> String {
    let hash: String = manifest.scenario_blake3.chars().take(8).collect();
    format!(
        "Source: swplab {} simulation of scenario {} ({hash}).",
        manifest.swplab_version, manifest.scenario
    )
}

/// Power by comparator, both tests.
fn comparators_table(read: &Read) -> Table {
    let mut header = vec!["Measure".to_owned(), "Effect".to_owned()];
    for test in TESTS {
        for comparator in &read.comparators {
            header.push(format!("{comparator}, {test}"));
        }
    }
    let mut rows = Vec::new();
    for measure in &read.measures {
        for first in read.of(&measure.measure, &read.lead, TESTS[0]) {
            let mut row = vec![title(measure), number(first.effect, 2)];
            for test in TESTS {
                for comparator in &read.comparators {
                    let found =
                        read.of(&measure.measure, comparator, test).find(|row| row.effect == first.effect);
                    row.push(found.map_or_else(String::new, |r| chance(r.power, r.half_width)));
                }
            }
            rows.push(row);
        }
    }
    Table {
        caption: format!("Chance of being called different by comparator and test, window {}", read.window),
        header,
        rows,
    }
}

/// Errors of sign and size against one comparator.
fn errors_table(read: &Read, comparator: &str) -> Table {
    let mut rows = Vec::new();
    for measure in &read.measures {
        for row in read.of(&measure.measure, comparator, TESTS[0]) {
            let is_effect = row.effect > 0.0;
            rows.push(vec![
                title(measure),
                number(row.effect, 2),
                chance(row.power, row.half_width),
                if is_effect { chance(row.wrong_sign, None) } else { "no effect: false alarms".to_owned() },
                match row.exaggeration.filter(|_| is_effect) {
                    Some(times) => format!("{} times", number(times, 1)),
                    None => String::new(),
                },
                row.error.map_or_else(String::new, |e| number(e, 2)),
                row.bias.map_or_else(String::new, |b| signed(b, 2)),
                row.sites_needed.map_or_else(String::new, |n| number(n, 0)),
            ]);
        }
    }
    Table {
        caption: format!(
            "Practices against {}, window {}: what is seen and how it errs",
            against(comparator),
            read.window
        ),
        header: [
            "Measure",
            "Effect (SD)",
            "Called different",
            "Of these, wrong sign (type S)",
            "Of these, size against the truth (type M)",
            "Standard error (SD)",
            "Bias (SD)",
            "Sites needed for 80%, about",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

/// Draws charts and page of a study of power.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let asked = Design::of(&manifest);
    let rows: Vec<PowerLine> = read_table(directory, &manifest.files)?;
    let mut comparators: Vec<String> = Vec::new();
    for row in &rows {
        if !comparators.contains(&row.comparator) {
            comparators.push(row.comparator.clone());
        }
    }
    let held: Vec<&str> = comparators.iter().map(String::as_str).collect();
    let read = Read {
        measures: read_table(directory, &manifest.files)?,
        quantities: read_table(directory, &manifest.files)?,
        lead: lead_of(&manifest, &held),
        window: asked.window.clone().unwrap_or_else(|| WINDOWS[0].to_owned()),
        comparators,
        rows,
        manifest,
    };
    let mut page = Page::default();
    page.section("answer", "Which effects this design can see");
    let items: Vec<String> = read
        .measures
        .iter()
        .map(|measure| match read.smallest_seen(&measure.measure) {
            Some(effect) => format!(
                "{}: of the effects looked for, the smallest seen with 80 chances in 100 is {effect} standard deviations.",
                title(measure)
            ),
            None => format!(
                "{}: none of the effects looked for is seen with 80 chances in 100.",
                title(measure)
            ),
        })
        .collect();
    page.list(&items);
    page.paragraph(&format!(
        "Practices are compared with {}. An effect of a stated size is imposed on what the staff, children and records of the practices would say, in standard deviations of the host's answers and in each measure's good direction; then the evaluation is simulated with its samples, noise and non-response. The rest, such as how sites differ, is as the simulated worlds make it.",
        against(&read.lead)
    ));
    page.contents_here();
    page.section("power", "Power by size of the effect");
    page.figure(curves(&read));
    page.section("errors", "Wrong signs and exaggeration");
    page.paragraph("Where power is low, an effect that is called different is so by luck: its sign may be wrong (type S error), and its size is exaggerated (type M error). An evaluation that reports only what is significant then misleads about both. The last column says how many sites of the same kind, with as many answers each, it would take to see the effect with 80 chances in 100 (normal formula: sites × (2.8 × standard error ÷ effect)²).");
    for comparator in &read.comparators {
        page.table(&errors_table(&read, comparator));
    }
    page.section("tests", "By comparator and test");
    page.paragraph("The mixed test weights sites by their precision and adds a variance between them; it is what an evaluator with a mixed model does. With few sites it calls differences too often, as its false alarms show. The by-site test takes each site as one observation: it keeps its level and sees less.");
    page.table(&comparators_table(&read));
    page.section("design", "The design");
    page.named_list(&design(&asked, &read.manifest));
    quantities(&mut page, &read.quantities);
    ending(&mut page, &read.manifest, "power.csv holds both windows, all comparators and both tests.");
    let lead = format!("<p class=\"inset\">{}</p>", escape(&read.manifest.question));
    save(directory, &page, &read.manifest.title, &lead, options)
}
