//! What commissioning, trust, politics, decisions and insecurity read: quantities of
//! `evidence/contracts.toml` as plain numbers, and the positions on hypotheses that they read.

use super::care::fixed;
use crate::calendar::months_to;
use crate::evidence::{
    Austerity, ContractLength, DecisionSpeed, DependenceOnAuthority, LabourSupply, ParameterSet,
    PoliticalControl, Positions, Profit, Reviews, ServiceModel, TransferCost, Usual,
};

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
            /// Position on H14: do practices draw workers from the authority?
            pub labour_supply: LabourSupply,
            /// The service model of an ordinary practice: departures are counted from it.
            pub usual: ServiceModel,
            /// Chance of each grade at the next inspection, by the grade of the last; from inadequate
            /// to outstanding.
            pub grades: [[f64; 4]; 4],
            /// Month of the study until which visits without notice are yearly; negative if they no longer are.
            pub visits_until: f64,
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
            /// The numbers of a parameter set and the positions of a replication, for a study that begins on
            /// 31 March of `first_year`.
            pub fn new(
                parameters: &ParameterSet,
                positions: &Positions,
                first_year: u32,
            ) -> CommissioningSettings {
                CommissioningSettings {
                    $($field: parameters.get($id),)*
                    contract_length: positions.contract_length(),
                    reviews: positions.reviews(),
                    political_control: positions.political_control(),
                    transfer_cost: positions.transfer_cost(),
                    labour_supply: positions.labour_supply(),
                    usual: ServiceModel::from_fn(|_, attribute| match attribute.practice {
                        Usual::Quantity => parameters.get(&attribute.quantity(true)),
                        Usual::Is(value) => value,
                        Usual::Nothing => 0.0,
                    }),
                    grades: [
                        "inspection.from-inadequate",
                        "inspection.from-requires-improvement",
                        "inspection.from-good",
                        "inspection.from-outstanding",
                    ]
                    .map(|id| fixed(parameters.table(id), id)),
                    visits_until: months_to(parameters.get("inspection.visits-until"), first_year),
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
    never_opens_sensitive "contract.never-opens.sensitive"
    never_opens_grant "contract.never-opens.grant"
    mobilisation_capability "contract.mobilisation.capability"
    grant_borne "grant.borne"
    grant_parent "grant.parent"
    grant_means_spread "grant.means-spread"
    shared_costs "market.shared-costs"
    join_base "join.base"
    join_judged "join.judged"
    join_saving "join.saving"
    order_base "order.base"
    order_again "order.again"
    order_run "order.run"
    order_months "order.months"
    early_complexity "contract.early.complexity"
    intervention "contract.early.intervention"
    intervention_months "contract.early.intervention-months"
    inspection_interval "inspection.interval"
    inspection_first "inspection.first-inadequate"
    inspection_cancels "inspection.cancels"
    cancels_answer "inspection.cancels.answer"
    cancels_stretched "inspection.cancels.stretched"
    inspection_continuity "inspection.continuity"
    inspection_usual_changes "inspection.usual-changes"
    inspection_load "inspection.load"
    inspection_vacancies "inspection.vacancies"
    inspection_usual_vacancies "inspection.usual-vacancies"
    inspection_supervision "inspection.supervision"
    inspection_leadership "inspection.leadership"
    unannounced_run "inspection.unannounced-run"
    grade_leaving "grade.leaving"
    grade_recruitment "grade.recruitment"
    grade_cost "grade.cost"
    grade_entries "grade.entries"
    decision_lead "contract.decision.lead"
    extension_base "contract.extension.base"
    renewal_base "contract.renewal.base"
    break_base "contract.break.base"
    known_trust "contract.known.trust"
    known_performance "contract.known.performance"
    known_money "contract.known.money"
    known_grade "contract.known.grade"
    known_owned "contract.known.owned"
    review_changes "review.weight.changes"
    review_disruptions "review.weight.disruptions"
    review_grade "review.weight.grade"
    inspection_interval_inadequate "inspection.interval.inadequate"
    unannounced_inadequate "inspection.unannounced-inadequate"
    unannounced_later "inspection.unannounced-later"
    incumbent "contract.retender.incumbent"
    rivals "money.tender.rivals"
    market_in_house "market.in-house"
    market_size "market.size"
    size_of_staff "market.size.staff"
    size_of_large "market.size.large"
    caseload_spread "market.caseload-spread"
    price_spread "market.price-spread"
    bid_base "market.bid.base"
    bid_returns "market.bid.returns"
    bid_usual_return "market.bid.usual-return"
    bid_alone "market.bid.alone"
    bid_support_cost "market.bid.support"
    award_record "market.award.record"
    award_price "market.award.price"
    award_capability "market.award.capability"
    specified "market.specified"
    capability "market.capability"
    recommission "market.recommission"
    recommission_months "market.recommission-months"
    known_organisation "contract.retender.known-organisation"
    tender_demand "contract.retender.demand"
    bid_experience "contract.retender.experience"
    bid_support "contract.retender.support"
    scale_pressure "contract.retender.scale"
    ordinary_size "contract.retender.ordinary-size"
    unripe "contract.retender.unripe"
    ripe_months "contract.retender.ripe-months"
    early_trust "contract.early.trust"
    early_trust_slope "contract.early.trust-slope"
    early_money "contract.early.money"
    early_failure "contract.early.failure"
    early_restructure "contract.early.restructure"
    unit_dissolves "unit.dissolves"
    unit_director "unit.dissolves.director"
    unit_spared "unit.spared-months"
    first_election "politics.first-election"
    election_interval "politics.election-interval"
    control_change "politics.control-change"
    renewal_factor "politics.renewal-factor"
    insulation "politics.insulation"
    transcends "politics.transcends"
    politics_trust_threshold "politics.trust-threshold"
    director_changes "politics.director-changes"
    trust_start "trust.start"
    trust_neutral "trust.neutral"
    trust_for_profit "trust.for-profit"
    trust_stewardship "trust.stewardship"
    trust_collaborative "trust.collaborative"
    trust_performance "trust.performance"
    trust_prototype "trust.prototype"
    trust_protocols "trust.protocols"
    trust_skill "trust.commissioning-skill"
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
    review_data "review.data-quality"
    review_defined "review.co-production"
    review_price_support "review.price-support"
    review_price_support_static "review.price-support.static"
    asks_above "planning.asks-above"
    debt_most_alone "planning.debt-most.alone"
    debt_most_parent "planning.debt-most.parent"
    deserted_months "planning.deserted-months"
    debt_months "planning.debt-months"
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
    workers_move_back "transfer.workers-move.back"
    unsettles "transfer.unsettles"
    trust_haste "trust.haste"
    wait_own "decision.wait-own"
    wait_authority "decision.wait-authority"
    own_share_in_house "decision.own-share.in-house"
    own_share_delegated "decision.own-share.delegated"
    panel "decision.panel"
    spread_own "decision.spread.own"
    spread_authority "decision.spread.authority"
    spread_remote "decision.spread.remote"
    trust_shareholders "trust.shareholders"
    suspicion_months "trust.suspicion-months"
    trust_saving_aim "trust.saving-aim"
    dependence_trust "dependence.trust"
    austerity_attraction "austerity.attraction"
    austerity_aversion "austerity.aversion"
    decision_faster "decision.faster"
    decision_remote "decision.remote"
    decision_distrust "decision.distrust"
    decision_delegation "decision.delegation"
    recruitment_special "recruitment.special-workers"
    recruitment_pool "recruitment.shared-pool"
    recruitment_morale "recruitment.morale"
    recruitment_least "recruitment.least"
}
