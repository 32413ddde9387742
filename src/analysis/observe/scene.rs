//! Sites and windows: what an evaluator could see at each site, on the days of its waves.
//!
//! A site is a practice, the host authority that buys from it, and a comparison authority
//! (`observation.comparison`; if left out the authorities without a practice, in order). Staff are permanent
//! case holders with cases; of an authority those of its teams for looked-after children and care leavers.
//! Children are those looked after by the group, of the practice's ages. With more sites than practices,
//! further sites come from further worlds with the same quantities and positions and other draws.
//!
//! Times run from each practice's opening (H17). `year-1`: a share `observation.year-one-share` of the
//! answers is gathered after `months` (12), the rest a window later. `steady-state`: all answers `months`
//! after `settled_after` (18). Looking back, "the last year" is the window's months. A practice that is not
//! open on the day is no site. The scenario's position on H17 says which window leads (`year-1` if it takes
//! none); both are always reported.

use super::measures::{Instrument, MEASURE_COUNT, Place, RECORDS, STAFF_MEASURES, Values};
use crate::indicator::{Askable, LookBack};
use crate::model::world::World;
use crate::scenario::{Alternative, Observation};

/// Whose answers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The practice.
    Practice = 0,
    /// The authority that buys from it.
    Host = 1,
    /// The authority with which it is compared.
    Comparison = 2,
}

/// All groups, in order.
pub const GROUPS: [Group; 3] = [Group::Practice, Group::Host, Group::Comparison];

impl Group {
    /// The word used in tables.
    pub fn word(self) -> &'static str {
        match self {
            Group::Practice => "practice",
            Group::Host => "host",
            Group::Comparison => "comparison",
        }
    }
}

/// The windows, as H17 names them.
pub const WINDOWS: [&str; 2] = ["year-1", "steady-state"];

/// Waves of data: the first and second of the early window, then that of the settled window.
const WAVES: usize = 3;

/// A site as the scenario sets it.
#[derive(Clone, Copy, Debug)]
struct Site {
    practice: usize,
    host: usize,
    comparison: Option<usize>,
    min_age: f64,
}

/// What was seen at one site. A wave is absent where the practice was not open on its day.
#[derive(Clone, Debug, Default)]
pub struct SiteSeen {
    /// Position of the practice in the scenario.
    pub practice: usize,
    /// Those who could be asked, by wave and group; an absent comparison authority has nobody.
    pub waves: [Option<[Askable; 3]>; WAVES],
}

/// Watches one world.
pub struct Scene {
    sites: Vec<Site>,
    offsets: [u32; WAVES],
    months: u32,
    opened: Vec<Option<u32>>,
    look_back: LookBack,
    seen: Vec<SiteSeen>,
}

impl Scene {
    /// The first `sites` practices of an arm.
    pub fn new(arm: &Alternative, design: &Observation, sites: usize) -> Scene {
        let sites: Vec<Site> = arm
            .practices
            .iter()
            .enumerate()
            .take(sites)
            .map(|(index, practice)| Site {
                practice: index,
                host: practice.authority,
                comparison: design.comparison.get(index).copied(),
                min_age: practice.min_age * 12.0,
            })
            .collect();
        let months = design.months;
        Scene {
            opened: vec![None; sites.len()],
            seen: sites
                .iter()
                .map(|site| SiteSeen { practice: site.practice, ..SiteSeen::default() })
                .collect(),
            offsets: [months, 2 * months, design.settled_after + months],
            months,
            look_back: LookBack::new(months),
            sites,
        }
    }

    /// Looks at the first day or at the month that has just been run. Returns whether there is more to see.
    pub fn observe(&mut self, world: &World) -> bool {
        self.look_back.observe(world);
        let authorities = world.authorities.len();
        let mut is_more = false;
        for (index, site) in self.sites.iter().enumerate() {
            let provider = authorities + site.practice;
            let is_open = world.providers.get(provider).is_some_and(|p| p.is_open);
            let Some(opened) = self.opened[index] else {
                if is_open {
                    // Open at the end of the month: children were transferred during it.
                    self.opened[index] = Some(world.month.saturating_sub(1));
                }
                is_more = true;
                continue;
            };
            let last = self.offsets.iter().copied().max().unwrap_or(0);
            is_more |= world.month < opened + last;
            for (wave, offset) in self.offsets.iter().enumerate() {
                if world.month == opened + offset && is_open {
                    let at =
                        |provider: usize| self.look_back.askable(world, provider, self.months, site.min_age);
                    self.seen[index].waves[wave] = Some([
                        at(provider),
                        at(site.host),
                        site.comparison.map_or_else(Askable::default, at),
                    ]);
                }
            }
        }
        is_more
    }

    /// What was seen, site by site.
    pub fn into_seen(self) -> Vec<SiteSeen> {
        self.seen
    }
}

/// The waves of a window and the share of the answers that each gathers.
pub fn waves_of(window: usize, instrument: &Instrument) -> Vec<(usize, f64)> {
    if window == 0 {
        let first = instrument.year_one_share;
        let waves = [(0, first), (1, 1.0 - first)];
        waves.into_iter().filter(|(_, share)| *share > 0.0).collect()
    } else {
        vec![(2, 1.0)]
    }
}

/// Nothing added to any answer.
pub const NOTHING: Values = [0.0; MEASURE_COUNT];

/// A group of a site as a place without effects of its own.
pub fn place<'a>(askable: &'a Askable, group: Group, instrument: &Instrument) -> Place<'a> {
    Place {
        askable,
        load: if group == Group::Comparison { instrument.load } else { 1.0 },
        shift: &NOTHING,
        mean: &NOTHING,
        site: &NOTHING,
    }
}

/// What everybody in a place would say on average.
fn means(place: &Place<'_>, instrument: &Instrument) -> Values {
    let mut sums = [(0.0, 0.0); MEASURE_COUNT];
    let mut add = |measure: usize, value: f64| {
        if !value.is_nan() {
            sums[measure].0 += value;
            sums[measure].1 += 1.0;
        }
    };
    for seen in &place.askable.staff {
        let expected = instrument.expected_of_staff(place, seen);
        for (measure, value) in expected.into_iter().enumerate() {
            add(measure, value);
        }
    }
    for seen in &place.askable.children {
        let expected = instrument.expected_of_child(place, seen);
        for (k, value) in expected.into_iter().enumerate() {
            add(STAFF_MEASURES + k, value);
        }
        add(RECORDS, instrument.expected_of_records(seen));
    }
    sums.map(|(sum, number)| sum / number)
}

/// The true values of a group at a site in a window: what everybody there would say on average, wave
/// by wave as the waves gather answers.
pub fn truth(site: &SiteSeen, window: usize, group: Group, instrument: &Instrument) -> Values {
    let mut sums = [(0.0, 0.0); MEASURE_COUNT];
    for (wave, share) in waves_of(window, instrument) {
        let Some(groups) = &site.waves[wave] else {
            continue;
        };
        let means = means(&place(&groups[group as usize], group, instrument), instrument);
        for (sum, mean) in sums.iter_mut().zip(means) {
            if !mean.is_nan() {
                sum.0 += share * mean;
                sum.1 += share;
            }
        }
    }
    sums.map(|(sum, weight)| sum / weight)
}
