//! The market of services and of people: notice, what is weighed, who joins a neighbour's contract, who moves between
//! authorities.

use crate::common::worlds::{live, lived_once, simulation};
use swplab::evidence::PoliticalControl;
use swplab::model::settings::Settings;
use swplab::model::world::{Cause, Destination, Fate, OWN_TEAM, World};

/// Two small authorities with a practice, with the lines that a test adds.
fn neighbours(in_house: &str, practice: &str, contract: &str) -> Settings {
    let text = format!(
        "title = \"Neighbours\"\nquestion = \"What do neighbours do?\"\n\
         authorities = [\"kingston-upon-thames-2011\", \"richmond-upon-thames-2011\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = 8\nreplications = 1\nseed = 1\n\
         [in_house]\nposts_follow = 0.0\n{in_house}\n{practice}\n\
         [contract]\nterm_years = 6\nmobilisation_months = 6\n{contract}\n\
         [[arms]]\nname = \"one\"\n[[arms]]\nname = \"two\"\nset = {{ \"authority.arrivals_factor\" = 1.1 }}\n"
    );
    let mut settings = simulation(&text).central_settings(0, 0);
    let numbers = &mut settings.commissioning;
    (numbers.unannounced_inadequate, numbers.unannounced_later) = (0.0, 0.0);
    (numbers.never_opens, numbers.never_opens_sensitive) = (0.0, 0.0);
    (numbers.early_trust, numbers.early_money, numbers.early_failure) = (0.0, 0.0, 0.0);
    (numbers.early_restructure, numbers.early_complexity) = (0.0, 0.0);
    settings
}

const COMPANY: &str = "[[practice]]\nname = \"Company\"\nform = \"authority-owned\"\nsize = 120\nsocial_workers = 8\n\
                       other_staff = 6\n\
                       authorities = [\"kingston-upon-thames-2011\", \"richmond-upon-thames-2011\"]\n";

const OWN: &str = "[[practice]]\nname = \"Practice\"\nauthority = \"kingston-upon-thames-2011\"\nform = \"voluntary\"\n\
                   size = 60\nsocial_workers = 4\nother_staff = 2\n";

#[test]
fn a_change_of_control_ends_a_running_contract_only_where_notice_is_agreed() {
    let lived = |contract: &str, position: PoliticalControl| {
        let mut settings = neighbours("", OWN, contract);
        settings.commissioning.political_control = position;
        settings.commissioning.control_change = 1.0;
        settings.commissioning.renewal_factor = 0.0;
        settings.commissioning.break_base = 1.0 - 1e-9;
        let world = lived_once(&settings, 0);
        let first = &world.contracts[0];
        (first.fate, first.cause, first.ended - first.asked)
    };
    let (fate, cause, months) = lived("notice_months = 5", PoliticalControl::ExogenousShock);
    assert_eq!((fate, cause), (Fate::Terminated, Cause::Politics));
    assert!((months - 5.0).abs() < 1e-9, "{months}");
    assert_ne!(lived("", PoliticalControl::ExogenousShock).0, Fate::Terminated);
    assert_ne!(lived("notice_months = 5", PoliticalControl::NoEffect).1, Cause::Politics);
}

#[test]
fn a_break_takes_the_notice_that_was_agreed() {
    let ended = |contract: &str| {
        let mut settings = neighbours("", OWN, contract);
        settings.commissioning.break_base = 0.0;
        settings.commissioning.control_change = 0.0;
        let world = lived_once(&settings, 0);
        (world.contracts[0].fate, world.contracts[0].ended)
    };
    let (at_once, later) = (ended("break_years = 2"), ended("break_years = 2\nnotice_months = 6"));
    assert_eq!((at_once.0, later.0), (Fate::NotRenewed, Fate::NotRenewed));
    assert!((later.1 - at_once.1 - 6.0).abs() < 1e-9);
}

#[test]
fn an_authority_joins_a_neighbours_contract_and_both_share_the_fixed_staff() {
    let lived = |joins: f64| {
        let mut settings = neighbours("", COMPANY, "joined_later = true");
        settings.commissioning.join_base = joins;
        settings.commissioning.shared_costs = 0.4;
        let mut before = f64::NAN;
        let world = live(&settings, 0, |world: &World| {
            if world.month == 10 {
                before = world.contracts[0].other_staff;
            }
        });
        (before, world)
    };
    let (before, world) = lived(1.0 - 1e-12);
    let joined = world.contracts.iter().find(|contract| contract.authority == 1).expect("it joins");
    assert_eq!((joined.awarded, joined.opens), (12.0, 18.0));
    let first = &world.contracts[0];
    assert_eq!((first.awarded, first.buyers, joined.buyers), (0.0, 2, 2));
    assert!((first.other_staff / before - 0.8).abs() < 1e-9, "{} and {before}", first.other_staff);
    let (_, alone) = lived(0.0);
    assert!(alone.contracts.iter().all(|contract| contract.authority == 0 && contract.buyers == 1));
}

/// Leavers to another authority, and all leavers, of each authority's own teams.
fn flows(settings: &Settings) -> [(f64, f64); 2] {
    let mut all = [(0.0, 0.0); 2];
    for replication in 0..12 {
        live(settings, replication, |world: &World| {
            for (k, found) in all.iter_mut().enumerate() {
                found.0 += world.flows[k].went[Destination::Elsewhere as usize];
                found.1 += world.worker_exits[k];
            }
        });
    }
    all
}

