//! The authorities of a scenario: profiles that the program carries, or files.

use crate::evidence::{Carried, Profile, england_names, nearest_of, profile_names};

use super::alternative::section;
use super::paths::suggestion;
use super::profile_files::ProfileFiles;
use super::reader::{Layers, Reader};
use super::scenario::{Authority, BudgetCut};
use super::tree::{Origin, Table, Value};

const WANTED: &str = "a list of one or more authority profiles, such as \"staffordshire-2011\", \
    or the path of a profile file (`swplab authorities` lists the profiles)";

/// The authorities of a tree. Where the reader notes an error, they are only a part.
pub(super) fn authorities(reader: &mut Reader<'_>, tree: &Table, files: &ProfileFiles) -> Vec<Authority> {
    let common = section(reader, tree, "authority");
    let arrivals_factor = reader.number(&common, "arrivals_factor").unwrap_or(1.0);
    let cut = BudgetCut {
        yearly: reader.number(&common, "budget_cut").unwrap_or(0.0),
        from_months: reader.number(&common, "budget_cut_from").unwrap_or(0.0) * 12.0,
        years: reader.number(&common, "budget_cut_years").unwrap_or(0.0),
    };
    let start = start_year(reader, tree);
    let Some(entry) = tree.get("authorities") else {
        let message = format!("authorities is missing: it must be {WANTED}.");
        reader.error(Origin::default(), "authorities", message);
        return Vec::new();
    };
    let items = match &entry.node.value {
        Value::List(items) if !items.is_empty() => items,
        _ => {
            let message = format!("authorities is {}, but must be {WANTED}.", entry.node.found());
            reader.error(entry.node.at, "authorities", message);
            return Vec::new();
        }
    };
    let mut authorities: Vec<Authority> = Vec::new();
    for item in items {
        let Value::Text(asked) = &item.value else {
            let message = format!("authorities holds {}, but must be {WANTED}.", item.found());
            reader.error(item.at, "authorities", message);
            continue;
        };
        let published = match published(asked, files) {
            Ok(published) => published,
            Err(message) => {
                reader.error(item.at, "authorities", message);
                continue;
            }
        };
        let twice = |(name, _): &&(String, Profile)| authorities.iter().any(|a| a.profile == *name);
        if let Some((name, _)) = published.profiles.iter().find(twice) {
            let message = format!("the authority \"{name}\" stands twice.");
            reader.error(item.at, "authorities", message);
            continue;
        }
        let stands_in = stands_in(asked, &published, start);
        if let Some(sentence) = &stands_in {
            let message = format!("authorities holds \"{asked}\": {sentence}.");
            reader.warn(item.at, "authorities", message);
        }
        for (profile, figures) in published.profiles {
            authorities.push(Authority {
                profile,
                name: figures.name,
                source: match &stands_in {
                    Some(sentence) => format!("{} \"{asked}\": {sentence}.", figures.source),
                    None => figures.source,
                },
                ages: figures.ages,
                placements: figures.placements,
                any_time: figures.any_time,
                flows: figures.flows,
                arrival_ages: figures.arrival_ages,
                levels: figures.levels,
                children: figures.children.into(),
                national: figures.national,
                arrivals_factor,
                cut,
            });
        }
    }
    authorities
}

/// The year on whose 31 March the study starts.
fn start_year(reader: &mut Reader<'_>, tree: &Table) -> Option<u32> {
    let layers = Layers {
        section: "study",
        prefix: "study".into(),
        tables: match reader.table(tree, "study") {
            Some((table, _)) => vec![("study".to_string(), table)],
            None => Vec::new(),
        },
        at: Origin::default(),
    };
    let start = reader.text(&layers, "start")?;
    start.get(..4)?.parse().ok()
}

/// What is to be said where figures of another year than asked for, or than the study's, are used.
fn stands_in(asked: &str, published: &Carried, start: Option<u32>) -> Option<String> {
    let year = published.profiles.first()?.1.year;
    if published.used != asked {
        return Some(format!(
            "no figures of that year are at hand; those of 31 March {year} ({}), the nearest year that has them, stand in",
            published.used
        ));
    }
    let start = start.filter(|start| *start != year)?;
    Some(format!(
        "the figures are of 31 March {year}, but the study starts on 31 March {start}; they stand in for that year"
    ))
}

fn published(asked: &str, files: &ProfileFiles) -> Result<Carried, String> {
    if let Some(mut carried) = Carried::find(asked) {
        // Under its own name, so that a practice can name its authority as the scenario does.
        if let [(name, _)] = &mut carried.profiles[..] {
            *name = asked.to_owned();
        }
        return Ok(carried);
    }
    if !asked.ends_with(".toml") {
        let known = profile_names().chain(england_names());
        let mut hint = suggestion(&nearest_of(asked, known));
        if hint.is_empty() {
            hint = " `swplab authorities` lists those that are.".into();
        }
        return Err(format!("\"{asked}\" is not a known authority profile.{hint}"));
    }
    let text = files.read(asked)?;
    let profile = Profile::parse(&text).map_err(|e| format!("the profile {}: {e}.", files.shown(asked)))?;
    Ok(Carried { used: asked.to_owned(), profiles: vec![(asked.to_owned(), profile)] })
}
