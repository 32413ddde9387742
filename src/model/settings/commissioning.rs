//! What commissioning, trust, politics, decisions and insecurity read: quantities of
//! `evidence/contracts.toml` as plain numbers, the positions on hypotheses that they read, and the
//! terms of each practice's contract.

use crate::evidence::{
    Austerity, ContractLength, DecisionSpeed, DependenceOnAuthority, ParameterSet,
    PoliticalControl, Positions, Profit, Reviews, TransferCost,
};

/// Terms of one practice's contract, as the scenario sets them. Times in months.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractTerms {
    /// Authority that buys.
    pub authority: usize,
    /// Length of a term, from the opening or from the renewal.
    pub term_months: f64,
    /// Extension offered at the end of the first term; 0 for none.
    pub extension_months: f64,
    /// Months between reviews.
    pub review_months: f64,
    /// Whether commissioning is collaborative: shared perspective, support written in.
    pub is_collaborative: bool,
    /// Months from the beginning of a contract to its break point; 0 for none.
    pub break_months: f64,
    /// Whether the price follows the number of children.
    pub price_follows_numbers: bool,
    /// Price as a ratio to the authority's own cost of a case.
    pub price_ratio: f64,
    /// Whether each review sets price and agreed cases anew at the authority's own cost and the numbers.
    pub adjusts_price: bool,
    /// Whether a service that goes on is put out to tender at the end of each contract.
    pub retender: bool,
    /// Months from the award to the opening; `None` takes plan and slip from the quantities.
    pub mobilisation_months: Option<f64>,
    /// Share of the workers concerned who move with their children; `None` takes the quantity.
    pub workers_move: Option<f64>,
    /// Owned by shareholders or an owner, for profit.
    pub is_for_profit: bool,
    /// A large corporate provider.
    pub is_large: bool,
    /// Owned by its staff, not for profit.
    pub is_staff_owned: bool,
    /// A unit inside the authority: no contract, no tender, no insecurity of contract.
    pub is_in_house_unit: bool,
    /// Young people at the start, care leavers included.
    pub size_cases: f64,
    /// Staff who hold cases: social workers and personal advisers.
    pub case_holders: f64,
    /// Share of those who are personal advisers.
    pub adviser_share: f64,
    /// Other staff: managers, project workers, office.
    pub other_staff: f64,
    /// National support, pounds a year.
    pub support_yearly: f64,
    /// Month in which it is withdrawn; infinite if it is not.
    pub support_until: f64,
    /// Start-up grant, pounds.
    pub grant: f64,
    /// Months from the award in which it may be spent.
    pub grant_months: f64,
}

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers of the contract side, one per quantity; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct CommissioningSettings {
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
            /// Position on H6: does a longer contract help?
            pub contract_length: ContractLength,
            /// Position on H7: which way of reviewing finds trouble in time?
            pub reviews: Reviews,
            /// Position on H8: what does a change of political control do to a contract?
            pub political_control: PoliticalControl,
            /// Position on H10: what does a transfer cost the children?
            pub transfer_cost: TransferCost,
            /// Position on H15: are decisions faster in a practice?
            pub decision_speed: DecisionSpeed,
            /// Position on H5: what does profit do?
            pub profit: Profit,
            /// Position on H16: is dependence on the authority good or bad?
            pub dependence: DependenceOnAuthority,
            /// Position on H19: does austerity open or close the door?
            pub austerity: Austerity,
        }

        impl CommissioningSettings {
            /// The numbers of a parameter set and the positions of a replication.
            pub fn new(parameters: &ParameterSet, positions: &Positions) -> CommissioningSettings {
                CommissioningSettings {
                    $($field: parameters.get($id),)*
                    contract_length: positions.contract_length(),
                    reviews: positions.reviews(),
                    political_control: positions.political_control(),
                    transfer_cost: positions.transfer_cost(),
                    decision_speed: positions.decision_speed(),
                    profit: positions.profit(),
                    dependence: positions.dependence_on_authority(),
                    austerity: positions.austerity(),
                }
            }
        }
    };
}

settings! {
    mobilisation_planned "contract.mobilisation.planned"
    slip_least "contract.mobilisation.slip-least"
    slip_most "contract.mobilisation.slip-most"
    never_opens "contract.never-opens"
    never_opens_inspection "contract.never-opens.inspection"
    decision_lead "contract.decision.lead"
    extension_base "contract.extension.base"
    renewal_base "contract.renewal.base"
    break_base "contract.break.base"
    known_trust "contract.known.trust"
    known_performance "contract.known.performance"
    known_money "contract.known.money"
    incumbent "contract.retender.incumbent"
    known_organisation "contract.retender.known-organisation"
    early_trust "contract.early.trust"
    early_trust_slope "contract.early.trust-slope"
    early_money "contract.early.money"
    early_failure "contract.early.failure"
    early_restructure "contract.early.restructure"
    first_election "politics.first-election"
    election_interval "politics.election-interval"
    control_change "politics.control-change"
    renewal_factor "politics.renewal-factor"
    politics_trust_threshold "politics.trust-threshold"
    director_changes "politics.director-changes"
    trust_start "trust.start"
    trust_neutral "trust.neutral"
    trust_for_profit "trust.for-profit"
    trust_stewardship "trust.stewardship"
    trust_collaborative "trust.collaborative"
    trust_performance "trust.performance"
    trust_debt "trust.debt"
    trust_friction "trust.friction"
    trust_friction_months "trust.friction-months"
    trust_drift "trust.drift"
    trust_relation_spread "trust.relation-spread"
    trust_shock_spread "trust.shock-spread"
    director_shift "trust.director-shift"
    director_spread "trust.director-spread"
    information_static "review.information.static"
    information_collaborative "review.information.collaborative"
    conventional_review_months "review.conventional-months"
    review_mend "review.mend"
    review_price_support "review.price-support"
    frequent_review_months "review.frequent-months"
    investment_gain "investment.gain"
    investment_months "investment.months"
    investment_drift "investment.drift"
    investment_drift_starts "investment.drift-starts"
    investment_drift_months "investment.drift-months"
    insecurity_in_house "insecurity.in-house"
    insecurity_practice "insecurity.practice"
    insecurity_end "insecurity.end"
    insecurity_end_months "insecurity.end-months"
    insecurity_against "insecurity.against"
    insecurity_trust "insecurity.trust"
    workers_move_first "transfer.workers-move.first"
    workers_move_later "transfer.workers-move.later"
    wait_own "decision.wait-own"
    wait_authority "decision.wait-authority"
    own_share_in_house "decision.own-share.in-house"
    own_share_delegated "decision.own-share.delegated"
    panel "decision.panel"
    trust_shareholders "trust.shareholders"
    suspicion_months "trust.suspicion-months"
    trust_saving_aim "trust.saving-aim"
    dependence_trust "dependence.trust"
    austerity_attraction "austerity.attraction"
    austerity_aversion "austerity.aversion"
    decision_faster "decision.faster"
    decision_remote "decision.remote"
    decision_distrust "decision.distrust"
}
