//! Samples: one evaluation of what could be seen, who is asked and who answers.
//!
//! In a practice everybody is asked (in a later wave a share of them, as its part of the answers); each
//! answers with chance `observation.response` × (1 + `observation.response.morale` × (morale -
//! `morale.level`)). The answers that are left of `staff` (2,050) are divided evenly among the authorities'
//! groups; their respondents are drawn with replacement, one simulated case holder standing for several like
//! her. Of `children` (169) a share `observation.children.practice-share` is served by practices. Placement
//! moves are read from the records of every child. The true value of a group is what everybody in it would
//! say on average. Draws are those of site, group, evaluation, wave and number of the respondent.

use rand::RngExt;
use rand::distr::Open01;

use super::estimate::{Estimate, Sums, at_site, by_site, mixed};
use super::measures::{Instrument, MEASURE_COUNT, MEASURES, Place, RECORDS, STAFF_MEASURES, Values};
use super::scene::{GROUPS, Group, NOTHING, SiteSeen, place, waves_of};
use crate::draws::{Draws, Name, Purpose, normal};
use crate::scenario::{Comparator, Observation};

/// Answers of the groups of one site, by group and measure.
pub type Answers = [[Sums; MEASURE_COUNT]; 3];

/// Everything that an evaluation is made of but its respondents.
pub struct Evaluator<'a> {
    /// Sites and those who could be asked.
    pub sites: &'a [SiteSeen],
    /// Samples.
    pub design: &'a Observation,
    /// The numbers of the measures.
    pub instrument: &'a Instrument,
    /// Draws of the replication.
    pub draws: &'a Draws,
}

/// How many are asked in each group of each site, over a window.
struct Quotas {
    staff: f64,
    children: [f64; 3],
}

impl Evaluator<'_> {
    /// The answers of evaluation number `number` in a window, site by site.
    pub fn answers(&self, window: usize, number: u32) -> Vec<Answers> {
        self.answers_of(&groups(self.design), window, number, (&NOTHING, &NOTHING))
    }

    /// The same evaluation with a shift added to the answers of practices, whose mean without it over
    /// all sites is given too; `answers` are those without it. The answers of authorities stay what they
    /// are.
    pub fn shifted(
        &self,
        answers: &[Answers],
        window: usize,
        number: u32,
        shift: (&Values, &Values),
    ) -> Vec<Answers> {
        let practices = self.answers_of(&[Group::Practice], window, number, shift);
        let pairs = answers.iter().zip(practices);
        pairs
            .map(|(unshifted, practice)| {
                let mut both = *unshifted;
                both[Group::Practice as usize] = practice[Group::Practice as usize];
                both
            })
            .collect()
    }

    fn answers_of(
        &self,
        asked: &[Group],
        window: usize,
        number: u32,
        (shift, mean): (&Values, &Values),
    ) -> Vec<Answers> {
        let quotas = self.quotas(window, groups(self.design).len());
        let mut all = vec![Answers::default(); self.sites.len()];
        for (index, site) in self.sites.iter().enumerate() {
            let waves = waves_of(window, self.instrument);
            let most = waves.iter().map(|wave| wave.1).fold(0.0, f64::max);
            for (wave, share) in waves {
                let Some(seen) = &site.waves[wave] else {
                    continue;
                };
                for &group in asked {
                    let deviates = self.site_deviates(index, group, number);
                    let askable = &seen[group as usize];
                    let plain = place(askable, group, self.instrument);
                    let is_practice = group == Group::Practice;
                    let place = Place {
                        shift: if is_practice { shift } else { &NOTHING },
                        mean,
                        site: &deviates,
                        ..plain
                    };
                    let name = name(index, group, number, wave);
                    let answers = &mut all[index][group as usize];
                    if group == Group::Practice {
                        self.ask_everybody(&place, name, share / most, answers);
                    } else {
                        self.ask_some(&place, name, quotas.staff * share, answers);
                    }
                    let children = quotas.children[group as usize] * share;
                    self.interview(&place, name, children, answers);
                    if share >= most {
                        self.look_up(&place, name, answers);
                    }
                }
            }
        }
        all
    }

    fn quotas(&self, window: usize, groups: usize) -> Quotas {
        let sites = self.sites.len() as f64;
        let waves = waves_of(window, self.instrument);
        let most = waves.iter().map(|wave| wave.1).fold(0.0, f64::max);
        let mut from_practices = 0.0;
        for site in self.sites {
            for (wave, share) in &waves {
                if let Some(seen) = &site.waves[*wave] {
                    from_practices += seen[0].staff.len() as f64 * self.instrument.response * share / most;
                }
            }
        }
        let others = (groups as f64 - 1.0).max(1.0) * sites;
        let children = f64::from(self.design.children);
        let practice = self.instrument.practice_children;
        let elsewhere = children * (1.0 - practice) / others;
        Quotas {
            staff: (f64::from(self.design.staff) - from_practices).max(0.0) / others,
            children: [children * practice / sites, elsewhere, elsewhere],
        }
    }

    fn site_deviates(&self, site: usize, group: Group, number: u32) -> Values {
        let name = name(site, group, number, 0);
        let mut deviates = NOTHING;
        let uniforms = self.draws.generator(Purpose::ObservedSite, name, 0).sample_iter(Open01);
        for (deviate, u) in deviates.iter_mut().zip(uniforms) {
            *deviate = normal(u);
        }
        deviates
    }

    /// Chance that one who is asked answers.
    fn answers_with(&self, morale: f64) -> f64 {
        let instrument = self.instrument;
        let factor = 1.0 + instrument.response_morale * (morale - instrument.morale);
        (instrument.response * factor).clamp(0.0, 1.0)
    }

    /// The survey in a practice: everybody is asked, in a later wave a share of them.
    fn ask_everybody(&self, place: &Place<'_>, name: Name, share: f64, answers: &mut [Sums; MEASURE_COUNT]) {
        for (index, seen) in place.askable.staff.iter().enumerate() {
            let u = self.draws.block(Purpose::ObservedStaff, name, index as u32);
            if u[7] < self.answers_with(seen.morale) * share {
                add(answers, 0, &self.instrument.answers_of_staff(place, seen, &u));
            }
        }
    }

    /// The survey in an authority: so many are asked that `quota` answer on average. They are drawn
    /// with replacement: a simulated case holder stands for several like her in the whole workforce.
    fn ask_some(&self, place: &Place<'_>, name: Name, quota: f64, answers: &mut [Sums; MEASURE_COUNT]) {
        let staff = &place.askable.staff;
        if staff.is_empty() {
            return;
        }
        let asked = libm::round(quota / self.instrument.response) as u32;
        for index in 0..asked {
            let u = self.draws.block(Purpose::ObservedStaff, name, index);
            let seen = &staff[((u[0] * staff.len() as f64) as usize).min(staff.len() - 1)];
            if u[7] < self.answers_with(seen.morale) {
                add(answers, 0, &self.instrument.answers_of_staff(place, seen, &u));
            }
        }
    }

    fn interview(&self, place: &Place<'_>, name: Name, quota: f64, answers: &mut [Sums; MEASURE_COUNT]) {
        let children = &place.askable.children;
        if children.is_empty() {
            return;
        }
        for index in 0..libm::round(quota) as u32 {
            let u = self.draws.block(Purpose::ObservedChild, name, index);
            let seen = &children[((u[0] * children.len() as f64) as usize).min(children.len() - 1)];
            let said = self.instrument.answers_of_child(place, seen, &u);
            add(answers, STAFF_MEASURES, &said);
        }
    }

    /// Records of every child. Those of a child who never moved cannot miss a move: no draw is looked at.
    fn look_up(&self, place: &Place<'_>, name: Name, answers: &mut [Sums; MEASURE_COUNT]) {
        for (index, seen) in place.askable.children.iter().enumerate() {
            let u = if seen.moves > 0.0 {
                // Interviews are numbered from below, records from above.
                let ordinal = u32::MAX - index as u32;
                self.draws.block(Purpose::ObservedChild, name, ordinal)
            } else {
                [0.5; 8]
            };
            answers[RECORDS].add(self.instrument.records(place, seen, &u));
        }
    }
}

