//! What a report says below its first page, read back against its tables by a reader that shares no code with what wrote it, but for
//! statistics.

use std::collections::{BTreeMap, BTreeSet};

use swplab::statistics::Summary;

use crate::page::plain;
use crate::place::{Place, Row, assert_exit, defined, small};

/// A lever that moves outcomes which are no headlines, a service that ends at whole years, and an option without one.
fn study() -> String {
    let head = r#"title = "Below the first page"
question = "What holds below the first page?"
outcomes = ["caseload", "culture", "satisfaction", "direct_hours", "worker_changes"]
"#;
    let arms = r#"[[arms]]
name = "as it is"
set = { practice = [] }
[[arms]]
name = "few cases"
set = { practice = [], "in_house.caseload" = 11 }
[[arms]]
name = "a year"
[[arms]]
name = "three years"
set = { "contract.term_years" = 3 }
"#;
    small(head, &[("horizon_years = 2", "horizon_years = 4"), ("term_years = 3", "term_years = 1")], arms)
}

/// Titles of the figures of a report by id, without their numbers.
fn titles(page: &str) -> BTreeMap<String, String> {
    let figures = page.split("<figure id=\"").skip(1);
    figures
        .filter_map(|rest| {
            let id = rest.split('"').next()?.to_owned();
            let title = plain(rest.split("<h3>").nth(1)?.split("</h3>").next()?);
            let title = title.split_once(". ").map_or(title.clone(), |(_, title)| title.to_owned());
            Some((id, title))
        })
        .collect()
}

/// Cells of the body of the table whose caption begins so.
fn table(page: &str, caption: &str) -> Vec<Vec<String>> {
    let at = page.find(&format!("<caption>{caption}")).unwrap_or_else(|| panic!("no table {caption:?}"));
    let body = page[at..].split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cells = |row: &str| -> Vec<String> {
        let row = plain(&row.replace("</td>", "\n").replace("</th>", "\n"));
        row.lines().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
    };
    body.split("</tr>").map(cells).filter(|row| !row.is_empty()).collect()
}

/// The numbers of a text in their order.
fn numbers(text: &str) -> Vec<f64> {
    let is_of = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut found = Vec::new();
    let mut own = String::new();
    for letter in text.chars().chain([' ']) {
        if is_of(letter) || letter == '-' && own.is_empty() {
            own.push(letter);
        } else {
            let text = own.trim_end_matches(['.', ',']).replace(',', "");
            found.extend(text.parse::<f64>().ok());
            own = if letter == '-' { "-".to_owned() } else { String::new() };
        }
    }
    found
}

fn appendix(page: &str) -> &str {
    page.split("<h2 id=\"appendix\"").nth(1).expect("an appendix")
}

/// Whether an average is told apart, as differences.csv has it: by Holm for a headline, else by its own p times what is read with it.
fn is_apart(row: &Row, outcomes: usize, arms: usize) -> bool {
    let (Some(mean), Some(sd)) = (defined(row, "mean"), defined(row, "sd")) else { return false };
    let n = defined(row, "n").unwrap() as usize;
    let own = || Summary::from_moments(n, mean, sd).p_value() * (outcomes * (arms - 1)) as f64;
    n > 1 && defined(row, "share_equal") != Some(1.0) && defined(row, "p_adjusted").unwrap_or_else(own) < 0.05
}

/// What is false of the titles of differences.
fn false_titles(page: &str, differences: &[Row], outcomes: usize, arms: usize) -> Vec<String> {
    let titles = titles(page);
    let mut faults = Vec::new();
    let mut keys: BTreeSet<(String, String)> = BTreeSet::new();
    keys.extend(differences.iter().map(|row| (row["unit"].clone(), row["indicator"].clone())));
    for (unit, indicator) in keys {
        let id = format!("difference-{unit}-{indicator}").replace('_', "-");
        let Some(title) = titles.get(&id) else { continue };
        let of: Vec<&Row> = differences
            .iter()
            .filter(|row| row["unit"] == unit && row["indicator"] == indicator && row["n"] != "0")
            .collect();
        let any = of.iter().any(|row| is_apart(row, outcomes, arms));
        let mut fault = |what: &str| faults.push(format!("{id}: {what}: {title}"));
        if title.contains("no difference told apart") && any {
            fault("an option is told apart");
        }
        if title.contains("no difference in any history")
            && of.iter().any(|row| defined(row, "share_equal") != Some(1.0))
        {
            fault("some history differs");
        }
        if title.contains(": on average ") {
            let named = of.iter().find(|row| title.contains(&format!("\u{201c}{}\u{201d}", row["arm"])));
            let Some(row) = named else {
                fault("no option is named");
                continue;
            };
            let mean = defined(row, "mean").unwrap();
            if !is_apart(row, outcomes, arms) {
                fault("it is not told apart");
            }
            if (mean < 0.0) != title.contains(" lower") {
                fault("the other side");
            }
            let told = numbers(title.split(": on average ").nth(1).unwrap())[0];
            let decimals = title.split(": on average ").nth(1).unwrap().split(' ').next().unwrap();
            let decimals = decimals.split_once('.').map_or(0, |(_, after)| after.len());
            if (told - mean.abs()).abs() > 0.5 * 10_f64.powi(-(decimals as i32)) + 1e-9 {
                fault("another size");
            }
        }
    }
    faults
}

