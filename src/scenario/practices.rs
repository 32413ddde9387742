//! Practices and their contracts: read, and compared with the authority that buys from them.

use crate::evidence::nearest_of;

use super::alternative::section;
use super::paths::{practice_names, suggestion};
use super::reader::{Layers, Reader};
use super::scenario::{Authority, Commissioning, Practice, PracticeForm, ReviewStyle};
use super::tree::{Origin, Table, Value};

/// First and last age of each band of an authority's profile, years.
const AGE_BANDS: [(f64, f64); 5] = [(0.0, 1.0), (1.0, 5.0), (5.0, 10.0), (10.0, 16.0), (16.0, 18.0)];

/// The practices of a tree. Where the reader notes an error, the result is only a placeholder.
pub(super) fn practices(reader: &mut Reader<'_>, tree: &Table, authorities: &[Authority]) -> Vec<Practice> {
    let common = section(reader, tree, "contract");
    // Read even when no practice uses it, so that its faults are found.
    commissioning(reader, &common);
    let Some(entry) = tree.get("practice") else {
        return Vec::new();
    };
    let Value::List(items) = &entry.node.value else {
        let message =
            "practice is not a list: write [[practice]] in double brackets, once for each practice.";
        reader.error(entry.key_at, "practice", message.to_string());
        return Vec::new();
    };
    let names = practice_names(tree);
    let mut practices = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Value::Table(table) = &item.value else {
            let message = format!("practice holds {}, but must hold tables.", item.found());
            reader.error(item.at, "practice", message);
            continue;
        };
        let name = &names[index];
        let alone = items.len() == 1 || name.is_empty();
        let prefix = if alone { "practice".to_string() } else { format!("practice.{name}") };
        reader.refuse_unknown_keys("practice", &prefix, table);
        let own = Layers {
            section: "practice",
            prefix: prefix.clone(),
            tables: vec![(prefix.clone(), table)],
            at: item.at,
        };
        if !name.is_empty() && names[..index].contains(name) {
            let message = format!("two practices are called \"{name}\".");
            reader.error(own.place("name"), &own.path("name"), message);
        }
        let mut terms = Layers {
            section: "contract",
            prefix: common.prefix.clone(),
            tables: common.tables.clone(),
            at: common.at,
        };
        if let Some((inner, _)) = reader.table(table, "contract") {
            let prefix = format!("{prefix}.contract");
            reader.refuse_unknown_keys("contract", &prefix, inner);
            terms.tables.insert(0, (prefix, inner));
        }
        let practice = practice(reader, &own, &terms, authorities);
        for part in parts(&practice, &buyers(reader, &own, authorities), authorities) {
            compare_with_authority(reader, &own, &part, authorities);
            practices.push(part);
        }
    }
    compare_together(reader, entry.key_at, &practices, authorities);
    practices
}

fn practice(
    reader: &mut Reader<'_>,
    own: &Layers<'_>,
    terms: &Layers<'_>,
    authorities: &[Authority],
) -> Practice {
    let form = match reader.text(own, "form").as_deref() {
        Some("company") => PracticeForm::Company,
        Some("voluntary") => PracticeForm::Voluntary,
        Some("corporate") => PracticeForm::Corporate,
        Some("in-house-unit") => PracticeForm::InHouseUnit,
        Some("authority-owned") => PracticeForm::AuthorityOwned,
        _ => PracticeForm::Mutual,
    };
    let practice = Practice {
        name: reader.text(own, "name").unwrap_or_default(),
        authority: buyer(reader, own, authorities),
        form,
        reviews_only: reader.text(own, "serves").as_deref() == Some("reviews"),
        size: reader.whole(own, "size").map_or(0, |size| size as u32),
        grows_to: reader.whole(own, "grows_to").map(|most| most as u32),
        min_age: reader.number(own, "min_age").unwrap_or(f64::NAN),
        care_leavers_share: reader.number(own, "care_leavers_share"),
        serve_to_age: reader.number(own, "serve_to_age").unwrap_or(f64::NAN),
        social_workers: reader.number(own, "social_workers").unwrap_or(f64::NAN),
        personal_advisers: reader.number(own, "personal_advisers").unwrap_or(f64::NAN),
        other_staff: reader.number(own, "other_staff").unwrap_or(f64::NAN),
        support: reader.number(own, "support_grant").unwrap_or(0.0),
        support_months: reader.number(own, "support_until_years").map(months),
        grant: reader.number(own, "startup_grant").unwrap_or(0.0),
        workers_move_share: reader.number(own, "workers_move_share"),
        buyers: reader.whole(own, "buyers").map_or(1, |buyers| buyers as u32),
        grant_window_months: reader.number(own, "grant_window_months"),
        service_model: reader.service_model(own),
        contract: commissioning(reader, terms),
    };
    if let Some(most) = practice.grows_to.filter(|most| *most < practice.size) {
        let message = format!(
            "{} is {most}, but must not be below the size of {}.",
            own.path("grows_to"),
            practice.size
        );
        reader.error(own.place("grows_to"), &own.path("grows_to"), message);
    }
    if practice.social_workers + practice.personal_advisers == 0.0 {
        let message =
            "the practice has nobody who holds cases: social_workers and personal_advisers are both 0.";
        reader.error(own.place("social_workers"), &own.path("social_workers"), message.into());
    }
    practice
}

