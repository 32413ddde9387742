//! The canonical text of a scenario as resolved: one line per value, sorted, defaults filled in. Its
//! hash stands in the manifest, so a comment or the order of keys changes nothing and a value does.

use std::fmt::Display;

use crate::evidence::{ATTRIBUTES, Level, LevelFactor};

use super::scenario::{Alternative, Authority, Practice, Scenario};

/// The canonical text.
pub(super) fn resolved(scenario: &Scenario) -> String {
    let mut lines = Vec::new();
    let mut line = |path: String, value: &dyn Display| lines.push(format!("{path} = {value}"));
    line("title".into(), &format!("{:?}", scenario.title));
    line("question".into(), &format!("{:?}", scenario.question));
    line("study.start".into(), &scenario.start);
    line("study.horizon_years".into(), &scenario.horizon_years);
    line("study.replications".into(), &scenario.replications);
    line("study.seed".into(), &scenario.seed);
    for (index, factor) in scenario.sweep.iter().enumerate() {
        let levels = factor.levels.join(", ");
        line(format!("sweep.{index:03}.{}", factor.path), &format!("[{levels}]"));
    }
    for (path, value) in scenario.observation.lines() {
        line(format!("observation.{path}"), &value);
    }
    for (index, arm) in scenario.arms.iter().enumerate() {
        let at = format!("arms.{index:03}");
        line(format!("{at}.name"), &format!("{:?}", arm.name));
        for (path, value) in values(&arm.alternative) {
            line(format!("{at}.{path}"), &value);
        }
    }
    lines.sort();
    lines.join("\n") + "\n"
}

/// The flows that a profile has, and England's figures against which they stand.
fn figures_of_the_year(authority: &Authority) -> [String; 2] {
    let nation = &authority.national;
    let england = |first: f64| format!("{:?}", [first, nation.stock, nation.ceased, nation.growth]);
    match (authority.flows, authority.any_time, nation.any_time) {
        (None, Some(own), Some(all)) => [format!("any_time {own}"), england(all)],
        (flows, ..) => [format!("{flows:?}"), england(nation.started)],
    }
}

