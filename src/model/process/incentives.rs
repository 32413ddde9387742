//! M34, M38, M40, M48, M49, M52 to M55, M60, M83, M112, M118, M119, X8, H3, H5, H16: what money and
//! ownership do to the work, month by month.
//!
//! Every term is linear and 0 in an ordinary authority. s is the provider's style, f the share of the
//! placement budget held by the front line, c the share ceded, p last month's overspend of a monthly limit:
//!   leaving         × 1 - stake × s.worker_stake                                    M48
//!   morale          + 0 - payment by results × s.payment_by_results                 M53
//!   disruptions     × 1 + cost cutting × s.placement_saving_kept                    M52
//!                       + private × s.private_placements                            X8
//!                       + extraction, in a company for profit (H5 `extraction`)     X8
//!                       - stability × c, where the holder answers for the year      M38
//!                       + moves × c × p                                             M38
//!   placement price × 1 - thrift × f (H3 `saving`)                                  M34
//!                       - cheaper × s.placement_saving_kept                         M52
//!                       - restraint × c × p                                         M38
//!   own waits       × 1 - faster × f                                                M34
//!                       + delay × c × p                                             M38
//!                       - section 17 × s.section_17                                 M40
//!                       - profit share × s.worker_stake                             M49
//!                       - threat × insecurity above that in house                   M54
//!   growth          × 1 + reinvestment × share of the price reinvested              M55
//!                       + effort, in a company for profit (H5 `incentive`)          M55
//!   own decisions   + 0 - risk held × (1 - appetite for risk)                       M112
//!                       - dependence × loss of autonomy (H16)                       M60
//!   hours           × 1 - burden × (1 - back office) × (1 - scale × size)
//!                       × (1 - aptitude × business training)                        M118, M83, M119
//! size is case holders ÷ `infrastructure.scale-holders`, at most 1. The last three rows act in a practice
//! under contract. Factors never fall below a tenth. Sizes grade D but for P72.

use crate::evidence::{Money, Profit};
use crate::model::settings::Settings;
use crate::model::settings::budgets::{BudgetSettings, dependence};
use crate::model::settings::commissioning::ContractTerms;
use crate::model::world::{Incentives, Provider, World};

const LEAST: f64 = 0.1;

/// Sets the terms of every provider for this month.
pub fn step(world: &mut World, settings: &Settings) {
    for provider in &mut world.providers {
        let terms = provider
            .practice
            .map(|practice| &settings.terms[practice])
            .filter(|terms| !terms.is_in_house_unit);
        let appetite = provider.practice.map_or(0.0, |practice| {
            settings.practices[practice].way.risk_appetite
        });
        provider.incentives = incentives(provider, terms, appetite, &settings.budgets);
    }
}

/// The terms of one provider; `terms` are those of its contract, if it has one.
pub fn incentives(
    provider: &Provider,
    terms: Option<&ContractTerms>,
    appetite: f64,
    s: &BudgetSettings,
) -> Incentives {
    let (style, budget) = (&provider.style, &provider.budget);
    let pressure = budget.ceded * budget.pressure;
    let answers_for_year = if budget.is_monthly { 0.0 } else { budget.ceded };
    let for_profit = terms.is_some_and(|terms| terms.is_for_profit);
    let if_profit = |position: Profit, effect: f64| {
        if for_profit && s.profit == position {
            effect
        } else {
            0.0
        }
    };
    let thrift = if s.money == Money::Saving {
        s.front_line_thrift * budget.front_line
    } else {
        0.0
    };
    let insecure = terms.map_or(0.0, |_| (provider.insecurity - s.insecurity).max(0.0));
    let held = terms.map_or(0.0, |_| {
        let (_, lost) = dependence(s.dependence, style.back_office);
        s.risk_held * (1.0 - appetite) + s.autonomy * lost
    });
    let hours = terms.map_or(0.0, |terms| burden(terms, provider, s));
    let factor = |sum: f64| (1.0 + sum).max(LEAST);
    Incentives {
        leaving: factor(-s.stake * style.worker_stake),
        morale: -s.payment_by_results * style.payment_by_results,
        hours: factor(-hours),
        growth: factor(
            s.reinvestment * budget.reinvested + if_profit(Profit::Incentive, s.profit_effort),
        ),
        disruption: factor(
            s.cost_cutting * style.placement_saving_kept
                + s.private_disruption * style.private_placements
                + if_profit(Profit::Extraction, s.extraction)
                - s.year_stability * answers_for_year
                + s.month_moves * pressure,
        ),
        placement_price: factor(
            -thrift
                - s.cheaper_placements * style.placement_saving_kept
                - s.month_restraint * pressure,
        ),
        wait_own: factor(
            -s.front_line_faster * budget.front_line + s.month_delay * pressure
                - s.section_17_faster * style.section_17
                - s.profit_share * style.worker_stake
                - s.threat * insecure,
        ),
        own_share: -held,
    }
}

/// Share of case holders' hours that running the practice takes.
fn burden(terms: &ContractTerms, provider: &Provider, s: &BudgetSettings) -> f64 {
    let size = (terms.case_holders / s.scale_holders).min(1.0);
    s.infrastructure
        * (1.0 - provider.style.back_office)
        * (1.0 - s.scale * size)
        * (1.0 - s.aptitude * provider.style.business_training)
}
