//! The quality-assurance log: what was checked of this study, by what, with which result, and what that does not show.

use std::path::Path;

use super::impact::Impacts;
use super::parts::Part;
use super::release::{self, PROMISES};
use super::study::Study;
use crate::analysis::run::contested_rows::ContestedRow;
use crate::analysis::run::rows::{DifferenceRow, FirstYearRow};
use crate::report::words::{counted, listed};
use crate::results::table::tables;
use crate::results::{OutputError, file};

tables! {
    /// One check.
    "quality-assurance-log.csv": CheckRow {
        /// Id of the check
        id: String,
        /// inputs, run, results, validation, program or people
        area: String,
        /// What is checked
        check: String,
        /// What was done
        done: String,
        /// By what: a command, a table or a file of tests
        by: String,
        /// passed, not passed, to be read, not judged, not done here or with the program
        status: String,
        /// Result, in words
        result: String,
        /// What it does not show
        limits: String,
        /// Day to which it applies, ISO
        day: String,
    }
}

/// The rows: of this study first, then of the program.
pub(super) fn rows(study: &Study, parts: &[Part]) -> Vec<CheckRow> {
    let mut rows = vec![whole(study, parts), scenario(study), same_program(study), failures(study)];
    rows.extend(precision(study));
    rows.push(first_year(study));
    rows.push(contested(study));
    rows.push(influence(study));
    rows.push(again(study));
    rows.extend(program(study));
    rows.push(people(study));
    for (number, row) in rows.iter_mut().enumerate() {
        row.id = format!("Q{:02}", number + 1);
        row.day = study.day().to_owned();
    }
    rows
}

/// Writes the log into a directory; its name.
pub(super) fn write(into: &Path, rows: &[CheckRow]) -> Result<String, OutputError> {
    file::write_table(into, rows.iter().cloned()).map(|entry| entry.name)
}

fn row(area: &str, check: &str, done: &str, by: &str, result: (&str, String), limits: &str) -> CheckRow {
    CheckRow {
        id: String::new(),
        area: area.to_owned(),
        check: check.to_owned(),
        done: done.to_owned(),
        by: by.to_owned(),
        status: result.0.to_owned(),
        result: result.1,
        limits: limits.to_owned(),
        day: String::new(),
    }
}

fn whole(study: &Study, parts: &[Part]) -> CheckRow {
    let tables = study.manifest.files.len();
    let same = study.manifest.files.iter().filter(|entry| {
        let path = format!("results/{}", entry.name);
        let part = parts.iter().find(|part| part.path == path);
        part.is_some_and(|part| blake3::hash(&part.bytes).to_hex().as_str() == entry.blake3)
    });
    let same = same.count();
    let status = if same == tables { "passed" } else { "not passed" };
    row(
        "results",
        "Tables are those that the run wrote",
        "The checksum (BLAKE3) of every table in this bundle is compared with that of the manifest",
        "swplab report --bundle",
        (status, format!("{same} of {} are the same", counted(tables, "table"))),
        "A manifest that was changed together with a table is not found out; `swplab verify results` runs the study again",
    )
}

fn scenario(study: &Study) -> CheckRow {
    let hash = blake3::hash(study.manifest.scenario_as_resolved.as_bytes()).to_hex().to_string();
    let is_same = hash == study.manifest.scenario_blake3;
    let warnings = match study.warnings.as_slice() {
        [] => "no warning".to_owned(),
        all => format!("{}: {}", counted(all.len(), "warning"), all.join(" ")),
    };
    row(
        "inputs",
        "The scenario is whole and passes the check of the program",
        "The scenario of the manifest is read again with all its checks, and its resolved form is hashed",
        "swplab report --bundle, as swplab check",
        (
            if is_same { "passed" } else { "not passed" },
            format!("read without a fault, {warnings}; BLAKE3 {hash}"),
        ),
        "That a scenario has no fault does not show that it says what was meant",
    )
}

