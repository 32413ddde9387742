//! Dotted paths to scenario fields, as arms, sweeps and the command line write them.

use crate::evidence::{Evidence, Hypotheses, nearest_of};

use super::declaration::{self, FIELDS};
use super::posteriors;
use super::tree::{Node, Origin, Table, Value};

/// Sections that hold fields under their own name.
const PLAIN: [&str; 7] =
    ["study", "authority", "in_house", "contract", "mechanisms", "observation", "readings"];

/// Where a path leads in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A key at the top of the file.
    Top(String),
    /// A key in a table.
    In(&'static str, String),
    /// A key of one authority's own teams.
    InHouse(String, String),
    /// A key of the practice at a position.
    Practice(usize, String),
    /// A term of that practice's own contract.
    PracticeContract(usize, String),
}

/// Names of the practices in a tree, in order; a practice without one has an empty name.
pub(super) fn practice_names(tree: &Table) -> Vec<String> {
    let Some(Value::List(list)) = tree.get("practice").map(|entry| &entry.node.value) else {
        return Vec::new();
    };
    let name = |node: &Node| match node.as_table().and_then(|t| t.get("name")) {
        Some(entry) => match &entry.node.value {
            Value::Text(name) => name.clone(),
            _ => String::new(),
        },
        None => String::new(),
    };
    list.iter().map(name).collect()
}

/// The authorities' profiles in a tree.
fn profiles(tree: &Table) -> Vec<String> {
    let Some(Value::List(list)) = tree.get("authorities").map(|entry| &entry.node.value) else {
        return Vec::new();
    };
    let text = |node: &Node| match &node.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    list.iter().filter_map(text).collect()
}

/// The place of a path, or a sentence that says what is wrong with it.
pub(super) fn place(tree: &Table, path: &str) -> Result<Place, String> {
    if declaration::find("", path).is_some() || ["practice", "event", "idea", "change"].contains(&path) {
        return Ok(Place::Top(path.to_string()));
    }
    let (head, rest) = path.split_once('.').unwrap_or((path, ""));
    if let Some(section) = PLAIN.iter().find(|section| **section == head) {
        if declaration::find(section, rest).is_some() {
            return Ok(Place::In(section, rest.to_string()));
        }
        let named = rest.rsplit_once('.').filter(|_| *section == "in_house");
        if let Some((profile, key)) = named
            && profiles(tree).iter().any(|known| known == profile)
            && declaration::find("in_house", key).is_some()
        {
            return Ok(Place::InHouse(profile.to_string(), key.to_string()));
        }
    } else if head == "parameters" && !rest.is_empty() {
        let is_known = rest == posteriors::KEY || Evidence::embedded().key(rest).is_some();
        return if is_known {
            Ok(Place::In("parameters", rest.to_string()))
        } else {
            Err(unknown_quantity(rest))
        };
    } else if head == "hypotheses" && !rest.is_empty() {
        return match Hypotheses::embedded().find(rest) {
            Some(_) => Ok(Place::In("hypotheses", rest.to_string())),
            None => Err(unknown_hypothesis(rest)),
        };
    } else if head == "practice" {
        let names = practice_names(tree);
        let field = |rest: &str, index: usize| match rest.split_once('.') {
            Some(("contract", term)) => {
                declaration::find("contract", term).map(|_| Place::PracticeContract(index, term.to_string()))
            }
            _ => declaration::find("practice", rest).map(|_| Place::Practice(index, rest.to_string())),
        };
        for (index, name) in names.iter().enumerate() {
            let inside = rest.strip_prefix(name.as_str()).and_then(|r| r.strip_prefix('.'));
            if let Some(place) = inside.filter(|_| !name.is_empty()).and_then(|r| field(r, index)) {
                return Ok(place);
            }
        }
        if let Some(place) = field(rest, 0).filter(|_| !names.is_empty()) {
            return match names.len() {
                1 => Ok(place),
                _ => Err(format!(
                    "{path} does not say which practice is meant: write practice.NAME.{rest} with NAME one of {}.",
                    names.join(", ")
                )),
            };
        }
    }
    let known = known_paths(tree);
    Err(format!(
        "{path} is not a known path.{}",
        suggestion(&nearest_of(path, known.iter().map(String::as_str).chain(["practice"])))
    ))
}

