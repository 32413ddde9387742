//! Organisations decide: bodies that are ordered into being, services bought again, posts on extra money, practices that
//! fail, and what a grade takes.

use crate::common::worlds::{live, lived_once, simulation};
use swplab::model::settings::Settings;
use swplab::model::world::{Cause, Fate, Grade, Seat, World};

/// A town with a practice of 100 places, with the lines that a test adds to its tables.
fn town(practice: &str, contract: &str, in_house: &str, more: &str) -> Settings {
    let text = format!(
        "title = \"Town\"\nquestion = \"What do its organisations do?\"\nauthorities = [\"england-average-2011\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = 6\nreplications = 1\nseed = 1\n\
         [in_house]\nposts_follow = 0.0\n{in_house}\n\
         [[practice]]\nname = \"Practice\"\nsize = 100\nsocial_workers = 7\nother_staff = 3\n{practice}\n\
         [contract]\nterm_years = 3\nmobilisation_months = 6\n{contract}\n{more}\n\
         [[arms]]\nname = \"one\"\n[[arms]]\nname = \"two\"\nset = {{ \"contract.term_years\" = 4 }}\n"
    );
    let mut settings = simulation(&text).central_settings(0, 0);
    settings.commissioning.unannounced_inadequate = 0.0;
    settings.commissioning.unannounced_later = 0.0;
    settings.commissioning.never_opens = 0.0;
    settings.commissioning.never_opens_sensitive = 0.0;
    settings
}

const ORDER: &str = "[[event]]\ndate = \"2012-06\"\nwhat = \"inadequate-inspection\"\n\
                     [[event]]\ndate = \"2012-04\"\nwhat = \"order\"\n";

#[test]
fn an_order_brings_a_body_into_being_and_no_inspection_stops_it() {
    let mut settings = town("", "", "", ORDER);
    settings.commissioning.inspection_cancels = 1.0;
    let mut before = 0;
    let world = live(&settings, 0, |world| {
        before += usize::from(world.month <= 12 && !world.contracts.is_empty());
    });
    assert_eq!(before, 0, "nothing is prepared before the order");
    let first = &world.contracts[0];
    assert_eq!((first.awarded, first.opens), (12.5, 18.5));
    assert!(first.has_opened);
    assert!(world.authorities[0].found_inadequate > 14.0);
    // Without the order it begins on the first day.
    let world = lived_once(&town("", "", "", ""), 0);
    assert_eq!((world.contracts[0].awarded, world.contracts[0].opens), (0.0, 6.0));
}

#[test]
fn a_project_for_all_children_is_the_answer_to_a_finding_and_one_for_few_is_stopped() {
    let found = "[[event]]\ndate = \"2011-06\"\nwhat = \"inadequate-inspection\"\n";
    let stopped = |size: u32| {
        let of = |replication: u32| {
            let mut settings = town("", "", "", found);
            settings.practices[0].practice.size = size;
            settings.horizon = 12;
            settings.commissioning.cancels_answer = 8.0;
            lived_once(&settings, replication).contracts[0].fate == Fate::NeverOpened
        };
        (0..12).filter(|&replication| of(replication)).count()
    };
    let (few, all) = (stopped(40), stopped(430));
    assert!(few >= 5 && all <= 2, "{few} and {all} of 12");
}

#[test]
fn an_authority_that_recommissions_buys_again_what_came_back() {
    let bought = |recommissions: bool| {
        let line = format!("recommissions = {recommissions}");
        let mut settings = town("", &line, "", "");
        let numbers = &mut settings.commissioning;
        numbers.renewal_base = 0.0;
        numbers.recommission = 0.999_999;
        numbers.recommission_months = 6.0;
        numbers.bid_base = 0.999;
        let world = lived_once(&settings, 0);
        (world.contracts.len(), world.contracts[0].fate, world.providers[1].is_open)
    };
    assert_eq!(bought(false), (1, Fate::NotRenewed, false));
    let (contracts, fate, _) = bought(true);
    assert!(contracts > 1 && fate == Fate::NotRenewed);
}

/// Posts of the authority's own teams in each month.
fn posts(settings: &Settings) -> Vec<usize> {
    let mut seen = Vec::new();
    live(settings, 0, |world: &World| {
        let own = world.posts.iter().filter(|post| post.provider == 0 && post.seat != Seat::Closed);
        seen.push(own.count());
    });
    seen
}

#[test]
fn extra_money_brings_posts_for_its_years_and_then_takes_them_away() {
    let without = posts(&town("", "", "", ""));
    let with = posts(&town("", "", "extra_posts = 10\nextra_posts_from = 1\nextra_posts_years = 2", ""));
    assert_eq!(without[..12], with[..12]);
    assert!(with[20] >= without[20] + 8, "{} and {}", with[20], without[20]);
    assert!(with[60] < without[60] + 8, "{} and {}", with[60], without[60]);
}

/// Every vacant post counts as a desertion.
const DESERTED: &str = "[parameters]\n\"planning.deserted-share\" = { value = 1.0, why = \"tried\" }\n";

