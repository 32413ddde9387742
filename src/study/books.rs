//! What each provider had and did, year by year: posts, people, cases, money.

use serde::{Deserialize, Serialize};

use crate::model::settings::Settings;
use crate::model::world::{CostHead, Seat, World};

/// A measure of a provider's year: its key, its words and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Key in tables.
    pub key: &'static str,
    /// In words.
    pub title: &'static str,
    /// Unit.
    pub unit: &'static str,
}

const fn measure(key: &'static str, title: &'static str, unit: &'static str) -> Measure {
    Measure { key, title, unit }
}

/// Every measure, in the order of a year's values.
pub const MEASURES: [Measure; 26] = [
    measure("posts", "Posts for case holders", "posts, mean of the months"),
    measure("filled", "Posts with a permanent case holder", "posts, mean of the months"),
    measure("agency", "Posts with an agency case holder", "posts, mean of the months"),
    measure("cases", "Young people served, care leavers included", "people, mean of the months"),
    measure("caseload", "Cases for each case holder at work", "cases"),
    measure("hires", "Permanent case holders who came", "people in the year"),
    measure("leavers", "Permanent case holders who left", "people in the year"),
    measure("from_newly_qualified", "Newcomers who are newly qualified", "people in the year"),
    measure("from_another_employer", "Newcomers from another authority", "people in the year"),
    measure("from_agency", "Newcomers from agency work", "people in the year"),
    measure("from_back_to_work", "Newcomers who come back to the work", "people in the year"),
    measure("from_host", "Newcomers from the authority that buys", "people in the year"),
    measure("to_another_employer", "Leavers to another authority", "people in the year"),
    measure("to_agency", "Leavers to agency work", "people in the year"),
    measure("to_out", "Leavers out of the profession", "people in the year"),
    measure("to_practice", "Leavers to a practice of the authority", "people in the year"),
    measure("refused", "Referrals refused for want of people", "referrals in the year"),
    measure("asked", "Cases beyond those agreed for which a price was asked", "cases in the year"),
    measure("granted", "Of these, cases that were added to the price", "cases in the year"),
    measure("cost", "Staff, agency and recruitment", "£ in the year"),
    measure("income", "Price and national support", "£ in the year"),
    measure("grant", "Start-up grant spent, which somebody other than the authority pays", "£ in the year"),
    measure("surplus", "Surplus of the year", "£ in the year"),
    measure("account", "Account at the year's end", "£"),
    measure(
        "run",
        "How the service is run, against an ordinary one",
        "shift of its place among grades, mean of the months",
    ),
    measure("grade", "Grade of the authority's last inspection at the year's end", "grade, 1 to 4"),
];

/// Places of these in a year.
const FLOWS: usize = 5;
const ACCOUNT: usize = FLOWS + 18;
const RUN: usize = ACCOUNT + 1;
const GRADE: usize = RUN + 1;

const COUNT: usize = MEASURES.len();

/// The years of one provider; a value is `NaN` where it is not defined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Name of the practice, or of the authority for its own teams.
    pub provider: String,
    /// Values by year and measure.
    pub years: Vec<[f64; COUNT]>,
}

/// Counts of a year so far.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    months: f64,
    posts: f64,
    filled: f64,
    agency: f64,
    cases: f64,
    at_work: f64,
    flows: [f64; 18],
    account: f64,
    run: f64,
    grade: f64,
}

/// The books of one world, kept month by month.
#[derive(Clone, Debug)]
pub(super) struct Books {
    books: Vec<Book>,
    sums: Vec<Sums>,
    own: usize,
}

impl Books {
    /// Empty books of the providers of a world.
    pub(super) fn of(settings: &Settings) -> Books {
        let own = settings.authorities.iter().map(|local| local.authority.figures.name.clone());
        let practices = settings.practices.iter().map(|terms| terms.practice.name.clone());
        let books = own.chain(practices).map(|provider| Book { provider, years: Vec::new() });
        let books: Vec<Book> = books.collect();
        Books { sums: vec![Sums::default(); books.len()], books, own: settings.authorities.len() }
    }

    /// Looks at the end of a month.
    pub(super) fn observe(&mut self, world: &World) {
        for post in world.posts.iter().filter(|post| post.seat != Seat::Closed) {
            let sums = &mut self.sums[post.provider as usize];
            sums.posts += 1.0;
            sums.filled += f64::from(u8::from(post.is_filled()));
            sums.agency += f64::from(u8::from(post.seat == Seat::Agency));
            sums.at_work += f64::from(u8::from(post.is_staffed()));
            sums.cases += f64::from(post.cases());
        }
        for (index, sums) in self.sums.iter_mut().enumerate() {
            let (provider, flow) = (&world.providers[index], &world.flows[index]);
            if !provider.is_open && flow.contract_months <= 0.0 {
                continue;
            }
            let head = |head: CostHead| provider.pounds[head as usize];
            let cost = head(CostHead::Staff) + head(CostHead::Agency) + head(CostHead::Recruitment);
            let income = provider.price_received + provider.budget.support;
            let [f0, f1, f2, f3, f4] = flow.came;
            let [t0, t1, t2, t3] = flow.went;
            let month = [
                flow.hires,
                world.worker_exits[index],
                f0,
                f1,
                f2,
                f3,
                f4,
                t0,
                t1,
                t2,
                t3,
                flow.refused,
                flow.asked,
                flow.granted,
                cost,
                income,
                provider.budget.grant,
                head(CostHead::Surplus),
            ];
            sums.months += 1.0;
            sums.account = provider.account;
            sums.run += provider.run;
            sums.grade = 1.0 + f64::from(world.authorities[provider.authority].grade as u8);
            for (sum, value) in sums.flows.iter_mut().zip(month) {
                *sum += value;
            }
        }
        if world.month.is_multiple_of(12) {
            self.close_year();
        }
    }

    fn close_year(&mut self) {
        for (index, (book, sums)) in self.books.iter_mut().zip(&mut self.sums).enumerate() {
            let mean = |sum: f64| sum / sums.months;
            let mut year = [f64::NAN; COUNT];
            if sums.months > 0.0 {
                year[..4].copy_from_slice(&[sums.posts, sums.filled, sums.agency, sums.cases].map(mean));
                year[4] = if sums.at_work > 0.0 { sums.cases / sums.at_work } else { f64::NAN };
                year[FLOWS..ACCOUNT].copy_from_slice(&sums.flows);
                year[ACCOUNT] = sums.account;
                year[RUN] = mean(sums.run);
                year[GRADE] = sums.grade;
                if index < self.own {
                    // The authority's own teams are paid at cost: no referral is refused, no price asked.
                    year[16..19].fill(f64::NAN);
                    year[20..RUN].fill(f64::NAN);
                }
            }
            book.years.push(year);
            *sums = Sums::default();
        }
    }

    /// The books, when the last month has been seen.
    pub(super) fn finish(self) -> Vec<Book> {
        self.books
    }
}
