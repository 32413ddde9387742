//! What a page says of money is what its tables have: the surplus of practices, how many histories cost more, what is put in.

use crate::manual::read;
use crate::place::{Place, Row, assert_exit};

const SCENARIO: &str = r#"title = "Money"
question = "What does a practice cost?"
authorities = ["leeds-2025"]
[study]
start = "2025-03-31"
horizon_years = 5
replications = 40
[in_house]
serve_to_age = 25
[[practice]]
name = "Practice"
size = 148
social_workers = 7
personal_advisers = 3
serve_to_age = 25
[contract]
term_years = 10
[[arms]]
name = "no practice"
set = { "practice" = [] }
[[arms]]
name = "practice"
"#;

const YEARS: f64 = 5.0;

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("no number: {text:?}"))
}

/// The sentence of a page on cost, without markup.
fn cost(page: &str) -> String {
    let at = page.find("in prices of 2010 to 2011").expect("a page says in whose prices its pounds are");
    let from = page[..at].rfind("<p").expect("a sentence begins");
    let to = at + page[at..].find("</p>").expect("a sentence ends");
    page[from..to].split_once('>').expect("a tag ends").1.replace('\u{2212}', "-")
}

/// Pounds that begin a text: `£42,000`, `£1.2 million`.
fn pounds(text: &str) -> f64 {
    let rest = text.strip_prefix('£').unwrap_or_else(|| panic!("no pounds: {text}"));
    let end = rest.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).unwrap_or(rest.len());
    let times = if rest[end..].starts_with(" million") { 1e6 } else { 1.0 };
    times * number(&rest[..end].trim_end_matches(['.', ',']).replace(',', ""))
}

/// Differences of the second arm from the first by history, of the whole authority.
fn differences(runs: &[Row], arms: [&str; 2], id: &str) -> Vec<f64> {
    let of = |arm: &str| -> Vec<f64> {
        let own = runs.iter().filter(|row| row["arm"] == arm && row["unit"] == "authority");
        own.filter(|row| row["indicator"] == id).map(|row| number(&row["value"])).collect()
    };
    of(arms[1]).into_iter().zip(of(arms[0])).map(|(one, first)| one - first).collect()
}

#[test]
fn the_surplus_in_an_answer_is_what_the_practices_have_in_their_books() {
    let place = Place::empty();
    place.write("money.toml", SCENARIO);
    assert_exit(&place.swplab(&["run", "money.toml", "--no-contested", "--quiet", "--out", "out"]), 0);
    let (page, books) = (place.read("out/report.html"), place.rows("out/providers.csv"));
    let is_kept =
        |row: &&Row| row["arm"] == "practice" && row["provider"] == "Practice" && row["measure"] == "surplus";
    let of_year =
        |row: &Row| if row["mean"].is_empty() { 0.0 } else { number(&row["n"]) * number(&row["mean"]) };
    let kept: f64 = books.iter().filter(is_kept).map(of_year).sum();
    let runs = place.rows("out/runs.csv");
    let total = differences(&runs, ["no practice", "practice"], "cost_total");
    let (n, mean) = (total.len() as f64, total.iter().sum::<f64>() / total.len() as f64 * 1e6 / YEARS);
    let kept = kept / n / YEARS;
    let text = cost(&page);
    // The books and the answer are of one money, come by in two ways.
    let (words, is_told) = match () {
        () if kept < 0.0 => ("after counting some ", kept.abs() >= 0.25 * mean.abs()),
        () if kept <= mean => ("the whole authority, care leavers included, ", kept >= 0.25 * mean),
        () => ("after counting some ", kept >= 0.25 * mean.abs()),
    };
    assert!(is_told, "what practices keep is no good part here: {kept} of {mean}");
    let said = text.split_once(words).unwrap_or_else(|| panic!("{words:?} is not in {text}")).1;
    let told = pounds(said);
    assert!((told - kept.abs()).abs() < 0.02 * kept.abs() + 1.0, "{told} is not {kept}: {text}");
    // How pounds become those of today is said beside them.
    assert!(text.contains("times 1.45 in those of 2024 to 2025"), "{text}");

    // The heads that the page prints come to all heads, arm by arm.
    let means = place.rows("out/summary.csv");
    for arm in ["no practice", "practice"] {
        let of = |is: &dyn Fn(&str) -> bool| -> f64 {
            let own = means.iter().filter(|row| row["arm"] == arm && row["unit"] == "authority");
            own.filter(|row| is(&row["indicator"])).map(|row| number(&row["mean"])).sum()
        };
        let all = of(&|id| id == "cost_per_child_year");
        let heads = of(&|id| id.starts_with("cost_") && !["cost_per_child_year", "cost_total"].contains(&id));
        assert!((heads - all).abs() < 1e-3 * all, "{arm}: {heads} is not {all}");
    }
    assert!(page.contains("surplus of practices"));
}

