//! Investment: what the remaining term lets a practice put into its work. M68, M69, M74; H6.
//!
//! ```text
//! investment  under H6 `neutral`             1
//!             `long-helps`                   1 + g                                               M68
//!             `needs-break-clauses`          1 + g with a break point or reviews at most
//!                                            review.frequent-months apart, else 1 + g - d        M69, M74
//! g           investment.gain × (1 - exp(-months left ÷ investment.months))
//! d           investment.drift × (1 - exp(-(months since the contract began - investment.drift-starts)
//!                                          ÷ investment.drift-months)), 0 before the drift starts
//! ```
//!
//! A factor on the growth of a relationship for each hour of direct work (`conditions`); 1 in an authority's
//! own teams and units. A renewal in hand adds a term to the months left. The length of a term acts besides,
//! under every position, by how often the service is put in question and tendered, how near its end feels
//! (`insecurity`) and how often its price is set anew. Nothing was measured (contract-length-investment):
//! grade D, near zero allowed.

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

/// Share of its full size that something reaches after so many months.
fn risen(months: f64, scale: f64) -> f64 {
    if months <= 0.0 { 0.0 } else { 1.0 - libm::exp(-months / scale) }
}
