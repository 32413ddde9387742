//! What is said of two studies, each sentence with its condition.

use std::collections::BTreeMap;

use super::moved::{DIFFERENCE, LEVEL, MovedRow};
use super::why::WhyRow;
use crate::indicator::{Unit, indicator};
use crate::report::words::{counted, difference_decimals, listed, lower_first, plain, signed};
use crate::results::Manifest;
use crate::results::rows::UnitRow;

/// Headline figures, and reasons of a kind, that are told one by one; the tables hold all.
const TOLD: usize = 8;
/// Share of 95% intervals that leave nought out where nothing differs.
const FALSELY: f64 = 0.05;

/// Everything that is said.
pub(super) fn told(
    [one, other]: [&Manifest; 2],
    (arms, units): (&[&str], &[UnitRow]),
    rows: &[MovedRow],
    reasons: &[WhyRow],
    paired: Result<(), &'static str>,
) -> String {
    let mut text = format!(
        "First: {} ({}, {} replications). Second: {} ({}, {} replications).\n",
        one.scenario,
        one.swplab_version,
        one.replications,
        other.scenario,
        other.swplab_version,
        other.replications
    );
    let alone = |own: &Manifest| {
        let names = own.arms.iter().map(|arm| arm.name.as_str()).filter(|name| !arms.contains(name));
        names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>()
    };
    for (own, which) in [(one, "first"), (other, "second")] {
        let names = alone(own);
        if !names.is_empty() {
            text += &format!("Only the {which} has {}: of it nothing is compared.\n", listed(&names));
        }
    }
    text += &match paired {
        Ok(()) => {
            "Replications of one number have the same children and luck, so they are compared one by one.\n"
                .to_owned()
        }
        Err(why) => {
            format!("Replications are not compared one by one, because {why}: intervals are wider for it.\n")
        }
    };
    text += &why_told(reasons);
    text + &moved_told(rows, units)
}

/// What differs.
fn why_told(reasons: &[WhyRow]) -> String {
    if reasons.is_empty() {
        return "\nWhat differs: nothing, neither scenario nor quantities nor version.\n".to_owned();
    }
    let mut text = "\nWhat differs:\n".to_owned();
    let mut kinds: BTreeMap<&str, Vec<&WhyRow>> = BTreeMap::new();
    for row in reasons {
        kinds.entry(&row.what).or_default().push(row);
    }
    for (what, rows) in kinds {
        for row in rows.iter().take(TOLD) {
            let value = |text: &str| match text {
                "" => "none".to_owned(),
                text if text.chars().count() > 60 => {
                    format!("{}...", text.chars().take(57).collect::<String>())
                }
                text => text.to_owned(),
            };
            text += &format!(
                "  {what}: {}: {} in the first, {} in the second\n",
                row.name,
                value(&row.in_first),
                value(&row.in_second)
            );
        }
        if rows.len() > TOLD {
            text += &format!("  {what}: and {} more, in compare-why.csv\n", rows.len() - TOLD);
        }
    }
    text
}

/// What moved.
fn moved_told(rows: &[MovedRow], units: &[UnitRow]) -> String {
    if rows.iter().all(|row| row.equal) {
        return format!(
            "\nNothing moved: all {} are the same to the last bit.\n",
            counted(rows.len(), "figure")
        );
    }
    let (levels, differences): (Vec<&MovedRow>, Vec<&MovedRow>) =
        rows.iter().partition(|row| row.figure == LEVEL);
    let mut text = String::new();
    for (kind, all, what) in [
        (LEVEL, levels, "Levels"),
        (DIFFERENCE, differences, "Differences from the first arm, which are the answers"),
    ] {
        if all.is_empty() {
            continue;
        }
        let is_told = all.iter().filter(|row| row.is_told()).count();
        let equal = all.iter().filter(|row| row.equal).count();
        let others = all.len() - equal;
        text +=
            &format!("\n{what}: of {}, {equal} are the same to the last bit", counted(all.len(), "figure"));
        text += &match others {
            0 => ".\n".to_owned(),
            _ => format!(
                "; of the other {others} the 95% interval of what moved leaves nought out for {is_told}, where chance alone would do so for about {}.\n",
                plain(FALSELY * others as f64, 0)
            ),
        };
        // Of whom a provider serves other arms have other people: those the tables hold.
        let of = |row: &MovedRow| units.iter().find(|unit| unit.unit == row.unit && unit.paired);
        let told = all.iter().filter(|row| row.is_headline() && row.is_told());
        let headlines: Vec<(&&MovedRow, &UnitRow)> = told.filter_map(|row| Some((row, of(row)?))).collect();
        // Figures of several units cannot be ranked against each other: the order of the tables stands.
        for (row, unit) in headlines.iter().take(TOLD) {
            text += &sentence(row, kind, &lower_first(&unit.title));
        }
        if headlines.len() > TOLD {
            let more = counted(headlines.len() - TOLD, "more headline figure");
            text += &format!("  And {more}, in compare.csv.\n");
        }
        if headlines.is_empty() {
            text += "  Of no headline figure does that interval leave nought out.\n";
        }
    }
    text
}

