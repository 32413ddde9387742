//! Kaplan–Meier curves.

use super::normal::normal_quantile;

/// One spell: how long it was watched and whether it ended then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Time watched.
    pub time: f64,
    /// Whether it ended at that time; otherwise it was still running.
    pub ended: bool,
}

/// The curve just after a time at which at least one spell ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalStep {
    /// Time.
    pub time: f64,
    /// Spells watched just before.
    pub at_risk: usize,
    /// Spells that ended then.
    pub ended: usize,
    /// Share still running.
    pub survival: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end of the 95% interval.
    pub high: f64,
}

/// The product-limit estimate with Greenwood's variance; the interval is made on the log-minus-log
/// scale so that it stays between 0 and 1.
pub fn kaplan_meier(spells: &[Observation]) -> Vec<SurvivalStep> {
    let mut rising: Vec<Observation> = spells.iter().copied().filter(|o| o.time.is_finite()).collect();
    rising.sort_by(|a, b| a.time.total_cmp(&b.time));
    let z = normal_quantile(0.975);
    let mut steps = Vec::new();
    let (mut survival, mut greenwood) = (1.0, 0.0);
    let mut at = 0;
    while at < rising.len() {
        let time = rising[at].time;
        let same = rising[at..].iter().take_while(|o| o.time == time).count();
        let ended = rising[at..at + same].iter().filter(|o| o.ended).count();
        let at_risk = rising.len() - at;
        if ended > 0 {
            let (d, n) = (ended as f64, at_risk as f64);
            survival *= 1.0 - d / n;
            greenwood += d / (n * (n - d));
            let (low, high) = if ended == at_risk {
                (0.0, 0.0)
            } else {
                let log = libm::log(survival);
                let spread = libm::exp(z * greenwood.sqrt() / log.abs());
                (libm::pow(survival, spread), libm::pow(survival, 1.0 / spread))
            };
            steps.push(SurvivalStep { time, at_risk, ended, survival, low, high });
        }
        at += same;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_of_the_classic_remission_data_is_as_printed() {
        // Freireich and others 1963, 6-mercaptopurine arm: S(6) = 0.857, S(10) = 0.753, S(23) = 0.448.
        let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let running = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let spell = |time: &i32, ended| Observation { time: f64::from(*time), ended };
        let all: Vec<Observation> =
            ended.iter().map(|t| spell(t, true)).chain(running.iter().map(|t| spell(t, false))).collect();
        let steps = kaplan_meier(&all);
        let at = |t: f64| steps.iter().find(|s| s.time == t).unwrap();
        assert!((at(6.0).survival - 0.857).abs() < 5e-4);
        assert!((at(10.0).survival - 0.753).abs() < 5e-4);
        assert!((at(23.0).survival - 0.448).abs() < 5e-4);
        assert_eq!(at(23.0).at_risk, 6);
        // Printed by R's survfit with conf.type = "log-log": 0.188 to 0.680 at week 23.
        assert!((at(23.0).low - 0.188).abs() < 1e-3 && (at(23.0).high - 0.680).abs() < 1e-3);
    }

    #[test]
    fn a_curve_with_no_endings_has_no_steps() {
        let spells = [Observation { time: 3.0, ended: false }];
        assert!(kaplan_meier(&spells).is_empty());
    }
}
