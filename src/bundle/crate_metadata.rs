//! RO-Crate 1.1: the files of a bundle, the program that made them, the run, and whose figures they start from.

use serde_json::{Value, json};

use super::parts::Part;
use super::study::Study;
use crate::report::words::listed;

const CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const PROFILE: &str = "https://w3id.org/ro/crate/1.1";
const LICENCES: [(&str, &str); 3] = [
    ("https://spdx.org/licenses/MIT", "MIT License"),
    ("https://spdx.org/licenses/Apache-2.0", "Apache License 2.0"),
    (
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "Open Government Licence v3.0",
    ),
];

fn reference(id: &str) -> Value {
    json!({ "@id": id })
}

/// The metadata, as it is written.
pub(super) fn text(study: &Study, parts: &[Part]) -> String {
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": reference(PROFILE),
            "about": reference("./"),
        }),
        root(study, parts),
        folder(
            parts,
            "results/",
            "Results",
            "The results directory as it was written: tables, page, manifest",
        ),
        folder(parts, "results/charts/", "Charts", "The figures of the report"),
        terms(study),
        program(study),
        run(study, parts),
    ];
    graph.retain(|entity| {
        entity["@type"] != "Dataset" || entity["@id"] == "./" || entity["hasPart"] != json!([])
    });
    graph.extend(
        LICENCES.iter().map(|(id, name)| json!({ "@id": id, "@type": "CreativeWork", "name": name })),
    );
    graph.extend(study.manifest.sources.iter().enumerate().map(|(number, source)| {
        let mut data = json!({
            "@id": format!("#figures-{}", number + 1),
            "@type": "CreativeWork",
            "name": "Figures from which the study starts",
            "description": source,
        });
        if source.contains("Open Government Licence v3.0") {
            data["license"] = reference(LICENCES[2].0);
        }
        data
    }));
    graph.extend(parts.iter().map(entity));
    let mut text = serde_json::to_string_pretty(&json!({ "@context": CONTEXT, "@graph": graph }))
        .expect("metadata is plain data");
    text.push('\n');
    text
}

fn root(study: &Study, parts: &[Part]) -> Value {
    let mut keywords = vec!["simulation", "agent-based model", "social work", "looked-after children"];
    keywords.extend(study.manifest.places.iter().map(String::as_str));
    let has = |folder: &str| parts.iter().any(|part| part.path.starts_with(folder));
    let mut whole: Vec<Value> = parts.iter().map(|part| reference(&part.path)).collect();
    whole.extend(["results/", "results/charts/"].iter().filter(|one| has(one)).map(|one| reference(one)));
    json!({
        "@id": "./",
        "@type": "Dataset",
        "name": study.manifest.title,
        "description": format!(
            "{} Simulated results of swplab, {}, with their assumptions log, quality-assurance log, description of the model and workbook. No real child stands behind any figure.",
            study.manifest.question,
            study.version()
        ),
        "datePublished": study.when,
        "license": reference("#terms"),
        "keywords": keywords.join(", "),
        "identifier": format!("blake3:{}", study.manifest.scenario_blake3),
        "mainEntity": reference("results/report.html"),
        "hasPart": whole,
        "mentions": reference("#run"),
    })
}

fn folder(parts: &[Part], path: &str, name: &str, about: &str) -> Value {
    let inside =
        parts.iter().filter(|part| part.path.strip_prefix(path).is_some_and(|rest| !rest.contains('/')));
    let mut all: Vec<Value> = inside.map(|part| reference(&part.path)).collect();
    if path == "results/" && parts.iter().any(|part| part.path.starts_with("results/charts/")) {
        all.push(reference("results/charts/"));
    }
    json!({ "@id": path, "@type": "Dataset", "name": name, "description": about, "hasPart": all })
}

fn terms(study: &Study) -> Value {
    let mut sources = study.manifest.sources.clone();
    if sources.is_empty() {
        sources.push("no published figures are named".to_owned());
    }
    json!({
        "@id": "#terms",
        "@type": "CreativeWork",
        "name": "Terms of these results",
        "description": format!(
            "Terms of the simulated results are for whoever publishes them to state. They start from: {}",
            listed(&sources)
        ),
    })
}

fn program(study: &Study) -> Value {
    let mut program = json!({
        "@id": "#swplab",
        "@type": "SoftwareApplication",
        "name": "swplab",
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "softwareVersion": study.manifest.swplab_version,
        "version": study.version(),
        "license": [reference(LICENCES[0].0), reference(LICENCES[1].0)],
    });
    if !study.commit.is_empty() {
        program["identifier"] = Value::from(format!("git:{}", study.commit));
    }
    program
}

fn run(study: &Study, parts: &[Part]) -> Value {
    let results: Vec<Value> = parts
        .iter()
        .filter(|part| part.path.starts_with("results/"))
        .map(|part| reference(&part.path))
        .collect();
    let figures =
        (0..study.manifest.sources.len()).map(|number| reference(&format!("#figures-{}", number + 1)));
    let objects: Vec<Value> = std::iter::once(reference("scenario.toml")).chain(figures).collect();
    let ended = study.log.as_ref().map(|log| log.finished.as_str()).filter(|when| !when.is_empty());
    json!({
        "@id": "#run",
        "@type": "CreateAction",
        "name": format!("swplab {}", study.command),
        "description": format!(
            "{} replications of {}, {} years from {}, seed {}",
            study.manifest.replications,
            crate::report::words::counted(study.manifest.arms.len(), "arm"),
            study.manifest.horizon_years,
            study.manifest.start,
            study.manifest.seed
        ),
        "instrument": reference("#swplab"),
        "object": objects,
        "result": results,
        "endTime": ended.unwrap_or(&study.when),
    })
}

fn entity(part: &Part) -> Value {
    let (_, media, words) = part.kind();
    let mut file = json!({
        "@id": part.path,
        "@type": "File",
        "name": part.path.rsplit('/').next(),
        "description": format!("{} ({words})", part.about),
        "encodingFormat": media,
        "contentSize": part.bytes.len().to_string(),
    });
    if part.path.ends_with(".cff") || part.path == "scenario.toml" {
        file["about"] = reference(if part.path == "scenario.toml" { "#run" } else { "#swplab" });
    }
    file
}
