//! Incentives: what money and ownership do to the work, month by month. M34, M38, M40, M48, M49, M52 to M55,
//! M60, M83, M112, M118, M119, X8; H3, H5, H16.
//!
//! ```text
//! leaving           1 - incentive.stake × s.worker_stake                                         M48
//! morale            - incentive.payment-by-results × s.payment_by_results                        M53
//! disruptions       1 + incentive.cost-cutting × s.placement_saving_kept                         M52
//!                     + private.disruption × s.private_placements                                X8
//!                     + incentive.extraction, in a company for profit (H5 `extraction`)          X8
//!                     - budget.year.stability × c, where the holder answers for the year         M38
//!                     + budget.month.moves × c × p                                               M38
//!                     - support
//! support           support.in-time × quicker                                                    M34
//!                     + support.carers × min(s.known_by_name, that of a usual practice)          M21
//! moves prevented   support - incentive.cost-cutting × s.placement_saving_kept
//!                     - private.disruption × s.private_placements, not below 0: the share of moves for
//!                     supply and other reasons that do not happen                                M21, M34
//! cost of placements  1 - budget.front-line.thrift × f (H3 `saving`)                             M34
//!                     - incentive.cheaper-placements × s.placement_saving_kept                   M52
//!                     - budget.month.restraint × c × p                                           M38
//! own wait          1 - budget.front-line.faster × f                                             M34
//!                     + budget.month.delay × c × p                                               M38
//!                     - section-17.faster × s.section_17                                         M40
//!                     - incentive.profit-share × s.worker_stake                                  M49
//!                     - incentive.threat × (insecurity - insecurity.in-house), in a practice     M54
//! growth            1 + incentive.reinvestment × share of the price reinvested                   M55
//!                     + incentive.profit, in a company for profit (H5 `incentive`)               M55
//! own decisions     - contract.risk-held × (1 - appetite for risk)                               M112
//!                     - dependence.autonomy × loss of autonomy (H16)                             M60
//! hours             1 - infrastructure.burden × (1 - s.back_office)                              M118
//!                     × (1 - infrastructure.scale                                                M83
//!                            × min(1, case holders ÷ infrastructure.scale-holders))
//!                     × (1 - infrastructure.aptitude × s.business_training)                      M119
//! ```
//!
//! s is the departure of the service model (`culture`), f the share of the placement budget held by the front
//! line and c the share ceded (`budgets`), p last month's overspend of a monthly limit (`settlement`),
//! quicker how much larger a share of decisions is quick than in an ordinary authority, last month
//! (`decisions`). Loss of autonomy by H16, with b the back office bought: `asset` 0, `tether` b, `inverted-U`
//! 2 × max(b - ½, 0). Morale and own decisions are added, the others factors (`conditions`), never below
//! `effects.least-factor`; in an ordinary authority each does exactly nothing. The last two act in a practice
//! under contract. Sizes grade D but for P72.

use crate::draws::Draws;
use crate::evidence::{Money, Profit};
use crate::model::settings::PracticeTerms;
use crate::model::settings::Settings;
use crate::model::settings::budgets::{BudgetSettings, dependence};
use crate::model::world::{Incentives, Provider, World};

/// Sets the terms of every provider for this month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    for provider in &mut world.providers {
        let terms = provider
            .practice
            .map(|practice| &settings.practices[practice])
            .filter(|terms| !terms.practice.is_in_house_unit());
        let appetite = provider
            .practice
            .map_or(0.0, |practice| settings.practices[practice].service_model.risk_appetite);
        provider.incentives = incentives(provider, terms, appetite, &settings.budgets);
    }
}

