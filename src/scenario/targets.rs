//! Targets files: what a calibration may vary and what it must come near to. Checked like scenario files,
//! all faults at once.

use std::collections::BTreeSet;
use std::path::Path;

use crate::evidence::{Distribution, Evidence, Key, Profile, nearest_of};

use super::check::check;
use super::document::{Document, parsed_text};
use super::fault::{Fault, Faults, ScenarioError};
use super::fields::Fields;
use super::paths::{suggestion, unknown_quantity};
use super::profile_files::ProfileFiles;
use super::reader::Reader;
use super::scenario::Scenario;
use super::tree::{Entry, Node, Origin, Source, Table, Value};

/// A targets file as it is meant.
#[derive(Clone, Debug)]
pub struct Targets {
    /// File stem.
    pub name: String,
    /// Title.
    pub title: String,
    /// Root seed.
    pub seed: u64,
    /// Years at the start that are lived and not counted.
    pub burn_in_years: u32,
    /// Replications of each parameter point.
    pub replications: u32,
    /// How much work is done.
    pub effort: Effort,
    /// What may vary.
    pub free: Vec<Free>,
    /// What is to be come near to, and what is held out.
    pub targets: Vec<Target>,
    /// The world that is simulated: its first arm.
    pub scenario: Scenario,
    /// The file as written.
    pub text: String,
    files: ProfileFiles,
}

/// How much work a calibration does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Waves of history matching at the most.
    pub waves: u32,
    /// Points simulated in a wave.
    pub points: u32,
    /// Particles of a population.
    pub particles: u32,
    /// Populations at the most, the first included.
    pub populations: u32,
    /// Rows of the posterior.
    pub rows: u32,
}

/// A free parameter with its prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    /// As written: a quantity's id, or `id.band` for one entry of a table.
    pub id: String,
    /// What it is.
    pub key: Key,
    /// Lowest value; for a table or an entry a factor.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Most likely value of a triangular prior; `None` for a uniform one.
    pub centre: Option<f64>,
    /// Why this prior and not the quantity's own range; empty where it is that.
    pub why: String,
}

/// A published figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Id, unique in the file.
    pub id: String,
    /// The summary of the simulation that stands beside it, by position in the list that was given.
    pub summary: usize,
    /// The figure.
    pub observed: f64,
    /// Standard deviation of the figure about what was there to observe.
    pub sd: f64,
    /// Standard deviation of the model about reality, where it is known to leave something out.
    pub discrepancy: f64,
    /// Why this discrepancy.
    pub why: String,
    /// Where the figure comes from.
    pub source: String,
    /// Whether it is fitted; one that is held out is looked at afterwards only.
    pub is_fitted: bool,
}

const TOP: [&str; 9] = [
    "title",
    "seed",
    "world",
    "effort",
    "in_house",
    "hypotheses",
    "parameters",
    "free",
    "target",
];
const WORLD: [&str; 5] = [
    "authority",
    "start",
    "years",
    "burn_in_years",
    "replications",
];
const EFFORT: [&str; 5] = ["waves", "points", "particles", "populations", "rows"];
const FREE: [&str; 5] = ["id", "low", "high", "centre", "why"];
const TARGET: [&str; 9] = [
    "id",
    "summary",
    "indicator",
    "observed",
    "sd",
    "discrepancy",
    "why",
    "source",
    "use",
];

impl Targets {
    /// Reads a targets file. `summaries` are the ids that a target may name.
    ///
    /// # Errors
    /// The file cannot be read, or has faults: all of them.
    pub fn read(path: &Path, summaries: &[&str]) -> Result<(Targets, Vec<Fault>), ScenarioError> {
        let bytes = std::fs::read(path).map_err(|reason| ScenarioError::Unreadable {
            path: path.to_path_buf(),
            reason,
        })?;
        let name = path
            .file_stem()
            .map_or("targets".into(), |stem| stem.to_string_lossy().into());
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let files = ProfileFiles::Beside(folder);
        let file = path.display().to_string();
        Ok(Targets::parse(&file, name, &files, &bytes, summaries)?)
    }

