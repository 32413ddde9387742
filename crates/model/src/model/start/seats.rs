//! Seats of the first day as shares: how many posts are vacant and covered at an authority's levels, and the levels at
//! which as many are as were counted.
//!
//! ```text
//! vacant ÷ posts     = m ÷ (m + mean tenure),   m = vacancy × (held share × held months + recruitment months)
//! covered ÷ vacant   = sought × stay ÷ (stay + gap),   odds of sought = cover × those of the quantity
//! ```

use crate::evidence::{LEVELS, Level};
use crate::model::settings::WorkforceSettings;
use crate::model::settings::workforce::TENURE_ENDS;

/// Months for which a post stays vacant at a level of 1.
fn months(staff: &WorkforceSettings) -> f64 {
    staff.held_share * staff.held_months + staff.recruitment_months
}

/// Share of the vacancies for which cover is sought that have it.
fn covered(staff: &WorkforceSettings) -> f64 {
    staff.cover_months / (staff.cover_months + staff.cover_gap * (1.0 - staff.cover_at_once))
}

/// Mean tenure at a level of leaving.
fn tenure(staff: &WorkforceSettings, leaving: f64) -> f64 {
    mean_tenure(&staff.leaving.map(|rate| rate * leaving))
}

/// Share of posts that nobody holds for the time being: vacant, and not covered. `levels` in the order of [`Level::ALL`].
pub fn unheld(staff: &WorkforceSettings, levels: &[f64; LEVELS]) -> f64 {
    let level = |of: Level| levels[of as usize];
    let vacant = months(staff) * level(Level::Vacancy);
    let odds = staff.cover_share * level(Level::Cover);
    let sought = odds / (1.0 - staff.cover_share + odds);
    vacant / (vacant + tenure(staff, level(Level::Leaving))) * (1.0 - sought * covered(staff))
}

/// The levels of vacancy and cover at which so large a share of posts is vacant and so large a share of the workers in
/// post and agency workers are agency workers; `leaving` is the level of leaving. Shares from above 0 to below 1; more
/// cover than vacancies allow is taken as nearly all.
pub fn levels_at(staff: &WorkforceSettings, leaving: f64, vacant: f64, agency: f64) -> [f64; 2] {
    let odds = |share: f64| share / (1.0 - share);
    let vacancy = odds(vacant) * tenure(staff, leaving) / months(staff);
    let sought = (odds(agency) / odds(vacant) / covered(staff)).min(MOST_SOUGHT);
    [vacancy, odds(sought) / odds(staff.cover_share)]
}

/// A share of vacancies for which cover is sought can be no higher than this: the odds would be infinite.
const MOST_SOUGHT: f64 = 0.98;

/// Mean months that a permanent holder stays, at the base hazards.
pub(super) fn mean_tenure(leaving: &[f64; 3]) -> f64 {
    survival_area(leaving, 600.0)
}

pub(super) fn survival_area(leaving: &[f64; 3], stop: f64) -> f64 {
    let mut area = 0.0;
    let mut alive = 1.0;
    let mut start = 0.0;
    for (&end, &rate) in TENURE_ENDS.iter().zip(leaving) {
        let end = if end < stop { end } else { stop };
        if end <= start {
            break;
        }
        let survive = libm::exp(-rate * (end - start));
        area += alive * (1.0 - survive) / rate;
        alive *= survive;
        start = end;
    }
    area
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};

    #[test]
    fn levels_give_the_shares_from_which_they_were_taken() {
        let p = ParameterSet::central(Evidence::embedded(), &Default::default());
        let staff = WorkforceSettings::new(&p, &Positions::drawn(&Default::default(), |_| 0.0));
        let (vacant, agency) = (0.18, 0.12);
        let [vacancy, cover] = levels_at(&staff, 0.8, vacant, agency);
        let mut levels = [1.0; LEVELS];
        levels[Level::Leaving as usize] = 0.8;
        levels[Level::Vacancy as usize] = vacancy;
        levels[Level::Cover as usize] = cover;
        // Of the posts .82 are held by permanent staff, and agency workers are 12 of 100 of all who work.
        let held_by_agency = 0.82 * agency / (1.0 - agency);
        assert!((unheld(&staff, &levels) - (vacant - held_by_agency)).abs() < 1e-12);
    }
}
