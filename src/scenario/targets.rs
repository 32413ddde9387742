//! Targets files: what a calibration may vary and what it must come near to. Checked like scenario files,
//! all faults at once.

use std::path::Path;

use swplab_model::section;

use crate::arrangement::{Field, Kind, Value};
use crate::evidence::{Key, Profile};
use crate::returns::plain;

use super::check::check;
use super::document::Document;
use super::fault::{Fault, Faults, ScenarioError, Severity};
use super::posteriors::{self, QUANTITIES};
use super::profile_files::ProfileFiles;
use super::reader::{Layers, Reader};
use super::scenario::Scenario;
use super::study::date;
use super::target_lists::{free, targets};
use super::tree::{self, Entry, Node, Origin, Table};

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

section! {
    /// How much work a calibration does.
    #[derive(Copy, Eq)]
    Effort in "effort":
    waves: u32 = "waves" Whole(0, 20), "", Whole(3), "3",
        "Waves of history matching at the most.";
    points: u32 = "points" Whole(10, 2000), "", Whole(150), "150",
        "Points simulated in a wave.";
    smoothing: u32 = "smoothing" Whole(0, 10), "", Whole(0), "0",
        "Steps of the smoother that leads the first population to tight targets.";
    particles: u32 = "particles" Whole(20, 10_000), "", Whole(300), "300",
        "Particles of a population.";
    populations: u32 = "populations" Whole(1, 20), "", Whole(8), "8",
        "Populations at the most, the first included.";
    rows: u32 = "rows" Whole(20, 5000), "", Whole(200), "200",
        "Rows of the posterior.";
}

section! {
    /// The top of a targets file.
    Top in "":
    title: String = "title" Text, "", Required, "\"Calibration to England\"",
        "Short title.";
    seed: u64 = "seed" Whole(0, i64::MAX), "", Required, "2011",
        "Root of all randomness.";
}

section! {
    /// The world that is simulated.
    World in "world":
    authority: String = "authority" Text, "", Required, "\"england-average-2011\"",
        "Profile of the authority.";
    start: String = "start" YearEnd, "", Text("2011-03-31"), "\"2011-03-31\"",
        "Date of the published figures.";
    years: u32 = "years" Whole(2, 30), "", Required, "5",
        "Length of the simulation.";
    burn_in_years: u32 = "burn_in_years" Whole(0, 29), "", Whole(0), "2",
        "Years at the start that are lived and not counted.";
    replications: u32 = "replications" Whole(2, 1000), "", Required, "8",
        "Replications of each parameter point.";
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
    /// The latest year of the figures on which it rests.
    pub year: u32,
    /// Whether it is fitted; one that is held out is looked at afterwards only.
    pub is_fitted: bool,
}

/// The tables of a targets file.
const TABLES: [&str; 7] = ["world", "effort", "in_house", "hypotheses", "parameters", "free", "target"];

impl Targets {
    /// Reads a targets file. `summaries` are the ids that a target may name.
    ///
    /// # Errors
    /// The file cannot be read, or has faults: all of them.
    pub fn read(path: &Path, summaries: &[&str]) -> Result<(Targets, Vec<Fault>), ScenarioError> {
        let bytes = plain::read(path, plain::WRITTEN)
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
        let document = Document::parse(file, name.clone(), files.clone(), bytes)?;
        let Document { sources, tree, .. } = document;
        let mut reader = Reader::new(&sources);
        let top = Layers::of("", &tree, Origin::default());
        reader.refuse_all_but(&keys(Top::FIELDS, &TABLES), "", &tree, &|_| None);
        let Top { title, seed } = Top::read(&mut |field| reader.value(&top, field));
        let world = table(&mut reader, &tree, "world", World::FIELDS);
        if tree.get("world").is_none() {
            reader.gap(Origin::default(), "world", "world is missing: write [world].".into());
        }
        let mut most = 0;
        let World { burn_in_years, replications, start, .. } = World::read(&mut |field| {
            let within = Field { kind: Kind::Whole(0, most), ..*field };
            let value = reader.value(&world, if field.key == "burn_in_years" { &within } else { field });
            if let ("years", Some(Value::Whole(years))) = (field.key, &value) {
                most = years - 1;
            }
            value
        });
        let effort = table(&mut reader, &tree, "effort", Effort::FIELDS);
        let effort = Effort::read(&mut |field| reader.value(&effort, field));
        let free = free(&mut reader, &tree);
        let first_year = date(&start).map_or(0, |date| u32::from(date.year));
        let targets = targets(&mut reader, &tree, summaries, first_year);
        let settled = settled(&mut reader, &tree, &free);
        let (scenario, faults) = check(&name, &sources, &settled, files);
        let told = reader.has_errors();
        let (mut all, silent) = reader.into_told_and_silent();
        // The two arms are one and the same and a later world has no posterior, which would be told of a scenario;
        // and what is wrong with a number of the world was told by its own name.
        let places: Vec<(usize, usize)> = all.iter().chain(&silent).map(|f| (f.line, f.column)).collect();
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
                    seed,
                    burn_in_years,
                    replications,
                    effort,
                    free,
                    targets,
                    scenario,
                    text: sources[0].text.clone(),
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

/// The table at a key with keys of its own, empty where it is not written.
fn table<'t>(reader: &mut Reader<'_>, tree: &'t Table, key: &str, fields: &[Field]) -> Layers<'t> {
    let Some((table, at)) = reader.table(tree, key) else {
        return Layers { prefix: key.to_string(), ..Layers::default() };
    };
    reader.refuse_all_but(&keys(fields, &[]), key, table, &|_| None);
    Layers::of(key, table, at)
}

/// The keys of fields, and others.
pub(super) fn keys<'k>(fields: &[Field], others: &[&'k str]) -> Vec<&'k str> {
    fields.iter().map(|field| field.key).chain(others.iter().copied()).collect()
}

/// The tree of the scenario whose first arm is simulated.
fn settled(reader: &mut Reader<'_>, tree: &Table, free: &[Free]) -> Table {
    let mut settled = Table::default();
    let world = tree.get("world").and_then(|entry| entry.node.as_table());
    let at = tree.get("world").map_or_else(Origin::default, |entry| entry.key_at);
    let node = |at, value| Node { at, value };
    let text = |at, text: &str| node(at, tree::Value::Text(text.to_string()));
    settled.set("title", at, text(at, "Calibration"));
    settled.set("question", at, text(at, "Calibration"));
    let copied = |key: &str| world.and_then(|world| world.get(key)).cloned();
    if let Some(Entry { key_at, node: authority, .. }) = copied("authority") {
        let at = authority.at;
        settled.set("authorities", key_at, node(at, tree::Value::List(vec![authority])));
    } else {
        // What is missing has been told; a world stands in, so that the rest is checked.
        settled.set("authorities", at, node(at, tree::Value::List(vec![text(at, "england-average-2011")])));
    }
    let study = settled.table_mut("study", at);
    study.set("replications", at, node(at, tree::Value::Whole(1)));
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
    // A calibration begins from the quantities' own ranges.
    let parameters = settled.table_mut("parameters", at);
    if parameters.get(posteriors::KEY).is_none() {
        parameters.set(posteriors::KEY, at, text(at, posteriors::NONE));
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
        node(at, tree::Value::Table(arm))
    };
    settled.set("arms", at, node(at, tree::Value::List(vec![arm("one"), arm("the same")])));
    settled
}
