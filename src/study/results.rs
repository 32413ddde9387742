//! What a study hands over: per-replication scalars, in replication order, and nothing that
//! depends on threads or clocks.

use super::books::MEASURES;
use super::columns::Columns;
use super::experiment::{History, Shape};
use super::fates::{BidRow, ContractRow};
use super::followed::{FOLLOWED, PHASES};
use super::persons::{COUNTED, GAINS, KINDS};
use super::standing::{CELLS, Standing};
use crate::arrangement::MOST_CHANGES;
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
    /// Ids of the quantities drawn.
    pub quantities: Vec<String>,
    /// Ids of the hypotheses.
    pub hypotheses: Vec<String>,
    /// Replications that failed; their values are `NaN`.
    pub failures: Vec<Failure>,
    /// Looked-after child-months of all arms.
    pub child_months: u64,
    /// Of these, those that were lived: what arms share before they differ is lived once.
    pub lived_child_months: u64,
    /// Units and years that are kept of each authority that is lived by itself.
    kept_by_authority: (usize, usize),
    /// How much of a life each kind of its numbers takes.
    widths: [usize; KEPT],
    /// Providers of each arm, as its first life has them.
    providers: Vec<Vec<String>>,
    /// What was lived, by arm: of each life the numbers that [`Kept`] names, one kind after the other.
    lives: Vec<Columns>,
    /// What was drawn for each replication: the quantities' values, then the number of each hypothesis' position.
    drawn: Columns,
    /// Names of the positions of each hypothesis that were taken, in the order in which they came.
    taken: Vec<Vec<String>>,
    /// Value of each quantity in the first replication, and whether it had another since.
    first_drawn: Vec<(f64, bool)>,
    /// Where lives are put away that memory should not hold.
    #[cfg(feature = "cli")]
    spill: Option<std::sync::Arc<super::spilled::Spill>>,
}

/// What is kept of a life, in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kept {
    /// Over the horizon, by `[unit][indicator]`.
    Horizon,
    /// By `[unit][year][indicator]`.
    Yearly,
    /// Over the horizon by `[authority][headline]`.
    ByAuthority,
    /// By `[authority][unit][year][indicator]`.
    AuthorityYears,
    /// Child-years by `[unit][phase]`.
    Exposure,
    /// By `[paired unit][year since the planned opening][followed]`.
    SinceOpening,
    /// Who gains and who loses by `[kind][counted][value]`.
    Gains,
    /// Children by `[place][day][cell]`.
    Standing,
    /// Months in which changes during the run came.
    Came,
    /// Providers' years, by `[provider][year][measure]`, as many providers as the arm's first life has.
    Books,
}

/// Kinds of numbers of a life before the providers' years.
const KEPT: usize = Kept::Books as usize;

/// Bytes of lives that are held in memory where there is room on a disk.
#[cfg(feature = "cli")]
const HELD: usize = 32 << 20;
/// Replications of which memory holds all the same.
#[cfg(feature = "cli")]
const HELD_AT_LEAST: usize = 16;

/// Units of which there are pairs; they come first.
fn paired(units: &[Unit]) -> usize {
    units.iter().take_while(|unit| unit.is_paired()).count()
}

