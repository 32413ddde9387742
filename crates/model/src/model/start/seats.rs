//! Seats of the first day as shares: how many posts are vacant and covered at an authority's levels, and the levels at
//! which as many are as were counted.
//!
//! ```text
//! vacant ÷ posts     = m ÷ (m + mean tenure),   m = vacancy × (held share × held months + recruitment months)
//! covered ÷ vacant   = sought × stay ÷ (stay + gap),   odds of sought = cover × those of the quantity
//! beyond ÷ provided  = beyond × workforce.cover.beyond, of which an agency worker is in stay ÷ (stay + gap)
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

/// Share of posts, those beyond the provided ones among them, that nobody holds for the time being: vacant, and not
/// covered. `levels` in the order of [`Level::ALL`].
pub fn unheld(staff: &WorkforceSettings, levels: &[f64; LEVELS]) -> f64 {
    let level = |of: Level| levels[of as usize];
    let vacant = months(staff) * level(Level::Vacancy);
    let odds = staff.cover_share * level(Level::Cover);
    let sought = odds / (1.0 - staff.cover_share + odds);
    let provided = vacant / (vacant + tenure(staff, level(Level::Leaving))) * (1.0 - sought * covered(staff));
    let beyond = staff.cover_beyond * level(Level::Beyond);
    (provided + beyond * (1.0 - covered(staff))) / (1.0 + beyond)
}

/// The levels of vacancy, of cover and of agency workers in no vacant post at which so large a share of posts is vacant
/// and so large a share of the workers in post and agency workers are agency workers; `leaving` is the level of leaving.
/// Shares from above 0 to below 1; those who are more than vacancies allow are in none.
pub fn levels_at(staff: &WorkforceSettings, leaving: f64, vacant: f64, agency: f64) -> [f64; 3] {
    let odds = |share: f64| share / (1.0 - share);
    let vacancy = odds(vacant) * tenure(staff, leaving) / months(staff);
    let wanted = odds(agency) / odds(vacant) / covered(staff);
    let sought = wanted.min(MOST_SOUGHT);
    [vacancy, odds(sought) / odds(staff.cover_share), (wanted - sought) * vacant / staff.cover_beyond]
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
        let vacant = 0.18;
        for agency in [0.12, 0.25] {
            let [vacancy, cover, beyond] = levels_at(&staff, 0.8, vacant, agency);
            let mut levels = [1.0; LEVELS];
            levels[Level::Leaving as usize] = 0.8;
            levels[Level::Vacancy as usize] = vacancy;
            levels[Level::Cover as usize] = cover;
            levels[Level::Beyond as usize] = beyond;
            // Of the posts provided .82 are held by permanent staff, and agency workers are so many of all who work.
            let held_by_agency = 0.82 * agency / (1.0 - agency);
            let posts = 1.0 + staff.cover_beyond * beyond;
            let nobody = 1.0 - (0.82 + held_by_agency) / posts;
            assert!((unheld(&staff, &levels) - nobody).abs() < 1e-12, "{agency}");
            assert_eq!(beyond > 0.0, agency > vacant);
        }
    }
}
