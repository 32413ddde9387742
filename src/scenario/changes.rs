//! Changes of a scenario during a run: read, checked, and resolved to what then holds.

use crate::arrangement::{Change, MOST_CHANGES as MOST};

use super::alternative::{Pass, alternative};
use super::check::{Setting, settings_of};
use super::paths::{Place, common_to_all_arms, place, put};
use super::profile_files::ProfileFiles;
use super::reader::{Layers, Reader};
use super::scenario::{Alternative, Later};
use super::tree::{Origin, Table};

/// Fields that act until a practice opens, and never again.
const SETTLED: [&str; 4] = [
    "practice.grant_window_months",
    "practice.care_leavers_share",
    "contract.by_intervention",
    "contract.first_tendered",
];

/// An alternative with its changes during a run, and with what holds where they have come.
pub(super) fn with_changes(
    reader: &mut Reader<'_>,
    tree: &Table,
    files: &ProfileFiles,
    base: Alternative,
) -> Alternative {
    let Some(entry) = tree.get("change") else {
        return base;
    };
    let without = tree.entries.iter().filter(|entry| entry.key != "change");
    let plain = Table { entries: without.cloned().collect() };
    let mut later = Vec::new();
    let mut settings: Vec<Vec<(Place, Setting)>> = Vec::new();
    for (number, table, at) in reader.tables(tree, "change") {
        let path = format!("change.{}", number + 1);
        reader.refuse_unknown_keys("change", &path, table);
        let own = Layers::of(&path, table, at);
        let change = Change::read(&mut |field| reader.value(&own, field));
        check_time(reader, &own, &change);
        let places = places(reader, &plain, table, &own);
        let set = places.iter().map(|(_, (path, _, node))| (path.clone(), node.written())).collect();
        later.push(Later { change, set });
        settings.push(places);
    }
    if later.len() > MOST {
        let message = format!("there are {} changes, but an arm has {MOST} at most.", later.len());
        reader.error(entry.key_at, "change", message);
        return base;
    }
    let mut in_time = Vec::new();
    for which in 1..1_usize << later.len() {
        let mut changed = plain.clone();
        let come = (0..later.len()).filter(|change| which & 1 << change != 0);
        for (place, (_, at, node)) in come.flat_map(|change| &settings[change]) {
            put(&mut changed, place, *at, node.clone());
        }
        in_time.push(alternative(reader, &changed, files, Pass::Arm));
    }
    for (number, settings) in settings.iter().enumerate() {
        let changed = in_time.get((1 << number) - 1);
        if let Some((_, (path, at, _))) = settings.first().filter(|_| changed == Some(&base)) {
            let message = format!("change.{} changes nothing: {path} has that value already.", number + 1);
            reader.warn(*at, path, message);
        }
    }
    Alternative { later, in_time, ..base }
}

/// What a change sets, each with its place; a fault where nothing is set, or what cannot change on the way.
fn places(reader: &mut Reader<'_>, tree: &Table, change: &Table, own: &Layers<'_>) -> Vec<(Place, Setting)> {
    let path = own.prefix.clone();
    let settings = settings_of(reader, change, &path);
    if settings.is_empty() && change.get("set").is_none_or(|entry| entry.node.as_table().is_some()) {
        let message =
            format!("{path}.set is missing: it names what changes, as in {{ \"in_house.caseload\" = 12 }}.");
        reader.error(own.at, &path, message);
    }
    let mut places = Vec::new();
    for setting in settings {
        let (path, at, _) = &setting;
        match place(tree, path) {
            Err(message) => reader.error(*at, path, message),
            Ok(found) => match why_fixed(&found) {
                Some(reason) => {
                    reader.error(*at, path, format!("{path} cannot change during a run: {reason}."));
                }
                None => places.push((found, setting)),
            },
        }
    }
    places
}

/// Why what stands at a place holds for the whole of a run.
fn why_fixed(place: &Place) -> Option<String> {
    let settled = |section: &str, key: &str| {
        let path = format!("{section}.{key}");
        SETTLED
            .contains(&path.as_str())
            .then(|| "it acts on the way to the opening alone; set it in an arm".into())
    };
    match place {
        Place::Top(key) if key == "practice" => Some("a practice begins with its contract".into()),
        Place::Top(key) if key == "event" => Some("an event has a date of its own".into()),
        Place::Top(key) if key == "idea" => Some("an idea has a date of its own".into()),
        Place::Top(key) if key == "change" => Some("a change holds no other".into()),
        Place::Top(key) if key == "reading" => Some(WORLD.into()),
        Place::In("hypotheses", _) => Some(WORLD.into()),
        Place::Practice(_, key) if ["authority", "authorities", "serves", "form"].contains(&key.as_str()) => {
            Some("it makes the practice what it is; set it in an arm".into())
        }
        Place::Practice(_, key) => settled("practice", key),
        Place::PracticeContract(_, key) => settled("contract", key),
        Place::In(section, key) => {
            common_to_all_arms(place).map(String::from).or_else(|| settled(section, key))
        }
        Place::InHouse(_, key) => settled("in_house", key),
        Place::Top(_) => common_to_all_arms(place).map(String::from),
    }
}

/// Why a position cannot change.
const WORLD: &str = "what is true of the world does not begin on a date; take the position in an arm";

/// Faults of when a change comes and goes.
fn check_time(reader: &mut Reader<'_>, own: &Layers<'_>, change: &Change) {
    let path = &own.prefix;
    let mut error = |at: Origin, message: String| reader.error(at, path, message);
    let limits = usize::from(own.has("above")) + usize::from(own.has("below"));
    if !own.has("from") && !own.has("when") {
        let message = "says not when: write from = \"2014-04\", or when = \"vacancy\" with above or below.";
        error(own.at, format!("{path} {message}"));
    }
    if own.has("when") && limits != 1 {
        let message = "a condition needs one limit: write either above or below.";
        error(own.place("when"), format!("{path}.when: {message}"));
    }
    for key in ["above", "below", "authority"] {
        if own.has(key) && !own.has("when") {
            let message = "belongs to a condition: write when = \"vacancy\" beside it.";
            error(own.place(key), format!("{path}.{key} {message}"));
        }
    }
    if let (Some(from), Some(until)) = (change.from, change.until)
        && until <= from
    {
        let message = "must be a later month than from.";
        error(own.place("until"), format!("{path}.until {message}"));
    }
}
