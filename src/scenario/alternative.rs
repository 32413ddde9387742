//! From a tree to everything that an arm can set, as plain numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::arrangement::{Authority, Held, InHouse};
use crate::evidence::{Evidence, Hypotheses, Mechanism, Posterior, nearest_of};
use crate::text;

use super::authorities::authorities;
use super::changes;
use super::declaration::{OFF, TOP};
use super::events::events;
use super::ideas::ideas;
use super::paths::{suggestion, unknown_hypothesis, unknown_quantity};
use super::posteriors;
use super::practices::practices;
use super::profile_files::ProfileFiles;
use super::reader::{Layers, Reader};
use super::scenario::{Alternative, Override};
use super::study::Study;
use super::tree::{Entry, Origin, Table, Value};

/// Whether the file's common part is read, or one arm of it: remarks on the common part come once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    Common,
    Arm,
}

/// The alternative of a tree. Where the reader notes an error, the result is only a placeholder.
pub(super) fn alternative(
    reader: &mut Reader<'_>,
    tree: &Table,
    files: &ProfileFiles,
    pass: Pass,
) -> Alternative {
    let study = section(reader, tree, "study");
    reader.study = Study::read(&mut |field| reader.value(&study, field));
    let authorities = authorities(reader, tree, files);
    let names = authorities.iter().map(|one| [one.profile.clone(), one.figures.name.clone()]);
    reader.authorities = names.collect();
    let in_house = in_house(reader, tree, &authorities);
    let events = events(reader, tree);
    let ideas = ideas(reader, tree);
    let (mut posterior, parameters) = parameters(reader, tree, files, pass);
    if !posteriors::is_written(tree) {
        posterior = posteriors::of_year(reader, &authorities);
    }
    let hypotheses = hypotheses(reader, tree);
    let switched_off = switched_off(reader, tree);
    let practices = practices(reader, tree, &authorities);
    let alternative = Alternative {
        authorities,
        in_house,
        practices,
        posterior,
        parameters,
        hypotheses,
        events,
        ideas,
        switched_off,
        later: Vec::new(),
        in_time: Vec::new(),
    };
    changes::with_changes(reader, tree, files, alternative)
}

/// The layers of a plain section, with unknown keys refused.
pub(super) fn section<'t>(reader: &mut Reader<'_>, tree: &'t Table, name: &'static str) -> Layers<'t> {
    let Some((table, at)) = reader.table(tree, name) else {
        return Layers { prefix: name.into(), ..Layers::default() };
    };
    reader.refuse_unknown_keys(name, name, table);
    Layers::of(name, table, at)
}

/// How each authority's own teams work: what is common to all, and before it what stands under
/// `[in_house."PROFILE"]`.
fn in_house(reader: &mut Reader<'_>, tree: &Table, authorities: &[Authority]) -> Vec<InHouse> {
    let (table, at) =
        reader.table(tree, "in_house").map_or((None, Origin::default()), |(table, at)| (Some(table), at));
    let mut common = Table::default();
    let mut own: Vec<(&str, &Table)> = Vec::new();
    for entry in table.iter().flat_map(|table| &table.entries) {
        let of = authorities.iter().find(|a| a.profile == entry.key);
        match (&entry.node.value, of) {
            (Value::Table(inner), Some(authority)) => {
                let prefix = format!("in_house.{}", entry.key);
                reader.refuse_unknown_keys("in_house", &prefix, inner);
                own.push((&authority.profile, inner));
            }
            (Value::Table(_), None) => {
                let known: Vec<&str> = authorities.iter().map(|a| a.profile.as_str()).collect();
                let message = format!(
                    "in_house.{} is no authority of the scenario: they are {}.{}",
                    entry.key,
                    known.join(", "),
                    suggestion(&nearest_of(&entry.key, known.iter().copied()))
                );
                reader.error(entry.key_at, &format!("in_house.{}", entry.key), message);
            }
            _ => common.entries.push(entry.clone()),
        }
    }
    reader.refuse_unknown_keys("in_house", "in_house", &common);
    let teams = |reader: &mut Reader<'_>, profile: Option<&str>| {
        let mut layers = Layers::of("in_house", &common, at);
        if let Some((name, inner)) = own.iter().find(|(name, _)| Some(*name) == profile) {
            layers.tables.insert(0, (format!("in_house.{name}"), inner));
        }
        let service_model = reader.service_model("in_house", &layers);
        InHouse::read(&mut |field| reader.value(&layers, field), service_model)
    };
    // Read even where no authority was understood, so that its faults are found.
    teams(reader, None);
    authorities.iter().map(|authority| teams(reader, Some(&authority.profile))).collect()
}

/// Whether a table under `[parameters]` is a setting and not the first half of an unquoted id.
pub(super) fn is_setting(_: &str, table: &Table) -> bool {
    table.get("value").is_some() || table.get("why").is_some()
}

/// A posterior and what is set beside it.
type Parameters = (Option<Arc<Posterior>>, BTreeMap<String, Override>);

fn parameters(reader: &mut Reader<'_>, tree: &Table, files: &ProfileFiles, pass: Pass) -> Parameters {
    let (mut posterior, mut parameters) = (None, BTreeMap::new());
    if let Some(Value::Text(text)) = tree.get("parameters").map(|entry| &entry.node.value) {
        let message =
            format!("parameters is the text \"{text}\", but must be a table or \"posterior:NAME\".");
        reader.error(
            tree.get("parameters").map_or_else(Origin::default, |e| e.node.at),
            "parameters",
            message,
        );
        return (posterior, parameters);
    }
    let Some((table, _)) = reader.table(tree, "parameters") else {
        return (posterior, parameters);
    };
    for (id, entry) in table.flattened(&is_setting) {
        if id == posteriors::KEY {
            posterior = posteriors::posterior(reader, &entry, files);
        } else if let Some(set) = parameter(reader, &id, &entry, pass) {
            parameters.insert(id, set);
        }
    }
    (posterior, parameters)
}