/// The share of services that still run after so many years: each first contract with what follows it without a break, whoever won it.
fn still_run(contracts: &[Row], arm: &str, years: f64, horizon: f64) -> Option<f64> {
    let mut services: BTreeMap<(String, String), Vec<&Row>> = BTreeMap::new();
    for row in contracts.iter().filter(|row| row["arm"] == arm) {
        services.entry((row["replication"].clone(), row["practice"].clone())).or_default().push(row);
    }
    let mut watched: Vec<(f64, bool)> = Vec::new();
    for mut lines in services.into_values() {
        lines.sort_by_key(|row| row["cycle"].parse::<u32>().unwrap());
        let Some(first) = lines.iter().position(|row| !row["opened"].is_empty()) else { continue };
        let opened = defined(lines[first], "opened").unwrap();
        let goes_on = |at: &usize| {
            let next = lines.get(at + 1).is_some_and(|row| !row["opened"].is_empty());
            lines[*at]["fate"] == "renewed" || lines[*at]["fate"] == "lost_tender" && next
        };
        let more = (first..lines.len()).take_while(goes_on).count();
        let last = lines.get(first + more).unwrap_or(&lines[lines.len() - 1]);
        let end = defined(last, "ended").filter(|_| !["renewed", "running"].contains(&last["fate"].as_str()));
        // A ten-thousandth of a month is no time.
        let months = (1e4 * (end.unwrap_or(horizon).min(horizon) - opened)).round() / 1e4;
        watched.push((months, end.is_some()));
    }
    watched.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ends: BTreeSet<u64> =
        watched.iter().filter(|(_, ended)| *ended).map(|(time, _)| time.to_bits()).collect();
    let mut share = 1.0;
    for time in ends.into_iter().map(f64::from_bits).filter(|time| *time <= 12.0 * years) {
        let at_risk = watched.iter().filter(|(own, _)| *own >= time).count();
        let ended = watched.iter().filter(|(own, ended)| *ended && *own == time).count();
        share *= 1.0 - ended as f64 / at_risk as f64;
    }
    watched.iter().any(|(time, _)| *time >= 12.0 * years).then_some(share)
}