/// The groups that a design asks.
pub fn groups(design: &Observation) -> Vec<Group> {
    let lacks_comparison = design.comparison.is_empty();
    let asks = |group: &Group| match group {
        Group::Practice => true,
        Group::Host => lacks_comparison || design.comparator != Comparator::Comparison,
        Group::Comparison => !lacks_comparison && design.comparator != Comparator::Host,
    };
    GROUPS.into_iter().filter(asks).collect()
}

/// The comparators on which a design can report.
pub fn comparators(design: &Observation) -> Vec<Comparator> {
    let groups = groups(design);
    let has = |group: Group| groups.contains(&group);
    let can = |comparator: &Comparator| match comparator {
        Comparator::Host => has(Group::Host),
        Comparator::Comparison => has(Group::Comparison),
        Comparator::Both => has(Group::Host) && has(Group::Comparison),
    };
    Comparator::ALL.into_iter().filter(can).collect()
}

fn add(answers: &mut [Sums; MEASURE_COUNT], from: usize, said: &[f64]) {
    for (sums, value) in answers[from..].iter_mut().zip(said) {
        sums.add(*value);
    }
}

/// A group of a site in one wave of one evaluation.
fn name(site: usize, group: Group, number: u32, wave: usize) -> Name {
    Name::authority(site * 4 + group as usize, number * 4 + wave as u32)
}

/// The answers with which those of practices are compared.
pub fn compared(answers: &Answers, comparator: Comparator, measure: usize) -> Sums {
    let of = |group: Group| answers[group as usize][measure];
    match comparator {
        Comparator::Host => of(Group::Host),
        Comparator::Comparison => of(Group::Comparison),
        Comparator::Both => of(Group::Host).with(of(Group::Comparison)),
    }
}

/// The difference in one measure, with both tests.
pub fn difference(all: &[Answers], comparator: Comparator, measure: usize) -> [Estimate; 2] {
    let is_share = MEASURES[measure].is_share();
    let sites: Vec<(f64, f64)> = all
        .iter()
        .filter_map(|answers| {
            let practice = &answers[Group::Practice as usize][measure];
            at_site(practice, &compared(answers, comparator, measure), is_share)
        })
        .collect();
    [mixed(&sites), by_site(&sites)]
}