#[test]
fn a_practice_fails_when_its_people_have_gone_or_it_owes_too_much() {
    let ends = |more: &str, edit: &dyn Fn(&mut Settings)| {
        let mut settings = town("", "", "", more);
        let numbers = &mut settings.commissioning;
        (numbers.early_trust, numbers.early_money, numbers.early_failure) = (0.0, 0.0, 0.0);
        (numbers.early_restructure, numbers.early_complexity) = (0.0, 0.0);
        edit(&mut settings);
        let world = lived_once(&settings, 0);
        (world.contracts[0].fate, world.contracts[0].cause, world.contracts[0].ended)
    };
    let (fate, cause, ended) = ends(DESERTED, &|settings| {
        settings.workforce.leaving = settings.workforce.leaving.map(|_| 2.0);
    });
    assert_eq!((fate, cause), (Fate::Terminated, Cause::Staff));
    assert!(ended < 24.0);
    let (fate, cause, _) = ends("", &|settings| {
        settings.money.reserve = -5e6;
    });
    assert_eq!((fate, cause), (Fate::Terminated, Cause::Money));
    let (fate, ..) = ends("", &|_| {});
    assert_ne!(fate, Fate::Terminated);
}

#[test]
fn an_inadequate_grade_costs_people_and_money_and_a_well_run_service_is_graded_better() {
    let lived = |edit: &dyn Fn(&mut Settings)| {
        let (mut grades, mut left, mut looks) = (0.0, 0.0, 0.0);
        for replication in 0..6 {
            let mut settings = town("", "", "", "");
            settings.practices.clear();
            edit(&mut settings);
            live(&settings, replication, |world: &World| {
                grades += f64::from(world.authorities[0].grade as u8);
                left += world.worker_exits[0];
                looks += 1.0;
            });
        }
        (grades / looks, left)
    };
    let plain = lived(&|settings| settings.commissioning.inspection_first = 0.0);
    let found = lived(&|settings| {
        settings.commissioning.inspection_first = 0.0;
        settings.commissioning.unannounced_inadequate = 50.0;
        settings.commissioning.unannounced_later = 50.0;
        settings.commissioning.grade_leaving = 1.0;
    });
    assert!(found.1 > 1.3 * plain.1, "{} and {}", found.1, plain.1);
    let run = |leadership: f64| {
        lived(&|settings| {
            settings.commissioning.inspection_first = 0.0;
            settings.commissioning.inspection_interval = 24.0;
            settings.commissioning.inspection_leadership = 1.0;
            settings.authorities[0].service_model.leadership = leadership;
        })
    };
    assert!(run(1.0).0 > run(0.0).0);
    assert_eq!(Grade::ALL.len(), 4);
}

#[test]
fn the_department_orders_a_body_after_a_finding_or_leaves_the_service_where_it_is() {
    let found = "[[event]]\ndate = \"2012-06\"\nwhat = \"inadequate-inspection\"\n";
    let lived = |orders: f64| {
        let mut settings = town("", "by_intervention = true", "", found);
        settings.commissioning.inspection_first = 0.0;
        settings.commissioning.inspection_interval = 480.0;
        settings.commissioning.order_base = orders;
        settings.commissioning.order_months = 8.0;
        lived_once(&settings, 0)
    };
    let ordered = lived(1.0 - 1e-9);
    let first = &ordered.contracts[0];
    assert_eq!((first.awarded, first.opens), (22.5, 28.5));
    assert!(first.has_opened, "no inspection stops what was ordered");
    let left = lived(0.0);
    assert!(left.contracts.is_empty() && !left.providers[1].is_open);
    assert!(left.authorities[0].found_inadequate > 14.0);
}

#[test]
fn who_cannot_find_what_a_grant_no_longer_pays_withdraws() {
    let withdrawn = |practice: &str, edit: &dyn Fn(&mut Settings)| {
        let of = |replication: u32| {
            let mut settings = town(practice, "", "", "");
            settings.practices[0].practice.contract.mobilisation_months = Some(12.0);
            settings.horizon = 13;
            edit(&mut settings);
            lived_once(&settings, replication).contracts[0].fate == Fate::NeverOpened
        };
        (0..24).filter(|&replication| of(replication)).count()
    };
    let grant = |months: u32| format!("startup_grant = 100\ngrant_window_months = {months}\n");
    let soon = withdrawn(&grant(3), &|_| {});
    let later = withdrawn(&grant(10), &|_| {});
    let known = withdrawn(&format!("{}form = \"voluntary\"", grant(3)), &|_| {});
    let rich = withdrawn(&grant(3), &|settings| settings.money.reserve = 1e6);
    assert!(soon >= 12 && later < soon && known < soon, "{soon}, {later}, {known}");
    assert_eq!(rich, 0);
    let given_up = withdrawn(&grant(3), &|settings| settings.commissioning.grant_borne = 0.0);
    assert_eq!(given_up, 0, "where somebody else stands in for it nobody withdraws");
}

#[test]
fn who_leads_well_and_is_trained_for_business_opens_sooner() {
    let opens = |ways: &str| {
        let text = format!("leadership = {ways}\nbusiness_training = {ways}");
        let mut settings = town(&text, "", "", "");
        settings.practices[0].practice.contract.mobilisation_months = None;
        settings.commissioning.mobilisation_capability = 0.5;
        lived_once(&settings, 0).contracts[0].opens
    };
    assert!(opens("1.0") < opens("0.0"));
}
