//! Service models: what can be arranged differently in a service, whoever runs it. One declaration
//! is read by scenario files, by the quantities of an ordinary service and by the model's processes.

/// How an attribute is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AttributeKind {
    /// A number from 0, none, to 1, full.
    Share,
    /// `true` (1) or `false` (0).
    Flag,
    /// One of these words; the value is its position.
    Choice(&'static [&'static str]),
}

/// What holds on one side, in house or in a practice, where a scenario says nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Usual {
    /// The quantity `way.KEY.in-house` or `way.KEY.practice`.
    Quantity,
    /// This value, always.
    Is(f64),
    /// Cannot be arranged on this side: it has no field there and the value is 0.
    Nothing,
}

/// One attribute of a service model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attribute {
    /// Key in `[in_house]` and `[[practice]]`.
    pub key: &'static str,
    /// How it is written.
    pub kind: AttributeKind,
    /// The authority's own teams where nothing is said.
    pub in_house: Usual,
    /// A practice where nothing is said.
    pub practice: Usual,
    /// What it means, with source.
    pub doc: &'static str,
}

impl Attribute {
    /// Id of the quantity that holds the usual value on a side.
    pub fn quantity(&self, in_practice: bool) -> String {
        let side = if in_practice { "practice" } else { "in-house" };
        format!("way.{}.{side}", self.key.replace('_', "-"))
    }

    /// What holds on a side where nothing is said.
    pub fn usual(&self, in_practice: bool) -> Usual {
        if in_practice { self.practice } else { self.in_house }
    }
}