#[test]
fn titles_and_tables_below_the_first_page_read_back_to_the_tables() {
    let place = Place::empty();
    place.write("study.toml", &study());
    assert_exit(&place.swplab(&["run", "study.toml", "--no-contested", "--quiet", "--out", "out"]), 0);
    let page = place.read("out/report.html");
    let differences = place.rows("out/differences.csv");
    // What leads is read together: what the scenario names, and what is always told with it.
    let manifest: serde_json::Value = serde_json::from_str(&place.read("out/manifest.json")).unwrap();
    let outcomes = manifest["outcomes"].as_array().unwrap().len();
    assert!((5..8).contains(&outcomes));
    assert_eq!(false_titles(&page, &differences, outcomes, 4), Vec::<String>::new());
    // Caseload leads and is of no single child; who gains is told of what is followed child by child, and says so.
    assert!(page.contains(
        "Caseload is not followed child by child, so who gains of it is not known: this counts changes of case holder."
    ));
    // The lever moves caseloads, which are no headline and so have no adjusted p: a title says so.
    let told = &titles(&page)["difference-authority-caseload"];
    assert!(told.contains("on average") && told.contains("lower with \u{201c}few cases\u{201d}"), "{told}");
    for wrong in [
        "Caseload: no difference told apart from chance with \u{201c}few cases\u{201d}",
        &told.replace(" lower", " higher"),
    ] {
        let planted = page.replace(&told.replace('-', "\u{2212}"), wrong);
        assert!(
            planted != page && !false_titles(&planted, &differences, outcomes, 4).is_empty(),
            "not found: {wrong}"
        );
    }

    // What still runs: a term that ends on the day a year is full has ended.
    let contracts = place.rows("out/contracts.csv");
    let shares = table(&page, "Share of services that still run");
    assert_eq!(shares.len(), 2);
    for cells in &shares {
        for (at, years) in [(2, 1.0), (3, 3.0)] {
            let real = still_run(&contracts, &cells[0], years, 48.0);
            let real =
                real.map_or("Not watched so long".to_owned(), |share| format!("{:.0}%", 100.0 * share));
            assert_eq!(cells[at], real, "{cells:?} after {years} years");
        }
    }

    // Money by year: the paired average, not the difference of two medians.
    let by_year = place.rows("out/differences-by-year.csv");
    let money = table(&page, "Cost by financial year");
    assert_eq!(money.len(), 4);
    for cells in &money {
        for (at, arm) in ["few cases", "a year", "three years"].iter().enumerate() {
            let is_of = |row: &&Row| {
                row["arm"] == *arm
                    && row["unit"] == "authority"
                    && row["indicator"] == "cost_per_child_year"
                    && row["clock"] == "calendar"
                    && row["year"].replace(" to 20", "/") == cells[0]
            };
            let row = by_year.iter().find(is_of).unwrap();
            let half = (defined(row, "ci_high").unwrap() - defined(row, "ci_low").unwrap()) / 2.0;
            let real = [defined(row, "mean").unwrap(), half];
            let told = numbers(&cells[at + 2].replace('£', ""));
            assert!(told.len() == 2 || cells[at + 2] == "None" && real[0] == 0.0, "{cells:?}");
            for (told, real) in told.iter().zip(real) {
                assert!((told - real).abs() <= 0.5 + 1e-9, "{cells:?}: {told} is not {real}");
            }
        }
    }

    // As many teams as there are, drawn or not.
    let teams = place.rows("out/teams.csv");
    let of = |arm: &str| -> Vec<f64> {
        let own: Vec<&Row> =
            teams.iter().filter(|row| row["arm"] == arm && row["replication"] == "0").collect();
        let last = own.iter().map(|row| defined(row, "month").unwrap()).fold(0.0, f64::max);
        own.iter()
            .filter(|row| defined(row, "month") == Some(last))
            .map(|row| defined(row, "culture").unwrap())
            .collect()
    };
    let all = of("as it is");
    let (low, high) = (
        all.iter().copied().fold(f64::INFINITY, f64::min),
        all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    let told = &titles(&page)["teams-0"];
    let said = numbers(told);
    assert!(said.len() == 3 && said[0] == all.len() as f64, "{told}");
    assert!((said[1] - low).abs() < 0.00501 && (said[2] - high).abs() < 0.00501, "{told}");

    occasions_are_all_told(&page, &place.rows("out/summary.csv"), &differences);
    no_difference_is_printed_as_what_matters(&page);
    for words in ["children: yes", "children: no", "sets 1 field"] {
        assert!(!page.contains(words), "{words}");
    }

    // Nothing is awarded where there is no practice, and that is no news.
    assert!(!page.contains("no contract was awarded"));
}

/// The occasions of a hand-over are told each, and as absent where there is none in any history; they add up to what is printed as
/// their whole, as far as each is rounded.
fn occasions_are_all_told(page: &str, summary: &[Row], differences: &[Row]) {
    let words = plain(page);
    let said = words.split("Counted by occasion").nth(1).and_then(|rest| rest.split(".\n").next()).unwrap();
    let said = said.lines().next().unwrap();
    let arm = said.split('\u{201c}').nth(1).unwrap().split('\u{201d}').next().unwrap();
    let unit = if page.contains("whom the service is for, ") { "remit" } else { "authority" };
    let ids = ["pathway", "leaver", "agency", "sickness", "reallocation", "transfer"];
    for id in ids.map(|id| format!("changes_{id}")) {
        let title = swplab::indicator::indicator(&id).unwrap().title.to_lowercase();
        assert_eq!(said.to_lowercase().matches(&title).count(), 1, "{title}: {said}");
        let of = |rows: &[Row], arm: &str| -> Row {
            let is_of = |row: &&Row| row["arm"] == arm && row["unit"] == unit && row["indicator"] == id;
            rows.iter().find(is_of).unwrap().clone()
        };
        let never = defined(&of(summary, "as it is"), "mean") == Some(0.0)
            && defined(&of(differences, arm), "share_equal") == Some(1.0);
        let clause = said.split("; ").find(|part| part.to_lowercase().contains(&title)).unwrap();
        assert_eq!(clause.contains("not occur"), never, "{title}: {said}");
    }
    assert_eq!(what_is_false_of_a_sum(said), None, "{said}");
    let whole = words_after(said, "(difference ");
    let wrong = said.replacen(whole, "-0.5", 1);
    assert!(wrong != said && what_is_false_of_a_sum(&wrong).is_some());
}

/// The word that stands behind some words.
fn words_after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split(mark).nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("")
}

