//! Decisions: how long one waits for a signature. M30, M31, M39, M49, M54, M59, M60, M66, M66b, M112; H15.
//!
//! ```text
//! signed by    the provider with probability own, else by the authority; it waits an exponential time
//! own          = decision.own-share.in-house in house
//! own wait     = decision.wait-own
//! authority's  = decision.wait-authority + decision.panel × (1 - share of the budget ceded)      M39
//!                each with the terms of the month (`conditions`: climate, incentives, ownership)
//!                                        M32, M34, M38, M40, M43, M49, M54, M60, M108, M112, M126
//! in a practice, by H15:
//!   `same`           no factor for being a practice: what it may sign is decision.own-share.in-house
//!   `faster`         own + decision.own-share.delegated;  own wait × decision.faster;            M30, M31
//!                    authority's × decision.faster × (1 + decision.distrust × d)
//!   `more-dispersed` own + decision.own-share.delegated;  own wait × decision.faster;
//!                    authority's × decision.remote × (1 + decision.distrust × d)                 M66
//!   under the last two, own × (1 - decision.delegation × d)                                      M66b
//! d            = max(0, trust.neutral - trust) ÷ trust.neutral                                   M59
//! quicker      = share signed within decisions.quick-days less that of an ordinary authority
//! ```
//!
//! A unit inside the authority, to which no signature comes from outside, keeps the authority's wait of the
//! house, and by H15 the delegated share in full, whatever the trust. Children reported more quick and more
//! delayed decisions (S§34), staff and carers faster ones (V16). `faster` shortens the authority's own queue too:
//! the claim was of decisions as a whole, and nobody counted whose part of the wait fell. Where an independent body reviews, it challenges delay (M114: `experience`). When decisions
//! are asked for: `requests`. Days; only signs are known: grade D.

use super::conditions;
use crate::draws::{self, Draws};
use crate::evidence::DecisionSpeed;
use crate::model::settings::Settings;
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{Provider, World};

/// Who signed a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedBy {
    /// The provider itself.
    Provider,
    /// The authority or its panel.
    Authority,
}

/// Sets how every provider's decisions wait this month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let is_unit = |practice: usize| settings.practices[practice].practice.is_in_house_unit();
    conditions(&mut world.providers, is_unit, &settings.commissioning);
    compare(&mut world.providers, &settings.commissioning, settings.casework.quick_days);
}

/// Sets the conditions for decisions of every provider for this month. `is_unit` says of a
/// practice whether it is a unit inside the authority, whose decisions need no outside signature.
pub fn conditions(
    providers: &mut [Provider],
    is_unit: impl Fn(usize) -> bool,
    settings: &CommissioningSettings,
) {
    for provider in providers {
        let panel = settings.panel * (1.0 - provider.budget.ceded);
        provider.wait_own_days = conditions::own_wait(provider, settings.wait_own, None);
        provider.wait_authority_days = conditions::authority_wait(provider, settings.wait_authority + panel);
        let in_house = settings.own_share_in_house;
        let Some(practice) = provider.practice else {
            provider.own_decisions = conditions::own_decisions(provider, in_house);
            continue;
        };
        if settings.decision_speed == DecisionSpeed::Same {
            provider.own_decisions = in_house;
            continue;
        }
        provider.own_decisions = conditions::own_decisions(provider, in_house + settings.own_share_delegated);
        provider.wait_own_days =
            conditions::own_wait(provider, settings.wait_own, Some(settings.decision_faster));
        if is_unit(practice) {
            continue;
        }
        let distrust = (settings.trust_neutral - provider.trust).max(0.0) / settings.trust_neutral;
        provider.own_decisions *= 1.0 - settings.decision_delegation * distrust;
        provider.wait_authority_days *= 1.0 + settings.decision_distrust * distrust;
        provider.wait_authority_days *= match settings.decision_speed {
            DecisionSpeed::Faster => settings.decision_faster,
            DecisionSpeed::MoreDispersed => settings.decision_remote,
            DecisionSpeed::Same => 1.0,
        };
    }
}

/// Notes how much larger a share of every provider's decisions is signed within `days` than an ordinary
/// authority signs: exactly 0 for one.
pub fn compare(providers: &mut [Provider], settings: &CommissioningSettings, days: f64) {
    let mut ordinary = Provider::new(0, None);
    ordinary.wait_own_days = settings.wait_own;
    ordinary.wait_authority_days = settings.wait_authority + settings.panel;
    ordinary.own_decisions = settings.own_share_in_house;
    let late = share_over(&ordinary, days);
    for provider in providers {
        provider.quicker = late - share_over(provider, days);
    }
}

/// Days that one decision waits, and who signs. `signature` and `wait` are uniforms in (0, 1) that
/// decide nothing else.
#[inline]
pub fn wait(provider: &Provider, signature: f64, wait: f64) -> (f64, SignedBy) {
    let (mean, by) = if signature < provider.own_decisions {
        (provider.wait_own_days, SignedBy::Provider)
    } else {
        (provider.wait_authority_days, SignedBy::Authority)
    };
    (mean * draws::exponential(wait), by)
}

/// Days that one decision waits; see [`wait`].
#[inline]
pub fn days_waited(provider: &Provider, signature: f64, wait: f64) -> f64 {
    self::wait(provider, signature, wait).0
}

/// Share of a provider's decisions that wait longer than `days`: the closed form of [`wait`].
pub fn share_over(provider: &Provider, days: f64) -> f64 {
    let over = |mean: f64| {
        if mean > 0.0 { libm::exp(-days / mean) } else { 0.0 }
    };
    provider.own_decisions * over(provider.wait_own_days)
        + (1.0 - provider.own_decisions) * over(provider.wait_authority_days)
}
