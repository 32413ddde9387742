//! The report of a calibration, from its tables alone.

use std::path::Path;

use super::page_tables::{Read, decimals, effect_table, n, parameter_table, target_table, wave_table};
use super::rows::{TargetRow, WaveRow};
use crate::chart::{Bar, Bars, Heading, IntervalRow, Intervals, Rounding, Section, number};
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::results::file::read_table;
use crate::results::manifest::Manifest;

/// Draws charts and page of a calibration.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let files = &manifest.files;
    let read = Read {
        targets: read_table(directory, files)?,
        parameters: read_table(directory, files)?,
        waves: read_table(directory, files)?,
        populations: read_table(directory, files)?,
        effects: read_table(directory, files)?,
        manifest,
    };
    let mut page = Page::default();
    answer(&mut page, &read);
    page.contents_here();
    targets(&mut page, &read);
    if !read.is_inadequate() {
        parameters(&mut page, &read);
    }
    work(&mut page, &read);
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("Parameters are those of a model that leaves things out: each says what the model needs to come near to the figures, within the tolerances that the targets file states, and no more. A fitted target has seen its figure, so its agreement is no test; only those held out are. What is not free is drawn in every replication as in any study.");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The targets file as written");
    page.code(&read.manifest.scenario_as_written);
    page.unfold();
    page.heading("Sources of data");
    page.list(&read.manifest.sources);
    let lead = format!("<p class=\"inset\">{}</p>", escape(&read.manifest.question));
    save(directory, &page, &read.manifest.title, &lead, options)
}

fn answer(page: &mut Page, read: &Read) {
    page.section("answer", "What came out");
    if read.is_inadequate() {
        page.inset("No setting of the free parameters reproduces these targets together, within their tolerances and the priors. That is a result: the model is inadequate for them as it stands.");
        page.paragraph("The table of targets shows where the simulated point that comes nearest to all lies. Two ways lead on: a wider prior where one is too narrow, with its reason, or a discrepancy where the model is known to leave something out.");
        return;
    }
    let near = |t: &&&TargetRow| t.tolerances_off.is_some_and(|off| off.abs() <= 1.0);
    let far = |t: &&&TargetRow| t.tolerances_off.is_some_and(|off| off.abs() > 2.0);
    let (fit, held) = (read.of("fit"), read.of("hold-out"));
    page.inset(&format!(
        "With the posterior, {} of {} fitted targets come out within one tolerance, and {} beyond two; of {} held out, which no fit has seen, {} within one.",
        fit.iter().filter(near).count(),
        fit.len(),
        fit.iter().filter(far).count(),
        held.len(),
        held.iter().filter(near).count()
    ));
    let mut items = Vec::new();
    let list = |verdict: &str| {
        let named = read.parameters.iter().filter(|p| p.verdict.starts_with(verdict));
        named.map(|p| p.parameter.clone()).collect::<Vec<_>>().join(", ")
    };
    for (verdict, words) in [
        ("informed", "The data inform"),
        ("not informed", "The data do not inform, so the posterior is the prior"),
    ] {
        let named = list(verdict);
        if !named.is_empty() {
            items.push(format!("{words}: {named}."));
        }
    }
    for target in read.targets.iter().filter(|t| far(&t)) {
        items.push(format!(
            "{} ({}): simulated {}, published {}, {} tolerances off.",
            target.title,
            target.purpose,
            n(target.simulated, decimals(target.observed)),
            number(target.observed, decimals(target.observed)),
            n(target.tolerances_off, 1)
        ));
    }
    page.list(&items);
}

fn targets(page: &mut Page, read: &Read) {
    page.section("targets", "Targets: published and simulated");
    if !read.is_inadequate() {
        let section = |purpose: &str, title: &str, colour| Section {
            title: title.to_owned(),
            rows: read
                .of(purpose)
                .iter()
                .map(|t| {
                    let tolerance = (t.sd * t.sd + t.discrepancy * t.discrepancy).sqrt();
                    let off =
                        |value: Option<f64>| value.map_or(f64::NAN, |value| (value - t.observed) / tolerance);
                    IntervalRow {
                        label: t.title.clone(),
                        mid: off(t.simulated),
                        low: off(t.q05),
                        high: off(t.q95),
                        colour,
                    }
                })
                .collect(),
        };
        let beyond = read.targets.iter().filter(|t| t.tolerances_off.is_some_and(|o| o.abs() > 1.0));
        page.figure(Figure {
            heading: Heading {
                id: "targets".to_owned(),
                title: format!(
                    "{} of {} targets lie more than one tolerance from their figure",
                    beyond.count(),
                    read.targets.len()
                ),
                subtitle: "Simulated less published in tolerances, mean and 5 to 95% of the posterior, with luck that no fit has seen".to_owned(),
                source: read.source(),
                description: "One dot for each target with its interval about zero. The values are in the table.".to_owned(),
            },
            drawing: Box::new(Intervals {
                sections: vec![
                    section("fit", "Fitted", 0),
                    section("hold-out", "Held out", 2),
                ],
                axis: "Simulated less published, in tolerances".to_owned(),
                rounding: Rounding {
                    before: String::new(),
                    decimals: 0,
                    after: String::new(),
                },
                sides: ("simulated too low".to_owned(), "too high".to_owned()),
            }),
            data: target_table(read, "fit", "Fitted targets"),
        });
    }
    page.paragraph("A tolerance is the standard deviation of the figure and the stated discrepancy of the model together.");
    page.table(&target_table(read, "fit", "Fitted targets"));
    page.table(&target_table(read, "hold-out", "Targets held out: no fit has seen them"));
}

