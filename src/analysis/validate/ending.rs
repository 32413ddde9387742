//! The score card as text.

use crate::analysis::validate::{Card, Line, Part};

/// Sections of the card and what they hold.
pub(super) const SECTIONS: [(&str, &str); 14] = [
    ("pilots", "Facts of the pilots and of authorities' services"),
    ("baselines", "Calibrations of the baselines"),
    ("persistence", "Persistence: the same children over two and three years"),
    ("round trip", "Round trip: exported, imported and run on"),
    ("balance", "Balance: ten years in which nothing happens"),
    ("first year", "The first year of every start: bias over authorities, and intervals a year on"),
    ("forecasts", "Forecasts two years ahead: scores beside last value and trend, and bands"),
    ("nation", "England"),
    ("coverage", "Every authority: how many lie inside their interval"),
    ("score", "Every authority: scores against simple points"),
    ("score with a spread", "Every authority: scores against simple forecasts with a spread"),
    ("pattern", "Patterns"),
    ("later back-casts", "Back-casts from 2022 and 2023"),
    ("long look", "The long look"),
];

/// Sections of which only what fails is listed.
const MANY: [&str; 3] = ["first year", "forecasts", "balance"];

/// Decimals with which a figure is told.
fn decimals(value: f64) -> usize {
    match value.abs() {
        large if large >= 1_000.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    }
}

fn number(value: f64) -> String {
    format!("{value:.0$}", decimals(value))
}

/// A range in words; nothing where it has no end.
fn range((low, high): (f64, f64)) -> Option<String> {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => Some(format!("{} to {}", number(low), number(high))),
        (true, false) => Some(format!("at least {}", number(low))),
        (false, true) => Some(format!("at most {}", number(high))),
        (false, false) => None,
    }
}

/// What was observed: a number, a word, or both.
fn observed(line: &Line) -> String {
    match (line.observed.is_finite(), line.seen.as_str()) {
        (true, "") => number(line.observed),
        (true, seen) => format!("{} ({seen})", number(line.observed)),
        (false, seen) => seen.to_owned(),
    }
}

fn told(line: &Line, with_reason: bool) -> String {
    let mark = if line.passes { "pass" } else { "FAIL" };
    let row = match line.row.as_str() {
        "" => String::new(),
        row => format!("{row}, "),
    };
    // Elsewhere the title says when.
    let window = match line.section {
        "pilots" => format!(" [{}]", line.window),
        _ => String::new(),
    };
    let mut known = Vec::new();
    if line.half_width.is_finite() {
        let decimals = decimals(line.simulated);
        known.push(format!("± {:.decimals$}", line.half_width));
    }
    known.extend(range(line.interval).map(|range| format!("interval {range}")));
    known.extend(range(line.allowed).map(|range| format!("passes {range}")));
    let mut text = format!(
        "    {mark}  {row}{}{window}: observed {}, simulated {} {} ({})\n",
        line.title,
        observed(line),
        number(line.simulated),
        line.unit,
        known.join("; ")
    );
    text = text.replace("  (", " (");
    if with_reason && !line.reason.is_empty() {
        text += &format!("          {}\n", line.reason);
    }
    text
}

/// How many facts of the pilots hold: a fact may have several lines.
fn facts(lines: &[&Line]) -> (usize, usize) {
    let mut rows: Vec<&str> = lines.iter().map(|line| line.row.as_str()).collect();
    rows.dedup();
    let holds = |row: &&&str| lines.iter().filter(|line| line.row == **row).all(|line| line.passes);
    (rows.iter().filter(holds).count(), rows.len())
}

/// The card as text, fitted and held out apart.
pub(super) fn of_card(card: &Card) -> String {
    let mut text = String::new();
    for part in [Part::Fitted, Part::HeldOut] {
        let (passed, all) = card.passed(part);
        let what = match part {
            Part::Fitted => "FITTED: what the model was set to, or built with in view",
            Part::HeldOut => "HELD OUT: what the model was not fitted to",
        };
        text += &format!("{what}. {passed} of {all} pass.\n");
        for (section, title) in SECTIONS {
            let lines = card.lines.iter();
            let lines = lines.filter(|line| line.part == part && line.section == section);
            let lines: Vec<&Line> = lines.collect();
            if lines.is_empty() {
                continue;
            }
            let (passed, all) = match section {
                "pilots" => facts(&lines),
                _ => (lines.iter().filter(|line| line.passes).count(), lines.len()),
            };
            text += &format!("\n  {title}: {passed} of {all} pass\n");
            let mut row = "";
            for line in lines {
                // Of parts with hundreds of lines only what fails is listed.
                if line.passes && MANY.contains(&section) {
                    continue;
                }
                // A reservation is about the whole row: said once.
                let is_said = line.passes && !line.row.is_empty() && line.row == row;
                text += &told(line, !is_said);
                row = &line.row;
            }
        }
        text.push('\n');
    }
    let passed = |part| {
        let (passed, all) = card.passed(part);
        format!("{passed} of {all}")
    };
    text += &format!(
        "Fitted: {} pass. Held out: {} pass. Each FAIL above has its reason; what else was seen is in card.csv and in the report.\n",
        passed(Part::Fitted),
        passed(Part::HeldOut)
    );
    text
}
