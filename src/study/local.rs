//! An authority's published figures as the model's plain numbers.

use std::sync::Arc;

use super::prepare::service_model;
use crate::arrangement::{Authority, InHouse};
use crate::evidence::{LEVELS, Level, LevelFactor, ParameterSet};
use crate::model::settings::{CareSettings, LocalAuthority};
use crate::terms::{AGES, TYPES};

/// The numbers of one authority and its own teams.
pub(super) fn local_authority(
    in_house: &InHouse,
    authority: &Authority,
    highest: [f64; AGES],
    normals: &[f64; LEVELS],
    p: &ParameterSet,
    care: &CareSettings,
) -> LocalAuthority {
    let levels = levels(authority, normals);
    let arrivals = authority.circumstances.arrivals_factor * levels[Level::Entries as usize];
    let by_type = by_type(authority, p.get("placement.kinship-share"));
    let national = p.table("placement.national-mix");
    let total: f64 = by_type.iter().sum();
    let mut local_mix = [1.0; TYPES];
    for kind in 0..TYPES {
        if total > 0.0 && national[kind] > 0.0 {
            local_mix[kind] = by_type[kind] / total / national[kind];
        }
    }
    let entries = first_entries(authority, care.reentry_share) * arrivals;
    let entries_ceiling = highest.into_iter().fold(entries, f64::max);
    let own = service_model(&in_house.service_model, false, p);
    let caseload = || p.get("in-house.caseload") * levels[Level::Caseload as usize];
    LocalAuthority {
        authority: authority.clone(),
        in_house: in_house.clone(),
        by_type,
        local_mix,
        entries,
        entries_ceiling,
        ceiling_by_band: highest.map(|band| band.max(entries) / entries_ceiling.max(f64::MIN_POSITIVE)),
        exits_factor: exits_factor(authority),
        // An arm that scales the table of first ages, or an entry of it, scales an authority's own too.
        first_ages: (authority.figures.arrival_ages).map(|ages| {
            let factors = p.factors("arrivals.first-ages");
            std::array::from_fn(|band| ages[band] * factors[band])
        }),
        caseload: in_house.caseload.unwrap_or_else(caseload),
        levels,
        yearly: Arc::default(),
        service_model: own,
        service_model_at_start: own,
    }
}

/// Children by the model's types: relatives' share split from fostering.
fn by_type(authority: &Authority, kinship_share: f64) -> [f64; TYPES] {
    let [foster, residential, parents, semi_independent, adoption, other] = authority.figures.placements;
    [
        foster * (1.0 - kinship_share),
        foster * kinship_share,
        residential,
        parents,
        semi_independent,
        adoption,
        other,
    ]
}

/// An authority's levels at standard normal numbers, one for each.
pub(super) fn levels(authority: &Authority, normals: &[f64; LEVELS]) -> [f64; LEVELS] {
    let at = |level: usize| LevelFactor::at(authority.figures.levels[level], normals[level]);
    std::array::from_fn(at)
}

/// Leavers of the year: children who ceased, where the profile has them, else those looked after at
/// any time in the year less the stock. Children who left and came back are missing from this
/// difference, so it is scaled by the nation's ceases ÷ the same difference for the nation.
fn leavers(authority: &Authority) -> f64 {
    let nation = &authority.figures.national;
    match (authority.figures.flows, authority.figures.any_time, nation.any_time) {
        (Some(flows), ..) => flows.ceased,
        (None, Some(own), Some(all)) => {
            let children: f64 = authority.figures.ages.iter().sum();
            let scale = nation.ceased / (all - nation.stock);
            (own - children) * scale
        }
        _ => unreachable!("a profile has flows, or figures of any time beside the nation's"),
    }
}

/// Periods of care that start in a year: children who started, scaled by the nation's periods for each
/// of them, or leavers and the stock's growth at the nation's rate. The nation's periods are its
/// leavers and growth.
fn periods(authority: &Authority) -> f64 {
    let nation = &authority.figures.national;
    match authority.figures.flows {
        Some(flows) => flows.started * ((nation.ceased + nation.growth) / nation.started),
        None => {
            let children: f64 = authority.figures.ages.iter().sum();
            leavers(authority) + children * nation.growth / nation.stock
        }
    }
}

/// First entries per month: of the periods that start a share are second ones, which the model makes
/// itself.
pub(super) fn first_entries(authority: &Authority, reentry_share: f64) -> f64 {
    let first = periods(authority) * (1.0 - reentry_share) / 12.0;
    first.max(0.0)
}

/// The factor on the nation's exits: exits apart from 18th birthdays follow the authority's leavers
/// per child against the nation's, birthdays being as many as a twelfth of the months of those aged
/// 16 and 17 allow.
fn exits_factor(authority: &Authority) -> f64 {
    let nation = &authority.figures.national;
    let children: f64 = authority.figures.ages.iter().sum();
    let birthdays = authority.figures.ages[AGES - 1] / 2.0;
    let national_birthdays = nation.oldest_share * nation.stock / 2.0;
    let own = (leavers(authority) - birthdays) / children;
    let nation = (nation.ceased - national_birthdays) / nation.stock;
    if own > 0.0 && nation > 0.0 { own / nation } else { 1.0 }
}