/// Positions of the several authorities that buy from a practice; empty if one does.
fn buyers(reader: &mut Reader<'_>, own: &Layers<'_>, authorities: &[Authority]) -> Vec<usize> {
    let mut found = Vec::new();
    let path = own.path("authorities");
    for (written, at) in reader.list(own, "authorities") {
        let known = authorities.iter().position(|a| a.profile == written || a.name == written);
        match known {
            Some(index) if found.contains(&index) => {
                reader.error(at, &path, format!("\"{written}\" stands twice."));
            }
            Some(index) => found.push(index),
            None => {
                let message = format!("\"{written}\" is not one of the scenario's authorities.");
                reader.error(at, &path, message);
            }
        }
    }
    found
}

/// A practice as each of its buyers has it: under a contract of its own, with its part of children
/// and staff in proportion to its children of the ages served.
fn parts(whole: &Practice, buyers: &[usize], authorities: &[Authority]) -> Vec<Practice> {
    if buyers.is_empty() {
        return vec![whole.clone()];
    }
    let children = |&index: &usize| children_from(&authorities[index], whole.min_age);
    let all: f64 = buyers.iter().map(children).sum();
    let part = |index: &usize| {
        let share = if all > 0.0 { children(index) / all } else { 1.0 / buyers.len() as f64 };
        let part_of = |people: u32| (f64::from(people) * share).round().max(1.0) as u32;
        Practice {
            name: format!("{} ({})", whole.name, authorities[*index].name),
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

fn buyer(reader: &mut Reader<'_>, own: &Layers<'_>, authorities: &[Authority]) -> usize {
    if own.find("authorities").is_some() {
        return 0;
    }
    let profiles = || authorities.iter().map(|a| a.profile.as_str());
    // A list of all authorities of England would help nobody.
    let listed = || match authorities.len() {
        0..=12 => profiles().collect::<Vec<_>>().join(", "),
        many => format!("{many} profiles, such as {}", authorities[0].profile),
    };
    match reader.text(own, "authority") {
        Some(written) => {
            let found = authorities.iter().position(|a| a.profile == written || a.name == written);
            if found.is_none() && !authorities.is_empty() {
                let known: Vec<&str> = profiles().collect();
                let message = format!(
                    "{} is \"{written}\", but must be one of the scenario's authorities: {}.{}",
                    own.path("authority"),
                    listed(),
                    suggestion(&nearest_of(&written, known.iter().copied()))
                );
                reader.error(own.place("authority"), &own.path("authority"), message);
            }
            found.unwrap_or(0)
        }
        None => {
            if authorities.len() > 1 {
                let message = format!(
                    "{} is missing: with several authorities it must be one of {}.",
                    own.path("authority"),
                    listed()
                );
                reader.error(own.at, &own.path("authority"), message);
            }
            0
        }
    }
}

/// Years in months. A month written as 0.08 years is meant as one month.
fn months(years: f64) -> f64 {
    let months = years * 12.0;
    let whole = months.round();
    if (months - whole).abs() <= 0.05 { whole } else { months }
}

fn commissioning(reader: &mut Reader<'_>, terms: &Layers<'_>) -> Commissioning {
    let years = |reader: &mut Reader<'_>, key| reader.number(terms, key).map_or(f64::NAN, months);
    let contract = Commissioning {
        term_months: years(reader, "term_years"),
        extension_months: years(reader, "extension_years"),
        review_months: reader.number(terms, "review_months").unwrap_or(f64::NAN),
        review_style: match reader.text(terms, "review_style").as_deref() {
            Some("collaborative") => ReviewStyle::Collaborative,
            _ => ReviewStyle::Static,
        },
        break_months: years(reader, "break_years"),
        price_follows_numbers: reader.flag(terms, "price_follows_numbers").unwrap_or(false),
        adjusts_price: reader.flag(terms, "price_adjustment").unwrap_or(false),
        price_ratio: reader.number(terms, "price_ratio").unwrap_or(f64::NAN),
        retender: reader.flag(terms, "retender").unwrap_or(false),
        mobilisation_months: reader.number(terms, "mobilisation_months"),
    };
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
    let bands = AGE_BANDS.iter().zip(authority.ages);
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
    authority.ages[4] / (last - first) * (age - last).max(0.0)
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
    let size = f64::from(practice.size);
    if size > children + leavers {
        let path = own.path("size");
        let message = format!(
            "{path} is {size}, but {} has about {:.0} young people whom it could serve: {:.0} children aged {} or over and at most {:.0} care leavers up to {}.",
            authority.name,
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
                    authority.name,
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
            practices.iter().filter(|p| p.authority == index && !p.reviews_only).collect();
        if here.len() < 2 {
            continue;
        }
        let youngest = here.iter().map(|p| p.min_age).fold(f64::INFINITY, f64::min);
        let oldest = here.iter().map(|p| p.serve_to_age).fold(0.0, f64::max);
        let served = children_from(authority, youngest) + care_leavers_to(authority, oldest);
        let size: f64 = here.iter().map(|p| f64::from(p.size)).sum();
        if size > served {
            let message = format!(
                "together the {} practices of {} serve {size} young people, but it has about {:.0} whom they could serve.",
                here.len(),
                authority.name,
                served.floor()
            );
            reader.error(at, "practice", message);
        }
    }
}
