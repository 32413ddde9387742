use super::*;

const GOOD: &str = r#"
title = "A test"
seed = 7

[world]
authority = "england-average-2011"
start = "2011-03-31"
years = 3
burn_in_years = 1
replications = 4

[in_house]
serve_to_age = 21

[[free]]
id = "in-house.caseload"

[[free]]
id = "care.home.age.16-and-over"
low = 0.5
high = 2.0
why = "a test"

[[target]]
id = "load"
summary = "caseload"
observed = 16.0
sd = 0.5
source = "a test"
use = "fit"

[[target]]
id = "posts"
indicator = "vacancy"
observed = 17.0
sd = 1.0
discrepancy = 2.0
why = "a test"
source = "a test"
use = "hold-out"
"#;

const SUMMARIES: [&str; 3] = ["caseload", "vacancy", "turnover"];

fn targets(text: &str) -> Result<(Targets, Vec<Fault>), Faults> {
    let files = ProfileFiles::Beside(PathBuf::new());
    Targets::parse("t.toml", "t".into(), &files, text.as_bytes(), &SUMMARIES)
}

#[test]
fn the_world_of_a_later_year_is_not_told_to_take_a_posterior() {
    let later = GOOD.replacen("england-average-2011", "england-average-2021", 1).replacen(
        "2011-03-31",
        "2021-03-31",
        1,
    );
    let (_, warnings) = targets(&later).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn targets_are_read_with_the_priors_of_the_quantities() {
    let (targets, warnings) = targets(GOOD).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!((targets.seed, targets.burn_in_years, targets.replications), (7, 1, 4));
    let caseload = &targets.free[0];
    assert_eq!((caseload.low, caseload.high, caseload.centre), (13.5, 16.5, Some(15.0)));
    let entry = &targets.free[1];
    assert_eq!((entry.low, entry.high, entry.centre), (0.5, 2.0, None));
    assert!(entry.key.band.is_some());
    let uses: Vec<(usize, bool)> = targets.targets.iter().map(|t| (t.summary, t.is_fitted)).collect();
    assert_eq!(uses, [(0, true), (1, false)]);
    assert_eq!(targets.scenario.horizon_years, 3);
    assert_eq!(targets.scenario.arms[0].alternative.in_house[0].serve_to_age, 21.0);
}

#[test]
fn every_fault_of_a_targets_file_is_told_at_its_place() {
    for (good, bad, expected) in [
        ("in-house.caseload", "in-house.caselod", "Did you mean in-house.caseload"),
        ("16-and-over", "16-and-ovr", "care.home.age.16-and-over"),
        ("\"caseload\"", "\"caselaod\"", "is no indicator and no summary. Did you mean caseload"),
        ("use = \"fit\"", "use = \"fitt\"", "must be \"fit\" or \"hold-out\". Did you mean fit"),
        ("burn_in_years = 1", "burn_in_years = 3", "a whole number from 0 to 2"),
        ("sd = 0.5\n", "", "sd is missing"),
        ("why = \"a test\"\nsource", "source", "a discrepancy needs a reason"),
        ("low = 0.5", "low = 3.0", "low must be under high"),
        ("high = 2.0\nwhy = \"a test\"", "high = 2.0", "say why"),
        ("low = 0.5\n", "", "low is missing"),
        ("id = \"posts\"", "id = \"load\"", "two targets are called"),
        ("indicator = \"vacancy\"", "indicator = \"caseload\"", "fitted and held out"),
        ("[in_house]\n", "[in_house]\ncaselod = 1\n", "in_house.caselod is not a known key"),
        ("england-average-2011", "englnd-average-2011", "englnd-average-2011"),
        ("[world]\n", "[world]\nyear = 3\n", "Did you mean years"),
        ("title = \"A test\"\n", "", "title is missing"),
        (
            "[in_house]",
            "[parameters]\n\"in-house.caseload\" = { value = 15, why = \"x\" }\n[in_house]",
            "it is free",
        ),
    ] {
        assert!(GOOD.contains(good), "{good}");
        let faults = targets(&GOOD.replacen(good, bad, 1)).unwrap_err();
        assert!(faults.to_string().contains(expected), "{expected}\n{faults}");
    }
    // Several at once, in the order of the file.
    let bad = GOOD.replacen("seed = 7", "seed = -7", 1).replacen("years = 3", "years = 300", 1).replacen(
        "\"fit\"",
        "\"hold-out\"",
        1,
    );
    let faults = targets(&bad).unwrap_err().0;
    for part in ["seed is -7", "world.years is 300", "there is nothing to calibrate to"] {
        assert!(faults.iter().any(|f| f.message.contains(part)), "{part}: {faults:?}");
    }
    let seed = faults.iter().find(|f| f.message.contains("seed is")).unwrap();
    assert_eq!((seed.line, seed.column), place_of(&bad, "-7"));
}

#[test]
fn damage_to_a_targets_file_never_panics() {
    for end in (0..GOOD.len()).step_by(7) {
        let _ = targets(&GOOD[..end]);
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes[end] = b'[';
        let files = ProfileFiles::Beside(PathBuf::new());
        let _ = Targets::parse("t.toml", "t".into(), &files, &bytes, &SUMMARIES);
    }
}

fn with_parameters(lines: &str) -> Result<(Scenario, Vec<Fault>), Faults> {
    document(&MAIN.replacen("# [hypotheses]\n", &format!("[parameters]\n{lines}\n# "), 1)).scenario()
}

#[test]
fn one_entry_of_a_table_can_be_set_and_no_unknown_one() {
    let (scenario, _) =
        with_parameters("\"care.home.age.16-and-over\" = { value = 2, why = \"x\" }").unwrap();
    let set = &scenario.arms[0].alternative.overrides();
    assert_eq!(set["care.home.age.16-and-over"], 2.0);
    let faults = with_parameters("\"care.home.age.16\" = 2").unwrap_err();
    assert!(faults.to_string().contains("care.home.age.16-and-over"), "{faults}");
    let faults = with_parameters("\"care.home.age.16-and-over\" = -2").unwrap_err();
    assert!(faults.to_string().contains("a factor on this entry from 0 to 10"), "{faults}");
}

#[test]
fn a_posterior_is_named_in_two_ways_and_an_unknown_one_is_refused() {
    let name = "p.csv";
    let text = "# a test\nin-house.caseload\n14\n16\n";
    let files = ProfileFiles::Kept([(name.to_string(), text.to_string())].into());
    let read = |scenario: &str| {
        Document::parse("x.toml", "x".into(), files.clone(), scenario.as_bytes()).unwrap().scenario()
    };
    let top = MAIN.replacen("[study]", "parameters = \"posterior:p.csv\"\n[study]", 1);
    let inside = MAIN.replacen("# [hypotheses]\n", "[parameters]\nposterior = \"p.csv\"\n# ", 1);
    let (top, _) = read(&top).unwrap_or_else(|faults| panic!("{faults}"));
    let (inside, _) = read(&inside).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(top.resolved(), inside.resolved());
    let posterior = top.arms[1].alternative.posterior.as_ref().unwrap();
    assert_eq!(posterior.rows().len(), 2);
    assert!(top.resolved().contains(&posterior.blake3));
    for (line, expected) in [
        ("parameters = \"posterior:nobody\"", "must be one that the program carries"),
        ("parameters = \"posterior:q.csv\"", "the posterior q.csv was not kept"),
        ("parameters = \"p.csv\"", "a table or \"posterior:NAME\""),
    ] {
        let bad = MAIN.replacen("[study]", &format!("{line}\n[study]"), 1);
        let faults = read(&bad).unwrap_err();
        assert!(faults.to_string().contains(expected), "{faults}");
    }
    let arm = "set = { \"parameters.posterior\" = \"p.csv\", ";
    let bad = MAIN.replacen("set = { ", arm, 1);
    let faults = read(&bad).unwrap_err();
    assert!(faults.to_string().contains("cannot differ between arms"), "{faults}");
}
