//! M68, M69, M74, H6: what the remaining term lets a practice invest in its work.
//!
//! `investment` multiplies the growth of a relationship per hour of direct work. `neutral`: always 1.
//! `long-helps`: 1 + gain × (1 - exp(-months left ÷ `investment.months`)): above 1, saturating.
//! `needs-break-clauses`: the same where there is a break point or reviews are frequent; otherwise
//! less a drift × (1 - exp(-months past the start of drift ÷ `investment.drift-months`)), so below 1
//! late in a long contract. Nothing was measured (contract-length-investment): grade D, near zero
//! allowed.

use crate::draws::Draws;
use crate::evidence::ContractLength;
use crate::model::settings::Settings;
use crate::model::settings::{CommissioningSettings, PracticeTerms};
use crate::model::world::{Contract, Decided, Provider, Stage, World};

/// Sets every practice's investment for the month; 1 for the authority's own teams and units.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let now = world.month_start();
    let (contracts, terms) = (&world.contracts, &settings.practices);
    of_providers(&mut world.providers, contracts, terms, &settings.commissioning, now);
}

/// Sets the investment of these providers at `now`.
pub fn of_providers(
    providers: &mut [Provider],
    contracts: &[Contract],
    terms: &[PracticeTerms],
    settings: &CommissioningSettings,
    now: f64,
) {
    for provider in providers.iter_mut() {
        provider.investment = 1.0;
    }
    for contract in contracts {
        if contract.stage == Stage::Running {
            let terms = &terms[contract.practice];
            providers[contract.provider].investment = investment(contract, terms, settings, now);
        }
    }
}

/// The multiplier under one running contract.
pub fn investment(
    contract: &Contract,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
    now: f64,
) -> f64 {
    // A renewal in hand counts as term that remains.
    let beyond = if contract.decided == Decided::Renew { terms.practice.contract.term_months } else { 0.0 };
    let left = (contract.ends - now).max(0.0) + beyond;
    let helped = 1.0 + settings.investment_gain * risen(left, settings.investment_months);
    let is_safeguarded = terms.practice.contract.break_months > 0.0
        || terms.practice.contract.review_months <= settings.frequent_review_months;
    match settings.contract_length {
        ContractLength::Neutral => 1.0,
        ContractLength::LongHelps => helped,
        ContractLength::NeedsBreakClauses if is_safeguarded => helped,
        ContractLength::NeedsBreakClauses => {
            let past = now - contract.opens - settings.investment_drift_starts;
            helped - settings.investment_drift * risen(past, settings.investment_drift_months)
        }
    }
}

fn risen(months: f64, scale: f64) -> f64 {
    if months <= 0.0 { 0.0 } else { 1.0 - libm::exp(-months / scale) }
}
