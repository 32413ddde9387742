//! Open questions on the same luck: what a run tells of a position is what a run under that position finds.

use crate::manual::read;
use crate::place::{Place, Row, assert_exit, small};

fn scenario() -> String {
    let head = r#"title = "Questions"
question = "What does a practice with a budget of its own do to the wait for a decision?"
outcomes = ["decision_wait"]
"#;
    let arms = r#"[[arms]]
name = "no practice"
set = { "practice" = [] }
[[arms]]
name = "practice"
"#;
    let budget = ("other_staff = 2\n", "other_staff = 2\nbudget_holder = \"front-line\"\n");
    small(head, &[("replications = 40", "replications = 140"), budget], arms)
}

/// An arm that changes during the run, and a second authority.
fn others() -> [String; 2] {
    let late = "[[arms]]\nname = \"fewer cases in house\"\nset = { change = [{ from = \"2022-04\", set = { \"in_house.caseload\" = 11 } }] }\n";
    let two = scenario()
        .replace("[\"bracknell-forest-2021\"]", "[\"bracknell-forest-2021\", \"rutland-2021\"]")
        .replace("size = 50", "size = 50\nauthority = \"bracknell-forest-2021\"");
    // Few histories, of which the page says less.
    [scenario() + late, two].map(|text| text.replace("replications = 140", "replications = 80"))
}

#[test]
fn what_is_told_of_a_position_is_what_a_run_under_it_finds() {
    let [late, two] = others();
    // One that acts from before the first day, one that acts in a practice alone, one that does nothing here.
    let all = ["H13", "H15", "H19"];
    for (scenario, questions) in [(&scenario(), &all[..]), (&late, &all[..2]), (&two, &all[..2])] {
        let place = Place::empty();
        place.write("all.toml", scenario);
        assert_exit(&place.swplab(&["run", "all.toml", "--quiet", "--out", "all"]), 0);
        let told = place.rows("all/contested.csv");
        assert!(!told.is_empty());
        for row in told.iter().filter(|row| questions.contains(&row["hypothesis"].as_str())) {
            let fixed =
                format!("[hypotheses]\n{} = \"{}\"\n[[practice]]", row["hypothesis"], row["position"]);
            place.write("one.toml", &scenario.replacen("[[practice]]", &fixed, 1));
            let asked =
                ["run", "one.toml", "--replications", &row["n"], "--no-contested", "--quiet", "--replace"];
            assert_exit(&place.swplab(&[&asked[..], &["--out", "one"]].concat()), 0);
            let differences = place.rows("one/differences.csv");
            let is_same =
                |found: &&Row| ["unit", "indicator", "arm"].iter().all(|key| found[*key] == row[*key]);
            let found = differences.iter().find(is_same).map(|found| &found["mean"]);
            assert_eq!(found, Some(&row["mean"]), "{}: {}", row["hypothesis"], row["position"]);
        }
        let has = |stage: &dyn Fn(&str) -> bool| told.iter().any(|row| stage(&row["stage"]));
        assert!(has(&|stage| stage == "moves_nothing") && has(&|stage| stage != "moves_nothing"));
        // What moves is looked at in as many histories as all else that moves and does not act.
        let screened: Vec<&Row> = told.iter().filter(|row| row["stage"] == "screened").collect();
        let lived = screened.iter().map(|row| number(&row["n"]));
        let (least, most) = lived.fold((f64::INFINITY, 0.0_f64), |(a, b), n| (a.min(n), b.max(n)));
        assert!(most - least <= 4.0, "{least} to {most}");
        let page = place.read("all/report.html");
        told_in_full_or_in_short(&page, &told);
        let said = not_taken_further(&page);
        let matters = place
            .rows("all/differences.csv")
            .iter()
            .find_map(|row| is_of(&told[0], row).then(|| number(&row["matters"])));
        let bound = bound(&screened, least, matters.unwrap_or(f64::NAN));
        assert!(said.contains(bound), "{said}: not {bound}");
    }
}

/// Every question that is told stands on the page: the one that moves the answer most in full, another in full or in short.
fn told_in_full_or_in_short(page: &str, told: &[Row]) {
    let is_told = |row: &&Row| row["stage"] == "told" && number(&row["p_adjusted"]) < 0.05;
    let most = |a: &&Row, b: &&Row| number(&a["contrast"]).abs().total_cmp(&number(&b["contrast"]).abs());
    let Some(first) = told.iter().filter(is_told).max_by(most) else { return };
    let turns = page.split(", each position forced on the same luck, ").nth(1).unwrap_or_default();
    let turns = turns.split("<h2").next().unwrap_or_default();
    let (full, short) = turns.split_once("By less: ").unwrap_or((turns, ""));
    assert!(full.contains(&format!("{}, ", first["hypothesis"])), "{turns}");
    for row in told.iter().filter(is_told) {
        assert!(
            [full, short].iter().any(|part| part.contains(&format!("{}, ", row["hypothesis"]))),
            "{turns}"
        );
    }
    assert!(!short.contains(&format!("{}, ", first["hypothesis"])), "{short}");
}

/// What the page says of the questions that were not taken further, from the number of histories on.
fn not_taken_further(page: &str) -> String {
    let after = page.split(" histories only").nth(1).unwrap_or_default();
    after.split('.').next().unwrap_or_default().to_owned()
}

/// What may be said of them: nothing of a bound where the histories are few.
fn bound(screened: &[&Row], fewest: f64, matters: f64) -> &'static str {
    let ends = screened.iter().flat_map(|row| ["contrast_low", "contrast_high"].map(|end| number(&row[end])));
    let far = ends.map(f64::abs).filter(|end| end.is_finite()).fold(0.0, f64::max);
    match () {
        () if fewest < 20.0 => ", too few to say how far",
        () if far < matters / 10.0 => "less than a tenth of the smallest difference that matters",
        () if far < matters => "could shift the difference by less than matters",
        () => "could still shift the difference",
    }
}

/// Whether a difference is that of which a row of open questions tells.
fn is_of(row: &Row, difference: &Row) -> bool {
    ["unit", "indicator", "arm"].iter().all(|key| difference[*key] == row[*key])
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[test]
fn a_planted_question_was_found_under_a_hundred_seeds_and_a_planted_null_was_not() {
    let table = read("docs/validation/planted.csv");
    let (mut runs, mut found, mut fine, mut nulls) = (0, 0, 0, 0);
    for row in csv::Reader::from_reader(table.as_bytes()).deserialize::<Row>().map(Result::unwrap) {
        runs += 1;
        found += usize::from(row["planted"] == "told");
        fine += usize::from(number(&row["half_width"]) <= number(&row["difference"]).abs() / 5.0);
        nulls += usize::from(row["null"] == "told");
    }
    assert_eq!(runs, 100);
    let said = format!(
        "Of 100 seeds a planted question was found in {found}, with a half-width under a fifth of the headline difference in \
         {fine}, and a planted null in {nulls}."
    );
    println!("{said}");
    assert!(found >= 95 && nulls <= 5);
    let documents = read("docs/results.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(documents.contains(&said), "docs/results.md does not say: {said}");
}
