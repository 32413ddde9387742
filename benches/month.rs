//! Child-months per second and core: the whole model beside a floor kernel, in the same run.
//!
//! A child-month is one looked-after child processed for one month; care leavers and months of
//! posts, contracts and money come on top and are not counted. The floor is what no model of this
//! kind can do without: per child four thresholds counted down by hazards looked up by band, a
//! block of addressed draws per spell, replacement at exit. The whole experiment is all arms with their starting
//! populations and the list of the remit; what arms share before they differ is lived once, so that its months are told
//! twice: those of all arms, and those that were lived. Medians of processor time, which other work on the machine
//! moves little. Run with `cargo bench --bench month`.

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

/// Processor time of all threads of this process so far, in seconds; the time of the day where the system does not tell.
fn spent(since: &Instant) -> f64 {
    let of_thread = |entry: std::io::Result<std::fs::DirEntry>| -> Option<f64> {
        let text = std::fs::read_to_string(entry.ok()?.path().join("schedstat")).ok()?;
        Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
    };
    let threads = std::fs::read_dir("/proc/self/task").ok();
    let told: f64 = threads.map_or(0.0, |threads| threads.filter_map(of_thread).sum());
    if told > 0.0 { told } else { since.elapsed().as_secs_f64() }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn report(what: &str, child_months: f64, seconds: f64) {
    println!("{what:<66} {:>6.1} million child-months per second of a core", child_months / seconds / 1e6);
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/contract-length.toml");
    let document = Document::read(&path).expect("the scenario is part of the repository");
    let (scenario, _) = document.scenario().expect("the scenario is valid");
    let simulation = Simulation::of_arms(&scenario);
    let stop = AtomicBool::new(false);
    let began = Instant::now();

    let mut sum = 0.0;
    let mut times = Vec::new();
    // Several at a time: the clock of a processor's time ticks in milliseconds.
    for first in 0..15 {
        let start = spent(&began);
        sum += (0..20).map(|k| floor(&Draws::new(scenario.seed, 20 * first + k))).sum::<f64>();
        times.push(spent(&began) - start);
    }
    let months = 20.0 * CHILDREN as f64 * f64::from(MONTHS);
    report("floor kernel (draws and hazards alone)", months, median(times));

    let mut times = Vec::new();
    for replication in 0..13 {
        let beginning = simulation.begin_apart(replication);
        let start = spent(&began);
        let live = |arm| simulation.live(&beginning, replication, arm, &stop).expect("an arm lives");
        let months: u64 = (0..5).map(|arm| live(arm).child_months).sum();
        times.push((spent(&began) - start) / months as f64);
    }
    report("whole model, one arm of one replication after another", 1.0, median(times));

    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for (what, threads) in [("one thread", 1), ("a thread for each core", cores)] {
        let runner = Runner::silent(threads).expect("there are threads");
        let (mut delivered, mut lived) = (0.0, 0.0);
        let mut times = Vec::new();
        for _ in 0..5 {
            let start = spent(&began);
            let results = run(&simulation, 0..24, &runner).expect("the study runs");
            times.push(spent(&began) - start);
            (delivered, lived) = (results.child_months as f64, results.lived_child_months as f64);
        }
        let seconds = median(times);
        report(&format!("whole experiment, {what}: months of all arms"), delivered, seconds);
        report(&format!("whole experiment, {what}: months that were lived"), lived, seconds);
    }
    assert!(sum > 0.0);
}