/// Where the whole that is told is not the sum of the parts that are told, each of them rounded.
fn what_is_false_of_a_sum(said: &str) -> Option<String> {
    let half_a_digit = |word: &str| {
        let decimals = word.split_once('.').map_or(0, |(_, after)| after.len());
        0.5 * 10_f64.powi(-(decimals as i32))
    };
    let whole = words_after(said, "(difference ");
    let (told, mut slack) = (numbers(whole).first().copied()?, half_a_digit(whole));
    let (mut sum, mut parts) = (0.0, 0);
    // Behind an occasion: its difference, ± half its interval.
    let brackets = said.split_once("95% interval): ")?.1.split('(').skip(1);
    for (head, _) in brackets.filter_map(|part| part.split_once('±')) {
        let head = head.trim_end();
        sum += numbers(head).first()?;
        slack += half_a_digit(head);
        parts += 1;
    }
    // Those that are told as less than this, if at all.
    slack += 6.0 * 0.0001;
    (parts == 0 || (told - sum).abs() > slack).then(|| format!("{told} is not {sum} of {parts}"))
}

#[test]
fn on_shipped_scenarios_the_occasions_of_hand_overs_add_up_to_the_whole_that_is_printed() {
    for name in ["contract-length", "kent", "moving-house"] {
        let place = Place::empty();
        let run = ["run", name, "--no-contested", "--quiet", "--replications", "4", "--out", "out"];
        assert_exit(&place.swplab(&run), 0);
        let page = plain(&place.read("out/report.html"));
        let Some((_, said)) = page.split_once("Counted by occasion") else {
            // Where the option that is told moves no case holder there is nothing to add up.
            assert_eq!(name, "moving-house");
            continue;
        };
        let said = said.lines().next().unwrap();
        assert_eq!(what_is_false_of_a_sum(said), None, "{name}: {said}");
    }
}

/// No average in the table of options reads as the very smallest that matters, unless it is.
fn no_difference_is_printed_as_what_matters(page: &str) {
    let mut seen = 0;
    for cells in table(page, "Options and outcomes against") {
        let Some(least) =
            cells[0].split("; ").find_map(|part| part.trim_end_matches(')').strip_suffix(" matters"))
        else {
            continue;
        };
        let least: f64 = least.parse().unwrap();
        for cell in cells[1..].iter().filter(|cell| !cell.starts_with('(')) {
            let Some(told) = numbers(cell).first().map(|told| told.abs()) else { continue };
            seen += 1;
            assert!(told != least && !(cell.contains("small") && told > least), "{cell} beside {least}");
        }
    }
    assert!(seen > 0);
}

/// Words for a spread or an average, of which one history has none.
const OF_MANY: [&str; 9] = [
    "median",
    "middle 90%",
    "middle 80%",
    "on average",
    "told apart from chance",
    "not defined",
    "No contested question is left open",
    "0.000 to 0.000",
    "95% interval of the mean",
];

#[test]
fn one_history_has_no_spread_and_no_average_below_its_first_page() {
    let place = Place::empty();
    place.write("study.toml", &study());
    let run = ["run", "study.toml", "--no-contested", "--quiet", "--replications", "1", "--out", "out"];
    assert_exit(&place.swplab(&run), 0);
    let page = place.read("out/report.html");
    let below = appendix(&page);
    // What is said of every study alike, of quantities and of the scenario, is not about this one's numbers.
    let below = below.split("What rests on assumption").next().unwrap();
    for title in titles(below).values() {
        for words in OF_MANY {
            assert!(!title.to_lowercase().contains(&words.to_lowercase()), "{words:?} in {title:?}");
        }
    }
    for caption in below.split("<caption>").skip(1) {
        let caption = plain(caption.split("</caption>").next().unwrap());
        let is_of_many = OF_MANY.iter().any(|words| caption.to_lowercase().contains(words));
        assert!(!is_of_many, "{caption}");
    }
    assert!(!below.contains("No contested question is left open"));
}

