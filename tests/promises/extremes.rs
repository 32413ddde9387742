//! Extreme scenarios do what was written down before they were run: each test begins with it.

use crate::common::worlds::{central_contract, central_settings, live, lived_once};
use swplab::model::settings::Settings;
use swplab::model::world::{Fate, What, World};
use swplab::terms::AGES;

fn count(world: &World, of: impl Fn(&What) -> bool) -> usize {
    world.log.events.iter().filter(|event| of(&event.what)).count()
}

fn nobody_comes(settings: &mut Settings) {
    settings.authorities[0].unaccompanied = None;
    for authority in &mut settings.authorities {
        authority.entries = 0.0;
    }
    settings.care.reentry = [0.0; 3];
}

fn nobody_leaves(settings: &mut Settings) {
    settings.care.rate = [[[0.0; AGES]; 9]; 5];
    settings.care.adoption_order = 0.0;
}

fn every_early_end_is_off(settings: &mut Settings) {
    settings.commissioning.early_trust = 0.0;
    settings.commissioning.early_money = 0.0;
    settings.commissioning.early_failure = 0.0;
    settings.commissioning.early_restructure = 0.0;
    settings.commissioning.never_opens = 0.0;
}

#[test]
fn with_no_arrivals_care_empties_within_eighteen_years() {
    // Expected: nobody enters or comes back; the number falls every month or stays; those who are
    // left after 5 years are fewer than a third of those at the start (mean stay about 2.4 years);
    // on the last day of 18 years and a month nobody is left; exits = children at the start.
    let mut settings = central_settings(1);
    nobody_comes(&mut settings);
    settings.horizon = 18 * 12 + 1;
    let mut held = Vec::new();
    let world = live(&settings, 0, |world| held.push(world.children.count()));
    assert!(held.windows(2).all(|pair| pair[1] <= pair[0]));
    assert_eq!(count(&world, |w| matches!(w, What::EntersCare | What::ComesBack)), 0);
    assert!(held[60] * 3 < held[0], "{} of {}", held[60], held[0]);
    assert_eq!(world.children.count(), 0);
    assert_eq!(count(&world, |w| matches!(w, What::LeavesCare(_))), held[0]);
}

#[test]
fn if_nobody_leaves_care_only_birthdays_end_it() {
    // Expected: every exit is an 18th birthday; no adoption order; the number held grows by the
    // arrivals less those who turn 18, to the child.
    let mut settings = central_settings(6);
    nobody_leaves(&mut settings);
    let mut held = Vec::new();
    let world = live(&settings, 0, |world| held.push(world.children.count()));
    let birthdays = count(&world, |w| matches!(w, What::LeavesCare(swplab::model::world::Exit::Birthday)));
    let begun = count(&world, |w| matches!(w, What::EntersCare | What::ComesBack));
    assert_eq!(birthdays, count(&world, |w| matches!(w, What::LeavesCare(_))));
    assert_eq!(held[0] + begun - birthdays, held[72]);
    assert!(held[72] > held[0]);
}

#[test]
fn one_child_has_a_case_holder_and_turns_eighteen() {
    // Expected: an authority of one child of 10 to 15, no arrivals, no exits but birthdays: one child
    // is held until her birthday, which falls in the 8 years; then nobody; one birthday in all. She
    // has a case holder in every month in which anybody is at work.
    let mut settings = central_settings(9);
    nobody_comes(&mut settings);
    nobody_leaves(&mut settings);
    std::sync::Arc::make_mut(&mut settings.authorities[0].authority.figures).ages = [0.0, 0.0, 0.0, 1.0, 0.0];
    settings.authorities[0].by_type = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let world = live(&settings, 0, |world| {
        assert!(world.children.count() <= 1);
        let at_work = world.posts.iter().any(|post| post.is_staffed());
        for state in &world.children.state {
            assert!(!at_work || world.posts.get(state.post as usize).is_some());
        }
    });
    assert_eq!(world.children.count(), 0);
    assert_eq!(count(&world, |w| matches!(w, What::LeavesCare(_))), 1);
}

#[test]
fn a_contract_of_one_month_opens_and_ends_within_it() {
    // Expected: without renewal the practice opens once, one month later everybody is back in house:
    // two transfers, one contract, ended exactly one month after it opened; at the end the practice
    // has no post and no child.
    let mut settings = central_contract("\"contract.term_years\" = 1");
    every_early_end_is_off(&mut settings);
    settings.practices[0].practice.contract.term_months = 1.0;
    settings.commissioning.renewal_base = 0.0;
    let mut orders = Vec::new();
    let world = live(&settings, 0, |world| orders.push(world.providers[1].transfers));
    assert_eq!(orders.last(), Some(&2));
    assert_eq!(world.contracts.len(), 1);
    let contract = &world.contracts[0];
    assert_eq!(contract.fate, Fate::NotRenewed);
    assert!((contract.ended - contract.opens - 1.0).abs() < 1e-9);
    assert!(world.posts.iter().all(|post| post.provider == 0));
    assert!(!world.providers[1].is_open);
}

