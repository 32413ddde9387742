//! PLACE of the model's kinds of placement, by age and legal status.

use super::form;
use swplab_model::history::PlacementType;

/// PLACE of a kind, and after a change of status only; `legal` is the status with which the placement begins.
pub(super) fn place(kind: PlacementType, age: i32, legal: &str, u: f64) -> [&'static str; 2] {
    let alike = |item: &str| [form::choose(item, u); 2];
    let is_order = legal.starts_with(['C', 'E']);
    match kind {
        PlacementType::Foster if age < 2 => [form::choose("infant-foster", u), "U4"],
        PlacementType::Foster => ["U6", "U4"],
        PlacementType::Kinship if age < 2 => [form::choose("infant-kinship", u), "U1"],
        PlacementType::Kinship => ["U3", "U1"],
        PlacementType::Parents => ["P1"; 2],
        // Without an order parents have agreed to it.
        PlacementType::Adoption => [if legal == "E1" { "A6" } else { "A4" }; 2],
        PlacementType::SemiIndependent if age >= 16 => alike("supported"),
        PlacementType::Other if age < 1 => alike("other-under-1"),
        PlacementType::Other if age < 10 => alike("other-1"),
        PlacementType::Other if legal == "J1" => alike("other-remand"),
        PlacementType::Other if age < 16 => alike("other-10"),
        PlacementType::Other if is_order => alike("other-order-16"),
        PlacementType::Other => alike("other-16"),
        _ if legal == "J1" => alike("residential-remand"),
        // No boarding school takes a child under 4 (rule 373).
        _ if age < 4 => ["K2"; 2],
        _ if age >= 12 => alike("residential-12"),
        _ => alike("residential"),
    }
}

/// PLACE as the lists of a collection year have it: supported accommodation has a code of its own from 2026 on, in which
/// independent living is told, and other placements are of four kinds. `which` tells children apart.
pub(super) fn as_listed(place: &'static str, codes: i32, which: usize) -> &'static str {
    match place {
        "H5" | "P2" if codes >= 2026 => "K3",
        "Z1" if codes >= 2026 => ["Z11", "Z12", "Z13", "Z14"][which % 4],
        _ => place,
    }
}

/// PLACE_PROVIDER, where the kind of place says it: parents; public bodies of hospitals, prisons and secure homes; none of
/// other placements.
pub(super) fn provider(place: &str) -> Option<&'static str> {
    match place {
        "P1" => Some("PR0"),
        "R2" | "R5" => Some("PR3"),
        "K1" => Some("PR2"),
        "Z1" => Some(""),
        _ => None,
    }
}

/// Whether a place is registered, and has a number, in the lists of a collection year.
pub(super) fn is_registered(place: &str, codes: i32) -> bool {
    match place {
        "P1" | "P3" | "R1" | "R2" | "R5" | "Z1" => false,
        "H5" => codes >= 2024,
        "P2" => codes >= 2026,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_child_under_4_boards_at_a_school_and_some_older_ones_do() {
        let schools = |age: i32| {
            let at =
                |kind: &PlacementType, part: u32| place(*kind, age, "C2", (f64::from(part) + 0.5) / 2000.0);
            let all = PlacementType::ALL.iter().flat_map(|kind| (0..2000).map(move |part| at(kind, part)));
            all.flatten().filter(|code| *code == "S1").count()
        };
        assert!((0..4).all(|age| schools(age) == 0));
        assert!((4..16).any(|age| schools(age) > 0));
    }
}