macro_rules! attributes {
    ($($field:ident $kind:expr, $in_house:expr, $practice:expr, $doc:literal;)*) => {
        /// A service model: a value for every attribute. In `Provider::departure` the same fields hold
        /// the distance from an ordinary authority's, as far as it takes effect (H1).
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct ServiceModel {
            $(#[doc = $doc] pub $field: f64,)*
        }

        /// Every attribute, in the order of the fields of [`ServiceModel`].
        pub const ATTRIBUTES: &[Attribute] = &[$(Attribute {
            key: stringify!($field), kind: $kind, in_house: $in_house, practice: $practice, doc: $doc,
        }),*];

        impl ServiceModel {
            /// A service model from a value for each attribute, asked in order.
            pub fn from_fn(mut value: impl FnMut(usize, &'static Attribute) -> f64) -> ServiceModel {
                let mut index = 0;
                let mut next = || {
                    let attribute = &ATTRIBUTES[index];
                    index += 1;
                    value(index - 1, attribute)
                };
                ServiceModel { $($field: next(),)* }
            }

            /// Attribute by attribute: a value from those of two service models.
            pub fn with(&self, other: &ServiceModel, each: impl Fn(f64, f64) -> f64) -> ServiceModel {
                ServiceModel { $($field: each(self.$field, other.$field),)* }
            }
        }
    };
}

use AttributeKind::{Choice, Flag, Share};
use Usual::{Is, Nothing, Quantity};

/// Who holds the placement budget, as written; the position counts from the authority's panel.
pub const BUDGET_HOLDERS: &[&str] = &["panel", "managers", "front-line"];
/// Attributes that a practice has neither by its structure nor by its remit, price or people: whether it owes them to
/// its legal form is what H1 disputes.
pub const WAYS: &[&str] = &["learning", "leadership", "middle_management", "case_ownership", "advocacy"];
/// For how long a budget is given, as written.
pub const BUDGET_PERIODS: &[&str] = &["month", "year"];
/// Service outside office hours, as written.
pub const OUT_OF_HOURS: &[&str] = &["none", "informal", "formal"];

attributes! {
    learning Share, Quantity, Quantity,
        "Learning culture: mistakes are learnt from, judgement is used (summit report, paragraphs 12, 13, 34, 57, 74).";
    leadership Share, Quantity, Quantity,
        "Commitment and skill of senior leaders, attention to detail included (paragraphs 7, 13, 62, 69, 100, 109).";
    middle_management Share, Quantity, Quantity,
        "Openness of middle managers to new ways; low is inertia (paragraphs 56, 62, 63, 70).";
    supervision Share, Quantity, Quantity,
        "Frequency and quality of supervision (paragraph 102).";
    cpd Share, Quantity, Quantity,
        "Continuing professional development of practitioners (paragraphs 63, 102).";
    health_check Flag, Is(0.0), Is(0.0),
        "Whether a culture health check and leadership toolkits are used (paragraphs 107 to 109).";
    shared_reviews Share, Quantity, Quantity,
        "How the work is reviewed: with shared information and support, against counting at arm's length (paragraphs 67 to 75).";
    commissioning_skill Share, Quantity, Nothing,
        "Skill of the authority's commissioners (paragraphs 69, 105, 106).";
    political_support Share, Quantity, Nothing,
        "Support of the authority's political leaders (paragraph 66).";
    liberty Share, Quantity, Nothing,
        "Liberty that the authority leaves to a team taken back to keep its own ways (paragraphs 45, 61).";
    known_by_name Share, Quantity, Quantity,
        "How far all cases are discussed in the team, so that every child is known by name (paragraphs 27, 34, 89).";
    shared_caseload Flag, Is(0.0), Is(0.0),
        "Units with a consultant leader and a co-ordinator who share their cases, as in Hackney (paragraphs 15 to 18, 54).";
    case_ownership Share, Quantity, Quantity,
        "How far a worker owns her cases: decides and answers for them (paragraphs 61, 86, 90).";
    worker_stake Share, Nothing, Is(0.0),
        "Financial stake of the workers: share of the surplus that is theirs (paragraphs 29, 33, 34).";
    local_office Share, Quantity, Quantity,
        "User-friendly office in the community, against rigid corporate premises (paragraphs 27, 34, 36, 87, 88).";
    specialists Share, Quantity, Quantity,
        "Specialists, such as mental health, in the same place (paragraph 34).";
    out_of_hours Choice(OUT_OF_HOURS), Is(1.0), Is(1.0),
        "Service outside office hours: none, the own worker's mobile, or a formal round-the-clock duty (paragraph 34).";
    family_contact Share, Quantity, Quantity,
        "Attention to contact with the birth family, practical and emotional (paragraphs 32, 34).";
    advocacy Share, Quantity, Quantity,
        "How far the worker speaks for the child as a parent would (paragraphs 9, 23, 32).";
    whole_journey Share, Quantity, Quantity,
        "How far one service follows the child through the whole journey (paragraph 22).";
    choice_of_worker Share, Quantity, Quantity,
        "How far young people can choose their worker (paragraphs 33, 36).";
    co_production Share, Nothing, Quantity,
        "How far outcomes are agreed with families and young people (paragraph 71).";
    child_protection Share, Quantity, Quantity,
        "Child protection work in the remit, against that of an authority's long-term teams (paragraphs 30, 34, 115, 117).";
    specialism Share, Is(0.0), Is(0.0),
        "Concentration of expertise in one field: disability, mental health, culturally harmful practices (paragraphs 33, 34, 92).";
    stigma Share, Is(0.0), Is(0.0),
        "Share of those served who are wary of or disaffected with the authority (paragraphs 91, 93, 117).";
    independence Flag, Nothing, Is(0.0),
        "Whether the service is statutorily independent: independent reviewing officers (paragraphs 91, 94, 117).";
    consultation Share, Nothing, Quantity,
        "How fully children, families and staff are consulted before a transfer (paragraph 34).";
    budget_holder Choice(BUDGET_HOLDERS), Is(0.0), Is(0.0),
        "Who decides placements' money: the authority's panel, managers, or the front line (paragraphs 34, 53, 81 to 83, 97).";
    budget_period Choice(BUDGET_PERIODS), Is(0.0), Is(0.0),
        "Whether a budget holder is held to a limit each month or answers for the year (paragraphs 82, 83).";
    section_17 Flag, Is(0.0), Is(0.0),
        "Whether the front line holds section 17 money for help to families (paragraphs 53, 54, 118).";
    early_help Share, Is(0.0), Is(0.0),
        "Share of the families known to the authority who are offered help before care; what a practice offers is offered first (paragraphs 54, 93, 117).";
    back_office Share, Nothing, Quantity,
        "Share of back office (training, legal, out of hours, advice) bought from the authority (paragraphs 34, 42, 97).";
    business_training Share, Nothing, Quantity,
        "Training of the practice's staff in running a business (paragraphs 95, 98).";
    protocols Share, Nothing, Quantity,
        "How far responsibilities were agreed in protocols at the outset (paragraph 74).";
    prototype Flag, Nothing, Is(0.0),
        "Set up as a prototype to be developed together, not as a one-off pilot (paragraph 72).";
    capability_support Flag, Nothing, Is(0.0),
        "Whether the department helps it to bid: capability support (paragraphs 75, 104).";
    data_quality Share, Nothing, Quantity,
        "Quality of the data that reviews can look at: electronic records, shared indicators.";
    haste Share, Nothing, Is(0.0),
        "Haste of the timetable: 0 leaves time for culture to change, 1 none (paragraph 46).";
    risk_appetite Share, Nothing, Quantity,
        "Appetite for risk: how far the practice is ready to bear an overspend on placements (paragraphs 34, 77, 97).";
    payment_by_results Share, Nothing, Is(0.0),
        "Share of the price that is paid on outcomes (paragraph 34).";
    placement_saving_kept Share, Nothing, Is(0.0),
        "Share of a saving on placements that the practice keeps: the incentive to cut cost (paragraph 34).";
    private_placements Share, Is(0.0), Is(0.0),
        "Placements bought from private providers beyond what is usual (paragraph 34).";
    high_need Share, Nothing, Is(0.0),
        "How much needier than usual those served are (paragraph 123).";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;

    #[test]
    fn every_usual_value_stands_in_the_evidence_and_no_other_does() {
        let mut wanted = Vec::new();
        for attribute in ATTRIBUTES {
            for in_practice in [false, true] {
                if attribute.usual(in_practice) == Quantity {
                    wanted.push(attribute.quantity(in_practice));
                }
            }
        }
        for id in &wanted {
            assert!(Evidence::embedded().find(id).is_some(), "{id} is missing");
        }
        let held = Evidence::embedded().quantities().iter();
        for quantity in held.filter(|q| q.id.starts_with("way.")) {
            assert!(wanted.contains(&quantity.id), "nothing asks {}", quantity.id);
        }
    }

    #[test]
    fn a_service_model_keeps_the_order_of_its_attributes() {
        let model = ServiceModel::from_fn(|index, _| index as f64);
        assert_eq!(model.learning, 0.0);
        assert_eq!(model.high_need, ATTRIBUTES.len() as f64 - 1.0);
        assert_eq!(model.with(&model, |a, b| a - b), ServiceModel::default());
    }
}
