//! What a study hands over: per-replication scalars, in replication order, and nothing that
//! depends on threads or clocks.

use super::books::{Book, MEASURES};
use super::experiment::{History, Shape};
use super::fates::{BidRow, ContractRow};
use super::followed::{FOLLOWED, PHASES};
use super::persons::{COUNTED, GAINS, KINDS};
use super::standing::{CELLS, Standing};
use crate::indicator::{HEADLINES, Indicator};
use crate::statistics::{finite, mean};
use crate::terms::AgeBand;

/// What a result is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// The whole authority: identical membership in all arms, so it enters paired differences.
    Whole,
    /// A cohort fixed at the start and identical in all arms; enters paired differences.
    Cohort,
    /// Whoever the in-house teams or a practice serve: differs between arms, no paired difference.
    Provider,
}

/// One unit of results.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Stable id: `authority`, `cohort_served`, `cohort_eligible`, `in_house`, `practice`, ...
    pub id: String,
    /// Title in words.
    pub title: String,
    /// What it is.
    pub kind: UnitKind,
    /// Mean number of looked-after children on the first day (for the noise of a cohort that size).
    pub children: f64,
}

impl Unit {
    /// Whether an answer is given of it first: everybody, and the remit where there is a service.
    pub fn is_answered(&self) -> bool {
        self.kind == UnitKind::Whole || (self.id == "remit" && self.children > 0.0)
    }

    /// Whether arms may be compared on this unit child by child.
    pub fn is_paired(&self) -> bool {
        self.kind != UnitKind::Provider
    }
}

/// A replication that failed: a row, not an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Arm.
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// What the model said.
    pub message: String,
}

/// Position of an arm; the first is the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArmId(pub usize);

/// Position of a unit of results; the first is the whole authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitId(pub usize);

/// Position of a financial year, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearId(pub usize);

/// All that a study found. Values are asked for by arm, replication, unit, indicator and year; they are `NaN` where an
/// indicator is not defined. A replication is asked for by its position, 0 for the first of this study.
#[derive(Clone, Debug)]
pub struct Results {
    /// Arm names in order; the first is the reference.
    pub arms: Vec<String>,
    /// First replication (0 unless one replication is repeated alone).
    pub first_replication: u32,
    /// Number of replications.
    pub replications: usize,
    /// Units of results.
    pub units: Vec<Unit>,
    /// Label of each year, such as `2011 to 2012`.
    pub years: Vec<String>,
    /// What is measured, in the order of the tables: the declared indicators, then those of the caller.
    pub indicators: Vec<Indicator>,
    /// Authorities that are lived each by itself, by name; empty where there is one or where they touch.
    pub authorities: Vec<String>,
    /// Every authority, by name.
    pub places: Vec<String>,
    /// Contracts, sorted by arm, replication, practice, cycle.
    pub contracts: Vec<ContractRow>,
    /// Bids of every tender, and who did not bid, sorted by arm, replication and month.
    pub bids: Vec<BidRow>,
    /// Years of each provider, by arm and replication in the order of the replications.
    books: Vec<Vec<Vec<Book>>>,
    /// Parameter values by `[replication][quantity]` in the order of `quantities`.
    pub parameters: Vec<f64>,
    /// Ids of the quantities drawn.
    pub quantities: Vec<String>,
    /// Hypothesis positions by `[replication][hypothesis]`, as positions' names.
    pub positions: Vec<String>,
    /// Ids of the hypotheses.
    pub hypotheses: Vec<String>,
    /// Replications that failed; their values are `NaN`.
    pub failures: Vec<Failure>,
    /// Looked-after child-months of all arms.
    pub child_months: u64,
    /// Of these, those that were lived: what arms share before they differ is lived once.
    pub lived_child_months: u64,
    /// Over the horizon, by `[arm][replication][unit][indicator]`, flattened.
    horizon: Vec<f64>,
    /// By year: `[arm][replication][unit][year][indicator]`, flattened.
    yearly: Vec<f64>,
    /// Over the horizon by `[arm][replication][authority][headline]`, flattened.
    by_authority: Vec<f64>,
    /// Units and years that are kept of each authority that is lived by itself.
    kept_by_authority: (usize, usize),
    /// These by `[arm][replication][authority][unit][year][indicator]`, flattened.
    authority_years: Vec<f64>,
    /// Child-years by `[arm][replication][unit][phase]`, flattened.
    exposure: Vec<f64>,
    /// By `[arm][replication][paired unit][year since the planned opening][followed]`, flattened.
    since_opening: Vec<f64>,
    /// Who gains and who loses by `[arm][replication][kind][counted][value]`, flattened.
    pub(super) gains: Vec<f64>,
    /// Children by `[arm][replication][place][day][cell]`, flattened; [`NOT_LIVED`] where the replication failed.
    standing: Vec<u32>,
}

