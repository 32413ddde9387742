//! The model after the ODD protocol, with what is in force in one study: its options, positions and quantities.

use super::assumptions::position;
use super::study::Study;
use super::text::{MODEL, links_in_words, md_table};
use crate::analysis::run::assumptions::assumptions;
use crate::evidence::Hypotheses;
use crate::report::words::{counted, listed};

/// The description.
pub(super) fn text(study: &Study) -> String {
    let manifest = &study.manifest;
    let mut out = format!(
        "# {}: the model after the ODD protocol, as it is in force\n\n{}\n\nOf swplab, {}, on {}. First what this study sets, \
         then the model, then every quantity with the value that is in force. Documents of the repository are named by their path.\n\n",
        manifest.title,
        manifest.question,
        study.version(),
        study.day()
    );
    out += "## This study\n\n";
    out += &md_table(&["what", "in force"], &facts(study));
    out += &format!("\n### Options\n\n{}\n", options(study));
    if !manifest.factors.is_empty() {
        let rows: Vec<Vec<String>> = manifest
            .factors
            .iter()
            .map(|factor| vec![factor.path.clone(), factor.levels.join(", ")])
            .collect();
        out += &format!("### Factors of the design\n\n{}\n", md_table(&["field", "levels"], &rows));
    }
    out += &format!("### What happens and changes in time\n\n{}\n\n", in_time(study));
    let all = Hypotheses::embedded().all().iter();
    let rows: Vec<Vec<String>> =
        all.map(|one| vec![one.id.clone(), one.title.clone(), position(study, one)]).collect();
    out += &format!(
        "### Positions on contested questions\n\n{}\n",
        md_table(&["id", "question", "position"], &rows)
    );
    out += &model();
    out += &format!("\n## Quantities in force\n\n{}", quantities(study));
    out
}

fn facts(study: &Study) -> Vec<Vec<String>> {
    let manifest = &study.manifest;
    let places =
        if manifest.places.is_empty() { "none is named".to_owned() } else { listed(&manifest.places) };
    let posterior = manifest.posterior.as_ref().map_or_else(
        || "none: quantities are drawn from their own ranges".to_owned(),
        |own| format!("{}, {} rows, BLAKE3 {}", own.name, own.rows, own.blake3),
    );
    let rows = [
        ("analysis", format!("swplab {}", study.command)),
        ("authorities", places),
        ("first day", manifest.start.clone()),
        ("length", counted(manifest.horizon_years as usize, "year")),
        ("replications", manifest.replications.to_string()),
        ("root seed", manifest.seed.to_string()),
        ("generator", manifest.generator.clone()),
        ("posterior", posterior),
        ("scenario as resolved, BLAKE3", manifest.scenario_blake3.clone()),
    ];
    rows.map(|(what, value)| vec![what.to_owned(), value]).to_vec()
}

fn options(study: &Study) -> String {
    let rows: Vec<Vec<String>> = study
        .arms()
        .iter()
        .map(|arm| {
            let set: Vec<String> =
                arm.changes.iter().map(|(path, value)| format!("{path} = {value}")).collect();
            let practices = arm.alternative.practices.len();
            vec![
                arm.name.clone(),
                if set.is_empty() { "nothing beyond the scenario".to_owned() } else { set.join("; ") },
                if practices == 0 { "none".to_owned() } else { practices.to_string() },
                match arm.alternative.switched_off.len() {
                    0 => "none".to_owned(),
                    _ => listed(&arm.alternative.switched_off.iter().cloned().collect::<Vec<_>>()),
                },
            ]
        })
        .collect();
    md_table(&["arm", "what it sets", "practices", "mechanisms switched off"], &rows)
}

fn in_time(study: &Study) -> String {
    let arms = study.arms().iter().map(|arm| {
        let own = &arm.alternative;
        let said: Vec<String> = [
            (own.events.len(), "dated event"),
            (own.ideas.len(), "idea"),
            (own.later.len(), "change during the run"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(count, what))
        .collect();
        let said = if said.is_empty() {
            "no dated event, idea or change during the run".to_owned()
        } else {
            listed(&said)
        };
        format!("- \"{}\": {said}.", arm.name)
    });
    let listed = arms.collect::<Vec<_>>().join("\n");
    let is_still = |arm: &crate::scenario::Arm| {
        arm.alternative.events.is_empty()
            && arm.alternative.ideas.is_empty()
            && arm.alternative.later.is_empty()
    };
    if study.arms().iter().all(is_still) {
        listed
    } else {
        format!("{listed}\n\nWhat they are stands in `scenario.toml`.")
    }
}

/// The description of the model, a floor below this document's title.
fn model() -> String {
    let mut is_code = false;
    let lines = MODEL.lines().filter(|line| !line.starts_with("<!--")).map(|line| {
        is_code ^= line.starts_with("```");
        if line.starts_with('#') && !is_code { format!("#{line}") } else { line.to_owned() }
    });
    links_in_words(&format!("{}\n", lines.collect::<Vec<_>>().join("\n")))
}

fn quantities(study: &Study) -> String {
    let rows: Vec<Vec<String>> = assumptions(study.arms())
        .into_iter()
        .map(|one| {
            let value = match study
                .manifest
                .factors
                .iter()
                .find(|factor| factor.path == format!("parameters.{}", one.id))
            {
                Some(factor) => format!("varied: {}", factor.levels.join(", ")),
                None => one.value.to_string(),
            };
            vec![
                one.id,
                one.label,
                value,
                format!("{} to {}", one.low, one.high),
                one.unit,
                one.grade,
                one.overridden.unwrap_or_default(),
            ]
        })
        .collect();
    format!(
        "Of a table by bands the value is a factor on all its entries; the entries stand in assumptions-log.csv, with the sources.\n\n{}",
        md_table(
            &["id", "quantity", "value", "range", "unit", "grade", "set by scenario or posterior"],
            &rows
        )
    )
}
