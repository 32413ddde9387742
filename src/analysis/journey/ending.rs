//! What a journey says: sentences made from its tables alone, for the terminal and for the page.

use super::rows::{HappeningRow, JourneyRow};
use crate::report::words::{counted, plain};

/// Years and months as they are spoken of.
pub(super) fn time(months: u32) -> String {
    match (months / 12, months % 12) {
        (0, months) => counted(months as usize, "month"),
        (years, 0) => counted(years as usize, "year"),
        (years, months) => {
            format!("{} and {}", counted(years as usize, "year"), counted(months as usize, "month"))
        }
    }
}

/// That by which people are put in order: changes of case holder a year, or a worker's cases.
fn rate(row: &JourneyRow) -> f64 {
    let changes = 12.0 * f64::from(row.changes) / f64::from(row.months);
    row.caseload.unwrap_or(changes)
}

/// Who she is and how she was chosen.
fn whom(against: &JourneyRow, arm: &JourneyRow) -> String {
    let row = against;
    let age = row.age.map_or_else(String::new, |age| {
        format!(", aged {} when the story begins", plain(libm::floor(age), 0))
    });
    let who = if row.subject == "child" { "Child" } else { "The worker in post" };
    let than = if row.subject == "child" { "changes of case holder a year" } else { "cases" };
    let rule = match row.rule.as_str() {
        "typical" => format!(
            "the middle one of {}, put in order of how the two worlds differ for them in {than}",
            row.among
        ),
        "touched" => format!(
            "the middle one of the {} whose {} a year differ between the two worlds, put in order of how they differ",
            row.among,
            if rate(arm) == rate(against) { "moves" } else { "changes of case holder" }
        ),
        "most-helped" if rate(arm) < rate(against) => {
            format!("of {} the one for whom the second world takes away most in {than}", row.among)
        }
        "most-harmed" if rate(arm) > rate(against) => {
            format!("of {} the one for whom the second world adds most in {than}", row.among)
        }
        "most-helped" | "most-harmed" => format!(
            "at one end of {} put in order of how the two worlds differ for them, though she has no {} {than} in the second",
            row.among,
            if row.rule == "most-helped" { "fewer" } else { "more" }
        ),
        rule if rule.starts_with("age:") => {
            format!(
                "the middle one of {} of that age, put in order of how the two worlds differ for them in {than}",
                row.among
            )
        }
        _ => format!("chosen by name; number {} of {} from the one helped most", row.place, row.among),
    };
    format!("{who} {}{age}: {rule}. History {}, the same luck in both worlds.", row.person, row.history)
}

/// What was counted in one world.
fn lived(row: &JourneyRow) -> String {
    if row.subject != "child" {
        let cases = row
            .caseload
            .map_or_else(String::new, |cases| format!(", with {} cases on average", plain(cases, 1)));
        return format!("\"{}\": {} in the post{cases}.", row.arm, time(row.months));
    }
    let wait = match row.decision_days {
        Some(days) => format!(", which waited {} days on average", plain(days, 0)),
        None => String::new(),
    };
    let practice = match row.in_practice {
        0 => "no practice ever held the case".to_owned(),
        months => format!("a practice held the case for {}", time(months)),
    };
    format!(
        "\"{}\": {}, {} and {}{wait}, in {} looked after; {practice}.",
        row.arm,
        format_args!("{} {} of case holder", row.changes, plural(row.changes, "change", "changes")),
        counted(row.moves as usize, "move"),
        counted(row.decisions as usize, "decision"),
        time(row.months)
    )
}

fn plural(count: u32, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// Her own events of one world, as far as two worlds can share them: a case holder's number is of one world alone.
fn own<'a>(rows: &'a [HappeningRow], arm: &'a str) -> impl Iterator<Item = (&'a str, &'a str, String)> {
    rows.iter().filter(move |row| row.arm == arm && ["child", "worker"].contains(&row.about.as_str())).map(
        |row| {
            let to = if row.event == "has-case-holder" { "" } else { row.to.as_str() };
            (row.day.as_str(), row.event.as_str(), format!("{to} {}", row.cause))
        },
    )
}

/// The day from which her two lives differ; `None` where they do not.
pub(super) fn parts(rows: &[HappeningRow], first: &str, second: &str) -> Option<String> {
    let (one, other): (Vec<_>, Vec<_>) = (own(rows, first).collect(), own(rows, second).collect());
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let days = [one.get(same), other.get(same)].into_iter().flatten().map(|event| event.0.to_owned());
    days.min()
}

