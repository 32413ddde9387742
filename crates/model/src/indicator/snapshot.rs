//! What is counted on a day: children and care leavers on 31 March, case holders on 30 September.

use super::measurement::Group;
use crate::model::world::{COHORTS, ELIGIBLE, PlacementType, SERVED, SIXTEEN, Seat, World};

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
    pub higher_need: f64,
    pub a_year_higher: f64,
    pub no_move_higher: f64,
    pub three_workers: f64,
    pub all_year: f64,
    pub one_worker: f64,
    pub leavers: f64,
    pub young_adults: f64,
    pub in_education: f64,
    pub housed: f64,
}

/// Numbers that make up a [`Stock`], in its order.
type Row = [u32; 22];

impl Stock {
    /// Children in care for a year, of higher and of lower need: those without a move, and all.
    pub fn no_move_by_need(&self) -> [(f64, f64); 2] {
        let higher = (self.no_move_higher, self.a_year_higher);
        [higher, (self.no_move - higher.0, self.a_year - higher.1)]
    }

    pub fn add(&mut self, other: &Stock) {
        self.children += other.children;
        self.one += other.one;
        self.two += other.two;
        self.three += other.three;
        self.three_with_status += other.three_with_status;
        self.two_years += other.two_years;
        self.three_in_two_years += other.three_in_two_years;
        self.long_term += other.long_term;
        self.long_term_stable += other.long_term_stable;
        self.a_year += other.a_year;
        self.no_move += other.no_move;
        self.two_moves += other.two_moves;
        self.higher_need += other.higher_need;
        self.a_year_higher += other.a_year_higher;
        self.no_move_higher += other.no_move_higher;
        self.three_workers += other.three_workers;
        self.all_year += other.all_year;
        self.one_worker += other.one_worker;
        self.leavers += other.leavers;
        self.young_adults += other.young_adults;
        self.in_education += other.in_education;
        self.housed += other.housed;
    }

    fn of(row: &Row) -> Stock {
        let [
            children,
            one,
            two,
            three,
            three_with_status,
            two_years,
            three_in_two_years,
            long_term,
            long_term_stable,
            a_year,
            no_move,
            two_moves,
            higher_need,
            a_year_higher,
            no_move_higher,
            three_workers,
            all_year,
            one_worker,
            leavers,
            young_adults,
            in_education,
            housed,
        ] = row.map(f64::from);
        Stock {
            children,
            one,
            two,
            three,
            three_with_status,
            two_years,
            three_in_two_years,
            long_term,
            long_term_stable,
            a_year,
            no_move,
            two_moves,
            higher_need,
            a_year_higher,
            no_move_higher,
            three_workers,
            all_year,
            one_worker,
            leavers,
            young_adults,
            in_education,
            housed,
        }
    }
}

fn add(sums: &mut Row, row: &Row) {
    for (sum, count) in sums.iter_mut().zip(row) {
        *sum += count;
    }
}

/// Who belongs to a group, so that asking for one child after another needs no choice by group.
#[derive(Clone, Copy)]
struct Members {
    everybody: bool,
    cohorts: u8,
    provider: u32,
    /// Providers below it are members too: the authorities' own teams come first.
    below: u32,
}

/// No provider, and none that any child has.
const NO_PROVIDER: u32 = u32::MAX - 1;

impl Members {
    fn of(group: Group, world: &World) -> Members {
        let (cohorts, provider) = match group {
            Group::Whole | Group::InHouse => (0, NO_PROVIDER),
            Group::Served => (SERVED, NO_PROVIDER),
            Group::Eligible => (ELIGIBLE, NO_PROVIDER),
            Group::Provider(index) => (0, index as u32),
        };
        Members {
            everybody: group == Group::Whole,
            cohorts,
            provider,
            below: match group {
                Group::InHouse => world.authorities.len() as u32,
                _ => 0,
            },
        }
    }

    /// Whether a child of a provider and cohorts is one of them.
    #[inline]
    fn include(self, provider: u32, cohorts: u8) -> bool {
        let provided = (self.provider == provider) | (provider < self.below);
        self.everybody | (self.cohorts & cohorts != 0) | provided
    }
}

/// The stock of every group on the last day of the month just run. Each child and care leaver is
/// counted once, with those of the same provider and cohorts; groups are made of these.
pub(super) fn stock(world: &World, groups: &[Group], year: u32) -> Vec<Stock> {
    let providers = world.providers.len();
    let mut rows = vec![Row::default(); (providers + 1) * COHORTS];
    let at = |post: u32, cohorts: u8| {
        let post = world.posts.get(post as usize);
        let provider = post.map_or(providers, |post| post.provider as usize);
        World::cell(provider, cohorts)
    };
    children(world, year, |post, cohorts, row| {
        add(&mut rows[at(post, cohorts)], row);
    });
    care_leavers(world, |post, cohorts, row| {
        add(&mut rows[at(post, cohorts)], row);
    });
    let of_group = |&group: &Group| {
        let members = Members::of(group, world);
        let mut sums = Row::default();
        for (position, row) in rows.iter().enumerate() {
            let (provider, cohorts) = (position / COHORTS, (position % COHORTS) as u8);
            if members.include(provider as u32, cohorts) {
                add(&mut sums, row);
            }
        }
        Stock::of(&sums)
    };
    groups.iter().map(of_group).collect()
}

