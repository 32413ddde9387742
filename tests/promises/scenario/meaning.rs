//! What a scenario file means once it is resolved.

use super::*;

#[test]
fn the_main_scenario_means_what_it_says() {
    let (scenario, warnings) = document(MAIN).scenario().unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let practices = scenario.arms.iter().flat_map(|arm| &arm.alternative.practices);
    let terms = practices.map(|practice| practice.contract.term_months);
    assert_eq!(terms.collect::<Vec<f64>>(), [36.0, 24.0, 60.0, 84.0, 120.0]);
    assert_eq!((scenario.horizon_years, scenario.replications), (14, 200));
    let practice = &scenario.arms[0].alternative.practices[0];
    assert_eq!((practice.size, practice.min_age, practice.care_leavers_share), (148, 8.0, None));
    assert_eq!(scenario.arms[0].alternative.authorities[0].figures.any_time, Some(1035.0));
    assert_eq!(scenario.arms[1].changes, [("contract.term_years".to_string(), "2".to_string())]);
}

#[test]
fn quoted_and_plain_dotted_paths_mean_the_same() {
    let plain = MAIN.replace("{ \"contract.term_years\" =", "{ contract.term_years =");
    let quoted = document(MAIN).scenario().unwrap().0;
    assert_eq!(document(&plain).scenario().unwrap().0.resolved(), quoted.resolved());
}

#[test]
fn remarks_and_the_order_of_keys_change_nothing_in_the_resolved_text_and_a_value_does() {
    let main = document(MAIN).scenario().unwrap().0.resolved();
    let remark = format!("# remark\n{MAIN}");
    assert_eq!(document(&remark).scenario().unwrap().0.resolved(), main);
    let default_spelt_out = MAIN.replace("seed = 20110331", "seed = 20110332");
    assert_ne!(document(&default_spelt_out).scenario().unwrap().0.resolved(), main);
}

#[test]
fn the_command_line_sets_values_by_path_with_the_same_messages() {
    let main = document(MAIN);
    let set = main.with(&[("study.replications", "50"), ("contract.review_style", "collaborative")]);
    let (scenario, _) = set.scenario().unwrap();
    assert_eq!(scenario.replications, 50);
    let practice = &scenario.arms[4].alternative.practices[0];
    assert_eq!(practice.contract.review_style, ReviewStyle::Collaborative);
    assert_eq!(practice.contract.term_months, 120.0);
    let faults = main.with(&[("contract.term_yeers", "5"), ("study.seed", "-1"), ("title", "= =")]);
    let text = faults.scenario().unwrap_err().to_string();
    assert!(text.contains("Did you mean contract.term_years"), "{text}");
    assert!(text.contains("command line:1:16: study.seed is -1, but must be"), "{text}");
    assert!(text.contains("not valid TOML"), "{text}");
}

#[test]
fn a_cell_of_a_sweep_changes_the_first_arm() {
    let main = document(MAIN);
    let (cell, _) = main.cell("cell", &[("contract.term_years", "7"), ("hypotheses.H6", "neutral")]).unwrap();
    assert_eq!(cell.alternative.practices[0].contract.term_months, 84.0);
    assert_eq!(cell.alternative.hypotheses["H6"], "neutral");
    let faults = main.cell("cell", &[("contract.term_years", "70")]).unwrap_err();
    assert!(faults.to_string().contains("command line:1:25"), "{faults}");
}

#[test]
fn a_sweep_table_is_checked_level_by_level() {
    let good =
        format!("{MAIN}\n[sweep]\n\"contract.term_years\" = [2, 3.5]\nhypotheses.H6 = [\"neutral\"]\n");
    let (scenario, _) = document(&good).scenario().unwrap();
    let levels: Vec<_> = scenario.sweep.iter().map(|f| (f.path.as_str(), f.levels.join(" "))).collect();
    assert_eq!(levels, [("contract.term_years", "2 3.5".into()), ("hypotheses.H6", "\"neutral\"".into())]);
    let bad = format!("{MAIN}\n[sweep]\n\"contract.term_years\" = [2, 99]\n\"study.seed\" = [1]\nx = 3\n");
    assert_eq!(document(&bad).scenario().unwrap_err().0.len(), 3);
}

#[test]
fn two_practices_are_told_apart_by_name_and_may_have_terms_of_their_own() {
    let second = "[[practice]]\nname = \"B. North\"\nsize = 50\nsocial_workers = 3\n\n[practice.contract]\nterm_years = 0.0833\n\n[[practice]]";
    // What the page offers of one practice names no other.
    let (main, _) = MAIN.split_once("\n[lab]").unwrap();
    let text = main.replacen("[[practice]]", second, 1);
    let text = text.replacen("\"contract.term_years\" = 2", "\"practice.B. North.size\" = 60", 1);
    let (scenario, _) = document(&text).scenario().unwrap();
    let practices = &scenario.arms[1].alternative.practices;
    assert_eq!((practices[0].size, practices[1].size), (60, 148));
    assert_eq!(practices[0].contract.term_months, 1.0);
    assert_eq!(practices[1].contract.term_months, 36.0);
    let unnamed = text.replacen("\"practice.B. North.size\"", "\"practice.size\"", 1);
    let faults = document(&unnamed).scenario().unwrap_err().to_string();
    assert!(faults.contains("write practice.NAME.size with NAME one of B. North, Practice"), "{faults}");
    let large = text.replacen("size = 50", "size = 900", 1);
    let faults = document(&large).scenario().unwrap_err().to_string();
    assert!(faults.contains("together the 2 practices of Staffordshire serve 1048"), "{faults}");
}

