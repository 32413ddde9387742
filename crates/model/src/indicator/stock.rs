//! What is counted on a day: children and care leavers on 31 March, posts and cases on 30 September.

use super::members::{Group, Members};
use super::year::counts;
use crate::model::world::{COHORTS, PlacementType, SIXTEEN, Seat, World};

counts! {
    /// Counts of the children looked after on 31 March and of care leavers.
    Stock {
        /// Children looked after.
        children,
        /// Of these, with one placement in the year.
        one,
        /// With two.
        two,
        /// With three or more.
        three,
        /// With three or more, changes of status counted.
        three_with_status,
        /// In care in this year and the one before.
        two_years,
        /// Of these, with three or more placements in the two years.
        three_in_two_years,
        /// Under 16 and in care for two and a half years or more.
        long_term,
        /// Of these, in the same placement for two years, or placed for adoption.
        long_term_stable,
        /// In care for a year or more.
        a_year,
        /// Of these, without a change of carer in the year.
        no_move,
        /// Of these, with two changes of carer or more.
        two_moves,
        /// Whose placements are by nature less stable than the mean.
        higher_need,
        /// Of these, in care for a year or more.
        a_year_higher,
        /// Of these, without a change of carer in the year.
        no_move_higher,
        /// With three case holders or more in the year.
        three_workers,
        /// In care throughout the year.
        all_year,
        /// Of these, with one case holder.
        one_worker,
        /// Care leavers with a case holder.
        leavers,
        /// Of these, aged 19 to 21.
        young_adults,
        /// Of these, in education, employment or training.
        in_education,
        /// Of these, suitably housed.
        housed,
    }
}

/// The stock of every group on the last day of the month just run. Each child and care leaver is
/// counted once, with those of the same provider and cohorts; groups are made of these.
pub(super) fn stock(world: &World, groups: impl Iterator<Item = Group>, year: u32) -> Vec<Stock> {
    let providers = world.providers.len();
    let mut rows = vec![Stock::<u32>::default(); (providers + 1) * COHORTS];
    let at = |post: u32, cohorts: u8| {
        let post = world.posts.get(post as usize);
        let provider = post.map_or(providers, |post| post.provider as usize);
        World::cell(provider, cohorts)
    };
    children(world, year, |post, cohorts, row| rows[at(post, cohorts)] += row);
    care_leavers(world, |post, cohorts, row| rows[at(post, cohorts)] += row);
    let of_group = |group: Group| {
        let members = Members::of(group, world);
        let mut sums = Stock::<u32>::default();
        for (position, row) in rows.iter().enumerate() {
            let (provider, cohorts) = (position / COHORTS, (position % COHORTS) as u8);
            if members.include(provider as u32, cohorts) {
                sums += row;
            }
        }
        Stock::from(sums)
    };
    groups.map(of_group).collect()
}

/// Hands on post, cohorts and counts of every child looked after.
fn children(world: &World, year: u32, mut count: impl FnMut(u32, u8, &Stock<u32>)) {
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
        // Counted over two years, of which the second began in care: the published population is 71 to 74% of
        // the stock (three_placements_two_years_base), as is that of children in care for a year.
        let two_years = (in_care >= 12.0) & (year > 0);
        let long_term = (in_care >= 30.0) & (age < SIXTEEN);
        let a_year = in_care >= 12.0;
        let row = Stock {
            children: 1,
            one: u32::from(counts.moves == 0),
            two: u32::from(counts.moves == 1),
            three: u32::from(counts.moves >= 2),
            three_with_status: u32::from(counts.moves + counts.statuses >= 2),
            two_years: u32::from(two_years),
            three_in_two_years: u32::from(two_years & (counts.moves + counts.moves_before >= 2)),
            long_term: u32::from(long_term),
            long_term_stable: u32::from(long_term & stable),
            a_year: u32::from(a_year),
            no_move: u32::from(a_year & (counts.moves == 0)),
            two_moves: u32::from(a_year & (counts.moves >= 2)),
            higher_need: u32::from(needy),
            a_year_higher: u32::from(a_year & needy),
            no_move_higher: u32::from(a_year & needy & (counts.moves == 0)),
            three_workers: u32::from(counts.holders >= 3),
            all_year: u32::from(a_year),
            one_worker: u32::from(a_year & (counts.changes == 0)),
            ..Stock::default()
        };
        count(state.post, state.cohorts, &row);
    }
}

/// The same of every care leaver.
fn care_leavers(world: &World, mut count: impl FnMut(u32, u8, &Stock<u32>)) {
    let today = f64::from(world.month);
    for leaver in &world.children.leavers {
        let years = (today - leaver.born) / 12.0;
        let young_adult = (19.0..22.0).contains(&years);
        let row = Stock {
            leavers: 1,
            young_adults: u32::from(young_adult),
            in_education: u32::from(young_adult & leaver.is_in_education_or_work),
            housed: u32::from(young_adult & leaver.is_suitably_housed),
            ..Stock::default()
        };
        count(leaver.post, leaver.cohorts, &row);
    }
}

/// Counts of posts and cases on 30 September.
#[derive(Clone, Debug, Default)]
pub struct Establishment {
    /// Permanent case holders in post.
    pub in_post: f64,
    /// Vacant posts, covered or not.
    pub vacancies: f64,
    /// Agency workers.
    pub agency: f64,
    /// Case holders with cases, agency included.
    pub holders: f64,
    /// Their cases.
    pub cases: f64,
    /// These holders by their number of cases.
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
    pub(super) fn add(&mut self, other: &Establishment) {
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

    /// The establishment of a group; cohorts have none.
    pub(super) fn of(group: Group, world: &World) -> Establishment {
        let mut counts = Establishment::default();
        let authorities = world.authorities.len();
        for post in &world.posts {
            if post.seat == Seat::Closed || !group.covers(post.provider as usize, authorities) {
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
    }
}
