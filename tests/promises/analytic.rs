//! Where a closed form exists, the model meets it: one process at a time, all else switched off.
//! Tolerances are four standard errors.

use std::collections::BTreeMap;

use crate::common::plain::{leave_at, move_at, only_arrivals, only_those_there, workers_leave_at};
use crate::common::worlds::{assert_near, central_settings, live, lived_once, mean, ratio, variance};
use swplab::draws::Name;
use swplab::model::settings::Settings;
use swplab::model::settings::care::{GUARDIANSHIP, HOME, OTHER_EXIT};
use swplab::model::world::{Exit, Seat, What, World};

const REPLICATIONS: u32 = 12;

fn count(world: &World, of: impl Fn(&What) -> bool) -> f64 {
    world.log.events.iter().filter(|event| of(&event.what)).count() as f64
}

fn arrivals(years: u32, a_month: f64) -> Settings {
    let mut settings = central_settings(years);
    only_arrivals(&mut settings, a_month);
    settings
}

/// Months in care of those who left, and of those still there, of one world.
fn stays(world: &World) -> (Vec<f64>, Vec<f64>) {
    let mut began: BTreeMap<Name, f64> = BTreeMap::new();
    let mut ended = Vec::new();
    let mut events: Vec<_> = world.log.events.iter().collect();
    events.sort_by(|a, b| a.at.total_cmp(&b.at));
    for event in events {
        match event.what {
            What::EntersCare => {
                began.insert(event.who, event.at);
            }
            What::LeavesCare(_) => {
                let start = began.remove(&event.who).expect("she had entered");
                ended.push(event.at - start);
            }
            _ => {}
        }
    }
    let today = f64::from(world.month);
    (ended, began.values().map(|start| today - start).collect())
}

#[test]
fn a_constant_hazard_of_leaving_care_gives_exponential_stays() {
    let hazard = 0.05;
    let mut settings = arrivals(8, 20.0);
    leave_at(&mut settings, HOME, hazard);
    let (mut rates, mut a_year, mut short) = (Vec::new(), Vec::new(), Vec::new());
    for replication in 0..REPLICATIONS {
        let (ended, still) = stays(&lived_once(&settings, replication));
        let time: f64 = ended.iter().chain(&still).sum();
        rates.push((ended.len() as f64, time));
        // Beyond a week and beyond a year, of those at risk so long: Kaplan and Meier's shares.
        let beyond = |months: f64| {
            let at_risk = |t: &&f64| **t >= months;
            let survivors = ended.iter().chain(&still).filter(at_risk).count() as f64;
            let lost = ended.iter().filter(|t| **t < months).count() as f64;
            (survivors, survivors + lost)
        };
        a_year.push(beyond(12.0));
        short.push(beyond(0.25));
    }
    assert_near("exits per child-month", ratio(&rates), hazard);
    assert_near("share beyond a week", ratio(&short), libm::exp(-0.25 * hazard));
    // Those who came within the last year could not reach it: the share is a little below S(12).
    let (share, error) = ratio(&a_year);
    let expected = libm::exp(-12.0 * hazard);
    assert!(share < expected + 4.0 * error && share > expected - 0.06, "{share} {expected}");
}

#[test]
fn stock_is_arrivals_times_mean_stay() {
    // Little's law for M/M/infinity begun empty: N(t) = rate / hazard × (1 - exp(-hazard t)).
    let (rate, hazard) = (20.0, 0.05);
    let mut settings = arrivals(10, rate);
    leave_at(&mut settings, OTHER_EXIT, hazard);
    let mut stocks = Vec::new();
    let mut year = Vec::new();
    for replication in 0..30 {
        let mut at_a_year = 0.0;
        let world = live(&settings, replication, |world| {
            if world.month == 12 {
                at_a_year = world.children.count() as f64;
            }
        });
        stocks.push(world.children.count() as f64);
        year.push(at_a_year);
    }
    let expected = |t: f64| rate / hazard * (1.0 - libm::exp(-hazard * t));
    assert_near("stock after 10 years", mean(&stocks), expected(120.0));
    assert_near("stock after a year", mean(&year), expected(12.0));
}

#[test]
fn competing_risks_share_exits_in_proportion_to_their_hazards() {
    let mut settings = arrivals(8, 25.0);
    let risks =
        [(HOME, Exit::Home, 0.03), (GUARDIANSHIP, Exit::Guardianship, 0.01), (OTHER_EXIT, Exit::Other, 0.02)];
    for (risk, _, hazard) in risks {
        leave_at(&mut settings, risk, hazard);
    }
    let worlds: Vec<World> = (0..REPLICATIONS).map(|r| lived_once(&settings, r)).collect();
    for (_, exit, hazard) in risks {
        let shares: Vec<(f64, f64)> = (worlds.iter())
            .map(|world| {
                let by = count(world, |w| *w == What::LeavesCare(exit));
                (by, count(world, |w| matches!(w, What::LeavesCare(_))))
            })
            .collect();
        assert_near(&format!("{exit:?}"), ratio(&shares), hazard / 0.06);
    }
}

