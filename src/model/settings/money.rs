//! What finance reads: quantities of `evidence/money.toml` as plain numbers, pounds of 2010 to
//! 2011, undiscounted.

use crate::evidence::ParameterSet;
use crate::model::world::TYPES;

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers of money; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct MoneySettings {
            /// Pounds of one looked-after child-month by placement type (foster, kinship,
            /// residential, parents, semi-independent, placed for adoption, other), the other
            /// services for looked-after children included.
            pub placement_month: [f64; TYPES],
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
        }

        impl MoneySettings {
            /// The numbers of a parameter set.
            pub fn new(parameters: &ParameterSet) -> MoneySettings {
                let services = parameters.get("money.services.looked-after");
                let placement = |kind: &str| {
                    parameters.get(&format!("money.placement.{kind}")) + services
                };
                MoneySettings {
                    placement_month: [
                        placement("foster"),
                        placement("kinship"),
                        placement("residential"),
                        placement("parents"),
                        placement("semi-independent"),
                        placement("adoption"),
                        placement("other"),
                    ],
                    $($field: parameters.get($id),)*
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
    tender_rivals "money.tender.rivals"
    contract_management "money.contract.management"
    contract_review "money.contract.review"
    opening "money.transition.opening"
    closing "money.transition.closing"
}

impl MoneySettings {
    /// Salary of a case holder, pounds a month, where a share of them are personal advisers.
    pub fn salary(&self, adviser_share: f64) -> f64 {
        self.salary_social_worker * (1.0 - adviser_share) + self.salary_adviser * adviser_share
    }
}