#[test]
fn a_practice_that_loses_every_tender_is_followed_by_a_successor_at_every_term() {
    // Expected: terms of two years, going on always, the incumbent never wins: after the opening a
    // successor takes over every 24 months; every ended contract is a lost tender at its term; the
    // children stay with the practice's place, so it is open to the end.
    let mut settings = central_contract("\"contract.term_years\" = 2");
    every_early_end_is_off(&mut settings);
    settings.commissioning.renewal_base = 1.0;
    settings.commissioning.incumbent = 0.0;
    settings.commissioning.political_control = swplab::evidence::PoliticalControl::NoEffect;
    let world = lived_once(&settings, 0);
    let opens = world.contracts[0].opens;
    let terms = ((f64::from(settings.horizon) - opens) / 24.0) as usize;
    let ended = world.contracts.iter().filter(|c| c.fate == Fate::LostTender);
    let ended: Vec<f64> = ended.map(|contract| contract.ended).collect();
    assert_eq!(ended.len(), terms);
    assert_eq!(world.contracts.len(), terms + 1);
    for (cycle, day) in ended.iter().enumerate() {
        assert!((day - opens - 24.0 * (cycle + 1) as f64).abs() < 1e-9);
    }
    assert!(world.providers[1].is_open);
    assert_eq!(world.providers[1].transfers as usize, terms + 1);
}

#[test]
fn where_no_worker_leaves_or_falls_sick_no_post_falls_vacant() {
    // Expected: no worker leaves, none falls sick; vacancies only fall but for posts that an April's budget adds
    // where there are more cases, and within 12 years of an
    // 8-month recruitment and holds of 2 years all posts are filled; no hand-over is for a leaver or
    // for sickness.
    let mut settings = central_settings(12);
    settings.workforce.leaving = [1e-12; 3];
    settings.workforce.sickness = 1e-12;
    let mut vacant = Vec::new();
    let world = live(&settings, 0, |world| {
        vacant.push((world.posts.iter().filter(|post| post.is_vacant()).count(), world.posts.len()));
    });
    assert_eq!(count(&world, |w| matches!(w, What::WorkerLeaves | What::WorkerFallsSick)), 0);
    assert!(vacant.windows(2).all(|pair| pair[1].0 + pair[0].1 <= pair[0].0 + pair[1].1));
    assert_eq!(vacant.last().map(|last| last.0), Some(0));
}

#[test]
fn where_all_workers_leave_within_days_children_are_still_counted_and_carried_on() {
    // Expected: a permanent holder stays a tenth of a month on average, so nearly every post falls
    // vacant each month that it is filled; most posts are vacant or covered at any time; the books of
    // children hold; care goes on as before (children leave and arrive), within a fifth of as many.
    let base = lived_once(&central_settings(4), 0);
    let mut settings = central_settings(4);
    settings.workforce.leaving = [10.0; 3];
    let mut filled = 0;
    let mut posts = 0;
    let world = live(&settings, 0, |world| {
        filled += world.posts.iter().filter(|post| post.is_filled()).count();
        posts += world.posts.len();
    });
    assert!(filled * 2 < posts, "{filled} of {posts} post-months filled");
    let exits = |world: &World| count(world, |w| matches!(w, What::LeavesCare(_))) as f64;
    assert!((exits(&world) / exits(&base) - 1.0).abs() < 0.2);
    let held: u32 = world.posts.iter().map(|post| post.children).sum();
    assert!(held as usize <= world.children.count());
}

#[test]
fn a_contract_longer_than_the_horizon_never_comes_to_its_end() {
    // Expected: a term of 40 years in a study of 12, no early ends: one contract, running at the
    // horizon, one transfer, no tender, nobody insecure because of a date (the base of a practice
    // apart, insecurity does not rise).
    let mut settings = central_contract("\"contract.term_years\" = 10");
    every_early_end_is_off(&mut settings);
    settings.practices[0].practice.contract.term_months = 480.0;
    let mut tenders = 0.0;
    let world = live(&settings, 0, |world| tenders += world.flows[1].tenders);
    assert_eq!(world.contracts.len(), 1);
    assert_eq!(world.contracts[0].fate, Fate::Running);
    assert_eq!(world.providers[1].transfers, 1);
    assert_eq!(tenders, 0.0);
    let near = libm::exp(-(480.0 - 144.0) / settings.commissioning.insecurity_end_months);
    assert!(near < 1e-3, "the end is out of mind: {near}");
}

#[test]
fn a_practice_of_one_young_person_serves_no_more_than_one_at_its_opening() {
    // Expected: a contract for one young person: after the transfer the practice holds at most one
    // case that month, and one post; everybody else stays in house.
    let mut settings = central_contract("\"practice.size\" = 1");
    every_early_end_is_off(&mut settings);
    settings.practices[0].practice.social_workers = 1.0;
    settings.practices[0].practice.personal_advisers = 0.0;
    settings.practices[0].referral = 0.0;
    let mut most = 0;
    live(&settings, 0, |world| {
        let posts = world.posts.iter().filter(|post| post.provider == 1);
        most = most.max(posts.map(|post| post.cases()).sum());
    });
    assert_eq!(most, 1);
}