impl Results {
    /// Results of so many replications of which none has been lived.
    pub(crate) fn of(shape: &Shape, first_replication: u32, replications: usize) -> Results {
        let values = shape.units.len() * shape.indicators.len();
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
            quantities: shape.quantities.clone(),
            hypotheses: shape.hypotheses.clone(),
            failures: Vec::new(),
            child_months: 0,
            lived_child_months: 0,
            kept_by_authority: shape.kept_by_authority,
            widths: [
                values,
                values * shape.years.len(),
                shape.authorities.len() * HEADLINES.len(),
                shape.values_by_authority(),
                shape.units.len() * PHASES,
                paired(&shape.units) * shape.years.len() * FOLLOWED.len(),
                KINDS * COUNTED.len() * GAINS,
                shape.children_counted(),
                MOST_CHANGES,
            ],
            providers: vec![Vec::new(); shape.arms.len()],
            lives: shape.arms.iter().map(|_| Columns::default()).collect(),
            drawn: Columns::default(),
            taken: vec![Vec::new(); shape.hypotheses.len()],
            first_drawn: Vec::new(),
            places: shape.places.clone(),
            #[cfg(feature = "cli")]
            spill: None,
        }
    }

    /// Keeps what was drawn for a replication.
    pub(crate) fn keep_drawn(&mut self, replication: usize, parameters: &[f64], positions: &[String]) {
        if self.first_drawn.is_empty() {
            self.first_drawn = parameters.iter().map(|value| (*value, false)).collect();
        }
        for ((first, moved), value) in self.first_drawn.iter_mut().zip(parameters) {
            *moved |= value != first;
        }
        let mut row = parameters.to_vec();
        for (known, position) in self.taken.iter_mut().zip(positions) {
            let at = known.iter().position(|one| one == position).unwrap_or_else(|| {
                known.push(position.clone());
                known.len() - 1
            });
            row.push(at as f64);
        }
        self.drawn.put(replication, &row);
    }

    /// Keeps what one arm of one replication gave, in the order of the replications.
    pub(crate) fn keep(&mut self, arm: ArmId, replication: usize, history: History) {
        if self.providers[arm.0].is_empty() {
            self.providers[arm.0] = history.books.iter().map(|book| book.provider.clone()).collect();
        }
        let standing: Vec<f64> = history.standing.iter().copied().map(f64::from).collect();
        let kept: [&[f64]; KEPT] = [
            &history.horizon,
            &history.yearly,
            &history.authorities,
            &history.authority_years,
            &history.exposure,
            &history.since_opening,
            &history.gains,
            &standing,
            &history.came,
        ];
        let mut row = Vec::new();
        for (values, width) in kept.into_iter().zip(self.widths) {
            assert!(values.is_empty() || values.len() == width, "a life is measured in full or not at all");
            row.extend_from_slice(values);
            // What was not measured is not defined.
            row.resize(row.len() + width - values.len(), f64::NAN);
        }
        for provider in 0..self.providers[arm.0].len() {
            let book = history.books.get(provider);
            for year in 0..self.years.len() {
                let values = book.and_then(|book| book.years.get(year));
                row.extend(values.copied().unwrap_or([f64::NAN; MEASURES.len()]));
            }
        }
        self.lives[arm.0].put(replication, &row);
        self.contracts.extend(history.contracts);
        self.bids.extend(history.bids);
        self.child_months += history.child_months;
        self.lived_child_months += history.lived_child_months;
    }

    /// The same, of which what memory should not hold is put away.
    #[cfg(feature = "cli")]
    pub(super) fn spilling(self, spill: Option<std::sync::Arc<super::spilled::Spill>>) -> Results {
        Results { spill, ..self }
    }

    /// Puts lives away where memory holds many of them. What cannot be put away stays, and the work ends by it.
    #[cfg(feature = "cli")]
    pub(super) fn put_away(&mut self, lived: usize) {
        let Some(spill) = self.spill.clone().filter(|spill| spill.fault().is_none()) else { return };
        let held = || self.lives.iter().chain([&self.drawn]).map(Columns::held).sum::<usize>();
        if lived.is_multiple_of(HELD_AT_LEAST) && held() * size_of::<f64>() >= HELD {
            self.spill(&spill);
        }
    }

    /// Puts what is left away too, where anything was.
    #[cfg(feature = "cli")]
    pub(super) fn put_rest_away(&mut self) {
        if self.lives.iter().any(Columns::is_away)
            && let Some(spill) = self.spill.clone()
        {
            self.spill(&spill);
        }
    }

    #[cfg(feature = "cli")]
    fn spill(&mut self, spill: &std::sync::Arc<super::spilled::Spill>) {
        let mut all = self.lives.iter_mut().chain([&mut self.drawn]);
        if let Err(reason) = all.try_for_each(|one| one.spill(spill)) {
            spill.fail(&reason);
        }
    }

    /// The same with room for more replications, which have not been lived.
    pub(super) fn grown(self, replications: usize) -> Results {
        Results { replications, ..self }
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
    pub fn each_year(&self) -> impl DoubleEndedIterator<Item = (YearId, &str)> {
        self.years.iter().enumerate().map(|(at, label)| (YearId(at), label.as_str()))
    }

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

    /// One place of every life of an arm, by replication.
    fn column(&self, arm: ArmId, place: usize) -> Vec<f64> {
        self.lives[arm.0].column(place, self.replications)
    }

    /// The first place of a kind of numbers of a life.
    fn begins(&self, kept: Kept) -> usize {
        self.widths[..kept as usize].iter().sum()
    }

    fn column_of(&self, indicator: &Indicator) -> usize {
        let found = self.indicators.iter().position(|known| known == indicator);
        found.unwrap_or_else(|| panic!("this study did not measure {}", indicator.id))
    }

    fn authority_year_at(&self, authority: usize, (unit, year): (UnitId, YearId)) -> Option<usize> {
        let (units, years) = self.kept_by_authority;
        if unit.0 >= units || year.0 >= years {
            return None;
        }
        let row = (authority * units + unit.0) * years + year.0;
        Some(self.begins(Kept::AuthorityYears) + row * self.indicators.len())
    }

    fn horizon_at(&self, unit: UnitId) -> usize {
        unit.0 * self.indicators.len()
    }

    fn year_at(&self, unit: UnitId, year: YearId) -> usize {
        self.begins(Kept::Yearly) + (unit.0 * self.years.len() + year.0) * self.indicators.len()
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
