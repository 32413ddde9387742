//! Summaries of one simulated world that can stand beside a published figure: every indicator, and what is
//! counted from histories. Calibration compares them with targets.

use super::declared::{PERCENT, Unit};
use super::histories::{Counts, Histories};
use super::year::share;
use super::{Group, INDICATORS, Measurement};
use crate::model::world::World;
use crate::terms::declared::{joined, text, underscored};
use crate::terms::{AgeBand, CARE_BANDS, CARE_WORDS, PlacementType};

/// A summary that is counted from histories.
struct OfHistories {
    id: &'static str,
    title: &'static str,
    unit: Unit<'static>,
    /// Numerator and denominator.
    of: fn(&Counts) -> (f64, f64),
}

const fn summary(
    id: &'static str,
    title: &'static str,
    unit: Unit<'static>,
    of: fn(&Counts) -> (f64, f64),
) -> OfHistories {
    OfHistories { id, title, unit, of }
}

fn stock(c: &Counts) -> f64 {
    c.stock_ages.iter().sum()
}

fn leavers(c: &Counts) -> f64 {
    c.exits.iter().sum()
}

fn starters(c: &Counts) -> f64 {
    c.start_ages.iter().sum()
}

fn lengths(c: &Counts, bands: std::ops::Range<usize>) -> (f64, f64) {
    share(c.exit_lengths[bands].iter().sum(), leavers(c))
}

/// Shares of a whole by age band.
macro_rules! by_age {
    ($id:literal $title:literal $counts:ident of $whole:ident: $($band:ident)+) => {
        &[$(summary(
            joined!($id, AgeBand::$band.id()),
            joined!($title, AgeBand::$band.words()),
            PERCENT,
            |c| share(c.$counts[AgeBand::$band as usize], $whole(c)),
        )),+]
    };
}

/// Shares of the stock by published placement type.
macro_rules! by_type {
    ($($kind:ident $title:expr,)+) => {
        &[$(summary(
            joined!("stock_", PlacementType::$kind.id()),
            joined!("Stock ", $title),
            PERCENT,
            |c| share(published(c, PlacementType::$kind), stock(c)),
        )),+]
    };
}

/// Hazards of a move by band of time with the carer.
macro_rules! by_time_with_carer {
    ($($band:literal)+) => {
        &[$(summary(
            {
                const ID: [u8; CARE_WORDS[$band].len()] = underscored(CARE_WORDS[$band]);
                joined!("move_hazard_", text(&ID))
            },
            joined!("Real moves a month, ", CARE_WORDS[$band], " with the carer"),
            Unit::Plain("per month"),
            |c| (c.moves_by_band[$band], c.months_by_band[$band]),
        )),+]
    };
}

/// Children of the stock whom published tables count under a type.
fn published(c: &Counts, kind: PlacementType) -> f64 {
    let counted = PlacementType::ALL.into_iter().zip(c.stock_types);
    let counted = counted.filter(|(own, _)| own.published() == kind).map(|(_, children)| children);
    counted.reduce(|sum, children| sum + children).unwrap_or(0.0)
}

/// Every summary that is counted from histories.
const OF_HISTORIES: &[&[OfHistories]] = &[
    by_age!("stock_age_" "Stock aged " stock_ages of stock: Under1 From1To4 From5To9 From10To15 From16),
    by_type! {
        Foster joined!(PlacementType::Foster.words(), ", kinship included"),
        Residential PlacementType::Residential.words(),
        Parents joined!("placed ", PlacementType::Parents.words()),
        SemiIndependent PlacementType::SemiIndependent.words(),
        Adoption PlacementType::Adoption.words(),
    },
    FLOWS,
    by_age!("start_age_" "Starters aged " start_ages of starters: Under1 From1To4 From5To9 From10To15 From16),
    by_age!("leaver_age_" "Leavers aged " exit_ages of leavers: Under1 From1To4 From5To9 From10To15),
    LENGTHS,
    by_time_with_carer!(0 1 2 3 4 5),
];

const FLOWS: &[OfHistories] = &[
    summary("stock_growth", "Growth of the stock", Unit::Percent("a year"), |c| {
        (100.0 * (c.stock_at_end - c.stock_at_start) / c.years, c.stock_at_start)
    }),
    summary(
        "starts_per_stock",
        "Periods of care that started in a year, per 100 children",
        Unit::Plain("per 100"),
        |c| share(starters(c), stock(c)),
    ),
    summary(
        "leavers_per_stock",
        "Periods of care that ended in a year, per 100 children",
        Unit::Plain("per 100"),
        |c| share(leavers(c), stock(c)),
    ),
];

