//! Watches one world through the study and reduces it to indicators, by year and over the horizon.

use super::INDICATORS;
use super::declared::{Indicator, Measure};
use super::members::{Group, Members};
use super::stock::{Establishment, stock};
use super::year::{WorkforceYear, Year, one};
use crate::model::world::{CostHead, Seat, World};

/// What is being counted for one unit.
#[derive(Clone, Debug)]
struct Unit {
    /// The year so far.
    year: Year,
    /// The workforce year so far.
    workforce: WorkforceYear,
    /// The years that have ended.
    years: Vec<Year>,
}

/// What one unit comes to: the value of each declared indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Readings(Vec<f64>);

impl Readings {
    /// The value of an indicator; `NaN` where it is not defined or not declared.
    pub fn of(&self, indicator: &Indicator) -> f64 {
        let at = INDICATORS.iter().position(|known| known == indicator);
        at.and_then(|at| self.0.get(at)).copied().unwrap_or(f64::NAN)
    }
}

/// Watches one world.
#[derive(Clone, Debug)]
pub struct Measurement {
    units: Vec<Unit>,
    indicators: Vec<Indicator>,
    /// Share of days lost to short sickness, for the absence rate.
    short_sickness: f64,
    transfers_seen: Vec<u32>,
}

impl Measurement {
    /// A measurement of these groups; `short_sickness` is the share of days of the scenario's settings.
    pub fn new(groups: &[Group], short_sickness: f64) -> Measurement {
        Measurement::with(&[], groups, short_sickness)
    }

    /// The same with indicators of the caller's `own` after those that are declared.
    pub fn with(own: &[Indicator], groups: &[Group], short_sickness: f64) -> Measurement {
        let unit = |&group: &Group| Unit {
            year: Year::of(group),
            workforce: WorkforceYear::default(),
            years: Vec::new(),
        };
        Measurement {
            units: groups.iter().map(unit).collect(),
            indicators: [&INDICATORS, own].concat(),
            short_sickness,
            transfers_seen: Vec::new(),
        }
    }

    /// Looks at the month that has just been run (`world.month` already counts it).
    pub fn observe(&mut self, world: &World) {
        let providers = world.providers.len();
        self.transfers_seen.resize(providers, 0);
        let staff = at_work(world);
        let month = (world.month - 1) % 12;
        for unit in &mut self.units {
            unit.year.tally_month(world);
            add_staff(unit, world, &staff, self.short_sickness, &self.transfers_seen);
            add_seen(&mut unit.year, world, &self.indicators, month == 11);
        }
        for (seen, provider) in self.transfers_seen.iter_mut().zip(&world.providers) {
            *seen = provider.transfers;
        }
        if month == 5 {
            for unit in &mut self.units {
                unit.year.day = Establishment::of(unit.year.group, world);
                unit.year.ended = (unit.workforce.months == 12.0).then_some(unit.workforce);
                unit.workforce = WorkforceYear::default();
            }
        }
        if month == 11 {
            let year = (world.month - 1) / 12;
            let stocks = stock(world, self.units.iter().map(|unit| unit.year.group), year);
            for (unit, stock) in self.units.iter_mut().zip(stocks) {
                let group = unit.year.group;
                if group == Group::Whole {
                    for authority in world.authorities.iter().filter(|a| a.inspections > 0) {
                        unit.year.sums.grades += 1.0 + f64::from(authority.grade as u8);
                        unit.year.sums.graded += 1.0;
                    }
                }
                unit.year.stock = stock;
                unit.years.push(std::mem::replace(&mut unit.year, Year::of(group)));
            }
        }
    }

    /// Adds what another measurement of the same groups saw of other authorities over the same years.
    pub fn join(&mut self, other: &Measurement) {
        for (unit, other) in self.units.iter_mut().zip(&other.units) {
            for (year, other) in unit.years.iter_mut().zip(&other.years) {
                year.add(other);
            }
        }
    }

    /// What the first unit comes to over the horizon.
    pub fn over_the_horizon(&self) -> Readings {
        Readings(self.units.first().map_or_else(Vec::new, |unit| self.values(&unit.years)))
    }

    /// What the first unit comes to in each year.
    pub fn by_year(&self) -> Vec<Readings> {
        let years = self.units.first().map_or(&[][..], |unit| &unit.years);
        years.iter().map(|year| Readings(self.values(std::slice::from_ref(year)))).collect()
    }

