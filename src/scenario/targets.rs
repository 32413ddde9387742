//! Targets files: what a calibration may vary and what it must come near to. Checked like scenario files,
//! all faults at once.

use std::path::Path;

use crate::evidence::{Key, Profile};

use super::check::check;
use super::document::{Document, parsed_text};
use super::fault::{Fault, Faults, ScenarioError, Severity};
use super::fields::Fields;
use super::posteriors::QUANTITIES;
use super::profile_files::ProfileFiles;
use super::reader::Reader;
use super::scenario::Scenario;
use super::target_lists::{free, targets};
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

const TOP: [&str; 9] =
    ["title", "seed", "world", "effort", "in_house", "hypotheses", "parameters", "free", "target"];
const WORLD: [&str; 5] = ["authority", "start", "years", "burn_in_years", "replications"];
const EFFORT: [&str; 5] = ["waves", "points", "particles", "populations", "rows"];

impl Targets {
    /// Reads a targets file. `summaries` are the ids that a target may name.
    ///
    /// # Errors
    /// The file cannot be read, or has faults: all of them.
    pub fn read(path: &Path, summaries: &[&str]) -> Result<(Targets, Vec<Fault>), ScenarioError> {
        let bytes = std::fs::read(path)
            .map_err(|reason| ScenarioError::Unreadable { path: path.to_path_buf(), reason })?;
        let name = path.file_stem().map_or("targets".into(), |stem| stem.to_string_lossy().into());
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
        let sources = [Source { name: file.to_string(), text: text.clone() }];
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
        // The two arms are one and the same and a later world has no posterior, which would be told of a scenario;
        // and what is wrong with a number of the world was told by its own name.
        let places: Vec<(usize, usize)> = all.iter().map(|f| (f.line, f.column)).collect();
        all.extend(faults.into_iter().filter(|fault| {
            let of_scenarios = fault.path.starts_with("arms")
                || (fault.severity == Severity::Warning && fault.path == QUANTITIES);
            !of_scenarios && !places.contains(&(fault.line, fault.column))
        }));
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
        named.filter_map(|name| Some((name.clone(), self.files.read(&name).ok()?))).collect()
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

/// The tree of the scenario whose first arm is simulated.
fn settled(reader: &mut Reader<'_>, tree: &Table, free: &[Free]) -> Table {
    let mut settled = Table::default();
    let world = tree.get("world").and_then(|entry| entry.node.as_table());
    let at = tree.get("world").map_or_else(Origin::default, |entry| entry.key_at);
    let node = |at, value| Node { at, value };
    let text = |at, text: &str| node(at, Value::Text(text.to_string()));
    settled.set("title", at, text(at, "Calibration"));
    settled.set("question", at, text(at, "Calibration"));
    let copied = |key: &str| world.and_then(|world| world.get(key)).cloned();
    if let Some(Entry { key_at, node: authority, .. }) = copied("authority") {
        let at = authority.at;
        settled.set("authorities", key_at, node(at, Value::List(vec![authority])));
    } else {
        let message = "world.authority is missing: name the profile of the authority that is simulated.";
        reader.error(at, "world.authority", message.to_string());
        settled.set("authorities", at, node(at, Value::List(vec![text(at, "england-average-2011")])));
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
                let message = format!("parameters.{id} is set, but it is free: it can only be one of both.");
                reader.error(entry.key_at, &format!("parameters.{id}"), message);
            }
        }
    }
    let arm = |name: &str| {
        let mut arm = Table::default();
        arm.set("name", at, text(at, name));
        node(at, Value::Table(arm))
    };
    settled.set("arms", at, node(at, Value::List(vec![arm("one"), arm("the same")])));
    settled
}