fn parameters(page: &mut Page, read: &Read) {
    page.section("parameters", "Parameters: posterior against prior");
    let rows = read.parameters.iter().map(|p| {
        let share =
            |value: Option<f64>| value.map_or(f64::NAN, |value| 100.0 * (value - p.low) / (p.high - p.low));
        IntervalRow {
            label: p.parameter.clone(),
            mid: share(p.q50),
            low: share(p.q05),
            high: share(p.q95),
            colour: if p.verdict == "informed" { 0 } else { 4 },
        }
    });
    let informed = read.parameters.iter().filter(|p| p.verdict == "informed");
    page.figure(Figure {
        heading: Heading {
            id: "posterior".to_owned(),
            title: format!(
                "The data inform {} of {} free parameters",
                informed.count(),
                read.parameters.len()
            ),
            subtitle: "Posterior median and 5 to 95%, as a share of the prior's range, %; grey: informed a little or not".to_owned(),
            source: read.source(),
            description: "One dot for each parameter with its interval between the ends of its prior. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section {
                title: String::new(),
                rows: rows.collect(),
            }],
            axis: "Share of the prior's range, %".to_owned(),
            rounding: Rounding {
                before: String::new(),
                decimals: 0,
                after: "%".to_owned(),
            },
            sides: (String::new(), String::new()),
        }),
        data: parameter_table(read),
    });
    page.paragraph("Posterior spread over prior spread: 1 means that the data say nothing. Two parameters that go together (correlation near 1 or -1) are known better in combination than each alone.");
    page.table(&parameter_table(read));
    page.heading("Which parameter moves which target");
    page.paragraph("Main effects over the prior, from the emulators of the first wave: the share of a target's variance that goes with one parameter alone. Targets without an emulator that foretells well are left out.");
    page.table(&effect_table(read));
}

fn work(page: &mut Page, read: &Read) {
    page.section("work", "How the parameters were found");
    let mut waves: Vec<&WaveRow> = Vec::new();
    for row in &read.waves {
        if waves.last().is_none_or(|last| last.wave != row.wave) {
            waves.push(row);
        }
    }
    if let Some(last) = waves.last() {
        let share = |row: &WaveRow| 100.0 * row.share_left.unwrap_or(f64::NAN);
        page.figure(Figure {
            heading: Heading {
                id: "waves".to_owned(),
                title: format!(
                    "History matching leaves {}% of the prior",
                    number(share(last), decimals(share(last)))
                ),
                subtitle: "Share of the prior that is not ruled out after each wave, %".to_owned(),
                source: read.source(),
                description: "One bar for each wave. The values are in the table.".to_owned(),
            },
            drawing: Box::new(Bars {
                rows: waves
                    .iter()
                    .map(|row| Bar {
                        label: format!("Wave {}", row.wave),
                        value: share(row),
                        floor: f64::NAN,
                        colour: 0,
                    })
                    .collect(),
                axis: "Share of the prior, %".to_owned(),
                rounding: Rounding { before: String::new(), decimals: 1, after: "%".to_owned() },
                floor_title: String::new(),
            }),
            data: wave_table(read),
        });
    }
    page.paragraph("A point is ruled out where the second largest implausibility over the targets reaches 3. Emulators with a leave-one-out Q² under 0.8 rule nothing out.");
    page.fold("Emulators, wave by wave");
    page.table(&wave_table(read));
    page.unfold();
    page.paragraph(&format!(
        "Sequential Monte Carlo ABC on what is left. {}",
        read.manifest.scenario_as_resolved.lines().next().unwrap_or("")
    ));
    let rows = read.populations.iter().map(|p| {
        vec![
            p.population.to_string(),
            p.threshold.map_or_else(|| "none".to_owned(), |t| number(t, 2)),
            p.particles.to_string(),
            p.simulations.to_string(),
            format!("{}%", number(100.0 * p.acceptance, 1)),
            number(p.effective_size, 0),
        ]
    });
    page.table(&Table {
        caption: "Populations".to_owned(),
        header: [
            "Population",
            "Largest distance",
            "Particles",
            "Points simulated",
            "Taken",
            "Effective size",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    });
}