/// The terms of one provider; `terms` are those of its contract, if it has one.
pub fn incentives(
    provider: &Provider,
    terms: Option<&PracticeTerms>,
    appetite: f64,
    s: &BudgetSettings,
) -> Incentives {
    let (departure, budget) = (&provider.departure, &provider.budget);
    let pressure = budget.ceded * budget.pressure;
    let answers_for_year = if budget.is_monthly { 0.0 } else { budget.ceded };
    let for_profit = terms.is_some_and(|terms| provider.form(&terms.practice).is_for_profit());
    let if_profit = |position: Profit, effect: f64| {
        if for_profit && s.profit == position { effect } else { 0.0 }
    };
    let thrift = if s.money == Money::Saving { s.front_line_thrift * budget.front_line } else { 0.0 };
    let insecure = terms.map_or(0.0, |_| (provider.insecurity - s.insecurity).max(0.0));
    let held = terms.map_or(0.0, |_| {
        let (_, lost) = dependence(s.dependence, departure.back_office);
        s.risk_held * (1.0 - appetite) + s.autonomy * lost
    });
    let hours = terms.map_or(0.0, |terms| burden(terms, provider, s));
    let saving = s.cost_cutting * departure.placement_saving_kept
        + s.private_disruption * departure.private_placements;
    let support =
        s.support_in_time * provider.quicker + s.support_carers * departure.known_by_name.min(s.known_most);
    let factor = |sum: f64| (1.0 + sum).max(s.least);
    Incentives {
        leaving: factor(-s.stake * departure.worker_stake),
        morale: -s.payment_by_results * departure.payment_by_results,
        hours: factor(-hours),
        growth: factor(s.reinvestment * budget.reinvested + if_profit(Profit::Incentive, s.profit_effort)),
        disruption: factor(
            saving + if_profit(Profit::Extraction, s.extraction) - s.year_stability * answers_for_year
                + s.month_moves * pressure
                - support,
        ),
        prevented: (support - saving).clamp(0.0, 1.0 - s.least),
        placement_price: factor(
            -thrift - s.cheaper_placements * departure.placement_saving_kept - s.month_restraint * pressure,
        ),
        wait_own: factor(
            -s.front_line_faster * budget.front_line + s.month_delay * pressure
                - s.section_17_faster * departure.section_17
                - s.profit_share * departure.worker_stake
                - s.threat * insecure,
        ),
        own_share: -held,
    }
}