    /// Makes targets of the bytes of a file; `file` is the name that faults show.
    ///
    /// # Errors
    /// All faults and warnings, if at least one is an error.
    pub fn parse(
        file: &str,
        name: String,
        files: &ProfileFiles,
        bytes: &[u8],
        summaries: &[&str],
    ) -> Result<(Targets, Vec<Fault>), Faults> {
        Document::parse(file, name.clone(), files.clone(), bytes)?;
        let text = String::from_utf8_lossy(bytes).into_owned();
        let sources = [Source {
            name: file.to_string(),
            text: text.clone(),
        }];
        let tree = parsed_text(&sources)?;
        let mut reader = Reader::new(&sources);
        let top = Fields::new(&tree, "", Origin::default());
        top.refuse_unknown(&mut reader, &TOP);
        let title = top.text(&mut reader, "title").unwrap_or_default();
        let seed = top.whole(&mut reader, "seed", (0, i64::MAX), None);
        let world = top.table(&mut reader, "world");
        world.refuse_unknown(&mut reader, &WORLD);
        let years = world.whole(&mut reader, "years", (2, 30), None);
        let most = (years - 1).max(0);
        let burn_in_years = world.whole(&mut reader, "burn_in_years", (0, most), Some(0)) as u32;
        let replications = world.whole(&mut reader, "replications", (2, 1000), None) as u32;
        let effort = effort(&mut reader, &top);
        let free = free(&mut reader, &tree);
        let targets = targets(&mut reader, &tree, summaries);
        let settled = settled(&mut reader, &tree, &free);
        let (scenario, faults) = check(&name, &sources, &settled, files);
        let told = reader.has_errors();
        let mut all = reader.into_faults();
        // The two arms are one and the same, which would be told of a scenario.
        all.extend(
            faults
                .into_iter()
                .filter(|fault| !fault.path.starts_with("arms")),
        );
        all.sort_by_key(|fault| (fault.line, fault.column));
        match scenario {
            Some(scenario) if !told => {
                let targets = Targets {
                    name,
                    title,
                    seed: seed as u64,
                    burn_in_years,
                    replications,
                    effort,
                    free,
                    targets,
                    scenario,
                    text,
                    files: files.clone(),
                };
                Ok((targets, all))
            }
            _ => Err(Faults(all)),
        }
    }
}

impl Targets {
    /// Path and text of the profile and posterior files that the world names; those that the program
    /// carries are not among them.
    pub fn profile_texts(&self) -> Vec<(String, String)> {
        let alternative = &self.scenario.arms[0].alternative;
        let profiles = alternative.authorities.iter().map(|a| a.profile.clone());
        let named = profiles.filter(|name| Profile::embedded(name).is_none());
        named
            .filter_map(|name| Some((name.clone(), self.files.read(&name).ok()?)))
            .collect()
    }
}

fn effort(reader: &mut Reader<'_>, top: &Fields<'_>) -> Effort {
    let effort = top.optional_table(reader, "effort");
    effort.refuse_unknown(reader, &EFFORT);
    let mut whole = |key, range, absent| effort.whole(reader, key, range, Some(absent)) as u32;
    Effort {
        waves: whole("waves", (0, 20), 3),
        points: whole("points", (10, 2000), 150),
        particles: whole("particles", (20, 10_000), 300),
        populations: whole("populations", (1, 20), 8),
        rows: whole("rows", (20, 5000), 200),
    }
}

/// The tables of a list, each with the path shown before its keys; a fault if there is none.
fn list<'t>(reader: &mut Reader<'_>, tree: &'t Table, key: &str) -> Vec<Fields<'t>> {
    let Some(entry) = tree.get(key) else {
        let message = format!("{key} is missing: write [[{key}]] once for each.");
        reader.error(Origin::default(), key, message);
        return Vec::new();
    };
    let Value::List(items) = &entry.node.value else {
        let message = format!(
            "{key} is {}, but must be a list: write [[{key}]].",
            entry.node.found()
        );
        reader.error(entry.node.at, key, message);
        return Vec::new();
    };
    let mut tables = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let path = format!("{key}.{}", index + 1);
        match &item.value {
            Value::Table(table) => tables.push(Fields::new(table, &path, item.at)),
            _ => {
                let message = format!(
                    "{path} is {}, but must be a table: write [[{key}]].",
                    item.found()
                );
                reader.error(item.at, &path, message);
            }
        }
    }
    tables
}