/// Every path that may be set, in the order of the declaration.
pub(super) fn known_paths(tree: &Table) -> Vec<String> {
    let names = practice_names(tree);
    let mut paths = Vec::new();
    for field in FIELDS.iter() {
        match field.section {
            "practice" => {
                let named = names.iter().map(|name| format!("practice.{name}.{}", field.key));
                if names.len() == 1 {
                    paths.push(field.path());
                }
                paths.extend(named);
            }
            "contract" => {
                paths.push(field.path());
                paths.extend(names.iter().map(|n| format!("practice.{n}.contract.{}", field.key)));
            }
            // Events, ideas and changes are set whole.
            "event" | "idea" | "change" => {}
            "in_house" => {
                paths.push(field.path());
                let own = profiles(tree);
                paths.extend(own.iter().map(|p| format!("in_house.{p}.{}", field.key)));
            }
            _ => paths.push(field.path()),
        }
    }
    let quantities = Evidence::embedded().quantities().iter();
    paths.extend(quantities.map(|q| format!("parameters.{}", q.id)));
    let hypotheses = Hypotheses::embedded().all().iter();
    paths.extend(hypotheses.map(|h| format!("hypotheses.{}", h.id)));
    paths
}

/// What stands at a place.
pub(super) fn at<'t>(tree: &'t Table, place: &Place) -> Option<&'t Node> {
    let practice = |index: usize| match tree.get("practice").map(|entry| &entry.node.value) {
        Some(Value::List(list)) => list.get(index).and_then(Node::as_table),
        _ => None,
    };
    let entry = match place {
        Place::Top(key) => tree.get(key),
        Place::In(section, key) => tree.table(section)?.get(key),
        Place::InHouse(profile, key) => tree.table("in_house")?.table(profile)?.get(key),
        Place::Practice(index, key) => practice(*index)?.get(key),
        Place::PracticeContract(index, key) => practice(*index)?.table("contract")?.get(key),
    };
    entry.map(|entry| &entry.node)
}

/// The field of a place, where it is one.
pub(super) fn field(place: &Place) -> Option<&'static declaration::Field> {
    match place {
        Place::Top(key) => declaration::find("", key),
        Place::In(section, key) => declaration::find(section, key),
        Place::InHouse(_, key) => declaration::find("in_house", key),
        Place::Practice(_, key) => declaration::find("practice", key),
        Place::PracticeContract(_, key) => declaration::find("contract", key),
    }
}

/// Puts a value at a place.
pub(super) fn put(tree: &mut Table, place: &Place, at: Origin, node: Node) {
    match place {
        Place::Top(key) => tree.set(key, at, node),
        Place::InHouse(profile, key) => {
            let in_house = tree.table_mut("in_house", at);
            in_house.table_mut(profile, at).set(key, at, node);
        }
        Place::In(section, key) => tree.table_mut(section, at).set(key, at, node),
        Place::Practice(..) | Place::PracticeContract(..) => {
            let list = tree.entries.iter_mut().find(|entry| entry.key == "practice");
            let Some(Value::List(list)) = list.map(|entry| &mut entry.node.value) else {
                return;
            };
            match place {
                Place::Practice(index, key) => {
                    if let Some(Value::Table(table)) = list.get_mut(*index).map(|n| &mut n.value) {
                        table.set(key, at, node);
                    }
                }
                Place::PracticeContract(index, key) => {
                    if let Some(Value::Table(table)) = list.get_mut(*index).map(|n| &mut n.value) {
                        table.table_mut("contract", at).set(key, at, node);
                    }
                }
                Place::Top(_) | Place::In(..) | Place::InHouse(..) => {}
            }
        }
    }
}

/// Whether a path is common to all arms, and why an arm or a sweep may not set it.
pub(super) fn common_to_all_arms(place: &Place) -> Option<&'static str> {
    match place {
        Place::In("study", _) => Some("the study is the same for all arms"),
        Place::In("parameters", key) if key == posteriors::KEY => Some("all arms share what is not known"),
        Place::In("observation", _) => Some("an evaluation looks at one arm at a time"),
        Place::In("readings", _) => Some("all arms are told in the same words"),
        Place::Top(key) if key == "authorities" => Some("all arms are compared on the same children"),
        Place::Top(key) if !["practice", "event", "idea", "change", "reading"].contains(&key.as_str()) => {
            Some("it is the same for all arms")
        }
        Place::Practice(_, key) if key == "name" => Some("a practice keeps its name in all arms"),
        _ => None,
    }
}

/// " Did you mean a or b?", or nothing.
pub(super) fn suggestion(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        names => format!(" Did you mean {}?", names.join(" or ")),
    }
}

/// The sentence for a quantity that nobody knows.
pub(super) fn unknown_quantity(id: &str) -> String {
    let near = Evidence::embedded().nearest_keys(id);
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    format!("\"{id}\" is not a known quantity.{}", suggestion(&near))
}

/// The sentence for a hypothesis that nobody knows.
pub(super) fn unknown_hypothesis(id: &str) -> String {
    format!("\"{id}\" is not a known hypothesis: they are H1 to H19.")
}