#[test]
fn an_effect_that_is_put_in_and_a_cost_of_another_side_are_said_to_be_so() {
    let place = Place::empty();
    place.write("culture.toml", &read("scenarios/culture-change.toml"));
    let run = ["run", "culture.toml", "--replications", "60", "--no-contested", "--quiet", "--out", "out"];
    assert_exit(&place.swplab(&run), 0);
    let page = place.read("out/report.html");
    let runs = place.rows("out/runs.csv");
    let arms = ["As it is", "Leadership, reviews and managers"];
    assert!(differences(&runs, arms, "culture").iter().all(|one| *one > 0.0));
    assert!(page.contains(
        "in every one of 60 possible histories it would be better, by design: its direction is put in"
    ));
    // Each number by which the option acts is an assumption.
    assert!(page.contains("Very weak: no study has measured this effect."));
    assert!(page.contains(" numbers by which the option acts are assumptions (D)."));

    let mut rising: Vec<f64> =
        differences(&runs, arms, "cost_total").iter().map(|one| 1e6 * one / 8.0).collect();
    rising.sort_by(f64::total_cmp);
    let mean = rising.iter().sum::<f64>() / 60.0;
    let more = rising.iter().filter(|one| **one > 0.0).count();
    assert!(mean < 0.0 && more > 40, "the average has the side of most: {mean}, {more} more");
    let text = cost(&page);
    let said = text.split_once(&format!(", though in {more} of 60 histories it costs more, "));
    let said = said.unwrap_or_else(|| panic!("{more} of 60 is not in {text}")).1;
    let (told, real) = (pounds(said), (rising[29] + rising[30]) / 2.0);
    assert!((told - real).abs() < 0.02 * real && said.contains(" a year in the middle one: "), "{text}");

    // Under which positions the changes of case holder matter is in the table that stands beside.
    let positions = place.rows("out/positions.csv");
    let of = |position: &str| {
        let is_of = |row: &&Row| {
            row["arm"] == arms[1]
                && row["unit"] == "authority"
                && row["indicator"] == "worker_changes"
                && row["position"] == position
        };
        number(&positions.iter().find(is_of).expect("a position has a row")["mean"])
    };
    let [vehicle, principles, catalyst] = ["vehicle", "principles", "catalyst"].map(of);
    assert!(principles < -0.05 && vehicle > -0.05 && catalyst > -0.05, "{vehicle} {principles} {catalyst}");
    let said = page.split_once(" Changes of case holder: as much as the 0.05 that matters only where H1 ");
    let said = said.expect("it is said where it matters").1.replace('\u{2212}', "-");
    let said = said.split("</").next().unwrap_or("");
    assert!(said.contains(&format!("\u{201c}principles\u{201d} ({principles:.3}).")), "{said}");
    assert!(
        !said.contains("\u{201c}vehicle\u{201d}") && !said.contains("\u{201c}catalyst\u{201d}"),
        "{said}"
    );
}
