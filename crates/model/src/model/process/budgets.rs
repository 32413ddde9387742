//! Budgets: who decides about the placement money. M35 to M37, M40; H11.
//!
//! ```text
//! ceded      = named × (1 - budget.reluctance, where no contract names the holder)               M35
//!                    × (1 - budget.unwilling × (1 - appetite for risk))                          M36
//! front line = ceded × (1 - budget.burden × share of the authority's budget cut so far)          M37
//! risk       = ceded × appetite for risk outside the authority, of an overspend or saving  (`settlement`)
//! entries    × 1 - section-17.entries × share of cases served with section 17 money              M40
//!            × what the grade makes of them                                            (`grades`) X7
//! ```
//!
//! named is 1 where managers or the front line hold the money and 0 for a panel, times the share of a
//! departure that takes effect (H1); where the scenario names no holder, H11 does. M35 and M36 act in a
//! practice only; what the front line hands back stays with its managers. Where the front line holds section
//! 17 money, fewer of the authority's children come into care. What cuts do to posts: `austerity`. Shares;
//! sizes grade D.

use super::austerity::cut;
use super::{grades, is_outside};
use crate::draws::Draws;
use crate::evidence::ServiceModel;
use crate::model::process::culture;
use crate::model::settings::Settings;
use crate::model::settings::budgets::BudgetSettings;
use crate::model::world::{Budget, World};

/// Position of `managers` among the holders of a budget.
pub const MANAGERS: f64 = 1.0;
/// Position of the front line among them.
pub const FRONT_LINE: f64 = 2.0;

/// What the holding of a budget depends on besides the service model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Share of a departure from the ordinary that takes effect.
    pub carries: f64,
    /// Whether it is a practice.
    pub is_practice: bool,
    /// Whether the scenario names the holder.
    pub is_agreed: bool,
    /// Share of the authority's budget cut so far.
    pub cut: f64,
}

/// Share of the budget decided about by the provider and by its front line.
pub fn holding(model: &ServiceModel, setting: Setting, numbers: &BudgetSettings) -> (f64, f64) {
    if model.budget_holder < MANAGERS {
        return (0.0, 0.0);
    }
    let mut ceded = setting.carries;
    if setting.is_practice {
        if !setting.is_agreed {
            ceded *= 1.0 - numbers.reluctance;
        }
        ceded *= 1.0 - numbers.unwilling * (1.0 - model.risk_appetite);
    }
    if model.budget_holder < FRONT_LINE {
        return (ceded, 0.0);
    }
    (ceded, ceded * (1.0 - numbers.burden * setting.cut).max(0.0))
}

/// Sets who holds the money of every provider this month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let numbers = &settings.budgets;
    for index in 0..world.providers.len() {
        let provider = &world.providers[index];
        let authority = &world.authorities[provider.authority];
        let (model, is_agreed) = match provider.practice {
            Some(practice) => {
                let terms = &settings.practices[practice];
                (terms.service_model, terms.holder_is_named)
            }
            None => (settings.authorities[provider.authority].service_model, true),
        };
        let is_outside = is_outside(provider, settings);
        let setting = Setting {
            carries: culture::carries(is_outside, authority.has_hosted, &settings.culture),
            is_practice: provider.practice.is_some(),
            is_agreed,
            cut: authority.cut,
        };
        let local = &settings.authorities[provider.authority];
        let month = f64::from(world.month);
        let next_cut = cut(local, month + 12.0) - cut(local, month);
        let (ceded, front_line) = holding(&model, setting, numbers);
        let budget: &mut Budget = &mut world.providers[index].budget;
        budget.ceded = ceded;
        budget.front_line = front_line;
        budget.risk = if is_outside { ceded * model.risk_appetite } else { 0.0 };
        budget.is_monthly = model.budget_period < 1.0;
        budget.cut = next_cut;
    }
    entries(world, settings);
}

fn entries(world: &mut World, settings: &Settings) {
    let numbers = &settings.budgets;
    for authority in 0..world.authorities.len() {
        let mut cases = 0.0;
        let mut held = 0.0;
        for provider in &world.providers {
            if provider.authority == authority {
                cases += provider.cases;
                held += provider.cases * provider.departure.section_17;
            }
        }
        let share = if cases > 0.0 { held / cases } else { 0.0 };
        let state = &mut world.authorities[authority];
        let graded = grades::entries(state, &settings.commissioning);
        state.entries = (1.0 - numbers.section_17_entries * share) * graded;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};
    use std::collections::BTreeMap;

    fn numbers(set: &[(&str, f64)]) -> BudgetSettings {
        let set: BTreeMap<String, f64> = set.iter().map(|(k, v)| (k.to_string(), *v)).collect();
        let parameters = ParameterSet::central(Evidence::embedded(), &set);
        BudgetSettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0))
    }

    const PRACTICE: Setting = Setting { carries: 1.0, is_practice: true, is_agreed: true, cut: 0.0 };

    fn held_by(holder: f64) -> ServiceModel {
        ServiceModel { budget_holder: holder, risk_appetite: 0.5, ..ServiceModel::default() }
    }

    #[test]
    fn a_panel_cedes_nothing_and_the_front_line_holds_what_managers_would() {
        let s = numbers(&[]);
        assert_eq!(holding(&held_by(0.0), PRACTICE, &s), (0.0, 0.0));
        let managers = holding(&held_by(MANAGERS), PRACTICE, &s);
        let front = holding(&held_by(FRONT_LINE), PRACTICE, &s);
        assert!(managers.0 > 0.0 && managers.1 == 0.0);
        assert_eq!(front, (managers.0, managers.0));
    }

    #[test]
    fn reluctance_unwillingness_and_cuts_take_from_it_and_nothing_at_their_neutral_values() {
        let s = numbers(&[]);
        let held = |setting, s: &BudgetSettings| holding(&held_by(FRONT_LINE), setting, s);
        let unnamed = Setting { is_agreed: false, ..PRACTICE };
        let cut = Setting { cut: 0.3, ..PRACTICE };
        assert!(held(unnamed, &s).0 < held(PRACTICE, &s).0);
        assert!(held(cut, &s).1 < held(PRACTICE, &s).1);
        assert_eq!(held(cut, &s).0, held(PRACTICE, &s).0);
        assert!(held(PRACTICE, &s).0 < 1.0);
        let off = numbers(&[("budget.reluctance", 0.0), ("budget.unwilling", 0.0), ("budget.burden", 0.0)]);
        let all = Setting { is_agreed: false, ..cut };
        assert_eq!(held(all, &off), (1.0, 1.0));
    }
}
