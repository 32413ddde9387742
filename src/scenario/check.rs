//! From a tree to a scenario: all faults at once, and warnings for what can hardly be meant.

use std::collections::BTreeMap;

use crate::arrangement::{Held, Practice};
use crate::evidence::{Evidence, nearest_of};
use crate::text;

use super::alternative::{Pass, alternative, is_setting};
use super::declaration::TOP;
use super::fault::Fault;
use super::idle;
use super::lab::lab;
use super::observation::observation;
use super::paths::{common_to_all_arms, place, put, suggestion};
use super::posteriors::warn_of_old_quantities;
use super::profile_files::ProfileFiles;
use super::reader::{Layers, Reader};
use super::readings::readings;
use super::scenario::{Alternative, Arm, Scenario};
use super::study::Study;
use super::sweep::sweep;
use super::tree::{Node, Origin, Source, Table, Value};

/// A setting of an arm, a sweep cell or the command line: path, where the path stands, value.
pub(super) type Setting = (String, Origin, Node);

/// The scenario of a tree, or `None` if a fault is an error.
pub(super) fn check(
    name: &str,
    sources: &[Source],
    tree: &Table,
    files: &ProfileFiles,
) -> (Option<Scenario>, Vec<Fault>) {
    let mut reader = Reader::new(sources);
    reader.refuse_unknown_keys("", "", tree);
    let top = Layers::of("", tree, Origin::default());
    let [title, question, .., outcomes] = TOP;
    let title = Held::held(reader.value(&top, &title));
    let question = Held::held(reader.value(&top, &question));
    let outcomes: Option<Vec<String>> = Held::held(reader.value(&top, &outcomes));
    let common = alternative(&mut reader, tree, files, Pass::Common);
    let observation = observation(&mut reader, tree, &common);
    let arms = arms(&mut reader, tree, files);
    let names: Vec<String> = arms.iter().map(|(arm, _)| arm.name.clone()).collect();
    let (sweep, design) = sweep(&mut reader, (tree, &without_lists(tree)), &names, files);
    // Where no arm was understood, that is the fault.
    let has_practice =
        reader.has_errors() || arms.iter().any(|(arm, _)| !arm.alternative.practices.is_empty());
    let readings = readings(&mut reader, tree, has_practice);
    let lab = lab(&mut reader, tree, &names, (&without_lists(tree), files));
    if reader.has_errors() {
        return (None, reader.into_faults());
    }
    warn_of_arms_alike(&mut reader, &arms);
    idle::warn(&mut reader, &arms);
    warn_of_short_horizon(&mut reader, tree, &arms);
    if let Some((first, _)) = arms.first() {
        warn_of_old_quantities(&mut reader, tree, &first.alternative);
    }
    let arms: Vec<Arm> = arms.into_iter().map(|(arm, _)| arm).collect();
    let Study { start, horizon_years, replications, seed, .. } = reader.study.clone();
    let scenario = Scenario {
        name: name.to_string(),
        title,
        question,
        start,
        horizon_years,
        replications,
        seed,
        sweep,
        design,
        observation,
        readings,
        outcomes,
        lab,
        arms,
        text: sources[0].text.clone(),
    };
    (Some(scenario), reader.into_faults())
}