#[test]
fn of_several_services_nothing_is_said_that_holds_of_the_first_alone() {
    let place = Place::empty();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/first-wave.toml");
    let run = ["run", scenario, "--no-contested", "--quiet", "--replications", "3", "--out", "out"];
    assert_exit(&place.swplab(&run), 0);
    let page = plain(&place.read("out/report.html"));
    // Five of the ten authorities have one.
    assert!(page.contains(
        "Practices in Blackburn with Darwen, Hillingdon, Kent, Liverpool and Staffordshire, none in the others."
    ));
    let contracts = place.rows("out/contracts.csv");
    let practices: BTreeSet<&str> = contracts.iter().map(|row| row["practice"].as_str()).collect();
    assert!(practices.len() >= 4, "{practices:?}");
    // Terms of three years end within the study of five: with them their ends are seen, and nothing says that none is.
    assert!(
        !page.contains("hardly felt with any option") && !page.contains("hardly felt with \u{201c}As it was")
    );
    // A unit of the authority's own stands in the table only where it was closed: its years are not known, and it is left out.
    let own = |row: &&Row| row["fate"] == "terminated" && row["months_from_renewal"].is_empty();
    let units: BTreeSet<&str> = contracts.iter().filter(own).map(|row| row["practice"].as_str()).collect();
    for arm in ["As it was", "Contracts of 5 years"] {
        let of = contracts.iter().filter(|row| row["arm"] == arm);
        let awarded = of.filter(|row| !units.contains(row["practice"].as_str())).count();
        let begins = format!("With \u{201c}{arm}\u{201d}, {awarded} ");
        let (_, said) = page.split_once(&begins).unwrap_or_else(|| panic!("{arm}: {awarded}"));
        // The histories are said once.
        assert!(
            said.starts_with("contracts were awarded in 3 histories; ") || said.starts_with("awarded; "),
            "{arm}: {awarded}"
        );
    }
    for unit in units {
        assert!(page.contains(&format!("{unit} is a unit of the authority\u{2019}s own without a contract")));
    }
}

/// What a sweep costs and how strong its evidence is stand on its first page, cost as its cells have it.
#[test]
fn a_sweep_tells_its_cost_and_the_strength_of_its_evidence() {
    let place = Place::empty();
    let sweep = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sweep.toml");
    assert_exit(&place.swplab(&["sweep", sweep, "--quiet", "--out", "out"]), 0);
    let page = plain(&place.read("out/report.html"));
    let said = |mark: &str| {
        let rest = page.split_once(mark).unwrap_or_else(|| panic!("no {mark:?}")).1;
        rest.trim().lines().next().unwrap().trim().to_owned()
    };
    let cost = said("What it costs.");
    let cells: Vec<Row> = place.rows("out/cells.csv");
    let of_cost =
        cells.iter().filter(|row| row["unit"] == "remit" && row["indicator"] == "cost_per_child_year");
    let means: Vec<f64> =
        of_cost.filter(|row| row["cell"] != "0").filter_map(|row| defined(row, "difference_mean")).collect();
    let most = means.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap();
    let told = cost.split("the largest difference is ").nth(1).unwrap();
    assert!(cost.contains("none of 5 other combinations is told apart"), "{cost}");
    assert!(told.starts_with("lower by \u{a3}") == (most < 0.0), "{cost}");
    assert!((numbers(&told.replace('\u{a3}', ""))[0] - most.abs()).abs() <= 0.5, "{cost} is not {most}");
    assert!(cost.contains("prices of 2010 to 2011"), "{cost}");
    // Both that are varied act by claims that have a direction and no size.
    assert!(said("Strength of evidence.").starts_with("Very weak: no study has measured"));
    // What is varied and is not among those is told by the grades of all that the model has.
    let other = [
        "sweep",
        sweep,
        "--vary",
        "in_house.caseload=13,16",
        "--quiet",
        "--replications",
        "2",
        "--out",
        "other",
    ];
    assert_exit(&place.swplab(&other), 0);
    let page = plain(&place.read("other/report.html"));
    let quantities = swplab::evidence::Evidence::embedded().quantities();
    let assumed = quantities.iter().filter(|one| one.grade.letter() == "D").count();
    assert!(2 * assumed > quantities.len());
    assert!(
        page.contains(
            "Weak: most numbers of the whole model are assumptions; which move this was not traced."
        )
    );
}