fn same_program(study: &Study) -> CheckRow {
    let result = match (study.commit.as_str(), study.made_by.as_str()) {
        ("", _) => ("not judged", "the run does not say of which commit its program was".to_owned()),
        (_, "") => ("not judged", "the program that made the bundle does not know its commit".to_owned()),
        (run, bundle) if run != bundle => (
            "to be read",
            format!("the run is of commit {run}, the bundle of {bundle}; the version is the same"),
        ),
        (run, _) if run.contains(' ') => {
            ("to be read", format!("both are of commit {run}, so its sources are not those of the commit"))
        }
        (run, _) => ("passed", format!("both are of commit {run}")),
    };
    row(
        "inputs",
        "The evidence in the logs is that of the run",
        "The commit of the program that ran the study is compared with that of the program that made the bundle",
        "results/run-log.json",
        result,
        "Versions are compared too: results of another version get no bundle",
    )
}

fn failures(study: &Study) -> CheckRow {
    let failed = study.manifest.failures.len();
    let result = match study.manifest.failures.first() {
        None => ("passed", "no run failed".to_owned()),
        Some(first) => (
            "not passed",
            format!(
                "{} failed; the first: replication {} of \"{}\", {}",
                counted(failed, "run"),
                first.replication,
                first.arm,
                first.message
            ),
        ),
    };
    row(
        "run",
        "Runs that failed",
        "Failures are counted in the manifest",
        "results/manifest.json, failures",
        result,
        "A run that ends in wrong numbers is no failure",
    )
}

/// How well the differences of the outcomes that lead are known.
fn precision(study: &Study) -> Vec<CheckRow> {
    let replications = counted(study.manifest.replications, "replication");
    let differences: Vec<DifferenceRow> = study.rows();
    let leads = |row: &&DifferenceRow| study.manifest.outcomes.contains(&row.indicator);
    let unit = if differences.iter().any(|row| row.unit == "remit" && row.half_width.is_some()) {
        "remit"
    } else {
        "authority"
    };
    let told: Vec<&DifferenceRow> = differences.iter().filter(leads).filter(|row| row.unit == unit).collect();
    let judged: Vec<(&DifferenceRow, f64, f64)> =
        told.iter().filter_map(|row| Some((*row, row.half_width?, row.matters?))).collect();
    let limits = "The interval holds chance between replications and what is drawn in them, not what the model leaves out";
    let mut rows = Vec::new();
    if judged.is_empty() {
        let why = match (study.command, differences.is_empty()) {
            ("run", true) => "there are no differences between arms",
            ("run", false) => "no interval of a difference of an outcome that leads is defined",
            _ => "this analysis writes no table of differences between arms",
        };
        rows.push(row(
            "run",
            "Replications are enough for the differences that are told",
            "Half-widths of 95% intervals are compared with the smallest difference that matters",
            "results/differences.csv",
            ("not judged", format!("{replications}; {why}")),
            limits,
        ));
        return rows;
    }
    let wide: Vec<&(&DifferenceRow, f64, f64)> =
        judged.iter().filter(|(_, half, matters)| half > matters).collect();
    let worst = judged.iter().max_by(|a, b| (a.1 / a.2).total_cmp(&(b.1 / b.2)));
    let worst = worst.map_or_else(String::new, |(row, half, matters)| {
        format!(
            "; the least well known is {} with \"{}\": ± {half:.4} where {matters} matters",
            study.title(&row.indicator),
            row.arm
        )
    });
    let status = if wide.is_empty() { "passed" } else { "not passed" };
    rows.push(row(
        "run",
        "Replications are enough for the differences that are told",
        "Half-widths of 95% intervals are compared with the smallest difference that matters, of each outcome that leads in each arm",
        "results/differences.csv",
        (status, format!("{replications}; {} of {} are known to within what matters{worst}", judged.len() - wide.len(), judged.len())),
        limits,
    ));
    rows
}

fn first_year(study: &Study) -> CheckRow {
    let rows: Vec<FirstYearRow> = study.rows();
    let judged: Vec<&FirstYearRow> = rows.iter().filter(|row| row.enough).collect();
    let off: Vec<String> = judged
        .iter()
        .filter(|row| row.off)
        .map(|row| format!("{} of {}", row.title, row.authority))
        .collect();
    let result = match (rows.len(), judged.len(), off.as_slice()) {
        (0, ..) => ("not judged", "this study holds no comparison with published figures".to_owned()),
        (all, 0, _) => (
            "not judged",
            format!(
                "{} stand beside the model's; with fewer than 40 replications none is called off",
                counted(all, "published figure")
            ),
        ),
        (_, judged, []) => (
            "passed",
            format!(
                "all {} that are judged lie within the middle 95% of the model's first year, their rounding allowed for",
                counted(judged, "published figure")
            ),
        ),
        (_, judged, off) => (
            "to be read",
            format!(
                "{} of {} lie outside the middle 95% of the model's first year by more than their rounding: {}",
                off.len(),
                counted(judged, "published figure"),
                listed(off)
            ),
        ),
    };
    row(
        "validation",
        "The model's first year agrees with the published figures from which it starts",
        "Each published figure of the authority is set beside the first year without a practice, or of the first arm",
        "results/first-year.csv",
        result,
        "Most of these figures are inputs too; agreement in the first year does not show that later years or effects are right",
    )
}