fn arms(reader: &mut Reader<'_>, tree: &Table, files: &ProfileFiles) -> Vec<(Arm, Origin)> {
    let example = "[[arms]] with name = \"...\" and set = { \"contract.term_years\" = 5 }";
    match tree.get("arms").map(|entry| (&entry.node.value, entry.key_at)) {
        None => {
            let message = format!("arms is missing: a scenario compares two or more, each {example}.");
            reader.gap(Origin::default(), "arms", message);
        }
        Some((Value::List(items), at)) if items.len() < 2 => {
            let message = format!(
                "a scenario compares two or more arms, but this one has {}: add {example}.",
                items.len()
            );
            reader.error(at, "arms", message);
        }
        Some(_) => {}
    }
    let mut arms: Vec<(Arm, Origin)> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let common = without_lists(tree);
    for (index, table, at) in reader.tables(tree, "arms") {
        let path = format!("arms.{}", index + 1);
        for other in table.entries.iter().filter(|e| e.key != "name" && e.key != "set") {
            let near = nearest_of(&other.key, ["name", "set"]);
            reader.misspelt.extend(near.iter().map(|meant| format!("{path}.{meant}")));
            let hint = match near.is_empty() {
                false => suggestion(&near),
                true => format!(
                    " Known here: name, set. What an arm changes goes into set = {{ \"{}\" = ... }}.",
                    other.key
                ),
            };
            let message = format!("{path}.{} is not a known key.{hint}", other.key);
            reader.error(other.key_at, &path, message);
        }
        let (name, name_at) = match table.get("name").map(|e| (&e.node.value, e.node.at)) {
            Some((Value::Text(name), at)) if !name.trim().is_empty() => (name.clone(), at),
            Some((_, at)) => {
                reader.error(at, &path, format!("{path}.name must be text, not empty."));
                (String::new(), at)
            }
            None => {
                reader.gap(at, &format!("{path}.name"), format!("{path}.name is missing."));
                (String::new(), at)
            }
        };
        if let Some(fault) = text::fault_of_name(&name) {
            reader.error(name_at, &path, format!("{path}.name {fault}: write one line of plain letters."));
        } else if !name.is_empty() {
            match names.insert(text::as_seen(&name), name.clone()) {
                Some(other) if other.trim() == name.trim() => {
                    reader.error(name_at, &path, format!("two arms are called \"{}\".", name.trim()));
                }
                Some(other) => {
                    let message = format!("\"{name}\" looks like another arm's name, \"{other}\".");
                    reader.error(name_at, &path, message);
                }
                None => {}
            }
        }
        let settings = settings_of(reader, table, &path);
        let arm = arm(reader, name, &common, &settings, files);
        arms.push((arm, name_at));
    }
    arms
}

/// What the table of an arm, or of a change, sets.
pub(super) fn settings_of(reader: &mut Reader<'_>, arm: &Table, path: &str) -> Vec<Setting> {
    match arm.get("set").map(|entry| &entry.node) {
        None => Vec::new(),
        Some(Node { value: Value::Table(table), .. }) => {
            let settings = table.flattened(&is_setting).into_iter();
            settings.map(|(path, entry)| (path, entry.key_at, entry.node)).collect()
        }
        Some(node) => {
            let message = format!("{path}.set is {}, but must be a table.", node.found());
            reader.error(node.at, path, message);
            Vec::new()
        }
    }
}

/// The settings of an arm by its position, for the cells of a design.
pub(super) fn settings_of_arm(reader: &mut Reader<'_>, tree: &Table, at: usize) -> Vec<Setting> {
    let arm = tree.get("arms").and_then(|entry| match &entry.node.value {
        Value::List(items) => items.get(at).and_then(Node::as_table),
        _ => None,
    });
    arm.map_or_else(Vec::new, |table| settings_of(reader, table, &format!("arms.{}", at + 1)))
}

/// One arm: the tree with settings put in place, resolved again.
pub(super) fn arm(
    reader: &mut Reader<'_>,
    name: String,
    tree: &Table,
    settings: &[Setting],
    files: &ProfileFiles,
) -> Arm {
    let mut changed = tree.clone();
    let mut changes = Vec::new();
    // Where an arm has other practices, other paths lead to them.
    let is_same = !settings.iter().any(|(path, ..)| path == "practice");
    for (path, at, node) in settings {
        if let Some(message) = reader.cache.wrong_paths.get(path).filter(|_| is_same).cloned() {
            reader.error(*at, path, message);
            continue;
        }
        match place(&changed, path) {
            Err(message) => {
                reader.cache.wrong_paths.insert(path.clone(), message.clone());
                reader.error(*at, path, message);
            }
            Ok(found) => match common_to_all_arms(&found) {
                Some(reason) => {
                    let message = format!("{path} cannot differ between arms: {reason}.");
                    reader.error(*at, path, message);
                }
                None => {
                    put(&mut changed, &found, *at, node.clone());
                    changes.push((path.clone(), node.written()));
                }
            },
        }
    }
    let alternative = alternative(reader, &changed, files, Pass::Arm);
    Arm { name, changes, alternative }
}