fn sentence(row: &MovedRow, kind: &str, whom: &str) -> String {
    let (Some(first), Some(second), Some(by), Some(low), Some(high)) =
        (row.first, row.second, row.moved, row.moved_low, row.moved_high)
    else {
        return String::new();
    };
    let known = indicator(&row.indicator);
    let decimals = difference_decimals(known.map_or(2, |one| one.decimals), Some(0.5 * (high - low)));
    let unit = match known.map(|one| one.unit) {
        Some(Unit::Percent(_)) => "percentage points".to_owned(),
        Some(unit) => unit.to_string(),
        None => String::new(),
    };
    let level = |value: f64| if kind == LEVEL { plain(value, decimals) } else { signed(value, decimals) };
    // A difference is better or worse by itself; that of two differences is not.
    let goodness = if kind == LEVEL { row.goodness() } else { "" };
    format!(
        "  {} ({whom}), \"{}\": {} to {}, by {} ({} to {}) {unit}{goodness}.\n",
        row.title,
        row.arm,
        level(first),
        level(second),
        signed(by, decimals),
        signed(low, decimals),
        signed(high, decimals),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(figure: &str, moved: [f64; 3], equal: bool) -> MovedRow {
        let [by, low, high] = moved;
        MovedRow {
            arm: "5 years".to_owned(),
            unit: "remit".to_owned(),
            indicator: "worker_changes".to_owned(),
            title: "Changes of case holder".to_owned(),
            figure: figure.to_owned(),
            n_first: 20,
            n_second: 20,
            first: Some(0.81),
            second: Some(0.81 + by),
            moved: Some(by),
            moved_low: Some(low),
            moved_high: Some(high),
            paired: true,
            equal,
        }
    }

    fn units() -> [UnitRow; 1] {
        [UnitRow {
            unit: "remit".to_owned(),
            title: "Children of the remit".to_owned(),
            kind: "cohort".to_owned(),
            children: None,
            paired: true,
        }]
    }

    #[test]
    fn what_moved_is_told_with_its_interval_and_what_did_not_is_not() {
        let told = moved_told(
            &[row(LEVEL, [-0.04, -0.05, -0.03], false), row(DIFFERENCE, [0.001, -0.01, 0.012], false)],
            &units(),
        );
        assert!(
            told.contains(
                "of the other 1 the 95% interval of what moved leaves nought out for 1, where chance"
            ),
            "{told}"
        );
        assert!(told.contains("(children of the remit), \"5 years\": 0.81"), "{told}");
        assert!(told.contains("per child-year, which is better."), "{told}");
        assert!(told.contains("Of no headline figure does that interval leave nought out."), "{told}");
        let worse = moved_told(&[row(LEVEL, [0.04, 0.03, 0.05], false)], &units());
        assert!(worse.contains("which is worse") && !worse.contains("Differences"), "{worse}");
        let answer = moved_told(&[row(DIFFERENCE, [-0.04, -0.05, -0.03], false)], &units());
        assert!(!answer.contains("better") && !answer.contains("worse"), "{answer}");
        let same = moved_told(&[row(LEVEL, [0.0, 0.0, 0.0], true)], &units());
        assert!(same.contains("Nothing moved: all 1 figure") && !same.contains("chance"), "{same}");
    }

    #[test]
    fn what_differs_is_told_by_kind_and_long_lists_are_cut() {
        assert!(why_told(&[]).contains("nothing, neither scenario"));
        let reason = |name: String| WhyRow {
            what: "field".to_owned(),
            name,
            in_first: "3".to_owned(),
            in_second: String::new(),
        };
        let told = why_told(&(0..11).map(|n| reason(format!("f{n}"))).collect::<Vec<_>>());
        assert!(told.contains("field: f0: 3 in the first, none in the second"), "{told}");
        assert!(told.contains("and 3 more") && !told.contains("f8"), "{told}");
    }
}
