//! How lives are kept: of each the same numbers, one kind after the other, as they are lived.

use super::{ArmId, Results, Unit, UnitId, YearId};
use crate::arrangement::MOST_CHANGES;
use crate::indicator::{HEADLINES, Indicator};
use crate::study::books::MEASURES;
use crate::study::columns::Columns;
use crate::study::experiment::{History, Shape};
use crate::study::followed::{FOLLOWED, PHASES};
use crate::study::persons::{COUNTED, GAINS, KINDS};

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
pub(super) const KEPT: usize = Kept::Books as usize;

/// Bytes of lives that are held in memory where there is room on a disk.
#[cfg(feature = "cli")]
const HELD: usize = 32 << 20;
/// Replications of which memory holds all the same.
#[cfg(feature = "cli")]
const HELD_AT_LEAST: usize = 16;

/// Units of which there are pairs; they come first.
pub(super) fn paired(units: &[Unit]) -> usize {
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
    pub(in crate::study) fn spilling(
        self,
        spill: Option<std::sync::Arc<crate::study::spilled::Spill>>,
    ) -> Results {
        Results { spill, ..self }
    }

    /// Puts lives away where memory holds many of them. What cannot be put away stays, and the work ends by it.
    #[cfg(feature = "cli")]
    pub(in crate::study) fn put_away(&mut self, lived: usize) {
        let Some(spill) = self.spill.clone().filter(|spill| spill.fault().is_none()) else { return };
        let held = || self.lives.iter().chain([&self.drawn]).map(Columns::held).sum::<usize>();
        if lived.is_multiple_of(HELD_AT_LEAST) && held() * size_of::<f64>() >= HELD {
            self.spill(&spill);
        }
    }

    /// Puts what is left away too, where anything was.
    #[cfg(feature = "cli")]
    pub(in crate::study) fn put_rest_away(&mut self) {
        if self.lives.iter().any(Columns::is_away)
            && let Some(spill) = self.spill.clone()
        {
            self.spill(&spill);
        }
    }

    #[cfg(feature = "cli")]
    fn spill(&mut self, spill: &std::sync::Arc<crate::study::spilled::Spill>) {
        let mut all = self.lives.iter_mut().chain([&mut self.drawn]);
        if let Err(reason) = all.try_for_each(|one| one.spill(spill)) {
            spill.fail(&reason);
        }
    }

    /// The same with room for more replications, which have not been lived.
    pub(in crate::study) fn grown(self, replications: usize) -> Results {
        Results { replications, ..self }
    }

    /// One place of every life of an arm, by replication.
    pub(super) fn column(&self, arm: ArmId, place: usize) -> Vec<f64> {
        self.lives[arm.0].column(place, self.replications)
    }

    /// The first place of a kind of numbers of a life.
    pub(super) fn begins(&self, kept: Kept) -> usize {
        self.widths[..kept as usize].iter().sum()
    }

    pub(super) fn column_of(&self, indicator: &Indicator) -> usize {
        let found = self.indicators.iter().position(|known| known == indicator);
        found.unwrap_or_else(|| panic!("this study did not measure {}", indicator.id))
    }

    pub(super) fn authority_year_at(
        &self,
        authority: usize,
        (unit, year): (UnitId, YearId),
    ) -> Option<usize> {
        let (units, years) = self.kept_by_authority;
        if unit.0 >= units || year.0 >= years {
            return None;
        }
        let row = (authority * units + unit.0) * years + year.0;
        Some(self.begins(Kept::AuthorityYears) + row * self.indicators.len())
    }

    pub(super) fn horizon_at(&self, unit: UnitId) -> usize {
        unit.0 * self.indicators.len()
    }

    pub(super) fn year_at(&self, unit: UnitId, year: YearId) -> usize {
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
