//! One history of every authority of a start, reduced to what is compared.

use std::sync::atomic::AtomicBool;

use super::YEARS;
use super::figures::COMPARED;
use crate::analysis::forecast::placed;
use crate::indicator::{Group, Measurement};
use crate::model::world::World;
use crate::study::Simulation;
use crate::terms::{AGES, AgeBand, PUBLISHED_TYPES, PlacementType};

/// Published types and ages of which shares are compared.
pub(super) const CELLS: usize = PUBLISHED_TYPES.len() + AGES;

/// One authority in one history.
#[derive(Clone, Debug)]
pub(in crate::analysis::validate) struct Own {
    /// By figure, then year; `NaN` where it is not defined.
    pub(in crate::analysis::validate) values: Vec<[f64; YEARS as usize]>,
    /// Case holders in post on 30 September, by year.
    pub(super) in_post: Vec<f64>,
    /// Shares of children by published type, then age, %: on the first day and at each year's end.
    pub(super) shares: [[f64; CELLS]; YEARS as usize + 1],
}

/// What is watched of one authority.
struct Watched {
    measurement: Measurement,
    shares: [[f64; CELLS]; YEARS as usize + 1],
}

impl Watched {
    fn see(&mut self, world: &World) {
        if world.month.is_multiple_of(12) {
            self.shares[(world.month / 12) as usize] = shares(world);
        }
        if world.month > 0 {
            self.measurement.observe(world);
        }
    }

    fn reduced(self) -> Own {
        let years = self.measurement.by_year();
        let values = COMPARED.iter().map(|one| {
            std::array::from_fn(|year| years.get(year).map_or(f64::NAN, |year| year.of(&one.simulated)))
        });
        Own { values: values.collect(), in_post: self.measurement.in_post(), shares: self.shares }
    }
}

/// Shares of the children of today by published type, then age, %.
fn shares(world: &World) -> [f64; CELLS] {
    let placed = placed(world);
    let all = placed.iter().flatten().sum::<f64>();
    let of_type = |kind: PlacementType| -> f64 {
        let own = PlacementType::ALL.into_iter().zip(&placed).filter(|(own, _)| own.published() == kind);
        own.flat_map(|(_, ages)| ages).sum()
    };
    let of_age = |age: AgeBand| -> f64 { placed.iter().map(|ages| ages[age as usize]).sum() };
    let children = PUBLISHED_TYPES.into_iter().map(of_type).chain(AgeBand::ALL.into_iter().map(of_age));
    let mut shares = [f64::NAN; CELLS];
    shares.iter_mut().zip(children).for_each(|(share, children)| *share = 100.0 * children / all);
    shares
}

/// Lives one history of every authority of a start, each alone.
///
/// # Errors
/// When `stop` is set on the way.
pub(in crate::analysis::validate) fn live(
    simulation: &Simulation,
    replication: u32,
    stop: &AtomicBool,
) -> Result<Vec<Own>, String> {
    let whole = simulation.settings(replication, 0);
    let mut all: Vec<Watched> = Vec::new();
    simulation.each_alone(
        &whole,
        replication,
        (YEARS * 12, stop),
        |_, _| {},
        |part, world| {
            if world.month == 0 {
                all.push(Watched {
                    measurement: Measurement::new(&[Group::Whole], whole.workforce.short_sickness),
                    shares: [[f64::NAN; CELLS]; YEARS as usize + 1],
                });
            }
            all[part].see(world);
        },
    )?;
    Ok(all.into_iter().map(Watched::reduced).collect())
}