fn contested(study: &Study) -> CheckRow {
    let rows: Vec<ContestedRow> = study.rows();
    let mut told: Vec<String> =
        rows.iter().filter(|row| row.stage == "told").map(|row| row.hypothesis.clone()).collect();
    told.dedup();
    let mut asked: Vec<&str> = rows.iter().map(|row| row.hypothesis.as_str()).collect();
    asked.sort_unstable();
    asked.dedup();
    let result = match (asked.len(), told.as_slice()) {
        (0, _) => ("not done here", "no position was forced in this study".to_owned()),
        (asked, []) => {
            ("to be read", format!("{asked} questions were asked; on none the answer is told to turn"))
        }
        (asked, told) => (
            "to be read",
            format!("{asked} questions were asked; the answer is told to turn on {}", listed(told)),
        ),
    };
    row(
        "results",
        "What the answer turns on among contested questions",
        "Each position on each open question is forced on the same children with the same luck",
        "results/contested.csv",
        result,
        "Of the outcome and the arms that are told; questions on which the scenario takes a position are not asked",
    )
}

fn influence(study: &Study) -> CheckRow {
    let impacts = Impacts::of(study);
    let [shares, above] = impacts.shares_told();
    let result = match (impacts.are_measured(), shares) {
        (false, _) => ("not done here", "no sensitivity to quantities was measured in this study".to_owned()),
        (true, 0) => ("to be read", "see the impact of each in the assumptions log".to_owned()),
        (true, shares) => (
            "to be read",
            format!(
                "{above} of {} with a share of the variance stand out from chance",
                counted(shares, "input")
            ),
        ),
    };
    row(
        "results",
        "Sensitivity of the answer to what is not known",
        "Shares of the variance between replications, or effects of a screening, are put beside each assumption",
        "assumptions-log.csv, impact",
        result,
        "Quantities that are held fixed are not varied; shares of the variance are of single inputs",
    )
}

fn again(study: &Study) -> CheckRow {
    row(
        "results",
        "The study can be repeated",
        "Not done here: `swplab verify results` in this bundle runs the study again and compares every table byte for byte",
        "swplab verify",
        (
            "not done here",
            format!(
                "everything that it needs stands in results/manifest.json and in the program ({})",
                study.version()
            ),
        ),
        "The same bytes show that the study can be repeated, not that it is right",
    )
}

fn program(study: &Study) -> Vec<CheckRow> {
    let with = || {
        (
            "with the program",
            format!("run with every change of the program, not by this study; {}", study.version()),
        )
    };
    let promise = |one: &release::Promise| row("program", one.check, one.how, one.test, with(), one.limits);
    let mut rows: Vec<CheckRow> = PROMISES.iter().map(promise).collect();
    rows.push(row(
        "validation",
        "The model against published figures, fitted and held out",
        "Figures of England and of the pilots are set beside simulations; the score card goes with the program",
        "swplab validate; docs/validation/card.csv",
        ("with the program", release::validation()),
        "Of the authorities and years of the card, not of this scenario; some rows were in view when quantities were set (docs/validation.md)",
    ));
    rows.push(row(
        "validation",
        "Mechanisms act as their claims say",
        "Every mechanism is switched off where it acts, and the change is compared with what was expected",
        "swplab mechanisms --measure; docs/validation/sizes.csv",
        ("with the program", release::sizes()),
        "What was expected are ranges set by the project, most of grade D; none seen means none told apart from chance",
    ));
    rows
}

fn people(_: &Study) -> CheckRow {
    row(
        "people",
        "Review by somebody who did not build the model, and sign-off by whoever answers for its use",
        "Nothing in these results records one",
        "none",
        ("not done here", "no review and no sign-off is recorded".to_owned()),
        "A program cannot answer for the use that is made of its results",
    )
}
