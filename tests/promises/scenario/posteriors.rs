use super::*;

/// The main scenario with these authorities, from the end of a year.
fn of(authorities: &str, year: u32) -> String {
    MAIN.replacen("[\"staffordshire-2011\"]", authorities, 1).replacen(
        "2011-03-31\"",
        &format!("{year}-03-31\""),
        1,
    )
}

fn posterior(text: &str) -> (Option<String>, Vec<Fault>) {
    let (scenario, warnings) = document(text).scenario().unwrap();
    let names =
        scenario.arms.iter().map(|arm| arm.alternative.posterior.as_ref().map(|own| own.name.clone()));
    let mut names: Vec<Option<String>> = names.collect();
    names.dedup();
    assert_eq!(names.len(), 1, "all arms share what is not known");
    (names.remove(0), warnings)
}

#[test]
fn the_posterior_of_the_year_is_taken_where_none_is_named() {
    let names: Vec<&str> = Posterior::names().collect();
    for name in &names {
        let year: u32 = name[name.len() - 4..].parse().unwrap();
        let text = of(&format!("[\"england-average-{year}\"]"), year);
        let (found, warnings) = posterior(&text);
        assert_eq!(found.as_deref(), Some(*name));
        assert!(warnings.is_empty(), "{warnings:?}");
        for (written, expected) in [("none", None), (names[0], Some(names[0]))] {
            let (found, warnings) = posterior(&format!("parameters = \"posterior:{written}\"\n{text}"));
            assert_eq!(found.as_deref(), expected);
            assert!(warnings.is_empty(), "{warnings:?}");
        }
        let set =
            format!("{text}\n[parameters]\n\"in-house.caseload\" = {{ value = 14, why = \"a plan\" }}\n");
        assert_eq!(posterior(&set).0.as_deref(), Some(*name));
    }
}

#[test]
fn figures_of_several_years_have_no_posterior_and_that_is_a_warning() {
    let text = "title = \"T\"\nquestion = \"Q?\"\nauthorities = [\"staffordshire-2025\", \"kent-2019\"]\n[study]\nstart = \"2025-03-31\"\n\
                horizon_years = 2\nreplications = 1\nseed = 1\n[in_house]\nserve_to_age = 25\npathway_teams = true\n[[arms]]\nname = \"One\"\n\
                [[arms]]\nname = \"Two\"\nset = { \"authority.arrivals_factor\" = 1.1 }\n";
    let (found, warnings) = posterior(text);
    assert_eq!(found, None);
    let said = "no posterior is of the year of all figures, and the quantities are those of 2011; the latest figures used \
                for \"staffordshire-2025\" are of 31 March 2025, so those of parameters = \"posterior:england-2025\" are nearer";
    assert!(warnings.iter().any(|warning| warning.message.contains(said)), "{warnings:?}");
    let stands_in = "\"kent-2019\": no figures of that year are at hand; those of 31 March 2021 (kent-2021)";
    assert!(warnings.iter().any(|warning| warning.message.contains(stands_in)), "{warnings:?}");
}
