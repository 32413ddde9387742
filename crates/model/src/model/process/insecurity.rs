//! Insecurity: how insecure a provider's case holders feel in their jobs, 0 to 1. M64, M67, V18.
//!
//! ```text
//! insecurity  = 1 - product of (1 - reason), each reason at most 1:
//!   insecurity.in-house, for all
//!   insecurity.practice, under a running contract
//!   the end   insecurity.end × doubt × exp(-months left ÷ insecurity.end-months) undecided;      M67
//!             0 once renewed; 1 - (1 - insecurity.end × exp(...)) × (1 - insecurity.against) once lost
//!   a break point, in the same way as an undecided end
//!   insecurity.trust × max(0, trust.neutral - trust) ÷ trust.neutral                             M64
//! doubt       = 2 × (1 - L(0.5; contract.known.trust × (trust - trust.neutral))),  L as in `renewal`
//! ```
//!
//! Independent reasons are combined as chances are. The less the partners trust each other, the less anybody
//! counts on going on; a contract renewed before its end puts the date out of mind. Sign measured (P62),
//! sizes grade D.

use crate::draws::Draws;
use crate::model::hazard::contracts;
use crate::model::settings::Settings;
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{Contract, Decided, Provider, Stage, World};

/// Sets every provider's job insecurity for the month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let now = world.month_start();
    of_providers(&mut world.providers, &world.contracts, &settings.commissioning, now);
}

/// Sets the job insecurity of these providers at `now`.
pub fn of_providers(
    providers: &mut [Provider],
    contracts: &[Contract],
    settings: &CommissioningSettings,
    now: f64,
) {
    for (index, provider) in providers.iter_mut().enumerate() {
        let contract = contracts.iter().rev().find(|c| c.provider == index && c.stage == Stage::Running);
        provider.insecurity = insecurity(provider, contract, settings, now);
    }
}

/// Job insecurity of one provider under its running contract, if it has one.
pub fn insecurity(
    provider: &Provider,
    contract: Option<&Contract>,
    settings: &CommissioningSettings,
    now: f64,
) -> f64 {
    let base = settings.insecurity_in_house;
    let Some(contract) = contract else {
        return base;
    };
    let lost = (settings.trust_neutral - provider.trust).max(0.0) / settings.trust_neutral;
    // The less the partners trust each other, the less anybody counts on going on.
    let doubt = 2.0
        * (1.0 - contracts::chance(0.5, settings.known_trust * (provider.trust - settings.trust_neutral)));
    let near = |months: f64| libm::exp(-months.max(0.0) / settings.insecurity_end_months);
    let end = match contract.decided {
        Decided::Open => settings.insecurity_end * doubt * near(contract.ends - now),
        Decided::Renew => 0.0,
        Decided::Successor | Decided::InHouse(_) => {
            let known = settings.insecurity_end * near(contract.ends - now);
            any_of([known, settings.insecurity_against])
        }
    };
    let end_at_break = settings.insecurity_end * doubt * near(contract.next_break - now);
    any_of([
        base,
        settings.insecurity_practice,
        end.min(1.0),
        end_at_break.min(1.0),
        settings.insecurity_trust * lost,
    ])
}

/// The share left of security when several independent reasons act together, as insecurity.
fn any_of<const N: usize>(reasons: [f64; N]) -> f64 {
    1.0 - reasons.iter().map(|reason| 1.0 - reason).product::<f64>()
}
