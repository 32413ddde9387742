//! Practices and their contracts: read, and compared with the authority that buys from them.

use std::collections::BTreeSet;

use crate::arrangement::{Authority, Contract, Practice};
use crate::text;

use super::alternative::section;
use super::paths::practice_names;
use super::reader::{Layers, Reader};
use super::tree::{Origin, Table};

/// First and last age of each band of an authority's profile, years.
const AGE_BANDS: [(f64, f64); 5] = [(0.0, 1.0), (1.0, 5.0), (5.0, 10.0), (10.0, 16.0), (16.0, 18.0)];

/// The practices of a tree. Where the reader notes an error, the result is only a placeholder.
pub(super) fn practices(reader: &mut Reader<'_>, tree: &Table, authorities: &[Authority]) -> Vec<Practice> {
    let common = section(reader, tree, "contract");
    // Read even when no practice uses it, so that its faults are found.
    contract(reader, &common);
    let names = practice_names(tree);
    let mut practices = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, table, at) in reader.tables(tree, "practice") {
        let name = &names[index];
        let alone = names.len() == 1 || name.is_empty();
        let prefix = if alone { "practice".to_string() } else { format!("practice.{name}") };
        reader.refuse_unknown_keys("practice", &prefix, table);
        let own = Layers::of(&prefix, table, at);
        if !name.is_empty() && !seen.insert(text::as_seen(name)) {
            let message = format!("two practices are called \"{name}\".");
            reader.error(own.place("name"), &own.path("name"), message);
        }
        let mut terms = common.clone();
        if let Some((inner, _)) = reader.table(table, "contract") {
            let prefix = format!("{prefix}.contract");
            reader.refuse_unknown_keys("contract", &prefix, inner);
            terms.tables.insert(0, (prefix, inner));
        }
        for part in parts(practice(reader, &own, &terms), authorities) {
            compare_with_authority(reader, &own, &part, authorities);
            practices.push(part);
        }
    }
    if let Some(entry) = tree.get("practice") {
        compare_together(reader, entry.key_at, &practices, authorities);
    }
    practices
}

fn practice(reader: &mut Reader<'_>, own: &Layers<'_>, terms: &Layers<'_>) -> Practice {
    let service_model = reader.service_model("practice", own);
    let contract = contract(reader, terms);
    let practice = Practice::read(&mut |field| reader.value(own, field), service_model, contract);
    if !own.has("authority") && !own.has("authorities") && reader.authorities.len() > 1 {
        let message = format!(
            "{} is missing: with several authorities it must be one of {}.",
            own.path("authority"),
            reader.listed()
        );
        reader.error(own.at, &own.path("authority"), message);
    }
    if let Some(most) = practice.grows_to.filter(|most| *most < practice.size) {
        let path = own.path("grows_to");
        let message = format!("{path} is {most}, but must not be below the size of {}.", practice.size);
        reader.error(own.place("grows_to"), &path, message);
    }
    for (item, twice) in own.items("authorities").iter().zip(repeated(&practice.authorities)) {
        if twice {
            let message = format!("{} stands twice.", item.written());
            reader.error(item.at, &own.path("authorities"), message);
        }
    }
    if practice.case_holders() == 0.0 {
        let message =
            "the practice has nobody who holds cases: social_workers and personal_advisers are both 0.";
        reader.error(own.place("social_workers"), &own.path("social_workers"), message.into());
    }
    practice
}

/// Whether each stands earlier in the list already.
fn repeated(positions: &[usize]) -> impl Iterator<Item = bool> {
    let mut seen = BTreeSet::new();
    positions.iter().map(move |position| !seen.insert(position))
}

