//! Limits, how to repeat the study, and where its data come from.

use super::load::Tables;
use crate::analysis::run::first_year;
use crate::analysis::run::tables::TOLD;
use crate::chart::number;
use crate::report::html::{Page, Table};
use crate::report::words::{counted, listed};
use crate::results::Manifest;

/// Authorities that are named of those whose placements do not last; of more their number is told.
const UNCARRIED: usize = 3;

/// Limits of this question.
pub(super) fn brief(page: &mut Page, tables: &Tables) {
    page.section("limits", "Limits of this question");
    let mut said = vec![outside_the_model(&tables.manifest)];
    said.extend(super::opening::warnings(tables));
    said.extend(uncarried(&tables.manifest));
    if tables.manifest.posterior.is_none() {
        said.push("The model was not fitted to published figures for this: quantities are drawn from the ranges of their sources.".to_owned());
    }
    let off = tables.first_year.iter().filter(|row| row.off).count();
    let tried = tables.first_year.iter().filter(|row| row.enough).count();
    if first_year::is_beyond_chance(off, tried) {
        said.push(format!(
            "{off} of {} {} off in the model\u{2019}s first year, where chance alone would put {} of them: see above before trusting levels.",
            counted(tried, "published figure"),
            if off == 1 { "is" } else { "are" },
            first_year::by_chance(tried)
        ));
    }
    if tables.manifest.replications > TOLD {
        let first = number(TOLD as f64, 0);
        said.push(format!("Charts of single histories, comparisons of two later options or of others in the authority, and which inputs go with an outcome are of the first {first} histories; all other figures are of all."));
    }
    page.list(&said);
}

/// What holds of every answer, and is not in the model (docs/model.md).
fn outside_the_model(manifest: &Manifest) -> String {
    let year = manifest.start.split('-').next().unwrap_or(&manifest.start);
    format!(
        "Law and practice stay as in {year}, prices do not move, and children come at the rates from which the model starts, unless the option or an inadequate grade moves them. Who the case holder is moves no exit from care; siblings, sex and disability are not in the model."
    )
}

/// Authorities of which the published children by placement do not last.
fn uncarried(manifest: &Manifest) -> Option<String> {
    let all = &manifest.uncarried;
    let mut named: Vec<String> = all.iter().take(UNCARRIED).cloned().collect();
    if all.len() > UNCARRIED {
        named.push(format!("{} more", all.len() - UNCARRIED));
    }
    let of = match (all.len(), manifest.places.len()) {
        (0, _) => return None,
        (_, 1) => listed(&named),
        (some, places) => format!("{some} of {places} authorities ({})", listed(&named)),
    };
    Some(format!(
        "Of {of} the published shares of children by placement do not last: with every option the simulated ones drift from them in the first years."
    ))
}

/// How to repeat it, in commands.
pub(super) fn repeat(page: &mut Page, tables: &Tables) {
    let manifest = &tables.manifest;
    page.section("repeat", "How to repeat it");
    page.paragraph("DIR is the folder of these results.");
    page.code(&format!(
        "swplab verify DIR\nswplab report DIR\nswplab run {}.toml --seed {} --replication {}",
        manifest.scenario, manifest.seed, manifest.first_replication
    ));
}

/// Limits of every study, whatever was asked.
pub(crate) fn standing() -> Vec<String> {
    [
        "This is a simulation. It shows what follows from stated mechanisms and ranges; it has not been observed.",
        "A narrow interval of an average says that enough histories were run. It does not say that the mechanisms are the right ones, or that none is missing.",
        "Chances are shares of histories under this model and these ranges. They are not chances for a real authority unless the model is right.",
        "Many quantities are assumptions (grade D) whose ranges are judgements. Another range gives another answer.",
        "Whom a provider serves differs between options, so only groups fixed at the start and the whole authority are compared.",
        "Money is at stated prices of the year given with each quantity; benefits to children are not valued in pounds.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let manifest = &tables.manifest;
    page.section("limits", "Limits of every such study, and facts of this one");
    page.list(&standing());
    page.table(&Table {
        caption: "Facts of the study".to_owned(),
        header: ["Fact", "Value"].map(str::to_owned).to_vec(),
        rows: [
            ("Scenario", manifest.scenario.clone()),
            ("First day", manifest.start.clone()),
            ("Length", format!("{} years", manifest.horizon_years)),
            ("Arms", manifest.arms.len().to_string()),
            (
                "Replications",
                format!(
                    "{}, numbered from {}",
                    number(manifest.replications as f64, 0),
                    manifest.first_replication
                ),
            ),
            ("Runs that failed", manifest.failures.len().to_string()),
            ("Child-months simulated", number(manifest.child_months as f64, 0)),
            ("Seed", manifest.seed.to_string()),
            ("Random numbers", manifest.generator.clone()),
            ("swplab version", manifest.swplab_version.clone()),
            ("Resolved scenario, BLAKE3", manifest.scenario_blake3.clone()),
        ]
        .into_iter()
        .map(|(fact, value)| vec![fact.to_owned(), value])
        .collect(),
    });
    page.table(&Table {
        caption: "What each arm changes".to_owned(),
        header: ["Arm", "Changes"].map(str::to_owned).to_vec(),
        rows: manifest
            .arms
            .iter()
            .map(|arm| {
                let changes: Vec<String> =
                    arm.changes.iter().map(|(path, value)| format!("{path} = {value}")).collect();
                let changes = if changes.is_empty() {
                    "Nothing: the scenario as written".to_owned()
                } else {
                    changes.join("\n")
                };
                vec![arm.name.clone(), changes]
            })
            .collect(),
    });
    page.fold("The scenario as written");
    page.code(&manifest.scenario_as_written);
    page.unfold();
    page.fold("How each headline measure is defined");
    page.table(&Table {
        caption: "Definitions".to_owned(),
        header: ["Measure", "What counts", "Official definition"].map(str::to_owned).to_vec(),
        rows: tables
            .headlines()
            .into_iter()
            .map(|i| {
                let official = if i.official.is_empty() { "The project's own" } else { &i.official };
                vec![i.title.clone(), i.definition.clone(), official.to_owned()]
            })
            .collect(),
    });
    page.unfold();
    page.section("sources", "Sources of data");
    if manifest.sources.is_empty() {
        page.paragraph("The scenario names no data set.");
    } else {
        page.list(&manifest.sources);
    }
    page.paragraph("The tables of this directory are described column by column in dictionary.csv.");
}
