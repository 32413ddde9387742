//! What an import found, in plain words.

use super::faults::Faults;
use super::indicators::Official;
use super::observed::{Observed, counted, rows};
use super::profile::Found;
use super::{Reading, TABLES};
use swplab_model::calendar::long_date;
use swplab_model::evidence::Level;

/// What was read and what is wrong with it.
pub fn of_reading(reading: &Reading) -> String {
    let mut text = String::new();
    let rows: Vec<String> = TABLES
        .iter()
        .filter_map(|table| reading.rows.get(table).map(|n| format!("{} {n}", table.title())))
        .collect();
    text += &format!("Rows read: {}.\n", if rows.is_empty() { "none".to_owned() } else { rows.join(", ") });
    if let Some((from, to)) = reading.covers {
        text +=
            &format!("The returns cover {} to {}.\n", long_date(&from.iso()), long_date(&to.plus(-1).iso()));
    }
    if !reading.left_aside.is_empty() {
        text += &format!("Not read, for they hold no table of these: {}.\n", reading.left_aside.join(", "));
    }
    text + &of_faults(&reading.faults)
}

/// Faults by kind with the first places of each.
pub fn of_faults(faults: &Faults) -> String {
    let kinds = faults.by_kind();
    if kinds.is_empty() {
        return "No faults.\n".to_owned();
    }
    let total: usize = kinds.iter().map(|(_, count, _)| count).sum();
    let faults = if total == 1 { "fault" } else { "faults" };
    let mut text = format!("{total} {faults}:\n");
    for (kind, count, places) in kinds {
        let more = if count > places.len() { ", ..." } else { "" };
        text +=
            &format!("{count:>7}  {} ({}): {}{more}\n", kind.words(), kind.done().words(), places.join(", "));
    }
    text
}

/// One authority: children, periods, rates and levels.
pub fn of_found(found: &Found, official: &[Official]) -> String {
    let profile = &found.profile;
    let mut text = format!(
        "\n{}: {} children in care on {}, of {} children with {} periods of care.\n",
        profile.name,
        profile.stock,
        long_date(&found.day.iso()),
        found.histories,
        found.periods
    );
    if found.starts_not_known > 0 {
        text += &format!(
            "For {} of those in care the returns begin after their care did: they are listed with the time known.\n",
            found.starts_not_known
        );
    }
    let by_year: Vec<String> =
        found.rates.arrivals.iter().map(|year| year.iter().sum::<f64>().to_string()).collect();
    text += &format!("Periods of care that began, year by year: {}.\n", by_year.join(", "));
    text += "\nRates with 95% intervals:\n";
    for row in rows(found).iter().filter(|row| row.among == "all") {
        text += &format!("  {}\n", of_rate(row));
    }
    text += "\nLevels: events here against those that the model's own rates would give for these children,\n\
        then as in the profile (few events are drawn towards 1, exits are set against the year's flows):\n";
    for (key, counted) in counted(found) {
        let level = Level::of_key(key).map(|level| (level.title(), profile.levels[level as usize]));
        if let (Some((title, level)), true) = (level, counted.expected > 0.0) {
            text += &format!(
                "  {title}: {:.0} against {:.1}, {:.2} (log-standard error {:.2}); in the profile {:.2} ({:.2})\n",
                counted.events,
                counted.expected,
                counted.factor(),
                counted.log_se,
                level.factor,
                level.log_sd
            );
        }
    }
    if !found.levels.reasons_known {
        text += "  Reasons of moves are mostly missing, so disruptions and other moves have one level.\n";
    }
    text += &format!(
        "\nIn the year to {}, to be held against the published figures:\n",
        long_date(&found.day.iso())
    );
    for row in official.iter().filter(|row| row.of > 0) {
        text += &format!(
            "  {}: {} of {} ({:.1}%)\n",
            row.title,
            row.count,
            row.of,
            100.0 * row.count as f64 / row.of as f64
        );
    }
    text
}

fn of_rate(row: &Observed) -> String {
    let by = if row.unit == "child-month" { 12.0 } else { 1.0 };
    let unit = if row.unit == "child-month" { "child-year" } else { row.unit };
    format!(
        "{}: {:.3} ({:.3} to {:.3}) for each {unit}; {:.0} in {:.0} {}s",
        row.what,
        row.rate * by,
        row.interval.low * by,
        row.interval.high * by,
        row.events,
        row.exposure / by,
        if unit == row.unit && row.unit != "month" { "case" } else { unit }
    )
}
