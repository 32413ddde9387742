//! V34: a service for young people of 16 and over grew from 582 to 727 in 23 months under one contract.

#[path = "common/worlds.rs"]
mod worlds;

use worlds::{mean, simulation};

const REPLICATIONS: u32 = 60;
const MONTHS: u32 = 23;

#[test]
fn the_practice_of_kent_grows_by_a_quarter_in_23_months() {
    let text =
        include_str!("../scenarios/kent.toml").replace("horizon_years = 6", "horizon_years = 2");
    let simulation = simulation(&text);
    let mut growth = Vec::new();
    for replication in 0..REPLICATIONS {
        let (mut first, mut last) = (f64::NAN, f64::NAN);
        simulation.replay(replication, 0, |world| {
            let Some(practice) = world.providers.iter().position(|p| p.practice.is_some()) else {
                return;
            };
            let posts = world.posts.iter();
            let cases = posts.filter(|post| post.provider as usize == practice);
            let cases = f64::from(cases.map(|post| post.cases()).sum::<u32>());
            let is_open = world.providers[practice].is_open;
            match world.month {
                1 => first = cases,
                MONTHS if is_open => last = cases,
                _ => {}
            }
        });
        if last.is_finite() {
            growth.push(last / first - 1.0);
        }
    }
    assert!(growth.len() > 40, "open in {} replications", growth.len());
    let (average, error) = mean(&growth);
    println!(
        "growth {average:.3}, standard error {error:.3}, {} replications",
        growth.len()
    );
    // Published: 0.25; the evidence base allows 10 points on either side.
    assert!((average - 0.25).abs() <= 0.10, "{average:.3} ± {error:.3}");
}
