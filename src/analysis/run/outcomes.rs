//! Which outcomes lead in report, terminal and charts, and of which levers it is known that nobody has measured what they do. The one
//! place of both rules.

use crate::indicator::money::COST_PER_CHILD_YEAR;
use crate::indicator::{HEADLINES, Indicator, Subject, indicator};
use crate::scenario::Scenario;

/// Fields by their first words, and the outcomes that lead where arms differ in one of them.
const ACTS_ON: [(&str, &[&str]); 12] = [
    ("in_house.leadership", &["culture", "direct_hours", "relationship"]),
    ("in_house.middle_management", &["culture", "direct_hours", "relationship"]),
    ("in_house.learning", &["culture", "direct_hours", "relationship"]),
    ("in_house.shared_reviews", &["culture", "direct_hours", "relationship"]),
    ("practice.leadership", &["culture", "direct_hours", "relationship"]),
    ("practice.consultation", &["satisfaction", "worker_changes"]),
    ("in_house.caseload", &["direct_hours", "worker_changes", "turnover"]),
    ("in_house.vacancies_held", &["worker_changes", "direct_hours", "vacancy"]),
    ("authority.budget_cut", &["direct_hours", "worker_changes", "cost_per_child_year"]),
    ("practice.budget_", &["decision_wait", "moves", "cost_per_child_year"]),
    ("practice.specialis", &["disruptions", "relationship"]),
    ("in_house.pathway_teams", &["worker_changes", "same_worker_all_year", "changes_pathway"]),
];

/// Levers of which the evidence says that no study has measured their effect, by the first words of the field, and where it says so.
const UNMEASURED: [(&str, &str); 8] = [
    ("contract.term_years", "no evaluation of the pilots compared lengths of contract"),
    ("contract.break_years", "no evaluation of the pilots compared terms of contract"),
    ("contract.extension_years", "no evaluation of the pilots compared terms of contract"),
    ("in_house.leadership", "the summit of 2014 said which way, and nobody how far"),
    ("in_house.middle_management", "the summit of 2014 said which way, and nobody how far"),
    ("in_house.shared_reviews", "the summit of 2014 said which way, and nobody how far"),
    ("practice.consultation", "evaluators heard of resentment and measured no size of it"),
    ("contract.review_style", "the summit of 2014 said which way, and nobody how far"),
];

/// The outcomes that lead: those that the scenario names; else those of which its `[readings]` tell, what is a matter of
/// contracts left out; else those on which the fields act in which arms differ; else the headlines. Cost is always among them.
pub(crate) fn leading(scenario: &Scenario) -> Vec<&'static Indicator> {
    let paths = scenario.arms.iter().flat_map(|arm| &arm.changes).map(|(path, _)| path.as_str());
    let is_of_people = |id: &&String| indicator(id).is_none_or(|one| one.subject != Subject::Contract);
    let mut ids: Vec<&str> = scenario.outcomes.iter().flatten().map(String::as_str).collect();
    if ids.is_empty() {
        let told = scenario.readings.indicators.iter().flatten();
        ids = told.filter(is_of_people).map(String::as_str).collect();
    }
    if ids.is_empty() {
        ids = of_fields(paths);
    }
    if ids.is_empty() {
        ids = HEADLINES.iter().map(|headline| headline.id).collect();
    }
    ids.push(COST_PER_CHILD_YEAR.id);
    let mut found: Vec<&'static Indicator> = Vec::new();
    for one in ids.into_iter().filter_map(indicator) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// Outcomes on which fields act, in the order of the list.
fn of_fields<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let paths: Vec<&str> = paths.collect();
    let acts = |begins: &str| paths.iter().any(|path| path.starts_with(begins));
    ACTS_ON
        .iter()
        .filter(|(begins, _)| acts(begins))
        .flat_map(|(_, outcomes)| outcomes.iter().copied())
        .collect()
}

/// Who says that nobody has measured the effect, where every field in which arms differ is such a lever.
pub(crate) fn unmeasured<'a>(paths: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut who: Option<&str> = None;
    for path in paths {
        let known = UNMEASURED.iter().find(|(begins, _)| path.starts_with(begins));
        who = who.or(Some(known?.1));
    }
    who.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::declaration::FIELDS;

    #[test]
    fn rules_name_fields_and_outcomes_that_there_are() {
        for (begins, outcomes) in ACTS_ON {
            assert!(outcomes.iter().all(|id| indicator(id).is_some()), "{begins}");
        }
        let begin =
            ACTS_ON.iter().map(|(begins, _)| begins).chain(UNMEASURED.iter().map(|(begins, _)| begins));
        for begins in begin {
            let is_known =
                FIELDS.iter().any(|field| format!("{}.{}", field.section, field.key).starts_with(begins));
            assert!(is_known, "{begins}");
        }
    }

    #[test]
    fn an_effect_is_unmeasured_only_if_no_lever_of_it_was_measured() {
        assert!(unmeasured(["contract.term_years"].into_iter()).is_some());
        assert!(unmeasured(["contract.term_years", "in_house.caseload"].into_iter()).is_none());
        assert!(unmeasured(std::iter::empty()).is_none());
        assert_eq!(of_fields(["practice.consultation"].into_iter()), ["satisfaction", "worker_changes"]);
    }
}