#[test]
fn a_constant_hazard_of_leaving_gives_memoryless_tenure() {
    let hazard = 0.02;
    let mut settings = central_settings(10);
    workers_leave_at(&mut settings, hazard);
    let (mut all, mut fresh, mut settled) = (Vec::new(), Vec::new(), Vec::new());
    for replication in 0..REPLICATIONS {
        let (mut months, mut early, mut late) = (0.0, 0.0, 0.0);
        let mut tenure: BTreeMap<Name, f64> = BTreeMap::new();
        let (mut left_early, mut left_late) = (0.0, 0.0);
        let mut seen = 0;
        // Hazards act from the first day of a month: who takes up a post inside one begins then.
        live(&settings, replication, |world| {
            for event in &world.log.events[seen..] {
                if event.what == What::WorkerLeaves {
                    if tenure[&event.who] < 12.0 {
                        left_early += 1.0
                    } else {
                        left_late += 1.0
                    }
                    // She was there for a part of this month only.
                    let part = 1.0 - (event.at - event.at.floor());
                    months -= part;
                    if tenure[&event.who] < 12.0 { early -= part } else { late -= part }
                }
            }
            seen = world.log.events.len();
            let today = f64::from(world.month);
            tenure.clear();
            if world.month == settings.horizon {
                return;
            }
            for post in world.posts.iter().filter(|post| post.seat == Seat::Permanent) {
                let since = today - post.took_up.ceil();
                tenure.insert(post.name, since);
                months += 1.0;
                if since < 12.0 { early += 1.0 } else { late += 1.0 }
            }
        });
        all.push((left_early + left_late, months));
        fresh.push((left_early, early));
        settled.push((left_late, late));
    }
    assert_near("leavers per month in post", ratio(&all), hazard);
    assert_near("in the first year", ratio(&fresh), hazard);
    assert_near("after it", ratio(&settled), hazard);
}

#[test]
fn arrivals_of_a_year_have_the_mean_and_the_overdispersed_variance() {
    // Poisson with a lognormal factor of mean 1 per year: variance m + m^2 (exp(sigma^2) - 1).
    let sigma = 0.2;
    let mut settings = arrivals(10, 10.0);
    settings.care.arrivals_sigma = sigma;
    let mut years = Vec::new();
    for replication in 0..30 {
        let mut counts = [0.0; 10];
        for event in &lived_once(&settings, replication).log.events {
            if event.what == What::EntersCare {
                counts[(event.at / 12.0) as usize] += 1.0;
            }
        }
        years.extend(counts);
    }
    let m = 120.0;
    assert_near("arrivals a year", mean(&years), m);
    let expected = m + m * m * (libm::exp(sigma * sigma) - 1.0);
    // The sampling error of a variance, with the fourth moment of the sample itself.
    let (centre, _) = mean(&years);
    let squares: Vec<f64> = years.iter().map(|y| (y - centre) * (y - centre)).collect();
    assert_near("their variance", (variance(&years), mean(&squares).1), expected);
}

#[test]
fn frailty_spreads_moves_as_its_distribution_says() {
    // Moves of a child in T months at rate r z: mean r T, variance r T + (r T)^2 Var z, none with
    // chance E exp(-r T z).
    let (rate, months) = (0.02, 60.0);
    let mut settings = central_settings(5);
    only_those_there(&mut settings, 400.0);
    move_at(&mut settings, rate);
    let z = settings.placements.frailty;
    let classes = z.len() as f64;
    let spread = z.iter().map(|z| (z - 1.0) * (z - 1.0)).sum::<f64>() / classes;
    let none = z.iter().map(|z| libm::exp(-rate * months * z)).sum::<f64>() / classes;
    let mut moves = Vec::new();
    for replication in 0..REPLICATIONS {
        let world = lived_once(&settings, replication);
        let mut of: BTreeMap<Name, f64> =
            (world.children.who.iter()).map(|&who| (world.children.people[who as usize].name, 0.0)).collect();
        for event in &world.log.events {
            if matches!(event.what, What::Moves { .. }) {
                *of.get_mut(&event.who).expect("she is looked after") += 1.0;
            }
        }
        moves.extend(of.into_values());
    }
    let expected = rate * months;
    assert_near("moves of a child", mean(&moves), expected);
    let (centre, _) = mean(&moves);
    let squares: Vec<f64> = moves.iter().map(|m| (m - centre) * (m - centre)).collect();
    let variance_expected = expected + expected * expected * spread;
    assert_near("their variance", mean(&squares), variance_expected);
    let without: Vec<f64> = moves.iter().map(|m| f64::from(u8::from(*m == 0.0))).collect();
    assert_near("share without a move", mean(&without), none);
}

#[test]
fn without_frailty_moves_are_poisson_at_the_published_hazard() {
    let rate = 0.03;
    let mut settings = central_settings(5);
    only_those_there(&mut settings, 400.0);
    move_at(&mut settings, rate);
    settings.placements.frailty = [1.0; swplab::model::hazard::frailty::CLASSES];
    let counts: Vec<f64> = (0..REPLICATIONS)
        .map(|r| count(&lived_once(&settings, r), |w| matches!(w, What::Moves { .. })) / 400.0)
        .collect();
    assert_near("moves of a child", mean(&counts), rate * 60.0);
}
