//! Turnover of a workforce as large as the published one.
//!
//! Published turnover is that of all child and family social workers of an authority, about 220; the model has the
//! case holders of its children in care alone, about 35, of whom a few leavers more or less are a larger share. Of
//! the variance V of a forecast, C is chance among those modelled and P what it is among the published number, so
//! that
//!   x' = x̄ + (x - x̄) √(max(V - C + P, P) ÷ V)
//! keeps the mean and the order of the histories and what levels, years and the nation do. C and P are
//! 100 x̄ ÷ n points squared for n in post and x̄ per cent (Poisson).
//!
//! Vacancies and agency workers are left as they come out: they are stocks that lasted from year to year from 2017
//! to 2021 less than the levels of the model do, and what happens to its few posts stands in for what moves an authority's
//! vacancies quickly (docs/validation.md).

use crate::statistics::{mean, sample_sd};

/// Chance variance of turnover among so many in post, points squared.
fn chance(percent: f64, in_post: f64) -> f64 {
    100.0 * percent.max(0.0) / in_post
}

/// Turnover in the histories, per cent, as it would vary among `published` in post instead of `modelled`.
/// Undefined values stay so.
pub(super) fn of_size(values: &mut [f64], (modelled, published): (f64, f64)) {
    let known: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let (middle, sd) = (mean(&known), sample_sd(&known));
    let variance = sd * sd;
    let all = variance > 0.0 && modelled > 0.0 && published > 0.0;
    if !all {
        return;
    }
    let own = chance(middle, published);
    let kept = (variance - chance(middle, modelled) + own).max(own);
    let factor = (kept / variance).sqrt();
    for value in values {
        *value = middle + (*value - middle) * factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draws::{Draws, Name, Purpose, normal};

    #[test]
    fn a_large_workforce_varies_by_its_own_chance_and_by_its_level() {
        // A level of 20 ± 5 and the chance of 25 in post, a variance of 80; of 250 it is 8.
        let draws = Draws::new(3, 0);
        let number = |k: u32, purpose| normal(draws.uniform(purpose, Name::authority(0, 0), k));
        let chance_sd = chance(20.0, 25.0).sqrt();
        let mut values: Vec<f64> = (0..20_000)
            .map(|k| 20.0 + 5.0 * number(k, Purpose::Level) + chance_sd * number(k, Purpose::LevelOfYear))
            .collect();
        of_size(&mut values, (25.0, 250.0));
        let expected = (25.0_f64 + 8.0).sqrt();
        assert!((mean(&values) - 20.0).abs() < 0.2);
        assert!((sample_sd(&values) / expected - 1.0).abs() < 0.03);
    }

    #[test]
    fn less_spread_than_chance_leaves_the_chance_of_the_published() {
        let mut values = [9.0, 10.0, 11.0, f64::NAN];
        of_size(&mut values, (10.0, 900.0));
        assert!((sample_sd(&values[..3]) - (1000.0_f64 / 900.0).sqrt()).abs() < 1e-9);
        assert!(values[3].is_nan());
    }

    #[test]
    fn an_empty_workforce_says_nothing() {
        let mut values = [9.0, 10.0];
        of_size(&mut values, (0.0, 900.0));
        assert_eq!(values, [9.0, 10.0]);
    }
}