fn free(reader: &mut Reader<'_>, tree: &Table) -> Vec<Free> {
    let mut all: Vec<Free> = Vec::new();
    for fields in list(reader, tree, "free") {
        fields.refuse_unknown(reader, &FREE);
        let Some(id) = fields.text(reader, "id") else {
            continue;
        };
        let path = fields.path("id");
        let Some(key) = Evidence::embedded().key(&id) else {
            reader.error(
                fields.place("id"),
                &path,
                format!("{path}: {}", unknown_quantity(&id)),
            );
            continue;
        };
        if all.iter().any(|other| other.key == key) {
            reader.error(
                fields.place("id"),
                &path,
                format!("{path}: {id} is free twice."),
            );
            continue;
        }
        let quantity = &Evidence::embedded().quantities()[key.quantity];
        let (least, most) = quantity.allowed;
        let own = key.band.is_none() && quantity.low < quantity.high;
        let range = (least, most);
        let low = fields.number(reader, "low", range, own.then_some(quantity.low));
        let high = fields.number(reader, "high", range, own.then_some(quantity.high));
        let is_own = !fields.has("low") && !fields.has("high") && !fields.has("centre");
        let centre = if is_own {
            (own && quantity.distribution == Distribution::Triangular).then_some(quantity.value)
        } else if fields.has("centre") {
            Some(fields.number(reader, "centre", (low, high), None))
        } else {
            None
        };
        let why = fields.text_or(reader, "why", "");
        if !is_own && why.is_empty() {
            let message = format!("{path}: {id} has a prior of its own, so say why = \"...\".");
            reader.error(fields.at(), &path, message);
        }
        if low.is_finite() && high.is_finite() && low >= high {
            let message = format!(
                "{path}: the prior of {id} runs from {low} to {high}, but low must be under high."
            );
            reader.error(fields.at(), &path, message);
        }
        all.push(Free {
            id,
            key,
            low,
            high,
            centre,
            why,
        });
    }
    all
}

fn targets(reader: &mut Reader<'_>, tree: &Table, summaries: &[&str]) -> Vec<Target> {
    let mut all: Vec<Target> = Vec::new();
    let mut ids = BTreeSet::new();
    let positive = (0.0, 1.0e9);
    for fields in list(reader, tree, "target") {
        fields.refuse_unknown(reader, &TARGET);
        let id = fields.text(reader, "id").unwrap_or_default();
        if !id.is_empty() && !ids.insert(id.clone()) {
            let message = format!("{}: two targets are called \"{id}\".", fields.path("id"));
            reader.error(fields.place("id"), &fields.path("id"), message);
        }
        let summary = summary(reader, &fields, summaries);
        let observed = fields.number(reader, "observed", (-1.0e9, 1.0e9), None);
        let sd = fields.number(reader, "sd", positive, None);
        let discrepancy = fields.number(reader, "discrepancy", positive, Some(0.0));
        let why = fields.text_or(reader, "why", "");
        let source = fields.text(reader, "source").unwrap_or_default();
        if discrepancy > 0.0 && why.is_empty() {
            let path = fields.path("discrepancy");
            let message = format!("{path}: a discrepancy needs a reason: say why = \"...\".");
            reader.error(fields.place("discrepancy"), &path, message);
        }
        if sd == 0.0 && discrepancy == 0.0 {
            let path = fields.path("sd");
            let message =
                format!("{path} and discrepancy are both 0: no model meets a figure exactly.");
            reader.error(fields.place("sd"), &path, message);
        }
        let uses = ["fit", "hold-out"];
        let written = fields.text(reader, "use").unwrap_or_default();
        if !written.is_empty() && !uses.contains(&written.as_str()) {
            let path = fields.path("use");
            let near = suggestion(&nearest_of(&written, uses));
            let message =
                format!("{path} is \"{written}\", but must be \"fit\" or \"hold-out\".{near}");
            reader.error(fields.place("use"), &path, message);
        }
        let Some(summary) = summary else { continue };
        let is_fitted = written == "fit";
        if let Some(other) = all.iter().find(|other| other.summary == summary) {
            let what = if other.is_fitted == is_fitted {
                "stands twice"
            } else {
                "is fitted and held out: what was fitted cannot be a test"
            };
            let path = fields.path("summary");
            reader.error(
                fields.at(),
                &path,
                format!("{path}: {} {what}.", summaries[summary]),
            );
        }
        all.push(Target {
            id,
            summary,
            observed,
            sd,
            discrepancy,
            why,
            source,
            is_fitted,
        });
    }
    if !all.is_empty() && !all.iter().any(|target| target.is_fitted) {
        let message = "no target has use = \"fit\": there is nothing to calibrate to.".to_string();
        reader.error(Origin::default(), "target", message);
    }
    all
}

