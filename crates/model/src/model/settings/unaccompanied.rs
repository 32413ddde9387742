//! Numbers of unaccompanied children: of England, and the stream of one authority.

use super::care::fixed;
use crate::evidence::{self, Evidence, National, ParameterSet};
use crate::terms::{AGES, AgeBand, EIGHTEEN, PUBLISHED_TYPES, PlacementType, TYPES};

/// Years of age at which they come.
const YEARS: usize = 4;
/// The quantity that says at which, and how many at each.
const BY_AGE: &str = "unaccompanied.ages";

/// See the quantities `unaccompanied.*`.
#[derive(Clone, Debug, PartialEq)]
pub struct UnaccompaniedSettings {
    /// Shares of those who come by age in years, from `first_age` on.
    pub ages: [f64; YEARS],
    /// Youngest age at which they come, years.
    pub first_age: f64,
    /// Weights of the first placement's type under 16, and at 16 and 17.
    pub first: [[f64; TYPES]; 2],
    /// Mean months before a child passes to another authority, of those who do.
    pub passing_months: f64,
    /// Log-standard deviation of an authority's yearly factor.
    pub sigma: f64,
    /// Of the ceases beyond the starts, the share by which more come than the starts of the year.
    pub lasting: f64,
}

/// The stream of one authority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stream {
    /// Looked after on the first day, under 16 and at 16 and 17: whole children.
    pub stock: [f64; 2],
    /// Who come in a month.
    pub starts: f64,
    /// Share of them who pass to another authority.
    pub passed_on: f64,
}

impl Stream {
    /// Who turn 18 here in a month.
    pub fn birthdays(&self) -> f64 {
        self.starts * (1.0 - self.passed_on)
    }
}

impl UnaccompaniedSettings {
    /// Reads the quantities.
    pub fn new(p: &ParameterSet) -> UnaccompaniedSettings {
        let table = |id: &str| -> [f64; TYPES] { fixed(p.table(id), id) };
        let ages: [f64; YEARS] = fixed(p.table(BY_AGE), BY_AGE);
        let sum: f64 = ages.iter().sum();
        UnaccompaniedSettings {
            ages: ages.map(|share| share / sum),
            first_age: first_age(),
            lasting: p.get("unaccompanied.shortfall.lasting"),
            first: [
                table("unaccompanied.first-placement.under-16"),
                table("unaccompanied.first-placement.from-16"),
            ],
            passing_months: p.get("unaccompanied.passing-months"),
            sigma: p.get("unaccompanied.overdispersion"),
        }
    }

    /// Months to the 18th birthday at the ends of a year of age, the later first.
    fn months_left(&self, age: usize) -> [f64; 2] {
        let from = EIGHTEEN - 12.0 * (self.first_age + age as f64);
        [from - 12.0, from]
    }

    /// Mean months to the 18th birthday of those who come.
    pub fn months_to_18(&self) -> f64 {
        let mean = |age| self.months_left(age).iter().sum::<f64>() / 2.0;
        (0..YEARS).map(|age| self.ages[age] * mean(age)).sum()
    }

    /// Mean months looked after of those who pass to another authority, or turn 18 before.
    pub fn months_to_passing(&self) -> f64 {
        let m = self.passing_months;
        let mean = |age| {
            let [least, most] = self.months_left(age);
            m * (1.0 - m / 12.0 * (libm::exp(-least / m) - libm::exp(-most / m)))
        };
        (0..YEARS).map(|age| self.ages[age] * mean(age)).sum()
    }

    /// The stream that carries the published stock, before the children of the first day are counted by age: starts in
    /// a month, and the share who pass on, by Little's law. A stock that the published starts cannot carry even where
    /// all stay is carried as far as starts and `lasting` of the ceases beyond them do.
    pub fn flow(&self, figures: &evidence::Unaccompanied) -> (f64, f64) {
        let (stays, passes) = (self.months_to_18(), self.months_to_passing());
        let started = figures.started / 12.0;
        if started * stays < figures.stock {
            let lasting = ((1.0 - self.lasting) * figures.started + self.lasting * figures.ceased) / 12.0;
            return (lasting.max(started).min(figures.stock / stays), 0.0);
        }
        if started <= 0.0 {
            return (0.0, 0.0);
        }
        (started, ((stays - figures.stock / started) / (stays - passes)).clamp(0.0, 1.0))
    }

    /// Share of those who turn 18 here who have been looked after for at least so many months, up to a year.
    pub fn served_on(&self, least: f64) -> f64 {
        1.0 - self.ages[YEARS - 1] * (least / 12.0).min(1.0)
    }

    /// Mean months looked after here where so many pass on.
    pub fn mean_months(&self, passed_on: f64) -> f64 {
        (1.0 - passed_on) * self.months_to_18() + passed_on * self.months_to_passing()
    }

    /// Share of the stock at 16 and 17 where so many pass on.
    pub fn share_from_16(&self, passed_on: f64) -> f64 {
        let older = |weight: &dyn Fn(usize) -> f64| {
            let after: f64 = (0..YEARS).map(|age| self.ages[age] * weight(age)).sum();
            after
        };
        let stays = (1.0 - passed_on) * self.months_to_18();
        let stays_older = (1.0 - passed_on)
            * older(&|age| self.months_left(age).iter().map(|left| left.min(24.0)).sum::<f64>() / 2.0);
        let passes = passed_on * self.months_to_passing();
        let passes_older = passes * older(&|age| if age >= 2 { 1.0 } else { 0.0 });
        if stays + passes > 0.0 { (stays_older + passes_older) / (stays + passes) } else { 1.0 }
    }

