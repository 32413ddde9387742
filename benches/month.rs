//! Child-months per second and core: the whole model beside a floor kernel, in the same run.
//!
//! A child-month is one looked-after child processed for one month; care leavers and months of
//! posts, contracts and money come on top and are not counted. The floor is what no model of this
//! kind can do without: per child four thresholds counted down by hazards looked up by band, a
//! block of addressed draws per spell, replacement at exit. Run with `cargo bench --bench month`.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use swplab::draws::{Draws, Name, Purpose, exponential};
use swplab::model::hazard::bands::{PLACEMENT_ENDS, band};
use swplab::scenario::Document;
use swplab::study::{Experiment, Runner, Simulation, run};

const CHILDREN: usize = 800;
const MONTHS: u32 = 144;

/// Hand-written: thresholds, hazard tables, addressed draws; nobody's worker, no money, no contract.
fn floor(draws: &Draws) -> f64 {
    let rates: [[f64; 4]; 10] = std::array::from_fn(|b| {
        let falling = 0.3 / (1.0 + b as f64 * b as f64 * 0.4);
        [falling * 0.4, falling * 0.25, falling * 0.3, 0.03]
    });
    let mut left = vec![[0.0; 4]; CHILDREN];
    let mut began = vec![0.0; CHILDREN];
    let mut spells = vec![0u32; CHILDREN];
    let mut moves = 0.0;
    let begin = |k: usize, spell: u32| {
        let u = draws.block(Purpose::Placement, Name::child(0, 0, 0, k as u32), spell);
        [exponential(u[0]), exponential(u[1]), exponential(u[2]), exponential(u[3])]
    };
    for (k, left) in left.iter_mut().enumerate() {
        *left = begin(k, 0);
    }
    for month in 0..MONTHS {
        let end = f64::from(month) + 1.0;
        for k in 0..CHILDREN {
            let mut now = f64::from(month);
            loop {
                let b = band(&PLACEMENT_ENDS, now - began[k] + 1e-9);
                let until = (began[k] + PLACEMENT_ENDS[b]).min(end);
                let rate = &rates[b];
                let span = until - now;
                if (0..4).all(|r| rate[r] * span < left[k][r]) {
                    for r in 0..4 {
                        left[k][r] -= rate[r] * span;
                    }
                    now = until;
                    if now >= end {
                        break;
                    }
                    continue;
                }
                let first = (0..4).map(|r| left[k][r] / rate[r]).fold(f64::INFINITY, f64::min);
                now += first;
                spells[k] += 1;
                began[k] = now;
                left[k] = begin(k, spells[k]);
                moves += 1.0;
            }
        }
    }
    moves
}

fn report(what: &str, child_months: f64, seconds: f64, cores: f64) {
    println!("{what:<60} {:>7.1} million per second and core", child_months / seconds / cores / 1e6);
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/contract-length.toml");
    let document = Document::read(&path).expect("the scenario is part of the repository");
    let (scenario, _) = document.scenario().expect("the scenario is valid");
    let simulation = Simulation::of_arms(&scenario);
    let stop = AtomicBool::new(false);

    let mut best = f64::INFINITY;
    let mut sum = 0.0;
    for replication in 0..30 {
        let draws = Draws::new(scenario.seed, replication);
        let start = Instant::now();
        sum += floor(&draws);
        best = best.min(start.elapsed().as_secs_f64());
    }
    let months = CHILDREN as f64 * f64::from(MONTHS);
    report("floor kernel (draws and hazards alone), one core", months, best, 1.0);

    let mut best = f64::INFINITY;
    let mut rate_months = 0.0;
    for replication in 0..12 {
        let beginning = simulation.begin(replication).expect("a replication begins");
        let start = Instant::now();
        let history = simulation.live(&beginning, replication, 0, &stop).expect("a replication lives");
        let seconds = start.elapsed().as_secs_f64();
        if seconds / (history.child_months as f64) < best {
            best = seconds / history.child_months as f64;
            rate_months = history.child_months as f64;
        }
    }
    report("whole model, one arm of one replication, one core", rate_months, best * rate_months, 1.0);

    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for (what, threads) in [("one core", 1), ("all cores", cores)] {
        let runner = Runner::silent(threads).expect("there are threads");
        // The best of three, as above: the machine may have other work.
        let mut best = f64::INFINITY;
        let mut child_months = 0.0;
        for _ in 0..3 {
            let start = Instant::now();
            let results = run(&simulation, 0..24, &runner).expect("the study runs");
            best = best.min(start.elapsed().as_secs_f64());
            child_months = results.child_months as f64;
        }
        report(
            &format!("whole experiment (all arms, starting populations), {what}"),
            child_months,
            best,
            threads as f64,
        );
    }
    assert!(sum > 0.0);
}
