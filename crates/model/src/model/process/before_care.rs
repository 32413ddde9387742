//! Before care: families whom the authority knows, the help that they are offered, and what it prevents or delays. M113; X15, X16.
//!
//! ```text
//! known      the family of a child who would come into care for the first time, with probability before-care.known
//! offered    to a known family by a practice that serves there with the probability of its early help, else by the
//!            authority with that of its own
//! taken up   with probability before-care.take-up × (1 - before-care.stigma where the authority offers it)   X16
//! prevented  of those helped with probability before-care.prevented: the child does not come                 X15
//! delayed    else with probability before-care.delayed, by an exponential time with mean before-care.delay;
//!            who is 18 by then does not come                                                                 X15
//! families   helped in a month = first entries × share of them in which help is taken up × before-care.families
//! money      families helped × (before-care.work + before-care.section-17), paid by the authority
//! ```
//!
//! Nobody can tell beforehand which family's child will come into care, so for each such family others are helped whose
//! children would not have come: they cost as much. Off by default: where nothing is offered nothing is drawn. A
//! child's draws are her own, so that what is prevented in one arm moves nobody else. Help comes from people of its own and takes no time of
//! case holders. Shares, months, pounds; of two evaluations of help to whole families one saw a third fewer children
//! looked after and one nothing, and of stigma only the sign is known: grade D.

use super::is_outside;
use crate::draws::{Draws, Name, Purpose, exponential};
use crate::model::settings::{BeforeCareSettings, Settings};
use crate::model::world::{What, World};

/// What help makes of a child who would come into care.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// She comes as she would have come.
    Comes,
    /// She does not come.
    Prevented,
    /// She comes so many months later.
    Delayed(f64),
}

/// Shares of known families who are offered help by an outside practice and by the authority.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offer {
    /// Share offered it by a practice outside.
    pub outside: f64,
    /// Share offered it by the authority.
    pub authority: f64,
}

impl Offer {
    /// Whether anybody is offered anything.
    pub fn is_made(self) -> bool {
        self.outside > 0.0 || self.authority > 0.0
    }

    /// Of an offer to a place from 0 to 1 the probability of its being taken up; 0 where none is made.
    fn taken_up(self, place: f64, numbers: &BeforeCareSettings) -> f64 {
        match place {
            place if place < self.outside => numbers.take_up,
            place if place < self.outside + self.authority => numbers.take_up * (1.0 - numbers.stigma),
            _ => 0.0,
        }
    }

    /// Share of the families of children who would come into care that are helped.
    fn helped(self, numbers: &BeforeCareSettings) -> f64 {
        let taken_up = self.outside + self.authority * (1.0 - numbers.stigma);
        numbers.known * numbers.take_up * taken_up
    }
}

/// What an authority's known families are offered this month.
pub fn offer(world: &World, settings: &Settings, authority: usize) -> Offer {
    let serving = world.providers.iter().filter(|provider| {
        provider.authority == authority && provider.is_open && is_outside(provider, settings)
    });
    let by_practice = serving
        .filter_map(|provider| provider.practice)
        .map(|practice| settings.practices[practice].service_model.early_help);
    let outside = by_practice.sum::<f64>().min(1.0);
    let own = settings.authorities[authority].service_model.early_help;
    Offer { outside, authority: (1.0 - outside) * own }
}

/// What becomes of a child who would come into care.
pub fn outcome(offer: Offer, draws: &Draws, name: Name, numbers: &BeforeCareSettings) -> Outcome {
    if !offer.is_made() {
        return Outcome::Comes;
    }
    let [known, place, takes, prevented, delayed, long, ..] = draws.block(Purpose::BeforeCare, name, 0);
    if known >= numbers.known || takes >= offer.taken_up(place, numbers) {
        Outcome::Comes
    } else if prevented < numbers.prevented {
        Outcome::Prevented
    } else if delayed < numbers.delayed {
        Outcome::Delayed(exponential(long) * numbers.delay)
    } else {
        Outcome::Comes
    }
}

