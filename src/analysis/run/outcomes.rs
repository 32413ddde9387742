//! Which outcomes lead in report, terminal and charts, and of which levers it is known that nobody has measured what they do. The one
//! place of both rules.

use crate::evidence::{Evidence, Grade, Mechanism, Quantity};
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

/// Levers by the first words of the field, and the rows of the evidence by which each acts: mechanisms, and quantities that stand for
/// none. Whether anybody has measured them is read there.
const ACTS_BY: [(&str, &[&str]); 18] = [
    ("contract.term_years", &["M68", "M69"]),
    ("contract.break_years", &["M69"]),
    ("contract.extension_years", &["M68", "M69"]),
    ("contract.review_months", &["M76"]),
    ("contract.review_style", &["M74", "M75"]),
    ("in_house.leadership", &["M93"]),
    ("in_house.middle_management", &["M41"]),
    ("in_house.cpd", &["M96"]),
    ("in_house.learning", &["M100"]),
    ("in_house.health_check", &["M128"]),
    ("in_house.shared_reviews", &["culture.shared-reviews"]),
    ("practice.leadership", &["M93"]),
    ("practice.middle_management", &["M41"]),
    ("practice.learning", &["M100"]),
    ("practice.workers_move_share", &["M03"]),
    ("in_house.caseload", &["M12", "M15"]),
    ("practice.consultation", &["M04", "M05"]),
    ("practice.budget_", &["M34", "M35", "M38"]),
];

/// What a source says of the strength of a claim that nobody has measured begins so: a direction and no size.
const NO_SIZE: [&str; 6] =
    ["sign only", "implied", "none measured", "not measured", "not tested", "untested"];

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

/// Whether a path is of a field, of the one practice or of one that is named: `practice.North.consultation`,
/// `practice.North.contract.term_years`.
fn is_of(path: &str, begins: &str) -> bool {
    let of_practice = begins.strip_prefix("practice").map_or_else(|| format!(".{begins}"), str::to_owned);
    path.starts_with(begins) || path.starts_with("practice.") && path.contains(&of_practice)
}

/// Whether a claim has no measured size: its source tells a direction alone, and each of its numbers is an assumption.
fn is_without_size(strength: &str, grades: &[Grade]) -> bool {
    NO_SIZE.iter().any(|words| strength.starts_with(words)) && grades.iter().all(|grade| *grade == Grade::D)
}

/// Whether nobody has measured what a row of the evidence says; of a quantity the strength stands in its source.
fn is_unmeasured(id: &str) -> bool {
    if let Some(claim) = Mechanism::find(id) {
        let grades: Vec<Grade> = claim.quantities().map(|quantity| quantity.grade).collect();
        return is_without_size(&claim.strength, &grades);
    }
    let quantity = Evidence::embedded().quantities().iter().find(|quantity| quantity.id == id);
    quantity.is_some_and(|quantity| quantity.grade == Grade::D && quantity.source.contains(NO_SIZE[0]))
}

/// The rows of the evidence by which fields act; none where it is not known of each of them.
fn rows_of<'a>(paths: impl Iterator<Item = &'a str>) -> Option<Vec<&'static str>> {
    let mut rows: Vec<&'static str> = Vec::new();
    for path in paths {
        let (_, ids) = ACTS_BY.iter().find(|(begins, _)| is_of(path, begins))?;
        for id in ids.iter().copied().filter(|id| !rows.contains(id)).collect::<Vec<_>>() {
            rows.push(id);
        }
    }
    (!rows.is_empty()).then_some(rows)
}

/// The quantities by which fields act first; none where it is not known of each field, or where no number stands for it.
pub(crate) fn acting<'a>(paths: impl Iterator<Item = &'a str>) -> Option<Vec<&'static Quantity>> {
    let mut all: Vec<&'static Quantity> = Vec::new();
    for id in rows_of(paths)? {
        let own = Evidence::embedded().quantities().iter().filter(|quantity| quantity.id == id);
        match Mechanism::find(id) {
            Some(claim) => all.extend(claim.quantities()),
            None => all.extend(own),
        }
    }
    all.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    all.dedup_by(|a, b| a.id == b.id);
    (!all.is_empty()).then_some(all)
}

