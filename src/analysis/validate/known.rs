//! What was known of each area, and of all, up to the start: what simple forecasts go by.

use super::simple::{Past, Shared, slope};
use super::targets::{Kind, Target};
use super::units::{Unit, rows};
use crate::evidence::{Boundaries, Figure, Published, PublishedRow};
use crate::statistics::sample_sd;

/// Earliest year of the workforce's figures.
const FIRST_WORKFORCE: u32 = 2017;
/// The year of the older release of children's figures.
const OLDER: u32 = 2011;

/// Figures of an area, and of all areas, before and at the start.
pub(super) struct Known<'a> {
    /// Figures of all years.
    pub table: &'a Published,
    /// Year of the start.
    pub start: u32,
}

impl Known<'_> {
    /// The figure of a year not after the start, in its own unit.
    pub fn raw(&self, target: &Target, unit: &Unit, year: u32) -> Option<f64> {
        if year == self.start {
            let rows = rows(unit, target, self.table, (self.start, year))?;
            return target.observed(&rows).or_else(|| older(target, &rows));
        }
        let map = Boundaries::embedded();
        let same = |code: &String| {
            let heirs = map.successors(code, target.day(year), self.start * 10_000 + 331);
            heirs.len() == 1 && heirs.contains(code)
        };
        let rows = unit.codes.iter().map(|code| self.table.row(year, code).filter(|_| same(code)));
        let rows = rows.collect::<Option<Vec<_>>>()?;
        target.observed(&rows).or_else(|| older(target, &rows))
    }

    /// Children or posts that the figure counts at the start.
    pub fn base(&self, target: &Target, unit: &Unit) -> Option<f64> {
        let rows = rows(unit, target, self.table, (self.start, self.start))?;
        let figure = match target.kind {
            Kind::Stock => Figure::Stock,
            Kind::Share(_, base) => base,
            Kind::Workforce => Figure::InPost,
        };
        let first = rows.first()?;
        match target.kind {
            Kind::Workforce if !first.workforce_with.is_empty() => first.get(figure),
            _ => rows.iter().map(|row| row.get(figure)).sum(),
        }
    }

    /// What simple forecasts of an area begin from; `None` without a figure at the start.
    pub fn past(&self, target: &Target, unit: &Unit) -> Option<Past> {
        let start = self.raw(target, unit, self.start)?;
        let older = || {
            let before = (self.start > OLDER).then(|| self.raw(target, unit, OLDER))??;
            Some((before, f64::from(self.start - OLDER)))
        };
        Some(match target.kind {
            Kind::Stock => Past {
                start: 100.0,
                slope: older().map(|(before, years)| (100.0 - 100.0 * before / start) / years),
            },
            Kind::Share(..) => Past { start, slope: older().map(|(before, years)| (start - before) / years) },
            Kind::Workforce => {
                let years = FIRST_WORKFORCE..=self.start;
                let known = years.filter_map(|year| Some((f64::from(year), self.raw(target, unit, year)?)));
                Past { start, slope: slope(&known.collect::<Vec<_>>()) }
            }
        })
    }

    /// What simple forecasts of all areas share.
    pub fn shared(&self, target: &Target, areas: &[Unit], pasts: &[Option<Past>]) -> Shared {
        let start: Vec<f64> = pasts.iter().flatten().map(|past| past.start).collect();
        let between = sample_sd(&start);
        let pairs = |from: u32, to: u32| {
            let pair = move |unit: &Unit| Some((self.raw(target, unit, from)?, self.raw(target, unit, to)?));
            areas.iter().filter_map(pair).collect::<Vec<_>>()
        };
        let (yearly_sd, grows) = match target.kind {
            Kind::Workforce => {
                let years = FIRST_WORKFORCE..self.start;
                let changes: Vec<f64> =
                    years.flat_map(|year| pairs(year, year + 1)).map(|(a, b)| b - a).collect();
                (sample_sd(&changes), true)
            }
            // The only past is ten years' growth: that of a year is its root-tenth.
            Kind::Stock if self.start > OLDER => {
                let growth: Vec<f64> =
                    pairs(OLDER, self.start).iter().map(|(a, b)| libm::log(b / a)).collect();
                (100.0 * sample_sd(&growth) / f64::from(self.start - OLDER).sqrt(), true)
            }
            Kind::Stock => (f64::NAN, true),
            // Ten years' change of a share is mostly chance and does not grow with time.
            Kind::Share(..) => {
                let changes: Vec<f64> = match self.start > OLDER {
                    true => pairs(OLDER, self.start).iter().map(|(a, b)| b - a).collect(),
                    false => Vec::new(),
                };
                let sd = sample_sd(&changes);
                (if sd.is_finite() { sd } else { between }, false)
            }
        };
        Shared {
            yearly_sd,
            grows,
            start: if target.kind == Kind::Stock { Vec::new() } else { start },
            range: if target.kind == Kind::Stock { (0.0, f64::INFINITY) } else { (0.0, 100.0) },
        }
    }
}

/// The release of 2011 gives counts, and the stock is their base.
pub(super) fn older(target: &Target, rows: &[&PublishedRow]) -> Option<f64> {
    if target.figure != Figure::ThreePlacements {
        return None;
    }
    let sum = |figure: Figure| rows.iter().map(|row| row.get(figure)).sum::<Option<f64>>();
    Some(100.0 * sum(Figure::ThreePlacementsCount)? / sum(Figure::Stock)?)
}
