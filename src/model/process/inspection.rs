//! X7: inspection of an authority's services, with dated grades.
//!
//! Each authority is inspected every `inspection.interval` months, the first time on a day drawn evenly
//! within one interval. The next grade is drawn from the published chances by the grade of the last
//! (`inspection.from-*`); children who keep their worker move an authority up:
//!   place in the chances = u + continuity × (usual hand-overs - those of the year) ÷ usual,
//! cut off at 0 and 1, over the grades from inadequate to outstanding. The first grade before the study is
//! inadequate with probability `inspection.first-inadequate`, else good: only that difference acts. An
//! inadequate grade may cancel a project that has not opened (`process/commissioning.rs`) and begins an
//! intervention. Months; probabilities. Sources: ofsted-trans-*.

use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{AuthorityState, Grade, Provider};

/// Sets the last grade and the day of the first inspection of the study.
pub fn begin(
    authority: &mut AuthorityState,
    index: usize,
    settings: &CommissioningSettings,
    draws: &Draws,
) {
    let [first, day, ..] = draws.block(Purpose::Inspection, Name::authority(index, 0), 1);
    authority.grade = if first < settings.inspection_first {
        Grade::Inadequate
    } else {
        Grade::Good
    };
    authority.next_inspection = day * settings.inspection_interval;
}

/// The inspections of one month.
pub fn step(
    authorities: &mut [AuthorityState],
    providers: &[Provider],
    settings: &CommissioningSettings,
    draws: &Draws,
    month: u32,
) {
    let end = f64::from(month) + 1.0;
    for (index, authority) in authorities.iter_mut().enumerate() {
        if authority.next_inspection >= end {
            continue;
        }
        let day = authority.next_inspection;
        let u = draws.uniform(Purpose::Inspection, Name::authority(index, month), 0);
        let changes = hand_overs(providers, index);
        let better =
            (settings.inspection_usual_changes - changes) / settings.inspection_usual_changes;
        let place = u + settings.inspection_continuity * better;
        judge(
            authority,
            grade(place, &settings.grades[authority.grade as usize]),
            day,
        );
        authority.next_inspection = day + settings.inspection_interval;
    }
}

/// An authority gets a grade on a day.
pub fn judge(authority: &mut AuthorityState, grade: Grade, day: f64) {
    authority.grade = grade;
    authority.inspections += 1;
    if grade == Grade::Inadequate {
        authority.found_inadequate = day;
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

/// Hand-overs per child-year of the last twelve months over all providers of an authority.
fn hand_overs(providers: &[Provider], authority: usize) -> f64 {
    let (mut changes, mut cases) = (0.0, 0.0);
    for provider in providers.iter().filter(|p| p.authority == authority) {
        // Before the first month has been counted the authority's own teams have no cases on record.
        let weight = provider.cases;
        changes += weight * provider.seen_changes;
        cases += weight;
    }
    if cases > 0.0 { changes / cases } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(
            grade(1.3, &[0.5, 0.5, 0.0, 0.0]),
            Grade::RequiresImprovement
        );
        assert!(grade(0.35 + 0.1, &CHANCES) >= grade(0.35, &CHANCES));
    }

    #[test]
    fn an_inadequate_grade_is_dated() {
        let mut authority = AuthorityState::at_start(0);
        judge(&mut authority, Grade::Good, 5.0);
        assert_eq!(authority.found_inadequate, f64::NEG_INFINITY);
        judge(&mut authority, Grade::Inadequate, 9.5);
        assert_eq!(
            (authority.found_inadequate, authority.inspections),
            (9.5, 2)
        );
    }
}
