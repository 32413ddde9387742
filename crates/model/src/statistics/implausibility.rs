//! How far a simulated figure may be from an observed one before its parameters are ruled out.

/// What is not known about one comparison, as variances.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Doubts {
    /// Of the emulator at this point.
    pub emulator: f64,
    /// Of the observation.
    pub observation: f64,
    /// Of the model about reality: its stated discrepancy.
    pub discrepancy: f64,
    /// Of a simulated mean over its replications.
    pub ensemble: f64,
}

impl Doubts {
    /// Their sum.
    pub fn total(&self) -> f64 {
        self.emulator + self.observation + self.discrepancy + self.ensemble
    }
}

/// I = |z − E f(x)| / √(all variances) (Craig and others 1997; Vernon and others 2010).
pub fn implausibility(observed: f64, expected: f64, doubts: &Doubts) -> f64 {
    (observed - expected).abs() / doubts.total().sqrt()
}

/// The second largest of some values, or the largest where there is one; 0 for none.
pub fn second_largest(values: &[f64]) -> f64 {
    let (mut first, mut second) = (0.0_f64, 0.0_f64);
    for value in values {
        if *value > first {
            second = first;
            first = *value;
        } else if *value > second {
            second = *value;
        }
    }
    if values.len() == 1 { first } else { second }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variances_add_up() {
        let doubts = Doubts { emulator: 1.0, observation: 4.0, discrepancy: 3.0, ensemble: 1.0 };
        assert_eq!(implausibility(10.0, 1.0, &doubts), 3.0);
        assert_eq!(implausibility(1.0, 10.0, &doubts), 3.0);
    }

    #[test]
    fn one_target_that_misses_is_forgiven_and_two_are_not() {
        assert_eq!(second_largest(&[9.0, 1.0, 2.0]), 2.0);
        assert_eq!(second_largest(&[9.0, 9.0, 2.0]), 9.0);
        assert_eq!(second_largest(&[9.0]), 9.0);
        assert_eq!(second_largest(&[]), 0.0);
    }
}
