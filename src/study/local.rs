//! An authority's published figures as the model's plain numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::prepare::service_model;
use crate::arrangement::{Authority, InHouse};
use crate::evidence::{
    Flows, LEVELS, Level, LevelFactor, ListedChild, National, ParameterSet, Profile, ServiceModel, WAYS,
};
use crate::model::process::ways;
use crate::model::settings::unaccompanied::without;
use crate::model::settings::{Arranged, CareSettings, LocalAuthority, Stream, UnaccompaniedSettings};
use crate::terms::{AGES, AgeBand, PUBLISHED_TYPES, TYPES};

/// The numbers of one authority and its own teams.
pub(super) fn local_authority(
    in_house: &InHouse,
    authority: &Authority,
    normals: &[f64; LEVELS],
    p: &ParameterSet,
    care: &CareSettings,
) -> LocalAuthority {
    let (others, unaccompanied) = accompanied(authority, &care.unaccompanied);
    let authority = &others;
    let levels = levels(authority, normals);
    let year = f64::from(authority.figures.national.year);
    let kinship = between(&KINSHIP_YEARS.map(f64::from), &p.table("placement.kinship-share"), year);
    let by_type = by_type(&authority.figures.placements, kinship);
    let first_ages = first_ages(authority, care, p);
    let first_ages = first_ages.map(|ages| {
        // An arm that scales the table of first ages, or an entry of it, scales an authority's own too.
        let (factors, unset) = (p.factors("arrivals.first-ages"), p.unset_factors("arrivals.first-ages"));
        std::array::from_fn(|band| ages[band] * factors[band] / unset[band])
    });
    let ages = care.period_ages(&first_ages.unwrap_or(care.start_ages));
    let own = service_model(&in_house.service_model, false, p);
    let caseload = usual_caseload(&levels, p);
    LocalAuthority {
        authority: authority.clone(),
        unaccompanied,
        in_house: in_house.clone(),
        by_type,
        first_types: first_types(authority, &ages, kinship, care, p),
        periods: periods(authority) / 12.0,
        arrivals: arrivals(authority, &levels),
        // Solved when care and placements are known.
        next_types: [1.0; TYPES],
        stock_is_carried: true,
        returning: 0.0,
        entries: 0.0,
        entries_ceiling: 0.0,
        ceiling_by_band: [1.0; AGES],
        exits_factor: exits_factor(authority),
        first_ages,
        neighbours: Vec::new(),
        caseload: in_house.caseload.unwrap_or(caseload),
        levels,
        yearly: Arc::default(),
        service_model: own,
        service_model_at_start: own,
        arranged: Arranged::default(),
        arranged_at_start: Arranged::default(),
    }
}

/// How far an authority's own teams are arranged as a small practice is; `usual` is its caseload where nothing is said.
pub(super) fn arranged(in_house: &InHouse, usual: f64, p: &ParameterSet) -> Arranged {
    let model = service_model(&in_house.service_model, false, p);
    let load = in_house.caseload.map_or(1.0, |caseload| caseload / usual);
    let likeness = ways::likeness(load, &model, !in_house.pathway_teams, p);
    Arranged { likeness, ways: usual_ways(&in_house.service_model, p) }
}

/// A practice's usual ways less an ordinary authority's, where none are written.
pub(super) fn usual_ways(written: &[Option<f64>], p: &ParameterSet) -> ServiceModel {
    ServiceModel::from_fn(|index, attribute| {
        if written[index].is_some() || !WAYS.contains(&attribute.key) {
            return 0.0;
        }
        p.get(&attribute.quantity(true)) - p.get(&attribute.quantity(false))
    })
}

/// Cases for each case holder for which an authority provides posts where the scenario says nothing.
pub(super) fn usual_caseload(levels: &[f64; LEVELS], p: &ParameterSet) -> f64 {
    p.get("in-house.caseload") * levels[Level::Caseload as usize]
}

