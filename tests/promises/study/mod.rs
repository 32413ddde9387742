//! What a study promises of any experiment, held against the mock.

mod mock;

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use swplab::analysis::sweep::{SweepResults, full_factorial, sweep};
use swplab::indicator::INDICATORS;
use swplab::scenario::Factor;
use swplab::study::{ArmId, Progress, Results, Runner, Spill, StudyError, UnitId, YearId, run};

use mock::Mock;

fn run_quietly(mock: &Mock, threads: usize, replications: Range<u32>) -> Results {
    run(mock, replications, &Runner::silent(threads).unwrap()).unwrap()
}

fn sweep_quietly(mock: &Mock, threads: usize, replications: Range<u32>) -> SweepResults {
    let levels = ["1", "2", "3"].map(str::to_owned).to_vec();
    let factors = vec![Factor { path: "contract.term_years".to_owned(), levels }];
    let cells = full_factorial(&factors).unwrap();
    sweep(mock, (factors, cells), replications, &Runner::silent(threads).unwrap()).unwrap()
}

#[test]
fn one_two_and_eight_threads_give_identical_results() {
    let mock = Mock::with_arms(3);
    let one = run_quietly(&mock, 1, 0..300);
    assert!(one.failures.is_empty());
    for threads in [2, 8] {
        let other = run_quietly(&mock, threads, 0..300);
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
        assert!(one.all().map(f64::to_bits).eq(other.all().map(f64::to_bits)));
    }
}

#[test]
fn one_two_and_eight_threads_give_identical_sweeps() {
    let mock = Mock::with_arms(3);
    let one = format!("{:?}", sweep_quietly(&mock, 1, 0..150));
    for threads in [2, 8] {
        assert_eq!(one, format!("{:?}", sweep_quietly(&mock, threads, 0..150)));
    }
}

#[test]
fn a_replication_alone_equals_its_rows_of_the_batch() {
    let mock = Mock::with_arms(2);
    let batch = run_quietly(&mock, 2, 0..20);
    let alone = run_quietly(&mock, 2, 13..14);
    for (arm, _) in alone.each_arm() {
        for (unit, _) in alone.each_unit() {
            assert!(batch.row(arm, 13, unit).eq(alone.row(arm, 0, unit)));
            for (year, _) in alone.each_year() {
                let of = |results: &Results, at| results.yearly(arm, at, unit, year, &INDICATORS[7]);
                assert_eq!(of(&batch, 13), of(&alone, 0));
            }
        }
    }
    assert_eq!(alone.parameter(0), [13.0]);
    let of_13 = |results: &Results| -> Vec<String> {
        let rows = results.contracts.iter().filter(|row| row.replication == 13);
        rows.map(|row| format!("{row:?}")).collect()
    };
    assert_eq!(of_13(&batch), of_13(&alone));
}

#[test]
fn every_value_stands_where_results_look_for_it() {
    let results = run_quietly(&Mock::with_arms(2), 2, 5..8);
    let indicators = INDICATORS.len();
    let (arm, unit, fourth) = (ArmId(1), UnitId(1), &INDICATORS[4]);
    assert_eq!(results.value(arm, 2, unit, fourth), Mock::value(7, 1, indicators + 4));
    assert_eq!(results.yearly(arm, 2, unit, YearId(1), fourth), Mock::value(7, 1, 3 * indicators + 4));
    let children: Vec<f64> = results.units.iter().map(|unit| unit.children).collect();
    assert_eq!(children, [(101.0 + 100.0 + 101.0) / 3.0, 10.0]);
    assert_eq!(results.child_months, 2 * 3 * 7);
}