/// A practice as each of its buyers has it: under a contract of its own, with its part of children
/// and staff in proportion to its children of the ages served.
fn parts(whole: Practice, authorities: &[Authority]) -> Vec<Practice> {
    let buyers = whole.authorities.clone();
    if buyers.is_empty() {
        return vec![whole];
    }
    let children = |&index: &usize| children_from(&authorities[index], whole.min_age);
    let all: f64 = buyers.iter().map(children).sum();
    let part = |index: &usize| {
        let share = if all > 0.0 { children(index) / all } else { 1.0 / buyers.len() as f64 };
        let part_of = |people: u32| (f64::from(people) * share).round().max(1.0) as u32;
        Practice {
            name: format!("{} ({})", whole.name, authorities[*index].figures.name),
            authority: *index,
            size: part_of(whole.size),
            grows_to: whole.grows_to.map(part_of),
            social_workers: whole.social_workers * share,
            personal_advisers: whole.personal_advisers * share,
            other_staff: whole.other_staff * share,
            ..whole.clone()
        }
    };
    buyers.iter().map(part).collect()
}

fn contract(reader: &mut Reader<'_>, terms: &Layers<'_>) -> Contract {
    let contract = Contract::read(&mut |field| reader.value(terms, field));
    if contract.break_months >= contract.term_months {
        let path = terms.path("break_years");
        let message = format!(
            "{path} is {}, but a break point must lie inside the term of {} years.",
            contract.break_months / 12.0,
            contract.term_months / 12.0
        );
        reader.error(terms.place("break_years"), &path, message);
    }
    contract
}

/// Children of an authority of an age or older.
fn children_from(authority: &Authority, age: f64) -> f64 {
    let bands = AGE_BANDS.iter().zip(authority.figures.ages);
    bands
        .map(|((first, last), children)| {
            children * ((last - age.max(*first)) / (last - first)).clamp(0.0, 1.0)
        })
        .sum()
}

/// Care leavers of an authority to an age, at most: nobody counts them by authority in 2011, so as
/// many for each year of age as there are children of 16 or of 17.
fn care_leavers_to(authority: &Authority, age: f64) -> f64 {
    let (first, last) = AGE_BANDS[4];
    authority.figures.ages[4] / (last - first) * (age - last).max(0.0)
}

fn compare_with_authority(
    reader: &mut Reader<'_>,
    own: &Layers<'_>,
    practice: &Practice,
    authorities: &[Authority],
) {
    let Some(authority) = authorities.get(practice.authority) else {
        return;
    };
    let children = children_from(authority, practice.min_age);
    let leavers = care_leavers_to(authority, practice.serve_to_age);
    let size = practice.cases();
    if size > children + leavers {
        let path = own.path("size");
        let message = format!(
            "{path} is {size}, but {} has about {:.0} young people whom it could serve: {:.0} children aged {} or over and at most {:.0} care leavers up to {}.",
            authority.figures.name,
            (children + leavers).floor(),
            children.floor(),
            practice.min_age,
            leavers.floor(),
            practice.serve_to_age,
        );
        reader.error(own.place("size"), &path, message);
    } else if let Some(share) = practice.care_leavers_share {
        for (part, whole, who) in [
            (size * share, leavers, "care leavers"),
            (size * (1.0 - share), children, "children of its ages"),
        ] {
            if part > whole {
                let path = own.path("care_leavers_share");
                let message = format!(
                    "{path} is {share}, so {part:.0} of the practice's {size} young people are {who}, but {} has about {:.0}.",
                    authority.figures.name,
                    whole.floor()
                );
                reader.error(own.place("care_leavers_share"), &path, message);
            }
        }
    }
}

fn compare_together(reader: &mut Reader<'_>, at: Origin, practices: &[Practice], authorities: &[Authority]) {
    for (index, authority) in authorities.iter().enumerate() {
        let here: Vec<&Practice> =
            practices.iter().filter(|p| p.authority == index && !p.reviews_only()).collect();
        if here.len() < 2 {
            continue;
        }
        let youngest = here.iter().map(|p| p.min_age).fold(f64::INFINITY, f64::min);
        let oldest = here.iter().map(|p| p.serve_to_age).fold(0.0, f64::max);
        let served = children_from(authority, youngest) + care_leavers_to(authority, oldest);
        let size: f64 = here.iter().map(|p| p.cases()).sum();
        if size > served {
            let message = format!(
                "together the {} practices of {} serve {size} young people, but it has about {:.0} whom they could serve.",
                here.len(),
                authority.figures.name,
                served.floor()
            );
            reader.error(at, "practice", message);
        }
    }
}
