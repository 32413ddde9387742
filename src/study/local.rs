//! An authority's published figures as the model's plain numbers.

use super::prepare::way;
use crate::evidence::ParameterSet;
use crate::model::hazard::bands::AGES;
use crate::model::settings::{CareSettings, LocalAuthority};
use crate::model::world::TYPES;
use crate::scenario::{Authority, InHouse};

/// The numbers of one authority and its own teams.
pub(super) fn local_authority(
    in_house: &InHouse,
    authority: &Authority,
    highest: [f64; AGES],
    p: &ParameterSet,
    care: &CareSettings,
) -> LocalAuthority {
    let by_type = by_type(authority, p.get("placement.kinship-share"));
    let national = p.table("placement.national-mix");
    let total: f64 = by_type.iter().sum();
    let mut local_mix = [1.0; TYPES];
    for kind in 0..TYPES {
        if total > 0.0 && national[kind] > 0.0 {
            local_mix[kind] = by_type[kind] / total / national[kind];
        }
    }
    let entries = first_entries(authority, care.reentry_share) * authority.arrivals_factor;
    let entries_ceiling = highest.into_iter().fold(entries, f64::max);
    LocalAuthority {
        children: authority.ages,
        by_type,
        local_mix,
        entries,
        entries_ceiling,
        ceiling_by_band: highest
            .map(|band| band.max(entries) / entries_ceiling.max(f64::MIN_POSITIVE)),
        exits_factor: exits_factor(authority, care),
        caseload: in_house
            .caseload
            .unwrap_or_else(|| p.get("in-house.caseload")),
        serve_to_age: in_house.serve_to_age,
        pathway_teams: in_house.pathway_teams,
        vacancies_held: in_house.vacancies_held,
        way: way(&in_house.way, false, p),
        way_at_start: way(&in_house.way, false, p),
        cut_yearly: authority.cut.yearly,
        cut_from: authority.cut.from_months,
        cut_years: authority.cut.years,
    }
}

/// Children by the model's types: relatives' share split from fostering.
fn by_type(authority: &Authority, kinship_share: f64) -> [f64; TYPES] {
    let [
        foster,
        residential,
        parents,
        semi_independent,
        adoption,
        other,
    ] = authority.placements;
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

/// Leavers of the year and the stock's growth.
///
/// Leavers = looked after at any time in the year - stock: children who left and came back are
/// missing from it, so it is scaled by the nation's ceases ÷ the same difference for the nation.
/// Growth is the nation's; the authority's own is not in the file.
fn flows(authority: &Authority) -> (f64, f64) {
    let [any_time, stock, ceased, growth] = authority.national;
    let children: f64 = authority.ages.iter().sum();
    let scale = ceased / (any_time - stock);
    let leavers = (authority.any_time - children) * scale;
    (leavers, children * growth / stock)
}

/// First entries per month: starting periods are leavers + the stock's growth; of these a share are
/// second periods, which the model makes itself.
pub(super) fn first_entries(authority: &Authority, reentry_share: f64) -> f64 {
    let (leavers, growth) = flows(authority);
    let periods = leavers + growth;
    let first = periods * (1.0 - reentry_share) / 12.0;
    first.max(0.0)
}

/// The factor on the nation's exits: exits apart from 18th birthdays follow the authority's leavers
/// per child against the nation's, birthdays being as many as a twelfth of the months of those aged
/// 16 and 17 allow.
fn exits_factor(authority: &Authority, care: &CareSettings) -> f64 {
    let [_, stock, ceased, _] = authority.national;
    let children: f64 = authority.ages.iter().sum();
    let (leavers, _) = flows(authority);
    let birthdays = authority.ages[AGES - 1] / 2.0;
    // The nation's own counts by age stand in the same file as the authority's.
    let national_birthdays = care.national_oldest_share * stock / 2.0;
    let own = (leavers - birthdays) / children;
    let nation = (ceased - national_birthdays) / stock;
    if own > 0.0 && nation > 0.0 {
        own / nation
    } else {
        1.0
    }
}
