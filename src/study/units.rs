//! The units of results that the arms of a study share.

use super::results::{Unit, UnitKind};
use crate::scenario::Arm;

/// The whole authority, the remit, the two fixed cohorts, then whoever serves.
pub(super) fn units(arms: &[Arm]) -> Vec<Unit> {
    let unit = |id: &str, title: &str, kind| Unit {
        id: id.to_owned(),
        title: title.to_owned(),
        kind,
        children: f64::NAN,
    };
    let authorities = arms.first().map_or(0, |arm| arm.alternative.authorities.len());
    let (whole, own) = match authorities {
        0 | 1 => ("Whole authority".to_owned(), "authority's"),
        many => (format!("All {many} authorities"), "authorities'"),
    };
    let mut units = vec![
        unit("authority", &whole, UnitKind::Whole),
        unit("remit", "Children of the remit", UnitKind::Cohort),
        unit("cohort_served", "Children first served by the practice", UnitKind::Cohort),
        unit("cohort_eligible", "Children eligible for the practice", UnitKind::Cohort),
        unit("in_house", &format!("Children served by the {own} own teams"), UnitKind::Provider),
    ];
    let practices = arms.iter().map(|arm| arm.alternative.practices.len()).max().unwrap_or(0);
    for practice in 0..practices {
        let id = if practice == 0 { "practice".to_owned() } else { format!("practice_{}", practice + 1) };
        let named = arms.iter().find_map(|arm| arm.alternative.practices.get(practice));
        let title = named.map_or_else(String::new, |named| format!("Children served by {}", named.name));
        units.push(unit(&id, &title, UnitKind::Provider));
    }
    units
}
