//! The report of a simulated evaluation, from its tables alone.

use std::path::Path;

use super::page_tables::{Read, example_table, found_table, nulls_table, readings_table, windows_table};
use super::rows::FoundLine;
use super::words::{against, chance, design, ending, lead_of, quantities, signed};
use crate::analysis::observe::{Design, READINGS, WINDOWS};
use crate::chart::{Heading, IntervalRow, Intervals, Rounding, Section};
use crate::report::{Figure, Page, escape, save};
use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::results::file::read_table;
use crate::results::manifest::Manifest;

/// The answer, before anything else.
fn answer(page: &mut Page, read: &Read) {
    page.section("answer", "What the evaluation could see");
    let rows = read.leading(&read.window);
    let seen: Vec<String> = rows
        .iter()
        .filter(|row| row.chance.unwrap_or(0.0) >= 0.8)
        .map(|row| read.title(&row.measure))
        .collect();
    page.inset(&format!(
        "With its samples and in its window, the evaluation sees {} of {} true differences with 80 chances in 100 or more{}.",
        seen.len(),
        rows.len(),
        if seen.is_empty() {
            let most = rows
                .iter()
                .max_by(|a, b| a.chance.unwrap_or(0.0).total_cmp(&b.chance.unwrap_or(0.0)));
            most.map_or_else(String::new, |row| {
                format!(
                    "; the one most often seen is {}, with {}",
                    read.title(&row.measure),
                    chance(row.chance, None)
                )
            })
        } else {
            format!(": {}", seen.join("; "))
        }
    ));
    let mut items = Vec::new();
    for row in &rows {
        let Some(measure) = read.measure(&row.measure) else {
            continue;
        };
        if measure.measured_null {
            items.push(format!(
                "{}: the evaluation found no difference. Here the true effect is {} standard deviations on average, and it would be called different in {} of evaluations.",
                measure.title,
                row.true_effect.map_or_else(String::new, |v| signed(v, 2)),
                chance(row.chance, None)
            ));
        }
    }
    let mut against_nulls: Vec<String> = Vec::new();
    for row in &read.plausible {
        let name = format!("{} {}", row.hypothesis, row.position);
        let is_new = !against_nulls.contains(&name);
        if row.comparator == read.lead && row.verdict == "implausible" && is_new {
            against_nulls.push(name);
        }
    }
    items.push(if against_nulls.is_empty() {
        "No position on a contested question contradicts a measured null: none would have been seen with 80 chances in 100.".to_owned()
    } else {
        format!(
            "Implausible, because the evaluation would have seen them: {}.",
            against_nulls.join(", ")
        )
    });
    page.list(&items);
    page.paragraph(&format!(
        "Practices are compared with {}. True differences are known, because the world is simulated; each of {} replications is one possible history with its own values for what is not known, evaluated again and again with other respondents.",
        against(&read.lead),
        read.manifest.replications
    ));
}

fn chances(read: &Read) -> Figure {
    let rows = read.leading(&read.window);
    let seldom = rows.iter().filter(|row| row.chance.unwrap_or(0.0) < 0.8).count();
    let of = |row: &&FoundLine| IntervalRow {
        label: read.title(&row.measure),
        mid: 100.0 * row.chance.unwrap_or(f64::NAN),
        low: 100.0 * (row.chance.unwrap_or(f64::NAN) - row.chance_half_width.unwrap_or(0.0)),
        high: 100.0 * (row.chance.unwrap_or(f64::NAN) + row.chance_half_width.unwrap_or(0.0)),
        colour: 0,
    };
    Figure {
        heading: Heading {
            id: "chances".to_owned(),
            title: format!(
                "{seldom} of {} measures: less than 80 chances in 100 of seeing the true difference",
                rows.len()
            ),
            subtitle: format!(
                "Chance that the evaluation calls the difference different from none at 5%, per cent, practices against {}, window {}, {} replications",
                against(&read.lead),
                read.window,
                read.manifest.replications
            ),
            source: read.source(),
            description: "One dot for each measure with the 95% interval of the chance over replications. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: vec![Section {
                title: String::new(),
                rows: rows.iter().map(of).collect(),
            }],
            axis: "Chance of being called different, per cent".to_owned(),
            rounding: Rounding {
                before: String::new(),
                decimals: 0,
                after: "%".to_owned(),
            },
            sides: (String::new(), "seen more often".to_owned()),
        }),
        data: found_table(read, &read.window, &read.lead),
    }
}