/// Own teams alone, with a lever on their posts; no practice to which posts could pass.
const POSTS: &str = r#"title = "Posts"
question = "How many more?"
authorities = ["bracknell-forest-2021"]
[study]
start = "2021-03-31"
horizon_years = 2
replications = 40
[parameters]
posterior = "none"
[[arms]]
name = "as it is"
[[arms]]
name = "few cases"
set = { "in_house.caseload" = 11, "in_house.learning" = 1.0 }
"#;

#[test]
fn posts_prices_and_places_that_a_page_tells_are_those_of_its_tables() {
    let place = Place::empty();
    place.write("study.toml", POSTS);
    assert_exit(&place.swplab(&["run", "study.toml", "--no-contested", "--quiet", "--out", "out"]), 0);
    let page = place.read("out/report.html").replace('\u{2212}', "-");
    let rows = place.rows("out/providers.csv");
    let mean = |arm: &str, measure: &str, year: Option<&str>| -> f64 {
        let is_of = |row: &&Row| {
            row["arm"] == arm && row["measure"] == measure && year.is_none_or(|year| row["year"] == year)
        };
        let values: Vec<f64> =
            rows.iter().filter(is_of).map(|row| row["mean"].parse::<f64>().unwrap()).collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let vacant = |arm: &str, year: &str| {
        100.0 * (1.0 - mean(arm, "filled", Some(year)) / mean(arm, "posts", Some(year)))
    };
    let [own, usual] = ["few cases", "as it is"].map(|arm| mean(arm, "posts", None));
    let filled = mean("few cases", "filled", None) - mean("as it is", "filled", None);
    assert!(own > usual + 1.0 && filled > 0.0);
    let told = format!(
        "there are {own:.1} posts for case holders on average and not {usual:.1}, and {filled:.1} more of them are filled; over the months of 2021 to 2022 {:.0}% and not {:.0}% of posts stand vacant, and {:.0}% and not {:.0}% in 2022 to 2023.",
        vacant("few cases", "2021 to 2022"),
        vacant("as it is", "2021 to 2022"),
        vacant("few cases", "2022 to 2023"),
        vacant("as it is", "2022 to 2023"),
    );
    assert!(page.contains(&told), "{told}");
    // What is set and has no price is said to have none; what is not in the model stands with the limits of every question.
    assert!(page.contains("A learning culture costs nothing here: the evidence has no price of it."));
    assert!(
        page.contains("Law and practice stay as in 2021")
            && page.contains("<p class=\"place\">Bracknell Forest.")
    );
    assert!(
        page.contains("of them are what the model starts from; of the ") && page.contains(" None is of ")
            || page.contains("No figure of the year")
    );
}

/// A change that waits is told with how often it came: the histories in which it did not are to the last digit those of the first arm.
#[test]
fn a_change_that_waits_is_told_with_how_often_it_came() {
    let place = Place::empty();
    // A folder of a scenario's name is none: that of its results stands where it was run.
    std::fs::create_dir(place.at("caseload-cap")).unwrap();
    assert_exit(
        &place.swplab(&["run", "caseload-cap", "--replications", "24", "--out", "out", "--quiet"]),
        0,
    );
    let rows = place.rows("out/changes.csv");
    let waits = |row: &&Row| !row["condition"].is_empty();
    let waiting: Vec<&Row> = rows.iter().filter(waits).collect();
    let [row] = waiting[..] else { panic!("{rows:?}") };
    let mut of: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for run in place.rows("out/runs.csv") {
        let what = format!("{} {} {}", run["unit"], run["indicator"], run["value"]);
        of.entry((run["arm"].clone(), run["replication"].clone())).or_default().push(what);
    }
    let differs = |at: &u32| {
        let key = |arm: &str| (arm.to_owned(), at.to_string());
        of[&key("As usual")] != of[&key(&row["arm"])]
    };
    let came = (0..24).filter(differs).count();
    assert!(came > 0 && came < 24, "{came}: the test needs both kinds of history");
    // What comes in the last months of a history may move nothing there.
    let told: usize = row["came"].parse().unwrap();
    assert!(came <= told && told <= came + 2 && row["n"] == "24", "{row:?}, and {came} differ");
    let page = plain(&place.read("out/report.html"));
    let said = format!("is above 20%: that came in {told} of 24 histories");
    assert!(page.contains(&said), "{said}");
    let dated = rows.iter().find(|row| row["condition"].is_empty()).unwrap();
    assert_eq!((dated["came"].as_str(), dated["middle"].as_str()), ("24", "24.0"));
}