#[test]
fn authorities_of_a_region_take_workers_from_each_other_and_as_many_leave_as_published() {
    let apart = flows(&neighbours("", "", ""));
    let shared = flows(&neighbours("region = \"South\"", "", ""));
    assert_ne!(apart, shared);
    let leavers = |found: &[(f64, f64); 2]| found[0].1 + found[1].1;
    let ratio = leavers(&shared) / leavers(&apart);
    assert!((0.88..1.12).contains(&ratio), "{} and {}", leavers(&shared), leavers(&apart));
    // People leave where work is worse for the neighbour, and not the other way.
    let mut uneven = neighbours("region = \"South\"", "", "");
    uneven.authorities[0].caseload *= 1.5;
    uneven.workforce.region_morale = 8.0;
    let mut even = neighbours("region = \"South\"", "", "");
    even.authorities[0].caseload *= 1.5;
    even.workforce.region_morale = 0.0;
    let (uneven, even) = (flows(&uneven), flows(&even));
    assert!(uneven[0].0 / uneven[1].0 > even[0].0 / even[1].0, "{uneven:?} and {even:?}");
    // Authorities of other regions share nobody.
    let alone = flows(&neighbours("[in_house.\"kingston-upon-thames-2011\"]\nregion = \"South\"", "", ""));
    assert_eq!(alone, apart);
}

/// Worlds of a first tender, with the lines of a contract.
fn first_tenders(contract: &str, replications: u32) -> Vec<World> {
    let settings = neighbours("", OWN, contract);
    (0..replications).map(|replication| lived_once(&settings, replication)).collect()
}

#[test]
fn a_first_contract_that_is_tendered_goes_to_who_wins_or_to_nobody() {
    let worlds = first_tenders("first_tendered = true", 40);
    let (mut own_team, mut others) = (0, 0);
    for world in &worlds {
        let first: Vec<_> = world.bids.iter().filter(|bid| bid.cycle == 0).collect();
        assert_eq!(
            first.iter().map(|bid| bid.organisation).collect::<Vec<_>>(),
            (0..=OWN_TEAM).collect::<Vec<_>>()
        );
        let won: Vec<u32> = first.iter().filter(|bid| bid.has_won).map(|bid| bid.organisation).collect();
        assert_eq!(won.len(), 1, "somebody bids: the own team at least");
        let contract = &world.contracts[0];
        if won[0] == OWN_TEAM {
            own_team += 1;
            assert_eq!((contract.fate, contract.cause), (Fate::NeverOpened, Cause::InHouse));
            assert_eq!(contract.ends - contract.opens, 72.0, "the term that was tendered is told");
            assert!(!contract.has_opened);
            let practice = &world.providers[contract.provider];
            assert!(!practice.is_open && practice.cases == 0.0 && world.contracts.len() == 1);
        } else {
            others += u32::from(won[0] > 0);
            let lost_since = world.contracts.iter().any(|next| next.fate == Fate::LostTender);
            let runs = world.providers[contract.provider].run_by.map_or(0, |who| who.number);
            assert!(contract.has_opened && (lost_since || runs == won[0]), "{runs} runs, {} won", won[0]);
        }
    }
    assert!(own_team > 0 && others > 0, "{own_team} {others}");
    let given = first_tenders("", 3);
    assert!(
        given.iter().all(|world| world.bids.iter().all(|bid| bid.cycle > 0) && world.contracts[0].has_opened)
    );
}

/// Of the five practices evaluated one was in house (P29): the own team wins some first tenders, and most of them go elsewhere.
#[test]
fn the_own_team_wins_about_a_fifth_of_first_tenders() {
    let worlds = first_tenders("first_tendered = true", 120);
    let share =
        worlds.iter().filter(|world| world.contracts[0].cause == Cause::InHouse).count() as f64 / 120.0;
    assert!((0.08..0.38).contains(&share), "{share}");
}

#[test]
fn a_practice_takes_workers_from_neighbours_of_its_region_and_those_who_are_made_for_it() {
    let region = "region = \"Thames\"\n";
    let taken = |in_house: &str, joins: f64| {
        let mut settings = neighbours(in_house, OWN, "");
        settings.workforce.aptitude_joins = joins;
        let (mut to_practice, mut aptitude, mut months) = (0.0, 0.0, 0.0);
        for replication in 0..12 {
            live(&settings, replication, |world: &World| {
                let neighbour = world.authorities[1].in_house;
                to_practice += world.flows[neighbour].went[Destination::Practice as usize];
                let own = |post: &&swplab::model::world::Post| {
                    world.providers[post.provider as usize].practice.is_some() && post.is_filled()
                };
                for post in world.posts.iter().filter(own) {
                    aptitude += post.aptitude;
                    months += 1.0;
                }
            });
        }
        (to_practice, aptitude / months)
    };
    let ((apart, _), (shared, chosen)) = (taken("", 1.0), taken(region, 1.0));
    assert_eq!(apart, 0.0);
    assert!(shared > 0.0);
    assert!(chosen > taken(region, 0.0).1 + 0.2, "{chosen}");
}
