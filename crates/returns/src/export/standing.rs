//! The legal status of children on a day, as the return of the authority would tell it. The model has none: status is
//! assigned by the export, from published shares, and follows what is simulated (placements with parents, adoption).

use std::ops::Range;

use super::known::Told;
use super::{known, numbers};
use swplab_model::calendar::{Day, MONTHS_A_YEAR};
use swplab_model::history::CareHistories;
use swplab_model::terms::{AGES, AgeBand, age_band};

/// A legal status, as far as an export tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LegalStatus {
    /// V2: accommodated by agreement (Children Act 1989, section 20).
    Agreement,
    /// C1: interim care order.
    InterimOrder,
    /// C2: full care order.
    FullOrder,
    /// E1: placement order.
    PlacementOrder,
    /// L1: police protection.
    PoliceProtection,
    /// L2: emergency protection order.
    EmergencyOrder,
    /// J1: remanded to the authority.
    Remand,
}

impl LegalStatus {
    /// Every status, in the order of the tables.
    pub const ALL: [LegalStatus; 7] = [
        LegalStatus::Agreement,
        LegalStatus::InterimOrder,
        LegalStatus::FullOrder,
        LegalStatus::PlacementOrder,
        LegalStatus::PoliceProtection,
        LegalStatus::EmergencyOrder,
        LegalStatus::Remand,
    ];

    /// The key in tables.
    pub const fn key(self) -> &'static str {
        match self {
            LegalStatus::Agreement => "agreement",
            LegalStatus::InterimOrder => "interim-order",
            LegalStatus::FullOrder => "full-order",
            LegalStatus::PlacementOrder => "placement-order",
            LegalStatus::PoliceProtection => "police-protection",
            LegalStatus::EmergencyOrder => "emergency-order",
            LegalStatus::Remand => "remand",
        }
    }

    /// The code of the return (LS).
    pub const fn code(self) -> &'static str {
        match self {
            LegalStatus::Agreement => "V2",
            LegalStatus::InterimOrder => "C1",
            LegalStatus::FullOrder => "C2",
            LegalStatus::PlacementOrder => "E1",
            LegalStatus::PoliceProtection => "L1",
            LegalStatus::EmergencyOrder => "L2",
            LegalStatus::Remand => "J1",
        }
    }
}

/// Children of an authority by legal status, age and day: `[day][status][age]`. Day 0 is the eve of the study, the others
/// are the last days of its years.
pub type LegalStanding = Vec<[[u32; AGES]; LegalStatus::ALL.len()]>;

/// The legal status of an authority's children on the first day and at each year's end, as an export of the same replication
/// tells it. `authority` is a position in the scenario, `first_year` the calendar year of the study's first 1 April, and
/// `years` how many there are.
pub fn legal_standing(
    histories: &CareHistories,
    authority: usize,
    first_year: i32,
    years: u32,
) -> LegalStanding {
    let numbers = numbers(histories, authority);
    let all: Range<u32> = 0..years;
    let children = known(histories, (authority, first_year), &all, &numbers, Told::Episodes);
    let mut days = vec![[[0; AGES]; LegalStatus::ALL.len()]; years as usize + 1];
    for (passed, counted) in (0..=years).zip(&mut days) {
        let day = Day::first_of_financial_year(first_year + passed as i32).plus(-1);
        for (position, child) in &children {
            let Some(episode) = child.episode_on(day) else { continue };
            let status = LegalStatus::ALL.iter().position(|status| status.code() == episode.legal);
            // The age of the simulated child, by which placements and stages are counted too.
            let months = f64::from(passed * MONTHS_A_YEAR) - histories.children[*position].born;
            let age: AgeBand = AgeBand::ALL[age_band(months)];
            let status = status.unwrap_or_else(|| panic!("no legal status has the code {}", episode.legal));
            counted[status][age as usize] += 1;
        }
    }
    days
}
