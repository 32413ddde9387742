//! Small scenarios whose numbers are kept: a change that moves one must say so.
//!
//! The numbers of `tests/golden/*.csv` are renewed by
//!   SWPLAB_RENEW=1 cargo test --test promises golden
//! and read in the difference of the files, which belongs in the same commit as what moved them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::worlds::{average_authority, contract_length_with, study};
use swplab::study::{ArmId, Results, UnitId};

const REPLICATIONS: u32 = 2;

fn in_house() -> String {
    average_authority(3)
}

fn terms() -> String {
    let five = "\"contract.term_years\" = 5";
    contract_length_with(&[("3 years", ""), ("5 years", five)])
        .replace("horizon_years = 12", "horizon_years = 6")
}

fn small_practice() -> String {
    let few = "\"practice.size\" = 60, \"practice.workers_move_share\" = 0.2, \
               \"contract.retender\" = false, \"contract.break_years\" = 1";
    let all = "\"practice.size\" = 60, \"practice.workers_move_share\" = 1.0, \
               \"contract.price_follows_numbers\" = true, \"hypotheses.H6\" = \"long-helps\"";
    contract_length_with(&[("few move", few), ("all move", all)])
        .replace("horizon_years = 12", "horizon_years = 5")
}

fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    folder.join(format!("{name}.csv"))
}

/// Every number of the horizon, to the last bit: the shortest decimal that reads back the same.
fn table(results: &Results) -> String {
    let mut text = String::from("arm,replication,unit,indicator,value\n");
    for arm in 0..results.arms.len() {
        for replication in 0..results.replications {
            for unit in 0..results.units.len() {
                for (indicator, value) in results.row(ArmId(arm), replication, UnitId(unit)) {
                    let value = if value.is_nan() { String::new() } else { format!("{value}") };
                    let (name, unit) = (&results.arms[arm], &results.units[unit].id);
                    let id = indicator.id;
                    text.push_str(&format!("{name},{replication},{unit},{id},{value}\n"));
                }
            }
        }
    }
    text
}

/// The first rows that differ, and how many do.
fn differences(kept: &str, made: &str) -> (usize, Vec<String>) {
    let mut rows = Vec::new();
    for (kept, made) in kept.lines().zip(made.lines()) {
        if kept != made {
            rows.push(format!("kept {kept}\n  made {made}"));
        }
    }
    let count = rows.len() + kept.lines().count().abs_diff(made.lines().count());
    rows.truncate(8);
    (count, rows)
}

fn compare(name: &str, text: &str) {
    let made = table(&study(text, REPLICATIONS));
    let path = path(name);
    if std::env::var_os("SWPLAB_RENEW").is_some() {
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folder is made");
        fs::write(&path, &made).expect("the numbers are written");
        return;
    }
    let kept = fs::read_to_string(&path).expect("the numbers are kept: see the head of this file");
    let (count, rows) = differences(&kept, &made);
    assert!(
        count == 0,
        "{name}: {count} numbers moved. If that is meant, renew them:\n  \
         SWPLAB_RENEW=1 cargo test --test promises golden\n  {}",
        rows.join("\n  ")
    );
}

#[test]
fn an_average_authority_in_house_keeps_its_numbers() {
    compare("in-house", &in_house());
}

#[test]
fn a_contract_of_three_and_of_five_years_keep_their_numbers() {
    compare("terms", &terms());
}

#[test]
fn a_small_practice_keeps_its_numbers_whether_few_or_all_workers_move() {
    compare("small-practice", &small_practice());
}

#[test]
fn a_changed_parameter_moves_the_numbers_of_every_scenario() {
    let changes = [
        "[parameters]\n\"placement.move.disruption\" = 1.001\n",
        "[parameters]\n\"workforce.leaving\" = 1.001\n",
        "[parameters]\n\"care.home.duration\" = 1.001\n",
    ];
    for (text, change) in [in_house(), terms(), small_practice()].iter().zip(changes) {
        let changed = text.replacen("[[arms]]", &format!("{change}\n[[arms]]"), 1);
        let before = table(&study(text, 1));
        let (count, _) = differences(&before, &table(&study(&changed, 1)));
        assert!(count > 10, "{change} moved {count} numbers only");
    }
}
