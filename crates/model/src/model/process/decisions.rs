//! Decisions: how long one waits for a signature. M30, M31, M39, M49, M54, M59, M60, M66, M66b, M112; H15.
//!
//! ```text
//! signed by    the provider with probability own, else by the authority; it waits
//!              mean × e ^ spread ÷ gamma(1 + spread), e being exponential with mean 1
//! spread       = decision.spread.own of its own signature, decision.spread.authority of the authority's:
//!              of two who take as long on average, the one with the larger has more that are quick and more that
//!              are very late
//! own          = decision.own-share.in-house in house
//! own wait     = decision.wait-own
//! authority's  = decision.wait-authority + decision.panel × (1 - share of the budget ceded)      M39
//!                each with the terms of the month (`conditions`: climate, incentives, ownership)
//!                                        M32, M34, M38, M40, M43, M49, M54, M60, M108, M112, M126
//! with w the share of a practice's ways (`ways`) and faster = 1 + w × (decision.faster - 1), by H15:
//!   `same`           no factor for being a practice: what it may sign is decision.own-share.in-house
//!   `faster`         own + w × decision.own-share.delegated;  own wait and authority's × faster   M30, M31
//!   `more-dispersed` own + w × decision.own-share.delegated;  own wait × faster;  outside the authority,
//!                    its wait × decision.remote and its spread × decision.spread.remote: seldom at once  M66
//!   under the last two, outside the authority, own × (1 - decision.delegation × d)               M66b
//!                    and the authority's wait × (1 + decision.distrust × d)
//! d            = max(0, trust.neutral - trust) ÷ trust.neutral                                   M59
//! quicker      = share signed within decisions.quick-days less that of an ordinary authority
//! ```
//!
//! To a unit inside the authority no signature comes from outside: trust and distance do nothing there. Children
//! reported more quick and more delayed decisions (S§34), staff and carers faster ones (V16): `more-dispersed` makes
//! both tails wider than in house, `faster` the one and not the other. `faster` shortens the authority's own queue too:
//! the claim was of decisions as a whole, and nobody counted whose part of the wait fell. Where an independent body reviews, it challenges delay (M114: `experience`). When decisions
//! are asked for: `requests`. Days; only signs are known: grade D.

use super::{conditions, ways};
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
    for provider in &mut *providers {
        let panel = settings.panel * (1.0 - provider.budget.ceded);
        provider.wait_own_days = conditions::own_wait(provider, settings.wait_own, None);
        provider.wait_authority_days = conditions::authority_wait(provider, settings.wait_authority + panel);
        (provider.spread_own, provider.spread_authority) = (settings.spread_own, settings.spread_authority);
        let in_house = settings.own_share_in_house;
        if settings.decision_speed == DecisionSpeed::Same {
            provider.own_decisions = match provider.practice {
                Some(_) => in_house,
                None => conditions::own_decisions(provider, in_house),
            };
            continue;
        }
        let is_faster = settings.decision_speed == DecisionSpeed::Faster;
        let delegated = settings.own_share_delegated * provider.ways;
        let faster = ways::factor(provider.ways, settings.decision_faster);
        provider.own_decisions = conditions::own_decisions(provider, in_house + delegated);
        provider.wait_own_days = conditions::own_wait(provider, settings.wait_own, Some(faster));
        if is_faster {
            provider.wait_authority_days *= faster;
        }
        if provider.practice.is_none_or(&is_unit) {
            continue;
        }
        let distrust = (settings.trust_neutral - provider.trust).max(0.0) / settings.trust_neutral;
        provider.own_decisions *= 1.0 - settings.decision_delegation * distrust;
        provider.wait_authority_days *= 1.0 + settings.decision_distrust * distrust;
        if !is_faster {
            provider.wait_authority_days *= settings.decision_remote;
            provider.spread_authority *= settings.spread_remote;
        }
    }
    for provider in providers {
        provider.wait_scales = scales(provider);
    }
}

/// Notes how much larger a share of every provider's decisions is signed within `days` than an ordinary
/// authority signs: exactly 0 for one.
pub fn compare(providers: &mut [Provider], settings: &CommissioningSettings, days: f64) {
    let mut ordinary = Provider::new(0, None);
    ordinary.wait_own_days = settings.wait_own;
    ordinary.wait_authority_days = settings.wait_authority + settings.panel;
    ordinary.own_decisions = settings.own_share_in_house;
    (ordinary.spread_own, ordinary.spread_authority) = (settings.spread_own, settings.spread_authority);
    let late = share_over(&ordinary, days);
    for provider in providers {
        provider.quicker = late - share_over(provider, days);
    }
}