/// Notes in the log what help has made of a child.
pub(super) fn note(world: &mut World, at: f64, name: Name, outcome: Outcome) {
    match outcome {
        Outcome::Comes => {}
        Outcome::Prevented => world.log.note(at, name, What::EntryPrevented),
        Outcome::Delayed(months) => world.log.note(at, name, What::EntryDelayed { months }),
    }
}

/// Pounds that help to families took this month, where so many children would have come into care.
pub fn pounds(offer: Offer, entries: f64, numbers: &BeforeCareSettings) -> f64 {
    entries * offer.helped(numbers) * numbers.families * (numbers.work + numbers.section_17)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: Offer = Offer { outside: 0.0, authority: 0.5 };

    fn shares(offer: Offer, numbers: &BeforeCareSettings) -> [f64; 2] {
        let draws = Draws::new(11, 0);
        let all = 40_000;
        let mut counts = [0.0; 2];
        for k in 0..all {
            match outcome(offer, &draws, Name::child(0, k / 400, 0, k % 400), numbers) {
                Outcome::Comes => {}
                Outcome::Prevented => counts[0] += 1.0 / f64::from(all),
                Outcome::Delayed(_) => counts[1] += 1.0 / f64::from(all),
            }
        }
        counts
    }

    #[test]
    fn as_many_are_prevented_and_delayed_as_the_shares_say() {
        let numbers = BeforeCareSettings::of(&[]);
        for offer in [HALF, Offer { outside: 0.6, authority: 0.4 }] {
            let [prevented, delayed] = shares(offer, &numbers);
            let expected = offer.helped(&numbers) * numbers.prevented;
            assert!(
                (prevented - expected).abs() < 4.0 * (expected / 40_000.0).sqrt(),
                "{prevented} {expected}"
            );
            let expected = offer.helped(&numbers) * (1.0 - numbers.prevented) * numbers.delayed;
            assert!((delayed - expected).abs() < 4.0 * (expected / 40_000.0).sqrt(), "{delayed} {expected}");
        }
    }

    #[test]
    fn more_help_only_adds_to_those_whom_it_keeps_and_stigma_takes_from_the_authoritys_alone() {
        let numbers = BeforeCareSettings::of(&[]);
        let draws = Draws::new(11, 0);
        let prevented = |offer: Offer, numbers: &BeforeCareSettings| -> Vec<u32> {
            let is =
                |k: &u32| outcome(offer, &draws, Name::child(0, 3, 1, *k), numbers) == Outcome::Prevented;
            (0..20_000).filter(is).collect()
        };
        let (less, more) = (prevented(HALF, &numbers), prevented(Offer { authority: 0.9, ..HALF }, &numbers));
        assert!(less.iter().all(|child| more.contains(child)) && more.len() > less.len());
        let outside = Offer { outside: 0.5, authority: 0.0 };
        assert!(prevented(outside, &numbers).len() > less.len(), "families take more from an outside body");
        let off = BeforeCareSettings::of(&[("before-care.stigma", 0.0)]);
        assert_eq!(prevented(HALF, &off), prevented(outside, &off));
        assert_eq!(prevented(outside, &off), prevented(outside, &numbers));
    }

    #[test]
    fn nothing_is_prevented_or_paid_where_nothing_is_offered() {
        let numbers = BeforeCareSettings::of(&[]);
        assert_eq!(shares(Offer::default(), &numbers), [0.0; 2]);
        assert_eq!(pounds(Offer::default(), 20.0, &numbers), 0.0);
        let off = BeforeCareSettings::of(&[("before-care.prevented", 0.0), ("before-care.delayed", 0.0)]);
        assert_eq!(shares(HALF, &off), [0.0; 2]);
        assert!(pounds(HALF, 20.0, &off) > 0.0, "help that prevents nothing costs as much");
    }
}