    /// Children under 16 and from there where so many pass on, and no more of an age than there are.
    pub fn of_ages(&self, stock: f64, passed_on: f64, most: [f64; 2]) -> [f64; 2] {
        let older = (stock * self.share_from_16(passed_on)).min(most[1]);
        let younger = (stock - older).min(most[0]);
        [younger, (stock - younger).min(most[1])]
    }

    /// England without its unaccompanied children.
    pub fn others(&self, nation: &National) -> National {
        let alone = nation.unaccompanied;
        let by_age = self.of_ages(alone.stock, self.flow(&alone).1, [f64::INFINITY; 2]);
        let children = nation.stock - alone.stock;
        let placed = nation.placements.map(|share| share * nation.stock);
        National {
            any_time: nation.any_time.map(|all| all - alone.stock - alone.ceased),
            stock: children,
            started: nation.started - alone.started,
            ceased: nation.ceased - alone.ceased,
            growth: nation.growth - (alone.started - alone.ceased),
            oldest_share: (nation.oldest_share * nation.stock - by_age[1]) / children,
            placements: without(&placed, &self.placed(by_age), 1.0),
            ..*nation
        }
    }

    /// Children of the first day under 16 and from there as published placements have them.
    pub fn placed(&self, stock: [f64; 2]) -> [f64; TYPES] {
        let mut placed = [0.0; TYPES];
        for (children, weights) in stock.iter().zip(&self.first) {
            let sum: f64 = weights.iter().sum();
            for (type_, weight) in placed.iter_mut().zip(weights) {
                *type_ += children * weight / sum;
            }
        }
        placed
    }

    /// Shares of those who come by age band.
    pub fn by_band(&self) -> [f64; AGES] {
        let mut shares = [0.0; AGES];
        shares[AgeBand::From10To15 as usize] = self.ages[0] + self.ages[1];
        shares[AgeBand::From16 as usize] = self.ages[2] + self.ages[3];
        shares
    }

    /// Age in months of a child who comes, at an even place among all.
    pub fn age(&self, mut place: f64) -> f64 {
        for (age, share) in self.ages.into_iter().enumerate() {
            if place < share {
                return 12.0 * (self.first_age + age as f64 + place / share);
            }
            place -= share;
        }
        // Rounding may leave a hair beyond the last share.
        EIGHTEEN - 1e-6
    }

    /// Age in months at which one came who stays to 18 and is looked after on a given day: the longer the time to 18,
    /// the likelier she is found.
    pub fn age_of_those_there(&self, place: f64) -> f64 {
        let mut left = place * self.months_to_18();
        for (age, share) in self.ages.into_iter().enumerate() {
            let [least, most] = self.months_left(age);
            let weight = share * (least + most) / 2.0;
            if left < weight {
                let part = left / weight;
                return EIGHTEEN - libm::sqrt(least * least + part * (most * most - least * least));
            }
            left -= weight;
        }
        EIGHTEEN - 12.0
    }
}

/// Published placements less those of some children, as parts of a total.
pub fn without(
    all: &[f64; PUBLISHED_TYPES.len()],
    some: &[f64; TYPES],
    total: f64,
) -> [f64; PUBLISHED_TYPES.len()] {
    let mut left = *all;
    for (of_type, children) in PlacementType::ALL.into_iter().zip(some) {
        let at = PUBLISHED_TYPES.into_iter().position(|published| published == of_type.published());
        if let Some(at) = at {
            left[at] = (left[at] - children).max(0.0);
        }
    }
    let sum: f64 = left.iter().sum();
    if sum > 0.0 { left.map(|children| children * total / sum) } else { left }
}

/// The first of the ages of the quantity.
fn first_age() -> f64 {
    let bands = Evidence::embedded().find(BY_AGE).map(|quantity| &quantity.bands);
    let first = bands.and_then(|bands| bands.first()?.parse().ok());
    first.expect("the bands of the ages are years")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, Unaccompanied};

    fn settings() -> UnaccompaniedSettings {
        UnaccompaniedSettings::new(&ParameterSet::central(Evidence::embedded(), &Default::default()))
    }

    #[test]
    fn starts_and_mean_stay_carry_the_stock() {
        let own = settings();
        for (stock, started, ceased) in
            [(451.0, 2685.0, 2729.0), (6540.0, 6950.0, 7850.0), (211.0, 43.0, 104.0), (0.0, 0.0, 3.0)]
        {
            let (starts, passed_on) = own.flow(&Unaccompanied { stock, started, ceased });
            let mean = (1.0 - passed_on) * own.months_to_18() + passed_on * own.months_to_passing();
            let carried = starts * mean;
            assert!((0.0..=1.0).contains(&passed_on));
            assert!(carried <= stock + 1e-9, "{carried} {stock}");
            if started / 12.0 * own.months_to_18() >= stock {
                assert!((carried - stock).abs() < 1e-9 && (starts * 12.0 - started).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn ages_are_from_14_and_those_who_are_there_came_younger() {
        let own = settings();
        let places = (0..1000).map(|k| (f64::from(k) + 0.5) / 1000.0);
        let (mut come, mut there) = (0.0, 0.0);
        for place in places {
            let (age, earlier) = (own.age(place), own.age_of_those_there(place));
            assert!((168.0..EIGHTEEN).contains(&age) && (168.0..EIGHTEEN).contains(&earlier));
            come += (EIGHTEEN - age) / 1000.0;
            there += (EIGHTEEN - earlier) / 1000.0;
        }
        assert!((come - own.months_to_18()).abs() < 0.05);
        assert!(there > come);
    }
}
