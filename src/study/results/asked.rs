//! What is asked of the results of a study: values by arm, replication, unit, indicator and year.

use super::kept::{Kept, paired};
use super::{ArmId, Failure, Results, UnitId, YearId};
use crate::arrangement::MOST_CHANGES;
use crate::indicator::{HEADLINES, Indicator};
use crate::statistics::{finite, mean};
use crate::study::books::MEASURES;
use crate::study::followed::{FOLLOWED, PHASES};
use crate::study::persons::{COUNTED, GAINS};
use crate::study::standing::{CELLS, Standing};
use crate::terms::AgeBand;

impl Results {
    /// The value of an indicator over the horizon.
    ///
    /// # Panics
    /// When the study did not measure it, or has no such arm, replication or unit.
    pub fn value(&self, arm: ArmId, replication: usize, unit: UnitId, indicator: &Indicator) -> f64 {
        self.lives[arm.0].get(replication, self.horizon_at(unit) + self.column_of(indicator))
    }

    /// Its values over the horizon by replication.
    ///
    /// # Panics
    /// As [`Results::value`].
    pub fn values(&self, arm: ArmId, unit: UnitId, indicator: &Indicator) -> Vec<f64> {
        self.column(arm, self.horizon_at(unit) + self.column_of(indicator))
    }

    /// All values over the horizon, in the order of the indicators.
    ///
    /// # Panics
    /// As [`Results::value`].
    pub fn row(
        &self,
        arm: ArmId,
        replication: usize,
        unit: UnitId,
    ) -> impl Iterator<Item = (&Indicator, f64)> {
        let place = self.horizon_at(unit);
        let indicators = self.indicators.iter().enumerate();
        indicators.map(move |(at, indicator)| (indicator, self.lives[arm.0].get(replication, place + at)))
    }

