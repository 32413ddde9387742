//! The authorities of a scenario: profiles that the program carries, or files.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::arrangement::{Authority, Circumstances};
use crate::evidence::{Carried, Profile, code_of, england_names, nearest_of, profile_names};
use crate::returns::names;
use crate::terms::Baseline;

use super::alternative::section;
use super::declaration::TOP;
use super::paths::suggestion;
use super::profile_files::ProfileFiles;
use super::reader::{Layers, Reader};
use super::tree::{Origin, Table};

/// So many unknown names are compared with those that are known, which takes a thousandth of a second each: whoever
/// has more of them has made the list by a program.
const HELPED: usize = 100;

/// The authorities of a tree. Where the reader notes an error, they are only a part.
pub(super) fn authorities(reader: &mut Reader<'_>, tree: &Table, files: &ProfileFiles) -> Vec<Authority> {
    let common = section(reader, tree, "authority");
    let circumstances = Circumstances::read(&mut |field| reader.value(&common, field));
    let start = reader.study.first_year();
    let is_balanced = reader.study.baseline == Baseline::Balanced;
    let [_, _, field, ..] = TOP;
    let mut authorities: Vec<Authority> = Vec::new();
    let (mut names, mut places) = (BTreeSet::new(), BTreeSet::new());
    let all = reader.texts(&Layers::of("", tree, Origin::default()), &field);
    for (number, (asked, at)) in all.into_iter().enumerate() {
        let cached = reader.cache.profiles.entry(asked.to_owned());
        let (profiles, stands_in) =
            match cached.or_insert_with(|| published(asked, files, start, number < HELPED)).clone() {
                Ok(published) => published,
                Err(message) => {
                    reader.error(at, "authorities", message);
                    continue;
                }
            };
        if let Some((name, _)) = profiles.iter().find(|(name, _)| !names.insert(name.clone())) {
            let message = format!("the authority \"{name}\" stands twice.");
            reader.error(at, "authorities", message);
            continue;
        }
        if let Some(sentence) = stands_in {
            reader.warn(at, "authorities", format!("authorities holds \"{asked}\": {sentence}."));
        }
        for (profile, figures) in profiles {
            let circumstances = circumstances.clone();
            let mut place = place(&profile, &figures.name);
            // Two years of one authority in one world are two authorities.
            while !places.insert(place) {
                place = place.wrapping_add(1);
            }
            let authority = Authority { profile, figures, circumstances, place, is_balanced };
            if let Some(fault) = of_starts(&authority) {
                reader.error(at, "authorities", fault);
            }
            authorities.push(authority);
        }
    }
    authorities
}

/// What is wrong with the choice of the years whose starts count.
fn of_starts(authority: &Authority) -> Option<String> {
    let Circumstances { starts_from, starts_to, .. } = authority.circumstances;
    let (profile, year) = (&authority.profile, authority.figures.year);
    starts_from.or(starts_to)?;
    let refuse = |why: String| {
        Some(format!("authority.starts_from and starts_to cannot be used with \"{profile}\": {why}."))
    };
    if authority.is_balanced {
        return refuse("in balance as many start as keep its children (study.baseline)".to_owned());
    }
    let Some(series) = authority.starts() else {
        return refuse(
            "no series of starts is published of it; a file of your own says in [flows] who started"
                .to_owned(),
        );
    };
    if starts_from.or(starts_to).is_some_and(|first| first > year)
        || starts_to.is_some_and(|last| last > year)
    {
        return refuse(format!("its figures are of {year}, and later years are what is simulated"));
    }
    if series.mean().is_none() || series.against_last().is_none() {
        return refuse(format!("none of its published years lies there ({})", series.in_words()));
    }
    None
}

/// An authority's place in the addresses of draws: the class and number of its code (E10000016), or by its name (FNV-1a, folded),
/// in the upper half: of a file of the user's the name that stands in it, since where the file lies is nothing to its luck.
fn place(profile: &str, name: &str) -> u16 {
    let of_code = |code: String| -> Option<u16> {
        let (class, number) = code.strip_prefix('E')?.split_at_checked(2)?;
        let (class, number): (u16, u16) = (class.parse().ok()?, number.parse().ok()?);
        (class < 64 && number < 512).then_some(class << 9 | number)
    };
    code_of(profile).and_then(of_code).unwrap_or_else(|| {
        let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let name = if profile.ends_with(".toml") { name } else { profile };
        let hash = name.bytes().fold(0x811c_9dc5_u32, hash);
        (hash >> 16) as u16 ^ hash as u16 | 1 << 15
    })
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

/// Profiles, each under its name, and what is to be said where they stand in for others.
pub(super) type Published = (Vec<(String, Arc<Profile>)>, Option<String>);

fn published(
    asked: &str,
    files: &ProfileFiles,
    start: Option<u32>,
    is_helped: bool,
) -> Result<Published, String> {
    let carried = carried(asked, files, is_helped)?;
    let stands_in = stands_in(asked, &carried, start);
    let profile = |(name, mut figures): (String, Profile)| {
        if let Some(sentence) = &stands_in {
            figures.source += &format!(" \"{asked}\": {sentence}.");
        }
        (name, Arc::new(figures))
    };
    Ok((carried.profiles.into_iter().map(profile).collect(), stands_in))
}

fn carried(asked: &str, files: &ProfileFiles, is_helped: bool) -> Result<Carried, String> {
    if let Some(mut carried) = Carried::find(asked) {
        // Under its own name, so that a practice can name its authority as the scenario does.
        if let [(name, _)] = &mut carried.profiles[..] {
            *name = asked.to_owned();
        }
        return Ok(carried);
    }
    if !asked.ends_with(".toml") {
        let mut near = Vec::new();
        if is_helped {
            near = names::profiles_with(asked);
        }
        if is_helped && near.is_empty() {
            near = nearest_of(asked, profile_names().chain(england_names()));
        }
        let mut hint = suggestion(&near);
        if hint.is_empty() {
            hint = " `swplab authorities` lists those that are.".into();
        }
        return Err(format!("\"{asked}\" is not a known authority profile.{hint}"));
    }
    let text = files.read(asked)?;
    let profile = Profile::parse(&text).map_err(|e| format!("the profile {}: {e}.", files.shown(asked)))?;
    Ok(Carried { used: asked.to_owned(), profiles: vec![(asked.to_owned(), profile)] })
}
