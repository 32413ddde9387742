//! Which indicator answers which published figure: the one list, for back-casts and for the first year beside the figures
//! of its start.

use crate::evidence::Figure;
use crate::indicator::{Indicator, numbers, placements, relationship, workforce};

const ANSWERS: [(Figure, Indicator); 12] = [
    (Figure::Stock, numbers::CHILDREN),
    (Figure::Started, numbers::STARTED),
    (Figure::Ceased, numbers::CEASED),
    (Figure::ThreePlacements, placements::PLACEMENTS_3PLUS),
    (Figure::ThreePlacementsTwoYears, placements::PLACEMENTS_3PLUS_TWO_YEARS),
    (Figure::SameCarer, placements::SAME_PLACEMENT_TWO_YEARS),
    (Figure::ThreeWorkers, relationship::WORKERS_3PLUS),
    (Figure::Turnover, workforce::TURNOVER),
    (Figure::VacancyRate, workforce::VACANCY),
    (Figure::AgencyRate, workforce::AGENCY),
    (Figure::Caseload, workforce::CASELOAD),
    (Figure::Absence, workforce::ABSENCE),
];

/// The indicator that answers a figure.
///
/// # Panics
/// When none does; asked while compiling, so that it is an error of the compiler.
pub(super) const fn answer(figure: Figure) -> Indicator {
    let mut at = 0;
    while at < ANSWERS.len() {
        if ANSWERS[at].0 as u8 == figure as u8 {
            return ANSWERS[at].1;
        }
        at += 1;
    }
    panic!("an indicator answers the figure")
}