/// The outcome on which fields act directly, where each number by which they act is an assumption whose range lies on one side: that
/// it moves to that side in every history is put in.
pub(crate) fn put_in<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    let is_one_sided = |one: &&Quantity| one.grade == Grade::D && one.low * one.high >= 0.0;
    let all = acting(paths.clone())?;
    if !all.iter().all(is_one_sided) {
        return None;
    }
    let mut directly = paths.filter_map(|path| {
        let (_, outcomes) = ACTS_ON.iter().find(|(begins, _)| path.starts_with(begins))?;
        outcomes.first().copied()
    });
    directly.next()
}

/// Ways of working that act and have no price: neither `levers` nor another process asks money for them.
const FREE: [(&str, &str); 9] = [
    ("consultation", "consultation before a transfer"),
    ("learning", "a learning culture"),
    ("shared_reviews", "reviews with shared information"),
    ("case_ownership", "workers who own their cases"),
    ("advocacy", "advocacy by the worker"),
    ("family_contact", "attention to family contact"),
    ("choice_of_worker", "choice of worker"),
    ("co_production", "outcomes agreed with families"),
    ("protocols", "protocols agreed at the outset"),
];

/// What fields set that the evidence has no price of, in words.
pub(crate) fn without_price<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Vec<&'static str> {
    let sets = |key: &str| {
        let is_way = |path: &str| {
            let (section, own) = path.rsplit_once('.').unwrap_or(("", path));
            own == key && (section == "in_house" || section.starts_with("practice"))
        };
        paths.clone().any(is_way)
    };
    FREE.iter().filter(|(key, _)| sets(key)).map(|(_, words)| *words).collect()
}