fn parameter(reader: &mut Reader<'_>, id: &str, entry: &Entry, pass: Pass) -> Option<Override> {
    let path = format!("parameters.{id}");
    let Some(key) = Evidence::embedded().key(id) else {
        reader.error(entry.key_at, &path, unknown_quantity(id));
        return None;
    };
    let quantity = &Evidence::embedded().quantities()[key.quantity];
    let what = match key.band {
        Some(_) => "factor on this entry",
        None if quantity.is_table() => "factor on all entries",
        None => "number",
    };
    let (least, most) = quantity.allowed;
    let allowed = format!("a {what} from {least} to {most}");
    let unit = if quantity.is_table() { "" } else { &quantity.unit };
    let mut why = String::new();
    let mut node = Some(&entry.node);
    if let Value::Table(table) = &entry.node.value {
        for other in table.entries.iter().filter(|e| e.key != "value" && e.key != "why") {
            let message = format!("{path}.{} is not a known key. Known here: value, why.", other.key);
            reader.error(other.key_at, &path, message);
        }
        node = table.get("value").map(|e| &e.node);
        match table.get("why").map(|e| (&e.node.value, e.node.found(), e.node.at)) {
            Some((Value::Text(reason), _, at)) => {
                why = reason.trim().to_string();
                if let Some(fault) = text::fault_of_sentence(&why) {
                    reader.error(at, &path, format!("{path}.why {fault}: write it in plain letters."));
                }
            }
            Some((_, found, at)) => {
                reader.error(at, &path, format!("{path}.why is {found}, but must be text."));
            }
            None => {}
        }
    }
    let Some(node) = node else {
        let message = format!("{path}.value is missing: it must be {allowed} ({unit}).");
        reader.error(entry.key_at, &path, message.replace(" ()", ""));
        return None;
    };
    let number = match node.value {
        Value::Number(number) => number,
        Value::Whole(whole) => whole as f64,
        _ => f64::NAN,
    };
    if !number.is_finite() || !(least..=most).contains(&number) {
        let found = node.found();
        let message = format!("{path} is {found}, but must be {allowed} ({unit}).");
        reader.error(node.at, &path, message.replace(" ()", ""));
        return None;
    }
    if why.is_empty() && pass == Pass::Common && entry.node.at.source == 0 {
        let message =
            format!("{path} gives no reason: write {{ value = {}, why = \"...\" }}.", node.written());
        reader.warn(entry.node.at, &path, message);
    }
    Some(Override { value: number, why })
}

fn hypotheses(reader: &mut Reader<'_>, tree: &Table) -> BTreeMap<String, String> {
    let top = Layers::of("", tree, Origin::default());
    let [.., reading, _] = TOP;
    let reading: Option<String> = Held::held(reader.value(&top, &reading));
    let stated = Hypotheses::embedded().readings().iter();
    let stated = stated.filter(|known| Some(&known.name) == reading.as_ref());
    let mut taken: BTreeMap<String, String> = stated.flat_map(|known| known.positions.clone()).collect();
    let Some((table, _)) = reader.table(tree, "hypotheses") else {
        return taken;
    };
    for entry in &table.entries {
        let path = format!("hypotheses.{}", entry.key);
        let Some(hypothesis) = Hypotheses::embedded().find(&entry.key) else {
            reader.error(entry.key_at, &path, unknown_hypothesis(&entry.key));
            continue;
        };
        let names: Vec<&str> = hypothesis.position_names().collect();
        match &entry.node.value {
            Value::Text(name) if name == "open" => {
                taken.remove(&entry.key);
            }
            Value::Text(name) if names.contains(&name.as_str()) => {
                if !hypothesis.acts() && hypothesis.read_by.is_empty() {
                    let message = format!(
                        "{path} takes a position, but no process of the model reads {}: it changes nothing.",
                        entry.key
                    );
                    reader.warn(entry.node.at, &path, message);
                }
                taken.insert(entry.key.clone(), name.clone());
            }
            other => {
                let mut message = format!(
                    "{path} is {}, but must be one of {} or \"open\".",
                    entry.node.found(),
                    names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ")
                );
                if let Value::Text(written) = other {
                    message += &suggestion(&nearest_of(written, names));
                }
                reader.error(entry.node.at, &path, message);
            }
        }
    }
    taken
}

/// The mechanisms that are switched off.
fn switched_off(reader: &mut Reader<'_>, tree: &Table) -> BTreeSet<String> {
    let layers = section(reader, tree, "mechanisms");
    let path = "mechanisms.off";
    let mut ids = BTreeSet::new();
    for (id, at) in reader.texts(&layers, &OFF) {
        match Mechanism::find(id) {
            None => {
                let near = nearest_of(id, Mechanism::all().iter().map(|m| m.id.as_str()));
                let message = format!("\"{id}\" is not a known mechanism.{}", suggestion(&near));
                reader.error(at, path, message);
            }
            Some(known) if !known.is_implemented() => {
                let reason =
                    if known.left_out.is_empty() { "no quantity carries it" } else { &known.left_out };
                let message = format!("{id} cannot be switched off, the model leaves it out: {reason}.");
                reader.error(at, path, message.replace("..", "."));
            }
            Some(_) => {
                ids.insert(id.to_string());
            }
        }
    }
    ids
}
