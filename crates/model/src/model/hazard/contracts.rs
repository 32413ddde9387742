//! M64, M59, X1, M110, X5: hazards of the early end of a contract, per month, one per cause.
//!
//! Each cause has its own unit-exponential threshold, part-spent month by month:
//! the contract ends on the day when the sum of hazard × time first crosses a threshold.
//! All sizes are assumptions (grade D): one of five pilots lost its contract through a breakdown of
//! trust (P26), one ten-year contract through numbers that outran a fixed price (P36).

const MONTHS: f64 = 12.0;

/// Breakdown of trust: `yearly_at_half` at trust 0.5, rising by the factor exp(`slope`/10) for each
/// tenth of trust that is lost. Per month; trust from 0 to 1.
pub fn trust_breakdown(trust: f64, yearly_at_half: f64, slope: f64) -> f64 {
    yearly_at_half / MONTHS * libm::exp(slope * (0.5 - trust))
}

/// Money: nothing while the account is not overdrawn; then in proportion to the debt as a share of
/// the price of a year, `yearly_at_tenth` where the debt is a tenth of it. Per month.
pub fn money(account: f64, price_of_year: f64, yearly_at_tenth: f64) -> f64 {
    if account >= 0.0 || price_of_year <= 0.0 {
        return 0.0;
    }
    yearly_at_tenth / MONTHS * (-account / price_of_year) * 10.0
}

/// A constant yearly hazard, per month: a serious error in the practice, a reorganisation of the
/// authority.
pub fn constant(yearly: f64) -> f64 {
    yearly / MONTHS
}

/// Chance of going on at a renewal point: the logit of `base` plus what the partners know, as a
/// probability. A base of 0 or 1 is not moved by anything.
pub fn chance(base: f64, known: f64) -> f64 {
    if base <= 0.0 {
        return 0.0;
    }
    if base >= 1.0 {
        return 1.0;
    }
    let odds = base / (1.0 - base) * libm::exp(known);
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hazard_of_a_breakdown_falls_with_trust() {
        assert!((trust_breakdown(0.5, 0.12, 5.0) - 0.01).abs() < 1e-15);
        assert!(trust_breakdown(0.2, 0.12, 5.0) > trust_breakdown(0.8, 0.12, 5.0));
    }

    #[test]
    fn money_ends_nothing_while_the_account_is_in_hand() {
        assert_eq!(money(0.0, 1.0e6, 0.3), 0.0);
        assert_eq!(money(5.0, 1.0e6, 0.3), 0.0);
        assert!((money(-1.0e5, 1.0e6, 0.3) - 0.025).abs() < 1e-12);
    }

    #[test]
    fn a_chance_keeps_its_base_where_nothing_is_known() {
        assert!((chance(0.7, 0.0) - 0.7).abs() < 1e-12);
        assert!(chance(0.7, 1.0) > 0.7 && chance(0.7, -1.0) < 0.7);
        assert_eq!(chance(0.0, 9.0), 0.0);
        assert_eq!(chance(1.0, -9.0), 1.0);
    }
}
