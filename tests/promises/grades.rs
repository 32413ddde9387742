//! Grades of inspection: transitions as published, and what tells on a grade and what a grade tells on.

use crate::common::worlds::{live, simulation};
use swplab::model::settings::Settings;
use swplab::model::world::{Grade, World};

/// Pairs of successive full inspections, 2018 to March 2025, by grade of the first and of the second, lowest first:
/// Ofsted, local authority inspection outcomes as at 31 March 2025 (Open Government Licence v3.0).
const PUBLISHED: [[u32; 4]; 4] = [[2, 7, 6, 0], [8, 13, 18, 2], [5, 3, 19, 13], [0, 1, 2, 16]];

/// Authorities of several kinds and sizes, none of them large.
const AUTHORITIES: &str = "[\"kingston-upon-thames-2011\", \"bristol-2011\", \"sandwell-2011\", \"doncaster-2011\", \
                           \"blackburn-with-darwen-2011\", \"hackney-2011\", \"torbay-2011\", \"york-2011\"]";

fn authorities(years: u32) -> Settings {
    let text = format!(
        "title = \"Grades\"\nquestion = \"How do grades follow each other?\"\nauthorities = {AUTHORITIES}\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {years}\nreplications = 1\nseed = 1\n\
         [[arms]]\nname = \"one\"\n[[arms]]\nname = \"two\"\nset = {{ \"authority.arrivals_factor\" = 1.1 }}\n"
    );
    simulation(&text).central_settings(0, 0)
}

/// Chance of so few, and of so many, of `n`.
fn tails(n: u32, k: u32, p: f64) -> (f64, f64) {
    let mut chance = (1.0 - p).powi(n as i32);
    let (mut below, mut at) = (0.0, chance);
    for i in 0..k {
        below += chance;
        chance *= f64::from(n - i) / f64::from(i + 1) * p / (1.0 - p);
        at = chance;
    }
    (below + at, 1.0 - below)
}

#[test]
fn grades_follow_each_other_as_published_from_2018_to_2025() {
    let settings = authorities(20);
    let mut pairs = [[0.0_f64; 4]; 4];
    let (mut run, mut looks) = (0.0, 0.0);
    for replication in 0..20 {
        let mut last: Vec<(u32, Grade)> = Vec::new();
        live(&settings, replication, |world: &World| {
            for (k, authority) in world.authorities.iter().enumerate() {
                if last.len() <= k {
                    last.push((authority.inspections, authority.grade));
                }
                if authority.inspections > last[k].0 {
                    pairs[last[k].1 as usize][authority.grade as usize] += 1.0;
                    last[k] = (authority.inspections, authority.grade);
                }
                run += authority.run;
                looks += 1.0;
            }
        });
    }
    println!("mean shift {:.4}", run / looks);
    for (from, (found, published)) in pairs.iter().zip(&PUBLISHED).enumerate() {
        let (all, n) = (found.iter().sum::<f64>(), published.iter().sum::<u32>());
        println!("{:?}: {all} pairs, {:?}", Grade::ALL[from], found.map(|count| count / all));
        assert!(all > 30.0, "too few pairs to compare");
        for (to, (count, published)) in found.iter().zip(published).enumerate() {
            let (few, many) = tails(n, *published, count / all);
            assert!(
                few > 0.005 && many > 0.005,
                "{from} to {to}: {published} of {n} published, {:.3} in the model",
                count / all
            );
        }
    }
    // A service that is run as usual meets the chances and no others.
    assert!((run / looks).abs() < 0.05, "{}", run / looks);
}
