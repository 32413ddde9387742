//! Inspection: an authority's services are judged, with dated grades. X7.
//!
//! ```text
//! first inspection of the study on a day drawn evenly within inspection.interval months, the next ones
//!              inspection.interval after, or inspection.interval.inadequate after an inadequate grade
//! next grade   at place u + run, in the chances by the last grade: inspection.from-inadequate,
//!              inspection.from-requires-improvement, inspection.from-good, inspection.from-outstanding
//! run          = how the service is run against an ordinary one, mean over its children's providers by cases,
//!                inspection.continuity × (1 - h ÷ inspection.usual-changes)
//!              + inspection.load × (1 - cases for each case holder at work ÷ casework.norm)
//!              + inspection.vacancies × (inspection.usual-vacancies - share of posts that are vacant)
//!              + inspection.supervision × s.supervision + inspection.leadership × s.leadership
//! without notice: inadequate with probability 1 - exp(-y ÷ 12) in a month, y a year =
//!              inspection.unannounced-inadequate until inspection.visits-until, then
//!              inspection.unannounced-later, in both × max(0, 1 - inspection.unannounced-run × run)
//! before the study: inadequate with probability inspection.first-inadequate, else good
//! ```
//!
//! h is the hand-overs for each child-year of the last twelve months (`track_record`), s the departure from an
//! ordinary service (`culture`), so that one that is run as usual meets the published chances and no others. Who
//! holds no cases counts nothing. The place is cut off at 0 and 1, over the grades from inadequate to outstanding.
//! Visits without notice were yearly for some years and find an authority inadequate that is not so already. An
//! inadequate grade may cancel a project that has not opened and begins an intervention (`interruption`); what
//! it does to people and money: `grades`. Months; probabilities. Sources: ofsted-trans-*; sizes grade D.

use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::Settings;
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{AuthorityState, Grade, Provider, Seat, World};

/// Sets the last grade and the day of the first inspection of the study.
pub fn begin(authority: &mut AuthorityState, index: usize, settings: &CommissioningSettings, draws: &Draws) {
    let [first, day, ..] = draws.block(Purpose::Inspection, Name::authority(index, 0), 1);
    authority.grade = if first < settings.inspection_first { Grade::Inadequate } else { Grade::Good };
    authority.grade_at_start = authority.grade;
    authority.findings = u32::from(authority.grade == Grade::Inadequate);
    authority.next_inspection = day * settings.inspection_interval;
}

/// The inspections of one month.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let (month, numbers) = (world.month, &settings.commissioning);
    let end = f64::from(month) + 1.0;
    let yearly = if f64::from(month) < numbers.visits_until {
        numbers.unannounced_inadequate
    } else {
        numbers.unannounced_later
    };
    let run = run(world, settings);
    for (index, (authority, run)) in world.authorities.iter_mut().zip(run).enumerate() {
        authority.run = run;
        let here = Name::authority(index, month);
        let [found, on, ..] = draws.block(Purpose::Inspection, here, 2);
        let spared = (1.0 - numbers.unannounced_run * run).max(0.0);
        let unannounced = -libm::expm1(-yearly * spared / 12.0);
        if found < unannounced && authority.grade != Grade::Inadequate {
            judge(authority, Grade::Inadequate, f64::from(month) + on, numbers);
        }
        if authority.next_inspection >= end {
            continue;
        }
        let day = authority.next_inspection;
        let place = draws.uniform(Purpose::Inspection, here, 0) + run;
        judge(authority, grade(place, &numbers.grades[authority.grade as usize]), day, numbers);
    }
}

/// An authority gets a grade on a day, and the day of its next inspection.
pub fn judge(authority: &mut AuthorityState, grade: Grade, day: f64, settings: &CommissioningSettings) {
    authority.grade = grade;
    authority.inspections += 1;
    if grade == Grade::Inadequate {
        authority.found_inadequate = day;
        authority.findings += 1;
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

/// People and posts of a provider.
#[derive(Clone, Copy, Debug, Default)]
struct Posts {
    open: f64,
    vacant: f64,
    at_work: f64,
    cases: f64,
}

/// Sums over the providers of an authority.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    changes: f64,
    served: f64,
    rest: f64,
    held: f64,
}

/// How far each authority's services are run better than ordinary ones, as a shift of its place among grades.
fn run(world: &mut World, settings: &Settings) -> Vec<f64> {
    let mut posts = vec![Posts::default(); world.providers.len()];
    for post in world.posts.iter().filter(|post| post.seat != Seat::Closed) {
        let of = &mut posts[post.provider as usize];
        of.open += f64::from(u8::from(!post.is_beyond));
        of.vacant += f64::from(u8::from(post.is_vacant()));
        of.at_work += f64::from(u8::from(post.is_staffed()));
        of.cases += f64::from(post.cases());
    }
    let s = &settings.commissioning;
    let continuity = |hand_overs: f64| {
        s.inspection_continuity * ((s.inspection_usual_changes - hand_overs) / s.inspection_usual_changes)
    };
    let mut all = vec![Run::default(); world.authorities.len()];
    for (provider, posts) in world.providers.iter_mut().zip(&posts) {
        let of = &mut all[provider.authority];
        provider.run = run_by(provider, posts, settings.casework.norm, s);
        of.rest += posts.cases * provider.run;
        of.held += posts.cases;
        if provider.record.months > 0.0 {
            of.changes += provider.cases * provider.record.hand_overs;
            of.served += provider.cases;
            provider.run += continuity(provider.record.hand_overs);
        }
    }
    let mean = |sum: f64, of: f64| if of > 0.0 { sum / of } else { 0.0 };
    let changes = |of: &Run| if of.served > 0.0 { continuity(of.changes / of.served) } else { 0.0 };
    all.iter().map(|of| changes(of) + mean(of.rest, of.held)).collect()
}

/// How far one provider's service is run better than an ordinary one, continuity apart.
fn run_by(provider: &Provider, posts: &Posts, norm: f64, s: &CommissioningSettings) -> f64 {
    let load = if posts.at_work > 0.0 { 1.0 - posts.cases / posts.at_work / norm } else { -1.0 };
    let vacant = if posts.open > 0.0 { posts.vacant / posts.open } else { 1.0 };
    s.inspection_load * load
        + s.inspection_vacancies * (s.inspection_usual_vacancies - vacant)
        + s.inspection_supervision * provider.departure.supervision
        + s.inspection_leadership * provider.departure.leadership
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