/// Share of case holders' hours that running the practice takes.
fn burden(terms: &PracticeTerms, provider: &Provider, s: &BudgetSettings) -> f64 {
    let size = (terms.practice.case_holders() / s.scale_holders).min(1.0);
    s.infrastructure
        * (1.0 - provider.departure.back_office)
        * (1.0 - s.scale * size)
        * (1.0 - s.aptitude * provider.departure.business_training)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions, ServiceModel};
    use crate::terms::PracticeForm;
    use std::collections::BTreeMap;

    fn numbers(is_neutral: bool, positions: &[(&str, &str)]) -> BudgetSettings {
        let evidence = Evidence::embedded();
        let neutral = evidence.quantities().iter().filter_map(|quantity| {
            let value = quantity.neutral.filter(|_| is_neutral)?;
            Some((quantity.id.clone(), value))
        });
        let taken = positions.iter().map(|(k, v)| (k.to_string(), v.to_string()));
        let positions = Positions::drawn(&taken.collect(), |_| 0.0);
        let set: BTreeMap<String, f64> = neutral.collect();
        BudgetSettings::new(&ParameterSet::central(evidence, &set), &positions)
    }

    fn practice(departure: ServiceModel) -> Provider {
        let mut provider = Provider::new(0, Some(0));
        provider.departure = departure;
        provider.insecurity = 0.4;
        provider.budget.ceded = 0.8;
        provider.budget.front_line = 0.6;
        provider.budget.pressure = 0.2;
        provider.budget.reinvested = 0.02;
        provider.quicker = 0.2;
        provider
    }

    fn all_departures() -> ServiceModel {
        ServiceModel {
            worker_stake: 0.5,
            payment_by_results: 0.3,
            placement_saving_kept: 0.5,
            private_placements: 0.4,
            section_17: 1.0,
            back_office: 0.7,
            business_training: 0.5,
            known_by_name: 0.3,
            ..ServiceModel::default()
        }
    }

    #[test]
    fn at_their_neutral_values_the_terms_do_exactly_nothing() {
        for position in ["incentive", "extraction", "suspicion", "size-dependent"] {
            let s = numbers(true, &[("H5", position), ("H3", "saving"), ("H16", "tether")]);
            let mut terms = PracticeTerms::usual();
            terms.practice.form = PracticeForm::Company;
            for monthly in [true, false] {
                let mut provider = practice(all_departures());
                provider.budget.is_monthly = monthly;
                let set = incentives(&provider, Some(&terms), 0.3, &s);
                assert_eq!(set, Incentives::default());
            }
        }
    }

    #[test]
    fn an_ordinary_authority_feels_none_of_them() {
        let s = numbers(false, &[("H3", "saving")]);
        let own = Provider::new(0, None);
        assert_eq!(incentives(&own, None, 0.0, &s), Incentives::default());
    }

    #[test]
    fn every_term_has_the_sign_of_its_claim() {
        let s = numbers(false, &[("H3", "saving"), ("H5", "suspicion"), ("H16", "tether")]);
        let terms = PracticeTerms::usual();
        let set = |change: &dyn Fn(&mut Provider)| {
            let mut provider = Provider::new(0, Some(0));
            change(&mut provider);
            incentives(&provider, Some(&terms), 1.0, &s)
        };
        let none = set(&|_| ());
        assert!(set(&|p| p.departure.worker_stake = 1.0).wait_own < none.wait_own);
        assert!(set(&|p| p.departure.payment_by_results = 0.2).morale < 0.0);
        let cutting = set(&|p| p.departure.placement_saving_kept = 1.0);
        assert!(cutting.disruption > 1.0 && cutting.placement_price < 1.0);
        assert!(set(&|p| p.departure.private_placements = 1.0).disruption > 1.0);
        for support in [set(&|p| p.quicker = 0.3), set(&|p| p.departure.known_by_name = 0.3)] {
            assert!(support.disruption < 1.0 && support.prevented > 0.0);
            assert!((support.disruption + support.prevented - 1.0).abs() < 1e-12);
        }
        let driven = set(&|p| {
            p.departure.known_by_name = 0.3;
            p.departure.placement_saving_kept = 1.0;
        });
        assert_eq!(driven.prevented, 0.0, "where saving drives, nothing is prevented");
        let front = set(&|p| p.budget.front_line = 1.0);
        assert!(front.placement_price < 1.0 && front.wait_own < none.wait_own);
        assert!(set(&|p| p.budget.ceded = 1.0).disruption < 1.0);
        let pressed = set(&|p| {
            p.budget.ceded = 1.0;
            p.budget.is_monthly = true;
            p.budget.pressure = 0.3;
        });
        assert!(pressed.disruption > 1.0 && pressed.wait_own > none.wait_own);
        assert!(pressed.placement_price < 1.0);
        assert!(set(&|p| p.departure.section_17 = 1.0).wait_own < none.wait_own);
        assert!(set(&|p| p.insecurity = 0.9).wait_own < none.wait_own);
        assert!(set(&|p| p.budget.reinvested = 0.05).growth > 1.0);
        assert!(none.hours < 1.0 && set(&|p| p.departure.back_office = 1.0).hours == 1.0);
        assert!(set(&|p| p.departure.business_training = 1.0).hours > none.hours);
        assert!(set(&|p| p.departure.back_office = 1.0).own_share < none.own_share);
        let mut large = PracticeTerms::usual();
        large.practice.social_workers = 55.0;
        let provider = Provider::new(0, Some(0));
        assert!(incentives(&provider, Some(&large), 1.0, &s).hours > none.hours);
        assert!(incentives(&provider, Some(&terms), 0.0, &s).own_share < none.own_share);
    }

    #[test]
    fn profit_does_what_its_position_says_and_only_for_companies() {
        let set = |position, is_for_profit| {
            let mut terms = PracticeTerms::usual();
            if is_for_profit {
                terms.practice.form = PracticeForm::Company;
            }
            let s = numbers(false, &[("H5", position)]);
            let set = incentives(&Provider::new(0, Some(0)), Some(&terms), 1.0, &s);
            (set.growth, set.disruption)
        };
        assert!(set("incentive", true).0 > 1.0 && set("incentive", false).0 == 1.0);
        assert!(set("extraction", true).1 > 1.0 && set("extraction", false).1 == 1.0);
        for position in ["suspicion", "size-dependent"] {
            assert_eq!(set(position, true), (1.0, 1.0));
        }
    }
}
