//! What a forecast counts: one world, year by year.

use std::sync::atomic::AtomicBool;

use crate::indicator::{Group, Measurement, money, numbers};
use crate::model::world::World;
use crate::study::Simulation;
use crate::terms::{AGES, PlacementType, TYPES, age_band};

/// A series of a forecast: id, words that begin a sentence, unit.
pub(super) struct Series {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// What stands before a number, and after it.
    pub(super) before: &'static str,
    pub(super) unit: &'static str,
    /// Decimals with which it is printed.
    pub(super) decimals: usize,
    of: fn(&Year) -> f64,
}

/// Every series, in the order of the tables. The first five are published by authority.
pub(super) const SERIES: [Series; 8] = [
    Series {
        id: "children",
        title: "Children looked after on 31 March",
        before: "",
        unit: "children",
        decimals: 0,
        of: Year::children,
    },
    Series {
        id: "started",
        title: "Children who started to be looked after",
        before: "",
        unit: "a year",
        decimals: 0,
        of: |year| year.started,
    },
    Series {
        id: "ceased",
        title: "Children who ceased to be looked after",
        before: "",
        unit: "a year",
        decimals: 0,
        of: |year| year.ceased,
    },
    Series {
        id: "unaccompanied",
        title: "Unaccompanied children looked after on 31 March",
        before: "",
        unit: "children",
        decimals: 0,
        of: |year| year.unaccompanied,
    },
    Series {
        id: "unaccompanied_started",
        title: "Unaccompanied children who came",
        before: "",
        unit: "a year",
        decimals: 0,
        of: |year| year.unaccompanied_started,
    },
    Series {
        id: "care_leavers",
        title: "Care leavers with a case holder on 31 March",
        before: "",
        unit: "young people",
        decimals: 0,
        of: |year| year.care_leavers,
    },
    Series {
        id: "case_holders",
        title: "Case holders needed on 31 March",
        before: "",
        unit: "full-time posts",
        decimals: 0,
        of: Year::case_holders,
    },
    Series {
        id: "cost",
        title: "Cost of the service",
        before: "£",
        unit: "million a year at prices of 2010 to 2011",
        decimals: 1,
        of: |year| year.cost,
    },
];

/// One year of one history.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// Children looked after at its end, by placement type and age band.
    pub placed: [[f64; AGES]; TYPES],
    /// Children who started to be looked after in it, each once.
    pub started: f64,
    /// Children who ceased to be looked after in it, each once.
    pub ceased: f64,
    /// Of the children looked after at its end the unaccompanied, as far as the place's figures tell them apart.
    pub unaccompanied: f64,
    /// Unaccompanied children who came in it.
    pub unaccompanied_started: f64,
    /// Care leavers with a case holder at its end.
    pub care_leavers: f64,
    /// Cases for which a post is provided.
    pub caseload: f64,
    /// Money of the year, £ million.
    pub cost: f64,
}

impl Year {
    fn children(&self) -> f64 {
        self.placed.iter().flatten().sum()
    }

    /// Children and care leavers at the caseload for which posts are provided, whoever may be found to fill them.
    fn case_holders(&self) -> f64 {
        (self.children() + self.care_leavers) / self.caseload
    }

    /// The value of a series.
    pub(super) fn of(&self, series: &Series) -> f64 {
        (series.of)(self)
    }
}

/// Lives one history: its years, in order.
///
/// # Errors
/// When `stop` is set on the way.
pub(super) fn live(
    simulation: &Simulation,
    replication: u32,
    stop: &AtomicBool,
) -> Result<Vec<Year>, String> {
    let settings = simulation.settings(replication, 0);
    let cases: f64 = settings.authorities.iter().map(|own| own.by_type.iter().sum::<f64>()).sum();
    let posts: f64 =
        settings.authorities.iter().map(|own| own.by_type.iter().sum::<f64>() / own.caseload).sum();
    let mut measurement = Measurement::new(&[Group::Whole], settings.workforce.short_sickness);
    let (mut years, mut known) = (Vec::new(), 0);
    simulation.watched((replication, replication), 0, stop, |world| {
        if world.month == 0 {
            known = world.children.people.len();
            return true;
        }
        measurement.observe(world);
        if world.month.is_multiple_of(12) {
            let [started, ceased, care_leavers, cost] = [f64::NAN; 4];
            let children = &world.children;
            let came = children.people[known..].iter().filter(|person| person.unaccompanied).count();
            known = children.people.len();
            let there = children.who.iter().filter(|&&who| children.people[who as usize].unaccompanied);
            years.push(Year {
                placed: placed(world),
                started,
                ceased,
                unaccompanied: there.count() as f64,
                unaccompanied_started: came as f64,
                care_leavers,
                caseload: cases / posts,
                cost,
            });
        }
        true
    })?;
    for (year, readings) in years.iter_mut().zip(measurement.by_year()) {
        year.started = readings.of(&numbers::STARTED);
        year.ceased = readings.of(&numbers::CEASED);
        year.care_leavers = readings.of(&numbers::CARE_LEAVERS);
        year.cost = readings.of(&money::COST_TOTAL);
    }
    Ok(years)
}

/// Children looked after today, by placement type and age band.
pub(in crate::analysis) fn placed(world: &World) -> [[f64; AGES]; TYPES] {
    let mut placed = [[0.0; AGES]; TYPES];
    let children = &world.children;
    for i in 0..children.count() {
        let age = f64::from(world.month) - children.people[children.who[i] as usize].born;
        placed[children.state[i].placement as usize][age_band(age)] += 1.0;
    }
    placed
}

/// The placement types in the order of the tables.
pub(super) const PLACES: [PlacementType; TYPES] = PlacementType::ALL;
