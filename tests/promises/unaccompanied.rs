//! Unaccompanied children: the stream carries its own stock and moves nobody else's luck.

use crate::common::worlds::{SEED, simulation};
use swplab::draws::Draws;
use swplab::model::world::World;
use swplab::study::{Simulation, lived};

/// A place as it is, without a practice.
fn place(profile: &str, years: u32) -> Simulation {
    let year = profile.rsplit_once('-').unwrap().1;
    let posterior = match year {
        "2024" => String::new(),
        _ => format!("parameters = \"posterior:england-{year}\"\n"),
    };
    simulation(&format!(
        "title = \"A place\"\nquestion = \"How many children?\"\nauthorities = [\"{profile}\"]\n{posterior}\
         [study]\nstart = \"{year}-03-31\"\nhorizon_years = {years}\nreplications = 1\nseed = {SEED}\n\
         [in_house]\nserve_to_age = 21\npathway_teams = true\n[[arms]]\nname = \"as it is\"\n\
         [[arms]]\nname = \"again\"\nset = {{ \"authority.arrivals_factor\" = 1.1 }}\n"
    ))
}

/// Children and, of these, the unaccompanied.
fn counts(world: &World) -> [f64; 2] {
    let children = &world.children;
    let alone = children.who.iter().filter(|&&who| children.people[who as usize].unaccompanied).count();
    [children.count() as f64, alone as f64]
}

/// Means over histories of children and unaccompanied children on each 31 March, and of unaccompanied starts a year.
fn means(profile: &str, years: u32, histories: u32) -> (Vec<[f64; 2]>, f64) {
    let simulation = place(profile, years);
    let (mut stock, mut starts) = (vec![[0.0; 2]; 1 + years as usize], 0.0);
    for replication in 0..histories {
        let settings = simulation.settings(replication, 0);
        let world = lived(&settings, &settings, &Draws::new(SEED, replication), |world| {
            if world.month.is_multiple_of(12) {
                let at = &mut stock[(world.month / 12) as usize];
                let [all, alone] = counts(world);
                *at = [at[0] + all / f64::from(histories), at[1] + alone / f64::from(histories)];
            }
        });
        let people = &world.children.people;
        let came = people.iter().filter(|one| one.unaccompanied).count() as f64;
        starts += (came - settings.authorities[0].unaccompanied.unwrap().stock.iter().sum::<f64>())
            / f64::from(histories * years);
    }
    (stock, starts)
}

#[test]
fn kent_keeps_its_stock_and_its_starts() {
    // Published on 31 March 2025: 1,896 children, 451 of them unaccompanied; 2,685 unaccompanied starts.
    let (stock, starts) = means("kent-2025", 2, 12);
    assert!((stock[0][0] - 1896.0).abs() <= 3.0 && (stock[0][1] - 451.0).abs() <= 1.0, "{stock:?}");
    for year in [1, 2] {
        assert!((stock[year][0] / 1896.0 - 1.0).abs() < 0.06, "{stock:?}");
        // A factor of the year of .22 and 12 histories of two years: a standard error of some 5%.
        assert!((stock[year][1] / 451.0 - 1.0).abs() < 0.2, "{stock:?}");
    }
    assert!((starts / 2685.0 - 1.0).abs() < 0.15, "{starts}");
}

#[test]
fn the_smallest_authorities_live_and_stay_small() {
    for (profile, children) in
        [("rutland-2025", 32.0), ("city-of-london-2024", 7.0), ("city-of-london-2011", 9.0)]
    {
        let (stock, starts) = means(profile, 3, 12);
        assert!((stock[0][0] - children).abs() <= 2.0, "{profile}: {stock:?}");
        assert!(
            starts.is_finite() && stock[3][0] > 0.4 * children && stock[3][0] < 2.0 * children,
            "{profile}: {stock:?}"
        );
    }
}

#[test]
fn a_stream_that_is_taken_away_moves_no_other_child() {
    let simulation = place("kent-2025", 1);
    let with = simulation.settings(3, 0);
    let mut without = with.clone();
    without.authorities[0].unaccompanied = None;
    // On the first day and among those who come in the first month: later the two meet in the same caseloads.
    let others = |settings: &_| {
        let mut others = Vec::new();
        lived(settings, settings, &Draws::new(SEED, 3), |world| {
            if world.month <= 1 {
                let people = world.children.people.iter().filter(|one| !one.unaccompanied);
                others.extend(people.map(|one| (world.month, one.name, one.born.to_bits())));
            }
        });
        // Care leavers are as many as the children of the first day make likely.
        others.retain(|(_, name, _)| (name.bits() >> 16) & 0xff < 5);
        others
    };
    assert_eq!(others(&with), others(&without));
}