    /// All values over the horizon, by `[unit][indicator]`, of each replication that was lived, with its position.
    pub(crate) fn each_horizon(&self, arm: ArmId) -> impl Iterator<Item = (usize, Vec<f64>)> + '_ {
        self.lives[arm.0].each_row(0..self.widths[0])
    }

    /// All values by year of each replication that was lived, with its position; where they stand is told by
    /// [`Self::place_of_year`].
    pub(crate) fn each_yearly(&self, arm: ArmId) -> impl Iterator<Item = (usize, Vec<f64>)> + '_ {
        self.lives[arm.0].each_row(self.begins(Kept::Yearly)..self.begins(Kept::Exposure))
    }

    /// Where the indicators of a unit in a year begin in [`Self::each_yearly`], of everybody or of one authority that is
    /// lived by itself; `None` where they are not kept of it.
    pub(crate) fn place_of_year(
        &self,
        authority: Option<usize>,
        unit: UnitId,
        year: YearId,
    ) -> Option<usize> {
        let place = match authority {
            None => self.year_at(unit, year),
            Some(authority) => self.authority_year_at(authority, (unit, year))?,
        };
        Some(place - self.begins(Kept::Yearly))
    }

    /// Whether a later arm came to anything else than the first in a replication in which neither failed.
    pub(crate) fn differ(&self, arm: usize, replication: usize) -> bool {
        let has_failed = |failure: &Failure| {
            failure.replication as usize == self.first_replication as usize + replication
                && [0, arm].contains(&failure.arm)
        };
        let of = |arm: usize, place| self.lives[arm].get(replication, place).to_bits();
        !self.failures.iter().any(has_failed)
            && (0..self.widths[0]).any(|place| of(0, place) != of(arm, place))
    }

    /// The value of an indicator in a year.
    ///
    /// # Panics
    /// As [`Results::value`].
    pub fn yearly(
        &self,
        arm: ArmId,
        replication: usize,
        unit: UnitId,
        year: YearId,
        indicator: &Indicator,
    ) -> f64 {
        self.lives[arm.0].get(replication, self.year_at(unit, year) + self.column_of(indicator))
    }

    /// Its values in a year by replication.
    ///
    /// # Panics
    /// As [`Results::value`].
    pub fn yearly_values(&self, arm: ArmId, unit: UnitId, year: YearId, indicator: &Indicator) -> Vec<f64> {
        self.column(arm, self.year_at(unit, year) + self.column_of(indicator))
    }

    /// The values of a headline over the horizon in an authority that is lived by itself, by replication.
    ///
    /// # Panics
    /// When the indicator is no headline, or there is no such arm or authority.
    pub fn authority_values(&self, arm: ArmId, authority: usize, headline: &Indicator) -> Vec<f64> {
        let column = HEADLINES.iter().position(|known| known == headline).expect("headlines alone are kept");
        self.column(arm, self.begins(Kept::ByAuthority) + authority * HEADLINES.len() + column)
    }

    /// The value of an indicator in a year of an authority that is lived by itself; `None` where the study did not keep
    /// the unit or year of each authority.
    ///
    /// # Panics
    /// When the study did not measure it, or has no such arm, replication or authority.
    pub fn authority_yearly(
        &self,
        (arm, replication): (ArmId, usize),
        authority: usize,
        unit: UnitId,
        year: YearId,
        indicator: &Indicator,
    ) -> Option<f64> {
        let place = self.authority_year_at(authority, (unit, year))?;
        Some(self.lives[arm.0].get(replication, place + self.column_of(indicator)))
    }

    /// Its values by replication; none where the study did not keep them.
    pub(crate) fn authority_yearly_values(
        &self,
        arm: ArmId,
        authority: usize,
        (unit, year): (UnitId, YearId),
        indicator: &Indicator,
    ) -> Vec<f64> {
        let place = self.authority_year_at(authority, (unit, year));
        place.map_or_else(Vec::new, |place| self.column(arm, place + self.column_of(indicator)))
    }

    /// Mean child-years of a unit in an arm: before the opening, within the arm's first term, after it; `NaN` where it was
    /// not followed.
    pub fn exposure(&self, arm: ArmId, unit: UnitId) -> [f64; PHASES] {
        let at = self.begins(Kept::Exposure) + unit.0 * PHASES;
        let mean = |phase: usize| mean(&finite(&self.column(arm, at + phase)));
        std::array::from_fn(mean)
    }

    /// Values of one of [`FOLLOWED`], by its position, in a year since the planned opening, by replication; `None` of a
    /// unit that has no pairs.
    pub fn since_opening(&self, arm: ArmId, unit: UnitId, year: YearId, followed: usize) -> Option<Vec<f64>> {
        let paired = paired(&self.units);
        if unit.0 >= paired || !self.units[unit.0].is_paired() {
            return None;
        }
        let at = (unit.0 * self.years.len() + year.0) * FOLLOWED.len() + followed;
        Some(self.column(arm, self.begins(Kept::SinceOpening) + at))
    }

    /// Children of one authority at so many years from the first day, of a kind and age, by replication; those that
    /// failed are left out.
    pub fn standing(&self, arm: ArmId, place: usize, years: usize, of: Standing, age: AgeBand) -> Vec<f64> {
        let days = self.years.len() + 1;
        let at = (place * days + years) * CELLS + of.cell(age);
        finite(&self.column(arm, self.begins(Kept::Standing) + at))
    }

    /// Providers of an arm, by name: the authorities' own teams, then the practices.
    pub fn providers(&self, arm: ArmId) -> Vec<&str> {
        self.providers[arm.0].iter().map(String::as_str).collect()
    }

    /// Values of a measure of [`MEASURES`] in a year of one of an arm's providers, of the replications in which it is
    /// defined.
    pub fn of_provider(&self, arm: ArmId, provider: usize, year: YearId, measure: usize) -> Vec<f64> {
        debug_assert!(measure < MEASURES.len());
        let at = (provider * self.years.len() + year.0) * MEASURES.len() + measure;
        finite(&self.column(arm, self.begins(Kept::Books) + at))
    }

    /// Who gains and who loses, of a kind of children and a thing counted, both by position: one of the values that
    /// [`GAINS`] says, by replication.
    pub fn gains(&self, arm: ArmId, kind: usize, counted: usize, value: usize) -> Vec<f64> {
        let at = (kind * COUNTED.len() + counted) * GAINS + value;
        self.column(arm, self.begins(Kept::Gains) + at)
    }

    /// Months from the first day in which a change of an arm came, by the number of the change and by replication; infinite
    /// where it never did.
    pub fn came(&self, arm: ArmId, change: usize) -> Vec<f64> {
        debug_assert!(change < MOST_CHANGES);
        self.column(arm, self.begins(Kept::Came) + change)
    }

    /// Values that were drawn of a quantity, by its position, by replication.
    pub fn parameter(&self, quantity: usize) -> Vec<f64> {
        self.drawn.column(quantity, self.replications)
    }

    /// Whether a quantity, by its position, has more than one value over the replications.
    pub(crate) fn varies(&self, quantity: usize) -> bool {
        self.first_drawn.get(quantity).is_some_and(|(_, moved)| *moved)
    }

    /// Positions on a hypothesis, by its position among the hypotheses: their names, and the number of one for each
    /// replication.
    pub fn positions(&self, hypothesis: usize) -> (&[String], Vec<usize>) {
        let numbers = self.drawn.column(self.quantities.len() + hypothesis, self.replications);
        // Of a replication that is not there the number lies beyond all names.
        let at = |number: f64| if number.is_nan() { usize::MAX } else { number as usize };
        (&self.taken[hypothesis], numbers.into_iter().map(at).collect())
    }

    /// What was drawn for each replication, with its position: the quantities' values, then the positions' names.
    pub(crate) fn each_drawn(&self) -> impl Iterator<Item = (usize, Vec<f64>, Vec<&str>)> + '_ {
        let (quantities, all) = (self.quantities.len(), self.quantities.len() + self.taken.len());
        self.drawn.each_row(0..all).map(move |(replication, mut row)| {
            let numbers = row.split_off(quantities);
            let names = numbers.iter().zip(&self.taken);
            (replication, row, names.map(|(number, names)| names[*number as usize].as_str()).collect())
        })
    }

    /// Every value over the horizon, then every yearly one, in one order: for comparisons of their bits.
    pub fn all(&self) -> impl Iterator<Item = f64> + '_ {
        let of = |kept: Kept| {
            let places = self.begins(kept)..self.begins(kept) + self.widths[kept as usize];
            self.each_arm().flat_map(move |(arm, _)| {
                let mut lived = self.lives[arm.0].each_row(places.clone()).peekable();
                let width = places.len();
                (0..self.replications).flat_map(move |replication| {
                    let own = lived.next_if(|(at, _)| *at == replication);
                    own.map_or_else(|| vec![f64::NAN; width], |(_, row)| row)
                })
            })
        };
        of(Kept::Horizon).chain(of(Kept::Yearly))
    }
}
