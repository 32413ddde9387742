//! The checklist STRESS-ABS (Monks and others, 2019, Journal of Simulation 13(1), 55 to 67), filled in for one study.

use super::study::Study;
use super::text::md_table;
use crate::analysis::run::assumptions::assumptions;
use crate::evidence::{Distribution, Grade};
use crate::report::words::{counted, listed};

/// An item: number, title, whether it is reported, and what is said.
type Item = (&'static str, &'static str, &'static str, String);

/// The checklist.
pub(super) fn text(study: &Study) -> String {
    let mut out = format!(
        "# {}: STRESS-ABS\n\nChecklist for the reporting of agent-based simulation studies (Monks, Currie, Onggo, Robinson, Kunc and Taylor, 2019, \
         Strengthening the reporting of empirical simulation studies, Journal of Simulation 13(1), 55 to 67). Of swplab, {}, on {}.\n",
        study.manifest.title,
        study.version(),
        study.day()
    );
    let sections = [
        ("1. Objectives", objectives(study)),
        ("2. Logic", logic(study)),
        ("3. Data", data(study)),
        ("4. Experimentation", experimentation(study)),
        ("5. Implementation", implementation(study)),
        ("6. Code access", access(study)),
    ];
    for (title, items) in sections {
        let rows: Vec<Vec<String>> = items
            .into_iter()
            .map(|(number, item, status, said)| {
                vec![number.to_owned(), item.to_owned(), status.to_owned(), said]
            })
            .collect();
        out += &format!("\n## {title}\n\n{}", md_table(&["item", "what", "reported", "where or how"], &rows));
    }
    out
}

fn objectives(study: &Study) -> Vec<Item> {
    let outcomes: Vec<String> = study.manifest.outcomes.iter().map(|id| study.title(id)).collect();
    let lead = match outcomes.as_slice() {
        [] => "The figures of this analysis are defined in its tables (results/dictionary.csv).".to_owned(),
        all => format!(
            "Outcomes that lead: {}. Definitions of all indicators: results/indicators.csv; how intervals are made: results/dictionary.csv.",
            listed(all)
        ),
    };
    let names: Vec<String> = study.arms().iter().map(|arm| format!("\"{}\"", arm.name)).collect();
    let mut aims = format!(
        "The question: {} Arms: {}; the first is the reference.",
        study.manifest.question,
        listed(&names)
    );
    if !study.manifest.factors.is_empty() {
        let factors = study
            .manifest
            .factors
            .iter()
            .map(|factor| format!("{} over {}", factor.path, factor.levels.join(", ")));
        aims += &format!(" Design: {}.", factors.collect::<Vec<_>>().join("; "));
    }
    vec![
        ("1.1", "Purpose of the model", "yes", "odd.md, section 1".to_owned()),
        ("1.2", "Model outputs", "yes", lead),
        ("1.3", "Aims of the experiment", "yes", aims),
    ]
}

fn logic(study: &Study) -> Vec<Item> {
    let practices: usize = study.arms().iter().map(|arm| arm.alternative.practices.len()).max().unwrap_or(0);
    let topology = match practices {
        0 => "Children share case holders, and case holders a team and its manager; no arm has a practice."
            .to_owned(),
        _ => format!(
            "Children share case holders, and case holders a team and its manager; authorities and practices meet in contracts (up to {} in an arm).",
            counted(practices, "practice")
        ),
    };
    vec![
        ("2.1", "Diagram of the base model", "partly", "The order of a month is a list and not a drawing: odd.md, section 3".to_owned()),
        ("2.2", "Logic of the base model", "yes", "odd.md, sections 3 and 7; equations: docs/equations.md of the repository".to_owned()),
        ("2.3", "Logic of the scenarios", "yes", "odd.md, Options, Factors and Positions; scenario.toml".to_owned()),
        ("2.4", "Algorithms", "yes", "Competing risks by one loop over each child's events in order of day: odd.md, section 3; docs/equations.md".to_owned()),
        ("2.5.1", "Environment", "yes", "Authorities with their published figures, elections, inspections and dated events; there is no space: odd.md, section 2".to_owned()),
        ("2.5.2", "Agents", "yes", "Children and young people, case holders in posts, managers, teams, authorities, practices, with their states: odd.md, section 2; decisions: odd.md, Notes on human decisions".to_owned()),
        ("2.5.3", "Interaction topology", "yes", topology),
        ("2.5.4", "Entry and exit", "yes", "Children start and cease to be looked after, posts are filled and left, contracts begin and end: odd.md, sections 3 and 7".to_owned()),
    ]
}

fn data(study: &Study) -> Vec<Item> {
    let all = assumptions(study.arms());
    let graded = |grade: &Grade| all.iter().filter(|one| one.grade == grade.letter()).count();
    let grades: Vec<String> = Grade::ALL
        .iter()
        .map(|grade| format!("{} of grade {} ({})", graded(grade), grade.letter(), grade.meaning()))
        .collect();
    let sources = match study.manifest.sources.as_slice() {
        [] => "No published figures are named.".to_owned(),
        sources => sources.join(" "),
    };
    vec![
        ("3.1", "Data sources", "yes", sources),
        (
            "3.2",
            "Pre-processing",
            "yes",
            "docs/derivations.md of the repository, and the remarks in the profiles of authorities"
                .to_owned(),
        ),
        (
            "3.3",
            "Input parameters",
            "yes",
            format!(
                "{} quantities: {}. Each with value, range, source and grade in assumptions-log.csv and odd.md.",
                all.len(),
                listed(&grades)
            ),
        ),
        ("3.4", "Assumptions", "yes", "assumptions-log.csv, with quality and impact".to_owned()),
    ]
}

fn experimentation(study: &Study) -> Vec<Item> {
    let manifest = &study.manifest;
    let estimation = match (study.command, manifest.replications) {
        (_, 1) => {
            "One replication: one possible history, from which no spread and no interval follow.".to_owned()
        }
        ("run" | "sweep", many) => format!(
            "{many} replications; arms share the luck of every child, so that differences are paired within a replication; \
             intervals are of means over replications (t), unless a column says otherwise."
        ),
        (command, many) => format!(
            "{many} replications, or rows of a design; how `swplab {command}` estimates is told in docs/results.md of the \
             repository and in the columns of its tables."
        ),
    };
    vec![
        (
            "4.1",
            "Initialisation",
            "yes",
            "The first day is made from the published figures, or in the balance of their rates where a scenario asks for it: odd.md, section 5"
                .to_owned(),
        ),
        (
            "4.2",
            "Run length",
            "yes",
            format!(
                "{} from {}, in steps of a month with event times inside it",
                counted(manifest.horizon_years as usize, "year"),
                manifest.start
            ),
        ),
        ("4.3", "Estimation approach", "yes", estimation),
    ]
}

fn implementation(study: &Study) -> Vec<Item> {
    let drawn = crate::evidence::Evidence::embedded()
        .quantities()
        .iter()
        .filter(|one| one.is_of_studies() && one.distribution != Distribution::Fixed)
        .count();
    let system = study.log.as_ref().map_or_else(
        || "not recorded with these results".to_owned(),
        |log| format!("{}, {}, {:.1} seconds", log.host, counted(log.threads, "thread"), log.seconds),
    );
    vec![
        ("5.1", "Software or programming language", "yes", format!("swplab, {}, in Rust", study.version())),
        ("5.2", "Random sampling", "yes", format!("{}: every draw has an address of seed, replication, purpose and name. Root seed {}. {drawn} quantities have a range from which a replication may draw.", study.manifest.generator, study.manifest.seed)),
        ("5.3", "Model execution", "yes", "The steps of a month in a fixed order; within a child's month, events in order of day: odd.md, section 3".to_owned()),
        ("5.4", "System specification", if study.log.is_some() { "yes" } else { "no" }, system),
    ]
}

fn access(study: &Study) -> Vec<Item> {
    let status = if study.commit.is_empty() { "partly" } else { "yes" };
    vec![(
        "6.1",
        "Computer model sharing statement",
        status,
        format!(
            "The program is licensed MIT or Apache-2.0; {}. The scenario, the seed and the texts of all files that it names stand in results/manifest.json, from which `swplab verify results` repeats the study.",
            study.version()
        ),
    )]
}
