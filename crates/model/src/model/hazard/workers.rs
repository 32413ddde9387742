//! Hazards of case holders, per month.

/// Leaving the employer: base by tenure × (1 + b × morale below its reference) × (1 + c × insecurity
/// above its reference) × (1 + d × distrust), never below the `least` share of the base. Linear, because the
/// sources give correlations and not a functional form.
#[allow(clippy::too_many_arguments)] // one number for each effect, as written above
pub fn leaving(
    base: f64,
    morale_effect: f64,
    morale_below_reference: f64,
    insecurity_effect: f64,
    insecurity_above_reference: f64,
    distrust_effect: f64,
    distrust: f64,
    least: f64,
) -> f64 {
    let factor = (1.0 + morale_effect * morale_below_reference)
        * (1.0 + insecurity_effect * insecurity_above_reference)
        * (1.0 + distrust_effect * distrust);
    base * if factor > least { factor } else { least }
}

/// Hours of direct work per case in a month.
///
/// hours × share left after recording (share × (cases ÷ norm)^elasticity) and meetings, less travel
/// that goes with each direct hour, over the cases; the share left is never below
/// `least`. Recording follows cases only weakly: the
/// evaluation found no difference in form-filling between lighter and heavier caseloads (P48).
#[allow(clippy::too_many_arguments)] // one number for each part of the month, as written above
pub fn direct_hours(
    hours: f64,
    recording: f64,
    elasticity: f64,
    meetings: f64,
    travel_per_direct_hour: f64,
    cases: f64,
    norm: f64,
    least: f64,
) -> f64 {
    if cases < 1.0 {
        return 0.0;
    }
    let recorded = recording * libm::pow(cases / norm, elasticity);
    let left = 1.0 - recorded - meetings;
    let left = if left > least { left } else { least };
    hours * left / (1.0 + travel_per_direct_hour) / cases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_meets_its_base_and_its_floor() {
        assert_eq!(leaving(0.01, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.1), 0.01);
        assert!((leaving(0.01, 0.5, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1) - 0.011).abs() < 1e-15);
        assert!((leaving(0.01, 5.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.1) - 0.001).abs() < 1e-15);
    }

    #[test]
    fn direct_hours_halve_when_cases_double_and_recording_does_not_follow() {
        let few = direct_hours(140.0, 0.5, 0.0, 0.1, 0.4, 8.0, 16.0, 0.02);
        let many = direct_hours(140.0, 0.5, 0.0, 0.1, 0.4, 16.0, 16.0, 0.02);
        assert!((few - 2.0 * many).abs() < 1e-12);
        assert!((many - 140.0 * 0.4 / 1.4 / 16.0).abs() < 1e-12);
        assert_eq!(direct_hours(140.0, 0.5, 0.0, 0.1, 0.4, 0.0, 16.0, 0.02), 0.0);
    }
}
