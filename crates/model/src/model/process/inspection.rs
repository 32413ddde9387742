//! Inspection: an authority's services are judged, with dated grades. X7.
//!
//! ```text
//! first inspection of the study on a day drawn evenly within inspection.interval months, the next ones
//!              inspection.interval after, or inspection.interval.inadequate after an inadequate grade
//! next grade   at place u + inspection.continuity × (usual - h) ÷ usual, usual = inspection.usual-changes,
//!              in the chances by the last grade: inspection.from-inadequate,
//!              inspection.from-requires-improvement, inspection.from-good, inspection.from-outstanding
//! without notice: inadequate with probability 1 - exp(-y ÷ 12) in a month, y a year =
//!              inspection.unannounced-inadequate until inspection.visits-until, then
//!              inspection.unannounced-later
//! before the study: inadequate with probability inspection.first-inadequate, else good
//! ```
//!
//! h is the hand-overs for each child-year of the last twelve months over all that serve the authority's
//! children (`track_record`): children who keep their worker move it up. Until a month has been counted they
//! shift nothing. The place is cut off at 0 and 1, over the grades from inadequate to outstanding. Visits
//! without notice were yearly for some years and find an authority inadequate that is not so already. An
//! inadequate grade may cancel a project that has not opened and begins an intervention (`interruption`).
//! Months; probabilities. Sources: ofsted-trans-*; size of continuity grade D.

use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::Settings;
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{AuthorityState, Grade, Provider, World};

/// Sets the last grade and the day of the first inspection of the study.
pub fn begin(authority: &mut AuthorityState, index: usize, settings: &CommissioningSettings, draws: &Draws) {
    let [first, day, ..] = draws.block(Purpose::Inspection, Name::authority(index, 0), 1);
    authority.grade = if first < settings.inspection_first { Grade::Inadequate } else { Grade::Good };
    authority.next_inspection = day * settings.inspection_interval;
}

/// The inspections of one month.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    inspections(&mut world.authorities, &world.providers, &settings.commissioning, draws, world.month);
}

/// The inspections of one month, for these authorities.
fn inspections(
    authorities: &mut [AuthorityState],
    providers: &[Provider],
    settings: &CommissioningSettings,
    draws: &Draws,
    month: u32,
) {
    let end = f64::from(month) + 1.0;
    let yearly = if f64::from(month) < settings.visits_until {
        settings.unannounced_inadequate
    } else {
        settings.unannounced_later
    };
    let unannounced = -libm::expm1(-yearly / 12.0);
    for (index, authority) in authorities.iter_mut().enumerate() {
        let here = Name::authority(index, month);
        let [found, on, ..] = draws.block(Purpose::Inspection, here, 2);
        if found < unannounced && authority.grade != Grade::Inadequate {
            judge(authority, Grade::Inadequate, f64::from(month) + on, settings);
        }
        if authority.next_inspection >= end {
            continue;
        }
        let day = authority.next_inspection;
        let drawn = draws.uniform(Purpose::Inspection, Name::authority(index, month), 0);
        let usual = settings.inspection_usual_changes;
        let better = hand_overs(providers, index).map_or(0.0, |changes| (usual - changes) / usual);
        let place = drawn + settings.inspection_continuity * better;
        judge(authority, grade(place, &settings.grades[authority.grade as usize]), day, settings);
    }
}

/// An authority gets a grade on a day, and the day of its next inspection.
pub fn judge(authority: &mut AuthorityState, grade: Grade, day: f64, settings: &CommissioningSettings) {
    authority.grade = grade;
    authority.inspections += 1;
    if grade == Grade::Inadequate {
        authority.found_inadequate = day;
        authority.next_inspection = day + settings.inspection_interval_inadequate;
    } else {
        authority.next_inspection = day + settings.inspection_interval;
    }
}

/// The grade at a place from 0 to 1 in the chances of the four grades, lowest first.
fn grade(place: f64, chances: &[f64; 4]) -> Grade {
    let mut reached = 0.0;
    for (grade, chance) in Grade::ALL.into_iter().zip(chances) {
        reached += chance;
        if place < reached {
            return grade;
        }
    }
    // Beyond the last boundary: the best grade that occurs at all.
    let best = chances.iter().rposition(|chance| *chance > 0.0);
    best.map_or(Grade::Outstanding, |best| Grade::ALL[best])
}

/// Hand-overs per child-year of the last twelve months over all providers of an authority; `None` before
/// the first month has been counted.
fn hand_overs(providers: &[Provider], authority: usize) -> Option<f64> {
    let (mut changes, mut cases) = (0.0, 0.0);
    for provider in providers.iter().filter(|p| p.authority == authority) {
        if provider.record.months > 0.0 {
            changes += provider.cases * provider.record.hand_overs;
            cases += provider.cases;
        }
    }
    (cases > 0.0).then(|| changes / cases)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};
    use std::collections::BTreeMap;

    const CHANCES: [f64; 4] = [0.1, 0.3, 0.4, 0.2];

    #[test]
    fn grades_follow_their_chances_and_better_continuity_lifts_them() {
        let mut counts = [0; 4];
        for k in 0..1000 {
            counts[grade((f64::from(k) + 0.5) / 1000.0, &CHANCES) as usize] += 1;
        }
        assert_eq!(counts, [100, 300, 400, 200]);
        assert_eq!(grade(-0.2, &CHANCES), Grade::Inadequate);
        assert_eq!(grade(1.3, &CHANCES), Grade::Outstanding);
        assert_eq!(grade(1.3, &[0.5, 0.5, 0.0, 0.0]), Grade::RequiresImprovement);
        assert!(grade(0.35 + 0.1, &CHANCES) >= grade(0.35, &CHANCES));
    }

    #[test]
    fn an_inadequate_grade_is_dated() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let positions = Positions::drawn(&BTreeMap::new(), |_| 0.0);
        let settings = CommissioningSettings::new(&parameters, &positions, 2011);
        let mut authority = AuthorityState::at_start(0);
        judge(&mut authority, Grade::Good, 5.0, &settings);
        assert_eq!(authority.found_inadequate, f64::NEG_INFINITY);
        assert_eq!(authority.next_inspection, 5.0 + settings.inspection_interval);
        judge(&mut authority, Grade::Inadequate, 9.5, &settings);
        assert!(authority.next_inspection < 9.5 + settings.inspection_interval);
        assert_eq!((authority.found_inadequate, authority.inspections), (9.5, 2));
    }
}
