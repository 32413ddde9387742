//! Summaries of one simulated world that can stand beside a published figure: every indicator, and what is
//! counted from histories. Calibration compares them with targets.

use super::definition::INDICATORS;
use super::gauge::{Gauge, Group};
use super::histories::{Counts, Histories};
use crate::model::hazard::bands::CARE_BANDS;
use crate::model::world::World;

/// A summary that is counted from histories.
struct OfHistories {
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    /// Numerator and denominator.
    of: fn(&Counts) -> (f64, f64),
}

const fn summary(
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    of: fn(&Counts) -> (f64, f64),
) -> OfHistories {
    OfHistories { id, title, unit, of }
}

fn share(part: f64, of: f64) -> (f64, f64) {
    (100.0 * part, of)
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

/// Every summary that is counted from histories.
const OF_HISTORIES: &[OfHistories] = &[
    summary("stock_age_under_1", "Stock aged under 1", "%", |c| share(c.stock_ages[0], stock(c))),
    summary("stock_age_1_to_4", "Stock aged 1 to 4", "%", |c| share(c.stock_ages[1], stock(c))),
    summary("stock_age_5_to_9", "Stock aged 5 to 9", "%", |c| share(c.stock_ages[2], stock(c))),
    summary("stock_age_10_to_15", "Stock aged 10 to 15", "%", |c| share(c.stock_ages[3], stock(c))),
    summary("stock_age_16_and_over", "Stock aged 16 and over", "%", |c| share(c.stock_ages[4], stock(c))),
    summary("stock_foster", "Stock in foster care, kinship included", "%", |c| {
        share(c.stock_types[0] + c.stock_types[1], stock(c))
    }),
    summary("stock_residential", "Stock in residential settings", "%", |c| share(c.stock_types[2], stock(c))),
    summary("stock_parents", "Stock placed with parents", "%", |c| share(c.stock_types[3], stock(c))),
    summary("stock_semi_independent", "Stock in semi-independent living", "%", |c| {
        share(c.stock_types[4], stock(c))
    }),
    summary("stock_adoption", "Stock placed for adoption", "%", |c| share(c.stock_types[5], stock(c))),
    summary("stock_growth", "Growth of the stock", "% a year", |c| {
        (100.0 * (c.stock_at_end - c.stock_at_start) / c.years, c.stock_at_start)
    }),
    summary("starts_per_stock", "Periods of care that started in a year, per 100 children", "per 100", |c| {
        share(starters(c), stock(c))
    }),
    summary("leavers_per_stock", "Periods of care that ended in a year, per 100 children", "per 100", |c| {
        share(leavers(c), stock(c))
    }),
    summary("start_age_under_1", "Starters aged under 1", "%", |c| share(c.start_ages[0], starters(c))),
    summary("start_age_1_to_4", "Starters aged 1 to 4", "%", |c| share(c.start_ages[1], starters(c))),
    summary("start_age_5_to_9", "Starters aged 5 to 9", "%", |c| share(c.start_ages[2], starters(c))),
    summary("start_age_10_to_15", "Starters aged 10 to 15", "%", |c| share(c.start_ages[3], starters(c))),
    summary("start_age_16_and_over", "Starters aged 16 and over", "%", |c| {
        share(c.start_ages[4], starters(c))
    }),
    summary("leaver_age_under_1", "Leavers aged under 1", "%", |c| share(c.exit_ages[0], leavers(c))),
    summary("leaver_age_1_to_4", "Leavers aged 1 to 4", "%", |c| share(c.exit_ages[1], leavers(c))),
    summary("leaver_age_5_to_9", "Leavers aged 5 to 9", "%", |c| share(c.exit_ages[2], leavers(c))),
    summary("leaver_age_10_to_15", "Leavers aged 10 to 15", "%", |c| share(c.exit_ages[3], leavers(c))),
    summary("leaver_age_16_and_17", "Leavers aged 16 and 17, before their 18th birthday", "%", |c| {
        share(c.exit_ages[4], leavers(c))
    }),
    summary("leavers_after_under_2_weeks", "Leavers after under 2 weeks of care", "%", |c| lengths(c, 0..1)),
    summary("leavers_after_2_to_8_weeks", "Leavers after 2 to 8 weeks of care", "%", |c| lengths(c, 1..2)),
    summary("leavers_after_under_6_months", "Leavers after under 6 months of care", "%", |c| {
        lengths(c, 0..3)
    }),
    summary("leavers_after_6_to_12_months", "Leavers after 6 to 12 months of care", "%", |c| {
        lengths(c, 3..4)
    }),
    summary("leavers_after_1_to_2_years", "Leavers after 1 to 2 years of care", "%", |c| lengths(c, 4..5)),
    summary("leavers_after_2_to_5_years", "Leavers after 2 to 5 years of care", "%", |c| lengths(c, 5..7)),
    summary("leavers_after_over_5_years", "Leavers after over 5 years of care", "%", |c| {
        lengths(c, 7..CARE_BANDS)
    }),
    summary("foster_spells_over_1_month", "Foster spells that ended and lasted over 1 month", "%", |c| {
        share(c.spells_beyond[0], c.spells)
    }),
    summary("foster_spells_over_3_months", "Foster spells that ended and lasted over 3 months", "%", |c| {
        share(c.spells_beyond[1], c.spells)
    }),
    summary("foster_spells_over_6_months", "Foster spells that ended and lasted over 6 months", "%", |c| {
        share(c.spells_beyond[2], c.spells)
    }),
    summary("foster_spells_over_12_months", "Foster spells that ended and lasted over 12 months", "%", |c| {
        share(c.spells_beyond[3], c.spells)
    }),
    summary("foster_spells_over_24_months", "Foster spells that ended and lasted over 24 months", "%", |c| {
        share(c.spells_beyond[4], c.spells)
    }),
    summary(
        "move_hazard_under_2_weeks",
        "Real moves a month, under 2 weeks with the carer",
        "per month",
        |c| (c.moves_by_band[0], c.months_by_band[0]),
    ),
    summary(
        "move_hazard_2_to_8_weeks",
        "Real moves a month, 2 to 8 weeks with the carer",
        "per month",
        |c| (c.moves_by_band[1], c.months_by_band[1]),
    ),
    summary(
        "move_hazard_8_weeks_to_6_months",
        "Real moves a month, 8 weeks to 6 months with the carer",
        "per month",
        |c| (c.moves_by_band[2], c.months_by_band[2]),
    ),
    summary(
        "move_hazard_6_to_12_months",
        "Real moves a month, 6 to 12 months with the carer",
        "per month",
        |c| (c.moves_by_band[3], c.months_by_band[3]),
    ),
    summary(
        "move_hazard_1_to_2_years",
        "Real moves a month, 1 to 2 years with the carer",
        "per month",
        |c| (c.moves_by_band[4], c.months_by_band[4]),
    ),
    summary(
        "move_hazard_2_to_3_years",
        "Real moves a month, 2 to 3 years with the carer",
        "per month",
        |c| (c.moves_by_band[5], c.months_by_band[5]),
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
    pub unit: &'static str,
}

/// Every summary, indicators first, in the order of [`Summaries::values`].
pub fn summaries() -> Vec<SummaryAbout> {
    let indicators = INDICATORS.iter().map(|indicator| SummaryAbout {
        id: indicator.id,
        title: indicator.title,
        unit: indicator.unit,
    });
    let histories = OF_HISTORIES.iter().map(|summary| SummaryAbout {
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
    gauge: Gauge,
    histories: Histories,
}

impl Summaries {
    /// Counts from month `from`, the end of a financial year. `short_sickness` as for [`Gauge::new`].
    pub fn from_month(from: u32, short_sickness: f64) -> Summaries {
        Summaries {
            from,
            gauge: Gauge::new(&[Group::Whole], short_sickness),
            histories: Histories::from_month(from),
        }
    }

    /// Sees the world of the first day and of the end of each month.
    pub fn watch(&mut self, world: &World) {
        self.histories.watch(world);
        if world.month > self.from {
            self.gauge.observe(world);
        }
    }

    /// The values, in the order of [`summaries`]; `NaN` where nothing was there to count. The world's log
    /// must have been kept.
    pub fn values(self, world: &World) -> Vec<f64> {
        let counts = self.histories.count(world);
        let mut values = self.gauge.horizon();
        values.extend(OF_HISTORIES.iter().map(|summary| {
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
        assert!(all.iter().all(|summary| !summary.title.is_empty() && !summary.unit.is_empty()));
    }
}