const LENGTHS: &[OfHistories] = &[
    summary(
        "leaver_age_16_and_17",
        joined!("Leavers aged ", AgeBand::From16.words_before_18(), ", before their 18th birthday"),
        PERCENT,
        |c| share(c.exit_ages[AgeBand::From16 as usize], leavers(c)),
    ),
    summary("leavers_after_under_2_weeks", "Leavers after under 2 weeks of care", PERCENT, |c| {
        lengths(c, 0..1)
    }),
    summary("leavers_after_2_to_8_weeks", "Leavers after 2 to 8 weeks of care", PERCENT, |c| {
        lengths(c, 1..2)
    }),
    summary("leavers_after_under_6_months", "Leavers after under 6 months of care", PERCENT, |c| {
        lengths(c, 0..3)
    }),
    summary("leavers_after_6_to_12_months", "Leavers after 6 to 12 months of care", PERCENT, |c| {
        lengths(c, 3..4)
    }),
    summary("leavers_after_1_to_2_years", "Leavers after 1 to 2 years of care", PERCENT, |c| {
        lengths(c, 4..5)
    }),
    summary("leavers_after_2_to_5_years", "Leavers after 2 to 5 years of care", PERCENT, |c| {
        lengths(c, 5..7)
    }),
    summary("leavers_after_over_5_years", "Leavers after over 5 years of care", PERCENT, |c| {
        lengths(c, 7..CARE_BANDS)
    }),
    summary("foster_spells_over_1_month", "Foster spells that ended and lasted over 1 month", PERCENT, |c| {
        share(c.spells_beyond[0], c.spells)
    }),
    summary(
        "foster_spells_over_3_months",
        "Foster spells that ended and lasted over 3 months",
        PERCENT,
        |c| share(c.spells_beyond[1], c.spells),
    ),
    summary(
        "foster_spells_over_6_months",
        "Foster spells that ended and lasted over 6 months",
        PERCENT,
        |c| share(c.spells_beyond[2], c.spells),
    ),
    summary(
        "foster_spells_over_12_months",
        "Foster spells that ended and lasted over 12 months",
        PERCENT,
        |c| share(c.spells_beyond[3], c.spells),
    ),
    summary(
        "foster_spells_over_24_months",
        "Foster spells that ended and lasted over 24 months",
        PERCENT,
        |c| share(c.spells_beyond[4], c.spells),
    ),
];

/// What a summary is called, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SummaryAbout {
    /// Stable id.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// Unit.
    pub unit: Unit<'static>,
}

/// Every summary, indicators first, in the order of [`Summaries::values`].
pub fn summaries() -> Vec<SummaryAbout> {
    let indicators = INDICATORS.iter().map(|indicator| SummaryAbout {
        id: indicator.id,
        title: indicator.title,
        unit: indicator.unit,
    });
    let histories = OF_HISTORIES.iter().copied().flatten().map(|summary| SummaryAbout {
        id: summary.id,
        title: summary.title,
        unit: summary.unit,
    });
    indicators.chain(histories).collect()
}

/// Watches one world and gives every summary of the years after a burn-in.
#[derive(Clone, Debug)]
pub struct Summaries {
    from: u32,
    measurement: Measurement,
    histories: Histories,
}

impl Summaries {
    /// Counts from month `from`, the end of a financial year. `short_sickness` as for [`Measurement::new`].
    pub fn from_month(from: u32, short_sickness: f64) -> Summaries {
        Summaries {
            from,
            measurement: Measurement::new(&[Group::Whole], short_sickness),
            histories: Histories::from_month(from),
        }
    }

    /// Sees the world of the first day and of the end of each month.
    pub fn watch(&mut self, world: &World) {
        self.histories.watch(world);
        if world.month > self.from {
            self.measurement.observe(world);
        }
    }

    /// The values, in the order of [`summaries`]; `NaN` where nothing was there to count. The world's log
    /// must have been kept.
    pub fn values(self, world: &World) -> Vec<f64> {
        let counts = self.histories.count(world);
        let mut values = self.measurement.horizon();
        values.extend(OF_HISTORIES.iter().copied().flatten().map(|summary| {
            let (top, bottom) = (summary.of)(&counts);
            if bottom > 0.0 { top / bottom } else { f64::NAN }
        }));
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_summaries_share_an_id() {
        let all = summaries();
        let ids: BTreeSet<&str> = all.iter().map(|summary| summary.id).collect();
        assert_eq!(ids.len(), all.len());
        assert!(all.iter().all(|summary| !summary.title.is_empty()));
    }
}