/// Units of which there are pairs; they come first.
fn paired(units: &[Unit]) -> usize {
    units.iter().take_while(|unit| unit.is_paired()).count()
}

/// Stands where nobody was counted.
const NOT_LIVED: u32 = u32::MAX;

impl Results {
    /// Results of so many replications of which none has been lived.
    pub(crate) fn of(shape: &Shape, first_replication: u32, replications: usize) -> Results {
        let lives = shape.arms.len() * replications;
        let values = lives * shape.units.len() * shape.indicators.len();
        Results {
            arms: shape.arms.clone(),
            first_replication,
            replications,
            units: shape.units.clone(),
            years: shape.years.clone(),
            indicators: shape.indicators.clone(),
            authorities: shape.authorities.clone(),
            contracts: Vec::new(),
            bids: Vec::new(),
            books: vec![Vec::new(); shape.arms.len()],
            parameters: Vec::with_capacity(replications * shape.quantities.len()),
            quantities: shape.quantities.clone(),
            positions: Vec::with_capacity(replications * shape.hypotheses.len()),
            hypotheses: shape.hypotheses.clone(),
            failures: Vec::new(),
            child_months: 0,
            lived_child_months: 0,
            horizon: vec![f64::NAN; values],
            yearly: vec![f64::NAN; values * shape.years.len()],
            by_authority: vec![f64::NAN; lives * shape.authorities.len() * HEADLINES.len()],
            kept_by_authority: shape.kept_by_authority,
            authority_years: vec![f64::NAN; lives * shape.values_by_authority()],
            exposure: vec![f64::NAN; lives * shape.units.len() * PHASES],
            since_opening: vec![f64::NAN; lives * paired(&shape.units) * shape.years.len() * FOLLOWED.len()],
            gains: vec![f64::NAN; lives * KINDS * COUNTED.len() * GAINS],
            standing: vec![NOT_LIVED; lives * shape.children_counted()],
            places: shape.places.clone(),
        }
    }

    /// Keeps what one arm of one replication gave.
    pub(crate) fn keep(&mut self, arm: ArmId, replication: usize, history: History) {
        let life = arm.0 * self.replications + replication;
        fn put<T: Copy>(table: &mut [T], life: usize, values: &[T]) {
            table[life * values.len()..(life + 1) * values.len()].copy_from_slice(values);
        }
        put(&mut self.horizon, life, &history.horizon);
        put(&mut self.yearly, life, &history.yearly);
        put(&mut self.by_authority, life, &history.authorities);
        put(&mut self.authority_years, life, &history.authority_years);
        put(&mut self.exposure, life, &history.exposure);
        put(&mut self.since_opening, life, &history.since_opening);
        put(&mut self.gains, life, &history.gains);
        put(&mut self.standing, life, &history.standing);
        self.contracts.extend(history.contracts);
        self.bids.extend(history.bids);
        self.books[arm.0].push(history.books);
        self.child_months += history.child_months;
        self.lived_child_months += history.lived_child_months;
    }

    /// The same with room for more replications, which have not been lived.
    pub(super) fn grown(self, replications: usize) -> Results {
        fn wider<T: Copy>(from: &[T], (arms, old, new): (usize, usize, usize), nothing: T) -> Vec<T> {
            if from.is_empty() || old == 0 {
                return from.to_vec();
            }
            let width = from.len() / (arms * old);
            let mut to = vec![nothing; arms * new * width];
            for arm in 0..arms {
                let kept = &from[arm * old * width..][..old * width];
                to[arm * new * width..][..kept.len()].copy_from_slice(kept);
            }
            to
        }
        let sizes = (self.arms.len(), self.replications, replications);
        let numbers = |from: &[f64]| wider(from, sizes, f64::NAN);
        Results {
            replications,
            horizon: numbers(&self.horizon),
            yearly: numbers(&self.yearly),
            by_authority: numbers(&self.by_authority),
            authority_years: numbers(&self.authority_years),
            exposure: numbers(&self.exposure),
            since_opening: numbers(&self.since_opening),
            gains: numbers(&self.gains),
            standing: wider(&self.standing, sizes, NOT_LIVED),
            ..self
        }
    }