/// Hands on post, cohorts and counts of every child looked after.
fn children(world: &World, year: u32, mut count: impl FnMut(u32, u8, &Row)) {
    let today = f64::from(world.month);
    let children = &world.children;
    for i in 0..children.count() {
        let state = &children.state[i];
        let counts = &children.year[i];
        let in_care = today - children.care[i].started;
        let person = &children.people[children.who[i] as usize];
        let age = today - person.born;
        let needy = person.frailty > 1.0;
        let clock = &children.placement[i];
        let placed = today - clock.started;
        let for_adoption = state.placement == PlacementType::Adoption;
        let with_previous = if clock.previous.is_nan() { placed } else { today - clock.previous };
        let stable = (placed >= 24.0) | (for_adoption & (with_previous >= 24.0));
        let two_years = (in_care >= 24.0) & (year > 0);
        let long_term = (in_care >= 30.0) & (age < SIXTEEN);
        let a_year = in_care >= 12.0;
        let row = [
            1,
            u32::from(counts.moves == 0),
            u32::from(counts.moves == 1),
            u32::from(counts.moves >= 2),
            u32::from(counts.moves + counts.statuses >= 2),
            u32::from(two_years),
            u32::from(two_years & (counts.moves + counts.moves_before >= 2)),
            u32::from(long_term),
            u32::from(long_term & stable),
            u32::from(a_year),
            u32::from(a_year & (counts.moves == 0)),
            u32::from(a_year & (counts.moves >= 2)),
            u32::from(needy),
            u32::from(a_year & needy),
            u32::from(a_year & needy & (counts.moves == 0)),
            u32::from(counts.holders >= 3),
            u32::from(a_year),
            u32::from(a_year & (counts.changes == 0)),
            0,
            0,
            0,
            0,
        ];
        count(state.post, state.cohorts, &row);
    }
}

/// The same of every care leaver.
fn care_leavers(world: &World, mut count: impl FnMut(u32, u8, &Row)) {
    let today = f64::from(world.month);
    for leaver in &world.children.leavers {
        let years = (today - leaver.born) / 12.0;
        let young_adult = (19.0..22.0).contains(&years);
        let mut row = Row::default();
        row[18..].copy_from_slice(&[
            1,
            u32::from(young_adult),
            u32::from(young_adult & leaver.is_in_education_or_work),
            u32::from(young_adult & leaver.is_suitably_housed),
        ]);
        count(leaver.post, leaver.cohorts, &row);
    }
}

/// Counts of posts and cases on 30 September.
#[derive(Clone, Debug, Default)]
pub(super) struct Establishment {
    pub in_post: f64,
    pub vacancies: f64,
    pub agency: f64,
    pub holders: f64,
    pub cases: f64,
    /// Holders by their number of cases.
    pub loads: Vec<u32>,
}

impl Establishment {
    /// The least number of cases that nine holders in ten do not exceed; 0 without holders.
    pub fn ninetieth(&self) -> f64 {
        let holders: u32 = self.loads.iter().sum();
        let nine_tenths = (holders * 9).div_ceil(10);
        let mut so_far = 0;
        let reached = self.loads.iter().position(|here| {
            so_far += here;
            so_far >= nine_tenths
        });
        reached.unwrap_or(0) as f64
    }

    /// Adds other authorities' counts of the day.
    pub fn add(&mut self, other: &Establishment) {
        self.in_post += other.in_post;
        self.vacancies += other.vacancies;
        self.agency += other.agency;
        self.holders += other.holders;
        self.cases += other.cases;
        let most = self.loads.len().max(other.loads.len());
        self.loads.resize(most, 0);
        for (holders, others) in self.loads.iter_mut().zip(&other.loads) {
            *holders += others;
        }
    }
}

/// The establishment of every group; cohorts have none.
pub(super) fn establishment(world: &World, groups: &[Group]) -> Vec<Establishment> {
    groups
        .iter()
        .map(|&group| {
            let mut counts = Establishment::default();
            if matches!(group, Group::Served | Group::Eligible) {
                return counts;
            }
            let members = Members::of(group, world);
            for post in &world.posts {
                if post.seat == Seat::Closed || !members.include(post.provider, 0) {
                    continue;
                }
                counts.in_post += f64::from(u8::from(post.is_filled()));
                counts.vacancies += f64::from(u8::from(post.is_vacant()));
                counts.agency += f64::from(u8::from(post.seat == Seat::Agency));
                if post.is_staffed() && post.cases() > 0 {
                    counts.holders += 1.0;
                    counts.cases += f64::from(post.cases());
                    let cases = post.cases() as usize;
                    if counts.loads.len() <= cases {
                        counts.loads.resize(cases + 1, 0);
                    }
                    counts.loads[cases] += 1;
                }
            }
            counts
        })
        .collect()
}