#[test]
fn an_arm_may_do_without_practices() {
    let text = MAIN.replacen("{ \"contract.term_years\" = 2 }", "{ practice = [] }", 1);
    let (scenario, _) = document(&text).scenario().unwrap();
    assert!(scenario.arms[1].alternative.practices.is_empty());
}

#[test]
fn every_known_path_can_be_set() {
    let main = document(MAIN);
    let known = main.known_paths();
    assert!(known.contains(&"practice.Practice.contract.term_years".to_string()));
    for path in known {
        // No value fits every path; a path that cannot be set is told as one that is not known.
        let told = main.with(&[(&path, "[[0]]")]).scenario().unwrap_err().to_string();
        assert!(!told.contains("is not a known"), "{path}\n{told}");
    }
}

#[test]
fn every_quantity_can_be_set_inside_its_limits_and_not_outside() {
    for quantity in swplab::evidence::Evidence::embedded().quantities() {
        let (id, value) = (&quantity.id, quantity.value);
        let set = |line: String| {
            document(&MAIN.replacen("# [hypotheses]\n", &format!("[parameters]\n{line}\n# "), 1)).scenario()
        };
        for key in [format!("\"{id}\""), id.clone()] {
            let (scenario, warnings) = set(format!("{key} = {{ value = {value:?}, why = \"x\" }}")).unwrap();
            assert!(warnings.is_empty(), "{warnings:?}");
            assert_eq!(scenario.arms[0].alternative.overrides()[id], value);
        }
        let (_, warnings) = set(format!("{id} = {value:?}")).unwrap();
        assert!(warnings[0].message.contains("gives no reason"), "{warnings:?}");
        let outside = quantity.allowed.0 - 1.0;
        if outside.is_finite() {
            let faults = set(format!("{id} = {outside:?}")).unwrap_err().to_string();
            assert!(faults.contains(&format!("parameters.{id} is {outside:?}")), "{faults}");
        }
        let arm = MAIN.replacen(
            "\"contract.term_years\" = 2",
            &format!("parameters.{id} = {{ value = {value:?}, why = \"x\" }}"),
            1,
        );
        assert_eq!(document(&arm).scenario().unwrap().0.arms[1].alternative.overrides()[id], value);
    }
}

#[test]
fn a_profile_file_is_looked_for_from_where_the_scenario_stands() {
    let text =
        MAIN.replacen("staffordshire-2011\"]", "../evidence/authorities/staffordshire-2011.toml\"]", 1);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let parse = |text: &str| {
        Document::parse("x.toml", "x".into(), ProfileFiles::Beside(folder.clone()), text.as_bytes())
            .unwrap()
            .scenario()
    };
    let (scenario, _) = parse(&text).unwrap();
    assert_eq!(scenario.arms[0].alternative.authorities[0].figures.name, "Staffordshire");
    let faults = parse(&text.replacen("../evidence/authorities/staffordshire-2011", "../evidence/care", 1))
        .unwrap_err();
    assert!(faults.0[0].message.contains("care.toml: "), "{faults}");
}

#[test]
fn a_reading_takes_the_positions_that_were_stated_and_written_ones_go_before_it() {
    let with = |more: &str| {
        let text = format!("reading = \"cautious\"\n{MAIN}{more}");
        let (scenario, _) = document(&text).scenario().unwrap();
        scenario.arms[0].alternative.hypotheses.clone()
    };
    let stated = with("");
    assert_eq!(stated["H1"], "principles");
    assert_eq!(stated["H4"], "no-added-value");
    assert!(!stated.contains_key("H6"));
    let mixed = with("\n[hypotheses]\nH1 = \"vehicle\"\nH2 = \"open\"\n");
    assert_eq!(mixed["H1"], "vehicle");
    assert!(!mixed.contains_key("H2"));
    let names = swplab::evidence::Hypotheses::embedded().readings().iter().map(|r| r.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), declaration::READINGS);
}

/// A practice of reviewing officers for the authorities of a list.
fn reviewers(authorities: &str) -> String {
    let both = "[\"staffordshire-2011\", \"england-average-2011\"]";
    MAIN.replace("[\"staffordshire-2011\"]", both)
        .replace("size = 148 ", &format!("authorities = {authorities}\nserves = \"reviews\"\nsize = 600 "))
}