    /// The arm of a name.
    pub fn arm(&self, name: &str) -> Option<ArmId> {
        self.arms.iter().position(|arm| arm == name).map(ArmId)
    }

    /// The unit of an id, such as `authority` or `cohort_served`.
    pub fn unit(&self, id: &str) -> Option<UnitId> {
        self.units.iter().position(|unit| unit.id == id).map(UnitId)
    }

    /// Every arm with its name.
    pub fn each_arm(&self) -> impl Iterator<Item = (ArmId, &str)> {
        self.arms.iter().enumerate().map(|(at, name)| (ArmId(at), name.as_str()))
    }

    /// Every unit.
    pub fn each_unit(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.units.iter().enumerate().map(|(at, unit)| (UnitId(at), unit))
    }

    /// Every year with its label.
    pub fn each_year(&self) -> impl Iterator<Item = (YearId, &str)> {
        self.years.iter().enumerate().map(|(at, label)| (YearId(at), label.as_str()))
    }

    /// The value of an indicator over the horizon.
    ///
    /// # Panics
    /// When the study did not measure it, or has no such arm, replication or unit.
    pub fn value(&self, arm: ArmId, replication: usize, unit: UnitId, indicator: &Indicator) -> f64 {
        self.horizon[self.row_at(arm, replication, unit) + self.column_of(indicator)]
    }

    /// Its values over the horizon by replication.
    ///
    /// # Panics
    /// As [`Results::value`].
    pub fn values(&self, arm: ArmId, unit: UnitId, indicator: &Indicator) -> Vec<f64> {
        let column = self.column_of(indicator);
        (0..self.replications).map(|r| self.horizon[self.row_at(arm, r, unit) + column]).collect()
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
        let row = self.row_at(arm, replication, unit);
        self.indicators.iter().zip(self.horizon[row..].iter().copied())
    }

    /// Whether a later arm came to anything else than the first in a replication in which neither failed.
    pub(crate) fn differ(&self, arm: usize, replication: usize) -> bool {
        let has_failed = |failure: &Failure| {
            failure.replication as usize == self.first_replication as usize + replication
                && [0, arm].contains(&failure.arm)
        };
        let of = |arm, unit| self.row(ArmId(arm), replication, unit).map(|(_, value)| value.to_bits());
        !self.failures.iter().any(has_failed)
            && self.each_unit().any(|(unit, _)| of(0, unit).ne(of(arm, unit)))
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
        self.yearly[self.year_at(arm, replication, unit, year) + self.column_of(indicator)]
    }

    /// Its values in a year by replication.
    ///
    /// # Panics
    /// As [`Results::value`].
    pub fn yearly_values(&self, arm: ArmId, unit: UnitId, year: YearId, indicator: &Indicator) -> Vec<f64> {
        let column = self.column_of(indicator);
        (0..self.replications).map(|r| self.yearly[self.year_at(arm, r, unit, year) + column]).collect()
    }

    /// The values of a headline over the horizon in an authority that is lived by itself, by replication.
    ///
    /// # Panics
    /// When the indicator is no headline, or there is no such arm or authority.
    pub fn authority_values(&self, arm: ArmId, authority: usize, headline: &Indicator) -> Vec<f64> {
        let column = HEADLINES.iter().position(|known| known == headline).expect("headlines alone are kept");
        let row = |r: usize| (arm.0 * self.replications + r) * self.authorities.len() + authority;
        (0..self.replications).map(|r| self.by_authority[row(r) * HEADLINES.len() + column]).collect()
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
        let (units, years) = self.kept_by_authority;
        if unit.0 >= units || year.0 >= years {
            return None;
        }
        let life = arm.0 * self.replications + replication;
        let row = ((life * self.authorities.len() + authority) * units + unit.0) * years + year.0;
        Some(self.authority_years[row * self.indicators.len() + self.column_of(indicator)])
    }

    /// Mean child-years of a unit in an arm: before the opening, within the arm's first term, after it; `NaN` where it was
    /// not followed.
    pub fn exposure(&self, arm: ArmId, unit: UnitId) -> [f64; PHASES] {
        let at = |r: usize| ((arm.0 * self.replications + r) * self.units.len() + unit.0) * PHASES;
        let mean = |phase: usize| {
            let values: Vec<f64> = (0..self.replications).map(|r| self.exposure[at(r) + phase]).collect();
            mean(&finite(&values))
        };
        std::array::from_fn(mean)
    }

