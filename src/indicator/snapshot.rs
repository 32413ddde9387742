//! What is counted on a day: children and care leavers on 31 March, case holders on 30 September.

use super::gauge::Group;
use crate::model::world::{ELIGIBLE, PlacementType, SERVED, Seat, World};

/// Counts of the children looked after on 31 March and of care leavers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stock {
    pub children: f64,
    pub one: f64,
    pub two: f64,
    pub three: f64,
    pub three_with_status: f64,
    pub two_years: f64,
    pub three_in_two_years: f64,
    pub long_term: f64,
    pub long_term_stable: f64,
    pub a_year: f64,
    pub no_move: f64,
    pub two_moves: f64,
    pub three_workers: f64,
    pub all_year: f64,
    pub one_worker: f64,
    pub leavers: f64,
    pub young_adults: f64,
    pub in_education: f64,
    pub housed: f64,
}

/// Whether a child of a provider and cohorts belongs to a group.
fn belongs(group: Group, provider: u32, cohorts: u8) -> bool {
    match group {
        Group::Whole => true,
        Group::Served => cohorts & SERVED != 0,
        Group::Eligible => cohorts & ELIGIBLE != 0,
        Group::Provider(index) => provider as usize == index,
    }
}

/// The stock of every group on the last day of the month just run.
pub(super) fn stock(world: &World, groups: &[Group], year: u32) -> Vec<Stock> {
    let today = f64::from(world.month);
    let mut stocks = vec![Stock::default(); groups.len()];
    let children = &world.children;
    for i in 0..children.count() {
        let pulse = &children.pulse[i];
        let provider = world.posts.get(pulse.post as usize).map_or(u32::MAX, |post| post.provider);
        let counts = &children.year[i];
        let in_care = today - children.care[i].started;
        let age = today - children.people[children.who[i] as usize].born;
        let clock = &children.placement[i];
        let placed = today - clock.started;
        let for_adoption = pulse.placement == PlacementType::Adoption;
        let with_previous = if clock.previous.is_nan() { placed } else { today - clock.previous };
        let stable = placed >= 24.0 || (for_adoption && with_previous >= 24.0);
        for (stock, &group) in stocks.iter_mut().zip(groups) {
            if !belongs(group, provider, pulse.cohorts) {
                continue;
            }
            let yes = |condition: bool| f64::from(u8::from(condition));
            stock.children += 1.0;
            stock.one += yes(counts.moves == 0);
            stock.two += yes(counts.moves == 1);
            stock.three += yes(counts.moves >= 2);
            stock.three_with_status += yes(counts.moves + counts.statuses >= 2);
            if in_care >= 24.0 && year > 0 {
                stock.two_years += 1.0;
                stock.three_in_two_years += yes(counts.moves + counts.moves_before >= 2);
            }
            if in_care >= 30.0 && age < 192.0 {
                stock.long_term += 1.0;
                stock.long_term_stable += yes(stable);
            }
            if in_care >= 12.0 {
                stock.a_year += 1.0;
                stock.no_move += yes(counts.moves == 0);
                stock.two_moves += yes(counts.moves >= 2);
                stock.all_year += 1.0;
                stock.one_worker += yes(counts.changes == 0);
            }
            stock.three_workers += yes(counts.holders >= 3);
        }
    }
    for leaver in &children.leavers {
        let provider = world.posts.get(leaver.post as usize).map_or(u32::MAX, |post| post.provider);
        let cohorts = children.people[leaver.who as usize].cohorts;
        let years = (today - leaver.born) / 12.0;
        for (stock, &group) in stocks.iter_mut().zip(groups) {
            if !belongs(group, provider, cohorts) {
                continue;
            }
            stock.leavers += 1.0;
            if (19.0..22.0).contains(&years) {
                stock.young_adults += 1.0;
                stock.in_education += f64::from(u8::from(leaver.is_in_education_or_work));
                stock.housed += f64::from(u8::from(leaver.is_suitably_housed));
            }
        }
    }
    stocks
}

/// Counts of posts and cases on 30 September.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Establishment {
    pub in_post: f64,
    pub vacancies: f64,
    pub agency: f64,
    pub holders: f64,
    pub cases: f64,
    pub ninetieth: f64,
}

/// The establishment of every group; cohorts have none.
pub(super) fn establishment(world: &World, groups: &[Group]) -> Vec<Establishment> {
    groups
        .iter()
        .map(|&group| {
            let mut counts = Establishment::default();
            let mut loads = Vec::new();
            if matches!(group, Group::Served | Group::Eligible) {
                return counts;
            }
            for post in &world.posts {
                if post.seat == Seat::Closed || !belongs(group, post.provider, 0) {
                    continue;
                }
                counts.in_post += f64::from(u8::from(post.is_filled()));
                counts.vacancies += f64::from(u8::from(post.is_vacant()));
                counts.agency += f64::from(u8::from(post.seat == Seat::Agency));
                if post.is_staffed() && post.cases() > 0 {
                    counts.holders += 1.0;
                    counts.cases += f64::from(post.cases());
                    loads.push(post.cases());
                }
            }
            loads.sort_unstable();
            if !loads.is_empty() {
                // The least number of cases that nine holders in ten do not exceed.
                counts.ninetieth = f64::from(loads[(loads.len() * 9).div_ceil(10) - 1]);
            }
            counts
        })
        .collect()
}
