//! Settlement: placements, results, surplus and grants, as they are settled in March or when a service ends.
//! M53, M55, X3; H3, H11.
//!
//! ```text
//! budget    = an amount for each looked-after child and month: that of the first whole month, then each
//!             April the mean of the last year × (1 - the authority's cut of the coming year)
//! settled   = risk × overspend since April; of a saving max(risk, s.placement_saving_kept)      (`budgets`)
//! p         = overspend of the month ÷ limit, 0 to 1, where limits are monthly                (`incentives`)
//! withheld  = s.payment_by_results × price                                                       M53
//! paid back = withheld × max(0, 1 + incentive.results-slope × record), record as in a review,
//!             inspection left out                                                            (`trust`)
//! of a positive surplus of the year:
//!   workers   s.worker_stake
//!   owners    money.dividend of the rest, in a company for profit
//!   service   money.reinvested of what is left                                                   M55
//! support   = a yearly grant until its date, after it 1 - support.withdrawn of it                X3
//! grant     = the first opening × min(1, window ÷ months from award to opening), until it is spent; of what
//!             lapses the organisation finds grant.borne itself                          (`award`) X6
//! ```
//!
//! Numbers are the authority's risk, the mix of placements the holder's. It is settled on 31 March, or when
//! the service ends. What goes to workers, owners and service leaves the practice's account. A start-up grant
//! pays for the first opening as far as the spending, even from the award to the opening, falls inside its
//! window. Pounds; grade D.

use crate::model::process::trust;
use crate::model::settings::PracticeTerms;
use crate::model::settings::money::MoneySettings;
use crate::model::world::{CostHead, Provider, TrackRecord};

/// Months of a year.
const YEAR: f64 = 12.0;

/// Whether a month's end settles: 31 March, or the service is over.
pub fn is_due(provider: &Provider, month: u32) -> bool {
    month % 12 == 11 || !provider.is_open
}

/// Counts the month's spending on placements of so many child-months against the budget; settles if
/// it is due.
pub fn placements(provider: &mut Provider, children: f64, month: u32) {
    let spent = provider.pounds[CostHead::Placements as usize];
    let is_whole = f64::from(month) >= provider.opens;
    let kept = provider.departure.placement_saving_kept;
    let is_due = is_due(provider, month);
    let is_open = provider.is_open;
    let budget = &mut provider.budget;
    budget.settled = 0.0;
    budget.pressure = 0.0;
    if is_open && is_whole && spent > 0.0 && children > 0.0 {
        let each = spent / children;
        if budget.allocation <= 0.0 {
            budget.allocation = each;
            budget.usual = each;
        }
        budget.usual += (each - budget.usual) / YEAR;
        budget.spent += spent;
        budget.limit += budget.allocation * children;
        if budget.is_monthly {
            budget.pressure = (each / budget.allocation - 1.0).clamp(0.0, 1.0);
        }
    }
    if is_due {
        let over = budget.spent - budget.limit;
        budget.settled = if over > 0.0 { budget.risk * over } else { kept.max(budget.risk) * over };
        budget.spent = 0.0;
        budget.limit = 0.0;
        budget.allocation = if is_open { budget.usual * (1.0 - budget.cut) } else { 0.0 };
    }
}

/// The price paid this month of `full`: results withheld, and paid for when due. `in_house` is the
/// track record of the authority's own teams.
pub fn results(
    provider: &mut Provider,
    full: f64,
    in_house: TrackRecord,
    month: u32,
    settings: &MoneySettings,
) -> f64 {
    let withheld = provider.departure.payment_by_results * full;
    provider.budget.withheld += withheld;
    let mut paid = full - withheld;
    if is_due(provider, month) && provider.budget.withheld > 0.0 {
        let weights = (settings.review_changes, settings.review_disruptions);
        let compared = trust::compared(provider.record, in_house, weights);
        paid += provider.budget.withheld * (1.0 + settings.results_slope * compared).max(0.0);
        provider.budget.withheld = 0.0;
    }
    paid
}

/// National support of the month, pounds.
pub fn support(terms: &PracticeTerms, running: f64, month: u32, settings: &MoneySettings) -> f64 {
    let yearly = if f64::from(month) < terms.practice.support_until_months.unwrap_or(f64::INFINITY) {
        terms.practice.support_yearly
    } else {
        terms.practice.support_yearly * (1.0 - settings.support_withdrawn)
    };
    running * yearly / YEAR
}