    /// Values of one of [`FOLLOWED`], by its position, in a year since the planned opening, by replication; `None` of a
    /// unit that has no pairs.
    pub fn since_opening(&self, arm: ArmId, unit: UnitId, year: YearId, followed: usize) -> Option<Vec<f64>> {
        let paired = paired(&self.units);
        if unit.0 >= paired || !self.units[unit.0].is_paired() {
            return None;
        }
        let life = |r: usize| (arm.0 * self.replications + r) * paired + unit.0;
        let at = |r: usize| (life(r) * self.years.len() + year.0) * FOLLOWED.len() + followed;
        Some((0..self.replications).map(|r| self.since_opening[at(r)]).collect())
    }

    /// Children of one authority at so many years from the first day, of a kind and age, by replication; those that
    /// failed are left out.
    pub fn standing(&self, arm: ArmId, place: usize, years: usize, of: Standing, age: AgeBand) -> Vec<f64> {
        let days = self.years.len() + 1;
        let at = |r: usize| {
            let life = arm.0 * self.replications + r;
            ((life * self.places.len() + place) * days + years) * CELLS + of.cell(age)
        };
        let counted = (0..self.replications).map(|r| self.standing[at(r)]);
        counted.filter(|children| *children != NOT_LIVED).map(f64::from).collect()
    }

    /// Providers of an arm, by name: the authorities' own teams, then the practices.
    pub fn providers(&self, arm: ArmId) -> Vec<&str> {
        let first = self.books[arm.0].first();
        first.map_or_else(Vec::new, |books| books.iter().map(|book| book.provider.as_str()).collect())
    }

    /// Values of a measure of [`MEASURES`] in a year of one of an arm's providers, of the replications in which it is
    /// defined.
    pub fn of_provider(&self, arm: ArmId, provider: usize, year: YearId, measure: usize) -> Vec<f64> {
        debug_assert!(measure < MEASURES.len());
        let lives = self.books[arm.0].iter();
        let values = lives.filter_map(|books| Some(books.get(provider)?.years.get(year.0)?[measure]));
        values.filter(|value| value.is_finite()).collect()
    }

    /// Every value over the horizon, then every yearly one, in one order: for comparisons of their bits.
    pub fn all(&self) -> impl Iterator<Item = f64> + '_ {
        self.horizon.iter().chain(&self.yearly).copied()
    }

    fn column_of(&self, indicator: &Indicator) -> usize {
        let found = self.indicators.iter().position(|known| known == indicator);
        found.unwrap_or_else(|| panic!("this study did not measure {}", indicator.id))
    }

    fn row_at(&self, arm: ArmId, replication: usize, unit: UnitId) -> usize {
        let life = arm.0 * self.replications + replication;
        (life * self.units.len() + unit.0) * self.indicators.len()
    }

    fn year_at(&self, arm: ArmId, replication: usize, unit: UnitId, year: YearId) -> usize {
        self.row_at(arm, replication, unit) * self.years.len() + year.0 * self.indicators.len()
    }
}

#[cfg(test)]
mod tests {
    use crate::results::testing;

    #[test]
    fn results_with_room_for_more_keep_what_they_hold() {
        let (few, more) = (testing::study(5), testing::study(9));
        let grown = testing::study(5).grown(9);
        assert_eq!(grown.all().count(), more.all().count());
        for (arm, _) in few.each_arm() {
            for (unit, _) in few.each_unit() {
                for indicator in &few.indicators {
                    let values = grown.values(arm, unit, indicator);
                    assert!(values[5..].iter().all(|value| value.is_nan()));
                    let kept = values[..5].iter().zip(more.values(arm, unit, indicator));
                    kept.for_each(|(kept, value)| assert_eq!(kept.to_bits(), value.to_bits()));
                    for (year, _) in few.each_year() {
                        let years = grown.yearly_values(arm, unit, year, indicator);
                        let kept = years[..5].iter().zip(few.yearly_values(arm, unit, year, indicator));
                        kept.for_each(|(kept, value)| assert_eq!(kept.to_bits(), value.to_bits()));
                    }
                }
            }
        }
    }
}