/// Days that one decision waits, and who signs. `signature` and `wait` are uniforms in (0, 1) that
/// decide nothing else.
#[inline]
pub fn wait(provider: &Provider, signature: f64, wait: f64) -> (f64, SignedBy) {
    let [own, authority] = provider.wait_scales;
    if signature < provider.own_decisions {
        (own * draws::exponential_to_power(wait, provider.spread_own), SignedBy::Provider)
    } else {
        (authority * draws::exponential_to_power(wait, provider.spread_authority), SignedBy::Authority)
    }
}

fn scales(provider: &Provider) -> [f64; 2] {
    [
        scale(provider.wait_own_days, provider.spread_own),
        scale(provider.wait_authority_days, provider.spread_authority),
    ]
}

/// Days that go with an exponential number of 1, for waits of such a mean and spread.
fn scale(mean: f64, spread: f64) -> f64 {
    if spread == 1.0 { mean } else { mean / libm::tgamma(1.0 + spread) }
}

/// Days that one decision waits; see [`wait`].
#[inline]
pub fn days_waited(provider: &Provider, signature: f64, wait: f64) -> f64 {
    self::wait(provider, signature, wait).0
}

/// Share of a provider's decisions that wait longer than `days`: the closed form of [`wait`].
pub fn share_over(provider: &Provider, days: f64) -> f64 {
    let over = |mean: f64, spread: f64| {
        if mean > 0.0 { libm::exp(-libm::pow(days / scale(mean, spread), 1.0 / spread)) } else { 0.0 }
    };
    provider.own_decisions * over(provider.wait_own_days, provider.spread_own)
        + (1.0 - provider.own_decisions) * over(provider.wait_authority_days, provider.spread_authority)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};

    fn waiting(position: &str, set: &[(&str, f64)]) -> [Provider; 2] {
        let set = set.iter().map(|(id, value)| (id.to_string(), *value)).collect();
        let parameters = ParameterSet::central(Evidence::embedded(), &set);
        let taken = BTreeMap::from([("H15".to_string(), position.to_string())]);
        let settings = CommissioningSettings::new(&parameters, &Positions::drawn(&taken, |_| 0.0), 2011);
        let mut practice = Provider::new(0, Some(0));
        (practice.ways, practice.trust) = (1.0, settings.trust_neutral);
        let mut both = [Provider::new(0, None), practice];
        conditions(&mut both, |_| false, &settings);
        both
    }

    #[test]
    fn dispersed_decisions_are_more_often_quick_and_more_often_late_and_faster_ones_only_quick() {
        for spread in [0.8, 1.0, 1.2] {
            for authority in [0.8, 1.0, 1.2] {
                let set = [("decision.spread.own", spread), ("decision.spread.authority", authority)];
                let [own, practice] = waiting("more-dispersed", &set);
                assert!(share_over(&practice, 7.0) < share_over(&own, 7.0), "{spread} {authority}");
                assert!(share_over(&practice, 30.0) > share_over(&own, 30.0), "{spread} {authority}");
                let [own, practice] = waiting("faster", &set);
                for days in [7.0, 30.0] {
                    assert!(share_over(&practice, days) < share_over(&own, days), "{spread} {authority}");
                }
                let [own, practice] = waiting("same", &set);
                assert_eq!(share_over(&practice, 7.0), share_over(&own, 7.0));
            }
        }
    }

    #[test]
    fn the_spread_keeps_the_mean_and_the_closed_form() {
        let [own, _] = waiting("same", &[("decision.spread.own", 1.4), ("decision.spread.authority", 0.7)]);
        let (mut days, mut late, cells) = (0.0, 0.0, 4_000);
        for cell in 0..cells {
            let uniform = (f64::from(cell) + 0.5) / f64::from(cells);
            for (signature, share) in [(0.0, own.own_decisions), (1.0, 1.0 - own.own_decisions)] {
                let waited = days_waited(&own, signature, uniform);
                days += share * waited / f64::from(cells);
                late += share * f64::from(u8::from(waited > 30.0)) / f64::from(cells);
            }
        }
        let mean =
            own.own_decisions * own.wait_own_days + (1.0 - own.own_decisions) * own.wait_authority_days;
        assert!((days / mean - 1.0).abs() < 0.01, "{days} {mean}");
        assert!((late - share_over(&own, 30.0)).abs() < 0.001, "{late}");
    }
}
