//! The facts of the pilots for the tests: each world is lived once and shared.

use std::sync::{Mutex, OnceLock, PoisonError};

use swplab::analysis::validate::pilots::{Fact, Lives, fact, row};
use swplab::study::Runner;

/// Usual number of replications.
pub const REPLICATIONS: u32 = 80;

/// Reads a row.
pub fn found(id: &str) -> Fact {
    static LIVES: OnceLock<Mutex<Lives>> = OnceLock::new();
    let lives = LIVES.get_or_init(|| Mutex::new(Lives::new(REPLICATIONS)));
    let mut lives = lives.lock().unwrap_or_else(PoisonError::into_inner);
    let row = row(id).unwrap_or_else(|| panic!("there is no row {id}"));
    let fact =
        fact(row, &mut lives, &Runner::silent(2).expect("there are threads")).expect("the worlds are lived");
    assert!(lives.failures.is_empty(), "{:?}", lives.failures);
    fact
}

/// Prints a row and asserts that its runs do not tell it from one that holds. The score card, with more runs, says
/// of each row whether it does.
pub fn holds(id: &str) {
    let fact = found(id);
    println!("{id}: {} ({}), asked: {}", fact.row.fact, fact.row.window, fact.row.tolerance);
    for figure in &fact.found.figures {
        let mark = match (figure.passes(), figure.may_pass()) {
            (true, _) => "pass",
            (false, true) => "near",
            (false, false) => "FAIL",
        };
        println!(
            "{id}: {mark} {} {:.2} {} ({:.2} to {:.2}; ± {:.2}), passes from {} to {}",
            figure.what,
            figure.simulated,
            figure.unit,
            figure.interval.0,
            figure.interval.1,
            figure.half_width,
            figure.allowed.0,
            figure.allowed.1
        );
    }
    for note in &fact.found.notes {
        println!("{id}: {note}");
    }
    assert!(fact.may_hold(), "{id} is missed: {:?}", fact.found.figures);
}
