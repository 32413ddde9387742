//! What is followed beside the years of the calendar: how long a unit is there before, within and after an arm's first
//! term, and what happens by time since the planned opening.

use super::remit::Remit;
use crate::indicator::{Group, Indicator, Measure, Members, Year, contract, money, placements, relationship};
use crate::model::settings::Settings;
use crate::model::world::{COHORTS, Contract, World};

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

/// A service of an arm, in months since the study began.
#[derive(Clone, Debug)]
struct Service {
    /// Its provider; none in an arm without a practice.
    provider: Option<usize>,
    authority: usize,
    /// Whether its opening was planned on the first day.
    is_planned: bool,
    /// First day and end of its first term; infinite as long as no contract is let.
    opens: f64,
    ends: f64,
}

/// Follows one arm.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    groups: Vec<Group>,
    /// Months since the study began of the first planned opening.
    planned: f64,
    services: Vec<Service>,
    /// Child-months by group, month and service: the first term of an arm may be told only later (`take_term_of`). Of
    /// several services each has the children whom it serves and those of its host, where another has the same host or an
    /// authority has none the first that fits.
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
        let service = |at: usize| {
            let provider = settings.authorities.len() + at;
            let of_it = |contract: &&Contract| contract.provider == provider && contract.cycle == 0;
            Service {
                provider: Some(provider),
                authority: settings.practices[at].practice.authority,
                is_planned: world.providers[provider].opens.is_finite(),
                opens: world.providers[provider].opens,
                ends: world.contracts.iter().find(of_it).map_or(f64::INFINITY, |first| first.first_term_ends),
            }
        };
        let serves = |practice: &usize| !settings.practices[*practice].practice.reviews_only();
        let mut services: Vec<Service> = (0..settings.practices.len()).filter(serves).map(service).collect();
        if services.is_empty() {
            services = vec![Service {
                provider: None,
                authority: 0,
                is_planned: true,
                opens: remit.opens,
                ends: f64::INFINITY,
            }];
        }
        let paired = groups.iter().filter(|group| group.is_paired());
        Followed {
            groups: groups.to_vec(),
            planned: remit.opens,
            services,
            exposure: vec![Vec::new(); groups.len()],
            years: paired.map(|&group| vec![Year::without_days(group); years]).collect(),
        }
    }

    /// Goes on with the first terms of another arm, whose openings are planned for the same days.
    pub(super) fn take_term_of(&mut self, other: &Followed) {
        for (service, other) in self.services.iter_mut().zip(&other.services) {
            service.ends = other.ends;
        }
    }

    /// Of what was not planned on the first day: takes opening and first term as a contract is let, until it opens.
    fn learn(&mut self, world: &World) {
        let has_opened = |service: &Service| service.opens < world.month_start();
        for service in self.services.iter_mut().filter(|service| !service.is_planned && !has_opened(service))
        {
            let Some(provider) = service.provider else { continue };
            let first = |contract: &&Contract| contract.provider == provider && contract.cycle == 0;
            service.opens = world.providers[provider].opens;
            service.ends = world.contracts.iter().rfind(first).map_or(f64::INFINITY, |of| of.first_term_ends);
        }
    }

    /// Sees the world at each month's end.
    pub(super) fn observe(&mut self, world: &World) {
        self.learn(world);
        let middle = f64::from(world.month) - 0.5;
        for (group, exposure) in self.groups.iter().zip(&mut self.exposure) {
            match self.services.len() {
                1 => exposure.push(group.tallies(world).iter().map(|tally| tally.child_months).sum::<f64>()),
                _ => exposure.extend(by_service(*group, world, &self.services)),
            }
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
        let phase = |month: usize, of: &Service| {
            let middle = month as f64 + 0.5;
            usize::from(middle >= of.opens) + usize::from(middle >= of.ends.max(of.opens))
        };
        let of_group = |months: &Vec<f64>| {
            let mut phases = [0.0; PHASES];
            for (month, there) in months.chunks(self.services.len()).enumerate() {
                self.services.iter().zip(there).for_each(|(of, there)| phases[phase(month, of)] += there);
            }
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

/// The child-months of a group in the month that has ended, by service.
fn by_service(group: Group, world: &World, services: &[Service]) -> Vec<f64> {
    let (authorities, mut months) = (world.authorities.len(), vec![0.0; services.len()]);
    let members = Members::of(group, world);
    for provider in 0..world.providers.len() {
        let is_of = |service: &Service| match provider < authorities {
            true => service.authority == provider,
            false => service.provider == Some(provider),
        };
        let whose = services.iter().position(is_of).unwrap_or(0);
        let of_cohorts = (0..COHORTS as u8).filter(|cohorts| members.include(provider as u32, *cohorts));
        months[whose] +=
            of_cohorts.map(|cohorts| world.cells[World::cell(provider, cohorts)].child_months).sum::<f64>();
    }
    months
}
