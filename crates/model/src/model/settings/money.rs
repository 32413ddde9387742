//! What finance reads: quantities of `evidence/money.toml` as plain numbers, pounds at the price level of the scenario,
//! undiscounted.

use crate::evidence::{Money, ParameterSet, Positions};
use crate::model::world::Flows;
use crate::terms::{PlacementType, TYPES};

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers of money; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct MoneySettings {
            /// Pounds of one looked-after child-month by placement type, the other services for
            /// looked-after children included.
            pub placement_month: [f64; TYPES],
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
            /// Position on H3: what does a practice cost the authority?
            pub money: Money,
        }

        impl MoneySettings {
            /// The numbers of a parameter set and the positions of a replication.
            pub fn new(parameters: &ParameterSet, positions: &Positions) -> MoneySettings {
                let level = parameters.get("money.price-level");
                let services = parameters.at_prices("money.services.looked-after", level);
                let placement = |of: PlacementType| {
                    parameters.at_prices(&format!("money.placement.{}", of.key()), level) + services
                };
                MoneySettings {
                    placement_month: PlacementType::ALL.map(placement),
                    $($field: parameters.at_prices($id, level),)*
                    money: positions.money(),
                }
            }
        }
    };
}

settings! {
    leaver_month "money.services.leaver"
    salary_social_worker "money.salary.social-worker"
    salary_adviser "money.salary.adviser"
    salary_other "money.salary.other"
    salary_newness "money.salary.newness"
    overheads_in_house "money.overheads.in-house"
    advisers_in_house "money.advisers.in-house"
    overheads_least "money.overheads.practice-least"
    overheads_most "money.overheads.practice-most"
    margin "money.margin"
    premium "money.price.premium"
    reserve "money.reserve"
    agency_premium "money.agency.premium"
    recruitment "money.recruitment"
    tender_authority "money.tender.authority"
    tender_bid "money.tender.bid"
    contract_management "money.contract.management"
    contract_review "money.contract.review"
    opening "money.transition.opening"
    grant_borne "grant.borne"
    opening_company "money.transition.company"
    closing "money.transition.closing"
    lever_supervision "lever.supervision"
    lever_cpd "lever.cpd"
    lever_leadership "lever.leadership"
    lever_health_check "lever.health-check"
    lever_known_by_name "lever.known-by-name"
    lever_local_office "lever.local-office"
    lever_specialists "lever.specialists"
    lever_capability "lever.capability-support"
    level_price "money.level-price"
    section_17 "section-17.fund"
    dearer_support "money.dearer.support"
    dearer_duplicate "money.dearer.duplicate"
    dividend "money.dividend"
    reinvested "money.reinvested"
    results_slope "incentive.results-slope"
    support_withdrawn "support.withdrawn"
    review_changes "review.weight.changes"
    review_disruptions "review.weight.disruptions"
}

impl MoneySettings {
    /// Salary of a case holder, pounds a month, where a share of them are personal advisers.
    pub fn salary(&self, adviser_share: f64) -> f64 {
        self.salary_social_worker * (1.0 - adviser_share) + self.salary_adviser * adviser_share
    }

    /// Permanent months of a month, in those of people as new to the work as usual: the newly qualified are paid less.
    pub fn paid_months(&self, flow: &Flows) -> f64 {
        flow.permanent_months - self.salary_newness * flow.newness
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use std::collections::BTreeMap;

    #[test]
    fn placements_at_the_national_mix_of_2011_cost_what_was_spent_on_them() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let positions = Positions::drawn(&BTreeMap::new(), |_| 0.0);
        let settings = MoneySettings::new(&parameters, &positions);
        // Foster, kinship, residential, parents, semi-independent, adoption, other: 65,520 children.
        let children = [41_530.0, 7_000.0, 7_910.0, 3_970.0, 2_460.0, 2_450.0, 200.0];
        let spent: f64 =
            children.iter().zip(settings.placement_month).map(|(n, month)| n * month * 12.0).sum();
        let per_child = spent / children.iter().sum::<f64>();
        // £3,036.1m less £237.0m for leaving care, field social work apart.
        assert!((per_child / 42_700.0 - 1.0).abs() < 0.05, "{per_child}");
    }
}
