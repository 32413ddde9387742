//! What the model says in the notes for trainers: lines of what was seen in a scenario, from the head of its file.

use std::path::Path;

/// Lines of the named measures of a unit, as a list.
fn seen(scenario: &str, unit: &str, titles: &[&str]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{scenario}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix('#')).map(str::trim_end).collect();
    let begins = lines
        .iter()
        .position(|line| line.trim_start().starts_with(unit))
        .unwrap_or_else(|| panic!("{scenario}: no {unit}"));
    // A unit ends with the second empty line: the first stands below its name.
    let ends = begins
        + 2
        + lines[begins + 2..].iter().position(|line| line.is_empty()).unwrap_or(lines.len() - begins - 2);
    let mut list = String::new();
    for title in titles {
        let at = begins
            + lines[begins..ends]
                .iter()
                .position(|line| line.starts_with(&format!(" {title} (")))
                .unwrap_or_else(|| panic!("{scenario}: no {title} of {unit}"));
        list += &format!("- {}\n", lines[at].trim());
        let of_arms = lines[at + 1..ends].iter().take_while(|line| line.starts_with("   "));
        for line in of_arms {
            let deep = line.starts_with("     ");
            list += &format!("{}- {}\n", if deep { "    " } else { "  " }, line.trim());
        }
    }
    list.trim_end().to_owned()
}

/// Document, name and text of every generated list of the notes.
pub fn blocks() -> Vec<(&'static str, &'static str, String)> {
    let whole = "Whole authority";
    let remit = "Children of the remit, mean";
    vec![
        (
            "docs/training/culture-change.md",
            "training-culture",
            seen(
                "culture-change",
                whole,
                &[
                    "Culture of learning and practice",
                    "Direct work",
                    "Relationship between child and case holder",
                    "Changes of case holder",
                    "Turnover of case holders",
                ],
            ),
        ),
        (
            "docs/training/moving-house.md",
            "training-moving",
            seen("moving-house", remit, &["Changes of case holder", "Satisfaction of children and families"]),
        ),
        (
            "docs/training/moving-house.md",
            "training-moving-all",
            seen("moving-house", whole, &["Changes of case holder"]),
        ),
        (
            "docs/training/the-summits-debate.md",
            "training-debate",
            seen("summit-debate", remit, &["Direct work", "Changes of case holder"]),
        ),
    ]
}

/// Years until half of the change of the last arm is there, from the values year by year.
fn half_way(scenario: &str, title: &str) -> f64 {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{scenario}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with(&format!("# {title} (")) && line.ends_with("year by year"))
        .unwrap();
    let values = |line: &str| -> Vec<f64> {
        line.rsplit_once(": ").unwrap().1.split(", ").map(|value| value.parse().unwrap()).collect()
    };
    let arms: Vec<Vec<f64>> =
        lines[at + 1..].iter().take_while(|line| line.starts_with("#   ")).map(|line| values(line)).collect();
    let (first, last) = (&arms[0], &arms[arms.len() - 1]);
    let differences: Vec<f64> = first.iter().zip(last).map(|(one, other)| other - one).collect();
    let half = differences[differences.len() - 1] / 2.0;
    let year = differences.iter().position(|difference| difference / half >= 1.0).unwrap();
    let before = if year == 0 { 0.0 } else { differences[year - 1] };
    year as f64 + (half - before) / (differences[year] - before)
}

#[test]
fn the_handout_says_how_long_culture_and_the_relationship_take() {
    let culture = half_way("culture-change", "Culture of learning and practice");
    let relationship = half_way("culture-change", "Relationship between child and case holder");
    // Values of a year are means over it: half a year is added to the middle of the year at which they stand.
    assert!((1.4..=2.1).contains(&culture), "half of the way in {culture:.2} years");
    assert!(relationship > culture, "{relationship:.2} after {culture:.2}");
}
