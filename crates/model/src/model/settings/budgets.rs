//! What budgets, ownership and incentives read: quantities of `evidence/budgets.toml` as plain
//! numbers, and the positions on H3, H5 and H16.

use crate::evidence::{DependenceOnAuthority, Money, ParameterSet, Positions, Profit};

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers, one per quantity; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct BudgetSettings {
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
            /// What a usual practice has of being known by name beyond an ordinary authority: more prevents no more moves.
            pub known_most: f64,
            /// Position on H3: what does a practice cost the authority?
            pub money: Money,
            /// Position on H5: what does profit do?
            pub profit: Profit,
            /// Position on H16: is dependence on the authority good or bad?
            pub dependence: DependenceOnAuthority,
        }

        impl BudgetSettings {
            /// The numbers of a parameter set and the positions of a replication.
            pub fn new(parameters: &ParameterSet, positions: &Positions) -> BudgetSettings {
                BudgetSettings {
                    $($field: parameters.get($id),)*
                    known_most: (parameters.get("way.known-by-name.practice")
                        - parameters.get("way.known-by-name.in-house"))
                    .max(0.0),
                    money: positions.money(),
                    profit: positions.profit(),
                    dependence: positions.dependence_on_authority(),
                }
            }
        }
    };
}

settings! {
    reluctance "budget.reluctance"
    unwilling "budget.unwilling"
    burden "budget.burden"
    front_line_faster "budget.front-line.faster"
    front_line_thrift "budget.front-line.thrift"
    year_stability "budget.year.stability"
    month_delay "budget.month.delay"
    month_moves "budget.month.moves"
    month_restraint "budget.month.restraint"
    section_17_entries "section-17.entries"
    section_17_faster "section-17.faster"
    stake "incentive.stake"
    profit_share "incentive.profit-share"
    cost_cutting "incentive.cost-cutting"
    cheaper_placements "incentive.cheaper-placements"
    payment_by_results "incentive.payment-by-results"
    threat "incentive.threat"
    reinvestment "incentive.reinvestment"
    profit_effort "incentive.profit"
    extraction "incentive.extraction"
    private_disruption "private.disruption"
    autonomy "dependence.autonomy"
    risk_held "contract.risk-held"
    infrastructure "infrastructure.burden"
    scale "infrastructure.scale"
    scale_holders "infrastructure.scale-holders"
    aptitude "infrastructure.aptitude"
    austerity_posts "austerity.posts"
    insecurity "insecurity.in-house"
    support_in_time "support.in-time"
    support_carers "support.carers"
    least "effects.least-factor"
}

/// What leaning on the authority's functions by a share gives and takes, each from 0 to 1 (H16):
/// support (trust, expertise) and lost autonomy. `asset`: support only; `tether`: loss only;
/// `inverted-U`: support up to a half, loss beyond it.
pub fn dependence(position: DependenceOnAuthority, share: f64) -> (f64, f64) {
    match position {
        DependenceOnAuthority::Asset => (share, 0.0),
        DependenceOnAuthority::Tether => (0.0, share),
        DependenceOnAuthority::InvertedU => (2.0 * share.min(0.5), 2.0 * (share - 0.5).max(0.0)),
    }
}