/// Where only England's ages of 2011 are at hand, the unaccompanied of that year are taken off them.
fn first_ages(authority: &Authority, care: &CareSettings, p: &ParameterSet) -> Option<[f64; AGES]> {
    let figures = &authority.figures;
    if figures.arrival_ages.is_some() || figures.unaccompanied.is_none() {
        return figures.arrival_ages;
    }
    let nation = National::nearest(OF_FIRST_AGES);
    // The share as no arm sets it, so that candidates are the same in all arms.
    let again = p.unset("care.reentry.share");
    let alone = nation.unaccompanied.started / (nation.started * (1.0 - again));
    let all = p.as_set_by(&BTreeMap::new()).table("arrivals.first-ages");
    let by_band = care.unaccompanied.by_band();
    let others: [f64; AGES] = std::array::from_fn(|band| (all[band] - alone * by_band[band]).max(0.0));
    let sum: f64 = others.iter().sum();
    Some(others.map(|age| age / sum))
}

/// The year of `arrivals.first-ages`.
const OF_FIRST_AGES: u32 = 2011;

/// The authority without its unaccompanied children, England without its own, and the stream that they are.
fn accompanied(authority: &Authority, numbers: &UnaccompaniedSettings) -> (Authority, Option<Stream>) {
    let figures = &authority.figures;
    let Some(own) = figures.unaccompanied else {
        return (authority.clone(), None);
    };
    let (mut others, nation) = (Profile::clone(figures), figures.national);
    let (starts, passed_on) = numbers.flow(&own);
    let stock;
    if figures.children.is_empty() {
        let counted = numbers.of_ages(own.stock, passed_on, [figures.ages[YOUNGER], figures.ages[OLDER]]);
        stock = counted.map(libm::round);
        for (band, children) in [YOUNGER, OLDER].into_iter().zip(stock) {
            others.ages[band] = (others.ages[band] - children).max(0.0);
        }
        others.stock = others.ages.iter().sum();
        others.placements = without(&figures.placements, &numbers.placed(stock), others.stock);
    } else {
        // Each child of a list says whether she is one.
        let (alone, rest): (Vec<ListedChild>, Vec<ListedChild>) =
            figures.children.iter().partition(|child| child.unaccompanied);
        (others.ages, others.placements) = Profile::counted(&rest);
        others.stock = rest.len() as f64;
        let older = Profile::counted(&alone).0[OLDER];
        stock = [alone.len() as f64 - older, older];
    }
    let came = own.stock + own.ceased;
    others.any_time = figures.any_time.map(|all| (all - came).max(others.stock));
    others.flows = figures.flows.map(|flows| Flows {
        started: (flows.started - own.started).max(0.0),
        ceased: (flows.ceased - own.ceased).max(0.0),
        growth: flows.growth.map(|growth| growth - (own.started - own.ceased)),
    });
    others.national = numbers.others(&nation);
    // In balance as many come as keep those who are there.
    let kept = stock.iter().sum::<f64>() / numbers.mean_months(passed_on);
    let starts = if authority.is_balanced { kept } else { starts };
    let stream = Stream { stock, starts, passed_on };
    (Authority { figures: Arc::new(others), ..authority.clone() }, Some(stream))
}

const YOUNGER: usize = AgeBand::From10To15 as usize;
const OLDER: usize = AgeBand::From16 as usize;

/// Years of the entries of `placement.kinship-share`, of figures on 31 March.
const KINSHIP_YEARS: [u32; 3] = [2011, 2020, 2024];
/// Years whose starters' first placements are published for England.
const FIRST_YEARS: [u32; 3] = [2010, 2020, 2024];

/// The value at `x` on the lines between points, level beyond them.
fn between(at: &[f64], values: &[f64], x: f64) -> f64 {
    let after = at.iter().position(|point| *point > x);
    match after {
        Some(0) => values[0],
        Some(k) => {
            let share = (x - at[k - 1]) / (at[k] - at[k - 1]);
            values[k - 1] + share * (values[k] - values[k - 1])
        }
        None => values[values.len() - 1],
    }
}

