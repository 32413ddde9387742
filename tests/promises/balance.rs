//! The two starts: in balance nothing moves unless something is done, and an authority's luck is its own.

use std::collections::BTreeMap;

use swplab::model::world::{Event, What, World};
use swplab::study::{Experiment, Simulation};
use swplab::terms::PlacementType;

use crate::common::worlds::{mean, scenario, simulation};

/// An authority with no practice and its start, for ten years.
fn text(authorities: &str, baseline: &str) -> String {
    format!(
        "title = \"Balance\"\nquestion = \"Does anything move?\"\nauthorities = [{authorities}]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = 10\nreplications = 1\nseed = 5\nbaseline = \"{baseline}\"\n\
         [[arms]]\nname = \"one\"\n[[arms]]\nname = \"two\"\nset = {{ \"in_house.caseload\" = 13 }}\n"
    )
}

/// What must not move: children, care leavers, cases of a staffed post, mean months in care, share in fostering.
fn levels(world: &World) -> [f64; 5] {
    let (children, now) = (&world.children, f64::from(world.month));
    let looked_after = children.count() as f64;
    let staffed = world.posts.iter().filter(|post| post.is_staffed());
    let cases = looked_after + children.leavers.len() as f64;
    let months: f64 = children.care.iter().map(|care| now - care.started).sum();
    let fostered =
        children.state.iter().filter(|state| state.placement == PlacementType::Foster).count() as f64;
    [
        looked_after,
        children.leavers.len() as f64,
        cases / staffed.count() as f64,
        months / looked_after,
        fostered / looked_after,
    ]
}

/// Levels in the first and in the last three years of a replication, each the mean of its months.
fn first_and_last(simulation: &Simulation, replication: u32) -> [[f64; 5]; 2] {
    let mut sums = [[0.0; 5]; 2];
    simulation.replay(replication, 0, |world| {
        let of_period = match world.month {
            1..=36 => 0,
            85.. => 1,
            _ => return,
        };
        for (sum, level) in sums[of_period].iter_mut().zip(levels(world)) {
            *sum += level / 36.0;
        }
    });
    sums
}

#[test]
fn in_balance_nothing_moves_and_as_published_what_the_flows_say() {
    let simulation = simulation(&text("\"england-average-2011\"", "balanced"));
    let pairs: Vec<[[f64; 5]; 2]> = (0..60).map(|k| first_and_last(&simulation, k)).collect();
    for level in 0..5 {
        let moved: Vec<f64> = pairs.iter().map(|[first, last]| last[level] / first[level] - 1.0).collect();
        let (moved, error) = mean(&moved);
        assert!(moved.abs() < 0.03 + 2.0 * error, "{level}: {moved} ± {error}");
    }
}

/// An event without the holder's number, which counts on through a world.
fn line(event: &Event) -> String {
    match event.what {
        What::HasCaseHolder { cause, .. } => format!("{:?} {cause:?}", event.at),
        what => format!("{:?} {what:?}", event.at),
    }
}

/// What happens to the people of one authority of a world, by name.
fn lives(world: &World, authority: u64) -> BTreeMap<u64, Vec<String>> {
    let mut lives: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for event in &world.log.events {
        let bits = event.who.bits();
        if (bits >> 44) & 0xffff == authority && (bits >> 60) == 1 {
            let apart = bits & !(0xffff << 44);
            lives.entry(apart).or_default().push(line(event));
        }
    }
    lives
}

#[test]
fn an_authority_lives_the_same_wherever_it_stands_and_never_as_another() {
    let end = |authorities: &str| simulation(&text(authorities, "as-published")).replay(3, 0, |_| {});
    let alone = lives(&end("\"rutland-2011\""), 0);
    let other = lives(&end("\"hackney-2011\""), 0);
    let both = end("\"hackney-2011\", \"rutland-2011\"");
    assert!(!alone.is_empty());
    assert_eq!(lives(&both, 1), alone);
    assert_eq!(lives(&both, 0), other);
    let shared = alone.iter().filter(|(name, life)| other.get(name) == Some(life)).count();
    assert_eq!(shared, 0);
    assert!(scenario(&text("\"rutland-2011\"", "balanced")).arms[0].alternative.authorities[0].is_balanced);
}

#[test]
fn who_is_looked_after_on_the_first_day_is_as_frail_as_who_comes_and_placed_as_published() {
    // An authority with more children in homes and in other places than its moves bring there.
    let simulation = simulation(&text("\"lancashire-2011\", \"suffolk-2011\"", "as-published"));
    let (mut frailty, mut apart) = (Vec::new(), vec![Vec::new(); 2]);
    for replication in 0..8 {
        let settings = simulation.settings(replication, 0);
        let Ok(beginning) = simulation.begin(replication) else { panic!("it begins") };
        for (authority, world) in beginning.world.parts.iter().enumerate() {
            let children = &world.children;
            let people = children.who.iter().map(|&who| &children.people[who as usize]);
            frailty.extend(people.filter(|person| !person.unaccompanied).map(|person| person.frailty));
            let local = &settings.authorities[authority];
            let homes = PlacementType::Residential as usize;
            let published = local.by_type[homes] / local.by_type.iter().sum::<f64>();
            let alone = |i: &usize| children.people[children.who[*i] as usize].unaccompanied;
            let others: Vec<usize> = (0..children.count()).filter(|i| !alone(i)).collect();
            let of_type = |i: &&usize| children.state[**i].placement as usize == homes;
            let lived = others.iter().filter(of_type).count() as f64 / others.len() as f64;
            apart[authority].push(lived - published);
        }
    }
    let (mean_frailty, error) = mean(&frailty);
    assert!((mean_frailty - 1.0).abs() < 4.0 * error, "{mean_frailty} ± {error}");
    for apart in apart {
        let (apart, error) = mean(&apart);
        assert!(apart.abs() < 4.0 * error + 0.002, "{apart} ± {error}");
    }
}
