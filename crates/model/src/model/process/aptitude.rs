//! Aptitude: who is made for the ways of a small practice, and what comes of it. M117.
//!
//! ```text
//! aptitude        of each case holder, normal with mean 0 and spread 1; she keeps it wherever she works
//! who comes       to a practice outside the authority: mean workers.aptitude.joins; whom it takes from its host or
//!                 from a neighbour in proportion to exp(workers.aptitude.joins × aptitude)   (`origins`)
//! leaving         × exp(-workers.aptitude.stays × ways × aptitude)
//! own decisions   + workers.aptitude.signs × ways × mean aptitude of the permanent case holders
//! ```
//!
//! The model depends on a special kind of social worker, willing to take responsibility without asking for a
//! signature and able to run a business (summit report, paragraph 95). Ways are those of `ways`, so that an
//! authority which works so needs them too where H1 says `principles`; in ordinary teams nothing comes of it. How scarce
//! such people are is `recruitment.special-workers` (`recruitment`). Sizes: assumption, each from nothing on.

use crate::draws::{Draws, Name, Purpose, normal};
use crate::model::settings::Settings;
use crate::model::settings::workforce::WorkforceSettings;
use crate::model::world::{Post, Seat, World};

/// The aptitude of the holder of a post, by how many it has had, where such people come with this mean.
pub fn drawn(draws: &Draws, post: Name, holders: u32, mean: f64) -> f64 {
    mean + normal(draws.uniform(Purpose::Aptitude, post, holders))
}

/// How much more often than others somebody is taken by a practice.
pub fn joins(aptitude: f64, s: &WorkforceSettings) -> f64 {
    libm::exp(s.aptitude_joins * aptitude)
}

/// Factor on leaving where so far a practice's ways are at work.
pub fn leaving(aptitude: f64, ways: f64, s: &WorkforceSettings) -> f64 {
    if ways == 0.0 { 1.0 } else { libm::exp(-s.aptitude_stays * ways * aptitude) }
}

/// Notes what the people of each provider add to the share of decisions that it signs itself.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let signs = settings.workforce.aptitude_signs;
    for provider in 0..world.providers.len() {
        let ways = world.providers[provider].ways;
        world.providers[provider].aptitude =
            if ways == 0.0 { 0.0 } else { signs * ways * mean(&world.posts, provider) };
    }
}

/// Mean aptitude of the permanent case holders of a provider; 0 without any.
fn mean(posts: &[Post], provider: usize) -> f64 {
    let own = |post: &&Post| post.provider as usize == provider && post.seat == Seat::Permanent;
    let (mut count, mut sum) = (0.0, 0.0);
    for post in posts.iter().filter(own) {
        count += 1.0;
        sum += post.aptitude;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};

    #[test]
    fn who_comes_by_choice_has_the_mean_of_who_is_taken_by_weight() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let s = WorkforceSettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0));
        assert!(s.aptitude_joins > 0.0);
        let draws = Draws::new(4, 0);
        let all: Vec<f64> = (0..40_000).map(|k| drawn(&draws, Name::numbered(k), 0, 0.0)).collect();
        let weights: Vec<f64> = all.iter().map(|a| joins(*a, &s)).collect();
        let weighted: f64 =
            all.iter().zip(&weights).map(|(a, w)| a * w).sum::<f64>() / weights.iter().sum::<f64>();
        assert!((weighted - s.aptitude_joins).abs() < 0.03, "{weighted}");
        let chosen = (0..40_000).map(|k| drawn(&draws, Name::numbered(k), 1, s.aptitude_joins));
        assert!((chosen.sum::<f64>() / 40_000.0 - s.aptitude_joins).abs() < 0.02);
    }

    #[test]
    fn nothing_comes_of_it_where_ways_are_ordinary() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let s = WorkforceSettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0));
        assert_eq!(leaving(2.0, 0.0, &s), 1.0);
        assert!(leaving(1.0, 1.0, &s) < leaving(1.0, 0.5, &s) && leaving(1.0, 0.5, &s) < 1.0);
        assert!(leaving(-1.0, 1.0, &s) > 1.0);
    }
}
