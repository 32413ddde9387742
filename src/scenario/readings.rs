//! What the end of a run tells: the `[readings]` table. It moves no result.

use swplab_model::section;

use super::alternative::section;
use super::reader::Reader;
use super::tree::Table;

/// Units of results that may be told.
pub const UNITS: &[&str] =
    &["authority", "remit", "cohort_served", "cohort_eligible", "in_house", "practice"];

/// The open questions.
pub const QUESTIONS: &[&str] = &[
    "H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12", "H13", "H14", "H15", "H16",
    "H17", "H18", "H19",
];

section! {
    /// What is told, of whom.
    Readings in "readings":
    units: Option<Vec<String>> = "units" Several(UNITS), "", Open("the whole authority, and the remit where there is a practice"), "[\"remit\"]",
        "Whose figures are told. Of the whole authority and the cohorts differences from the first arm, of who a provider serves the level in each arm, since other arms have other people there.";
    indicators: Option<Vec<String>> = "indicators" Indicators, "", Open("the headline indicators"), "[\"worker_changes\"]",
        "What is told of each unit, over the whole study; what none of them has a figure of is told of the whole authority.";
    yearly: Option<Vec<String>> = "yearly" Indicators, "", Open("no value of a year is told"), "[\"trust\"]",
        "What is told year by year of the last of the units, in each arm.";
    room: Option<Vec<String>> = "room" Indicators, "", Open("nothing is told of single years"), "[\"culture\"]",
        "What a room would see of one place in year 1, 2, 4 and 8: differences from the first arm, those in brackets that are less than one year differs from the next by itself; each of the first of the units that has it, else of the whole authority or the practice.";
    questions: Option<Vec<String>> = "questions" Several(QUESTIONS), "", Open("all positions are told together"), "[\"H1\"]",
        "Open questions under whose positions the differences of the first indicator in the first unit are told too.";
    contracts: Option<String> = "contracts" Choice(&["fates", "causes"]), "", Open("no contract is told"), "\"fates\"",
        "Whether contracts are counted by what became of them, or by why they ended.";
}

/// The readings of a tree, of which some need a practice in some arm.
pub(super) fn readings(reader: &mut Reader<'_>, tree: &Table, has_practice: bool) -> Readings {
    let layers = section(reader, tree, "readings");
    let read = Readings::read(&mut |field| reader.value(&layers, field));
    let is_served = |unit: &str| ["practice", "remit", "cohort_served", "cohort_eligible"].contains(&unit);
    if !has_practice && let Some(unit) = read.units.iter().flatten().find(|unit| is_served(unit)) {
        let message = format!(
            "readings.units names \"{unit}\", but the scenario has no practice: take \"authority\" or \"in_house\"."
        );
        reader.error(layers.place("units"), "readings.units", message);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Hypotheses;

    #[test]
    fn every_open_question_may_be_told() {
        let known: Vec<&str> = Hypotheses::embedded().all().iter().map(|one| one.id.as_str()).collect();
        assert_eq!(QUESTIONS, known);
    }
}