#[test]
fn a_practice_with_several_buyers_has_a_contract_with_each_in_proportion_to_their_children() {
    let both = reviewers("[\"staffordshire-2011\", \"england-average-2011\"]");
    let (scenario, _) = document(&both).scenario().unwrap();
    let alternative = &scenario.arms[0].alternative;
    let practices = &alternative.practices;
    let buyers: Vec<usize> = practices.iter().map(|p| p.authority).collect();
    assert_eq!(buyers, [0, 1]);
    assert!(practices.iter().all(|practice| practice.reviews_only()));
    assert_eq!(practices.iter().map(|p| p.size).sum::<u32>(), 600);
    let officers: f64 = practices.iter().map(|p| p.social_workers).sum();
    assert!((officers - 6.0).abs() < 1e-9);
    assert!(practices[0].size > practices[1].size);
    for practice in practices {
        let buyer = &alternative.authorities[practice.authority].figures.name;
        assert_eq!(practice.name, format!("Practice ({buyer})"));
    }
}

#[test]
fn a_buyer_that_the_scenario_does_not_have_is_refused() {
    let faults = document(&reviewers("[\"staffordshire-2011\", \"kent\"]")).scenario().unwrap_err();
    let text = faults.to_string();
    assert!(text.contains("\"kent\" is not one of the scenario's authorities"), "{text}");
}

#[test]
fn one_authority_can_work_differently_and_events_fall_in_their_month() {
    let text = format!(
        "{MAIN}\n[in_house.staffordshire-2011]\ncaseload = 22\n\n[[event]]\ndate = \"2012-05\"\n\
         what = \"change-of-control\"\n"
    );
    let (scenario, _) = document(&text).scenario().unwrap();
    let arm = &scenario.arms[0].alternative;
    assert_eq!(arm.in_house[0].caseload, Some(22.0));
    assert_eq!(arm.in_house[0].serve_to_age, 21.0);
    assert_eq!(arm.events[0].at, 13.5);
    let late = text.replace("2012-05", "2031-05");
    let faults = document(&late).scenario().unwrap_err().to_string();
    assert!(faults.contains("must lie inside the study"), "{faults}");
    let unknown = text.replace("[in_house.staffordshire-2011]", "[in_house.stafordshire-2011]");
    let faults = document(&unknown).scenario().unwrap_err().to_string();
    assert!(faults.contains("Did you mean staffordshire-2011"), "{faults}");
}
/// The main scenario with other authorities and another first day.
fn with_authorities(authorities: &str, start: u32) -> Result<(Scenario, Vec<Fault>), Faults> {
    let text = MAIN.replacen("[\"staffordshire-2011\"]", authorities, 1).replacen(
        "2011-03-31\"",
        &format!("{start}-03-31\""),
        1,
    );
    document(&text).scenario()
}

#[test]
fn an_authority_without_figures_of_a_year_uses_the_nearest_and_says_so() {
    let (scenario, warnings) = with_authorities("[\"doncaster-2014\"]", 2014).unwrap();
    let authority = &scenario.arms[0].alternative.authorities[0];
    assert_eq!(
        (authority.profile.as_str(), authority.figures.name.as_str()),
        ("doncaster-2014", "Doncaster")
    );
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0].severity, Severity::Warning);
    let said = "those of 31 March 2011 (doncaster-2011), the nearest year that has them, stand in";
    assert!(warnings[0].message.contains(said), "{}", warnings[0]);
    // The report prints the source.
    assert!(authority.figures.source.contains(said), "{}", authority.figures.source);
}

#[test]
fn figures_of_another_year_than_the_first_day_are_told() {
    let (scenario, warnings) = with_authorities("[\"staffordshire-2011\"]", 2013).unwrap();
    let said = "the figures are of 31 March 2011, but the study starts on 31 March 2013";
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].message.contains(said), "{}", warnings[0]);
    let source = &scenario.arms[0].alternative.authorities[0].figures.source;
    assert!(source.contains(said), "{source}");
}

#[test]
fn england_is_every_authority_and_none_stands_twice() {
    let practice = "[\"england-2011\"]";
    let text = MAIN.replacen("[\"staffordshire-2011\"]", practice, 1).replacen(
        "name = \"Practice\"",
        "name = \"Practice\"\nauthority = \"kent-2011\"",
        1,
    );
    let (scenario, warnings) = document(&text).scenario().unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let alternative = &scenario.arms[0].alternative;
    assert_eq!(alternative.authorities.len(), 151);
    let buyer = alternative.practices[0].authority;
    assert_eq!(alternative.authorities[buyer].figures.name, "Kent");
    let faults = with_authorities("[\"kent-2011\", \"england-2011\"]", 2011).unwrap_err();
    let twice = "the authority \"kent-2011\" stands twice";
    assert!(faults.to_string().contains(twice), "{faults}");
    // A list of 151 names would help nobody.
    let faults = with_authorities(practice, 2011).unwrap_err();
    assert!(faults.to_string().contains("151 profiles, such as"), "{faults}");
}

#[test]
fn a_practice_cannot_grow_to_less_than_it_is() {
    let faults = faults_with("min_age = 8", "grows_to = 100\nmin_age = 8");
    let said = "practice.grows_to is 100, but must not be below the size of 148.";
    assert_eq!(faults[0].message, said);
}
