//! Difference: from answers to an estimate, by site, then over the sites.
//!
//! At a site: means of practice and comparator, variance with both groups' spread taken together. Over sites
//! two tests at 5%. `mixed`: weights 1 ÷ (variance + between), between-site variance after DerSimonian and
//! Laird (1986), normal test; so an evaluator's model with site effects. `by-site`: the t test with one
//! observation a site. Each world is evaluated `evaluations` (20) times with other respondents; chances are
//! means over worlds, their intervals t-intervals over worlds.

use crate::statistics::{normal_quantile, student_quantile};

/// Number, sum and sum of squares of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Answers.
    pub n: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    /// Adds an answer; one that is not defined is left out.
    pub fn add(&mut self, value: f64) {
        if !value.is_nan() {
            self.n += 1.0;
            self.sum += value;
            self.squares += value * value;
        }
    }

    /// The answers of both.
    pub fn with(self, other: Sums) -> Sums {
        Sums { n: self.n + other.n, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    /// Mean; `NaN` for no answer.
    pub fn mean(&self) -> f64 {
        self.sum / self.n
    }

    /// Sum of squared distances from the mean.
    fn scatter(&self) -> f64 {
        (self.squares - self.sum * self.sum / self.n).max(0.0)
    }

    /// Standard deviation of yes (100) and no (0) with one more of each; `NaN` below two answers.
    pub fn share_sd(&self) -> f64 {
        if self.n < 2.0 {
            return f64::NAN;
        }
        let share = (self.sum / 100.0 + 1.0) / (self.n + 2.0);
        100.0 * (share * (1.0 - share)).sqrt()
    }

    /// Standard deviation; `NaN` below two answers.
    pub fn sd(&self) -> f64 {
        if self.n < 2.0 {
            return f64::NAN;
        }
        (self.scatter() / (self.n - 1.0)).sqrt()
    }
}

/// A difference as an evaluation reports it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Sites in it.
    pub sites: usize,
    /// Practices less comparator.
    pub difference: f64,
    /// Standard error.
    pub error: f64,
    /// Half the width of the 95% interval.
    pub half_width: f64,
}

impl Estimate {
    const NONE: Estimate = Estimate { sites: 0, difference: f64::NAN, error: f64::NAN, half_width: f64::NAN };

    /// Whether it would be called different from none at 5%.
    pub fn is_different(&self) -> bool {
        self.difference.abs() > self.half_width
    }
}

/// Difference and its sampling variance at one site, with the spread of both groups taken together;
/// `None` where a group has fewer than two answers. A share of which all agree or none does has the
/// spread of one more yes and one more no.
pub fn at_site(practice: &Sums, comparator: &Sums, is_share: bool) -> Option<(f64, f64)> {
    if practice.n < 2.0 || comparator.n < 2.0 {
        return None;
    }
    let n = practice.n + comparator.n;
    let mut variance = (practice.scatter() + comparator.scatter()) / (n - 2.0);
    if is_share && variance < 1e-9 {
        let sd = practice.with(*comparator).share_sd();
        variance = sd * sd;
    }
    let inverse = 1.0 / practice.n + 1.0 / comparator.n;
    let difference = practice.mean() - comparator.mean();
    Some((difference, (variance * inverse).max(1e-12)))
}

/// The model with site effects: sites weighted by their precision, with the variance between sites of
/// DerSimonian and Laird (1986). Normal test. What an evaluator with a mixed model does.
pub fn mixed(sites: &[(f64, f64)]) -> Estimate {
    if sites.is_empty() {
        return Estimate::NONE;
    }
    let weigh = |between: f64| {
        let mut total = 0.0;
        let mut sum = 0.0;
        for (difference, variance) in sites {
            let weight = 1.0 / (variance + between);
            total += weight;
            sum += weight * difference;
        }
        (sum / total, total)
    };
    let (common, total) = weigh(0.0);
    let mut scatter = 0.0;
    let mut squares = 0.0;
    for (difference, variance) in sites {
        scatter += (difference - common) * (difference - common) / variance;
        squares += 1.0 / (variance * variance);
    }
    let spare = total - squares / total;
    let excess = scatter - (sites.len() - 1) as f64;
    let between = if excess > 0.0 && spare > 0.0 { excess / spare } else { 0.0 };
    let (difference, precision) = weigh(between);
    let error = 1.0 / precision.sqrt();
    Estimate { sites: sites.len(), difference, error, half_width: normal_quantile(0.975) * error }
}

/// The cautious test: each site is one observation, t test over sites. `NaN` below two sites.
pub fn by_site(sites: &[(f64, f64)]) -> Estimate {
    let n = sites.len() as f64;
    if sites.len() < 2 {
        return Estimate {
            difference: sites.first().map_or(f64::NAN, |site| site.0),
            sites: sites.len(),
            ..Estimate::NONE
        };
    }
    let mut sums = Sums::default();
    for (difference, _) in sites {
        sums.add(*difference);
    }
    let error = sums.sd() / n.sqrt();
    Estimate {
        sites: sites.len(),
        difference: sums.mean(),
        error,
        half_width: student_quantile(0.975, n - 1.0) * error,
    }
}