/// Start-up grant spent on an opening that cost `pounds` this month, and what the organisation finds of its own in its
/// place.
pub fn grant(provider: &Provider, terms: &PracticeTerms, pounds: f64, month: u32, borne: f64) -> f64 {
    if terms.practice.grant <= 0.0 || pounds <= 0.0 || provider.transfers > 1 {
        return 0.0;
    }
    let window = terms.practice.grant_window_months.unwrap_or(f64::INFINITY);
    let inside = (window / f64::from(month + 1)).min(1.0);
    let paid = inside + borne * (1.0 - inside);
    (pounds * paid).min(terms.practice.grant - provider.budget.grant_spent)
}

/// Shares out the surplus of a year that is over. `price_of_year` is the price of that year.
pub fn share_out(
    provider: &mut Provider,
    terms: &PracticeTerms,
    price_of_year: f64,
    month: u32,
    settings: &MoneySettings,
) {
    provider.budget.distributed = 0.0;
    provider.budget.surplus += provider.pounds[CostHead::Surplus as usize];
    if !is_due(provider, month) {
        return;
    }
    let surplus = provider.budget.surplus.max(0.0);
    provider.budget.surplus = 0.0;
    provider.budget.reinvested = 0.0;
    if surplus <= 0.0 || !provider.is_open {
        return;
    }
    let workers = provider.departure.worker_stake * surplus;
    let rest = surplus - workers;
    let owners = if provider.form(&terms.practice).is_for_profit() { settings.dividend * rest } else { 0.0 };
    let service = settings.reinvested * (rest - owners);
    provider.budget.distributed = workers + owners + service;
    provider.account -= provider.budget.distributed;
    if price_of_year > 0.0 {
        provider.budget.reinvested = (service / price_of_year).min(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn practice() -> Provider {
        let mut provider = Provider::new(0, Some(0));
        provider.is_open = true;
        provider.opens = 0.0;
        provider
    }

    fn spend(provider: &mut Provider, pounds: f64, month: u32) -> f64 {
        provider.pounds[CostHead::Placements as usize] = pounds;
        placements(provider, 1.0, month);
        provider.budget.settled
    }

    fn year(provider: &mut Provider, pounds: f64) -> f64 {
        (0..12).map(|month| spend(provider, if month == 0 { 100.0 } else { pounds }, month)).sum()
    }

    #[test]
    fn an_overspend_is_borne_by_who_bears_the_risk_and_a_saving_kept_by_agreement() {
        let mut panel = practice();
        assert_eq!(year(&mut panel, 110.0), 0.0);
        let mut bold = practice();
        bold.budget.risk = 0.5;
        assert!((year(&mut bold, 110.0) - 55.0).abs() < 1e-9);
        let mut lucky = practice();
        lucky.budget.risk = 0.5;
        assert!((year(&mut lucky, 90.0) + 55.0).abs() < 1e-9);
        let mut thrifty = practice();
        thrifty.departure.placement_saving_kept = 0.4;
        assert!((year(&mut thrifty, 90.0) + 44.0).abs() < 1e-9);
    }

    #[test]
    fn only_monthly_limits_press() {
        let mut provider = practice();
        provider.budget.is_monthly = true;
        spend(&mut provider, 100.0, 0);
        assert_eq!(provider.budget.pressure, 0.0);
        spend(&mut provider, 130.0, 1);
        assert!((provider.budget.pressure - 0.3).abs() < 1e-12);
        provider.budget.is_monthly = false;
        spend(&mut provider, 130.0, 2);
        assert_eq!(provider.budget.pressure, 0.0);
    }

    #[test]
    fn a_grant_pays_only_what_is_spent_inside_its_window() {
        let terms = |months| {
            let mut terms = PracticeTerms::usual();
            terms.practice.grant = 100.0;
            terms.practice.grant_window_months = Some(months);
            terms
        };
        let opened = practice();
        assert_eq!(grant(&opened, &terms(12.0), 80.0, 5, 0.0), 80.0);
        assert_eq!(grant(&opened, &terms(6.0), 80.0, 11, 0.0), 40.0);
        assert_eq!(grant(&opened, &terms(6.0), 80.0, 11, 0.5), 60.0);
        assert_eq!(grant(&opened, &terms(99.0), 500.0, 11, 0.5), 100.0);
        assert_eq!(grant(&opened, &terms(0.0), 80.0, 11, 0.0), 0.0);
    }
}
