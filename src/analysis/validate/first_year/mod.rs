//! First-year agreement: every authority starts in its published figures of each start year and is lived for two years;
//! what the model makes of its first year stands beside what was published of the start's own year and of the next.
//!
//! Against its own year the bias over authorities is asked: does an authority give its own figures back? What the first
//! day was given is an echo there and counts for nothing. Against the next year, of which the start knows nothing,
//! coverage is asked, and of echoes the bias too.

mod figures;
mod lines;
mod lived;
mod shares;
mod summary;

pub(super) use lines::lines;
use lived::Own;
pub(super) use lived::live;
pub use shares::Share;
pub use summary::{Against, Agreement, Authority};

use super::starts::{Place, places, posterior, scenario};
use crate::study::{Failure, Runner, Simulation, StudyError};

/// Years that are lived: the workforce's first whole year ends in the second.
const YEARS: u32 = 2;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct FirstYear {
    /// By start, figure and year that it stands against: over all authorities.
    pub agreements: Vec<Agreement>,
    /// The same by authority.
    pub authorities: Vec<Authority>,
    /// Shares of placement types and ages, by start.
    pub shares: Vec<Share>,
    /// Histories of each authority.
    pub replications: u32,
    /// Histories that failed.
    pub failures: Vec<Failure>,
}

/// The place of a figure in the values of a history, and its title.
pub(super) fn compared(figure: &str) -> (usize, &'static str) {
    let at = figures::COMPARED.iter().position(|one| one.id == figure).expect("the figure is compared");
    (at, figures::COMPARED[at].title)
}

/// One start: its authorities and their simulation.
struct Start {
    year: u32,
    posterior: String,
    places: Vec<Place>,
    simulation: Simulation,
}

/// Lives every authority of the start years, or those named, so many times each.
///
/// # Errors
/// When the work is stopped before its end.
pub fn first_year(
    (years, named): (&[u32], &[String]),
    replications: u32,
    runner: &Runner<'_>,
) -> Result<FirstYear, StudyError> {
    let starts = years.iter().map(|&year| {
        let (places, posterior) = (places(year, named), posterior(year));
        let profiles: Vec<&str> = places.iter().map(|place| place.profile.as_str()).collect();
        let simulation = (!profiles.is_empty())
            .then(|| Simulation::of_arms(&scenario(&profiles, year, (YEARS, replications), &posterior)))?;
        Some(Start { year, posterior, places, simulation })
    });
    let starts: Vec<Start> = starts.flatten().collect();
    let all = replications * starts.len() as u32;
    let runner = runner.counting("histories of first years, all authorities of a start", u64::from(all));
    let mut histories: Vec<Vec<Vec<Own>>> = starts.iter().map(|_| Vec::new()).collect();
    let of = |number: u32| ((number / replications) as usize, number % replications);
    let one = |number: u32| {
        let (start, replication) = of(number);
        live(&starts[start].simulation, replication, runner.stop())
    };
    let failures = runner.replications(0..all, one, |number, own| histories[of(number).0].push(own))?;
    let mut found = FirstYear { replications, failures, ..FirstYear::default() };
    for (start, histories) in starts.iter().zip(&histories) {
        let authorities = summary::authorities(start, histories);
        found.agreements.extend(summary::agreements(start, &authorities));
        found.authorities.extend(authorities);
        found.shares.extend(shares::shares(start, histories));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_small_authority_is_compared_with_its_own_year_and_the_next() {
        let runner = Runner::silent(1).expect("there is a thread");
        let found = first_year((&[2021, 2025], &["Rutland".into(), "Bury".into()]), 3, &runner);
        let found = found.expect("it is lived");
        assert!(found.failures.is_empty());
        // Rutland has fewer children than count.
        assert!(found.authorities.iter().all(|one| one.name == "Bury"));
        let of = |start: u32, figure: &str, against: Against| {
            found
                .agreements
                .iter()
                .find(|one| (one.start, one.figure, one.against) == (start, figure, against))
        };
        let own = of(2021, "stock", Against::OwnYear).expect("its stock is published");
        assert!(own.is_echo && own.coverage.is_none());
        assert!((own.published - 365.0).abs() < 60.0 && own.simulated > 200.0);
        assert!(of(2021, "three_placements", Against::NextYear).is_some_and(|one| one.coverage.is_some()));
        assert!(of(2025, "stock", Against::NextYear).is_none());
        assert!(of(2025, "turnover", Against::OwnYear).is_some());
        let shares: f64 = found.shares.iter().filter(|one| one.start == 2021).map(|one| one.published).sum();
        assert!((shares - 200.0).abs() < 1e-6, "types and ages each add up to all: {shares}");
    }
}
