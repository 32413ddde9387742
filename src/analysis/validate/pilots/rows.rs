//! The table of facts: what was seen, in which window, what is asked of the model, where it is looked for.

use super::looks::{Lives, Look};
use super::{Found, companies, evaluated, programme, services, sites};

/// One fact.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Row of the evidence review, section C.
    pub id: &'static str,
    /// What was seen.
    pub fact: &'static str,
    /// When: the window that the observation had.
    pub window: &'static str,
    /// What is asked of the model.
    pub tolerance: &'static str,
    /// Worlds in which it is read.
    pub looks: &'static [Look],
    /// Reads it.
    pub read: fn(&Lives) -> Found,
    /// What a pass is worth, where it is worth less than it seems.
    pub worth: &'static str,
    /// Why it is missed, where that is known.
    pub missed: &'static str,
}

const PLAIN: Row = Row {
    id: "",
    fact: "",
    window: "first year",
    tolerance: "",
    looks: &[Look::Evaluation],
    read: evaluated::v01,
    worth: "",
    missed: "",
};

/// All facts that the evidence review lists for the fit.
pub const ROWS: [Row; 19] = [
    Row {
        id: "V01",
        fact: "Caseloads are lower than in comparison authorities",
        tolerance: "lower in 80% of runs",
        read: evaluated::v01,
        worth: "the team of Catch22 is not known and is given the caseload reported for Evolve YP, so this is no independent evidence",
        ..PLAIN
    },
    Row {
        id: "V03",
        fact: "More staff have enough time for direct work",
        tolerance: "more in 80% of runs",
        read: evaluated::v03,
        worth: "it rests on the teams of V01",
        ..PLAIN
    },
    Row {
        id: "V05",
        fact: "Paperwork takes as much time",
        tolerance: "within 5% of authorities' time",
        read: evaluated::v05,
        ..PLAIN
    },
    Row {
        id: "V06",
        fact: "Three of five practices have low turnover",
        window: "first 18 months, paired",
        tolerance: "2 to 4 of 5",
        looks: &[Look::Sites],
        read: sites::v06,
        ..PLAIN
    },
    Row {
        id: "V07",
        fact: "The company loses about half of its qualified staff in its second year, not in its first",
        window: "years 1 and 2",
        tolerance: "35 to 65% in the second, under 30% in the first",
        looks: &[Look::Spirit],
        read: companies::v07,
        worth: "it holds only with suspicion, the drift of trust and what staff make of its loss at the upper ends of their ranges: the model says how strong they must have been, not why",
        ..PLAIN
    },
    Row {
        id: "V09",
        fact: "More children keep their worker for a year once the practice is established",
        window: "months 18 to 30",
        tolerance: "more in 80% of runs",
        read: evaluated::v09,
        ..PLAIN
    },
    Row {
        id: "V12",
        fact: "Most practices cut placement moves; the one with an incentive to save on placements did not",
        window: "first year, paired",
        tolerance: "3 to 4 of 5 cut; the incentivised one in at most 20% of runs",
        looks: &[Look::Sites, Look::Evaluation],
        read: sites::v12,
        worth: "what quick decisions prevent is assumed and was set with this sign in view, what knowing carers prevents was derived without it; which practice had the incentive is not published and is taken for the company",
        ..PLAIN
    },
    Row {
        id: "V13",
        fact: "Children speak as well of their worker in both, and well",
        tolerance: "no difference that 169 interviews would show; over 60% speak well",
        read: evaluated::v13,
        worth: "what is kept of a relationship at a hand-over, engagement and culture were sized with this row in view",
        ..PLAIN
    },
    Row {
        id: "V16",
        fact: "Staff and carers see faster decisions",
        window: "first year, paired",
        tolerance: "faster in 80% of runs",
        looks: &[Look::Sites, Look::Evaluation],
        read: sites::v16,
        ..PLAIN
    },
    Row {
        id: "V18",
        fact: "Jobs are less secure",
        tolerance: "sign, in 80% of runs",
        read: evaluated::v18,
        ..PLAIN
    },
    Row {
        id: "V20",
        fact: "Of five practices three serve in May 2013 and one in October 2014",
        window: "38 and 55 months after opening",
        tolerance: "1 either way",
        looks: &[Look::FirstWave],
        read: programme::v20,
        worth: "how often a unit inside its authority is dissolved was taken from two such units",
        ..PLAIN
    },
    Row {
        id: "V24",
        fact: "A failed inspection stops a site before it opens",
        window: "preparation",
        tolerance: "20 to 80% of runs",
        looks: &[Look::Selected],
        read: programme::v24,
        worth: "the rate of visits without notice was set with this row in view",
        ..PLAIN
    },
    Row {
        id: "V25",
        fact: "Openings slip",
        window: "preparation",
        tolerance: "2 to 8 months, median 4 to 8",
        looks: &[Look::Selected],
        read: programme::v25,
        worth: "it was put in",
        ..PLAIN
    },
    Row {
        id: "V26",
        fact: "No site saves money at a level price",
        window: "three years, paired",
        tolerance: "at least 4 of 5 without a saving",
        looks: &[Look::Sites],
        read: sites::v26,
        worth: "two of four authorities called it neutral; here a small practice is a little dearer everywhere",
        ..PLAIN
    },
    Row {
        id: "V31",
        fact: "A company owned by councils goes from inadequate to outstanding and is renewed",
        window: "six years",
        tolerance: "two signs, each in 80% of runs",
        looks: &[Look::Company],
        read: companies::v31,
        worth: "it holds for each sign, not for both at once; the row is one company, seen because it succeeded",
        ..PLAIN
    },
    Row {
        id: "V34",
        fact: "A service for those of 16 and over grows under one contract",
        window: "23 months",
        tolerance: "25%, 10 points either way",
        looks: &[Look::Kent],
        read: services::v34,
        ..PLAIN
    },
    Row {
        id: "V35",
        fact: "A staff-led practice has 13 to 19 cases for each case holder, a team of 9 to 15",
        tolerance: "inside",
        looks: &[Look::Evolve],
        read: services::v35,
        worth: "the team was put in",
        ..PLAIN
    },
    Row {
        id: "V36",
        fact: "A quarter of children in authorities' care have two or more changes of worker",
        window: "a year, in house",
        tolerance: "20 to 30%",
        looks: &[Look::Average],
        read: services::v36,
        worth: "the quantities behind it were set with this row in view",
        ..PLAIN
    },
    Row {
        id: "V37",
        fact: "A tenth of them have two or more moves",
        window: "a year, in house",
        tolerance: "8 to 12%",
        looks: &[Look::Average],
        read: services::v37,
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_words_and_stands_once() {
        for (at, row) in ROWS.iter().enumerate() {
            for words in [row.id, row.fact, row.window, row.tolerance] {
                assert!(!words.is_empty(), "{}", row.id);
            }
            assert!(ROWS[..at].iter().all(|other| other.id < row.id));
        }
    }
}