/// What the evidence has of an effect that nobody has measured, where that is so of every field in which arms differ.
pub(crate) fn unmeasured<'a>(paths: impl Iterator<Item = &'a str>) -> Option<String> {
    rows_of(paths).filter(|rows| rows.iter().all(|id| is_unmeasured(id)))?;
    Some("the evidence says which way, and no source how far".to_owned())
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
        let begin = ACTS_ON.iter().map(|(begins, _)| begins).chain(ACTS_BY.iter().map(|(begins, _)| begins));
        for begins in begin {
            let is_known =
                FIELDS.iter().any(|field| format!("{}.{}", field.section, field.key).starts_with(begins));
            assert!(is_known, "{begins}");
        }
    }

    /// The files of the evidence, read again as what they are.
    fn rows() -> Vec<toml::Table> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("evidence");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|end| end == "toml"));
        let tables = files.map(|path| std::fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap());
        let lists = tables.flat_map(|table| table.into_iter().map(|(_, value)| value).collect::<Vec<_>>());
        let rows = lists.filter_map(|value| value.as_array().cloned()).flatten();
        rows.filter_map(|row| row.as_table().cloned()).collect()
    }

    /// "No study has measured this" is said of a lever where every row by which it acts has a direction and assumptions alone, and of
    /// no other.
    #[test]
    fn what_is_called_unmeasured_is_so_in_the_rows_of_the_evidence() {
        let rows = rows();
        let text =
            |row: &toml::Table, key: &str| row.get(key).and_then(|value| value.as_str().map(str::to_owned));
        let mut said = Vec::new();
        for (begins, ids) in ACTS_BY {
            let mut is_open = true;
            for id in ids {
                let own = rows.iter().find(|row| text(row, "id").as_deref() == Some(*id));
                let own = own.unwrap_or_else(|| panic!("{begins}: the evidence has no {id}"));
                let of_claim = rows.iter().filter(|row| {
                    let claims = row.get("mechanisms").and_then(|list| list.as_array());
                    claims.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(*id)))
                });
                let mut grades: Vec<String> = of_claim.filter_map(|row| text(row, "grade")).collect();
                grades.extend(text(own, "grade"));
                assert!(!grades.is_empty(), "{id} has no number");
                let strength = text(own, "strength").or_else(|| text(own, "source")).unwrap();
                let has_size = !NO_SIZE.iter().any(|words| strength.contains(words));
                is_open &= !has_size && grades.iter().all(|grade| grade == "D");
            }
            assert_eq!(unmeasured(std::iter::once(begins)).is_some(), is_open, "{begins}");
            said.extend(is_open.then_some(begins));
        }
        assert!(said.len() > 5 && said.len() < ACTS_BY.len(), "{said:?}");
    }

    /// Fields that act on culture, and those that act on what young people feel, act by assumptions of one side alone; of a field that
    /// nobody has listed nothing is known.
    #[test]
    fn by_which_numbers_fields_act_is_told_of_all_of_them_or_of_none() {
        let culture =
            ["in_house.shared_reviews", "in_house.leadership", "in_house.health_check", "in_house.cpd"];
        let all = acting(culture.into_iter()).unwrap();
        for id in [
            "culture.shared-reviews",
            "culture.leadership",
            "culture.toolkits",
            "culture.manager-development",
        ] {
            assert!(all.iter().any(|one| one.id == id), "{id}");
        }
        assert!(all.iter().all(|one| one.grade == Grade::D));
        assert!(acting(culture.into_iter().chain(["in_house.office"])).is_none());
        let moving = ["practice.consultation", "practice.workers_move_share"];
        let ids: Vec<&str> = acting(moving.into_iter()).unwrap().iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["transfer.consultation", "transfer.resentment", "transfer.workers-move.first"]);
        assert_eq!(put_in(moving.into_iter()), Some("satisfaction"));
        // A range that holds either side puts nothing in, and neither does a number that was measured.
        assert_eq!(put_in(["practice.budget_holder"].into_iter()), None);
        assert_eq!(put_in(["in_house.caseload"].into_iter()), None);
    }

    /// What is said to have no price is a field of the service model, and no quantity of money is of it.
    #[test]
    fn what_is_without_a_price_has_none_in_the_evidence() {
        use crate::model::process::levers::price;
        use crate::model::settings::MoneySettings;
        let embedded = Evidence::embedded();
        let parameters = crate::evidence::ParameterSet::central(embedded, &Default::default());
        let money =
            MoneySettings::new(&parameters, &crate::evidence::Positions::drawn(&Default::default(), |_| 0.0));
        for (key, _) in FREE {
            assert!(FIELDS.iter().any(|field| field.section == "practice" && field.key == key), "{key}");
            let id = key.replace('_', "-");
            let priced = embedded.quantities().iter().filter(|one| one.unit.starts_with('£'));
            assert!(!priced.into_iter().any(|one| one.id.contains(&id)), "{key} has a price");
        }
        let usual = crate::evidence::ServiceModel::default();
        let free = crate::evidence::ServiceModel {
            learning: 1.0,
            shared_reviews: 1.0,
            consultation: 1.0,
            case_ownership: 1.0,
            advocacy: 1.0,
            family_contact: 1.0,
            choice_of_worker: 1.0,
            co_production: 1.0,
            protocols: 1.0,
            ..usual
        };
        assert_eq!(price(&free, &usual, &money), 0.0);
        let set =
            ["practice.North.consultation", "in_house.learning", "practice.cpd", "contract.review_months"];
        assert_eq!(without_price(set.into_iter()), ["consultation before a transfer", "a learning culture"]);
    }

    #[test]
    fn a_claim_with_a_size_or_a_measured_number_is_not_unmeasured() {
        assert!(is_without_size("sign only; an example", &[Grade::D, Grade::D]));
        assert!(!is_without_size("sign only", &[Grade::D, Grade::C]));
        assert!(!is_without_size("a third fewer in one matched evaluation", &[Grade::D]));
        assert!(
            is_unmeasured("culture.shared-reviews")
                && !is_unmeasured("workforce.leaving")
                && !is_unmeasured("M12")
        );
    }

    #[test]
    fn an_effect_is_unmeasured_only_if_no_lever_of_it_was_measured() {
        let said = unmeasured(["contract.term_years"].into_iter());
        assert_eq!(said.as_deref(), Some("the evidence says which way, and no source how far"));
        assert!(unmeasured(["contract.term_years", "in_house.caseload"].into_iter()).is_none());
        assert!(unmeasured(std::iter::empty()).is_none());
        assert_eq!(of_fields(["practice.consultation"].into_iter()), ["satisfaction", "worker_changes"]);
    }
}