#[test]
fn lives_on_the_disk_are_those_of_memory_to_the_bit() {
    const REPLICATIONS: u32 = 12_000;
    // The first of a study and one in the middle are missing, which shifts nothing.
    for fails in [(0, 0), (7_777, 1)] {
        let mock = Mock::with_arms(2).failing_at(fails.0, fails.1);
        let directory = tempfile::tempdir().unwrap();
        let memory = run_quietly(&mock, 2, 0..REPLICATIONS);
        let runner = Runner::silent(2)
            .unwrap()
            .spilling(Spill::by(|folder| tempfile::tempfile_in(folder), directory.path()));
        let disk = run(&mock, 0..REPLICATIONS, &runner).unwrap();
        assert!(format!("{disk:?}").contains("Block {") && !format!("{memory:?}").contains("Block {"));
        assert_eq!(memory.failures, disk.failures);
        assert!(memory.all().map(f64::to_bits).eq(disk.all().map(f64::to_bits)));
        let same = |one: &[f64], other: &[f64]| {
            one.iter().map(|value| value.to_bits()).eq(other.iter().map(|value| value.to_bits()))
        };
        for (arm, _) in memory.each_arm() {
            for (unit, _) in memory.each_unit() {
                let of = |results: &Results| results.values(arm, unit, &INDICATORS[3]);
                assert!(same(&of(&memory), &of(&disk)));
                for at in [0, 1, 4_999, 7_777, REPLICATIONS as usize - 1] {
                    let of = |results: &Results| results.value(arm, at, unit, &INDICATORS[3]).to_bits();
                    assert_eq!(of(&memory), of(&disk));
                }
            }
        }
        assert!(same(&memory.parameter(0), &disk.parameter(0)));
        assert_eq!(memory.positions(0), disk.positions(0));
    }
}

#[test]
fn a_disk_that_takes_no_more_ends_the_study_in_words() {
    let nowhere = std::env::temp_dir().join("swplab-is-not-there");
    let runner =
        Runner::silent(2).unwrap().spilling(Spill::by(|folder| tempfile::tempfile_in(folder), &nowhere));
    let ended = run(&Mock::with_arms(2), 0..12_000, &runner);
    assert!(matches!(&ended, Err(StudyError::NoRoom { .. })), "{:?}", ended.map(|_| ()));
    // What memory holds is asked of no disk.
    assert!(
        run(
            &Mock::with_arms(2),
            0..200,
            &Runner::silent(2).unwrap().spilling(Spill::by(|folder| tempfile::tempfile_in(folder), &nowhere))
        )
        .is_ok()
    );
}

#[test]
fn a_panic_is_one_failed_row_and_the_study_lives_on() {
    let results = run_quietly(&Mock::with_arms(2).failing_at(1, 1), 2, 0..3);
    assert_eq!(results.failures.len(), 1);
    let failure = &results.failures[0];
    assert_eq!((failure.arm, failure.replication), (1, 1));
    assert_eq!(failure.message, "posts do not add up");
    assert!(results.row(ArmId(1), 1, UnitId(0)).all(|(_, value)| value.is_nan()));
    assert!(results.row(ArmId(0), 1, UnitId(0)).all(|(_, value)| value.is_finite()));
    assert_eq!(results.contracts.len(), 5);
}

#[test]
fn progress_counts_every_run_and_every_failure() {
    let last = Mutex::new(Progress { unit: "", done: 0, total: 0, failed: 0 });
    let keep_last = |progress: Progress| {
        let mut last = last.lock().unwrap();
        if progress.done > last.done {
            *last = progress;
        }
    };
    let mock = Mock::with_arms(2).failing_at(0, 0);
    let stop = AtomicBool::new(false);
    run(&mock, 0..10, &Runner::new(1, &keep_last, &stop).unwrap()).unwrap();
    assert_eq!(*last.lock().unwrap(), Progress { unit: "runs", done: 20, total: 20, failed: 1 });
}

#[test]
fn a_stop_ends_the_study_before_its_end() {
    let mock = Mock::with_arms(1).stopping_at(3);
    let stop = AtomicBool::new(false);
    let ended = run(&mock, 0..5_000, &Runner::new(2, &|_| {}, &stop).unwrap());
    assert!(matches!(ended, Err(StudyError::Interrupted)));
}

#[test]
fn a_sweep_summarises_what_a_run_of_the_same_arms_keeps() {
    let mock = Mock::with_arms(3);
    let kept = run_quietly(&mock, 2, 0..100);
    let summed = sweep_quietly(&mock, 2, 0..100);
    for cell in 0..3 {
        let values = kept.values(ArmId(cell), UnitId(0), &INDICATORS[9]);
        let mean = values.iter().sum::<f64>() / 100.0;
        let summary = summed.summary_of(cell, UnitId(0), &INDICATORS[9]);
        assert!((summary.value.summary().mean - mean).abs() < 1e-9 * mean.abs());
        assert!((summary.difference.summary().mean - 0.1 * cell as f64).abs() < 1e-9);
    }
    assert_eq!(kept.units[0].children, summed.units[0].children);
}