/// All sentences; the world that is compared against comes first.
pub(super) fn sentences(journey: &[JourneyRow], happenings: &[HappeningRow]) -> Vec<String> {
    let [against, arm] = journey else { return Vec::new() };
    let mut said = vec![whom(against, arm), lived(against), lived(arm)];
    let is_child = against.subject == "child";
    let less = |a: f64, b: f64| if a > b { "fewer" } else { "more" };
    let differ = match parts(happenings, &against.arm, &arm.arm) {
        None if is_child => {
            "Nothing differs for this child: whatever the second world changes, it does not reach her."
                .to_owned()
        }
        None => "Nothing befalls this post in one world that does not in the other.".to_owned(),
        Some(day) => format!("The two lives are one until {day}; from then on they differ."),
    };
    said.push(differ);
    if is_child && against.changes != arm.changes {
        let by = against.changes.abs_diff(arm.changes);
        said.push(format!(
            "In \"{}\" {by} {} of case holder {} than in \"{}\".",
            arm.arm,
            plural(by, "change", "changes"),
            less(f64::from(against.changes), f64::from(arm.changes)),
            against.arm
        ));
    }
    said.push("One life in one possible history shows how things come about, not how often: a run of many histories tells that.".to_owned());
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(arm: &str, changes: u32, rule: &str) -> JourneyRow {
        JourneyRow {
            arm: arm.to_owned(),
            subject: "child".to_owned(),
            person: "n1000000fffff0012".to_owned(),
            rule: rule.to_owned(),
            history: 3,
            among: 41,
            place: 21,
            age: Some(9.7),
            months: 26,
            changes,
            moves: 1,
            decisions: 4,
            decision_days: Some(12.4),
            in_practice: if arm == "B" { 12 } else { 0 },
            caseload: None,
        }
    }

    fn happening(arm: &str, day: &str, event: &str, to: &str) -> HappeningRow {
        HappeningRow {
            arm: arm.to_owned(),
            about: "child".to_owned(),
            at: 0.0,
            day: day.to_owned(),
            event: event.to_owned(),
            from: String::new(),
            to: to.to_owned(),
            cause: String::new(),
        }
    }

    #[test]
    fn every_sentence_has_its_condition() {
        let shared = |arm: &str| {
            vec![
                happening(arm, "2011-05-01", "moves", "foster"),
                happening(arm, "2011-06-02", "has-case-holder", arm),
            ]
        };
        let same: Vec<HappeningRow> = [shared("A"), shared("B")].concat();
        let told = sentences(&[row("A", 2, "typical"), row("B", 2, "typical")], &same).join("\n");
        assert!(told.contains("Nothing differs for this child") && !told.contains("than in"), "{told}");
        assert!(told.contains("aged 9 when the story begins: the middle one of 41"), "{told}");
        assert!(told.contains("\"A\": 2 changes of case holder, 1 move and 4 decisions, which waited 12 days on average, in 2 years and 2 months looked after; no practice ever held the case."), "{told}");
        assert!(told.contains("a practice held the case for 1 year"), "{told}");
        let mut apart = same.clone();
        apart.push(happening("B", "2012-01-09", "moves", "residential"));
        let told = sentences(&[row("A", 3, "most-helped"), row("B", 1, "most-helped")], &apart).join("\n");
        assert!(
            told.contains("are one until 2012-01-09")
                && told.contains("In \"B\" 2 changes of case holder fewer than in \"A\""),
            "{told}"
        );
        let told = sentences(&[row("A", 1, "most-helped"), row("B", 1, "most-helped")], &apart).join("\n");
        assert!(told.contains("no fewer changes of case holder a year in the second"), "{told}");
        assert!(!told.contains("takes away"), "{told}");
        let told = sentences(&[row("A", 1, "touched"), row("B", 2, "touched")], &apart).join("\n");
        assert!(
            told.contains("the middle one of the 41 whose changes of case holder a year differ"),
            "{told}"
        );
        let told = sentences(&[row("A", 1, "most-harmed"), row("B", 2, "most-harmed")], &apart).join("\n");
        assert!(told.contains("the one for whom the second world adds most"), "{told}");
        let told = sentences(&[row("A", 0, "n1"), row("B", 1, "n1")], &apart).join("\n");
        assert!(told.contains("number 21 of 41") && told.contains("1 change of case holder more"), "{told}");
        assert!(sentences(&[], &[]).is_empty());
    }

    #[test]
    fn a_worker_is_told_by_her_cases() {
        let worker = |arm: &str, caseload| JourneyRow {
            subject: "worker".to_owned(),
            age: None,
            caseload,
            ..row(arm, 0, "typical")
        };
        let told = sentences(&[worker("A", Some(16.04)), worker("B", None)], &[]).join("\n");
        assert!(
            told.contains("2 years and 2 months in the post, with 16.0 cases on average.")
                && told.contains("in the post.\n"),
            "{told}"
        );
        assert!(!told.contains("child") && !told.contains("change of"), "{told}");
    }
}
