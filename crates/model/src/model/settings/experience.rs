//! Numbers of what children, families and staff make of a service, and the position on H18.

use crate::evidence::{ParameterSet, Positions, Specialism};

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers, one per quantity; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct ExperienceSettings {
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
            /// Rise of the growth of the relationship per unit of specialism; 0 unless H18 says
            /// `quality-gain`.
            pub specialism_gain: f64,
            /// How far a full specialism takes easier clients; 0 unless H18 says `selection`.
            pub specialism_selection: f64,
        }

        impl ExperienceSettings {
            /// Reads the quantities and the position on `H18`.
            pub fn new(p: &ParameterSet, positions: &Positions) -> ExperienceSettings {
                let position = positions.specialism();
                let under = |wanted: Specialism, id: &str| {
                    if position == wanted { p.get(id) } else { 0.0 }
                };
                ExperienceSettings {
                    $($field: p.get($id),)*
                    specialism_gain: under(Specialism::QualityGain, "specialism.gain"),
                    specialism_selection: under(Specialism::Selection, "specialism.selection"),
                }
            }
        }
    };
}

settings! {
    level "satisfaction.level"
    relationship "satisfaction.relationship"
    family_contact "satisfaction.family-contact"
    whole_journey "satisfaction.whole-journey"
    known_by_name "satisfaction.known-by-name"
    community "satisfaction.community"
    choice "satisfaction.choice"
    reachability "satisfaction.reachability"
    personal "engagement.personal"
    local_office "engagement.local-office"
    corporate_estates "engagement.corporate-estates"
    stigma "engagement.stigma"
    joint_work "joint-work.hours"
    focus "remit.focus"
    larger_field "remit.larger-field"
    office_hours "reachability.office-hours"
    informal "reachability.informal"
    formal "reachability.formal"
    duty_recruitment "out-of-hours.recruitment"
    duty_bidders "out-of-hours.bidders"
    duty_pay "out-of-hours.pay"
    advocacy "care-leavers.eet.advocacy"
    eet_experience "care-leavers.eet.experience"
    kept "relationship.kept"
    kept_known "relationship.kept-known"
    resentment "transfer.resentment"
    consultation "transfer.consultation"
    resentment_months "transfer.resentment-months"
    tender_leaving "leaving.tender"
    challenge "independence.challenge"
    late "satisfaction.late"
    least "effects.least-factor"
}
