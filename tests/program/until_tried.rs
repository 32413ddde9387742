//! How the rule that stops a run did on ten shipped scenarios, as the sentence in the documents says.

use std::collections::BTreeMap;

use swplab::statistics::normal_quantile;

use super::manual::read;

/// Runs, of which one arm is followed in each.
#[derive(Default)]
struct Arm {
    half_width: f64,
    /// Replications, mean and standard deviation of each seed.
    runs: Vec<(f64, f64, f64)>,
}

impl Arm {
    /// Mean and standard deviation of all runs together: as near to the truth as they tell.
    fn pooled(&self) -> (f64, f64) {
        let n: f64 = self.runs.iter().map(|(n, ..)| n).sum();
        let mean = self.runs.iter().map(|(n, mean, _)| n * mean).sum::<f64>() / n;
        let of_run =
            |(n, found, sd): &(f64, f64, f64)| (n - 1.0) * sd * sd + n * (found - mean) * (found - mean);
        (mean, (self.runs.iter().map(of_run).sum::<f64>() / (n - 1.0)).sqrt())
    }
}

#[test]
fn runs_stop_near_the_number_that_an_oracle_needs_and_cover_what_they_say() {
    let table = read("docs/validation/until.csv");
    let mut scenarios: BTreeMap<String, BTreeMap<String, Arm>> = BTreeMap::new();
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let arms = scenarios.entry(row[0].to_owned()).or_default();
        let arm = arms.entry(row[5].to_owned()).or_default();
        arm.half_width = number(3);
        arm.runs.push((number(6), number(7), number(8)));
    }
    let (mut near, mut runs, mut covered, mut all) = (0, 0, 0, 0);
    for arms in scenarios.values() {
        let needed = |arm: &Arm| (normal_quantile(0.975) * arm.pooled().1 / arm.half_width).powi(2);
        let oracle = arms.values().map(needed).fold(0.0, f64::max);
        assert!(oracle >= 200.0, "an oracle needs {oracle}");
        let seeds = arms.values().next().unwrap().runs.len();
        assert!(seeds == 20 && arms.values().all(|arm| arm.runs.len() == seeds));
        for seed in 0..seeds {
            let lived = arms.values().map(|arm| arm.runs[seed].0).fold(0.0, f64::max);
            near += usize::from(lived <= 1.3 * oracle);
            runs += 1;
        }
        for arm in arms.values() {
            let (truth, _) = arm.pooled();
            covered += arm.runs.iter().filter(|(_, mean, _)| (mean - truth).abs() <= arm.half_width).count();
            all += seeds;
        }
    }
    assert_eq!((scenarios.len(), runs), (10, 200));
    let said = format!(
        "Tried on ten shipped scenarios under twenty seeds each: {near} of 200 runs stopped within 1.3 times the number that \
         who knew the spread would take, and {covered} of {all} differences lay within the wished width of the mean of all runs."
    );
    println!("{said}");
    assert!(near >= 180 && covered as f64 >= 0.93 * all as f64);
    let documents = read("docs/results.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(documents.contains(&said), "docs/results.md does not say: {said}");
}
