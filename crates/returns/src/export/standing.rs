//! The legal status of children on a day, as the return of the authority would tell it. The model has none: status is
//! assigned by the export, from published shares, and follows what is simulated (placements with parents, adoption).

use super::days::Calendar;
use super::known::{dated, leader_of};
use super::legal::Status;
use super::{arriving, numbers, of_authority};
use swplab_model::calendar::{Day, MONTHS_A_YEAR};
use swplab_model::history::CareHistories;
use swplab_model::terms::{AGES, age_band};

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
    let (numbers, calendar, draws) =
        (numbers(histories, authority), Calendar { first_year }, &histories.draws);
    let mut days = vec![[[0; AGES]; LegalStatus::ALL.len()]; years as usize + 1];
    let told: Vec<Day> =
        (0..=years).map(|passed| Day::first_of_financial_year(first_year + passed as i32).plus(-1)).collect();
    let children = of_authority(histories, authority);
    for (position, child, arrival) in arriving(histories, children, calendar, &numbers) {
        let (person, periods) = dated(position, child, &arrival, calendar, &numbers, draws);
        // Carers and addresses change no status: where she lives need not be told.
        for (number, period) in periods.iter().enumerate() {
            let leader = leader_of(number, child.name, &arrival);
            let statuses = Status::of(leader, number, &person, period, &numbers, draws);
            // In care on the day on which it begins, and no longer on that on which it ends.
            let in_care =
                |day: &Day| period.began() <= *day && period.ended.is_none_or(|(ended, _)| ended > *day);
            for (passed, day) in told.iter().enumerate().filter(|(_, day)| in_care(day)) {
                let code = statuses.on(*day);
                let status = LegalStatus::ALL.iter().position(|status| status.code() == code);
                let status = status.unwrap_or_else(|| panic!("no legal status has the code {code}"));
                // The age of the simulated child, by which placements and stages are counted too.
                let months = f64::from(passed as u32 * MONTHS_A_YEAR) - child.born;
                days[passed][status][age_band(months)] += 1;
            }
        }
    }
    days
}