/// A tree without the lists of arms and of a sweep, so that it can be had once more for each of them.
fn without_lists(tree: &Table) -> Table {
    let kept = tree.entries.iter().filter(|entry| entry.key != "arms" && entry.key != "sweep");
    Table { entries: kept.cloned().collect() }
}

/// Months that should follow the longest end, so that children live to feel it.
const AFTER_THE_END: f64 = 36.0;

/// The longest first term of some options, where fewer than three years follow its end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LateEnd {
    /// Years from the start to the end of that term.
    pub(crate) years: f64,
    /// Years of a horizon with which three would follow.
    pub(crate) enough: f64,
    /// The options that have it, by position.
    pub(crate) of: Vec<usize>,
}

/// The longest first term of some options; nothing where a horizon of so many years leaves three after its end.
pub(crate) fn late_end<'a>(
    options: impl Iterator<Item = &'a Alternative>,
    horizon_years: u32,
) -> Option<LateEnd> {
    let usual =
        Evidence::embedded().find("contract.mobilisation.planned").map_or(0.0, |quantity| quantity.value);
    let end = |practice: &Practice| {
        let contract = &practice.contract;
        contract.mobilisation_months.unwrap_or(usual) + contract.term_months
    };
    let ends: Vec<Option<f64>> = options
        .map(|option| {
            let contracts = option.practices.iter().filter(|practice| !practice.is_in_house_unit());
            contracts.map(end).reduce(f64::max)
        })
        .collect();
    let last = ends.iter().copied().flatten().reduce(f64::max)?;
    let is_late = 12.0 * f64::from(horizon_years) < last + AFTER_THE_END;
    is_late.then(|| LateEnd {
        years: last / 12.0,
        enough: libm::ceil((last + AFTER_THE_END) / 12.0),
        of: (0..ends.len()).filter(|at| ends[*at] == Some(last)).collect(),
    })
}

/// A horizon that ends under three years after the longest contract tells little of what an end does.
fn warn_of_short_horizon(reader: &mut Reader<'_>, tree: &Table, arms: &[(Arm, Origin)]) {
    let years = reader.study.horizon_years;
    let Some(late) = late_end(arms.iter().map(|(arm, _)| &arm.alternative), years) else { return };
    let name = late.of.last().map_or("", |at| arms[*at].0.name.as_str());
    let message = format!(
        "{HORIZON} is {years}, but the first term with \"{name}\" ends about {:.1} years after the start: with {} years three follow it, in which its end is felt.",
        late.years, late.enough
    );
    let at = tree.get("study").map_or_else(Origin::default, |entry| entry.key_at);
    reader.warn(at, HORIZON, message);
}

/// The path of the horizon, which that warning has.
pub(crate) const HORIZON: &str = "study.horizon_years";

fn warn_of_arms_alike(reader: &mut Reader<'_>, arms: &[(Arm, Origin)]) {
    // Figures are those of the scenario in every arm, and two arms that give different reasons for the same number are
    // still the same arm.
    let plain = |alternative: &Alternative| {
        let Alternative { authorities, in_house, practices, posterior, .. } = alternative;
        let circumstances: Vec<_> = authorities.iter().map(|one| &one.circumstances).collect();
        let posterior = posterior.as_ref().map(|posterior| &posterior.blake3);
        let parts = (circumstances, in_house, practices, posterior, alternative.overrides());
        let happens = (&alternative.events, &alternative.ideas, &alternative.later);
        let rest = (&alternative.hypotheses, &alternative.switched_off, happens);
        serde_json::to_string(&(parts, rest)).expect("an alternative is plain data")
    };
    let mut first_alike = BTreeMap::new();
    for (index, (arm, at)) in arms.iter().enumerate() {
        let earlier = *first_alike.entry(plain(&arm.alternative)).or_insert(index);
        if earlier == index {
            continue;
        }
        let message = if earlier == 0 {
            format!("arm \"{}\" changes nothing against the first, \"{}\".", arm.name, arms[0].0.name)
        } else {
            format!("arms \"{}\" and \"{}\" are alike.", arms[earlier].0.name, arm.name)
        };
        reader.warn(*at, &format!("arms.{}", index + 1), message);
    }
}
