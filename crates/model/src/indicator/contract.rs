//! Contracts with practices, trust, and what inspections say.

use super::declared::*;

indicators! {
    Contract
    /// Share of the months of the period in which a practice served children under a contract.
    CONTRACT_RUNNING = "contract_running", "Months under contract",
        Percent("of months"), Neither, 1, OWN,
        Ratio(|year| share(year.sums.open_months, if year.may_have_practice() { 12.0 } else { 0.0 }));
    /// Share of the looked-after child-months of the period in which a practice held the case: of the remit, how much of
    /// it the service really held.
    HELD_BY_PRACTICE = "held_by_practice", "Held by the practice",
        Percent("of child-months"), Neither, 1, OWN,
        Ratio(|year| share(year.tally.by_provider[1..].iter().sum(), year.tally.child_months));
    /// Tenders held in the period.
    TENDERS = "tenders", "Tenders",
        Plain("per period"), Neither, 2, OWN,
        Sum(|year| (year.sums.tenders, year.may_have_practice()));
    /// Times that the practice's children passed from one provider to another in the period.
    TRANSFERS = "transfers", "Transfers of children",
        Plain("per period"), Lower, 2, OWN,
        Sum(|year| (year.sums.transfers, year.may_have_practice()));
    /// Mean over the months under contract.
    TRUST = "trust", "Trust between authority and practice",
        Plain("index, 0 to 1"), Higher, 3, OWN,
        Ratio(|year| (year.sums.trust, year.sums.trusted_months));
    /// Income less costs of the practice over the period.
    PROVIDER_BALANCE = "provider_balance", "Practice's account",
        ThousandPounds, Higher, 0, OWN,
        Sum(|year| (year.sums.surplus / 1_000.0, year.may_have_practice() && year.sums.trusted_months > 0.0));
    /// Mean grade on 31 March of the authorities inspected since the study began: 1 inadequate, 2 requires
    /// improvement, 3 good, 4 outstanding.
    INSPECTION_GRADE = "inspection_grade", "Grade of the last inspection",
        Plain("grade, 1 to 4"), Higher, 2, "Ofsted, inspection of children's services",
        Ratio(|year| (year.sums.grades, year.sums.graded));
}
