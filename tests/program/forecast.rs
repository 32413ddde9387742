//! `swplab forecast` from the outside: complete, the same bytes again, its tables in agreement with each other and its
//! sentence with its tables.

use crate::place::{Place, assert_exit, assert_same_files, number, stderr, stdout};

#[test]
fn a_forecast_is_complete_verified_and_says_what_its_tables_hold() {
    let place = Place::empty();
    let ask = ["forecast", "Hartlepool", "--years", "3", "--replications", "24"];
    for (out, threads) in [("one", "1"), ("two", "2")] {
        let ran = place.swplab(&[&ask[..], &["--out", out, "--threads", threads]].concat());
        assert_exit(&ran, 0);
        let last = place.rows(&format!("{out}/forecast.csv"));
        let last = last.iter().rfind(|row| row["series"] == "children").unwrap();
        let said = stdout(&ran);
        assert!(said.starts_with("Hartlepool looks after about"), "{said}");
        let band = format!("there are {:.0} to {:.0}", number(last, "q10"), number(last, "q90"));
        assert!(said.contains(&band), "{band}: {said}");
    }
    assert_same_files(&place.files_of("one"), &place.files_of("two"));
    assert_exit(&place.swplab(&["verify", "one", "--quiet"]), 0);
    // Cells by placement and age add up to the placement, the placements to all children.
    let places = place.rows("one/placements_ages.csv");
    for forecast in place.rows("one/forecast.csv").iter().filter(|row| row["series"] == "children") {
        let of_year = || places.iter().filter(|row| row["year"] == forecast["year"]);
        let of_placements = of_year().filter(|row| row["age"] == "all").map(|row| number(row, "mean"));
        let of_ages = of_year().filter(|row| row["placement"] == "all").map(|row| number(row, "mean"));
        let cells = of_year().filter(|row| row["age"] != "all" && row["placement"] != "all");
        let all = number(forecast, "mean");
        for sum in [of_placements.sum::<f64>(), of_ages.sum(), cells.map(|row| number(row, "mean")).sum()] {
            assert!((sum - all).abs() < 1e-9 * all, "{sum} for {all}");
        }
        let bands = ["q10", "q25", "q50", "q75", "q90"].map(|column| number(forecast, column));
        assert!(bands.is_sorted(), "{bands:?}");
    }
    // What was published goes before, and is what the department printed (SFR, year ending 31 March 2025).
    let published = place.rows("one/published.csv");
    let years: Vec<u32> = published
        .iter()
        .filter(|row| row["series"] == "started")
        .map(|row| row["year"].parse().unwrap())
        .collect();
    assert_eq!(years, (2016..=2025).collect::<Vec<_>>());
    // The flows hold: what comes and goes in a year is how the stock moves, in every mean, but for the few who left and
    // came back in it, who are among those who started and not among those who ceased.
    let of = |series: &str| {
        let rows = place.rows("one/forecast.csv");
        rows.iter().filter(|row| row["series"] == series).map(|row| number(row, "mean")).collect::<Vec<_>>()
    };
    let (children, started, ceased) = (of("children"), of("started"), of("ceased"));
    for at in 1..children.len() {
        let moved = children[at] - children[at - 1];
        let back = started[at] - ceased[at] - moved;
        assert!(
            (0.0..0.05 * started[at]).contains(&back),
            "{moved} for {} - {}: {back} came back",
            started[at],
            ceased[at]
        );
    }
}

#[test]
fn a_name_with_a_comma_stands_whole_on_the_page() {
    let place = Place::empty();
    let ask = ["forecast", "Bristol, City of", "--years", "1", "--replications", "1", "--out", "out"];
    let ran = place.swplab(&ask);
    assert_exit(&ran, 0);
    for text in [stdout(&ran), place.read("out/report.html")] {
        assert!(text.contains("Bristol, City of looks after"), "{text}");
    }
}

#[test]
fn a_place_that_is_not_known_is_refused_with_the_nearest() {
    let place = Place::empty();
    let ran = place.swplab(&["forecast", "Hartlepol"]);
    assert_exit(&ran, 2);
    assert!(stderr(&ran).contains("Did you mean hartlepool-2025"), "{}", stderr(&ran));
    assert_exit(&place.swplab(&["forecast", "Kent", "--years", "21"]), 2);
    assert!(place.names().is_empty());
}