/// Draws charts and page of a simulated evaluation.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let asked = Design::of(&manifest);
    let files = &manifest.files;
    let found: Vec<FoundLine> = read_table(directory, files)?;
    let held: Vec<&str> = found.iter().map(|row| row.comparator.as_str()).collect();
    let read = Read {
        measures: read_table(directory, files)?,
        plausible: read_table(directory, files)?,
        readings: read_table(directory, files)?,
        windows: read_table(directory, files)?,
        sites: read_table(directory, files)?,
        quantities: read_table(directory, files)?,
        lead: lead_of(&manifest, &held),
        window: asked.window.clone().unwrap_or_else(|| WINDOWS[0].to_owned()),
        found,
        manifest,
    };
    let mut page = Page::default();
    answer(&mut page, &read);
    page.contents_here();
    page.section("seen", "What is true and what is seen");
    page.figure(chances(&read));
    let mut comparators: Vec<&str> = Vec::new();
    for row in &read.found {
        if !comparators.contains(&row.comparator.as_str()) {
            comparators.push(&row.comparator);
        }
    }
    for comparator in &comparators {
        page.table(&found_table(&read, &read.window, comparator));
    }
    page.section("nulls", "Measured nulls: which positions contradict them");
    page.paragraph("The national evaluation found no difference in paperwork time, burnout and job control. Where a position on a contested question holds, the table shows the true effect in standard deviations (SD) and, as its power, the chance (± half-width of its 95% interval) that the evaluation, with these samples, would have called it different. A position is called implausible if that chance reaches 80%: then the null would hardly have been found. No position is left out of any other result because of it.");
    page.paragraph("\"None of them seen\" is the chance of what was in fact found: no difference in all three. The weight compares the positions of one question by that chance alone, as if all had been equally likely before. Positions on questions that touch none of the three differ by chance only.");
    page.table(&nulls_table(&read));
    page.section("readings", "What no difference means (H4)");
    page.paragraph("The same finding is read in three ways. Each is right or wrong of a simulated truth, whose differences are known here; \"better\" follows each measure's good direction.");
    let items: Vec<(String, String)> = READINGS
        .iter()
        .map(|r| (format!("{}:", r.name), format!("{} Right if {}.", r.concludes, r.right_if)))
        .collect();
    page.named_list(&items);
    page.paragraph("The smallest difference that matters is the quantity observation.margin. Equal-good and no-added-value are both right where the true difference is small.");
    if let Some(taken) = &asked.reading {
        page.paragraph(&format!("This scenario takes the reading {taken}."));
    }
    page.table(&readings_table(&read));
    page.section("windows", "When one looks (H17)");
    let other = WINDOWS.into_iter().find(|window| *window != read.window).unwrap_or(WINDOWS[1]);
    page.table(&windows_table(&read));
    page.table(&found_table(&read, other, &read.lead));
    page.section("design", "The design");
    page.named_list(&design(&asked, &read.manifest));
    quantities(&mut page, &read.quantities);
    page.fold("One evaluation, site by site");
    page.table(&example_table(&read));
    page.unfold();
    ending(
        &mut page,
        &read.manifest,
        "evaluations.csv holds every replication, sites.csv what was true and what was answered at each site, found.csv the tables above.",
    );
    let lead = format!("<p class=\"inset\">{}</p>", escape(&read.manifest.question));
    save(directory, &page, &read.manifest.title, &lead, options)
}
