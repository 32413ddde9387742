//! What is followed beside the years of the calendar: how long a unit is there before, within and after an arm's first
//! term, and what happens by time since the planned opening.

use super::remit::Remit;
use crate::indicator::{Group, Indicator, Measure, Year, contract, money, placements, relationship};
use crate::model::settings::Settings;
use crate::model::world::World;

/// What is followed by time since the planned opening: counts of months, not of a day.
pub const FOLLOWED: [Indicator; 7] = [
    relationship::WORKER_CHANGES,
    relationship::RELATIONSHIP,
    relationship::DIRECT_HOURS,
    placements::MOVES,
    placements::DISRUPTIONS,
    money::COST_PER_CHILD_YEAR,
    contract::HELD_BY_PRACTICE,
];

/// Parts of the time of an arm: before the opening, within the first term, after it.
pub const PHASES: usize = 3;

/// Follows one arm.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    groups: Vec<Group>,
    /// Months since the study began of the planned opening, and of the first day and the end of the arm's first term.
    planned: f64,
    opens: f64,
    ends: f64,
    /// Child-months by group and month: the first term of an arm may be told only later (`take_term_of`).
    exposure: Vec<Vec<f64>>,
    /// By paired group and year since the planned opening.
    years: Vec<Vec<Year>>,
}

impl Followed {
    /// Before the first month of an arm.
    pub(super) fn of(
        groups: &[Group],
        years: usize,
        remit: &Remit,
        world: &World,
        settings: &Settings,
    ) -> Followed {
        let serves = |practice: &usize| !settings.practices[*practice].practice.reviews_only();
        let provider = (0..settings.practices.len()).find(serves).map(|at| settings.authorities.len() + at);
        let first = provider.and_then(|provider| {
            world.contracts.iter().find(|contract| contract.provider == provider && contract.cycle == 0)
        });
        let opens = provider.map_or(remit.opens, |provider| world.providers[provider].opens);
        let paired = groups.iter().filter(|group| group.is_paired());
        Followed {
            groups: groups.to_vec(),
            planned: remit.opens,
            opens,
            ends: first.map_or(f64::INFINITY, |contract| contract.first_term_ends),
            exposure: vec![Vec::new(); groups.len()],
            years: paired.map(|&group| vec![Year::without_days(group); years]).collect(),
        }
    }

    /// Goes on with the first term of another arm, whose opening is planned for the same day.
    pub(super) fn take_term_of(&mut self, other: &Followed) {
        self.ends = other.ends;
    }

    /// Sees the world at each month's end.
    pub(super) fn observe(&mut self, world: &World) {
        let middle = f64::from(world.month) - 0.5;
        for (group, exposure) in self.groups.iter().zip(&mut self.exposure) {
            exposure.push(group.tallies(world).iter().map(|tally| tally.child_months).sum::<f64>());
        }
        if middle < self.planned || self.planned.is_nan() {
            return;
        }
        let year = ((middle - self.planned) / 12.0) as usize;
        for years in &mut self.years {
            if let Some(year) = years.get_mut(year) {
                year.tally_month(world);
            }
        }
    }

    /// Child-years by unit and phase.
    pub(super) fn exposure(&self) -> Vec<f64> {
        let phase = |month: usize| {
            let middle = month as f64 + 0.5;
            usize::from(middle >= self.opens) + usize::from(middle >= self.ends.max(self.opens))
        };
        let of_group = |months: &Vec<f64>| {
            let mut phases = [0.0; PHASES];
            months.iter().enumerate().for_each(|(month, there)| phases[phase(month)] += there);
            phases.map(|months| months / 12.0)
        };
        self.exposure.iter().flat_map(of_group).collect()
    }

    /// By paired unit, year and [`FOLLOWED`]; `NaN` where nobody was there.
    pub(super) fn by_year(&self) -> Vec<f64> {
        let value = |year: &Year, indicator: &Indicator| match indicator.measure {
            Measure::Ratio(of) => {
                let (above, below) = of(year);
                if below > 0.0 { above / below } else { f64::NAN }
            }
            _ => f64::NAN,
        };
        let years = self.years.iter().flatten();
        years.flat_map(|year| FOLLOWED.iter().map(move |indicator| value(year, indicator))).collect()
    }
}
