//! Grades: what an inspection's finding does to referrals, people and money. X7, M87.
//!
//! ```text
//! burden      1 while the authority is inadequate and was not when the study began, -1 while it was then and is no
//!             longer, else 0: its figures of the first day are those of its grade then
//! leaving     × max(0, 1 + grade.leaving × burden)         permanent case holders of the authority    (`workforce`)
//! recruiting  pace + grade.recruitment × burden            of the authority                           (`recruitment`)
//! entries     × max(0, 1 + grade.entries × burden)         of children into care                      (`budgets`)
//! money       + grade.cost × burden, at least 0, for each case and year: advisers, an improvement board, audits
//!                                                                                                     (`finance`)
//! ```
//!
//! The candidates of `arrivals` are drawn at 1 + the largest grade.entries of any arm, so that a finding moves no other
//! child. What a finding does to contracts stands in `interruption`, to trust and renewal in `trust` and `renewal`. A practice
//! outside the authority keeps its own people and name. Sizes grade D.

use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{AuthorityState, Grade};

/// How far an authority bears an inadequate grade beyond what its figures of the first day carry, -1 to 1.
pub fn burden(authority: &AuthorityState) -> f64 {
    let is_inadequate = |grade: Grade| f64::from(u8::from(grade == Grade::Inadequate));
    is_inadequate(authority.grade) - is_inadequate(authority.grade_at_start)
}

/// Factor on leaving the authority.
pub fn leaving(authority: &AuthorityState, settings: &CommissioningSettings) -> f64 {
    (1.0 + settings.grade_leaving * burden(authority)).max(0.0)
}

/// What the grade adds to the authority's pace of recruitment.
pub fn recruitment(authority: &AuthorityState, settings: &CommissioningSettings) -> f64 {
    settings.grade_recruitment * burden(authority)
}

/// Factor on children who come into care.
pub fn entries(authority: &AuthorityState, settings: &CommissioningSettings) -> f64 {
    (1.0 + settings.grade_entries * burden(authority)).max(0.0)
}

/// Pounds of a month that answering for the grade takes, for so many cases.
pub fn cost(authority: &AuthorityState, cases: f64, settings: &CommissioningSettings) -> f64 {
    settings.grade_cost * burden(authority).max(0.0) * cases / 12.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_weighs_only_where_it_has_changed_since_the_first_day() {
        let mut authority = AuthorityState::at_start(0);
        assert_eq!(burden(&authority), 0.0);
        authority.grade = Grade::Inadequate;
        assert_eq!(burden(&authority), 1.0);
        authority.grade_at_start = Grade::Inadequate;
        assert_eq!(burden(&authority), 0.0);
        authority.grade = Grade::Outstanding;
        assert_eq!(burden(&authority), -1.0);
    }
}