/// Path and value of everything that an arm can set.
fn values(alternative: &Alternative) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut put = |path: String, value: String| values.push((path, value));
    let open = |value: Option<f64>| value.map_or("evidence".to_string(), |v| v.to_string());
    for (index, authority) in alternative.authorities.iter().enumerate() {
        let at = format!("authorities.{index:03}");
        put(format!("{at}.profile"), format!("{:?}", authority.profile));
        put(format!("{at}.ages"), format!("{:?}", authority.ages));
        put(format!("{at}.placements"), format!("{:?}", authority.placements));
        let [flows, national] = figures_of_the_year(authority);
        put(format!("{at}.flows"), flows);
        put(format!("{at}.national"), national);
        if let Some(ages) = authority.arrival_ages {
            put(format!("{at}.arrival_ages"), format!("{ages:?}"));
        }
        for (level, own) in Level::ALL.iter().zip(&authority.levels) {
            if *own != LevelFactor::ONE {
                let value = format!("{:?}", [own.factor, own.log_sd]);
                put(format!("{at}.levels.{}", level.key()), value);
            }
        }
        for (row, child) in authority.children.iter().enumerate() {
            put(format!("{at}.child.{row:05}"), format!("{child:?}"));
        }
        put(format!("{at}.arrivals_factor"), authority.arrivals_factor.to_string());
        let cut = authority.cut;
        if cut.yearly > 0.0 {
            let course = [cut.yearly, cut.from_months, cut.years];
            put(format!("{at}.budget_cut"), format!("{course:?}"));
        }
    }
    for (index, in_house) in alternative.in_house.iter().enumerate() {
        let at = format!("in_house.{index:03}");
        put(format!("{at}.caseload"), open(in_house.caseload));
        put(format!("{at}.serve_to_age"), in_house.serve_to_age.to_string());
        put(format!("{at}.pathway_teams"), in_house.pathway_teams.to_string());
        put(format!("{at}.vacancies_held"), open(in_house.vacancies_held));
        service_model(&mut put, &at, &in_house.service_model);
    }
    for (index, event) in alternative.events.iter().enumerate() {
        put(format!("event.{index:03}"), format!("{event:?}"));
    }
    for (index, practice) in alternative.practices.iter().enumerate() {
        let at = format!("practice.{index:03}");
        put(format!("{at}.name"), format!("{:?}", practice.name));
        put(format!("{at}.authority"), practice.authority.to_string());
        put(format!("{at}.reviews_only"), practice.reviews_only.to_string());
        put(format!("{at}.form"), practice.form.name().to_string());
        put(format!("{at}.size"), practice.size.to_string());
        if let Some(most) = practice.grows_to {
            put(format!("{at}.grows_to"), most.to_string());
        }
        put(format!("{at}.min_age"), practice.min_age.to_string());
        put(format!("{at}.care_leavers_share"), open(practice.care_leavers_share));
        put(format!("{at}.serve_to_age"), practice.serve_to_age.to_string());
        put(format!("{at}.social_workers"), practice.social_workers.to_string());
        put(format!("{at}.personal_advisers"), practice.personal_advisers.to_string());
        put(format!("{at}.other_staff"), practice.other_staff.to_string());
        put(format!("{at}.workers_move_share"), open(practice.workers_move_share));
        put(format!("{at}.buyers"), practice.buyers.to_string());
        put(
            format!("{at}.grant_window_months"),
            practice.grant_window_months.map_or("none".to_string(), |months| months.to_string()),
        );
        service_model(&mut put, &at, &practice.service_model);
        grants(&mut put, &at, practice);
        let terms = &practice.contract;
        let at = format!("{at}.contract");
        put(format!("{at}.term_months"), terms.term_months.to_string());
        put(format!("{at}.extension_months"), terms.extension_months.to_string());
        put(format!("{at}.review_months"), terms.review_months.to_string());
        put(format!("{at}.review_style"), terms.review_style.name().to_string());
        put(format!("{at}.break_months"), terms.break_months.to_string());
        put(format!("{at}.price_follows_numbers"), terms.price_follows_numbers.to_string());
        if terms.adjusts_price {
            put(format!("{at}.price_adjustment"), "true".into());
        }
        put(format!("{at}.price_ratio"), terms.price_ratio.to_string());
        put(format!("{at}.retender"), terms.retender.to_string());
        put(format!("{at}.mobilisation_months"), open(terms.mobilisation_months));
    }
    if let Some(posterior) = &alternative.posterior {
        let text = format!("{:?} # {}", posterior.name, posterior.blake3);
        put("parameters.posterior".into(), text);
    }
    for (id, set) in &alternative.parameters {
        put(format!("parameters.{id}"), format!("{} # {:?}", set.value, set.why));
    }
    for id in &alternative.switched_off {
        put(format!("mechanisms.off.{id}"), "true".to_string());
    }
    for (id, position) in &alternative.hypotheses {
        put(format!("hypotheses.{id}"), position.clone());
    }
    values
}

/// Grants of a practice, where it has any.
fn grants(put: &mut impl FnMut(String, String), at: &str, practice: &Practice) {
    if practice.support > 0.0 {
        let until = practice.support_months;
        let until = until.map_or("open".to_string(), |months| months.to_string());
        put(format!("{at}.support_grant"), practice.support.to_string());
        put(format!("{at}.support_until_months"), until);
    }
    if practice.grant > 0.0 {
        put(format!("{at}.startup_grant"), practice.grant.to_string());
    }
}

/// What a scenario says of a service model; attributes left open are left out, so that an attribute
/// that a later version adds changes no hash.
fn service_model(put: &mut impl FnMut(String, String), at: &str, written: &[Option<f64>]) {
    for (attribute, value) in ATTRIBUTES.iter().zip(written) {
        if let Some(value) = value {
            put(format!("{at}.{}", attribute.key), value.to_string());
        }
    }
}