    /// Values over the horizon by `[unit][indicator]`; `NaN` where not defined.
    pub fn horizon(&self) -> Vec<f64> {
        self.units.iter().flat_map(|unit| self.values(&unit.years)).collect()
    }

    /// Values by `[unit][year][indicator]`.
    pub fn yearly(&self) -> Vec<f64> {
        let years = self.units.iter().flat_map(|unit| &unit.years);
        years.flat_map(|year| self.values(std::slice::from_ref(year))).collect()
    }

    /// Social workers in post on 30 September of each year, of the first unit.
    pub fn in_post(&self) -> Vec<f64> {
        let years = self.units.first().map_or(&[][..], |unit| &unit.years);
        years.iter().map(|year| year.day.in_post).collect()
    }

    /// The value of every indicator over some years.
    fn values(&self, years: &[Year]) -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); self.indicators.len()];
        for year in years {
            let mut seen = year.seen.iter().copied();
            for (sum, indicator) in sums.iter_mut().zip(&self.indicators) {
                let (above, below) = match indicator.measure {
                    Measure::Ratio(of) => of(year),
                    Measure::Sum(of) => {
                        let (added, is_defined) = of(year);
                        (added, one(is_defined))
                    }
                    Measure::Months(_) | Measure::YearEnds(_) => seen.next().unwrap_or_default(),
                };
                sum.0 += above;
                sum.1 += below;
            }
        }
        let value = |((above, below), indicator): ((f64, f64), &Indicator)| match indicator.measure {
            _ if below <= 0.0 => f64::NAN,
            Measure::Sum(_) => above,
            _ => above / below,
        };
        sums.into_iter().zip(&self.indicators).map(value).collect()
    }
}

/// Asks the indicators that look at the world itself.
fn add_seen(year: &mut Year, world: &World, indicators: &[Indicator], is_year_end: bool) {
    let mut at = 0;
    for indicator in indicators {
        let (of, is_day) = match indicator.measure {
            Measure::Months(of) => (of, true),
            Measure::YearEnds(of) => (of, is_year_end),
            Measure::Ratio(_) | Measure::Sum(_) => continue,
        };
        if year.seen.len() <= at {
            year.seen.push((0.0, 0.0));
        }
        if is_day {
            let (above, below) = of(world, Members::of(year.group, world));
            year.seen[at].0 += above;
            year.seen[at].1 += below;
        }
        at += 1;
    }
}

fn add_staff(unit: &mut Unit, world: &World, staff: &[AtWork], short_sickness: f64, transfers_seen: &[u32]) {
    let authorities = world.authorities.len();
    let group = unit.year.group;
    let covers = |provider: usize| group.covers(provider, authorities);
    let sums = &mut unit.year.sums;
    let mut any_open = false;
    for (index, provider) in world.providers.iter().enumerate() {
        if !covers(index) {
            continue;
        }
        let flows = &world.flows[index];
        unit.workforce.exits += world.worker_exits[index];
        unit.workforce.sick += world.sick_months[index];
        unit.workforce.available += flows.permanent_months;
        unit.workforce.short += short_sickness * flows.permanent_months;
        sums.tenders += flows.tenders;
        sums.incidents += flows.incidents;
        sums.served_months += world.tallies[index].child_months;
        if index >= authorities {
            any_open |= provider.is_open;
            sums.surplus += provider.pounds[CostHead::Surplus as usize];
            sums.transfers += f64::from(provider.transfers - transfers_seen[index]);
            if provider.is_open {
                sums.trust += provider.trust;
                sums.trusted_months += 1.0;
            }
        }
    }
    sums.open_months += f64::from(u8::from(any_open));
    unit.workforce.months += 1.0;
    for (index, staff) in staff.iter().enumerate() {
        if covers(index) {
            sums.worker_months += staff.months;
            sums.morale += staff.morale;
            sums.insecurity += staff.months * world.providers[index].insecurity;
        }
    }
}

/// Case holders at work this month and their morale, by provider.
#[derive(Clone, Copy, Debug, Default)]
struct AtWork {
    months: f64,
    morale: f64,
}

fn at_work(world: &World) -> Vec<AtWork> {
    let mut staff = vec![AtWork::default(); world.providers.len()];
    for post in &world.posts {
        // Multiplied, not branched: who sits where has no pattern that a processor could guess.
        let here = f64::from(u8::from(post.seat == Seat::Permanent));
        let sums = &mut staff[post.provider as usize];
        sums.months += here;
        sums.morale += here * post.morale;
    }
    staff
}