/// Published types as the model's: relatives' share split from fostering.
fn by_type(placements: &[f64; PUBLISHED_TYPES.len()], kinship_share: f64) -> [f64; TYPES] {
    let [foster, residential, parents, semi_independent, adoption, other] = *placements;
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

/// Weights of the first placement's type by age: the pattern scaled so that all who start have England's
/// shares of the year, tilted by how the authority's stock differs from England's.
fn first_types(
    authority: &Authority,
    ages: &[f64; AGES],
    kinship: f64,
    care: &CareSettings,
    p: &ParameterSet,
) -> [[f64; TYPES]; AGES] {
    let figures = &authority.figures;
    let (own, nation) =
        (by_type(&figures.placements, kinship), by_type(&figures.national.placements, kinship));
    let (power, total) = (p.get("placement.first.local"), own.iter().sum::<f64>());
    let years = FIRST_YEARS.map(|year| p.table(&format!("placement.first-{year}")));
    let at = FIRST_YEARS.map(f64::from);
    // The published shares are of all who start: those of the unaccompanied are taken off.
    let (numbers, england) = (&care.unaccompanied, National::nearest(figures.year));
    let alone = figures.unaccompanied.map_or([0.0; TYPES], |_| {
        let share = england.unaccompanied.started / england.started;
        let [.., younger, older] = numbers.by_band();
        numbers.placed([share * younger, share * older])
    });
    let mut wanted: [f64; TYPES] = std::array::from_fn(|of_type| {
        let values = [0, 1, 2].map(|year: usize| years[year][of_type]);
        let share = between(&at, &values, f64::from(figures.national.year));
        let share = (share - alone[of_type]).max(0.0);
        // A type in which a small authority has nobody on the day is not one where nobody starts.
        let stock = (own[of_type] + nation[of_type]) / (total + 1.0);
        if nation[of_type] > 0.0 { share * libm::pow(stock / nation[of_type], power) } else { share }
    });
    let sum: f64 = wanted.iter().sum();
    wanted = wanted.map(|share| share / sum);
    let mut weights: [[f64; TYPES]; AGES] = AgeBand::ALL.map(|band| {
        let pattern = p.table(&format!("placement.entry.{}", band.key()));
        std::array::from_fn(|of_type| pattern[of_type])
    });
    for _ in 0..40 {
        for of_type in 0..TYPES {
            let sum: f64 = weights.iter().map(|row| row[of_type]).sum();
            let factor = if sum > 0.0 { wanted[of_type] / sum } else { 0.0 };
            weights.iter_mut().for_each(|row| row[of_type] *= factor);
        }
        for (row, age) in weights.iter_mut().zip(ages) {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|weight| *weight *= age / sum);
        }
    }
    weights
}

/// An authority's levels at standard normal numbers, one for each. In balance as many come as keep its children.
pub(super) fn levels(authority: &Authority, normals: &[f64; LEVELS]) -> [f64; LEVELS] {
    let at = |level: usize| match level == Level::Entries as usize && authority.is_balanced {
        true => 1.0,
        false => LevelFactor::at(authority.figures.levels[level], normals[level]),
    };
    std::array::from_fn(at)
}

/// What multiplies an authority's starts: the scenario's factor, the years that it lets count, the level of entries.
pub(super) fn arrivals(authority: &Authority, levels: &[f64; LEVELS]) -> f64 {
    authority.circumstances.arrivals_factor * authority.starts_factor() * levels[Level::Entries as usize]
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

/// The factor on the nation's exits: exits apart from 18th birthdays follow the authority's leavers
/// per child against the nation's, birthdays being as many as a twelfth of the months of those aged
/// 16 and 17 allow.
fn exits_factor(authority: &Authority) -> f64 {
    let nation = &authority.figures.national;
    let children: f64 = authority.figures.ages.iter().sum();
    let birthdays = authority.figures.ages[AGES - 1] / 2.0;
    let national_birthdays = nation.oldest_share * nation.stock / 2.0;
    if children <= 0.0 {
        return 1.0;
    }
    let own = (leavers(authority) - birthdays) / children;
    let nation = (nation.ceased - national_birthdays) / nation.stock;
    if own > 0.0 && nation > 0.0 { own / nation } else { 1.0 }
}
