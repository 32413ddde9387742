//! What an import found, in plain words.

use std::collections::BTreeMap;

use super::cells::expected;
use super::dates::READ;
use super::faults::{Faults, Kind, OfKind};
use super::indicators::Official;
use super::kept::{Kept, Share};
use super::observed::{Observed, counted, rows};
use super::profile::Found;
use super::{Reading, TABLES};
use swplab_model::calendar::long_date;
use swplab_model::evidence::Level;

/// Lines of a list that are shown; the rest are counted.
const SHOWN: usize = 30;

/// What was kept of what, what was read and what is wrong with it.
pub fn of_reading(reading: &Reading) -> String {
    let mut text = of_kept(&reading.kept);
    for told in &reading.told {
        text += &format!("{told}.\n");
    }
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

fn of_kept(kept: &Kept) -> String {
    let share = |share: Share| format!("{} of {}", share.kept, share.of);
    let mut text = format!("Kept: {} children, {} episodes.\n", share(kept.children), share(kept.episodes));
    for (year, (children, episodes)) in &kept.years {
        text += &format!(
            "  year to 31 March {year}: {} children, {} episodes\n",
            share(*children),
            share(*episodes)
        );
    }
    for (file, table, rows) in kept.files.iter().take(SHOWN) {
        text += &format!("  {file}: {}, {} rows\n", table.title(), share(*rows));
    }
    let more = kept.files.len().saturating_sub(SHOWN);
    if more > 0 {
        text += &format!("  and {more} more tables\n");
    }
    let [v3, v4] = kept.short_breaks;
    if v3 + v4 > 0 {
        text += &format!(
            "Short breaks: {v3} episodes with V3, {v4} with V4; they count nowhere and are no loss.\n"
        );
    }
    text
}

/// Faults by kind with the first places of each and what was found.
pub fn of_faults(faults: &Faults) -> String {
    let kinds = faults.kinds();
    if kinds.is_empty() {
        return "No faults.\n".to_owned();
    }
    let total: usize = kinds.iter().map(|of| of.count).sum();
    let faults = if total == 1 { "fault" } else { "faults" };
    let mut text = format!("{total} {faults}:\n");
    for of in kinds {
        let more = if of.count > of.places.len() { ", ..." } else { "" };
        let (words, done) = (of.kind.words(), of.kind.done().words());
        text += &format!("{:>7}  {words} ({done}): {}{more}\n", of.count, of.places.join(", "));
        text += &of_findings(&of);
    }
    text
}

/// What was found in each column, the commonest first, and what would have been read.
fn of_findings(of: &OfKind) -> String {
    const FEW: usize = 4;
    let mut by_column: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for ((column, finding), count) in &of.columns {
        by_column.entry(column).or_default().push((*count, finding));
    }
    let mut text = String::new();
    for (column, mut findings) in by_column {
        findings.sort_by(|a, b| b.cmp(a));
        let shown = findings.iter().take(FEW).map(|(count, finding)| match count {
            1 => (*finding).to_owned(),
            count => format!("{finding} ({count} times)"),
        });
        let shown = shown.collect::<Vec<_>>().join("; ");
        let more = if findings.len() > FEW { "; ..." } else { "" };
        let column_is = if column.is_empty() { String::new() } else { format!("{column}: ") };
        let read = match of.kind {
            Kind::CodeUnknown | Kind::OtherCodeUnknown => format!(". Known are {}", expected(column)),
            Kind::OtherDateUnreadable | Kind::DateUnreadable => format!(". Read are {READ}"),
            _ => String::new(),
        };
        text += &format!("           {column_is}{shown}{more}{read}.\n");
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
    text += &of_others(found);
    let starts = found.starts();
    text += &format!("Periods of care that began, by year to 31 March: {}.\n", starts.in_words());
    for remark in starts.remarks("--starts-of") {
        text += &format!("  {remark}.\n");
    }
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

/// What is told apart from the children's rates: unaccompanied children, care leavers, case holders.
fn of_others(found: &Found) -> String {
    let profile = &found.profile;
    let mut text = String::new();
    if let Some(own) = &profile.unaccompanied {
        text += &format!(
            "Unaccompanied children: {} of them; in a year {} came and {} left, the mean of the years covered. They live by a process \
             of their own, and all rates below are those of the others.\n",
            own.stock, own.started, own.ceased
        );
    }
    match &profile.care_leavers {
        Some(own) => {
            let ages: Vec<String> = own.counts().iter().map(f64::to_string).collect();
            text += &format!("Care leavers served, from 16 years on by year of age: {}.\n", ages.join(", "));
        }
        None => text += "No table of care leavers (OC3): they are as many as the rates keep.\n",
    }
    if let Some(staff) = &found.staff {
        text += &format!(
            "Case holders: {}; the {} of them who mostly serve children of under 16 hold {:.1} cases each. Of those seen for long {:.0} left, \
             {:.1} would at the model's rate.\n",
            staff.holders,
            staff.of_younger,
            staff.children as f64 / staff.of_younger as f64,
            staff.left.events,
            staff.left.expected
        );
    }
    text + &match &found.workforce_of {
        Some(of) => format!("What the return does not tell of the workforce is taken from published figures: {of}.\n"),
        None => "No published figures of the workforce are taken (--workforce-of): what the return does not tell of it is England's.\n"
            .to_owned(),
    }
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