/// The summary that a target names, as `summary` or `indicator`.
fn summary(reader: &mut Reader<'_>, fields: &Fields<'_>, summaries: &[&str]) -> Option<usize> {
    let key = if fields.has("indicator") && !fields.has("summary") {
        "indicator"
    } else {
        "summary"
    };
    let written = fields.text(reader, key)?;
    let found = summaries.iter().position(|known| *known == written);
    if found.is_none() {
        let path = fields.path(key);
        let near = suggestion(&nearest_of(&written, summaries.iter().copied()));
        let message = format!("{path}: \"{written}\" is no indicator and no summary.{near}");
        reader.error(fields.place(key), &path, message);
    }
    found
}

/// The tree of the scenario whose first arm is simulated.
fn settled(reader: &mut Reader<'_>, tree: &Table, free: &[Free]) -> Table {
    let mut settled = Table::default();
    let world = tree.get("world").and_then(|entry| entry.node.as_table());
    let at = tree
        .get("world")
        .map_or_else(Origin::default, |entry| entry.key_at);
    let node = |at, value| Node { at, value };
    let text = |at, text: &str| node(at, Value::Text(text.to_string()));
    settled.set("title", at, text(at, "Calibration"));
    settled.set("question", at, text(at, "Calibration"));
    let copied = |key: &str| world.and_then(|world| world.get(key)).cloned();
    if let Some(Entry {
        key_at,
        node: authority,
        ..
    }) = copied("authority")
    {
        let at = authority.at;
        settled.set(
            "authorities",
            key_at,
            node(at, Value::List(vec![authority])),
        );
    } else {
        let message =
            "world.authority is missing: name the profile of the authority that is simulated.";
        reader.error(at, "world.authority", message.to_string());
        settled.set(
            "authorities",
            at,
            node(at, Value::List(vec![text(at, "england-average-2011")])),
        );
    }
    let study = settled.table_mut("study", at);
    study.set("replications", at, node(at, Value::Whole(1)));
    for (from, to) in [("start", "start"), ("years", "horizon_years")] {
        if let Some(entry) = copied(from) {
            study.set(to, entry.key_at, entry.node);
        }
    }
    if let Some(seed) = tree.get("seed") {
        study.set("seed", seed.key_at, seed.node.clone());
    }
    for section in ["in_house", "hypotheses", "parameters"] {
        if let Some(entry) = tree.get(section) {
            settled.set(section, entry.key_at, entry.node.clone());
        }
    }
    if let Some(parameters) = settled.table("parameters") {
        for (id, entry) in parameters.flattened(&super::alternative::is_setting) {
            if free.iter().any(|free| free.id == id) {
                let message =
                    format!("parameters.{id} is set, but it is free: it can only be one of both.");
                reader.error(entry.key_at, &format!("parameters.{id}"), message);
            }
        }
    }
    let arm = |name: &str| {
        let mut arm = Table::default();
        arm.set("name", at, text(at, name));
        node(at, Value::Table(arm))
    };
    settled.set(
        "arms",
        at,
        node(at, Value::List(vec![arm("one"), arm("the same")])),
    );
    settled
}
