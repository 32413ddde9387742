//! What a page says of options beside each other, and of one that sets a part of another, read back against the histories.

use std::collections::BTreeMap;

use swplab::statistics::Paired;

use crate::page::{after, plain};
use crate::place::{Place, Row, assert_exit};

/// The first number of a text.
fn number(text: &str) -> f64 {
    let end = text.find(|letter: char| !"+-.0123456789".contains(letter)).unwrap_or(text.len());
    text[..end].trim_end_matches('.').parse().unwrap_or(f64::NAN)
}

/// Values by arm, unit and indicator.
fn values(place: &Place) -> BTreeMap<(String, String, String), Vec<f64>> {
    let mut values: BTreeMap<(String, String, String), Vec<f64>> = BTreeMap::new();
    for row in place.rows("out/runs.csv") {
        let key = (row["arm"].clone(), row["unit"].clone(), row["indicator"].clone());
        values.entry(key).or_default().push(row["value"].parse().unwrap());
    }
    values
}

#[test]
fn what_is_beyond_a_part_of_an_option_and_accounts_are_those_of_the_histories() {
    let place = Place::empty();
    let asked = ["run", "kent", "--no-contested", "--replications", "40", "--out", "out", "--quiet"];
    assert_exit(&place.swplab(&asked), 0);
    let values = values(&place);
    let of =
        |arm: &str, unit: &str, id: &str| values[&(arm.to_owned(), unit.to_owned(), id.to_owned())].clone();
    let page = plain(&place.read("out/report.html"));
    // Posts for more people come with a price that follows numbers, which is an option of its own.
    let said = after(
        &page,
        "\u{201c}Posts for 727 young people\u{201d} sets what \u{201c}Price follows numbers\u{201d} sets, and more: that more comes to ",
    );
    let pair =
        ["Price follows numbers", "Posts for 727 young people"].map(|arm| of(arm, "remit", "direct_hours"));
    let own = Paired::of(&pair[0], &pair[1]).summary;
    let whole = Paired::of(&of("Fixed price", "remit", "direct_hours"), &pair[1]).summary;
    for (told, real) in [
        (number(said), own.mean),
        (number(after(said, "95% interval ")), own.low),
        (number(after(after(said, "95% interval "), " to ")), own.high),
        (number(after(said, "; all that it sets, to ")), whole.mean),
    ] {
        assert!((told - real).abs() < 0.0051, "{told} and {real}");
    }
    // Its account at the end, where options lie apart in it by more than a tenth of a year's income.
    let rows = place.rows("out/providers.csv");
    let last = rows.iter().map(|row| row["year"].as_str()).max().unwrap();
    let told = after(&page, "on average of the histories in which it then serves: ");
    let is_of = |row: &&Row| row["year"] == last && row["measure"] == "account";
    let accounts: Vec<&Row> = rows.iter().filter(is_of).collect();
    assert_eq!(accounts.len(), 4);
    for row in accounts {
        let said =
            told.split(&format!(" with \u{201c}{}\u{201d} (in {})", row["arm"], row["n"])).next().unwrap();
        let said = said.rsplit('\u{a3}').next().unwrap().replace([',', 'm'], "");
        let (said, real): (f64, f64) = (number(&said), row["mean"].parse().unwrap());
        assert!((said - real).abs() < 0.006 * real.abs(), "{said} and {real}");
    }
}

#[test]
fn what_speaks_for_no_option_is_what_the_histories_say() {
    let place = Place::empty();
    let asked = ["run", "moving-house", "--no-contested", "--replications", "60", "--out", "out", "--quiet"];
    assert_exit(&place.swplab(&asked), 0);
    let values = values(&place);
    let of =
        |arm: &str, unit: &str, id: &str| values[&(arm.to_owned(), unit.to_owned(), id.to_owned())].clone();
    let page = plain(&place.read("out/report.html"));
    // An option is named where another is told apart as better in something and in nothing as worse.
    let arms = ["Neither", "Consultation", "Workers move", "Both"];
    let leading = [
        ("satisfaction", 1.0),
        ("worker_changes", -1.0),
        ("same_worker_all_year", 1.0),
        ("disruptions", -1.0),
    ];
    let mut outcomes: Vec<(&str, &str, f64)> = Vec::new();
    for unit in ["remit", "authority"] {
        outcomes.extend(leading.map(|(id, good)| (unit, id, good)));
    }
    outcomes.extend([("remit", "cost_per_child_year", -1.0), ("authority", "cost_total", -1.0)]);
    let read = 6.0 * outcomes.len() as f64;
    // The price of a consultation is not known, so that options are set against each other with it or without.
    let asks = |arm: &str| ["Consultation", "Both"].contains(&arm);
    let level = |unit: &str, id: &str| {
        let all = of("Neither", unit, id);
        all.iter().sum::<f64>() / all.len() as f64
    };
    let stated: BTreeMap<String, f64> = place
        .rows("out/differences.csv")
        .into_iter()
        .filter_map(|row| Some((row["indicator"].clone(), row["matters"].parse().ok()?)))
        .collect();
    assert!(stated.contains_key("worker_changes"));
    let stands = |arm: &str, other: &str| {
        let moved = outcomes.iter().map(|(unit, id, good)| {
            let moved = Paired::of(&of(arm, unit, id), &of(other, unit, id)).summary;
            let is_apart = moved.p_value() * read < 0.05;
            let unstated = if *id == "cost_total" { 0.0 } else { level(unit, id).abs() / 20.0 };
            (if is_apart { moved.mean * good } else { 0.0 }, stated.get(*id).copied().unwrap_or(unstated))
        });
        let moved: Vec<(f64, f64)> = moved.collect();
        asks(arm) == asks(other)
            && moved.iter().any(|(size, least)| *size > 0.0 && size >= least)
            && !moved.iter().any(|(size, _)| *size < 0.0)
    };
    let behind: Vec<&str> =
        arms.into_iter().filter(|arm| arms.iter().any(|other| other != arm && stands(arm, other))).collect();
    assert!(!behind.is_empty() && behind.len() < arms.len(), "the test needs both: {behind:?}");
    let said = after(
        &page,
        "By more than chance and as much as matters (else by a twentieth, in sums of money by any difference): ",
    );
    let (said, rest) = said.split_once(", in some of the ").unwrap();
    assert!(
        rest.starts_with(
            "10 outcomes compared here, of these young people and of everybody, and in none worse."
        ),
        "{rest:.90}"
    );
    let mut named = Vec::new();
    for part in said.split("; ") {
        let (better, others) = part.split_once(" better than ").unwrap();
        let names = |text: &str| -> Vec<&str> {
            arms.into_iter().filter(|arm| text.contains(&format!("\u{201c}{arm}\u{201d}"))).collect()
        };
        let better = names(better);
        assert_eq!(part.contains(" each do "), better.len() > 1, "{part}");
        for other in names(others) {
            // All that do better and stand behind none themselves, if there are any.
            let by: Vec<&str> = arms.into_iter().filter(|arm| *arm != other && stands(other, arm)).collect();
            let free: Vec<&str> = by.iter().copied().filter(|arm| !behind.contains(arm)).collect();
            assert_eq!(better, if free.is_empty() { by } else { free }, "{part}");
            named.push(other);
        }
    }
    named.sort_unstable_by_key(|arm| arms.iter().position(|one| one == arm));
    assert_eq!(named, behind, "{said}");
}
