//! Help before care keeps some children out of care and puts others off, moves nobody else, and is paid for.

use std::collections::BTreeMap;

use swplab::draws::Name;
use swplab::model::settings::Settings;
use swplab::model::world::{CostHead, What, World};

use crate::common::ledger::Ledger;
use crate::common::worlds::{central_contract, central_settings, live, lived_once};

/// The average authority whose own people offer help to so many known families; a finding of inspectors acts on nobody's
/// entry, so that entries depend on help alone.
fn helping(years: u32, share: f64) -> Settings {
    let mut settings = central_settings(years);
    settings.authorities[0].service_model.early_help = share;
    settings.commissioning.grade_entries = 0.0;
    settings
}

/// When each child came into care for the first time, by name.
fn came(world: &World) -> BTreeMap<Name, f64> {
    let events = world.log.events.iter().filter(|event| event.what == What::EntersCare);
    events.map(|event| (event.who, event.at)).collect()
}

#[test]
fn a_child_who_is_kept_out_or_put_off_moves_no_other() {
    let mut with = helping(6, 0.8);
    (with.before_care.prevented, with.before_care.delayed) = (0.3, 0.4);
    let without = helping(6, 0.0);
    for replication in 0..3 {
        let (helped, usual) = (lived_once(&with, replication), lived_once(&without, replication));
        let (seen, all) = (came(&helped), came(&usual));
        let mut prevented = 0;
        let mut delayed = BTreeMap::new();
        for event in &helped.log.events {
            match event.what {
                What::EntryPrevented => {
                    prevented += 1;
                    assert!(all.contains_key(&event.who) && !seen.contains_key(&event.who));
                }
                What::EntryDelayed { months } => {
                    delayed.insert(event.who, (event.at, months));
                }
                _ => {}
            }
        }
        assert!(prevented > 50 && delayed.len() > 50, "{prevented} {}", delayed.len());
        let mut waiting = 0;
        for (name, at) in &all {
            match (seen.get(name), delayed.get(name)) {
                (Some(came), None) => assert_eq!(came, at, "nobody else comes earlier or later"),
                (Some(came), Some((would, months))) => {
                    assert_eq!(would, at);
                    assert!((came - at - months).abs() < 1e-9);
                }
                (None, Some((would, months))) => {
                    waiting += 1;
                    let adult = helped.children.delayed.iter().all(|child| child.name != *name);
                    assert!(
                        would + months >= 72.0 || adult,
                        "who is not there is yet to come or was 18 by then"
                    );
                }
                (None, None) => prevented -= 1,
            }
        }
        assert_eq!(prevented, 0, "whoever does not come was kept out");
        assert!(seen.keys().all(|name| all.contains_key(name)), "nobody comes who would not have come");
        assert!(waiting > 0);
        assert!(usual.children.delayed.is_empty());
    }
}

#[test]
fn help_that_keeps_nobody_out_changes_nothing_but_what_is_paid() {
    let mut with = helping(3, 0.5);
    (with.before_care.prevented, with.before_care.delayed) = (0.0, 0.0);
    let without = helping(3, 0.0);
    let paid = |settings: &Settings| {
        let (mut pounds, mut help) = (0.0, 0.0);
        let world = live(settings, 1, |world| {
            if world.month > 0 {
                pounds += world.providers[0].pounds[CostHead::Placements as usize];
                help += world.flows[0].before_care;
            }
        });
        (world, pounds, help)
    };
    let ((helped, more, help), (usual, less, none)) = (paid(&with), paid(&without));
    assert_eq!(none, 0.0);
    assert!((more - less - help).abs() < 1e-6 * help, "{more} {less} {help}");
    let numbers = &with.before_care;
    let families = 0.5 * numbers.known * numbers.take_up * (1.0 - numbers.stigma) * numbers.families;
    let expected = 36.0 * with.authorities[0].entries * families * (numbers.work + numbers.section_17);
    assert!((help / expected - 1.0).abs() < 1e-9, "{help} {expected}");
    assert_eq!(format!("{:?}", helped.children), format!("{:?}", usual.children));
    assert_eq!(format!("{:?}", helped.posts), format!("{:?}", usual.posts));
}

#[test]
fn children_caseloads_and_money_balance_where_an_authority_and_a_practice_help() {
    let mut settings = central_contract("");
    settings.authorities[0].service_model.early_help = 0.4;
    settings.practices[0].service_model.early_help = 0.5;
    let mut ledger = Ledger::default();
    live(&settings, 2, |world| ledger.balance(world, &settings));
}

#[test]
fn what_a_practice_offers_ends_with_it_and_more_of_it_is_taken_up() {
    let mut outside = central_contract("");
    outside.commissioning.never_opens = 0.0;
    outside.before_care.stigma = 0.5;
    let mut own = outside.clone();
    outside.practices[0].service_model.early_help = 0.5;
    own.authorities[0].service_model.early_help = 0.5;
    let kept_out = |settings: &Settings| {
        let (mut while_open, mut before_or_after) = (0, 0);
        for replication in 0..4 {
            let (mut noted, mut open) = (0, false);
            live(settings, replication, |world| {
                let kept = world.log.events.iter().filter(|event| event.what == What::EntryPrevented).count();
                *(if open { &mut while_open } else { &mut before_or_after }) += kept - noted;
                noted = kept;
                open = world.providers[1].is_open;
            });
        }
        (while_open, before_or_after)
    };
    let ((with_practice, without), (of_own, before)) = (kept_out(&outside), kept_out(&own));
    println!("kept out: by the practice {with_practice}, by the authority {of_own} while it is open");
    // An opening or an end inside the month is seen with the next.
    assert!(without <= with_practice / 20, "{without} of {with_practice}");
    assert!(before > 0 && of_own > 0);
    assert!(f64::from(of_own as u32) < 0.75 * f64::from(with_practice as u32));
}
