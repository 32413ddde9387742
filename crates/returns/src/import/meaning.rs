//! What the codes of a return mean to the model.
//!
//! Sources: Department for Education, "Children looked after by local authorities in England: guide to
//! the SSDA903 collection", 2009 to 2025. Contains public sector information licensed under the Open
//! Government Licence v3.0.

use crate::codes;
use swplab_model::terms::{Exit, MoveReason};

pub use swplab_model::terms::PlacementType as Lives;

/// How a child left care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the field's own words
pub enum Route {
    Home = 0,
    Adoption = 1,
    Guardianship = 2,
    /// The 18th birthday, whatever code stands beside it.
    Birthday = 3,
    Other = 4,
    /// The return does not say.
    NotKnown = 5,
}

/// Names of the routes.
pub const ROUTES: [&str; 6] = [
    Exit::Home.words(),
    Exit::Adoption.words(),
    Exit::Guardianship.words(),
    Exit::Birthday.words(),
    Exit::Other.words(),
    NOT_KNOWN,
];

/// Where a return does not say.
const NOT_KNOWN: &str = "not known";

/// Why a placement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the field's own words
pub enum Why {
    CarePlan = 0,
    Disruption = 1,
    Supply = 2,
    Other = 3,
    NotKnown = 4,
}

/// Names of the reasons.
pub const WHYS: [&str; 5] = [
    MoveReason::CarePlan.words(),
    MoveReason::Disruption.words(),
    MoveReason::Supply.words(),
    MoveReason::Other.words(),
    NOT_KNOWN,
];

/// Why an episode began: RNE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Began {
    /// S: care began.
    Care,
    /// L: another legal status, the same placement and carer.
    Status,
    /// P or B: another carer.
    Carer,
    /// T or U: another kind of placement with the same carer.
    Kind,
}

impl Began {
    /// Whether it tells of more than another row of the same day does: care that began of more than a move, a move of
    /// more than a change of status or kind.
    pub fn is_more_than(self, other: Option<Began>) -> bool {
        let rank = |began: Began| match began {
            Began::Care => 2,
            Began::Carer => 1,
            Began::Status | Began::Kind => 0,
        };
        other.is_some_and(|other| rank(self) > rank(other))
    }
}

/// How an episode ended: REC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// X1: care goes on.
    GoesOn,
    /// Care ended.
    Left(Route),
}

/// Legal status, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legal {
    /// Looked after.
    LookedAfter,
    /// V3 and V4: short breaks, which no published figure counts.
    ShortBreaks,
}

/// RNE.
pub(super) fn began(code: &str) -> Option<Began> {
    match code {
        "S" => Some(Began::Care),
        "L" => Some(Began::Status),
        "P" | "B" => Some(Began::Carer),
        "T" | "U" => Some(Began::Kind),
        _ => None,
    }
}

/// LS.
pub(super) fn legal(code: &str) -> Option<Legal> {
    match code {
        "V3" | "V4" => Some(Legal::ShortBreaks),
        "C1" | "C2" | "D1" | "E1" | "V2" | "L1" | "L2" | "L3" | "J1" | "J2" | "J3" => {
            Some(Legal::LookedAfter)
        }
        _ => None,
    }
}

/// PLACE: the type, and whether the placement is a temporary one, which counts nowhere.
pub(super) fn lives(code: &str) -> Option<(Lives, bool)> {
    let settled = |lives| Some((lives, false));
    match code {
        "U4" | "U5" | "U6" | "Q2" | "F2" | "F3" | "F5" | "F6" => settled(Lives::Foster),
        "U1" | "U2" | "U3" | "Q1" | "F1" | "F4" => settled(Lives::Kinship),
        "K1" | "K2" | "H1" | "H2" | "H3" | "H4" | "H21" | "H22" | "S1" => settled(Lives::Residential),
        "P1" => settled(Lives::Parents),
        "P2" | "P3" | "H5" | "K3" => settled(Lives::SemiIndependent),
        "A3" | "A4" | "A5" | "A6" => settled(Lives::Adoption),
        // Care homes, hospitals, family centres, prisons: short stays, as the model's other placements.
        "R1" | "R2" | "R3" | "R5" | "Z1" | "Z11" | "Z12" | "Z13" | "Z14" => settled(Lives::Other),
        "T0" | "T1" | "T2" | "T3" | "T4" => Some((Lives::Other, true)),
        _ => None,
    }
}

/// REC.
pub(super) fn ended(code: &str) -> Option<Ended> {
    let route = match code {
        "X1" => return Some(Ended::GoesOn),
        "E11" | "E12" => Route::Adoption,
        "E4" | "E4A" | "E4B" | "E13" => Route::Home,
        "E43" | "E44" | "E45" | "E46" | "E47" | "E48" => Route::Guardianship,
        "E2" | "E3" | "E41" | "E5" | "E6" | "E7" | "E8" | "E9" | "E14" | "E15" | "E16" | "E17" => {
            Route::Other
        }
        _ => return None,
    };
    Some(Ended::Left(route))
}

/// REASON_PLACE_CHANGE.
pub(super) fn why(code: &str) -> Option<Why> {
    match code {
        "CARPL" => Some(Why::CarePlan),
        "CREQB" | "CREQO" | "CHILD" => Some(Why::Disruption),
        "ALLEG" | "STAND" | "APPRR" | "CLOSE" | "LAREQ" => Some(Why::Supply),
        "PLACE" | "CUSTOD" | "OTHER" => Some(Why::Other),
        _ => None,
    }
}

/// Why a case holder took a case, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TookOver {
    /// Management of the caseload: the case was allocated anew.
    Managed,
    /// The case holder before left the role.
    Left,
    /// Any other reason.
    Other,
}

/// SW_REASON.
pub(super) fn took_over(code: &str) -> Option<TookOver> {
    match code {
        "" => None,
        "MANAGE" => Some(TookOver::Managed),
        "LEFTRL" => Some(TookOver::Left),
        _ => Some(TookOver::Other),
    }
}

/// IN_TOUCH of who has died, and of who is back with her parents and served no longer.
pub(super) fn is_no_longer_served(code: &str) -> bool {
    matches!(code, "DIED" | "RHOM")
}

/// Whether a code that is checked and not used is on the list of its column, in whatever year. Some
/// tools write whole numbers as `1.0`.
pub(super) fn is_listed(column: &str, code: &str) -> bool {
    let code = code.trim_end_matches(".0");
    match column {
        "MOTHER" => matches!(code, "0" | "1"),
        "CIN" | "PLACE_PROVIDER" | "SEX" | "REVIEW_CODE" | "IN_TOUCH" | "ACTIV" | "ACCOM" | "SW_REASON" => {
            codes::find(column, code).is_some()
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_dated_lists_has_a_meaning_here() {
        for known in codes::all() {
            let has_meaning = match known.list {
                "RNE" => began(known.code).is_some(),
                "LS" => legal(known.code).is_some(),
                "PLACE" => lives(known.code).is_some(),
                "REC" => ended(known.code).is_some(),
                "REASON_PLACE_CHANGE" => why(known.code).is_some(),
                list => is_listed(list, known.code),
            };
            assert!(has_meaning, "{} {}", known.list, known.code);
        }
        assert!(is_listed("MOTHER", "1.0") && !is_listed("MOTHER", "2"));
        assert!(lives("T1") == Some((Lives::Other, true)) && lives("X9").is_none());
        assert_eq!(ended("X1"), Some(Ended::GoesOn));
        assert_eq!(ended("E46"), Some(Ended::Left(Route::Guardianship)));
    }
}
