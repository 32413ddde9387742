//! The posterior that a scenario runs over: one that the program carries, or a file beside the scenario.

use std::sync::Arc;

use crate::arrangement::Authority;
use crate::evidence::{Posterior, nearest_of};

use super::paths::suggestion;
use super::profile_files::ProfileFiles;
use super::reader::Reader;
use super::scenario::Alternative;
use super::tree::{Entry, Node, Table, Value};

/// What stands before the name where the whole of `parameters` is a posterior.
const PREFIX: &str = "posterior:";

/// The key inside `[parameters]`.
pub(super) const KEY: &str = "posterior";

/// What asks for no posterior, but for the quantities' own ranges.
pub(super) const NONE: &str = "none";

/// `parameters = "posterior:NAME"` means the same as `[parameters]` with `posterior = "NAME"`.
pub(super) fn as_table(tree: &mut Table) {
    let Some(entry) = tree.entries.iter_mut().find(|e| e.key == "parameters") else {
        return;
    };
    let Value::Text(text) = &entry.node.value else {
        return;
    };
    let Some(name) = text.strip_prefix(PREFIX) else {
        return;
    };
    let at = entry.node.at;
    let inner = Entry {
        key: KEY.to_string(),
        key_at: entry.key_at,
        node: Node { at, value: Value::Text(name.trim().to_string()) },
    };
    entry.node.value = Value::Table(Table { entries: vec![inner] });
}

/// The posterior of an entry; `None` where none is asked for, and with a fault if there is no such posterior or it cannot
/// be read.
pub(super) fn posterior(
    reader: &mut Reader<'_>,
    entry: &Entry,
    files: &ProfileFiles,
) -> Option<Arc<Posterior>> {
    let path = "parameters.posterior";
    let Value::Text(name) = &entry.node.value else {
        let message = format!(
            "{path} is {}, but must be the name of a posterior in quotation marks, or a path that ends in .csv.",
            entry.node.found()
        );
        reader.error(entry.node.at, path, message);
        return None;
    };
    if name == NONE {
        return None;
    }
    if let Some(Ok(known)) = reader.cache.posteriors.get(name) {
        return Some(known.clone());
    }
    if let Some(carried) = Posterior::embedded(name).map(Arc::new) {
        reader.cache.posteriors.insert(name.clone(), Ok(carried.clone()));
        return Some(carried);
    }
    if !name.ends_with(".csv") {
        let known: Vec<&str> = Posterior::names().collect();
        let message = format!(
            "{path} is \"{name}\", but must be one that the program carries ({}), \"{NONE}\", or a path that ends in .csv.{}",
            known.join(", "),
            suggestion(&nearest_of(name, known.iter().copied()))
        );
        reader.error(entry.node.at, path, message);
        return None;
    }
    let read = || {
        files.read_as("posterior", name).and_then(|text| {
            let parsed = Posterior::parse(name, &text).map(Arc::new);
            parsed.map_err(|fault| format!("{}, {fault}.", files.shown(name)))
        })
    };
    match reader.cache.posteriors.entry(name.clone()).or_insert_with(read).clone() {
        Ok(posterior) => Some(posterior),
        Err(sentence) => {
            reader.error(entry.node.at, path, sentence);
            None
        }
    }
}

/// From this year on figures are far from the quantities, which are those of 2011.
const LATER: u32 = 2016;

/// The path of that warning.
pub(super) const QUANTITIES: &str = "parameters";

/// The posterior of the year of all authorities' figures, where the program carries one: what a scenario runs over that
/// names none.
pub(super) fn of_year(reader: &mut Reader<'_>, authorities: &[Authority]) -> Option<Arc<Posterior>> {
    let year = authorities.first()?.figures.year;
    if authorities.iter().any(|other| other.figures.year != year) {
        return None;
    }
    let name = format!("england-{year}");
    if let Some(Ok(known)) = reader.cache.posteriors.get(&name) {
        return Some(known.clone());
    }
    let carried = Posterior::embedded(&name).map(Arc::new)?;
    reader.cache.posteriors.insert(name, Ok(carried.clone()));
    Some(carried)
}

/// Whether a scenario asks for the quantities' own ranges, or names a posterior.
pub(super) fn is_written(tree: &Table) -> bool {
    tree.table("parameters").is_some_and(|table| table.get(KEY).is_some())
}

/// Says once that the quantities are older than the figures, where no posterior is of the year of all figures.
pub(super) fn warn_of_old_quantities(reader: &mut Reader<'_>, tree: &Table, alternative: &Alternative) {
    let latest = alternative.authorities.iter().max_by_key(|a| a.figures.year);
    let (None, Some(latest)) = (&alternative.posterior, latest) else {
        return;
    };
    let year = latest.figures.year;
    let of = |name: &&str| name.rsplit_once('-').and_then(|(_, year)| year.parse::<u32>().ok());
    let near = Posterior::names().filter_map(|name| Some((of(&name)?, name)));
    let near = near.min_by_key(|(of, _)| of.abs_diff(year));
    let (true, false, Some((_, name)), Some(entry)) =
        (year >= LATER, is_written(tree), near, tree.get("authorities"))
    else {
        return;
    };
    let message = format!(
        "no posterior is of the year of all figures, and the quantities are those of 2011; the latest figures used for \"{}\" \
         are of 31 March {year}, so those of parameters = \"{PREFIX}{name}\" are nearer.",
        latest.profile
    );
    reader.warn(entry.key_at, QUANTITIES, message);
}
